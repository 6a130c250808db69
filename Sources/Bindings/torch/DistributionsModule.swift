// torch.distributions, as far as small scripts use it: Uniform, Normal and Bernoulli with sample, log_prob and mean. Draws come from
// the default generator in PyTorch's order.
import Schema
import Script
import Tensors

final class DistributionObject: Object {
    enum Kind: String, CaseIterable { case uniform = "Uniform", normal = "Normal", bernoulli = "Bernoulli" }
    let kind: Kind
    /// low and high, loc and scale, or probs; broadcast together.
    let parameters: [Tensor]

    nonisolated(unsafe) private static let types: [Kind: TypeObject] = {
        var table: [Kind: TypeObject] = [:]
        for kind in Kind.allCases { table[kind] = makeType(kind) }
        return table
    }()
    static func type(of kind: Kind) -> TypeObject { types[kind] ?? TypeObject.object }
    override var type: TypeObject { DistributionObject.type(of: kind) }

    init(_ kind: Kind, _ parameters: [Tensor]) {
        self.kind = kind
        self.parameters = parameters
    }

    private static func makeType(_ kind: Kind) -> TypeObject {
        let signature =
            switch kind {
            case .uniform: Signature("Uniform(low, high, validate_args=None)")
            case .normal: Signature("Normal(loc, scale, validate_args=None)")
            case .bernoulli: Signature("Bernoulli(probs, validate_args=None)")
            }
        let type = TypeObject(
            kind.rawValue, module: "torch.distributions.\(kind.rawValue.lowercased())",
            make: { _, arguments in
                let values = try signature.values(arguments).dropLast()
                let tensors = try values.map { value in
                    try TensorFactory.existing(value) ?? TensorFactory.tensor(value, dtype: Defaults.dtype)
                }
                let shape = try tensors.dropFirst().reduce(tensors[0].shape) { try Shape.broadcast($0, $1.shape) }
                return .object(DistributionObject(kind, try tensors.map { try $0.expand(shape) }))
            })
        for name in ["sample", "rsample"] {
            type.rawMethod(
                "\(name)(self, sample_shape=())", "Random values of this shape, followed by the parameters' shape."
            ) { bound in
                guard let object = bound[0].asObject as? DistributionObject else { return .none }
                let shape = try Creation.sizes(bound[1], name) + object.parameters[0].shape
                if name == "sample" { return .tensor(try GradMode.disabled { try object.draw(shape) }) }
                return .tensor(try object.draw(shape))
            }
        }
        type.rawMethod("log_prob(self, value)", "The logarithm of the density.") { bound in
            guard let object = bound[0].asObject as? DistributionObject else { return .none }
            return .tensor(try object.logDensity(try bound.get(1, as: Tensor.self)))
        }
        return type
    }

    private func draw(_ shape: [Int]) throws -> Tensor {
        switch kind {
        case .uniform:
            try add(parameters[0], mul(Tensor.rand(shape, parameters[0].dtype), sub(parameters[1], parameters[0])))
        case .normal: try add(mul(Tensor.randn(shape, parameters[0].dtype), parameters[1]), parameters[0])
        case .bernoulli: try OpTable.tensor("bernoulli", [.tensor(try parameters[0].expand(shape))])
        }
    }

    private func logDensity(_ x: Tensor) throws -> Tensor {
        switch kind {
        case .uniform:
            let (above, below) = (
                try OpTable.tensor("ge", [.tensor(x), .tensor(parameters[0])]),
                try OpTable.tensor("lt", [.tensor(x), .tensor(parameters[1])])
            )
            let inside = try OpTable.tensor("logical_and", [.tensor(above), .tensor(below)])
            return try sub(inside.to(parameters[0].dtype).log(), sub(parameters[1], parameters[0]).log())
        case .normal:
            let distance = try div(sub(x, parameters[0]), parameters[1])
            return try sub(
                sub(mul(mul(distance, distance), .number(-0.5)), parameters[1].log()), .number(0.9189385332046727))
        case .bernoulli:
            let (p, one) = (parameters[0], try Tensor.number(1.0))
            return try add(mul(x, p.log()), mul(sub(one, x), sub(one, p).log()))
        }
    }

    override func repr() throws -> String {
        let names: [String] =
            switch kind {
            case .uniform: ["low", "high"]
            case .normal: ["loc", "scale"]
            case .bernoulli: ["probs"]
            }
        let parts = try zip(names, parameters).map { name, tensor in
            tensor.rank == 0 ? "\(name): \(try tensor.item().value.repr())" : "\(name): torch.Size(\(tensor.shape))"
        }
        return "\(kind.rawValue)(\(parts.joined(separator: ", ")))"
    }

    static func register() {
        ModuleRegistry.register("torch.distributions") { module in
            for kind in Kind.allCases { module.define(type(of: kind)) }
        }
    }
}
