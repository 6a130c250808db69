// Counts a family of recorded cases. What is left out on purpose stands with its reason in Fixtures/unsupported.json; any other
// difference fails the test, and so does a listed case that has begun to agree.
import XCTest

struct Tally {
    let family: String
    private let reasons: [String: String]
    private var passed = 0
    private var leftOut: [String] = []
    private var differences: [String] = []
    private var stale: [String] = []

    init(_ family: String) throws {
        self.family = family
        reasons = try XCTUnwrap(Fixtures.json("unsupported.json")[family] as? [String: String], family)
    }

    /// nil: agrees with the recording; otherwise what is different.
    mutating func add(_ id: String, _ difference: String?) {
        switch (difference, reasons[id]) {
        case (nil, nil): passed += 1
        case (nil, .some):
            passed += 1
            stale.append(id)
        case (.some, .some): leftOut.append(id)
        case (.some(let text), nil): differences.append("\(id): \(text)")
        }
    }

    /// Prints the counts and fails for what is not explained or when fewer than `least` of all cases agree.
    func finish(least: Double = 0, file: StaticString = #filePath, line: UInt = #line) {
        let total = passed + leftOut.count + differences.count
        print(
            "parity \(family): \(passed)/\(total) agree, \(leftOut.count) left out on purpose, \(differences.count) differ"
        )
        for id in leftOut { print("    left out \(id): \(reasons[id] ?? "")") }
        XCTAssert(differences.isEmpty, differences.prefix(40).joined(separator: "\n"), file: file, line: line)
        XCTAssert(stale.isEmpty, "listed as unsupported but agree: \(stale)", file: file, line: line)
        XCTAssertGreaterThanOrEqual(Double(passed), least * Double(total), family, file: file, line: line)
    }
}
