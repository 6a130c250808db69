// Where subplots go. A grid divides an area of the figure (fractions, y up) into cells; a `SubplotSpec` is a block of
// cells; a grid may live inside a block (a colour bar takes its place that way).
import Schema

/// Margins and gaps of the figure's grids: edges as fractions of the figure, gaps as fractions of an average cell.
public struct SubplotParameters: Equatable, Sendable {
    public var left = 0.125
    public var right = 0.9
    public var bottom = 0.11
    public var top = 0.88
    public var wspace = 0.2
    public var hspace = 0.2
}

public final class GridSpec {
    public let rows: Int
    public let columns: Int
    public let widthRatios: [Double]
    public let heightRatios: [Double]
    /// Gaps and edges that replace the figure's.
    public var wspace: Double?
    public var hspace: Double?
    let parent: SubplotSpec?

    /// ValueError for a grid without cells, one too large to lay out, or ratios that do not fit.
    public init(
        rows: Int, columns: Int, widthRatios: [Double]? = nil, heightRatios: [Double]? = nil, wspace: Double? = nil,
        hspace: Double? = nil, in parent: SubplotSpec? = nil
    ) throws(Failure) {
        guard rows >= 1, rows <= 1024 else {
            throw Failure(.valueError, "Number of rows must be a positive integer, not \(rows)")
        }
        guard columns >= 1, columns <= 1024 else {
            throw Failure(.valueError, "Number of columns must be a positive integer, not \(columns)")
        }
        if let widthRatios, widthRatios.count != columns {
            throw Failure(
                .valueError, "Expected the given number of width ratios to match the number of columns of the grid")
        }
        if let heightRatios, heightRatios.count != rows {
            throw Failure(
                .valueError, "Expected the given number of height ratios to match the number of rows of the grid")
        }
        self.rows = rows
        self.columns = columns
        self.widthRatios = widthRatios ?? [Double](repeating: 1, count: columns)
        self.heightRatios = heightRatios ?? [Double](repeating: 1, count: rows)
        self.wspace = wspace
        self.hspace = hspace
        self.parent = parent
    }

    /// A cell by its number, counted along rows from 1 as in subplot(rows, columns, number).
    public func cell(number: Int) throws(Failure) -> SubplotSpec {
        guard number >= 1, number <= rows * columns else {
            throw Failure(.valueError, "num must be an integer with 1 <= num <= \(rows * columns), not \(number)")
        }
        let (row, column) = ((number - 1) / columns, (number - 1) % columns)
        return SubplotSpec(grid: self, rows: row..<row + 1, columns: column..<column + 1)
    }

    /// A block of cells; IndexError outside the grid.
    public func block(rows: Range<Int>, columns: Range<Int>) throws(Failure) -> SubplotSpec {
        guard !rows.isEmpty, !columns.isEmpty, rows.lowerBound >= 0, columns.lowerBound >= 0,
            rows.upperBound <= self.rows,
            columns.upperBound <= self.columns
        else {
            throw Failure(.indexError, "index out of range: the grid has \(self.rows) rows and \(self.columns) columns")
        }
        return SubplotSpec(grid: self, rows: rows, columns: columns)
    }
}

/// A block of a grid's cells.
public struct SubplotSpec {
    public let grid: GridSpec
    public let rows: Range<Int>
    public let columns: Range<Int>

    /// The block in the figure's own grid that holds this one.
    var topmost: SubplotSpec { grid.parent?.topmost ?? self }

    /// The block's place, in fractions of the figure.
    func box(_ parameters: SubplotParameters) -> Box {
        let area: Box
        var (wspace, hspace) = (parameters.wspace, parameters.hspace)
        if let parent = grid.parent {
            area = parent.box(parameters)
        } else {
            area = Box(parameters.left, parameters.bottom, parameters.right, parameters.top)
        }
        wspace = grid.wspace ?? wspace
        hspace = grid.hspace ?? hspace
        let x = SubplotSpec.edges(grid.widthRatios, wspace, area.width, columns)
        let y = SubplotSpec.edges(grid.heightRatios, hspace, area.height, rows)
        return Box(area.x0 + x.0, area.y1 - y.1, area.x0 + x.1, area.y1 - y.0)
    }

    /// Start and end of a run of cells along one side of `length`.
    private static func edges(_ ratios: [Double], _ space: Double, _ length: Double, _ run: Range<Int>) -> (
        Double, Double
    ) {
        let count = Double(ratios.count)
        let cell = length / (count + space * (count - 1))
        let gap = space * cell
        let unit = cell * count / ratios.reduce(0, +)
        let before = ratios[..<run.lowerBound].reduce(0) { $0 + $1 * unit + gap }
        let inside = ratios[run].reduce(0) { $0 + $1 * unit } + gap * Double(run.count - 1)
        return (before, before + inside)
    }
}
