// hardtanh and relu6: x kept between two bounds. The gradient is 0 at and beyond them.

import Schema

struct HardtanhFunction: ActivationFunction {
    let low: Double
    let high: Double
    var name: String { "hardtanh" }
    var node: String { "HardtanhBackward0" }
    var keepsIntegers: Bool { true }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        x < T(rounding: low) ? T(rounding: low) : x > T(rounding: high) ? T(rounding: high) : x
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { x > T(rounding: low) && x < T(rounding: high) ? 1 : 0 }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T {
        low > 0 || high < 0
            ? (x > 0 ? T(rounding: high) : T(rounding: low))
            : x < T(rounding: low) ? T(rounding: low) : x > T(rounding: high) ? T(rounding: high) : x
    }
}

/// x kept in low...high.
public func hardtanh(_ x: Tensor, low: Double = -1, high: Double = 1, inPlace: Bool = false) throws -> Tensor {
    if low > high { throw Failure(.valueError, "min_val cannot be greater than max_val") }
    return try activate(HardtanhFunction(low: low, high: high), x, inPlace: inPlace)
}

/// min(max(x, 0), 6).
public func relu6(_ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    try hardtanh(x, low: 0, high: 6, inPlace: inPlace)
}

extension Op {
    static let hardtanh = Op(
        "hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)",
        """
        input kept between min_val and max_val.
        Source: torch.nn.functional.hardtanh.
        """, in: [.functional],
        { (x: Tensor, low: Double, high: Double, inPlace: Bool) in
            try Tensors.hardtanh(x, low: low, high: high, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(-1), .float(1), .bool(false)]] })

    static let relu6 = Op(
        "relu6(input, inplace=False)",
        """
        input kept between 0 and 6.
        Source: torch.nn.functional.relu6.
        """, in: [.functional], { (x: Tensor, inPlace: Bool) in try Tensors.relu6(x, inPlace: inPlace) },
        samples: { [[try sample([2, 3], from: -4, to: 8), .bool(false)]] })
}
