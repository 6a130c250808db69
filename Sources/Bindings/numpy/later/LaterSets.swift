// numpy, seldom used (`NumpyLater`). Arrays as sets.

extension NumpyLater {
    static let sets = """
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
}
