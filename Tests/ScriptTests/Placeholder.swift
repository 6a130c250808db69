import XCTest

final class ScriptPlaceholderTests: XCTestCase {}
