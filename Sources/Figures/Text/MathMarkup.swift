// The little of TeX that labels use: "$10^{-3}$", "$x_i$", "$\\alpha$". A string goes in, pieces with a size and a
// height come out. What is not understood stays visible as it was written.

enum MathMarkup {
    struct Piece: Equatable {
        var text: String
        /// Relative to the font size.
        var scale = 1.0
        /// Above the baseline, in font sizes.
        var raise = 0.0
        /// Variables are slanted.
        var isItalic = false
    }

    static func pieces(_ line: String) -> [Piece] {
        let parts = line.split(separator: "$", omittingEmptySubsequences: false)
        // An odd number of dollars is money, not mathematics.
        guard parts.count > 2, parts.count % 2 == 1 else { return [Piece(text: line.replacing("\\$", with: "$"))] }
        var pieces: [Piece] = []
        for (i, part) in parts.enumerated() where !part.isEmpty {
            if i % 2 == 0 { pieces.append(Piece(text: String(part))) } else { pieces += formula(part) }
        }
        return pieces
    }

    private static func formula(_ text: Substring) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text
        func append(_ text: String, _ scale: Double = 1, _ raise: Double = 0) {
            for character in text {
                let isItalic = character.isLetter && (character.isASCII || character.isLowercase)
                if let last = pieces.last, last.scale == scale, last.raise == raise, last.isItalic == isItalic {
                    pieces[pieces.count - 1].text.append(character)
                } else {
                    pieces.append(Piece(text: String(character), scale: scale, raise: raise, isItalic: isItalic))
                }
            }
        }
        while let first = rest.first {
            rest = rest.dropFirst()
            switch first {
            case "^", "_":
                let (scale, raise) = first == "^" ? (0.7, 0.38) : (0.7, -0.15)
                append(plain(argument(&rest)), scale, raise)
            case "{", "}": break
            case "\\": append(command(&rest))
            case " ": break
            case "-": append("\u{2212}")
            default: append(String(first))
            }
        }
        return pieces
    }

    /// "{…}" or one character.
    private static func argument(_ rest: inout Substring) -> Substring {
        guard rest.first == "{" else {
            let one = rest.prefix(1)
            rest = rest.dropFirst()
            return one
        }
        let end = rest.firstIndex(of: "}") ?? rest.endIndex
        let inside = rest[rest.index(after: rest.startIndex)..<end]
        rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
        return inside
    }

    private static func plain(_ text: Substring) -> String { formula(text).map(\.text).joined() }

    private static func command(_ rest: inout Substring) -> String {
        let name = rest.prefix { $0.isLetter }
        if name.isEmpty {
            let one = rest.prefix(1)
            rest = rest.dropFirst()
            return one == "," || one == ";" ? " " : String(one)
        }
        rest = rest.dropFirst(name.count)
        if ["mathrm", "mathbf", "mathit", "text", "mathdefault", "rm", "bf", "left", "right"].contains(name) {
            return ""
        }
        if ["log", "exp", "sin", "cos", "tan", "min", "max", "lim"].contains(name) { return String(name) }
        return symbols[String(name)] ?? "\\" + name
    }

    private static let symbols: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
        "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
        "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
        "Xi": "Ξ",
        "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": "×", "cdot": "·", "pm": "±", "leq": "≤",
        "geq": "≥", "neq": "≠", "approx": "≈", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏",
        "int": "∫",
        "rightarrow": "→", "leftarrow": "←", "to": "→", "in": "∈", "sqrt": "√", "degree": "°", "circ": "∘", "ell": "ℓ",
    ]
}
