// An integer that does not fit in 64 bits. Scripts see `int`; arithmetic returns to machine integers as soon as a result fits.
import BigInt
import Schema

public final class BigIntObject: Object {
    public let value: BigInt
    public override var type: TypeObject { IntType.cls }
    public init(_ value: BigInt) { self.value = value }

    public var isNegative: Bool { value.signum() < 0 }

    public override func repr() throws -> String { try PythonNumber.decimal(value) }

    public override func format(_ spec: String) throws -> String {
        spec.isEmpty ? try repr() : try ValueText.format(.object(self), spec)
    }
    public override func truth() throws -> Bool { true }
    public override func hash() throws -> Int { NumberHash.of(value) }
    public override func index() throws -> Value? { .object(self) }
    public override func float() throws -> Double? { try Arithmetic.double(value) }
    // Operators and comparisons between numbers are in `Arithmetic`, which every operation asks first.
}
