// tight_layout: margins and gaps so that no label of one axes touches another axes or the border. Measured once, when
// asked for; the figure's subplot parameters are the result.
import Glibc

extension Figure {
    /// `pad` is the distance to the border and between axes, in font sizes (10 points); nil gaps take the same.
    public func tightLayout(
        pad: Double = 1.08, horizontalPad: Double? = nil, verticalPad: Double? = nil,
        rect: [Double]? = nil
    ) {
        let renderer = FigureRenderer(self, dpi: dpi)
        var groups: [(cell: SubplotSpec, axes: [Axes])] = []
        for axes in axes where axes.isVisible {
            guard let cell = axes.spec?.topmost else { continue }
            if let at = groups.firstIndex(where: {
                $0.cell.grid === cell.grid && $0.cell.rows == cell.rows && $0.cell.columns == cell.columns
            }) {
                groups[at].axes.append(axes)
            } else {
                groups.append((cell, [axes]))
            }
        }
        // One grid of cells for all: a figure made of subplot(211), subplot(223) has grids whose counts divide each
        // other.
        guard let rows = groups.map(\.cell.grid.rows).max(), let columns = groups.map(\.cell.grid.columns).max() else {
            return
        }
        guard groups.allSatisfy({ rows % $0.cell.grid.rows == 0 && columns % $0.cell.grid.columns == 0 }) else {
            warn(
                "tight_layout not applied: number of rows and columns in subplot specifications must be "
                    + "multiples of one another."
            )
            return
        }

        let (width, height) = (self.width * dpi, self.height * dpi)
        let unit = 10 / 72.0
        let padX = (horizontalPad ?? pad) * unit / self.width
        let padY = (verticalPad ?? pad) * unit / self.height
        // How far content reaches over each cell's edges, in fractions of the figure; entry i is the gap before cell i.
        var gapsX = [[Double]](repeating: [Double](repeating: 0, count: columns + 1), count: rows)
        var gapsY = [[Double]](repeating: [Double](repeating: 0, count: columns), count: rows + 1)
        for group in groups {
            guard let place = Box.union(group.axes.map(renderer.place)),
                let content = Box.union(group.axes.map { renderer.layout($0).tightBox(isForLayout: true) })
            else { continue }
            let (down, across) = (rows / group.cell.grid.rows, columns / group.cell.grid.columns)
            let r = group.cell.rows.lowerBound * down..<group.cell.rows.upperBound * down
            let c = group.cell.columns.lowerBound * across..<group.cell.columns.upperBound * across
            for row in r {
                gapsX[row][c.lowerBound] += (place.x0 - content.x0) / width
                gapsX[row][c.upperBound] += (content.x1 - place.x1) / width
            }
            for column in c {
                gapsY[r.lowerBound][column] += (content.y1 - place.y1) / height
                gapsY[r.upperBound][column] += (place.y0 - content.y0) / height
            }
        }
        func widest(_ values: [Double]) -> Double { values.max() ?? 0 }
        // A picture narrower than its place reaches less than nothing over the edge; margins stay positive.
        var left = max(widest(gapsX.map { $0[0] }), 0) + pad * unit / self.width
        var right = max(widest(gapsX.map { $0[columns] }), 0) + pad * unit / self.width
        var top = max(widest(gapsY[0]), 0) + pad * unit / self.height
        var bottom = max(widest(gapsY[rows]), 0) + pad * unit / self.height
        if !suptitle.text.isEmpty {
            let run = TextRun(text: suptitle.text, font: suptitle.font, horizontal: .center, vertical: .top)
            top += TextLayout(run, dpi: dpi, fonts: renderer.fonts).box.height / height + pad * unit / self.height
        }
        if let rect, rect.count == 4, rect.allSatisfy(\.isFinite) {
            (left, bottom) = (left + rect[0], bottom + rect[1])
            (right, top) = (right + 1 - rect[2], top + 1 - rect[3])
        }
        guard left + right < 1, top + bottom < 1 else {
            warn(
                "Tight layout not applied. The margins cannot be made large enough to accommodate all Axes decorations."
            )
            return
        }
        var parameters = subplotParameters
        (parameters.left, parameters.right, parameters.bottom, parameters.top) = (left, 1 - right, bottom, 1 - top)
        if columns > 1 {
            let gap = widest(gapsX.flatMap { $0[1..<columns] }) + padX
            let cell = (1 - left - right - gap * Double(columns - 1)) / Double(columns)
            guard cell > 0 else {
                warn(
                    "Tight layout not applied. tight_layout cannot make Axes width small enough to "
                        + "accommodate all Axes decorations"
                )
                return
            }
            parameters.wspace = gap / cell
        }
        if rows > 1 {
            let gap = widest(gapsY[1..<rows].flatMap { $0 }) + padY
            let cell = (1 - top - bottom - gap * Double(rows - 1)) / Double(rows)
            guard cell > 0 else {
                warn(
                    "Tight layout not applied. tight_layout cannot make Axes height small enough to "
                        + "accommodate all Axes decorations."
                )
                return
            }
            parameters.hspace = gap / cell
        }
        subplotParameters = parameters
    }
}
