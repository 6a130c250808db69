// Colours as scripts write them: names, hex, tuples, gray strings, "C0"… and single letters. Text or numbers go in, a
// `Color` comes out, or a ValueError in matplotlib's words.
import Schema

/// A colour with straight (not premultiplied) alpha; components 0…1.
public struct Color: Equatable, Sendable {
    public var red: Double
    public var green: Double
    public var blue: Double
    public var alpha: Double

    public init(_ red: Double, _ green: Double, _ blue: Double, _ alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    public static let black = Color(0, 0, 0)
    public static let white = Color(1, 1, 1)
    public static let clear = Color(0, 0, 0, 0)

    /// The colour with another opacity, clamped to 0…1; nil keeps its own.
    public func withAlpha(_ alpha: Double?) -> Color {
        // "none" stays invisible.
        guard let alpha, alpha.isFinite, self.alpha > 0 else { return self }
        return Color(red, green, blue, min(max(alpha, 0), 1))
    }

    var bytes: (UInt8, UInt8, UInt8, UInt8) {
        (UInt8(unit: red), UInt8(unit: green), UInt8(unit: blue), UInt8(unit: alpha))
    }

    /// A colour from 3 or 4 components in 0…1.
    public init(components: [Double]) throws(Failure) {
        guard components.count == 3 || components.count == 4 else {
            throw Failure(.valueError, "RGBA sequence should have length 3 or 4, not \(components.count)")
        }
        for component in components where !(component >= 0 && component <= 1) {
            throw Failure(.valueError, "RGBA values should be within 0-1 range")
        }
        self.init(components[0], components[1], components[2], components.count == 4 ? components[3] : 1)
    }

    /// A colour from what matplotlib accepts as a string: "red", "tab:blue", "C3", "k", "#1f77b4", "#1f77b480", "0.5",
    /// "none".
    public init(_ text: String) throws(Failure) {
        if let color = Color.parse(text) {
            self = color
            return
        }
        throw Failure(
            .valueError, "'\(text)' is not a valid color value.",
            hint: "colors are names like 'red' or 'tab:blue', hex like '#1f77b4', or a gray level like '0.5'")
    }

    /// The ten colours lines take in turn (matplotlib's "tab10").
    public static func cycle(_ index: Int) -> Color {
        let colors = tab10
        return colors[((index % colors.count) + colors.count) % colors.count]
    }

    // MARK: - Workings

    static func parse(_ text: String) -> Color? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first else { return nil }
        if first == UInt8(ascii: "#") { return hex(bytes.dropFirst()) }
        if first == UInt8(ascii: "C"), bytes.count > 1, let index = Int(text.dropFirst()), index >= 0 {
            return cycle(index)
        }
        // One letter is a colour only in lower case.
        let name = bytes.count == 1 ? text : text.lowercased().filter { $0 != " " }
        if name == "none" { return .clear }
        if let color = named[name] { return color }
        if name.hasPrefix("tab:"), let index = tabNames.firstIndex(of: String(name.dropFirst(4))) {
            return cycle(index)
        }
        if name == "tab:grey" { return cycle(7) }
        if let gray = Double(text), gray >= 0, gray <= 1 { return Color(gray, gray, gray) }
        return nil
    }

    /// "rgb", "rgba", "rrggbb" or "rrggbbaa".
    private static func hex(_ digits: ArraySlice<UInt8>) -> Color? {
        var nibbles: [Double] = []
        for digit in digits {
            guard let value = hexDigit(digit) else { return nil }
            nibbles.append(Double(value))
        }
        var values: [Double] = []
        switch nibbles.count {
        case 3, 4:
            for nibble in nibbles { values.append(nibble * 17 / 255) }
        case 6, 8:
            for at in stride(from: 0, to: nibbles.count, by: 2) {
                values.append((nibbles[at] * 16 + nibbles[at + 1]) / 255)
            }
        default: return nil
        }
        return Color(values[0], values[1], values[2], values.count == 4 ? values[3] : 1)
    }

    static func hexDigit(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Pairs of hex digits.
    static func bytes(hex: String) -> [UInt8] {
        let digits = hex.utf8.compactMap(hexDigit)
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] * 16 + digits[$0 + 1] }
    }

    private static let tabNames = [
        "blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan",
    ]

    private static let tab10 = [
        "1f77b4", "ff7f0e", "2ca02c", "d62728", "9467bd", "8c564b", "e377c2", "7f7f7f", "bcbd22", "17becf",
    ].compactMap { hex(Array($0.utf8)[...]) }

    private static let named: [String: Color] = {
        var colors: [String: Color] = [
            "b": Color(0, 0, 1), "g": Color(0, 0.5, 0), "r": Color(1, 0, 0), "c": Color(0, 0.75, 0.75),
            "m": Color(0.75, 0, 0.75), "y": Color(0.75, 0.75, 0), "k": .black, "w": .white,
        ]
        for entry in cssNames.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "=")
            if parts.count == 2 { colors[String(parts[0])] = hex(Array(parts[1].utf8)[...]) }
        }
        return colors
    }()

    /// The CSS colour names (W3C CSS Color Module Level 4).
    private static let cssNames = """
        aliceblue=f0f8ff antiquewhite=faebd7 aqua=00ffff aquamarine=7fffd4 azure=f0ffff beige=f5f5dc bisque=ffe4c4
        black=000000 blanchedalmond=ffebcd blue=0000ff blueviolet=8a2be2 brown=a52a2a burlywood=deb887
        cadetblue=5f9ea0 chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed cornsilk=fff8dc
        crimson=dc143c cyan=00ffff darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b darkgray=a9a9a9
        darkgreen=006400 darkgrey=a9a9a9 darkkhaki=bdb76b darkmagenta=8b008b darkolivegreen=556b2f darkorange=ff8c00
        darkorchid=9932cc darkred=8b0000 darksalmon=e9967a darkseagreen=8fbc8f darkslateblue=483d8b
        darkslategray=2f4f4f darkslategrey=2f4f4f darkturquoise=00ced1 darkviolet=9400d3 deeppink=ff1493
        deepskyblue=00bfff dimgray=696969 dimgrey=696969 dodgerblue=1e90ff firebrick=b22222 floralwhite=fffaf0
        forestgreen=228b22 fuchsia=ff00ff gainsboro=dcdcdc ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520
        gray=808080 green=008000 greenyellow=adff2f grey=808080 honeydew=f0fff0 hotpink=ff69b4 indianred=cd5c5c
        indigo=4b0082 ivory=fffff0 khaki=f0e68c lavender=e6e6fa lavenderblush=fff0f5 lawngreen=7cfc00
        lemonchiffon=fffacd lightblue=add8e6 lightcoral=f08080 lightcyan=e0ffff lightgoldenrodyellow=fafad2
        lightgray=d3d3d3 lightgreen=90ee90 lightgrey=d3d3d3 lightpink=ffb6c1 lightsalmon=ffa07a lightseagreen=20b2aa
        lightskyblue=87cefa lightslategray=778899 lightslategrey=778899 lightsteelblue=b0c4de lightyellow=ffffe0
        lime=00ff00 limegreen=32cd32 linen=faf0e6 magenta=ff00ff maroon=800000 mediumaquamarine=66cdaa
        mediumblue=0000cd mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371 mediumslateblue=7b68ee
        mediumspringgreen=00fa9a mediumturquoise=48d1cc mediumvioletred=c71585 midnightblue=191970 mintcream=f5fffa
        mistyrose=ffe4e1 moccasin=ffe4b5 navajowhite=ffdead navy=000080 oldlace=fdf5e6 olive=808000 olivedrab=6b8e23
        orange=ffa500 orangered=ff4500 orchid=da70d6 palegoldenrod=eee8aa palegreen=98fb98 paleturquoise=afeeee
        palevioletred=db7093 papayawhip=ffefd5 peachpuff=ffdab9 peru=cd853f pink=ffc0cb plum=dda0dd
        powderblue=b0e0e6 purple=800080 rebeccapurple=663399 red=ff0000 rosybrown=bc8f8f royalblue=4169e1
        saddlebrown=8b4513 salmon=fa8072 sandybrown=f4a460 seagreen=2e8b57 seashell=fff5ee sienna=a0522d
        silver=c0c0c0 skyblue=87ceeb slateblue=6a5acd slategray=708090 slategrey=708090 snow=fffafa
        springgreen=00ff7f steelblue=4682b4 tan=d2b48c teal=008080 thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0
        violet=ee82ee wheat=f5deb3 white=ffffff whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32
        """
}
