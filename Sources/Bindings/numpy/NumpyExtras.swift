// Functions of numpy that are made of others, in the dialect itself. They run in numpy's own module and use its names: `sum` and `min`
// are numpy's there.
import Script

enum NumpyExtras {
    static func declare(in module: ModuleObject) throws { try ScriptedModule.build(module, text) }

    private static let text = """
        class NpzFile(dict):
            "The arrays of a .npz file by name."
            @property
            def files(self):
                return list(self.keys())

            def __missing__(self, key):
                raise KeyError(f"{key} is not a file in the archive")

            def close(self):
                return None

            def __enter__(self):
                return self

            def __exit__(self, *error):
                return None

        def diagonal(a, offset=0, axis1=0, axis2=1):
            "The diagonal of two axes, as the last axis."
            a = moveaxis(asarray(a), (axis1, axis2), (-2, -1))
            down, right = (-offset, 0) if offset < 0 else (0, offset)
            rows, columns = a.shape[-2] - down, a.shape[-1] - right
            count = rows if rows < columns else columns
            at = arange(count if count > 0 else 0)
            return a[..., at + down, at + right]

        def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
            "The sum along the diagonal."
            return diagonal(a, offset, axis1, axis2).sum(axis=-1, dtype=dtype, out=out)

        def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
            "The mean, or the weighted mean."
            a = asarray(a)
            if weights is None:
                value = mean(a, axis=axis, keepdims=keepdims)
                return (value, ones_like(value) * (a.size / asarray(value).size)) if returned else value
            w = asarray(weights)
            if w.shape != a.shape:
                if axis is None:
                    raise TypeError("Axis must be specified when shapes of a and weights differ.")
                axes = axis if isinstance(axis, tuple) else (axis,)
                axes = [k % a.ndim for k in axes]
                if w.shape != tuple([a.shape[k] for k in axes]):
                    raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
                order = sorted(_numbers(len(axes)), key=lambda i: axes[i])
                w = w.transpose(order)
                w = w.reshape([a.shape[k] if k in axes else 1 for k in _numbers(a.ndim)])
            kind = result_type(a.dtype, w.dtype) if a.dtype in (float16, float32, float64) else result_type(a.dtype, w.dtype, float64)
            total = sum(w * ones_like(a), axis=axis, keepdims=keepdims, dtype=kind)
            if any(total == 0):
                raise ZeroDivisionError("Weights sum to zero, can't be normalized")
            value = sum(a * w, axis=axis, keepdims=keepdims, dtype=kind) / total
            return (value, total) if returned else value

        def _numbers(count):
            "0, 1, … count - 1 as Python's own numbers."
            i = 0
            while i < count:
                yield i
                i += 1

        def diff(a, n=1, axis=-1, prepend=None, append=None):
            "Differences of neighbours along an axis, n times."
            a = asarray(a)
            if n < 0:
                raise ValueError(f"order must be non-negative but got {n}")
            if a.ndim == 0:
                raise ValueError("diff requires input that is at least one dimensional")
            if n == 0:
                return a
            def side(values):
                values = asarray(values)
                if values.ndim == 0:
                    values = broadcast_to(values, [1 if k == axis % a.ndim else size for k, size in enumerate(a.shape)])
                return values
            parts = ([] if prepend is None else [side(prepend)]) + [a] + ([] if append is None else [side(append)])
            a = moveaxis(a if len(parts) == 1 else concatenate(parts, axis=axis), axis, -1)
            for _ in _numbers(n if n < a.shape[-1] else a.shape[-1]):
                a = a[..., 1:] != a[..., :-1] if a.dtype == bool_ else a[..., 1:] - a[..., :-1]
            return moveaxis(a, -1, axis)

        def ix_(*sequences):
            "Index arrays that pick every combination."
            count = len(sequences)
            picked = []
            for i, s in enumerate(sequences):
                s = asarray(s)
                if s.dtype == bool_:
                    s = nonzero(s)[0]
                picked.append(s.reshape([-1 if k == i else 1 for k in range(count)]))
            return tuple(picked)

        def dsplit(ary, indices_or_sections):
            "split along the third axis."
            if asarray(ary).ndim < 3:
                raise ValueError("dsplit only works on arrays of 3 or more dimensions")
            return split(ary, indices_or_sections, axis=2)

        def indices(dimensions, dtype=int64, sparse=False):
            "Each element's own indices, one array per axis."
            grids = [arange(n).reshape([-1 if k == i else 1 for k in range(len(dimensions))])
                     for i, n in enumerate(dimensions)]
            if sparse:
                return tuple([g.astype(dtype) for g in grids])
            if not grids:
                return zeros((0,), dtype=dtype)
            return stack([broadcast_to(g, tuple(dimensions)) for g in grids]).astype(dtype)

        def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
            "Evenly spaced exponents."
            y = asarray(base) ** linspace(start, stop, num, endpoint=endpoint, axis=axis)
            return y if dtype is None else y.astype(dtype)

        def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
            "Evenly spaced on a logarithmic scale."
            start, stop = asarray(start).astype(float64), asarray(stop).astype(float64)
            if any(start == 0) or any(stop == 0):
                raise ValueError("Geometric sequence cannot include zero")
            down = where((start < 0) & (stop < 0), -1.0, 1.0)
            y = logspace(log10(start * down), log10(stop * down), num, endpoint=endpoint, axis=axis) * down
            if num > 0:
                y = moveaxis(y, axis, 0)
                y[0] = start
                if num > 1 and endpoint:
                    y[-1] = stop
                y = moveaxis(y, 0, axis)
            return y if dtype is None else y.astype(dtype)

        def insert(arr, obj, values, axis=None):
            "The array with values put in before indices."
            a = asarray(arr)
            if axis is None:
                a, axis = a.reshape(-1), 0
            a = moveaxis(a, axis, 0)
            n = len(a)
            if isinstance(obj, slice):
                obj = arange(*obj.indices(n))
            at = asarray(obj)
            if at.dtype == bool_:
                at = nonzero(at)[0]
            one = at.ndim == 0 or at.size == 1
            v = asarray(values).astype(a.dtype)
            for i in at.reshape(-1).tolist():
                if i < -n or i > n:
                    raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
            at = where(at < 0, at + n, at).reshape(-1).astype(int64)
            if one:
                i = int(at[0])
                v = array(v, ndmin=a.ndim)
                if asarray(obj).ndim == 0:
                    v = moveaxis(v, 0, axis)
                v = moveaxis(v, axis, 0)
                v = broadcast_to(v, (len(v),) + a.shape[1:])
                return moveaxis(concatenate([a[:i], v, a[i:]]), 0, axis)
            order = argsort(at, kind="stable")
            places = zeros(len(at), dtype=int64)
            places[order] = at[order] + arange(len(at))
            result = zeros((n + len(at),) + a.shape[1:], dtype=a.dtype)
            old = ones(n + len(at), dtype=bool_)
            old[places] = False
            result[places] = moveaxis(v, axis, 0) if v.ndim == a.ndim else v
            result[old] = a
            return moveaxis(result, 0, axis)

        def resize(a, new_shape):
            "The elements, repeated as often as the shape needs."
            a = asarray(a).reshape(-1)
            new_shape = (new_shape,) if isinstance(new_shape, int) else tuple(new_shape)
            count = 1
            for n in new_shape:
                if n < 0:
                    raise ValueError("all elements of `new_shape` must be non-negative")
                count *= n
            if len(a) == 0:
                return zeros(new_shape, dtype=a.dtype)
            return a[arange(count) % len(a)].reshape(new_shape)

        def hsplit(ary, indices_or_sections):
            "split along the second axis (the only one of a vector)."
            return split(ary, indices_or_sections, axis=0 if asarray(ary).ndim == 1 else 1)

        def vsplit(ary, indices_or_sections):
            "split along the first axis."
            return split(ary, indices_or_sections, axis=0)

        def trapezoid(y, x=None, dx=1.0, axis=-1):
            "The area under a line through the points."
            y = moveaxis(asarray(y), axis, -1)
            if x is None:
                step = dx
            else:
                x = asarray(x)
                step = diff(x) if x.ndim == 1 else diff(moveaxis(x, axis, -1))
            return ((y[..., 1:] + y[..., :-1]) * step / 2.0).sum(axis=-1)

        def iscomplexobj(x):
            "False: there are no complex numbers."
            return False

        def isrealobj(x):
            "True: there are no complex numbers."
            return True

        def real(val):
            "The array itself."
            return asarray(val)

        class _Slices:
            def __getitem__(self, key):
                return key

        s_ = index_exp = _Slices()
        """
}
