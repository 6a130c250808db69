// Windows of pooling ops: argument checks in PyTorch's words and output sizes, for one to three axes. Tensors are seen as planes
// (every batch item and channel) of three axes; unused leading axes have size 1.

import Schema

struct PoolingGeometry {
    let spatial: Int
    let planes: Int
    let input: [Int], output: [Int]
    let kernel: [Int], stride: [Int], padding: [Int], dilation: [Int]
    let outputShape: [Int]

    init(
        _ name: String, _ x: Tensor, _ spatial: Int, kernel: [Int], stride: [Int], padding: [Int],
        dilation: [Int] = [1],
        ceilMode: Bool
    ) throws {
        guard x.rank == spatial + 1 || x.rank == spatial + 2 else { throw Self.rankFailure(name, x, spatial) }
        let noun = "pooling"
        let kernel = try expandList(kernel, spatial, name, "kernel_size", noun)
        let stride = stride.isEmpty ? kernel : try expandList(stride, spatial, name, "stride", noun)
        let padding = try expandList(padding, spatial, name, "padding", noun)
        let dilation = try expandList(dilation, spatial, name, "dilation", noun)
        if kernel.contains(where: { $0 <= 0 }) {
            throw Failure(.runtimeError, "kernel size should be greater than zero, but got \(Self.axes("k", kernel))")
        }
        if stride.contains(where: { $0 <= 0 }) {
            throw Failure(.runtimeError, "stride should be greater than zero, but got \(Self.axes("d", stride))")
        }
        if dilation.contains(where: { $0 <= 0 }) {
            throw Failure(
                .runtimeError, "dilation should be greater than zero, but got \(Self.axes("dilation", dilation))")
        }
        if padding.contains(where: { $0 < 0 }) {
            throw Failure(.runtimeError, "pad must be non-negative, but got pad: \(padding.min() ?? 0)")
        }
        for i in 0..<spatial where padding[i] > ((kernel[i] - 1) * dilation[i] + 1) / 2 {
            throw Failure(
                .runtimeError,
                "pad should be at most half of effective kernel size, but got pad=\(padding[i]), kernel_size=\(kernel[i]) and "
                    + "dilation=\(dilation[i])")
        }
        let size = Array(x.shape.suffix(spatial))
        let leading = Array(x.shape.dropLast(spatial))
        let output = (0..<spatial).map {
            Self.outputSize(size[$0], kernel[$0], stride[$0], padding[$0], dilation[$0], ceilMode)
        }
        if output.contains(where: { $0 < 1 }) || size.contains(0) {
            let channels = leading.last.map { [$0] } ?? []
            let text = { (sizes: [Int]) in (channels + sizes).map(String.init).joined(separator: "x") }
            throw Failure(
                .runtimeError,
                "Given input size: (\(text(size))). Calculated output size: (\(text(output.map { max($0, 0) }))). Output size is "
                    + "too small",
                hint: "the image shrank below the window: use a larger image or fewer pooling steps")
        }
        self.spatial = spatial
        planes = leading.reduce(1, *)
        self.input = Self.lifted(size, 1)
        self.output = Self.lifted(output, 1)
        self.kernel = Self.lifted(kernel, 1)
        self.stride = Self.lifted(stride, 1)
        self.padding = Self.lifted(padding, 0)
        self.dilation = Self.lifted(dilation, 1)
        outputShape = leading + output
    }

    /// A window may not begin in the right padding, even with ceil_mode.
    static func outputSize(_ n: Int, _ k: Int, _ s: Int, _ p: Int, _ d: Int, _ ceilMode: Bool) -> Int {
        let reach = n + 2 * p - d * (k - 1) - 1
        if reach < 0, !ceilMode || reach + s - 1 < 0 { return 0 }
        var size = (reach + (ceilMode ? s - 1 : 0)) / s + 1
        if ceilMode, (size - 1) * s >= n + p { size -= 1 }
        return size
    }

    static func lifted(_ values: [Int], _ fill: Int) -> [Int] {
        [Int](repeating: fill, count: 3 - values.count) + values
    }

    static func rankFailure(_ name: String, _ x: Tensor, _ spatial: Int) -> Failure {
        Failure(
            .runtimeError,
            "\(name): Expected \(spatial + 1)D or \(spatial + 2)D (batch mode) tensor with optional 0 dim batch size for input, "
                + "but got: \(Shape.text(x.shape))")
    }

    private static func axes(_ prefix: String, _ values: [Int]) -> String {
        let names = values.count == 3 ? ["T", "H", "W"] : Array(["H", "W"].suffix(values.count))
        return zip(names, values).map { "\(prefix)\($0): \($1)" }.joined(separator: " ")
    }

    var inputPlane: Int { input[0] * input[1] * input[2] }
    var outputPlane: Int { output[0] * output[1] * output[2] }
}
