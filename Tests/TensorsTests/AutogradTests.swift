import Schema
import XCTest

@testable import Tensors

final class AutogradTests: XCTestCase {
    func testSquareSum() throws {
        let x = try tensor([1, 2, 3], grad: true)
        let y = try mul(x, x).sum()
        try y.backward()
        XCTAssertEqual(x.grad?.doubles(), [2, 4, 6])
        XCTAssertEqual(y.gradFn?.name, "SumBackward0")
        XCTAssertTrue(message { try y.backward() }.hasPrefix("Trying to backward through the graph a second time"))
    }

    func testGradientsAccumulate() throws {
        let x = try tensor([1, 2], grad: true)
        try (x * 3).sum().backward()
        try (x * 2).sum().backward()
        XCTAssertEqual(x.grad?.doubles(), [5, 5])
    }

    func testBroadcastGradients() throws {
        let a = try tensor([1, 2, 3], [3, 1], grad: true)
        let b = try tensor([4, 5], grad: true)
        try mul(a, b).sum().backward()
        XCTAssertEqual(a.grad?.doubles(), [9, 9, 9])
        XCTAssertEqual(b.grad?.doubles(), [6, 6])
    }

    func testInPlaceOnViewReachesBase() throws {
        let x = try tensor([1, 2, 3, 4], [2, 2], grad: true)
        let y = try x * 1
        let column = try y.select(1, 0)
        try column.mulInPlace(.number(2))
        XCTAssertEqual(y.gradFn?.name, "CopySlices")
        try mul(y, y).sum().backward()
        XCTAssertEqual(x.grad?.doubles(), [8, 4, 24, 8])
    }

    func testAssignmentIntoZeros() throws {
        let x = try tensor([1, 2], grad: true)
        let out = try Tensor.zeros([2, 2])
        try out.select(0, 1).copy(from: x * 3)
        XCTAssertTrue(out.requiresGrad)
        try mul(out, out).sum().backward()
        XCTAssertEqual(x.grad?.doubles(), [18, 36])
    }

    func testViewSeesLaterChangeOfBase() throws {
        let x = try tensor([1, 2, 3], grad: true)
        let y = try x * 1
        let v = try y.narrow(0, 0, 2)
        try y.mulInPlace(.number(5))
        try v.sum().backward()
        XCTAssertEqual(x.grad?.doubles(), [5, 5, 0])
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
                    + "[torch.FloatTensor [2]], which is output 0 of Mul, is at version 1; expected version 0 instead."))
    }

    func testDoubleBackward() throws {
        let x = try tensor([2, 3], grad: true)
        let y = try mul(mul(x, x), x).sum()
        let first = try XCTUnwrap(try gradients(of: [y], with: [x], createGraph: true)[0])
        XCTAssertEqual(first.doubles(), [12, 27])
        let second = try XCTUnwrap(try gradients(of: [first.sum()], with: [x])[0])
        XCTAssertEqual(second.doubles(), [12, 18])
        XCTAssertNil(x.grad)
    }

    func testHooksAndRetainGrad() throws {
        let x = try tensor([1, 2], grad: true)
        let y = try x * 2
        try y.retainGrad()
        _ = try x.registerHook { try $0 * 10 }
        try y.mean().backward()
        XCTAssertEqual(y.grad?.doubles(), [0.5, 0.5])
        XCTAssertEqual(x.grad?.doubles(), [10, 10])
    }

    func testLongChain() throws {
        var y = try tensor([1], grad: true)
        let x = y
        for _ in 0..<300_000 { y = try y.neg() }
        try y.backward()
        XCTAssertEqual(x.grad?.doubles(), [1])
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
}
