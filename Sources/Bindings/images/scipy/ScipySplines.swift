// scipy.ndimage: zoom, rotate, shift and their kind, by splines.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension ScipyModule {
    static func declareSplines(in module: ModuleObject) {
        module.rawDefine(
            "zoom(input, zoom, output=None, order=3, mode='constant', cval=0.0, prefilter=True, *, grid_mode=False)",
            "The array at another size: a factor, or one per axis."
        ) { bound in
            let x = try array(bound[0])
            let factors = try perAxis(bound[1], x.rank, "zoom")
            let shape = try zip(x.shape, factors).map { size, factor -> Int in
                let length = (Double(size) * factor).rounded(.toNearestOrEven)
                guard length >= 0, length < 1_000_000 else {
                    throw Failure(.valueError, "zoom gives \(length) elements")
                }
                return Int(length)
            }
            guard try !bound[7].truth() else {
                throw Failure(.notImplementedError, "zoom(grid_mode=True) is not available here")
            }
            try NDImage.checkSize(shape)
            let scale = zip(x.shape, shape).map { $1 > 1 ? Double($0 - 1) / Double($1 - 1) : 1 }
            return try finish(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: shape.reduce(1, *), order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in
                    var rest = at
                    for axis in shape.indices.reversed() {
                        place[axis] = Double(rest % shape[axis]) * scale[axis]
                        rest /= shape[axis]
                    }
                }, shape, bound[2])
        }
        module.rawDefine(
            "map_coordinates(input, coordinates, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "The array at given places: coordinates holds one array per axis."
        ) { bound in
            let x = try array(bound[0])
            let places = try Numbers.tensor(bound[1])
            guard places.rank >= 1, places.shape[0] == x.rank else {
                throw Failure(.runtimeError, "invalid shape for coordinate array")
            }
            let shape = Array(places.shape.dropFirst())
            let count = shape.reduce(1, *)
            let numbers = try Numbers.doubles(places)
            return try finish(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: count, order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in for axis in place.indices { place[axis] = numbers[axis * count + at] } }, shape,
                bound[2])
        }
        module.rawDefine(
            "shift(input, shift, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "The array moved by a number of elements, or one number per axis."
        ) { bound in
            let x = try array(bound[0])
            let moves = try perAxis(bound[1], x.rank, "shift")
            return try finish(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: x.count, order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in
                    for (axis, i) in NDImage.place(at, x.shape).enumerated() { place[axis] = Double(i) - moves[axis] }
                }, x.shape, bound[2])
        }
        module.rawDefine(
            "rotate(input, angle, axes=(1, 0), reshape=True, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "Turned by degrees in the plane of two axes."
        ) { bound in
            let x = try array(bound[0])
            let angle = try Numbers.optional(bound[1]) ?? 0
            guard angle.magnitude < 1e9 else { throw Failure(.valueError, "the angle must be degrees, not \(angle)") }
            var axes = try wholes(bound[2]).map { $0 < 0 ? $0 + x.rank : $0 }
            guard axes.count == 2, axes[0] != axes[1], axes.allSatisfy({ $0 >= 0 && $0 < x.rank }) else {
                throw Failure(.valueError, "axes should contain only 2 different axes of the array")
            }
            axes.sort()
            let (c, s) = turn(angle)
            let plane = axes.map { x.shape[$0] }
            var size = plane
            if try bound[3].truth() {
                let (h, w) = (Double(plane[0]), Double(plane[1]))
                let rows = [0, s * w, c * h, c * h + s * w], columns = [0, c * w, -s * h, -s * h + c * w]
                func spread(_ v: [Double]) -> Int { Int((v.max() ?? 0) - (v.min() ?? 0) + 0.5) }
                size = [spread(rows), spread(columns)]
            }
            var shape = x.shape
            for (k, axis) in axes.enumerated() { shape[axis] = size[k] }
            try NDImage.checkSize(shape)
            let middle = size.map { (Double($0) - 1) / 2 }
            let offset = [
                (Double(plane[0]) - 1) / 2 - (c * middle[0] + s * middle[1]),
                (Double(plane[1]) - 1) / 2 - (-s * middle[0] + c * middle[1]),
            ]
            // Each plane is a picture of its own: the spline never runs across the other axes.
            let others = x.shape.indices.filter { !axes.contains($0) }
            let (from, to) = (NDImage.strides(x.shape), NDImage.strides(shape))
            let values = try Numbers.doubles(x)
            var out = [Double](repeating: 0, count: shape.reduce(1, *))
            let mode = try NDImage.Mode(bound[6].text ?? "constant")
            let (order, cval) = (try Int.from(bound[5]) ?? 3, try Numbers.optional(bound[7]) ?? 0)
            let counts = others.map { x.shape[$0] }
            for k in 0..<counts.reduce(1, *) {
                let place = NDImage.place(k, counts)
                let (a, b) = zip(others, place).reduce((0, 0)) { ($0.0 + from[$1.0] * $1.1, $0.1 + to[$1.0] * $1.1) }
                var picture: [Double] = []
                for r in 0..<plane[0] {
                    for q in 0..<plane[1] { picture.append(values[a + r * from[axes[0]] + q * from[axes[1]]]) }
                }
                let turned = try NDImage.sample(
                    picture, plane, count: size[0] * size[1], order: order, mode: mode, cval: cval,
                    prefilter: try bound[8].truth()
                ) { at, place in
                    let (r, q) = (Double(at / size[1]), Double(at % size[1]))
                    place[0] = c * r + s * q + offset[0]
                    place[1] = -s * r + c * q + offset[1]
                }
                for r in 0..<size[0] {
                    for q in 0..<size[1] { out[b + r * to[axes[0]] + q * to[axes[1]]] = turned[r * size[1] + q] }
                }
            }
            return try finish(x, out, shape, bound[4])
        }
    }

    /// Cosine and sine of degrees, exact at quarter turns, as scipy.special.cosdg and sindg.
    private static func turn(_ degrees: Double) -> (Double, Double) {
        var rest = degrees.truncatingRemainder(dividingBy: 360)
        if rest < 0 { rest += 360 }
        switch rest {
        case 0: return (1, 0)
        case 90: return (0, 1)
        case 180: return (-1, 0)
        case 270: return (0, -1)
        default: return (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        }
    }
}
