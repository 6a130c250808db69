import torch
import torch.nn as nn
import torch.optim as optim
import numpy as np
import matplotlib.pyplot as plt
from skimage.draw import disk, rectangle

def create_image(image_size=(64, 64)):
    image = np.zeros((*image_size, 3), dtype=np.float32)
    label = np.zeros(image_size, dtype=np.int64)
    rr, cc = disk((16, 16), 10)
    image[rr, cc, 0] = 1.0
    label[rr, cc] = 1
    rr, cc = rectangle(start=(30, 30), extent=(12, 20))
    image[rr, cc, 1] = 1.0
    label[rr, cc] = 2
    image = (image - image.min()) / (image.max() - image.min())
    return torch.tensor(image).permute(2, 0, 1), torch.tensor(label)

def double_conv(in_channels, out_channels):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1, bias=False),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(inplace=True),
        nn.Conv2d(out_channels, out_channels, kernel_size=3, padding=1, bias=False),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(inplace=True),
    )

class UNet(nn.Module):
    def __init__(self, in_channels, out_channels):
        super(UNet, self).__init__()
        self.enc1 = double_conv(in_channels, 8)
        self.enc2 = double_conv(8, 16)
        self.bottleneck = double_conv(16, 32)
        self.upconv2 = nn.ConvTranspose2d(32, 16, kernel_size=2, stride=2)
        self.dec2 = double_conv(32, 16)
        self.upconv1 = nn.ConvTranspose2d(16, 8, kernel_size=2, stride=2)
        self.dec1 = double_conv(16, 8)
        self.out_conv = nn.Conv2d(8, out_channels, kernel_size=1)

    def forward(self, x):
        enc1 = self.enc1(x)
        enc2 = self.enc2(nn.MaxPool2d(kernel_size=2)(enc1))
        bottleneck = self.bottleneck(nn.MaxPool2d(kernel_size=2)(enc2))
        dec2 = self.upconv2(bottleneck)
        dec2 = torch.cat((enc2, dec2), dim=1)
        dec2 = self.dec2(dec2)
        dec1 = self.upconv1(dec2)
        dec1 = torch.cat((enc1, dec1), dim=1)
        dec1 = self.dec1(dec1)
        return self.out_conv(dec1)

def train_model(model, optimizer, criterion, num_epochs, input_image, ground_truth):
    model.train()
    for epoch in range(num_epochs):
        optimizer.zero_grad()
        outputs = model(input_image)
        loss = criterion(outputs, ground_truth.unsqueeze(0))
        loss.backward()
        optimizer.step()
        print(f"Epoch [{epoch + 1}/{num_epochs}], Loss: {loss.item():.4f}")
    print("Training complete!")

def visualize_results(input_image, output_prediction, ground_truth=None):
    input_image = input_image.squeeze().permute(1, 2, 0).cpu().numpy()
    output_prediction = torch.argmax(output_prediction, dim=1).squeeze().cpu().numpy()
    fig, ax = plt.subplots(1, 3, figsize=(15, 5))
    ax[0].imshow(input_image)
    ax[0].set_title("Input Image")
    ax[0].axis("off")
    ax[1].imshow(output_prediction, cmap="jet")
    ax[2].imshow(ground_truth, cmap="jet")
    plt.tight_layout()
    plt.show()

torch.manual_seed(0)
input_image, ground_truth = create_image()
input_image = input_image.unsqueeze(0)
model = UNet(in_channels=3, out_channels=3)
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(model.parameters(), lr=0.001)
train_model(model, optimizer, criterion, num_epochs=3, input_image=input_image, ground_truth=ground_truth)
model.eval()
with torch.no_grad():
    output_prediction = model(input_image)
visualize_results(input_image.squeeze(), output_prediction, ground_truth)
