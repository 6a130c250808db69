// The module `numpy`: its types and constants; its functions stand in files by theme.
import Schema
import Script
import Tensors

enum NumpyModule {
    static func register() {
        ModuleRegistry.register("numpy") { module in
            module.documentation = "Arrays, shaped like NumPy 2."
            declareTypes(in: module)
            NumpyCreation.declare(in: module)
            NumpyElementwise.declare(in: module)
            NumpyReductions.declare(in: module)
            NumpyArranging.declare(in: module)
            NumpySearching.declare(in: module)
            NumpySettings.declare(in: module)
            NumpyFiles.declare(in: module)
            try NumpyExtras.declare(in: module)
            NumpyLater.declare(in: module)
        }
        NumpyRandom.register()
        NumpyLinalg.register()
        ModuleRegistry.register("numpy.typing") { module in
            module["NDArray"] = .object(NDArrayObject.cls)
            module["ArrayLike"] = .object(TypeObject.object)
            module["DTypeLike"] = .object(TypeObject.object)
        }
        ModuleRegistry.register("numpy.testing") { module in try ScriptedModule.build(module, NumpyTesting.text) }
    }

    private static func declareTypes(in module: ModuleObject) {
        module.define(NDArrayObject.cls)
        module["dtype"] = .object(NumpyDTypeObject.cls)
        module["str_"] = .object(NumpyText.cls)
        for dtype in DType.allCases where dtype != .bfloat16 {
            module[Symbol(dtype.name)] = .object(NumpyScalar.type(of: dtype))
        }
        let aliases: [(String, DType)] = [
            ("float_", .float64), ("double", .float64), ("single", .float32), ("half", .float16), ("int_", .int64),
            ("intp", .int64),
            ("long", .int64), ("bool_", .bool), ("ubyte", .uint8), ("byte", .int8), ("short", .int16), ("intc", .int32),
            ("longlong", .int64),
        ]
        for (name, dtype) in aliases { module[Symbol(name)] = .object(NumpyScalar.type(of: dtype)) }
        for type in NumpyScalar.abstractTypes { module.define(type) }
        for (name, value) in [
            ("pi", Double.pi), ("e", 2.718281828459045), ("inf", .infinity), ("nan", .nan),
            ("euler_gamma", 0.5772156649015329),
        ] {
            module[Symbol(name)] = .float(value)
        }
        module["newaxis"] = Value.none
        module["__version__"] = .string("2.4.6")
    }
}
