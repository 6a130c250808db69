import XCTest

final class BindingsPlaceholderTests: XCTestCase {}
