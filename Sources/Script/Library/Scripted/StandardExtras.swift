// heapq, bisect, statistics, base64, timeit, uuid, io, pdb, distutils.version, packaging.version: small modules in the dialect itself.
enum StandardExtras {
    static let statistics = """
        from math import fsum, sqrt

        class StatisticsError(ValueError):
            "Too little data."

        def _data(data, least, what):
            data = list(data)
            if len(data) < least:
                raise StatisticsError(f"{what} requires at least {'one data point' if least == 1 else 'two data points'}")
            return data

        def _like(value, data):
            "Whole numbers keep a whole result."
            return int(value) if value == int(value) and all(isinstance(x, int) for x in data) else value

        def mean(data):
            "The arithmetic mean."
            data = _data(data, 1, "mean")
            return _like(fsum(data) / len(data), data)

        def fmean(data, weights=None):
            "The mean as a float."
            data = _data(data, 1, "fmean")
            if weights is None:
                return fsum(data) / len(data)
            weights = list(weights)
            return fsum([x * w for x, w in zip(data, weights)]) / fsum(weights)

        def median(data):
            "The middle value; the mean of two when there are two."
            data = sorted(data)
            if not data:
                raise StatisticsError("no median for empty data")
            middle = len(data) // 2
            return data[middle] if len(data) % 2 else (data[middle - 1] + data[middle]) / 2

        def median_low(data):
            "The lower of two middle values."
            data = sorted(data)
            if not data:
                raise StatisticsError("no median for empty data")
            return data[(len(data) - 1) // 2]

        def median_high(data):
            "The higher of two middle values."
            data = sorted(data)
            if not data:
                raise StatisticsError("no median for empty data")
            return data[len(data) // 2]

        def multimode(data):
            "The most frequent values, in the order they first occur."
            counts = {}
            for x in data:
                counts[x] = counts.get(x, 0) + 1
            most = max(counts.values(), default=0)
            return [x for x, count in counts.items() if count == most]

        def mode(data):
            "The most frequent value, the first of several."
            found = multimode(data)
            if not found:
                raise StatisticsError("no mode for empty data")
            return found[0]

        def _squares(data, centre):
            centre = fsum(data) / len(data) if centre is None else centre
            return fsum([(x - centre) ** 2 for x in data])

        def variance(data, xbar=None):
            "The variance of a sample."
            data = _data(data, 2, "variance")
            return _like(_squares(data, xbar) / (len(data) - 1), data)

        def pvariance(data, mu=None):
            "The variance of a whole population."
            data = _data(data, 1, "pvariance")
            return _like(_squares(data, mu) / len(data), data)

        def stdev(data, xbar=None):
            "The standard deviation of a sample."
            data = _data(data, 2, "stdev")
            return sqrt(_squares(data, xbar) / (len(data) - 1))

        def pstdev(data, mu=None):
            "The standard deviation of a whole population."
            data = _data(data, 1, "pstdev")
            return sqrt(_squares(data, mu) / len(data))

        def quantiles(data, *, n=4, method="exclusive"):
            "The n - 1 values that cut the data into n parts of equal weight."
            if n < 1:
                raise StatisticsError("n must be at least 1")
            data = sorted(data)
            count = len(data)
            if count < 2:
                raise StatisticsError("must have at least two data points")
            result = []
            for i in range(1, n):
                if method == "inclusive":
                    j, delta = divmod(i * (count - 1), n)
                    result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
                elif method == "exclusive":
                    j = min(max(i * (count + 1) // n, 1), count - 1)
                    delta = i * (count + 1) - j * n
                    result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
                else:
                    raise ValueError(f"Unknown method: {method!r}")
            return result

        def harmonic_mean(data, weights=None):
            "The reciprocal of the mean of reciprocals."
            data = _data(data, 1, "harmonic_mean")
            weights = [1] * len(data) if weights is None else list(weights)
            if any([x < 0 for x in data]):
                raise StatisticsError("harmonic mean does not support negative values")
            if 0 in data:
                return 0
            return sum(weights) / fsum([w / x for w, x in zip(weights, data)])

        def geometric_mean(data):
            "The n-th root of the product."
            from math import exp, log
            data = _data(data, 1, "geometric_mean")
            if any([x <= 0 for x in data]):
                raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers")
            return exp(fsum([log(x) for x in data]) / len(data))

        def _products(x, y, what):
            x, y = list(x), list(y)
            if len(x) != len(y) or len(x) < 2:
                raise StatisticsError(f"{what} requires at least two data points and inputs of one length")
            mx, my = fsum(x) / len(x), fsum(y) / len(y)
            return (fsum([(a - mx) * (b - my) for a, b in zip(x, y)]), _squares(x, mx), _squares(y, my), mx, my, len(x))

        def covariance(x, y, /):
            "The covariance of two samples."
            both, _, _, _, _, n = _products(x, y, "covariance")
            return both / (n - 1)

        def correlation(x, y, /):
            "Pearson's correlation."
            both, xx, yy, _, _, _ = _products(x, y, "correlation")
            if not xx or not yy:
                raise StatisticsError("at least one of the inputs is constant")
            return both / sqrt(xx * yy)
        """

    static let base64 = """
        _letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        _places = {letter: i for i, letter in enumerate(_letters)}

        def b64encode(s, altchars=None):
            "Bytes as letters: three bytes in four (RFC 4648)."
            data = list(s)
            letters = []
            for i in range(0, len(data), 3):
                part = data[i:i + 3]
                number = 0
                for byte in part + [0] * (3 - len(part)):
                    number = number * 256 + byte
                four = [_letters[number >> shift & 63] for shift in (18, 12, 6, 0)]
                letters += four[:len(part) + 1] + ["="] * (3 - len(part))
            text = "".join(letters)
            if altchars is not None:
                if len(altchars) != 2:
                    raise ValueError("altchars must be 2 bytes")
                text = text.replace("+", chr(altchars[0])).replace("/", chr(altchars[1]))
            return text.encode()

        def b64decode(s, altchars=None, validate=False):
            "The bytes that b64encode was given."
            text = s if isinstance(s, str) else s.decode()
            if altchars is not None:
                marks = altchars if isinstance(altchars, str) else altchars.decode()
                text = text.replace(marks[0], "+").replace(marks[1], "/")
            if validate and any([letter not in _places and letter != "=" for letter in text]):
                raise ValueError("Only base64 data is allowed")
            kept = [_places[letter] for letter in text if letter in _places]
            if len(kept) % 4 == 1:
                raise ValueError("Invalid base64-encoded string: number of data characters (" + str(len(kept))
                                 + ") cannot be 1 more than a multiple of 4")
            data = []
            for i in range(0, len(kept), 4):
                part = kept[i:i + 4]
                number = 0
                for place in part + [0] * (4 - len(part)):
                    number = number * 64 + place
                data += [number >> 16 & 255, number >> 8 & 255, number & 255][:len(part) - 1]
            return bytes(data)

        standard_b64encode, standard_b64decode = b64encode, b64decode

        def urlsafe_b64encode(s):
            "b64encode with - and _ in place of + and /."
            return b64encode(s).decode().replace("+", "-").replace("/", "_").encode()

        def urlsafe_b64decode(s):
            "The bytes that urlsafe_b64encode was given."
            text = s if isinstance(s, str) else s.decode()
            return b64decode(text.replace("-", "+").replace("_", "/"))
        """

    static let heapq = #"""
        def heappush(heap, item):
            "Adds an item; heap[0] stays the smallest."
            heap.append(item)
            at = len(heap) - 1
            while at > 0:
                parent = (at - 1) // 2
                if not heap[at] < heap[parent]:
                    break
                heap[at], heap[parent] = heap[parent], heap[at]
                at = parent

        def _sift(heap, at):
            count = len(heap)
            while 2 * at + 1 < count:
                child = 2 * at + 1
                if child + 1 < count and heap[child + 1] < heap[child]:
                    child += 1
                if not heap[child] < heap[at]:
                    break
                heap[at], heap[child] = heap[child], heap[at]
                at = child

        def heappop(heap):
            "Takes the smallest item out."
            last = heap.pop()
            if not heap:
                return last
            smallest, heap[0] = heap[0], last
            _sift(heap, 0)
            return smallest

        def heapify(x):
            "Orders a list as a heap, in place."
            for at in range(len(x) // 2 - 1, -1, -1):
                _sift(x, at)

        def heappushpop(heap, item):
            "heappush, then heappop."
            if heap and heap[0] < item:
                item, heap[0] = heap[0], item
                _sift(heap, 0)
            return item

        def heapreplace(heap, item):
            "heappop, then heappush."
            smallest, heap[0] = heap[0], item
            _sift(heap, 0)
            return smallest

        def merge(*iterables, key=None, reverse=False):
            "Sorted inputs as one sorted output, read as it is needed."
            rank = key or (lambda x: x)
            heads = []
            for source in iterables:
                source = iter(source)
                for first in source:
                    heads.append([first, source])
                    break
            while heads:
                at = 0
                for k in range(1, len(heads)):
                    a, b = rank(heads[k][0]), rank(heads[at][0])
                    if b < a if reverse else a < b:
                        at = k
                yield heads[at][0]
                for following in heads[at][1]:
                    heads[at][0] = following
                    break
                else:
                    del heads[at]

        def nlargest(n, iterable, key=None):
            "The n largest, largest first."
            return sorted(iterable, key=key, reverse=True)[:n]

        def nsmallest(n, iterable, key=None):
            "The n smallest, smallest first."
            return sorted(iterable, key=key)[:n]
        """#

    static let bisect = #"""
        def bisect_left(a, x, lo=0, hi=None, *, key=None):
            "Where x belongs in a sorted list, before its equals."
            hi = len(a) if hi is None else hi
            while lo < hi:
                mid = (lo + hi) // 2
                if (a[mid] if key is None else key(a[mid])) < x:
                    lo = mid + 1
                else:
                    hi = mid
            return lo

        def bisect_right(a, x, lo=0, hi=None, *, key=None):
            "Where x belongs in a sorted list, after its equals."
            hi = len(a) if hi is None else hi
            while lo < hi:
                mid = (lo + hi) // 2
                if x < (a[mid] if key is None else key(a[mid])):
                    hi = mid
                else:
                    lo = mid + 1
            return lo

        bisect = bisect_right

        def insort_left(a, x, lo=0, hi=None, *, key=None):
            "Inserts x in order, before its equals."
            a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)

        def insort_right(a, x, lo=0, hi=None, *, key=None):
            "Inserts x in order, after its equals."
            a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)

        insort = insort_right
        """#

    static let timeit = #"""
        import time

        default_timer = time.perf_counter

        def timeit(stmt="pass", setup="pass", timer=default_timer, number=1000000, globals=None):
            "Seconds that calling a function takes; text is not run as code."
            if not callable(stmt):
                raise NotImplementedError("timeit times a function here: timeit(lambda: …, number=100)")
            start = timer()
            for _ in range(number):
                stmt()
            return timer() - start

        def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=5, number=1000000, globals=None):
            "timeit, several times."
            return [timeit(stmt, setup, timer, number) for _ in range(repeat)]
        """#

    static let uuid = #"""
        import random as _random

        class UUID:
            "128 bits with a name."
            def __init__(self, hex):
                self.hex = hex.replace("-", "").lower()

            @property
            def int(self):
                return int(self.hex, 16)

            def __str__(self):
                h = self.hex
                return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

            def __repr__(self):
                return f"UUID('{self}')"

            def __eq__(self, other):
                return isinstance(other, UUID) and self.hex == other.hex

            def __hash__(self):
                return hash(self.hex)

        def uuid4():
            "A random UUID; random.seed does not change it."
            source = _random.SystemRandom() if hasattr(_random, "SystemRandom") else _random.Random()
            digits = [format(source.getrandbits(4), "x") for _ in range(32)]
            digits[12] = "4"
            digits[16] = "89ab"[int(digits[16], 16) % 4]
            return UUID("".join(digits))

        uuid1 = uuid4
        """#

    static let pdb = #"""
        def set_trace(*args, **kwargs):
            "There is no debugger."
            raise NotImplementedError("there is no debugger here: print what you want to see")

        breakpoint = post_mortem = set_trace
        """#

    static let distutilsVersion = #"""
        import re

        class Version:
            def __init__(self, vstring=None):
                if vstring:
                    self.parse(vstring)

            def parse(self, vstring):
                self.vstring = vstring
                parts = [x for x in re.split(r"(\d+|[a-z]+|\.)", vstring) if x and x != "."]
                self.version = [int(x) if x.isdigit() else x for x in parts]

            def __str__(self):
                return self.vstring

            def __repr__(self):
                return f"{type(self).__name__} ('{self}')"

            def _other(self, other):
                return (other if isinstance(other, Version) else type(self)(other)).version

            def __eq__(self, other): return self.version == self._other(other)
            def __lt__(self, other): return self.version < self._other(other)
            def __le__(self, other): return self.version <= self._other(other)
            def __gt__(self, other): return self.version > self._other(other)
            def __ge__(self, other): return self.version >= self._other(other)

        class LooseVersion(Version):
            "Numbers and words between dots, compared one by one."

        class StrictVersion(Version):
            "Numbers between dots."
        """#

    static let packagingVersion = #"""
        from functools import total_ordering

        class InvalidVersion(ValueError):
            "Text that is no version."

        @total_ordering
        class Version:
            "A version: numbers, then what stands behind them."
            def __init__(self, version):
                self._text = version.strip()
                public, _, self.local = self._text.lstrip("v").partition("+")
                numbers, rest = [], ""
                for part in public.split("."):
                    digits = ""
                    while part and part[0].isdigit():
                        digits, part = digits + part[0], part[1:]
                    if not digits or rest:
                        rest = rest + "." + part if not digits else rest
                        break
                    numbers.append(int(digits))
                    rest = part
                if not numbers:
                    raise InvalidVersion(f"Invalid version: '{version}'")
                self.release = tuple(numbers)
                self.is_prerelease = rest.lstrip(".-_")[:1] in ("a", "b", "r", "d") and rest != ""

            @property
            def major(self): return self.release[0]
            @property
            def minor(self): return self.release[1] if len(self.release) > 1 else 0
            @property
            def micro(self): return self.release[2] if len(self.release) > 2 else 0

            def _key(self):
                numbers = list(self.release)
                while numbers and numbers[-1] == 0:
                    numbers.pop()
                return (numbers, 0 if self.is_prerelease else 1)

            def __eq__(self, other): return isinstance(other, Version) and self._key() == other._key()
            def __lt__(self, other): return self._key() < other._key()
            def __hash__(self): return hash(str(self))
            def __str__(self): return self._text
            def __repr__(self): return f"<Version('{self._text}')>"

        def parse(version):
            "A version from its text."
            return Version(version)
        """#

    static let io = #"""
        class _Memory:
            def __init__(self, initial):
                self._data = initial
                self._at = 0
                self.closed = False

            def read(self, size=-1):
                end = len(self._data) if size is None or size < 0 else self._at + size
                part = self._data[self._at:end]
                self._at += len(part)
                return part

            def readline(self):
                newline = "\n" if isinstance(self._data, str) else b"\n"
                end = self._data.find(newline, self._at)
                return self.read(-1 if end < 0 else end + 1 - self._at)

            def readlines(self):
                return list(self)

            def __iter__(self):
                while True:
                    line = self.readline()
                    if not line:
                        return
                    yield line

            def write(self, part):
                before, after = self._data[:self._at], self._data[self._at + len(part):]
                self._data = before + part + after
                self._at += len(part)
                return len(part)

            def writelines(self, lines):
                for line in lines:
                    self.write(line)

            def seek(self, offset, whence=0):
                self._at = max(0, offset + (0, self._at, len(self._data))[whence])
                return self._at

            def tell(self):
                return self._at

            def truncate(self, size=None):
                self._data = self._data[:self._at if size is None else size]

            def getvalue(self):
                return self._data

            def flush(self):
                return None

            def close(self):
                self.closed = True

            def __enter__(self):
                return self

            def __exit__(self, *error):
                self.close()

        class BytesIO(_Memory):
            "A file of bytes in memory."
            def __init__(self, initial_bytes=b""):
                super().__init__(initial_bytes)

            def getbuffer(self):
                return self._data

        class StringIO(_Memory):
            "A file of text in memory."
            def __init__(self, initial_value="", newline="\n"):
                super().__init__(initial_value)

        open = open
        SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
        """#
}
