// The decompositions behind numpy.linalg, in double precision: LU with pivots, Householder's QR, Cholesky, Jacobi's rotations for
// symmetric eigenvalues and singular values. Written to be read: a matrix of a thousand rows takes seconds.
import Schema
import Tensors

struct Matrix {
    let rows: Int
    let columns: Int
    /// Row by row.
    var values: [Double]

    init(_ rows: Int, _ columns: Int, _ values: [Double]? = nil) {
        (self.rows, self.columns) = (rows, columns)
        self.values = values ?? [Double](repeating: 0, count: rows * columns)
    }

    static func identity(_ n: Int) -> Matrix {
        var result = Matrix(n, n)
        for i in 0..<n { result[i, i] = 1 }
        return result
    }

    subscript(_ i: Int, _ j: Int) -> Double {
        get { values[i * columns + j] }
        set { values[i * columns + j] = newValue }
    }

    var transposed: Matrix {
        var result = Matrix(columns, rows)
        for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
        return result
    }

    /// The first `count` columns.
    func first(_ count: Int) -> Matrix {
        Matrix(rows, count, (0..<rows).flatMap { values[$0 * columns..<$0 * columns + count] })
    }

    func times(_ other: Matrix) -> Matrix {
        var result = Matrix(rows, other.columns)
        for i in 0..<rows {
            for k in 0..<columns {
                let factor = self[i, k]
                for j in 0..<other.columns { result[i, j] += factor * other[k, j] }
            }
        }
        return result
    }

    // MARK: - LU

    /// Both triangles in one matrix, the order of the rows, and the sign of that order.
    struct LU {
        var matrix: Matrix
        var order: [Int]
        var sign = 1.0
        var isSingular = false
    }

    /// A square matrix as triangles; the largest element of each column is its pivot.
    func lu() -> LU {
        let n = rows
        var result = LU(matrix: self, order: Array(0..<n))
        for k in 0..<n {
            var pivot = k
            for i in k..<n where abs(result.matrix[i, k]) > abs(result.matrix[pivot, k]) { pivot = i }
            if result.matrix[pivot, k] == 0 || result.matrix[pivot, k].isNaN {
                result.isSingular = true
                continue
            }
            if pivot != k {
                for j in 0..<n { result.matrix.values.swapAt(k * n + j, pivot * n + j) }
                result.order.swapAt(k, pivot)
                result.sign = -result.sign
            }
            for i in k + 1..<max(n, k + 1) {
                let factor = result.matrix[i, k] / result.matrix[k, k]
                result.matrix[i, k] = factor
                guard factor != 0 else { continue }
                for j in k + 1..<max(n, k + 1) { result.matrix[i, j] -= factor * result.matrix[k, j] }
            }
        }
        return result
    }

    /// X with self @ X = right; nil for a singular matrix.
    func solution(of right: Matrix) -> Matrix? {
        let lu = lu()
        guard !lu.isSingular else { return nil }
        var x = Matrix(rows, right.columns)
        for c in 0..<right.columns {
            for i in 0..<rows {
                var sum = right[lu.order[i], c]
                for j in 0..<i { sum -= lu.matrix[i, j] * x[j, c] }
                x[i, c] = sum
            }
            for i in (0..<rows).reversed() {
                var sum = x[i, c]
                for j in i + 1..<max(rows, i + 1) { sum -= lu.matrix[i, j] * x[j, c] }
                x[i, c] = sum / lu.matrix[i, i]
            }
        }
        return x
    }

    // MARK: - QR and Cholesky

    /// Orthogonal Q (rows, rows) and triangular R (rows, columns) by Householder's reflections, with LAPACK's signs.
    func qr() -> (q: Matrix, r: Matrix) {
        var r = self
        var q = Matrix.identity(rows)
        for k in 0..<min(rows, columns) {
            var rest = 0.0
            for i in k + 1..<max(rows, k + 1) { rest += r[i, k] * r[i, k] }
            guard rest > 0 else { continue }
            let head = r[k, k]
            let beta = head >= 0 ? -(head * head + rest).squareRoot() : (head * head + rest).squareRoot()
            let tau = (beta - head) / beta
            var v = [Double](repeating: 0, count: rows)
            v[k] = 1
            for i in k + 1..<rows { v[i] = r[i, k] / (head - beta) }
            for j in 0..<columns {
                var sum = 0.0
                for i in k..<rows { sum += v[i] * r[i, j] }
                for i in k..<rows { r[i, j] -= tau * sum * v[i] }
            }
            for i in 0..<rows {
                var sum = 0.0
                for j in k..<rows { sum += q[i, j] * v[j] }
                for j in k..<rows { q[i, j] -= tau * sum * v[j] }
            }
            for i in k + 1..<rows { r[i, k] = 0 }
        }
        return (q, r)
    }

    /// The lower triangle L with L @ L.T = self; nil if there is none.
    func cholesky() -> Matrix? {
        var l = Matrix(rows, rows)
        for j in 0..<rows {
            for i in j..<rows {
                var sum = self[i, j]
                for k in 0..<j { sum -= l[i, k] * l[j, k] }
                if i == j {
                    guard sum > 0 else { return nil }
                    l[i, i] = sum.squareRoot()
                } else {
                    l[i, j] = sum / l[j, j]
                }
            }
        }
        return l
    }

    // MARK: - Eigenvalues

    /// The eigenvalues of a symmetric matrix (its lower triangle counts), ascending, and their vectors as columns.
    func symmetricEigen() throws -> (values: [Double], vectors: Matrix) {
        let n = rows
        var a = self
        for i in 0..<n { for j in i + 1..<max(n, i + 1) { a[i, j] = self[j, i] } }
        // Rows of `v` are the vectors: a rotation then works along memory.
        var v = Matrix.identity(n)
        for _ in 0..<60 {
            var off = 0.0
            var all = 0.0
            for i in 0..<n { for j in 0..<n { (all += a[i, j] * a[i, j]); if i != j { off += a[i, j] * a[i, j] } } }
            if !(off > 1e-32 * all) { break }
            for p in 0..<n {
                try Interrupts.check()
                for q in p + 1..<max(n, p + 1) where a[p, q] != 0 {
                    let theta = (a[q, q] - a[p, p]) / (2 * a[p, q])
                    let t = (theta >= 0 ? 1 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
                    let c = 1 / (t * t + 1).squareRoot()
                    a.rotateRows(p, q, c, t * c)
                    a.rotateColumns(p, q, c, t * c)
                    v.rotateRows(p, q, c, t * c)
                }
            }
        }
        let diagonal = (0..<n).map { a[$0, $0] }
        let order = diagonal.indices.sorted { diagonal[$0] < diagonal[$1] }
        var vectors = Matrix(n, n)
        for (j, from) in order.enumerated() {
            // Of a vector and its negative, the one whose last element is positive.
            let sign = v[from, n - 1] < 0 ? -1.0 : 1
            for i in 0..<n { vectors[i, j] = sign * v[from, i] }
        }
        return (order.map { diagonal[$0] }, vectors)
    }

    private mutating func rotateRows(_ p: Int, _ q: Int, _ c: Double, _ s: Double) {
        for j in 0..<columns {
            let (x, y) = (self[p, j], self[q, j])
            self[p, j] = c * x - s * y
            self[q, j] = s * x + c * y
        }
    }

    private mutating func rotateColumns(_ p: Int, _ q: Int, _ c: Double, _ s: Double) {
        for i in 0..<rows {
            let (x, y) = (self[i, p], self[i, q])
            self[i, p] = c * x - s * y
            self[i, q] = s * x + c * y
        }
    }

    /// The real eigenvalues of any square matrix by shifted QR steps; nil if some are complex or do not converge.
    func realEigenvalues() throws -> [Double]? {
        var a = self
        var found: [Double] = []
        let scale = values.reduce(0) { max($0, abs($1)) }
        guard scale.isFinite else { return nil }
        var steps = 0
        while a.rows > 1 {
            let n = a.rows
            let rest = (0..<n - 1).reduce(0.0) { max($0, abs(a[n - 1, $1])) }
            if rest <= 1e-15 * scale || steps > 500 {
                guard rest <= 1e-10 * scale else { return nil }
                found.append(a[n - 1, n - 1])
                a = Matrix(n - 1, n - 1, (0..<n - 1).flatMap { i in (0..<n - 1).map { a[i, $0] } })
                steps = 0
                continue
            }
            // The eigenvalue of the last 2 x 2 block that is nearer to its corner.
            let (p, q, r, s) = (a[n - 2, n - 2], a[n - 2, n - 1], a[n - 1, n - 2], a[n - 1, n - 1])
            let half = (p - s) / 2
            let root = half * half + q * r
            if n == 2, root < 0 { return nil }
            let shift = s + (root < 0 ? 0 : half - (half >= 0 ? root.squareRoot() : -root.squareRoot()))
            if n == 2 {
                let other = p + s - shift
                found += [other, shift]
                return found
            }
            for i in 0..<n { a[i, i] -= shift }
            let (orthogonal, triangle) = a.qr()
            a = triangle.times(orthogonal)
            for i in 0..<n { a[i, i] += shift }
            steps += 1
            try Interrupts.check()
        }
        return a.rows == 1 ? found + [a[0, 0]] : found
    }

    /// A vector that the matrix only stretches by `value`, of length 1.
    func eigenvector(of value: Double) -> [Double] {
        let scale = max(values.reduce(0) { max($0, abs($1)) }, 1e-300)
        var shifted = self
        for i in 0..<rows { shifted[i, i] -= value + scale * 1e-14 }
        var v = Matrix(rows, 1, (0..<rows).map { 1 + Double($0 % 7) / 10 })
        for _ in 0..<3 {
            guard let next = shifted.solution(of: v) else {
                for i in 0..<rows { shifted[i, i] += scale * 1e-13 }
                continue
            }
            let length = next.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            v = Matrix(rows, 1, next.values.map { $0 / length })
        }
        return v.values
    }

    // MARK: - Singular values

    /// U, the singular values falling, and V transposed, for rows >= columns (Hestenes' one-sided rotations).
    private func tallSVD() throws -> (u: Matrix, s: [Double], vt: Matrix) {
        let n = columns
        // Rows of `w` are the columns of self.
        var w = transposed
        var v = Matrix.identity(n)
        for _ in 0..<60 {
            var isDone = true
            for p in 0..<n {
                try Interrupts.check()
                for q in p + 1..<max(n, p + 1) {
                    var (alpha, beta, gamma) = (0.0, 0.0, 0.0)
                    for k in 0..<rows {
                        alpha += w[p, k] * w[p, k]
                        beta += w[q, k] * w[q, k]
                        gamma += w[p, k] * w[q, k]
                    }
                    guard abs(gamma) > 1e-15 * (alpha * beta).squareRoot(), gamma != 0 else { continue }
                    isDone = false
                    let zeta = (beta - alpha) / (2 * gamma)
                    let t = (zeta >= 0 ? 1 : -1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
                    let c = 1 / (1 + t * t).squareRoot()
                    w.rotateRows(p, q, c, c * t)
                    v.rotateRows(p, q, c, c * t)
                }
            }
            if isDone { break }
        }
        let lengths = (0..<n).map { i in (0..<rows).reduce(0) { $0 + w[i, $1] * w[i, $1] }.squareRoot() }
        let order = lengths.indices.sorted { lengths[$0] > lengths[$1] }
        var (u, vt) = (Matrix(rows, n), Matrix(n, n))
        for (j, from) in order.enumerated() {
            for i in 0..<rows where lengths[from] > 0 { u[i, j] = w[from, i] / lengths[from] }
            for i in 0..<n { vt[j, i] = v[from, i] }
        }
        u.completeColumns(from: order.firstIndex { lengths[$0] == 0 } ?? n)
        return (u, order.map { lengths[$0] }, vt)
    }

    /// Columns from `start` on become unit vectors at right angles to those before them.
    private mutating func completeColumns(from start: Int) {
        for j in start..<max(columns, start) {
            for axis in 0..<rows {
                var candidate = [Double](repeating: 0, count: rows)
                candidate[axis] = 1
                for _ in 0..<2 {
                    for k in 0..<j {
                        let share = (0..<rows).reduce(0) { $0 + candidate[$1] * self[$1, k] }
                        for i in 0..<rows { candidate[i] -= share * self[i, k] }
                    }
                }
                let length = candidate.reduce(0) { $0 + $1 * $1 }.squareRoot()
                if length > 1e-3 {
                    for i in 0..<rows { self[i, j] = candidate[i] / length }
                    break
                }
            }
        }
    }

    /// U (rows, k), k singular values and V transposed (k, columns), k the smaller size; `isFull` makes U and V square.
    func svd(isFull: Bool) throws -> (u: Matrix, s: [Double], vt: Matrix) {
        if rows < columns {
            let (u, s, vt) = try transposed.svd(isFull: isFull)
            return (vt.transposed, s, u.transposed)
        }
        var (u, s, vt) = try tallSVD()
        // Of the two signs of each pair, LAPACK's usual one: the vectors of U begin below zero.
        for j in 0..<columns where rows > 0 && u[0, j] > 0 {
            for i in 0..<rows { u[i, j] = -u[i, j] }
            for i in 0..<columns { vt[j, i] = -vt[j, i] }
        }
        guard isFull, rows > columns else { return (u, s, vt) }
        var square = Matrix(rows, rows)
        for i in 0..<rows { for j in 0..<columns { square[i, j] = u[i, j] } }
        square.completeColumns(from: columns)
        return (square, s, vt)
    }
}
