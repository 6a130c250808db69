// RNN, GRU and LSTM: one step after the other, layer after layer, optionally in both directions. Built of linear layers and
// elementwise ops; right rather than fast.

import Schema
import Tensors

public final class Recurrent: Module {
    public enum Kind: String, Sendable { case rnn = "RNN", gru = "GRU", lstm = "LSTM" }

    public let kind: Kind
    public let inputSize: Int, hiddenSize: Int, layers: Int
    public let hasBias: Bool, isBatchFirst: Bool, isBidirectional: Bool
    public let dropoutProbability: Double
    /// For RNN: "tanh" or "relu".
    public let nonlinearity: String

    public init(
        _ kind: Kind, _ inputSize: Int, _ hiddenSize: Int, layers: Int = 1, nonlinearity: String = "tanh",
        bias: Bool = true,
        batchFirst: Bool = false, dropout: Double = 0, bidirectional: Bool = false, dtype: DType? = nil
    ) throws {
        guard hiddenSize > 0 else { throw Failure(.valueError, "hidden_size must be greater than zero") }
        guard layers > 0 else { throw Failure(.valueError, "num_layers must be greater than zero") }
        guard dropout >= 0, dropout <= 1 else {
            throw Failure(
                .valueError,
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed")
        }
        guard nonlinearity == "tanh" || nonlinearity == "relu" else {
            throw Failure(.valueError, "Unknown nonlinearity '\(nonlinearity)'. Select from 'tanh' or 'relu'.")
        }
        self.kind = kind
        self.inputSize = inputSize
        self.hiddenSize = hiddenSize
        self.layers = layers
        self.nonlinearity = nonlinearity
        hasBias = bias
        isBatchFirst = batchFirst
        isBidirectional = bidirectional
        dropoutProbability = dropout
        super.init()
        // The products below are of these.
        _ = try Shape.bytes([gates * suffixes.count, hiddenSize], .float32)
        let rows = gates * hiddenSize
        for layer in 0..<layers {
            try Interrupts.check()
            for suffix in suffixes {
                let width = layer == 0 ? inputSize : hiddenSize * suffixes.count
                try newParameter("weight_ih_l\(layer)\(suffix)", [rows, width], dtype)
                try newParameter("weight_hh_l\(layer)\(suffix)", [rows, hiddenSize], dtype)
                if bias {
                    try newParameter("bias_ih_l\(layer)\(suffix)", [rows], dtype)
                    try newParameter("bias_hh_l\(layer)\(suffix)", [rows], dtype)
                }
            }
        }
        try resetParameters()
    }

    private var gates: Int {
        switch kind {
        case .rnn: 1
        case .gru: 3
        case .lstm: 4
        }
    }
    private var suffixes: [String] { isBidirectional ? ["", "_reverse"] : [""] }

    public override var typeName: String { kind.rawValue }
    public override var forwardSignature: String { "forward(input, hx=None)" }

    public override func resetParameters() throws {
        let bound = 1 / Double(hiddenSize).squareRoot()
        for (_, parameter) in namedParameters() { try Init.uniform(parameter, -bound, bound) }
    }

    public override func extraRepr() -> String {
        var text = "\(inputSize), \(hiddenSize)"
        if layers != 1 { text += ", num_layers=\(layers)" }
        if !hasBias { text += ", bias=False" }
        if isBatchFirst { text += ", batch_first=True" }
        if dropoutProbability != 0 { text += ", dropout=\(pythonText(dropoutProbability))" }
        if isBidirectional { text += ", bidirectional=True" }
        return text
    }

    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "input_size": .int(inputSize)
        case "hidden_size": .int(hiddenSize)
        case "num_layers": .int(layers)
        case "bidirectional": .bool(isBidirectional)
        case "batch_first": .bool(isBatchFirst)
        default: nil
        }
    }

    public override func forward(_ inputs: [Tensor]) throws -> Tensor { try unroll(inputs[0], nil, nil).output }

    public override func forward(arguments: [Argument]) throws -> Argument {
        guard case .tensor(let x)? = arguments.first else {
            throw Failure(.typeError, "\(typeName).forward(): argument 'input' must be Tensor")
        }
        var (hidden, cell): (Tensor?, Tensor?) = (nil, nil)
        if arguments.count > 1 {
            if case .tensor(let h) = arguments[1] { hidden = h }
            if let items = arguments[1].items, items.count == 2, case .tensor(let h) = items[0],
                case .tensor(let c) = items[1]
            {
                (hidden, cell) = (h, c)
            }
        }
        let result = try unroll(x, hidden, cell)
        if let last = result.cell {
            return .tuple([.tensor(result.output), .tuple([.tensor(result.hidden), .tensor(last)])])
        }
        return .tuple([.tensor(result.output), .tensor(result.hidden)])
    }

    /// input (L, N, in), or (N, L, in) with batch_first, or (L, in).
    private func unroll(_ input: Tensor, _ hidden: Tensor?, _ cell: Tensor?) throws -> (
        output: Tensor, hidden: Tensor, cell: Tensor?
    ) {
        guard input.rank == 2 || input.rank == 3 else {
            throw Failure(.valueError, "\(typeName): Expected input to be 2D or 3D, got \(input.rank)D instead")
        }
        guard input.shape.last == inputSize else {
            throw Failure(
                .runtimeError,
                "input.size(-1) must be equal to input_size. Expected \(inputSize), got \(input.shape.last ?? 0)")
        }
        let isBatched = input.rank == 3
        var x = isBatched ? (isBatchFirst ? try input.transpose(0, 1) : input) : try input.unsqueeze(1)
        let (length, batch) = (x.shape[0], x.shape[1])
        guard length > 0 else { throw Failure(.runtimeError, "Expected sequence length to be larger than 0 in RNN") }
        let states = layers * suffixes.count
        func initial(_ given: Tensor?, _ i: Int) throws -> Tensor {
            guard let given else { return try Tensor.zeros([batch, hiddenSize], x.dtype) }
            let all = isBatched ? given : try given.unsqueeze(1)
            guard all.shape == [states, batch, hiddenSize] else {
                throw Failure(
                    .runtimeError,
                    "Expected hidden size \(Shape.text([states, batch, hiddenSize])), got \(Shape.text(all.shape))")
            }
            return try all.select(0, i)
        }
        var (lastHidden, lastCell): ([Tensor], [Tensor]) = ([], [])
        for layer in 0..<layers {
            var directions: [Tensor] = []
            for (d, suffix) in suffixes.enumerated() {
                let state = layer * suffixes.count + d
                var h = try initial(hidden, state)
                var c = kind == .lstm ? try initial(cell, state) : h
                var outputs = [Tensor?](repeating: nil, count: length)
                for step in d == 0 ? Array(0..<length) : Array((0..<length).reversed()) {
                    (h, c) = try advance(x.select(0, step), h, c, "_l\(layer)\(suffix)")
                    outputs[step] = h
                }
                directions.append(try stack(outputs.compactMap { $0 }, 0))
                lastHidden.append(h)
                lastCell.append(c)
            }
            x = directions.count == 1 ? directions[0] : try cat(directions, 2)
            if layer < layers - 1, dropoutProbability > 0 {
                x = try dropout(x, p: dropoutProbability, training: isTraining)
            }
        }
        var (h, c) = (try stack(lastHidden, 0), kind == .lstm ? try stack(lastCell, 0) : nil)
        if !isBatched {
            x = try x.squeeze([1])
            h = try h.squeeze([1])
            c = try c?.squeeze([1])
        } else if isBatchFirst {
            x = try x.transpose(0, 1)
        }
        return (x, h, c)
    }

    /// One step of one layer and direction.
    private func advance(_ x: Tensor, _ h: Tensor, _ c: Tensor, _ name: String) throws -> (Tensor, Tensor) {
        let fromInput = try linear(x, parameterOrFail("weight_ih\(name)"), parameter("bias_ih\(name)"))
        let fromHidden = try linear(h, parameterOrFail("weight_hh\(name)"), parameter("bias_hh\(name)"))
        switch kind {
        case .rnn:
            let sum = try add(fromInput, fromHidden)
            let next = nonlinearity == "relu" ? try sum.relu() : try sum.tanh()
            return (next, next)
        case .lstm:
            let parts = try add(fromInput, fromHidden).chunk(4, dim: 1)
            let (i, f, g, o) = (
                try parts[0].sigmoid(), try parts[1].sigmoid(), try parts[2].tanh(), try parts[3].sigmoid()
            )
            let cell = try add(mul(f, c), mul(i, g))
            return (try mul(o, cell.tanh()), cell)
        case .gru:
            let (a, b) = (try fromInput.chunk(3, dim: 1), try fromHidden.chunk(3, dim: 1))
            let reset = try add(a[0], b[0]).sigmoid()
            let update = try add(a[1], b[1]).sigmoid()
            let new = try add(a[2], mul(reset, b[2])).tanh()
            let next = try add(new, mul(update, sub(h, new)))
            return (next, next)
        }
    }
}

extension LayerDeclaration {
    static let recurrent: [LayerDeclaration] = [
        LayerDeclaration(
            """
            RNN(input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0, \
            bidirectional=False, device=None, dtype=None)
            """, "A recurrent layer; forward gives (output, last hidden state)."
        ) {
            (i: Int, h: Int, n: Int, f: String, b: Bool, first: Bool, p: Double, both: Bool, _: Argument, t: DType?) in
            try Recurrent(
                .rnn, i, h, layers: n, nonlinearity: f, bias: b, batchFirst: first, dropout: p, bidirectional: both,
                dtype: t)
        },
        gated(.gru, "A gated recurrent layer; forward gives (output, last hidden state)."),
        gated(.lstm, "A long short-term memory layer; forward gives (output, (last hidden state, last cell state))."),
    ]

    private static func gated(_ kind: Recurrent.Kind, _ doc: String) -> LayerDeclaration {
        LayerDeclaration(
            """
            \(kind.rawValue)(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, \
            bidirectional=False, proj_size=0, device=None, dtype=None)
            """, doc
        ) {
            (
                i: Int, h: Int, n: Int, b: Bool, first: Bool, p: Double, both: Bool, projection: Int, _: Argument,
                t: DType?
            ) in
            guard projection == 0 else {
                throw Failure(
                    .notImplementedError, "proj_size is not supported", hint: "add a Linear layer after the output")
            }
            return try Recurrent(
                kind, i, h, layers: n, bias: b, batchFirst: first, dropout: p, bidirectional: both, dtype: t)
        }
    }
}
