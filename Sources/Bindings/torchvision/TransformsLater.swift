// Transforms that data sets use now and then, made of others in the dialect itself and compiled when one is first named.
import Script

enum TransformsLater {
    static func declare(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, classes) }
    static func declareFunctions(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, functions) }

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
        """

    private static let classes = """
        import math as _math
        import torch as _torch
        from torchvision.transforms import functional as _functional

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
