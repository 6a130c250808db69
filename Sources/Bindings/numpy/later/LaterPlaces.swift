// numpy, seldom used (`NumpyLater`). Places of elements: triangles, diagonals, put and take.

extension NumpyLater {
    static let places = """
        def tri(N, M=None, k=0, dtype=float64):
            "Ones at and below a diagonal."
            return (arange(N)[:, None] >= arange(N if M is None else M)[None, :] - k).astype(dtype)

        def tril_indices(n, k=0, m=None):
            "The places of the lower triangle."
            return nonzero(tri(n, m, k, dtype=bool_))

        def triu_indices(n, k=0, m=None):
            "The places of the upper triangle."
            return nonzero(~tri(n, m, k - 1, dtype=bool_))

        def tril_indices_from(arr, k=0):
            "The places of the array's lower triangle."
            return tril_indices(arr.shape[-2], k, arr.shape[-1])

        def triu_indices_from(arr, k=0):
            "The places of the array's upper triangle."
            return triu_indices(arr.shape[-2], k, arr.shape[-1])

        def diag_indices(n, ndim=2):
            "The places of the diagonal."
            return (arange(n),) * ndim

        def diag_indices_from(arr):
            "The places of the array's diagonal."
            return diag_indices(arr.shape[0], arr.ndim)

        def diagflat(v, k=0):
            "All elements along a diagonal."
            return diag(asarray(v).reshape(-1), k)

        def fill_diagonal(a, val, wrap=False):
            "Sets the diagonal."
            if a.ndim < 2:
                raise ValueError("array must be at least 2-d")
            if a.ndim > 2 and len(set(a.shape)) != 1:
                raise ValueError("All dimensions of input must be of equal length")
            rows, columns = a.shape[0], a.shape[-1]
            if wrap and a.ndim == 2 and rows > columns:
                at = arange(0, a.size, columns + 1)
                a[at // columns, at % columns] = _repeated(val, len(at))
                return
            n = rows if rows < columns else columns
            a[(arange(n),) * a.ndim] = _repeated(val, n)

        def _repeated(values, count):
            "As many values as are needed, from the first on again when they end."
            values = asarray(values).reshape(-1)
            return values[arange(count) % len(values)]

        def take_along_axis(arr, indices, axis=-1):
            "Elements by index along an axis."
            a, i = asarray(arr), asarray(indices)
            if axis is None:
                a, i, axis = a.reshape(-1), i.reshape(-1), 0
            axis = axis % a.ndim
            where_ = [arange(n).reshape([-1 if k == d else 1 for k in _numbers(a.ndim)]) for d, n in enumerate(i.shape)]
            where_ = [i if d == axis else (w if a.shape[d] != 1 else w * 0) for d, w in enumerate(where_)]
            return a[tuple(where_)]

        def put_along_axis(arr, indices, values, axis):
            "Sets elements by index along an axis."
            i = asarray(indices)
            axis = axis % arr.ndim
            where_ = [arange(n).reshape([-1 if k == d else 1 for k in _numbers(arr.ndim)]) for d, n in enumerate(i.shape)]
            arr[tuple([i if d == axis else w for d, w in enumerate(where_)])] = values

        def put(a, ind, v, mode="raise"):
            "Sets elements of the flattened array."
            at = asarray(ind).reshape(-1)
            n = a.size
            if mode == "wrap":
                at = at % n
            elif mode == "clip":
                at = clip(at, 0, n - 1)
            elif mode != "raise":
                raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got '{mode}')")
            for i in at.tolist():
                if i < -n or i >= n:
                    raise IndexError(f"index {i} is out of bounds for axis 0 with size {n}")
            flat = a.reshape(-1)
            if len(at):
                flat[at] = _repeated(v, len(at))
            if not shares_memory(flat, a):
                a[...] = flat.reshape(a.shape)

        def putmask(a, mask, values):
            "Sets elements where a mask holds; the values repeat."
            if asarray(mask).shape != a.shape:
                raise ValueError("putmask: mask and data must be the same size")
            values = asarray(values).reshape(-1)
            at = nonzero(asarray(mask).reshape(-1))[0]
            if len(at):
                put(a, at, values[at % len(values)])

        def place(arr, mask, vals):
            "Sets elements where a mask holds, in order; the values repeat."
            at = nonzero(asarray(mask).reshape(-1))[0]
            if len(at) and len(asarray(vals).reshape(-1)) == 0:
                raise ValueError("Cannot insert from an empty array!")
            if len(at):
                put(arr, at, vals)

        def copyto(dst, src, casting="same_kind", where=True):
            "Copies values into an array."
            source = asarray(src)
            weak = isinstance(src, (bool, int, float))
            if not weak and not can_cast(source.dtype, dst.dtype, casting) or isinstance(src, float) and dst.dtype not in (float16, float32, float64) and casting != "unsafe":
                raise TypeError(f"Cannot cast array data from {source.dtype!r} to {dst.dtype!r} according to the rule '{casting}'")
            if where is True:
                dst[...] = src
            else:
                mask = broadcast_to(asarray(where), dst.shape)
                dst[mask] = broadcast_to(source, dst.shape)[mask]

        def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
            "Places in the flattened array."
            dims = (dims,) if isinstance(dims, int) else tuple(dims)
            places = [asarray(i) for i in multi_index]
            if len(places) != len(dims):
                raise ValueError(f"parameter multi_index must be a sequence of length {len(dims)}")
            modes = [mode] * len(dims) if isinstance(mode, str) else list(mode)
            checked = []
            for i, n, rule in zip(places, dims, modes):
                if rule == "wrap":
                    i = i % n
                elif rule == "clip":
                    i = clip(i, 0, n - 1)
                elif rule != "raise":
                    raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got '{rule}')")
                elif any((i < 0) | (i >= n)):
                    raise ValueError("invalid entry in coordinates array")
                checked.append((i, n))
            if order not in ("C", "F"):
                raise ValueError("only 'C' or 'F' order is permitted")
            result = 0
            for i, n in checked if order == "C" else reversed(checked):
                result = result * n + i
            return result
        """
}
