// `show`: placeholder until pyplot's drawing is joined.
import Schema
import Script

enum ShowVerb {
    static func declare(in module: ModuleObject) {
        module.rawDefine("show(*items, titles=None, save=None, cmap=None, columns=None)", "Draws images, label maps, histories and models side by side.") { _ in .none }
    }
}
