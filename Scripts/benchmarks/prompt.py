# How fast the prompt is, through a pseudo-terminal: from the start to `In [1]:`, a paste of 5 000 lines, Tab over 10 000 names.
# Prints medians, the processor's own time (which a busy machine does not stretch as it does the wall's) and the bars they are held to. UNETREPL=path/to/binary; needs nothing but Python.
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Tests/Terminal"))
from harness import Terminal, program  # noqa: E402


class Raw(Terminal):
    """Keeps the bytes and draws no screen, so that only the program's time counts."""

    def pump(self, seconds=0.05):
        self.screen.feed = lambda data: None
        return super().pump(seconds)

    def until(self, text, seconds=30):
        start = time.perf_counter()
        while text not in self.output:
            if time.perf_counter() - start > seconds:
                raise SystemExit(f"waited for {text!r}; got:\n{self.output[-2000:].decode(errors='replace')}")
            self.pump(0.01)


def processor(t):
    """Seconds that all threads of the program were running."""
    total = 0
    for task in os.listdir(f"/proc/{t.process.pid}/task"):
        with open(f"/proc/{t.process.pid}/task/{task}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def start(history=0):
    """Seconds from the start of the process to its prompt; `history` cells in the history file."""
    home = None
    if history:
        prepared = Terminal("-c", "pass")  # makes a home
        prepared.ended()
        home = prepared.home
        folder = os.path.join(home, ".local/state/unetrepl")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "history.jsonl"), "w") as file:
            for i in range(history):
                file.write('{"t":%d,"c":"x%d = %d\\nprint(x%d)"}\n' % (i, i, i, i))
    before = time.perf_counter()
    t = Raw(**({"HOME": home} if home else {}))
    t.until(b"In [1]: ")
    seconds = time.perf_counter() - before, processor(t)
    t.destroy()
    return seconds


def evict():
    """Lets the kernel forget the binary's pages: the next start reads them from the disk."""
    with open(program(), "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def paste():
    t = Raw(rows=50)
    t.until(b"In [1]: ")
    text = "total = 0\n" + "".join(f"total += {i}  # line {i}\n" for i in range(5000)) + "total"
    before, own = time.perf_counter(), processor(t)
    t.paste(text)
    t.send(b"\r")
    t.until(b"Out[1]: 12497500")
    seconds = time.perf_counter() - before, processor(t) - own
    t.destroy()
    return seconds


def tab():
    t = Raw()
    t.until(b"In [1]: ")
    with open(os.path.join(t.folder, "names.unet"), "w") as file:
        file.writelines(f"name_{i:05d} = {i}\n" for i in range(10_000))
        file.write("quite_another_name = 1\n")
    t.send(b"%run names.unet\r")
    t.settle(0.3)
    times = []
    for _ in range(20):
        t.send(b"quite_")
        t.settle(0.05)
        t.output = b""
        before, own = time.perf_counter(), processor(t)
        os.write(t.master, b"\t")
        t.until(b"another_name")
        times.append((time.perf_counter() - before, processor(t) - own))
        t.send(b"\x15")
        t.settle(0.05)
    t.destroy()
    return times


def row(name, measured, bar):
    wall, own = zip(*measured)
    print(f"{name:<44} {statistics.median(wall) * 1000:9.1f} {min(wall) * 1000:9.1f} {statistics.median(own) * 1000:9.1f} {bar:>9}",
          flush=True)


print(f"{'milliseconds':<44} {'median':>9} {'best':>9} {'processor':>9} {'bar':>9}")
cold = []
for _ in range(5):
    evict()
    cold.append(start())
row("start to prompt, binary not in memory", cold, "15")
row("start to prompt", [start() for _ in range(20)], "15")
row("start to prompt, 10 000 cells of history", [start(10_000) for _ in range(5)], "")
row("5 000 lines pasted and run", [paste() for _ in range(3)], "1000")
row("Tab over 10 000 names", tab(), "5")
