// numpy, seldom used (`NumpyLater`). Differences, convolutions, windows.

extension NumpyLater {
    static let signals = """
        def gradient(f, *varargs, axis=None, edge_order=1):
            "Central differences, one-sided at the ends; one array per axis."
            f = asarray(f)
            f = f if f.dtype in (float32, float64) else f.astype(float64)
            if axis is None:
                axes = list(_numbers(f.ndim))
            else:
                axes = [axis] if isinstance(axis, int) else list(axis)
            steps = [1.0] * len(axes) if not varargs else list(varargs) * len(axes) if len(varargs) == 1 else list(varargs)
            results = []
            for one, h in zip(axes, steps):
                a = moveaxis(f, one, -1)
                if a.shape[-1] < edge_order + 1:
                    raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.")
                g = empty_like(a)
                if ndim(h) == 0:
                    g[..., 1:-1] = (a[..., 2:] - a[..., :-2]) / (2.0 * h)
                    first, last = h, h
                else:
                    d = diff(asarray(h))
                    first, last = d[0], d[-1]
                    left, right = d[:-1], d[1:]
                    g[..., 1:-1] = (a[..., 2:] * left * left + (right * right - left * left) * a[..., 1:-1] - right * right * a[..., :-2]) / (left * right * (left + right))
                if edge_order == 1:
                    g[..., 0] = (a[..., 1] - a[..., 0]) / first
                    g[..., -1] = (a[..., -1] - a[..., -2]) / last
                else:
                    g[..., 0] = (-1.5 * a[..., 0] + 2.0 * a[..., 1] - 0.5 * a[..., 2]) / first
                    g[..., -1] = (1.5 * a[..., -1] - 2.0 * a[..., -2] + 0.5 * a[..., -3]) / last
                results.append(moveaxis(g, -1, one))
            return results[0] if len(results) == 1 else tuple(results)

        def convolve(a, v, mode="full"):
            "The discrete convolution of two vectors."
            a, v = atleast_1d(a), atleast_1d(v)
            if a.ndim > 1 or v.ndim > 1:
                raise ValueError("object too deep for desired array")
            if len(a) == 0 or len(v) == 0:
                raise ValueError("a cannot be empty" if len(a) == 0 else "v cannot be empty")
            if len(v) > len(a):
                a, v = v, a
            full = zeros(len(a) + len(v) - 1, dtype=(a[:1] * v[:1]).dtype)
            for i in _numbers(len(v)):
                full[i:i + len(a)] += v[i] * a
            if mode not in ("full", "same", "valid"):
                raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got '{mode}')")
            if mode == "full":
                return full
            if mode == "same":
                start = (len(v) - 1) // 2
                return full[start:start + len(a)]
            return full[len(v) - 1:len(a)]

        def correlate(a, v, mode="valid"):
            "The cross-correlation of two vectors."
            return convolve(a, asarray(v)[::-1], mode)

        def unwrap(p, discont=None, axis=-1, period=6.283185307179586):
            "Angles without jumps of more than half a turn."
            p = moveaxis(asarray(p).astype(float64), axis, -1)
            d = diff(p)
            m = mod(d + period / 2, period) - period / 2
            m = where((m == -period / 2) & (d > 0), period / 2, m)
            correction = where(abs(d) < (period / 2 if discont is None else discont), 0, m - d)
            p = p.copy()
            p[..., 1:] += cumsum(correction, axis=-1)
            return moveaxis(p, -1, axis)

        def i0(x):
            "The modified Bessel function of the first kind, order 0."
            x = abs(asarray(x).astype(float64))
            total = term = ones_like(x)
            k = 1
            while k < 1000 and any(term > total * 1e-17):
                term = term * (x / (2.0 * k)) ** 2
                total = total + term
                k += 1
            return total

        def kaiser(M, beta):
            "The Kaiser window of M points."
            if M < 2:
                return ones(M if M > 0 else 0)
            n = arange(M)
            half = (M - 1) / 2.0
            return i0(beta * sqrt(1 - ((n - half) / half) ** 2)) / i0(beta)

        def hanning(M):
            "The Hann window of M points."
            return 0.5 - 0.5 * cos(2 * pi * arange(M) / (M - 1)) if M > 1 else ones(M)

        def hamming(M):
            "The Hamming window of M points."
            return 0.54 - 0.46 * cos(2 * pi * arange(M) / (M - 1)) if M > 1 else ones(M)

        def blackman(M):
            "The Blackman window of M points."
            k = 2 * pi * arange(M) / (M - 1) if M > 1 else None
            return 0.42 - 0.5 * cos(k) + 0.08 * cos(2 * k) if M > 1 else ones(M)

        def bartlett(M):
            "The triangular window of M points."
            return 1 - abs(2 * arange(M) / (M - 1) - 1) if M > 1 else ones(M)
        """
}
