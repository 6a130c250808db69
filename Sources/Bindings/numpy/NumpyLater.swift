// Functions of numpy that scripts use now and then, made of others in the dialect itself and compiled when one of them is first named.
// They run in numpy's own module: `sum`, `min`, `abs` and `round` are numpy's there.
import Script

enum NumpyLater {
    static func declare(in module: ModuleObject) {
        ScriptedModule.buildWhenNeeded(module, known + "\n" + statistics + "\n" + arranging + "\n" + places)
    }

    // MARK: - Statistics that leave NaN out, histograms, polynomials

    private static let known = """
        def _without(a, dtype=float64):
            "The array as reals, and where it is a number."
            a = asarray(a)
            a = a if a.dtype in (float16, float32, float64) else a.astype(dtype)
            return a, ~isnan(a)

        def nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
            "The product of the elements that are not NaN."
            a, known = _without(a)
            return prod(_where(known, a, 1), axis=axis, dtype=dtype, out=out, keepdims=keepdims, initial=initial, where=where)

        def nancumsum(a, axis=None, dtype=None, out=None):
            "The running sum that takes NaN as 0."
            a, known = _without(a)
            return cumsum(where(known, a, 0), axis=axis, dtype=dtype, out=out)

        def nancumprod(a, axis=None, dtype=None, out=None):
            "The running product that takes NaN as 1."
            a, known = _without(a)
            return cumprod(where(known, a, 1), axis=axis, dtype=dtype, out=out)

        _where = where

        def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, correction=None):
            "The variance of the elements that are not NaN."
            a, known = _without(a)
            return var(a, axis, dtype, out, ddof if correction is None else correction, keepdims, where=known & where)

        def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, correction=None):
            "The standard deviation of the elements that are not NaN."
            a, known = _without(a)
            return std(a, axis, dtype, out, ddof if correction is None else correction, keepdims, where=known & where)

        def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
            "percentile of the elements that are not NaN."
            return _of_known(lambda lane: percentile(lane, q, method=method), a, axis, out, keepdims, asarray(q).ndim)

        def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
            "quantile of the elements that are not NaN."
            return _of_known(lambda lane: quantile(lane, q, method=method), a, axis, out, keepdims, asarray(q).ndim)

        def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
            "median of the elements that are not NaN."
            return _of_known(median, a, axis, out, keepdims, 0)

        def _of_known(function, a, axis, out, keepdims, extra):
            "A function of every lane without its NaN; the function's own `extra` dimensions come first."
            a, _ = _without(a)
            axes = list(_numbers(a.ndim)) if axis is None else [k % a.ndim for k in (axis if isinstance(axis, tuple) else (axis,))]
            rest = [k for k in _numbers(a.ndim) if k not in axes]
            shape = tuple([a.shape[k] for k in rest])
            lanes = a.transpose(rest + axes).reshape(-1, int(prod([a.shape[k] for k in axes])))
            results = []
            for lane in lanes:
                lane = lane[~isnan(lane)]
                results.append(asarray(function(lane) if len(lane) else function(array([nan], dtype=a.dtype))))
            if not results:
                return zeros(shape)
            own = results[0].shape
            kept = tuple([1 if k in axes else a.shape[k] for k in _numbers(a.ndim)]) if keepdims else shape
            result = moveaxis(stack(results), 0, -1).reshape(own + kept)
            if out is None:
                return result[()]
            out[...] = result
            return out

        def nanargmax(a, axis=None, out=None, *, keepdims=False):
            "The place of the largest element that is not NaN."
            a, known = _without(a)
            if not all(any(known, axis=axis)):
                raise ValueError("All-NaN slice encountered")
            return argmax(where(known, a, -inf), axis=axis, out=out, keepdims=keepdims)

        def nanargmin(a, axis=None, out=None, *, keepdims=False):
            "The place of the smallest element that is not NaN."
            a, known = _without(a)
            if not all(any(known, axis=axis)):
                raise ValueError("All-NaN slice encountered")
            return argmin(where(known, a, inf), axis=axis, out=out, keepdims=keepdims)
        """

    private static let statistics = """
        def corrcoef(x, y=None, rowvar=True):
            "Correlations of variables; each row is one."
            c = cov(x, y, rowvar)
            if c.ndim == 0:
                return c / c
            d = sqrt(diagonal(c))
            return clip(c / d[:, None] / d[None, :], -1, 1)

        def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
            "The covariance of variables; each row is one."
            if ddof is not None and ddof != int(ddof):
                raise ValueError("ddof must be integer")
            m = asarray(m)
            if m.ndim > 2:
                raise ValueError("m has more than 2 dimensions")
            kind = float64 if dtype is None else dtype
            x = (m if m.ndim > 1 else m.reshape(1, -1)).astype(kind)
            if not rowvar and m.ndim > 1:
                x = x.T
            if y is not None:
                y = asarray(y)
                if y.ndim > 2:
                    raise ValueError("y has more than 2 dimensions")
                x = concatenate([x, y.reshape(1, -1) if y.ndim == 1 else (y if rowvar else y.T)]).astype(kind)
            ddof = (0 if bias else 1) if ddof is None else ddof
            weights = None
            if fweights is not None:
                weights = asarray(fweights).astype(float64)
                if any(weights != round(weights)):
                    raise TypeError("fweights must be integer")
                if weights.ndim > 1:
                    raise RuntimeError("cannot handle multidimensional fweights")
                if len(weights) != x.shape[1]:
                    raise RuntimeError("incompatible numbers of samples and fweights")
                if any(weights < 0):
                    raise ValueError("fweights cannot be negative")
            if aweights is not None:
                own = asarray(aweights).astype(float64)
                if own.ndim > 1:
                    raise RuntimeError("cannot handle multidimensional aweights")
                if len(own) != x.shape[1]:
                    raise RuntimeError("incompatible numbers of samples and aweights")
                if any(own < 0):
                    raise ValueError("aweights cannot be negative")
                weights = own if weights is None else weights * own
            if weights is None:
                x = x - x.mean(axis=1, keepdims=True)
                count = x.shape[1] - ddof
                return (x @ x.T / (count if count > 0 else 0.0)).squeeze()
            total = sum(weights)
            x = x - (x * weights).sum(axis=1, keepdims=True) / total
            count = total - (ddof if aweights is None else ddof * sum(weights * own) / total)
            return (x @ (x * weights).T / (count if count > 0 else 0.0)).squeeze()

        def digitize(x, bins, right=False):
            "The number of the interval each value falls in."
            bins = asarray(bins)
            steps = diff(bins)
            if any(steps < 0) and any(steps > 0):
                raise ValueError("bins must be monotonically increasing or decreasing")
            if any(steps < 0):
                return len(bins) - searchsorted(bins[::-1], x, side="left" if not right else "right")
            return searchsorted(bins, x, side="left" if right else "right")

        def histogram_bin_edges(a, bins=10, range=None, weights=None):
            "The edges that histogram uses."
            a = asarray(a).reshape(-1)
            if isinstance(bins, str):
                if weights is not None:
                    raise TypeError("Automated estimation of the number of bins is not supported for weighted data")
                bins = _bin_count(a, bins, range)
            if ndim(bins) == 0:
                return histogram(a.astype(float64), bins=int(bins), range=range)[1]
            bins = asarray(bins)
            if bins.ndim != 1:
                raise ValueError("`bins` must be 1d, when an array")
            if any(bins[:-1] > bins[1:]):
                raise ValueError("`bins` must increase monotonically, when an array")
            return bins

        def _bin_count(a, rule, range):
            "How many bins a rule gives."
            rules = ("stone", "auto", "doane", "fd", "rice", "scott", "sqrt", "sturges")
            if rule not in rules:
                raise ValueError(f"'{rule}' is not a valid estimator for `bins`")
            if rule == "stone":
                raise NotImplementedError("histogram(bins='stone') is not available here")
            if range is not None:
                a = a[(a >= range[0]) & (a <= range[1])]
            n = a.size
            if n == 0:
                return 1
            spread = float(ptp(a))
            low, high = (float(min(a)), float(max(a))) if range is None else range
            sturges = spread / (log2(n) + 1.0)
            q = percentile(a, [75, 25])
            fd = 2.0 * (q[0] - q[1]) / n ** (1.0 / 3.0)
            if rule == "sqrt":
                width = spread / sqrt(n)
            elif rule == "sturges":
                width = sturges
            elif rule == "rice":
                width = spread / (2.0 * n ** (1.0 / 3))
            elif rule == "scott":
                width = (24.0 * pi ** 0.5 / n) ** (1.0 / 3.0) * std(a)
            elif rule == "doane":
                width = 0.0
                if n > 2:
                    sg1 = sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3)))
                    sigma = std(a)
                    if sigma > 0:
                        g1 = mean(((a - mean(a)) / sigma) ** 3)
                        width = spread / (1.0 + log2(n) + log2(1.0 + absolute(g1) / sg1))
            elif rule == "fd":
                width = fd
            else:
                fd = maximum(fd, spread / sqrt(n) / 2)
                width = minimum(fd, sturges) if fd else sturges
            if width and a.dtype not in (float16, float32, float64) and width < 1:
                width = 1
            return int(ceil((high - low) / width)) if width else 1

        def _histogram(a, bins=10, range=None, density=None, weights=None):
            "histogram with edges, rules, weights or density."
            a = asarray(a)
            w = None if weights is None else asarray(weights)
            if w is not None and w.shape != a.shape:
                raise ValueError("weights should have the same shape as a.")
            a = a.reshape(-1)
            edges = histogram_bin_edges(a, bins, range, weights)
            inside = (a >= edges[0]) & (a <= edges[-1])
            x = a[inside]
            place = searchsorted(edges, x, side="right") - 1
            place = where(place > len(edges) - 2, len(edges) - 2, place)
            w = None if w is None else w.reshape(-1)[inside]
            n = bincount(place, weights=w, minlength=len(edges) - 1)
            if w is not None and w.dtype not in (float16, float32, float64):
                n = n.astype(w.dtype)
            if density:
                n = n / diff(edges).astype(float64) / n.sum()
            return n, edges

        def histogramdd(sample, bins=10, range=None, density=None, weights=None):
            "Counts of points in a grid of boxes, and the grid's edges."
            columns = [asarray(c) for c in sample] if not isinstance(sample, ndarray) else list(sample.reshape(len(sample), -1).T)
            count = len(columns)
            bins = [bins] * count if ndim(bins) == 0 else list(bins)
            if len(bins) != count:
                raise ValueError("The dimension of bins must be equal to the dimension of the sample x.")
            ranges = [None] * count if range is None else list(range)
            edges = [histogram_bin_edges(c, b, r) for c, b, r in zip(columns, bins, ranges)]
            inside, place = ones(len(columns[0]), dtype=bool_), zeros(len(columns[0]), dtype=int64)
            for x, e in zip(columns, edges):
                inside = inside & (x >= e[0]) & (x <= e[-1])
                at = searchsorted(e, x, side="right") - 1
                place = place * (len(e) - 1) + where(at > len(e) - 2, len(e) - 2, at)
            shape = [len(e) - 1 for e in edges]
            w = None if weights is None else asarray(weights)[inside]
            n = bincount(place[inside], weights=w, minlength=int(prod(shape))).reshape(shape).astype(float64)
            if density:
                total = n.sum()
                for k, e in enumerate(edges):
                    n = n / diff(e).reshape([-1 if d == k else 1 for d in _numbers(count)])
                n = n / total
            return n, tuple(edges)

        def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
            "Counts of pairs in a grid, and the grid's edges."
            x, y = asarray(x), asarray(y)
            if len(x) != len(y):
                raise ValueError("x and y must have the same length.")
            pair = [bins, bins] if ndim(bins) == 0 or len(bins) not in (1, 2) else [bins[0], bins[-1]] if len(bins) == 2 else [bins[0], bins[0]]
            n, edges = histogramdd([x, y], pair, range, density, weights)
            return n, edges[0], edges[1]

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

        def _linalg():
            import numpy.linalg
            return numpy.linalg

        class poly1d:
            "A polynomial by its coefficients, highest power first."
            def __init__(self, c_or_r, r=False, variable=None):
                if isinstance(c_or_r, poly1d):
                    self.coeffs, self.variable = c_or_r.coeffs, variable or c_or_r.variable
                    return
                c = atleast_1d(poly(c_or_r) if r else c_or_r)
                if c.ndim > 1:
                    raise ValueError("Polynomial must be 1d only.")
                c = trim_zeros(c, "f")
                self.coeffs = c if len(c) else array([0], dtype=c.dtype)
                self.variable = variable or "x"

            @property
            def c(self):
                return self.coeffs

            @property
            def coef(self):
                return self.coeffs

            @property
            def order(self):
                return len(self.coeffs) - 1

            @property
            def o(self):
                return self.order

            @property
            def r(self):
                return roots(self.coeffs)

            @property
            def roots(self):
                return roots(self.coeffs)

            def __repr__(self):
                return "poly1d(" + repr(self.coeffs)[6:-1] + ")"

            def __str__(self):
                top, bottom, n = "", "", self.order
                for k, c in enumerate(self.coeffs.tolist()):
                    power = n - k
                    text = ("%.4g" % abs(c)) if not isinstance(c, int) else str(c if c >= 0 else -c)
                    if text.endswith(".0000"):
                        text = text[:-5]
                    if power == 0:
                        if text == "0" and n > 0:
                            continue
                        term = text
                    elif text == "0":
                        continue
                    else:
                        term = text + " " + self.variable
                    if bottom:
                        bottom += (" - " if c < 0 else " + ") + term
                    else:
                        bottom = ("-" if c < 0 else "") + term
                    if power > 1:
                        top = top.ljust(len(bottom)) + str(power)
                        bottom += " " * (len(str(power)) - 1)
                return top + "\\n" + bottom

            def __call__(self, x):
                return polyval(self.coeffs, x)

            def __len__(self):
                return self.order

            def __getitem__(self, power):
                return self.coeffs[self.order - power] if 0 <= power <= self.order else self.coeffs.dtype.type(0)

            def __iter__(self):
                return iter(self.coeffs)

            def __array__(self, dtype=None, copy=None):
                return asarray(self.coeffs, dtype=dtype)

            def __eq__(self, other):
                return isinstance(other, poly1d) and array_equal(self.coeffs, other.coeffs)

            def __ne__(self, other):
                return not self == other

            def __neg__(self):
                return poly1d(-self.coeffs)

            def __pos__(self):
                return self

            def __add__(self, other):
                return poly1d(polyadd(self, other))

            __radd__ = __add__

            def __sub__(self, other):
                return poly1d(polysub(self, other))

            def __rsub__(self, other):
                return poly1d(polysub(other, self))

            def __mul__(self, other):
                return poly1d(self.coeffs * other) if isscalar(other) else poly1d(polymul(self, other))

            __rmul__ = __mul__

            def __truediv__(self, other):
                if isscalar(other):
                    return poly1d(self.coeffs / other)
                q, r = polydiv(self, other)
                return poly1d(q), poly1d(r)

            def __pow__(self, n):
                if not isscalar(n) or int(n) != n or n < 0:
                    raise ValueError("Power to non-negative integers only.")
                if n * self.order > 1000000:
                    raise MemoryError(f"a polynomial to the power {n} would have more coefficients than fit")
                result = [1]
                for _ in _numbers(int(n)):
                    result = polymul(self.coeffs, result)
                return poly1d(result)

            def deriv(self, m=1):
                return poly1d(polyder(self.coeffs, m))

            def integ(self, m=1, k=0):
                return poly1d(polyint(self.coeffs, m, k))

        def _coefficients(p):
            return p.coeffs if isinstance(p, poly1d) else atleast_1d(p)

        def _like_poly(result, *sources):
            for p in sources:
                if isinstance(p, poly1d):
                    return poly1d(result)
            return result

        def polyadd(a1, a2):
            "The sum of two polynomials."
            a, b = _coefficients(a1), _coefficients(a2)
            short = absolute(len(a) - len(b))
            if len(a) < len(b):
                a = concatenate([zeros(short, dtype=a.dtype), a])
            elif short:
                b = concatenate([zeros(short, dtype=b.dtype), b])
            return _like_poly(a + b, a1, a2)

        def polysub(a1, a2):
            "The difference of two polynomials."
            return _like_poly(polyadd(_coefficients(a1), -_coefficients(a2)), a1, a2)

        def polymul(a1, a2):
            "The product of two polynomials."
            return _like_poly(convolve(_coefficients(a1), _coefficients(a2)), a1, a2)

        def polydiv(u, v):
            "The quotient and the remainder of two polynomials."
            a, b = _coefficients(u) + 0.0, _coefficients(v) + 0.0
            m, n = len(a) - 1, len(b) - 1
            q, r = zeros(m - n + 1 if m >= n else 1), a.copy()
            for k in _numbers(m - n + 1):
                q[k] = r[k] / b[0]
                r[k:k + n + 1] -= q[k] * b
            while len(r) > 1 and isclose(r[0], 0, atol=1e-14):
                r = r[1:]
            return _like_poly(q, u, v), _like_poly(r, u, v)

        def polyder(p, m=1):
            "The derivative of a polynomial."
            c = _coefficients(p)
            if m < 0:
                raise ValueError("Order of derivative must be positive (see polyint)")
            for _ in _numbers(m if m < len(c) else len(c)):
                c = c[:-1] * arange(len(c) - 1, 0, -1)
            return _like_poly(c, p)

        def polyint(p, m=1, k=None):
            "The integral of a polynomial."
            c = _coefficients(p)
            if m < 0:
                raise ValueError("Order of integral must be positive (see polyder)")
            if m > 10000:
                raise MemoryError(f"polyint(m={m}) would have more coefficients than fit")
            constants = [0.0] * m if k is None else [k] * m if ndim(k) == 0 else list(k)
            for i in _numbers(m):
                c = concatenate([c / arange(len(c), 0, -1), [constants[i]]])
            return _like_poly(c, p)

        def poly(seq_of_zeros):
            "The coefficients of the polynomial with these zeros (or of a matrix's own polynomial)."
            z = atleast_1d(seq_of_zeros)
            if z.ndim == 2:
                z = _linalg().eigvals(z)
            c = ones(1, dtype=z.dtype if z.dtype == float32 else float64)
            for x in z:
                c = convolve(c, array([1, -x], dtype=c.dtype))
            return c

        def roots(p):
            "Where a polynomial is zero; the roots must be real here."
            p = trim_zeros(atleast_1d(p), "f")
            if len(p) == 0:
                return array([])
            kept = trim_zeros(p, "b")
            n = len(kept) - 1
            found = array([])
            if n > 0:
                companion = diag(ones(n - 1), -1)
                companion[0, :] = -kept[1:] / kept[0]
                try:
                    found = _linalg().eigvals(companion)
                except NotImplementedError:
                    raise NotImplementedError("roots(): this polynomial has complex roots, and there are no complex numbers here")
            return concatenate([sort(found)[::-1], zeros(len(p) - len(kept))])

        def polyval(p, x):
            "The polynomial's values; the highest power's coefficient comes first."
            p = _coefficients(p)
            if isinstance(x, poly1d):
                y = poly1d([0])
            else:
                x = asarray(x)
                y = zeros_like(x)
            for c in p:
                y = y * x + c
            return y

        def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
            "The coefficients of the least-squares polynomial, highest power first."
            if full or cov:
                raise NotImplementedError("polyfit(full=True) and polyfit(cov=True) are not available here")
            x, y = asarray(x).astype(float64), asarray(y).astype(float64)
            deg = int(deg)
            if deg < 0:
                raise ValueError("expected deg >= 0")
            if x.ndim != 1:
                raise TypeError("expected 1D vector for x")
            if x.size == 0:
                raise TypeError("expected non-empty vector for x")
            if y.ndim < 1 or y.ndim > 2:
                raise TypeError("expected 1D or 2D array for y")
            if len(x) != len(y):
                raise TypeError("expected x and y to have same length")
            columns = vander(x, deg + 1)
            if w is not None:
                w = asarray(w).astype(float64)
                if w.ndim != 1:
                    raise TypeError("expected a 1-d array for weights")
                if len(w) != len(y):
                    raise TypeError("expected w and y to have the same length")
                columns, y = columns * w[:, None], y * (w if y.ndim == 1 else w[:, None])
            scale = sqrt((columns * columns).sum(axis=0))
            scale = where(scale == 0, 1, scale)
            c = _linalg().lstsq(columns / scale, y, rcond=rcond)[0]
            return c / (scale if c.ndim == 1 else scale[:, None])

        def vander(x, N=None, increasing=False):
            "Powers of each element in a row, falling unless increasing."
            x = asarray(x)
            if x.ndim != 1:
                raise ValueError("x must be a one-dimensional array or sequence.")
            n = len(x) if N is None else N
            powers = arange(n)
            return x[:, None] ** (powers if increasing else powers[::-1])

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

    // MARK: - Rearranging

    private static let arranging = """
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
            order = arange(len(keys[0]))
            for key in keys:
                order = order[argsort(key[order], kind="stable")]
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

        def union1d(ar1, ar2):
            "The elements of either, ascending."
            return unique(concatenate([ravel(asarray(ar1)) if not _is_text(ar1) else asarray(ar1), ravel(asarray(ar2)) if not _is_text(ar2) else asarray(ar2)]))

        def _is_text(a):
            "Whether it is an array of texts."
            return str(asarray(a).dtype).startswith("<U")

        def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
            "The elements of both, ascending."
            a, b = asarray(ar1), asarray(ar2)
            if not _is_text(a):
                a, b = a.reshape(-1), b.reshape(-1)
            if assume_unique:
                first, second = arange(a.size), arange(b.size)
            else:
                a, first = unique(a, return_index=True)
                b, second = unique(b, return_index=True)
            common = nonzero(isin(a, b))[0]
            order = argsort(a[common], kind="stable")
            common = common[order]
            if not return_indices:
                return a[common]
            places = array([nonzero(b == x)[0][0] for x in a[common]], dtype=int64)
            return a[common], first[common], second[places]

        def setdiff1d(ar1, ar2, assume_unique=False):
            "The elements of the first that the second does not have, ascending."
            a = asarray(ar1) if _is_text(ar1) else asarray(ar1).reshape(-1)
            a = a if assume_unique else unique(a)
            return a[isin(a, ar2, invert=True)]

        def setxor1d(ar1, ar2, assume_unique=False):
            "The elements that occur in one of the two only, ascending."
            return sort(concatenate([setdiff1d(ar1, ar2, assume_unique), setdiff1d(ar2, ar1, assume_unique)]))

        def unique_values(x):
            "Sorted values without duplicates."
            return unique(x, equal_nan=False)

        def unique_counts(x):
            "Sorted values without duplicates, and how often each occurs."
            return unique(x, return_counts=True, equal_nan=False)

        def unique_inverse(x):
            "Sorted values without duplicates, and which of them stands at each place."
            return unique(x, return_inverse=True, equal_nan=False)
        """

    // MARK: - Places, and functions of functions

    private static let places = """
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

        def result_type(*arrays_and_dtypes):
            "The dtype of a sum of these."
            if not arrays_and_dtypes:
                raise ValueError("at least one array or dtype is required")
            total = None
            for x in arrays_and_dtypes:
                if isinstance(x, (str, type, dtype)):
                    one = zeros(1, dtype=x)[0]
                elif isinstance(x, (bool, int, float)):
                    one = x
                else:
                    one = zeros(1, dtype=asarray(x).dtype)[0]
                if total is None:
                    total = one
                elif isinstance(total, bool_) and isinstance(one, bool_):
                    total = one
                else:
                    total = total + one
            return asarray(total).dtype

        def min_scalar_type(a):
            "The smallest dtype that holds a number."
            a = asarray(a)
            if a.ndim or a.dtype == bool_:
                return a.dtype
            x = a.item()
            if isinstance(x, float):
                for kind in (float16, float32):
                    if not isfinite(x) or absolute(x) < finfo(kind).max:
                        return dtype(kind)
                return dtype(float64)
            for kind in (uint8, int8, int16, int32, int64):
                if iinfo(kind).min <= x <= iinfo(kind).max:
                    return dtype(kind)
            return a.dtype

        class iinfo:
            "The limits of a whole number type."
            def __init__(self, type):
                kind = dtype(type) if isinstance(type, (str, dtype)) or callable(type) else asarray(type).dtype
                if kind.kind not in "iu":
                    raise ValueError(f"Invalid integer data type {kind.kind!r}.")
                self.dtype, self.kind = kind, kind.kind
                self.bits = kind.itemsize * 8
                self.key = kind.kind + str(self.bits)
                self.min = 0 if kind.kind == "u" else -(1 << (self.bits - 1))
                self.max = (1 << self.bits) - 1 if kind.kind == "u" else (1 << (self.bits - 1)) - 1

            def __repr__(self):
                return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"

            def __str__(self):
                line = "-" * 63
                return f"Machine parameters for {self.dtype}\\n{line}\\nmin = {self.min}\\nmax = {self.max}\\n{line}\\n"

        class finfo:
            "The limits of a floating point type."
            def __init__(self, type):
                kind = dtype(type) if isinstance(type, (str, dtype)) or callable(type) else asarray(type).dtype
                if kind.kind != "f":
                    raise ValueError(f"data type {kind.type!r} not inexact")
                self.dtype = kind
                self.bits = kind.itemsize * 8
                digits, self.maxexp, self.precision = {16: (10, 16, 3), 32: (23, 128, 6), 64: (52, 1024, 15)}[self.bits]
                number = kind.type
                self.nmant, self.machep, self.negep = digits, -digits, -digits - 1
                self.minexp, self.iexp, self.nexp = 2 - self.maxexp, self.bits - 1 - digits, self.bits - 1 - digits
                self.eps = number(2.0 ** -digits)
                self.epsneg = number(2.0 ** (-digits - 1))
                self.max = number((2.0 - 2.0 ** -digits) * 2.0 ** (self.maxexp - 1))
                self.min = -self.max
                self.tiny = self.smallest_normal = number(2.0 ** self.minexp)
                self.smallest_subnormal = number(2.0 ** self.minexp * 2.0 ** -digits)
                self.resolution = number(10.0 ** -self.precision)

            def __repr__(self):
                return f"finfo(resolution={str(self.resolution)}, min={str(self.min)}, max={str(self.max)}, dtype={self.dtype})"

        def promote_types(type1, type2):
            "The smallest dtype that holds both."
            return (zeros(1, dtype=type1) + zeros(1, dtype=type2)).dtype

        def unpackbits(a, axis=None, count=None, bitorder="big"):
            "Every byte as eight bits, the highest first."
            a = asarray(a)
            if a.dtype != uint8:
                raise TypeError("Expected an input array of unsigned byte data type")
            if bitorder not in ("big", "little"):
                raise ValueError("'order' must be either 'little' or 'big'")
            a, axis = (a.reshape(-1), 0) if axis is None else (a, axis)
            a = moveaxis(a, axis, -1)
            shifts = arange(7, -1, -1) if bitorder == "big" else arange(8)
            bits = ((a[..., None] >> shifts.astype(uint8)) & 1).astype(uint8).reshape(a.shape[:-1] + (-1,))
            if count is not None:
                short = int(count) - bits.shape[-1]
                bits = bits[..., :count] if short <= 0 else concatenate([bits, zeros(bits.shape[:-1] + (short,), dtype=uint8)], axis=-1)
            return moveaxis(bits, -1, axis)

        def packbits(a, axis=None, bitorder="big"):
            "Eight bits as a byte, the highest first."
            a = asarray(a)
            if a.dtype in (float16, float32, float64):
                raise TypeError("Expected an input array of integer or boolean data type")
            if bitorder not in ("big", "little"):
                raise ValueError("'order' must be either 'little' or 'big'")
            a, axis = (a.reshape(-1), 0) if axis is None else (a, axis)
            a = moveaxis((a != 0).astype(int64), axis, -1)
            a = concatenate([a, zeros(a.shape[:-1] + (-a.shape[-1] % 8,), dtype=int64)], axis=-1)
            a = a.reshape(a.shape[:-1] + (-1, 8))
            shifts = arange(7, -1, -1) if bitorder == "big" else arange(8)
            return moveaxis((a << shifts).sum(axis=-1).astype(uint8), -1, axis)

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

        def _rows(fname, comments, delimiter, encoding):
            "The words of every line that is not empty, without comments."
            if isinstance(fname, (list, tuple)) or hasattr(fname, "read"):
                lines = list(fname) if isinstance(fname, (list, tuple)) else fname.read().splitlines()
            else:
                with open(fname, encoding="utf-8" if encoding in (None, "bytes") else encoding) as file:
                    lines = file.read().splitlines()
            marks = [] if comments is None else [comments] if isinstance(comments, str) else list(comments)
            rows = []
            for line in lines:
                if isinstance(line, bytes):
                    line = line.decode()
                for mark in marks:
                    line = line.split(mark)[0]
                rows.append([w.strip() for w in line.split(delimiter)] if line.strip() else None)
            return rows

        def _columns(rows, usecols):
            if usecols is None:
                return rows
            usecols = [usecols] if isinstance(usecols, int) else list(usecols)
            picked = []
            for row in rows:
                for k in usecols:
                    if k >= len(row) or k < -len(row):
                        raise ValueError(f"invalid column index {k} at row {len(picked) + 1} with {len(row)} columns")
                picked.append([row[k] for k in usecols])
            return picked

        def loadtxt(fname, dtype=float64, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None):
            "Numbers from a text file."
            if converters is not None or quotechar is not None:
                raise NotImplementedError("loadtxt(converters=…, quotechar=…) are not available here")
            if ndmin not in (0, 1, 2):
                raise ValueError(f"Illegal value of ndmin keyword: {ndmin}")
            rows = [r for r in _rows(fname, comments, delimiter, encoding)[skiprows:] if r is not None]
            rows = rows if max_rows is None else rows[:max_rows]
            rows = _columns(rows, usecols)
            for k, row in enumerate(rows):
                if len(row) != len(rows[0]):
                    raise ValueError(f"the number of columns changed from {len(rows[0])} to {len(row)} at row {k + 1}; use `usecols` to select a subset and avoid this error")
            if dtype in (str, str_) or dtype == "str":
                result = array(rows)
                return result
            kind = asarray([], dtype=dtype).dtype
            values = []
            for k, row in enumerate(rows):
                for c, word in enumerate(row):
                    try:
                        values.append(int(word) if kind.kind in "iu" else float(word))
                    except ValueError:
                        raise ValueError(f"could not convert string '{word}' to {kind} at row {k}, column {c + 1}.")
            result = array(values, dtype=dtype).reshape(len(rows), -1) if rows else zeros((0,) if ndmin < 2 else (0, 1), dtype=dtype)
            if ndmin < 2 and result.ndim == 2:
                result = result[()] if 1 not in result.shape else result.reshape(-1) if result.size > 1 or ndmin == 1 else result.reshape(())
            return result.T if unpack else result

        def genfromtxt(fname, dtype=float64, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None, filling_values=None, usecols=None, names=None, *, unpack=None, ndmin=0, invalid_raise=True, max_rows=None, encoding=None, autostrip=False):
            "Numbers from a text file; NaN where there is none."
            if converters is not None or names is not None:
                raise NotImplementedError("genfromtxt(converters=…, names=…) are not available here")
            rows = _rows(fname, comments, delimiter, encoding)[skip_header:]
            rows = [r for r in (rows[:-skip_footer] if skip_footer else rows) if r is not None]
            rows = _columns(rows if max_rows is None else rows[:max_rows], usecols)
            kind = asarray([], dtype=dtype).dtype
            missing = (nan if kind.kind == "f" else -1) if filling_values is None else filling_values
            marks = [] if missing_values is None else [missing_values] if isinstance(missing_values, str) else list(missing_values)
            table = []
            for row in rows:
                if len(row) != len(rows[0]):
                    raise ValueError(f"Some errors were detected ! Line #{len(table) + 1 + skip_header} (got {len(row)} columns instead of {len(rows[0])})")
                numbers = []
                for word in row:
                    try:
                        numbers.append(missing if word in marks else float(word))
                    except ValueError:
                        numbers.append(missing)
                table.append(numbers)
            result = array(table).astype(dtype)
            if result.ndim == 2 and 1 in result.shape and ndmin < 2:
                result = result.reshape(-1)
            return result.T if unpack else result

        def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\\n", header="", footer="", comments="# ", encoding=None):
            "Writes numbers as text."
            X = asarray(X)
            if X.ndim == 0 or X.ndim > 2:
                raise ValueError(f"Expected 1D or 2D array, got {X.ndim}D array instead")
            rows = X.reshape(-1, 1) if X.ndim == 1 else X
            columns = rows.shape[1]
            if isinstance(fmt, (list, tuple)):
                if len(fmt) != columns:
                    raise AttributeError(f"fmt has wrong shape.  {fmt}")
                line = delimiter.join(fmt)
            elif fmt.count("%") == 1:
                line = delimiter.join([fmt] * columns)
            elif fmt.count("%") == columns:
                line = fmt
            else:
                raise ValueError(f"fmt has wrong number of % formats:  {fmt}")
            text = "" if not header else comments + header.replace("\\n", "\\n" + comments) + newline
            for row in rows.tolist():
                try:
                    text += line % tuple(row) + newline
                except TypeError:
                    raise TypeError(f"Mismatch between array dtype ('{X.dtype}') and format specifier ('{line}')")
            if footer:
                text += comments + footer.replace("\\n", "\\n" + comments) + newline
            if hasattr(fname, "write"):
                fname.write(text)
                return
            with open(fname, "w", encoding="utf-8" if encoding is None else encoding) as file:
                file.write(text)
        """
}
