// The methods of a figure. Most are pyplot functions too: plt.NAME works on the current figure.
import Figures
import Schema
import Script

/// A method of a figure or an axes, and the pyplot function made of it.
struct PlotMethod<Receiver> {
    /// Without `self`: "suptitle(t, **kwargs)".
    let signature: String
    let doc: String
    /// pyplot's name for it: nil when pyplot has none.
    let pyplotName: String?
    /// Class named when a keyword is unknown.
    let artist: String
    let body: (Receiver, PlotCall) throws -> Value
    /// With `self`.
    let parsedSignature: Signature

    init(
        _ signature: String, _ doc: String, pyplot: String? = "", artist: String = "Artist",
        _ body: @escaping (Receiver, PlotCall) throws -> Value
    ) {
        self.signature = signature
        self.doc = doc
        self.artist = artist
        self.body = body
        let name = String(signature.prefix { $0 != "(" })
        pyplotName = pyplot == "" ? name : pyplot
        let parameters = signature.dropFirst(name.count + 1)
        parsedSignature = Signature(parameters == ")" ? "\(name)(self)" : "\(name)(self, \(parameters)")
    }

    var name: String { String(signature.prefix { $0 != "(" }) }
    private var parameters: String { String(signature.dropFirst(name.count + 1)) }
    var signatureWithSelf: String { parsedSignature.text }
    /// The pyplot function's signature.
    func signature(named other: String) -> String { "\(other)(\(parameters)" }
}

enum FigureMethods {
    typealias Method = PlotMethod<FigureObject>

    nonisolated(unsafe) static let all: [Method] = [
        Method("suptitle(t, **kwargs)", "A title above all axes.", artist: "Text") { figure, call in
            var label = Label(try call.text("t"), size: RcParams.shared.points("figure.titlesize") ?? 12)
            let look = try TextLook(call.extra)
            look.apply(to: &label)
            label.y = try call.extra.double("y")
            _ = call.extra.take("x")
            try call.extra.finish()
            figure.figure.suptitle = label
            figure.hasTexts = true
            return .object(TextHandle(label.text, 0.5, label.y ?? 0.98) { figure.figure.suptitle.text = $0 })
        },
        Method(
            "text(x, y, s, fontdict=None, **kwargs)", "Words at fractions of the figure.", pyplot: "figtext",
            artist: "Text"
        ) {
            figure, call in
            let look = try TextLook(call.extra)
            try call.extra.finish()
            let (x, y) = (try call.double("x") ?? 0, try call.double("y") ?? 0)
            try figure.figure.text(x, y, try call.text("s"), look.options())
            figure.hasTexts = true
            return .object(TextHandle(try call.text("s"), x, y) { _ in })
        },
        Method(
            "tight_layout(*, pad=1.08, h_pad=None, w_pad=None, rect=None)",
            "Margins and gaps that fit all labels; distances in font sizes."
        ) { figure, call in
            figure.figure.tightLayout(
                pad: try call.double("pad") ?? 1.08, horizontalPad: try call.double("w_pad"),
                verticalPad: try call.double("h_pad"),
                rect: try call["rect"].map { try Numbers.doubles($0) })
            return .none
        },
        Method(
            "subplots_adjust(left=None, bottom=None, right=None, top=None, wspace=None, hspace=None)",
            "Edges as fractions of the figure, gaps as fractions of an axes."
        ) { figure, call in
            try figure.figure.subplotsAdjust(
                left: try call.double("left"), right: try call.double("right"), bottom: try call.double("bottom"),
                top: try call.double("top"), wspace: try call.double("wspace"), hspace: try call.double("hspace"))
            return .none
        },
        Method(String(FigureObject.savingText.replacingSelf), "Writes a PNG file.") { figure, call in
            try figure.save(call)
            return .none
        },
        Method(
            "add_subplot(*args, sharex=None, sharey=None, projection=None, polar=False, **kwargs)",
            "A new axes in a grid.", pyplot: nil
        ) {
            figure, call in
            try FigureMethods.refuseProjection(call)
            let shareX = (call["sharex"]?.asObject as? AxesObject)?.axes
            let shareY = (call["sharey"]?.asObject as? AxesObject)?.axes
            let made = try figure.subplot(call.rest("args"), reuse: false, shareX: shareX, shareY: shareY)
            try AxesObject.set(made, call.extraPairs)
            return .object(made)
        },
        Method(
            "add_axes(rect, **kwargs)", "A new axes at [left, bottom, width, height], fractions of the figure.",
            pyplot: nil
        ) {
            figure, call in
            let made = figure.adopt(try figure.figure.addAxes(try Numbers.doubles(call.bound[1])))
            try AxesObject.set(made, call.extraPairs)
            return .object(made)
        },
        Method(
            "subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None)",
            "A grid of axes.", pyplot: nil
        ) { figure, call in try figure.subplots(call, squeeze: try call.bool("squeeze") ?? true) },
        Method(
            "add_gridspec(nrows=1, ncols=1, *, width_ratios=None, height_ratios=None, wspace=None, hspace=None)",
            "A grid.", pyplot: nil
        ) {
            figure, call in
            .object(
                GridSpecObject(
                    try GridSpec(
                        rows: try call.int("nrows") ?? 1, columns: try call.int("ncols") ?? 1,
                        widthRatios: try call["width_ratios"].map { try Numbers.doubles($0) },
                        heightRatios: try call["height_ratios"].map { try Numbers.doubles($0) },
                        wspace: try call.double("wspace"), hspace: try call.double("hspace"))))
        },
        Method("gca(**kwargs)", "The current axes.") { figure, _ in .object(try figure.gca()) },
        Method("get_axes()", "All axes.", pyplot: nil) { figure, _ in
            .list(figure.figure.axes.map { .object(figure.object(for: $0)) })
        },
        Method("delaxes(ax)", "Takes an axes away.") { figure, call in
            if let axes = call["ax"]?.asObject as? AxesObject { figure.figure.remove(axes.axes) }
            return .none
        },
        Method("sca(a)", "Makes an axes current.") { figure, call in
            if let axes = call["a"]?.asObject as? AxesObject {
                axes.figure.figure.current = axes.axes
                PyplotState.makeCurrent(axes.figure)
            }
            return .none
        },
        Method("clf(keep_observers=False)", "Takes everything away.") { figure, _ in
            figure.figure.clear()
            figure.hasTexts = false
            return .none
        },
        Method("clear(keep_observers=False)", "Takes everything away.", pyplot: nil) { figure, _ in
            figure.figure.clear()
            figure.hasTexts = false
            return .none
        },
        Method("set_size_inches(w, h=None, forward=True)", "Width and height in inches.", pyplot: nil) { figure, call in
            let size =
                call["h"] == nil
                ? try Numbers.doubles(call.bound[1]) : [try call.double("w") ?? 0, try call.double("h") ?? 0]
            guard size.count == 2 else {
                throw Failure(.valueError, "set_size_inches takes a width and a height in inches")
            }
            try figure.figure.setSize(width: size[0], height: size[1])
            return .none
        },
        Method("set_figwidth(val)", "Width in inches.", pyplot: nil) { figure, call in
            try figure.figure.setSize(width: try call.double("val") ?? 0, height: figure.figure.height)
            return .none
        },
        Method("set_figheight(val)", "Height in inches.", pyplot: nil) { figure, call in
            try figure.figure.setSize(width: figure.figure.width, height: try call.double("val") ?? 0)
            return .none
        },
        Method("get_size_inches()", "Width and height in inches.", pyplot: nil) { figure, _ in
            try Numbers.array([figure.figure.width, figure.figure.height])
        },
        Method("get_dpi()", "Pixels per inch.", pyplot: nil) { figure, _ in .float(figure.figure.dpi) },
        Method("set_facecolor(color)", "The background.", pyplot: nil) { figure, call in
            if let color = try ColorReader.color(call["color"]) { figure.figure.faceColor = color }
            return .none
        },
        Method("show(warn=True)", "Shows this figure.", pyplot: nil) { figure, _ in
            PyplotState.close(figure)
            try figure.present()
            return .none
        },
        Method("set_tight_layout(tight)", "Fits margins now.", pyplot: nil) { figure, call in
            if try call.bool("tight") ?? false { figure.figure.tightLayout() }
            return .none
        },
        Method("set_layout_engine(layout=None, **kwargs)", "'tight' and 'constrained' fit margins now.", pyplot: nil) {
            figure, _ in
            figure.figure.tightLayout()
            return .none
        },
        Method("autofmt_xdate(bottom=0.2, rotation=30, ha='right', which='major')", "Turned labels.", pyplot: nil) {
            figure, call in
            for axes in figure.figure.axes {
                axes.tickLook(x: true, rotation: try call.double("rotation") ?? 30, horizontal: "right")
            }
            try figure.figure.subplotsAdjust(bottom: try call.double("bottom"))
            return .none
        },
        Method(
            "colorbar(mappable, cax=None, ax=None, use_gridspec=True, **kwargs)", "A colour bar beside the axes.",
            pyplot: nil,
            artist: "Colorbar"
        ) { figure, call in try FigureMethods.colorbar(figure, call) },
        Method("legend(*args, **kwargs)", "A legend on the current axes.", pyplot: nil, artist: "Legend") {
            figure, call in
            let axes = try figure.gca()
            return try Value.object(axes).attribute("legend").call(
                Arguments(call.rest("args"), keywords: call.extraPairs.map { (Symbol($0.0), $0.1) }))
        },
    ]

    static func refuseProjection(_ call: PlotCall) throws {
        if let name = call.string("projection"), name != "rectilinear" {
            throw Failure(
                .notImplementedError, "the projection '\(name)' is not available here: axes are flat and rectangular")
        }
        if try call.bool("polar") ?? false {
            throw Failure(.notImplementedError, "polar axes are not available here: axes are flat and rectangular")
        }
    }

    static func colorbar(_ figure: FigureObject, _ call: PlotCall) throws -> Value {
        var options = ColorbarOptions()
        let keywords = call.extra
        options.label = keywords.string("label") ?? ""
        options.fraction = try keywords.double("fraction") ?? options.fraction
        options.pad = try keywords.double("pad")
        options.shrink = try keywords.double("shrink") ?? 1
        options.aspect = try keywords.double("aspect") ?? 20
        options.ticks = try keywords.take("ticks").map { try Numbers.doubles($0) }
        options.isHorizontal =
            keywords.string("orientation") == "horizontal" || ["top", "bottom"].contains(keywords.string("location"))
        for name in [
            "format", "extend", "drawedges", "spacing", "boundaries", "values", "extendfrac", "anchor", "panchor",
        ] {
            _ = keywords.take(name)
        }
        try keywords.finish()
        var mark = call["mappable"]?.asObject as? MarkObject
        if call["mappable"] == nil { mark = figure.currentMappable }
        guard let mark, let drawn = mark.mark else {
            throw Failure(
                .runtimeError,
                "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour "
                    + "set (with contourf).")
        }
        var parent = mark.axes
        if let given = call["ax"]?.asObject as? AxesObject { parent = given }
        if let given = call["ax"]?.asObject as? AxesArray { parent = given.objects.last ?? parent }
        if let list = call["ax"], list.asObject is ListObject || list.asObject is TupleObject {
            parent = (try list.elements().last?.asObject as? AxesObject) ?? parent
        }
        let owner = parent.figure
        let bar = try owner.figure.colorbar(drawn, beside: parent.axes, options)
        // The bar does not become the current axes.
        owner.figure.current = parent.axes
        return .object(ColorbarObject(owner.object(for: bar), isHorizontal: options.isHorizontal))
    }
}

extension String {
    /// A method's signature without `self`.
    var replacingSelf: String {
        guard let at = firstIndex(of: "(") else { return self }
        let rest = self[index(after: at)...]
        return rest.hasPrefix("self, ") ? String(self[...at]) + rest.dropFirst(6) : self
    }
}

/// What `fig.colorbar(…)` gives.
final class ColorbarObject: Object {
    let axes: AxesObject
    let isHorizontal: Bool
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Colorbar", module: "matplotlib.colorbar")
        func bar(_ value: Value) throws -> ColorbarObject {
            guard let bar = value.asObject as? ColorbarObject else { throw Failure(.typeError, "expected a Colorbar") }
            return bar
        }
        type.property("ax", "The bar's axes.") { (value: Value) in Value.object(try bar(value).axes) }
        type.rawMethod("set_label(self, label, **kwargs)", "Words beside the bar.") { bound in
            let bar = try bar(bound[0])
            let keywords = Keywords(bound[2].keywordPairs, artist: "Text")
            let look = try TextLook(keywords)
            _ = keywords.take("labelpad", "loc")
            try keywords.finish()
            if bar.isHorizontal {
                bar.axes.axes.setXLabel(try bound[1].str())
                look.apply(to: &bar.axes.axes.xLabel)
            } else {
                bar.axes.axes.setYLabel(try bound[1].str())
                look.apply(to: &bar.axes.axes.yLabel)
            }
            return .none
        }
        type.rawMethod("set_ticks(self, ticks, *, labels=None, **kwargs)", "Where ticks stand.") { bound in
            let bar = try bar(bound[0])
            let labels = bound[2].isNone ? nil : try bound[2].elements().map { try $0.str() }
            if bar.isHorizontal {
                try bar.axes.axes.setXTicks(try Numbers.doubles(bound[1]), labels: labels)
            } else {
                try bar.axes.axes.setYTicks(try Numbers.doubles(bound[1]), labels: labels)
            }
            return .none
        }
        type.rawMethod("set_ticklabels(self, ticklabels, **kwargs)", "Words at the ticks.") { bound in
            let bar = try bar(bound[0])
            let labels = try bound[1].elements().map { try $0.str() }
            if bar.isHorizontal {
                try bar.axes.axes.setXTicks(nil, labels: labels)
            } else {
                try bar.axes.axes.setYTicks(nil, labels: labels)
            }
            return .none
        }
        type.rawMethod("remove(self)", "Takes the bar away.") { bound in
            let axes = try bar(bound[0]).axes
            axes.figure.figure.remove(axes.axes)
            return .none
        }
        type.property("outline", "") { (_: Value) in Value.object(PatchHandle { _ in }) }
        return type
    }()
    override var type: TypeObject { ColorbarObject.cls }
    init(_ axes: AxesObject, isHorizontal: Bool) {
        self.axes = axes
        self.isHorizontal = isHorizontal
    }
}
