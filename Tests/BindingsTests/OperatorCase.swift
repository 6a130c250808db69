// One recorded operator call as a script: inputs, the call, gradients; what the script prints is compared with the recording.
import Foundation

struct OperatorCase {
    let id: String
    private let call: String
    private let inputs: [[String: Any]]
    private let upstream: [Any]
    private let expected: [String: Any]
    private let width: String
    private let tolerance: Double
    private let gradientTolerance: Double

    init(_ recording: [String: Any], width: String) {
        id = recording["id"] as? String ?? ""
        call = recording["call"] as? String ?? ""
        inputs = recording["inputs"] as? [[String: Any]] ?? []
        upstream = recording["upstream"] as? [Any] ?? []
        expected = recording["float\(width)"] as? [String: Any] ?? [:]
        self.width = width
        tolerance = OperatorCase.number(recording["tol\(width)"] ?? 0)
        gradientTolerance = OperatorCase.number(recording["gtol\(width)"] ?? 0)
    }

    private static func number(_ value: Any) -> Double {
        switch value {
        case let text as String: Double(text) ?? .nan
        case let number as NSNumber: number.doubleValue
        default: .nan
        }
    }

    private static let helpers = """
        import torch, math
        import torch.nn as nn
        import torch.nn.functional as F
        def setitem(x, idx, v):
            y = x.clone()
            y[idx] = v
            return y
        def flat(o):
            if isinstance(o, torch.Tensor): return [o]
            if isinstance(o, (list, tuple)): return [t for v in o for t in flat(v)]
            return [torch.tensor(o)]
        nan, inf = math.nan, math.inf

        """

    private func list(_ values: [Any]) -> String {
        let texts = values.map { value -> String in
            if let text = value as? String { return text }
            guard let number = value as? NSNumber else { return "None" }
            return "\(number)"
        }
        return "[" + texts.joined(separator: ", ") + "]"
    }

    /// Positions of the inputs whose gradients were recorded.
    private var differentiable: [Int] {
        inputs.indices.filter { inputs[$0]["grad"] as? Bool == true && inputs[$0]["dtype"] as? String == "float" }
    }

    private var script: String {
        var lines = ["torch.set_default_dtype(torch.float\(width))"]
        for (i, input) in inputs.enumerated() {
            let name = input["dtype"] as? String ?? ""
            let dtype = name == "float" ? "float\(width)" : name
            let data = list(input["data"] as? [Any] ?? [])
            lines.append(
                "x\(i) = torch.tensor(\(data), dtype=torch.\(dtype)).reshape(\(input["shape"] as? [Int] ?? []))")
            if differentiable.contains(i) { lines.append("x\(i).requires_grad_()") }
        }
        lines.append("outs = flat(\(call))")
        lines.append(
            "for o in outs: print(list(o.shape), str(o.dtype)[6:], [float(v) for v in o.detach().reshape(-1).tolist()], sep=';')"
        )
        let seeded = upstream.indices.filter { upstream[$0] is [Any] }
        if !seeded.isEmpty, !differentiable.isEmpty {
            let seeds = seeded.map { k in
                "torch.tensor(\(list(upstream[k] as? [Any] ?? [])), dtype=outs[\(k)].dtype).reshape(outs[\(k)].shape)"
            }
            let roots = seeded.map { "outs[\($0)]" }.joined(separator: ", ")
            let leaves = differentiable.map { "x\($0)" }.joined(separator: ", ")
            lines.append(
                "gs = torch.autograd.grad([\(roots)], [\(leaves)], [\(seeds.joined(separator: ", "))], allow_unused=True)"
            )
            lines.append("for g in gs: print('grad', [] if g is None else g.reshape(-1).tolist(), sep=';')")
        }
        return lines.joined(separator: "\n")
    }

    private func numbers(_ text: Substring) -> [Double] {
        text.dropFirst().dropLast().split(separator: ",").map {
            Double($0.trimmingCharacters(in: .whitespaces)) ?? .nan
        }
    }

    private func isClose(_ own: [Double], _ recorded: [Double], _ tolerance: Double) -> Bool {
        own.count == recorded.count
            && zip(own, recorded).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) || abs($0 - $1) <= tolerance }
    }

    /// nil: every output and gradient agrees.
    func difference() -> String? {
        let result = SnippetRunner.run(script, prelude: OperatorCase.helpers)
        if let kind = result.kind { return "\(kind): \(result.message)" }
        let lines = result.output.split(separator: "\n")
        let outputs = lines.filter { !$0.hasPrefix("grad;") }
        let recorded = expected["outputs"] as? [[String: Any]] ?? []
        guard outputs.count == recorded.count, !recorded.isEmpty else {
            return "\(outputs.count) outputs instead of \(recorded.count)"
        }
        for (k, (line, output)) in zip(outputs, recorded).enumerated() {
            let parts = line.split(separator: ";")
            let shape = (output["shape"] as? [Int] ?? []).map(String.init).joined(separator: ", ")
            let dtype = output["dtype"] as? String ?? ""
            guard parts.count == 3, parts[0] == "[\(shape)]", parts[1] == dtype else {
                return "output \(k): \(parts.prefix(2)) instead of [\(shape)] \(dtype)"
            }
            let limit = dtype.hasPrefix("float") ? tolerance : 0
            if !isClose(numbers(parts[2]), (output["data"] as? [Any] ?? []).map(OperatorCase.number), limit) {
                return "output \(k): \(parts[2].prefix(200))"
            }
        }
        let gradients = lines.filter { $0.hasPrefix("grad;") }
        let recordedGradients = expected["grads"] as? [Any] ?? []
        for (line, i) in zip(gradients, differentiable) where i < recordedGradients.count {
            guard let values = recordedGradients[i] as? [Any] else { continue }
            var own = numbers(line.dropFirst("grad;".count))
            if own.isEmpty { own = [Double](repeating: 0, count: values.count) }
            if !isClose(own, values.map(OperatorCase.number), gradientTolerance) {
                return "gradient of x\(i): \(own.prefix(8))"
            }
        }
        return nil
    }
}
