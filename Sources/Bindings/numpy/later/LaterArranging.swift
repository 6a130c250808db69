// numpy, seldom used (`NumpyLater`). Joining, cutting and multiplying arrays.

extension NumpyLater {
    static let arranging = """
        class _Along:
            "np.r_ and np.c_: arrays joined by writing them in brackets."
            def __init__(self, columns):
                self.columns = columns

            def __getitem__(self, key):
                parts = []
                for part in key if isinstance(key, tuple) else (key,):
                    if isinstance(part, slice):
                        step = 1 if part.step is None else part.step
                        part = arange(0 if part.start is None else part.start, part.stop, step)
                    part = asarray(part)
                    if self.columns:
                        part = part.reshape(-1, 1) if part.ndim < 2 else part
                    elif part.ndim == 0:
                        part = part.reshape(1)
                    parts.append(part)
                return concatenate(parts, axis=1 if self.columns else 0)

        r_ = _Along(False)

        c_ = _Along(True)

        def column_stack(tup):
            "Vectors as the columns of a matrix."
            return concatenate([asarray(a).reshape(-1, 1) if ndim(a) < 2 else asarray(a) for a in tup], axis=1)

        def row_stack(tup):
            "vstack."
            return vstack(tup)

        def atleast_3d(*arys):
            "At least three dimensions."
            results = []
            for a in arys:
                a = asarray(a)
                if a.ndim == 0:
                    a = a.reshape(1, 1, 1)
                elif a.ndim == 1:
                    a = a[None, :, None]
                elif a.ndim == 2:
                    a = a[:, :, None]
                results.append(a)
            return results[0] if len(results) == 1 else tuple(results)

        def broadcast_shapes(*shapes):
            "The common shape."
            result = []
            for shape in shapes:
                shape = (shape,) if isinstance(shape, int) else tuple(shape)
                while len(result) < len(shape):
                    result.insert(0, 1)
                for k, n in enumerate(reversed(shape)):
                    at = len(result) - 1 - k
                    if result[at] != n and n != 1:
                        if result[at] != 1:
                            raise ValueError("shape mismatch: objects cannot be broadcast to a single shape")
                        result[at] = n
            return tuple(result)

        def broadcast_arrays(*args):
            "All arrays in their common shape."
            arrays = [asarray(a) for a in args]
            common = broadcast_shapes(*[a.shape for a in arrays])
            return tuple([broadcast_to(a, common) for a in arrays])

        def delete(arr, obj, axis=None):
            "The array without some indices."
            a = asarray(arr)
            if axis is None:
                a, axis = a.reshape(-1), 0
            n = a.shape[axis]
            keep = ones(n, dtype=bool_)
            if isinstance(obj, slice):
                keep[obj] = False
            else:
                at = asarray(obj)
                if at.dtype == bool_:
                    if at.shape != (n,):
                        raise ValueError(f"boolean array argument `obj` to delete must be one-dimensional and match the axis length of {n}")
                    keep = ~at
                else:
                    for i in at.reshape(-1).tolist():
                        if i < -n or i >= n:
                            raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
                        keep[i] = False
            return take(a, nonzero(keep)[0], axis=axis)

        def compress(condition, a, axis=None, out=None):
            "The slices where a condition holds."
            a, condition = asarray(a), asarray(condition)
            if condition.ndim != 1:
                raise ValueError("condition must be a 1-d array")
            if axis is None:
                a, axis = a.reshape(-1), 0
            return take(a, nonzero(condition)[0], axis=axis, out=out)

        def extract(condition, arr):
            "The elements where a condition holds."
            return asarray(arr).reshape(-1)[asarray(condition).reshape(-1) != 0]

        def choose(a, choices, out=None, mode="raise"):
            "Each element from the array of choices that its number says."
            a = asarray(a)
            choices = broadcast_arrays(a, *choices)
            a, choices = choices[0], stack(choices[1:])
            n = len(choices)
            if mode == "clip":
                a = clip(a, 0, n - 1)
            elif mode == "wrap":
                a = a % n
            elif mode != "raise":
                raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got '{mode}')")
            elif any((a < 0) | (a >= n)):
                raise ValueError("invalid entry in choice array")
            result = take_along_axis(choices, a[None], 0)[0]
            if out is None:
                return result
            out[...] = result
            return out

        def trim_zeros(filt, trim="fb", axis=None):
            "A vector without its leading and trailing zeros."
            if axis is not None and axis not in (0, -1) or ndim(filt) != 1:
                raise NotImplementedError("trim_zeros() of more than one dimension is not available here")
            a = asarray(filt)
            at = nonzero(a)[0]
            if len(at) == 0:
                return filt[:0]
            return filt[(int(at[0]) if "f" in trim.lower() else 0):(int(at[-1]) + 1 if "b" in trim.lower() else len(a))]

        def _check_kth(a, kth, axis):
            n = a.size if axis is None else a.shape[axis]
            for k in asarray(kth).reshape(-1).tolist():
                if k < -n or k >= n:
                    raise ValueError(f"kth(={k}) out of bounds ({n})")

        def partition(a, kth, axis=-1, kind="introselect", order=None):
            "The array sorted, which puts the kth element in its place too."
            a = asarray(a)
            _check_kth(a, kth, axis)
            return sort(a, axis=axis)

        def argpartition(a, kth, axis=-1, kind="introselect", order=None):
            "The order that sorts, which puts the kth element in its place too."
            a = asarray(a)
            _check_kth(a, kth, axis)
            return argsort(a, axis=axis)

        def lexsort(keys, axis=-1):
            "The order that sorts by the last key, then the one before it."
            keys = [asarray(k) for k in keys]
            if not keys:
                raise TypeError("need sequence of keys with len > 0 in lexsort")
            if [key for key in keys if key.shape != keys[0].shape]:
                raise ValueError("all keys need to be the same shape")
            if keys[0].ndim == 0:
                return array(0)
            order = argsort(keys[0], axis=axis, kind="stable")
            for key in keys[1:]:
                step = argsort(take_along_axis(key, order, axis), axis=axis, kind="stable")
                order = take_along_axis(order, step, axis)
            return order

        def ediff1d(ary, to_end=None, to_begin=None):
            "Differences of neighbours of the flattened array."
            parts = [diff(asarray(ary).reshape(-1))]
            if to_begin is not None:
                parts.insert(0, asarray(to_begin).reshape(-1))
            if to_end is not None:
                parts.append(asarray(to_end).reshape(-1))
            return concatenate(parts) if len(parts) > 1 else parts[0]

        def kron(a, b):
            "The Kronecker product."
            a, b = asarray(a), asarray(b)
            n = a.ndim if a.ndim > b.ndim else b.ndim
            sa, sb = (1,) * (n - a.ndim) + a.shape, (1,) * (n - b.ndim) + b.shape
            left = a.reshape([s for pair in zip(sa, (1,) * n) for s in pair])
            right = b.reshape([s for pair in zip((1,) * n, sb) for s in pair])
            return (left * right).reshape([x * y for x, y in zip(sa, sb)])

        def tensordot(a, b, axes=2):
            "Products summed over axes of both."
            a, b = asarray(a), asarray(b)
            if isinstance(axes, int):
                if axes > a.ndim or axes > b.ndim:
                    raise ValueError("shape-mismatch for sum")
                first, second = list(_numbers(a.ndim))[a.ndim - axes:], list(_numbers(axes))
            else:
                first, second = [[x] if isinstance(x, int) else list(x) for x in axes]
            first, second = [x % a.ndim for x in first], [x % b.ndim for x in second]
            rest_a = [i for i in _numbers(a.ndim) if i not in first]
            rest_b = [i for i in _numbers(b.ndim) if i not in second]
            if [a.shape[i] for i in first] != [b.shape[i] for i in second]:
                raise ValueError("shape-mismatch for sum")
            common = 1
            for i in first:
                common *= a.shape[i]
            left = a.transpose(rest_a + first).reshape(-1, common)
            right = b.transpose(second + rest_b).reshape(common, -1)
            return (left @ right).reshape([a.shape[i] for i in rest_a] + [b.shape[i] for i in rest_b])

        def vdot(a, b):
            "The product of two flattened arrays."
            return dot(asarray(a).reshape(-1), asarray(b).reshape(-1))

        def vecdot(x1, x2, axis=-1):
            "The sum of products along an axis."
            return (asarray(x1) * asarray(x2)).sum(axis=axis)

        def matvec(x1, x2):
            "Matrices times vectors."
            return (asarray(x1) @ asarray(x2)[..., None])[..., 0]

        def matrix_transpose(x, /):
            "The last two axes exchanged."
            return asarray(x).mT

        def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
            "The vector product along an axis."
            if axis is not None:
                axisa = axisb = axisc = axis
            a, b = moveaxis(asarray(a), axisa, -1), moveaxis(asarray(b), axisb, -1)
            if a.shape[-1] == 2 and b.shape[-1] == 2:
                return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
            if a.shape[-1] == 2:
                a = concatenate([a, zeros_like(a[..., :1])], axis=-1)
            if b.shape[-1] == 2:
                b = concatenate([b, zeros_like(b[..., :1])], axis=-1)
            if a.shape[-1] != 3 or b.shape[-1] != 3:
                raise ValueError(f"Both input arrays must be (arrays of) 3-dimensional vectors, but they are {a.shape[-1]} and {b.shape[-1]} dimensional instead.")
            x, y, z = a[..., 0], a[..., 1], a[..., 2]
            u, v, w = b[..., 0], b[..., 1], b[..., 2]
            return moveaxis(stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=-1), -1, axisc)
        """
}
