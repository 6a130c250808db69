import XCTest

final class KernelPlaceholderTests: XCTestCase {}
