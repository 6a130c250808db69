// `print(model)`: a module's extra text and its children, indented by two.

import Tensors

extension Module {
    /// `repr(module)`.
    public var repr: String { repr(named: typeName, extra: extraRepr()) }

    /// The text under another class name and extra text: those of a script's class.
    public func repr(named typeName: String, extra: String) -> String {
        if isVisited { return "\(typeName)(...)" }
        var text = ""
        visiting { text = spelled(typeName, extra) }
        return text
    }

    private func spelled(_ typeName: String, _ extra: String) -> String {
        let extraLines =
            extra.isEmpty ? [] : extra.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var childLines: [String] = []
        var texts: [(name: String, text: String)] = []
        for child in children {
            // A script class may override __repr__; Bindings installs that through `textOverride`.
            texts.append((child.name, child.module.map { $0.textOverride?() ?? $0.repr } ?? "None"))
        }
        var i = 0
        while i < texts.count {
            var j = i
            if foldsRepeats {
                while j + 1 < texts.count, texts[j + 1].text == texts[i].text { j += 1 }
            }
            let body = indented(texts[i].text)
            childLines.append(
                j > i ? "(\(texts[i].name)-\(texts[j].name)): \(j - i + 1) x \(body)" : "(\(texts[i].name)): \(body)")
            i = j + 1
        }
        if childLines.isEmpty, extraLines.count <= 1 { return "\(typeName)(\(extraLines.first ?? ""))" }
        let lines = extraLines + childLines
        if lines.isEmpty { return "\(typeName)()" }
        return "\(typeName)(\n  " + lines.joined(separator: "\n  ") + "\n)"
    }

    /// The first line as it is, the others two columns to the right.
    private func indented(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.joined(separator: "\n  ")
    }
}

/// Python's text of what a layer was given: 2 -> "2", (2, 3) -> "(2, 3)", 0.5 -> "0.5", True, None, 'same'.
public func pythonText(_ argument: Argument) -> String {
    switch argument {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .float(let value): pythonText(value)
    case .string(let value): "'\(value)'"
    case .tensor(let tensor): "tensor\(Shape.text(tensor.shape))"
    case .list(let items): "[" + items.map(pythonText).joined(separator: ", ") + "]"
    case .tuple(let items), .named(_, _, let items):
        items.count == 1 ? "(\(pythonText(items[0])),)" : "(" + items.map(pythonText).joined(separator: ", ") + ")"
    case .dtype(let dtype): "torch.\(dtype.name)"
    case .slice: "slice"
    case .ellipsis: "Ellipsis"
    case .size(let sizes): "torch.Size(\(Shape.text(sizes)))"
    }
}

/// 0.1 -> "0.1", 1e-05 -> "1e-05", as Python prints a float.
public func pythonText(_ value: Double) -> String { ArrayText.scalar(.float(value), .float64) }

public func pythonText(_ values: [Int]) -> String { pythonText(.tuple(values.map(Argument.int))) }

public func pythonText(_ value: Bool) -> String { value ? "True" : "False" }
