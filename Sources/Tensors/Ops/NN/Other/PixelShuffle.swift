// pixel_shuffle, pixel_unshuffle, channel_shuffle: channels turned into pixels and back. Only the order of elements changes.

import Schema

/// (…, C*r*r, H, W) -> (…, C, H*r, W*r).
public func pixelShuffle(_ input: Tensor, _ factor: Int) throws -> Tensor {
    guard input.rank >= 3 else {
        throw Failure(
            .runtimeError,
            "pixel_shuffle expects input to have at least 3 dimensions, but got input with \(input.rank) dimension(s)")
    }
    guard factor > 0 else {
        throw Failure(.runtimeError, "pixel_shuffle expects a positive upscale_factor, but got \(factor)")
    }
    try requireModest([factor], "pixel_shuffle", "upscale_factor")
    let (c, h, w) = (input.shape[input.rank - 3], input.shape[input.rank - 2], input.shape[input.rank - 1])
    guard c % (factor * factor) == 0 else {
        throw Failure(
            .runtimeError,
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but "
                + "input.size(-3)=\(c) is not divisible by \(factor * factor)")
    }
    let batch = Array(input.shape.dropLast(3))
    let n = batch.reduce(1, *)
    let map = LinearMap(
        "PixelShuffleBackward0",
        apply: { x in
            try x.reshape([n, c / (factor * factor), factor, factor, h, w]).permute([0, 1, 4, 2, 5, 3])
                .reshape(batch + [c / (factor * factor), h * factor, w * factor])
        },
        transpose: { g in
            try g.reshape([n, c / (factor * factor), h, factor, w, factor]).permute([0, 1, 3, 5, 2, 4])
                .reshape(batch + [c, h, w])
        })
    return try map(input)
}

/// (…, C, H*r, W*r) -> (…, C*r*r, H, W).
public func pixelUnshuffle(_ input: Tensor, _ factor: Int) throws -> Tensor {
    guard input.rank >= 3 else {
        throw Failure(
            .runtimeError,
            "pixel_unshuffle expects input to have at least 3 dimensions, but got input with \(input.rank) dimension(s)"
        )
    }
    guard factor > 0 else {
        throw Failure(.runtimeError, "pixel_unshuffle expects a positive downscale_factor, but got \(factor)")
    }
    let (c, h, w) = (input.shape[input.rank - 3], input.shape[input.rank - 2], input.shape[input.rank - 1])
    for (name, size, axis) in [("height", h, -2), ("width", w, -1)] where size % factor != 0 {
        throw Failure(
            .runtimeError,
            "pixel_unshuffle expects \(name) to be divisible by downscale_factor, but input.size(\(axis))=\(size) is not divisible "
                + "by \(factor)")
    }
    let batch = Array(input.shape.dropLast(3))
    let n = batch.reduce(1, *)
    let (small, wide) = (h / factor, w / factor)
    let map = LinearMap(
        "PixelUnshuffleBackward0",
        apply: { x in
            try x.reshape([n, c, small, factor, wide, factor]).permute([0, 1, 3, 5, 2, 4])
                .reshape(batch + [c * factor * factor, small, wide])
        },
        transpose: { g in
            try g.reshape([n, c, factor, factor, small, wide]).permute([0, 1, 4, 2, 5, 3]).reshape(batch + [c, h, w])
        })
    return try map(input)
}

/// (N, C, …): the channels of `groups` groups interleaved.
public func channelShuffle(_ input: Tensor, _ groups: Int) throws -> Tensor {
    guard input.rank >= 3 else {
        throw Failure(
            .runtimeError,
            "channel_shuffle expects input with > 2 dims, but got input with sizes \(Shape.text(input.shape))")
    }
    guard groups > 0, input.shape[1] % groups == 0 else {
        throw Failure(
            .runtimeError,
            "Number of channels must be divisible by groups. Got \(input.shape[1]) channels and \(groups) groups.")
    }
    let (n, c) = (input.shape[0], input.shape[1])
    let rest = input.shape.dropFirst(2).reduce(1, *)
    return try input.reshape([n, groups, c / groups, rest]).transpose(1, 2).reshape(input.shape)
}

extension Op {
    static let pixelShuffle = Op(
        "pixel_shuffle(input, upscale_factor)",
        """
        Channels turned into pixels: (…, C*r*r, H, W) -> (…, C, H*r, W*r).
        Source: torch.nn.functional.pixel_shuffle.
        """, in: [.functional, .torch], { (x: Tensor, r: Int) in try Tensors.pixelShuffle(x, r) },
        samples: { [[try sample([1, 8, 2, 3]), .int(2)]] })

    static let pixelUnshuffle = Op(
        "pixel_unshuffle(input, downscale_factor)",
        """
        Pixels turned into channels: (…, C, H*r, W*r) -> (…, C*r*r, H, W).
        Source: torch.nn.functional.pixel_unshuffle.
        """, in: [.functional, .torch], { (x: Tensor, r: Int) in try Tensors.pixelUnshuffle(x, r) },
        samples: { [[try sample([1, 2, 4, 6]), .int(2)]] })

    static let channelShuffle = Op(
        "channel_shuffle(input, groups)",
        """
        The channels of (N, C, …) in another order: groups interleaved.
        Source: torch.nn.functional.channel_shuffle.
        """, in: [.functional, .torch], { (x: Tensor, groups: Int) in try Tensors.channelShuffle(x, groups) },
        samples: { [[try sample([1, 6, 2, 2]), .int(3)]] })
}
