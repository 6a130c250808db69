// `import helpers` finds helpers.unet or helpers.py beside the script, else in the working folder; a folder with __init__ is a package.
// Modules that Swift provides come first: `import torch` always means torch.
import Schema
import Script

struct FileImporter {
    /// Where to look, in order.
    var folders: [String]
    /// Numbers the texts, so that tracebacks can tell them apart.
    var makeSource: (_ name: String, _ text: [UInt8]) -> Source

    func find(_ dottedName: String) throws -> FoundModule? {
        let path = dottedName.split(separator: ".").map(String.init).joined(separator: "/")
        // A name with other characters cannot come from an import statement; it must not become a path.
        guard !path.isEmpty, !path.contains("..") else { return nil }
        for folder in folders {
            for (candidate, isPackage) in [
                ("\(path).unet", false), ("\(path).py", false), ("\(path)/__init__.unet", true),
                ("\(path)/__init__.py", true),
            ] {
                let file = Files.join(folder, candidate)
                guard Files.kind(of: file) == .file else { continue }
                let source = makeSource(file, try Source.decode(try AtomicFile.read(file, limit: Source.sizeLimit)))
                return FoundModule(source: source, program: try parsed(source), isPackage: isPackage, path: file)
            }
        }
        return try namespacePackage(path)
    }

    /// A folder without `__init__` is a package too, with nothing in it but its submodules.
    private func namespacePackage(_ path: String) throws -> FoundModule? {
        for folder in folders {
            let place = Files.join(folder, path)
            guard Files.kind(of: place) == .folder else { continue }
            let source = makeSource(place, [])
            return FoundModule(source: source, program: try parsed(source), isPackage: true, path: place)
        }
        return nil
    }

    private func parsed(_ source: Source) throws -> Program {
        do { return try Parse.program(source) } catch { throw ScriptError.from(error, source: source) }
    }
}
