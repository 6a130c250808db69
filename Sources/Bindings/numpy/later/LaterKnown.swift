// numpy, seldom used (`NumpyLater`). Statistics that leave NaN out.

extension NumpyLater {
    static let known = """
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
}
