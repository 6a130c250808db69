// Transforms that data sets use now and then, made of others in the dialect itself and compiled when one is first named.
import Script

enum TransformsLater {
    static func declare(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, classes) }
    static func declareFunctions(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, functions) }
    static func declareDrawing(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, drawing) }

    private static let functions = """
        import torch as _torch
        from PIL import Image as _Image

        def _pair(value):
            return (value, value) if isinstance(value, int) else tuple(value)

        def _bell(size, sigma):
            half = (size - 1) * 0.5
            x = _torch.linspace(-half, half, size)
            weights = _torch.exp(-0.5 * (x / sigma).pow(2))
            return weights / weights.sum()

        def gaussian_blur(img, kernel_size, sigma=None):
            "The picture averaged with the weights of a normal distribution."
            width, height = _pair(kernel_size) if isinstance(kernel_size, int) or len(kernel_size) == 2 else kernel_size * 2
            if width % 2 == 0 or height % 2 == 0 or width < 1 or height < 1:
                raise ValueError(f"kernel_size should have odd and positive integers. Got {kernel_size}")
            if sigma is None:
                sigma = [k * 0.15 + 0.35 for k in (width, height)]
            sx, sy = (sigma, sigma) if isinstance(sigma, (int, float)) else (sigma[0], sigma[-1])
            if sx <= 0 or sy <= 0:
                raise ValueError(f"sigma should have positive values. Got {sigma}")
            x = img if isinstance(img, _torch.Tensor) else pil_to_tensor(img)
            batch = x.unsqueeze(0) if x.dim() == 3 else x
            channels, dtype = batch.shape[-3], batch.dtype
            batch = batch if batch.is_floating_point() else batch.float()
            kernel = _torch.mm(_bell(height, sy)[:, None], _bell(width, sx)[None, :]).to(batch.dtype)
            kernel = kernel.expand(channels, 1, height, width)
            batch = _torch.nn.functional.pad(batch, [width // 2, width // 2, height // 2, height // 2], mode="reflect")
            batch = _torch.nn.functional.conv2d(batch, kernel, groups=channels)
            if not dtype.is_floating_point:
                batch = _torch.round(batch).to(dtype)
            x = batch.squeeze(0) if x.dim() == 3 else batch
            return x if isinstance(img, _torch.Tensor) else to_pil_image(x, mode=img.mode)

        def erase(img, i, j, h, w, v, inplace=False):
            "A rectangle of the picture replaced by v."
            if not inplace:
                img = img.clone()
            img[..., i:i + h, j:j + w] = v
            return img

        def _most(img):
            return 1 if img.is_floating_point() else 255

        def _check(img):
            if not isinstance(img, _torch.Tensor):
                raise TypeError(f"img should be PIL Image or a tensor. Got {type(img)}")

        def get_image_num_channels(img):
            "How many channels a picture has."
            return get_dimensions(img)[0]

        def convert_image_dtype(image, dtype=_torch.float):
            "A tensor of another type, its range stretched to the type's."
            from torchvision import transforms
            return transforms.ConvertImageDtype(dtype)(image)

        def adjust_gamma(img, gamma, gain=1):
            "gain * x ^ gamma"
            if gamma < 0:
                raise ValueError("Gamma should be a non-negative real number")
            if isinstance(img, _Image.Image):
                table = [int((255 + 1 - 1e-3) * gain * pow(i / 255.0, gamma)) for i in range(256)] * 3
                return img.convert("RGB").point(table).convert(img.mode)
            _check(img)
            result = img if img.is_floating_point() else convert_image_dtype(img, _torch.float32)
            return convert_image_dtype((gain * result ** gamma).clamp(0, 1), img.dtype)

        def adjust_sharpness(img, sharpness_factor):
            "Mixed with its smoothed self: 0 is smooth, 1 the picture, 2 twice as sharp."
            if sharpness_factor < 0:
                raise ValueError(f"sharpness_factor ({sharpness_factor}) is not non-negative.")
            if isinstance(img, _Image.Image):
                from PIL import ImageEnhance
                return ImageEnhance.Sharpness(img).enhance(sharpness_factor)
            _check(img)
            if img.size(-1) <= 2 or img.size(-2) <= 2:
                return img
            dtype = img.dtype if img.is_floating_point() else _torch.float32
            kernel = _torch.ones((3, 3), dtype=dtype)
            kernel[1, 1] = 5.0
            kernel = (kernel / kernel.sum()).expand(img.shape[-3], 1, 3, 3)
            batch = (img.unsqueeze(0) if img.dim() == 3 else img).to(dtype)
            smooth = _torch.nn.functional.conv2d(batch, kernel, groups=img.shape[-3])
            smooth = smooth.squeeze(0) if img.dim() == 3 else smooth
            poor = img.clone()
            poor[..., 1:-1, 1:-1] = smooth if img.is_floating_point() else _torch.round(smooth).to(img.dtype)
            ratio = float(sharpness_factor)
            mixed = ratio * img + (1.0 - ratio) * poor
            return mixed.clamp(0, _most(img)).to(img.dtype)

        def solarize(img, threshold):
            "Values from the threshold on are inverted."
            if isinstance(img, _Image.Image):
                from PIL import ImageOps
                return ImageOps.solarize(img, threshold)
            _check(img)
            if threshold > _most(img):
                raise TypeError("Threshold should be less than bound of img.")
            return _torch.where(img >= threshold, invert(img), img)

        def posterize(img, bits):
            "Only the highest bits of every value."
            if not 0 <= bits <= 8:
                raise ValueError(f"The number if bits should be between 0 and 8. Got {bits}")
            if isinstance(img, _Image.Image):
                from PIL import ImageOps
                return ImageOps.posterize(img, bits)
            _check(img)
            if img.dtype != _torch.uint8:
                raise TypeError(f"Only torch.uint8 image tensors are supported, but found {img.dtype}")
            return img & (256 - 2 ** (8 - bits))

        def autocontrast(img):
            "Every channel stretched to the whole range."
            if isinstance(img, _Image.Image):
                from PIL import ImageOps
                return ImageOps.autocontrast(img)
            _check(img)
            dtype = img.dtype if img.is_floating_point() else _torch.float32
            low = img.amin(dim=(-2, -1), keepdim=True).to(dtype)
            high = img.amax(dim=(-2, -1), keepdim=True).to(dtype)
            scale = _most(img) / (high - low)
            flat = ~_torch.isfinite(scale)
            low[flat] = 0
            scale[flat] = 1
            return ((img - low) * scale).clamp(0, _most(img)).to(img.dtype)

        def _equalized(channel):
            counts = _torch.bincount(channel.reshape(-1).long(), minlength=256)
            used = counts[counts != 0]
            step = int(used[:-1].sum()) // 255
            if step == 0:
                return channel
            table = (_torch.cumsum(counts, 0) + step // 2) // step
            table = _torch.cat([_torch.zeros(1, dtype=table.dtype), table[:-1]]).clamp(0, 255)
            return table[channel.long()].to(_torch.uint8)

        def equalize(img):
            "Every brightness equally often."
            if isinstance(img, _Image.Image):
                from PIL import ImageOps
                return ImageOps.equalize(img)
            _check(img)
            if img.dtype != _torch.uint8:
                raise TypeError(f"Only torch.uint8 image tensors are supported, but found {img.dtype}")
            planes = img.reshape(-1, *img.shape[-2:])
            return _torch.stack([_equalized(plane) for plane in planes]).reshape(img.shape)

        def five_crop(img, size):
            "The four corners and the middle."
            size = (int(size), int(size)) if isinstance(size, (int, float)) else tuple(size)
            height, width = (size[0], size[0]) if len(size) == 1 else size
            _, rows, columns = get_dimensions(img)
            if width > columns or height > rows:
                raise ValueError(f"Requested crop size {(height, width)} is bigger than input size {(rows, columns)}")
            corners = [(0, 0), (0, columns - width), (rows - height, 0), (rows - height, columns - width)]
            return tuple([crop(img, top, left, height, width) for top, left in corners]
                         + [center_crop(img, [height, width])])

        def ten_crop(img, size, vertical_flip=False):
            "five_crop of the picture and of the flipped picture."
            return five_crop(img, size) + five_crop(vflip(img) if vertical_flip else hflip(img), size)
        """

    private static let drawing = """
        import torch as _torch
        from PIL import Image as _Image, ImageDraw as _ImageDraw

        def _colors(colors, count, dtype=_torch.uint8):
            if colors is None:
                steps = [2 ** 25 - 1, 2 ** 15 - 1, 2 ** 21 - 1]
                colors = [tuple([i * step % 255 for step in steps]) for i in range(count)]
            elif isinstance(colors, list):
                if len(colors) < count:
                    raise ValueError(f"Number of colors must be equal or larger than the number of objects, but got "
                                     f"{len(colors)} < {count}.")
            elif isinstance(colors, (tuple, str)):
                colors = [colors] * count
            else:
                raise ValueError("colors must be a tuple or a string, or a list thereof")
            colors = [_Image.new("RGB", (1, 1), c).getpixel((0, 0)) if isinstance(c, str) else c for c in colors]
            return [tuple([v / 255 for v in c]) for c in colors] if dtype.is_floating_point else colors

        def _check(image):
            if not isinstance(image, _torch.Tensor):
                raise TypeError(f"The image must be a tensor, got {type(image)}")
            if not (image.dtype == _torch.uint8 or image.is_floating_point()):
                raise ValueError(f"The image dtype must be uint8 or float, got {image.dtype}")
            if image.dim() != 3:
                raise ValueError("Pass individual images, not batches")

        def draw_segmentation_masks(image, masks, alpha=0.8, colors=None):
            "Masks in colours over a picture (3, H, W)."
            _check(image)
            if image.size(0) != 3:
                raise ValueError("Pass an RGB image. Other Image formats are not supported")
            if masks.ndim == 2:
                masks = masks[None, :, :]
            if masks.ndim != 3:
                raise ValueError("masks must be of shape (H, W) or (batch_size, H, W)")
            if masks.dtype != _torch.bool:
                raise ValueError(f"The masks must be of dtype bool. Got {masks.dtype}")
            if masks.shape[-2:] != image.shape[-2:]:
                raise ValueError("The image and the masks must have the same height and width")
            if len(masks) == 0:
                return image
            drawn = image.detach().clone()
            for mask, color in zip(masks, _colors(colors, len(masks), image.dtype)):
                drawn[:, mask] = _torch.tensor(color, dtype=image.dtype)[:, None]
            drawn[:, masks.sum(dim=0) > 1] = 0
            return (image.detach() * (1 - alpha) + drawn * alpha).to(image.dtype)

        def draw_bounding_boxes(image, boxes, labels=None, colors=None, fill=False, width=1, **options):
            "Rectangles (xmin, ymin, xmax, ymax) on a picture."
            from torchvision.transforms import functional as F
            _check(image)
            if image.size(0) not in (1, 3):
                raise ValueError("Only grayscale and RGB images are supported")
            if labels is not None or options:
                raise NotImplementedError("draw_bounding_boxes() writes no labels here; leave labels and fonts out")
            if fill:
                raise NotImplementedError("draw_bounding_boxes(fill=True) is not available here; draw_segmentation_masks fills")
            if (boxes[:, 0] > boxes[:, 2]).any() or (boxes[:, 1] > boxes[:, 3]).any():
                raise ValueError("Boxes need to be in (xmin, ymin, xmax, ymax) format. Use torchvision.ops.box_convert "
                                 "to convert them")
            if len(boxes) == 0:
                return image
            picture = F.to_pil_image(F.convert_image_dtype(image.repeat(3 // image.size(0), 1, 1), _torch.uint8))
            draw = _ImageDraw.Draw(picture)
            for box, color in zip(boxes.long().tolist(), _colors(colors, len(boxes))):
                draw.rectangle(box, width=width, outline=color)
            return F.convert_image_dtype(F.pil_to_tensor(picture), image.dtype)
        """

    private static let classes = """
        import math as _math
        import random as _random
        import torch as _torch
        from torchvision.transforms import functional as _functional

        class _Now(_torch.nn.Module):
            "A change that is made with a probability."
            def __init__(self, p=0.5):
                super().__init__()
                self.p = p

            def forward(self, img):
                return self.change(img) if _torch.rand(1).item() < self.p else img

            def __repr__(self):
                shown = "".join([f"{name}={getattr(self, name)}," for name in self.shown])
                return f"{type(self).__name__}({shown}p={self.p})"
            shown = ()

        class RandomInvert(_Now):
            def change(self, img):
                return _functional.invert(img)

        class RandomPosterize(_Now):
            shown = ("bits",)

            def __init__(self, bits, p=0.5):
                super().__init__(p)
                self.bits = bits

            def change(self, img):
                return _functional.posterize(img, self.bits)

        class RandomSolarize(_Now):
            shown = ("threshold",)

            def __init__(self, threshold, p=0.5):
                super().__init__(p)
                self.threshold = threshold

            def change(self, img):
                return _functional.solarize(img, self.threshold)

        class RandomAdjustSharpness(_Now):
            shown = ("sharpness_factor",)

            def __init__(self, sharpness_factor, p=0.5):
                super().__init__(p)
                self.sharpness_factor = sharpness_factor

            def change(self, img):
                return _functional.adjust_sharpness(img, self.sharpness_factor)

        class RandomAutocontrast(_Now):
            def change(self, img):
                return _functional.autocontrast(img)

        class RandomEqualize(_Now):
            def change(self, img):
                return _functional.equalize(img)

        class RandomChoice:
            "One of some transforms, drawn with Python's random."
            def __init__(self, transforms, p=None):
                if not isinstance(transforms, (list, tuple)):
                    raise TypeError("Argument transforms should be a sequence")
                self.transforms, self.p = transforms, p

            def __call__(self, *args):
                return _random.choices(self.transforms, weights=self.p)[0](*args)

        class RandomOrder:
            "Some transforms in an order drawn with Python's random."
            def __init__(self, transforms):
                if not isinstance(transforms, (list, tuple)):
                    raise TypeError("Argument transforms should be a sequence")
                self.transforms = transforms

            def __call__(self, img):
                order = list(range(len(self.transforms)))
                _random.shuffle(order)
                for i in order:
                    img = self.transforms[i](img)
                return img

        class FiveCrop(_torch.nn.Module):
            "The four corners and the middle."
            def __init__(self, size):
                super().__init__()
                self.size = (size, size) if isinstance(size, int) else tuple(size)

            def forward(self, img):
                return _functional.five_crop(img, self.size)

            def __repr__(self):
                return f"FiveCrop(size={self.size})"

        class TenCrop(_torch.nn.Module):
            "The four corners and the middle, flipped and not."
            def __init__(self, size, vertical_flip=False):
                super().__init__()
                self.size = (size, size) if isinstance(size, int) else tuple(size)
                self.vertical_flip = vertical_flip

            def forward(self, img):
                return _functional.ten_crop(img, self.size, self.vertical_flip)

            def __repr__(self):
                return f"TenCrop(size={self.size}, vertical_flip={self.vertical_flip})"

        class GaussianBlur(_torch.nn.Module):
            "Blurs with a random width of the bell."
            def __init__(self, kernel_size, sigma=(0.1, 2.0)):
                super().__init__()
                self.kernel_size = (kernel_size, kernel_size) if isinstance(kernel_size, int) else tuple(kernel_size)
                for size in self.kernel_size:
                    if size <= 0 or size % 2 == 0:
                        raise ValueError("Kernel size value should be an odd and positive number.")
                self.sigma = (sigma, sigma) if isinstance(sigma, (int, float)) else tuple(sigma)
                if not 0.0 < self.sigma[0] <= self.sigma[1]:
                    raise ValueError(f"sigma values should be positive and of the form (min, max). Got {self.sigma}")

            def forward(self, img):
                sigma = _torch.empty(1).uniform_(self.sigma[0], self.sigma[1]).item()
                return _functional.gaussian_blur(img, self.kernel_size, [sigma, sigma])

            def __repr__(self):
                return f"GaussianBlur(kernel_size={self.kernel_size}, sigma={self.sigma})"

        class RandomErasing(_torch.nn.Module):
            "Replaces a random rectangle of a tensor image (Zhong et al. 2017)."
            def __init__(self, p=0.5, scale=(0.02, 0.33), ratio=(0.3, 3.3), value=0, inplace=False):
                super().__init__()
                self.p, self.scale, self.ratio, self.value, self.inplace = p, scale, ratio, value, inplace

            @staticmethod
            def get_params(img, scale, ratio, value=None):
                "The rectangle's corner and size, and what fills it."
                channels, rows, columns = img.shape[-3], img.shape[-2], img.shape[-1]
                bounds = _torch.log(_torch.tensor(ratio))
                for _ in range(10):
                    area = rows * columns * _torch.empty(1).uniform_(scale[0], scale[1]).item()
                    aspect = _torch.exp(_torch.empty(1).uniform_(bounds[0].item(), bounds[1].item())).item()
                    h, w = int(round(_math.sqrt(area * aspect))), int(round(_math.sqrt(area / aspect)))
                    if not (h < rows and w < columns):
                        continue
                    if value is None:
                        v = _torch.empty([channels, h, w], dtype=_torch.float32).normal_()
                    else:
                        v = _torch.tensor(value)[:, None, None]
                    i = _torch.randint(0, rows - h + 1, size=(1,)).item()
                    j = _torch.randint(0, columns - w + 1, size=(1,)).item()
                    return i, j, h, w, v
                return 0, 0, rows, columns, img

            def forward(self, img):
                if not _torch.rand(1) < self.p:
                    return img
                value = self.value
                if isinstance(value, (int, float)):
                    value = [float(value)]
                elif isinstance(value, str):
                    value = None
                i, j, h, w, v = self.get_params(img, self.scale, self.ratio, value)
                return _functional.erase(img, i, j, h, w, v, self.inplace)

            def __repr__(self):
                return (f"RandomErasing(p={self.p}, scale={self.scale}, ratio={self.ratio}, value={self.value}, "
                        f"inplace={self.inplace})")
        """
}
