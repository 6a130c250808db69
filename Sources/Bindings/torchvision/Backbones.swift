// torchvision.models: the ResNet and VGG families, which segmentation networks take as encoders. They are written as a script of
// torch.nn layers; names, order and initial numbers are torchvision's, so that a saved state_dict fits. There are no weights to
// download here, and asking for them says so.
import Schema
import Script

enum Backbones {
    static func register() {
        ModuleRegistry.register("torchvision.models") { module in
            try ScriptedModule.build(module, families)
            module.missing = { name in
                others.contains(name.text) ? .object(unavailable(name.text)) : nil
            }
        }
        for part in [
            "resnet", "vgg", "alexnet", "convnext", "densenet", "efficientnet", "googlenet", "inception", "mnasnet",
            "mobilenet", "mobilenetv2", "mobilenetv3", "regnet", "shufflenetv2", "squeezenet", "swin_transformer",
            "vision_transformer",
        ] {
            ModuleRegistry.register("torchvision.models.\(part)") { module in
                guard let models = try ModuleRegistry.module("torchvision.models") else { return }
                for name in models.attributeNames() { module[Symbol(name)] = models[Symbol(name)] }
                module.missing = { name in others.contains(name.text) ? .object(unavailable(name.text)) : nil }
            }
        }
        ModuleRegistry.register("torchvision.models.segmentation") { module in
            for name in ["fcn_resnet50", "deeplabv3_resnet50", "deeplabv3_resnet101", "fcn_resnet101"] {
                module[Symbol(name)] = .object(unavailable("segmentation.\(name)"))
            }
        }
    }

    private static let others: Set = [
        "densenet121", "densenet161", "densenet169", "densenet201", "mobilenet_v2", "mobilenet_v3_large",
        "mobilenet_v3_small", "efficientnet_b0", "efficientnet_b4", "inception_v3", "alexnet", "squeezenet1_0",
        "squeezenet1_1", "googlenet", "resnext50_32x4d", "resnext101_32x8d", "wide_resnet50_2", "convnext_tiny",
        "swin_t",
        "vit_b_16",
    ]

    private static func unavailable(_ name: String) -> Object {
        PyplotModule.unavailable(
            "torchvision.models.\(name)",
            "resnet18 to resnet152 and vgg11 to vgg19_bn are here; or use UNet(channels, classes)")
    }

    private static let families = """
        import torch
        import torch.nn as nn

        class _Weights:
            def __init__(self, name):
                self.name = name
            def __repr__(self):
                return self.name

        def _without_weights(name, given, weights, pretrained):
            if given or pretrained or weights is not None:
                raise NotImplementedError(
                    name + "(): there are no pretrained weights here; write weights=None (or pretrained=False), "
                    "then model.load_state_dict(torch.load(path)) if you have them")

        def conv3x3(in_planes, out_planes, stride=1, groups=1, dilation=1):
            "3x3 convolution with padding."
            return nn.Conv2d(in_planes, out_planes, kernel_size=3, stride=stride, padding=dilation, groups=groups,
                             bias=False, dilation=dilation)

        def conv1x1(in_planes, out_planes, stride=1):
            "1x1 convolution."
            return nn.Conv2d(in_planes, out_planes, kernel_size=1, stride=stride, bias=False)

        class BasicBlock(nn.Module):
            expansion = 1

            def __init__(self, inplanes, planes, stride=1, downsample=None, groups=1, base_width=64, dilation=1,
                         norm_layer=None):
                super().__init__()
                norm_layer = norm_layer or nn.BatchNorm2d
                self.conv1 = conv3x3(inplanes, planes, stride)
                self.bn1 = norm_layer(planes)
                self.relu = nn.ReLU(inplace=True)
                self.conv2 = conv3x3(planes, planes)
                self.bn2 = norm_layer(planes)
                self.downsample = downsample
                self.stride = stride

            def forward(self, x):
                skip = x if self.downsample is None else self.downsample(x)
                x = self.relu(self.bn1(self.conv1(x)))
                x = self.bn2(self.conv2(x))
                x += skip
                return self.relu(x)

        class Bottleneck(nn.Module):
            expansion = 4

            def __init__(self, inplanes, planes, stride=1, downsample=None, groups=1, base_width=64, dilation=1,
                         norm_layer=None):
                super().__init__()
                norm_layer = norm_layer or nn.BatchNorm2d
                width = int(planes * (base_width / 64.0)) * groups
                self.conv1 = conv1x1(inplanes, width)
                self.bn1 = norm_layer(width)
                self.conv2 = conv3x3(width, width, stride, groups, dilation)
                self.bn2 = norm_layer(width)
                self.conv3 = conv1x1(width, planes * self.expansion)
                self.bn3 = norm_layer(planes * self.expansion)
                self.relu = nn.ReLU(inplace=True)
                self.downsample = downsample
                self.stride = stride

            def forward(self, x):
                skip = x if self.downsample is None else self.downsample(x)
                x = self.relu(self.bn1(self.conv1(x)))
                x = self.relu(self.bn2(self.conv2(x)))
                x = self.bn3(self.conv3(x))
                x += skip
                return self.relu(x)

        class ResNet(nn.Module):
            "ResNet (He et al., 2015): an encoder that halves the picture five times."

            def __init__(self, block, layers, num_classes=1000, zero_init_residual=False, groups=1, width_per_group=64,
                         replace_stride_with_dilation=None, norm_layer=None):
                super().__init__()
                norm_layer = norm_layer or nn.BatchNorm2d
                self._norm_layer = norm_layer
                self.inplanes = 64
                self.dilation = 1
                dilate = replace_stride_with_dilation or [False, False, False]
                self.groups = groups
                self.base_width = width_per_group
                self.conv1 = nn.Conv2d(3, self.inplanes, kernel_size=7, stride=2, padding=3, bias=False)
                self.bn1 = norm_layer(self.inplanes)
                self.relu = nn.ReLU(inplace=True)
                self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
                self.layer1 = self._make_layer(block, 64, layers[0])
                self.layer2 = self._make_layer(block, 128, layers[1], stride=2, dilate=dilate[0])
                self.layer3 = self._make_layer(block, 256, layers[2], stride=2, dilate=dilate[1])
                self.layer4 = self._make_layer(block, 512, layers[3], stride=2, dilate=dilate[2])
                self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
                self.fc = nn.Linear(512 * block.expansion, num_classes)
                for m in self.modules():
                    if isinstance(m, nn.Conv2d):
                        nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
                    elif isinstance(m, (nn.BatchNorm2d, nn.GroupNorm)):
                        nn.init.constant_(m.weight, 1)
                        nn.init.constant_(m.bias, 0)
                if zero_init_residual:
                    for m in self.modules():
                        if isinstance(m, Bottleneck):
                            nn.init.constant_(m.bn3.weight, 0)
                        elif isinstance(m, BasicBlock):
                            nn.init.constant_(m.bn2.weight, 0)

            def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
                previous = self.dilation
                downsample = None
                if dilate:
                    self.dilation *= stride
                    stride = 1
                if stride != 1 or self.inplanes != planes * block.expansion:
                    downsample = nn.Sequential(
                        conv1x1(self.inplanes, planes * block.expansion, stride),
                        self._norm_layer(planes * block.expansion))
                layers = [block(self.inplanes, planes, stride, downsample, self.groups, self.base_width, previous,
                                self._norm_layer)]
                self.inplanes = planes * block.expansion
                for _ in range(1, blocks):
                    layers.append(block(self.inplanes, planes, groups=self.groups, base_width=self.base_width,
                                        dilation=self.dilation, norm_layer=self._norm_layer))
                return nn.Sequential(*layers)

            def forward(self, x):
                x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
                x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
                return self.fc(torch.flatten(self.avgpool(x), 1))

        def _resnet(name, block, layers):
            def build(*given, weights=None, progress=True, pretrained=False, **kwargs):
                _without_weights(name, given and given[0], weights, pretrained)
                return ResNet(block, layers, **kwargs)
            build.__name__ = name
            return build

        resnet18 = _resnet("resnet18", BasicBlock, [2, 2, 2, 2])
        resnet34 = _resnet("resnet34", BasicBlock, [3, 4, 6, 3])
        resnet50 = _resnet("resnet50", Bottleneck, [3, 4, 6, 3])
        resnet101 = _resnet("resnet101", Bottleneck, [3, 4, 23, 3])
        resnet152 = _resnet("resnet152", Bottleneck, [3, 8, 36, 3])

        class VGG(nn.Module):
            "VGG (Simonyan and Zisserman, 2014)."

            def __init__(self, features, num_classes=1000, init_weights=True, dropout=0.5):
                super().__init__()
                self.features = features
                self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
                self.classifier = nn.Sequential(
                    nn.Linear(512 * 7 * 7, 4096), nn.ReLU(True), nn.Dropout(p=dropout),
                    nn.Linear(4096, 4096), nn.ReLU(True), nn.Dropout(p=dropout), nn.Linear(4096, num_classes))
                if init_weights:
                    for m in self.modules():
                        if isinstance(m, nn.Conv2d):
                            nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
                            if m.bias is not None:
                                nn.init.constant_(m.bias, 0)
                        elif isinstance(m, nn.BatchNorm2d):
                            nn.init.constant_(m.weight, 1)
                            nn.init.constant_(m.bias, 0)
                        elif isinstance(m, nn.Linear):
                            nn.init.normal_(m.weight, 0, 0.01)
                            nn.init.constant_(m.bias, 0)

            def forward(self, x):
                return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))

        def make_layers(cfg, batch_norm=False):
            "Convolutions of the listed widths; 'M' is a pooling."
            layers = []
            channels = 3
            for v in cfg:
                if v == "M":
                    layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
                else:
                    convolution = nn.Conv2d(channels, v, kernel_size=3, padding=1)
                    layers += [convolution, nn.BatchNorm2d(v)] if batch_norm else [convolution]
                    layers += [nn.ReLU(inplace=True)]
                    channels = v
            return nn.Sequential(*layers)

        cfgs = {
            "vgg11": [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
            "vgg13": [64, 64, "M", 128, 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
            "vgg16": [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"],
            "vgg19": [64, 64, "M", 128, 128, "M", 256, 256, 256, 256, "M", 512, 512, 512, 512, "M",
                      512, 512, 512, 512, "M"],
        }

        def _vgg(name, batch_norm):
            def build(*given, weights=None, progress=True, pretrained=False, **kwargs):
                _without_weights(name, given and given[0], weights, pretrained)
                return VGG(make_layers(cfgs[name.replace("_bn", "")], batch_norm), **kwargs)
            build.__name__ = name
            return build

        vgg11, vgg11_bn = _vgg("vgg11", False), _vgg("vgg11_bn", True)
        vgg13, vgg13_bn = _vgg("vgg13", False), _vgg("vgg13_bn", True)
        vgg16, vgg16_bn = _vgg("vgg16", False), _vgg("vgg16_bn", True)
        vgg19, vgg19_bn = _vgg("vgg19", False), _vgg("vgg19_bn", True)

        class _WeightNames:
            def __init__(self, name):
                self.DEFAULT = _Weights(name + ".DEFAULT")
                self.IMAGENET1K_V1 = _Weights(name + ".IMAGENET1K_V1")
                self.IMAGENET1K_V2 = _Weights(name + ".IMAGENET1K_V2")

        ResNet18_Weights, ResNet34_Weights = _WeightNames("ResNet18_Weights"), _WeightNames("ResNet34_Weights")
        ResNet50_Weights, ResNet101_Weights = _WeightNames("ResNet50_Weights"), _WeightNames("ResNet101_Weights")
        ResNet152_Weights = _WeightNames("ResNet152_Weights")
        VGG11_Weights, VGG16_Weights = _WeightNames("VGG11_Weights"), _WeightNames("VGG16_Weights")
        VGG19_Weights, VGG16_BN_Weights = _WeightNames("VGG19_Weights"), _WeightNames("VGG16_BN_Weights")
        """
}
