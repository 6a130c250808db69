// Any file that can be run, as cells: the reader is chosen by the extension.
import Schema
import Script

public struct Document: Sendable {
    public var cells: [Cell]
    /// Set for notebooks, which are written back with their outputs.
    public var notebook: Notebook?
    /// Whether values of last expressions are shown and each cell is a step of its own.
    public var isNotebookLike: Bool

    /// Reads `.md`, `.ipynb`, and everything else as a script (`# %%` cells when `byCells`).
    /// - Throws: what opening the file threw; ValueError or SyntaxError when its content cannot be used.
    public static func read(_ path: String, byCells: Bool) throws(Failure) -> Document {
        let bytes = try AtomicFile.read(path, limit: JSON.sizeLimit)
        switch Files.fileExtension(of: path) {
        case "ipynb":
            let notebook = try Notebook(bytes, file: Files.name(of: path))
            return Document(cells: notebook.cells, notebook: notebook, isNotebookLike: true)
        case "md", "markdown":
            return Document(cells: MarkdownReader.cells(try text(bytes), file: path), isNotebookLike: true)
        default:
            return Document(
                cells: ScriptReader.cells(try text(bytes), file: path, byCells: byCells), isNotebookLike: false)
        }
    }

    /// A script that came as text: `-c`, standard input.
    public static func script(_ text: String, name: String) -> Document {
        Document(cells: [Cell(text, number: 1, name: name, file: nil)], isNotebookLike: false)
    }

    public static func text(_ bytes: [UInt8]) throws(Failure) -> String {
        String(decoding: try Source.decode(bytes), as: UTF8.self)
    }
}
