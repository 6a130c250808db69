// numpy, seldom used (`NumpyLater`). Ufuncs that are made of others, and what `reduce` and its kind do in general.

extension NumpyLater {
    static let ufuncs = """
        @_ufunc
        def cbrt(x):
            "The cube root."
            x = asarray(x).astype(float64)
            return sign(x) * abs(x) ** (1.0 / 3.0)

        @_ufunc
        def heaviside(x1, x2):
            "0 below 0, 1 above, and x2 at 0."
            x1 = asarray(x1)
            return where(x1 == 0, x2, (x1 > 0).astype(float64))

        @_ufunc
        def copysign(x1, x2):
            "The magnitude of x1 with the sign of x2."
            return where(signbit(x2), -abs(asarray(x1)), abs(asarray(x1))) * 1.0

        @_ufunc
        def fmax(x1, x2):
            "The larger element; the number where one is NaN."
            x1, x2 = asarray(x1), asarray(x2)
            return where(isnan(x1), x2, where(isnan(x2), x1, maximum(x1, x2)))

        @_ufunc
        def fmin(x1, x2):
            "The smaller element; the number where one is NaN."
            x1, x2 = asarray(x1), asarray(x2)
            return where(isnan(x1), x2, where(isnan(x2), x1, minimum(x1, x2)))

        @_ufunc
        def logaddexp(x1, x2):
            "log(exp(x1) + exp(x2)) without overflow."
            x1, x2 = asarray(x1), asarray(x2)
            return maximum(x1, x2) + log1p(exp(-abs(x1 - x2)))

        def divmod(x1, x2):
            "The quotient rounded down, and the remainder."
            x1 = asarray(x1)
            return x1 // x2, x1 % x2

        @_ufunc
        def logaddexp2(x1, x2):
            "log2(2 ** x1 + 2 ** x2) without overflow."
            x1, x2 = asarray(x1), asarray(x2)
            return maximum(x1, x2) + log2(1 + exp2(-abs(x1 - x2)))

        @_ufunc
        def float_power(x1, x2):
            "x1 ** x2 in float64."
            return asarray(x1).astype(float64) ** asarray(x2).astype(float64)

        @_ufunc
        def ldexp(x1, x2):
            "x1 * 2 ** x2."
            x1 = asarray(x1)
            x1 = x1 if x1.dtype in (float32, float64) else x1.astype(float64)
            half = asarray(x2) // 2
            return x1 * exp2(half.astype(x1.dtype)) * exp2((asarray(x2) - half).astype(x1.dtype))

        @_ufunc
        def bitwise_count(x):
            "How many bits of the magnitude are 1."
            x = abs(asarray(x)).astype(int64)
            total = zeros(x.shape, dtype=int64)
            for shift in arange(63).tolist():
                total = total + ((x >> shift) & 1)
            return total.astype(uint8)

        def frexp(x):
            "Mantissas from 0.5 up to 1, and powers of two."
            x = asarray(x)
            x = x if x.dtype in (float16, float32, float64) else x.astype(float64)
            known = isfinite(x) & (x != 0)
            power = where(known, floor(log2(where(known, abs(x), 1.0))) + 1, 0)
            part = where(known, x / exp2(power - 1) / 2, x)
            over = known & (abs(part) >= 1)
            under = known & (abs(part) < 0.5)
            part = where(over, part / 2, where(under, part * 2, part)).astype(x.dtype)
            return part[()], (power + over - under).astype(int32)[()]

        @_ufunc
        def nextafter(x1, x2):
            "The next number from x1 on the way to x2."
            x1, x2 = broadcast_arrays(x1, x2)
            kind = float32 if x1.dtype == x2.dtype == float32 else float64
            x1, x2 = x1.astype(kind), x2.astype(kind)
            whole = int32 if kind == float32 else int64
            bits = x1.copy().view(whole)
            away = (x2 > x1) == (x1 > 0)
            step = where(away, 1, -1).astype(whole)
            tiny = copysign(ones_like(bits).view(kind), x2)
            moved = where(x1 == 0, tiny, (bits + step).view(kind))
            return where(isnan(x1) | isnan(x2), x1 + x2, where(x1 == x2, x2, moved)).astype(kind)[()]

        @_ufunc
        def spacing(x):
            "How far the next number away from zero is."
            x = asarray(x)
            x = x if x.dtype == float32 else x.astype(float64)
            return nextafter(x, copysign(inf, x).astype(x.dtype)) - x

        def isreal(x):
            "True everywhere: there are no complex numbers."
            return ones_like(asarray(x), dtype=bool_)[()]

        def iscomplex(x):
            "False everywhere: there are no complex numbers."
            return zeros_like(asarray(x), dtype=bool_)[()]

        def block(arrays):
            "An array put together from nested lists of blocks."
            def depth(x):
                return 1 + depth(x[0]) if isinstance(x, list) else 0
            def joined(x, axis):
                if not isinstance(x, list):
                    return atleast_1d(x)
                parts = [joined(part, axis + 1) for part in x]
                most = 0
                for part in parts:
                    most = part.ndim if part.ndim > most else most
                most = most if most >= -axis else -axis
                parts = [part.reshape((1,) * (most - part.ndim) + part.shape) for part in parts]
                return concatenate(parts, axis=axis)
            return joined(arrays, -depth(arrays))

        def fix(x, out=None):
            "Rounded toward zero."
            return trunc(x) if out is None else trunc(x, out=out)

        def modf(x):
            "The fraction and the whole part, both with x's sign."
            whole = trunc(x)
            return asarray(x) - whole, whole

        @_ufunc
        def gcd(x1, x2):
            "The greatest common divisor."
            a, b = broadcast_arrays(abs(asarray(x1)), abs(asarray(x2)))
            if (a.dtype in (float16, float32, float64)) or (b.dtype in (float16, float32, float64)):
                raise TypeError("ufunc 'gcd' did not contain a loop with signature matching types of real numbers")
            a, b = a.copy(), b.copy()
            while any(b != 0):
                safe = where(b == 0, 1, b)
                a, b = where(b == 0, a, b), where(b == 0, 0, a % safe)
            return a[()]

        @_ufunc
        def lcm(x1, x2):
            "The least common multiple."
            common = gcd(x1, x2)
            return abs(asarray(x1) * asarray(x2)) // where(common == 0, 1, common)

        # How `reduce` and its kind work in general.

        def _ufunc_reduce(f, a, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True):
            a = asarray(a) if dtype is None else asarray(a).astype(dtype)
            if where is not True:
                raise NotImplementedError(f"{f.__name__}.reduce(where=…) is not available here")
            if a.ndim == 0:
                raise TypeError("cannot reduce on a scalar")
            axes = tuple(_numbers(a.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
            axes = [k % a.ndim for k in axes]
            lanes = moveaxis(a, axes, list(_numbers(len(axes)))).reshape((-1,) + tuple([n for k, n in enumerate(a.shape) if k not in axes]))
            start = f.identity if initial is None else initial
            if len(lanes) == 0:
                if start is None:
                    raise ValueError(f"zero-size array to reduction operation {f.__name__} which has no identity")
                result = full(lanes.shape[1:], start)
            else:
                result = lanes[0] if initial is None else f(initial, lanes[0])
                if f.__name__.startswith("logical"):
                    result = asarray(result) != 0
                for k in _numbers(len(lanes) - 1):
                    result = f(result, lanes[k + 1])
            result = asarray(result)
            if keepdims:
                result = result.reshape([1 if k in axes else n for k, n in enumerate(a.shape)])
            if out is None:
                return result[()]
            out[...] = result
            return out

        def _ufunc_accumulate(f, a, axis=0, dtype=None, out=None):
            a = asarray(a) if dtype is None else asarray(a).astype(dtype)
            if a.ndim == 0:
                raise TypeError("cannot accumulate on a scalar")
            if f.__name__ in ("add", "multiply"):
                return (cumsum if f.__name__ == "add" else cumprod)(a, axis=axis, out=out)
            lanes = moveaxis(a, axis, 0)
            steps = [lanes[0] != 0 if f.__name__.startswith("logical") else lanes[0]] if len(lanes) else []
            for k in _numbers(len(lanes) - 1):
                steps.append(f(steps[-1], lanes[k + 1]))
            result = moveaxis(stack(steps), 0, axis) if steps else a.copy()
            if out is None:
                return result
            out[...] = result
            return out

        def _ufunc_reduceat(f, a, indices, axis=0, dtype=None, out=None):
            a, at = moveaxis(asarray(a), axis, 0), asarray(indices).tolist()
            parts = []
            for k, i in enumerate(at):
                if i < 0 or i >= len(a):
                    raise IndexError(f"index {i} out-of-bounds in {f.__name__}.reduceat [0, {len(a)})")
                end = at[k + 1] if k + 1 < len(at) else len(a)
                parts.append(f.reduce(a[i:end], axis=0, dtype=dtype) if end > i else a[i])
            result = moveaxis(stack(parts), 0, axis)
            if out is None:
                return result
            out[...] = result
            return out

        def _ufunc_at(f, a, indices, b=None):
            if not isinstance(a, ndarray) or _is_text(a):
                raise TypeError("first operand must be array")
            if f.nin == 2 and b is None:
                raise ValueError("second operand needed for ufunc")
            places = arange(a.size).reshape(a.shape)[indices]
            flat = a.reshape(-1)
            if f.nin == 1:
                for i in places.reshape(-1).tolist():
                    flat[i] = f(flat[i])
            else:
                b = broadcast_to(asarray(b), places.shape)
                if not can_cast(result_type(a.dtype, b.dtype), a.dtype, "same_kind"):
                    raise TypeError(f"Cannot cast ufunc '{f.__name__}' output from {b.dtype!r} to {a.dtype!r} with casting rule 'same_kind'")
                if f.__name__ == "add":
                    _add_at(flat, places.reshape(-1), b.reshape(-1).astype(a.dtype))
                else:
                    for i, x in zip(places.reshape(-1).tolist(), b.reshape(-1)):
                        flat[i] = f(flat[i], x)
            if not shares_memory(flat, a):
                a[...] = flat.reshape(a.shape)
        """
}
