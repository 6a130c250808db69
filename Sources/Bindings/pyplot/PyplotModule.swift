// The modules matplotlib, matplotlib.pyplot, pylab, cm, colors, patches, gridspec, animation. pyplot's functions are the methods of
// axes and figures on the current ones; only what has no such method is declared here.
import Figures
import Schema
import Script
import Tensors

enum PyplotModule {
    static func register() {
        ModuleRegistry.register("matplotlib") { module in
            module.documentation = "Figures."
            module["__version__"] = .string("3.10.0")
            module["rcParams"] = .object(RcParams.shared)
            for name in ["rcParamsDefault", "rcParamsOrig"] { module[Symbol(name)] = .object(RcParams()) }
            module["colormaps"] = .object(ColormapRegistry.shared)
            module.rawDefine("use(backend, *, force=True)", "Figures always go to files, notebooks or the terminal.") {
                _ in .none
            }
            module.rawDefine("get_backend()", "The backend's name.") { _ in .string("agg") }
            declareRc(in: module)
        }
        for name in ["matplotlib.pyplot", "matplotlib.pylab", "pylab"] {
            ModuleRegistry.register(name) { module in try declare(in: module) }
        }
        ModuleRegistry.register("matplotlib.image") { module in
            for name: Symbol in ["imread", "imsave"] {
                module[name] = try ModuleRegistry.module("matplotlib.pyplot")?[name]
            }
        }
        ModuleRegistry.register("matplotlib.cm") { module in
            module["ScalarMappable"] = .object(
                unavailable("ScalarMappable", "pass the image that imshow gave to colorbar"))
            declareMaps(in: module)
        }
        ModuleRegistry.register("matplotlib.colors") { module in
            module.define(ColormapObject.cls)
            module.define(ColormapObject.listed)
            module.define(ColormapObject.segmented)
            module.define(NormalizeObject.cls)
            module["LogNorm"] = .object(unavailable("LogNorm", "take the logarithm of the data: np.log10(values)"))
            module["BoundaryNorm"] = .object(unavailable("BoundaryNorm", "use ListedColormap with vmin and vmax"))
            module.rawDefine("to_rgb(c)", "Red, green, blue in 0…1.") { bound in
                let color = try ColorReader.color(bound[0]) ?? .clear
                return .tuple([.float(color.red), .float(color.green), .float(color.blue)])
            }
            module.rawDefine("to_rgba(c, alpha=None)", "Red, green, blue, alpha in 0…1.") { bound in
                let color = try (ColorReader.color(bound[0]) ?? .clear).withAlpha(try Numbers.optional(bound[1]))
                return .tuple([.float(color.red), .float(color.green), .float(color.blue), .float(color.alpha)])
            }
        }
        ModuleRegistry.register("matplotlib.patches") { module in for type in PatchObject.types { module.define(type) }
        }
        ModuleRegistry.register("matplotlib.gridspec") { module in module.define(GridSpecObject.cls) }
        ModuleRegistry.register("matplotlib.figure") { module in module.define(FigureObject.cls) }
        ModuleRegistry.register("matplotlib.axes") { module in module.define(AxesObject.cls) }
        ModuleRegistry.register("matplotlib.style") { module in declareStyle(in: module) }
        ModuleRegistry.register("matplotlib.ticker") { module in
            for name in [
                "MaxNLocator", "MultipleLocator", "FormatStrFormatter", "FuncFormatter", "NullLocator",
                "AutoMinorLocator", "PercentFormatter",
            ] {
                module.rawDefine("\(name)(*args, **kwargs)", "Accepted: ticks here are automatic.") { _ in .none }
            }
        }
        ModuleRegistry.register("matplotlib.animation") { module in
            for name in ["FuncAnimation", "ArtistAnimation", "PillowWriter", "FFMpegWriter", "ImageMagickWriter"] {
                module[Symbol(name)] = .object(
                    unavailable(name, "save one figure per frame: plt.savefig(f\"frame{i:03}.png\")"))
            }
        }
    }

    /// A class that says what to do instead.
    static func unavailable(_ name: String, _ instead: String) -> TypeObject {
        TypeObject(
            name, module: "matplotlib",
            make: { _, _ in throw Failure(.notImplementedError, "\(name) is not available here", hint: instead) })
    }

    private static func declareRc(in module: ModuleObject) {
        module.rawDefine("rc(group, **settings)", "rc('font', size=12) sets rcParams['font.size'].") { bound in
            let groups = try bound[0].text.map { [$0] } ?? bound[0].elements().map { try $0.str() }
            for group in groups {
                for (name, value) in bound[1].keywordPairs { try RcParams.shared.set("\(group).\(name)", value) }
            }
            return .none
        }
        module.rawDefine("rcdefaults()", "Settings as they were at the start.") { _ in
            RcParams.shared.reset()
            return .none
        }
        module["rc_context"] = .object(
            SettingContext.makeType("rc_context", module: "matplotlib", "(rc=None, fname=None)") { values in
                let before = RcParams.shared.dictionary
                try RcParams.shared.update(values[0])
                return { try? RcParams.shared.update(before) }
            })
    }

    private static func declareStyle(in module: ModuleObject) {
        module.rawDefine(
            "use(style)", "Known styles are accepted; only 'default' changes something: it restores rcParams."
        ) { bound in
            if bound[0].text == "default" { RcParams.shared.reset() }
            if bound[0].text == "ggplot" || bound[0].text?.contains("grid") == true {
                try RcParams.shared.set("axes.grid", .bool(true))
            }
            return .none
        }
        module["available"] = .list(
            ["default", "classic", "ggplot", "seaborn-v0_8", "seaborn-v0_8-whitegrid"].map { .string($0) })
        module["context"] = .object(
            SettingContext.makeType("context", module: "matplotlib.style", "(style, after_reset=False)") { _ in {} })
    }

    private static func declareMaps(in module: ModuleObject) {
        module.rawDefine("get_cmap(name=None, lut=None)", "A colour map by name.") { bound in
            try ColormapObject.get(bound[0], bound[1])
        }
        let before = module.missing
        module.missing = { symbol in
            if let map = try? Colormap(named: symbol.text) { return .object(ColormapObject(map)) }
            return try before?(symbol)
        }
    }

    // MARK: - pyplot

    private static func declare(in module: ModuleObject) throws {
        module.documentation = "Figures, one call at a time: functions work on the current figure and axes."
        for method in AxesMethods.all + AxesSettings.all {
            guard let name = method.pyplotName else { continue }
            module.rawDefine(method.signature(named: name), method.doc) { bound in
                // Methods count `self` as their first argument.
                let axes = try PyplotState.gca()
                return try method.body(axes, PlotCall(bound.behind(.object(axes), method), artist: method.artist))
            }
        }
        for method in FigureMethods.all {
            guard let name = method.pyplotName else { continue }
            module.rawDefine(method.signature(named: name), method.doc) { bound in
                let figure = try PyplotState.gcf()
                return try method.body(figure, PlotCall(bound.behind(.object(figure), method), artist: method.artist))
            }
        }
        declareFigures(in: module)
        declareLimits(in: module)
        declareFiles(in: module)
        declareRc(in: module)
        module["rcParams"] = .object(RcParams.shared)
        for name in ["rcParamsDefault", "rcParamsOrig"] { module[Symbol(name)] = .object(RcParams()) }
        module["cm"] = try ModuleRegistry.module("matplotlib.cm").map { .object($0) } ?? Value.none
        module["style"] = try ModuleRegistry.module("matplotlib.style").map { .object($0) } ?? Value.none
        module["colormaps"] = .object(ColormapRegistry.shared)
        module["GridSpec"] = .object(GridSpecObject.cls)
        module["Figure"] = .object(FigureObject.cls)
        module["Axes"] = .object(AxesObject.cls)
        module["Normalize"] = .object(NormalizeObject.cls)
        for type in PatchObject.types where ["Rectangle", "Circle", "Polygon"].contains(type.name) {
            module.define(type)
        }
        module.rawDefine("get_cmap(name=None, lut=None)", "A colour map by name.") { bound in
            try ColormapObject.get(bound[0], bound[1])
        }
        for name in [
            "viridis", "gray", "jet", "hot", "cool", "plasma", "inferno", "magma", "bone", "spring", "summer", "autumn",
            "winter",
        ] {
            module.rawDefine("\(name)()", "Makes it the default colour map.") { _ in
                try RcParams.shared.set("image.cmap", .string(name))
                return .none
            }
        }
        module.rawDefine("setp(obj, *args, **kwargs)", "Calls set_NAME(value) for every keyword.") { bound in
            let targets: [Value]
            if let array = bound[0].asObject as? AxesArray {
                targets = array.objects.map { .object($0) }
            } else {
                targets =
                    bound[0].asObject is ListObject || bound[0].asObject is TupleObject
                    ? try bound[0].elements() : [bound[0]]
            }
            for target in targets {
                for (name, value) in bound[2].keywordPairs {
                    _ = try target.attribute(Symbol("set_\(name)")).call(value)
                }
            }
            return .none
        }
    }

    private static func declareFigures(in module: ModuleObject) {
        module.rawDefine(
            "figure(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, frameon=True, clear=False, layout=None, tight_layout=None, constrained_layout=None, **kwargs)",
            "A new figure, or the one with this number or name made current."
        ) { bound in
            let call = PlotCall(bound, artist: "Figure")
            if let given = call["num"]?.asObject as? FigureObject {
                PyplotState.makeCurrent(given)
                return .object(given)
            }
            return .object(try figure(call, number: call["num"]))
        }
        module.rawDefine(
            "subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None, figsize=None, dpi=None, facecolor=None, num=None, layout=None, tight_layout=None, constrained_layout=None, **kwargs)",
            "A new figure with a grid of axes: (figure, axes)."
        ) { bound in
            let call = PlotCall(bound, artist: "Figure")
            let figure = try figure(call, number: call["num"])
            return .tuple([.object(figure), try figure.subplots(call, squeeze: try call.bool("squeeze") ?? true)])
        }
        module.rawDefine(
            "subplot(*args, sharex=None, sharey=None, projection=None, polar=False, **kwargs)",
            "The axes at a place of a grid, made if needed."
        ) {
            bound in
            let call = PlotCall(bound, artist: "Axes")
            try FigureMethods.refuseProjection(call)
            let axes = try PyplotState.gcf().subplot(
                call.rest("args"), reuse: true, shareX: (call["sharex"]?.asObject as? AxesObject)?.axes,
                shareY: (call["sharey"]?.asObject as? AxesObject)?.axes)
            try AxesObject.set(axes, call.extraPairs)
            return .object(axes)
        }
        module.rawDefine(
            "subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **kwargs)", "An axes over several cells."
        ) { bound in
            let (shape, place) = (
                try bound[0].elements().map { try $0.asInt() }, try bound[1].elements().map { try $0.asInt() }
            )
            guard shape.count == 2, place.count == 2, let rows = try Int.from(bound[2]),
                let columns = try Int.from(bound[3]),
                place.allSatisfy({ (0..<1024).contains($0) }), (1...1024).contains(rows), (1...1024).contains(columns)
            else { throw Failure(.valueError, "subplot2grid((rows, columns), (row, column), rowspan=1, colspan=1)") }
            let figure = try PyplotState.gcf()
            let grid = try GridSpec(rows: shape[0], columns: shape[1])
            return .object(
                figure.adopt(
                    figure.figure.addSubplot(
                        try grid.block(rows: place[0]..<place[0] + rows, columns: place[1]..<place[1] + columns))))
        }
        module.rawDefine("axes(arg=None, **kwargs)", "A new axes at [left, bottom, width, height].") { bound in
            if let known = bound[0].asObject as? AxesObject {
                known.figure.figure.current = known.axes
                return bound[0]
            }
            let figure = try PyplotState.gcf()
            if bound[0].isNone { return .object(try figure.subplot([], reuse: false)) }
            return .object(figure.adopt(try figure.figure.addAxes(try Numbers.doubles(bound[0]))))
        }
        module.rawDefine("gcf()", "The current figure.") { _ in .object(try PyplotState.gcf()) }
        module.rawDefine("show(*args, block=None)", "Shows all open figures.") { _ in
            try PyplotState.showAll()
            return .none
        }
        module.rawDefine("close(fig=None)", "Closes the current figure, one by number or name, or 'all'.") { bound in
            switch bound[0] {
            case .none: PyplotState.close(PyplotState.numbers.isEmpty ? nil : try PyplotState.gcf())
            case .int(let number): PyplotState.close(PyplotState.figure(number: number))
            default:
                if let figure = bound[0].asObject as? FigureObject {
                    PyplotState.close(figure)
                } else if let name = bound[0].text {
                    if name == "all" {
                        PyplotState.closeAll()
                    } else {
                        PyplotState.close(PyplotState.figure(named: name))
                    }
                } else {
                    throw Failure(
                        .typeError,
                        "close() argument must be a Figure, an int, a string, or None, not <class '\(bound[0].type.qualifiedName)'>"
                    )
                }
            }
            return .none
        }
        module.rawDefine("get_fignums()", "The numbers of the open figures.") { _ in
            .list(PyplotState.numbers.map { .int($0) })
        }
        module.rawDefine("fignum_exists(num)", "Whether a figure is open.") { bound in
            .bool(try Int.from(bound[0]).map { PyplotState.numbers.contains($0) } ?? false)
        }
        module.rawDefine("colorbar(mappable=None, cax=None, ax=None, **kwargs)", "A colour bar for the current image.")
        { bound in
            try FigureMethods.colorbar(try PyplotState.gcf(), PlotCall(bound, artist: "Colorbar"))
        }
        module.rawDefine("clim(vmin=None, vmax=None)", "Colour limits of the current image.") { bound in
            (try PyplotState.gcf().currentMappable?.mark as? ImageMark)?.setLimits(
                low: try Numbers.optional(bound[0]), high: try Numbers.optional(bound[1]))
            return .none
        }
        module.rawDefine("set_cmap(cmap)", "The default colour map.") { bound in
            try RcParams.shared.set("image.cmap", .string(try ColormapObject.readOrDefault(bound[0]).name))
            return .none
        }
        module.rawDefine("box(on=None)", "Whether the frame is drawn.") { bound in
            let axes = try PyplotState.gca().axes
            axes.isFrameVisible = bound[0].isNone ? !axes.isFrameVisible : try bound[0].truth()
            return .none
        }
        module.rawDefine("pause(interval)", "Nothing: figures here are still.") { _ in .none }
        for name in ["ion", "ioff", "draw", "draw_if_interactive"] {
            module.rawDefine("\(name)()", "Nothing: figures are drawn when shown.") { _ in .none }
        }
        module.rawDefine("isinteractive()", "False.") { _ in .bool(false) }
        module.rawDefine("switch_backend(newbackend)", "Nothing.") { _ in .none }
        module.rawDefine("get_backend()", "The backend's name.") { _ in .string("agg") }
    }

    private static func figure(_ call: PlotCall, number: Value?) throws -> FigureObject {
        var size: [Double] = []
        if let value = call["figsize"] {
            size = try Numbers.doubles(value)
            guard size.count == 2 else {
                throw Failure(
                    .valueError, "figsize is (width, height) in inches, not \(try value.repr())",
                    hint: "figsize=(12, 4)")
            }
        }
        var name: String?
        var asked: Int?
        if let number {
            name = number.text
            if name == nil { asked = try Int.from(number) }
        }
        if let first = call.extraPairs.first(where: { !["linewidth", "subplotpars"].contains($0.0) }) {
            let near = Nearest.match(
                first.0,
                among: [
                    "figsize", "dpi", "facecolor", "layout", "num", "sharex", "sharey", "nrows", "ncols", "squeeze",
                ])
            throw Failure(
                .attributeError, "Figure.set() got an unexpected keyword argument '\(first.0)'",
                hint: near.map { "did you mean '\($0)'?" } ?? "")
        }
        let figure = try PyplotState.open(
            number: asked, name: name, width: size.first, height: size.last, dpi: try call.double("dpi"))
        if let color = try ColorReader.color(call["facecolor"]) { figure.figure.faceColor = color }
        if try call.bool("clear") ?? false { figure.figure.clear() }
        let layout = call.string("layout")
        let isTight = try call.bool("tight_layout") ?? false
        let isConstrained = try call.bool("constrained_layout") ?? false
        figure.fitsLayout = layout == "tight" || layout == "constrained" || isTight || isConstrained
        return figure
    }

    private static func declareLimits(in module: ModuleObject) {
        for (name, isX, low, high) in [("xlim", true, "left", "right"), ("ylim", false, "bottom", "top")] {
            module.rawDefine("\(name)(*args, **kwargs)", "Sets the limits, or gives them.") { bound in
                let axes = try PyplotState.gca()
                let arguments = (bound[0].asObject as? TupleObject)?.elements ?? []
                if arguments.isEmpty, bound[1].keywordPairs.isEmpty {
                    return try Value.object(axes).attribute(isX ? "get_xlim" : "get_ylim").call(Arguments())
                }
                return try Value.object(axes).attribute(isX ? "set_xlim" : "set_ylim").call(
                    Arguments(arguments, keywords: bound[1].keywordPairs.map { (Symbol($0.0), $0.1) }))
            }
            _ = (low, high)
        }
        for (name, isX) in [("xticks", true), ("yticks", false)] {
            module.rawDefine(
                "\(name)(ticks=None, labels=None, *, minor=False, **kwargs)", "Sets the ticks, or gives them."
            ) { bound in
                try AxesSettings.pyplotTicks(try PyplotState.gca(), PlotCall(bound, artist: "Text"), isX: isX)
            }
        }
    }

    private static func declareFiles(in module: ModuleObject) {
        module.rawDefine(
            "imread(fname, format=None)",
            "A PNG file: float32 in 0…1, (H, W), (H, W, 3) or (H, W, 4); another format's bytes."
        ) {
            bound in
            guard let path = try bound[0].path() else {
                throw Failure(.typeError, "imread() takes a path, not \(bound[0].typeName)")
            }
            let image = try ImageObject(file: try AtomicFile.read(path), name: path)
            guard image.format == "PNG" else { return .object(NDArrayObject(try image.arrayTensor())) }
            let bitmap = try ImageFiles.pixels(of: image)
            let shape =
                bitmap.channels == 1 ? [bitmap.height, bitmap.width] : [bitmap.height, bitmap.width, bitmap.channels]
            let values =
                bitmap.depth == 8 ? bitmap.pixels.map { Float($0) / 255 } : bitmap.samples16.map { Float($0) / 65535 }
            return .object(NDArrayObject(try Tensor.from(values, shape)))
        }
        module.rawDefine(
            "imsave(fname, arr, *, vmin=None, vmax=None, cmap=None, format=None, origin='upper', dpi=100, metadata=None, pil_kwargs=None)",
            "Writes an array as a PNG file, one pixel per element."
        ) { bound in
            let call = PlotCall(bound, artist: "imsave")
            guard let path = try bound[0].path() else {
                throw Failure(.typeError, "imsave() takes a path, not \(bound[0].typeName)")
            }
            var options = ImageOptions()
            options.colormap = try ColormapObject.readOrDefault(call["cmap"])
            (options.low, options.high) = (try call.double("vmin"), try call.double("vmax"))
            options.originIsUpper = call.string("origin") != "lower"
            try ImageFiles.write(try ImageReader.source(bound[1]).colored(options), to: path)
            return .none
        }
    }
}

extension BoundArguments {
    /// The same call with a receiver in front, as the method's own signature counts it.
    fileprivate func behind<R>(_ receiver: Value, _ method: PlotMethod<R>) -> PlotValues {
        PlotValues(signature: method.parsedSignature, values: [receiver] + values)
    }
}
