import XCTest

final class TensorsPlaceholderTests: XCTestCase {}
