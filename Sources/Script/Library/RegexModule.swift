// `re`: patterns, matches and the functions over them. Compiling and matching are native (RegexParser, RegexProgram); what is built of
// them stands below in the dialect itself.
import Schema

func buildRegex(_ module: ModuleObject) throws {
    ModuleRegistry.register("_re") { native in
        native.rawDefine("compile(pattern, flags)", "A compiled pattern's native side.") { bound in
            guard let text = bound[0].asObject as? StringObject else {
                throw Failure(.typeError, "first argument must be string or compiled pattern")
            }
            let flags = try Int.from(bound[1]) ?? 0
            var parser = RegexParser(
                text.text, ignoresCase: flags & 2 != 0, isMultiline: flags & 8 != 0, dotTakesNewline: flags & 16 != 0,
                isVerbose: flags & 64 != 0, isASCII: flags & 256 != 0)
            do {
                let node = try parser.parse()
                return .object(
                    RegexHandle(
                        try RegexProgram(
                            node, groupCount: parser.groupCount, names: parser.names, ignoresCase: parser.ignoresCase,
                            isMultiline: parser.isMultiline, dotTakesNewline: parser.dotTakesNewline)))
            } catch let mistake as RegexParser.Mistake {
                throw Failure(.valueError, mistake.text)
            } catch is RegexProgram.TooLarge {
                throw Failure(.valueError, "the pattern is too large")
            }
        }
    }
    try ScriptedModule.build(module, regexText)
}

/// A compiled pattern in a script.
final class RegexHandle: Object {
    private let program: RegexProgram
    /// The text matched last, as numbers: `sub` and `finditer` ask about one text many times.
    private var known: (text: StringObject, numbers: [UInt32])?
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Pattern", module: "_re")
        type.rawMethod("find(self, text, start, end, anchored, whole)", "The spans of the next match, or None.") {
            bound in
            guard let handle = bound[0].asObject as? RegexHandle else { return .none }
            guard let text = bound[1].asObject as? StringObject else {
                throw Failure(.typeError, "expected string or bytes-like object, got '\(bound[1].typeName)'")
            }
            let numbers = handle.numbers(of: text)
            let end = min(max(try Int.from(bound[3]) ?? numbers.count, 0), numbers.count)
            var start = min(max(try Int.from(bound[2]) ?? 0, 0), end)
            let (anchored, whole) = (try bound[4].truth(), try bound[5].truth())
            while start <= end {
                let spans = try handle.program.match(
                    numbers, from: start, to: end, whole: whole, tick: { try Interpreter.current.checkInterrupt() })
                if let spans { return .object(ListObject(spans.map { .int($0) })) }
                if anchored { break }
                start += 1
            }
            return .none
        }
        type.rawMethod("groups(self)", "The number of groups, and the named ones.") { bound in
            guard let handle = bound[0].asObject as? RegexHandle else { return .none }
            return .tuple([
                .int(handle.program.groupCount),
                .object(ListObject(handle.program.names.map { .tuple([.string($0.name), .int($0.group)]) })),
            ])
        }
        return type
    }()
    override var type: TypeObject { RegexHandle.cls }
    init(_ program: RegexProgram) { self.program = program }

    private func numbers(of text: StringObject) -> [UInt32] {
        if let known, known.text === text { return known.numbers }
        let numbers = text.text.unicodeScalars.map(\.value)
        known = (text, numbers)
        return numbers
    }
}

private let regexText = #"""
    import _re

    A = ASCII = 256
    I = IGNORECASE = 2
    M = MULTILINE = 8
    S = DOTALL = 16
    X = VERBOSE = 64
    U = UNICODE = 32

    class error(Exception):
        "A pattern that cannot be read."

    PatternError = error

    class Match:
        "What a pattern found, and where."
        def __init__(self, pattern, string, spans, pos, endpos):
            self.re = pattern
            self.string = string
            self._spans = spans
            self.pos = pos
            self.endpos = endpos

        def _number(self, group):
            if isinstance(group, str):
                if group not in self.re.groupindex:
                    raise IndexError("no such group")
                return self.re.groupindex[group]
            if not 0 <= group <= self.re.groups:
                raise IndexError("no such group")
            return group

        def span(self, group=0):
            n = self._number(group)
            return (self._spans[2 * n], self._spans[2 * n + 1])

        def start(self, group=0):
            return self.span(group)[0]

        def end(self, group=0):
            return self.span(group)[1]

        def _text(self, group, default=None):
            a, b = self.span(group)
            return default if a < 0 or b < 0 else self.string[a:b]

        def group(self, *groups):
            if not groups:
                return self._text(0)
            if len(groups) == 1:
                return self._text(groups[0])
            return tuple([self._text(g) for g in groups])

        def __getitem__(self, group):
            return self._text(group)

        def groups(self, default=None):
            return tuple([self._text(i, default) for i in range(1, self.re.groups + 1)])

        def groupdict(self, default=None):
            return {name: self._text(n, default) for name, n in self.re.groupindex.items()}

        @property
        def lastindex(self):
            found = [i for i in range(1, self.re.groups + 1) if self._spans[2 * i + 1] >= 0]
            return max(found, key=lambda i: (self._spans[2 * i + 1], -i)) if found else None

        @property
        def lastgroup(self):
            return {i: name for name, i in self.re.groupindex.items()}.get(self.lastindex)

        @property
        def regs(self):
            return tuple([self.span(i) for i in range(self.re.groups + 1)])

        def expand(self, template):
            return _expand(template, self)

        def __repr__(self):
            return f"<re.Match object; span={self.span()}, match={self.group()!r}>"

    def _expand(template, match):
        if "\\" not in template:
            return template
        out, i = [], 0
        while i < len(template):
            c = template[i]
            if c != "\\" or i + 1 == len(template):
                out.append(c)
                i += 1
                continue
            d = template[i + 1]
            if d == "g" and template[i + 2:i + 3] == "<":
                end = template.index(">", i)
                name = template[i + 3:end]
                out.append(match._text(int(name) if name.isdigit() else name, "") or "")
                i = end + 1
            elif d.isdigit():
                digits = template[i + 1:i + 3] if template[i + 2:i + 3].isdigit() and int(template[i + 1:i + 3]) <= match.re.groups else d
                out.append(match._text(int(digits), "") or "")
                i += 1 + len(digits)
            else:
                if d not in "ntrafv\\" and d.isalpha():
                    raise error(f"bad escape \\{d} at position {i}")
                out.append({"n": "\n", "t": "\t", "r": "\r", "a": "\a", "f": "\f", "v": "\v", "\\": "\\"}.get(d, "\\" + d))
                i += 2
        return "".join(out)

    class Pattern:
        "A compiled pattern."
        def __init__(self, pattern, flags):
            try:
                self._native = _re.compile(pattern, flags)
            except ValueError as mistake:
                raise error(str(mistake)) from None
            self.pattern = pattern
            self.flags = flags if flags & 256 else flags | UNICODE
            self.groups, names = self._native.groups()
            self.groupindex = dict(names)

        def _find(self, string, pos, endpos, anchored, whole):
            spans = self._native.find(string, pos, endpos, anchored, whole)
            return None if spans is None else Match(self, string, spans, pos, endpos)

        def match(self, string, pos=0, endpos=9223372036854775807):
            return self._find(string, pos, endpos, True, False)

        def fullmatch(self, string, pos=0, endpos=9223372036854775807):
            return self._find(string, pos, endpos, True, True)

        def search(self, string, pos=0, endpos=9223372036854775807):
            return self._find(string, pos, endpos, False, False)

        def finditer(self, string, pos=0, endpos=9223372036854775807):
            while pos <= min(len(string), endpos):
                found = self._find(string, pos, endpos, False, False)
                if found is None:
                    return
                yield found
                a, b = found.span()
                pos = b + 1 if a == b else b

        def findall(self, string, pos=0, endpos=9223372036854775807):
            if self.groups == 0:
                return [m.group() for m in self.finditer(string, pos, endpos)]
            if self.groups == 1:
                return [m._text(1, "") for m in self.finditer(string, pos, endpos)]
            return [m.groups("") for m in self.finditer(string, pos, endpos)]

        def split(self, string, maxsplit=0):
            parts, at = [], 0
            for m in self.finditer(string):
                if maxsplit and len(parts) >= maxsplit * (1 + self.groups):
                    break
                parts.append(string[at:m.start()])
                parts.extend(m.groups())
                at = m.end()
            parts.append(string[at:])
            return parts

        def subn(self, repl, string, count=0):
            parts, at, n = [], 0, 0
            for m in self.finditer(string):
                if count and n >= count:
                    break
                parts.append(string[at:m.start()])
                parts.append(repl(m) if callable(repl) else _expand(repl, m))
                at = m.end()
                n += 1
            parts.append(string[at:])
            return "".join(parts), n

        def sub(self, repl, string, count=0):
            return self.subn(repl, string, count)[0]

        def __repr__(self):
            names = [(2, "IGNORECASE"), (8, "MULTILINE"), (16, "DOTALL"), (64, "VERBOSE"), (256, "ASCII")]
            shown = "|".join([f"re.{name}" for bit, name in names if self.flags & bit])
            return f"re.compile({self.pattern!r}, {shown})" if shown else f"re.compile({self.pattern!r})"

    _known = {}

    def compile(pattern, flags=0):
        "The pattern, ready to be used many times."
        if isinstance(pattern, Pattern):
            return pattern
        key = (pattern, int(flags))
        if key not in _known:
            if len(_known) > 200:
                _known.clear()
            _known[key] = Pattern(pattern, int(flags))
        return _known[key]

    def match(pattern, string, flags=0):
        "A match at the beginning, or None."
        return compile(pattern, flags).match(string)

    def fullmatch(pattern, string, flags=0):
        "A match of the whole text, or None."
        return compile(pattern, flags).fullmatch(string)

    def search(pattern, string, flags=0):
        "The first match, or None."
        return compile(pattern, flags).search(string)

    def findall(pattern, string, flags=0):
        "The texts of all matches."
        return compile(pattern, flags).findall(string)

    def finditer(pattern, string, flags=0):
        "All matches, one after the other."
        return compile(pattern, flags).finditer(string)

    def split(pattern, string, maxsplit=0, flags=0):
        "The parts between the matches."
        return compile(pattern, flags).split(string, maxsplit)

    def sub(pattern, repl, string, count=0, flags=0):
        "The text with every match replaced."
        return compile(pattern, flags).sub(repl, string, count)

    def subn(pattern, repl, string, count=0, flags=0):
        "As sub, with the number of replacements."
        return compile(pattern, flags).subn(repl, string, count)

    def escape(pattern):
        "The text with special characters escaped."
        special = set("()[]{}?*+-|^$\\.&~# \t\n\r\v\f")
        return "".join(["\\" + c if c in special else c for c in pattern])

    def purge():
        "Forgets compiled patterns."
        _known.clear()
    """#
