// numpy.testing: assertions about arrays, in the dialect.
enum NumpyTesting {
    static let text = """
        import numpy as _np

        def _report(title, x, y, wrong, err_msg, verbose):
            lines = ["", title]
            if err_msg:
                lines[-1] += "\\n" + err_msg
            if wrong is not None and wrong.size:
                count = int(wrong.sum())
                share = "%.3g" % (100 * count / wrong.size)
                lines += ["", f"Mismatched elements: {count} / {wrong.size} ({share}%)"]
                if x.shape == y.shape and x.dtype.kind in "iuf" and y.dtype.kind in "iuf":
                    a, b = x[wrong].astype(_np.float64), y[wrong].astype(_np.float64)
                    lines += [f"Max absolute difference among violations: {_np.abs(a - b).max()}"]
            if verbose:
                lines += [f" ACTUAL: {x!r}", f" DESIRED: {y!r}"]
            raise AssertionError("\\n".join(lines))

        def _compare(same, x, y, title, err_msg, verbose, strict=False):
            "`same` says where two arrays agree; NaN agrees with NaN."
            x, y = _np.asarray(x), _np.asarray(y)
            if x.shape != y.shape and (strict or x.ndim and y.ndim) or strict and x.dtype != y.dtype:
                what = "shapes" if x.shape != y.shape else "dtypes"
                _report(f"{title}\\n({what} {x.shape}, {y.shape} mismatch)", x, y, None, err_msg, verbose)
            agree = _np.asarray(same(x, y))
            if not agree.all():
                _report(title, x, y, ~agree, err_msg, verbose)

        def _equal(x, y):
            same = _np.asarray(x == y)
            if "f" in (x.dtype.kind, y.dtype.kind) and x.dtype.kind in "biuf" and y.dtype.kind in "biuf":
                same = same | (_np.isnan(x) & _np.isnan(y))
            return same

        def assert_(val, msg=""):
            "Raises AssertionError when val is not true."
            if not val:
                raise AssertionError(msg)

        def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
            "Raises AssertionError when they differ."
            _compare(_equal, actual, desired, "Arrays are not equal", err_msg, verbose, strict)

        def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True, *, strict=False):
            "Raises AssertionError when they differ by more than atol + rtol * |desired|."
            def same(x, y):
                return _np.isclose(x, y, rtol=rtol, atol=atol, equal_nan=equal_nan)
            _compare(same, actual, desired, f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}", err_msg, verbose, strict)

        def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
            "Raises AssertionError when they differ by 1.5 * 10 ** -decimal or more."
            def same(x, y):
                return _equal(x, y) | (_np.abs(x - y) < 1.5 * 10.0 ** -decimal)
            _compare(same, actual, desired, f"Arrays are not almost equal to {decimal} decimals", err_msg, verbose)

        def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
            "Raises AssertionError when they differ by 1.5 * 10 ** -decimal or more."
            if _np.ndim(actual) or _np.ndim(desired):
                assert_array_almost_equal(actual, desired, decimal, err_msg, verbose)
            elif not (actual == desired or actual != actual and desired != desired or abs(desired - actual) < 1.5 * 10.0 ** -decimal):
                raise AssertionError(f"\\nArrays are not almost equal to {decimal} decimals\\n ACTUAL: {actual!r}\\n DESIRED: {desired!r}")

        def assert_approx_equal(actual, desired, significant=7, err_msg="", verbose=True):
            "Raises AssertionError when they differ in their first digits."
            scale = 0 if desired == 0 and actual == 0 else 10.0 ** _np.floor(_np.log10(0.5 * (abs(desired) + abs(actual))))
            if scale and abs(actual - desired) / scale >= 10.0 ** -(significant - 1):
                raise AssertionError(f"\\nItems are not equal to {significant} significant digits:\\n ACTUAL: {actual!r}\\n DESIRED: {desired!r}")

        def assert_array_less(x, y, err_msg="", verbose=True, *, strict=False):
            "Raises AssertionError when an element of x is not below y's."
            _compare(lambda a, b: a < b, x, y, "Arrays are not strictly ordered `x < y`", err_msg, verbose, strict)

        def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
            "Raises AssertionError when two objects differ."
            if isinstance(desired, dict) and isinstance(actual, dict):
                assert_equal(len(actual), len(desired), err_msg, verbose)
                for key in desired:
                    if key not in actual:
                        raise AssertionError(repr(key))
                    assert_equal(actual[key], desired[key], err_msg, verbose)
            elif isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
                assert_equal(len(actual), len(desired), err_msg, verbose)
                for x, y in zip(actual, desired):
                    assert_equal(x, y, err_msg, verbose)
            elif isinstance(actual, _np.ndarray) or isinstance(desired, _np.ndarray):
                assert_array_equal(actual, desired, err_msg, verbose, strict=strict)
            elif not (actual == desired or actual != actual and desired != desired):
                raise AssertionError(f"\\nItems are not equal:{err_msg}\\n ACTUAL: {actual!r}\\n DESIRED: {desired!r}")

        class _Raises:
            def __init__(self, kind, pattern):
                self.kind, self.pattern = kind, pattern

            def __enter__(self):
                return self

            def __exit__(self, kind, error, trace):
                if error is None:
                    raise AssertionError(f"{getattr(self.kind, '__name__', self.kind)} not raised")
                if not isinstance(error, self.kind):
                    return False
                self.exception = error
                if self.pattern is not None:
                    import re
                    if not re.search(self.pattern, str(error)):
                        raise AssertionError(f'"{self.pattern}" does not match "{error}"')
                return True

        def assert_raises(exception_class, callable=None, *args, **kwargs):
            "Raises AssertionError when a call, or a with block, does not raise."
            if callable is None:
                return _Raises(exception_class, None)
            with _Raises(exception_class, None):
                callable(*args, **kwargs)

        def assert_raises_regex(exception_class, expected_regexp, callable=None, *args, **kwargs):
            "The same, and the message must match."
            if callable is None:
                return _Raises(exception_class, expected_regexp)
            with _Raises(exception_class, expected_regexp):
                callable(*args, **kwargs)

        def assert_string_equal(actual, desired):
            "Raises AssertionError when two texts differ."
            if actual != desired:
                raise AssertionError(f"Differences in strings:\\n- {actual}\\n+ {desired}")
        """
}
