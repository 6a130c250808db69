// Functions of numpy that scripts use now and then, made of others in the dialect itself and compiled when one of them is first named.
// They run in numpy's own module: `sum`, `min`, `abs` and `round` are numpy's there. The texts are in `later`, by theme.
import Script

enum NumpyLater {
    static func declare(in module: ModuleObject) {
        let texts = [
            ufuncs, known, histograms, signals, polynomials, arranging, sets, places, functions, types, textFiles,
        ]
        ScriptedModule.buildWhenNeeded(module, texts.joined(separator: "\n\n"))
    }
}
