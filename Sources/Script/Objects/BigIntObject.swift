// An integer that does not fit in 64 bits. Scripts see `int`; arithmetic returns to machine integers as soon as a result fits.
import BigInt
import Schema

public final class BigIntObject: Object {
    public let value: BigInt
    public override var type: TypeObject { IntType.cls }
    public init(_ value: BigInt) { self.value = value }

    public var isNegative: Bool { value.signum() < 0 }

    /// Longest decimal text CPython makes of an integer; longer ones are a ValueError there and here (the conversion is quadratic).
    static let digitLimit = 4300

    public override func repr() throws -> String {
        // 3.33 bits per digit: only clearly shorter numbers skip the exact count.
        if value.magnitude.bitWidth > Self.digitLimit * 3 {
            if value.magnitude.bitWidth > Self.digitLimit * 4 { throw Self.tooManyDigits }
            let text = String(value)
            if text.utf8.count - (isNegative ? 1 : 0) > Self.digitLimit { throw Self.tooManyDigits }
            return text
        }
        return String(value)
    }

    static var tooManyDigits: Failure {
        Failure(
            .valueError,
            "Exceeds the limit (\(digitLimit) digits) for integer string conversion; "
                + "use sys.set_int_max_str_digits() to increase the limit",
            hint: "hex(x) has no limit")
    }

    public override func format(_ spec: String) throws -> String {
        spec.isEmpty ? try repr() : try TextBridge.format(.object(self), spec)
    }
    public override func truth() throws -> Bool { true }
    public override func hash() throws -> Int { NumberHash.of(value) }
    public override func index() throws -> Value? { .object(self) }
    public override func float() throws -> Double? { try Arithmetic.double(value) }
    // Operators and comparisons between numbers are in `Arithmetic`, which every operation asks first.
}
