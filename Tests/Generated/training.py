# Random small U-Nets trained for a few steps, run by unetrepl and by Python with PyTorch alike: `training.py FIRST_SEED COUNT`.
# One line per seed: the losses, the evaluated output's mean magnitude and the sum of the weights' magnitudes. See compare_torch.py.
import random
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.utils.data import DataLoader, TensorDataset


def block(r, inputs, outputs):
    norm = r.choice([nn.BatchNorm2d, nn.InstanceNorm2d, lambda c: nn.GroupNorm(2, c), lambda c: nn.Identity()])
    activation = r.choice([nn.ReLU, lambda: nn.LeakyReLU(0.1), nn.SiLU, nn.ELU, nn.PReLU, nn.GELU])
    layers = [nn.Conv2d(inputs, outputs, 3, padding=1), norm(outputs), activation()]
    if r.random() < 0.4:
        layers.append(r.choice([nn.Dropout(0.2), nn.Dropout2d(0.2)]))
    return nn.Sequential(*layers, nn.Conv2d(outputs, outputs, 3, padding=1), norm(outputs), activation())


class Net(nn.Module):
    def __init__(self, r, inputs, classes, base):
        super().__init__()
        self.down1, self.down2, self.middle = block(r, inputs, base), block(r, base, base * 2), block(r, base * 2, base * 4)
        self.pool = r.choice([nn.MaxPool2d(2), nn.AvgPool2d(2)])
        self.up2, self.up1 = self.rise(r, base * 2), self.rise(r, base)
        self.join2, self.join1 = block(r, base * 4, base * 2), block(r, base * 2, base)
        self.out = nn.Conv2d(base, classes, 1)
        self.gate = nn.Sequential(nn.Conv2d(base, 1, 1), nn.Sigmoid()) if r.random() < 0.3 else None
        self.adds_mean = r.random() < 0.3

    @staticmethod
    def rise(r, outputs):
        if r.random() < 0.5:
            return nn.ConvTranspose2d(outputs * 2, outputs, 2, stride=2)
        mode = r.choice(["nearest", "bilinear"])
        corners = True if mode == "bilinear" else None
        return nn.Sequential(nn.Upsample(scale_factor=2, mode=mode, align_corners=corners), nn.Conv2d(outputs * 2, outputs, 1))

    @staticmethod
    def joined(x, skip):
        rows, columns = skip.size(2) - x.size(2), skip.size(3) - x.size(3)
        x = F.pad(x, [columns // 2, columns - columns // 2, rows // 2, rows - rows // 2])
        return torch.cat([skip, x], dim=1)

    def forward(self, x):
        first = self.down1(x)
        second = self.down2(self.pool(first))
        x = self.middle(self.pool(second))
        if self.adds_mean:
            x = x + F.adaptive_avg_pool2d(x, 1)
        if self.gate is not None:
            first = first * self.gate(first)
        x = self.join2(self.joined(self.up2(x), second))
        return self.out(self.join1(self.joined(self.up1(x), first)))


def loss_of(y, target):
    if y.size(1) > 1:
        loss, share, truth = F.cross_entropy(y, target), F.softmax(y, 1)[:, 1], (target == 1).float()
    else:
        loss, share, truth = F.binary_cross_entropy_with_logits(y, target), torch.sigmoid(y), target
    return loss + 1 - (2 * (share * truth).sum() + 1) / (share.sum() + truth.sum() + 1)


# Those that divide a gradient by its own size are left out: where it is zero but for rounding, they step by the sign of the noise.
optimizers = [
    lambda p: optim.SGD(p, lr=0.01, momentum=0.9, weight_decay=1e-4), lambda p: optim.SGD(p, lr=0.01, nesterov=True, momentum=0.9),
    lambda p: optim.Adam(p, lr=1e-3, eps=1e-4), lambda p: optim.AdamW(p, lr=1e-3, eps=1e-4),
    lambda p: optim.Adam(p, lr=1e-3, amsgrad=True, weight_decay=1e-3, eps=1e-4), lambda p: optim.RMSprop(p, lr=1e-4, eps=1e-3),
    lambda p: optim.NAdam(p, lr=1e-3, eps=1e-4), lambda p: optim.RAdam(p),
]
schedules = [
    lambda o: optim.lr_scheduler.StepLR(o, 1, 0.7), lambda o: optim.lr_scheduler.CosineAnnealingLR(o, 4),
    lambda o: optim.lr_scheduler.OneCycleLR(o, 0.01, total_steps=8, cycle_momentum=False),
    lambda o: optim.lr_scheduler.ExponentialLR(o, 0.9),
]

for seed in range(int(sys.argv[1]), int(sys.argv[1]) + int(sys.argv[2])):
    r = random.Random(seed)
    torch.manual_seed(seed)
    inputs, classes, base = r.choice([1, 3]), r.choice([1, 2, 4]), r.choice([4, 8, 16])
    net = Net(r, inputs, classes, base)
    n, h, w = r.choice([2, 4]), r.choice([16, 21, 32]), r.choice([16, 18, 30])
    images = torch.rand(n, inputs, h, w)
    labels = torch.randint(0, classes, (n, h, w)) if classes > 1 else (torch.rand(n, 1, h, w) > 0.5).float()
    optimizer = r.choice(optimizers)(list(net.parameters()))
    schedule = r.choice(schedules)(optimizer)
    losses = []
    for _ in range(2):
        net.train()
        for batch, target in DataLoader(TensorDataset(images, labels), batch_size=2, shuffle=True):
            optimizer.zero_grad()
            loss = loss_of(net(batch), target)
            loss.backward()
            if r.random() < 0.5:
                nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        schedule.step()
    net.eval()
    with torch.no_grad():
        result = net(images).abs().mean().item()
    weights = sum(p.double().abs().sum().item() for p in net.parameters())
    print(seed, type(optimizer).__name__, "|", *[f"{value:.5f}" for value in losses], f"{result:.5f}", f"{weights:.3f}")
