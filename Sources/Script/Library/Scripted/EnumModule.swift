// enum: Enum, IntEnum, Flag and auto. A class's members are made when its body is done (`__init_subclass__`).
enum EnumModule {
    static let text = #"""
        class auto:
            pass

        def unique(cls):
            return cls

        def _is_member(name, value):
            if name.startswith('_') or isinstance(value, (property, staticmethod, classmethod)):
                return False
            return not callable(value) or isinstance(value, type) and False

        class Enum:
            def __new__(cls, value):
                found = cls._lookup_(value)
                if found is None:
                    found = cls._missing_(value)
                if found is None:
                    raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
                return found

            def __init_subclass__(cls, **kwargs):
                members = {}
                last = []
                start = cls.__dict__.get('_ignore_', ())
                for name, value in list(cls.__dict__.items()):
                    if not _is_member(name, value) or name in start:
                        continue
                    if isinstance(value, auto):
                        value = cls._generate_next_value_(name, 1, len(last), list(last))
                    last.append(value)
                    member = None
                    for other in members.values():
                        if other._value_ == value and type(other._value_) is type(value):
                            member = other
                    if member is None:
                        member = object.__new__(cls)
                        member._name_ = name
                        member._value_ = value
                        own_init = cls.__dict__.get('__init__')
                        if own_init is not None:
                            own_init(member, *(value if isinstance(value, tuple) else (value,)))
                    members[name] = member
                    setattr(cls, name, member)
                if members or '_member_map_' not in cls.__dict__:
                    cls._member_map_ = members
                    cls.__members__ = members

            def __init__(self, *args):
                pass

            @staticmethod
            def _generate_next_value_(name, start, count, last_values):
                return (max(last_values) + 1) if last_values else start

            @classmethod
            def _missing_(cls, value):
                return None

            @classmethod
            def _lookup_(cls, value):
                if isinstance(value, cls):
                    return value
                for member in cls._member_map_.values():
                    if member._value_ == value:
                        return member
                return None

            @classmethod
            def __class_getitem__(cls, name):
                if name in cls._member_map_:
                    return cls._member_map_[name]
                raise KeyError(name)

            @classmethod
            def __class_iter__(cls):
                seen = []
                for member in cls._member_map_.values():
                    if not any(member is other for other in seen):
                        seen.append(member)
                return seen

            @classmethod
            def __class_len__(cls):
                return len(cls.__class_iter__())

            @property
            def name(self):
                return self._name_

            @property
            def value(self):
                return self._value_

            def __repr__(self):
                return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

            def __str__(self):
                if isinstance(self, _ValueText):
                    return str(self._value_)
                return f"{type(self).__name__}.{self._name_}"

            def __format__(self, spec):
                return format(str(self), spec)

            def __hash__(self):
                return hash(self._value_ if isinstance(self, (str, int)) else self._name_)

            def __eq__(self, other):
                if isinstance(self, (str, int)):
                    return self._value_ == _plain(other)
                return self is other

            def __reduce__(self):
                return self

            def __copy__(self):
                return self

            def __deepcopy__(self, memo):
                return self

        class _ValueText:
            pass

        def _plain(value):
            return value._value_ if isinstance(value, Enum) else value

        class IntEnum(Enum, _ValueText):
            def __int__(self): return int(self._value_)
            def __index__(self): return int(self._value_)
            def __float__(self): return float(self._value_)
            def __bool__(self): return bool(self._value_)
            def __hash__(self): return hash(self._value_)
            def __eq__(self, other): return self._value_ == _plain(other)
            def __ne__(self, other): return self._value_ != _plain(other)
            def __lt__(self, other): return self._value_ < _plain(other)
            def __le__(self, other): return self._value_ <= _plain(other)
            def __gt__(self, other): return self._value_ > _plain(other)
            def __ge__(self, other): return self._value_ >= _plain(other)
            def __add__(self, other): return self._value_ + _plain(other)
            def __radd__(self, other): return other + self._value_
            def __sub__(self, other): return self._value_ - _plain(other)
            def __rsub__(self, other): return other - self._value_
            def __mul__(self, other): return self._value_ * _plain(other)
            def __rmul__(self, other): return other * self._value_
            def __mod__(self, other): return self._value_ % _plain(other)
            def __floordiv__(self, other): return self._value_ // _plain(other)
            def __truediv__(self, other): return self._value_ / _plain(other)
            def __and__(self, other): return self._value_ & _plain(other)
            def __or__(self, other): return self._value_ | _plain(other)
            def __neg__(self): return -self._value_
            def __format__(self, spec): return format(self._value_, spec)

        class StrEnum(Enum, _ValueText):
            def __hash__(self): return hash(self._value_)
            def __eq__(self, other): return self._value_ == _plain(other)

            @staticmethod
            def _generate_next_value_(name, start, count, last_values):
                return name.lower()

        class Flag(Enum):
            @staticmethod
            def _generate_next_value_(name, start, count, last_values):
                return 2 ** count

            @classmethod
            def _missing_(cls, value):
                member = object.__new__(cls)
                member._value_ = value
                names = [m._name_ for m in cls._member_map_.values() if m._value_ and value & m._value_ == m._value_]
                member._name_ = '|'.join(names)
                return member

            def __or__(self, other): return type(self)(self._value_ | other._value_)
            def __and__(self, other): return type(self)(self._value_ & other._value_)
            def __xor__(self, other): return type(self)(self._value_ ^ other._value_)
            def __bool__(self): return bool(self._value_)
            def __contains__(self, other): return self._value_ & other._value_ == other._value_
            def __eq__(self, other): return isinstance(other, Flag) and self._value_ == other._value_
            def __hash__(self): return hash(self._value_)

        IntFlag = Flag
        """#
}
