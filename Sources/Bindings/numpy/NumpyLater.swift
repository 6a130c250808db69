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
            a = a if a.dtype in (float32, float64) else a.astype(dtype)
            return a, ~isnan(a)

        def nanprod(a, axis=None, dtype=None, keepdims=False):
            "The product of the elements that are not NaN."
            a, known = _without(a)
            return prod(where(known, a, 1), axis=axis, keepdims=keepdims)

        def nancumsum(a, axis=None, dtype=None):
            "The running sum that takes NaN as 0."
            a, known = _without(a)
            return cumsum(where(known, a, 0), axis=axis)

        def nancumprod(a, axis=None, dtype=None):
            "The running product that takes NaN as 1."
            a, known = _without(a)
            return cumprod(where(known, a, 1), axis=axis)

        def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
            "The variance of the elements that are not NaN."
            a, known = _without(a)
            count = sum(known, axis=axis, keepdims=True)
            centre = sum(where(known, a, 0), axis=axis, keepdims=True) / count
            squares = sum(where(known, (a - centre) ** 2, 0), axis=axis, keepdims=keepdims)
            return squares / (sum(known, axis=axis, keepdims=keepdims) - ddof)

        def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
            "The standard deviation of the elements that are not NaN."
            return sqrt(nanvar(a, axis, ddof=ddof, keepdims=keepdims))

        def nanpercentile(a, q, axis=None, out=None, keepdims=False):
            "percentile of the elements that are not NaN."
            a, _ = _without(a)
            if axis is None:
                flat = a.reshape(-1)
                return percentile(flat[~isnan(flat)], q)
            return apply_along_axis(lambda lane: percentile(lane[~isnan(lane)], q), axis, a)

        def nanquantile(a, q, axis=None, out=None, keepdims=False):
            "quantile of the elements that are not NaN."
            return nanpercentile(a, asarray(q) * 100, axis)

        def nanmedian(a, axis=None, out=None, keepdims=False):
            "median of the elements that are not NaN."
            return nanpercentile(a, 50, axis)

        def nanargmax(a, axis=None):
            "The place of the largest element that is not NaN."
            a, known = _without(a)
            if not any(known):
                raise ValueError("All-NaN slice encountered")
            return argmax(where(known, a, -inf), axis=axis)

        def nanargmin(a, axis=None):
            "The place of the smallest element that is not NaN."
            a, known = _without(a)
            if not any(known):
                raise ValueError("All-NaN slice encountered")
            return argmin(where(known, a, inf), axis=axis)
        """

    private static let statistics = """
        def corrcoef(x, y=None, rowvar=True):
            "Correlations of variables; each row is one."
            c = cov(x, y, rowvar)
            if c.ndim == 0:
                return c / c
            d = sqrt(diagonal(c))
            return clip(c / d[:, None] / d[None, :], -1, 1)

        def digitize(x, bins, right=False):
            "The number of the interval each value falls in."
            bins = asarray(bins)
            if len(bins) > 1 and bins[0] > bins[-1]:
                return len(bins) - searchsorted(bins[::-1], x, side="left" if not right else "right")
            return searchsorted(bins, x, side="left" if right else "right")

        def histogram_bin_edges(a, bins=10, range=None, weights=None):
            "The edges that histogram uses."
            return histogram(a, bins=bins, range=range)[1]

        def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
            "Counts of pairs in a grid, and the grid's edges."
            x, y = asarray(x), asarray(y)
            nx, ny = (bins, bins) if isinstance(bins, int) else bins
            rx, ry = range if range is not None else (None, None)
            ex = asarray(nx) if not isinstance(nx, int) else histogram_bin_edges(x, nx, rx)
            ey = asarray(ny) if not isinstance(ny, int) else histogram_bin_edges(y, ny, ry)
            ix, iy = digitize(x, ex) - 1, digitize(y, ey) - 1
            ix, iy = where(x == ex[-1], len(ex) - 2, ix), where(y == ey[-1], len(ey) - 2, iy)
            inside = (ix >= 0) & (ix < len(ex) - 1) & (iy >= 0) & (iy < len(ey) - 1)
            place = (ix * (len(ey) - 1) + iy)[inside]
            w = None if weights is None else asarray(weights)[inside]
            counts = bincount(place, weights=w, minlength=(len(ex) - 1) * (len(ey) - 1))
            return counts.reshape(len(ex) - 1, len(ey) - 1).astype(float64), ex, ey

        def gradient(f, *varargs, axis=None, edge_order=1):
            "Central differences, one-sided at the ends; one array per axis."
            f = asarray(f)
            f = f if f.dtype in (float32, float64) else f.astype(float64)
            if axis is None:
                axes = list(_indices_of(f.ndim))
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

        def _indices_of(count):
            "0, 1, … count - 1 as Python's own numbers."
            i = 0
            while i < count:
                yield i
                i += 1

        def convolve(a, v, mode="full"):
            "The discrete convolution of two vectors."
            a, v = asarray(a), asarray(v)
            if len(a) == 0 or len(v) == 0:
                raise ValueError("a cannot be empty" if len(a) == 0 else "v cannot be empty")
            if len(v) > len(a):
                a, v = v, a
            full = zeros(len(a) + len(v) - 1, dtype=(a[:1] * v[:1]).dtype)
            for i in _indices_of(len(v)):
                full[i:i + len(a)] += v[i] * a
            if mode == "full":
                return full
            if mode == "same":
                start = (len(v) - 1) // 2
                return full[start:start + len(a)]
            return full[len(v) - 1:len(a)]

        def correlate(a, v, mode="valid"):
            "The cross-correlation of two vectors."
            return convolve(a, asarray(v)[::-1], mode)

        def polyval(p, x):
            "The polynomial's values; the highest power's coefficient comes first."
            x = asarray(x)
            y = zeros_like(x)
            for c in p:
                y = y * x + c
            return y

        def polyfit(x, y, deg):
            "The coefficients of the least-squares polynomial, highest power first."
            x, y = asarray(x).astype(float64), asarray(y).astype(float64)
            columns = vander(x, deg + 1)
            scale = sqrt((columns * columns).sum(axis=0))
            a = columns / scale
            # Gram-Schmidt twice: the columns' product with themselves would lose half the digits.
            q, r = zeros_like(a), zeros((deg + 1, deg + 1))
            for j in _indices_of(deg + 1):
                v = a[:, j].copy()
                for _ in (0, 1):
                    for i in _indices_of(j):
                        s = (q[:, i] * v).sum()
                        r[i, j] += s
                        v = v - s * q[:, i]
                r[j, j] = sqrt((v * v).sum())
                q[:, j] = v / r[j, j]
            b = q.T @ y
            c = zeros(deg + 1)
            for j in reversed(list(_indices_of(deg + 1))):
                c[j] = (b[j] - (r[j, j + 1:] * c[j + 1:]).sum()) / r[j, j]
            return c / scale

        def vander(x, N=None, increasing=False):
            "Powers of each element in a row, falling unless increasing."
            x = asarray(x)
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

        def cbrt(x):
            "The cube root."
            x = asarray(x).astype(float64)
            return sign(x) * abs(x) ** (1.0 / 3.0)

        def heaviside(x1, x2):
            "0 below 0, 1 above, and x2 at 0."
            x1 = asarray(x1)
            return where(x1 == 0, x2, (x1 > 0).astype(float64))

        def copysign(x1, x2):
            "The magnitude of x1 with the sign of x2."
            return where(signbit(x2), -abs(asarray(x1)), abs(asarray(x1))) * 1.0

        def fmax(x1, x2):
            "The larger element; the number where one is NaN."
            x1, x2 = asarray(x1), asarray(x2)
            return where(isnan(x1), x2, where(isnan(x2), x1, maximum(x1, x2)))

        def fmin(x1, x2):
            "The smaller element; the number where one is NaN."
            x1, x2 = asarray(x1), asarray(x2)
            return where(isnan(x1), x2, where(isnan(x2), x1, minimum(x1, x2)))

        def logaddexp(x1, x2):
            "log(exp(x1) + exp(x2)) without overflow."
            x1, x2 = asarray(x1), asarray(x2)
            return maximum(x1, x2) + log1p(exp(-abs(x1 - x2)))

        def divmod(x1, x2):
            "The quotient rounded down, and the remainder."
            x1 = asarray(x1)
            return x1 // x2, x1 % x2

        def modf(x):
            "The fraction and the whole part, both with x's sign."
            whole = trunc(x)
            return asarray(x) - whole, whole

        def gcd(x1, x2):
            "The greatest common divisor."
            a, b = broadcast_arrays(abs(asarray(x1)), abs(asarray(x2)))
            a, b = a.copy(), b.copy()
            while any(b != 0):
                safe = where(b == 0, 1, b)
                a, b = where(b == 0, a, b), where(b == 0, 0, a % safe)
            return a

        def lcm(x1, x2):
            "The least common multiple."
            common = gcd(x1, x2)
            return abs(asarray(x1) * asarray(x2)) // where(common == 0, 1, common)

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
                for i in asarray(obj).reshape(-1).tolist():
                    if i is True or i is False:
                        keep = ~asarray(obj)
                        break
                    if i < -n or i >= n:
                        raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
                    keep[i] = False
            return take(a, nonzero(keep)[0], axis=axis)

        def compress(condition, a, axis=None, out=None):
            "The slices where a condition holds."
            a = asarray(a)
            if axis is None:
                a, axis = a.reshape(-1), 0
            return take(a, nonzero(asarray(condition))[0], axis=axis)

        def extract(condition, arr):
            "The elements where a condition holds."
            return asarray(arr).reshape(-1)[asarray(condition).reshape(-1) != 0]

        def trim_zeros(filt, trim="fb"):
            "A vector without its leading and trailing zeros."
            a = asarray(filt)
            at = nonzero(a)[0]
            if len(at) == 0:
                return filt[:0]
            return filt[(int(at[0]) if "f" in trim.lower() else 0):(int(at[-1]) + 1 if "b" in trim.lower() else len(a))]

        def partition(a, kth, axis=-1):
            "The array sorted, which puts the kth element in its place too."
            return sort(asarray(a).reshape(-1), axis=-1) if axis is None else sort(a, axis=axis)

        def argpartition(a, kth, axis=-1):
            "The order that sorts, which puts the kth element in its place too."
            return argsort(asarray(a).reshape(-1), axis=-1) if axis is None else argsort(a, axis=axis)

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
                first, second = list(_indices_of(a.ndim))[a.ndim - axes:], list(_indices_of(axes))
            else:
                first, second = [[x] if isinstance(x, int) else list(x) for x in axes]
            first, second = [x % a.ndim for x in first], [x % b.ndim for x in second]
            rest_a = [i for i in _indices_of(a.ndim) if i not in first]
            rest_b = [i for i in _indices_of(b.ndim) if i not in second]
            common = 1
            for i in first:
                common *= a.shape[i]
            left = a.transpose(rest_a + first).reshape(-1, common)
            right = b.transpose(second + rest_b).reshape(common, -1)
            return (left @ right).reshape([a.shape[i] for i in rest_a] + [b.shape[i] for i in rest_b])

        def vdot(a, b):
            "The product of two flattened arrays."
            return dot(asarray(a).reshape(-1), asarray(b).reshape(-1))

        def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
            "The vector product along the last axis."
            a, b = asarray(a), asarray(b)
            x, y, z = a[..., 0], a[..., 1], a[..., 2]
            u, v, w = b[..., 0], b[..., 1], b[..., 2]
            return stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=-1)

        def setxor1d(ar1, ar2, assume_unique=False):
            "The elements that occur in one of the two only, ascending."
            return concatenate([setdiff1d(ar1, ar2), setdiff1d(ar2, ar1)])[argsort(concatenate([setdiff1d(ar1, ar2), setdiff1d(ar2, ar1)]))]
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
            n = a.shape[0] if a.shape[0] < a.shape[-1] else a.shape[-1]
            a[(arange(n),) * a.ndim] = val

        def take_along_axis(arr, indices, axis=-1):
            "Elements by index along an axis."
            a, i = asarray(arr), asarray(indices)
            if axis is None:
                a, i, axis = a.reshape(-1), i.reshape(-1), 0
            axis = axis % a.ndim
            where_ = [arange(n).reshape([-1 if k == d else 1 for k in _indices_of(a.ndim)]) for d, n in enumerate(i.shape)]
            where_ = [i if d == axis else (w if a.shape[d] != 1 else w * 0) for d, w in enumerate(where_)]
            return a[tuple(where_)]

        def put_along_axis(arr, indices, values, axis):
            "Sets elements by index along an axis."
            i = asarray(indices)
            axis = axis % arr.ndim
            where_ = [arange(n).reshape([-1 if k == d else 1 for k in _indices_of(arr.ndim)]) for d, n in enumerate(i.shape)]
            arr[tuple([i if d == axis else w for d, w in enumerate(where_)])] = values

        def put(a, ind, v, mode="raise"):
            "Sets elements of the flattened array."
            flat = a.reshape(-1)
            v = asarray(v).reshape(-1)
            for k, i in enumerate(asarray(ind).reshape(-1).tolist()):
                flat[i] = v[k % len(v)]

        def putmask(a, mask, values):
            "Sets elements where a mask holds; the values repeat."
            values = asarray(values).reshape(-1)
            at = nonzero(asarray(mask).reshape(-1))[0]
            a.reshape(-1)[at] = values[at % len(values)]

        def place(arr, mask, vals):
            "Sets elements where a mask holds, in order; the values repeat."
            vals = asarray(vals).reshape(-1)
            at = nonzero(asarray(mask).reshape(-1))[0]
            arr.reshape(-1)[at] = vals[arange(len(at)) % len(vals)]

        def copyto(dst, src, casting="same_kind", where=True):
            "Copies values into an array."
            if where is True:
                dst[...] = src
            else:
                mask = broadcast_to(asarray(where), dst.shape)
                dst[mask] = broadcast_to(asarray(src), dst.shape)[mask]

        def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
            "Places in the flattened array."
            result = 0
            for i, n in zip(multi_index, dims):
                i = asarray(i)
                if any((i < 0) | (i >= n)):
                    raise ValueError("invalid entry in coordinates array")
                result = result * n + i
            return result

        def select(condlist, choicelist, default=0):
            "Where the first condition holds the first choice, and so on."
            result = asarray(default)
            for condition, choice in zip(reversed(list(condlist)), reversed(list(choicelist))):
                result = where(condition, choice, result)
            return result

        def piecewise(x, condlist, funclist):
            "A function per condition."
            x = asarray(x)
            conditions = [asarray(c) for c in condlist]
            if len(funclist) == len(conditions) + 1:
                rest = zeros(x.shape, dtype=bool_)
                for c in conditions:
                    rest = rest | c
                conditions.append(~rest)
            y = zeros_like(x)
            for c, f in zip(conditions, funclist):
                if any(c):
                    y[c] = f(x[c]) if callable(f) else f
            return y

        def apply_along_axis(func1d, axis, arr, *args, **kwargs):
            "A function of each lane along an axis."
            a = moveaxis(asarray(arr), axis, -1)
            lanes = a.reshape(-1, a.shape[-1])
            results = [asarray(func1d(lane, *args, **kwargs)) for lane in lanes]
            shape = results[0].shape
            joined = stack(results).reshape(tuple(a.shape[:-1]) + tuple(shape))
            return moveaxis(joined, -1, axis) if len(shape) == 1 else joined

        def apply_over_axes(func, a, axes):
            "A reduction along several axes, one after the other."
            a = asarray(a)
            for axis in [axes] if isinstance(axes, int) else axes:
                result = asarray(func(a, axis))
                a = result if result.ndim == a.ndim else expand_dims(result, axis)
            return a

        def fromfunction(function, shape, *, dtype=float64, **kwargs):
            "An array made by a function of the indices."
            return function(*[g.astype(dtype) for g in indices(shape)], **kwargs)

        def fromiter(iter, dtype, count=-1):
            "A vector of what an iterable gives."
            items = []
            for item in iter:
                if len(items) == count:
                    break
                items.append(item)
            return array(items, dtype=dtype)

        def fromstring(string, dtype=float64, count=-1, *, sep=""):
            "Numbers from a text."
            return array([float(x) for x in string.replace(sep.strip() or " ", " ").split()]).astype(dtype)

        class ndindex:
            "Every index of a shape, in order."
            def __init__(self, *shape):
                self.shape = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape

            def __iter__(self):
                count = 1
                for n in self.shape:
                    count *= n
                for flat in _indices_of(count):
                    index = []
                    for n in reversed(self.shape):
                        index.insert(0, flat % n)
                        flat //= n
                    yield tuple(index)

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

        def shares_memory(a, b, max_work=None):
            "Whether one of two arrays is a view into the other."
            root = lambda x: x if x.base is None else x.base
            return root(a) is root(b)

        may_share_memory = shares_memory

        def result_type(*arrays_and_dtypes):
            "The dtype of a sum of these."
            total = None
            for x in arrays_and_dtypes:
                one = zeros(1, dtype=x)[0] if isinstance(x, (str, type, dtype)) else x
                total = one if total is None else total + one
            return asarray(total).dtype

        def promote_types(type1, type2):
            "The smallest dtype that holds both."
            return (zeros(1, dtype=type1) + zeros(1, dtype=type2)).dtype

        def unpackbits(a, axis=None):
            "Every byte as eight bits, the highest first."
            a = asarray(a).reshape(-1)
            return ((a[:, None] >> arange(7, -1, -1).astype(uint8)) & 1).astype(uint8).reshape(-1)

        def packbits(a, axis=None):
            "Eight bits as a byte, the highest first."
            a = (asarray(a).reshape(-1) != 0).astype(int64)
            a = concatenate([a, zeros(-len(a) % 8, dtype=int64)]).reshape(-1, 8)
            return (a << arange(7, -1, -1)).sum(axis=1).astype(uint8)

        def genfromtxt(fname, delimiter=None, dtype=float64, skip_header=0, **kwargs):
            "Numbers from a text file; NaN where there is none."
            rows = []
            with open(fname) as file:
                for number, line in enumerate(file):
                    if number < skip_header or not line.strip():
                        continue
                    row = []
                    for word in line.split(delimiter):
                        try:
                            row.append(float(word))
                        except ValueError:
                            row.append(nan)
                    rows.append(row)
            result = array(rows, dtype=dtype)
            return result.reshape(-1) if result.ndim == 2 and 1 in result.shape else result
        """
}
