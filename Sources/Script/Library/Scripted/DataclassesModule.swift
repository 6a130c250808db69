// dataclasses: fields from annotations; `__init__`, `__repr__`, `__eq__` and order made from them.
enum DataclassesModule {
    static let text = #"""
        class _Missing:
            def __repr__(self):
                return '<dataclasses.MISSING>'

        MISSING = _Missing()

        class FrozenInstanceError(AttributeError):
            pass

        class Field:
            def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
                self.name = None
                self.type = None
                self.default = default
                self.default_factory = default_factory
                self.init = init
                self.repr = repr
                self.hash = hash
                self.compare = compare
                self.metadata = metadata or {}
                self.kw_only = kw_only

            def __repr__(self):
                return f"Field(name={self.name!r},type={self.type!r},default={self.default!r})"

        def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False):
            if default is not MISSING and default_factory is not MISSING:
                raise ValueError('cannot specify both default and default_factory')
            return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)

        def _collect(cls):
            found = {}
            for base in reversed(cls.__mro__[1:]):
                for f in base.__dict__.get('__dataclass_fields__', {}).values():
                    found[f.name] = f
            for name, kind in cls.__dict__.get('__annotations__', {}).items():
                text = kind if isinstance(kind, str) else getattr(kind, '__name__', '')
                if text == 'ClassVar' or str(text).startswith('ClassVar'):
                    continue
                value = cls.__dict__.get(name, MISSING)
                if not isinstance(value, Field):
                    if isinstance(value, (list, dict, set)):
                        raise ValueError(f"mutable default {type(value)} for field {name} is not allowed: use default_factory")
                    value = field(default=value)
                elif value.default is not MISSING:
                    setattr(cls, name, value.default)
                elif name in cls.__dict__:
                    delattr(cls, name)
                value.name = name
                value.type = kind
                found[name] = value
            return found

        def _make_init(cls, fields, frozen):
            taken = [f for f in fields.values() if f.init]
            positional = [f for f in taken if not f.kw_only]
            seen = None
            for f in positional:
                if f.default is MISSING and f.default_factory is MISSING:
                    if seen:
                        raise TypeError(f"non-default argument {f.name!r} follows default argument")
                else:
                    seen = f.name
            name = cls.__qualname__ + '.__init__()'
            known = [f.name for f in taken]

            def __init__(self, *args, **kwargs):
                if len(args) > len(positional):
                    least = 1 + len([f for f in positional if f.default is MISSING and f.default_factory is MISSING])
                    most = 1 + len(positional)
                    takes = f"{most} positional argument{'' if most == 1 else 's'}" if least == most else f"from {least} to {most} positional arguments"
                    raise TypeError(f"{name} takes {takes} but {len(args) + 1} were given")
                values = {}
                for f, value in zip(positional, args):
                    values[f.name] = value
                for key, value in kwargs.items():
                    if key in values:
                        raise TypeError(f"{name} got multiple values for argument '{key}'")
                    if key not in known:
                        raise TypeError(f"{name} got an unexpected keyword argument '{key}'")
                    values[key] = value
                missing = [f.name for f in taken if f.name not in values and f.default is MISSING and f.default_factory is MISSING]
                if missing:
                    quoted = [repr(m) for m in missing]
                    if len(quoted) > 2:
                        listed = ', '.join(quoted[:-1]) + ', and ' + quoted[-1]
                    else:
                        listed = ' and '.join(quoted)
                    raise TypeError(f"{name} missing {len(missing)} required positional argument{'' if len(missing) == 1 else 's'}: {listed}")
                for f in fields.values():
                    if f.name in values:
                        value = values[f.name]
                    elif f.default_factory is not MISSING:
                        value = f.default_factory()
                    elif f.default is not MISSING:
                        value = f.default
                    else:
                        continue
                    object.__setattr__(self, f.name, value) if frozen else setattr(self, f.name, value)
                post = getattr(self, '__post_init__', None)
                if post is not None:
                    post()
            return __init__

        def _dataclass(cls, init, repr, eq, order, frozen):
            fields = _collect(cls)
            cls.__dataclass_fields__ = fields
            shown = [f.name for f in fields.values() if f.repr]
            compared = [f.name for f in fields.values() if f.compare]

            def key(self):
                return tuple([getattr(self, n) for n in compared])

            if init and '__init__' not in cls.__dict__:
                cls.__init__ = _make_init(cls, fields, frozen)
            if repr and '__repr__' not in cls.__dict__:
                def __repr__(self):
                    inner = ', '.join([f"{n}={getattr(self, n)!r}" for n in shown])
                    return f"{type(self).__qualname__}({inner})"
                cls.__repr__ = __repr__
            if eq and '__eq__' not in cls.__dict__:
                def __eq__(self, other):
                    if type(other) is not type(self):
                        return NotImplemented
                    return key(self) == key(other)
                cls.__eq__ = __eq__
                if not frozen:
                    cls.__hash__ = None
            if frozen and eq:
                cls.__hash__ = lambda self: hash(key(self))
            if order:
                cls.__lt__ = lambda self, other: key(self) < key(other) if type(other) is type(self) else NotImplemented
                cls.__le__ = lambda self, other: key(self) <= key(other) if type(other) is type(self) else NotImplemented
                cls.__gt__ = lambda self, other: key(self) > key(other) if type(other) is type(self) else NotImplemented
                cls.__ge__ = lambda self, other: key(self) >= key(other) if type(other) is type(self) else NotImplemented
            if frozen:
                def __setattr__(self, name, value):
                    raise FrozenInstanceError(f"cannot assign to field {name!r}")
                def __delattr__(self, name):
                    raise FrozenInstanceError(f"cannot delete field {name!r}")
                cls.__setattr__ = __setattr__
                cls.__delattr__ = __delattr__
            return cls

        def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, slots=False, kw_only=False):
            def wrap(cls):
                return _dataclass(cls, init, repr, eq, order, frozen)
            return wrap if cls is None else wrap(cls)

        def fields(obj):
            found = getattr(obj, '__dataclass_fields__', None)
            if found is None:
                raise TypeError('must be called with a dataclass type or instance')
            return tuple(found.values())

        def is_dataclass(obj):
            return hasattr(obj, '__dataclass_fields__')

        def asdict(obj, *, dict_factory=dict):
            if not is_dataclass(obj):
                raise TypeError('asdict() should be called on dataclass instances')
            return dict_factory([(f.name, _inner(getattr(obj, f.name), dict_factory)) for f in fields(obj)])

        def _inner(value, factory):
            if is_dataclass(value) and not isinstance(value, type):
                return asdict(value, dict_factory=factory)
            if isinstance(value, (list, tuple)):
                return type(value)([_inner(v, factory) for v in value])
            if isinstance(value, dict):
                return {k: _inner(v, factory) for k, v in value.items()}
            return value

        def astuple(obj):
            return tuple([getattr(obj, f.name) for f in fields(obj)])

        def replace(obj, /, **changes):
            for f in fields(obj):
                if f.init and f.name not in changes:
                    changes[f.name] = getattr(obj, f.name)
            return type(obj)(**changes)
        """#
}
