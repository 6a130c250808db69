// Pixels for imshow and imsave: any array-like of shape (H, W), (H, W, 3) or (H, W, 4), or a PIL image, becomes an `ImageSource`.
import Figures
import Schema
import Script
import Tensors

enum ImageReader {
    /// TypeError "Invalid shape … for image data" in matplotlib's words, with the line that repairs it.
    static func source(_ value: Value) throws -> ImageSource {
        if value.text != nil {
            throw Failure(
                .typeError, "Image data of dtype <U\(value.text?.count ?? 1) cannot be converted to float",
                hint: "read the file first: plt.imshow(plt.imread(path))")
        }
        guard !value.isNone else {
            throw Failure(.typeError, "Image data of dtype object cannot be converted to float")
        }
        return try source(try Numbers.tensor(value))
    }

    static func source(_ tensor: Tensor) throws -> ImageSource {
        var image = tensor
        // (H, W, 1) is a matrix.
        if image.rank == 3, image.shape[2] == 1 {
            image = try GradMode.disabled { try image.reshape([image.shape[0], image.shape[1]]) }
        }
        let shape = image.shape
        guard shape.count == 2 || (shape.count == 3 && (shape[2] == 3 || shape[2] == 4)) else {
            throw invalid(tensor.shape)
        }
        if shape.contains(0) { throw invalid(tensor.shape) }
        if shape.count == 2 {
            return try ImageSource(values: try Numbers.doubles(image), rows: shape[0], columns: shape[1])
        }
        if image.dtype == .uint8 || image.dtype == .bool {
            var bytes = try Numbers.bytes(image)
            if image.dtype == .bool { bytes = bytes.map { $0 * 255 } }
            return try ImageSource(bytes: bytes, rows: shape[0], columns: shape[1], channels: shape[2])
        }
        let values = try Numbers.doubles(image)
        if image.dtype.isInteger {
            return try ImageSource(
                bytes: values.map { UInt8(cut: $0) }, rows: shape[0], columns: shape[1], channels: shape[2])
        }
        return try ImageSource(
            colors: values.map { $0.isNaN ? 0 : $0 }, rows: shape[0], columns: shape[1], channels: shape[2])
    }

    /// Floats outside 0…1 are cut; matplotlib says so.
    static func clippingWarning(_ tensor: Tensor) throws -> String? {
        guard tensor.rank == 3, tensor.shape[2] == 3 || tensor.shape[2] == 4, tensor.dtype != .uint8,
            tensor.dtype != .bool
        else { return nil }
        let values = try Numbers.doubles(tensor)
        guard let low = values.min(), let high = values.max(),
            low < 0 || high > (tensor.dtype.isFloatingPoint ? 1 : 255)
        else { return nil }
        return
            "Clipping input data to the valid range for imshow with RGB data ([0..1] for floats or [0..255] for integers). "
            + "Got range [\(try NumpyScalar(.float(low), .float64).str())..\(try NumpyScalar(.float(high), .float64).str())]."
    }

    private static func invalid(_ shape: [Int]) -> Failure {
        let text = shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
        let hint: String
        switch shape.count {
        case 3 where [1, 3, 4].contains(shape[0]):
            hint =
                shape[0] == 1
                ? "one channel: imshow(image[0])"
                : "channels come last: imshow(image.permute(1, 2, 0)), for an array image.transpose(1, 2, 0)"
        case 4: hint = "this is a batch; show one image of it: imshow(batch[0].permute(1, 2, 0))"
        case 3: hint = "imshow takes (H, W), (H, W, 3) or (H, W, 4); choose one channel: imshow(x[0])"
        default: hint = "imshow takes (H, W), (H, W, 3) or (H, W, 4)"
        }
        return Failure(.typeError, "Invalid shape \(text) for image data", hint: hint)
    }
}
