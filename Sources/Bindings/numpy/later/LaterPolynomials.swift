// numpy, seldom used (`NumpyLater`). Polynomials by their coefficients.

extension NumpyLater {
    static let polynomials = """
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
        """
}
