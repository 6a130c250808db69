// Small text files of the front end.
import Schema

func writeText(_ text: String, to path: String) throws(Failure) { try AtomicFile.write(Array(text.utf8), to: path) }

func readText(_ path: String) throws(Failure) -> String {
    String(decoding: try AtomicFile.read(path, limit: 16 << 20), as: UTF8.self)
}
