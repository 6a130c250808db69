// A long session: cells that build models with circles in them, fail, draw nothing and go. Objects, tensors and the process do not grow.
import Bindings
import Glibc
import Script
import Tensors
import XCTest

@testable import Session

final class SoakTests: XCTestCase {
    private func residentKilobytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
    }

    /// A notebook's cells, each rebuilding what the one before left.
    private static let cells = [
        """
        import torch
        import torch.nn as nn
        class Block(nn.Module):
            def __init__(self, parent=None):
                super().__init__()
                self.weight = nn.Parameter(torch.zeros(64, 64))
                self.act = nn.ReLU()
                self.step = self.forward
                self.links = [self, parent]
                self.register_forward_hook(lambda module, given, result: self.note(result))
            def note(self, result): self.last = result
            def forward(self, x): return self.act(x @ self.weight)
        """,
        "model = Block(Block()); model.child = Block(model); y = model(torch.ones(2, 64)); y.sum().backward()",
        """
        def train(n):
            history = {'self': None}
            history['self'] = history
            def step(k): return step(k - 1) if k else history
            return step(n)
        train(3); model.extra = train
        """,
        "[1, 2][5]",
        "it = (x for x in [model, model]); next(it); model.it = it; del it",
    ]

    func testCellsLeaveNothingBehind() {
        BigStack.run {
            var options = Session.Options()
            options.keepsHistory = false
            let session = Session(options: options)
            func round() { for cell in SoakTests.cells { _ = session.enter(cell) { _ in } } }
            for _ in 0..<20 { round() }
            let (objects, tensors, resident) = (Collector.count, Memory.used, self.residentKilobytes())
            for _ in 0..<200 { round() }
            XCTAssertLessThanOrEqual(Collector.count, objects + 50)
            XCTAssertLessThanOrEqual(Memory.used, tensors + 4 * 64 * 64 * 8)
            // 1000 cells; what malloc and the symbol table keep is far below a kilobyte for each.
            XCTAssertLessThan(self.residentKilobytes() - resident, 4096)
        }
    }
}
