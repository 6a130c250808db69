"""Kills the program with SIGKILL at random moments while it saves, and looks at what is left.

    python3 Tests/Trust/kill.py BINARY [--kills 200] [--seed 0] [--kinds figure …]

Kinds of files: a figure (plt.savefig), the prompt's history, a notebook with outputs, a checkpoint (torch.save). After every kill the
file must be whole, and be the previous version or the new one; after the next run at most one temporary may be left.
"""
import argparse
import json
import os
import pathlib
import pty
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ENVIRONMENT = dict(os.environ, UNETREPL_LANG="en", TERM="xterm", SWIFT_BACKTRACE="enable=no")


def png_is_whole(data):
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return False
    at = 8
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 4:at + 8 + size]
        if len(body) != size + 4 or zlib.crc32(body) != struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]:
            return False
        at += 12 + size
        if kind == b"IEND":
            return at == len(data)
    return False


def checkpoint_is_whole(path):
    try:
        with zipfile.ZipFile(path) as file:
            return file.testzip() is None
    except zipfile.BadZipFile:
        return False


def notebook_is_whole(data):
    try:
        return len(json.loads(data)["cells"]) == 6
    except (ValueError, KeyError):
        return False


FIGURE = """
import numpy as np, matplotlib.pyplot as plt
i = 0
while True:
    plt.figure(figsize=(2, 2))
    plt.imshow(np.random.rand(40, 40))
    plt.savefig('out.png')
    plt.close()
"""
CHECKPOINT = """
import torch
state = {'w': torch.rand(200, 200), 'n': 0}
while True:
    state['n'] += 1
    torch.save(state, 'out.pth')
"""


def stale(folder):
    return [p for p in pathlib.Path(folder).rglob("*") if p.name.endswith(".tmp") or ".tmp-" in p.name or ".trim-" in p.name]


def start(binary, folder, arguments, **keywords):
    return subprocess.Popen([binary, *arguments], cwd=folder, env=dict(ENVIRONMENT, HOME=folder), stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **keywords)


def script_kind(binary, folder, code, name, whole, kills, rng):
    path = pathlib.Path(folder, name)
    corrupt = lost = 0
    most = 0
    for _ in range(kills):
        process = start(binary, folder, ["-c", code])
        limit = time.monotonic() + 30
        while not path.exists() and time.monotonic() < limit:
            time.sleep(0.005)
        time.sleep(0.05 + rng.random() * 0.3)
        process.kill()
        process.wait()
        if not path.exists():
            lost += 1
        elif not whole(path):
            corrupt += 1
        most = max(most, len(stale(folder)))
    subprocess.run([binary, "-c", code.split("while True:")[0] + code.split("while True:")[1].replace("\n    ", "\n")], cwd=folder,
                   env=dict(ENVIRONMENT, HOME=folder), timeout=60, capture_output=True)
    return corrupt, lost, most, len(stale(folder))


def notebook_kind(binary, folder, kills, rng):
    source = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None,
         "source": f"print({i} * 'x')\nimport time\ntime.sleep(0.02)"} for i in range(6)]}
    path, out = pathlib.Path(folder, "in.ipynb"), pathlib.Path(folder, "out.ipynb")
    path.write_text(json.dumps(source))
    corrupt = lost = most = 0
    subprocess.run([binary, "in.ipynb", "-o", "out.ipynb"], cwd=folder, env=dict(ENVIRONMENT, HOME=folder), timeout=60, capture_output=True)
    for _ in range(kills):
        process = start(binary, folder, ["in.ipynb", "-o", "out.ipynb"])
        time.sleep(0.02 + rng.random() * 0.25)
        process.kill()
        process.wait()
        if not out.exists():
            lost += 1
        elif not notebook_is_whole(out.read_bytes()) or path.read_text() != json.dumps(source):
            corrupt += 1
        most = max(most, len(stale(folder)))
    subprocess.run([binary, "in.ipynb", "-o", "out.ipynb"], cwd=folder, env=dict(ENVIRONMENT, HOME=folder), timeout=60, capture_output=True)
    return corrupt, lost, most, len(stale(folder))


def history_kind(binary, folder, kills, rng):
    """Types numbered lines at the prompt and kills it; every line whose answer was ever seen must be there, and every line be whole.
    Before every second kill the file is made so long that the program trims it."""
    path = pathlib.Path(folder, ".local/state/unetrepl/history.jsonl")
    filler = json.dumps({"t": 0, "c": "x" * 500}).encode() + b"\n"
    corrupt = lost = most = number = 0
    seen_answers = set()
    for kill in range(kills):
        if kill % 2 and path.exists():
            path.write_bytes(filler * ((16 << 20) // len(filler) + 1) + path.read_bytes().replace(filler, b""))
        number = type_until_killed(binary, folder, number, 0.2 + rng.random() * 0.4, seen_answers)
        most = max(most, len(stale(path.parent)))
        entries = set()
        for line in path.read_bytes().split(b"\n") if path.exists() else []:
            try:
                entries.add(json.loads(line)["c"] if line else "")
            except (ValueError, KeyError):
                corrupt += 1
        lost += sum(f"print('answer', {n})" not in entries for n in seen_answers)
    # One more start and line: what it trims, it sweeps.
    path.write_bytes(filler * ((16 << 20) // len(filler) + 1) + path.read_bytes().replace(filler, b""))
    type_until_killed(binary, folder, number, 1, set())
    return corrupt, lost, most, len(stale(path.parent)), len(seen_answers)


def type_until_killed(binary, folder, number, seconds, seen_answers):
    """Types lines for some time, each when the one before was answered; returns the last number."""
    master, slave = pty.openpty()
    process = subprocess.Popen([binary], cwd=folder, env=dict(ENVIRONMENT, HOME=folder, NO_COLOR="1"), stdin=slave, stdout=slave,
                               stderr=slave, start_new_session=True)
    os.close(slave)
    os.set_blocking(master, False)
    seen, first, end = b"", number + 1, None
    limit = time.monotonic() + 20
    while time.monotonic() < (end or limit):
        try:
            seen += os.read(master, 1 << 16)
        except (BlockingIOError, OSError):
            pass
        # The echo of what is typed has no such line.
        answered = number < first or f"\ranswer {number}\r".encode() in seen
        if answered and number >= first:
            seen_answers.add(number)
        if answered and seen.count(b"In [") > number - first + 1:
            # The time starts with the first prompt.
            end = end or time.monotonic() + seconds
            number += 1
            os.write(master, f"print('answer', {number})\n".encode())
        time.sleep(0.001)
    process.kill()
    process.wait()
    os.close(master)
    return number


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", nargs="+", default=["figure", "checkpoint", "notebook", "history"])
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    rng = random.Random(options.seed)
    bad = 0
    for kind in options.kinds:
        folder = tempfile.mkdtemp(prefix="unetrepl-kill-")
        if kind == "figure":
            result = script_kind(binary, folder, FIGURE, "out.png", lambda p: png_is_whole(p.read_bytes()), options.kills, rng)
        elif kind == "checkpoint":
            result = script_kind(binary, folder, CHECKPOINT, "out.pth", checkpoint_is_whole, options.kills, rng)
        elif kind == "notebook":
            result = notebook_kind(binary, folder, options.kills, rng)
        else:
            result = history_kind(binary, folder, options.kills, rng)
        corrupt, lost, most, left = result[:4]
        extra = f", {result[4]} lines typed and answered" if kind == "history" else ""
        print(f"{kind}: {options.kills} kills, {corrupt} corrupt, {lost} lost, at most {most} temporaries, {left} after the next run{extra}", flush=True)
        bad += corrupt + lost + (left > 1)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
