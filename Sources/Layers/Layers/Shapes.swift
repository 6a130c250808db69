// Layers that only move, drop or resize: dropout, upsampling, padding, flattening, pixel shuffling, folding.

import Schema
import Tensors

extension LayerDeclaration {
    static let shapes: [LayerDeclaration] =
        dropouts + upsamplings + paddings + [
            LayerDeclaration(
                function: "Identity(*args, **kwargs)", "The input, unchanged. Takes any arguments."
            ) { l, arguments in arguments.first ?? .none },
            simple(
                "Flatten(start_dim=1, end_dim=-1)", "Axes joined into one.", repr: { $0.text("start_dim", "end_dim") }
            ) {
                l, x in
                try x.flatten(l.options.value("start_dim"), l.options.value("end_dim"))
            },
            simple(
                "Unflatten(dim, unflattened_size)", "One axis split into several.",
                repr: { $0.text("dim", "unflattened_size") }
            ) { l, x in try x.unflatten(l.options.value("dim"), l.options.ints("unflattened_size")) },
            simple("PixelShuffle(upscale_factor)", "Channels turned into pixels.", repr: { $0.text("upscale_factor") })
            { l, x in
                try pixelShuffle(x, l.options.value("upscale_factor"))
            },
            simple(
                "PixelUnshuffle(downscale_factor)", "Pixels turned into channels.",
                repr: { $0.text("downscale_factor") }
            ) {
                l, x in
                try pixelUnshuffle(x, l.options.value("downscale_factor"))
            },
            simple("ChannelShuffle(groups)", "Channels of groups interleaved.", repr: { $0.text("groups") }) { l, x in
                try channelShuffle(x, l.options.value("groups"))
            },
            simple(
                "Unfold(kernel_size, dilation=1, padding=0, stride=1)", "The windows of an image as columns.",
                repr: { $0.text("kernel_size", "dilation", "padding", "stride") }
            ) { l, x in
                try unfold(
                    x, kernel: l.options.ints("kernel_size"), dilation: l.options.ints("dilation"),
                    padding: l.options.ints("padding"), stride: l.options.ints("stride"))
            },
            simple(
                "Fold(output_size, kernel_size, dilation=1, padding=0, stride=1)", "Columns added back into an image.",
                repr: { $0.text("output_size", "kernel_size", "dilation", "padding", "stride") }
            ) { l, x in
                try fold(
                    x, outputSize: l.options.ints("output_size"), kernel: l.options.ints("kernel_size"),
                    dilation: l.options.ints("dilation"), padding: l.options.ints("padding"),
                    stride: l.options.ints("stride"))
            },
            simple(
                "LocalResponseNorm(size, alpha=0.0001, beta=0.75, k=1.0)",
                "Values divided by their neighbours' mean square.",
                repr: { "\(pythonText($0["size"])), " + $0.text("alpha", "beta", "k") }
            ) { l, x in
                try localResponseNorm(
                    x, size: l.options.value("size"), alpha: l.options.value("alpha"), beta: l.options.value("beta"),
                    k: l.options.value("k"))
            },
            LayerDeclaration(
                function: "CosineSimilarity(dim=1, eps=1e-08)", "The cosine of the angle between vectors.",
                forwardSignature: "forward(x1, x2)"
            ) { l, arguments in
                .tensor(
                    try cosineSimilarity(
                        l.tensor(arguments), l.tensor(arguments, 1), dim: l.options.value("dim"),
                        eps: l.options.value("eps")))
            },
            LayerDeclaration(
                function: "PairwiseDistance(p=2.0, eps=1e-06, keepdim=False)", "The p-norm distance of vectors.",
                forwardSignature: "forward(x1, x2)"
            ) { l, arguments in
                .tensor(
                    try pairwiseDistance(
                        l.tensor(arguments), l.tensor(arguments, 1), p: l.options.value("p"),
                        eps: l.options.value("eps"),
                        keepdim: l.options.value("keepdim")))
            },
        ]

    // MARK: - Dropout

    private static let dropouts: [LayerDeclaration] = [
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout",
    ].map {
        name in
        simple(
            "\(name)(p=0.5, inplace=False)",
            name == "Dropout"
                ? "In training, each element is 0 with probability p." : "In training, channels are dropped.",
            prepare: { options in
                let p: Double = try options.value("p")
                guard p >= 0, p <= 1 else {
                    throw Failure(
                        .valueError,
                        "dropout probability has to be between 0 and 1, but got \(pythonText(options["p"]))")
                }
            }, repr: { $0.text("p", "inplace") }
        ) { l, x in
            let p: Double = try l.options.value("p")
            switch name {
            case "Dropout": return try dropout(x, p: p, training: l.isTraining, inPlace: l.options.isInPlace)
            case "AlphaDropout": return try alphaDropout(x, p: p, training: l.isTraining)
            default:
                return try featureDropout(
                    name.lowercased(), x, p: p, training: l.isTraining, inPlace: l.options.isInPlace)
            }
        }
    }

    // MARK: - Upsampling

    private static let upsamplings: [LayerDeclaration] = [
        upsampling(
            "Upsample(size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None)",
            nil),
        upsampling("UpsamplingNearest2d(size=None, scale_factor=None)", "nearest"),
        upsampling("UpsamplingBilinear2d(size=None, scale_factor=None)", "bilinear"),
    ]

    private static func upsampling(_ signature: String, _ fixedMode: String?) -> LayerDeclaration {
        simple(
            signature, "Images made larger: to a size, or by a factor.",
            prepare: { options in
                if let fixedMode { options["mode"] = .string(fixedMode) }
                if let items = options["scale_factor"].items {
                    options["scale_factor"] = .tuple(try items.map { .float(try Double.from($0) ?? .nan) })
                } else {
                    options.makeReal("scale_factor")
                }
            },
            repr: { options in
                if case .none = options["scale_factor"] { return options.text("size", "mode") }
                return options.text("scale_factor", "mode")
            }
        ) { l, x in
            let size = try l.options.value("size", Ints?.self)
            var scale: [Double]?
            if let items = l.options["scale_factor"].items {
                scale = try items.map { try Double.from($0) ?? .nan }
            } else if let factor = try l.options.value("scale_factor", Double?.self) {
                scale = [factor]
            }
            let corners = fixedMode == "bilinear" ? true : try l.options.value("align_corners", Bool?.self)
            return try interpolate(
                x, size: size?.values, scale: scale, mode: l.options.value("mode"), alignCorners: corners,
                recomputeScale: l.options.value("recompute_scale_factor", Bool?.self) ?? false)
        }
    }

    // MARK: - Padding

    private static let paddings: [LayerDeclaration] = (1...3).flatMap { spatial in
        [
            ("Reflection", "reflect"), ("Replication", "replicate"), ("Circular", "circular"), ("Zero", "constant"),
            ("Constant", "constant"),
        ].map { padding($0.0, $0.1, spatial) }
    }

    private static func padding(_ word: String, _ mode: String, _ spatial: Int) -> LayerDeclaration {
        let isConstant = word == "Constant"
        return simple(
            "\(word)Pad\(spatial)d(padding\(isConstant ? ", value" : ""))", "Pixels added around an image.",
            prepare: { options in
                let amounts = try options.ints("padding")
                let all = amounts.count == 1 ? [Int](repeating: amounts[0], count: 2 * spatial) : amounts
                options["padding"] = .tuple(all.map(Argument.int))
            },
            repr: { isConstant ? $0.text("padding", "value") : pythonText($0["padding"]) }
        ) { l, x in
            let value: Double? = isConstant ? try l.options.value("value", Double.self) : mode == "constant" ? 0 : nil
            return try pad(x, l.options.ints("padding"), mode: mode, value: value)
        }
    }
}
