// The modules scipy and scipy.ndimage, with the old names of the latter's parts (interpolation, morphology, filters, measurements).
// What segmentation programs take from them: distances, masks, splines, Gaussian filters. Algorithms are in NDImage.swift.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum ScipyModule {
    static func register() {
        ModuleRegistry.register("scipy") { module in
            module.documentation = "scipy.ndimage: distances, masks and splines on arrays."
            module["__version__"] = .string("1.17.1")
            module.missing = { name in
                if let known = try ModuleRegistry.module("scipy.\(name)") { return .object(known) }
                return AbsentModules.part("scipy.\(name)")
            }
        }
        ModuleRegistry.register("scipy.ndimage._ni_support") { try ScriptedModule.build($0, support) }
        for part in ["", ".interpolation", ".morphology", ".filters", ".measurements"] {
            ModuleRegistry.register("scipy.ndimage\(part)") { module in
                declareDistances(in: module)
                declareMasks(in: module)
                declareSplines(in: module)
                declareFilters(in: module)
                module.missing = { name in
                    guard !name.text.hasPrefix("_") else { return nil }
                    if part.isEmpty, let known = try ModuleRegistry.module("scipy.ndimage.\(name)") {
                        return .object(known)
                    }
                    return AbsentModules.part("scipy.ndimage.\(name)")
                }
                // Asked before what is absent.
                let absent = module.missing
                module.missing = nil
                NDImageLater.declare(in: module)
                let later = module.missing
                module.missing = { try later?($0) ?? absent?($0) }
            }
        }
    }

    /// scipy.ndimage._ni_support, which copies of medpy's metrics import.
    private static let support = """
        import numpy as np

        def _normalize_sequence(input, rank):
            "One item per axis."
            if isinstance(input, (list, tuple)) or (hasattr(input, "shape") and len(input.shape) == 1):
                normalized = list(input)
                if len(normalized) != rank:
                    raise RuntimeError("sequence argument must have length equal to input rank")
                return normalized
            return [input] * rank

        def _get_output(output, input, shape=None, complex_output=False):
            shape = input.shape if shape is None else shape
            return np.zeros(shape, dtype=input.dtype if output is None else output)
        """

    /// Results keep the array's type: whole numbers are rounded and cut, as SciPy does.
    static func like(_ dtype: DType, _ values: [Double], _ shape: [Int], rounds: Bool = true) throws -> Tensor {
        switch dtype {
        case .float64: return try Tensor.from(values, shape)
        case .float32, .float16, .bfloat16: return try Tensor.from(values.map { Float($0) }, shape).to(dtype)
        case .bool: return try Tensor.from(values.map { $0 >= (rounds ? 0.5 : 1) ? 1 : 0 }, shape).to(.bool)
        case .uint8, .int8, .int16, .int32, .int64:
            let bounds = dtype.bounds
            return try Tensor.from(
                values.map { v in
                    let moved = rounds ? (v > 0 ? v + 0.5 : dtype == .uint8 ? 0 : v - 0.5) : v
                    return min(max(moved.rounded(.towardZero), bounds.low), bounds.high)
                }, shape
            ).to(dtype)
        }
    }

    /// The element type of a result: the input's, or what `output` (a type or an array) says.
    static func resultType(_ x: Tensor, _ output: Value) throws -> DType {
        if let target = output.asObject as? NDArrayObject { return target.tensor.dtype }
        return try ArrayMethods.dtype(output) ?? x.dtype
    }

    /// A result as `output` asks for it: a new array of a type, or written into the array that it is.
    static func finish(_ result: Tensor, _ output: Value) throws -> Value {
        guard let target = output.asObject as? NDArrayObject else { return .object(NDArrayObject(result)) }
        guard target.tensor.shape == result.shape else {
            throw Failure(
                .runtimeError, "output shape not correct",
                hint: "output= takes an array of the result's shape, or a type such as np.float32")
        }
        try Flavour.numpy.run { try target.tensor.setIndex([.ellipsis], result) }
        return output
    }
    static func finish(
        _ x: Tensor, _ values: [Double], _ shape: [Int], _ output: Value, rounds: Bool = true
    ) throws -> Value {
        try finish(try like(try resultType(x, output), values, shape, rounds: rounds), output)
    }

    static func bools(_ values: [Bool], _ shape: [Int]) throws -> Tensor {
        try Tensor.from(values.map { $0 ? UInt8(1) : 0 }, shape).to(.bool)
    }

    /// The input. More than 8 axes are refused: neighbourhoods and splines look at 3 to 4 places along each of them.
    static func array(_ value: Value) throws -> Tensor {
        let x = try Numbers.tensor(value)
        guard x.rank <= 8 else {
            throw Failure(.notImplementedError, "scipy.ndimage takes arrays of up to 8 dimensions here, not \(x.rank)")
        }
        return x
    }

    /// One label per element; nil for None.
    static func labels(_ value: Value, _ count: Int) throws -> [Double]? {
        if value.isNone { return nil }
        let labels = try Numbers.doubles(value)
        if labels.count == 1 { return [Double](repeating: labels[0], count: count) }
        guard labels.count == count else {
            throw Failure(.valueError, "shape mismatch: objects cannot be broadcast to a single shape")
        }
        return labels
    }

    static func wholes(_ value: Value) throws -> [Int] {
        try Numbers.doubles(value).map { number in
            guard let whole = Int(exactly: number), whole.magnitude < 1 << 31 else {
                throw Failure(.typeError, "'float' object cannot be interpreted as an integer")
            }
            return whole
        }
    }

    /// One number per axis, from one number or a sequence.
    static func perAxis(_ value: Value, _ rank: Int, _ name: String) throws -> [Double] {
        let numbers = try Numbers.doubles(value)
        if numbers.count == 1, rank != 1, value.asObject == nil || Double.fromScalar(value) {
            return [Double](repeating: numbers[0], count: rank)
        }
        guard numbers.count == rank else {
            throw Failure(.runtimeError, "sequence argument must have length equal to input rank")
        }
        return numbers
    }

    // MARK: - Distances

    private static func declareDistances(in module: ModuleObject) {
        module.rawDefine(
            "distance_transform_edt(input, sampling=None, return_distances=True, return_indices=False, distances=None, indices=None)",
            "The distance of every element to the nearest zero, in pixels or in units of sampling."
        ) { bound in
            guard bound[4].isNone, bound[5].isNone else {
                throw Failure(
                    .notImplementedError, "distance_transform_edt() does not write into arrays here",
                    hint: "take what it returns: d, i = distance_transform_edt(x, return_indices=True)")
            }
            let x = try array(bound[0])
            let values = try Numbers.doubles(x)
            let sampling =
                bound[1].isNone
                ? [Double](repeating: 1, count: x.rank) : try perAxis(bound[1], x.rank, "sampling")
            let found = NDImage.nearestZero(values, x.shape, sampling)
            var distances: [Double] = []
            var places = [[Int]](repeating: [], count: x.rank)
            for at in values.indices {
                // Without any zero SciPy measures from just before the first element.
                let here = NDImage.place(at, x.shape)
                let site =
                    found.map { NDImage.place($0.sites[at], x.shape) }
                    ?? x.shape.indices.map { $0 == 0 ? -1 : 0 }
                var square = 0.0
                for axis in here.indices {
                    let away = Double(site[axis] - here[axis]) * sampling[axis]
                    square += away * away
                    places[axis].append(site[axis])
                }
                distances.append(square.squareRoot())
            }
            let first = Value.object(NDArrayObject(try Tensor.from(distances, x.shape)))
            guard try bound[3].truth() else { return first }
            let second = Value.object(
                NDArrayObject(try Tensor.from(places.flatMap { $0 }, [x.rank] + x.shape).to(.int32)))
            return try bound[2].truth() ? .tuple([first, second]) : second
        }
    }
}

extension Double {
    /// Whether a value is one number, not a sequence of them.
    fileprivate static func fromScalar(_ value: Value) -> Bool {
        value.asObject is NumpyScalar || ((value.asObject as? NDArrayObject)?.tensor.rank ?? 1) == 0
    }
}
