// Colour maps: a number in 0…1 goes in, a colour comes out. A map is a table of 256 entries (or as many as a listed map
// has), built from `ColormapTables` once per use; every name also exists reversed, with "_r" appended.
import Glibc
import Schema

/// A table from 0…1 to colours, as matplotlib's.
public struct Colormap: Sendable {
    public let name: String
    /// RGB bytes, three per entry.
    public let table: [UInt8]
    public var count: Int { table.count / 3 }

    /// The map with this name, e.g. "viridis", "jet_r"; ValueError lists near names.
    public init(named name: String) throws(Failure) {
        if let table = Colormap.build(name) {
            self.name = name
            self.table = table
            return
        }
        let near = Colormap.names.filter { $0.lowercased() == name.lowercased() }
        throw Failure(
            .valueError, "'\(name)' is not a known colormap name",
            hint: near.first.map { "did you mean '\($0)'?" }
                ?? "for example 'viridis', 'gray', 'jet', 'hot', 'coolwarm', or one of these with '_r' appended")
    }

    /// ListedColormap: these colours, each for an equal share of 0…1. ValueError for none or more than 65536.
    public init(name: String = "from_list", listed colors: [Color]) throws(Failure) {
        guard !colors.isEmpty, colors.count <= 1 << 16 else {
            throw Failure(.valueError, "a colormap needs 1 to 65536 colors, not \(colors.count)")
        }
        self.name = name
        table = colors.flatMap { [$0.bytes.0, $0.bytes.1, $0.bytes.2] }
    }

    /// LinearSegmentedColormap.from_list: 256 entries between evenly spaced colours.
    public init(name: String, between colors: [Color]) throws(Failure) {
        guard colors.count >= 2, colors.count <= 1 << 16 else {
            throw Failure(.valueError, "a colormap between colors needs at least 2, not \(colors.count)")
        }
        self.name = name
        table = Colormap.evenly(colors.map { [$0.red, $0.green, $0.blue] })
    }

    /// Every name, without the reversed ones.
    public static var names: [String] {
        ColormapTables.full.map(\.name) + ColormapTables.segments.map(\.name) + ColormapTables.anchors.map(\.name)
            + ColormapTables.listed.map(\.name) + ["seismic", "bwr", "rainbow", "nipy_spectral", "gist_gray", "grey"]
    }

    /// The entry for a value in 0…1. Below is the first entry, above the last, NaN nil (matplotlib draws it
    /// transparent).
    public func index(_ value: Double) -> Int? {
        if value.isNaN { return nil }
        // 1.0 belongs to the last entry; everything else is the floor.
        return min(max(Int(clamping: value * Double(count)), 0), count - 1)
    }

    public func color(_ value: Double) -> Color {
        guard let index = index(value) else { return .clear }
        return color(at: index)
    }

    /// Entry `index`, clamped.
    public func color(at index: Int) -> Color {
        let at = 3 * min(max(index, 0), count - 1)
        return Color(Double(table[at]) / 255, Double(table[at + 1]) / 255, Double(table[at + 2]) / 255)
    }

    // MARK: - Building tables

    private static func build(_ name: String) -> [UInt8]? {
        if name.hasSuffix("_r"), let table = build(String(name.dropLast(2))) {
            var reversed: [UInt8] = []
            for at in stride(from: table.count - 3, through: 0, by: -3) { reversed += table[at..<at + 3] }
            return reversed
        }
        if let entry = ColormapTables.full.first(where: { $0.name == name }) { return Color.bytes(hex: entry.hex) }
        if let entry = ColormapTables.listed.first(where: { $0.name == name }) { return Color.bytes(hex: entry.hex) }
        if let entry = ColormapTables.anchors.first(where: { $0.name == name }) {
            let anchors = Color.bytes(hex: entry.hex)
            return evenly((0..<anchors.count / 3).map { i in (0..<3).map { Double(anchors[3 * i + $0]) / 255 } })
        }
        if let entry = ColormapTables.segments.first(where: { $0.name == name }) {
            return interleave([entry.red, entry.green, entry.blue].map(piecewise))
        }
        switch name {
        case "nipy_spectral": return evenly(ColormapTables.nipySpectral)
        case "seismic": return evenly([[0, 0, 0.3], [0, 0, 1], [1, 1, 1], [1, 0, 0], [0.5, 0, 0]])
        case "bwr": return evenly([[0, 0, 1], [1, 1, 1], [1, 0, 0]])
        case "grey", "gist_gray", "gist_grey": return build("gray")
        case "rainbow":
            // |2x − ½|, sin πx and cos πx/2: gnuplot's rgbformulae 33, 13, 10.
            let xs = (0..<256).map { Double($0) / 255 }
            return interleave([
                xs.map { abs(2 * $0 - 0.5) }, xs.map { sin($0 * Double.pi) }, xs.map { cos($0 * Double.pi / 2) },
            ])
        default: return nil
        }
    }

    private static func evenly(_ colors: [[Double]]) -> [UInt8] {
        let step = 1 / Double(colors.count - 1)
        return interleave(
            (0..<3).map { channel in
                piecewise(
                    colors.enumerated().flatMap { i, color in
                        [i == colors.count - 1 ? 1 : Double(i) * step, color[channel]]
                    })
            })
    }

    /// 256 samples of the polyline through (position, value) pairs.
    private static func piecewise(_ pairs: [Double]) -> [Double] {
        let knots = stride(from: 0, to: pairs.count - 1, by: 2).map { (x: pairs[$0] * 255, y: pairs[$0 + 1]) }
        return (0..<256).map { i in
            // As NumPy's linspace rounds: one bit decides whether 126.99… or 127 is cut below.
            let x = i == 255 ? 255 : 255 * (Double(i) * (1 / 255.0))
            guard let after = knots.firstIndex(where: { $0.x >= x }) else { return knots[knots.count - 1].y }
            if after == 0 { return knots[0].y }
            let (a, b) = (knots[after - 1], knots[after])
            return (x - a.x) / (b.x - a.x) * (b.y - a.y) + a.y
        }
    }

    /// Samples are cut, not rounded: matplotlib's 0.5 is 127.
    private static func interleave(_ channels: [[Double]]) -> [UInt8] {
        var table: [UInt8] = []
        for i in 0..<256 {
            for channel in channels { table.append(UInt8(min(max(channel[i], 0), 1) * 255)) }
        }
        return table
    }
}
