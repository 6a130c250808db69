// torchvision's resize on tensors: (…, C, H, W) of any dtype through the engine's interpolate.
import Schema
import Script
import Tensors

enum TensorResize {
    /// `mode` is interpolate's: "nearest", "nearest-exact", "bilinear", "bicubic". Bytes are computed in float32, rounded and cut as
    /// torchvision does.
    static func resize(_ image: Tensor, _ size: [Int], mode: String, antialias: Bool) throws -> Tensor {
        guard image.rank >= 2 else { throw Failure(.typeError, "Tensor is not a torch image.") }
        let shape = image.shape
        let (h, w) = (shape[shape.count - 2], shape[shape.count - 1])
        if size == [h, w] { return image }
        let lead = shape.dropLast(2)
        let planes = lead.reduce(1, *)
        let isFloat = image.dtype.isFloatingPoint
        var batch = try image.reshape([1, planes, h, w])
        if !isFloat { batch = try batch.to(.float32) }
        let smooth = mode == "bilinear" || mode == "bicubic"
        var result = try OpTable.tensor(
            "interpolate",
            [
                .tensor(batch), .tuple(size.map(Argument.int)), .none, .string(mode), smooth ? .bool(false) : .none,
                .none,
                .bool(smooth && antialias),
            ])
        if !isFloat {
            if mode == "bicubic" {
                let (low, high) = image.dtype == .uint8 ? (0.0, 255.0) : image.dtype.bounds
                result = try OpTable.tensor("clamp", [.tensor(result), .float(low), .float(high)])
            }
            if smooth { result = try OpTable.tensor("round", [.tensor(result)]) }
            result = try result.to(image.dtype)
        }
        return try result.reshape(Array(lead) + size)
    }

    /// One number is the shorter side's length; two are height and width.
    static func size(_ value: Value, height: Int, width: Int, maxSize: Int? = nil) throws -> [Int] {
        var sizes: [Int]
        if let number = try Int.from(value) {
            sizes = [number]
        } else if value.asObject is ListObject || value.asObject is TupleObject {
            sizes = try value.elements().map { try $0.asInt() }
        } else {
            throw Failure(.typeError, "Size should be int or sequence. Got <class '\(value.type.qualifiedName)'>")
        }
        guard sizes.count == 1 || sizes.count == 2 else {
            throw Failure(.valueError, "If size is a sequence, it should have 1 or 2 values")
        }
        guard sizes.allSatisfy({ $0 > 0 && $0 <= 1 << 20 }) else {
            throw Failure(.valueError, "the size must be positive pixels, not \(try value.repr())")
        }
        guard sizes.count == 1 else { return sizes }
        let (short, long) = width <= height ? (width, height) : (height, width)
        var (newShort, newLong) = (sizes[0], Int(Double(sizes[0]) * Double(long) / Double(max(short, 1))))
        if let maxSize, newLong > maxSize {
            (newShort, newLong) = (Int(Double(maxSize) * Double(newShort) / Double(newLong)), maxSize)
        }
        sizes = width <= height ? [newLong, newShort] : [newShort, newLong]
        return sizes
    }
}
