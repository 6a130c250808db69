// sys and time.
import Glibc
import Schema

func buildSys(_ module: ModuleObject) {
    module["argv"] = .list(SystemState.arguments.map { .string($0) })
    module["path"] = .list(SystemState.path.map { .string($0) })
    module["modules"] = .object(DictObject())
    module["maxsize"] = .int(.max)
    module["maxunicode"] = .int(0x10FFFF)
    module["byteorder"] = .string("little")
    module["platform"] = .string("linux")
    module["executable"] = .string("unetrepl")
    module["version"] = .string("3.11 (unetrepl)")
    module["stdout"] = .object(ConsoleStream.stdout)
    module["stderr"] = .object(ConsoleStream.stderr)
    module["__stdout__"] = .object(ConsoleStream.stdout)
    module["__stderr__"] = .object(ConsoleStream.stderr)
    module["dont_write_bytecode"] = .bool(true)
    module["version_info"] = versionInfo()
    module["float_info"] = floatInfo()
    module.rawDefine("exit(status=None, /)", "Ends the script.") { bound in throw Builtins.systemExit(bound[0]) }
    module.rawDefine("getrecursionlimit()", "Nested calls a script may make.") { _ in
        .int(Interpreter.current.maxRecursion)
    }
    module.rawDefine("setrecursionlimit(limit, /)", "Sets it.") { bound in
        let limit = try bound.int(0)
        if limit < 1 { throw Failure(.valueError, "recursion limit must be greater or equal than 1") }
        Interpreter.current.maxRecursion = limit
        return .none
    }
    module.rawDefine("getsizeof(object, default=0)", "A rough size in bytes.") { bound in
        // A range holds none of its numbers.
        if bound[0].asObject is RangeObject { return .int(48) }
        return .int(48 + 16 * min((try? bound[0].length()) ?? 0, 1 << 50))
    }
    module.rawDefine("intern(string, /)", "The string.") { bound in bound[0] }
    module.rawDefine("exc_info()", "Nothing: use `except … as error`.") { _ in .tuple([.none, .none, .none]) }
    module.rawDefine("getdefaultencoding()", "utf-8.") { _ in .string("utf-8") }
}

/// What the front end tells scripts about how they were started.
public enum SystemState {
    nonisolated(unsafe) fileprivate static var arguments: [String] = [""]
    nonisolated(unsafe) public static var path: [String] = [""]

    /// `sys.argv`, for the module that is there and for the one that a first import makes.
    public static func setArguments(_ arguments: [String]) {
        self.arguments = arguments
        ModuleRegistry.builtModule("sys")?["argv"] = .list(arguments.map { .string($0) })
    }
}

private func versionInfo() -> Value {
    guard
        let type = try? NamedTuples.makeClass(
            "version_info", ["major", "minor", "micro", "releaselevel", "serial"], defaults: []),
        let value = try? type.call(Arguments([.int(3), .int(11), .int(7), .string("final"), .int(0)]))
    else { return .tuple([.int(3), .int(11), .int(7), .string("final"), .int(0)]) }
    return value
}

private func floatInfo() -> Value {
    let info = Instance(TypeObject("float_info", module: "sys"))
    info.store("max", .float(.greatestFiniteMagnitude))
    info.store("min", .float(.leastNormalMagnitude))
    info.store("epsilon", .float(.ulpOfOne))
    info.store("dig", .int(15))
    return .object(info)
}

// MARK: - time

private func seconds(_ clock: clockid_t) -> Double {
    var now = timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

private func nanoseconds(_ clock: clockid_t) -> Int {
    var now = timespec()
    clock_gettime(clock, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
}

func buildTime(_ module: ModuleObject) throws {
    for (name, clock, documentation) in [
        ("time", CLOCK_REALTIME, "Seconds since 1970."),
        ("perf_counter", CLOCK_MONOTONIC, "Seconds of a steady clock."),
        ("monotonic", CLOCK_MONOTONIC, "Seconds of a steady clock."),
        ("process_time", CLOCK_PROCESS_CPUTIME_ID, "Seconds of computing."),
    ] {
        module.rawDefine("\(name)()", documentation) { _ in .float(seconds(clock)) }
        module.rawDefine("\(name)_ns()", "As \(name), in nanoseconds.") { _ in .int(nanoseconds(clock)) }
    }
    module.rawDefine("sleep(seconds, /)", "Waits; an interrupt ends the wait.") { bound in
        let duration = try bound.real(0)
        if duration < 0 { throw Failure(.valueError, "sleep length must be non-negative") }
        let end = seconds(CLOCK_MONOTONIC) + duration
        while true {
            try Interpreter.current.checkInterrupt()
            let left = end - seconds(CLOCK_MONOTONIC)
            if left <= 0 { return .none }
            usleep(UInt32(min(left, 0.05) * 1e6))
        }
    }
    let fields = ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"]
    let type = try NamedTuples.makeClass("struct_time", fields, defaults: [])
    type.moduleName = "time"
    for (name, isLocal) in [("localtime", true), ("gmtime", false)] {
        module.rawDefine("\(name)(seconds=None, /)", "The parts of a moment.") { bound in
            let moment = bound.isNone(0) ? seconds(CLOCK_REALTIME) : try bound.real(0)
            return try type.call(Arguments(Calendar.parts(moment, isLocal: isLocal).map { .int($0) }))
        }
    }
    module.rawDefine("mktime(t, /)", "Seconds since 1970 of local parts.") { bound in
        var parts = Calendar.tm(try bound[0].elements().map { try $0.asInt() })
        return .float(Double(mktime(&parts)))
    }
    module.rawDefine("strftime(format, t=None, /)", "A moment as text.") { bound in
        let parts =
            bound.isNone(1)
            ? Calendar.parts(seconds(CLOCK_REALTIME), isLocal: true) : try bound[1].elements().map { try $0.asInt() }
        return .string(Calendar.text(try bound.text(0), parts))
    }
    for name in ["ctime", "asctime"] {
        module.rawDefine("\(name)(moment=None, /)", "A moment in a fixed form.") { bound in
            let parts: [Int]
            if bound.isNone(0) {
                parts = Calendar.parts(seconds(CLOCK_REALTIME), isLocal: true)
            } else if name == "ctime" {
                parts = Calendar.parts(try bound.real(0), isLocal: true)
            } else {
                parts = try bound[0].elements().map { try $0.asInt() }
            }
            return .string(Calendar.text("%a %b %e %H:%M:%S %Y", parts))
        }
    }
    module["timezone"] = .int(0)
}

/// C's calendar: year, month 1-12, day, hour, minute, second, weekday from Monday, day of the year, daylight saving.
enum Calendar {
    static func parts(_ moment: Double, isLocal: Bool) -> [Int] {
        var seconds = time_t(Int(exactly: moment.rounded(.down)) ?? 0)
        var parts = Glibc.tm()
        if isLocal { localtime_r(&seconds, &parts) } else { gmtime_r(&seconds, &parts) }
        return [
            Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour), Int(parts.tm_min),
            Int(parts.tm_sec), (Int(parts.tm_wday) + 6) % 7, Int(parts.tm_yday) + 1, Int(parts.tm_isdst),
        ]
    }

    static func tm(_ parts: [Int]) -> Glibc.tm {
        func part(_ i: Int, _ missing: Int = 0) -> Int32 { Int32(clamping: i < parts.count ? parts[i] : missing) }
        var result = Glibc.tm()
        result.tm_year = part(0, 1900) &- 1900
        result.tm_mon = part(1, 1) &- 1
        result.tm_mday = part(2, 1)
        result.tm_hour = part(3)
        result.tm_min = part(4)
        result.tm_sec = part(5)
        result.tm_wday = (max(-1, min(part(6), 6)) + 1) % 7
        result.tm_yday = part(7, 1) &- 1
        result.tm_isdst = part(8, -1)
        return result
    }

    static func text(_ format: String, _ parts: [Int]) -> String {
        var moment = tm(parts)
        if format.isEmpty { return "" }
        var buffer = [CChar](repeating: 0, count: format.utf8.count * 16 + 256)
        let count = strftime(&buffer, buffer.count, format, &moment)
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
