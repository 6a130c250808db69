// What to do about an error when the thrower could not know: names that come from an import that is missing, names from Keras and
// other libraries, files with a similar name. The thrower's own hint wins, except that a missing import explains more than a
// similar name does.
import Bindings
import Schema
import Script

enum Hints {
    /// One line to paste or act on; empty when there is nothing to say.
    static func hint(kind: String, message: String, given: String) -> String {
        switch kind {
        case "NameError":
            guard let name = Template.values(in: firstSentence(message), of: "name '{0}' is not defined")?[0] else {
                return given
            }
            if let statement = imports[name] { return "write first: \(statement)" }
            if let typed = HangulKeys.latin(name), known.contains(typed) || Completer.keywords.contains(typed) {
                return "the Hangul keyboard was on: \(typed)"
            }
            // The thrower does not know the prelude's names; the nearest of all wins.
            let near = Nearest.match(name, among: [suggestion(given)].compactMap { $0 } + Prelude.names)
            return near.map { "did you mean '\($0)'?" } ?? replacement(name)
        case "TypeError":
            guard let values = Template.values(in: message, of: "{0} got an unexpected keyword argument '{1}'"),
                let name = values[1], given.hasPrefix("signature: "), let longer = parameter(startingWith: name, given)
            else { return given }
            return "did you mean '\(longer)'? \(given)"
        case "AttributeError":
            let values =
                Template.values(in: firstSentence(message), of: "module '{0}' has no attribute '{1}'")
                ?? Template.values(in: firstSentence(message), of: "'{0}' object has no attribute '{1}'")
            guard given.isEmpty, let name = values?[1] else { return given }
            return replacement(name)
        case "ModuleNotFoundError":
            guard given.isEmpty, let name = Template.values(in: message, of: "No module named '{0}'")?[0] else {
                return given
            }
            let top = String(name.prefix { $0 != "." })
            return modules[top] ?? ""
        case "FileNotFoundError":
            guard given.isEmpty,
                let path = Template.values(in: message, of: "[Errno 2] No such file or directory: '{0}'")?[0]
            else { return given }
            return similarFile(path)
        default: return given
        }
    }

    /// Names that can be said without import.
    private static var known: Set<String> {
        Set(Prelude.names + (((try? ModuleRegistry.module("builtins")) ?? nil)?.names.map(\.text) ?? []))
    }

    /// The name that a "did you mean" already proposes.
    private static func suggestion(_ hint: String) -> String? {
        let values =
            Template.values(in: hint, of: "Did you mean: '{0}'?")
            ?? Template.values(in: hint, of: "did you mean '{0}'?")
        return values?[0]
    }

    /// `kernel` is short for `kernel_size` in the signature.
    private static func parameter(startingWith name: String, _ signature: String) -> String? {
        let list = signature.drop { $0 != "(" }.dropFirst().split(separator: ",")
        let names = list.map {
            String($0.drop { $0 == " " || $0 == "*" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
        return names.first { $0.hasPrefix(name + "_") || $0.hasSuffix("_" + name) }
    }

    /// Without CPython's own "Did you mean" and further lines.
    private static func firstSentence(_ message: String) -> String {
        guard let end = message.firstRange(of: ". Did you mean") else { return message }
        return String(message[..<end.lowerBound])
    }

    private static func replacement(_ name: String) -> String {
        guard let ours = synonyms[name] else { return "" }
        return "here it is called \(ours)"
    }

    /// A file in the same folder whose name is close.
    private static func similarFile(_ path: String) -> String {
        let folder = Files.folder(of: path)
        guard let names = Files.names(in: folder, limit: 2000),
            let near = Nearest.match(Files.name(of: path), among: names)
        else {
            return Files.kind(of: folder) == nil ? "the folder '\(folder)' is not there either" : ""
        }
        return "did you mean '\(Files.join(folder, near))'?"
    }

    /// Names everybody knows by their import.
    static let imports = [
        "torch": "import torch", "nn": "import torch.nn as nn", "F": "import torch.nn.functional as F",
        "optim": "import torch.optim as optim", "np": "import numpy as np", "numpy": "import numpy as np",
        "plt": "import matplotlib.pyplot as plt", "math": "import math", "os": "import os", "random": "import random",
        "time": "import time", "glob": "import glob", "tqdm": "from tqdm import tqdm", "Image": "from PIL import Image",
        "DataLoader": "from torch.utils.data import DataLoader", "Dataset": "from torch.utils.data import Dataset",
        "sys": "import sys", "json": "import json", "Path": "from pathlib import Path",
    ]

    /// What Keras, NumPy and MATLAB users write.
    static let synonyms = [
        "Dense": "nn.Linear", "Conv2D": "nn.Conv2d", "Conv2DTranspose": "nn.ConvTranspose2d",
        "MaxPooling2D": "nn.MaxPool2d",
        "AveragePooling2D": "nn.AvgPool2d", "GlobalAveragePooling2D": "nn.AdaptiveAvgPool2d(1)",
        "UpSampling2D": "nn.Upsample",
        "BatchNormalization": "nn.BatchNorm2d", "LayerNormalization": "nn.LayerNorm",
        "Activation": "nn.ReLU, nn.Sigmoid, ...",
        "concatenate": "torch.cat", "Concatenate": "torch.cat", "expand_dims": "unsqueeze", "reduce_mean": "mean",
        "reduce_sum": "sum", "cast": "tensor.to(dtype)", "astype": "tensor.to(dtype)", "imsave": "plt.savefig",
        "BinaryCrossentropy": "nn.BCEWithLogitsLoss", "SparseCategoricalCrossentropy": "nn.CrossEntropyLoss",
        "CategoricalCrossentropy": "nn.CrossEntropyLoss", "fit": "train(model, image, label, epochs=10)",
        "xrange": "range", "raw_input": "input", "unicode": "str", "disp": "print", "length": "len",
        "numel": "tensor.numel()",
    ]

    /// Modules that are not here, and what does their work.
    static let modules = [
        "tensorflow": "unetrepl speaks PyTorch: import torch", "keras": "unetrepl speaks PyTorch: import torch",
        "cv2": "read pictures with PIL: from PIL import Image",
        "pandas": "tables are not supported; lists and dicts are",
        "seaborn": "plots are drawn with matplotlib.pyplot", "sklearn": "torch and numpy do the arithmetic here",
        "requests": "scripts here cannot use the network", "subprocess": "scripts here cannot start programs",
        "socket": "scripts here cannot use the network", "urllib": "scripts here cannot use the network",
    ]
}
