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

        def trace(a, offset=0, axis1=0, axis2=1, dtype=None):
            "The sum along the diagonal."
            return diagonal(a, offset, axis1, axis2).sum(axis=-1)

        def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
            "The mean, or the weighted mean."
            a = asarray(a)
            if weights is None:
                return mean(a, axis=axis, keepdims=keepdims)
            w = asarray(weights)
            if w.shape != a.shape:
                shape = [1] * a.ndim
                shape[axis] = -1
                w = w.reshape(shape)
            total = sum(w * ones_like(a), axis=axis, keepdims=keepdims)
            value = sum(a * w, axis=axis, keepdims=keepdims) / total
            return (value, total) if returned else value

        def diff(a, n=1, axis=-1):
            "Differences of neighbours along an axis, n times."
            a = moveaxis(asarray(a), axis, -1)
            for _ in range(n):
                a = a[..., 1:] != a[..., :-1] if a.dtype == bool_ else a[..., 1:] - a[..., :-1]
            return moveaxis(a, -1, axis)

        def cov(m, y=None, rowvar=True, bias=False, ddof=None):
            "The covariance of variables; each row is one."
            m = asarray(m)
            x = m.astype(float64) if m.ndim > 1 else m.reshape(1, -1).astype(float64)
            if not rowvar and x.shape[0] != 1:
                x = x.T
            if y is not None:
                y = asarray(y)
                x = concatenate([x, y.reshape(1, -1) if y.ndim == 1 else (y if rowvar else y.T)]).astype(float64)
            ddof = (0 if bias else 1) if ddof is None else ddof
            x = x - x.mean(axis=1, keepdims=True)
            return (x @ x.T / (x.shape[1] - ddof)).squeeze()

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

        def indices(dimensions, dtype=int64, sparse=False):
            "Each element's own indices, one array per axis."
            grids = [arange(n).reshape([-1 if k == i else 1 for k in range(len(dimensions))])
                     for i, n in enumerate(dimensions)]
            if sparse:
                return tuple(grids)
            return stack([broadcast_to(g, tuple(dimensions)) for g in grids]).astype(dtype)

        def logspace(start, stop, num=50, endpoint=True, base=10.0):
            "Evenly spaced exponents."
            return base ** linspace(start, stop, num, endpoint=endpoint)

        def geomspace(start, stop, num=50, endpoint=True):
            "Evenly spaced on a logarithmic scale."
            return exp(linspace(log(start), log(stop), num, endpoint=endpoint))

        def insert(arr, obj, values, axis=None):
            "The array with values put in before an index."
            a = asarray(arr)
            if axis is None:
                a, axis = a.reshape(-1), 0
            a = moveaxis(a, axis, 0)
            at = obj + len(a) if obj < 0 else obj
            v = asarray(values).astype(a.dtype)
            v = v.reshape(1, -1)[0] if a.ndim == 1 else broadcast_to(v, a.shape[1:]).reshape((1,) + tuple(a.shape[1:]))
            return moveaxis(concatenate([a[:at], v, a[at:]]), 0, axis)

        def resize(a, new_shape):
            "The elements, repeated as often as the shape needs."
            a = asarray(a).reshape(-1)
            new_shape = (new_shape,) if isinstance(new_shape, int) else tuple(new_shape)
            count = 1
            for n in new_shape:
                count *= n
            return a[arange(count) % (len(a) or 1)].reshape(new_shape)

        def hsplit(ary, indices_or_sections):
            "split along the second axis (the only one of a vector)."
            return split(ary, indices_or_sections, axis=0 if asarray(ary).ndim == 1 else 1)

        def vsplit(ary, indices_or_sections):
            "split along the first axis."
            return split(ary, indices_or_sections, axis=0)

        def trapezoid(y, x=None, dx=1.0, axis=-1):
            "The area under a line through the points."
            y = moveaxis(asarray(y), axis, -1)
            step = dx if x is None else diff(asarray(x))
            return ((y[..., 1:] + y[..., :-1]) * step / 2.0).sum(axis=-1)

        def asfortranarray(a, dtype=None):
            "The array; memory order is not visible here."
            return asarray(a) if dtype is None else asarray(a, dtype=dtype)

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
