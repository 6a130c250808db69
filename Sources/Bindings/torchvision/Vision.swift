// torchvision.transforms.functional: what can be done to a picture, which is a tensor (…, C, H, W) or a PIL image. Conventions and
// numbers are torchvision's; the engine computes.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum Picture {
    case tensor(Tensor)
    case image(ImageObject)

    init(_ value: Value) throws {
        if let image = value.asObject as? ImageObject {
            self = .image(image)
        } else if let tensor = value.asObject as? TensorObject {
            guard tensor.tensor.rank >= 2 else { throw Failure(.typeError, "Tensor is not a torch image.") }
            self = .tensor(tensor.tensor)
        } else {
            throw Failure(
                .typeError, "Unexpected type <class '\(value.type.qualifiedName)'>",
                hint: value.asObject is NDArrayObject
                    ? "turn the array into an image first: transforms.ToPILImage()(array)"
                    : "pictures are PIL images or tensors")
        }
    }

    var value: Value {
        switch self {
        case .tensor(let tensor): .tensor(tensor)
        case .image(let image): .object(image)
        }
    }
    /// (channels, height, width)
    var size: (channels: Int, height: Int, width: Int) {
        switch self {
        case .tensor(let t): (t.rank > 2 ? t.shape[t.rank - 3] : 1, t.shape[t.rank - 2], t.shape[t.rank - 1])
        case .image(let image): (ImageMethods.bands(image.mode).count, image.height, image.width)
        }
    }
}

enum Vision {
    /// Interpolation by name, from an InterpolationMode, Pillow's number, or None.
    static func mode(_ value: Value, default other: String) throws -> String {
        if value.isNone { return other }
        if let mode = value.asObject as? InterpolationObject { return mode.name }
        if let text = value.text { return text }
        switch try Int.from(value) {
        case 0: return "nearest"
        case 2: return "bilinear"
        case 3: return "bicubic"
        case 4: return "box"
        case 5: return "hamming"
        case 1: return "lanczos"
        default:
            throw Failure(
                .typeError,
                "Argument interpolation should be a InterpolationMode or a corresponding Pillow integer constant")
        }
    }

    private static func filter(_ mode: String) -> ResampleFilter {
        mode == "nearest-exact" ? .nearest : ResampleFilter(rawValue: mode) ?? .bilinear
    }

    static func resize(_ picture: Picture, _ size: Value, mode: String, maxSize: Int?, antialias: Bool) throws
        -> Picture
    {
        let (_, h, w) = picture.size
        let target = try TensorResize.size(size, height: h, width: w, maxSize: maxSize)
        if target == [h, w] { return picture }
        switch picture {
        case .tensor(let tensor):
            guard ["nearest", "nearest-exact", "bilinear", "bicubic"].contains(mode) else {
                throw Failure(.valueError, "This interpolation mode is unsupported with Tensor input")
            }
            return .tensor(try TensorResize.resize(tensor, target, mode: mode, antialias: antialias))
        case .image(let image): return .image(try ImageConversion.resize(image, target[1], target[0], filter(mode)))
        }
    }

    static func crop(_ picture: Picture, top: Int, left: Int, height: Int, width: Int) throws -> Picture {
        guard height >= 0, width >= 0, [top, left, height, width].allSatisfy({ $0.magnitude < 1 << 30 }) else {
            throw Failure(.valueError, "crop needs a place and a size in pixels")
        }
        switch picture {
        case .image(let image):
            let box = Value.tuple([.int(left), .int(top), .int(left + width), .int(top + height)])
            return try Picture(try Value.object(image).attribute("crop").call(box))
        case .tensor(let tensor):
            let (_, h, w) = picture.size
            let (right, bottom) = (left + width, top + height)
            let (a, b) = (min(max(top, 0), h), min(max(left, 0), w))
            let part = try tensor.narrow(tensor.rank - 2, a, max(min(bottom, h) - a, 0)).narrow(
                tensor.rank - 1, b, max(min(right, w) - b, 0))
            guard left < 0 || top < 0 || right > w || bottom > h else { return .tensor(part) }
            return .tensor(
                try constantPad(
                    part, left: max(min(right, 0) - left, 0), right: max(right - max(w, left), 0),
                    top: max(min(bottom, 0) - top, 0),
                    bottom: max(bottom - max(h, top), 0), [0]))
        }
    }

    static func centerCrop(_ picture: Picture, _ size: [Int]) throws -> Picture {
        var picture = picture
        var (_, h, w) = picture.size
        let (ch, cw) = (size[0], size[1])
        if cw > w || ch > h {
            let l = cw > w ? (cw - w) / 2 : 0, t = ch > h ? (ch - h) / 2 : 0
            let r = cw > w ? (cw - w + 1) / 2 : 0, b = ch > h ? (ch - h + 1) / 2 : 0
            picture = try pad(picture, [l, t, r, b], fill: .int(0), mode: "constant")
            (_, h, w) = picture.size
            if cw == w && ch == h { return picture }
        }
        return try crop(picture, top: half(h - ch), left: half(w - cw), height: ch, width: cw)
    }
    /// Half, rounded to even as Python rounds.
    private static func half(_ n: Int) -> Int { Int((Double(n) / 2).rounded(.toNearestOrEven)) }

    /// One or two sizes in pixels.
    static func pair(_ value: Value, _ what: String = "size") throws -> [Int] {
        if let n = try Int.from(value), n.magnitude < 1 << 20 { return [n, n] }
        let sizes = (try? value.elements().map { try $0.asInt() }) ?? []
        guard sizes.count == 1 || sizes.count == 2, sizes.allSatisfy({ $0 > 0 && $0 < 1 << 20 }) else {
            throw Failure(.valueError, "Please provide only two dimensions (h, w) for \(what).")
        }
        return sizes.count == 1 ? [sizes[0], sizes[0]] : sizes
    }

    // MARK: - Padding

    /// left, top, right, bottom from one, two or four numbers.
    static func paddings(_ value: Value) throws -> [Int] {
        let numbers = try Int.from(value).map { [$0] } ?? value.elements().map { try $0.asInt() }
        guard [1, 2, 4].contains(numbers.count), numbers.allSatisfy({ $0.magnitude < 1 << 20 }) else {
            throw Failure(
                .valueError,
                "Padding must be an int or a 1, 2, or 4 element tuple, not a \(numbers.count) element tuple")
        }
        switch numbers.count {
        case 1: return [numbers[0], numbers[0], numbers[0], numbers[0]]
        case 2: return [numbers[0], numbers[1], numbers[0], numbers[1]]
        default: return numbers
        }
    }

    private static func constantPad(_ x: Tensor, left: Int, right: Int, top: Int, bottom: Int, _ fill: [Double]) throws
        -> Tensor
    {
        func padded(_ x: Tensor, _ value: Double) throws -> Tensor {
            let amounts = [left, right, top, bottom].map(Argument.int)
            return try OpTable.tensor("pad", [.tensor(x), .tuple(amounts), .string("constant"), .float(value)]).to(
                x.dtype)
        }
        guard fill.count > 1, x.rank >= 3, x.shape[x.rank - 3] == fill.count else {
            return try padded(x, fill.first ?? 0)
        }
        let channels = try x.unbind(x.rank - 3).enumerated().map { try padded($1, fill[$0]) }
        return try OpTable.tensor("stack", [.list(channels.map(Argument.tensor)), .int(-3)])
    }

    static func pad(_ picture: Picture, _ p: [Int], fill: Value, mode: String) throws -> Picture {
        guard ["constant", "edge", "reflect", "symmetric"].contains(mode) else {
            throw Failure(.valueError, "Padding mode should be either constant, edge, reflect or symmetric")
        }
        let (_, h, w) = picture.size
        switch picture {
        case .image(let image):
            if mode == "constant" {
                let bitmap = try image.bitmap()
                let ink: [UInt8]
                if let n = try Optional<Int>.from(fill) ?? nil {
                    ink = [UInt8](repeating: UInt8(cut: n), count: bitmap.channels)
                } else {
                    ink = try ImageMethods.ink(fill, image)
                }
                return .image(
                    image.with(try bitmap.expanded(left: p[0], top: p[1], right: p[2], bottom: p[3], fill: ink)))
            }
            let array = try image.arrayTensor()
            let result = try gathered(try gathered(array, 0, p[1], p[3], mode), 1, p[0], p[2], mode)
            if image.mode == "1" || image.mode == "P" {
                let bytes = try Numbers.bytes(result).map { image.mode == "1" && $0 != 0 ? 255 : $0 }
                return .image(
                    image.with(try Bitmap(width: w + p[0] + p[2], height: h + p[1] + p[3], channels: 1, pixels: bytes)))
            }
            return .image(try ImageObject.from(array: try result.contiguous(), mode: nil))
        case .tensor(let tensor):
            if mode == "constant" {
                let values = fill.isNone ? [0] : try Numbers.doubles(fill)
                return .tensor(try constantPad(tensor, left: p[0], right: p[2], top: p[1], bottom: p[3], values))
            }
            return .tensor(
                try gathered(try gathered(tensor, tensor.rank - 2, p[1], p[3], mode), tensor.rank - 1, p[0], p[2], mode)
            )
        }
    }

    /// One axis with copies of its own rows around it.
    private static func gathered(_ x: Tensor, _ axis: Int, _ before: Int, _ after: Int, _ mode: String) throws -> Tensor
    {
        let n = x.shape[axis]
        guard before >= 0, after >= 0 else {
            throw Failure(.valueError, "negative padding only works with padding_mode='constant'")
        }
        if mode == "reflect", before >= n || after >= n {
            throw Failure(
                .runtimeError,
                "Padding size should be less than the corresponding input dimension, but got: padding (\(before), \(after)) at dimension \(axis) of input \(x.shape)"
            )
        }
        let border = try ImageMath.Border(mode, 0)
        let rows = (-before..<n + after).map { border.index($0, n) ?? 0 }
        return try OpTable.tensor(
            "index_select", [.tensor(x), .int(axis), .tensor(try Tensor.from(rows, [rows.count]))])
    }

    // MARK: - Flips, turns, affine maps

    static func flip(_ picture: Picture, horizontally: Bool) throws -> Picture {
        switch picture {
        case .image(let image):
            guard let flipped = try ImageMethods.transposed(image, horizontally ? 0 : 1) else { return picture }
            return .image(flipped)
        case .tensor(let tensor):
            return .tensor(try OpTable.tensor("flip", [.tensor(tensor), .tuple([.int(horizontally ? -1 : -2)])]))
        }
    }

    static func rotate(
        _ picture: Picture, _ degrees: Double, mode: String, expand: Bool, center: [Double]?, fill: Value
    ) throws -> Picture {
        let (_, h, w) = picture.size
        switch picture {
        case .image(let image):
            let ink = try fill.isNone ? [UInt8]() : inks(fill, image)
            return .image(
                try ImageConversion.rotate(
                    image, degrees, filter: filter(mode), expand: expand, center: center, translate: nil, fill: ink))
        case .tensor(let tensor):
            let middle = fromMiddle(center, w, h)
            let m = inverse(center: middle, degrees: -degrees, translate: [0, 0], scale: 1, shear: [0, 0])
            var (width, height) = (w, h)
            if expand {
                let xs = [-0.5, -0.5, 0.5, 0.5].map { $0 * Double(w) },
                    ys = [-0.5, 0.5, 0.5, -0.5].map { $0 * Double(h) }
                let u = zip(xs, ys).map { m[0] * $0 + m[1] * $1 + m[2] },
                    v = zip(xs, ys).map { m[3] * $0 + m[4] * $1 + m[5] }
                func span(_ values: [Double], _ n: Int) -> Int {
                    // Counted from the picture's corner; a ten-thousandth of a pixel does not make a new row.
                    func cut(_ x: Double) -> Double { ((x + Double(n) / 2) / 1e-4).rounded(.towardZero) * 1e-4 }
                    return Int(min(ceil(cut(values.max() ?? 0)) - floor(cut(values.min() ?? 0)), 65536))
                }
                (width, height) = (span(u, w), span(v, h))
            }
            return .tensor(try sampled(tensor, m, width: width, height: height, mode: mode, fill: fill))
        }
    }

    static func affine(
        _ picture: Picture, degrees: Double, translate: [Double], scale: Double, shear: [Double], mode: String,
        fill: Value, center: [Double]?
    ) throws -> Picture {
        guard scale > 0, scale.isFinite else { throw Failure(.valueError, "Argument scale should be positive") }
        let (_, h, w) = picture.size
        switch picture {
        case .image(let image):
            let m = inverse(
                center: center.flatMap { $0.count == 2 ? $0 : nil } ?? [Double(w) / 2, Double(h) / 2], degrees: degrees,
                translate: translate, scale: scale, shear: shear)
            let ink = try fill.isNone ? [UInt8]() : inks(fill, image)
            return .image(
                image.with(
                    try ImageConversion.affine(
                        try image.bitmap(), mode: image.mode, width: w, height: h, m, filter: filter(mode), fill: ink)))
        case .tensor(let tensor):
            let middle = fromMiddle(center, w, h)
            let m = inverse(center: middle, degrees: degrees, translate: translate, scale: scale, shear: shear)
            return .tensor(try sampled(tensor, m, width: w, height: h, mode: mode, fill: fill))
        }
    }

    /// A centre in pixels, counted from the picture's middle.
    private static func fromMiddle(_ center: [Double]?, _ width: Int, _ height: Int) -> [Double] {
        guard let center, center.count == 2 else { return [0, 0] }
        return [center[0] - Double(width) / 2, center[1] - Double(height) / 2]
    }

    private static func inks(_ fill: Value, _ image: ImageObject) throws -> [UInt8] {
        let count = ImageMethods.bands(image.mode).count
        let numbers = try Numbers.doubles(fill).map { UInt8(cut: $0) }
        return numbers.count == 1 ? [UInt8](repeating: numbers[0], count: count) : numbers
    }

    /// The map from places of the result to places of the picture: the inverse of turn, scale, shear and shift about a centre.
    static func inverse(center: [Double], degrees: Double, translate: [Double], scale: Double, shear: [Double])
        -> [Double]
    {
        let turn = degrees * Double.pi / 180
        let (sx, sy) = (shear[0] * Double.pi / 180, shear[1] * Double.pi / 180)
        let a = cos(turn - sy) / cos(sy)
        let b = -cos(turn - sy) * tan(sx) / cos(sy) - sin(turn)
        let c = sin(turn - sy) / cos(sy)
        let d = -sin(turn - sy) * tan(sx) / cos(sy) + cos(turn)
        var m = [d, -b, 0, -c, a, 0].map { $0 / scale }
        let (x, y) = (-center[0] - translate[0], -center[1] - translate[1])
        m[2] = m[0] * x + m[1] * y + center[0]
        m[5] = m[3] * x + m[4] * y + center[1]
        return m
    }

    /// A tensor looked up through a map given in pixels about its middle.
    private static func sampled(_ image: Tensor, _ m: [Double], width: Int, height: Int, mode: String, fill: Value)
        throws -> Tensor
    {
        guard mode == "nearest" || mode == "bilinear" else {
            throw Failure(.valueError, "Interpolation mode '\(mode)' is unsupported with Tensor input")
        }
        let shape = image.shape
        let (h, w) = (shape[shape.count - 2], shape[shape.count - 1])
        let channels = shape.count > 2 ? shape[shape.count - 3] : 1
        let lead = shape.dropLast(min(3, shape.count))
        let count = lead.reduce(1, *)
        let dtype = image.dtype
        let x = try image.reshape([count, channels, h, w]).to(dtype.isFloatingPoint ? dtype : .float32)
        // As float32 steps: theta over half the size, then one product per place.
        let theta = [m[0], m[1], m[2], m[3], m[4], m[5]].map { Float($0) }
        let (halfW, halfH) = (Float(0.5 * Double(w)), Float(0.5 * Double(h)))
        var grid: [Float] = []
        grid.reserveCapacity(width * height * 2)
        for j in 0..<height {
            let y = Float(-Double(height) * 0.5 + 0.5 + Double(j))
            for i in 0..<width {
                let u = Float(-Double(width) * 0.5 + 0.5 + Double(i))
                // In the order and with the fused steps of a matrix product.
                grid.append(
                    (theta[2] / halfW).addingProduct(1, (u * (theta[0] / halfW)).addingProduct(y, theta[1] / halfW)))
                grid.append(
                    (theta[5] / halfH).addingProduct(1, (u * (theta[3] / halfH)).addingProduct(y, theta[4] / halfH)))
            }
        }
        var places = try Tensor.from(grid, [1, height, width, 2]).to(x.dtype)
        if count > 1 { places = try places.expand([count, height, width, 2]) }
        func look(_ x: Tensor) throws -> Tensor {
            try OpTable.tensor(
                "grid_sample", [.tensor(x), .tensor(places), .string(mode), .string("zeros"), .bool(false)])
        }
        var result = try look(x)
        if !fill.isNone {
            let mask = try look(try Tensor.ones([count, 1, h, w], x.dtype))
            let values = try Numbers.doubles(fill)
            guard values.count == 1 || values.count == channels else {
                throw Failure(.valueError, "fill has \(values.count) values, the image \(channels) channels")
            }
            let color = try Tensor.from(values, [1, values.count, 1, 1]).to(x.dtype)
            if mode == "nearest" {
                let outside = try OpTable.tensor("lt", [.tensor(mask), .float(0.5)])
                result = try OpTable.tensor("where", [.tensor(outside), .tensor(color), .tensor(result)])
            } else {
                let inner = try OpTable.tensor("mul", [.tensor(result), .tensor(mask)])
                let rest = try OpTable.tensor("rsub", [.tensor(mask), .float(1)])
                result = try OpTable.tensor(
                    "add", [.tensor(inner), .tensor(try OpTable.tensor("mul", [.tensor(rest), .tensor(color)]))])
            }
        }
        if !dtype.isFloatingPoint { result = try OpTable.tensor("round", [.tensor(result)]).to(dtype) }
        return try result.reshape(Array(shape.dropLast(2)) + [height, width])
    }

    // MARK: - Tensors and images

    static func toTensor(_ value: Value) throws -> Tensor {
        if let image = value.asObject as? ImageObject {
            var x = try image.arrayTensor()
            if image.mode == "1" { x = try Tensor.from(try Numbers.bytes(x).map { $0 != 0 ? UInt8(255) : 0 }, x.shape) }
            x = x.rank == 2 ? try x.unsqueeze(0) : try x.permute([2, 0, 1])
            return try scaled(try x.contiguous())
        }
        guard let array = value.asObject as? NDArrayObject else {
            throw Failure(.typeError, "pic should be PIL Image or ndarray. Got <class '\(value.type.qualifiedName)'>")
        }
        let x = array.tensor
        guard x.rank == 2 || x.rank == 3 else {
            throw Failure(.valueError, "pic should be 2/3 dimensional. Got \(x.rank) dimensions.")
        }
        return try scaled(try (x.rank == 2 ? x.unsqueeze(0) : x.permute([2, 0, 1])).clone(contiguous: true))
    }

    private static func scaled(_ x: Tensor) throws -> Tensor {
        guard x.dtype == .uint8 else { return x }
        return try OpTable.tensor("div", [.tensor(try x.to(Defaults.dtype)), .int(255)])
    }

    static func toImage(_ value: Value, mode: String?) throws -> ImageObject {
        var x: Tensor
        if let tensor = value.asObject as? TensorObject {
            x = tensor.tensor.detach()
            guard x.rank == 2 || x.rank == 3 else {
                throw Failure(.valueError, "pic should be 2/3 dimensional. Got \(x.rank) dimensions.")
            }
            if x.rank == 2 { x = try x.unsqueeze(0) }
            if x.shape[0] > 4 {
                throw Failure(.valueError, "pic should not have > 4 channels. Got \(x.shape[0]) channels.")
            }
            if x.dtype.isFloatingPoint, mode != "F" {
                x = try Tensor.from(
                    try Numbers.doubles(try OpTable.tensor("mul", [.tensor(x), .int(255)])).map { v in
                        v.isFinite ? UInt8(truncatingIfNeeded: Int(min(max(v, -1e15), 1e15))) : 0
                    }, x.shape)
            }
            x = try x.permute([1, 2, 0])
        } else if let array = value.asObject as? NDArrayObject {
            x = array.tensor
            guard x.rank == 2 || x.rank == 3 else {
                throw Failure(.valueError, "pic should be 2/3 dimensional. Got \(x.rank) dimensions.")
            }
        } else {
            throw Failure(.typeError, "pic should be Tensor or ndarray. Got <class '\(value.type.qualifiedName)'>.")
        }
        if x.rank == 3, x.shape[2] == 1 { x = try x.select(2, 0) }
        let image = try ImageObject.from(array: try x.contiguous(), mode: nil)
        if let mode, mode != image.mode { return try ImageConversion.convert(image, to: mode) }
        return image
    }

    static func normalize(_ value: Value, mean: Value, std: Value) throws -> Tensor {
        guard let x = (value.asObject as? TensorObject)?.tensor else {
            throw Failure(
                .typeError, "img should be Tensor Image. Got <class '\(value.type.qualifiedName)'>",
                hint: "put transforms.ToTensor() before Normalize")
        }
        guard x.dtype.isFloatingPoint else {
            throw Failure(.typeError, "Input tensor should be a float tensor. Got torch.\(x.dtype.name).")
        }
        guard x.rank >= 3 else {
            throw Failure(
                .valueError,
                "Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = torch.Size([\(x.shape.map(String.init).joined(separator: ", "))])"
            )
        }
        let (m, s) = (try Numbers.doubles(mean), try Numbers.doubles(std))
        if s.contains(0) {
            throw Failure(
                .valueError,
                "std evaluated to zero after conversion to torch.\(x.dtype.name), leading to division by zero.")
        }
        // The result is written into a copy of x, so it must have x's own shape.
        let channels = x.shape[x.rank - 3]
        for count in [m.count, s.count] where count != 1 && count != channels {
            var wide = x.shape
            wide[x.rank - 3] = count
            throw Failure(
                .runtimeError,
                channels == 1
                    ? "output with shape \(Shape.text(x.shape)) doesn't match the broadcast shape \(Shape.text(wide))"
                    : "The size of tensor a (\(channels)) must match the size of tensor b (\(count)) at non-singleton dimension "
                        + "\(x.rank - 3)", hint: "give one mean and one std per channel: this image has \(channels)")
        }
        let centre = try Tensor.from(m, [m.count, 1, 1]).to(x.dtype)
        let spread = try Tensor.from(s, [s.count, 1, 1]).to(x.dtype)
        return try OpTable.tensor(
            "div", [.tensor(try OpTable.tensor("sub", [.tensor(x), .tensor(centre)])), .tensor(spread)])
    }

    // MARK: - Colours

    /// (..., 1 or 3 equal channels, H, W); bytes are cut, not rounded.
    static func grayscale(_ picture: Picture, channels: Int) throws -> Picture {
        switch picture {
        case .image(let image):
            let gray = try ImageConversion.convert(image, to: "L")
            return .image(channels == 3 ? try ImageConversion.convert(gray, to: "RGB") : gray)
        case .tensor(let x):
            var gray = try luminance(x)
            if channels == 3 { gray = try gray.expand(Array(gray.shape.dropLast(3)) + [3] + gray.shape.suffix(2)) }
            return .tensor(gray)
        }
    }

    private static func luminance(_ x: Tensor) throws -> Tensor {
        guard x.rank >= 3 else {
            throw Failure(.typeError, "Input image tensor should have at least 3 dimensions, but found \(x.rank)")
        }
        let n = x.shape[x.rank - 3]
        guard n == 3 else {
            if n == 1 { return x }
            throw Failure(.typeError, "Input image tensor permitted channel values are 1 or 3, but found \(n)")
        }
        let rgb = try x.unbind(x.rank - 3)
        var sum = try OpTable.tensor("mul", [.tensor(rgb[0]), .float(0.2989)])
        sum = try OpTable.tensor(
            "add", [.tensor(sum), .tensor(try OpTable.tensor("mul", [.tensor(rgb[1]), .float(0.587)]))])
        sum = try OpTable.tensor(
            "add", [.tensor(sum), .tensor(try OpTable.tensor("mul", [.tensor(rgb[2]), .float(0.114)]))])
        return try sum.to(x.dtype).unsqueeze(-3)
    }

    enum Adjustment: String { case brightness, contrast, saturation, hue }

    static func adjust(_ picture: Picture, _ what: Adjustment, _ factor: Double) throws -> Picture {
        if what == .hue {
            guard factor >= -0.5, factor <= 0.5 else {
                throw Failure(.valueError, "hue_factor (\(factor)) is not in [-0.5, 0.5].")
            }
        } else if !(factor >= 0) || !factor.isFinite {
            throw Failure(.valueError, "\(what.rawValue)_factor (\(factor)) is not non-negative.")
        }
        switch picture {
        case .image(let image): return .image(try adjust(image, what, factor))
        case .tensor(let x): return .tensor(try adjust(x, what, factor))
        }
    }

    private static func adjust(_ image: ImageObject, _ what: Adjustment, _ factor: Double) throws -> ImageObject {
        let bitmap = try image.bitmap()
        let n = bitmap.channels
        let gray: [UInt8]
        switch what {
        case .brightness: gray = [UInt8](repeating: 0, count: bitmap.width * bitmap.height)
        case .contrast:
            let light = bitmap.toGray().pixels
            let mean = Double(light.reduce(0) { $0 + Int($1) }) / Double(max(light.count, 1))
            gray = [UInt8](repeating: UInt8(min(mean + 0.5, 255)), count: light.count)
        case .saturation: gray = bitmap.toGray().pixels
        case .hue:
            throw Failure(
                .notImplementedError, "changing the hue of a PIL image is not available here",
                hint: "put transforms.ToTensor() before ColorJitter")
        }
        let f = Float(factor)
        var pixels = bitmap.pixels
        for i in pixels.indices where !(n == 4 && i % 4 == 3) && !(n == 2 && i % 2 == 1) {
            let low = Float(gray[i / n])
            let value = low + f * (Float(pixels[i]) - low)
            pixels[i] = UInt8(cut: value)
        }
        return image.with(try Bitmap(width: bitmap.width, height: bitmap.height, channels: n, pixels: pixels))
    }

    private static func adjust(_ x: Tensor, _ what: Adjustment, _ factor: Double) throws -> Tensor {
        let n = x.rank > 2 ? x.shape[x.rank - 3] : 1
        guard n == 1 || n == 3 else {
            throw Failure(.typeError, "Input image tensor permitted channel values are 1 or 3, but found \(n)")
        }
        switch what {
        case .brightness: return try blend(x, try Tensor.zeros(x.shape, x.dtype), factor)
        case .contrast:
            let gray = try luminance(x)
            let real = try gray.to(x.dtype.isFloatingPoint ? x.dtype : .float32)
            let mean = try OpTable.tensor(
                "mean", [.tensor(real), .tuple([.int(-3), .int(-2), .int(-1)]), .bool(true)])
            return try blend(x, mean, factor)
        case .saturation: return n == 1 ? x : try blend(x, try luminance(x), factor)
        case .hue:
            if n == 1 { return x }
            let isByte = !x.dtype.isFloatingPoint
            let unit = isByte ? try OpTable.tensor("div", [.tensor(try x.to(.float32)), .float(255)]) : x
            let channels = try unit.unbind(x.rank - 3).map { try Numbers.doubles($0) }
            var out = channels
            for i in channels[0].indices {
                let rgb = hueShifted(Float(channels[0][i]), Float(channels[1][i]), Float(channels[2][i]), Float(factor))
                (out[0][i], out[1][i], out[2][i]) = (Double(rgb.0), Double(rgb.1), Double(rgb.2))
            }
            let plane = Array(x.shape.dropLast(3)) + Array(x.shape.suffix(2))
            let tensors = try out.map { Argument.tensor(try Tensor.from($0, plane).to(isByte ? .float32 : x.dtype)) }
            let result = try OpTable.tensor("stack", [.list(tensors), .int(-3)])
            // Bytes: 255 + 1 - 1e-3 steps, cut.
            return isByte ? try OpTable.tensor("mul", [.tensor(result), .float(255.999)]).to(x.dtype) : result
        }
    }

    private static func blend(_ a: Tensor, _ b: Tensor, _ ratio: Double) throws -> Tensor {
        let sum = try OpTable.tensor(
            "add",
            [
                .tensor(try OpTable.tensor("mul", [.tensor(a), .float(ratio)])),
                .tensor(try OpTable.tensor("mul", [.tensor(b), .float(1 - ratio)])),
            ])
        return try OpTable.tensor("clamp", [.tensor(sum), .int(0), .int(a.dtype.isFloatingPoint ? 1 : 255)]).to(a.dtype)
    }

    /// Hexcone model (Smith 1978): the hue moved by a part of the circle.
    private static func hueShifted(_ r: Float, _ g: Float, _ b: Float, _ shift: Float) -> (Float, Float, Float) {
        let high = max(r, g, b), low = min(r, g, b)
        let range = high - low
        let s = range / (high == low ? 1 : high)
        let divisor = high == low ? 1 : range
        let (rc, gc, bc) = ((high - r) / divisor, (high - g) / divisor, (high - b) / divisor)
        let hr: Float = high == r ? bc - gc : 0
        let hg: Float = high == g && high != r ? 2 + rc - bc : 0
        let hb: Float = high != g && high != r ? 4 + gc - rc : 0
        var h = fmodf((hr + hg + hb) / 6 + 1, 1)
        h += shift
        h -= floorf(h)
        let sector = floorf(h * 6)
        let f = h * 6 - sector
        func unit(_ x: Float) -> Float { min(max(x, 0), 1) }
        let p = unit(high * (1 - s)), q = unit(high * (1 - s * f)), t = unit(high * (1 - s * (1 - f)))
        switch (Int(sector) % 6 + 6) % 6 {
        case 0: return (high, t, p)
        case 1: return (q, high, p)
        case 2: return (p, high, t)
        case 3: return (p, q, high)
        case 4: return (t, p, high)
        default: return (high, p, q)
        }
    }
}

/// `InterpolationMode.BILINEAR`.
final class InterpolationObject: Object {
    let name: String
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("InterpolationMode", module: "torchvision.transforms.functional")
        for name in ["nearest", "nearest-exact", "bilinear", "bicubic", "box", "hamming", "lanczos"] {
            let member = InterpolationObject(name)
            type.setMember(Symbol(name.uppercased().replacing("-", with: "_")), .object(member))
        }
        return type
    }()
    /// The member of a name such as "bilinear".
    static func named(_ name: String) -> Value {
        cls.member(Symbol(name.uppercased().replacing("-", with: "_"))) ?? .string(name)
    }
    override var type: TypeObject { TypeObject.object }
    private init(_ name: String) { self.name = name }
    private var upper: String { name.uppercased().replacing("-", with: "_") }
    override func repr() throws -> String { "<InterpolationMode.\(upper): '\(name)'>" }
    override func str() throws -> String { "InterpolationMode.\(upper)" }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "value": .string(self.name)
        case "name": .string(upper)
        default: try super.attribute(name)
        }
    }
}
