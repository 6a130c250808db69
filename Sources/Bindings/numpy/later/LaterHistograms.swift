// numpy, seldom used (`NumpyLater`). Counts in bins, covariances, correlations.

extension NumpyLater {
    static let histograms = """
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
                if not isinstance(bins, (int, float, generic)) or int(bins) != bins:
                    raise TypeError("`bins` must be an integer, a string, or an array")
                if bins < 1:
                    raise ValueError("`bins` must be positive, when an integer")
                if bins > 16777216:
                    raise MemoryError(f"{bins} bins do not fit into memory")
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
        """
}
