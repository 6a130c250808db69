import Schema
import XCTest

@testable import Tensors

final class AutogradTests: XCTestCase {
    func testSquareSum() throws {
        let x = try tensor([1, 2, 3], grad: true)
        let y = try mul(x, x).sum()
        try y.backward()
        XCTAssertEqual(try x.grad?.doubles(), [2, 4, 6])
        XCTAssertEqual(y.gradFn?.name, "SumBackward0")
        XCTAssertTrue(message { try y.backward() }.hasPrefix("Trying to backward through the graph a second time"))
    }

    func testGradientsAccumulate() throws {
        let x = try tensor([1, 2], grad: true)
        try (x * 3).sum().backward()
        try (x * 2).sum().backward()
        XCTAssertEqual(try x.grad?.doubles(), [5, 5])
    }

    func testBroadcastGradients() throws {
        let a = try tensor([1, 2, 3], [3, 1], grad: true)
        let b = try tensor([4, 5], grad: true)
        try mul(a, b).sum().backward()
        XCTAssertEqual(try a.grad?.doubles(), [9, 9, 9])
        XCTAssertEqual(try b.grad?.doubles(), [6, 6])
    }

    func testInPlaceOnViewReachesBase() throws {
        let x = try tensor([1, 2, 3, 4], [2, 2], grad: true)
        let y = try x * 1
        let column = try y.select(1, 0)
        try column.mulInPlace(.number(2))
        XCTAssertEqual(y.gradFn?.name, "CopySlices")
        try mul(y, y).sum().backward()
        XCTAssertEqual(try x.grad?.doubles(), [8, 4, 24, 8])
    }

    func testAssignmentIntoZeros() throws {
        let x = try tensor([1, 2], grad: true)
        let out = try Tensor.zeros([2, 2])
        try out.select(0, 1).copy(from: x * 3)
        XCTAssertTrue(out.requiresGrad)
        try mul(out, out).sum().backward()
        XCTAssertEqual(try x.grad?.doubles(), [18, 36])
    }

    func testViewSeesLaterChangeOfBase() throws {
        let x = try tensor([1, 2, 3], grad: true)
        let y = try x * 1
        let v = try y.narrow(0, 0, 2)
        try y.mulInPlace(.number(5))
        try v.sum().backward()
        XCTAssertEqual(try x.grad?.doubles(), [5, 5, 0])
    }

    func testLeafErrors() throws {
        let w = try tensor([1, 1], grad: true)
        XCTAssertEqual(
            message { try w.addInPlace(.number(1)) },
            "a leaf Variable that requires grad is being used in an in-place operation.")
        XCTAssertEqual(
            message { try w.select(0, 0).fill(.int(1)) },
            "a view of a leaf Variable that requires grad is being used in an in-place operation.")
        XCTAssertEqual(message { try (w * 2).backward() }, "grad can be implicitly created only for scalar outputs")
        XCTAssertEqual(
            message { try Tensor.ones([1]).sum().backward() },
            "element 0 of tensors does not require grad and does not have a grad_fn")
    }

    func testModifiedSavedValue() throws {
        let x = try tensor([1, 1], grad: true)
        let a = try x * 2
        let b = try mul(a, a)
        try a.addInPlace(.number(1))
        XCTAssertTrue(
            message { try b.sum().backward() }.hasPrefix(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                    + "[torch.FloatTensor [2]], which is output 0 of Mul, is at version 1; expected version 0 instead.")
        )
    }

    func testDoubleBackward() throws {
        let x = try tensor([2, 3], grad: true)
        let y = try mul(mul(x, x), x).sum()
        let first = try XCTUnwrap(try gradients(of: [y], with: [x], createGraph: true)[0])
        XCTAssertEqual(try first.doubles(), [12, 27])
        let second = try XCTUnwrap(try gradients(of: [first.sum()], with: [x])[0])
        XCTAssertEqual(try second.doubles(), [12, 18])
        XCTAssertNil(x.grad)
    }

    func testHooksAndRetainGrad() throws {
        let x = try tensor([1, 2], grad: true)
        let y = try x * 2
        try y.retainGrad()
        _ = try x.registerHook { try $0 * 10 }
        try y.mean().backward()
        XCTAssertEqual(try y.grad?.doubles(), [0.5, 0.5])
        XCTAssertEqual(try x.grad?.doubles(), [10, 10])
    }

    func testLongChain() throws {
        var y = try tensor([1], grad: true)
        let x = y
        for _ in 0..<300_000 { y = try y.neg() }
        try y.backward()
        XCTAssertEqual(try x.grad?.doubles(), [1])
        // Released without recursion when y goes.
        y = x
    }

    func testGraphIsReleased() throws {
        weak var node: Node?
        do {
            let x = try tensor([1, 2], grad: true)
            let y = try mul(x, x)
            node = y.gradFn
            XCTAssertNotNil(node)
        }
        XCTAssertNil(node)
    }

    func testMultiViewsRefuseInPlace() throws {
        let x = try tensor([1, 1], grad: true) * 1
        let parts = try x.unbind()
        XCTAssertEqual(
            message { try parts[0].addInPlace(.number(1)) },
            "Output 0 of Unbind is a view and is being modified inplace. This view is the output of a function that returns "
                + "multiple views. Such functions do not allow the output views to be modified inplace. You should replace the "
                + "inplace operation by an out-of-place one.")
    }

    func testIndexAssignmentGradients() throws {
        let x = try tensor([1, 2, 3, 4], grad: true)
        let v = try tensor([10, 20], grad: true)
        let y = try mul(x, x)
        try y.setIndex([.tensor(Tensor.from([3, 0]))], mul(v, v))
        try y.sum().backward()
        XCTAssertEqual(try x.grad?.doubles(), [0, 4, 6, 0])
        XCTAssertEqual(try v.grad?.doubles(), [20, 40])
    }

    func testInPlaceOnViewOfViewThroughBase() throws {
        let x = try tensor([1, 2, 3, 4, 5, 6], [2, 3], grad: true)
        let y = try x * 1
        let inner = try y.t().select(0, 1)  // y[:, 1]
        let old = try inner.clone()
        try inner.copy(from: mul(old, old))
        try y.select(0, 0).addInPlace(.number(1))
        try y.sum().backward()
        XCTAssertEqual(try x.grad?.doubles(), [1, 4, 1, 1, 10, 1])
    }

    func testGradModes() throws {
        let x = try tensor([1], grad: true)
        XCTAssertNil(try GradMode.disabled { try x * 2 }.gradFn)
        try GradMode.disabled { try x.addInPlace(.number(1)) }
        XCTAssertEqual(try x.doubles(), [2])
        XCTAssertTrue(x.isLeaf)
        XCTAssertNil(x.detach().gradFn)
        XCTAssertEqual(
            message { _ = try gradients(of: [x * 2], with: [tensor([1], grad: true)]) }.prefix(46),
            "One of the differentiated Tensors appears to n")
    }

    func testRetainGraph() throws {
        let x = try tensor([3], grad: true)
        let y = try mul(x, x)
        try y.backward(retainGraph: true)
        try y.backward()
        XCTAssertEqual(try x.grad?.doubles(), [12])
    }

    func testNodeNames() throws {
        let x = try tensor([1, 2, 3, 4], [2, 2], grad: true)
        let expected: [(String, Tensor)] = [
            ("PowBackward0", try x.pow(.int(2))), ("PowBackward2", try pow(.number(2), x)),
            ("MmBackward0", try matmul(x, x)),
            ("TBackward0", try x.t()), ("PermuteBackward0", x.reversedDimensions), ("SumBackward1", try x.sum([0])),
            ("MeanBackward1", try x.mean([1])), ("MaxBackward1", try x.max()), ("MaxBackward0", try x.max(0).values),
            ("ViewBackward0", try x.reshape([4])), ("UnsqueezeBackward0", try x.unsqueeze(0)),
            ("SqueezeBackward1", try x.unsqueeze(0).squeeze([0])), ("SelectBackward0", try x.index([.integer(0)])),
            ("IndexBackward0", try x.index([.tensor(x.greater(.number(1)))])), ("CatBackward0", try cat([x, x], 0)),
            ("ExpandBackward0", try x.expand([3, 2, 2])), ("RepeatBackward0", try x.repeated([2, 1])),
            ("CloneBackward0", try x.t().contiguous()), ("ToCopyBackward0", try x.to(.float64)),
            ("ClampBackward1", try x.clamp(.int(0), .int(1))), ("LinalgVectorNormBackward0", try x.norm()),
            ("StdBackward0", try x.std()), ("ProdBackward0", try x.prod()), ("CumsumBackward0", try x.cumsum(0)),
            ("WhereBackward0", try whereTensor(x.greater(.number(1)), x, x)), ("MaximumBackward0", try maximum(x, x)),
            ("GatherBackward0", try x.gather(0, Tensor.from([0, 1], [1, 2]))),
        ]
        for (name, tensor) in expected { XCTAssertEqual(tensor.gradFn?.name, name) }
    }
}
