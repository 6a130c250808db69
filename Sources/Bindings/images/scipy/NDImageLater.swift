// scipy.ndimage's functions that are made of its others, in the dialect itself and compiled when one is first named.
import Script

enum NDImageLater {
    static func declare(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, functions) }

    private static let functions = """
        import numpy as _np
        from scipy import ndimage as _nd

        def uniform_filter1d(input, size, axis=-1, output=None, mode="reflect", cval=0.0, origin=0):
            "The mean of neighbours along one axis."
            return _nd.uniform_filter(input, size, output, mode, cval, origin, axes=(axis,))

        def maximum_filter1d(input, size, axis=-1, output=None, mode="reflect", cval=0.0, origin=0):
            "The largest of neighbours along one axis."
            return _nd.maximum_filter(input, (size,), None, output, mode, cval, origin, axes=(axis,))

        def minimum_filter1d(input, size, axis=-1, output=None, mode="reflect", cval=0.0, origin=0):
            "The smallest of neighbours along one axis."
            return _nd.minimum_filter(input, (size,), None, output, mode, cval, origin, axes=(axis,))

        def _gradient(input, axis, output, mode, cval, side):
            input = _np.asarray(input)
            axis = axis + input.ndim if axis < 0 else axis
            result = _nd.correlate1d(input, [-1, 0, 1], axis, output, mode, cval, 0)
            for other in range(input.ndim):
                if other != axis:
                    result = _nd.correlate1d(result, side, other, output, mode, cval, 0)
            return result

        def sobel(input, axis=-1, output=None, mode="reflect", cval=0.0):
            "The slope along an axis, smoothed across it with 1, 2, 1."
            return _gradient(input, axis, output, mode, cval, [1, 2, 1])

        def prewitt(input, axis=-1, output=None, mode="reflect", cval=0.0):
            "The slope along an axis, smoothed across it with 1, 1, 1."
            return _gradient(input, axis, output, mode, cval, [1, 1, 1])

        def _along_all(input, output, one, join):
            input = _np.asarray(input)
            result = one(0)
            for axis in range(1, input.ndim):
                result = join(result, one(axis))
            if isinstance(output, _np.ndarray):
                output[...] = result
                return output
            return result

        def laplace(input, output=None, mode="reflect", cval=0.0, *, axes=None):
            "The sum of the second differences along every axis."
            input = _np.asarray(input)
            kind = input.dtype if output is None or isinstance(output, _np.ndarray) else output
            chosen = range(input.ndim) if axes is None else ((axes,) if isinstance(axes, int) else axes)
            result = None
            for axis in chosen:
                part = _nd.correlate1d(input, [1, -2, 1], axis, kind, mode, cval, 0)
                result = part if result is None else result + part
            if isinstance(output, _np.ndarray):
                output[...] = result
                return output
            return result

        def _per_axis(sigma, rank):
            return list(sigma) if hasattr(sigma, "__len__") else [sigma] * rank

        def gaussian_laplace(input, sigma, output=None, mode="reflect", cval=0.0, **options):
            "The sum of the Gaussian's second derivatives along every axis."
            input = _np.asarray(input)
            kind = input.dtype if output is None or isinstance(output, _np.ndarray) else output

            def one(axis):
                order = [0] * input.ndim
                order[axis] = 2
                return _nd.gaussian_filter(input, sigma, order, kind, mode, cval, **options)
            return _along_all(input, output, one, lambda a, b: a + b)

        def gaussian_gradient_magnitude(input, sigma, output=None, mode="reflect", cval=0.0, **options):
            "The length of the Gaussian's gradient."
            input = _np.asarray(input)
            kind = input.dtype if output is None or isinstance(output, _np.ndarray) else output

            def one(axis):
                order = [0] * input.ndim
                order[axis] = 1
                return _nd.gaussian_filter(input, sigma, order, kind, mode, cval, **options) ** 2
            result = _np.sqrt(_along_all(input, None, one, lambda a, b: a + b)).astype(kind)
            if isinstance(output, _np.ndarray):
                output[...] = result
                return output
            return result

        def iterate_structure(structure, iterations, origin=None):
            "A structuring element dilated by itself."
            structure = _np.asarray(structure)
            if iterations < 2:
                return structure.copy()
            count = iterations - 1
            wide = _np.zeros(tuple(n + count * (n - 1) for n in structure.shape), dtype=bool)
            wide[tuple(slice(count * (n // 2), count * (n // 2) + n) for n in structure.shape)] = structure != 0
            result = _nd.binary_dilation(wide, structure, iterations=count)
            if origin is None:
                return result
            moved = [origin] * structure.ndim if isinstance(origin, int) else list(origin)
            return result, [iterations * o for o in moved]

        def binary_propagation(input, structure=None, mask=None, output=None, border_value=0, origin=0, **options):
            "A mask that flows out within another one."
            return _nd.binary_dilation(input, structure, -1, mask, output, border_value, origin, **options)

        def binary_hit_or_miss(input, structure1=None, structure2=None, output=None, origin1=0, origin2=None, **options):
            "Where one pattern lies in the mask and another one outside of it."
            input = _np.asarray(input)
            if structure1 is None:
                structure1 = _nd.generate_binary_structure(input.ndim, 1)
            structure1 = _np.asarray(structure1) != 0
            structure2 = ~structure1 if structure2 is None else _np.asarray(structure2)
            hits = _nd.binary_erosion(input, structure1, origin=origin1, **options)
            misses = _nd.binary_dilation(input, structure2[tuple(slice(None, None, -1) for _ in structure2.shape)],
                                         origin=origin1 if origin2 is None else origin2, **options)
            result = hits & ~misses
            if isinstance(output, _np.ndarray):
                output[...] = result
                return output
            return result

        def find_objects(input, max_label=0):
            "For every label the slices of its box; None for a label that is not there."
            input = _np.asarray(input)
            if max_label < 1:
                max_label = int(input.max()) if input.size else 0
            if max_label > 16777216:
                raise MemoryError(f"find_objects() would make a list of {max_label} labels")
            found = []
            for label in range(1, max_label + 1):
                places = _np.nonzero(input == label)
                found.append(tuple(slice(int(p.min()), int(p.max()) + 1, None) for p in places) if len(places[0]) else None)
            return found

        def _groups(input, labels, index):
            input = _np.asarray(input)
            if labels is None:
                return [input.ravel()], True
            labels = _np.broadcast_to(_np.asarray(labels), input.shape)
            if index is None:
                return [input[labels > 0]], True
            if not hasattr(index, "__len__"):
                return [input[labels == index]], True
            return [input[labels == i] for i in index], False

        def _each(input, labels, index, function, dtype=None):
            groups, is_one = _groups(input, labels, index)
            results = [function(group) if len(group) else 0 for group in groups]
            return results[0] if is_one else _np.array(results, dtype=dtype)

        def maximum(input, labels=None, index=None):
            "The largest value of every label."
            return _each(input, labels, index, lambda g: g.max(), _np.asarray(input).dtype)

        def minimum(input, labels=None, index=None):
            "The smallest value of every label."
            return _each(input, labels, index, lambda g: g.min(), _np.asarray(input).dtype)

        def median(input, labels=None, index=None):
            "The middle value of every label."
            return _each(input, labels, index, lambda g: _np.median(g))

        def variance(input, labels=None, index=None):
            "The variance of every label's values."
            return _each(input, labels, index, lambda g: _np.var(g.astype(float)))

        def standard_deviation(input, labels=None, index=None):
            "The standard deviation of every label's values."
            return _np.sqrt(variance(input, labels, index))

        def _positions(input, labels, index, pick):
            input = _np.asarray(input)
            flat = _np.arange(input.size).reshape(input.shape)

            def one(wanted):
                where = flat if wanted is None else flat[wanted]
                best = int(where.ravel()[int(pick(input.ravel()[where.ravel()]))])
                return tuple(_np.int64(i) for i in _np.unravel_index(best, input.shape))
            if labels is None:
                return one(None)
            labels = _np.broadcast_to(_np.asarray(labels), input.shape)
            if index is None:
                return one(labels > 0)
            return one(labels == index) if not hasattr(index, "__len__") else [one(labels == i) for i in index]

        def maximum_position(input, labels=None, index=None):
            "Where the largest value of every label is."
            return _positions(input, labels, index, _np.argmax)

        def minimum_position(input, labels=None, index=None):
            "Where the smallest value of every label is."
            return _positions(input, labels, index, _np.argmin)

        def extrema(input, labels=None, index=None):
            "The smallest and largest values and where they are."
            return (minimum(input, labels, index), maximum(input, labels, index),
                    minimum_position(input, labels, index), maximum_position(input, labels, index))

        def histogram(input, min, max, bins, labels=None, index=None):
            "How many values fall into each of equal bins."
            groups, is_one = _groups(input, labels, index)
            counts = [_np.histogram(g, bins, (min, max))[0] for g in groups]
            return counts[0] if is_one else counts

        def labeled_comprehension(input, labels, index, func, out_dtype, default, pass_positions=False):
            "A function of every label's values."
            if pass_positions:
                raise NotImplementedError("labeled_comprehension(pass_positions=True) is not available here; "
                                          "take them from np.nonzero(labels == i)")
            groups, is_one = _groups(input, labels, index)
            results = _np.array([func(g) if len(g) else default for g in groups], dtype=out_dtype)
            return results[0] if is_one else results

        def _footprint(size, footprint, structure, rank):
            if structure is not None:
                structure = _np.asarray(structure)
                if _np.any(structure != 0):
                    raise NotImplementedError("structuring elements with heights are not available here; use footprint=")
                return _np.ones(structure.shape, dtype=bool) if footprint is None else _np.asarray(footprint) != 0
            if footprint is not None:
                return _np.asarray(footprint) != 0
            if size is None:
                raise ValueError("size, footprint, or structure must be specified")
            return _np.ones((size,) * rank if isinstance(size, int) else tuple(size), dtype=bool)

        def grey_erosion(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0, origin=0):
            "The smallest value under a footprint."
            shape = _footprint(size, footprint, structure, _np.asarray(input).ndim)
            return _nd.minimum_filter(input, None, shape, output, mode, cval, origin)

        def grey_dilation(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0, origin=0):
            "The largest value under a footprint that is turned half around."
            shape = _footprint(size, footprint, structure, _np.asarray(input).ndim)
            origins = [origin] * shape.ndim if isinstance(origin, int) else list(origin)
            origins = [-o - (1 if n % 2 == 0 else 0) for o, n in zip(origins, shape.shape)]
            shape = shape[tuple(slice(None, None, -1) for _ in shape.shape)]
            return _nd.maximum_filter(input, None, shape, output, mode, cval, origins)

        def grey_opening(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0, origin=0):
            "Erosion, then dilation."
            small = grey_erosion(input, size, footprint, structure, None, mode, cval, origin)
            return grey_dilation(small, size, footprint, structure, output, mode, cval, origin)

        def grey_closing(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0, origin=0):
            "Dilation, then erosion."
            wide = grey_dilation(input, size, footprint, structure, None, mode, cval, origin)
            return grey_erosion(wide, size, footprint, structure, output, mode, cval, origin)

        def _difference(a, b, output):
            result = a ^ b if a.dtype == bool else a - b
            if isinstance(output, _np.ndarray):
                output[...] = result
                return output
            return result

        def morphological_gradient(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0,
                                   origin=0):
            "Dilation less erosion."
            return _difference(grey_dilation(input, size, footprint, structure, None, mode, cval, origin),
                               grey_erosion(input, size, footprint, structure, None, mode, cval, origin), output)

        def white_tophat(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0, origin=0):
            "What an opening takes away."
            return _difference(_np.asarray(input), grey_opening(input, size, footprint, structure, None, mode, cval, origin), output)

        def black_tophat(input, size=None, footprint=None, structure=None, output=None, mode="reflect", cval=0.0, origin=0):
            "What a closing adds."
            return _difference(grey_closing(input, size, footprint, structure, None, mode, cval, origin), _np.asarray(input), output)
        """
}
