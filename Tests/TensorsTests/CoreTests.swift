import Schema
import XCTest

@testable import Tensors

final class CoreTests: XCTestCase {
    func testHalves() throws {
        for value in [0, 1, -1, 65504, 65519, 65520, 1e-8, 6e-8, 0.1, 2049, 2051, Double.infinity] {
            // The literals of binary16, computed by hand where rounding decides.
            let expected: [Double: Double] = [
                65519: 65504, 65520: .infinity, 1e-8: 0, 6e-8: 0x1p-24, 0.1: 0.0999755859375, 2049: 2048, 2051: 2052,
            ]
            XCTAssertEqual(Half(rounding: value).asDouble, expected[value] ?? value)
        }
        XCTAssertEqual(BFloat16(rounding: 0.1).asDouble, 0.10009765625)
        XCTAssertTrue(Half(rounding: .nan).asDouble.isNaN)
        let x = try Tensor.from([0.1, 2049], [2]).to(.float16)
        XCTAssertEqual(try add(x, x).dtype, .float16)
        XCTAssertEqual(try add(x, x).doubles(), [0.199951171875, 4096])
    }

    func testCasts() throws {
        XCTAssertEqual(try tensor([1.9, -1.9, 300, .nan]).to(.uint8).doubles(), [1, 255, 44, 0])
        XCTAssertEqual(try tensor([1.9, -1.9, 0]).to(.bool).doubles(), [1, 1, 0])
        XCTAssertEqual(try Tensor.from([1 << 31]).to(.int32).doubles(), [-2_147_483_648])
    }

    func testViewsShareAndKeepOrder() throws {
        let x = try Tensor.arange(.int(0), .int(6), .int(1)).view([2, 3])
        try x.t().select(0, 1).fill(.int(9))
        XCTAssertEqual(try x.doubles(), [0, 9, 2, 3, 9, 5])
        XCTAssertEqual(
            message { _ = try x.t().view([6]) }.prefix(37), "view size is not compatible with input".prefix(37))
        let image = try Tensor.zeros([1, 2, 3, 4]).permute([0, 2, 3, 1])
        XCTAssertEqual(try (image * 2).strides, image.strides, "elementwise results keep the memory order")
        XCTAssertEqual(try image.contiguous().strides, [24, 8, 2, 1])
    }

    func testReshapeOfStrided() throws {
        let x = try Tensor.arange(.int(0), .int(24), .int(1)).view([2, 3, 4]).permute([1, 0, 2])
        XCTAssertEqual(try x.reshape([3, 8]).doubles().prefix(8), [0, 1, 2, 3, 12, 13, 14, 15])
        XCTAssertTrue(try x.view([3, 2, 2, 2]).storage === x.storage)
    }

    func testMemoryErrors() throws {
        let text = message { _ = try Tensor.zeros([1 << 30, 1 << 30]) }
        XCTAssertTrue(text.contains("[1073741824, 1073741824]"), text)
        Memory.budget = Memory.used + 1 << 20
        defer { Memory.budget = nil }
        XCTAssertTrue(message { _ = try Tensor.zeros([1 << 20]) }.contains("cannot allocate"))
    }

    /// Every op survives a refusal of any of its allocations.
    func testFaultInjection() throws {
        for op in Op.all {
            guard let arguments = try op.samples().first else { continue }
            for k in 1..<40 {
                Memory.failAfter = k
                var refused = false
                do { _ = try op.call(arguments) } catch let failure as Failure {
                    refused = failure.kind == .memoryError
                }
                Memory.failAfter = 0
                if !refused { break }
            }
        }
    }

    func testLongReductionsAreExact() throws {
        let ones = try Tensor.ones([1 << 22])
        XCTAssertEqual(try ones.sum().item(), .float(4_194_304))
        let x = try Tensor.full([1_000_001], .float(0.1), .float32)
        XCTAssertEqual(try x.sum().item().double, 100_000.1, accuracy: 0.01)
        XCTAssertEqual(try x.mean().item(), .float(Double(Float(0.1))))
        let wide = try Tensor.ones([300, 70])
        XCTAssertEqual(try wide.sum([0]).doubles(), [Double](repeating: 300, count: 70))
        XCTAssertEqual(try wide.t().sum([0]).doubles(), [Double](repeating: 70, count: 300))
    }

    func testRanges() throws {
        XCTAssertEqual(try Tensor.linspace(-1, 1, 25).doubles()[12], -2.9802322387695312e-08)
        XCTAssertEqual(
            try Tensor.arange(.int(0), .int(1), .float(0.1)).doubles(),
            [
                0, 0.10000000149011612, 0.20000000298023224, 0.30000001192092896, 0.4000000059604645, 0.5,
                0.6000000238418579,
                0.699999988079071, 0.800000011920929, 0.8999999761581421,
            ])
    }

    func testNestedLists() throws {
        let x = try Tensor.from([1.5, 2], [2]).expand([2, 2])
        XCTAssertEqual(
            try x.toList(),
            .list([.list([.value(.float(1.5)), .value(.float(2))]), .list([.value(.float(1.5)), .value(.float(2))])]))
    }
}
