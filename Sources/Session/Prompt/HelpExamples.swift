// What `?x` adds to a declaration's own words: a sentence in Korean and an example to paste. The examples run from top to bottom as
// they stand; a test runs every one and compares what it prints.

struct HelpExample: Sendable {
    /// The last part of the name: `Conv2d`, `cat`.
    let name: String
    /// One sentence.
    let korean: String
    let code: String
    /// What the code prints; the value of its last line counts.
    let output: String

    init(_ name: String, _ korean: String, _ code: String, _ output: String) {
        self.name = name
        self.korean = korean
        self.code = code
        self.output = output
    }

    /// The code with the imports it needs.
    var script: String {
        (code.contains("torch.") ? "import torch\n" : "") + (code.contains("nn.") ? "import torch.nn as nn\n" : "")
            + code
    }

    /// As a session shows it: `>>> ` before code, output below.
    var text: String {
        var lines: [String] = []
        for line in script.split(separator: "\n") { lines.append((line.hasPrefix(" ") ? "... " : ">>> ") + line) }
        if !output.isEmpty { lines += output.split(separator: "\n").map(String.init) }
        return lines.joined(separator: "\n")
    }

    static func named(_ name: String) -> HelpExample? { all.first { $0.name == name } }

    static let all: [HelpExample] = [
        // The short verbs
        HelpExample(
            "shapes", "빨간 원과 초록 사각형이 있는 그림과 그 클래스 지도를 만듭니다.",
            "manual_seed(0)\nimage, label = shapes(64)\nprint(image.shape, label.unique().tolist())",
            "torch.Size([3, 64, 64]) [0, 1, 2]"),
        HelpExample(
            "UNet", "U-Net 모델을 만듭니다. widths로 크기를 정합니다.",
            "model = UNet(3, 3, widths=(8, 16, 32))\nmodel(zeros(1, 3, 64, 64)).shape", "torch.Size([1, 3, 64, 64])"),
        HelpExample(
            "double_conv", "합성곱, 배치 정규화, ReLU를 두 번 거치는 U-Net의 벽돌입니다.",
            "double_conv(3, 8)(zeros(1, 3, 16, 16)).shape", "torch.Size([1, 8, 16, 16])"),
        HelpExample(
            "train", "모델을 학습시키고 에폭마다의 손실을 담은 History를 돌려줍니다.",
            "manual_seed(0)\nimage, label = shapes(32)\nmodel = UNet(3, 3, widths=(4, 8))\n"
                + "history = train(model, image, label, epochs=3, lr=0.01, verbose=False)\nlen(history)", "3"),
        HelpExample(
            "predict", "픽셀마다 가장 그럴듯한 클래스를 구합니다.",
            "image, label = shapes(32)\npredict(UNet(3, 3, widths=(4, 8)), image).shape", "torch.Size([32, 32])"),
        HelpExample(
            "evaluate", "예측을 정답과 견주어 정확도, IoU, Dice를 잽니다.",
            "image, label = shapes(32)\nmetrics = evaluate(UNet(3, 3, widths=(4, 8)), image, label)\n"
                + "0 <= metrics.accuracy <= 1", "True"),
        HelpExample(
            "summary", "층마다의 출력 크기와 매개변수 수를 표로 보여 줍니다.",
            "summary(nn.Conv2d(3, 8, 3, padding=1), (3, 16, 16))",
            "layer            output shape      parameters\n"
                + "---------------------------------------------\n"
                + "Conv2d (Conv2d)  [1, 8, 16, 16]           224\n"
                + "---------------------------------------------\n"
                + "total                                     224"),
        // Layers
        HelpExample(
            "Conv2d", "그림 위로 커널을 움직이며 특징을 뽑는 합성곱 층입니다.",
            "conv = nn.Conv2d(3, 8, kernel_size=3, padding=1)\nconv(zeros(1, 3, 64, 64)).shape",
            "torch.Size([1, 8, 64, 64])"),
        HelpExample(
            "ConvTranspose2d", "그림을 크게 만드는 전치 합성곱 층입니다.",
            "up = nn.ConvTranspose2d(16, 8, kernel_size=2, stride=2)\nup(zeros(1, 16, 32, 32)).shape",
            "torch.Size([1, 8, 64, 64])"),
        HelpExample(
            "BatchNorm2d", "채널마다 값을 평균 0, 분산 1로 고르게 합니다.",
            "manual_seed(0)\ny = nn.BatchNorm2d(4)(randn(2, 4, 8, 8))\nprint(f\"{y.mean().abs().item():.3f} {y.std().item():.2f}\")",
            "0.000 1.00"),
        HelpExample(
            "ReLU", "음수를 0으로 바꿉니다.", "nn.ReLU()(tensor([-1.0, 0.0, 2.0]))", "tensor([0., 0., 2.])"),
        HelpExample(
            "Sigmoid", "어떤 수든 0과 1 사이로 바꿉니다.", "nn.Sigmoid()(tensor([0.0]))", "tensor([0.5000])"),
        HelpExample(
            "MaxPool2d", "칸마다 가장 큰 값만 남겨 그림을 줄입니다.",
            "nn.MaxPool2d(2)(tensor([[[1.0, 2.0], [3.0, 4.0]]]))", "tensor([[[4.]]])"),
        HelpExample(
            "Upsample", "그림을 배로 키웁니다.", "nn.Upsample(scale_factor=2)(tensor([[[[1.0, 2.0]]]]))",
            "tensor([[[[1., 1., 2., 2.],\n          [1., 1., 2., 2.]]]])"),
        HelpExample(
            "Dropout", "학습 중에 값을 무작위로 지웁니다. eval()에서는 그대로 둡니다.",
            "drop = nn.Dropout(0.5)\ndrop.eval()\ndrop(tensor([1.0, 2.0]))", "tensor([1., 2.])"),
        HelpExample(
            "Dropout2d", "학습 중에 채널을 통째로 무작위로 지웁니다.",
            "drop = nn.Dropout2d(0.5)\ndrop.eval()\ndrop(ones(1, 2, 1, 1)).flatten()", "tensor([1., 1.])"),
        HelpExample(
            "Linear", "입력의 가중합을 구하는 층입니다.",
            "nn.Linear(4, 2)(zeros(3, 4)).shape", "torch.Size([3, 2])"),
        HelpExample(
            "Sequential", "층들을 차례로 실행합니다.",
            "block = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU())\nblock(zeros(1, 3, 16, 16)).shape",
            "torch.Size([1, 8, 16, 16])"),
        HelpExample(
            "ModuleList", "층들의 목록입니다. 부르는 일은 forward가 합니다.",
            "layers = nn.ModuleList([nn.Conv2d(3, 8, 3), nn.Conv2d(8, 8, 3)])\nlen(layers)", "2"),
        HelpExample(
            "CrossEntropyLoss", "클래스 점수를 정답 번호와 견주는 손실입니다.",
            "scores = tensor([[2.0, 0.0, 0.0]])\nnn.CrossEntropyLoss()(scores, tensor([0]))", "tensor(0.2395)"),
        HelpExample(
            "BCEWithLogitsLoss", "두 클래스의 손실입니다. sigmoid를 안에서 합니다.",
            "nn.BCEWithLogitsLoss()(tensor([0.0]), tensor([1.0]))", "tensor(0.6931)"),
        HelpExample(
            "Module", "모델의 바탕 클래스입니다. __init__에서 층을 만들고 forward에서 씁니다.",
            "class Twice(nn.Module):\n    def forward(self, x):\n        return 2 * x\nTwice()(tensor([1.0, 2.0]))",
            "tensor([2., 4.])"),
        // Tensors
        HelpExample("tensor", "값들로 텐서를 만듭니다.", "tensor([[1, 2], [3, 4]])", "tensor([[1, 2],\n        [3, 4]])"),
        HelpExample("zeros", "0으로 채운 텐서를 만듭니다.", "zeros(2, 3)", "tensor([[0., 0., 0.],\n        [0., 0., 0.]])"),
        HelpExample("ones", "1로 채운 텐서를 만듭니다.", "ones(3)", "tensor([1., 1., 1.])"),
        HelpExample(
            "randn", "정규 분포의 무작위 수로 채웁니다.", "manual_seed(0)\nrandn(3)", "tensor([ 1.5410, -0.2934, -2.1788])"),
        HelpExample("rand", "0과 1 사이의 무작위 수로 채웁니다.", "manual_seed(0)\nrand(2)", "tensor([0.4963, 0.7682])"),
        HelpExample("arange", "일정한 간격의 수들을 만듭니다.", "torch.arange(0, 10, 3)", "tensor([0, 3, 6, 9])"),
        HelpExample(
            "manual_seed", "무작위 수의 씨앗을 정해 결과를 되풀이할 수 있게 합니다.",
            "manual_seed(7)\na = rand(2)\nmanual_seed(7)\ntorch.equal(a, rand(2))", "True"),
        HelpExample(
            "cat", "텐서들을 한 차원을 따라 이어 붙입니다. U-Net의 건너뛰는 연결이 씁니다.",
            "torch.cat([zeros(1, 8, 4, 4), ones(1, 8, 4, 4)], dim=1).shape", "torch.Size([1, 16, 4, 4])"),
        HelpExample(
            "stack", "텐서들을 새 차원을 따라 쌓습니다.", "torch.stack([zeros(3, 8, 8), ones(3, 8, 8)]).shape",
            "torch.Size([2, 3, 8, 8])"),
        HelpExample("unsqueeze", "크기 1인 차원을 넣습니다.", "zeros(3, 8, 8).unsqueeze(0).shape", "torch.Size([1, 3, 8, 8])"),
        HelpExample("squeeze", "크기 1인 차원을 뺍니다.", "zeros(1, 3, 1).squeeze().shape", "torch.Size([3])"),
        HelpExample(
            "reshape", "값은 그대로 두고 모양을 바꿉니다. -1은 나머지를 뜻합니다.", "torch.arange(6).reshape(2, -1)",
            "tensor([[0, 1, 2],\n        [3, 4, 5]])"),
        HelpExample(
            "permute", "차원의 순서를 바꿉니다. 그림은 (높이, 너비, 채널)에서 (채널, 높이, 너비)로.",
            "zeros(32, 64, 3).permute(2, 0, 1).shape", "torch.Size([3, 32, 64])"),
        HelpExample("argmax", "가장 큰 값의 번호를 구합니다.", "tensor([[1.0, 5.0, 2.0]]).argmax(dim=1)", "tensor([1])"),
        HelpExample(
            "softmax", "점수들을 합이 1인 확률로 바꿉니다.", "torch.softmax(tensor([1.0, 1.0]), dim=0)",
            "tensor([0.5000, 0.5000])"),
        HelpExample("sigmoid", "어떤 수든 0과 1 사이로 바꿉니다.", "torch.sigmoid(tensor([0.0]))", "tensor([0.5000])"),
        HelpExample("relu", "음수를 0으로 바꿉니다.", "torch.relu(tensor([-1.0, 2.0]))", "tensor([0., 2.])"),
        HelpExample(
            "where", "조건에 따라 두 텐서에서 값을 고릅니다.",
            "x = tensor([-1.0, 2.0])\ntorch.where(x > 0, x, torch.zeros_like(x))", "tensor([0., 2.])"),
        HelpExample(
            "no_grad", "기울기를 기록하지 않습니다. 예측할 때 메모리를 아낍니다.",
            "with torch.no_grad():\n    y = nn.Linear(2, 1)(zeros(1, 2))\ny.requires_grad", "False"),
        HelpExample(
            "backward", "기울기를 계산해 매개변수의 .grad에 더합니다.",
            "w = tensor([3.0], requires_grad=True)\n(w * w).sum().backward()\nw.grad", "tensor([6.])"),
        HelpExample(
            "interpolate", "그림의 크기를 바꿉니다.",
            "import torch.nn.functional as F\nF.interpolate(zeros(1, 3, 32, 32), scale_factor=2, mode=\"bilinear\").shape",
            "torch.Size([1, 3, 64, 64])"),
        HelpExample(
            "cross_entropy", "클래스 점수를 정답 번호와 견주는 손실입니다.",
            "import torch.nn.functional as F\nF.cross_entropy(tensor([[2.0, 0.0]]), tensor([0]))", "tensor(0.1269)"),
        // Training
        HelpExample(
            "Adam", "매개변수마다 걸음 크기를 맞추는 옵티마이저입니다.",
            "w = tensor([1.0], requires_grad=True)\nadam = torch.optim.Adam([w], lr=0.1)\n(w * w).sum().backward()\n"
                + "adam.step()\nprint(f\"{w.item():.4f}\")", "0.9000"),
        HelpExample(
            "SGD", "기울기의 반대쪽으로 매개변수를 움직입니다.",
            "w = tensor([1.0], requires_grad=True)\nsgd = torch.optim.SGD([w], lr=0.1)\n(w * w).sum().backward()\n"
                + "sgd.step()\nprint(f\"{w.item():.4f}\")", "0.8000"),
        HelpExample(
            "DataLoader", "데이터를 배치로 나누고 섞어 줍니다.",
            "from torch.utils.data import DataLoader, TensorDataset\n"
                + "loader = DataLoader(TensorDataset(zeros(10, 3, 8, 8)), batch_size=4)\nlen(loader)", "3"),
        HelpExample(
            "save", "매개변수를 파일에 저장합니다. PyTorch도 읽을 수 있습니다.",
            "model = nn.Linear(2, 1)\ntorch.save(model.state_dict(), \"model.pth\")\n"
                + "model.load_state_dict(torch.load(\"model.pth\"))", "<All keys matched successfully>"),
        HelpExample(
            "load", "저장한 파일을 읽습니다.",
            "torch.save({\"lr\": 0.1}, \"settings.pth\")\ntorch.load(\"settings.pth\")", "{'lr': 0.1}"),
        // Figures
        HelpExample(
            "subplots", "그림판과 그 안의 칸들을 만듭니다.",
            "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(1, 3, figsize=(9, 3))\nplt.close(fig)\nlen(axes)",
            "3"),
        HelpExample(
            "imshow", "배열을 그림으로 보여 줍니다. (높이, 너비) 또는 (높이, 너비, 3).",
            "import matplotlib.pyplot as plt\nimage, label = shapes(32)\nplt.imshow(image.permute(1, 2, 0));\nplt.close()",
            ""),
        HelpExample(
            "plot", "점들을 선으로 잇습니다.",
            "import matplotlib.pyplot as plt\nplt.plot([1.2, 0.7, 0.4], label=\"loss\");\nplt.close()", ""),
        // Python
        HelpExample("len", "길이를 구합니다.", "len([1, 2, 3])", "3"),
        HelpExample("range", "차례로 늘어나는 정수들입니다.", "list(range(0, 10, 3))", "[0, 3, 6, 9]"),
        HelpExample("print", "값들을 한 줄에 씁니다.", "print(\"loss\", 0.25, sep=\": \")", "loss: 0.25"),
        HelpExample(
            "enumerate", "번호와 값을 함께 줍니다.", "list(enumerate([\"a\", \"b\"], start=1))", "[(1, 'a'), (2, 'b')]"),
        HelpExample("zip", "여러 목록을 나란히 묶습니다.", "list(zip([1, 2], \"ab\"))", "[(1, 'a'), (2, 'b')]"),
    ]
}
