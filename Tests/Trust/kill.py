"""Kills the program with SIGKILL at random moments while it saves, and looks at what is left.

    python3 Tests/Trust/kill.py BINARY [--kills 200] [--seed 0]

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
    return [p for p in pathlib.Path(folder).rglob("*.tmp")]


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
    """Types numbered lines at the prompt and kills it; every line whose answer was seen in an earlier session must be there."""
    corrupt = lost = 0
    number = 0
    kept = 0
    for _ in range(kills):
        master, slave = pty.openpty()
        process = subprocess.Popen([binary], cwd=folder, env=dict(ENVIRONMENT, HOME=folder, NO_COLOR="1"), stdin=slave, stdout=slave, stderr=slave,
                                   start_new_session=True)
        os.close(slave)
        seen, limit, sent = b"", time.monotonic() + 20, 0
        end = time.monotonic() + 0.3 + rng.random() * 0.4
        os.set_blocking(master, False)
        while time.monotonic() < min(end, limit):
            try:
                seen += os.read(master, 1 << 16)
            except (BlockingIOError, OSError):
                pass
            if sent == 0 and b">>>" in seen or sent and f"answer {number}".encode() in seen:
                number += 1
                sent += 1
                os.write(master, f"print('answer', {number})\n".encode())
            time.sleep(0.003)
        process.kill()
        process.wait()
        os.close(master)
        # The last line may or may not have been kept; those before it must be.
        shown = max([n for n in range(number - sent, number + 1) if f"answer {n}".encode() in seen] or [0])
        files = [p for p in pathlib.Path(folder).rglob("*history*") if p.is_file()]
        text = files[0].read_bytes() if files else b""
        if files and (b"\0" in text or text and not text.endswith(b"\n")):
            corrupt += 1
        missing = [n for n in range(1, min(kept, shown) + 1) if f"print('answer', {n})".encode() not in text]
        # A history keeps the newest lines; old ones may leave it at its limit, never in the middle.
        if missing and missing[-1] > 1 and any(f"print('answer', {n})".encode() in text for n in range(1, missing[0])):
            lost += 1
        kept = max(kept, shown - 1)
    return corrupt, lost, 0, len(stale(folder)), kept


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    rng = random.Random(options.seed)
    bad = 0
    for kind in ["figure", "checkpoint", "notebook", "history"]:
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
        extra = f", {result[4]} lines kept" if kind == "history" else ""
        print(f"{kind}: {options.kills} kills, {corrupt} corrupt, {lost} lost, at most {most} temporaries, {left} after the next run{extra}", flush=True)
        bad += corrupt + lost + (left > 1)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
