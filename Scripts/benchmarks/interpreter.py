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


for work in [recursive_fib, counting_loop, churn, methods, generator_pipeline]:
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
