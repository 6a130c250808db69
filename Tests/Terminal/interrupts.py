"""Ctrl-C at random moments of training runs. The suite makes a few; by itself this file makes many and says how long each took:

    python3 Tests/Terminal/interrupts.py [COUNT]        (200; UNETREPL=path/to/binary)
"""
import os
import random
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import Terminal  # noqa: E402

PREPARE = """import torch
import torch.nn as nn
manual_seed(0)
image, label = shapes(SIZE)
x, y = image.unsqueeze(0), label.unsqueeze(0)
model = UNet(3, 3, widths=WIDTHS)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
steps = 0
class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = model
    def forward(self, x):
        return self.inner(x)
own = Own()"""

RUNS = [
    "history = train(model, image, label, epochs=10**9, verbose=False)",
    "while True:\n    optimizer.zero_grad()\n    loss = criterion(own(x), y)\n    loss.backward()\n    optimizer.step()\n    steps += 1",
    "history = train(own, image, label, epochs=10**9)",
]


def in_training(test, count, size=64, widths="(8, 16, 32, 64, 64)", wait=(0.005, 0.1)):
    """Interrupts `count` runs; returns the seconds from each Ctrl-C to the next prompt. `test` is a unittest.TestCase."""
    t = Terminal(rows=50)
    try:
        t.wait_prompt(1)
        before = t.settings
        t.paste(PREPARE.replace("SIZE", str(size)).replace("WIDTHS", widths))
        t.line("")
        t.wait_prompt(2, 60)
        latencies = []
        number = 2
        for turn in range(count):
            t.paste(RUNS[turn % len(RUNS)])
            t.line("")
            # The line is read once the terminal is out of paste mode; before that, Ctrl-C would clear it.
            started = time.monotonic()
            while "2004" in t.screen.modes and time.monotonic() - started < 30:
                t.pump(0.002)
            end = time.monotonic() + random.uniform(*wait)
            while time.monotonic() < end:
                t.pump(0.002)
            start = time.monotonic()
            t.interrupt()
            number += 1
            t.wait(f"In [{number}]:", 60)
            latencies.append(time.monotonic() - start)
            test.assertIsNone(t.process.poll(), t.screen.all_text())
            t.screen.history.clear()
            if turn % 20 == 19 or turn == count - 1:
                # Names are there, the model computes, its numbers are numbers.
                t.settle()
                t.line("bool(torch.isfinite(model(x)).all()), all(bool(torch.isfinite(p).all()) for p in model.parameters())")
                t.wait("(True, True)", 60)
                number += 1
                t.wait_prompt(number, 30)
        t.line("steps >= 0, len(history) >= 0, history.stopped")
        t.wait("(True, True, 'interrupt')", 30)
        t.settle()
        # After a minute of training the first Ctrl-D only reminds of saving.
        t.send(b"\x04")
        end = time.monotonic() + 1
        while t.process.poll() is None and time.monotonic() < end:
            t.pump()
        code = t.close() if t.process.poll() is None else t.ended()
        test.assertEqual(code, 0)
        test.assertTrue(t.settings_unchanged())
        test.assertEqual(before, t.settings)
        return latencies
    finally:
        t.destroy()


def summary(latencies):
    ordered = sorted(latencies)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000  # noqa: E731
    return f"p50 {at(0.5):.0f} ms, p99 {at(0.99):.0f} ms, most {ordered[-1] * 1000:.0f} ms to the next prompt"


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    case = unittest.TestCase()
    print(f"{count} Ctrl-C, small network (64 x 64): {summary(in_training(case, count))}", flush=True)
    full = max(count // 4, 1)
    latencies = in_training(case, full, size=256, widths="(64, 128, 256, 512, 1024)", wait=(0.01, 1.0))
    print(f"{full} Ctrl-C, the tutorial's network (256 x 256): {summary(latencies)}")
