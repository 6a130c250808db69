"""Calls everything that scripts can reach with boundary values, and names the calls that end the process or cannot be stopped.

    python3 Tests/Trust/sweep.py BINARY [--seed 0] [--rounds 30] [--seconds 600]

A call that takes longer than 20 seconds gets Ctrl-C; one that does not answer that within 5 more is a hang, and is killed.
"""
import argparse
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# Started in the background, this process ignores Ctrl-C, and so would the ones it starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
script = pathlib.Path(__file__).resolve().parent / "sweep.unet"


def last_call(process, deadline):
    """Reads until the process ends, stalls or the time is up: (last line, why)."""
    # Preparing the calls takes a while before the first is named.
    last, pending, heard, asked = "", b"", time.monotonic() + 100, False
    while True:
        ready, _, _ = select.select([process.stdout], [], [], 1)
        now = time.monotonic()
        if ready:
            data = os.read(process.stdout.fileno(), 1 << 16)
            if not data:
                process.wait()
                return last, "ended"
            heard, asked = now, False
            lines = (pending + data).split(b"\n")
            pending = lines.pop()
            if lines:
                last = lines[-1].decode("utf-8", "replace")
        elif asked and now - heard > 25:
            process.kill()
            process.wait()
            return last, "hang"
        elif not asked and now - heard > 20:
            process.send_signal(signal.SIGINT)
            asked = True
        if now > deadline:
            process.kill()
            process.wait()
            return last, "time"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=600)
    options = parser.parse_args()
    deadline = time.monotonic() + options.seconds
    start, found = 0, 0
    folder = tempfile.mkdtemp(prefix="unetrepl-sweep-")
    binary = os.path.abspath(options.binary)
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", HOME=folder)
    while True:
        shutil.copy(script, folder)
        # A file: a pipe that nobody reads would stop the process when it is full.
        complaints = tempfile.TemporaryFile()
        process = subprocess.Popen(
            [binary, "--sandbox", "--max-memory", "1GB", script.name, str(start), str(options.seed), str(options.rounds)],
            cwd=folder, stdout=subprocess.PIPE, stderr=complaints, stdin=subprocess.DEVNULL, env=environment)
        line, why = last_call(process, deadline)
        complaints.seek(0)
        errors = complaints.read().decode("utf-8", "replace")
        complaints.close()
        number, _, call = line.partition(" ")
        if why == "time" or call == "END":
            break
        if not number.isdigit():
            print(f"the sweep itself failed: {line} {errors[-800:]}")
            found += 1
            break
        found += 1
        note = "".join(path.read_text("utf-8", "replace") for path in pathlib.Path(folder).rglob("unetrepl-crash-*.txt"))
        for path in pathlib.Path(folder).rglob("unetrepl-crash-*.txt"):
            path.unlink()
        reason = next((text for text in errors.split("\n") if "Fatal" in text or "failed to allocate" in text), "")
        places = re.findall(r"\[(0x[0-9a-f]+)\]", note.partition("Backtrace:")[2])[2:12]
        print(f"{why} (exit {process.returncode}): {call}   {reason} {' '.join(places)}", flush=True)
        start = int(number)
    print(f"{line.partition(' ')[0] or 0} calls, {found} findings")
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
