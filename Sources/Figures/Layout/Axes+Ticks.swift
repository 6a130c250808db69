// Where an axes would draw its ticks: for scripts that ask (get_xticks) before anything is drawn.

extension Axes {
    /// The positions of the ticks inside the limits, in data units. For an axes without a figure, those that were set.
    public func tickPositions(isX: Bool) -> [Double] {
        guard let figure else { return (isX ? xTicks : yTicks).positions ?? [] }
        return FigureRenderer(figure, dpi: figure.dpi).layout(self).ticks(x: isX).positions
    }
}
