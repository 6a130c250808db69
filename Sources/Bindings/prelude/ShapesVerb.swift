// `shapes`: the tutorial's picture of a circle and a rectangle with its class map, at any size; or many random ones.
import Schema
import Script
import Tensors

enum ShapesVerb {
    static func declare(in module: ModuleObject) {
        module.rawDefine(
            "shapes(size=256, count=None)",
            """
            A synthetic picture and its labels.
            Shapes:  count None -> image (3, size, size) in 0..1, labels (size, size) of int64: 0 background, 1 circle, 2 rectangle.
                     count N    -> (N, 3, size, size) and (N, size, size): random places and sizes, drawn from torch's generator.
            >>> image, label = shapes(64)
            >>> label.max().item()
            2
            """
        ) { bound in
            let size = try bound.get(0, as: Int.self)
            guard size >= 8, size <= 8192 else {
                throw Failure(.valueError, "shapes: size must be between 8 and 8192 pixels, but got \(size)")
            }
            guard let count = try bound.get(1, as: Int?.self) else {
                let picture = try draw(size, Place.tutorial(size))
                return .tuple([.tensor(picture.image), .tensor(picture.label)])
            }
            guard count > 0, count <= 1 << 20 else {
                throw Failure(.valueError, "shapes: count must be positive, but got \(count)")
            }
            let pictures = try (0..<count).map { _ in try draw(size, Place.random(size)) }
            return .tuple([
                .tensor(try OpTable.tensor("stack", [.list(pictures.map { .tensor($0.image) }), .int(0)])),
                .tensor(try OpTable.tensor("stack", [.list(pictures.map { .tensor($0.label) }), .int(0)])),
            ])
        }
    }

    /// Where the circle and the rectangle are, in pixels.
    private struct Place {
        var centre: (row: Double, column: Double), radius: Double
        var top: Int, left: Int, height: Int, width: Int

        /// The tutorial's picture, scaled from 256 pixels.
        static func tutorial(_ size: Int) -> Place {
            let k = Double(size) / 256
            return Place(
                centre: (64 * k, 64 * k), radius: 40 * k, top: Int(120 * k), left: Int(120 * k), height: Int(50 * k),
                width: Int(80 * k))
        }

        static func random(_ size: Int) -> Place {
            let generator = Generator.default
            func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * generator.uniform64() }
            let n = Double(size)
            let radius = between(0.08 * n, 0.2 * n)
            let (height, width) = (Int(between(0.12 * n, 0.4 * n)), Int(between(0.12 * n, 0.4 * n)))
            return Place(
                centre: (between(radius, n - radius), between(radius, n - radius)), radius: radius,
                top: Int(between(0, n - Double(height))), left: Int(between(0, n - Double(width))), height: height,
                width: width)
        }
    }

    private static func draw(_ size: Int, _ place: Place) throws -> (image: Tensor, label: Tensor) {
        var pixels = [Float](repeating: 0, count: 3 * size * size)
        var classes = [Int64](repeating: 0, count: size * size)
        let disk = try Draw.ellipse(
            row: place.centre.row, column: place.centre.column, rowRadius: place.radius, columnRadius: place.radius,
            shape: [size, size])
        for (row, column) in zip(disk.rows, disk.columns) {
            pixels[row * size + column] = 1
            classes[row * size + column] = 1
        }
        for row in place.top..<min(place.top + place.height, size) {
            for column in place.left..<min(place.left + place.width, size) {
                pixels[size * size + row * size + column] = 1
                classes[row * size + column] = 2
            }
        }
        return (try Tensor.from(pixels, [3, size, size]), try Tensor.from(classes, [size, size]))
    }
}
