// What pyplot's functions refer to: the open figures and the current one. `show` hands figures to the front end through `FigureSink`.
import Figures
import Schema
import Script

/// Where shown figures go. The session sets `current`; without it, figures go to the host as PNG.
public enum FigureSink {
    /// Receives a figure and the name it might be saved under (without folder and suffix), when the script gave one.
    nonisolated(unsafe) public static var current: (Figure, _ suggestedName: String?) throws -> Void = { figure, _ in
        let bitmap = try figure.render()
        Host.current.showFigure(try PNG.encode(bitmap, dpi: figure.dpi), bitmap.width, bitmap.height)
    }

    /// While `current` runs: the file the script has already saved this figure to. A front end that cannot show pictures then has
    /// nothing to write.
    nonisolated(unsafe) public internal(set) static var savedPath: String?

    /// Shows and closes the figures that are still open: called at the end of a cell.
    public static func showOpenFigures() throws { try PyplotState.showAll() }

    /// Forgets all figures and settings: a fresh session.
    public static func reset() {
        PyplotState.closeAll()
        RcParams.shared.reset()
    }
}

enum PyplotState {
    /// Open figures, oldest first; the last of `order` is the current one.
    nonisolated(unsafe) private(set) static var figures: [FigureObject] = []
    nonisolated(unsafe) private static var active: FigureObject?

    static var numbers: [Int] { figures.map(\.number).sorted() }

    /// The current figure; made when there is none.
    static func gcf() throws -> FigureObject {
        if let active { return active }
        return try open(number: nil, width: nil, height: nil, dpi: nil)
    }

    static func gca() throws -> AxesObject { try gcf().gca() }

    /// plt.figure: makes a figure, or makes a known one current.
    static func open(number: Int?, name: String? = nil, width: Double?, height: Double?, dpi: Double?) throws
        -> FigureObject
    {
        if let known = figures.first(where: { name != nil ? $0.name == name : number != nil && $0.number == number }) {
            active = known
            return known
        }
        let size = (try? RcParams.shared.value("figure.figsize")?.elements().compactMap { try Double.from($0) }) ?? []
        let figure = try FigureObject(
            number: number ?? freeNumber, name: name, width: width ?? (size.count == 2 ? size[0] : 6.4),
            height: height ?? (size.count == 2 ? size[1] : 4.8), dpi: dpi ?? RcParams.shared.double("figure.dpi", 100))
        figures.append(figure)
        active = figure
        return figure
    }

    /// One more than the largest; where none is, the least that is free.
    private static var freeNumber: Int {
        let taken = numbers
        guard let last = taken.last else { return 1 }
        if last < .max { return last + 1 }
        var free = 1
        while taken.contains(free) { free += 1 }
        return free
    }

    static func makeCurrent(_ figure: FigureObject) {
        if figures.contains(where: { $0 === figure }) { active = figure }
    }

    static func close(_ figure: FigureObject?) {
        guard let figure else { return }
        figures.removeAll { $0 === figure }
        if active === figure { active = figures.last }
    }

    static func closeAll() {
        figures = []
        active = nil
    }

    static func figure(number: Int) -> FigureObject? { figures.first { $0.number == number } }
    static func figure(named name: String) -> FigureObject? { figures.first { $0.name == name } }

    /// plt.show: every open figure that has something on it goes to the sink and is closed, as a notebook does it.
    static func showAll() throws {
        let shown = figures
        closeAll()
        for figure in shown where !figure.figure.axes.isEmpty || figure.hasTexts { try figure.present() }
    }
}
