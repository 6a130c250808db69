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
