# The language itself, run by unetrepl and by CPython alike. Prints `name<TAB>seconds`.
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def recursive_fib():
    return fib(27)


def counting_loop():
    total = 0
    i = 0
    while i < 3_000_000:
        total = (total + i * 2) % 1000003
        i += 1
    return total


def churn():
    words = {}
    for i in range(120_000):
        key = "w" + str(i % 997)
        words[key] = words.get(key, 0) + 1
    pairs = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    text = ",".join([name + "=" + str(count) for name, count in pairs])
    numbers = []
    for i in range(200_000):
        numbers.append(i * i % 31)
    return len(text) + sum(numbers)


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def length_squared(self):
        return self.x * self.x + self.y * self.y


def methods():
    position = Vector(0.0, 0.0)
    step = Vector(0.5, 0.25)
    total = 0.0
    for _ in range(200_000):
        position = position.add(step)
        total += position.length_squared()
    return total


def numbers(limit):
    for i in range(limit):
        yield i


def evens(source):
    for value in source:
        if value % 2 == 0:
            yield value


def generator_pipeline():
    return sum(value * 3 for value in evens(numbers(600_000)))


# What scripts around a U-Net do between two kernels: records, log lines, statistics, transforms, checks.


def rows_of_tuples():
    rows = []
    for i in range(100_000):
        rows.append((i, i * 0.5, "name"))
    return len(rows)


def log_lines():
    lines = []
    for i in range(40_000):
        lines.append(f"epoch {i:4d}: loss {i * 0.001:.4f}, dice {0.5:.3f} {'best' if i % 7 == 0 else ''}")
    return len("".join(lines))


def percent_lines():
    total = 0
    for i in range(30_000):
        total += len("%d: %.3f %s" % (i, i * 0.25, "x"))
    return total


def nested_statistics():
    statistics = {}
    for i in range(80_000):
        row = statistics.setdefault("class" + str(i % 7), {})
        row["count"] = row.get("count", 0) + 1
        row["sum"] = row.get("sum", 0.0) + i
    return len(statistics)


class Block:
    def __init__(self, channels):
        self.channels = channels

    @property
    def width(self):
        return self.channels * 2


class Residual(Block):
    def __init__(self, channels, scale=1.0, *, bias=False):
        super().__init__(channels)
        self.scale = scale
        self.bias = bias


def checks_and_super():
    total = 0
    for i in range(50_000):
        block = Residual(i, bias=True)
        if isinstance(block, Block) and isinstance(i, (int, float)):
            total += block.width
    return total


def exceptions():
    missing = 0
    table = {}
    for i in range(60_000):
        try:
            if i % 4 == 0:
                table["absent"]
        except KeyError:
            missing += 1
    return missing


def slices():
    numbers = list(range(64))
    text = "image_0001_mask.png"
    total = 0
    for _ in range(40_000):
        total += len(numbers[8:24]) + len(numbers[::-1]) + len(text[6:10])
    return total


def zips_and_folds():
    first = list(range(1000))
    second = list(range(1000))
    total = 0
    for _ in range(60):
        for i, (x, y) in enumerate(zip(first, second)):
            total += x * y + i
        total += any(x > 998 for x in first) + all(x >= 0 for x in first) + max(first) + sum(second)
    return total


def closures():
    def scaled(factor):
        return lambda x: x * factor % 1009

    functions = [scaled(k) for k in range(1, 11)]
    x = 1
    for _ in range(20_000):
        for function in functions:
            x = function(x) + 1
    return x


def sorting():
    records = [((i * 7919) % 20011 * 0.5, "n" + str(i % 997)) for i in range(20_000)]
    by_name = sorted(records, key=lambda record: (record[1], -record[0]))
    return len(sorted(records)) + len(by_name)


def text_methods():
    total = 0
    for i in range(20_000):
        stem, kind = "data/train/image_17.png".split("/")[-1].split(".")
        if stem.startswith("image_") and kind.endswith("png"):
            total += int(stem.replace("image_", "").strip())
    return total


def keyword_arguments():
    def inner(*args, **options):
        return len(args) + options.get("scale", 0)

    def outer(x, *, scale=1, **options):
        return inner(x, x, scale=scale, **options)

    total = 0
    for i in range(30_000):
        total += outer(i, scale=2, mode="bilinear")
    return total


for work in [
    recursive_fib, counting_loop, churn, methods, generator_pipeline, rows_of_tuples, log_lines, percent_lines,
    nested_statistics, checks_and_super, exceptions, slices, zips_and_folds, closures, sorting, text_methods,
    keyword_arguments,
]:
    start = time.perf_counter()
    work()
    print(work.__name__ + "\t" + str(time.perf_counter() - start))

try:
    import torch
except ImportError:
    torch = None
if torch is not None:
    label = torch.zeros(256, 256, dtype=torch.int64)
    start = time.perf_counter()
    for y in range(256):
        for x in range(256):
            if (x - 64) ** 2 + (y - 64) ** 2 < 1600:
                label[y, x] = 1
            elif x > 120 and y > 120:
                label[y, x] = 2
    print("per_pixel_label\t" + str(time.perf_counter() - start))
