// The classes of torchvision.transforms: each reads its arguments once and then changes pictures. Random ones draw from torch's
// generator, in torchvision's order, so that equal seeds give equal pictures.
import Glibc
import Schema
import Script
import Tensors

/// One transform: callable with a picture.
final class TransformObject: Object {
    let text: () throws -> String
    let attributes: [String: Value]
    private let apply: (Value) throws -> Value
    private let ownType: TypeObject
    override var type: TypeObject { ownType }

    init(
        _ type: TypeObject, _ text: @escaping () throws -> String, _ attributes: [String: Value] = [:],
        _ apply: @escaping (Value) throws -> Value
    ) {
        ownType = type
        self.text = text
        self.attributes = attributes
        self.apply = apply
    }

    override func repr() throws -> String { try text() }
    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value {
        guard let picture = arguments.positional.first ?? arguments.keywords.first?.value else {
            throw Failure(.typeError, "\(ownType.name).forward() missing 1 required positional argument: 'img'")
        }
        // v2 transforms change several pictures; only the first is changed by random choice here, so they are refused.
        guard arguments.positional.count <= 1 else {
            throw Failure(
                .typeError,
                "\(ownType.name).__call__() takes 2 positional arguments but \(arguments.positional.count + 1) were given",
                hint: "to change image and mask alike, seed twice: torch.manual_seed(s) before each")
        }
        return try apply(picture)
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        if let value = attributes[name.text] { return value }
        switch name.text {
        case "forward", "__call__":
            return .object(WrappedFunction("forward", original: .object(self)) { [self] in try call($0) })
        case "eval", "train":
            return .object(WrappedFunction(name.text, original: .object(self)) { [self] _ in .object(self) })
        default: return try super.attribute(name)
        }
    }
    override func attributeNames() -> [String] { Array(attributes.keys) + super.attributeNames() }
}

/// torch's random numbers, one at a time.
enum Draws {
    /// torch.rand(1).item()
    static func unit() -> Double {
        var value: [Float] = [0]
        value.withUnsafeMutableBufferPointer { Generator.current.fillUniform($0) }
        return Double(value[0])
    }
    /// torch.empty(1).uniform_(low, high).item()
    static func uniform(_ low: Double, _ high: Double) -> Double {
        var value: [Float] = [0]
        value.withUnsafeMutableBufferPointer { Generator.current.fillUniform($0, low, high) }
        return Double(value[0])
    }
    /// torch.randint(0, n, (1,)).item()
    static func integer(below n: Int) -> Int {
        var result = 0
        Generator.current.fillIntegers(count: 1, low: 0, range: UInt64(max(n, 1))) { result = Int($1) }
        return result
    }
}

enum Transforms {
    private static func transform(
        _ signature: String, _ doc: String, in module: ModuleObject,
        _ make: @escaping (TypeObject, PlotCall) throws -> TransformObject
    ) {
        let parsed = Signature(signature)
        let type = TypeObject(
            parsed.name, module: "torchvision.transforms.transforms",
            make: { cls, arguments in
                let values = try parsed.values(arguments)
                return .object(
                    try make(cls, PlotCall(PlotValues(signature: parsed, values: values), artist: parsed.name)))
            })
        type.documentation = doc
        module.define(type)
    }

    private static func number(_ x: Double) -> String { (try? Value.float(x).repr()) ?? "\(x)" }
    private static func tuple(_ sizes: [Int]) -> String {
        sizes.count == 1 ? "(\(sizes[0]),)" : "(\(sizes.map(String.init).joined(separator: ", ")))"
    }
    private static func range(_ value: Value?) throws -> String { try value?.repr() ?? "None" }

    /// The transforms of a list, as `print` shows them.
    private static func lines(_ name: String, _ items: [Value]) throws -> String {
        var text = "\(name)("
        for item in items { text += "\n    \(try item.repr())" }
        return text + "\n)"
    }

    /// A pair of numbers as torchvision shows it: four decimals.
    private static func rounded(_ pair: Value) throws -> String {
        let numbers = try Numbers.doubles(pair).map {
            try Value.float(($0 * 10_000).rounded(.toNearestOrEven) / 10_000).repr()
        }
        return "(" + numbers.joined(separator: ", ") + ")"
    }

    private static func chance(_ call: PlotCall) throws -> Double { try call.double("p") ?? 0.5 }

    static func declare(in module: ModuleObject) {
        module.define(InterpolationObject.cls)
        declareCombinations(in: module)
        declareConversions(in: module)
        declareGeometry(in: module)
        declareRandom(in: module)
        TransformsLater.declare(in: module)
        declareDraws(in: module)
        for name in [
            "ElasticTransform", "RandomPerspective", "AutoAugment", "RandAugment", "TrivialAugmentWide",
        ] {
            module[Symbol(name)] = .object(
                PyplotModule.unavailable(
                    "torchvision.transforms.\(name)", "use RandomCrop, RandomHorizontalFlip or ColorJitter"))
        }
    }

    private static func declareCombinations(in module: ModuleObject) {
        transform("Compose(transforms)", "One transform after the other.", in: module) { type, call in
            let items = try call.bound[0].elements()
            return TransformObject(type, { try lines("Compose", items) }, ["transforms": .list(items)]) { picture in
                try items.reduce(picture) { try $1.call($0) }
            }
        }
        transform("RandomApply(transforms, p=0.5)", "All of them, or none.", in: module) { type, call in
            let items = try call.bound[0].elements()
            let p = try chance(call)
            return TransformObject(type, { try lines("RandomApply", [.string("p=\(p)")] + items) }) { picture in
                p < Draws.unit() ? picture : try items.reduce(picture) { try $1.call($0) }
            }
        }
        transform("Lambda(lambd)", "A function as a transform.", in: module) { type, call in
            let function = call.bound[0]
            guard function.asObject?.isCallable == true else {
                throw Failure(.typeError, "Argument lambd should be callable, got '\(function.typeName)'")
            }
            return TransformObject(type, { "Lambda()" }, ["lambd": function]) { try function.call($0) }
        }
    }

    private static func declareConversions(in module: ModuleObject) {
        transform(
            "ToTensor()", "A PIL image or array (H, W, C) of 0…255 to a float tensor (C, H, W) of 0…1.", in: module
        ) { type, _ in
            TransformObject(type, { "ToTensor()" }) { .tensor(try Vision.toTensor($0)) }
        }
        for name in ["PILToTensor", "ToImage"] {
            transform("\(name)()", "A PIL image or array to a tensor (C, H, W) of the same numbers.", in: module) {
                type, _ in
                TransformObject(type, { "\(name)()" }) { value in
                    let array = try Numbers.tensor(value)
                    return .tensor(
                        try (array.rank == 2 ? array.unsqueeze(0) : array.permute([2, 0, 1])).clone(contiguous: true))
                }
            }
        }
        transform("ToPILImage(mode=None)", "A tensor (C, H, W) or array (H, W, C) to a PIL image.", in: module) {
            type, call in
            let mode = call.string("mode")
            return TransformObject(type, { mode.map { "ToPILImage(mode=\($0))" } ?? "ToPILImage()" }) {
                .object(try Vision.toImage($0, mode: mode))
            }
        }
        for signature in ["ConvertImageDtype(dtype)", "ToDtype(dtype, scale=False)"] {
            transform(signature, "Another element type, its range with it.", in: module) { type, call in
                guard let dtype = (call.bound[0].asObject as? DTypeObject)?.dtype else {
                    throw Failure(.typeError, "dtype must be a torch dtype")
                }
                let scales = try signature.hasPrefix("Convert") || call.bool("scale") ?? false
                return TransformObject(type, { "\(signature.prefix { $0 != "(" })()" }) { value in
                    guard let x = (value.asObject as? TensorObject)?.tensor else {
                        throw Failure(.typeError, "Input img should be Tensor Image")
                    }
                    if !scales || x.dtype == dtype || (x.dtype.isFloatingPoint && dtype.isFloatingPoint) {
                        return .tensor(try x.to(dtype))
                    }
                    if !x.dtype.isFloatingPoint, !dtype.isFloatingPoint, x.dtype != .bool, dtype != .bool {
                        // Whole numbers are scaled by whole numbers, so that they come back as they were.
                        let (from, to) = (x.dtype.bounds.high, dtype.bounds.high)
                        let factor = ((max(from, to) + 1) / (min(from, to) + 1)).rounded(.down)
                        guard to > from else {
                            return .tensor(
                                try OpTable.tensor("floor_divide", [.tensor(x), .int(Int(min(factor, 1e18)))]).to(dtype)
                            )
                        }
                        return .tensor(
                            try OpTable.tensor("mul", [.tensor(try x.to(dtype)), .int(Int(min(factor, 1e18)))]))
                    }
                    if dtype.isFloatingPoint {
                        return .tensor(
                            try OpTable.tensor(
                                "div", [.tensor(try x.to(dtype)), .float(x.dtype == .bool ? 1 : x.dtype.bounds.high)]))
                    }
                    return .tensor(
                        try OpTable.tensor("mul", [.tensor(x), .float(dtype.bounds.high + 1 - 1e-3)]).to(dtype))
                }
            }
        }
        transform("Normalize(mean, std, inplace=False)", "(x - mean) / std per channel.", in: module) { type, call in
            let (mean, std) = (call.bound[0], call.bound[1])
            let isInPlace = try call.bool("inplace") ?? false
            return TransformObject(
                type, { "Normalize(mean=\(try mean.repr()), std=\(try std.repr()))" }, ["mean": mean, "std": std]
            ) {
                let result = try Vision.normalize($0, mean: mean, std: std)
                guard isInPlace, let given = $0.asObject as? TensorObject else { return .tensor(result) }
                try given.tensor.takeOver(result)
                return $0
            }
        }
        transform("Grayscale(num_output_channels=1)", "Without colours.", in: module) { type, call in
            let count = try call.int("num_output_channels") ?? 1
            return TransformObject(type, { "Grayscale(num_output_channels=\(count))" }) {
                try Vision.grayscale(try Picture($0), channels: count).value
            }
        }
        transform("RandomGrayscale(p=0.1)", "Without colours, by chance.", in: module) { type, call in
            let p = try chance(call)
            return TransformObject(type, { "RandomGrayscale(p=\(number(p)))" }) { value in
                let picture = try Picture(value)
                return Draws.unit() < p ? try Vision.grayscale(picture, channels: picture.size.channels).value : value
            }
        }
    }

    private static func declareGeometry(in module: ModuleObject) {
        transform(
            "Resize(size, interpolation=None, max_size=None, antialias=True)",
            "Another size; one number is the shorter side.", in: module
        ) {
            type, call in
            let size = call.bound[0]
            let mode = try Vision.mode(call.bound[1], default: "bilinear")
            let most = try call.int("max_size")
            // None is False.
            let smooths = try call["antialias"] == nil ? false : call.bool("antialias") ?? true
            return TransformObject(
                type,
                {
                    "Resize(size=\(try size.repr()), interpolation=\(mode), max_size=\(most.map(String.init) ?? "None"), antialias=\(try call.bound[3].repr()))"
                },
                [
                    "size": size, "max_size": call.bound[2], "antialias": call.bound[3],
                    "interpolation": InterpolationObject.named(mode),
                ]
            ) { try Vision.resize(try Picture($0), size, mode: mode, maxSize: most, antialias: smooths).value }
        }
        transform("CenterCrop(size)", "The middle.", in: module) { type, call in
            let size = try Vision.pair(call.bound[0])
            return TransformObject(type, { "CenterCrop(size=\(tuple(size)))" }) {
                try Vision.centerCrop(try Picture($0), size).value
            }
        }
        transform("Pad(padding, fill=0, padding_mode='constant')", "A border.", in: module) { type, call in
            let (padding, fill, mode) = (
                try Vision.paddings(call.bound[0]), call.bound[1], call.string("padding_mode") ?? "constant"
            )
            return TransformObject(
                type, { "Pad(padding=\(try call.bound[0].repr()), fill=\(try fill.repr()), padding_mode=\(mode))" }
            ) {
                try Vision.pad(try Picture($0), padding, fill: fill, mode: mode).value
            }
        }
    }

    private static func declareRandom(in module: ModuleObject) {
        for (name, isHorizontal) in [("RandomHorizontalFlip", true), ("RandomVerticalFlip", false)] {
            transform("\(name)(p=0.5)", "Mirrored, by chance.", in: module) { type, call in
                let p = try chance(call)
                return TransformObject(type, { "\(name)(p=\(number(p)))" }, ["p": .float(p)]) { value in
                    Draws.unit() < p ? try Vision.flip(try Picture(value), horizontally: isHorizontal).value : value
                }
            }
        }
        transform(
            "RandomCrop(size, padding=None, pad_if_needed=False, fill=0, padding_mode='constant')",
            "A part at a random place.", in: module
        ) {
            type, call in
            let size = try Vision.pair(call.bound[0])
            let padding = try call["padding"].map(Vision.paddings)
            let (fill, mode) = (call.bound[3], call.string("padding_mode") ?? "constant")
            let pads = try call.bool("pad_if_needed") ?? false
            return TransformObject(type, { "RandomCrop(size=\(tuple(size)), padding=\(try range(call["padding"])))" }) {
                value in
                var picture = try Picture(value)
                if let padding { picture = try Vision.pad(picture, padding, fill: fill, mode: mode) }
                if pads, picture.size.width < size[1] {
                    let more = size[1] - picture.size.width
                    picture = try Vision.pad(picture, [more, 0, more, 0], fill: fill, mode: mode)
                }
                if pads, picture.size.height < size[0] {
                    let more = size[0] - picture.size.height
                    picture = try Vision.pad(picture, [0, more, 0, more], fill: fill, mode: mode)
                }
                let (_, h, w) = picture.size
                if w == size[1], h == size[0] { return picture.value }
                let (top, left) = try corner(h, w, size)
                return try Vision.crop(picture, top: top, left: left, height: size[0], width: size[1]).value
            }
        }
        transform(
            "RandomResizedCrop(size, scale=(0.08, 1.0), ratio=(0.75, 1.3333333333333333), interpolation=None, antialias=True)",
            "A random part at a fixed size.", in: module
        ) { type, call in
            let size = try Vision.pair(call.bound[0])
            let (scale, ratio) = (try Numbers.doubles(call.bound[1]), try Numbers.doubles(call.bound[2]))
            guard scale.count == 2, ratio.count == 2, ratio.allSatisfy({ $0 > 0 }) else {
                throw Failure(.typeError, "Scale and ratio should be pairs")
            }
            let mode = try Vision.mode(call.bound[3], default: "bilinear")
            let smooths = try call["antialias"] == nil ? false : call.bool("antialias") ?? true
            return TransformObject(
                type,
                {
                    "RandomResizedCrop(size=\(tuple(size)), scale=\(try rounded(call.bound[1])), ratio=\(try rounded(call.bound[2])), interpolation=\(mode), antialias=\(smooths ? "True" : "False"))"
                }
            ) { value in
                let picture = try Picture(value)
                let (_, h, w) = picture.size
                let place = part(h, w, scale, ratio)
                let cut = try Vision.crop(
                    picture, top: place.top, left: place.left, height: place.height, width: place.width)
                return try Vision.resize(
                    cut, .tuple(size.map { .int($0) }), mode: mode, maxSize: nil, antialias: smooths
                ).value
            }
        }
        transform(
            "RandomRotation(degrees, interpolation=None, expand=False, center=None, fill=0)",
            "Turned by a random angle.", in: module
        ) { type, call in
            let degrees = try interval(call.bound[0], "degrees")
            let mode = try Vision.mode(call.bound[1], default: "nearest")
            let expand = try call.bool("expand") ?? false
            let center = try call["center"].map { try Numbers.doubles($0) }
            let fill = call.bound[4]
            return TransformObject(
                type,
                {
                    "RandomRotation(degrees=[\(number(degrees.0)), \(number(degrees.1))], interpolation=\(mode), expand=\(expand ? "True" : "False"), fill=\(try fill.repr()))"
                }
            ) { value in
                let angle = Draws.uniform(degrees.0, degrees.1)
                return try Vision.rotate(
                    try Picture(value), angle, mode: mode, expand: expand, center: center, fill: fill
                ).value
            }
        }
        transform(
            "RandomAffine(degrees, translate=None, scale=None, shear=None, interpolation=None, fill=0, center=None)",
            "A random turn, shift, scale and shear.", in: module
        ) {
            type, call in
            let degrees = try interval(call.bound[0], "degrees")
            let translate = try call["translate"].map { try Numbers.doubles($0) }
            let scale = try call["scale"].map { try Numbers.doubles($0) }
            var shear = try call["shear"].map { try Numbers.doubles($0) }
            if let one = shear, one.count == 1 { shear = [-one[0], one[0]] }
            guard translate?.count ?? 2 == 2, scale?.count ?? 2 == 2, [2, 4].contains(shear?.count ?? 2) else {
                throw Failure(.valueError, "translate and scale are pairs, shear is one, two or four numbers")
            }
            let mode = try Vision.mode(call.bound[4], default: "nearest")
            let center = try call["center"].map { try Numbers.doubles($0) }
            let fill = call.bound[5]
            let bound = call.bound
            return TransformObject(
                type,
                {
                    var text = "RandomAffine(degrees=[\(number(degrees.0)), \(number(degrees.1))]"
                    if translate != nil { text += ", translate=\(try bound[1].repr())" }
                    if scale != nil { text += ", scale=\(try bound[2].repr())" }
                    if let shear { text += ", shear=[\(shear.map(number).joined(separator: ", "))]" }
                    if mode != "nearest" { text += ", interpolation=\(mode)" }
                    if try fill.truth() { text += ", fill=\(try fill.repr())" }
                    return text + (center == nil ? ")" : ", center=\(try bound[6].repr()))")
                }
            ) { value in
                let picture = try Picture(value)
                let (_, h, w) = picture.size
                let turn = affine(degrees, translate, scale, shear, width: w, height: h)
                return try Vision.affine(
                    picture, degrees: turn.angle, translate: turn.shift, scale: turn.factor, shear: turn.slant,
                    mode: mode, fill: fill, center: center
                ).value
            }
        }
        transform(
            "ColorJitter(brightness=0, contrast=0, saturation=0, hue=0)",
            "Random brightness, contrast, saturation and hue.", in: module
        ) { type, call in
            func bounds(_ name: String, isHue: Bool = false) throws -> (Double, Double)? {
                let center = isHue ? 0.0 : 1.0
                let numbers = try call[name].map { try Numbers.doubles($0) } ?? [0]
                var pair: (Double, Double)
                if numbers.count == 1 {
                    guard numbers[0] >= 0 else {
                        throw Failure(.valueError, "If \(name) is a single number, it must be non negative.")
                    }
                    pair = (center - numbers[0], center + numbers[0])
                    if !isHue { pair.0 = max(pair.0, 0) }
                } else {
                    guard numbers.count == 2 else {
                        throw Failure(.typeError, "\(name) should be a single number or a list/tuple with length 2.")
                    }
                    pair = (numbers[0], numbers[1])
                }
                if isHue, !(-0.5 <= pair.0 && pair.0 <= pair.1 && pair.1 <= 0.5) {
                    throw Failure(
                        .valueError,
                        "hue values should be between (-0.5, 0.5), but got [\(number(pair.0)), \(number(pair.1))].")
                }
                return pair.0 == center && pair.1 == center ? nil : pair
            }
            let ranges: [(Vision.Adjustment, (Double, Double)?)] = [
                (.brightness, try bounds("brightness")), (.contrast, try bounds("contrast")),
                (.saturation, try bounds("saturation")),
                (.hue, try bounds("hue", isHue: true)),
            ]
            func text() -> String {
                let parts = ranges.map { kind, pair in
                    "\(kind.rawValue)=\(pair.map { "(\(number($0.0)), \(number($0.1)))" } ?? "None")"
                }
                return "ColorJitter(\(parts.joined(separator: ", ")))"
            }
            return TransformObject(type, text) { value in
                let order = try Generator.current.permutation(4)
                let factors = ranges.map { $0.1.map { Draws.uniform($0.0, $0.1) } }
                var picture = try Picture(value)
                for i in order {
                    if let factor = factors[i] { picture = try Vision.adjust(picture, ranges[i].0, factor) }
                }
                return picture.value
            }
        }
    }

    /// One number is ± that; two are a range.
    private static func interval(_ value: Value, _ name: String) throws -> (Double, Double) {
        let numbers = try Numbers.doubles(value)
        if numbers.count == 1 {
            guard numbers[0] >= 0 else {
                throw Failure(.valueError, "If \(name) is a single number, it must be positive.")
            }
            return (-numbers[0], numbers[0])
        }
        guard numbers.count == 2 else { throw Failure(.valueError, "\(name) should be a sequence of length 2.") }
        return (numbers[0], numbers[1])
    }

    // MARK: - What random transforms draw

    /// `RandomCrop.get_params(image, size)` and its kind: the numbers alone, for programs that change image and mask alike.
    private static func declareDraws(in module: ModuleObject) {
        func define(_ type: String, _ signature: String, _ body: @escaping (BoundArguments) throws -> Value) {
            guard let cls = module[Symbol(type)]?.asObject as? TypeObject else { return }
            let function = BuiltinFunction(signature, "The numbers of one random choice.", raw: body)
            cls.setMember("get_params", .object(StaticMethod(.object(function))))
        }
        func numbers(_ value: Value) throws -> [Double]? { value.isNone ? nil : try Numbers.doubles(value) }
        define("RandomCrop", "get_params(img, output_size)") { bound in
            let (_, h, w) = try Picture(bound[0]).size
            let size = try Vision.pair(bound[1])
            if (h, w) == (size[0], size[1]) { return .tuple([.int(0), .int(0), .int(h), .int(w)]) }
            let (top, left) = try corner(h, w, size)
            return .tuple([.int(top), .int(left), .int(size[0]), .int(size[1])])
        }
        define("RandomResizedCrop", "get_params(img, scale, ratio)") { bound in
            let (_, h, w) = try Picture(bound[0]).size
            let (scale, ratio) = (try Numbers.doubles(bound[1]), try Numbers.doubles(bound[2]))
            guard scale.count == 2, ratio.count == 2 else {
                throw Failure(.typeError, "Scale and ratio should be pairs")
            }
            let place = part(h, w, scale, ratio)
            return .tuple([.int(place.top), .int(place.left), .int(place.height), .int(place.width)])
        }
        define("RandomRotation", "get_params(degrees)") { bound in
            let degrees = try interval(bound[0], "degrees")
            return .float(Draws.uniform(degrees.0, degrees.1))
        }
        define("RandomAffine", "get_params(degrees, translate, scale_ranges, shears, img_size)") { bound in
            let size = try Numbers.doubles(bound[4]).compactMap { Int(exactly: $0) }
            guard size.count == 2 else { throw Failure(.typeError, "img_size is (width, height)") }
            let turn = affine(
                try interval(bound[0], "degrees"), try numbers(bound[1]), try numbers(bound[2]), try numbers(bound[3]),
                width: size[0], height: size[1])
            return .tuple([
                .float(turn.angle), .tuple(turn.shift.map { .int(Int(exactly: $0) ?? 0) }), .float(turn.factor),
                .tuple(turn.slant.map { .float($0) }),
            ])
        }
        define("ColorJitter", "get_params(brightness, contrast, saturation, hue)") { bound in
            let order = try Generator.current.permutation(4)
            let factors = try (0..<4).map { i -> Value in
                guard let pair = try numbers(bound[i]) else { return .none }
                guard pair.count == 2 else { throw Failure(.typeError, "each range is (low, high) or None") }
                return .float(Draws.uniform(pair[0], pair[1]))
            }
            return .tuple([.tensor(try Tensor.from(order, [4]))] + factors)
        }
    }

    /// Where a part of `size` begins.
    private static func corner(_ h: Int, _ w: Int, _ size: [Int]) throws -> (top: Int, left: Int) {
        guard h >= size[0], w >= size[1] else {
            throw Failure(
                .valueError, "Required crop size \(tuple(size)) is larger than input image size \(tuple([h, w]))",
                hint: "RandomCrop(size, pad_if_needed=True)")
        }
        let top = Draws.integer(below: h - size[0] + 1)
        return (top, Draws.integer(below: w - size[1] + 1))
    }

    private static func affine(
        _ degrees: (Double, Double), _ translate: [Double]?, _ scale: [Double]?, _ shear: [Double]?, width: Int,
        height: Int
    ) -> (angle: Double, shift: [Double], factor: Double, slant: [Double]) {
        let angle = Draws.uniform(degrees.0, degrees.1)
        var shift = [0.0, 0.0]
        if let translate, translate.count == 2 {
            for (i, side) in [width, height].enumerated() {
                let most = translate[i] * Double(side)
                shift[i] = Draws.uniform(-most, most).rounded(.toNearestOrEven)
            }
        }
        let factor = scale.map { $0.count == 2 ? Draws.uniform($0[0], $0[1]) : 1 } ?? 1
        var slant = [0.0, 0.0]
        if let shear, shear.count >= 2 {
            slant[0] = Draws.uniform(shear[0], shear[1])
            if shear.count == 4 { slant[1] = Draws.uniform(shear[2], shear[3]) }
        }
        return (angle, shift, factor, slant)
    }

    /// A part of random area and shape; after ten misses, the largest one in the middle.
    private static func part(_ h: Int, _ w: Int, _ scale: [Double], _ ratio: [Double]) -> (
        top: Int, left: Int, height: Int, width: Int
    ) {
        let area = Double(h * w)
        let (low, high) = (Double(logf(Float(ratio[0]))), Double(logf(Float(ratio[1]))))
        for _ in 0..<10 {
            let target = area * Draws.uniform(scale[0], scale[1])
            let shape = Double(expf(Float(Draws.uniform(low, high))))
            let (x, y) = (
                (target * shape).squareRoot().rounded(.toNearestOrEven),
                (target / shape).squareRoot().rounded(.toNearestOrEven)
            )
            if x > 0, x <= Double(w), y > 0, y <= Double(h) {
                let top = Draws.integer(below: h - Int(y) + 1)
                return (top, Draws.integer(below: w - Int(x) + 1), Int(y), Int(x))
            }
        }
        let inner = Double(w) / Double(h)
        var (width, height) = (w, h)
        if inner < ratio[0] {
            height = Int((Double(w) / ratio[0]).rounded(.toNearestOrEven))
        } else if inner > ratio[1] {
            width = Int((Double(h) * ratio[1]).rounded(.toNearestOrEven))
        }
        return ((h - height) / 2, (w - width) / 2, height, width)
    }
}
