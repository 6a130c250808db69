// contextlib, abc, functools' decorators, warnings, textwrap, string: small modules in the dialect itself.
enum SmallModules {
    static let contextlib = #"""
        class _Generated:
            def __init__(self, function, args, kwargs):
                self._function = function
                self._args = args
                self._kwargs = kwargs
                self._generator = None

            def __enter__(self):
                self._generator = self._function(*self._args, **self._kwargs)
                try:
                    return next(self._generator)
                except StopIteration:
                    raise RuntimeError("generator didn't yield") from None

            def __exit__(self, kind, value, trace):
                if kind is None:
                    try:
                        next(self._generator)
                    except StopIteration:
                        return False
                    raise RuntimeError("generator didn't stop")
                if value is None:
                    value = kind()
                try:
                    self._generator.throw(value)
                except StopIteration as stop:
                    return stop is not value
                except BaseException as error:
                    if error is value:
                        return False
                    raise
                raise RuntimeError("generator didn't stop after throw()")

            def __call__(self, function):
                def inner(*args, **kwargs):
                    with _Generated(self._function, self._args, self._kwargs):
                        return function(*args, **kwargs)
                return inner

        def contextmanager(function):
            def helper(*args, **kwargs):
                return _Generated(function, args, kwargs)
            helper.__name__ = function.__name__
            helper.__doc__ = function.__doc__
            return helper

        class AbstractContextManager:
            def __enter__(self): return self
            def __exit__(self, kind, value, trace): return None

        class ContextDecorator:
            def __call__(self, function):
                def inner(*args, **kwargs):
                    with self:
                        return function(*args, **kwargs)
                return inner

        class suppress:
            def __init__(self, *exceptions): self._exceptions = exceptions
            def __enter__(self): return None
            def __exit__(self, kind, value, trace): return kind is not None and issubclass(kind, self._exceptions)

        class nullcontext:
            def __init__(self, enter_result=None): self.enter_result = enter_result
            def __enter__(self): return self.enter_result
            def __exit__(self, *exception): return None

        class closing:
            def __init__(self, thing): self.thing = thing
            def __enter__(self): return self.thing
            def __exit__(self, *exception): self.thing.close()

        class _Redirected:
            def __init__(self, new_target):
                self._target = new_target
                self._old = []
            def __enter__(self):
                import sys
                self._old.append(getattr(sys, self._stream))
                setattr(sys, self._stream, self._target)
                return self._target
            def __exit__(self, *exception):
                import sys
                setattr(sys, self._stream, self._old.pop())

        class redirect_stdout(_Redirected):
            _stream = 'stdout'

        class redirect_stderr(_Redirected):
            _stream = 'stderr'

        class chdir:
            def __init__(self, path):
                self.path = path
                self._old = []
            def __enter__(self):
                import os
                self._old.append(os.getcwd())
                os.chdir(self.path)
            def __exit__(self, *exception):
                import os
                os.chdir(self._old.pop())

        class ExitStack:
            def __init__(self): self._exits = []
            def __enter__(self): return self
            def enter_context(self, context):
                result = context.__enter__()
                self._exits.append(context.__exit__)
                return result
            def callback(self, function, *args, **kwargs):
                self._exits.append(lambda *exception: function(*args, **kwargs) and None)
                return function
            def push(self, context):
                self._exits.append(context.__exit__)
                return context
            def close(self): self.__exit__(None, None, None)
            def __exit__(self, *exception):
                suppressed = False
                while self._exits:
                    if self._exits.pop()(*exception):
                        suppressed = True
                        exception = (None, None, None)
                return suppressed
        """#

    static let abc = #"""
        def abstractmethod(function):
            function.__isabstractmethod__ = True
            return function

        abstractproperty = property

        class ABC:
            def __new__(cls, *args, **kwargs):
                missing = []
                for base in reversed(cls.__mro__):
                    for name, value in base.__dict__.items():
                        value = getattr(value, 'fget', None) or getattr(value, '__func__', None) or value
                        if name in missing:
                            missing.remove(name)
                        if getattr(value, '__isabstractmethod__', False):
                            missing.append(name)
                if missing:
                    names = ', '.join(sorted(missing))
                    raise TypeError(f"Can't instantiate abstract class {cls.__name__} with abstract method{'s' if len(missing) > 1 else ''} {names}")
                return object.__new__(cls)

        ABCMeta = type
        """#

    static let functools = #"""
        from _functools import *

        WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__')

        def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=('__dict__',)):
            for name in assigned:
                try:
                    setattr(wrapper, name, getattr(wrapped, name))
                except (AttributeError, TypeError):
                    pass
            try:
                wrapper.__dict__.update(getattr(wrapped, '__dict__', {}))
                wrapper.__wrapped__ = wrapped
            except (AttributeError, TypeError):
                pass
            return wrapper

        def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=('__dict__',)):
            return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)

        def total_ordering(cls):
            own = [n for n in ('__lt__', '__le__', '__gt__', '__ge__') if n in cls.__dict__]
            if not own:
                raise ValueError('must define at least one ordering operation: < > <= >=')
            root = own[0]
            less = {
                '__lt__': lambda a, b: a < b,
                '__le__': lambda a, b: a <= b and a != b,
                '__gt__': lambda a, b: not (a > b or a == b),
                '__ge__': lambda a, b: not a >= b,
            }[root]
            new = {
                '__lt__': lambda a, b: less(a, b),
                '__le__': lambda a, b: less(a, b) or a == b,
                '__gt__': lambda a, b: not less(a, b) and a != b,
                '__ge__': lambda a, b: not less(a, b),
            }
            for name, function in new.items():
                if name not in cls.__dict__:
                    setattr(cls, name, function)
            return cls

        class cached_property:
            def __init__(self, function):
                self.function = function
                self.name = function.__name__
            def __set_name__(self, owner, name):
                self.name = name
            def __get__(self, instance, owner=None):
                if instance is None:
                    return self
                value = self.function(instance)
                instance.__dict__[self.name] = value
                return value

        def cmp_to_key(compare):
            class Key:
                def __init__(self, value): self.value = value
                def __lt__(self, other): return compare(self.value, other.value) < 0
                def __eq__(self, other): return compare(self.value, other.value) == 0
            return Key

        class partialmethod:
            "A method with some arguments already given."
            def __init__(self, func, /, *args, **keywords):
                self.func = func
                self.args = args
                self.keywords = keywords
            def __get__(self, instance, owner=None):
                function = self.func
                if instance is None or isinstance(function, (classmethod, staticmethod)):
                    return partial(function.__get__(instance, owner), *self.args, **self.keywords)
                return partial(function, instance, *self.args, **self.keywords)

        def singledispatch(function):
            table = {}
            def wrapper(*args, **kwargs):
                for cls in type(args[0]).__mro__:
                    if cls in table:
                        return table[cls](*args, **kwargs)
                return function(*args, **kwargs)
            def register(cls, method=None):
                if method is None:
                    return lambda f: register(cls, f)
                table[cls] = method
                return method
            wrapper.register = register
            return wrapper
        """#

    static let warnings = #"""
        import sys

        _filters = []
        _seen = set()

        def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
            _filters.insert(0, (action, message, category))

        def simplefilter(action, category=Warning, lineno=0, append=False):
            _filters.insert(0, (action, '', category))

        def resetwarnings():
            _filters.clear()

        def warn(message, category=None, stacklevel=1, source=None):
            if isinstance(message, Warning):
                category = type(message)
            category = category or UserWarning
            text = str(message)
            action = 'default'
            for kind, start, cls in _filters:
                if issubclass(category, cls) and text.lower().startswith(start.lower().replace('.*', '')):
                    action = kind
                    break
            if action == 'ignore':
                return
            if action == 'error':
                raise message if isinstance(message, Warning) else category(text)
            if action != 'always':
                if (text, category) in _seen:
                    return
                _seen.add((text, category))
            sys.stderr.write(f"{category.__name__}: {text}\n")

        warn_explicit = warn

        class catch_warnings:
            def __init__(self, *, record=False, module=None, action=None, category=Warning):
                self._record = record
                self._action = action
                self._category = category
            def __enter__(self):
                self._saved = list(_filters)
                if self._action:
                    simplefilter(self._action, self._category)
                return [] if self._record else None
            def __exit__(self, *exception):
                _filters[:] = self._saved
        """#

    static let textwrap = #"""
        def dedent(text):
            lines = text.split('\n')
            margin = None
            for i, line in enumerate(lines):
                body = line.lstrip(' \t')
                if not body:
                    lines[i] = ''
                    continue
                indent = line[:len(line) - len(body)]
                if margin is None:
                    margin = indent
                else:
                    n = 0
                    while n < len(margin) and n < len(indent) and margin[n] == indent[n]:
                        n += 1
                    margin = margin[:n]
            if margin:
                lines = [line[len(margin):] if line else line for line in lines]
            return '\n'.join(lines)

        def indent(text, prefix, predicate=None):
            keep = predicate or (lambda line: line.strip())
            return ''.join([prefix + line if keep(line) else line for line in text.splitlines(True)])

        class TextWrapper:
            "Breaks paragraphs into lines of at most width characters."
            def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                         fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                         tabsize=8, *, max_lines=None, placeholder=' [...]'):
                if fix_sentence_endings:
                    raise NotImplementedError('textwrap: fix_sentence_endings=True is not available here')
                self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
                self.expand_tabs, self.replace_whitespace, self.tabsize = expand_tabs, replace_whitespace, tabsize
                self.break_long_words, self.drop_whitespace = break_long_words, drop_whitespace
                self.break_on_hyphens, self.max_lines, self.placeholder = break_on_hyphens, max_lines, placeholder

            def _chunks(self, text):
                if self.expand_tabs:
                    text = text.expandtabs(self.tabsize)
                if self.replace_whitespace:
                    text = ''.join([' ' if c in '\t\n\x0b\x0c\r' else c for c in text])
                chunks = []
                for c in text:
                    space = c in ' \t\n\x0b\x0c\r'
                    if chunks and (chunks[-1][-1] in ' \t\n\x0b\x0c\r') == space:
                        chunks[-1] += c
                    else:
                        chunks.append(c)
                if not self.break_on_hyphens:
                    return chunks
                parts = []
                for chunk in chunks:
                    start = 0
                    for k in range(1, len(chunk) - 1):
                        # Between a letter on the left and two letters (or a letter and a hyphen) on the right.
                        if (chunk[k] == '-' and chunk[k - 1].isalpha() and chunk[k + 1].isalpha()
                                and (k < 2 or chunk[k - 2].isalpha() or chunk[k - 2] == '-')
                                and k >= start + 2 and (k + 2 >= len(chunk) or chunk[k + 2].isalpha() or chunk[k + 2] == '-')
                                and k + 2 < len(chunk)):
                            parts.append(chunk[start:k + 1])
                            start = k + 1
                    parts.append(chunk[start:])
                return parts

            def wrap(self, text):
                if not self.width > 0:
                    raise ValueError(f'invalid width {self.width!r} (must be > 0)')
                if self.max_lines is not None:
                    indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
                    if len(indent) + len(self.placeholder.lstrip()) > self.width:
                        raise ValueError('placeholder too large for max width')
                chunks = self._chunks(text)
                chunks.reverse()
                lines = []
                while chunks:
                    line, size = [], 0
                    lead = self.subsequent_indent if lines else self.initial_indent
                    room = self.width - len(lead)
                    if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                        chunks.pop()
                    while chunks and size + len(chunks[-1]) <= room:
                        size += len(chunks[-1])
                        line.append(chunks.pop())
                    if chunks and len(chunks[-1]) > room:
                        space = 1 if room < 1 else room - size
                        if self.break_long_words:
                            end, chunk = space, chunks[-1]
                            if self.break_on_hyphens and len(chunk) > space:
                                hyphen = chunk.rfind('-', 0, space)
                                if hyphen > 0 and any([c != '-' for c in chunk[:hyphen]]):
                                    end = hyphen + 1
                            line.append(chunk[:end])
                            chunks[-1] = chunk[end:]
                        elif not line:
                            line.append(chunks.pop())
                        size = sum([len(x) for x in line])
                    if self.drop_whitespace and line and line[-1].strip() == '':
                        size -= len(line[-1])
                        line.pop()
                    if not line:
                        continue
                    if (self.max_lines is None or len(lines) + 1 < self.max_lines
                            or (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
                            and size <= room):
                        lines.append(lead + ''.join(line))
                        continue
                    while line:
                        if line[-1].strip() and size + len(self.placeholder) <= room:
                            line.append(self.placeholder)
                            lines.append(lead + ''.join(line))
                            break
                        size -= len(line[-1])
                        line.pop()
                    else:
                        if lines:
                            last = lines[-1].rstrip()
                            if len(last) + len(self.placeholder) <= self.width:
                                lines[-1] = last + self.placeholder
                                break
                        lines.append(lead + self.placeholder.lstrip())
                    break
                return lines

            def fill(self, text):
                return '\n'.join(self.wrap(text))

        def wrap(text, width=70, **options):
            return TextWrapper(width=width, **options).wrap(text)

        def fill(text, width=70, **options):
            return TextWrapper(width=width, **options).fill(text)

        def shorten(text, width, **options):
            return TextWrapper(width=width, max_lines=1, **options).fill(' '.join(text.strip().split()))
        """#

    static let string = #"""
        ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
        ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        ascii_letters = ascii_lowercase + ascii_uppercase
        digits = '0123456789'
        hexdigits = digits + 'abcdef' + 'ABCDEF'
        octdigits = '01234567'
        punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
        whitespace = ' \t\n\r\x0b\x0c'
        printable = digits + ascii_letters + punctuation + whitespace

        class Template:
            delimiter = '$'
            def __init__(self, template):
                self.template = template
            def _filled(self, names, strict):
                text, out, i = self.template, [], 0
                while i < len(text):
                    if text[i] != '$':
                        out.append(text[i])
                        i += 1
                        continue
                    if text[i + 1:i + 2] == '$':
                        out.append('$')
                        i += 2
                        continue
                    braced = text[i + 1:i + 2] == '{'
                    start = k = i + (2 if braced else 1)
                    while k < len(text) and (text[k] == '_' or text[k].isascii() and text[k].isalpha() or k > start and text[k] in digits):
                        k += 1
                    name, end = text[start:k], k + (1 if braced else 0)
                    if not name or braced and text[k:k + 1] != '}':
                        if strict:
                            line = text.count('\n', 0, i) + 1
                            raise ValueError(f'Invalid placeholder in string: line {line}, col {i - text.rfind(chr(10), 0, i)}')
                        out.append('$')
                        i += 1
                        continue
                    if name in names:
                        out.append(str(names[name]))
                    elif strict:
                        raise KeyError(name)
                    else:
                        out.append(text[i:end])
                    i = end
                return ''.join(out)
            def substitute(self, mapping={}, /, **names):
                return self._filled({**mapping, **names}, True)
            def safe_substitute(self, mapping={}, /, **names):
                return self._filled({**mapping, **names}, False)

        class Formatter:
            def format(self, format_string, /, *args, **kwargs):
                return format_string.format(*args, **kwargs)
            def vformat(self, format_string, args, kwargs):
                return format_string.format(*args, **kwargs)

        def capwords(s, sep=None):
            return (sep or ' ').join([word.capitalize() for word in s.split(sep)])
        """#

    static let types = #"""
        def _f(): pass
        def _g(): yield
        class _C:
            def m(self): pass

        FunctionType = LambdaType = type(_f)
        GeneratorType = type(_g())
        MethodType = type(_C().m)
        BuiltinFunctionType = BuiltinMethodType = type(len)
        NoneType = type(None)
        EllipsisType = type(...)
        NotImplementedType = type(NotImplemented)

        import sys as _sys
        ModuleType = type(_sys)

        class SimpleNamespace:
            def __init__(self, **names):
                for name, value in names.items():
                    setattr(self, name, value)
            def __repr__(self):
                return f"namespace({', '.join([f'{k}={v!r}' for k, v in self.__dict__.items()])})"
            def __eq__(self, other):
                return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__

        def MappingProxyType(mapping):
            return mapping
        """#

    static let inspect = #"""
        import types as _types

        def isfunction(x): return isinstance(x, _types.FunctionType)
        def ismethod(x): return isinstance(x, _types.MethodType)
        def isclass(x): return isinstance(x, type)
        def ismodule(x): return isinstance(x, _types.ModuleType)
        def isbuiltin(x): return isinstance(x, _types.BuiltinFunctionType)
        def isgenerator(x): return isinstance(x, _types.GeneratorType)
        def isroutine(x): return isfunction(x) or ismethod(x) or isbuiltin(x)
        def getdoc(x): return getattr(x, '__doc__', None)
        def getmro(cls): return cls.__mro__

        def isabstract(cls): return bool(getattr(cls, '__abstractmethods__', False))
        def unwrap(function):
            while hasattr(function, '__wrapped__'):
                function = function.__wrapped__
            return function

        def getmembers(x, predicate=None):
            found = [(name, getattr(x, name)) for name in dir(x)]
            return [(n, v) for n, v in found if predicate is None or predicate(v)]
        """#
}
