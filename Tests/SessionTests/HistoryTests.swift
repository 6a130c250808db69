import Glibc
import Schema
import XCTest

@testable import Session

final class HistoryTests: XCTestCase {
    private var folder = ""
    private var path: String { folder + "/deep/history.jsonl" }

    override func setUpWithError() throws { folder = try temporaryFolder() }
    override func tearDown() { Files.removeTree(folder) }

    func testCellsComeBackWhole() {
        let file = HistoryFile(path: path)
        let cells = ["x = 1", "def f():\n    # 12 comment\n    return '한글 \"q\"'", "#12 not a timestamp"]
        for cell in cells { file.append(cell) }
        XCTAssertEqual(HistoryFile(path: path).load(), cells)
        XCTAssertEqual(file.load(limit: 1), ["#12 not a timestamp"])
    }

    func testOnlyTheOwnerMayReadIt() {
        HistoryFile(path: path).append("secret = 1")
        var status = stat()
        XCTAssertEqual(stat(path, &status), 0)
        XCTAssertEqual(status.st_mode & 0o777, 0o600)
    }

    func testRepeatsAndBlanksAreNotKept() {
        let file = HistoryFile(path: path)
        for cell in ["a", "a", "  \n", "b", "a"] { file.append(cell) }
        XCTAssertEqual(file.load(), ["a", "b", "a"])
    }

    func testAHalfWrittenLineLosesOnlyItself() throws {
        let file = HistoryFile(path: path)
        file.append("before")
        let handle = open(path, O_WRONLY | O_APPEND)
        _ = "{\"t\":1,\"c\":\"hal".withCString { write(handle, $0, strlen($0)) }
        close(handle)
        file.append("after")
        XCTAssertEqual(file.load(), ["before", "after"])
    }

    func testDamagedFilesAreReadAsFarAsTheyGo() throws {
        try Files.makeFolder(folder + "/deep")
        try writeFile("garbage\n\u{0}\n{\"c\": 3}\n{\"t\":1,\"c\":\"good\"}\n[]\n", path)
        XCTAssertEqual(HistoryFile(path: path).load(), ["good"])
    }

    func testNoPlaceForTheFileIsNoError() {
        let file = HistoryFile(path: "/proc/no/such/history.jsonl")
        file.append("x")
        XCTAssertEqual(file.load(), [])
    }

    /// Sessions killed at random moments leave a file in which every whole entry can be read.
    func testKillsLoseNothingThatWasWritten() throws {
        let file = HistoryFile(path: path)
        var written = 0
        for round in 0..<20 {
            let pid = forkWriter(path, round)
            usleep(UInt32.random(in: 200...4000))
            kill(pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            let entries = file.load()
            XCTAssertGreaterThanOrEqual(entries.count, written)
            for entry in entries { XCTAssertTrue(entry.hasPrefix("cell ") && entry.hasSuffix(" end"), entry) }
            written = entries.count
        }
    }

    /// A shell that appends as fast as it can, as another process would.
    private func forkWriter(_ path: String, _ round: Int) -> pid_t {
        let script = """
            mkdir -p "$(dirname '\(path)')"; i=0
            while :; do i=$((i+1)); printf '{"t":1,"c":"cell \(round) %s end"}\\n' $i >> '\(path)'; done
            """
        var pid: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = (["/bin/sh", "-c", script] as [String]).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        XCTAssertEqual(posix_spawn(&pid, "/bin/sh", nil, nil, &arguments, environ), 0)
        return pid
    }
}
