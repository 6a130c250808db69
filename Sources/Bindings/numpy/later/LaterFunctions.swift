// numpy, seldom used (`NumpyLater`). Functions of functions, and arrays from functions, iterables and texts.

extension NumpyLater {
    static let functions = """
        def select(condlist, choicelist, default=0):
            "Where the first condition holds the first choice, and so on."
            condlist, choicelist = list(condlist), list(choicelist)
            if len(condlist) != len(choicelist):
                raise ValueError("list of cases must be same length as list of conditions")
            if len(condlist) == 0:
                raise ValueError("select with an empty condition list is not possible")
            result = default
            for condition, choice in zip(reversed(condlist), reversed(choicelist)):
                condition = asarray(condition)
                if condition.dtype != bool_:
                    raise TypeError("invalid entry 0 in condlist: should be boolean ndarray")
                result = where(condition, choice, result)
            return result

        def piecewise(x, condlist, funclist, *args, **kw):
            "A function per condition."
            x = asarray(x)
            if not isinstance(condlist, ndarray) and len(condlist) and ndim(condlist[0]) == 0 and x.ndim != 0:
                condlist = [condlist]
            conditions = [asarray(c) != 0 for c in condlist]
            if len(funclist) == len(conditions) + 1:
                rest = zeros(x.shape, dtype=bool_)
                for c in conditions:
                    rest = rest | c
                conditions.append(~rest)
            elif len(funclist) != len(conditions):
                raise ValueError(f"with {len(conditions)} condition(s), either {len(conditions)} or {len(conditions) + 1} functions are expected")
            y = zeros_like(x)
            for c, f in zip(conditions, funclist):
                if any(c):
                    y[c] = f(x[c], *args, **kw) if callable(f) else f
            return y

        def apply_along_axis(func1d, axis, arr, *args, **kwargs):
            "A function of each lane along an axis."
            arr = asarray(arr)
            if axis < -arr.ndim or axis >= arr.ndim:
                raise exceptions.AxisError(f"axis {axis} is out of bounds for array of dimension {arr.ndim}")
            axis = axis % arr.ndim
            a = moveaxis(arr, axis, -1)
            if a.size == 0:
                raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
            lanes = a.reshape(-1, a.shape[-1])
            results = [asarray(func1d(lane, *args, **kwargs)) for lane in lanes]
            own = results[0].ndim
            joined = stack(results).reshape(tuple(a.shape[:-1]) + tuple(results[0].shape))
            # The result's own dimensions stand where the axis was.
            rest = a.ndim - 1
            return moveaxis(joined, [rest + k for k in _numbers(own)], [axis + k for k in _numbers(own)]) if own else joined

        class vectorize:
            "A function of numbers as a function of arrays."
            def __init__(self, pyfunc=None, otypes=None, doc=None, excluded=None, cache=False, signature=None):
                if signature is not None:
                    raise NotImplementedError("vectorize(signature=…) is not available here")
                self.pyfunc, self.otypes, self.excluded = pyfunc, otypes, set() if excluded is None else set(excluded)
                self.__doc__ = doc if doc is not None else getattr(pyfunc, "__doc__", None)

            def __call__(self, *args, **kwargs):
                if self.pyfunc is None:
                    self.pyfunc = args[0]
                    return self
                names = [k for k in kwargs if k not in self.excluded]
                places = [k for k in _numbers(len(args)) if k not in self.excluded]
                arrays = broadcast_arrays(*([args[k] for k in places] + [kwargs[k] for k in names]))
                if not arrays:
                    return self.pyfunc(*args, **kwargs)
                shape = arrays[0].shape
                columns = [a.reshape(-1) for a in arrays]
                if len(columns[0]) == 0 and self.otypes is None:
                    raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
                results = []
                for values in zip(*columns):
                    positional, named = list(args), dict(kwargs)
                    for k, x in zip(places, values):
                        positional[k] = x
                    for k, x in zip(names, values[len(places):]):
                        named[k] = x
                    results.append(self.pyfunc(*positional, **named))
                kinds = None if self.otypes is None else [dtype(c) for c in self.otypes]
                if results and isinstance(results[0], tuple):
                    parts = [asarray(list(part)).reshape(shape) for part in zip(*results)]
                    return tuple([p if kinds is None else p.astype(kinds[k]) for k, p in enumerate(parts)])
                # The first result decides the type, as in NumPy.
                result = array(results)
                if kinds is not None:
                    result = result.astype(kinds[0])
                elif len(results) and not isinstance(results[0], str):
                    result = result.astype(asarray(results[0]).dtype)
                return result.reshape(shape)[()] if not shape else result.reshape(shape)

        def apply_over_axes(func, a, axes):
            "A reduction along several axes, one after the other."
            a = asarray(a)
            for axis in [axes] if isinstance(axes, int) else axes:
                result = asarray(func(a, axis))
                a = result if result.ndim == a.ndim else expand_dims(result, axis)
            return a

        def fromfunction(function, shape, *, dtype=float64, like=None, **kwargs):
            "An array made by a function of the indices."
            return function(*[g.astype(dtype) for g in indices(shape)], **kwargs)

        def fromiter(iter, dtype, count=-1, *, like=None):
            "A vector of what an iterable gives."
            items = []
            for item in iter:
                if len(items) == count:
                    break
                items.append(item)
            if len(items) < count:
                raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(items)} items.")
            return array(items, dtype=dtype)

        def fromstring(string, dtype=float64, count=-1, *, sep="", like=None):
            "Numbers from a text."
            if not sep:
                raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
            words = string.replace(sep.strip() or " ", " ").split()
            if count >= 0:
                if len(words) < count:
                    raise ValueError("string is smaller than requested size")
                words = words[:count]
            return array([float(x) for x in words]).astype(dtype)

        def fromfile(file, dtype=float64, count=-1, sep="", offset=0, *, like=None):
            "The bytes of a file as numbers."
            if sep:
                with open(file) as f:
                    return fromstring(f.read(), dtype, count, sep=sep)
            with open(file, "rb") as f:
                return frombuffer(f.read(), dtype, count, offset)

        class ndindex:
            "Every index of a shape, in order."
            def __init__(self, *shape):
                self.shape = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
                self._at = 0
                self._count = 1
                for n in self.shape:
                    if n < 0:
                        raise ValueError("negative dimensions are not allowed")
                    self._count *= n

            def __iter__(self):
                return self

            def __next__(self):
                if self._at >= self._count:
                    raise StopIteration
                flat, index = self._at, []
                for n in reversed(self.shape):
                    index.insert(0, flat % n)
                    flat //= n
                self._at += 1
                return tuple(index)

        def ndenumerate(arr):
            "Every index and its element."
            a = asarray(arr)
            for index in ndindex(*a.shape):
                yield index, a[index]

        def array_equiv(a1, a2):
            "Whether two arrays are equal after broadcasting."
            try:
                a, b = broadcast_arrays(a1, a2)
            except ValueError:
                return False
            return bool(all(a == b))

        def _pad_with(a, pad_width, function, kwargs):
            "pad with a function of each lane."
            if not callable(function):
                raise TypeError(f"mode must be a text or a function, not {function!r}")
            widths = broadcast_to(asarray(pad_width), (a.ndim, 2)).tolist()
            padded = pad(a, widths)
            for axis, (before, after) in enumerate(widths):
                lanes = moveaxis(padded, axis, -1)
                for index in ndindex(*lanes.shape[:-1]):
                    lane = lanes[index].copy()
                    function(lane, (before, after), axis, kwargs)
                    lanes[index] = lane
            return padded
        """
}
