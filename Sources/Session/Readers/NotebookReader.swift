// Jupyter notebooks (.ipynb, nbformat 4): code cells in order, and the copy with our outputs that is saved after every cell.
// Only the sources of cells are used: a notebook's stored outputs are data of strangers and are neither shown nor trusted.
import Figures
import Schema

public struct Notebook: Sendable {
    private var root: JSON
    public let cells: [Cell]
    /// For each of `cells`, its index among all of the notebook's cells.
    private let indices: [Int]

    /// - Throws: ValueError when the text is not a notebook of version 4.
    public init(_ bytes: [UInt8], file: String) throws(Failure) {
        root = try JSON.parse(bytes)
        guard case .object = root, let all = root["cells"]?.elements else {
            throw Failure(
                .valueError, "'\(file)' is JSON but not a notebook of format 4: it has no list of cells",
                hint: root["worksheets"] == nil ? "" : "convert it first: jupyter nbconvert --to notebook --nbformat 4")
        }
        if let format = root["nbformat"]?.integer, format != 4 {
            throw Failure(.valueError, "'\(file)' has notebook format \(format); format 4 can be run")
        }
        var cells: [Cell] = []
        var indices: [Int] = []
        for (index, cell) in all.enumerated() where cell["cell_type"]?.text == "code" {
            let tags = (cell["metadata"]?["tags"]?.elements ?? []).compactMap(\.text)
            let marker: Cell.Marker =
                tags.contains("skip") || tags.contains("skip-execution")
                ? .skip : tags.contains("raises-exception") || tags.contains("expect-error") ? .expectError : .run
            cells.append(
                Cell(
                    Notebook.sourceText(cell["source"]), number: cells.count + 1, name: "\(file)[\(cells.count + 1)]",
                    file: file, marker: marker))
            indices.append(index)
        }
        self.cells = cells
        self.indices = indices
        // Minor version 4 is the first that every reader of this decade takes; ids came with 5 and stay when there.
        if root["nbformat_minor"]?.integer == nil { root["nbformat_minor"] = .number("4") }
        root["nbformat"] = .number("4")
        if root["metadata"] == nil { root["metadata"] = .object([]) }
    }

    /// A source is a string or a list of lines.
    private static func sourceText(_ source: JSON?) -> String {
        switch source {
        case .string(let text): text
        case .array(let lines): lines.compactMap(\.text).joined()
        case .null, .bool, .number, .object, nil: ""
        }
    }

    // MARK: - The copy with outputs

    /// Puts what `cells[position]` produced into the copy, in place of its old outputs, and how it ended into its metadata. Cells that
    /// are not run keep what they had.
    public mutating func setOutputs(
        _ outputs: NotebookOutputs, ofCell position: Int, ending: CellResult.Ending = .finished
    ) {
        guard indices.indices.contains(position), case .array(var all)? = root["cells"],
            all.indices.contains(indices[position])
        else { return }
        var cell = all[indices[position]]
        cell["execution_count"] = .number(String(cells[position].number))
        cell["outputs"] = .array(outputs.json(executionCount: cells[position].number))
        var metadata = cell["metadata"] ?? .object([])
        metadata["unetrepl"] = .object([.init("status", .string(outputs.status(ending).rawValue))])
        cell["metadata"] = metadata
        all[indices[position]] = cell
        root["cells"] = .array(all)
    }

    /// The notebook's file content.
    public var bytes: [UInt8] { Array((completed().written() + "\n").utf8) }

    /// Cells that were never run lack what the format asks for; readers refuse such files.
    private func completed() -> JSON {
        guard case .array(let all)? = root["cells"] else { return root }
        var copy = root
        let hasIDs = (root["nbformat_minor"]?.integer ?? 4) >= 5
        copy["cells"] = .array(
            all.enumerated().map { index, cell in
                var cell = cell
                guard case .object = cell else { return cell }
                if hasIDs, cell["id"] == nil { cell["id"] = .string("cell-\(index + 1)") }
                if cell["metadata"] == nil { cell["metadata"] = .object([]) }
                if cell["source"] == nil { cell["source"] = .string("") }
                if cell["cell_type"]?.text == "code" {
                    if cell["outputs"] == nil { cell["outputs"] = .array([]) }
                    if cell["execution_count"] == nil { cell["execution_count"] = .null }
                }
                return cell
            })
        return copy
    }
}

/// The outputs of one cell, in nbformat's terms. Chunks of one stream that follow each other are joined.
public struct NotebookOutputs: Sendable {
    private enum Item: Sendable {
        case stream(Output.StreamName, String)
        case result(MIMEBundle)
        case picture([UInt8], String)
        case error(name: String, text: String, lines: [String])
    }
    private var items: [Item] = []
    /// Characters of stream text kept for one cell; a runaway loop must not fill the disk.
    private var left = 8 << 20

    public init() {}

    /// How a cell ended, for programs that read the notebook.
    enum Status: String {
        case ok, error, interrupted
        /// It asked for something that is not here: a module, a part of the language.
        case unsupported
    }

    func status(_ ending: CellResult.Ending) -> Status {
        switch ending {
        case .finished: return .ok
        case .exit(let code): return code == 0 ? .ok : .error
        case .interrupted: return .interrupted
        case .failed:
            guard case .error(let name, _, _)? = items.last else { return .error }
            return ["ModuleNotFoundError", "NotImplementedError"].contains(name) ? .unsupported : .error
        }
    }

    public mutating func add(_ output: Output, language: Language = .english) {
        switch output {
        case .stream(let name, let text): stream(name, text)
        case .result(let bundle): items.append(.result(bundle))
        case .figure(let figure):
            items.append(.picture(figure.png, "<Figure size \(figure.width)x\(figure.height)>"))
        case .error(let report):
            items.append(
                .error(
                    name: report.kind, text: report.message,
                    lines: report.text(style: .plain, language: language).split(separator: "\n").map(String.init)))
        case .notice(let text): stream(.stderr, text + "\n")
        case .progress(let progress):
            if progress.isEpochEnd { stream(.stdout, ProgressLine.plain(progress) + "\n") }
        }
    }

    private mutating func stream(_ name: Output.StreamName, _ text: String) {
        guard left > 0, !text.isEmpty else { return }
        left -= text.utf8.count
        let text = left > 0 ? text : text.prefix(left + text.utf8.count) + "\n[output cut after 8 MB]\n"
        if case .stream(name, let before)? = items.last {
            items[items.count - 1] = .stream(name, before + text)
        } else {
            items.append(.stream(name, text))
        }
    }

    func json(executionCount: Int) -> [JSON] {
        items.map { item in
            switch item {
            case .stream(let name, let text):
                return .object([
                    .init("name", .string(name.rawValue)), .init("output_type", .string("stream")),
                    .init("text", NotebookOutputs.lines(text)),
                ])
            case .result(let bundle):
                return .object([
                    .init("data", data(text: bundle.plainText, png: bundle.png)),
                    .init("execution_count", .number(String(executionCount))),
                    .init("metadata", .object([])), .init("output_type", .string("execute_result")),
                ])
            case .picture(let png, let text):
                return .object([
                    .init("data", data(text: text, png: png)), .init("metadata", .object([])),
                    .init("output_type", .string("display_data")),
                ])
            case .error(let name, let text, let lines):
                return .object([
                    .init("ename", .string(name)), .init("evalue", .string(text)),
                    .init("output_type", .string("error")), .init("traceback", .array(lines.map { .string($0) })),
                ])
            }
        }
    }

    private func data(text: String, png: [UInt8]?) -> JSON {
        var members: [JSON.Member] = []
        if let png { members.append(.init("image/png", .string(String(decoding: Base64.encode(png), as: UTF8.self)))) }
        members.append(.init("text/plain", NotebookOutputs.lines(text)))
        return .object(members)
    }

    /// Text as nbformat stores it: a list of lines, each with its line end.
    private static func lines(_ text: String) -> JSON {
        var lines: [JSON] = []
        var rest = text[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: "\n").map { rest.index(after: $0) } ?? rest.endIndex
            lines.append(.string(String(rest[..<end])))
            rest = rest[end...]
        }
        return .array(lines)
    }
}
