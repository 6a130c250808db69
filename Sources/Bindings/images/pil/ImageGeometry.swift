// PIL's Image: sizes, crops, rotations.
import Figures
import Schema
import Script
import Tensors

extension ImageMethods {
    static func declareGeometry(on type: TypeObject) {
        method(type, "resize(self, size, resample=None, box=None, reducing_gap=None)", "The image at (width, height).")
        { image, bound in
            let size = try pair(bound[1], "size")
            var box: [Double]?
            if !bound[3].isNone {
                let given = try Numbers.doubles(bound[3])
                guard given.count == 4, given.allSatisfy({ $0.isFinite }) else {
                    throw Failure(.valueError, "a box is (left, upper, right, lower), not \(try bound[3].repr())")
                }
                guard given[0] >= 0, given[1] >= 0 else { throw Failure(.valueError, "Box offset can't be negative") }
                guard given[2] <= Double(image.width), given[3] <= Double(image.height) else {
                    throw Failure(.valueError, "Box can't exceed original image size")
                }
                guard given[2] > given[0], given[3] > given[1] else { throw Failure(.valueError, "Box can't be empty") }
                box = given
            }
            let gap = try Numbers.optional(bound[4])
            let filter = try ImageConversion.filter(
                bound[2], default: image.mode == "1" || image.mode == "P" ? .nearest : .bicubic)
            return .object(try ImageConversion.resize(image, size[0], size[1], filter, box: box, gap: gap))
        }
        method(
            type, "thumbnail(self, size, resample=3, reducing_gap=2.0)", "Shrinks the image itself to fit into a size."
        ) { image, bound in
            let size = try pair(bound[1], "size")
            guard size[0] < image.width || size[1] < image.height else { return .none }
            let aspect = Double(image.width) / Double(image.height)
            var (x, y) = (Double(size[0]), Double(size[1]))
            func best(_ number: Double, _ error: (Double) -> Double) -> Double {
                let (low, high) = (number.rounded(.down), number.rounded(.up))
                return max(error(low) <= error(high) ? low : high, 1)
            }
            if x / y >= aspect {
                x = best(y * aspect) { abs(aspect - $0 / y) }
            } else {
                y = best(x / aspect) { $0 == 0 ? 0 : abs(aspect - x / $0) }
            }
            let filter = try ImageConversion.filter(bound[2], default: .bicubic)
            let gap = try Numbers.optional(bound[3])
            image.change(try ImageConversion.resize(image, Int(x), Int(y), filter, gap: gap).bitmap())
            return .none
        }
        method(type, "crop(self, box=None)", "The part (left, upper, right, lower).") { image, bound in
            if bound[1].isNone { return .object(try ImageConversion.copy(image)) }
            let box = try box(bound[1])
            guard box[2] >= box[0] else { throw Failure(.valueError, "Coordinate 'right' is less than 'left'") }
            guard box[3] >= box[1] else { throw Failure(.valueError, "Coordinate 'lower' is less than 'upper'") }
            if let wide = try image.wideTensor() {
                guard box[0] >= 0, box[1] >= 0, box[2] <= image.width, box[3] <= image.height, box[2] > box[0],
                    box[3] > box[1]
                else {
                    throw Failure(.valueError, "the crop box lies outside the image")
                }
                let part = try wide.narrow(0, box[1], box[3] - box[1]).narrow(1, box[0], box[2] - box[0])
                return .object(ImageObject(wide: try part.clone(contiguous: true), mode: image.mode))
            }
            return .object(image.with(try image.bitmap().cropped(x0: box[0], y0: box[1], x1: box[2], y1: box[3])))
        }
        method(
            type, "rotate(self, angle, resample=0, expand=False, center=None, translate=None, fillcolor=None)",
            "Turned counterclockwise by degrees."
        ) { image, bound in
            let filter = try ImageConversion.filter(bound[2], default: .nearest)
            guard [.nearest, .bilinear, .bicubic].contains(filter) else {
                throw Failure(
                    .valueError,
                    "\(filter) cannot be used. Use Image.Resampling.NEAREST (0), Image.Resampling.BILINEAR (2) or Image.Resampling.BICUBIC (3)"
                )
            }
            return .object(
                try ImageConversion.rotate(
                    image, try Numbers.optional(bound[1]) ?? 0, filter: filter,
                    expand: try bound[3].truth(), center: bound[4].isNone ? nil : try Numbers.doubles(bound[4]),
                    translate: bound[5].isNone ? nil : try Numbers.doubles(bound[5]), fill: try ink(bound[6], image)))
        }
        method(type, "transpose(self, method)", "FLIP_LEFT_RIGHT, ROTATE_90, …") { image, bound in
            guard let number = try Int.from(bound[1]), let result = try transposed(image, number) else {
                throw Failure(
                    .valueError, "No such transpose operation", hint: "Image.FLIP_LEFT_RIGHT, Image.ROTATE_90, …")
            }
            return .object(result)
        }
        method(
            type, "transform(self, size, method, data=None, resample=0, fill=1, fillcolor=None)", "Affine maps only."
        ) { image, bound in
            guard try Int.from(bound[2]) == 0, !bound[3].isNone else {
                throw Failure(.notImplementedError, "only Image.AFFINE transforms are available here")
            }
            let (size, m) = (try pair(bound[1], "size"), try Numbers.doubles(bound[3]))
            guard m.count >= 6, size[0] > 0, size[1] > 0, size[0] <= 1 << 15, size[1] <= 1 << 15 else {
                throw Failure(.valueError, "an affine map has 6 numbers")
            }
            return .object(
                image.with(
                    try ImageConversion.affine(
                        try image.bitmap(), mode: image.mode, width: size[0], height: size[1], m,
                        filter: try ImageConversion.filter(bound[4], default: .nearest),
                        fill: try ink(bound[6], image))))
        }
        method(type, "reduce(self, factor, box=None)", "Averages of factor x factor pixels.") { image, bound in
            let factors = try Int.from(bound[1]).map { [$0, $0] } ?? pair(bound[1], "factor")
            guard factors[0] >= 1, factors[1] >= 1, factors[0] <= 1 << 20, factors[1] <= 1 << 20 else {
                throw Failure(.valueError, "scale must be > 0")
            }
            let box = try bound[2].isNone ? [0, 0, image.width, image.height] : box(bound[2])
            guard box[0] >= 0, box[1] >= 0 else { throw Failure(.valueError, "box offset can't be negative") }
            guard box[2] <= image.width, box[3] <= image.height else {
                throw Failure(.valueError, "box can't exceed original image size")
            }
            guard box[2] > box[0], box[3] > box[1] else { throw Failure(.valueError, "box can't be empty") }
            guard image.mode != "P", image.mode != "1" else {
                throw Failure(
                    .valueError, "reduce() does not work on images of mode '\(image.mode)'",
                    hint: "convert first: image.convert(\"L\")")
            }
            return .object(
                image.with(
                    try PillowFilters.reduced(
                        try image.bitmap(), across: min(factors[0], image.width), down: min(factors[1], image.height),
                        box: box)))
        }
    }

    static func transposed(_ image: ImageObject, _ number: Int) throws -> ImageObject? {
        if let wide = try image.wideTensor() {
            guard (0...6).contains(number) else { return nil }
            // Which axes are turned around, after rows and columns have changed places for the odd ones.
            let flips = [[1], [0], [0], [0, 1], [1], [], [0, 1]][number]
            let isTurned = [2, 4, 5, 6].contains(number)
            let source = isTurned ? try wide.transpose(0, 1) : wide
            let turned =
                flips.isEmpty
                ? source : try OpTable.tensor("flip", [.tensor(source), .tuple(flips.map { .int($0) })])
            return ImageObject(wide: try turned.clone(contiguous: true), mode: image.mode)
        }
        let bitmap = try image.bitmap()
        switch number {
        case 0: return image.with(bitmap.flippedHorizontally())
        case 1: return image.with(bitmap.flippedVertically())
        case 2, 3, 4: return image.with(bitmap.turned(quarters: number - 1))
        case 5: return image.with(bitmap.turned(quarters: 1).flippedVertically())
        case 6: return image.with(bitmap.turned(quarters: 3).flippedVertically())
        default: return nil
        }
    }
}
