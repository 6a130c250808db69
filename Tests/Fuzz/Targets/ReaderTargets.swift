// The file readers. What they accept is also written again where we can write it: what we read must be printable and savable.
import Figures
import Layers
import Session

extension FuzzTarget {
    static let png = FuzzTarget("png", words: ["IHDR", "IDAT", "IEND", "PLTE", "tRNS", "tEXt", "iCCP", "acTL"]) {
        bytes in
        // 64 K pixels: a fuzzer finds no more in a larger picture, only later.
        guard let bitmap = try? PNG.decode(bytes, maxPixels: 1 << 16) else { return }
        _ = try? PNG.encode(bitmap)
    }

    /// TIFF and BMP files, and the orientation in a JPEG's Exif block.
    static let raw = FuzzTarget(
        "raw", words: ["II*\0", "MM\0*", "BM", "Exif\0\0", "\u{1}\u{1}\u{3}\0", "\u{11}\u{1}\u{4}\0", "\u{5}\0"]
    ) { bytes in
        _ = ExifOrientation.read(bytes)
        let bitmap: Bitmap?
        if TIFF.isTIFF(bytes) {
            bitmap = try? TIFF.decode(bytes, maxPixels: 1 << 16)
        } else {
            bitmap = try? BMP.decode(bytes, maxPixels: 1 << 16)
        }
        guard let bitmap else { return }
        _ = try? TIFF.encode(bitmap)
        _ = try? BMP.encode(bitmap)
    }

    static let npy = FuzzTarget(
        "npy", words: ["'descr': '<f4'", "'fortran_order': True", "'shape': (2, 3), ", "|O", ">f8", "|b1"]
    ) { bytes in
        guard let tensor = try? Npy.read(bytes), tensor.count < 1 << 20 else { return }
        _ = try? Npy.write(tensor)
    }

    static let safetensors = FuzzTarget(
        "safetensors", words: ["\"dtype\":\"F32\"", "\"shape\":[", "\"data_offsets\":[0,", "__metadata__", "\\u0000"]
    ) { bytes in
        guard let state = try? Safetensors.read(bytes) else { return }
        _ = try? Safetensors.write(state)
    }

    static let archive = FuzzTarget(
        "archive",
        words: [
            "PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "ccollections\nOrderedDict\n",
            "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch\nFloatStorage\n", ")R", "tQ", "/data.pkl",
        ]
    ) { bytes in
        guard let value = try? TorchArchive.readValue(bytes) else { return }
        _ = try? TorchArchive.write(value)
    }

    static let notebook = FuzzTarget(
        "notebook",
        words: [
            "\"cells\": [", "\"cell_type\": \"code\"", "\"source\": [", "\"nbformat\": 4", "\"tags\"", "\\ud800",
            "1e999",
        ]
    ) { bytes in
        guard var notebook = try? Notebook(bytes, file: "fuzz.ipynb") else { return }
        var outputs = NotebookOutputs()
        outputs.add(.stream(.stdout, "a\nb"))
        for position in notebook.cells.indices.prefix(3) { notebook.setOutputs(outputs, ofCell: position) }
        _ = try? Notebook(notebook.bytes, file: "fuzz.ipynb")
    }

    static let markdown = FuzzTarget(
        "markdown", words: ["```python\n", "~~~", "> ", "- ", "1. ", "```python skip", "\t", "    "]
    ) { bytes in
        guard let text = try? Document.text(bytes) else { return }
        _ = MarkdownReader.cells(text, file: "fuzz.md")
        _ = ScriptReader.cells(text, file: "fuzz.py", byCells: true)
    }

    /// Text of strangers on its way to the terminal: nothing that steers it may be left (bar T16).
    static let text = FuzzTarget("text", words: ["\u{1b}[2J", "\u{9b}", "\u{202e}", "\u{200b}", "\u{1b}]0;"]) { bytes in
        let shown = VisibleText.of(String(decoding: bytes, as: UTF8.self))
        precondition(!shown.unicodeScalars.contains { VisibleText.isHidden($0) }, "a control character was printed")
        _ = ScriptReader.range(shown)
    }
}
