// PIL.ImageFilter, PIL.ImageChops and the seldom-used part of PIL.ImageOps, in the dialect itself: Pillow 13's rules on top of the
// Swift code that reads and makes pixels.
enum PILLater {
    /// Fonts can be named and handed on; there is no drawing of text into pictures.
    static let fonts = """
        class FreeTypeFont:
            "A font file and a size in pixels."
            def __init__(self, font=None, size=10):
                self.path, self.size = font, size

            def getbbox(self, text, *args, **kwargs):
                raise NotImplementedError("the size of drawn text is not known here; use plt.text(x, y, 'words') on plt.imshow(image)")

            getlength = getmask = getbbox

        ImageFont = FreeTypeFont

        def truetype(font=None, size=10, index=0, encoding="", layout_engine=None):
            "The font of a file, which is not read."
            return FreeTypeFont(font, size)

        def load_default(size=None):
            "The font that is used when none is named."
            return FreeTypeFont(None, 10 if size is None else size)

        load = load_path = truetype
        """

    static let filters = """
        import numpy as _np
        from scipy import ndimage as _nd
        from PIL import Image as _Image

        class Filter:
            "What image.filter() takes."

        class MultibandFilter(Filter):
            "A filter that treats all bands alike."

        class Kernel(Filter):
            "Neighbours weighted, summed, divided by scale (the weights' sum by default) and moved by offset."
            name = "Kernel"

            def __init__(self, size, kernel, scale=None, offset=0):
                if tuple(size) not in ((3, 3), (5, 5)):
                    raise ValueError("bad kernel size")
                if scale is None:
                    scale = sum(kernel)
                if size[0] * size[1] != len(kernel):
                    raise ValueError("not enough coefficients in kernel")
                if scale == 0:
                    raise ValueError("the scale must not be 0; give scale=1 for weights whose sum is 0")
                self.filterargs = tuple(size), scale, offset, list(kernel)

            def filter(self, image):
                _, scale, offset, weights = self.filterargs
                return image._kernel(weights, scale, offset)

        class BuiltinFilter(Kernel):
            "A kernel with a name."
            def __init__(self):
                pass

        def _named(name, side, scale, offset, weights):
            made = type(name, (BuiltinFilter,), {"name": name, "filterargs": ((side, side), scale, offset, weights)})
            return made

        BLUR = _named("BLUR", 5, 16, 0, [1] * 6 + [0, 0, 0, 1, 1] * 3 + [1] * 4)
        CONTOUR = _named("CONTOUR", 3, 1, 255, [-1] * 4 + [8] + [-1] * 4)
        DETAIL = _named("DETAIL", 3, 6, 0, [0, -1, 0, -1, 10, -1, 0, -1, 0])
        EDGE_ENHANCE = _named("EDGE_ENHANCE", 3, 2, 0, [-1] * 4 + [10] + [-1] * 4)
        EDGE_ENHANCE_MORE = _named("EDGE_ENHANCE_MORE", 3, 1, 0, [-1] * 4 + [9] + [-1] * 4)
        EMBOSS = _named("EMBOSS", 3, 1, 128, [-1, 0, 0, 0, 1, 0, 0, 0, 0])
        FIND_EDGES = _named("FIND_EDGES", 3, 1, 0, [-1] * 4 + [8] + [-1] * 4)
        SHARPEN = _named("SHARPEN", 3, 16, 0, [-2] * 4 + [32] + [-2] * 4)
        SMOOTH = _named("SMOOTH", 3, 13, 0, [1] * 4 + [5] + [1] * 4)
        SMOOTH_MORE = _named("SMOOTH_MORE", 5, 100, 0, [1] * 6 + [5, 5, 5, 1, 1, 5, 44, 5, 1, 1, 5, 5, 5] + [1] * 6)

        def _pair(radius):
            return tuple(radius) if isinstance(radius, (list, tuple)) else (radius, radius)

        class GaussianBlur(MultibandFilter):
            "Close to a Gaussian: three box blurs."
            name = "GaussianBlur"

            def __init__(self, radius=2):
                self.radius = radius

            def filter(self, image):
                return image._blur("gaussian", *_pair(self.radius))

        class BoxBlur(MultibandFilter):
            "The mean of a box of 2 * radius + 1 pixels."
            name = "BoxBlur"

            def __init__(self, radius):
                if min(_pair(radius)) < 0:
                    raise ValueError("radius must be >= 0")
                self.radius = radius

            def filter(self, image):
                return image._blur("box", *_pair(self.radius))

        class UnsharpMask(MultibandFilter):
            "What a blur takes away, added again."
            name = "UnsharpMask"

            def __init__(self, radius=2, percent=150, threshold=3):
                self.radius, self.percent, self.threshold = radius, percent, threshold

            def filter(self, image):
                return image._unsharp(self.radius, self.percent, self.threshold)

        class RankFilter(Filter):
            "One of the values of a square around every pixel, counted from the smallest."
            name = "Rank"

            def __init__(self, size, rank):
                self.size, self.rank = size, rank

            def filter(self, image):
                if image.mode == "P":
                    raise ValueError("cannot filter palette images")
                if not isinstance(self.size, int) or self.size < 1 or self.size % 2 == 0 or self.size > 299:
                    raise ValueError("bad filter size")
                if not 0 <= self.rank < self.size * self.size:
                    raise ValueError("bad rank value")
                pixels = _np.asarray(image)
                size = (self.size, self.size) + (1,) * (pixels.ndim - 2)
                return _Image.fromarray(_nd.rank_filter(pixels, self.rank, size=size, mode="nearest"))

        class MedianFilter(RankFilter):
            "The middle value of a square."
            name = "Median"

            def __init__(self, size=3):
                self.size, self.rank = size, size * size // 2

        class MinFilter(RankFilter):
            "The smallest value of a square."
            name = "Min"

            def __init__(self, size=3):
                self.size, self.rank = size, 0

        class MaxFilter(RankFilter):
            "The largest value of a square."
            name = "Max"

            def __init__(self, size=3):
                self.size, self.rank = size, size * size - 1

        class ModeFilter(Filter):
            "The most frequent value of a square, where it occurs more than twice."
            name = "Mode"

            def __init__(self, size=3):
                self.size = size

            def filter(self, image):
                pixels = _np.asarray(image)
                if pixels.ndim == 3:
                    bands = [self.filter(band) for band in image.split()]
                    return _Image.merge(image.mode, bands)
                side = self.size // 2 * 2 + 1
                box = _np.ones((side, side))
                best, most = pixels.copy(), _np.full(pixels.shape, 2)
                for value in _np.unique(pixels):
                    count = _nd.correlate((pixels == value).astype(_np.int32), box, mode="constant")
                    better = count > most
                    best[better], most[better] = value, count[better]
                return _Image.fromarray(best)
        """

    static let chops = """
        import numpy as _np
        from PIL import Image as _Image

        def _both(image1, image2):
            if image1.mode != image2.mode:
                raise ValueError("images do not match")
            w, h = min(image1.width, image2.width), min(image1.height, image2.height)
            return (_np.asarray(image1)[:h, :w].astype(_np.int64), _np.asarray(image2)[:h, :w].astype(_np.int64))

        def _made(values):
            return _Image.fromarray(_np.clip(values, 0, 255).astype(_np.uint8))

        def _cut(values, scale, offset):
            return _made(_np.trunc(values / scale + offset))

        def add(image1, image2, scale=1.0, offset=0):
            "(a + b) / scale + offset"
            a, b = _both(image1, image2)
            return _cut(a + b, scale, offset)

        def subtract(image1, image2, scale=1.0, offset=0):
            "(a - b) / scale + offset"
            a, b = _both(image1, image2)
            return _cut(a - b, scale, offset)

        def add_modulo(image1, image2):
            "a + b, going round at 256."
            a, b = _both(image1, image2)
            return _made((a + b) % 256)

        def subtract_modulo(image1, image2):
            "a - b, going round at 0."
            a, b = _both(image1, image2)
            return _made((a - b) % 256)

        def difference(image1, image2):
            "|a - b|"
            a, b = _both(image1, image2)
            return _made(abs(a - b))

        def multiply(image1, image2):
            "a * b / 255"
            a, b = _both(image1, image2)
            return _made(a * b // 255)

        def screen(image1, image2):
            "Inverted, multiplied and inverted again."
            a, b = _both(image1, image2)
            return _made(255 - (255 - a) * (255 - b) // 255)

        def lighter(image1, image2):
            "The larger values."
            a, b = _both(image1, image2)
            return _made(_np.maximum(a, b))

        def darker(image1, image2):
            "The smaller values."
            a, b = _both(image1, image2)
            return _made(_np.minimum(a, b))

        def overlay(image1, image2):
            "Multiplied where the first is dark, screened where it is bright."
            a, b = _both(image1, image2)
            return _made(_np.where(a < 128, a * b // 127, 255 - (255 - a) * (255 - b) // 127))

        def hard_light(image1, image2):
            "Multiplied where the second is dark, screened where it is bright."
            a, b = _both(image1, image2)
            return _made(_np.where(b < 128, a * b // 127, 255 - (255 - b) * (255 - a) // 127))

        def soft_light(image1, image2):
            "Overlaid softly."
            a, b = _both(image1, image2)
            return _made((255 - a) * (a * b) // 65536 + a * (255 - (255 - a) * (255 - b) // 255) // 255)

        def invert(image):
            "255 - value, in every band."
            values = _np.asarray(image)
            return _Image.fromarray(~values if values.dtype == bool else 255 - values)

        def _logical(image1, image2, join):
            if image1.mode != "1" or image2.mode != "1":
                raise ValueError("image has wrong mode")
            w, h = min(image1.width, image2.width), min(image1.height, image2.height)
            return _Image.fromarray(join(_np.asarray(image1)[:h, :w], _np.asarray(image2)[:h, :w]))

        def logical_and(image1, image2):
            "White where both are."
            return _logical(image1, image2, lambda a, b: a & b)

        def logical_or(image1, image2):
            "White where one is."
            return _logical(image1, image2, lambda a, b: a | b)

        def logical_xor(image1, image2):
            "White where exactly one is."
            return _logical(image1, image2, lambda a, b: a ^ b)

        def offset(image, xoffset, yoffset=None):
            "Moved; what leaves on one side comes in on the other."
            yoffset = xoffset if yoffset is None else yoffset
            return _Image.fromarray(_np.roll(_np.asarray(image), (yoffset, xoffset), axis=(0, 1)))

        def constant(image, value):
            "A gray image of the same size."
            return _Image.new("L", image.size, value)

        def duplicate(image):
            "A copy."
            return image.copy()

        def blend(image1, image2, alpha):
            "image1 * (1 - alpha) + image2 * alpha"
            return _Image.blend(image1, image2, alpha)

        def composite(image1, image2, mask):
            "image1 where the mask is white, image2 where it is black."
            return _Image.composite(image1, image2, mask)
        """

    static let ops = """
        from PIL import Image as _Image

        def _lut(image, lut):
            if image.mode == "P":
                raise NotImplementedError("mode P support coming soon")
            if image.mode not in ("L", "RGB"):
                raise OSError(f"not supported for mode {image.mode}")
            if image.mode == "RGB" and len(lut) == 256:
                lut = lut * 3
            return image.point(lut)

        def fit(image, size, method=_Image.BICUBIC, bleed=0.0, centering=(0.5, 0.5)):
            "The largest part of the image that has the size's shape, at that size."
            cx, cy = [c if 0.0 <= c <= 1.0 else 0.5 for c in centering]
            bleed = bleed if 0.0 <= bleed < 0.5 else 0.0
            edges = bleed * image.size[0], bleed * image.size[1]
            live = image.size[0] - edges[0] * 2, image.size[1] - edges[1] * 2
            ratio, wanted = live[0] / live[1], size[0] / size[1]
            if ratio == wanted:
                width, height = live
            elif ratio >= wanted:
                width, height = wanted * live[1], live[1]
            else:
                width, height = live[0], live[0] / wanted
            left, top = edges[0] + (live[0] - width) * cx, edges[1] + (live[1] - height) * cy
            return image.resize(size, method, box=(left, top, left + width, top + height))

        def _scaled(image, size, covers):
            ratio, wanted = image.width / image.height, size[0] / size[1]
            if ratio == wanted:
                return size
            if (ratio > wanted) != covers:
                return size[0], round(image.height / image.width * size[0])
            return round(image.width / image.height * size[1]), size[1]

        def contain(image, size, method=_Image.BICUBIC):
            "As large as fits into the size."
            return image.resize(_scaled(image, size, False), resample=method)

        def cover(image, size, method=_Image.BICUBIC):
            "As small as covers the size."
            return image.resize(_scaled(image, size, True), resample=method)

        def pad(image, size, method=_Image.BICUBIC, color=None, centering=(0.5, 0.5)):
            "As large as fits into the size, with a border of one colour around it."
            resized = contain(image, size, method)
            if resized.size == tuple(size):
                return resized
            out = _Image.new(image.mode, size, color)
            if resized.width != size[0]:
                out.paste(resized, (round((size[0] - resized.width) * max(0, min(centering[0], 1))), 0))
            else:
                out.paste(resized, (0, round((size[1] - resized.height) * max(0, min(centering[1], 1)))))
            return out

        def scale(image, factor, resample=_Image.BICUBIC):
            "The image times a factor."
            if factor == 1:
                return image.copy()
            if factor <= 0:
                raise ValueError("the factor must be greater than 0")
            return image.resize((round(factor * image.width), round(factor * image.height)), resample)

        def autocontrast(image, cutoff=0, ignore=None, mask=None, preserve_tone=False):
            "Stretched until the darkest pixel is black and the brightest white; cutoff percent do not count."
            histogram = (image.convert("L") if preserve_tone else image).histogram(mask)
            lut = []
            for layer in range(0, len(histogram), 256):
                h = histogram[layer:layer + 256]
                if ignore is not None:
                    for ix in [ignore] if isinstance(ignore, int) else ignore:
                        h[ix] = 0
                if cutoff:
                    low, high = cutoff if isinstance(cutoff, tuple) else (cutoff, cutoff)
                    n = sum(h)
                    for percent, places in ((low, range(256)), (high, range(255, -1, -1))):
                        cut = int(n * percent // 100)
                        for at in places:
                            taken = min(cut, h[at])
                            h[at] -= taken
                            cut -= taken
                            if cut <= 0:
                                break
                used = [at for at in range(256) if h[at]]
                lo, hi = (used[0], used[-1]) if used else (255, 0)
                if hi <= lo:
                    lut += list(range(256))
                else:
                    factor = 255.0 / (hi - lo)
                    lut += [max(0, min(255, int(ix * factor + -lo * factor))) for ix in range(256)]
            return _lut(image, lut)

        def equalize(image, mask=None):
            "Every brightness equally often."
            if image.mode == "P":
                image = image.convert("RGB")
            h = image.histogram(mask)
            lut = []
            for b in range(0, len(h), 256):
                counts = [count for count in h[b:b + 256] if count]
                step = (sum(counts) - counts[-1]) // 255 if len(counts) > 1 else 0
                if not step:
                    lut += list(range(256))
                    continue
                n = step // 2
                for i in range(256):
                    lut.append(n // step)
                    n += h[i + b]
            return _lut(image, lut)

        def posterize(image, bits):
            "Only the highest bits of every value."
            kept = 255 & ~(2 ** (8 - bits) - 1)
            return _lut(image, [i & kept for i in range(256)])

        def solarize(image, threshold=128):
            "Values from the threshold on are inverted."
            return _lut(image, [i if i < threshold else 255 - i for i in range(256)])

        def colorize(image, black, white, mid=None, blackpoint=0, whitepoint=255, midpoint=127):
            "A gray image in colours between black and white."
            if image.mode != "L":
                raise ValueError("colorize() takes an image of mode L; image.convert('L')")
            if not 0 <= blackpoint <= (whitepoint if mid is None else midpoint) <= whitepoint <= 255:
                raise ValueError("the points must rise from 0 to 255: blackpoint, midpoint, whitepoint")

            def rgb(color):
                return _Image.new("RGB", (1, 1), color).getpixel((0, 0))
            stops = [(blackpoint, rgb(black))] + ([] if mid is None else [(midpoint, rgb(mid))]) + [(whitepoint, rgb(white))]
            lut = []
            for band in range(3):
                lut += [stops[0][1][band]] * blackpoint
                for (at, a), (to, b) in zip(stops, stops[1:]):
                    lut += [a[band] + i * (b[band] - a[band]) // (to - at) for i in range(to - at)]
                lut += [stops[-1][1][band]] * (256 - whitepoint)
            return _lut(image.convert("RGB"), lut)
        """
}
