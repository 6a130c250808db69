import Schema
import XCTest

@testable import Tensors

/// The recorded dtype tables of torch and numpy.
final class PromotionTests: XCTestCase {
    private func tables() throws -> [String: Any] {
        let data = try Data(contentsOf: fixtures.appendingPathComponent("semantics/promotion.json"))
        return try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private let operators: [String: (Tensor, Tensor) throws -> Tensor] = [
        "add": { try add($0, $1) }, "sub": { try sub($0, $1) }, "mul": { try mul($0, $1) },
        "truediv": { try div($0, $1) },
        "floordiv": { try floorDivide($0, $1) }, "mod": { try remainder($0, $1) }, "pow": { try pow($0, $1) },
        "eq": { try $0.equals($1) }, "lt": { try $0.less($1) }, "and": { try bitwiseAnd($0, $1) },
        "or": { try bitwiseOr($0, $1) }, "xor": { try bitwiseXor($0, $1) }, "maximum": { try maximum($0, $1) },
        "minimum": { try minimum($0, $1) }, "atan2": { try atan2($0, $1) },
        "where": { try whereTensor(Tensor.from([true, true]), $0, $1) },
    ]

    private func result(_ body: () throws -> Tensor) -> String {
        do {
            return try body().dtype.name
        } catch let failure as Failure {
            return "error: \(failure.kind.rawValue): \(failure.message)"
        } catch {
            return "\(error)"
        }
    }

    private func operand(_ dtype: DType, scalar: Bool) throws -> Tensor {
        try Tensor.full(scalar ? [] : [2], .int(1), dtype)
    }

    private func number(_ name: String) throws -> Tensor {
        switch name {
        case "bool": try .number(.bool(true))
        case "int": try .number(.int(2))
        default: try .number(.float(1.5))
        }
    }

    private func check(_ flavour: Flavour, _ table: [String: Any], _ kinds: [String: (Bool, Bool)]) throws -> (
        Int, [String]
    ) {
        var passed = 0
        var wrong: [String] = []
        for (kind, scalars) in kinds {
            guard let ops = table[kind] as? [String: [String: [String: String]]] else { continue }
            for (name, rows) in ops {
                guard let body = operators[name] else { continue }
                for (left, columns) in rows {
                    for (right, expected) in columns {
                        let x: Tensor
                        let y: Tensor
                        switch kind {
                        case "ts", "ap":  // the row is the number's, on the right
                            (x, y) = (try operand(dtype(right), scalar: false), try number(left))
                        case "st", "pa": (x, y) = (try number(left), try operand(dtype(right), scalar: false))
                        default:
                            (x, y) = (
                                try operand(dtype(left), scalar: scalars.0),
                                try operand(dtype(right), scalar: scalars.1)
                            )
                        }
                        let got = flavour.run { result { try body(x, y) } }
                        let same =
                            got == expected
                            || (expected.hasPrefix("error") && got.hasPrefix("error") && flavour == .numpy)
                        if same {
                            passed += 1
                        } else {
                            wrong.append("\(kind) \(name) \(left) \(right): \(got), expected \(expected)")
                        }
                    }
                }
            }
        }
        return (passed, wrong)
    }

    private func dtype(_ name: String) throws -> DType { try XCTUnwrap(DType.allCases.first { $0.name == name }) }

    func testTorchTable() throws {
        let table = try XCTUnwrap(tables()["torch"] as? [String: Any])
        let (passed, wrong) = try check(
            .torch, table, ["tt": (false, false), "zt": (true, false), "ts": (false, false), "st": (false, false)])
        print("torch promotion: \(passed) agree, \(wrong.count) differ; kinds \(table.keys.sorted())")
        XCTAssertEqual(wrong.sorted().prefix(40).joined(separator: "\n"), "")
        XCTAssertGreaterThan(passed, 500)
    }

    private let reductions: [String: (Tensor) throws -> Tensor] = [
        "sum": { try $0.sum() }, "mean": { try $0.mean() }, "prod": { try $0.prod() }, "max": { try $0.max() },
        "argmax": { try $0.argmax() }, "std": { try $0.std() }, "cumsum": { try $0.cumsum(0) }, "all": { try $0.all() },
        "any": { try $0.any() }, "abs": { try $0.abs() }, "exp": { try $0.exp() }, "sqrt": { try $0.sqrt() },
        "floor": { try $0.floor() }, "sort": { try $0.sort(0).values }, "unique": { try $0.unique().values },
        "square": { try $0.square() }, "logical_not": { try $0.logicalNot() }, "isnan": { try $0.isNaN() },
        "nonzero": { try $0.nonzero() }, "log": { try $0.log() }, "median": { try $0.median() },
        "sigmoid": { try $0.sigmoid() }, "neg": { try $0.neg() }, "round": { try $0.round() },
    ]

    func testReductionsAndFunctions() throws {
        for (name, flavour) in [("torch", Flavour.torch), ("numpy", .numpy)] {
            let table = try XCTUnwrap(tables()[name] as? [String: Any])
            var wrong: [String] = []
            // numpy: uint64 does not exist here, and these functions are composed differently by the bindings.
            let skipped = flavour == .numpy ? ["median", "std", "square", "round"] : []
            for (op, row) in try XCTUnwrap(table["reduce"] as? [String: [String: String]]) {
                guard let body = reductions[op], !skipped.contains(op) else { continue }
                for (dtype, expected) in row where expected != "uint64" {
                    let type = try XCTUnwrap(DType.allCases.first { $0.name == dtype })
                    let x = try Tensor.ones([4], type)
                    let got = flavour.run { result { try body(x) } }
                    if got != expected { wrong.append("\(name) \(op) \(dtype): \(got), expected \(expected)") }
                }
            }
            XCTAssertEqual(wrong.sorted().joined(separator: "\n"), "")
        }
    }

    func testInPlace() throws {
        let bodies: [String: (Tensor, Tensor) throws -> Void] = [
            "add": { try $0.addInPlace($1) }, "mul": { try $0.mulInPlace($1) }, "truediv": { try $0.divInPlace($1) },
        ]
        for (name, flavour) in [("torch", Flavour.torch), ("numpy", .numpy)] {
            let table = try XCTUnwrap(tables()[name] as? [String: Any])
            var wrong: [String] = []
            for kind in ["inplace", "inplace_scalar"] {
                for (op, rows) in try XCTUnwrap(table[kind] as? [String: [String: [String: String]]]) {
                    guard let body = bodies[op] else { continue }
                    for (left, columns) in rows {
                        for (right, expected) in columns {
                            let x = try operand(XCTUnwrap(DType.allCases.first { $0.name == left }), scalar: false)
                            let y =
                                try DType.allCases.first { $0.name == right }.map { try operand($0, scalar: false) }
                                ?? number(right)
                            var got = flavour.run {
                                result {
                                    try body(x, y); return x
                                }
                            }
                            got = got.replacingOccurrences(
                                of: "TypeError", with: flavour == .numpy ? "UFuncTypeError" : "TypeError")
                            if got != expected {
                                wrong.append("\(name) \(kind) \(op) \(left) \(right): \(got), expected \(expected)")
                            }
                        }
                    }
                }
            }
            XCTAssertEqual(wrong.sorted().joined(separator: "\n"), "")
        }
    }

    func testNumpyTable() throws {
        let table = try XCTUnwrap(tables()["numpy"] as? [String: Any])
        let (passed, wrong) = try check(
            .numpy, table,
            ["aa": (false, false), "sa": (true, false), "ss": (true, true), "ap": (false, false), "pa": (false, false)])
        print("numpy promotion: \(passed) agree, \(wrong.count) differ; kinds \(table.keys.sorted())")
        XCTAssertEqual(wrong.sorted().prefix(40).joined(separator: "\n"), "")
        XCTAssertGreaterThan(passed, 500)
    }
}
