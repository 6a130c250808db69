// Pixel coordinates of shapes, as skimage.draw defines them: which pixels a disk, a rectangle or a polygon covers. Pure functions from
// numbers to (rows, columns); the module that scripts import is in Skimage.swift.
import Schema

/// Rows and columns of the covered pixels, in row-major order.
struct PixelList {
    var rows: [Int] = []
    var columns: [Int] = []

    mutating func append(_ row: Int, _ column: Int) {
        rows.append(row)
        columns.append(column)
    }
}

enum Draw {
    /// The largest number of pixels one shape may cover (a shape is a list of coordinates, 16 bytes a pixel).
    static let pixelLimit = 1 << 26

    /// Pixels with ((r-row)/rowRadius)^2 + ((c-column)/columnRadius)^2 < 1 after turning by `rotation` radians.
    /// `shape` clips to an image. Source: skimage.draw.ellipse, skimage.draw.disk.
    static func ellipse(
        row: Double, column: Double, rowRadius: Double, columnRadius: Double, shape: [Int]?, rotation: Double = 0
    ) throws -> PixelList {
        guard rowRadius.isFinite, columnRadius.isFinite, row.isFinite, column.isFinite, rowRadius >= 0,
            columnRadius >= 0
        else {
            throw Failure(
                .valueError, "centre and radii must be finite and not negative, got radii \(rowRadius), \(columnRadius)"
            )
        }
        let (s, c) = (sine(rotation), cosine(rotation))
        let rowReach = abs(rowRadius * c) + columnRadius * abs(s)
        let columnReach = rowRadius * abs(s) + abs(columnRadius * c)
        var box = try bounds(row - rowReach, row + rowReach, column - columnReach, column + columnReach)
        if let shape { box.clip(to: shape) }
        try box.check()
        var pixels = PixelList()
        for r in stride(from: box.top, through: box.bottom, by: 1) {
            for q in stride(from: box.left, through: box.right, by: 1) {
                let (y, x) = (Double(r) - row, Double(q) - column)
                let a = (y * c + x * s) / rowRadius
                let b = (y * s - x * c) / columnRadius
                if a * a + b * b < 1 { pixels.append(r, q) }
            }
        }
        return pixels
    }

    /// Pixels inside or on the edge of a polygon, by the crossing rule with edges included.
    /// Source: skimage.draw.polygon (points on left and lower edges count as inside).
    static func polygon(rows: [Double], columns: [Double], shape: [Int]?) throws -> PixelList {
        guard rows.count == columns.count, !rows.isEmpty else {
            throw Failure(.valueError, "polygon needs as many rows as columns, got \(rows.count) and \(columns.count)")
        }
        guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(), let right = columns.max() else {
            return PixelList()
        }
        var box = try bounds(max(0, top), bottom, max(0, left), right)
        if let shape { box.clip(to: shape) }
        try box.check()
        var pixels = PixelList()
        for r in stride(from: box.top, through: box.bottom, by: 1) {
            for c in stride(from: box.left, through: box.right, by: 1)
            where isInside(Double(c), Double(r), x: columns, y: rows) {
                pixels.append(r, c)
            }
        }
        return pixels
    }

    /// Crossing number with vertices and edges counted as inside.
    private static func isInside(_ px: Double, _ py: Double, x: [Double], y: [Double]) -> Bool {
        var rightCrossings = 0
        var leftCrossings = 0
        var (x1, y1) = (x[x.count - 1] - px, y[y.count - 1] - py)
        for i in x.indices {
            let (x0, y0) = (x[i] - px, y[i] - py)
            if x0 == 0, y0 == 0 { return true }
            if (y0 > 0) != (y1 > 0), (x0 * y1 - x1 * y0) / (y1 - y0) > 0 { rightCrossings += 1 }
            if (y0 < 0) != (y1 < 0), (x0 * y1 - x1 * y0) / (y1 - y0) < 0 { leftCrossings += 1 }
            (x1, y1) = (x0, y0)
        }
        return (rightCrossings & 1) != (leftCrossings & 1) || (rightCrossings & 1) == 1
    }

    /// A line by Bresenham's algorithm (1965), both ends included. Source: skimage.draw.line.
    static func line(_ r0: Int, _ c0: Int, _ r1: Int, _ c1: Int) throws -> PixelList {
        let span = try checkedDistance(r0, r1).magnitude
        let width = try checkedDistance(c0, c1).magnitude
        guard span < pixelLimit, width < pixelLimit else {
            throw Failure(.valueError, "the line would cover more than \(pixelLimit) pixels")
        }
        let (dr, dc) = (Int(span), Int(width))
        let (stepR, stepC) = (r1 > r0 ? 1 : -1, c1 > c0 ? 1 : -1)
        var (r, c) = (r0, c0)
        var pixels = PixelList()
        if dr > dc {
            var error = 2 * dc - dr
            for _ in 0..<dr {
                pixels.append(r, c)
                while error >= 0 {
                    c += stepC
                    error -= 2 * dr
                }
                r += stepR
                error += 2 * dc
            }
        } else {
            var error = 2 * dr - dc
            for _ in 0..<dc {
                pixels.append(r, c)
                while error >= 0 {
                    r += stepR
                    error -= 2 * dc
                }
                c += stepC
                error += 2 * dr
            }
        }
        pixels.append(r1, c1)
        return pixels
    }

    /// A circle's outline by the midpoint algorithm. Source: skimage.draw.circle_perimeter (method "bresenham").
    static func circlePerimeter(_ row: Int, _ column: Int, radius: Int, shape: [Int]?) throws -> PixelList {
        guard radius >= 0, radius < pixelLimit / 8, row.magnitude < 1 << 40, column.magnitude < 1 << 40 else {
            throw Failure(.valueError, "circle_perimeter: radius \(radius) is out of range")
        }
        var pixels = PixelList()
        var (c, r, d) = (0, radius, 3 - 2 * radius)
        while r >= c {
            for (dr, dc) in [(r, c), (r, -c), (-r, c), (-r, -c), (c, r), (-c, r), (c, -r), (-c, -r)] {
                pixels.append(row + dr, column + dc)
            }
            if d < 0 {
                d += 4 * c + 6
            } else {
                d += 4 * (c - r) + 10
                r -= 1
            }
            c += 1
        }
        guard let shape, shape.count >= 2 else { return pixels }
        var clipped = PixelList()
        for (r, c) in zip(pixels.rows, pixels.columns) where r >= 0 && r < shape[0] && c >= 0 && c < shape[1] {
            clipped.append(r, c)
        }
        return clipped
    }

    /// The four sides of a rectangle, corners included, clockwise from the upper left; outside `shape` is left out.
    /// Source: skimage.draw.rectangle_perimeter.
    static func rectanglePerimeter(_ top: Int, _ left: Int, _ bottom: Int, _ right: Int, shape: [Int]?) throws
        -> PixelList
    {
        guard bottom - top < pixelLimit, right - left < pixelLimit else {
            throw Failure(.valueError, "the outline would cover more than \(pixelLimit) pixels")
        }
        let corners = [(top, left), (top, right), (bottom, right), (bottom, left), (top, left)]
        var list = PixelList()
        for (a, b) in zip(corners, corners.dropFirst()) {
            let side = try line(a.0, a.1, b.0, b.1)
            for (r, c) in zip(side.rows, side.columns) {
                if let shape, shape.count >= 2, r < 0 || c < 0 || r >= shape[0] || c >= shape[1] { continue }
                list.append(r, c)
            }
        }
        return list
    }

    /// How many pixels an image of this shape has.
    static func area(_ shape: [Int]) throws -> Int {
        guard shape.count >= 2 else { throw Failure(.valueError, "a shape is (rows, columns)") }
        let (count, overflow) = shape[0].multipliedReportingOverflow(by: shape[1])
        guard !overflow, count >= 0, count <= pixelLimit else {
            throw Failure(.valueError, "an image of \(shape[0]) x \(shape[1]) pixels is too large")
        }
        return count
    }

    // MARK: - Boxes

    struct Box {
        var top: Int, bottom: Int, left: Int, right: Int

        mutating func clip(to shape: [Int]) {
            guard shape.count >= 2 else { return }
            top = max(top, 0)
            left = max(left, 0)
            bottom = min(bottom, max(shape[0], 0) - 1)
            right = min(right, max(shape[1], 0) - 1)
        }

        func check() throws {
            guard bottom >= top, right >= left else { return }
            let (count, overflow) = (bottom - top + 1).multipliedReportingOverflow(by: right - left + 1)
            guard !overflow, count <= Draw.pixelLimit else {
                throw Failure(
                    .valueError, "the shape covers a box of \(bottom - top + 1) x \(right - left + 1) pixels",
                    hint: "pass shape=image.shape[:2] to clip the shape to an image")
            }
        }
    }

    /// The pixels whose centres lie within the given extents.
    private static func bounds(_ top: Double, _ bottom: Double, _ left: Double, _ right: Double) throws -> Box {
        let limit = 1e9
        guard [top, bottom, left, right].allSatisfy({ abs($0) < limit }) else {
            throw Failure(.valueError, "coordinates must be finite and below 1e9 pixels")
        }
        return Box(
            top: Int(top.rounded(.up)), bottom: Int(bottom.rounded(.down)), left: Int(left.rounded(.up)),
            right: Int(right.rounded(.down)))
    }

    private static func checkedDistance(_ a: Int, _ b: Int) throws -> Int {
        let (distance, overflow) = b.subtractingReportingOverflow(a)
        if overflow || distance == .min { throw Failure(.valueError, "coordinates are too far apart") }
        return distance
    }
}
