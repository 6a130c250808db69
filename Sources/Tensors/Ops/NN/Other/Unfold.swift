// unfold and fold: the windows of an image as columns, and columns added back into an image. Each is the other's transpose.

import Schema

private struct WindowLayout {
    let batch: Int, channels: Int
    let size: [Int], kernel: [Int], stride: [Int], padding: [Int], dilation: [Int], blocks: [Int]

    var columns: Int { blocks[0] * blocks[1] }
    var rows: Int { channels * kernel[0] * kernel[1] }

    init(
        _ name: String, batch: Int, channels: Int, size: [Int], kernel: [Int], stride: [Int], padding: [Int],
        dilation: [Int]
    ) throws {
        let noun = "image"
        self.batch = batch
        self.channels = channels
        self.size = size
        self.kernel = try expandList(kernel, 2, name, "kernel_size", noun)
        self.stride = try expandList(stride, 2, name, "stride", noun)
        self.padding = try expandList(padding, 2, name, "padding", noun)
        self.dilation = try expandList(dilation, 2, name, "dilation", noun)
        let (k, s, p, d) = (self.kernel, self.stride, self.padding, self.dilation)
        for (word, values) in [("kernel_size", k), ("dilation", d), ("stride", s)]
        where values.contains(where: { $0 <= 0 }) {
            throw Failure(
                .runtimeError, "\(word) should be greater than zero, but got \(word)=(\(values[0]), \(values[1]))")
        }
        if p.contains(where: { $0 < 0 }) { throw Failure(.runtimeError, "padding should be non-negative") }
        blocks = (0..<2).map { (size[$0] + 2 * p[$0] - d[$0] * (k[$0] - 1) - 1) / s[$0] + 1 }
        if (0..<2).contains(where: { size[$0] + 2 * p[$0] - d[$0] * (k[$0] - 1) - 1 < 0 }) {
            throw Failure(
                .runtimeError,
                "Given input with spatial size (\(size[0]), \(size[1])), kernel_size=(\(k[0]), \(k[1])), dilation=(\(d[0]), "
                    + "\(d[1])), padding=(\(p[0]), \(p[1])), calculated shape of the array of sliding blocks is too small: its "
                    + "components must be at least one.")
        }
    }

    /// Calls the body with each (column tensor index, image index) that meet.
    func forEach(_ body: (_ column: Int, _ pixel: Int) -> Void) {
        let total = columns
        for n in 0..<batch {
            for c in 0..<channels {
                for r in 0..<kernel[0] {
                    for q in 0..<kernel[1] {
                        let row = (n * rows + (c * kernel[0] + r) * kernel[1] + q) * total
                        for i in 0..<blocks[0] {
                            let y = i * stride[0] - padding[0] + r * dilation[0]
                            if y < 0 || y >= size[0] { continue }
                            for j in 0..<blocks[1] {
                                let x = j * stride[1] - padding[1] + q * dilation[1]
                                if x < 0 || x >= size[1] { continue }
                                body(row + i * blocks[1] + j, ((n * channels + c) * size[0] + y) * size[1] + x)
                            }
                        }
                    }
                }
            }
        }
    }

    func map(_ name: String, toColumns: Bool) -> LinearMap {
        let columnShape = [batch, rows, columns]
        let imageShape = [batch, channels] + size
        func move(_ x: Tensor, _ toColumns: Bool) throws -> Tensor {
            let y = try Tensor.zeros(toColumns ? columnShape : imageShape, x.dtype)
            try x.dtype.dispatchReal("im2col", WindowMove(layout: self, x: x.contiguous(), y: y, toColumns: toColumns))
            return y
        }
        return LinearMap(name, apply: { try move($0, toColumns) }, transpose: { try move($0, !toColumns) })
    }
}

private struct WindowMove: RealVisitor {
    let layout: WindowLayout, x: Tensor, y: Tensor, toColumns: Bool

    func visit<T: Real>(_ type: T.Type) throws {
        let (from, to) = (x.reading(T.self), y.pointer(T.self))
        if toColumns {
            layout.forEach { column, pixel in to[column] = from[pixel] }
        } else {
            layout.forEach { column, pixel in to[pixel] += from[column] }
        }
    }
}

/// (N, C, H, W) -> (N, C*kH*kW, windows).
public func unfold(
    _ input: Tensor, kernel: [Int], dilation: [Int] = [1], padding: [Int] = [0], stride: [Int] = [1]
) throws -> Tensor {
    if input.rank == 3 {
        return try unfold(input.unsqueeze(0), kernel: kernel, dilation: dilation, padding: padding, stride: stride)
            .squeeze([0])
    }
    guard input.rank == 4 else {
        throw Failure(
            .runtimeError,
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: "
                + Shape.text(input.shape))
    }
    let layout = try WindowLayout(
        "unfold", batch: input.shape[0], channels: input.shape[1], size: Array(input.shape.suffix(2)), kernel: kernel,
        stride: stride, padding: padding, dilation: dilation)
    return try layout.map("Im2ColBackward0", toColumns: true)(input)
}

/// (N, C*kH*kW, windows) -> (N, C, H, W): overlapping windows add up.
public func fold(
    _ input: Tensor, outputSize: [Int], kernel: [Int], dilation: [Int] = [1], padding: [Int] = [0], stride: [Int] = [1]
) throws -> Tensor {
    if input.rank == 2 {
        return try fold(
            input.unsqueeze(0), outputSize: outputSize, kernel: kernel, dilation: dilation, padding: padding,
            stride: stride
        ).squeeze([0])
    }
    guard input.rank == 3 else {
        throw Failure(
            .runtimeError,
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: "
                + Shape.text(input.shape))
    }
    let size = try expandList(outputSize, 2, "fold", "output_size", "image")
    let window = try expandList(kernel, 2, "fold", "kernel_size", "image")
    let perChannel = try Shape.count(window)
    guard perChannel > 0, input.shape[1] % perChannel == 0 else {
        throw Failure(
            .runtimeError,
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)="
                + "\(input.shape[1]) and kernel_size=(\(window[0]), \(window[1])).")
    }
    let layout = try WindowLayout(
        "fold", batch: input.shape[0], channels: input.shape[1] / perChannel, size: size, kernel: window,
        stride: stride,
        padding: padding, dilation: dilation)
    guard layout.columns == input.shape[2] else {
        throw Failure(
            .runtimeError,
            "Given output_size=(\(size[0]), \(size[1])) and kernel_size=(\(window[0]), \(window[1])), expected size of input's "
                + "dimension 2 to match the calculated number of sliding blocks \(layout.blocks[0]) * \(layout.blocks[1]) = "
                + "\(layout.columns), but got input.size(2)=\(input.shape[2]).")
    }
    return try layout.map("Col2ImBackward0", toColumns: false)(input)
}

extension Op {
    static let unfoldWindows = Op(
        "unfold(input, kernel_size, dilation=1, padding=0, stride=1)",
        """
        The windows of an image batch as columns: (N, C, H, W) -> (N, C*kH*kW, windows).
        Source: torch.nn.functional.unfold.
        """, in: [.functional],
        { (x: Tensor, k: Ints, d: Ints, p: Ints, s: Ints) in
            try Tensors.unfold(x, kernel: k.values, dilation: d.values, padding: p.values, stride: s.values)
        },
        samples: { [[try sample([1, 2, 4, 3]), .int(2), .int(1), .int(1), .int(2)]] })

    static let fold = Op(
        "fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)",
        """
        Columns added back into an image: (N, C*kH*kW, windows) -> (N, C, H, W).
        Source: torch.nn.functional.fold.
        """, in: [.functional],
        { (x: Tensor, size: Ints, k: Ints, d: Ints, p: Ints, s: Ints) in
            try Tensors.fold(
                x, outputSize: size.values, kernel: k.values, dilation: d.values, padding: p.values, stride: s.values)
        },
        samples: { [[try sample([1, 8, 4]), .tuple([.int(4), .int(4)]), .int(2), .int(1), .int(0), .int(2)]] })
}
