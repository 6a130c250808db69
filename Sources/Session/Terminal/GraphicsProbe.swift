// Which pictures the terminal can show. The environment is asked first; what it leaves open, the terminal itself is asked: a kitty
// graphics query followed by DA1, which every terminal answers, so that silence costs a short wait only where nothing answers at all.
//
// This file decides and parses; whoever owns the terminal sends the query and hands over the reply.

import Figures

/// Declared with the encoders; named here so that front ends need import nothing else.
public typealias GraphicsProtocol = TerminalProtocol

public enum GraphicsProbe {
    /// kitty: a 1x1 query that shows nothing; then DA1.
    public static let query = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"
    /// Milliseconds to wait for the answer.
    public static let patience: Int32 = 150

    public enum Decision: Equatable, Sendable {
        case known(GraphicsProtocol)
        case ask
    }

    /// What the environment says: the user's choice, multiplexers that swallow pictures, terminals known by name.
    public static func decide(
        isTerminal: Bool, environment: (String) -> String? = Environment.value
    ) -> Decision {
        if let choice = environment("UNETREPL_GRAPHICS") {
            let name = choice.lowercased()
            return .known(GraphicsProtocol(rawValue: name == "iterm2" ? "iterm" : name) ?? .blocks)
        }
        guard isTerminal, let term = environment("TERM"), term != "dumb" else { return .known(.none) }
        if environment("TMUX") != nil || environment("ZELLIJ") != nil || environment("STY") != nil {
            return .known(.blocks)
        }
        if environment("KITTY_WINDOW_ID") != nil || term == "xterm-kitty" { return .known(.kitty) }
        switch environment("TERM_PROGRAM") {
        case "ghostty", "WezTerm": return .known(.kitty)
        case "iTerm.app": return .known(.iterm)
        default: return .ask
        }
    }

    /// 24-bit colours where the terminal says it has them; the 256-colour palette works nearly everywhere.
    public static func blockColours(environment: (String) -> String? = Environment.value) -> BlockColors {
        ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "") ? .full : .palette
    }

    /// True once the reply holds DA1's answer, `ESC [ ? … c`.
    public static func isComplete(_ reply: some Collection<UInt8>) -> Bool { parse(Array(reply)).sawAttributes }

    /// What a reply says, and the bytes in it that the user typed meanwhile.
    public static func read(_ reply: [UInt8]) -> (choice: GraphicsProtocol, typed: [UInt8]) {
        let parsed = parse(reply)
        if parsed.kittyOK { return (.kitty, parsed.typed) }
        return (parsed.attributes.contains(4) ? .sixel : .blocks, parsed.typed)
    }

    private struct Parsed {
        var kittyOK = false
        var sawAttributes = false
        var attributes: [Int] = []
        var typed: [UInt8] = []
    }

    private static func parse(_ reply: [UInt8]) -> Parsed {
        var parsed = Parsed()
        var at = 0
        let escape: UInt8 = 0x1B
        while at < reply.count {
            if reply[at] == escape, at + 1 < reply.count {
                // APC, DCS, OSC, PM: up to ESC \ (or BEL).
                if "_P]^".utf8.contains(reply[at + 1]) {
                    var end = at + 2
                    while end < reply.count, reply[end] != 0x07,
                        !(reply[end] == escape && end + 1 < reply.count && reply[end + 1] == 0x5C)
                    {
                        end += 1
                    }
                    let content = String(decoding: reply[(at + 2)..<end], as: UTF8.self)
                    if reply[at + 1] == UInt8(ascii: "_"), content.hasPrefix("Gi=31"), content.hasSuffix(";OK") {
                        parsed.kittyOK = true
                    }
                    at = end < reply.count ? end + (reply[end] == 0x07 ? 1 : 2) : end
                    continue
                }
                if reply[at + 1] == UInt8(ascii: "["), at + 2 < reply.count, reply[at + 2] == UInt8(ascii: "?") {
                    var end = at + 3
                    while end < reply.count, (0x30...0x3B).contains(reply[end]) { end += 1 }
                    if end < reply.count, reply[end] == UInt8(ascii: "c") {
                        parsed.sawAttributes = true
                        parsed.attributes = reply[(at + 3)..<end].split(separator: UInt8(ascii: ";"))
                            .compactMap { Int(String(decoding: $0, as: UTF8.self)) }
                    }
                    at = end + 1
                    continue
                }
            }
            parsed.typed.append(reply[at])
            at += 1
        }
        return parsed
    }
}
