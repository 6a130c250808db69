// Tensors filled with random numbers, in the order of their memory. Which numbers, the generator decides.

import Schema

/// A number as C++ streams write it: 1 for 1.0.
public func streamed(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e6 ? String(Int(value)) : pythonFloat(value)
}

extension Tensor {
    /// Fills a tensor of reals in memory order; the body gets one contiguous run of float32 or float64. 16-bit tensors are drawn as
    /// float32. `name`: the kernel in the message that refuses whole numbers.
    public func fillReals(
        _ name: String, single: (UnsafeMutableBufferPointer<Float>) -> Void,
        double: (UnsafeMutableBufferPointer<Double>) -> Void
    ) throws {
        try checkInPlace()
        if count == 0, dtype.isFloatingPoint { return }
        if dtype == .float16 || dtype == .bfloat16 {
            let wide = try Tensor.empty(shape, .float32)
            try wide.fillReals(name, single: single, double: double)
            try copyElements(from: wide.to(dtype), to: self)
            bumpVersion()
            return
        }
        guard dtype == .float32 || dtype == .float64 else {
            throw Failure(
                .notImplementedError, "\"\(name)\" not implemented for '\(dtype.scalarTypeName)'",
                hint: "random reals need a floating point tensor: x.float()")
        }
        guard Shape.isDense(shape, strides), !strides.contains(where: { $0 < 0 }) else {
            // Walked row by row, as PyTorch walks a view with gaps.
            let dense = try Tensor.empty(shape, dtype)
            try dense.fillReals(name, single: single, double: double)
            try copyElements(from: dense, to: self)
            bumpVersion()
            return
        }
        if dtype == .float32 {
            single(UnsafeMutableBufferPointer(start: pointer(Float.self), count: count))
        } else {
            double(UnsafeMutableBufferPointer(start: pointer(Double.self), count: count))
        }
        bumpVersion()
    }

    /// `uniform_(low, high)`.
    public func fillUniform(_ low: Double = 0, _ high: Double = 1, from g: Generator = .current) throws {
        guard low <= high else {
            throw Failure(
                .runtimeError,
                "uniform_ expects to return a [from, to) range, but found from=\(streamed(low)) > to=\(streamed(high))")
        }
        try fillReals(
            "check_uniform_bounds", single: { g.fillUniform($0, low, high) }, double: { g.fillUniform($0, low, high) })
    }

    /// `normal_(mean, std)`; blocks of 16 for dense tensors of 16 or more elements.
    public func fillNormal(mean: Double = 0, std: Double = 1, from g: Generator = .current) throws {
        guard std >= 0 else {
            throw Failure(.runtimeError, "normal expects std >= 0.0, but found std \(streamed(std))")
        }
        if isContiguous {
            try fillReals(
                "normal_kernel_cpu", single: { g.fillNormal($0, mean: mean, std: std) },
                double: { g.fillNormal($0, mean: mean, std: std) })
        } else {
            // PyTorch falls back to single draws in binary64 for anything that is not contiguous.
            try fillReals(
                "normal_kernel_cpu", single: { for i in $0.indices { $0[i] = Float(g.normal(mean: mean, std: std)) } },
                double: { for i in $0.indices { $0[i] = g.normal(mean: mean, std: std) } })
        }
    }

    /// Uniform numbers on [0, 1), without the scaling step of `uniform_`.
    public static func rand(
        _ shape: [Int], _ dtype: DType = Defaults.dtype, from g: Generator = .current
    ) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype, name: "rand")
        try result.fillStandardUniform(from: g)
        return result
    }

    /// `rand`'s draws into this tensor.
    public func fillStandardUniform(from g: Generator) throws {
        try fillReals("check_uniform_bounds", single: { g.fillUniform($0) }, double: { g.fillUniform($0) })
    }

    /// Normal numbers with mean 0 and variance 1.
    public static func randn(_ shape: [Int], _ dtype: DType = Defaults.dtype) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype, name: "randn")
        try result.fillNormal()
        return result
    }
}
