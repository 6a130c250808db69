import Glibc
import Script
import XCTest

@testable import Session

final class SandboxTests: XCTestCase {
    func testPathsOutsideAreRefused() throws {
        let folder = try temporaryFolder()
        let check = FileAccess.check
        defer {
            FileAccess.check = check
            Files.removeTree(folder)
        }
        try Files.makeFolder(folder + "/in")
        symlink("/etc", folder + "/in/link")
        Sandbox.restrict(to: [folder + "/in"])
        XCTAssertNoThrow(try FileAccess.check(folder + "/in/new/file.png", true))
        XCTAssertNoThrow(try FileAccess.check(folder + "/in/a/../b", true))
        for path in [
            "/etc/passwd", folder + "/in/../out", folder + "/in/link/passwd", folder + "/inside", "/", folder + "/in/x/../../../etc",
        ] {
            XCTAssertThrowsError(try FileAccess.check(path, false), path)
        }
    }
}
