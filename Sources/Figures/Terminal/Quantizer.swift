// At most 256 colours for a picture: exact when it has no more, else by cutting the colour space where most pixels are
// (Heckbert's median cut over 5-bit cells). Deterministic.

struct Palette {
    /// RGB, 0…255.
    private(set) var colors: [(red: Int, green: Int, blue: Int)] = []
    /// The colour of each pixel.
    private(set) var indices: [UInt8] = []

    init(rgb: [UInt8], limit: Int = 256) {
        let count = rgb.count / 3
        indices.reserveCapacity(count)
        var known: [UInt32: UInt8] = [:]
        for i in 0..<count {
            let key = UInt32(rgb[3 * i]) << 16 | UInt32(rgb[3 * i + 1]) << 8 | UInt32(rgb[3 * i + 2])
            if let index = known[key] {
                indices.append(index)
            } else if known.count < limit {
                known[key] = UInt8(known.count)
                indices.append(UInt8(colors.count))
                colors.append((Int(rgb[3 * i]), Int(rgb[3 * i + 1]), Int(rgb[3 * i + 2])))
            } else {
                cut(rgb, limit)
                return
            }
        }
    }

    /// Pixels that share five bits of each channel.
    private struct Cell {
        var code: Int
        var count = 0
        var sums = [0, 0, 0]

        func coordinate(_ axis: Int) -> Int { code >> (10 - 5 * axis) & 31 }
    }

    private mutating func cut(_ rgb: [UInt8], _ limit: Int) {
        var cells = (0..<32768).map { Cell(code: $0) }
        let codes = stride(from: 0, to: rgb.count - 2, by: 3).map { (at: Int) -> Int in
            let (red, green, blue) = (Int(rgb[at] >> 3), Int(rgb[at + 1] >> 3), Int(rgb[at + 2] >> 3))
            return red << 10 | green << 5 | blue
        }
        for (i, code) in codes.enumerated() {
            cells[code].count += 1
            for c in 0..<3 { cells[code].sums[c] += Int(rgb[3 * i + c]) }
        }
        var boxes = [cells.filter { $0.count > 0 }]
        while boxes.count < limit {
            // The box whose pixels are farthest from one colour, among those that can still be cut.
            guard
                let fullest = boxes.indices.filter({ boxes[$0].count > 1 }).max(by: {
                    badness(boxes[$0]) < badness(boxes[$1])
                })
            else { break }
            let box = boxes[fullest]
            let axis = (0..<3).max { spread(box, $0) < spread(box, $1) } ?? 0
            let sorted = box.sorted { ($0.coordinate(axis), $0.code) < ($1.coordinate(axis), $1.code) }
            let half = weight(box) / 2
            var (sum, at) = (0, 0)
            while at < sorted.count - 1, sum + sorted[at].count <= half || at == 0 {
                sum += sorted[at].count
                at += 1
            }
            boxes[fullest] = Array(sorted[..<at])
            boxes.append(Array(sorted[at...]))
        }
        var index = [UInt8](repeating: 0, count: 32768)
        colors = boxes.enumerated().map { i, box in
            for cell in box { index[cell.code] = UInt8(i) }
            let total = max(1, weight(box))
            func mean(_ c: Int) -> Int { (box.reduce(0) { $0 + $1.sums[c] } + total / 2) / total }
            return (mean(0), mean(1), mean(2))
        }
        indices = codes.map { index[$0] }
    }

    private func weight(_ box: [Cell]) -> Int { box.reduce(0) { $0 + $1.count } }

    private func badness(_ box: [Cell]) -> Int {
        let widest = (0..<3).map { spread(box, $0) }.max() ?? 0
        return weight(box) * widest * widest
    }

    private func spread(_ box: [Cell], _ axis: Int) -> Int {
        let values = box.map { $0.coordinate(axis) }
        return (values.max() ?? 0) - (values.min() ?? 0)
    }
}
