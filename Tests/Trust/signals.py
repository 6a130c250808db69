"""What signals do to a running script: bars T18 and T19.

    python3 Tests/Trust/signals.py BINARY
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

# Started in the background, this process ignores Ctrl-C, and so would the ones it starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
binary = os.path.abspath(sys.argv[1])
folder = tempfile.mkdtemp(prefix="unetrepl-signals-")
environment = dict(os.environ, HOME=folder, XDG_STATE_HOME=folder + "/state", UNETREPL_LANG="en", SWIFT_BACKTRACE="enable=no")
passed = failed = 0


def check(name, holds, seen=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {name}: {seen}")


def ended(code, number, **keywords):
    """Runs a script until it says so, sends a signal: (exit code, standard error, seconds it took)."""
    process = subprocess.Popen([binary, "-c", code], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **keywords)
    process.stdout.readline()
    started = time.monotonic()
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    return process.returncode, errors.decode("utf-8", "replace"), time.monotonic() - started


loop = "print('ready', flush=True)\nx = 1\nwhile True:\n    x += 1"
cleanup = "try:\n    print('ready', flush=True)\n    while True: pass\nfinally:\n    open('cleaned', 'w').write('yes')"
for number, code in [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]:
    status, errors, seconds = ended(loop, number)
    check(f"{number.name} ends a script with {code}", status == code, (status, errors[-200:]))
    check(f"{number.name} is heard within 5 seconds", seconds < 5, seconds)
    status, errors, _ = ended(cleanup, number)
    done = pathlib.Path(folder, "cleaned")
    check(f"{number.name} runs `finally`", done.exists() and status == code, (status, errors[-200:]))
    done.unlink(missing_ok=True)

# A reader that goes away.
process = subprocess.Popen(f"'{binary}' -c 'while True: print(1)' | head -1; exit ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash", cwd=folder,
                           env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
out, errors = process.communicate(timeout=60)
check("a closed pipe ends quietly with 141", process.returncode == 141 and out == b"1\n" and errors == b"", (process.returncode, out[:50], errors[:200]))

# A trap of ours: the note names the cell, the exit code is 70, and nothing of Swift's is shown.
for number in [signal.SIGSEGV, signal.SIGILL, signal.SIGABRT]:
    status, errors, _ = ended(loop, number)
    notes = list(pathlib.Path(folder).rglob("unetrepl-crash-*.txt"))
    text = notes[0].read_text("utf-8", "replace") if notes else ""
    check(f"{number.name} ends with 70", status == 70, status)
    check(f"{number.name} leaves a note with the cell", number.name in text and "x += 1" in text, text[:300])
    check(f"{number.name} says where the note is", "unetrepl-crash-" in errors and "not in your code" in errors, errors[-300:])
    for note in notes:
        note.unlink()

# Stopped and continued, a script goes on.
process = subprocess.Popen([binary, "-c", "import time\nprint('ready', flush=True)\ntime.sleep(0.5)\nprint('done')"], cwd=folder, env=environment, stdout=subprocess.PIPE)
process.stdout.readline()
process.send_signal(signal.SIGTSTP)
time.sleep(0.3)
process.send_signal(signal.SIGCONT)
out, _ = process.communicate(timeout=60)
check("a stopped script goes on", out == b"done\n" and process.returncode == 0, (out, process.returncode))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
