# One measurement, run by unetrepl and by Python with PyTorch alike: `networks.py CASE THREADS STEPS`.
# Prints one `step SECONDS` line per measured step (after one warm-up step) and `peak MIB` at the end.
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


def double_conv(inputs, outputs, middle=None, norm=nn.BatchNorm2d):
    middle = middle or outputs
    return nn.Sequential(
        nn.Conv2d(inputs, middle, 3, padding=1, bias=False), norm(middle), nn.ReLU(inplace=True),
        nn.Conv2d(middle, outputs, 3, padding=1, bias=False), norm(outputs), nn.ReLU(inplace=True))


def group_norm(channels):
    return nn.GroupNorm(8, channels)


class ResidualConv(nn.Module):
    """A double convolution with a 1x1 shortcut around it, and dropout behind it."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = double_conv(inputs, outputs)
        self.shortcut = nn.Conv2d(inputs, outputs, kernel_size=1)
        self.dropout = nn.Dropout2d(0.1)

    def forward(self, x):
        return self.dropout(F.relu(self.conv(x) + self.shortcut(x)))


class AttentionGate(nn.Module):
    """Weights the skip connection by what the deeper level sees (Oktay et al. 2018)."""

    def __init__(self, gate, skip, middle):
        super().__init__()
        self.gate = nn.Sequential(nn.Conv2d(gate, middle, kernel_size=1), nn.BatchNorm2d(middle))
        self.skip = nn.Sequential(nn.Conv2d(skip, middle, kernel_size=1), nn.BatchNorm2d(middle))
        self.weight = nn.Sequential(nn.Conv2d(middle, 1, kernel_size=1), nn.BatchNorm2d(1), nn.Sigmoid())

    def forward(self, gate, skip):
        return skip * self.weight(F.relu(self.gate(gate) + self.skip(skip)))


class UNet(nn.Module):
    """The tutorial's network: transposed convolutions, widths base..16*base, a forward written op by op."""

    def __init__(self, inputs, classes, base=64, double_conv=double_conv, attention=False):
        super().__init__()
        widths = [base, base * 2, base * 4, base * 8]
        self.gates = nn.ModuleList([AttentionGate(w, w, w // 2) for w in widths] if attention else [])
        self.enc1 = double_conv(inputs, base)
        self.enc2 = double_conv(base, base * 2)
        self.enc3 = double_conv(base * 2, base * 4)
        self.enc4 = double_conv(base * 4, base * 8)
        self.bottleneck = double_conv(base * 8, base * 16)
        self.upconv4 = nn.ConvTranspose2d(base * 16, base * 8, kernel_size=2, stride=2)
        self.dec4 = double_conv(base * 16, base * 8)
        self.upconv3 = nn.ConvTranspose2d(base * 8, base * 4, kernel_size=2, stride=2)
        self.dec3 = double_conv(base * 8, base * 4)
        self.upconv2 = nn.ConvTranspose2d(base * 4, base * 2, kernel_size=2, stride=2)
        self.dec2 = double_conv(base * 4, base * 2)
        self.upconv1 = nn.ConvTranspose2d(base * 2, base, kernel_size=2, stride=2)
        self.dec1 = double_conv(base * 2, base)
        self.out_conv = nn.Conv2d(base, classes, kernel_size=1)

    def forward(self, x):
        enc1 = self.enc1(x)
        enc2 = self.enc2(nn.MaxPool2d(kernel_size=2)(enc1))
        enc3 = self.enc3(nn.MaxPool2d(kernel_size=2)(enc2))
        enc4 = self.enc4(nn.MaxPool2d(kernel_size=2)(enc3))
        x = self.bottleneck(nn.MaxPool2d(kernel_size=2)(enc4))
        x = self.dec4(self.join(3, enc4, self.upconv4(x)))
        x = self.dec3(self.join(2, enc3, self.upconv3(x)))
        x = self.dec2(self.join(1, enc2, self.upconv2(x)))
        x = self.dec1(self.join(0, enc1, self.upconv1(x)))
        return self.out_conv(x)

    def join(self, level, skip, x):
        if len(self.gates) > 0:
            skip = self.gates[level](x, skip)
        return torch.cat((skip, x), dim=1)


class Up(nn.Module):
    """Bilinear up-sampling, padding to the skip's size, concatenation, double convolution."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        self.conv = double_conv(inputs, outputs, inputs // 2)

    def forward(self, x, skip):
        x = self.up(x)
        dy = skip.size(2) - x.size(2)
        dx = skip.size(3) - x.size(3)
        x = F.pad(x, [dx // 2, dx - dx // 2, dy // 2, dy - dy // 2])
        return self.conv(torch.cat([skip, x], dim=1))


class BilinearUNet(nn.Module):
    def __init__(self, inputs, classes):
        super().__init__()
        self.inc = double_conv(inputs, 64)
        self.down1 = nn.Sequential(nn.MaxPool2d(2), double_conv(64, 128))
        self.down2 = nn.Sequential(nn.MaxPool2d(2), double_conv(128, 256))
        self.down3 = nn.Sequential(nn.MaxPool2d(2), double_conv(256, 512))
        self.down4 = nn.Sequential(nn.MaxPool2d(2), double_conv(512, 512))
        self.up1 = Up(1024, 256)
        self.up2 = Up(512, 128)
        self.up3 = Up(256, 64)
        self.up4 = Up(128, 64)
        self.outc = nn.Conv2d(64, classes, kernel_size=1)

    def forward(self, x):
        x1 = self.inc(x)
        x2 = self.down1(x1)
        x3 = self.down2(x2)
        x4 = self.down3(x3)
        x = self.up1(self.down4(x4), x4)
        x = self.up2(x, x3)
        x = self.up3(x, x2)
        x = self.up4(x, x1)
        return self.outc(x)


def case(name):
    """(model, image batch, labels); labels None means inference."""
    if name == "tutorial-train":
        return UNet(3, 3), torch.rand(1, 3, 256, 256), torch.randint(0, 3, (1, 256, 256))
    if name == "tutorial-infer":
        return UNet(3, 3), torch.rand(1, 3, 256, 256), None
    if name == "bilinear-train":
        return BilinearUNet(3, 2), torch.rand(2, 3, 160, 160), torch.randint(0, 2, (2, 160, 160))
    if name == "base16-train":
        return UNet(3, 3, 16), torch.rand(8, 3, 128, 128), torch.randint(0, 3, (8, 128, 128))
    if name == "batch4-train":
        return UNet(3, 3, 32), torch.rand(4, 3, 128, 128), torch.randint(0, 3, (4, 128, 128))
    if name == "groupnorm-train":
        norm = lambda inputs, outputs: double_conv(inputs, outputs, norm=group_norm)
        return UNet(3, 3, 32, norm), torch.rand(2, 3, 128, 128), torch.randint(0, 3, (2, 128, 128))
    if name == "instancenorm-train":
        norm = lambda inputs, outputs: double_conv(inputs, outputs, norm=nn.InstanceNorm2d)
        return UNet(3, 3, 32, norm), torch.rand(2, 3, 128, 128), torch.randint(0, 3, (2, 128, 128))
    if name == "residual-train":
        return UNet(3, 3, 32, ResidualConv), torch.rand(2, 3, 128, 128), torch.randint(0, 3, (2, 128, 128))
    if name == "attention-train":
        return UNet(3, 3, 32, attention=True), torch.rand(2, 3, 128, 128), torch.randint(0, 3, (2, 128, 128))
    if name == "double-conv":
        return double_conv(64, 64), torch.rand(1, 64, 256, 256), torch.randint(0, 64, (1, 256, 256))
    raise ValueError("unknown case " + name)


def peak_mib():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def main():
    name, threads, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model, images, labels = case(name)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    if labels is None:
        model.eval()
    for step in range(steps + 1):
        start = time.perf_counter()
        if labels is None:
            with torch.no_grad():
                total = model(images).sum().item()
        else:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            total = loss.item()
        seconds = time.perf_counter() - start
        if step > 0:
            print(f"step {seconds:.4f}")
    print(f"value {total:.6f}")
    print(f"peak {peak_mib():.1f}")


main()
