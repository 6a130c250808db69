// pathlib: Path as scripts use it, on top of os and os.path.
enum PathlibModule {
    static let text = #"""
        import os
        import os.path as _p
        import glob as _glob
        import shutil as _shutil

        def _clean(text):
            if not text:
                return '.'
            root = '/' if text.startswith('/') else ''
            parts = [part for part in text.split('/') if part not in ('', '.')]
            return root + '/'.join(parts) or '.'

        class PurePath:
            def __init__(self, *parts):
                joined = _p.join('', *[os.fspath(part) for part in parts]) if parts else ''
                self._text = _clean(joined)

            def __fspath__(self): return self._text
            def __str__(self): return self._text
            def __repr__(self): return f"PosixPath({self._text!r})" if isinstance(self, Path) else f"PurePosixPath({self._text!r})"
            def __format__(self, spec): return format(self._text, spec)
            def __hash__(self): return hash(self._text)
            def __eq__(self, other): return isinstance(other, PurePath) and self._text == other._text
            def __lt__(self, other): return self.parts < other.parts
            def __le__(self, other): return self.parts <= other.parts
            def __gt__(self, other): return self.parts > other.parts
            def __ge__(self, other): return self.parts >= other.parts
            def __truediv__(self, other): return type(self)(self._text, other)
            def __rtruediv__(self, other): return type(self)(other, self._text)

            @property
            def name(self):
                name = _p.basename(self._text)
                return '' if name == '.' else name

            @property
            def suffix(self):
                name = self.name
                i = name.rfind('.')
                return name[i:] if 0 < i < len(name) - 1 else ''

            @property
            def suffixes(self):
                name = self.name
                if name.endswith('.'):
                    return []
                return ['.' + s for s in name.lstrip('.').split('.')[1:]]

            @property
            def stem(self):
                name = self.name
                i = name.rfind('.')
                return name[:i] if 0 < i < len(name) - 1 else name

            @property
            def parent(self):
                return type(self)(_p.dirname(self._text) or ('/' if self._text == '/' else '.'))

            @property
            def parents(self):
                found = []
                here = self
                while here.parent != here:
                    here = here.parent
                    found.append(here)
                return tuple(found)

            @property
            def parts(self):
                if self._text == '.':
                    return ()
                root = ('/',) if self._text.startswith('/') else ()
                return root + tuple([part for part in self._text.split('/') if part])

            @property
            def anchor(self): return '/' if self._text.startswith('/') else ''

            def joinpath(self, *others): return type(self)(self._text, *others)
            def as_posix(self): return self._text
            def is_absolute(self): return self._text.startswith('/')

            def with_name(self, name):
                if not self.name:
                    raise ValueError(f"{self!r} has an empty name")
                return self.parent / name if self.parent._text != '.' else type(self)(name)

            def with_suffix(self, suffix):
                if suffix and not suffix.startswith('.') or suffix == '.':
                    raise ValueError(f"Invalid suffix {suffix!r}")
                return self.with_name(self.stem + suffix)

            def with_stem(self, stem): return self.with_name(stem + self.suffix)

            def relative_to(self, *other):
                base = type(self)(*other)
                n = len(base.parts)
                if self.parts[:n] != base.parts:
                    raise ValueError(f"{self._text!r} is not in the subpath of {base._text!r} OR one path is relative and the other is absolute.")
                return type(self)(*self.parts[n:])

            def match(self, pattern):
                import fnmatch
                return fnmatch.fnmatch(self.name, pattern.split('/')[-1])

        class Path(PurePath):
            @classmethod
            def cwd(cls): return cls(os.getcwd())
            @classmethod
            def home(cls): return cls(_p.expanduser('~'))

            def exists(self): return _p.exists(self._text)
            def is_file(self): return _p.isfile(self._text)
            def is_dir(self): return _p.isdir(self._text)
            def is_symlink(self): return _p.islink(self._text)
            def absolute(self): return type(self)(_p.abspath(self._text))
            def resolve(self, strict=False): return type(self)(_p.realpath(self._text))
            def expanduser(self): return type(self)(_p.expanduser(self._text))
            def stat(self): return os.stat(self._text)

            def mkdir(self, mode=0o777, parents=False, exist_ok=False):
                if parents:
                    os.makedirs(self._text, exist_ok=exist_ok)
                elif not (exist_ok and self.is_dir()):
                    os.mkdir(self._text)

            def iterdir(self):
                return iter([self / name for name in os.listdir(self._text)])

            def glob(self, pattern):
                return iter([type(self)(path) for path in _glob.glob(_p.join(self._text, pattern), recursive=True)])

            def rglob(self, pattern):
                return self.glob('**/' + pattern)

            def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
                return open(self._text, mode, buffering, encoding, errors, newline)

            def read_text(self, encoding=None, errors=None):
                with self.open() as file:
                    return file.read()

            def write_text(self, data, encoding=None, errors=None, newline=None):
                with self.open('w') as file:
                    return file.write(data)

            def read_bytes(self):
                with self.open('rb') as file:
                    return file.read()

            def write_bytes(self, data):
                with self.open('wb') as file:
                    return file.write(data)

            def touch(self, mode=0o666, exist_ok=True):
                self.open('a').close()

            def unlink(self, missing_ok=False):
                if missing_ok and not self.exists():
                    return
                os.unlink(self._text)

            def rmdir(self): os.rmdir(self._text)

            def rename(self, target):
                os.rename(self._text, target)
                return type(self)(target)

            replace = rename

        PosixPath = Path
        PurePosixPath = PurePath
        """#
}
