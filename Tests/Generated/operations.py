# Random layers and functions with random settings and shapes, run by unetrepl and by Python with PyTorch alike:
# `operations.py FIRST_SEED COUNT`. One line per seed: what it was, then the shape of the result and the sums of the magnitudes of the
# result, of the input's gradient, of the parameters' gradients, and of the buffers; or the error. See compare_torch.py.
import random
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F


def convolution(r, x):
    c = x.shape[1]
    groups = r.choice([1, 1, 1, c])
    padding = r.choice([0, 1, 2, 3, (1, 2), "same"])
    stride = 1 if padding == "same" else r.choice([1, 1, 2, 3, (2, 1)])
    return nn.Conv2d(
        c, groups * r.choice([1, 2, 3, 16]), r.choice([1, 2, 3, 5, (1, 3), (3, 1), 7]), stride=stride, padding=padding,
        dilation=r.choice([1, 1, 2, 3]), groups=groups, bias=r.random() < 0.5,
        padding_mode=r.choice(["zeros", "zeros", "zeros", "reflect", "replicate", "circular"]))


def transposed_convolution(r, x):
    c = x.shape[1]
    groups = r.choice([1, 1, c])
    return nn.ConvTranspose2d(
        c, groups * r.choice([1, 2, 5]), r.choice([1, 2, 3, 4, (2, 3)]), stride=r.choice([1, 2, 3, (2, 1)]),
        padding=r.choice([0, 0, 1]), output_padding=r.choice([0, 0, 1]), dilation=r.choice([1, 1, 2]), groups=groups)


def pooling(r, x):
    size, stride, padding = r.choice([1, 2, 3, (2, 3)]), r.choice([None, 1, 2, 3]), r.choice([0, 0, 1])
    return r.choice([
        nn.MaxPool2d(size, stride, padding, dilation=r.choice([1, 1, 2]), ceil_mode=r.random() < 0.5),
        nn.AvgPool2d(size, stride, padding, ceil_mode=r.random() < 0.5, count_include_pad=r.random() < 0.5,
                     divisor_override=r.choice([None, None, 3])),
        nn.AdaptiveAvgPool2d(r.choice([1, 2, 3, (2, None), (None, 1), 5])),
        nn.AdaptiveMaxPool2d(r.choice([1, 2, 3, (2, None), (None, 1), 5]))])


def resampling(r, x):
    mode = r.choice(["nearest", "bilinear", "bicubic", "area", "nearest-exact"])
    smooth = mode in ("bilinear", "bicubic")
    corners = r.choice([None, True, False]) if smooth else None
    if r.random() < 0.5:
        # Not 1: with antialias PyTorch 2.15 gives the first row for all rows of a picture one pixel wide.
        how = {"size": (r.randint(2, 30), r.randint(2, 30))}
    else:
        how = {"scale_factor": r.choice([2, 0.5, 1.5, 3, (2.0, 0.7)]), "recompute_scale_factor": r.choice([None, True])}
    antialias = smooth and "size" in how and r.random() < 0.2
    return lambda t: F.interpolate(t, mode=mode, align_corners=corners, antialias=antialias, **how)


def normalization(r, x):
    c, h, w = x.shape[1:]
    return r.choice([
        nn.BatchNorm2d(c), nn.BatchNorm2d(c, momentum=None, affine=False), nn.InstanceNorm2d(c, affine=True),
        nn.InstanceNorm2d(c, track_running_stats=True), nn.GroupNorm(1, c), nn.GroupNorm(c, c), nn.LayerNorm([c, h, w]),
        nn.LocalResponseNorm(3), nn.BatchNorm2d(c).eval()])


def loss(r, x):
    n, c, h, w = x.shape
    labels, shares, weights = torch.randint(0, c, (n, h, w)), torch.rand(n, c, h, w), torch.rand(c)
    reduction, smoothing, ignored = r.choice(["mean", "sum", "none"]), r.choice([0.0, 0.1]), r.choice([-100, 0])
    return r.choice([
        lambda y: F.cross_entropy(y, labels, weights, ignore_index=ignored, reduction=reduction, label_smoothing=smoothing),
        lambda y: F.cross_entropy(y, shares.softmax(1), weights, reduction=reduction, label_smoothing=smoothing),
        lambda y: F.nll_loss(F.log_softmax(y, 1), labels, weights, ignore_index=ignored, reduction=reduction),
        lambda y: F.binary_cross_entropy(torch.sigmoid(y), shares, reduction=reduction),
        lambda y: F.binary_cross_entropy_with_logits(y, shares, shares, reduction=reduction, pos_weight=torch.ones(w) * 2),
        lambda y: F.mse_loss(y, shares, reduction=reduction), lambda y: F.l1_loss(y, shares, reduction=reduction),
        lambda y: F.smooth_l1_loss(y, shares, reduction=reduction, beta=0.5),
        lambda y: F.huber_loss(y, shares, reduction=reduction, delta=0.7),
        lambda y: F.kl_div(F.log_softmax(y, 1), shares.softmax(1), reduction="batchmean")])


def activation(r, x):
    c = x.shape[1]
    return r.choice([
        nn.ReLU(), nn.LeakyReLU(0.1), nn.ELU(0.7), nn.SELU(), nn.CELU(0.5), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(),
        nn.Softplus(2, 5), nn.Hardswish(), nn.Hardsigmoid(), nn.Sigmoid(), nn.Tanh(), nn.Softmax(1), nn.LogSoftmax(1),
        nn.PReLU(c), nn.PReLU(), nn.Softsign(), nn.Tanhshrink(), nn.Hardtanh(-0.5, 0.8), nn.ReLU6(), nn.LogSigmoid(),
        nn.Softshrink(), nn.Hardshrink(), nn.Threshold(0.1, -1)])


def padding(r, x):
    mode = r.choice(["constant", "reflect", "replicate", "circular"])
    amounts = tuple(r.randint(-1 if mode == "constant" else 0, 3) for _ in range(4))
    return lambda t: F.pad(t, amounts, mode=mode)


def small_network(r, x):
    c, o = x.shape[1], r.choice([4, 16, 24])
    return nn.Sequential(
        nn.Conv2d(c, o, 3, padding=1, bias=r.random() < 0.5),
        r.choice([nn.BatchNorm2d(o), nn.GroupNorm(2, o), nn.InstanceNorm2d(o), nn.Identity()]),
        r.choice([nn.ReLU(), nn.LeakyReLU(0.1), nn.SiLU(), nn.ReLU(inplace=True)]),
        r.choice([nn.MaxPool2d(2, ceil_mode=True), nn.Identity(), nn.Upsample(scale_factor=2), nn.AvgPool2d(2, ceil_mode=True),
                  nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)]),
        nn.Conv2d(o, o, 3, padding=1, groups=r.choice([1, 1, 2])), r.choice([nn.BatchNorm2d(o), nn.Identity()]),
        nn.ConvTranspose2d(o, 8, 2, stride=2), nn.Conv2d(8, 3, 1))


def rearrangement(r, x):
    n, c, h, w = x.shape
    places, other = torch.randint(0, w, (n, c, h, 3)), torch.randn(n, 5, h, w)
    return r.choice([
        lambda t: t.gather(3, places), lambda t: t[:, :, ::2, 1:], lambda t: t.permute(0, 2, 3, 1).reshape(-1, c),
        lambda t: t.flip(2).roll(1, 3), lambda t: t[torch.arange(n), :, 0], lambda t: t.masked_fill(t > 0, 0.5),
        lambda t: torch.where(t > 0, t, t * 0.1), lambda t: t.transpose(1, 3).contiguous().view(n, -1),
        lambda t: t.repeat(1, 2, 1, 1), lambda t: t.chunk(2, 3)[0], lambda t: t.cumsum(2), lambda t: t.sort(3).values,
        lambda t: t.topk(1, 1).values, lambda t: t.clamp(-0.5, 0.5), lambda t: torch.cat([t, other], 1),
        lambda t: F.conv2d(torch.cat([t, other], 1), torch.ones(2, c + 5, 1, 1)), lambda t: F.unfold(t, 1, stride=2)])


def reduction(r, x):
    dims, keep = r.choice([1, (2, 3), (0, 2, 3), 3]), r.random() < 0.5
    return r.choice([
        lambda t: t.sum(dims, keepdim=keep), lambda t: t.mean(dims, keepdim=keep), lambda t: t.amax(dims, keepdim=keep),
        lambda t: t.var(dims, keepdim=keep, unbiased=False), lambda t: torch.logsumexp(t, dims, keepdim=keep),
        lambda t: t.norm(dim=1), lambda t: t.abs().pow(1.5).sum(dims), lambda t: t.prod(3), lambda t: F.normalize(t, dim=1),
        lambda t: t.std(), lambda t: t.max(1)[0], lambda t: t.median(3).values])


families = [
    convolution, convolution, transposed_convolution, pooling, resampling, normalization, loss, activation, padding,
    small_network, rearrangement, reduction,
]


def magnitude(t):
    return f"{t.detach().double().abs().sum().item():.5e}"


for seed in range(int(sys.argv[1]), int(sys.argv[1]) + int(sys.argv[2])):
    torch.manual_seed(seed)
    r = random.Random(seed)
    family = r.choice(families)
    shape = (r.randint(1, 3), r.choice([1, 2, 3, 4, 8, 16, 17, 32, 33]), r.randint(1, 20), r.randint(1, 20))
    x = torch.randn(*shape, requires_grad=True)
    try:
        work = family(r, x)
        y = work(x)
        (y * torch.rand(y.shape)).sum().backward()
        parts = [y, x.grad]
        if isinstance(work, nn.Module):
            parts += [p.grad for p in work.parameters() if p.grad is not None] + [b.float() for b in work.buffers()]
        print(seed, family.__name__, shape, "|", tuple(y.shape), *[magnitude(part) for part in parts])
    except Exception as error:
        print(seed, family.__name__, shape, "|", type(error).__name__)
