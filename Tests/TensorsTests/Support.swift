import Schema
import XCTest

@testable import Tensors

/// Short ways to make and look at tensors in tests.
func tensor(_ values: [Double], _ shape: [Int]? = nil, _ dtype: DType = .float32, grad: Bool = false) throws -> Tensor {
    let result = try Tensor.from(values, shape).to(dtype)
    result.requiresGrad = grad
    return result
}

/// Runs `body` and returns the message of the Failure it throws.
func message(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch let failure as Failure {
        return failure.message
    } catch {
        return "other error \(error)"
    }
}

/// Tests/Fixtures.
let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")
