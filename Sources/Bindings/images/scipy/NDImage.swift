// The algorithms behind scipy.ndimage: arrays of any number of dimensions as rows of numbers and a shape. Distances are exact;
// splines follow SciPy 1.17's ni_splines.c and ni_interpolation.c, so that orders 0, 1 and 3 give its numbers.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum NDImage {
    /// Steps between neighbours along each axis, in elements.
    static func strides(_ shape: [Int]) -> [Int] {
        var result = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { result[axis] = result[axis + 1] * shape[axis + 1] }
        return result
    }

    /// The place of element `at`, one index per axis.
    static func place(_ at: Int, _ shape: [Int]) -> [Int] {
        var (rest, result) = (at, shape)
        for axis in shape.indices.reversed() {
            result[axis] = rest % shape[axis]
            rest /= shape[axis]
        }
        return result
    }

    /// Refuses an array of more elements than a picture may have pixels.
    static func checkSize(_ shape: [Int], limit: Int = Bitmap.defaultPixelLimit) throws {
        guard shape.reduce(1.0, { $0 * Double($1) }) <= Double(limit) else {
            throw Failure(.memoryError, "an array of shape \(Shape.numpyText(shape)) is larger than \(limit) elements")
        }
    }

    // MARK: - Distances

    /// The nearest zero of every element: its flat place, by axis-wise lower envelopes of parabolas (Felzenszwalb and Huttenlocher
    /// 2012). nil when there is no zero.
    static func nearestZero(_ values: [Double], _ shape: [Int], _ sampling: [Double]) -> (
        squares: [Double], sites: [Int]
    )? {
        guard values.contains(0) else { return nil }
        let far = Double.infinity
        var squares = values.map { $0 == 0 ? 0 : far }
        var sites = values.indices.map { values[$0] == 0 ? $0 : -1 }
        let steps = strides(shape)
        for axis in shape.indices {
            let (n, step, unit) = (shape[axis], steps[axis], sampling[axis])
            for start in values.indices where (start / step) % n == 0 {
                let line = (0..<n).map { squares[start + $0 * step] }
                let from = (0..<n).map { sites[start + $0 * step] }
                var hull: [Int] = []
                var borders: [Double] = []
                for q in 0..<n where line[q] < far {
                    let x = Double(q) * unit
                    while let last = hull.last {
                        let p = Double(last) * unit
                        let cross = ((line[q] + x * x) - (line[last] + p * p)) / (2 * (x - p))
                        if cross > borders[borders.count - 1] {
                            borders.append(cross)
                            break
                        }
                        hull.removeLast()
                        borders.removeLast()
                    }
                    if hull.isEmpty { borders = [-far] }
                    hull.append(q)
                }
                guard !hull.isEmpty else { continue }
                var k = 0
                for q in 0..<n {
                    let x = Double(q) * unit
                    while k + 1 < hull.count, borders[k + 1] < x { k += 1 }
                    let away = Double(q - hull[k]) * unit
                    squares[start + q * step] = away * away + line[hull[k]]
                    sites[start + q * step] = from[hull[k]]
                }
            }
        }
        return (squares, sites)
    }

    // MARK: - Masks

    /// The offsets of a structuring element from its middle.
    static func offsets(_ structure: [Double], _ shape: [Int]) -> [[Int]] {
        structure.indices.filter { structure[$0] != 0 }.map { at in
            zip(place(at, shape), shape).map { $0 - $1 / 2 }
        }
    }

    /// One step of growing or shrinking; what lies outside counts as `border`, and what `kept` names stays as it is.
    static func step(
        _ mask: [Bool], _ shape: [Int], _ offsets: [[Int]], grows: Bool, border: Bool, kept: [Bool]? = nil
    ) throws -> [Bool] {
        let steps = strides(shape)
        return try mask.indices.map { at in
            if at & 4095 == 0 { try Interrupts.check() }
            if let kept, kept[at] { return mask[at] }
            let here = place(at, shape)
            for offset in offsets {
                var (target, isInside) = (0, true)
                for axis in shape.indices {
                    // Dilation looks through the reflected element, as Minkowski's sum does.
                    let i = here[axis] + (grows ? -offset[axis] : offset[axis])
                    if i < 0 || i >= shape[axis] {
                        isInside = false
                        break
                    }
                    target += i * steps[axis]
                }
                if (isInside ? mask[target] : border) == grows { return grows }
            }
            return !grows
        }
    }

    // MARK: - Windows

    /// What `body` makes of the values under a footprint around every element in turn. A footprint is a list of offsets, one number per
    /// axis; `borders` says for every axis what lies beyond the edges.
    static func windows(
        _ values: [Double], _ shape: [Int], _ offsets: [[Int]], _ borders: [ImageMath.Border],
        _ body: (inout [Double]) throws -> Double
    ) throws -> [Double] {
        let steps = strides(shape)
        let flat = offsets.map { zip($0, steps).reduce(0) { $0 + $1.0 * $1.1 } }
        let low = shape.indices.map { axis in offsets.map { $0[axis] }.min() ?? 0 }
        let high = shape.indices.map { axis in offsets.map { $0[axis] }.max() ?? 0 }
        let patience = max(1, 1 << 16 / max(offsets.count, 1))
        var here = [Int](repeating: 0, count: shape.count)
        var window = [Double](repeating: 0, count: offsets.count)
        var out: [Double] = []
        out.reserveCapacity(values.count)
        for at in values.indices {
            if at % patience == 0 { try Interrupts.check() }
            let isInside = here.indices.allSatisfy { here[$0] + low[$0] >= 0 && here[$0] + high[$0] < shape[$0] }
            for k in flat.indices {
                guard !isInside else {
                    window[k] = values[at + flat[k]]
                    continue
                }
                var (target, constant): (Int, Double?) = (0, nil)
                for axis in shape.indices {
                    guard let i = borders[axis].index(here[axis] + offsets[k][axis], shape[axis]) else {
                        constant = borders[axis].value
                        break
                    }
                    target += i * steps[axis]
                }
                window[k] = constant ?? values[target]
            }
            out.append(try body(&window))
            var axis = shape.count - 1
            while axis >= 0 {
                here[axis] += 1
                if here[axis] < shape[axis] { break }
                here[axis] = 0
                axis -= 1
            }
        }
        return out
    }

    /// The weights of a Gaussian, or of its derivative of an order, at -radius…radius (SciPy 1.17's polynomials).
    static func gaussian(sigma: Double, order: Int, radius: Int) -> [Double] {
        let square = sigma * sigma
        var bell = (-radius...radius).map { exp(-0.5 / square * Double($0 * $0)) }
        let sum = bell.reduce(0, +)
        bell = bell.map { $0 / sum }
        guard order > 0 else { return bell }
        // q'(x) - x q(x) / sigma^2 is the polynomial before the bell of the next derivative.
        var q = [1.0] + [Double](repeating: 0, count: order)
        for _ in 0..<order {
            var next = [Double](repeating: 0, count: order + 1)
            for i in q.indices {
                if i > 0 { next[i - 1] += Double(i) * q[i] }
                if i < order { next[i + 1] -= q[i] / square }
            }
            q = next
        }
        return bell.enumerated().map { k, weight in
            let x = Double(k - radius)
            return q.reversed().reduce(0) { $0 * x + $1 } * weight
        }
    }

    /// Connected regions of what is not zero, numbered from 1 in reading order.
    static func label(_ values: [Double], _ shape: [Int], _ offsets: [[Int]]) throws -> (
        labels: [Int], count: Int
    ) {
        let steps = strides(shape)
        var visited = 0
        var labels = [Int](repeating: 0, count: values.count)
        var count = 0
        for start in values.indices where values[start] != 0 && labels[start] == 0 {
            count += 1
            labels[start] = count
            var queue = [start]
            while let at = queue.popLast() {
                visited += 1
                if visited & 4095 == 0 { try Interrupts.check() }
                let here = place(at, shape)
                for offset in offsets {
                    var (target, isInside) = (0, true)
                    for axis in shape.indices {
                        let i = here[axis] + offset[axis]
                        isInside = isInside && i >= 0 && i < shape[axis]
                        target += i * steps[axis]
                    }
                    if isInside, values[target] != 0, labels[target] == 0 {
                        labels[target] = count
                        queue.append(target)
                    }
                }
            }
        }
        return (labels, count)
    }

    // MARK: - Splines

    enum Mode: String {
        case constant, nearest, mirror, reflect

        init(_ name: String) throws {
            guard let mode = Mode(rawValue: name) else {
                throw Failure(
                    .notImplementedError, "mode='\(name)' is not available here",
                    hint: "modes are 'constant', 'nearest', 'mirror', 'reflect'")
            }
            self = mode
        }

        /// A coordinate brought inside 0…n-1; nil where the constant stands.
        func inside(_ x: Double, _ n: Int) -> Double? {
            let last = Double(n - 1)
            switch self {
            case .constant: return x < 0 || x > last ? nil : x
            case .nearest: return min(max(x, 0), last)
            case .mirror:
                if n == 1 { return 0 }
                let period = 2 * last
                let at = abs(x).truncatingRemainder(dividingBy: period)
                return at > last ? period - at : at
            case .reflect:
                let period = 2 * Double(n)
                var at = x < 0 ? -x - 1 : x
                at = at.truncatingRemainder(dividingBy: period)
                return at >= Double(n) ? period - at - 1 : at
            }
        }

        /// The whole place inside that stands for `i`, for the neighbours of a place inside.
        func neighbour(_ i: Int, _ n: Int) -> Int {
            if i >= 0 && i < n { return i }
            if n == 1 { return 0 }
            switch self {
            case .nearest: return i < 0 ? 0 : n - 1
            case .reflect:
                let at = ((i % (2 * n)) + 2 * n) % (2 * n)
                return at < n ? at : 2 * n - 1 - at
            case .constant, .mirror:
                let at = ((i % (2 * n - 2)) + 2 * n - 2) % (2 * n - 2)
                return at < n ? at : 2 * n - 2 - at
            }
        }
    }

    /// Cubic spline coefficients along every axis.
    static func splineCoefficients(_ values: [Double], _ shape: [Int], _ mode: Mode) throws -> [Double] {
        let z = 3.0.squareRoot() - 2
        var result = values
        for axis in shape.indices where shape[axis] > 1 {
            result = try ImageMath.along(result, shape, axis: axis, length: shape[axis]) { line in
                let n = line.count
                var c = line.map { $0 * (1 - z) * (1 - 1 / z) }
                let whole = pow(z, Double(n - 1))
                if mode == .reflect {
                    var power = z
                    let end = pow(z, Double(n))
                    let first = c[0]
                    c[0] += end * c[n - 1]
                    for i in 1..<n {
                        c[0] += power * (c[i] + end * c[n - 1 - i])
                        power *= z
                    }
                    c[0] = c[0] * z / (1 - end * end) + first
                } else {
                    var power = z
                    c[0] += whole * c[n - 1]
                    for i in 1..<max(n - 1, 1) {
                        c[0] += power * (c[i] + whole * c[n - 1 - i])
                        power *= z
                    }
                    c[0] /= 1 - whole * whole
                }
                for i in 1..<n { c[i] += z * c[i - 1] }
                c[n - 1] = mode == .reflect ? c[n - 1] * z / (z - 1) : (z * c[n - 2] + c[n - 1]) * z / (z * z - 1)
                for i in (0..<n - 1).reversed() { c[i] = z * (c[i + 1] - c[i]) }
                return c
            }
        }
        return result
    }

    /// The first neighbour of a coordinate and the weights from there on.
    private static func weights(_ x: Double, _ order: Int) -> (first: Int, weights: [Double]) {
        switch order {
        case 0: return (Int(floor(x + 0.5)), [1])
        case 1:
            let t = x - floor(x)
            return (Int(floor(x)), [1 - t, t])
        default:
            let t = x - floor(x), u = 1 - t
            let w0 = u * u * u / 6, w1 = (t * t * (t - 2) * 3 + 4) / 6, w2 = (u * u * (u - 2) * 3 + 4) / 6
            return (Int(floor(x)) - 1, [w0, w1, w2, 1 - w0 - w1 - w2])
        }
    }

    /// The array at given places: `coordinates` gives one number per axis for each of `count` results.
    static func sample(
        _ values: [Double], _ shape: [Int], count: Int, order: Int, mode: Mode, cval: Double, prefilter: Bool = true,
        _ coordinates: (Int, inout [Double]) -> Void
    ) throws -> [Double] {
        guard [0, 1, 3].contains(order) else {
            throw Failure(
                .notImplementedError, "splines of order \(order) are not available here", hint: "use 0, 1 or 3")
        }
        if shape.contains(0) { return [Double](repeating: cval, count: count) }
        var (source, size, shift) = (values, shape, 0.0)
        if order == 3, prefilter {
            if mode == .nearest {
                // SciPy continues the edges by 12 before it filters.
                let pad = 12
                try checkSize(size.map { $0 + 2 * pad })
                for axis in size.indices {
                    source = try ImageMath.along(source, size, axis: axis, length: size[axis] + 2 * pad) { line in
                        (0..<line.count + 2 * pad).map { line[min(max($0 - pad, 0), line.count - 1)] }
                    }
                    size[axis] += 2 * pad
                }
                shift = Double(pad)
            }
            source = try splineCoefficients(source, size, mode)
        }
        let steps = strides(size)
        var at = [Double](repeating: 0, count: shape.count)
        return try (0..<count).map { i in
            if i & 1023 == 0 { try Interrupts.check() }
            coordinates(i, &at)
            var spots: [(offset: Int, weight: Double)] = [(0, 1)]
            for axis in size.indices {
                guard at[axis].magnitude < 1e15, let x = mode.inside(at[axis] + shift, size[axis]) else { return cval }
                let (first, parts) = weights(x, order)
                if parts.count == 1 {
                    let step = mode.neighbour(first, size[axis]) * steps[axis]
                    for k in spots.indices { spots[k].offset += step }
                } else {
                    var next: [(offset: Int, weight: Double)] = []
                    next.reserveCapacity(spots.count * parts.count)
                    for spot in spots {
                        for (k, weight) in parts.enumerated() {
                            next.append(
                                (
                                    spot.offset + mode.neighbour(first + k, size[axis]) * steps[axis],
                                    spot.weight * weight
                                ))
                        }
                    }
                    spots = next
                }
            }
            var total = 0.0
            for spot in spots { total += spot.weight * source[spot.offset] }
            return total
        }
    }
}
