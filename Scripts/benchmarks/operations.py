# Single operations, run by unetrepl and by Python with PyTorch alike. Prints `name<TAB>seconds` (best of 5).
import time

import torch
import torch.nn.functional as F

torch.manual_seed(0)
image = torch.rand(1, 64, 256, 256)
deep = torch.rand(1, 512, 32, 32)
weight = torch.randn(64, 64, 3, 3) * 0.05
deep_weight = torch.randn(512, 512, 3, 3) * 0.02
up_weight = torch.randn(512, 256, 2, 2) * 0.02
one = torch.randn(3, 64, 1, 1)
gamma = torch.ones(64)
beta = torch.zeros(64)
matrix = torch.rand(512, 512)
logits = torch.randn(1, 3, 256, 256)
target = torch.randint(0, 3, (1, 256, 256))
mask = image > 0.5

operations = {
    "conv2d 64->64 3x3 @256": lambda: F.conv2d(image, weight, padding=1),
    "conv2d 512->512 3x3 @32": lambda: F.conv2d(deep, deep_weight, padding=1),
    "conv_transpose2d 512->256 2x2 s2": lambda: F.conv_transpose2d(deep, up_weight, stride=2),
    "conv2d 64->3 1x1 @256": lambda: F.conv2d(image, one),
    "batch_norm 64 @256": lambda: F.batch_norm(image, None, None, gamma, beta, training=True),
    "relu": lambda: torch.relu(image),
    "max_pool2d 2": lambda: F.max_pool2d(image, 2),
    "interpolate bilinear x2": lambda: F.interpolate(deep, scale_factor=2, mode="bilinear", align_corners=True),
    "cat": lambda: torch.cat((image, image), dim=1),
    "add": lambda: image + image,
    "mul scalar": lambda: image * 2.0,
    "exp": lambda: torch.exp(image),
    "sigmoid": lambda: torch.sigmoid(image),
    "softmax dim 1": lambda: torch.softmax(logits, dim=1),
    "cross_entropy": lambda: F.cross_entropy(logits, target),
    "sum": lambda: image.sum(),
    "mean over H, W": lambda: image.mean(dim=(2, 3)),
    "argmax dim 1": lambda: logits.argmax(dim=1),
    "matmul 512": lambda: matrix @ matrix,
    "permute + contiguous": lambda: image.permute(0, 2, 3, 1).contiguous(),
    "masked assignment": lambda: torch.where(mask, image, beta[0]),
    "randn 4M": lambda: torch.randn(1, 64, 256, 256),
}

with torch.no_grad():
    for name, operation in operations.items():
        operation()
        best = 1e9
        for _ in range(5):
            start = time.perf_counter()
            operation()
            best = min(best, time.perf_counter() - start)
        print(name + "\t" + str(best))
