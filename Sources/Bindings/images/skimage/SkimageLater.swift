// skimage's functions that are made of its others and of scipy.ndimage, in the dialect itself and compiled when one is first named.
enum SkimageLater {
    static let filters = """
        import numpy as _np
        from scipy import ndimage as _nd
        from skimage import util as _util

        def _edges(image, smooth, mask, axis, mode, cval):
            image = _util.img_as_float(_np.asarray(image))
            axes = list(range(image.ndim)) if axis is None else [axis] if isinstance(axis, int) else list(axis)
            parts = []
            for along in axes:
                part = _nd.correlate1d(image, [-1, 0, 1], axis=along, mode=mode, cval=cval)
                for other in range(image.ndim):
                    if other != along % image.ndim:
                        part = _nd.correlate1d(part, smooth, axis=other, mode=mode, cval=cval)
                parts.append(part)
            result = parts[0] if len(parts) == 1 else _np.sqrt(sum([part * part for part in parts]) / len(parts))
            if mask is not None:
                kept = _nd.binary_erosion(_np.asarray(mask), _np.ones((3,) * image.ndim), border_value=0)
                result = result * kept
            return result

        def sobel(image, mask=None, *, axis=None, mode="reflect", cval=0.0):
            "How steep the image is, smoothed with 1, 2, 1."
            return _edges(image, [0.25, 0.5, 0.25], mask, axis, mode, cval)

        def sobel_h(image, mask=None):
            "Horizontal edges."
            return sobel(image, mask, axis=0)

        def sobel_v(image, mask=None):
            "Vertical edges."
            return sobel(image, mask, axis=1)

        def prewitt(image, mask=None, *, axis=None, mode="reflect", cval=0.0):
            "How steep the image is, smoothed with 1, 1, 1."
            return _edges(image, [1 / 3, 1 / 3, 1 / 3], mask, axis, mode, cval)

        def scharr(image, mask=None, *, axis=None, mode="reflect", cval=0.0):
            "How steep the image is, smoothed with 3, 10, 3."
            return _edges(image, [3 / 16, 10 / 16, 3 / 16], mask, axis, mode, cval)

        def threshold_mean(image):
            "The mean value."
            return _np.mean(image)

        def median(image, footprint=None, out=None, mode="nearest", cval=0.0, behavior="ndimage"):
            "The middle value under a footprint (3 wide by default)."
            if behavior != "ndimage":
                raise NotImplementedError("median(behavior='rank') is not available here; leave behavior out")
            image = _np.asarray(image)
            if footprint is None:
                footprint = _nd.generate_binary_structure(image.ndim, image.ndim)
            return _nd.median_filter(image, footprint=footprint, output=out, mode=mode, cval=cval)
        """

    static let morphology = """
        import numpy as _np
        from scipy import ndimage as _nd
        from skimage import morphology as _morphology

        def opening(image, footprint=None, out=None, *, mode=None):
            "Erosion, then dilation."
            print = None if footprint is None else _np.asarray(footprint)
            turned = None if print is None else print[::-1, ::-1]
            small = _morphology.erosion(image, print, mode=mode)
            if print is not None and (print.shape[0] % 2 == 0 or print.shape[1] % 2 == 0):
                raise NotImplementedError("opening with a footprint of even sides is not available here; use odd sides")
            return _morphology.dilation(small, turned, out, mode=mode)

        def closing(image, footprint=None, out=None, *, mode=None):
            "Dilation, then erosion."
            print = None if footprint is None else _np.asarray(footprint)
            if print is not None and (print.shape[0] % 2 == 0 or print.shape[1] % 2 == 0):
                raise NotImplementedError("closing with a footprint of even sides is not available here; use odd sides")
            turned = None if print is None else print[::-1, ::-1]
            return _morphology.erosion(_morphology.dilation(image, print, mode=mode), turned, out, mode=mode)

        def white_tophat(image, footprint=None, out=None, *, mode=None):
            "What an opening takes away."
            return _less(_np.asarray(image), opening(image, footprint, mode=mode), out)

        def black_tophat(image, footprint=None, out=None, *, mode=None):
            "What a closing adds."
            return _less(closing(image, footprint, mode=mode), _np.asarray(image), out)

        def _less(a, b, out):
            result = a ^ b if a.dtype == bool else a - b
            if out is not None:
                out[...] = result
                return out
            return result

        def remove_small_objects(ar, min_size=None, connectivity=1, *, max_size=64, out=None):
            "Connected objects of up to max_size pixels (or of less than min_size) are taken away."
            ar = _np.asarray(ar)
            most = max_size if min_size is None else min_size - 1
            result = ar.copy()
            if most > 0:
                if ar.dtype == bool:
                    labels, _ = _nd.label(ar, _nd.generate_binary_structure(ar.ndim, connectivity))
                else:
                    labels = ar
                    if labels.size and labels.min() < 0:
                        raise ValueError("Negative value labels are not supported.")
                sizes = _np.bincount(labels.ravel())
                result[(sizes <= most)[labels]] = 0
            if out is not None:
                out[...] = result
                return out
            return result

        def remove_small_holes(ar, area_threshold=None, connectivity=1, *, max_size=64, out=None):
            "Holes of up to max_size pixels (area_threshold says the same) are filled."
            most = max_size if area_threshold is None else area_threshold
            result = ~remove_small_objects(~(_np.asarray(ar) != 0), connectivity=connectivity, max_size=most)
            if out is not None:
                out[...] = result
                return out
            return result

        def rectangle(nrows, ncols, dtype=_np.uint8):
            "A footprint of ones."
            return _np.ones((nrows, ncols), dtype=dtype)

        def footprint_rectangle(shape, *, dtype=_np.uint8, decomposition=None):
            "A footprint of ones."
            if decomposition is not None:
                raise NotImplementedError("footprint_rectangle(decomposition=) is not available here; leave it out")
            return _np.ones(shape, dtype=dtype)

        def diamond(radius, dtype=_np.uint8, *, decomposition=None):
            "A footprint of the pixels within a number of steps."
            if decomposition is not None:
                raise NotImplementedError("diamond(decomposition=) is not available here; leave it out")
            line = abs(_np.arange(2 * radius + 1) - radius)
            return (line[:, None] + line[None, :] <= radius).astype(dtype)
        """

    static let measure = """
        import math as _math
        import numpy as _np
        from scipy import ndimage as _nd

        _old = {"equivalent_diameter": "equivalent_diameter_area", "mean_intensity": "intensity_mean",
                "max_intensity": "intensity_max", "min_intensity": "intensity_min", "filled_area": "area_filled",
                "bbox_area": "area_bbox", "major_axis_length": "axis_major_length", "minor_axis_length": "axis_minor_length",
                "filled_image": "image_filled", "intensity_image": "image_intensity"}

        class RegionProperties:
            "One labelled region of an image."
            def __init__(self, place, label, labels, intensities):
                self.slice, self.label = place, label
                self._labels, self._intensities = labels, intensities

            def __getattr__(self, name):
                if name in _old:
                    return getattr(self, _old[name])
                raise AttributeError(f"'RegionProperties' object has no attribute '{name}'")

            def __getitem__(self, name):
                return getattr(self, name)

            @property
            def image(self):
                return self._labels[self.slice] == self.label

            @property
            def area(self):
                return _np.float64(self.image.sum())

            num_pixels = area

            @property
            def bbox(self):
                return tuple([s.start for s in self.slice] + [s.stop for s in self.slice])

            @property
            def area_bbox(self):
                return _np.float64(self.image.size)

            @property
            def coords(self):
                return _np.argwhere(self.image) + _np.array([s.start for s in self.slice])

            @property
            def centroid(self):
                return tuple(self.coords.mean(axis=0))

            @property
            def extent(self):
                return self.area / self.area_bbox

            @property
            def equivalent_diameter_area(self):
                return _np.sqrt(4 * self.area / _math.pi)

            @property
            def image_filled(self):
                return _nd.binary_fill_holes(self.image, _np.ones((3,) * self.image.ndim))

            @property
            def area_filled(self):
                return _np.float64(self.image_filled.sum())

            @property
            def image_intensity(self):
                if self._intensities is None:
                    raise AttributeError("No intensity image specified.")
                return self._intensities[self.slice] * self.image

            def _values(self):
                self.image_intensity
                return self._intensities[self.slice][self.image]

            @property
            def intensity_mean(self):
                return _np.mean(self._values())

            @property
            def intensity_max(self):
                return _np.max(self._values()).astype(float)

            @property
            def intensity_min(self):
                return _np.min(self._values()).astype(float)

            @property
            def inertia_tensor(self):
                away = self.coords - self.coords.mean(axis=0)
                a, b, c = (away[:, 1] ** 2).mean(), -(away[:, 0] * away[:, 1]).mean(), (away[:, 0] ** 2).mean()
                return _np.array([[a, b], [b, c]])

            @property
            def inertia_tensor_eigvals(self):
                (a, b), (_, c) = self.inertia_tensor.tolist()
                half, root = (a + c) / 2, _math.sqrt(((a - c) / 2) ** 2 + b * b)
                return [half + root, max(half - root, 0.0)]

            @property
            def axis_major_length(self):
                return 4 * _math.sqrt(self.inertia_tensor_eigvals[0])

            @property
            def axis_minor_length(self):
                return 4 * _math.sqrt(self.inertia_tensor_eigvals[1])

            @property
            def eccentricity(self):
                large, small = self.inertia_tensor_eigvals
                return _math.sqrt(1 - small / large) if large else 0

            @property
            def orientation(self):
                (a, b), (_, c) = self.inertia_tensor.tolist()
                if a - c == 0:
                    return _math.pi / 4.0 if b < 0 else -_math.pi / 4.0
                return 0.5 * _math.atan2(-2 * b, c - a)

        def regionprops(label_image, intensity_image=None, cache=True, *, extra_properties=None, spacing=None, offset=None):
            "What can be measured of every labelled region."
            if extra_properties is not None or spacing is not None or offset is not None:
                raise NotImplementedError("regionprops() takes label_image and intensity_image here; leave the others out")
            labels = _np.asarray(label_image)
            if labels.ndim != 2 or labels.dtype.kind not in "iu":
                raise TypeError("regionprops() takes a 2-D image of whole labels here; measure.label(mask) makes one")
            values = None if intensity_image is None else _np.asarray(intensity_image)
            return [RegionProperties(place, i + 1, labels, values)
                    for i, place in enumerate(_nd.find_objects(labels)) if place is not None]

        def regionprops_table(label_image, intensity_image=None, properties=("label", "bbox"), *, cache=True, separator="-"):
            "The same as columns of a table."
            regions = regionprops(label_image, intensity_image)
            table = {}
            for name in properties:
                values = [getattr(region, name) for region in regions]
                if values and isinstance(values[0], tuple):
                    for k in range(len(values[0])):
                        table[f"{name}{separator}{k}"] = _np.array([value[k] for value in values])
                else:
                    table[name] = _np.array(values)
            return table
        """

    static let segmentation = """
        import numpy as _np
        from skimage import color as _color, measure as _measure, morphology as _morphology, util as _util

        def clear_border(labels, buffer_size=0, bgval=0, mask=None, *, out=None):
            "Objects that touch the image's edge are taken away."
            labels = _np.asarray(labels)
            if mask is not None:
                raise NotImplementedError("clear_border(mask=) is not available here; take the labels from np.unique(labels[~mask])")
            if any([buffer_size >= n for n in labels.shape]):
                raise ValueError("buffer size may not be greater than labels size")
            objects = _measure.label(labels)
            edge = _np.ones(labels.shape, dtype=bool)
            inner = tuple([slice(buffer_size + 1, n - buffer_size - 1) for n in labels.shape])
            edge[inner] = False
            touching = _np.isin(objects, _np.unique(objects[edge])) & (objects > 0)
            result = labels.copy()
            result[touching] = bgval
            if out is not None:
                out[...] = result
                return out
            return result

        def mark_boundaries(image, label_img, color=(1, 1, 0), outline_color=None, mode="outer", background_label=0):
            "The image with the borders of labelled regions in a colour."
            from skimage.segmentation import find_boundaries
            marked = _util.img_as_float(_np.asarray(image)).copy()
            if marked.ndim == 2:
                marked = _color.gray2rgb(marked).copy()
            boundaries = find_boundaries(label_img, mode=mode, background=background_label)
            if outline_color is not None:
                marked[_morphology.dilation(boundaries, _np.ones((3, 3)))] = outline_color
            marked[boundaries] = color
            return marked
        """

    static let exposure = """
        import numpy as _np

        def histogram(image, nbins=256, source_range="image", normalize=False, *, channel_axis=None):
            "How often values occur, and the middles of the bins; whole numbers have bins of their own."
            if source_range != "image" or channel_axis is not None:
                raise NotImplementedError("histogram() takes nbins and normalize here; for ranges use np.histogram")
            image = _np.asarray(image).ravel()
            if image.dtype.kind in "iu":
                low = int(image.min())
                counts = _np.bincount(image.astype(_np.int64) - low)
                centers = _np.arange(low, low + len(counts))
            else:
                counts, edges = _np.histogram(image, nbins)
                centers = (edges[:-1] + edges[1:]) / 2.0
            return (counts / _np.sum(counts) if normalize else counts), centers

        def cumulative_distribution(image, nbins=256):
            "The part of all values that are not larger, and the middles of the bins."
            counts, centers = histogram(image, nbins)
            sums = counts.cumsum()
            return sums / float(sums[-1]), centers

        def equalize_hist(image, nbins=256, mask=None):
            "Every brightness equally often, in 0...1."
            image = _np.asarray(image)
            values = image if mask is None else image[_np.asarray(mask) != 0]
            parts, centers = cumulative_distribution(values, nbins)
            return _np.interp(image.ravel(), centers, parts).reshape(image.shape)

        def adjust_gamma(image, gamma=1, gain=1):
            "gain * x ^ gamma"
            image = _np.asarray(image)
            if gamma < 0:
                raise ValueError("Gamma should be a non-negative real number.")
            if image.dtype == _np.uint8:
                table = _np.minimum(_np.rint(255 * gain * _np.linspace(0, 1, 256) ** gamma), 255).astype(_np.uint8)
                return table[image]
            if image.dtype.kind != "f":
                raise NotImplementedError("adjust_gamma() works on uint8 and float images here; img_as_float(image) first")
            if image.size and image.min() < 0:
                raise ValueError("Image Correction methods work correctly only on images with non-negative values. "
                                 "Use skimage.exposure.rescale_intensity.")
            return (image ** gamma * gain).astype(image.dtype)
        """

    static let color = """
        import numpy as _np
        from skimage import util as _util

        def _rgb(image, channel_axis):
            if channel_axis != -1:
                raise NotImplementedError("channels come last here; move them with np.moveaxis(image, axis, -1)")
            image = _util.img_as_float(_np.asarray(image))
            if image.shape[-1] != 3:
                raise ValueError(f"the input array must have size 3 along `channel_axis`, got {image.shape}")
            return image

        def rgb2hsv(rgb, *, channel_axis=-1):
            "Hue, saturation and value, all in 0...1."
            image = _rgb(rgb, channel_axis)
            r, g, b = image[..., 0], image[..., 1], image[..., 2]
            most, least = image.max(axis=-1), image.min(axis=-1)
            spread = most - least
            some = _np.where(spread == 0, 1.0, spread)
            hue = _np.where(most == b, 4 + (r - g) / some, 0.0)
            hue = _np.where(most == g, 2 + (b - r) / some, hue)
            hue = _np.where(most == r, (g - b) / some, hue) / 6 % 1
            hue = _np.where(spread == 0, 0.0, hue)
            saturation = _np.where(spread == 0, 0.0, spread / _np.where(most == 0, 1.0, most))
            return _np.stack([hue, saturation, most], axis=-1)

        def hsv2rgb(hsv, *, channel_axis=-1):
            "Red, green and blue, all in 0...1."
            image = _rgb(hsv, channel_axis)
            h, s, v = image[..., 0], image[..., 1], image[..., 2]
            sector = _np.floor(h * 6)
            f = h * 6 - sector
            p, q, t = v * (1 - s), v * (1 - f * s), v * (1 - (1 - f) * s)
            sector = sector.astype(_np.int64) % 6
            out = _np.zeros(image.shape, dtype=image.dtype)
            for k, parts in enumerate([(v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q)]):
                out = _np.where((sector == k)[..., None], _np.stack(parts, axis=-1), out)
            return out
        """
}
