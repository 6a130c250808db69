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
        var arguments: [UnsafeMutablePointer<CChar>?] =
            (["/bin/sh", "-c", script] as [String]).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        XCTAssertEqual(posix_spawn(&pid, "/bin/sh", nil, nil, &arguments, environ), 0)
        return pid
    }

    // MARK: - Journals of sessions

    func testASessionThatLivesIsNotLeftBehind() throws {
        let journal = SessionJournal.begin(in: folder)
        XCTAssertNil(Files.names(in: folder)?.first, "nothing entered, nothing written")
        journal.began("x = 1")
        journal.ended(.finished)
        XCTAssertNil(SessionJournal.leftBehind(in: folder))
        journal.discard()
        XCTAssertEqual(Files.names(in: folder), [])
    }

    func testASessionThatWasCutOffComesBackWhole() throws {
        do {
            let journal = SessionJournal.begin(in: folder)
            for (code, ending) in [("x = '가'\ny = 2", .finished), ("1 / 0", .failed)]
                as [(String, SessionJournal.Ending)]
            {
                journal.began(code)
                journal.ended(ending)
            }
            journal.began("while True: pass")
        }
        let session = try XCTUnwrap(SessionJournal.leftBehind(in: folder))
        XCTAssertEqual(session.entries.map(\.code), ["x = '가'\ny = 2", "1 / 0", "while True: pass"])
        XCTAssertEqual(session.entries.map(\.ending), [.finished, .failed, .unfinished])
        XCTAssertFalse(session.isAnnounced)
        SessionJournal.noteAnnounced(session.path)
        XCTAssertEqual(SessionJournal.leftBehind(in: folder)?.isAnnounced, true)
        SessionJournal.remove(session.path)
        XCTAssertNil(SessionJournal.leftBehind(in: folder))
    }

    func testAJournalThatWasCutInALineLosesOnlyThatLine() {
        let text = Array(
            "{\"cell\": \"a\"}\n{\"end\": \"finished\"}\n{\"end\": \"odd\"}\n[1]\n{\"cell\": \"b\"}\n{\"ce".utf8)
        let session = SessionJournal.read(text[...], path: "x")
        XCTAssertEqual(
            session.entries, [.init(code: "a", ending: .finished), .init(code: "b", ending: .unfinished)])
        for count in 0...text.count { _ = SessionJournal.read(text.prefix(count), path: "x") }
    }

    func testOldJournalsGo() throws {
        for n in 0..<8 { try writeFile("{\"cell\": \"x = \(n)\"}\n", folder + "/\(n).jsonl") }
        XCTAssertEqual(SessionJournal.leftBehind(in: folder)?.entries.first?.code, "x = 7")
        XCTAssertEqual(Files.names(in: folder)?.count, 5)
    }
}
