// numpy's casting rules: which dtype may become which other one, as `casting=` and `np.can_cast` ask.
import Schema
import Tensors

enum Casting: String, CaseIterable {
    case no, equiv, safe
    case sameKind = "same_kind"
    case unsafe

    static func named(_ name: String) throws -> Casting {
        if let rule = Casting(rawValue: name) { return rule }
        throw Failure(
            .valueError, "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '\(name)')")
    }

    func allows(_ from: DType, _ to: DType) -> Bool {
        switch self {
        case .no, .equiv: from == to
        case .safe: Promotion.numpy(from, to) == to
        case .sameKind: Promotion.numpy(from, to) == to || from.numpyKind <= to.numpyKind
        case .unsafe: true
        }
    }
}

extension DType {
    /// numpy's order of kinds: bool, unsigned, signed, real. A value may be stored in its own kind or a later one.
    var numpyKind: Int {
        switch self {
        case .bool: 0
        case .uint8: 1
        case .int8, .int16, .int32, .int64: 2
        case .float16, .bfloat16, .float32, .float64: 3
        }
    }
}
