// `show`: images, label maps, predictions, histories and models side by side in one figure, which is saved and shown.
import Schema
import Script

enum ShowVerb {
    static func declare(in module: ModuleObject) {
        module.rawDefine(
            "show(*items, titles=None, save=None, cmap=None, columns=None)",
            """
            Draws each item in a panel: images (3, H, W), (H, W, 3) or (H, W); label maps of whole numbers; a network's output; a History
            (its loss curve); a model (its layers). save="name.png" chooses the file; else it is figures/NAME-CELL.png.
            >>> image, label = shapes(64)
            >>> show(image, label, titles=["Image", "Labels"])
            """
        ) { bound in
            let items = (bound[0].asObject as? TupleObject)?.elements ?? []
            let figure = try ShowFigure.make(
                items: items, titles: bound[1], cmap: bound[3], columns: try bound.get(4, as: Int?.self))
            if case .none = bound[2] {
            } else {
                _ = try Value.object(figure).attribute("savefig").call(Arguments([bound[2]]))
            }
            PyplotState.close(figure)
            try figure.present()
            return .none
        }
    }
}
