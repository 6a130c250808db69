import XCTest

final class SchemaPlaceholderTests: XCTestCase {}
