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
        QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3

        class Error(Exception):
            "A row that cannot be read or written."

        class Dialect:
            "What stands between fields and around them."
            delimiter = ","
            quotechar = '"'
            escapechar = None
            doublequote = True
            skipinitialspace = False
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
            strict = False

        class excel(Dialect):
            "Commas, as Excel writes them."

        class excel_tab(excel):
            "Tabs, as Excel writes them."
            delimiter = "\t"

        class unix_dialect(Dialect):
            "Commas, every field quoted, lines that end with a line feed."
            quoting = QUOTE_ALL
            lineterminator = "\n"

        _dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}
        _names = ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting", "strict")

        def register_dialect(name, dialect=None, **options):
            "Gives a name to a dialect."
            _dialects[name] = _dialect(dialect or excel, options)

        def unregister_dialect(name):
            "Forgets a dialect's name."
            if name not in _dialects:
                raise Error("unknown dialect")
            del _dialects[name]

        def get_dialect(name):
            "The dialect of a name."
            if name not in _dialects:
                raise Error("unknown dialect")
            return _dialects[name]

        def list_dialects():
            "The names of all dialects."
            return list(_dialects)

        def field_size_limit(limit=131072):
            "Fields may be of any length here."
            return 131072

        def _dialect(dialect, options):
            chosen = Dialect()
            base = get_dialect(dialect) if isinstance(dialect, str) else dialect
            for name in _names:
                setattr(chosen, name, options.pop(name, getattr(base, name, getattr(Dialect, name))))
            for name in options:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
            if not isinstance(chosen.delimiter, str) or len(chosen.delimiter) != 1:
                raise TypeError('"delimiter" must be a 1-character string')
            if chosen.quotechar is not None and len(chosen.quotechar) != 1:
                raise TypeError('"quotechar" must be a 1-character string')
            return chosen

        class _Reader:
            def __init__(self, lines, dialect):
                self._lines = iter(lines)
                self.dialect = dialect
                self.line_num = 0

            def __iter__(self):
                return self

            def __next__(self):
                d = self.dialect
                quote = None if d.quoting == QUOTE_NONE else d.quotechar
                row, field = [], []
                inside, was_quoted, fresh = False, False, True

                def finish():
                    text = "".join(field)
                    field.clear()
                    row.append(float(text) if d.quoting == QUOTE_NONNUMERIC and not was_quoted else text)
                while True:
                    try:
                        line = next(self._lines)
                    except StopIteration:
                        if self.line_num and inside:
                            break
                        raise
                    self.line_num += 1
                    i, n = 0, len(line)
                    while i < n:
                        c = line[i]
                        i += 1
                        if d.escapechar is not None and c == d.escapechar and i < n:
                            field.append(line[i])
                            i += 1
                            fresh = False
                        elif inside:
                            if c != quote:
                                field.append(c)
                            elif d.doublequote and i < n and line[i] == quote:
                                field.append(c)
                                i += 1
                            else:
                                inside = False
                        elif c == "\n" or c == "\r":
                            break
                        elif fresh and c == quote:
                            inside = was_quoted = True
                            fresh = False
                        elif c == d.delimiter:
                            finish()
                            was_quoted, fresh = False, True
                        elif not (fresh and d.skipinitialspace and c == " "):
                            field.append(c)
                            fresh = False
                    if not inside:
                        break
                if row or field or was_quoted or not fresh:
                    finish()
                return row

        def reader(csvfile, dialect="excel", **options):
            "Rows of strings."
            return _Reader(csvfile, _dialect(dialect, options))

        class writer:
            "Writes rows, quoting what needs it."
            def __init__(self, csvfile, dialect="excel", **options):
                self._file = csvfile
                self.dialect = _dialect(dialect, options)

            def _text(self, value, alone):
                d = self.dialect
                text = "" if value is None else str(value)
                marks = [d.delimiter, "\n", "\r"] + ([d.quotechar] if d.quotechar else [])
                special = any([mark in text for mark in marks]) or (alone and text == "")
                if d.quoting == QUOTE_NONE:
                    special = special and text != ""
                    if special and d.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    if d.escapechar is not None:
                        text = "".join([d.escapechar + c if c in marks or c == d.escapechar else c for c in text])
                    return text
                wanted = d.quoting == QUOTE_ALL or (d.quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float)))
                if special or wanted:
                    double = d.quotechar if d.doublequote else d.escapechar
                    if double is None and d.quotechar in text:
                        raise Error("need to escape, but no escapechar set")
                    return d.quotechar + text.replace(d.quotechar, (double or "") + d.quotechar) + d.quotechar
                return text

            def writerow(self, row):
                row = list(row)
                fields = [self._text(value, len(row) == 1) for value in row]
                return self._file.write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

            def writerows(self, rows):
                for row in rows:
                    self.writerow(row)

        class DictReader:
            "Rows as dicts; the first row names the fields."
            def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", **options):
                self.reader = reader(f, dialect, **options)
                self._names = fieldnames
                self.restkey, self.restval = restkey, restval

            @property
            def fieldnames(self):
                if self._names is None:
                    self._names = next(self.reader, None)
                return self._names

            @property
            def line_num(self):
                return self.reader.line_num

            def __iter__(self):
                return self

            def __next__(self):
                names = self.fieldnames
                row = next(self.reader)
                while not row:
                    row = next(self.reader)
                named = dict(zip(names, row))
                if len(row) > len(names):
                    named[self.restkey] = row[len(names):]
                for name in names[len(row):]:
                    named[name] = self.restval
                return named

        class DictWriter:
            "Writes dicts as rows in the order of fieldnames."
            def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", **options):
                if extrasaction.lower() not in ("raise", "ignore"):
                    raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
                self.fieldnames = fieldnames
                self.writer = writer(f, dialect, **options)
                self.restval, self.extrasaction = restval, extrasaction

            def writeheader(self):
                return self.writer.writerow(self.fieldnames)

            def writerow(self, rowdict):
                if self.extrasaction.lower() == "raise":
                    wrong = [name for name in rowdict if name not in self.fieldnames]
                    if wrong:
                        raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
                return self.writer.writerow([rowdict.get(name, self.restval) for name in self.fieldnames])

            def writerows(self, rowdicts):
                for row in rowdicts:
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
