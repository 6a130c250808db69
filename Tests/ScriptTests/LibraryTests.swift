// Library modules against CPython's recorded answers.
import XCTest

@testable import Script

final class LibraryTests: XCTestCase {
    func testLibrary() throws { try checkCases("library") }
}
