// The modules skimage.draw, io, transform, color, util, measure, metrics, filters, morphology, exposure, segmentation. Numbers equal
// scikit-image's; the algorithms are in Draw.swift and ImageMath.swift.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum SkimageModule {
    static func register() {
        ModuleRegistry.register("skimage") { module in
            module.documentation = "Image processing on arrays."
            module["__version__"] = .string("0.26.0")
            for function in ["img_as_float", "img_as_float32", "img_as_float64", "img_as_ubyte", "img_as_bool"] {
                declareConversion(function, in: module)
            }
        }
        ModuleRegistry.register("skimage.draw") { module in declareDraw(in: module) }
        ModuleRegistry.register("skimage.io") { module in declareIO(in: module) }
        ModuleRegistry.register("skimage.transform") { module in declareTransform(in: module) }
        ModuleRegistry.register("skimage.color") { module in declareColor(in: module) }
        ModuleRegistry.register("skimage.util") { module in
            for function in ["img_as_float", "img_as_float32", "img_as_float64", "img_as_ubyte", "img_as_bool"] {
                declareConversion(function, in: module)
            }
            module.rawDefine("invert(image)", "Dark becomes bright.") { bound in
                let x = try Numbers.tensor(bound[0])
                switch x.dtype {
                case .bool: return try array(try Numbers.bytes(x).map { Double($0 == 0 ? 1 : 0) }, x.shape, .bool)
                case .uint8: return try array(try Numbers.doubles(x).map { 255 - $0 }, x.shape, .uint8)
                default: return try array(try Numbers.doubles(x).map { 1 - $0 }, x.shape, x.dtype)
                }
            }
        }
        ModuleRegistry.register("skimage.measure") { module in declareMeasure(in: module) }
        ModuleRegistry.register("skimage.metrics") { module in declareMetrics(in: module) }
        ModuleRegistry.register("skimage.filters") { module in declareFilters(in: module) }
        ModuleRegistry.register("skimage.morphology") { module in declareMorphology(in: module) }
        ModuleRegistry.register("skimage.exposure") { module in declareExposure(in: module) }
        ModuleRegistry.register("skimage.segmentation") { module in declareSegmentation(in: module) }
        ModuleRegistry.register("skimage.data") { module in
            unavailable(["astronaut", "camera", "coins", "cells3d", "coffee", "chelsea"], "skimage.data", in: module)
        }
        ModuleRegistry.register("skimage.feature") { module in
            unavailable(["canny", "hog", "peak_local_max"], "skimage.feature", in: module)
        }
    }

    static func unavailable(_ names: [String], _ place: String, in module: ModuleObject) {
        for name in names {
            module.rawDefine("\(name)(*args, **kwargs)", "Not available.") { _ in
                throw Failure(.notImplementedError, "\(place).\(name)() is not available here")
            }
        }
    }

    static func array(_ values: [Double], _ shape: [Int], _ dtype: DType) throws -> Value {
        .object(NDArrayObject(try Tensor.from(values, shape).to(dtype)))
    }
    static func indices(_ values: [Int], _ shape: [Int]? = nil) throws -> Value {
        .object(NDArrayObject(try Tensor.from(values, shape ?? [values.count])))
    }

    private static func declareConversion(_ name: String, in module: ModuleObject) {
        module.rawDefine("\(name)(image, force_copy=False)", "The image as another type, its range with it.") { bound in
            let x = try Numbers.tensor(bound[0])
            switch name {
            case "img_as_ubyte": return .object(NDArrayObject(try ImageMath.asBytes(x)))
            case "img_as_bool":
                return try array(try Numbers.doubles(try ImageMath.asFloat(x)).map { $0 > 0.5 ? 1 : 0 }, x.shape, .bool)
            case "img_as_float32": return .object(NDArrayObject(try ImageMath.asFloat(x).to(.float32)))
            case "img_as_float64": return .object(NDArrayObject(try ImageMath.asFloat(x).to(.float64)))
            default:
                let result = try ImageMath.asFloat(x)
                return .object(NDArrayObject(try bound[1].truth() ? result.clone() : result))
            }
        }
    }
}
