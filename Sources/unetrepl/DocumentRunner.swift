// Scripts, posts and notebooks from the first cell to the last.
import CReadline
import Glibc
import Schema
import Session

struct DocumentRunner {
    let session: Session
    let renderer: TerminalRenderer
    /// Set for `--json`.
    let json: JSONRenderer?
    let options: RunSettings

    /// Runs a document; returns the exit code.
    func run(_ document: Document, path: String) -> Int32 {
        session.options.showsValues = document.isNotebookLike
        session.options.keepsHistory = document.isNotebookLike
        var notebook = document.notebook
        let outputPath = notebook == nil ? nil : options.output ?? defaultOutput(path)
        if document.cells.isEmpty, document.isNotebookLike {
            renderer.show(.notice(Phrase.noCells.text(renderer.language, VisibleText.of(path))))
        }
        var code: Int32 = 0
        for (position, cell) in document.cells.enumerated() where options.wants(cell.number) {
            if cell.marker == .skip {
                if json == nil {
                    renderer.show(.notice(Phrase.cellSkipped.text(renderer.language, String(cell.number))))
                }
                continue
            }
            var recorded = NotebookOutputs()
            json?.begin(cell)
            let result = guarded(cell.text) {
                session.run(cell) { output in
                    recorded.add(output, language: session.options.language)
                    if let json { json.show(output, cell: cell.number) } else { renderer.show(output) }
                }
            }
            json?.end(cell, result)
            if let outputPath, var current = notebook {
                current.setOutputs(recorded, ofCell: position, ending: result.ending)
                notebook = current
                do throws(Failure) {
                    try AtomicFile.write(current.bytes, to: outputPath)
                } catch {
                    renderer.show(.error(ErrorReport(error)))
                    return 4
                }
            }
            if unet_signals_termination() != 0 { return finish(128 + unet_signals_termination(), nil) }
            switch result.ending {
            case .finished:
                if cell.marker == .expectError {
                    renderer.show(.notice(Phrase.expectedError.text(renderer.language, String(cell.number))))
                    code = max(code, 1)
                    if !options.keepsGoing { return finish(1, outputPath) }
                }
            case .failed:
                if cell.marker == .expectError { continue }
                code = 1
                if !options.keepsGoing { return finish(1, outputPath) }
            case .interrupted: return finish(130, outputPath)
            case .exit(let status): return finish(status, outputPath)
            }
        }
        return finish(code, outputPath)
    }

    /// Parses every cell and reports what is wrong, running nothing.
    func check(_ document: Document, path: String) -> Int32 {
        var code: Int32 = 0
        for cell in document.cells where options.wants(cell.number) {
            guard let report = session.check(cell) else { continue }
            if let json { json.show(.error(report), cell: cell.number) } else { renderer.show(.error(report)) }
            code = 1
        }
        if code == 0 { renderer.show(.notice(Phrase.checkedFine.text(renderer.language, VisibleText.of(path)))) }
        return finish(code, nil)
    }

    private func finish(_ code: Int32, _ outputPath: String?) -> Int32 {
        renderer.finish()
        if let outputPath {
            renderer.show(.notice(Phrase.notebookWritten.text(renderer.language, VisibleText.of(outputPath))))
        }
        return code
    }

    /// `lesson.ipynb` is run into `lesson.out.ipynb`: the original stays as it is.
    private func defaultOutput(_ path: String) -> String {
        Files.join(Files.folder(of: path), Files.stem(of: path) + ".out.ipynb")
    }
}
