#!/usr/bin/env python3
"""Runs a generated script (operations.py by default) with unetrepl and with this Python, which must have PyTorch, and compares:

    compare_torch.py UNETREPL [--script operations.py] [--seeds 3000] [--first 0]

Numbers may differ by 3e-4 of their size or 2e-3 (sums over thousands of elements, and gradients that are zero but for rounding).
Prints each difference, then `N seeds, M differ`; exits 1 when any does.
"""
import argparse
import pathlib
import subprocess
import sys


def lines(command):
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()


def agree(ours, theirs):
    if ours == theirs:
        return True
    a, b = ours.split(), theirs.split()
    if len(a) != len(b):
        return False
    for x, y in zip(a, b):
        if x == y:
            continue
        try:
            p, q = float(x), float(y)
        except ValueError:
            return False
        if not abs(p - q) <= 3e-4 * max(abs(p), abs(q)) + 2e-3:
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unetrepl")
    parser.add_argument("--script", default="operations.py")
    parser.add_argument("--seeds", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    script = str(pathlib.Path(__file__).resolve().parent / arguments.script)
    seeds = [script, str(arguments.first), str(arguments.seeds)]
    ours, theirs = lines([arguments.unetrepl, *seeds]), lines([sys.executable, *seeds])
    differ = abs(len(ours) - len(theirs))
    for a, b in zip(ours, theirs):
        if not agree(a, b):
            differ += 1
            print(f"PyTorch:  {b}\nunetrepl: {a}")
    print(f"{len(theirs)} seeds, {differ} differ")
    return 1 if differ else 0


sys.exit(main())
