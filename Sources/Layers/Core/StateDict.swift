// `state_dict` and `load_state_dict`: every saved tensor of a module tree by its dotted name, in registration order.

import Schema
import Tensors

/// What `load_state_dict` found; prints as PyTorch's result does.
public struct LoadResult: Equatable {
    public var missing: [String]
    public var unexpected: [String]

    public var repr: String {
        if missing.isEmpty, unexpected.isEmpty { return "<All keys matched successfully>" }
        let list = { (names: [String]) in "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]" }
        return "_IncompatibleKeys(missing_keys=\(list(missing)), unexpected_keys=\(list(unexpected)))"
    }
}

extension Module {
    /// Name and tensor (sharing memory, detached unless `keepVariables`) of every parameter and persistent buffer: a module's
    /// own first, then its children's.
    public func stateDict(prefix: String = "", keepVariables: Bool = false) -> [(name: String, tensor: Tensor)] {
        var result: [(String, Tensor)] = []
        for entry in parameterEntries {
            if let tensor = entry.tensor {
                result.append((prefix + entry.name, keepVariables ? tensor : tensor.detach()))
            }
        }
        for entry in bufferEntries where entry.isPersistent {
            if let tensor = entry.tensor {
                result.append((prefix + entry.name, keepVariables ? tensor : tensor.detach()))
            }
        }
        visiting {
            for child in children {
                if let module = child.module {
                    result += module.stateDict(prefix: prefix + child.name + ".", keepVariables: keepVariables)
                }
            }
        }
        return result
    }

    /// Copies values into the tensors of the same names. With `strict`, names that are missing or left over are errors; sizes
    /// that differ always are.
    @discardableResult
    public func loadStateDict(_ state: [(name: String, tensor: Tensor)], strict: Bool = true) throws -> LoadResult {
        var given: [String: Tensor] = [:]
        for (name, tensor) in state { given[name] = tensor }
        let own = stateDict(keepVariables: true)
        let known = Set(own.map(\.name))
        let missing = own.map(\.name).filter { given[$0] == nil }
        let unexpected = state.map(\.name).filter { !known.contains($0) }
        var mismatches: [String] = []
        var pairs: [(Tensor, Tensor)] = []
        for (name, target) in own {
            guard let source = given[name] else { continue }
            if source.shape != target.shape {
                mismatches.append(
                    "size mismatch for \(name): copying a param with shape torch.Size(\(Shape.text(source.shape))) from "
                        + "checkpoint, the shape in current model is torch.Size(\(Shape.text(target.shape))).")
            } else {
                pairs.append((target, source))
            }
        }
        var complaints: [String] = []
        let list = { (names: [String]) in names.map { "\"\($0)\"" }.joined(separator: ", ") }
        if strict {
            if !missing.isEmpty { complaints.append("Missing key(s) in state_dict: \(list(missing)). ") }
            if !unexpected.isEmpty { complaints.append("Unexpected key(s) in state_dict: \(list(unexpected)). ") }
        }
        complaints += mismatches
        if !complaints.isEmpty {
            throw Failure(
                .runtimeError,
                "Error(s) in loading state_dict for \(typeName):\n\t" + complaints.joined(separator: "\n\t"),
                hint: hint(missing: missing, unexpected: unexpected))
        }
        try GradMode.disabled {
            for (target, source) in pairs { try target.copy(from: source) }
        }
        return LoadResult(missing: missing, unexpected: unexpected)
    }

    private func hint(missing: [String], unexpected: [String]) -> String {
        if !unexpected.isEmpty, unexpected.allSatisfy({ $0.hasPrefix("module.") }) {
            return
                "the names begin with 'module.' (saved from DataParallel): strip it, {k[7:]: v for k, v in state.items()}"
        }
        return ""
    }
}
