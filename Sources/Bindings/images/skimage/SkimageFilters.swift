// skimage.filters and skimage.exposure.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension SkimageModule {
    static func declareFilters(in module: ModuleObject) {
        module.rawDefine(
            "gaussian(image, sigma=1, *, mode='nearest', cval=0, preserve_range=False, truncate=4.0, channel_axis=None, out=None, multichannel=None)",
            "Smoothed by a Gaussian of sigma pixels."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            var values = try Numbers.doubles(x)
            let keeps = try bound[4].truth()
            if !keeps, x.dtype == .uint8 { values = values.map { $0 / 255 } }
            let sigmas = try Numbers.doubles(bound[1])
            let isMulti = try bound[8].truth()
            let hasChannels = x.rank == 3 && (!bound[6].isNone || isMulti)
            let axes = x.rank - (hasChannels ? 1 : 0)
            let name = bound[2].text ?? "nearest"
            // SciPy's names: its reflect repeats the edge, its mirror does not.
            let border = try ImageMath.Border(
                name == "reflect" ? "symmetric" : name == "mirror" ? "reflect" : name,
                try Numbers.optional(bound[3]) ?? 0)
            for axis in 0..<axes {
                let sigma = sigmas.count == 1 ? sigmas[0] : axis < sigmas.count ? sigmas[axis] : 0
                guard sigma >= 0, sigma < 10_000 else {
                    throw Failure(.valueError, "Sigma values less than zero are not valid")
                }
                if sigma > 0 {
                    values = try ImageMath.smoothed(
                        values, x.shape, axis: axis, sigma: sigma, truncate: try Numbers.optional(bound[5]) ?? 4,
                        border: border)
                }
            }
            let result = try Tensor.from(values, x.shape).to(x.dtype == .float32 ? .float32 : .float64)
            if let target = bound[7].asObject as? NDArrayObject {
                guard target.tensor.shape == x.shape else {
                    throw Failure(.runtimeError, "output shape not correct")
                }
                try Flavour.numpy.run { try target.tensor.setIndex([.ellipsis], result) }
                return bound[7]
            }
            return .object(NDArrayObject(result))
        }
        module.rawDefine("threshold_otsu(image=None, nbins=256, *, hist=None)", "The threshold of Otsu (1979).") {
            bound in
            guard bound[2].isNone else {
                throw Failure(
                    .notImplementedError, "threshold_otsu(hist=) is not available here",
                    hint: "give the image: threshold_otsu(image)")
            }
            let x = try Numbers.tensor(bound[0])
            let threshold = ImageMath.otsu(
                try Numbers.doubles(x), isWhole: x.dtype.isInteger, bins: try Int.from(bound[1]) ?? 256)
            return x.dtype.isInteger
                ? .object(try NumpyScalar(.int(Int(exactly: threshold.rounded(.towardZero)) ?? .max), .int64))
                : try Numbers.scalar(threshold)
        }
        unavailable(["threshold_local", "unsharp_mask", "laplace", "canny"], "skimage.filters", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.filters)
    }

    static func declareExposure(in module: ModuleObject) {
        module.rawDefine(
            "rescale_intensity(image, in_range='image', out_range='dtype')", "Stretches values to a range."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            let values = try Numbers.doubles(x)
            let outType = bound[2].asObject is TypeObject ? try ArrayMethods.dtype(bound[2]) : nil
            let named: [String: DType] = ["float": .float64, "bool": .bool]
            func range(_ value: Value, isInput: Bool) throws -> (Double, Double) {
                if !isInput, let outType { return outType.isFloatingPoint ? (0, 1) : outType.bounds }
                if let name = value.text {
                    if name == "image" { return (values.min() ?? 0, values.max() ?? 1) }
                    let dtype = name == "dtype" ? x.dtype : named[name] ?? DType(named: name) ?? x.dtype
                    if dtype.isFloatingPoint { return (isInput || (values.min() ?? 0) < 0 ? -1 : 0, 1) }
                    return dtype == .bool ? (0, 1) : dtype.bounds
                }
                let pair = try Numbers.doubles(value)
                guard pair.count == 2 else { throw Failure(.valueError, "a range is (low, high)") }
                return (pair[0], pair[1])
            }
            let (a, b) = try range(bound[1], isInput: true)
            let (low, high) = try range(bound[2], isInput: false)
            let result = values.map { v -> Double in
                a == b ? min(max(v, low), high) : (min(max(v, a), b) - a) / (b - a) * (high - low) + low
            }
            let dtype =
                outType != nil
                ? outType ?? .float64
                : bound[2].text == nil
                    ? (x.dtype.isFloatingPoint ? x.dtype : .float64)
                    : bound[2].text == "dtype"
                        ? x.dtype
                        : bound[2].text.flatMap { named[$0] ?? DType(named: $0) } ?? .float64
            return try array(result, x.shape, dtype)
        }
        unavailable(["equalize_adapthist"], "skimage.exposure", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.exposure)
    }
}
