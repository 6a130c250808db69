// datetime: dates, times of day, differences, and time zones of a fixed offset.
enum DatetimeModule {
    static let text = #"""
        import _time

        MINYEAR, MAXYEAR = 1, 9999
        _before = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

        def _leap(y): return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
        def _days_in(y, m): return 29 if m == 2 and _leap(y) else [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m]
        def _ordinal(y, m, d):
            p = y - 1
            return p * 365 + p // 4 - p // 100 + p // 400 + _before[m] + (1 if m > 2 and _leap(y) else 0) + d

        def _from_ordinal(n):
            if not 1 <= n <= 3652059:
                raise OverflowError('date value out of range')
            y = n // 366 + 1
            while _ordinal(y + 1, 1, 1) <= n:
                y += 1
            m = 1
            while m < 12 and _ordinal(y, m + 1, 1) <= n:
                m += 1
            return y, m, n - _ordinal(y, m, 1) + 1

        def _same_kind(a, b, op):
            raise TypeError(f"'{op}' not supported between instances of 'datetime.{type(a).__name__}' and '{type(b).__name__}'")

        class timedelta:
            def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
                whole = (days + weeks * 7) * 86400 + hours * 3600 + minutes * 60 + seconds
                micro = round(whole * 1000000 + milliseconds * 1000 + microseconds) if isinstance(whole, float) or isinstance(milliseconds, float) or isinstance(microseconds, float) else whole * 1000000 + milliseconds * 1000 + microseconds
                self.days, rest = divmod(micro, 86400000000)
                self.seconds, self.microseconds = divmod(rest, 1000000)

            def _micro(self): return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds
            def total_seconds(self): return self._micro() / 1000000
            def __add__(self, other):
                return timedelta(microseconds=self._micro() + other._micro()) if isinstance(other, timedelta) else NotImplemented
            def __sub__(self, other):
                return timedelta(microseconds=self._micro() - other._micro()) if isinstance(other, timedelta) else NotImplemented
            def __neg__(self): return timedelta(microseconds=-self._micro())
            def __abs__(self): return timedelta(microseconds=abs(self._micro()))
            def __mul__(self, k): return timedelta(microseconds=self._micro() * k)
            __rmul__ = __mul__
            def __truediv__(self, k):
                return self._micro() / k._micro() if isinstance(k, timedelta) else timedelta(microseconds=self._micro() / k)
            def __floordiv__(self, k):
                return self._micro() // k._micro() if isinstance(k, timedelta) else timedelta(microseconds=self._micro() // k)
            def __mod__(self, k): return timedelta(microseconds=self._micro() % k._micro())
            def __eq__(self, other): return isinstance(other, timedelta) and self._micro() == other._micro()
            def __lt__(self, other): return self._micro() < other._micro()
            def __le__(self, other): return self._micro() <= other._micro()
            def __gt__(self, other): return self._micro() > other._micro()
            def __ge__(self, other): return self._micro() >= other._micro()
            def __hash__(self): return hash(self._micro())
            def __bool__(self): return self._micro() != 0
            def __str__(self):
                minutes, s = divmod(self.seconds, 60)
                h, m = divmod(minutes, 60)
                text = '%d:%02d:%02d' % (h, m, s)
                if self.days:
                    text = f"{self.days} day{'s' if abs(self.days) != 1 else ''}, " + text
                return text + ('.%06d' % self.microseconds if self.microseconds else '')
            def __repr__(self):
                parts = [f"{n}={getattr(self, n)}" for n in ('days', 'seconds', 'microseconds') if getattr(self, n)]
                return f"datetime.timedelta({', '.join(parts) or '0'})"

        class date:
            def __init__(self, year, month, day):
                if not 1 <= year <= 9999:
                    raise ValueError(f"year {year} is out of range")
                if not 1 <= month <= 12:
                    raise ValueError('month must be in 1..12')
                if not 1 <= day <= _days_in(year, month):
                    raise ValueError('day is out of range for month')
                self.year, self.month, self.day = year, month, day

            @classmethod
            def today(cls): return cls.fromtimestamp(_time.time())
            @classmethod
            def fromtimestamp(cls, t):
                parts = _time.localtime(t)
                return cls(parts[0], parts[1], parts[2])
            @classmethod
            def fromordinal(cls, n): return cls(*_from_ordinal(n))
            @classmethod
            def fromisoformat(cls, text):
                try:
                    y, m, d = text.split('-')
                    return cls(int(y), int(m), int(d))
                except ValueError:
                    raise ValueError(f"Invalid isoformat string: {text!r}")

            def toordinal(self): return _ordinal(self.year, self.month, self.day)
            def weekday(self): return (self.toordinal() + 6) % 7
            def isoweekday(self): return self.weekday() + 1
            def isoformat(self): return '%04d-%02d-%02d' % (self.year, self.month, self.day)
            def ctime(self): return self.strftime('%a %b %e %H:%M:%S %Y')
            def isocalendar(self):
                "Year, week and weekday of ISO 8601: week 1 holds the year's first Thursday."
                thursday = self.toordinal() - self.weekday() + 3
                year = _from_ordinal(thursday)[0]
                return (year, (thursday - _ordinal(year, 1, 1)) // 7 + 1, self.isoweekday())
            __str__ = isoformat
            def __repr__(self): return f"datetime.date({self.year}, {self.month}, {self.day})"
            def _parts(self):
                return (self.year, self.month, self.day, 0, 0, 0, self.weekday(), self.toordinal() - _ordinal(self.year, 1, 1) + 1, -1)
            def timetuple(self): return self._parts()
            def strftime(self, format): return _time.strftime(format.replace('%f', '%06d' % getattr(self, 'microsecond', 0)), self._parts())
            def __format__(self, spec): return self.strftime(spec) if spec else str(self)
            def replace(self, year=None, month=None, day=None): return type(self)(year or self.year, month or self.month, day or self.day)
            def _key(self): return (self.year, self.month, self.day)
            def __eq__(self, other): return isinstance(other, date) and self._key() == other._key()
            def __lt__(self, other): return self._key() < other._key() if isinstance(other, date) else _same_kind(self, other, '<')
            def __le__(self, other): return self._key() <= other._key()
            def __gt__(self, other): return self._key() > other._key()
            def __ge__(self, other): return self._key() >= other._key()
            def __hash__(self): return hash(self._key())
            def __add__(self, delta): return date.fromordinal(self.toordinal() + delta.days)
            __radd__ = __add__
            def __sub__(self, other):
                if isinstance(other, timedelta):
                    return date.fromordinal(self.toordinal() - other.days)
                return timedelta(self.toordinal() - other.toordinal())

        class time:
            def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
                self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
                self.tzinfo = tzinfo
            def isoformat(self):
                return '%02d:%02d:%02d' % (self.hour, self.minute, self.second) + ('.%06d' % self.microsecond if self.microsecond else '')
            __str__ = isoformat
            def strftime(self, format): return _time.strftime(format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1))
            def __eq__(self, other): return isinstance(other, time) and self.isoformat() == other.isoformat()
            def __hash__(self): return hash(self.isoformat())
            def __repr__(self):
                parts = [self.hour, self.minute] + ([self.second] if self.second or self.microsecond else []) + ([self.microsecond] if self.microsecond else [])
                return f"datetime.time({', '.join([str(p) for p in parts])})"

        class tzinfo:
            "What a time zone is; timezone is the one there is."

        class timezone(tzinfo):
            "A zone of a fixed distance from UTC."
            def __init__(self, offset, name=None):
                if not isinstance(offset, timedelta):
                    raise TypeError('offset must be a timedelta')
                if not -86400000000 < offset._micro() < 86400000000:
                    raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                                     f'timedelta(hours=24), not {offset!r}')
                self._offset, self._name = offset, name
            def utcoffset(self, dt): return self._offset
            def dst(self, dt): return None
            def tzname(self, dt):
                if self._name is not None:
                    return self._name
                return 'UTC' + _offset_text(self._offset) if self._offset else 'UTC'
            def __eq__(self, other): return isinstance(other, timezone) and self._offset == other._offset
            def __hash__(self): return hash(self._offset)
            def __repr__(self):
                if not self._offset and self._name is None:
                    return 'datetime.timezone.utc'
                return f"datetime.timezone({self._offset!r}{'' if self._name is None else f', {self._name!r}'})"
            def __str__(self): return self.tzname(None)

        def _offset_text(offset, colon=':'):
            micro = offset._micro()
            minutes, seconds = divmod(abs(micro) // 1000000, 60)
            text = '%s%02d%s%02d' % ('-' if micro < 0 else '+', minutes // 60, colon, minutes % 60)
            return text + ('%s%02d' % (colon, seconds) if seconds else '')

        timezone.utc = timezone(timedelta(0))
        UTC = timezone.utc

        def _zone(tz):
            if tz is not None and not hasattr(tz, 'utcoffset'):
                raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")
            return tz

        _months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october',
                   'november', 'december']
        _weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

        def _parse(text, format):
            "Year, month, day, hour, minute, second, microsecond and zone of a text."
            digits_of = {'Y': 4, 'm': 2, 'd': 2, 'H': 2, 'I': 2, 'M': 2, 'S': 2, 'f': 6, 'y': 2, 'j': 3}
            for short, long in (('T', '%H:%M:%S'), ('D', '%m/%d/%y'), ('F', '%Y-%m-%d'), ('R', '%H:%M')):
                format = format.replace('%' + short, long)
            found = {'Y': 1900, 'm': 1, 'd': 1, 'H': 0, 'M': 0, 'S': 0, 'f': 0}
            zone, half = None, None
            i = k = 0
            wrong = ValueError(f"time data {text!r} does not match format {format!r}")
            while k < len(format):
                c = format[k]
                code = format[k + 1] if c == '%' and k + 1 < len(format) else None
                if code in digits_of:
                    k += 2
                    digits = ''
                    while i < len(text) and text[i].isdigit() and len(digits) < digits_of[code]:
                        digits += text[i]
                        i += 1
                    if not digits:
                        raise wrong
                    found[code] = int(digits.ljust(6, '0')) if code == 'f' else int(digits)
                    if code == 'y':
                        found['Y'] = found['y'] + (2000 if found['y'] < 69 else 1900)
                elif code in ('b', 'B', 'h', 'a', 'A'):
                    k += 2
                    names = _months if code in 'bBh' else _weekdays
                    names = names if code in 'BA' else [name[:3] for name in names]
                    place = [n for n, name in enumerate(names) if text[i:i + len(name)].lower() == name]
                    if not place:
                        raise wrong
                    i += len(names[place[0]])
                    if code in 'bBh':
                        found['m'] = place[0] + 1
                elif code == 'p':
                    k += 2
                    half = text[i:i + 2].lower()
                    if half not in ('am', 'pm'):
                        raise wrong
                    i += 2
                elif code == 'z':
                    k += 2
                    if text[i:i + 1] == 'Z':
                        zone = timezone.utc
                        i += 1
                    else:
                        part = text[i:i + 6] if text[i + 3:i + 4] == ':' else text[i:i + 5]
                        plain = part[1:].replace(':', '')
                        if part[:1] not in ('+', '-') or len(plain) != 4 or not plain.isdigit():
                            raise wrong
                        delta = timedelta(hours=int(plain[:2]), minutes=int(plain[2:]))
                        zone = timezone(-delta if part[0] == '-' else delta)
                        i += len(part)
                elif code == '%' or code is None:
                    k += 2 if code else 1
                    if c.isspace():
                        while i < len(text) and text[i].isspace():
                            i += 1
                    elif i >= len(text) or text[i] != c:
                        raise wrong
                    else:
                        i += 1
                else:
                    raise ValueError(f"'{code}' is a bad directive in format '{format}'")
            if i < len(text):
                raise ValueError(f"unconverted data remains: {text[i:]}")
            if 'I' in found:
                found['H'] = found['I'] % 12 + (12 if half == 'pm' else 0)
            if 'j' in found:
                found['Y'], found['m'], found['d'] = _from_ordinal(_ordinal(found['Y'], 1, 1) + found['j'] - 1)
            return found['Y'], found['m'], found['d'], found['H'], found['M'], found['S'], found['f'], zone

        class datetime(date):
            def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
                super().__init__(year, month, day)
                for name, value, most in (('hour', hour, 23), ('minute', minute, 59), ('second', second, 59)):
                    if not 0 <= value <= most:
                        raise ValueError(f"{name} must be in 0..{most}")
                self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
                self.tzinfo = _zone(tzinfo)

            @classmethod
            def now(cls, tz=None): return cls.fromtimestamp(_time.time(), tz)
            @classmethod
            def today(cls): return cls.now()
            @classmethod
            def utcnow(cls): return cls._from(_time.gmtime, _time.time(), None)
            @classmethod
            def fromtimestamp(cls, t, tz=None):
                if tz is None:
                    return cls._from(_time.localtime, t, None)
                return (cls._from(_time.gmtime, t, None) + _zone(tz).utcoffset(None)).replace(tzinfo=tz)
            @classmethod
            def _from(cls, split, t, tz):
                micro = round(t % 1 * 1000000)
                p = split(t if micro < 1000000 else t + 0.0000005)
                return cls(p[0], p[1], p[2], p[3], p[4], p[5], micro % 1000000, tz)
            @classmethod
            def combine(cls, d, t, tzinfo=True): return cls(d.year, d.month, d.day, t.hour, t.minute, t.second, t.microsecond, t.tzinfo if tzinfo is True else tzinfo)
            @classmethod
            def fromisoformat(cls, text):
                day, _, clock = text.replace('T', ' ').partition(' ')
                d = date.fromisoformat(day)
                if not clock:
                    return cls(d.year, d.month, d.day)
                zone = None
                if clock.endswith('Z'):
                    clock, zone = clock[:-1], timezone.utc
                for sign in '+-':
                    if sign in clock:
                        clock, _, offset = clock.partition(sign)
                        hours, minutes = (offset.split(':') + ['0'])[:2] if ':' in offset else (offset[:2], offset[2:] or '0')
                        delta = timedelta(hours=int(hours), minutes=int(minutes))
                        zone = timezone(-delta if sign == '-' else delta)
                clock, _, fraction = clock.partition('.')
                parts = [int(p) for p in clock.split(':')]
                parts += [0] * (3 - len(parts)) + [int(fraction.ljust(6, '0')[:6]) if fraction else 0]
                return cls(d.year, d.month, d.day, *parts, zone)

            @classmethod
            def strptime(cls, text, format):
                return cls(*_parse(text, format))

            def date(self): return date(self.year, self.month, self.day)
            def time(self): return time(self.hour, self.minute, self.second, self.microsecond)
            def timetz(self): return time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)
            def utcoffset(self): return None if self.tzinfo is None else self.tzinfo.utcoffset(self)
            def tzname(self): return None if self.tzinfo is None else self.tzinfo.tzname(self)
            def dst(self): return None if self.tzinfo is None else self.tzinfo.dst(self)
            def astimezone(self, tz=None):
                if tz is None:
                    here = _time.localtime(self.timestamp())
                    seconds = _ordinal(here[0], here[1], here[2]) * 86400 + here[3] * 3600 + here[4] * 60 + here[5]
                    utc = _time.gmtime(self.timestamp())
                    seconds -= _ordinal(utc[0], utc[1], utc[2]) * 86400 + utc[3] * 3600 + utc[4] * 60 + utc[5]
                    tz = timezone(timedelta(seconds=seconds))
                if self.tzinfo is None:
                    return type(self).fromtimestamp(self.timestamp(), tz)
                return (self - self.utcoffset() + tz.utcoffset(self)).replace(tzinfo=tz)
            def timestamp(self):
                if self.tzinfo is not None:
                    micro = self._micro() - self.utcoffset()._micro() - _ordinal(1970, 1, 1) * 86400000000
                    return micro / 1000000
                return _time.mktime(self._parts()) + self.microsecond / 1000000
            def utctimetuple(self):
                return (self if self.tzinfo is None else self - self.utcoffset())._parts()
            def strftime(self, format):
                offset = self.utcoffset()
                format = format.replace('%z', '' if offset is None else _offset_text(offset, ''))
                format = format.replace('%Z', self.tzname() or '')
                return date.strftime(self, format)
            def _parts(self):
                return (self.year, self.month, self.day, self.hour, self.minute, self.second, self.weekday(),
                        self.toordinal() - _ordinal(self.year, 1, 1) + 1, -1)
            def isoformat(self, sep='T', timespec='auto'):
                text = '%04d-%02d-%02d%s%02d:%02d:%02d' % (self.year, self.month, self.day, sep, self.hour, self.minute, self.second)
                kinds = {'hours': text[:-6], 'minutes': text[:-3], 'seconds': text,
                         'milliseconds': text + '.%03d' % (self.microsecond // 1000), 'microseconds': text + '.%06d' % self.microsecond}
                if timespec != 'auto':
                    if timespec not in kinds:
                        raise ValueError('Unknown timespec value')
                    text = kinds[timespec]
                elif self.microsecond:
                    text += '.%06d' % self.microsecond
                return text if self.tzinfo is None else text + _offset_text(self.utcoffset())
            def __str__(self): return self.isoformat(' ')
            def __repr__(self):
                parts = [self.year, self.month, self.day, self.hour, self.minute]
                if self.second or self.microsecond:
                    parts.append(self.second)
                if self.microsecond:
                    parts.append(self.microsecond)
                zone = '' if self.tzinfo is None else f', tzinfo={self.tzinfo!r}'
                return f"datetime.datetime({', '.join([str(p) for p in parts])}{zone})"
            def replace(self, **changes):
                names = ('year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo')
                return type(self)(*[changes.get(n, getattr(self, n)) for n in names])
            def _key(self):
                # Moments with a zone are compared in UTC.
                return (self._micro() - (0 if self.tzinfo is None else self.utcoffset()._micro()),)
            def _with_zone(self, other, op):
                if not isinstance(other, datetime):
                    _same_kind(self, other, op)
                if (self.tzinfo is None) != (other.tzinfo is None):
                    raise TypeError("can't compare offset-naive and offset-aware datetimes")
                return other._key()
            def __lt__(self, other): return self._key() < self._with_zone(other, '<')
            def __le__(self, other): return self._key() <= self._with_zone(other, '<=')
            def __gt__(self, other): return self._key() > self._with_zone(other, '>')
            def __ge__(self, other): return self._key() >= self._with_zone(other, '>=')
            def _micro(self):
                return ((self.toordinal() * 86400) + self.hour * 3600 + self.minute * 60 + self.second) * 1000000 + self.microsecond
            @classmethod
            def _from_micro(cls, micro):
                days, rest = divmod(micro, 86400000000)
                y, m, d = _from_ordinal(days)
                seconds, micro = divmod(rest, 1000000)
                return cls(y, m, d, seconds // 3600, seconds // 60 % 60, seconds % 60, micro)
            def __hash__(self): return hash(self._key())
            def __eq__(self, other):
                return (isinstance(other, datetime) and (self.tzinfo is None) == (other.tzinfo is None)
                        and self._key() == other._key())
            def __add__(self, delta):
                if not isinstance(delta, timedelta):
                    return NotImplemented
                return type(self)._from_micro(self._micro() + delta._micro()).replace(tzinfo=self.tzinfo)
            __radd__ = __add__
            def __sub__(self, other):
                if isinstance(other, timedelta):
                    return type(self)._from_micro(self._micro() - other._micro()).replace(tzinfo=self.tzinfo)
                if not isinstance(other, datetime):
                    return NotImplemented
                if (self.tzinfo is None) != (other.tzinfo is None):
                    raise TypeError("can't subtract offset-naive and offset-aware datetimes")
                return timedelta(microseconds=self._key()[0] - other._key()[0])

        timedelta.min, timedelta.max = timedelta(-999999999), timedelta(999999999, 86399, 999999)
        timedelta.resolution = timedelta(microseconds=1)
        date.min, date.max = date(1, 1, 1), date(9999, 12, 31)
        datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
        """#
}
