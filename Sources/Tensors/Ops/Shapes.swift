// The declarations of views, copies and casts; what they do stands in Core/Views.swift.

import Schema

extension Op {
    /// For `dims` given as `x.op(2, 0, 1)` or `x.op((2, 0, 1))`.
    private static func sized(
        _ signature: String, _ doc: String, in namespaces: Namespaces,
        samples: @escaping @Sendable () throws -> [[Argument]] = { [] },
        file: String = #fileID, _ body: @escaping @Sendable (Tensor, [Int]) throws -> Tensor
    ) -> Op {
        Op(
            signature, doc, in: namespaces, { (x: Tensor, size: Ints) in try body(x, size.values) }, samples: samples,
            file: file)
    }

    static let reshape = sized(
        "reshape(input, *shape)",
        "The same elements in another shape; one -1 is inferred. A view when possible.\nSource:  torch.reshape.",
        in: [.torch, .method],
        samples: { [[try sample([2, 3]), .tuple([.int(3), .int(-1)])], [try strided(sample([2, 3])), .int(-1)]] }
    ) { try $0.reshape($1) }
    static let view = Op(
        "view(input, *shape)",
        "A view in another shape (or, given a dtype, of the same bytes).\nSource:  torch.Tensor.view.", in: .method,
        { (x: Tensor, shape: Argument) in
            if let items = shape.items, items.count == 1, case .dtype(let dtype) = items[0] {
                guard dtype.size == x.dtype.size else {
                    throw Failure(.notImplementedError, "view(dtype) is supported between types of equal size only")
                }
                return x.reinterpreted(as: dtype)
            }
            guard let size = try Ints.from(shape) else {
                throw Failure(
                    .typeError, "view(): argument 'size' (position 1) must be tuple of ints, not \(shape.typeName)")
            }
            return try x.view(size.values)
        }, samples: { [[try sample([2, 3]), .tuple([.int(6)])]] })
    static let viewAs = Op(
        "view_as(input, other)", "A view in the shape of `other`.\nSource:  torch.Tensor.view_as.", in: .method,
        { (x: Tensor, other: Tensor) in try x.view(other.shape) })
    static let reshapeAs = Op(
        "reshape_as(input, other)", "Reshaped like `other`.\nSource:  torch.Tensor.reshape_as.", in: .method,
        { (x: Tensor, other: Tensor) in try x.reshape(other.shape) })
    static let flatten = Op(
        "flatten(input, start_dim=0, end_dim=-1)", "Dimensions start_dim to end_dim as one.\nSource:  torch.flatten.",
        { (x: Tensor, start: Int, end: Int) in try x.flatten(start, end) },
        samples: { [[try sample([2, 3, 2]), .int(1), .int(-1)]] })
    static let ravel = Op(
        "ravel(input)", "All elements in one dimension.\nSource:  torch.ravel.", { (x: Tensor) in try x.reshape([-1]) })
    static let unflatten = Op(
        "unflatten(input, dim, sizes)", "One dimension as several.\nSource:  torch.unflatten.",
        { (x: Tensor, dim: Int, sizes: Ints) in try x.unflatten(dim, sizes.values) },
        samples: { [[try sample([2, 6]), .int(1), .tuple([.int(2), .int(3)])]] })
    static let permute = sized(
        "permute(input, *dims)", "Dimensions in another order; a view.\nSource:  torch.permute.",
        in: [.torch, .method],
        samples: { [[try sample([2, 3, 2]), .tuple([.int(2), .int(0), .int(1)])]] }
    ) { try $0.permute($1) }
    static let transpose = Op(
        "transpose(input, dim0, dim1)", "Two dimensions exchanged; a view.\nSource:  torch.transpose.",
        in: [.torch, .method, .inPlace],
        aliases: ["swapaxes", "swapdims"], { (x: Tensor, a: Int, b: Int) in try x.transpose(a, b) },
        samples: { [[try sample([2, 3]), .int(0), .int(-1)]] },
        inPlace: becoming { x, rest in try x.transpose(rest.int(0), rest.int(1)) })
    static let t = Op(
        "t(input)", "A matrix transposed; a view.\nSource:  torch.t.", in: [.torch, .method, .inPlace],
        { (x: Tensor) in try x.t() },
        samples: { [[try sample([2, 3])]] }, inPlace: becoming { x, _ in try x.t() })

    /// The in-place form of an op that gives a view.
    private static func becoming(
        _ view: @escaping @Sendable (Tensor, ArraySlice<Argument>) throws -> Tensor
    ) -> @Sendable ([Argument]) throws -> Void {
        { arguments in
            guard case .tensor(let target)? = arguments.first else { return }
            try target.becomeView { try view($0, arguments.dropFirst()) }
        }
    }
    static let capitalT = Op(
        "T(input)", "All dimensions reversed; a view.\nSource:  torch.Tensor.T.", in: .property,
        { (x: Tensor) in x.reversedDimensions })
    static let mT = Op(
        "mT(input)", "The last two dimensions exchanged; a view.\nSource:  torch.Tensor.mT.", in: .property,
        aliases: ["mH"],
        { (x: Tensor) in try x.matrixTranspose() })
    static let movedim = Op(
        "movedim(input, source, destination)", "Dimensions moved to other places; a view.\nSource:  torch.movedim.",
        aliases: ["moveaxis"], { (x: Tensor, from: Ints, to: Ints) in try x.movedim(from.values, to.values) },
        samples: { [[try sample([2, 3, 2]), .int(0), .int(-1)]] })
    static let unsqueeze = Op(
        "unsqueeze(input, dim)", "A new dimension of size 1.\nSource:  torch.unsqueeze.",
        in: [.torch, .method, .inPlace], { (x: Tensor, dim: Int) in try x.unsqueeze(dim) },
        samples: { [[try sample([2, 3]), .int(1)]] }, inPlace: becoming { x, rest in try x.unsqueeze(rest.int(0)) })
    static let squeeze = Op(
        "squeeze(input, dim=None)", "Without dimensions of size 1 (all, or those in `dim`).\nSource:  torch.squeeze.",
        in: [.torch, .method, .inPlace], { (x: Tensor, dims: Ints?) in try x.squeeze(dims?.values) },
        samples: { [[try sample([1, 3, 1]), .int(0)], [try sample([1, 3]), .none]] },
        inPlace: becoming { x, rest in try x.squeeze(rest.first.flatMap { try Ints?.from($0) }??.values) })
    static let resize = Op(
        "resize(input, *sizes)", "The first elements in another shape.\nSource:  torch.Tensor.resize_.", in: .inPlace,
        { (x: Tensor, _: Ints) in x },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0], let sizes = try Ints.from(arguments[1])
            else { return }
            try x.resize(sizes.values)
        })
    static let resizeAs = Op(
        "resize_as(input, the_template)",
        "The first elements in the shape of another tensor.\nSource:  torch.Tensor.resize_as_.",
        in: .inPlace, { (x: Tensor, _: Tensor) in x },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0], case .tensor(let other) = arguments[1] else {
                return
            }
            try x.resize(other.shape)
        })
    static let expand = sized(
        "expand(input, *sizes)", "Sizes of 1 repeated without copying; -1 keeps a size.\nSource:  torch.Tensor.expand.",
        in: .method,
        samples: { [[try sample([2, 1]), .tuple([.int(3), .int(-1), .int(2)])]] }
    ) { try $0.expand($1) }
    static let expandAs = Op(
        "expand_as(input, other)", "Expanded to the shape of `other`.\nSource:  torch.Tensor.expand_as.", in: .method,
        { (x: Tensor, other: Tensor) in try x.expand(other.shape) })
    static let broadcastTo = Op(
        "broadcast_to(input, size)", "Expanded to `size`.\nSource:  torch.broadcast_to.",
        { (x: Tensor, size: Ints) in try x.expand(size.values) })
    static let broadcastTensors = Op(
        "broadcast_tensors(*tensors)", "All tensors expanded to their common shape.\nSource:  torch.broadcast_tensors.",
        in: .torch,
        { (tensors: [Tensor]) in
            let shape = try tensors.reduce([Int]()) { try Shape.broadcast($0, $1.shape) }
            return try tensors.map { try $0.expand(shape) }
        })
    static let narrow = Op(
        "narrow(input, dim, start, length)", "`length` slices from `start` on; a view.\nSource:  torch.narrow.",
        { (x: Tensor, dim: Int, start: Int, length: Int) in try x.narrow(dim, start, length) },
        samples: { [[try sample([2, 4]), .int(1), .int(1), .int(2)]] })
    static let select = Op(
        "select(input, dim, index)", "One slice; the dimension goes; a view.\nSource:  torch.select.",
        { (x: Tensor, dim: Int, index: Int) in try x.select(dim, index) },
        samples: { [[try sample([2, 4]), .int(1), .int(-1)]] })
    static let chunk = Op(
        "chunk(input, chunks, dim=0)", "About equal pieces along `dim`; views.\nSource:  torch.chunk.",
        { (x: Tensor, chunks: Int, dim: Int) in try x.chunk(chunks, dim: dim) },
        samples: { [[try sample([5, 2]), .int(2), .int(0)]] })
    static let split = Op(
        "split(tensor, split_size_or_sections, dim=0)",
        "Pieces of one size, or of the listed sizes; views.\nSource:  torch.split.",
        { (x: Tensor, size: Argument, dim: Int) in
            if size.items != nil, let sizes = try Ints.from(size) { return try x.split(sizes: sizes.values, dim: dim) }
            guard let n = try Int.from(size) else {
                throw Failure(
                    .typeError, "split(): argument 'split_size' must be int or list of ints, not \(size.typeName)")
            }
            return try x.split(n, dim: dim)
        },
        samples: {
            [[try sample([5, 2]), .tuple([.int(2), .int(3)]), .int(0)], [try sample([2, 4]), .int(3), .int(1)]]
        })
    static let tensorSplit = Op(
        "tensor_split(input, indices_or_sections, dim=0)",
        "Pieces before and after the given positions, or so many nearly equal ones.\nSource:  torch.tensor_split.",
        { (x: Tensor, how: Argument, dim: Int) in
            let d = try Shape.dimension(dim, x.rank)
            let n = x.size(along: d)
            if let sections = how.items == nil ? try Int.from(how) : nil {
                guard sections > 0, sections <= 1 << 20 else {
                    throw Failure(.runtimeError, "number of sections must be larger than 0, got \(sections)")
                }
                let sizes = (0..<sections).map { n / sections + ($0 < n % sections ? 1 : 0) }
                return try x.split(sizes: sizes, dim: d)
            }
            let bounds = (try Ints.from(how)?.values ?? []).map { Swift.min(Swift.max($0 < 0 ? $0 &+ n : $0, 0), n) }
            var at = 0
            return try (bounds + [n]).map { end in
                defer { at = end }
                return try x.narrow(d, at, Swift.max(0, end - at))
            }
        })
    static let unbind = Op(
        "unbind(input, dim=0)", "All slices along `dim`, as a tuple of views.\nSource:  torch.unbind.",
        { (x: Tensor, dim: Int) in try x.unbind(dim) }, samples: { [[try sample([2, 3]), .int(1)]] })
    static let diagonal = Op(
        "diagonal(input, offset=0, dim1=0, dim2=1)",
        "A diagonal of two dimensions, as the last; a view.\nSource:  torch.diagonal.",
        { (x: Tensor, offset: Int, a: Int, b: Int) in try x.diagonal(offset: offset, a, b) },
        samples: {
            [[try sample([3, 4]), .int(1), .int(0), .int(1)], [try sample([2, 3, 3]), .int(0), .int(1), .int(2)]]
        })
    static let tensorUnfold = Op(
        "unfold(input, dimension, size, step)",
        "Windows along a dimension, as a new last one; a view.\nSource:  torch.Tensor.unfold.", in: .method,
        { (x: Tensor, dim: Int, size: Int, step: Int) in try x.unfold(dim, size: size, step: step) },
        samples: { [[try sample([2, 5]), .int(1), .int(3), .int(1)]] })
    static let asStrided = Op(
        "as_strided(input, size, stride, storage_offset=None)",
        "Any geometry over the same memory; a view.\nSource:  torch.as_strided.",
        { (x: Tensor, size: Ints, stride: Ints, offset: Int?) in try x.asStrided(size.values, stride.values, offset) },
        samples: { [[try sample([6]), .tuple([.int(2), .int(3)]), .tuple([.int(2), .int(1)]), .int(0)]] })
    static let atleast1d = Op(
        "atleast_1d(input)", "With at least one dimension.\nSource:  torch.atleast_1d.", in: .torch,
        { (x: Tensor) in try x.rank < 1 ? x.reshape([1]) : x })
    static let atleast2d = Op(
        "atleast_2d(input)", "With at least two dimensions.\nSource:  torch.atleast_2d.", in: .torch,
        { (x: Tensor) in try x.rank < 2 ? x.reshape([1, -1]) : x })

    static let atleast3d = Op(
        "atleast_3d(input)",
        "With at least three dimensions; a matrix gets its third at the end.\nSource:  torch.atleast_3d.", in: .torch,
        { (x: Tensor) in
            switch x.rank {
            case 0: try x.reshape([1, 1, 1])
            case 1: try x.reshape([1, -1, 1])
            case 2: try x.unsqueeze(2)
            default: x
            }
        })

    static let contiguous = Op(
        "contiguous(input, memory_format=None)",
        "Row-major in memory: itself, or a copy.\nSource:  torch.Tensor.contiguous.", in: .method,
        { (x: Tensor, _: Argument) in try x.contiguous() }, samples: { [[try strided(sample([2, 3])), .none]] })
    static let clone = Op(
        "clone(input, *, memory_format=None)", "A copy; gradients pass through.\nSource:  torch.clone.",
        { (x: Tensor, _: Argument) in try x.clone() }, samples: { [[try sample([2, 3]), .none]] })
    static let detach = Op(
        "detach(input)", "The same memory without gradient history.\nSource:  torch.detach.",
        { (x: Tensor) in x.detach() })
    static let typeAs = Op(
        "type_as(input, other)", "In the element type of `other`.\nSource:  torch.Tensor.type_as.", in: .method,
        { (x: Tensor, other: Tensor) in try x.to(other.dtype) })

    private static func cast(_ name: String, _ dtype: DType, file: String = #fileID) -> Op {
        Op(
            "\(name)(input, memory_format=None)", "As \(dtype.name).\nSource:  torch.Tensor.\(name).", in: .method,
            { (x: Tensor, _: Argument) in try x.to(dtype) }, file: file)
    }
    static let castFloat = cast("float", .float32)
    static let castDouble = cast("double", .float64)
    static let castHalf = cast("half", .float16)
    static let castBFloat16 = cast("bfloat16", .bfloat16)
    static let castLong = cast("long", .int64)
    static let castInt = cast("int", .int32)
    static let castShort = cast("short", .int16)
    static let castChar = cast("char", .int8)
    static let castByte = cast("byte", .uint8)
    static let castBool = cast("bool", .bool)
    static let to = Op(
        "to(input, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None)",
        """
        In another element type: to(torch.float64), to(other). A device must be the CPU.
        Source:  torch.Tensor.to.
        """, in: .method,
        { (x: Tensor, positional: Argument, dtype: DType?, device: Argument, _: Argument, copy: Bool?, _: Argument) in
            var target = dtype ?? x.dtype
            for item in (positional.items ?? [positional]) + [device] {
                switch item {
                case .dtype(let value): target = value
                case .tensor(let other): target = other.dtype
                case .string(let name):
                    guard name == "cpu" || name.hasPrefix("cpu:") else { throw noDevice(name) }
                case .none, .bool, .int, .float, .list, .tuple, .named, .slice, .ellipsis, .size: break
                }
            }
            return try x.to(target, copy: copy ?? false)
        }, samples: { [[try sample([2]), .list([.dtype(.float64)])]] })

    /// What asking for a GPU says.
    public static func noDevice(_ name: String) -> Failure {
        name.hasPrefix("cuda")
            ? Failure(
                .runtimeError,
                "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and installed a driver from "
                    + "http://www.nvidia.com/Download/index.aspx",
                hint: "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')")
            : Failure(
                .runtimeError,
                "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, meta, "
                    + "hpu, mtia, privateuseone device type at start of device string: \(name)",
                hint: "the only device here is 'cpu'")
    }

    static let copyInPlace = Op(
        "copy(input, src, non_blocking=False)",
        "Values of `src`, broadcast and converted.\nSource:  torch.Tensor.copy_.", in: .inPlace,
        { (x: Tensor, source: Operand, _: Argument) in try source.tensor.to(x.dtype).expand(x.shape).clone() },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0], let source = try Operand.from(arguments[1])
            else { return }
            try x.copy(from: source.tensor)
        })
    static let fill = Op(
        "fill(input, value)", "One number everywhere.\nSource:  torch.fill.", in: [.torch, .inPlace],
        { (x: Tensor, value: Scalar) in try Tensor.full(x.shape, value, x.dtype) },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0] else { return }
            guard let value = try Scalar.from(arguments[1]) else {
                throw Failure(
                    .typeError, "fill_(): argument 'value' (position 1) must be Number, not \(arguments[1].typeName)")
            }
            try x.fill(value)
        })
    static let zero = Op(
        "zero(input)", "Zeros everywhere.\nSource:  torch.Tensor.zero_.", in: .inPlace,
        { (x: Tensor) in try Tensor.zeros(x.shape, x.dtype) },
        inPlace: { arguments in
            if case .tensor(let x)? = arguments.first { try x.zero() }
        })
}

extension ArraySlice<Argument> {
    /// The i-th argument as a whole number; 0 when it is none, which the signature has refused before.
    fileprivate func int(_ i: Int) throws -> Int {
        try dropFirst(i).first.flatMap { try Int.from($0) } ?? 0
    }
}
