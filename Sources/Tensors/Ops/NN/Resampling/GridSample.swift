// grid_sample and affine_grid: an image looked up at arbitrary places, and the places of an affine map. Coordinates run from -1 to 1
// over the image: over the outer edges of the corner pixels, or over their centres with align_corners.

import Glibc
import Schema

/// What lies outside the image.
enum GridPadding: String { case zeros, border, reflection }

/// input (N, C, H, W), grid (N, H', W', 2) of (x, y) -> (N, C, H', W'). mode: bilinear or nearest.
public func gridSample(
    _ input: Tensor, _ grid: Tensor, mode: String = "bilinear", paddingMode: String = "zeros",
    alignCorners: Bool = false
) throws -> Tensor {
    guard mode == "bilinear" || mode == "nearest" || mode == "bicubic" else {
        throw Failure(
            .valueError,
            "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '\(mode)'")
    }
    guard let padding = GridPadding(rawValue: paddingMode) else {
        throw Failure(
            .valueError,
            "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '\(paddingMode)'"
        )
    }
    guard input.rank == 4, grid.rank == 4, mode != "bicubic" else {
        throw Failure(
            .notImplementedError,
            "grid_sampler(): only 4D inputs with mode 'bilinear' or 'nearest' are supported, but got input "
                + "\(Shape.text(input.shape)), grid \(Shape.text(grid.shape)) and mode '\(mode)'")
    }
    guard input.dtype == grid.dtype else {
        throw Failure(
            .runtimeError,
            "grid_sampler(): expected input and grid to have same dtype, but input has \(input.dtype.cName) and grid has "
                + grid.dtype.cName)
    }
    guard input.shape[0] == grid.shape[0] else {
        throw Failure(
            .runtimeError,
            "grid_sampler(): expected grid and input to have same batch size, but got input with sizes \(Shape.text(input.shape)) "
                + "and grid with sizes \(Shape.text(grid.shape))")
    }
    guard grid.shape[3] == 2 else {
        throw Failure(
            .runtimeError,
            "grid_sampler(): expected grid to have size 2 in last dimension, but got grid with sizes \(Shape.text(grid.shape))"
        )
    }
    guard input.shape[2] > 0, input.shape[3] > 0 else {
        throw Failure(
            .runtimeError,
            "grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes \(Shape.text(input.shape)) "
                + "with dimension \(input.shape[2] == 0 ? 2 : 3) being empty")
    }
    let (x, places) = (try input.contiguous(), try grid.contiguous())
    let sampler = GridSampler(isNearest: mode == "nearest", padding: padding, alignCorners: alignCorners)
    let y = try x.dtype.dispatchReal("grid_sampler_2d_cpu", GridForward(x: x, grid: places, sampler: sampler))
    return record("GridSampler2DBackward0", y, inputs: [input, grid], saved: [input, grid]) { gradient, saved in
        // The map is linear in the image, so its gradient there can be differentiated again; in the grid it is not.
        if saved.needs(1) { try refuseSecondDerivative("grid_sample with a grid that requires gradients") }
        let (x, places) = (try saved[0].contiguous(), try saved[1].contiguous())
        let (dx, dgrid) = try x.dtype.dispatchReal(
            "grid_sampler_2d_cpu",
            GridBackward(x: x, grid: places, gradient: gradient.contiguous(), sampler: sampler))
        record("GridSampler2DBackwardBackward0", dx, inputs: [gradient]) { upstream in
            [try gridSample(upstream, places, mode: mode, paddingMode: paddingMode, alignCorners: alignCorners)]
        }
        return [dx, dgrid]
    }
}

struct GridSampler {
    let isNearest: Bool, padding: GridPadding, alignCorners: Bool

    /// From -1…1 to pixels, with the derivative.
    func pixel(_ g: Double, _ size: Int) -> (position: Double, slope: Double) {
        let n = Double(size)
        var slope = alignCorners ? (n - 1) / 2 : n / 2
        var x = alignCorners ? (g + 1) / 2 * (n - 1) : ((g + 1) * n - 1) / 2
        switch padding {
        case .zeros: break
        case .border: clip(&x, &slope, n)
        case .reflection:
            reflect(&x, &slope, n)
            clip(&x, &slope, n)
        }
        // Places far away or not a number read nothing; they must not reach an integer conversion.
        return (x.isFinite && x.magnitude < 1e9 ? x : -100, slope)
    }

    private func clip(_ x: inout Double, _ slope: inout Double, _ n: Double) {
        if !(x > 0) {
            (x, slope) = (0, 0)
        } else if x >= n - 1 {
            (x, slope) = (n - 1, 0)
        }
    }

    private func reflect(_ x: inout Double, _ slope: inout Double, _ n: Double) {
        let low = alignCorners ? 0.0 : -0.5
        let span = alignCorners ? n - 1 : n
        guard span > 0, x.isFinite else {
            (x, slope) = (0, 0)
            return
        }
        let distance = abs(x - low)
        if x < low { slope = -slope }
        let flips = (distance / span).rounded(.down)
        let extra = distance - flips * span
        if flips.truncatingRemainder(dividingBy: 2) == 0 {
            x = extra + low
        } else {
            x = span - extra + low
            slope = -slope
        }
    }
}

private struct GridForward: RealVisitor {
    let x: Tensor, grid: Tensor, sampler: GridSampler

    func visit<T: Real>(_ type: T.Type) throws -> Tensor {
        let (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        let places = grid.shape[1] * grid.shape[2]
        let y = try Tensor.zeros([n, c, grid.shape[1], grid.shape[2]], x.dtype)
        let (source, g, out) = (x.reading(T.self), grid.reading(T.self), y.pointer(T.self))
        try parallel(n * places, grain: max(1, 8192 / max(c, 1))) { from, to in
            for p in from..<to {
                let (item, place) = (p / places, p % places)
                visitCorners(sampler, g[2 * p].asDouble, g[2 * p + 1].asDouble, h, w) { at, weight, _, _ in
                    for channel in 0..<c {
                        let plane = item * c + channel
                        out[plane * places + place] += T(rounding: weight) * source[plane * h * w + at]
                    }
                }
            }
        }
        return y
    }
}

private struct GridBackward: RealVisitor {
    let x: Tensor, grid: Tensor, gradient: Tensor, sampler: GridSampler

    func visit<T: Real>(_ type: T.Type) throws -> (Tensor, Tensor) {
        let (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        let places = grid.shape[1] * grid.shape[2]
        let dx = try Tensor.zeros(x.shape, x.dtype)
        let dgrid = try Tensor.zeros(grid.shape, x.dtype)
        let (source, g, upstream) = (x.reading(T.self), grid.reading(T.self), gradient.reading(T.self))
        let (outX, outGrid) = (dx.pointer(T.self), dgrid.pointer(T.self))
        for p in 0..<(n * places) {
            let (item, place) = (p / places, p % places)
            var (gx, gy) = (0.0, 0.0)
            visitCorners(sampler, g[2 * p].asDouble, g[2 * p + 1].asDouble, h, w) { at, weight, wx, wy in
                for channel in 0..<c {
                    let plane = item * c + channel
                    let u = upstream[plane * places + place].asDouble
                    outX[plane * h * w + at] += T(rounding: weight * u)
                    gx += u * wx * source[plane * h * w + at].asDouble
                    gy += u * wy * source[plane * h * w + at].asDouble
                }
            }
            outGrid[2 * p] = T(rounding: gx)
            outGrid[2 * p + 1] = T(rounding: gy)
        }
        return (dx, dgrid)
    }
}

/// The pixels a place reads: position in the plane, weight, and the weight's slopes in the grid's x and y.
private func visitCorners(
    _ sampler: GridSampler, _ gx: Double, _ gy: Double, _ h: Int, _ w: Int,
    _ body: (_ at: Int, _ weight: Double, _ slopeX: Double, _ slopeY: Double) -> Void
) {
    let (x, sx) = sampler.pixel(gx, w)
    let (y, sy) = sampler.pixel(gy, h)
    if sampler.isNearest {
        let (i, j) = (Int(y.rounded(.toNearestOrEven)), Int(x.rounded(.toNearestOrEven)))
        if i >= 0, i < h, j >= 0, j < w { body(i * w + j, 1, 0, 0) }
        return
    }
    let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    for (i, wy, dy) in [(top, 1 - (y - Double(top)), -sy), (top + 1, y - Double(top), sy)] where i >= 0 && i < h {
        for (j, wx, dx) in [(left, 1 - (x - Double(left)), -sx), (left + 1, x - Double(left), sx)] where j >= 0 && j < w
        {
            body(i * w + j, wx * wy, dx * wy, dy * wx)
        }
    }
}

/// theta (N, 2, 3), size (N, C, H, W) -> grid (N, H, W, 2): where each output pixel looks under the affine map.
public func affineGrid(_ theta: Tensor, size: [Int], alignCorners: Bool = false) throws -> Tensor {
    guard theta.dtype == .float32 || theta.dtype == .float64 else {
        throw Failure(.valueError, "Expected theta to have floating point type, but got torch.\(theta.dtype.name)")
    }
    guard size.count == 4, theta.rank == 3, Array(theta.shape.dropFirst()) == [2, 3], theta.shape[0] == size[0] else {
        throw Failure(
            .valueError,
            "Expected a batch of 2D affine matrices of shape Nx2x3 for size \(Shape.text(size)). Got "
                + "\(sizeText(theta.shape)).")
    }
    try requireModest(size, "affine_grid", "size")
    if size.contains(where: { $0 <= 0 }) {
        throw Failure(.valueError, "Expected non-zero, positive output size. Got \(sizeText(size))")
    }
    let (n, h, w) = (size[0], size[2], size[3])
    func steps(_ count: Int) -> [Double] {
        if count == 1 { return [0] }
        return (0..<count).map {
            alignCorners ? -1 + 2 * Double($0) / Double(count - 1) : (2 * Double($0) + 1) / Double(count) - 1
        }
    }
    let (xs, ys) = (steps(w), steps(h))
    // Flattened, the grid is base (H*W, 3) times the matrix: one column of it per output coordinate.
    let base = try Tensor.from(ys.flatMap { y in xs.flatMap { x in [x, y, 1] } }, [h * w, 3]).to(theta.dtype)
    let rows = try theta.reshape([n * 2, 3])
    let flat = try matrixProduct(rows, base, transposeB: true)  // (N*2, H*W)
    return try flat.view([n, 2, h * w]).transpose(1, 2).reshape([n, h, w, 2])
}

extension Op {
    static let gridSample = Op(
        "grid_sample(input, grid, mode='bilinear', padding_mode='zeros', align_corners=None)",
        """
        input looked up at the places in grid: (x, y) pairs from -1 (left, top) to 1 (right, bottom).
        Shapes: input (N, C, H, W), grid (N, H', W', 2) -> (N, C, H', W').
        Source: torch.nn.functional.grid_sample.
        """, in: [.functional],
        { (x: Tensor, grid: Tensor, mode: String, padding: String, corners: Bool?) in
            try Tensors.gridSample(x, grid, mode: mode, paddingMode: padding, alignCorners: corners ?? false)
        },
        samples: {
            // The grid's own gradient is compared with the recordings in Tests/Fixtures/ops/ops_upsample.json.
            let grid = Argument.tensor(try Tensor.from([-0.8, 0.3, 0.1, 0.7, 0.95, -0.4], [1, 1, 3, 2]))
            return [[try sample([1, 2, 3, 4]), grid, .string("bilinear"), .string("zeros"), .bool(false)]]
        })

    static let affineGrid = Op(
        "affine_grid(theta, size, align_corners=None)",
        """
        The places grid_sample should look at for an affine map: theta (N, 2, 3) -> (N, H, W, 2).
        Source: torch.nn.functional.affine_grid.
        """, in: [.functional],
        { (theta: Tensor, size: Ints, corners: Bool?) in
            try Tensors.affineGrid(theta, size: size.values, alignCorners: corners ?? false)
        },
        samples: { [[try sample([1, 2, 3]), .tuple([.int(1), .int(1), .int(3), .int(4)]), .bool(false)]] })
}
