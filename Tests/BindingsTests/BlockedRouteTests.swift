// Networks as scripts write them, op by op: their images must stay in the blocked layout from the first convolution to the last.
// An op that silently goes the plain way costs more than all fusion gains, and no number shows it; so conversions are counted.
import XCTest

@testable import Tensors

final class BlockedRouteTests: XCTestCase {
    private static let parts = """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        def block(i, o, norm=nn.BatchNorm2d, act=nn.ReLU):
            return nn.Sequential(nn.Conv2d(i, o, 3, padding=1, bias=False), norm(o), act(), nn.Conv2d(o, o, 3, padding=1), norm(o), act())

        class Net(nn.Module):
            def __init__(self, up="transposed", residual=False, **kinds):
                super().__init__()
                self.a = block(3, 32, **kinds)
                self.b = block(32, 64, **kinds)
                self.pool = nn.MaxPool2d(2)
                self.up = nn.ConvTranspose2d(64, 32, 2, stride=2) if up == "transposed" else nn.Upsample(scale_factor=2, mode=up)
                self.c = block(64 if up == "transposed" else 96, 32, **kinds)
                self.head = nn.Conv2d(32, 3, 1)
                self.residual = residual

            def forward(self, x):
                skip = self.a(x)
                deep = self.b(self.pool(skip))
                if self.residual:
                    deep = F.relu(self.b[3](deep) + deep)
                up = self.up(deep)
                up = F.pad(up, [0, skip.shape[3] - up.shape[3], 0, skip.shape[2] - up.shape[2]])
                return self.head(self.c(torch.cat([skip, up], dim=1)))

        def step(net):
            torch.manual_seed(0)
            x, y = torch.rand(2, 3, 48, 64), torch.randint(0, 3, (2, 48, 64))
            optimizer = torch.optim.Adam(net.parameters())
            loss = nn.CrossEntropyLoss()(net(x), y)
            loss.backward()
            optimizer.step()
            return loss.item()
        """

    private func conversions(_ code: String) -> Int {
        let before = Blocked.conversions
        let result = SnippetRunner.run(code, prelude: Self.parts)
        XCTAssertNil(result.kind, result.message)
        return Blocked.conversions - before
    }

    func testTrainingStepsConvertNothing() {
        for net in [
            "Net()", "Net(up='bilinear')", "Net(up='nearest')", "Net(residual=True)", "Net(norm=nn.InstanceNorm2d)",
            "Net(norm=lambda c: nn.GroupNorm(8, c))", "Net(act=nn.LeakyReLU)", "Net(act=nn.SiLU)",
        ] {
            XCTAssertEqual(conversions("step(\(net))"), 0, net)
        }
    }

    func testInferenceConvertsNothing() {
        XCTAssertEqual(conversions("with torch.no_grad():\n    Net().eval()(torch.rand(1, 3, 64, 64))"), 0)
    }

    /// The functional spellings go the same way.
    func testFunctionalPoolingConvertsNothing() {
        let code = "x = nn.Conv2d(3, 32, 3, padding=1)(torch.rand(1, 3, 64, 64))\n"
        XCTAssertEqual(conversions(code + "F.max_pool2d(F.relu(x), 2)"), 0)
        XCTAssertEqual(
            conversions(code + "F.max_pool2d(F.relu(x), 2, return_indices=True)"), 1, "indices need the plane")
    }
}
