// The modules torchvision, .transforms (and v2), .transforms.functional, .utils; .datasets exist and say that there is no download
// here. The models are in Backbones.swift.
import Figures
import Schema
import Script
import Tensors

enum TorchvisionModule {
    /// torchvision.io.ImageReadMode, in the order of its numbers.
    private static let readModes = ["UNCHANGED", "GRAY", "GRAY_ALPHA", "RGB", "RGB_ALPHA"]

    /// Pillow's mode for an ImageReadMode, which may also be named by a text; nil leaves the picture as it is.
    private static func pillowMode(_ value: Value) throws -> String? {
        let modes: [String?] = [nil, "L", "LA", "RGB", "RGBA"]
        let number = try value.text.map { name in readModes.firstIndex(of: name.uppercased()) } ?? Int.from(value)
        guard let number, modes.indices.contains(number) else {
            throw Failure(.valueError, "unknown ImageReadMode: \(try value.repr())")
        }
        return modes[number]
    }

    static func register() {
        ModuleRegistry.register("torchvision") { module in
            module.documentation = "Pictures for training."
            module["__version__"] = .string("0.30.0")
        }
        for name in ["torchvision.transforms", "torchvision.transforms.v2", "torchvision.transforms.transforms"] {
            ModuleRegistry.register(name) { module in
                Transforms.declare(in: module)
            }
        }
        for name in ["torchvision.transforms.functional", "torchvision.transforms.v2.functional"] {
            ModuleRegistry.register(name) { module in
                declareFunctional(in: module)
                TransformsLater.declareFunctions(in: module)
            }
        }
        ModuleRegistry.register("torchvision.utils") { module in declareUtils(in: module) }
        ModuleRegistry.register("torchvision.io") { module in
            let modes = TypeObject("ImageReadMode", module: "torchvision.io.image")
            for (number, name) in readModes.enumerated() { modes.setMember(Symbol(name), .int(number)) }
            module.define(modes)
            module.rawDefine(
                "read_image(path, mode=0, apply_exif_orientation=False)", "A picture file as a uint8 tensor (C, H, W)."
            ) { bound in
                var image = try PILModule.open(bound[0])
                if try bound[2].truth(), image.orientation != nil, let ops = try ModuleRegistry.module("PIL.ImageOps") {
                    image = try ImageObject.from(
                        try Value.object(ops).attribute("exif_transpose").call(.object(image)))
                }
                if try pillowMode(bound[1]) == "L", image.format == "PNG", image.mode == "RGB" {
                    // libpng's own gray of a coloured file, which Pillow rounds otherwise.
                    return .tensor(try CV2Module.fileGray(image).unsqueeze(0))
                }
                if let mode = try pillowMode(bound[1]) { image = try ImageConversion.convert(image, to: mode) }
                let array = try PILModule.array(image)
                return .tensor(
                    try (array.rank == 2 ? array.unsqueeze(0) : array.permute([2, 0, 1])).clone(contiguous: true))
            }
            module.rawDefine("write_jpeg(input, filename, quality=75)", "Writes a uint8 tensor (C, H, W).") { bound in
                guard let path = bound[1].text else { throw Failure(.typeError, "write_jpeg(input, filename)") }
                try ImageFiles.write(
                    try Vision.toImage(bound[0], mode: nil).bitmap(), to: path, format: "jpeg",
                    quality: try Int.from(bound[2]) ?? 75)
                return .none
            }
            module.rawDefine("write_png(input, filename, compression_level=6)", "Writes a uint8 tensor (C, H, W).") {
                bound in
                guard let path = bound[1].text else { throw Failure(.typeError, "write_png(input, filename)") }
                try ImageFiles.write(try Vision.toImage(bound[0], mode: nil).bitmap(), to: path)
                return .none
            }
        }
        // The classes, and the files of torchvision that hold them, which programs import by name.
        for part in ["", ".mnist", ".cifar", ".voc", ".cityscapes", ".folder", ".celeba", ".lsun", ".vision", ".utils"]
        {
            ModuleRegistry.register("torchvision.datasets\(part)") { module in
                for name in [
                    "MNIST", "FashionMNIST", "KMNIST", "EMNIST", "QMNIST", "CIFAR10", "CIFAR100", "SVHN", "LSUN",
                    "VOCSegmentation", "VOCDetection", "Cityscapes", "CocoDetection", "ImageFolder", "DatasetFolder",
                    "OxfordIIITPet", "ImageNet", "STL10", "CelebA", "VisionDataset", "FakeData", "SBDataset",
                ] {
                    module[Symbol(name)] = .object(
                        PyplotModule.unavailable(
                            "torchvision.datasets.\(name)",
                            "data sets are not downloaded here; read your own PNG files with PIL.Image.open"))
                }
                for name in ["download_url", "check_integrity", "verify_str_arg", "extract_archive"]
                where part == ".utils" {
                    module[Symbol(name)] = .object(
                        PyplotModule.unavailable(
                            "torchvision.datasets.utils.\(name)", "put the files beside the script"))
                }
                guard part.isEmpty else { return }
                module.missing = { name in try ModuleRegistry.module("torchvision.datasets.\(name)").map { .object($0) }
                }
            }
        }
        for name in ["torchvision.ops", "torchvision.ops.boxes", "torchvision.ops.focal_loss"] {
            ModuleRegistry.register(name) { try ScriptedModule.build($0, BoxOps.text) }
        }
        Backbones.register()
    }

    private static func declareFunctional(in module: ModuleObject) {
        module.documentation = "Functions on pictures: PIL images or tensors (…, C, H, W)."
        module.define(InterpolationObject.cls)
        func define(_ signature: String, _ doc: String, _ body: @escaping (PlotCall) throws -> Value) {
            module.rawDefine(signature, doc) { bound in try body(PlotCall(bound, artist: signature)) }
        }
        define(
            "resize(img, size, interpolation=None, max_size=None, antialias=True)",
            "Another size; one number is the shorter side."
        ) { call in
            try Vision.resize(
                try Picture(call.bound[0]), call.bound[1], mode: try Vision.mode(call.bound[2], default: "bilinear"),
                maxSize: try call.int("max_size"),
                antialias: try call["antialias"] == nil ? false : call.bool("antialias") ?? true
            ).value
        }
        define("center_crop(img, output_size)", "The middle.") { call in
            try Vision.centerCrop(try Picture(call.bound[0]), try Vision.pair(call.bound[1], "output_size")).value
        }
        define("crop(img, top, left, height, width)", "A part.") { call in
            let n = try (1...4).map { try call.bound[$0].asInt() }
            return try Vision.crop(try Picture(call.bound[0]), top: n[0], left: n[1], height: n[2], width: n[3]).value
        }
        define(
            "resized_crop(img, top, left, height, width, size, interpolation=None, antialias=True)",
            "A part at another size."
        ) { call in
            let n = try (1...4).map { try call.bound[$0].asInt() }
            let part = try Vision.crop(try Picture(call.bound[0]), top: n[0], left: n[1], height: n[2], width: n[3])
            return try Vision.resize(
                part, call.bound[5], mode: try Vision.mode(call.bound[6], default: "bilinear"), maxSize: nil,
                antialias: try call["antialias"] == nil ? false : call.bool("antialias") ?? true
            ).value
        }
        for (name, isHorizontal) in [
            ("hflip", true), ("vflip", false), ("horizontal_flip", true), ("vertical_flip", false),
        ] {
            define("\(name)(img)", "Mirrored.") { call in
                try Vision.flip(try Picture(call.bound[0]), horizontally: isHorizontal).value
            }
        }
        define("pad(img, padding, fill=0, padding_mode='constant')", "A border.") { call in
            try Vision.pad(
                try Picture(call.bound[0]), try Vision.paddings(call.bound[1]), fill: call.bound[2],
                mode: call.string("padding_mode") ?? "constant"
            ).value
        }
        define(
            "rotate(img, angle, interpolation=None, expand=False, center=None, fill=None)",
            "Turned counterclockwise by degrees."
        ) { call in
            try Vision.rotate(
                try Picture(call.bound[0]), try call.double("angle") ?? 0,
                mode: try Vision.mode(call.bound[2], default: "nearest"),
                expand: try call.bool("expand") ?? false, center: try call["center"].map { try Numbers.doubles($0) },
                fill: call.bound[5]
            ).value
        }
        define(
            "affine(img, angle, translate, scale, shear, interpolation=None, fill=None, center=None)",
            "Turned clockwise, shifted, scaled, sheared."
        ) { call in
            let shift = try Numbers.doubles(call.bound[2])
            var shear = try Numbers.doubles(call.bound[4])
            if shear.count == 1 {
                shear =
                    call.bound[4].asObject is ListObject || call.bound[4].asObject is TupleObject
                    ? [shear[0], shear[0]] : [shear[0], 0]
            }
            guard shift.count == 2, shear.count == 2 else {
                throw Failure(.valueError, "Argument translate should be a sequence of length 2")
            }
            return try Vision.affine(
                try Picture(call.bound[0]), degrees: try call.double("angle") ?? 0, translate: shift,
                scale: try call.double("scale") ?? 1, shear: shear,
                mode: try Vision.mode(call.bound[5], default: "nearest"), fill: call.bound[6],
                center: try call["center"].map { try Numbers.doubles($0) }
            ).value
        }
        define("to_tensor(pic)", "A PIL image or array of 0…255 to a float tensor of 0…1.") { call in
            .tensor(try Vision.toTensor(call.bound[0]))
        }
        define("pil_to_tensor(pic)", "A PIL image to a tensor of the same numbers.") { call in
            let array = try ImageObject.from(call.bound[0]).arrayTensor()
            return .tensor(
                try (array.rank == 2 ? array.unsqueeze(0) : array.permute([2, 0, 1])).clone(contiguous: true))
        }
        define("to_pil_image(pic, mode=None)", "A tensor or array to a PIL image.") { call in
            .object(try Vision.toImage(call.bound[0], mode: call.string("mode")))
        }
        define("normalize(tensor, mean, std, inplace=False)", "(x - mean) / std per channel.") { call in
            let result = try Vision.normalize(call.bound[0], mean: call.bound[1], std: call.bound[2])
            guard try call.bool("inplace") ?? false, let given = call.bound[0].asObject as? TensorObject else {
                return .tensor(result)
            }
            try given.tensor.takeOver(result)
            return call.bound[0]
        }
        define("to_grayscale(img, num_output_channels=1)", "Without colours.") { call in
            try Vision.grayscale(try Picture(call.bound[0]), channels: try call.int("num_output_channels") ?? 1).value
        }
        define("rgb_to_grayscale(img, num_output_channels=1)", "Without colours.") { call in
            try Vision.grayscale(try Picture(call.bound[0]), channels: try call.int("num_output_channels") ?? 1).value
        }
        define("invert(img)", "Dark becomes bright.") { call in
            switch try Picture(call.bound[0]) {
            case .tensor(let x):
                return .tensor(
                    try OpTable.tensor("rsub", [.tensor(x), .int(x.dtype.isFloatingPoint ? 1 : 255)]).to(x.dtype))
            case .image(let image):
                let bitmap = try image.bitmap()
                return .object(
                    image.with(
                        try Bitmap(
                            width: bitmap.width, height: bitmap.height, channels: bitmap.channels,
                            pixels: bitmap.pixels.map { 255 - $0 })))
            }
        }
        for kind in [Vision.Adjustment.brightness, .contrast, .saturation, .hue] {
            define("adjust_\(kind.rawValue)(img, \(kind.rawValue)_factor)", "Another \(kind.rawValue).") { call in
                try Vision.adjust(try Picture(call.bound[0]), kind, try call.double("\(kind.rawValue)_factor") ?? 1)
                    .value
            }
        }
        define("get_image_size(img)", "[width, height].") { call in
            let size = try Picture(call.bound[0]).size
            return .list([.int(size.width), .int(size.height)])
        }
        define("get_dimensions(img)", "[channels, height, width].") { call in
            let size = try Picture(call.bound[0]).size
            return .list([.int(size.channels), .int(size.height), .int(size.width)])
        }
        for name in [
            "perspective", "elastic_transform",
        ] {
            module.rawDefine("\(name)(*args, **kwargs)", "Not available.") { _ in
                throw Failure(.notImplementedError, "torchvision.transforms.functional.\(name)() is not available here")
            }
        }
    }

    // MARK: - utils

    /// make_grid: a batch as one picture.
    static func grid(_ call: PlotCall) throws -> Tensor {
        let value = call.bound[0]
        var x: Tensor
        if let tensor = value.asObject as? TensorObject {
            x = tensor.tensor.detach()
        } else if value.asObject is ListObject {
            let tensors = try value.elements().map { element -> Argument in
                guard let tensor = element.asObject as? TensorObject else {
                    throw Failure(
                        .typeError,
                        "tensor or list of tensors expected, got a list containing <class '\(element.type.qualifiedName)'>"
                    )
                }
                return .tensor(tensor.tensor.detach())
            }
            x = try OpTable.tensor("stack", [.list(tensors), .int(0)])
        } else {
            throw Failure(.typeError, "tensor or list of tensors expected, got <class '\(value.type.qualifiedName)'>")
        }
        func tripled(_ x: Tensor, _ dim: Int) throws -> Tensor {
            try OpTable.tensor("cat", [.list([.tensor(x), .tensor(x), .tensor(x)]), .int(dim)])
        }
        if x.rank == 2 { x = try x.unsqueeze(0) }
        if x.rank == 3 {
            if x.shape[0] == 1 { x = try tripled(x, 0) }
            x = try x.unsqueeze(0)
        }
        guard x.rank == 4 else {
            throw Failure(.valueError, "make_grid takes a batch (N, C, H, W), not a tensor of \(x.rank) dimensions")
        }
        if x.shape[1] == 1 { x = try tripled(x, 1) }
        if try call.bool("normalize") ?? false {
            let range = try call["value_range"].map { try Numbers.doubles($0) }
            func normalized(_ x: Tensor) throws -> Tensor {
                let values = try Numbers.doubles(x)
                let (low, high) =
                    range.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil } ?? (values.min() ?? 0, values.max() ?? 1)
                let cut = try OpTable.tensor("clamp", [.tensor(x), .float(low), .float(high)])
                let moved = try OpTable.tensor("sub", [.tensor(cut), .float(low)])
                return try OpTable.tensor("div", [.tensor(moved), .float(max(high - low, 1e-5))])
            }
            x =
                try call.bool("scale_each") ?? false
                ? OpTable.tensor("stack", [.list(try x.unbind().map { .tensor(try normalized($0)) }), .int(0)])
                : normalized(x)
        }
        if x.shape[0] == 1 { return try x.squeeze([0]) }
        let n = x.shape[0]
        guard n > 0, let perRow = try call.int("nrow"), perRow > 0, let padding = try call.int("padding"),
            (0...4096).contains(padding)
        else {
            throw Failure(.valueError, "make_grid needs images, nrow of at least 1 and a padding of 0 to 4096 pixels")
        }
        let columns = min(perRow, n), rows = (n + min(perRow, n) - 1) / min(perRow, n)
        let (h, w) = (x.shape[2] + padding, x.shape[3] + padding)
        let result = try Tensor.full(
            [x.shape[1], h * rows + padding, w * columns + padding], .float(try call.double("pad_value") ?? 0), x.dtype)
        for (k, image) in try x.unbind().enumerated() {
            let (y, c) = (k / columns, k % columns)
            let place = try result.narrow(1, y * h + padding, h - padding).narrow(2, c * w + padding, w - padding)
            try GradMode.disabled { try place.setIndex([.ellipsis], image) }
        }
        return result
    }

    private static let gridTail =
        "nrow=8, padding=2, normalize=False, value_range=None, scale_each=False, pad_value=0.0"

    private static func declareUtils(in module: ModuleObject) {
        module.rawDefine("make_grid(tensor, \(gridTail))", "A batch (N, C, H, W) as one picture (C, H', W').") {
            bound in
            .tensor(try grid(PlotCall(bound, artist: "make_grid")))
        }
        module.rawDefine(
            "save_image(tensor, fp, format=None, \(gridTail))",
            "Writes a tensor of 0…1, or a batch as a grid, as a PNG file."
        ) { bound in
            let x = try grid(PlotCall(bound, artist: "save_image"))
            let bytes = try Numbers.doubles(try x.to(.float32)).map { value -> UInt8 in
                let scaled = Float(value) * 255 + 0.5
                return scaled.isNaN ? 0 : UInt8(cut: scaled)
            }
            let image = try ImageObject.from(
                array: try Tensor.from(bytes, x.shape).permute([1, 2, 0]).contiguous(), mode: nil)
            if let path = try bound[1].path() {
                try ImageFiles.write(try image.bitmap(), to: path, format: bound[2].text)
            } else {
                _ = try Value.object(image).attribute("save").call(bound[1], bound[2])
            }
            return .none
        }
        TransformsLater.declareDrawing(in: module)
        for name in ["flow_to_image"] {
            module.rawDefine("\(name)(*args, **kwargs)", "Not available.") { _ in
                throw Failure(.notImplementedError, "torchvision.utils.\(name)() is not available here")
            }
        }
    }
}
