// Objects, operators and builtins against CPython's recorded answers.
import XCTest

@testable import Script

final class ObjectsTests: XCTestCase {
    func testValues() throws { try checkCases("values") }
    func testArithmetic() throws { try checkCases("arithmetic") }
    func testOperatorsOfContainers() throws { try checkCases("operators") }
    func testStrings() throws { try checkCases("strings") }
}
