// The methods of str: searching, splitting, trimming, padding. Case and character classes are in StringCase.swift.
import Schema

func makeStringType() -> TypeObject {
    let type = TypeObject("str") { _, arguments in
        if arguments.positional.count > 3 {
            throw Failure(.typeError, "str() takes at most 3 arguments (\(arguments.positional.count) given)")
        }
        let source = arguments.positional.first ?? arguments.keywords.first { $0.name.text == "object" }?.value
        guard let source else { return .string("") }
        if arguments.positional.count > 1 || arguments.keywords.contains(where: { $0.name.text == "encoding" }) {
            guard let bytes = source.asObject as? BytesObject else {
                throw Failure(.typeError, "decoding to str: need a bytes-like object, \(source.typeName) found")
            }
            return .string(try bytes.decoded("utf-8", errors: "strict"))
        }
        if let object = source.asObject, exactly(object, StringObject.self) != nil { return source }
        return .string(try source.str())
    }
    addSearching(to: type)
    addSplitting(to: type)
    addTrimming(to: type)
    addPadding(to: type)
    addReplacing(to: type)
    addCase(to: type)
    addClasses(to: type)
    return type
}

extension Value {
    /// What a wrong argument is called in CPython's messages: its class, and None itself.
    fileprivate var argumentName: String { if case .none = self { "None" } else { typeName } }
}

extension BoundArguments {
    /// An argument that must be text.
    func text(_ index: Int) throws -> String {
        if let string = self[index].asObject as? StringObject { return string.text }
        // The only parameter besides the receiver goes without its name, as in CPython.
        let named = signature.parameters.count == 2 ? "" : " '\(signature.parameters[index].name)'"
        throw Failure(
            .typeError,
            "\(signature.name)() argument\(named) must be str, not \(self[index].argumentName)"
        )
    }

    fileprivate func selfString() throws -> StringObject { try receiver(StringObject.self) }
}

/// Bytes of a text with conversion between byte offsets and code point positions.
private struct TextBytes {
    let string: StringObject
    let bytes: [UInt8]
    init(_ string: StringObject) {
        self.string = string
        bytes = string.text.utf8Bytes
    }

    /// The byte offset of code point `index` (0...count).
    func offset(_ index: Int) -> Int {
        if string.isASCII { return index }
        var seen = 0
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if seen == index { return offset }
            seen += 1
        }
        return bytes.count
    }

    /// The code point position of a byte offset.
    func position(_ offset: Int) -> Int {
        if string.isASCII { return offset }
        return bytes[..<offset].reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
    }

    /// Byte range of `start`, `stop` arguments; nil when start lies beyond the end.
    func range(_ start: Value, _ stop: Value) throws -> Swift.Range<Int>? {
        let (from, to) = try SequenceSearch.bounds(start, stop, count: string.count)
        if from > to || from > string.count { return nil }
        // A start beyond the length finds not even the empty text.
        if case .int(let i) = start, i > string.count { return nil }
        return offset(from)..<offset(to)
    }
}

// MARK: - Searching

private func search(_ bound: BoundArguments, last: Bool) throws -> Int? {
    let text = TextBytes(try bound.selfString())
    let part = try part(bound)
    guard let range = try text.range(bound[2], bound[3]) else { return nil }
    let find = last ? ByteSearch.last : ByteSearch.first
    return find(part, text.bytes, range.lowerBound, range.upperBound).map { text.position($0) }
}

/// What is searched for.
private func part(_ bound: BoundArguments) throws -> [UInt8] {
    guard let part = bound[1].asObject as? StringObject else {
        throw Failure(.typeError, "must be str, not \(bound[1].typeName)")
    }
    return part.text.utf8Bytes
}

private func addSearching(to type: TypeObject) {
    type.rawMethod("find(self, sub, start=None, end=None, /)", "Position of the first sub, or -1.") { bound in
        .int(try search(bound, last: false) ?? -1)
    }
    type.rawMethod("rfind(self, sub, start=None, end=None, /)", "Position of the last sub, or -1.") { bound in
        .int(try search(bound, last: true) ?? -1)
    }
    type.rawMethod("index(self, sub, start=None, end=None, /)", "Position of the first sub; ValueError if none.") {
        bound in
        if let i = try search(bound, last: false) { return .int(i) }
        throw Failure(.valueError, "substring not found")
    }
    type.rawMethod("rindex(self, sub, start=None, end=None, /)", "Position of the last sub; ValueError if none.") {
        bound in
        if let i = try search(bound, last: true) { return .int(i) }
        throw Failure(.valueError, "substring not found")
    }
    type.rawMethod("count(self, sub, start=None, end=None, /)", "How many separate occurrences of sub.") { bound in
        let text = TextBytes(try bound.selfString())
        let part = try part(bound)
        guard let range = try text.range(bound[2], bound[3]) else { return .int(0) }
        if part.isEmpty { return .int(text.position(range.upperBound) - text.position(range.lowerBound) + 1) }
        var count = 0
        var at = range.lowerBound
        while let found = ByteSearch.first(part, in: text.bytes, from: at, to: range.upperBound) {
            count += 1
            at = found + part.count
        }
        return .int(count)
    }
    addAffixes(to: type)
}

private func addAffixes(to type: TypeObject) {
    /// The whole text against one affix.
    func quickMatch(_ bound: BoundArguments, atEnd: Bool) -> Bool? {
        guard !bound.given[2], !bound.given[3], case .object(let object) = bound[0], case .object(let other) = bound[1],
            let string = exactly(object, StringObject.self), let affix = exactly(other, StringObject.self)
        else { return nil }
        return string.withBytes { bytes in
            affix.withBytes { part in
                guard part.count <= bytes.count else { return false }
                let skipped = atEnd ? bytes.count - part.count : 0
                return part.indices.allSatisfy { part[$0] == bytes[skipped + $0] }
            }
        }
    }
    func matches(_ bound: BoundArguments, _ name: String, _ test: (ArraySlice<UInt8>, [UInt8]) -> Bool) throws -> Bool {
        let text = TextBytes(try bound.selfString())
        let affixes = (bound[1].asObject as? TupleObject)?.elements ?? [bound[1]]
        let range = try text.range(bound[2], bound[3])
        for affix in affixes {
            guard let affix = affix.asObject as? StringObject else {
                throw Failure(
                    .typeError,
                    bound[1].asObject is TupleObject
                        ? "tuple for \(name) must only contain str, not \(affix.typeName)"
                        : "\(name) first arg must be str or a tuple of str, not \(affix.typeName)")
            }
            if let range, test(text.bytes[range], affix.text.utf8Bytes) { return true }
        }
        return false
    }
    type.rawMethod(
        "startswith(self, prefix, start=None, end=None, /)", "Whether it starts with prefix (or one of a tuple)."
    ) {
        bound in
        .bool(try quickMatch(bound, atEnd: false) ?? matches(bound, "startswith") { $0.starts(with: $1) })
    }
    type.rawMethod(
        "endswith(self, suffix, start=None, end=None, /)", "Whether it ends with suffix (or one of a tuple)."
    ) {
        bound in
        .bool(
            try quickMatch(bound, atEnd: true) ?? matches(bound, "endswith") { $0.suffix($1.count).elementsEqual($1) })
    }
    type.rawMethod("removeprefix(self, prefix, /)", "Without prefix, if it starts with it.") { bound in
        let (text, part) = (try bound.selfString().text.utf8Bytes, try bound.text(1).utf8Bytes)
        return text.starts(with: part) ? .string(String(decoding: text[part.count...], as: UTF8.self)) : bound[0]
    }
    type.rawMethod("removesuffix(self, suffix, /)", "Without suffix, if it ends with it.") { bound in
        let (text, part) = (try bound.selfString().text.utf8Bytes, try bound.text(1).utf8Bytes)
        guard !part.isEmpty, text.suffix(part.count).elementsEqual(part) else { return bound[0] }
        return .string(String(decoding: text[..<(text.count - part.count)], as: UTF8.self))
    }
}

// MARK: - Splitting

private func textValue(_ bytes: some Collection<UInt8>) -> Value { .string(String(decoding: bytes, as: UTF8.self)) }

private func pieces(_ string: StringObject, separator: StringObject, limit: Int) -> [Value] {
    string.withBytes { bytes in
        separator.withBytes { separator in
            var result: [Value] = []
            var start = 0
            while limit < 0 || result.count < limit,
                let found = ByteSearch.first(separator, in: bytes, from: start, to: bytes.count)
            {
                result.append(textValue(UnsafeBufferPointer(rebasing: bytes[start..<found])))
                start = found + separator.count
            }
            result.append(textValue(UnsafeBufferPointer(rebasing: bytes[start...])))
            return result
        }
    }
}

private func piecesFromRight(_ bytes: [UInt8], separator: [UInt8], limit: Int) -> [Value] {
    var result: [Value] = []
    var end = bytes.count
    while limit < 0 || result.count < limit, let found = ByteSearch.last(separator, in: bytes, to: end) {
        result.append(textValue(bytes[found + separator.count..<end]))
        end = found
    }
    result.append(textValue(bytes[..<end]))
    return result.reversed()
}

/// Words between runs of white space; after `limit` splits the rest stays in one piece.
private func words(_ scalars: [Unicode.Scalar], limit: Int) -> [Value] {
    var result: [Value] = []
    var i = 0
    while true {
        while i < scalars.count, scalars[i].isPythonSpace { i += 1 }
        if i == scalars.count { return result }
        if limit >= 0, result.count == limit {
            result.append(.string(String(scalars[i...])))
            return result
        }
        let start = i
        while i < scalars.count, !scalars[i].isPythonSpace { i += 1 }
        result.append(.string(String(scalars[start..<i])))
    }
}

/// `words` of an ASCII text, all of them.
private func asciiWords(_ string: StringObject) -> [Value] {
    string.withBytes { bytes in
        var result: [Value] = []
        var i = 0
        while true {
            while i < bytes.count, Unicode.Scalar(bytes[i]).isPythonSpace { i += 1 }
            if i == bytes.count { return result }
            let start = i
            while i < bytes.count, !Unicode.Scalar(bytes[i]).isPythonSpace { i += 1 }
            result.append(textValue(UnsafeBufferPointer(rebasing: bytes[start..<i])))
        }
    }
}

private func addSplitting(to type: TypeObject) {
    func split(_ bound: BoundArguments, fromRight: Bool) throws -> Value {
        let string = try bound.selfString()
        let limit = try bound[2].asInt()
        if case .none = bound[1] {
            if fromRight, limit >= 0 {
                let reversed = words(string.scalars.reversed(), limit: limit)
                return .list(
                    try reversed.reversed().map {
                        .string(String(String.UnicodeScalarView(try $0.str().unicodeScalars.reversed())))
                    })
            }
            return .list(string.isASCII && limit < 0 ? asciiWords(string) : words(string.scalars, limit: limit))
        }
        guard let separator = bound[1].asObject as? StringObject else {
            throw Failure(.typeError, "must be str or None, not \(bound[1].typeName)")
        }
        if separator.text.isEmpty { throw Failure(.valueError, "empty separator") }
        return .list(
            fromRight
                ? piecesFromRight(string.text.utf8Bytes, separator: separator.text.utf8Bytes, limit: limit)
                : pieces(string, separator: separator, limit: limit))
    }
    type.rawMethod("split(self, sep=None, maxsplit=-1)", "The parts between separators (white space).") { bound in
        try split(bound, fromRight: false)
    }
    type.rawMethod("rsplit(self, sep=None, maxsplit=-1)", "As split, counting maxsplit from the right.") { bound in
        try split(bound, fromRight: true)
    }
    type.rawMethod("splitlines(self, keepends=False)", "The lines, without their ends.") { bound in
        let keep = try bound[1].truth()
        return .list(lines(try bound.selfString().scalars, keepEnds: keep).map { .string($0) })
    }
    type.rawMethod("join(self, iterable, /)", "The texts of iterable with this one between them.") { bound in
        let parts: [Value]
        do { parts = try bound[1].elements() } catch let failure as Failure
            where failure.message.hasSuffix("is not iterable")
        {
            throw Failure(.typeError, "can only join an iterable")
        }
        let separator = try bound.selfString().text
        try Growth.bytes(
            parts.reduce(0) { $0 &+ separator.utf8.count &+ (($1.asObject as? StringObject)?.text.utf8.count ?? 0) })
        var result = ""
        for (i, part) in parts.enumerated() {
            guard let part = part.asObject as? StringObject else {
                throw Failure(
                    .typeError, "sequence item \(i): expected str instance, \(part.typeName) found",
                    hint: "join(str(x) for x in …)")
            }
            if i > 0 { result += separator }
            result += part.text
        }
        return .string(result)
    }
    addPartition(to: type)
}

private func addPartition(to type: TypeObject) {
    func part(_ bound: BoundArguments, last: Bool) throws -> Value {
        let bytes = try bound.selfString().text.utf8Bytes
        guard let separator = (bound[1].asObject as? StringObject)?.text.utf8Bytes else {
            throw Failure(.typeError, "must be str, not \(bound[1].typeName)")
        }
        if separator.isEmpty { throw Failure(.valueError, "empty separator") }
        let found = last ? ByteSearch.last(separator, in: bytes) : ByteSearch.first(separator, in: bytes)
        guard let found else {
            return .tuple(last ? [.string(""), .string(""), bound[0]] : [bound[0], .string(""), .string("")])
        }
        return .tuple([textValue(bytes[..<found]), bound[1], textValue(bytes[(found + separator.count)...])])
    }
    type.rawMethod("partition(self, sep, /)", "(before, sep, after) at the first sep.") { bound in
        try part(bound, last: false)
    }
    type.rawMethod("rpartition(self, sep, /)", "(before, sep, after) at the last sep.") { bound in
        try part(bound, last: true)
    }
}

/// Lines at every end Unicode knows (`\r\n` is one).
func lines(_ scalars: [Unicode.Scalar], keepEnds: Bool) -> [String] {
    var result: [String] = []
    var start = 0
    var i = 0
    while i < scalars.count {
        switch scalars[i].value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
            let end = i
            if scalars[i].value == 0x0D, i + 1 < scalars.count, scalars[i + 1].value == 0x0A { i += 1 }
            i += 1
            result.append(String(scalars[start..<(keepEnds ? i : end)]))
            start = i
        default: i += 1
        }
    }
    if start < scalars.count { result.append(String(scalars[start...])) }
    return result
}

// MARK: - Trimming, padding, replacing

private func addTrimming(to type: TypeObject) {
    func strip(_ bound: BoundArguments, left: Bool, right: Bool) throws -> Value {
        let string = try bound.selfString()
        let isTrimmed: (Unicode.Scalar) -> Bool
        if case .none = bound[1] {
            isTrimmed = { $0.isPythonSpace }
        } else {
            guard let characters = bound[1].asObject as? StringObject else {
                throw Failure(.typeError, "\(bound.signature.name) arg must be None or str")
            }
            let set = Set(characters.scalars)
            isTrimmed = { set.contains($0) }
        }
        if case .none = bound[1], string.isASCII {
            let bytes = string.withBytes { bytes -> Swift.Range<Int> in
                var (start, end) = (0, bytes.count)
                if left { while start < end, Unicode.Scalar(bytes[start]).isPythonSpace { start += 1 } }
                if right { while end > start, Unicode.Scalar(bytes[end - 1]).isPythonSpace { end -= 1 } }
                return start..<end
            }
            return bytes.count == string.count ? bound[0] : .string(string.substring(bytes))
        }
        let scalars = string.scalars
        var (start, end) = (0, scalars.count)
        if left { while start < end, isTrimmed(scalars[start]) { start += 1 } }
        if right { while end > start, isTrimmed(scalars[end - 1]) { end -= 1 } }
        return start == 0 && end == scalars.count ? bound[0] : .string(String(scalars[start..<end]))
    }
    type.rawMethod("strip(self, chars=None, /)", "Without leading and trailing white space (or chars).") { bound in
        try strip(bound, left: true, right: true)
    }
    type.rawMethod("lstrip(self, chars=None, /)", "Without leading white space (or chars).") { bound in
        try strip(bound, left: true, right: false)
    }
    type.rawMethod("rstrip(self, chars=None, /)", "Without trailing white space (or chars).") { bound in
        try strip(bound, left: false, right: true)
    }
}

private func addPadding(to type: TypeObject) {
    func pad(_ bound: BoundArguments, _ share: (Int, Int) -> Int) throws -> Value {
        let string = try bound.selfString()
        let width = max(0, try bound[1].asInt())
        guard let fill = bound[2].asObject as? StringObject, fill.count == 1 else {
            throw Failure(.typeError, "The fill character must be exactly one character long")
        }
        let missing = width - string.count
        if missing <= 0 { return bound[0] }
        try HostMemory.require(missing, itemsOf: 4)
        let left = share(missing, width)
        return .string(
            fill.text.repeated(left) + string.text + fill.text.repeated(missing - left))
    }
    type.rawMethod("ljust(self, width, fillchar=' ', /)", "Padded on the right to width.") { bound in
        try pad(bound) { _, _ in 0 }
    }
    type.rawMethod("rjust(self, width, fillchar=' ', /)", "Padded on the left to width.") { bound in
        try pad(bound) { m, _ in m }
    }
    type.rawMethod("center(self, width, fillchar=' ', /)", "Padded on both sides to width.") { bound in
        try pad(bound) { missing, width in missing / 2 + (missing & width & 1) }
    }
    type.rawMethod("zfill(self, width, /)", "Padded with zeros after the sign.") { bound in
        let string = try bound.selfString()
        let missing = max(0, try bound[1].asInt()) - string.count
        if missing <= 0 { return bound[0] }
        try HostMemory.require(missing, itemsOf: 4)
        let zeros = "0".repeated(missing)
        if let sign = string.text.utf8.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            return .string(String(UnicodeScalar(sign)) + zeros + string.substring(1..<string.count))
        }
        return .string(zeros + string.text)
    }
    type.rawMethod("expandtabs(self, tabsize=8)", "Tabs as spaces up to the next column that is a multiple of tabsize.")
    { bound in
        let size = try bound[1].asInt()
        let string = try bound.selfString()
        try HostMemory.require(string.text.utf8.lazy.filter { $0 == 9 }.count, itemsOf: max(size, 0))
        var result = ""
        var column = 0
        for scalar in string.scalars {
            switch scalar {
            case "\t":
                let width = size > 0 ? size - column % size : 0
                result += " ".repeated(width)
                column += width
            case "\n", "\r":
                result.unicodeScalars.append(scalar)
                column = 0
            default:
                result.unicodeScalars.append(scalar)
                column += 1
            }
        }
        return .string(result)
    }
}

private func addReplacing(to type: TypeObject) {
    type.rawMethod("replace(self, old, new, count=-1, /)", "Every old (at most count of them) as new.") { bound in
        let string = try bound.selfString()
        guard let old = bound[1].asObject as? StringObject else {
            throw Failure(.typeError, "replace() argument 1 must be str, not \(bound[1].argumentName)")
        }
        guard let new = bound[2].asObject as? StringObject else {
            throw Failure(.typeError, "replace() argument 2 must be str, not \(bound[2].argumentName)")
        }
        return .string(try replace(string, old.text, new.text, limit: try bound[3].asInt()))
    }
    type.rawMethod("format(self, *args, **kwargs)", "Replacement fields {} filled with the arguments.") { bound in
        let keywords = (bound[2].asObject as? DictObject)?.pairs ?? []
        let named = try keywords.map { (name: Symbol(try $0.key.str()), value: $0.value) }
        return .string(
            try ValueText.expand(try bound.selfString().text, Arguments(try bound[1].elements(), keywords: named)))
    }
    type.rawMethod("format_map(self, mapping, /)", "Replacement fields {name} filled from a mapping.") { bound in
        guard let dict = bound[1].asObject as? DictObject else {
            throw Failure(.typeError, "format_map() needs a dict, not \(bound[1].typeName)")
        }
        let named = try dict.pairs.map { (name: Symbol(try $0.key.str()), value: $0.value) }
        return .string(try ValueText.expand(try bound.selfString().text, Arguments([], keywords: named)))
    }
    type.rawMethod("encode(self, encoding='utf-8', errors='strict')", "The bytes of the text.") { bound in
        .object(try BytesObject.encoding(try bound.selfString().text, try bound.text(1), errors: try bound.text(2)))
    }
    type.rawMethod("translate(self, table, /)", "Each character replaced by what table maps its code to.") { bound in
        var result = ""
        for scalar in try bound.selfString().scalars {
            let key = Value.int(Int(scalar.value))
            guard let dict = bound[1].asObject as? DictObject, let new = try dict.get(key) else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if case .int(let code) = new, let to = UInt32(exactly: code).flatMap(Unicode.Scalar.init) {
                result.unicodeScalars.append(to)
            } else if let text = new.asObject as? StringObject {
                result += text.text
            }
        }
        return .string(result)
    }
    type.setMember("maketrans", .object(makeTranslation))
}

private nonisolated(unsafe) let makeTranslation = BuiltinFunction(
    "maketrans(x, y=None, z=None, /)", "A table for translate.",
    raw: { bound in
        let table = DictObject()
        if let dict = bound[0].asObject as? DictObject {
            for (key, value) in dict.pairs {
                if let text = key.asObject as? StringObject, let scalar = text.scalars.first, text.count == 1 {
                    try table.set(.int(Int(scalar.value)), value)
                } else {
                    try table.set(key, value)
                }
            }
            return .object(table)
        }
        guard let from = bound[0].asObject as? StringObject, let to = bound[1].asObject as? StringObject else {
            throw Failure(.typeError, "if you give only one argument to maketrans it must be a dict")
        }
        if from.count != to.count {
            throw Failure(.valueError, "the first two maketrans arguments must have equal length")
        }
        for (a, b) in zip(from.scalars, to.scalars) { try table.set(.int(Int(a.value)), .int(Int(b.value))) }
        for gone in (bound[2].asObject as? StringObject)?.scalars ?? [] { try table.set(.int(Int(gone.value)), .none) }
        return .object(table)
    })

private func replace(_ string: StringObject, _ old: String, _ new: String, limit: Int) throws -> String {
    if limit == 0 { return string.text }
    let most = string.text.utf8.count / max(1, old.utf8.count) + 1
    try HostMemory.require(limit < 0 ? most : min(most, limit), itemsOf: new.utf8.count)
    if old.isEmpty {
        var result = ""
        for (i, scalar) in string.scalars.enumerated() {
            if limit < 0 || i < limit { result += new }
            result.unicodeScalars.append(scalar)
        }
        if limit < 0 || string.count < limit { result += new }
        return result
    }
    let (bytes, part, replacement) = (string.text.utf8Bytes, old.utf8Bytes, new.utf8Bytes)
    var result: [UInt8] = []
    var start = 0
    var done = 0
    while limit < 0 || done < limit, let found = ByteSearch.first(part, in: bytes, from: start) {
        result += bytes[start..<found]
        result += replacement
        start = found + part.count
        done += 1
    }
    if done == 0 { return string.text }
    result += bytes[start...]
    return String(decoding: result, as: UTF8.self)
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
