// skimage.transform and skimage.color.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension SkimageModule {
    /// Refuses channels that do not come last.
    private static func channelsLast(_ axis: Value, rank: Int) throws {
        guard !axis.isNone, let number = try Int.from(axis), number != -1, number != rank - 1 else { return }
        throw Failure(
            .notImplementedError, "channels come last here, not along axis \(number)",
            hint: "np.moveaxis(image, axis, -1) moves them")
    }

    static func declareTransform(in module: ModuleObject) {
        module.rawDefine(
            "resize(image, output_shape, order=None, mode='reflect', cval=0, clip=True, preserve_range=False, anti_aliasing=None, anti_aliasing_sigma=None)",
            "The image at another size; floats in 0…1 unless preserve_range. Orders 0 (nearest) and 1 (linear)."
        ) { bound in
            let sizes = try bound[1].elements().map { try $0.asInt() }
            return .object(
                NDArrayObject(
                    try ImageMath.resize(
                        try Numbers.tensor(bound[0]), sizes, order: try Optional<Int>.from(bound[2]) ?? nil,
                        mode: bound[3].text ?? "reflect",
                        cval: try Numbers.optional(bound[4]) ?? 0, clip: try bound[5].truth(),
                        preservesRange: try bound[6].truth(),
                        antiAliasing: bound[7].isNone ? nil : try bound[7].truth(),
                        sigma: bound[8].isNone ? nil : try Numbers.doubles(bound[8]))))
        }
        module.rawDefine(
            "rescale(image, scale, order=None, mode='reflect', cval=0, clip=True, preserve_range=False, anti_aliasing=None, anti_aliasing_sigma=None, *, channel_axis=None)",
            "The image times a scale."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            let scales = try Numbers.doubles(bound[1])
            let hasChannels = !bound[9].isNone
            let sizes = try x.shape.indices.map { i -> Int in
                if hasChannels, i == x.rank - 1 { return x.shape[i] }
                let scale = scales.count == 1 ? scales[0] : i < scales.count ? scales[i] : 1
                let size = (Double(x.shape[i]) * scale).rounded(.toNearestOrEven)
                guard size >= 1, size < 65536 else {
                    throw Failure(.valueError, "the scaled image would have \(size) pixels on a side")
                }
                return Int(size)
            }
            return .object(
                NDArrayObject(
                    try ImageMath.resize(
                        x, sizes, order: try Optional<Int>.from(bound[2]) ?? nil, mode: bound[3].text ?? "reflect",
                        cval: try Numbers.optional(bound[4]) ?? 0, clip: try bound[5].truth(),
                        preservesRange: try bound[6].truth(),
                        antiAliasing: bound[7].isNone ? nil : try bound[7].truth(),
                        sigma: bound[8].isNone ? nil : try Numbers.doubles(bound[8]))))
        }
        module.rawDefine(
            "rotate(image, angle, resize=False, center=None, order=None, mode='constant', cval=0, clip=True, preserve_range=False)",
            "Turned counterclockwise by degrees about the middle."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            guard try !bound[2].truth() else {
                throw Failure(
                    .notImplementedError, "rotate(resize=True) is not available here",
                    hint: "pad the image first: np.pad")
            }
            return .object(
                NDArrayObject(
                    try ImageMath.rotate(
                        x, degrees: try number(bound[1]), center: bound[3].isNone ? nil : try Numbers.doubles(bound[3]),
                        order: try Optional<Int>.from(bound[4]) ?? nil, mode: bound[5].text ?? "constant",
                        cval: try Numbers.optional(bound[6]) ?? 0,
                        preservesRange: try bound[8].truth())))
        }
        unavailable(
            ["warp", "AffineTransform", "downscale_local_mean", "swirl", "resize_local_mean"], "skimage.transform",
            in: module)
    }

    static func declareColor(in module: ModuleObject) {
        module.rawDefine("rgb2gray(rgb, *, channel_axis=-1)", "0.2125 R + 0.7154 G + 0.0721 B, in 0…1.") { bound in
            let x = try Numbers.tensor(bound[0])
            try channelsLast(bound[1], rank: x.rank)
            guard x.rank >= 2, x.shape.last == 3 else {
                throw Failure(
                    .valueError, "the input array must have size 3 along `channel_axis`, got \(shapeText(x.shape))",
                    hint: "for RGBA use rgb2gray(image[..., :3])")
            }
            return .object(NDArrayObject(try ImageMath.gray(x)))
        }
        module.rawDefine("gray2rgb(image, *, channel_axis=-1)", "Three equal channels.") { bound in
            let x = try Numbers.tensor(bound[0])
            try channelsLast(bound[1], rank: x.rank + 1)
            return .object(
                NDArrayObject(try OpTable.tensor("stack", [.list([.tensor(x), .tensor(x), .tensor(x)]), .int(-1)])))
        }
        module.rawDefine("rgba2rgb(rgba, background=(1, 1, 1), *, channel_axis=-1)", "Over a white background.") {
            bound in
            let x = try ImageMath.asFloat(try Numbers.tensor(bound[0]))
            try channelsLast(bound[2], rank: x.rank)
            guard x.shape.last == 4 else {
                throw Failure(.valueError, "the input array must have size 4 along `channel_axis`")
            }
            let values = try Numbers.doubles(x), back = try Numbers.doubles(bound[1])
            guard back.count == 3 else {
                throw Failure(.valueError, "background must be an array-like containing 3 RGB values.")
            }
            var out: [Double] = []
            for at in stride(from: 0, to: values.count, by: 4) {
                for c in 0..<3 {
                    out.append(min(max(values[at + 3] * values[at + c] + (1 - values[at + 3]) * back[c], 0), 1))
                }
            }
            return try array(out, x.shape.dropLast() + [3], x.dtype)
        }
        module.rawDefine(
            "label2rgb(label, image=None, colors=None, alpha=0.3, bg_label=0, bg_color=(0, 0, 0), image_alpha=1, kind='overlay', *, saturation=0, channel_axis=-1)",
            "Labels in colours, over an image when given."
        ) { bound in
            let label = try Numbers.tensor(bound[0])
            try channelsLast(bound[9], rank: 3)
            guard label.rank == 2 else { throw Failure(.valueError, "label2rgb takes a 2-D array of labels here") }
            guard bound[7].text == "overlay" else {
                throw Failure(.notImplementedError, "label2rgb(kind='avg') is not available here")
            }
            let cycle =
                try ColorReader.colors(bound[2])
                ?? ["red", "blue", "yellow", "magenta", "green", "indigo", "darkorange", "cyan", "pink", "yellowgreen"]
                .map { try Color($0) }
            let values = try Numbers.doubles(label)
            let background = try Numbers.optional(bound[4]) ?? -1
            let backgroundColor = try ColorReader.color(bound[5]) ?? .black
            // The image below: its brightest channel, with as much colour as `saturation` says.
            var below: [[Double]]?
            if !bound[1].isNone {
                let image = try ImageMath.asFloat(try Numbers.tensor(bound[1]))
                let numbers = try Numbers.doubles(image)
                let n = image.rank == 3 ? image.shape[2] : 1
                guard numbers.count == values.count * n, n == 1 || n == 3 else {
                    throw Failure(.valueError, "`image` and `label` must be the same shape")
                }
                let saturation = try number(bound[8])
                guard saturation >= 0, saturation <= 1 else {
                    throw Failure(.valueError, "saturation must be in range [0, 1], got \(saturation)")
                }
                below = values.indices.map { i in
                    let pixel = (0..<3).map { numbers[i * n + (n == 1 ? 0 : $0)] }
                    let most = max(pixel[0], pixel[1], pixel[2])
                    return pixel.map { most - (most - $0) * saturation }
                }
            }
            let alpha = below == nil ? 1 : try number(bound[3])
            let imageAlpha = try number(bound[6])
            // Colours follow the order of the labels' values.
            let known = Set(values).subtracting([background]).sorted()
            var at: [Double: Int] = [:]
            for (i, value) in known.enumerated() { at[value] = i }
            var out: [Double] = []
            out.reserveCapacity(values.count * 3)
            for (i, value) in values.enumerated() {
                let under = below.map { $0[i].map { $0 * imageAlpha + (1 - imageAlpha) } } ?? [0, 0, 0]
                var color = backgroundColor
                if let index = at[value] {
                    color = cycle[index % max(cycle.count, 1)]
                } else if bound[5].isNone {
                    out += under
                    continue
                }
                for (part, base) in zip([color.red, color.green, color.blue], under) {
                    out.append(part * alpha + base * (1 - alpha))
                }
            }
            return try array(out, label.shape + [3], .float64)
        }
        unavailable(["rgb2lab", "lab2rgb", "rgb2ycbcr"], "skimage.color", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.color)
    }

    private static func shapeText(_ shape: [Int]) -> String { "(\(shape.map(String.init).joined(separator: ", ")))" }
}
