// Runs a program of ours to its end and collects what it wrote. Only the golden tests use it; scripts cannot start processes.
import Glibc
import Schema

public struct ChildProcess {
    public var output: [UInt8] = []
    public var errors: [UInt8] = []
    /// The exit code; 128 + n after signal n, as shells count.
    public var code: Int32 = 0
    public var timedOut = false

    /// - Throws: OSError when the program cannot be started.
    public static func run(
        _ program: String, _ arguments: [String], environment: [String: String], folder: String, input: [UInt8] = [],
        timeout: Double
    ) throws(Failure) -> ChildProcess {
        var pipes: [Int32] = []
        defer { for file in pipes where file >= 0 { close(file) } }
        for _ in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw AtomicFile.failure(errno, program) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            pipes += ends
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipes[0], 0)
        posix_spawn_file_actions_adddup2(&actions, pipes[3], 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[5], 2)
        // The child starts where its parent stands: go there and come back.
        let here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(here) }
        guard chdir(folder) == 0 else { throw AtomicFile.failure(errno, folder) }
        defer { _ = fchdir(here) }
        // The tests' own thread may have signals blocked; the child must not inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var argumentPointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var environmentPointers: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, program, &actions, &attributes, &argumentPointers, &environmentPointers)
        guard status == 0 else { throw AtomicFile.failure(status, program) }
        for index in [0, 3, 5] {
            close(pipes[index])
            pipes[index] = -1
        }
        var child = ChildProcess()
        child.exchange(pid: pid, input: input, pipes: &pipes, timeout: timeout)
        return child
    }

    private mutating func exchange(pid: pid_t, input: [UInt8], pipes: inout [Int32], timeout: Double) {
        let end = monotonicSeconds() + timeout
        var sent = 0
        signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, SIG_DFL) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while pipes[2] >= 0 || pipes[4] >= 0 {
            if pipes[1] >= 0, sent >= input.count {
                close(pipes[1])
                pipes[1] = -1
            }
            var waiting = [
                pollfd(fd: pipes[2], events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipes[4], events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipes[1], events: Int16(POLLOUT), revents: 0),
            ]
            let left = end - monotonicSeconds()
            if left <= 0 {
                timedOut = true
                kill(pid, SIGKILL)
                break
            }
            if poll(&waiting, 3, Int32(min(left, 3600) * 1000) + 1) < 0 { continue }
            for (slot, index) in [(0, 2), (1, 4)] where waiting[slot].revents != 0 {
                let count = read(pipes[index], &chunk, chunk.count)
                if count > 0 {
                    if slot == 0 { output += chunk[..<count] } else { errors += chunk[..<count] }
                } else if count == 0 || errno != EINTR {
                    close(pipes[index])
                    pipes[index] = -1
                }
            }
            if waiting[2].revents != 0, pipes[1] >= 0 {
                let count = input[sent...].withUnsafeBytes { write(pipes[1], $0.baseAddress, min($0.count, 4096)) }
                sent = count > 0 ? sent + count : input.count
            }
            // A runaway loop must not fill the memory of the one who tests it.
            if output.count + errors.count > 64 << 20 { kill(pid, SIGKILL) }
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let signalNumber = status & 0x7F
        code = signalNumber == 0 ? (status >> 8) & 0xFF : 128 + signalNumber
    }
}
