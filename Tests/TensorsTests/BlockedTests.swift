// The blocked route against the plain one: one small encoder and decoder with a skip connection, forward and backward.

import XCTest

@testable import Tensors

final class BlockedTests: XCTestCase {
    private func values(_ shape: [Int], _ seed: Int) throws -> Tensor {
        let count = shape.reduce(1, *)
        let numbers = (0..<count).map { Float(($0 &* 7919 &+ seed &* 104729) % 2003) / 2003 - 0.5 }
        return try Tensor.from(numbers, shape)
    }

    /// The loss and the gradients of all weights. `look` reads the middle values on the way.
    private func step(look: Bool = false) throws -> [[Float]] {
        let shapes = [[32, 3, 3, 3], [48, 32, 3, 3], [48, 32, 2, 2], [3, 64, 1, 1], [32], [32], [48], [48]]
        let p = try shapes.enumerated().map { try values($1, $0) }
        for tensor in p { tensor.requiresGrad = true }
        let x = try values([2, 3, 32, 40], 9)
        let y = try conv2d(x, p[0], padding: .amounts([1]))
        let skip = try batchNorm(y, nil, nil, weight: p[4], bias: p[5], training: true).relu(inPlace: true)
        if look { XCTAssertTrue(try skip.doubles().allSatisfy { $0 >= 0 }) }
        let deep = try conv2d(maxPool2d(skip, kernel: [2]), p[1], padding: .amounts([1]))
        let z = try batchNorm(deep, nil, nil, weight: p[6], bias: p[7], training: true).relu()
        if look { XCTAssertTrue(try z.doubles().allSatisfy { $0 >= 0 }) }
        let joined = try cat([skip, convTranspose2d(z, p[2], stride: [2])], 1)
        let out = try conv2d(joined, p[3])
        let loss = try mul(out, out).mean()
        try loss.backward()
        return try ([loss] + p.map { try XCTUnwrap($0.grad) }).map { try $0.doubles().map { Float($0) } }
    }

    private func assertClose(_ a: [[Float]], _ b: [[Float]]) {
        for (i, (x, y)) in zip(a, b).enumerated() {
            let difference = zip(x, y).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
            let size = y.reduce(0.0) { $0 + Double($1 * $1) }
            XCTAssertLessThan(difference.squareRoot(), 1e-3 * size.squareRoot() + 1e-7, "value \(i)")
        }
    }

    func testBlockedStepAgreesWithPlainStep() throws {
        let blocked = try step()
        Blocked.isEnabled = false
        defer { Blocked.isEnabled = true }
        assertClose(blocked, try step())
    }

    /// Runs `body` on a convolution's output both ways and compares its result and all gradients.
    private func compare(
        _ label: String, channels: Int = 32, outputs: Int = 32, keepsImage: Bool = true, seed: Int = 9,
        _ body: (_ y: Tensor, _ p: [Tensor]) throws -> Tensor
    ) throws {
        func run() throws -> [[Float]] {
            let shapes = [
                [channels, 3, 3, 3], [outputs, channels, 3, 3], [channels], [channels], [outputs, 2 * channels, 3, 3],
                [1, channels, 1, 1],
            ]
            let p = try shapes.enumerated().map { try values($1, $0) }
            for tensor in p { tensor.requiresGrad = true }
            let x = try values([2, 3, 34, 38], seed)
            let y = try conv2d(x, p[0], padding: .amounts([1]))
            XCTAssertEqual(y.image != nil, Blocked.isEnabled, label)
            let out = try body(y, p)
            XCTAssertEqual(out.image != nil, Blocked.isEnabled && keepsImage, "\(label): is the result an image?")
            let loss = try mul(out, values(out.shape, 5)).sum()
            try loss.backward()
            return try [out.doubles().map { Float($0) }]
                + p.map { try ($0.grad?.doubles() ?? []).map { Float($0) } }
        }
        let blocked = try run()
        Blocked.isEnabled = false
        defer { Blocked.isEnabled = true }
        let plain = try run()
        for (i, (x, y)) in zip(blocked, plain).enumerated() {
            XCTAssertEqual(x.count, y.count, label)
            let difference = zip(x, y).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
            let size = y.reduce(0.0) { $0 + Double($1 * $1) }
            XCTAssertLessThan(difference.squareRoot(), 2e-5 * size.squareRoot() + 1e-6, "\(label) value \(i)")
        }
    }

    private func conv(_ x: Tensor, _ w: Tensor) throws -> Tensor { try conv2d(x, w, padding: .amounts([1])) }

    func testElementwiseOpsKeepTheLayout() throws {
        try compare("residual sum") { y, p in try add(conv(y.relu(), p[1]), y).relu() }
        try compare("sum in place") { y, p in
            let z = try conv(y.relu(), p[1])
            try z.addInPlace(y)
            return try z.relu(inPlace: true)
        }
        try compare("silu") { y, p in try conv(silu(y), p[1]) }
        try compare("leaky relu in place") { y, p in try conv(leakyRelu(y, negativeSlope: 0.2, inPlace: true), p[1]) }
        try compare("product of two images") { y, p in try mul(y.sigmoid(), conv(y, p[1])) }
        try compare("scalar on either side") { y, _ in try mul(.number(2), sub(.number(1), y)) }
        try compare("product with a plain tensor") { y, _ in try mul(y, values(y.shape, 77)) }
        try compare("partly filled blocks go the plain way", channels: 24, outputs: 24, keepsImage: false) { y, _ in
            try y.exp()
        }
    }

    func testFactorsPerChannelAndPixelKeepTheLayout() throws {
        func column(_ images: Int, _ seed: Int) throws -> Tensor { try values([images, 32, 1, 1], seed) }
        try compare("dropped channels") { y, p in try conv(mul(y.relu(), column(2, 3).relu()), p[1]) }
        try compare("negative factors after relu") { y, p in try conv(mul(y.relu(), column(1, 4)), p[1]) }
        try compare("factors per image on a raw image") { y, p in try conv(mul(column(2, 5), y), p[1]) }
        try compare("factors after a norm per image") { y, p in
            try conv(mul(instanceNorm(y, weight: p[2], bias: p[3]).relu(), column(1, 6).relu()), p[1])
        }
        try compare("squeeze and excitation") { y, _ in
            let z = try y.relu()
            return try mul(z, z.mean([2, 3], keepdim: true).sigmoid())
        }
        try compare("attention per pixel") { y, p in try mul(y.relu(), conv2d(y, p[5]).sigmoid()) }
        try compare("sums over channels", keepsImage: false) { y, _ in try y.relu().sum([1]) }
        try compare("sums over pixels", keepsImage: false) { y, _ in try y.sum([-1, -2], keepdim: true) }
    }

    /// Infinite factors meet the normalised value, not its scale and shift apart.
    func testInfiniteFactorsAreAppliedToTheValue() throws {
        func run() throws -> [Double] {
            let y = try conv2d(values([1, 3, 34, 38], 9), values([32, 3, 3, 3], 0), padding: .amounts([1]))
            let shift = try mul(.number(0.3), Tensor.ones([32], .float32))
            let z = try batchNorm(y, nil, nil, bias: shift, training: true)
            let factor = try Tensor.from([Float](repeating: .infinity, count: 32), [1, 32, 1, 1])
            return try mul(z, factor).doubles()
        }
        let blocked = try run()
        Blocked.isEnabled = false
        defer { Blocked.isEnabled = true }
        XCTAssertEqual(blocked, try run())
        XCTAssertFalse(blocked.contains { $0.isNaN })
    }

    func testConcatenationIsRead() throws {
        try compare("two images") { y, p in try conv(cat([y.relu(), y], 1), p[4]) }
        try compare("an image and a plain tensor") { y, p in try conv(cat([y, values(y.shape, 3)], 1), p[4]) }
        try compare("looked at") { y, _ in try cat([y.relu(), y.tanh()], 1).exp() }
        // (Another picture: with the first one a ReLU lies on the edge and switches on rounding.)
        try compare("through batch norm and relu", seed: 12) { y, p in
            let joined = try cat([y.relu(), y], 1)
            let weight = try cat([p[2], p[3]], 0)
            return try conv(batchNorm(joined, nil, nil, weight: weight, bias: nil, training: true).relu(), p[4])
        }
        try compare("pooled") { y, _ in try maxPool2d(cat([y.relu(), y], 1), kernel: [2]) }
        try compare("concatenated again") { y, p in
            let joined = try cat([cat([y.relu(), y], 1), conv(y, p[1])], 1)
            return try conv(joined.narrow(1, 0, 64), p[4])
        }
    }

    func testResamplingAndPaddingKeepTheLayout() throws {
        for corners in [true, false] {
            try compare("bilinear \(corners)") { y, p in
                try conv(interpolate(y.relu(), scale: [2], mode: "bilinear", alignCorners: corners), p[1])
            }
        }
        try compare("nearest") { y, p in try conv(interpolate(y, size: [50, 61]), p[1]) }
        try compare("padding by nothing") { y, p in try conv(pad(y.relu(), [0, 0, 0, 0]), p[1]) }
        try compare("padding and cropping") { y, p in try conv(pad(y.relu(), [1, 2, -1, 0]), p[1]) }
        try compare("reflection") { y, p in try conv(pad(y, [1, 1, 2, 0], mode: "reflect"), p[1]) }
    }

    func testNormsKeepTheLayout() throws {
        try compare("group norm") { y, p in
            try conv(groupNorm(y, groups: 4, weight: p[2], bias: p[3]).relu(), p[1])
        }
        try compare("group norm without parameters, looked at") { y, _ in try groupNorm(y, groups: 8) }
        try compare("instance norm") { y, p in
            try conv(instanceNorm(y, weight: p[2], bias: p[3]).relu(), p[1])
        }
        try compare("norms of images in a concatenation") { y, p in
            try conv(cat([instanceNorm(y).relu(), batchNorm(y, nil, nil, training: true)], 1), p[4])
        }
        try compare("batch norm after relu") { y, p in
            try conv(batchNorm(y.relu(), nil, nil, weight: p[2], bias: p[3], training: true), p[1])
        }
        try compare("pooled group norm") { y, p in
            try maxPool2d(groupNorm(y, groups: 2, weight: p[2], bias: p[3]).relu(), kernel: [2])
        }
    }

    /// A freed block serves later requests of other sizes, and neighbours join.
    func testArenaJoinsItsGaps() throws {
        var arena = Arena()
        XCTAssertTrue(arena.grow(1 << 20))
        let size = arena.free
        let blocks = try (1...4).map { try XCTUnwrap(arena.take($0 * Arena.page)) }
        XCTAssertEqual(arena.free, size - 10 * Arena.page)
        arena.give(blocks[0], 1 * Arena.page)
        arena.give(blocks[2], 3 * Arena.page)
        XCTAssertEqual(arena.take(3 * Arena.page), blocks[2], "the best fit")
        arena.give(blocks[2], 3 * Arena.page)
        arena.give(blocks[1], 2 * Arena.page)
        XCTAssertEqual(arena.take(6 * Arena.page), blocks[0], "three neighbours are one gap")
        arena.give(blocks[0], 6 * Arena.page)
        arena.trim()
        XCTAssertGreaterThan(arena.free, 0, "a segment in use stays")
        arena.give(blocks[3], 4 * Arena.page)
        XCTAssertEqual(arena.free, size)
        arena.trim()
        XCTAssertEqual(arena.free, 0)
    }

    func testLookingAtTheMiddleChangesNothing() throws { assertClose(try step(look: true), try step()) }

    func testSameBitsForAnyNumberOfThreads() throws {
        let before = Threads.count
        defer { Threads.count = before }
        Threads.count = 1
        let one = try step()
        for count in [2, 4, 8] {
            Threads.count = count
            XCTAssertEqual(try step(), one)
        }
    }
}
