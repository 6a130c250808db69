import Schema
import XCTest

@testable import Tensors

final class IndexingTests: XCTestCase {
    private func counting(_ shape: [Int]) throws -> Tensor {
        try Tensor.arange(.int(0), .int(shape.reduce(1, *)), .int(1)).reshape(shape)
    }

    private let all = Index.slice(start: nil, stop: nil, step: nil)

    func testBasic() throws {
        let x = try counting([2, 3, 4])
        XCTAssertEqual(
            try x.index([.integer(-1), .slice(start: 1, stop: nil, step: nil), .integer(-1)]).doubles(), [19, 23])
        XCTAssertEqual(try x.index([.ellipsis, .slice(start: nil, stop: nil, step: 3)]).shape, [2, 3, 2])
        XCTAssertEqual(try x.index([.newAxis, .ellipsis, .newAxis]).shape, [1, 2, 3, 4, 1])
        XCTAssertEqual(try x.index([all, .slice(start: 5, stop: 2, step: nil)]).shape, [2, 0, 4])
        XCTAssertTrue(try x.index([.integer(0)]).storage === x.storage)
    }

    func testAdvancedShapes() throws {
        let x = try counting([2, 3, 4])
        let two = Index.tensor(try Tensor.from([1, 0]))
        let three = Index.tensor(try Tensor.from([2, 0, 1], [3, 1]))
        XCTAssertEqual(try x.index([two]).shape, [2, 3, 4])
        XCTAssertEqual(try x.index([all, two]).shape, [2, 2, 4])
        // Separated index tensors go to the front, adjacent ones stay.
        XCTAssertEqual(try x.index([two, all, three]).shape, [3, 2, 3])
        XCTAssertEqual(try x.index([all, three, two]).shape, [2, 3, 2])
        XCTAssertEqual(try x.index([all, three, two]).doubles().prefix(6), [9, 8, 1, 0, 5, 4])
        // An integer between: torch selects first, numpy lets it broadcast with the arrays.
        XCTAssertEqual(try x.index([.integer(0), all, two]).shape, [3, 2])
        XCTAssertEqual(try Flavour.numpy.run { try x.index([.integer(0), all, two]).shape }, [2, 3])
    }

    func testMasks() throws {
        let x = try counting([2, 3])
        let mask = try x.greater(.number(.int(2)))
        XCTAssertEqual(try x.index([.tensor(mask)]).doubles(), [3, 4, 5])
        XCTAssertEqual(try x.index([all, .tensor(Tensor.from([true, false, true]))]).doubles(), [0, 2, 3, 5])
        XCTAssertEqual(try x.index([.tensor(Tensor.from([true], []))]).shape, [1, 2, 3])
        try x.setIndex([.tensor(mask)], .number(.int(0)))
        XCTAssertEqual(try x.doubles(), [0, 1, 2, 0, 0, 0])
    }

    func testAssignment() throws {
        let image = try Tensor.zeros([4, 4, 3])
        let (rr, cc) = (try Tensor.from([0, 1, 3]), try Tensor.from([0, 2, 3]))
        try image.setIndex([.tensor(rr), .tensor(cc), .integer(0)], .number(1.0))
        XCTAssertEqual(try image.sum([0, 1]).doubles(), [3, 0, 0])
        try image.setIndex([.slice(start: nil, stop: 2, step: nil), .integer(1)], Tensor.from([1.0, 2, 3]))
        XCTAssertEqual(try image.sum([0, 1]).doubles(), [5, 4, 6])
        try image.setIndex([.ellipsis], .number(7.0))
        XCTAssertEqual(try image.mean().item(), .float(7))
        let whole = try Tensor.zeros([3], .int64)
        try whole.setIndex([.integer(0)], .number(1.7))
        XCTAssertEqual(try whole.doubles(), [1, 0, 0])
    }

    func testNumpyNegativeSteps() throws {
        let x = try counting([2, 3])
        try Flavour.numpy.run {
            let reversed = try x.index([
                .slice(start: nil, stop: nil, step: -1), .slice(start: nil, stop: nil, step: -2),
            ])
            XCTAssertEqual(try reversed.doubles(), [5, 3, 2, 0])
            XCTAssertTrue(reversed.storage === x.storage)
            XCTAssertEqual(try add(reversed, reversed).doubles(), [10, 6, 4, 0])
            XCTAssertEqual(try reversed.reshape([4]).doubles(), [5, 3, 2, 0])
            try reversed.setIndex([.integer(0), .integer(0)], .number(.int(50)))
            XCTAssertEqual(try x.doubles(), [0, 1, 2, 3, 4, 50])
        }
    }

    func testMessages() throws {
        let x = try Tensor.zeros([4, 3])
        let far = Index.tensor(try Tensor.from([1, 9]))
        XCTAssertEqual(message { _ = try x.index([far]) }, "index 9 is out of bounds for dimension 0 with size 4")
        Flavour.numpy.run {
            XCTAssertEqual(message { _ = try x.index([far]) }, "index 9 is out of bounds for axis 0 with size 4")
            XCTAssertEqual(
                message { _ = try x.index([.integer(0), .integer(0), .integer(0)]) },
                "too many indices for array: array is 2-dimensional, but 3 were indexed")
        }
        XCTAssertEqual(
            message { _ = try x.index([.tensor(Tensor.from([true, false]))]) },
            "The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [4, 3] at index 0")
        XCTAssertEqual(
            message { _ = try x.index([.slice(start: nil, stop: nil, step: -1)]) }, "step must be greater than zero")
        XCTAssertEqual(
            message { try x.setIndex([.integer(0)], Tensor.zeros([2])) },
            "The expanded size of the tensor (3) must match the existing size (2) at non-singleton dimension 0.  Target sizes: [3].  "
                + "Tensor sizes: [2]")
    }

    /// Shapes whose product overflows are refused even beside a 0.
    func testEmptyButEnormous() throws {
        let big = 1 << 40
        XCTAssertTrue(message { _ = try Tensor.zeros([big, big, 0]) }.contains("more elements than any memory holds"))
        let wide = try Tensor.zeros([1, 1, 0]).expand([big, 1, 0])
        for k in [[big, big, 0], [0, big, big]] {
            _ = message { _ = try wide.expand(k).sum([2]) }
            _ = message { _ = try wide.reshape(k).sum([0]) }
        }
        _ = message {
            _ = try Tensor.zeros([1]).expand([1 << 62]).split(sizes: [1 << 62, 1 << 62, 1 << 62, 1 << 62], dim: 0)
        }
        let far = try Tensor.zeros([1]).expand([1 << 62])
        _ = message { _ = try cat([far, far], 0) }
        _ = message { _ = try far.unfold(0, size: 1 << 61, step: 1) }
        _ = message { _ = try tensor([-1e308, 1e308], nil, .float64).histc(4, 0, 0) }
        _ = message { _ = try far.toList() }
        _ = message { _ = try far.unbind() }
        _ = message { _ = try far.nonzero() }
    }

    /// Extreme numbers are errors or empty, never traps.
    func testExtremes() throws {
        let x = try counting([2, 3])
        for big in [Int.max, Int.min, Int.max - 1, Int.min + 1] {
            _ = message { _ = try x.index([.integer(big)]) }
            for other in [Int.max, Int.min, 0, 1] {
                _ = message { _ = try x.index([.slice(start: big, stop: other, step: nil)]) }
                _ = message { _ = try x.index([.slice(start: other, stop: big, step: Int.max)]) }
                Flavour.numpy.run { _ = message { _ = try x.index([.slice(start: other, stop: big, step: Int.min)]) } }
                _ = message { _ = try x.narrow(0, big, other) }
                _ = message { _ = try x.reshape([big, other]) }
                _ = message { _ = try x.expand([big, other, 3]) }
                _ = message { _ = try x.roll([big], [0]) }
                _ = message { _ = try x.triangle(isLower: true, big) }
                _ = message { _ = try x.triangle(isLower: false, big) }
                _ = message { _ = try x.diagonal(offset: big) }
                _ = message { _ = try x.diag(big) }
                _ = message { _ = try x.asStrided([big, other], [other, big], big) }
                _ = message { _ = try x.unfold(0, size: big, step: other) }
                _ = message { _ = try x.repeated([big, other]) }
                _ = message { _ = try x.split(big, dim: other) }
                _ = message { _ = try x.chunk(big, dim: 0) }
                _ = message { _ = try Tensor.zeros([big, other]) }
                _ = message { _ = try Tensor.arange(.int(big), .int(other), .int(1)) }
                _ = message { _ = try Tensor.arange(.int(0), .int(other), .int(big)) }
                _ = message { _ = try Tensor.eye(big, other) }
                _ = message { _ = try x.topk(big, 0) }
                _ = message { _ = try x.kthvalue(big, 0) }
                _ = message { _ = try x.diff(big, 0) }
                _ = message { _ = try x.rot90(big, [0, 1]) }
                _ = message { _ = try x.indexSelect(0, Tensor.from([big])) }
                _ = message { _ = try x.gather(0, Tensor.from([big], [1, 1])) }
                _ = message { _ = try x.sum([big, other]) }
                _ = message { _ = try x.round(decimals: big) }
                _ = message { _ = try pow(x, .number(.int(big))) }
                _ = message { _ = try div(x, .number(.int(big)), rounding: "floor") }
                _ = message { _ = try shiftLeft(x, .number(.int(big))) }
                _ = message { _ = try x.histc(big, 0, 1) }
                _ = message { _ = try x.reshape([-1]).bincount(nil, big) }
                _ = message { _ = try Tensor.linspace(0, 1, big) }
                _ = message { _ = try x.repeatInterleave(Tensor.from([big]), 0) }
                _ = message { _ = try oneHot(Tensor.from([big]), other) }
                _ = message { _ = try x.clamp(.int(big), .int(other)) }
                _ = message { _ = try x.cast(.int8).clamp(.int(big), .int(other)) }
            }
        }
    }
}
