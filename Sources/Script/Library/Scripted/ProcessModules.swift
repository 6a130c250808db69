// multiprocessing, importlib, traceback, csv, platform and their kind: what programs around a model import. Work meant for other
// processes runs in this one, in order, so that results are the same.
extension SmallModules {
    static let multiprocessing = #"""
        class _Result:
            def __init__(self, value):
                self._value = value

            def get(self, timeout=None):
                return self._value

            def wait(self, timeout=None):
                return None

            def ready(self):
                return True

        class Pool:
            "Runs the work here, in order."
            def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
                if initializer is not None:
                    initializer(*initargs)

            def __enter__(self):
                return self

            def __exit__(self, kind, value, trace):
                return False

            def apply(self, func, args=(), kwds={}):
                return func(*args, **kwds)

            def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
                value = func(*args, **kwds)
                if callback is not None:
                    callback(value)
                return _Result(value)

            def map(self, func, iterable, chunksize=None):
                return [func(item) for item in iterable]

            def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
                return _Result(self.map(func, iterable))

            def starmap(self, func, iterable, chunksize=None):
                return [func(*items) for items in iterable]

            def imap(self, func, iterable, chunksize=1):
                for item in iterable:
                    yield func(item)

            imap_unordered = imap

            def close(self):
                return None

            def terminate(self):
                return None

            def join(self):
                return None

        class Process:
            "Runs its target when started."
            def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, daemon=None):
                self._target = target
                self._args = args
                self._kwargs = kwargs
                self.name = name
                self.daemon = daemon
                self.exitcode = None

            def start(self):
                self.run()
                self.exitcode = 0

            def run(self):
                if self._target is not None:
                    self._target(*self._args, **self._kwargs)

            def join(self, timeout=None):
                return None

            def is_alive(self):
                return False

        def cpu_count():
            import os
            return os.cpu_count()

        def set_start_method(method, force=False):
            return None

        def get_start_method(allow_none=False):
            return "fork"

        def freeze_support():
            return None

        def get_context(method=None):
            import multiprocessing
            return multiprocessing
        """#

    static let threading = #"""
        class Thread:
            "Runs its target when started."
            def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, daemon=None):
                self._target = target
                self._args = args
                self._kwargs = kwargs
                self.name = name
                self.daemon = daemon

            def start(self):
                self.run()

            def run(self):
                if self._target is not None:
                    self._target(*self._args, **self._kwargs)

            def join(self, timeout=None):
                return None

            def is_alive(self):
                return False

        class Lock:
            def acquire(self, blocking=True, timeout=-1):
                return True

            def release(self):
                return None

            def __enter__(self):
                return True

            def __exit__(self, kind, value, trace):
                return False

        RLock = Lock
        """#

    static let importlib = #"""
        def import_module(name, package=None):
            "The module of a dotted name."
            if name.startswith("."):
                if not package:
                    raise TypeError("the 'package' argument is required to perform a relative import for '" + name + "'")
                dots = len(name) - len(name.lstrip("."))
                parts = package.split(".")
                name = ".".join(parts[:len(parts) - dots + 1] + [name.lstrip(".")])
            return __import__(name, fromlist=["*"])

        def reload(module):
            return module
        """#

    static let csv = #"""
        QUOTE_MINIMAL = 0
        QUOTE_ALL = 1

        def _rows(lines, delimiter, quotechar):
            for line in lines:
                line = line.rstrip("\r\n")
                row = []
                field = ""
                quoted = False
                i = 0
                while i < len(line):
                    c = line[i]
                    if quoted:
                        if c == quotechar:
                            if i + 1 < len(line) and line[i + 1] == quotechar:
                                field += c
                                i += 1
                            else:
                                quoted = False
                        else:
                            field += c
                    elif c == quotechar and field == "":
                        quoted = True
                    elif c == delimiter:
                        row.append(field)
                        field = ""
                    else:
                        field += c
                    i += 1
                if line or row:
                    row.append(field)
                yield row

        def reader(csvfile, dialect="excel", delimiter=",", quotechar='"', **options):
            "Rows of strings."
            return _rows(csvfile, delimiter, quotechar)

        class writer:
            "Writes rows, quoting what needs it."
            def __init__(self, csvfile, dialect="excel", delimiter=",", quotechar='"', lineterminator="\r\n", quoting=QUOTE_MINIMAL, **options):
                self._file = csvfile
                self._delimiter = delimiter
                self._quote = quotechar
                self._end = lineterminator
                self._all = quoting == QUOTE_ALL

            def _text(self, value):
                text = "" if value is None else str(value)
                special = self._delimiter in text or self._quote in text or "\n" in text or "\r" in text
                if special or self._all:
                    return self._quote + text.replace(self._quote, self._quote * 2) + self._quote
                return text

            def writerow(self, row):
                return self._file.write(self._delimiter.join([self._text(value) for value in row]) + self._end)

            def writerows(self, rows):
                for row in rows:
                    self.writerow(row)

        class DictReader:
            "Rows as dicts; the first row names the fields."
            def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", **options):
                self._rows = reader(f, dialect, **options)
                self._names = fieldnames

            @property
            def fieldnames(self):
                if self._names is None:
                    self._names = next(self._rows, None)
                return self._names

            def __iter__(self):
                return self

            def __next__(self):
                names = self.fieldnames
                row = next(self._rows)
                while not row:
                    row = next(self._rows)
                return dict(zip(names, row))

        class DictWriter:
            "Writes dicts as rows in the order of fieldnames."
            def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", **options):
                self.fieldnames = fieldnames
                self._writer = writer(f, dialect, **options)
                self._missing = restval

            def writeheader(self):
                return self._writer.writerow(self.fieldnames)

            def writerow(self, row):
                return self._writer.writerow([row.get(name, self._missing) for name in self.fieldnames])

            def writerows(self, rows):
                for row in rows:
                    self.writerow(row)
        """#

    static let traceback = #"""
        def print_exc(limit=None, file=None, chain=True):
            import sys
            print("(the traceback is shown when the error is not caught)", file=file or sys.stderr)

        def format_exc(limit=None, chain=True):
            return "(the traceback is shown when the error is not caught)\n"
        """#

    static let platform = #"""
        def system():
            return "Linux"

        def platform():
            return "Linux"

        def python_version():
            return "3.11.7"

        def node():
            return "localhost"

        def machine():
            return "x86_64"
        """#

    static let pprint = #"""
        def pformat(object, indent=1, width=80, depth=None, **options):
            return repr(object)

        def pprint(object, stream=None, indent=1, width=80, depth=None, **options):
            print(pformat(object), file=stream)
        """#
}
