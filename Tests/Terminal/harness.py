"""Drives the real program through a pseudo-terminal: types, pastes, resizes, sends signals, and reads the screen."""
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from screen import Screen  # noqa: E402

# Started in the background, this process ignores Ctrl-C, and so would the ones it starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def program():
    """The binary under test: $UNETREPL, else the newest build."""
    if os.environ.get("UNETREPL"):
        return os.path.abspath(os.environ["UNETREPL"])
    found = [os.path.join(ROOT, ".build", kind, "unetrepl") for kind in ("release", "debug")]
    found = [path for path in found if os.path.exists(path)]
    if not found:
        raise SystemExit("build unetrepl first")
    return max(found, key=os.path.getmtime)


class Terminal:
    def __init__(self, *arguments, columns=80, rows=24, answer=None, command=None, **environment):
        """`answer(query) -> bytes` plays the terminal's replies to the image probe; by default it stays silent. `command` is run in
        place of the program: a shell that starts it."""
        self.screen = Screen(columns, rows)
        self.answer = answer
        self.output = b""
        self.home = environment.pop("HOME", None) or tempfile.mkdtemp(prefix="unetrepl-home-")
        self.folder = environment.pop("CWD", None) or tempfile.mkdtemp(prefix="unetrepl-cwd-")
        variables = {
            "HOME": self.home, "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1",
            "UNETREPL_LANG": "en",
        }
        if "LD_LIBRARY_PATH" in os.environ:
            variables["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        for name, value in environment.items():
            if value is None:
                variables.pop(name, None)
            else:
                variables[name] = value
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.settings = termios.tcgetattr(slave)
        self.slave = slave
        self.process = subprocess.Popen(
            command or [program(), *arguments], stdin=slave, stdout=slave, stderr=slave, env=variables, cwd=self.folder,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

    def pump(self, seconds=0.05):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.output += data
        self.screen.feed(data)
        if self.answer and b"\x1b[c" in data:
            os.write(self.master, self.answer(data))
        return True

    def wait(self, text, seconds=10, times=1):
        """Until the screen (or what scrolled off it) contains the text, so many times."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.screen.all_text().count(text) >= times:
                return
            self.pump()
        raise AssertionError(f"waited for {text!r}; the screen shows:\n{self.screen.all_text()}")

    def wait_prompt(self, number, seconds=10):
        self.wait(f"In [{number}]:", seconds)
        self.settle()

    def settle(self, quiet=0.15, most=5):
        end = time.monotonic() + most
        while time.monotonic() < end and self.pump(quiet):
            pass

    def type(self, text):
        self.send(text.encode())

    def send(self, data):
        while data:
            # A pty's buffer is small: read while writing, or both sides wait.
            _, writable, _ = select.select([], [self.master], [], 0.01)
            if writable:
                count = os.write(self.master, data[:512])
                data = data[count:]
            self.pump(0)

    def line(self, text):
        self.type(text + "\r")

    def paste(self, text):
        self.send(b"\x1b[200~" + text.replace("\n", "\r").encode() + b"\x1b[201~")

    def resize(self, columns, rows):
        self.screen.resize(columns, rows)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.process.pid, signal.SIGWINCH)

    def interrupt(self):
        self.send(b"\x03")

    def close(self, seconds=10):
        """Leaves with Ctrl-D once the prompt stands; returns the exit code."""
        self.settle()
        self.send(b"\x04")
        return self.ended(seconds)

    def ended(self, seconds=10):
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.pump()
        self.settle()
        if self.process.poll() is None:
            self.process.kill()
            raise AssertionError(f"still running; the screen shows:\n{self.screen.all_text()}")
        return self.process.returncode

    def destroy(self):
        """Ends the program if it runs, and removes its folders."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)
        for folder in (self.home, self.folder):
            shutil.rmtree(folder, ignore_errors=True)

    def settings_unchanged(self):
        return termios.tcgetattr(self.slave) == self.settings

    def history(self):
        path = os.path.join(self.home, ".local/state/unetrepl/history.jsonl")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8") as file:
            return file.read()
