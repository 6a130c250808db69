"""Whether the tests notice wrong kernels: one small change of a kernel's source at a time, and the tests must fail. Part of bar T22.

    python3 Tests/Trust/mutate.py CLONE [--mutants 40] [--seed 0] [--seconds 240]

CLONE is a clone of the repository that is built and changed (and left as it was). A change that does not compile is not counted; one that
the tests do not notice is printed, with the line as it was and as it became. Some of those change no result (the size of a tile, an order
of work): read them before a test is written.
"""
import argparse
import pathlib
import random
import re
import subprocess
import sys
import time

SOURCES = ["blocked.h", "conv.h", "gemm.h", "ops.h", "planes.h", "random.h", "vector.h", "winograd.h", "winograd_products.h", "winograd_tiles.h"]
# What is exchanged, as whole tokens.
EXCHANGES = [
    (r"(?<![+\-*/&|<>=!])\+(?![+=])", "-"), (r"(?<![+\-*/&|<>=!e(,])-(?![\->=])", "+"), (r"(?<= )\*(?= )", "+"), (r"(?<= )<(?= )", "<="),
    (r"(?<= )<=(?= )", "<"), (r"(?<= )>(?= )", ">="), (r"(?<= )>=(?= )", ">"), (r"==", "!="), (r"&&", "||"), (r"\bmin\b", "max"),
    (r"\bmax\b", "min"), (r"\+=", "-="), (r"(?<![\w.])0(?![\w.])", "1"), (r"(?<![\w.])1(?![\w.])", "2"), (r"(?<![\w.])2(?![\w.])", "3"),
    (r"\bcontinue;", ";"),
]
TESTS = ["KernelTests", "TensorsTests", "LayersTests|BlockedRouteTests"]


def candidates(folder):
    """Every change that can be made: (file, line number, old line, new line)."""
    found = []
    for name in SOURCES:
        for number, line in enumerate((folder / "Sources/CKernels" / name).read_text().split("\n")):
            code = line.split("//")[0]
            if code.strip().startswith(("/*", "*", "#")) or not code.strip():
                continue
            for pattern, replacement in EXCHANGES:
                for match in re.finditer(pattern, code):
                    found.append((name, number, line, line[: match.start()] + replacement + line[match.end():]))
    return found


def noticed(clone, limit):
    """Whether some test fails; ends at the first."""
    for tests in TESTS:
        process = subprocess.Popen(
            ["swift", "test", "--skip-build", "--filter", tests], cwd=clone, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True)
        started = time.monotonic()
        failed = False
        for line in process.stdout:
            if ": error:" in line or "Fatal error" in line or time.monotonic() - started > limit:
                failed = True
                break
        if failed:
            subprocess.run(["pkill", "-9", "-s", str(process.pid)])
        process.wait()
        if failed or process.returncode:
            return True
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("clone", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=240, help="a run of one group of tests that takes longer counts as noticed")
    options = parser.parse_args()

    def builds():
        return subprocess.run(["swift", "build", "--build-tests"], cwd=options.clone, capture_output=True).returncode == 0

    if not builds() or noticed(options.clone, options.seconds):
        sys.exit("the clone does not build, or its tests fail before anything is changed")
    changes = candidates(options.clone)
    random.Random(options.seed).shuffle(changes)
    killed = survived = 0
    for name, number, old, new in changes:
        if killed + survived == options.mutants:
            break
        path = options.clone / "Sources/CKernels" / name
        text = path.read_text()
        lines = text.split("\n")
        lines[number] = new
        path.write_text("\n".join(lines))
        try:
            if not builds():
                continue
            if noticed(options.clone, options.seconds):
                killed += 1
            else:
                survived += 1
                print(f"SURVIVED {name}:{number + 1}\n  - {old.strip()}\n  + {new.strip()}", flush=True)
        finally:
            path.write_text(text)
        print(f"{killed} noticed, {survived} not", flush=True)
    print(f"{killed} of {killed + survived} changes noticed ({len(changes)} possible)")


if __name__ == "__main__":
    main()
