"""Training under a memory limit as containers and batch systems set it: bar T8.

    sudo python3 Tests/Trust/container.py BINARY [--megabytes 768]

Makes a control group and trains networks in it, of sizes that fit and sizes that do not. Each must end by itself: with a loss, or with a
MemoryError whose advice, when it names a batch, is followed and must train. The kernel ends what uses more than its group has
(exit 137): that is the failure looked for. Needs the right to make control groups; says so and exits 2 without it.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOTS = [(pathlib.Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"), (pathlib.Path("/sys/fs/cgroup"), "memory.max")]
SCRIPT = """
import sys, torch
size, batch, total, narrow = map(int, sys.argv[1:])
manual_seed(0)
net = UNet(1, 2, widths=(64 // narrow, 128 // narrow, 256 // narrow, 512 // narrow, 1024 // narrow))
images = torch.rand(total, 1, size, size)
labels = (images[:, 0] > 0.5).long()
print(train(net, images, labels, epochs=2, batch_size=batch, verbose=False))
"""
# Side of an image, batch, widths divided by: from 20 MB to what no machine of this size has.
CASES = [(s, b, n) for s in (64, 128, 256, 512) for b in (1, 4, 16, 64) for n in (8, 2) if s * s * b <= 1 << 22] + [(64, 8, 1), (256, 4, 1)]


def group(limit):
    for root, name in ROOTS:
        folder = root / f"unetrepl-{os.getpid()}"
        try:
            folder.mkdir()
        except OSError:
            continue
        if (folder / name).exists():
            (folder / name).write_text(str(limit))
            return folder
        folder.rmdir()
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--megabytes", type=int, default=768)
    options = parser.parse_args()
    folder = group(options.megabytes << 20)
    if folder is None:
        print("no control group can be made here: run as root, with the memory controller")
        sys.exit(2)
    trained = refused = followed = failed = 0
    try:
        with tempfile.TemporaryDirectory() as place:
            script = pathlib.Path(place, "train.unet")
            script.write_text(SCRIPT)

            def run(size, batch, narrow):
                enter = f'echo $$ > {folder}/cgroup.procs; exec "$@"'
                command = ["bash", "-c", enter, "bash", os.path.abspath(options.binary), str(script)]
                return subprocess.run(
                    command + [str(n) for n in (size, batch, max(batch, 4), narrow)], cwd=place, capture_output=True, text=True)

            for size, batch, narrow in CASES:
                done = run(size, batch, narrow)
                name = f"{size} x {size}, batch {batch}, widths / {narrow}"
                if done.returncode == 0:
                    trained += 1
                    continue
                advice = re.search(r"batch_size=(\d+)\)", done.stderr)
                if done.returncode != 1 or "MemoryError" not in done.stderr:
                    failed += 1
                    print(f"FAILED (exit {done.returncode}): {name}: {done.stderr[-300:]}")
                elif advice:
                    again = run(size, int(advice[1]), narrow)
                    followed += again.returncode == 0
                    if again.returncode != 0:
                        failed += 1
                        print(f"FAILED: {name}: the advice, batch {advice[1]}, does not fit: {again.stderr[-300:]}")
                else:
                    refused += 1
    finally:
        folder.rmdir()
    print(f"{len(CASES)} trainings in {options.megabytes} MB: {trained} trained, {followed} after advice, {refused} refused, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
