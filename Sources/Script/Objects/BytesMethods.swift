// The methods of bytes: what str has, on bytes; letters and spaces are ASCII's.
import Schema

func addBytesMethods(to type: TypeObject) {
    addTextForms(to: type)
    addAffixes(to: type)
    addSearching(to: type)
    addTaking(to: type)
    addSplitting(to: type)
    addBuilding(to: type)
    addLetters(to: type)
}

private let space: @Sendable (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
private let digit: @Sendable (UInt8) -> Bool = { (0x30...0x39).contains($0) }
private let upper: @Sendable (UInt8) -> Bool = { (0x41...0x5A).contains($0) }
private let lower: @Sendable (UInt8) -> Bool = { (0x61...0x7A).contains($0) }

private func receiver(_ bound: BoundArguments) throws -> [UInt8] { try bound.receiver(BytesObject.self).bytes }

private func isNone(_ value: Value) -> Bool { if case .none = value { true } else { false } }

private func result(_ bytes: some Sequence<UInt8>) -> Value { .object(BytesObject(Array(bytes))) }

private func bytes(_ value: Value) throws -> [UInt8] {
    if let bytes = value.asObject as? BytesObject { return bytes.bytes }
    throw Failure(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
}

// MARK: - As text

private func addTextForms(to type: TypeObject) {
    type.rawMethod("decode(self, encoding='utf-8', errors='strict')", "The text these bytes spell.") { bound in
        .string(try bound.receiver(BytesObject.self).decoded(try bound.text(1), errors: try bound.text(2)))
    }
    type.rawMethod("hex(self, sep=None, bytes_per_sep=1)", "Two hexadecimal digits per byte.") { bound in
        let digits = try receiver(bound).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        guard !isNone(bound[1]) else { return .string(digits.joined()) }
        let separator = try bound.text(1)
        guard separator.unicodeScalars.count == 1 else { throw Failure(.valueError, "sep must be length 1.") }
        let size = try bound.get(2, as: Int.self)
        if size == 0 || digits.isEmpty { return .string(digits.joined()) }
        // A positive size counts from the right.
        let group = Int(min(size.magnitude, UInt(digits.count)))
        let first = size > 0 ? (digits.count - 1) % group + 1 : group
        var groups = [digits[..<first].joined()]
        for start in stride(from: first, to: digits.count, by: group) {
            groups.append(digits[start..<min(start + group, digits.count)].joined())
        }
        return .string(groups.joined(separator: separator))
    }
    let fromHex = BuiltinFunction(
        "fromhex(string, /)", "The bytes that hexadecimal digits spell; spaces between bytes are left out.",
        raw: { bound in
            var spelled: [UInt8] = []
            var pending: UInt8?
            for (place, scalar) in try bound.text(0).unicodeScalars.enumerated() {
                if pending == nil, scalar.isASCII, space(UInt8(scalar.value)) { continue }
                guard scalar.isASCII, let value = Character(scalar).hexDigitValue else {
                    throw Failure(.valueError, "non-hexadecimal number found in fromhex() arg at position \(place)")
                }
                if let high = pending { spelled.append(high << 4 | UInt8(value)) }
                pending = pending == nil ? UInt8(value) : nil
            }
            guard pending == nil else {
                let count = try bound.text(0).unicodeScalars.count
                throw Failure(.valueError, "non-hexadecimal number found in fromhex() arg at position \(count)")
            }
            return result(spelled)
        })
    type.setMember("fromhex", .object(fromHex))
}

// MARK: - Beginnings and ends

private func addAffixes(to type: TypeObject) {
    func affixes(_ bound: BoundArguments) throws -> [[UInt8]] {
        if let several = bound[1].asObject as? TupleObject { return try several.elements.map(bytes) }
        guard let one = bound[1].asObject as? BytesObject else {
            throw Failure(
                .typeError,
                "\(bound.signature.name) first arg must be bytes or a tuple of bytes, not \(bound[1].typeName)")
        }
        return [one.bytes]
    }
    /// The bytes between `start` and `end`; nil when start lies beyond them.
    func part(_ bound: BoundArguments) throws -> ArraySlice<UInt8>? {
        let all = try receiver(bound)
        let (from, to) = try SequenceSearch.bounds(bound[2], bound[3], count: all.count)
        return from <= to && from <= all.count ? all[from..<to] : nil
    }
    type.rawMethod("startswith(self, prefix, start=None, end=None, /)", "Whether it begins with prefix.") { bound in
        let wanted = try affixes(bound)
        guard let part = try part(bound) else { return .bool(false) }
        return .bool(wanted.contains { part.starts(with: $0) })
    }
    type.rawMethod("endswith(self, suffix, start=None, end=None, /)", "Whether it ends with suffix.") { bound in
        let wanted = try affixes(bound)
        guard let part = try part(bound) else { return .bool(false) }
        return .bool(wanted.contains { part.suffix($0.count).elementsEqual($0) })
    }
    type.rawMethod("removeprefix(self, prefix, /)", "Without prefix, if it begins so.") { bound in
        let (all, prefix) = (try receiver(bound), try bytes(bound[1]))
        return result(all.starts(with: prefix) ? all.dropFirst(prefix.count) : all[...])
    }
    type.rawMethod("removesuffix(self, suffix, /)", "Without suffix, if it ends so.") { bound in
        let (all, suffix) = (try receiver(bound), try bytes(bound[1]))
        return result(all.suffix(suffix.count).elementsEqual(suffix) ? all.dropLast(suffix.count) : all[...])
    }
}

// MARK: - Searching

private func addSearching(to type: TypeObject) {
    /// What is searched for: bytes, or the number of one.
    func wanted(_ value: Value) throws -> [UInt8] {
        if let bytes = value.asObject as? BytesObject { return bytes.bytes }
        guard let index = try? value.asIndex() else {
            throw Failure(
                .typeError, "argument should be integer or bytes-like object, not '\(value.typeName)'")
        }
        guard case .int(let code) = index, let byte = UInt8(exactly: code) else {
            throw Failure(.valueError, "byte must be in range(0, 256)")
        }
        return [byte]
    }
    func range(_ bound: BoundArguments, _ count: Int) throws -> Range<Int>? {
        let (from, to) = try SequenceSearch.bounds(bound[2], bound[3], count: count)
        if case .int(let start) = bound[2], start > count { return nil }
        return from <= to && from <= count ? from..<to : nil
    }
    func search(_ bound: BoundArguments, last: Bool) throws -> Int? {
        let (all, wanted) = (try receiver(bound), try wanted(bound[1]))
        guard let range = try range(bound, all.count) else { return nil }
        let find = last ? ByteSearch.last : ByteSearch.first
        return find(wanted, all, range.lowerBound, range.upperBound)
    }
    for (name, last) in [("find", false), ("rfind", true)] {
        type.rawMethod("\(name)(self, sub, start=None, end=None, /)", "Position of sub, or -1.") { bound in
            .int(try search(bound, last: last) ?? -1)
        }
    }
    for (name, last) in [("index", false), ("rindex", true)] {
        type.rawMethod("\(name)(self, sub, start=None, end=None, /)", "Position of sub; ValueError if none.") { bound in
            guard let place = try search(bound, last: last) else { throw Failure(.valueError, "subsection not found") }
            return .int(place)
        }
    }
    type.rawMethod("count(self, sub, start=None, end=None, /)", "How many separate occurrences of sub.") { bound in
        let (all, wanted) = (try receiver(bound), try wanted(bound[1]))
        guard let range = try range(bound, all.count) else { return .int(0) }
        if wanted.isEmpty { return .int(range.count + 1) }
        var (count, at) = (0, range.lowerBound)
        while let found = ByteSearch.first(wanted, in: all, from: at, to: range.upperBound) {
            count += 1
            at = found + wanted.count
        }
        return .int(count)
    }
}

// MARK: - Taking away

private func addTaking(to type: TypeObject) {
    for (name, left, right) in [("strip", true, true), ("lstrip", true, false), ("rstrip", false, true)] {
        type.rawMethod("\(name)(self, bytes=None, /)", "Without the spaces, or these bytes, at its ends.") { bound in
            let isTaken: (UInt8) -> Bool
            if isNone(bound[1]) { isTaken = space } else { isTaken = Set(try bytes(bound[1])).contains }
            var kept = try receiver(bound)[...]
            if left { kept = kept.drop(while: isTaken) }
            if right { while let last = kept.last, isTaken(last) { kept.removeLast() } }
            return result(kept)
        }
    }
    type.rawMethod("replace(self, old, new, count=-1, /)", "With new for old, at most count times.") { bound in
        let (all, old, new) = (try receiver(bound), try bytes(bound[1]), try bytes(bound[2]))
        var left = try bound.get(3, as: Int.self)
        if left < 0 { left = .max }
        var built: [UInt8] = []
        var at = 0
        while left > 0, let found = ByteSearch.first(old, in: all, from: at) {
            // An array that grows takes twice what it had.
            try Growth.bytes(2 * (built.count + all.count + new.count))
            built += all[at..<found] + new
            at = found + old.count
            left -= 1
            if old.isEmpty {
                // Between all bytes, and after the last.
                guard at < all.count else { break }
                built.append(all[at])
                at += 1
            }
        }
        return result(built + all[min(at, all.count)...])
    }
}

// MARK: - Splitting

private func addSplitting(to type: TypeObject) {
    func separator(_ value: Value) throws -> [UInt8]? {
        if isNone(value) { return nil }
        let separator = try bytes(value)
        guard !separator.isEmpty else { throw Failure(.valueError, "empty separator") }
        return separator
    }
    func list(_ parts: [ArraySlice<UInt8>]) -> Value { .list(parts.map { result($0) }) }
    func words(_ all: [UInt8], _ limit: Int) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = all[...].drop(while: space)
        while !rest.isEmpty {
            if parts.count == limit { return parts + [rest] }
            let word = rest.prefix { !space($0) }
            parts.append(word)
            rest = rest[word.endIndex...].drop(while: space)
        }
        return parts
    }
    func limit(_ bound: BoundArguments) throws -> Int {
        let limit = try bound.get(2, as: Int.self)
        return limit < 0 ? .max : limit
    }
    type.rawMethod("split(self, sep=None, maxsplit=-1)", "The parts between separators, or the words.") { bound in
        let (all, limit) = (try receiver(bound), try limit(bound))
        guard let separator = try separator(bound[1]) else { return list(words(all, limit)) }
        var parts: [ArraySlice<UInt8>] = []
        var at = 0
        while parts.count < limit, let found = ByteSearch.first(separator, in: all, from: at) {
            parts.append(all[at..<found])
            at = found + separator.count
        }
        return list(parts + [all[at...]])
    }
    type.rawMethod("rsplit(self, sep=None, maxsplit=-1)", "As split, but counted from the end.") { bound in
        let (all, limit) = (try receiver(bound), try limit(bound))
        guard let separator = try separator(bound[1]) else {
            // The words of the reversed bytes, turned back.
            let backwards = words(Array(all.reversed()), limit)
            return .list(backwards.reversed().map { result($0.reversed()) })
        }
        var parts: [ArraySlice<UInt8>] = []
        var end = all.count
        while parts.count < limit, let found = ByteSearch.last(separator, in: all, from: 0, to: end) {
            parts.append(all[(found + separator.count)..<end])
            end = found
        }
        return list((parts + [all[..<end]]).reversed())
    }
    type.rawMethod("splitlines(self, keepends=False)", "The lines.") { bound in
        let (all, keeps) = (try receiver(bound), try bound[1].truth())
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < all.count {
            let end = all[start...].firstIndex { $0 == 10 || $0 == 13 } ?? all.count
            var next = min(end + 1, all.count)
            if end + 1 < all.count, all[end] == 13, all[end + 1] == 10 { next += 1 }
            lines.append(all[start..<(keeps ? next : end)])
            start = next
        }
        return list(lines)
    }
    for (name, last) in [("partition", false), ("rpartition", true)] {
        type.rawMethod("\(name)(self, sep, /)", "What is before the separator, the separator, what is after.") {
            bound in
            let all = try receiver(bound)
            guard let separator = try separator(.object(BytesObject(try bytes(bound[1])))) else { return .none }
            let find = last ? ByteSearch.last : ByteSearch.first
            guard let found = find(separator, all, 0, all.count) else {
                let none = result([])
                return .tuple(last ? [none, none, result(all)] : [result(all), none, none])
            }
            return .tuple([result(all[..<found]), result(separator), result(all[(found + separator.count)...])])
        }
    }
}

// MARK: - Putting together

private func addBuilding(to type: TypeObject) {
    type.rawMethod("join(self, iterable, /)", "The items with these bytes between them.") { bound in
        let separator = try receiver(bound)
        let items: [Value]
        do { items = try bound[1].elements() } catch let failure as Failure
            where failure.message.hasSuffix("is not iterable")
        {
            throw Failure(.typeError, "can only join an iterable")
        }
        let parts = try items.enumerated().map { place, item in
            guard let part = (item.asObject as? BytesObject)?.bytes else {
                throw Failure(
                    .typeError, "sequence item \(place): expected a bytes-like object, \(item.typeName) found")
            }
            return part
        }
        let length = parts.reduce(separator.count.multipliedReportingOverflow(by: max(0, parts.count - 1)).partialValue)
        {
            $0 &+ $1.count
        }
        try Growth.bytes(length < 0 ? .max : length)
        return result(parts.joined(separator: separator))
    }
    for (name, place) in [("ljust", 0), ("rjust", 1), ("center", 2)] {
        type.rawMethod("\(name)(self, width, fillchar=None, /)", "Padded to a width.") { bound in
            let (all, width) = (try receiver(bound), try bound.get(1, as: Int.self))
            let fill = bound.given[2] ? (bound[2].asObject as? BytesObject)?.bytes ?? [] : [32]
            guard fill.count == 1 else {
                throw Failure(
                    .typeError, "\(name)() argument 2 must be a byte string of length 1, not \(bound[2].typeName)")
            }
            guard width > all.count else { return result(all) }
            try Growth.bytes(width)
            let padding = width - all.count
            // An odd byte of padding is at the left of an even width, as in CPython.
            let left = place == 0 ? 0 : place == 1 ? padding : padding / 2 + (padding & width & 1)
            let blanks = { [UInt8](repeating: fill[0], count: $0) }
            return result(blanks(left) + all + blanks(padding - left))
        }
    }
    type.rawMethod("zfill(self, width, /)", "Padded with zeros after the sign.") { bound in
        let (all, width) = (try receiver(bound), try bound.get(1, as: Int.self))
        guard width > all.count else { return result(all) }
        try Growth.bytes(width)
        let sign = all.prefix { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }.prefix(1)
        return result(sign + [UInt8](repeating: 0x30, count: width - all.count) + all.dropFirst(sign.count))
    }
}

// MARK: - Letters

private func addLetters(to type: TypeObject) {
    type.rawMethod("upper(self)", "With capital letters.") { bound in
        result(try receiver(bound).map { lower($0) ? $0 - 32 : $0 })
    }
    type.rawMethod("lower(self)", "With small letters.") { bound in
        result(try receiver(bound).map { upper($0) ? $0 + 32 : $0 })
    }
    type.rawMethod("swapcase(self)", "Capitals for small letters, and the other way round.") { bound in
        result(try receiver(bound).map { lower($0) ? $0 - 32 : upper($0) ? $0 + 32 : $0 })
    }
    type.rawMethod("capitalize(self)", "The first byte a capital, the others small.") { bound in
        let all = try receiver(bound)
        let small = all.map { upper($0) ? $0 + 32 : $0 }
        return result(small.prefix(1).map { lower($0) ? $0 - 32 : $0 } + small.dropFirst())
    }
    type.rawMethod("title(self)", "Words with a capital at the beginning.") { bound in
        var isInside = false
        return result(
            try receiver(bound).map { byte in
                defer { isInside = upper(byte) || lower(byte) }
                return isInside ? (upper(byte) ? byte + 32 : byte) : (lower(byte) ? byte - 32 : byte)
            })
    }
    type.rawMethod("expandtabs(self, tabsize=8)", "Blanks for tabs.") { bound in
        let size = try bound.get(1, as: Int.self)
        var built: [UInt8] = []
        var column = 0
        for byte in try receiver(bound) {
            guard byte == 9 else {
                built.append(byte)
                column = byte == 10 || byte == 13 ? 0 : column + 1
                continue
            }
            let blanks = size > 0 ? size - column % size : 0
            try Growth.bytes(2 * (built.count + min(blanks, 1 << 40)))
            built += [UInt8](repeating: 32, count: blanks)
            column += blanks
        }
        return result(built)
    }
    type.rawMethod(
        "translate(self, table, /, delete=None)", "Each byte replaced by the table's; those of delete left out."
    ) { bound in
        var table: [UInt8]?
        if !isNone(bound[1]) {
            table = try bytes(bound[1])
            guard table?.count == 256 else {
                throw Failure(.valueError, "translation table must be 256 characters long")
            }
        }
        let gone = bound.given[2] ? Set(try bytes(bound[2])) : []
        return result(try receiver(bound).filter { !gone.contains($0) }.map { table?[Int($0)] ?? $0 })
    }
    let makeTable = BuiltinFunction(
        "maketrans(frm, to, /)", "A table for translate.",
        raw: { bound in
            let (from, to) = (try bytes(bound[0]), try bytes(bound[1]))
            guard from.count == to.count else {
                throw Failure(.valueError, "maketrans arguments must have same length")
            }
            var table = (0...255).map { UInt8($0) }
            for (a, b) in zip(from, to) { table[Int(a)] = b }
            return result(table)
        })
    type.setMember("maketrans", .object(makeTable))
    let tests: [(String, (UInt8) -> Bool)] = [
        ("isspace", space), ("isdigit", digit), ("isalpha", { upper($0) || lower($0) }),
        ("isalnum", { upper($0) || lower($0) || digit($0) }),
    ]
    for (name, test) in tests {
        type.rawMethod("\(name)(self)", "Whether there are bytes, and all are so.") { bound in
            let all = try receiver(bound)
            return .bool(!all.isEmpty && all.allSatisfy(test))
        }
    }
    type.rawMethod("isascii(self)", "Whether all bytes are below 128.") { bound in
        .bool(try receiver(bound).allSatisfy { $0 < 128 })
    }
    for (name, wanted, other) in [("isupper", upper, lower), ("islower", lower, upper)] {
        type.rawMethod("\(name)(self)", "Whether there are letters, and all are so.") { bound in
            let all = try receiver(bound)
            return .bool(all.contains(where: wanted) && !all.contains(where: other))
        }
    }
}
