// numpy.linalg: the functions as numpy has them, in the dialect; the decompositions they call are in `Matrix.swift`.
import Schema
import Script
import Tensors

enum NumpyLinalg {
    static func register() {
        ModuleRegistry.register("numpy.linalg") { module in
            module.documentation = "Systems of equations, decompositions, norms."
            module.rawDefine(
                "_decompose(kind, a, b=None)", "A decomposition of every matrix; None where there is none."
            ) {
                bound in
                let a = try NumpyFunctions.real(bound[1])
                let b = try bound[2].isNone ? nil : NumpyFunctions.real(bound[2])
                return try decompose(bound.get(0), a, b)
            }
            try ScriptedModule.build(module, text)
        }
    }

    /// The matrices in the last two dimensions, one after the other.
    private static func matrices(_ x: Tensor) throws -> [Matrix] {
        let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let values = try x.contiguous().doubles()
        let size = rows * columns
        let count = x.shape.dropLast(2).reduce(1, &*)
        return (0..<count).map { Matrix(rows, columns, Array(values[$0 * size..<($0 + 1) * size])) }
    }

    private static func decompose(_ kind: String, _ a: Tensor, _ b: Tensor?) throws -> Value {
        guard a.rank >= 2, (b?.rank ?? 2) >= 2 else { return .none }
        let left = try matrices(a)
        let batch = Array(a.shape.dropLast(2))
        var parts: [[Matrix]] = []
        let right = try b.map(matrices)
        for (i, matrix) in left.enumerated() {
            guard let found = try decompose(kind, matrix, right.map { $0[$0.count == 1 ? 0 : min(i, $0.count - 1)] })
            else {
                return .none
            }
            parts.append(found)
        }
        guard let first = parts.first else { return .tuple([]) }
        return .tuple(
            try first.indices.map { k in
                .object(
                    NDArrayObject(
                        try Tensor.from(parts.flatMap { $0[k].values }, batch + [first[k].rows, first[k].columns])))
            })
    }

    private static func decompose(_ kind: String, _ a: Matrix, _ b: Matrix?) throws -> [Matrix]? {
        func row(_ values: [Double]) -> Matrix { Matrix(1, values.count, values) }
        switch kind {
        case "solve": return (b.map { a.solution(of: $0) } ?? a.solution(of: .identity(a.rows))).map { [$0] }
        case "lu":
            let lu = a.lu()
            return [row((0..<a.rows).map { lu.matrix[$0, $0] }), row([lu.sign])]
        case "qr", "qr_complete":
            let (q, r) = a.qr()
            guard kind == "qr" else { return [q, r] }
            let k = min(a.rows, a.columns)
            return [q.first(k), Matrix(k, a.columns, Array(r.values.prefix(k * a.columns)))]
        case "cholesky": return a.cholesky().map { [$0] }
        case "eigh":
            let (values, vectors) = try a.symmetricEigen()
            return [row(values), vectors]
        case "eig":
            guard let values = try a.realEigenvalues() else { return nil }
            var vectors = Matrix(a.rows, a.rows)
            for (j, value) in values.enumerated() {
                for (i, x) in a.eigenvector(of: value).enumerated() { vectors[i, j] = x }
            }
            return [row(values), vectors]
        default:
            let (u, s, vt) = try a.svd(isFull: kind == "svd_full")
            return [u, row(s), vt]
        }
    }

    private static let text = """
        import numpy as _np
        from collections import namedtuple as _namedtuple

        class LinAlgError(ValueError):
            "A matrix that has no such decomposition."

        QRResult = _namedtuple("QRResult", ["Q", "R"])
        EighResult = _namedtuple("EighResult", ["eigenvalues", "eigenvectors"])
        EigResult = _namedtuple("EigResult", ["eigenvalues", "eigenvectors"])
        SVDResult = _namedtuple("SVDResult", ["U", "S", "Vh"])
        SlogdetResult = _namedtuple("SlogdetResult", ["sign", "logabsdet"])

        def _matrix(a, square=False):
            a = _np.asarray(a)
            if a.ndim < 2:
                raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
            if square and a.shape[-1] != a.shape[-2]:
                raise LinAlgError("Last 2 dimensions of the array must be square")
            if a.dtype == _np.float16:
                raise TypeError("array type float16 is unsupported in linalg")
            return a

        def _as(a, *results):
            "Results in the type of a: float32 stays, everything else is float64."
            kind = _np.float32 if a.dtype == _np.float32 else _np.float64
            results = [r.astype(kind) for r in results]
            return results[0] if len(results) == 1 else results

        def _finite(a):
            if not _np.isfinite(a).all():
                raise LinAlgError("Array must not contain infs or NaNs")

        def inv(a):
            "The inverse."
            a = _matrix(a, True)
            if a.size == 0:
                return _as(a, a)
            found = _decompose("solve", a)
            if found is None:
                raise LinAlgError("Singular matrix")
            return _as(a, found[0])

        def solve(a, b):
            "x with a @ x = b."
            a, b = _matrix(a, True), _np.asarray(b)
            kind = (a[..., :1, :1] * b.reshape(-1)[:1]).astype(_np.float32 if a.dtype == b.dtype == _np.float32 else _np.float64)
            n = a.shape[-1]
            vector = b.ndim == 1
            right = b[:, None] if vector else b
            if right.ndim < 2 or right.shape[-2] != n:
                name, core = ("solve1", "(m,m),(m)->(m)") if vector else ("solve", "(m,m),(m,n)->(m,n)")
                raise ValueError(f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {core} (size {right.shape[-2] if right.ndim > 1 else 0} is different from {n})")
            if a.size == 0 or right.size == 0:
                return _as(kind, _np.zeros(b.shape))
            batch = _np.broadcast_shapes(a.shape[:-2], right.shape[:-2])
            left = _np.broadcast_to(a, batch + a.shape[-2:])
            right = _np.broadcast_to(right, batch + right.shape[-2:])
            found = _decompose("solve", left, right)
            if found is None:
                raise LinAlgError("Singular matrix")
            return _as(kind, found[0][..., 0] if vector else found[0])

        def det(a):
            "The determinant."
            a = _matrix(a, True)
            if a.size == 0:
                return _as(a, _np.ones(a.shape[:-2]))[()]
            sign, log = slogdet(a)
            return sign * _np.exp(log)

        def slogdet(a):
            "The determinant's sign and the logarithm of its magnitude."
            a = _matrix(a, True)
            if a.size == 0:
                return SlogdetResult(_as(a, _np.ones(a.shape[:-2]))[()], _as(a, _np.zeros(a.shape[:-2]))[()])
            diagonal, sign = _decompose("lu", a)
            sign = _np.sign(diagonal).prod(axis=-1)[..., 0] * sign[..., 0, 0] + 0.0
            with _np.errstate(divide="ignore"):
                log = _np.log(_np.abs(diagonal)).sum(axis=-1)[..., 0]
            return SlogdetResult(_as(a, _np.asarray(sign))[()], _as(a, _np.asarray(log))[()])

        def qr(a, mode="reduced"):
            "An orthogonal and a triangular matrix whose product is a."
            a = _matrix(a)
            if mode not in ("reduced", "complete", "r"):
                if mode == "raw":
                    raise NotImplementedError("qr(mode='raw') is not available here")
                raise ValueError(f"Unrecognized mode '{mode}'")
            q, r = _decompose("qr_complete" if mode == "complete" else "qr", a)
            return _as(a, r) if mode == "r" else QRResult(*_as(a, q, r))

        def cholesky(a, *, upper=False):
            "The lower triangle whose product with its transpose is a."
            a = _matrix(a, True)
            found = _decompose("cholesky", _np.swapaxes(a, -1, -2) if upper else a)
            if found is None:
                raise LinAlgError("Matrix is not positive definite")
            l = _as(a, found[0])
            return _np.swapaxes(l, -1, -2) if upper else l

        def eigh(a, UPLO="L"):
            "Eigenvalues (ascending) and eigenvectors of a symmetric matrix."
            if UPLO.upper() not in ("L", "U"):
                raise ValueError("UPLO argument must be 'L' or 'U'")
            a = _matrix(a, True)
            _finite(a)
            values, vectors = _decompose("eigh", _np.swapaxes(a, -1, -2) if UPLO.upper() == "U" else a)
            return EighResult(*_as(a, values[..., 0, :], vectors))

        def eigvalsh(a, UPLO="L"):
            "Eigenvalues of a symmetric matrix, ascending."
            return eigh(a, UPLO).eigenvalues

        def eig(a):
            "Eigenvalues and eigenvectors of a square matrix; they must be real here."
            a = _matrix(a, True)
            _finite(a)
            if bool((a == _np.swapaxes(a, -1, -2)).all()):
                return EigResult(*eigh(a))
            found = _decompose("eig", a)
            if found is None:
                raise NotImplementedError("eig(): this matrix has complex eigenvalues, and there are no complex numbers here")
            return EigResult(*_as(a, found[0][..., 0, :], found[1]))

        def eigvals(a):
            "Eigenvalues of a square matrix; they must be real here."
            return eig(a).eigenvalues

        def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
            "U, the singular values (falling) and V transposed."
            a = _matrix(a)
            _finite(a)
            u, s, vh = _decompose("svd_full" if full_matrices and compute_uv else "svd", a)
            u, s, vh = _as(a, u, s[..., 0, :], vh)
            return SVDResult(u, s, vh) if compute_uv else s

        def svdvals(x):
            "The singular values, falling."
            return svd(x, compute_uv=False)

        def pinv(a, rcond=None, hermitian=False, *, rtol=None):
            "The pseudo-inverse."
            a = _matrix(a)
            if rcond is None:
                rcond = 1e-15 if rtol is None else rtol
            if a.size == 0:
                return _as(a, _np.zeros(a.shape[:-2] + (a.shape[-1], a.shape[-2])))
            u, s, vh = svd(a, full_matrices=False)
            large = s > _np.asarray(rcond)[..., None] * s.max(axis=-1, keepdims=True)
            s = _np.where(large, 1 / _np.where(large, s, 1), 0)
            return _np.swapaxes(vh, -1, -2) @ (s[..., None] * _np.swapaxes(u, -1, -2))

        def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
            "How many singular values are not zero."
            A = _np.asarray(A)
            if A.ndim < 2:
                return int(not (A == 0).all())
            s = svd(A, compute_uv=False)
            if tol is None:
                rtol = max(A.shape[-2:]) * _np.finfo(s.dtype).eps if rtol is None else rtol
                tol = s.max(axis=-1, keepdims=True) * rtol
            else:
                tol = _np.asarray(tol)[..., None]
            return _np.count_nonzero(s > tol, axis=-1)

        def lstsq(a, b, rcond=None):
            "The least-squares solution, its residuals, the rank and the singular values."
            a, b = _matrix(a), _np.asarray(b)
            if a.ndim != 2:
                raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
            if b.shape[0] != a.shape[0]:
                raise LinAlgError("Incompatible dimensions")
            rcond = max(a.shape) * _np.finfo(_np.float64).eps if rcond is None else rcond
            u, s, vh = svd(a, full_matrices=False)
            large = s > rcond * s.max()
            right = b if b.ndim == 2 else b[:, None]
            x = vh.T @ (_np.where(large, 1 / _np.where(large, s, 1), 0)[:, None] * (u.T @ right))
            rank = int(large.sum())
            rest = ((right - a @ x) ** 2).sum(axis=0) if rank == a.shape[1] and a.shape[0] > a.shape[1] else _np.array([], dtype=x.dtype)
            return (x if b.ndim == 2 else x[:, 0]), rest, _np.int32(rank), s

        def matrix_power(a, n):
            "The matrix multiplied by itself n times; a negative n inverts it first."
            a = _matrix(a, True)
            if not isinstance(n, int) and not isinstance(n, _np.integer):
                raise TypeError("exponent must be an integer")
            n = int(n)
            if n < 0:
                a, n = inv(a), -n
            result = None
            while n:
                if n & 1:
                    result = a if result is None else result @ a
                n >>= 1
                if n:
                    a = a @ a
            if result is None:
                result = _np.zeros_like(a)
                result[...] = _np.eye(a.shape[-1], dtype=a.dtype)
            return result

        def multi_dot(arrays, *, out=None):
            "The product of several matrices."
            arrays = list(arrays)
            if len(arrays) < 2:
                raise ValueError("Expecting at least two arrays.")
            result = arrays[0]
            for a in arrays[1:]:
                result = _np.dot(result, a)
            if out is None:
                return result
            out[...] = result
            return out

        def _vector_norm(x, ord, axis, keepdims):
            if isinstance(ord, str):
                raise ValueError(f"Invalid norm order '{ord}' for vectors")
            if ord == 0:
                return (x != 0).astype(x.dtype).sum(axis=axis, keepdims=keepdims)
            x = _np.abs(x)
            if ord == _np.inf:
                return x.max(axis=axis, keepdims=keepdims, initial=0)
            if ord == -_np.inf:
                return x.min(axis=axis, keepdims=keepdims)
            if ord == 1:
                return x.sum(axis=axis, keepdims=keepdims)
            if ord is None or ord == 2:
                return _np.sqrt((x * x).sum(axis=axis, keepdims=keepdims))
            return (x ** ord).sum(axis=axis, keepdims=keepdims) ** (1 / ord)

        def _matrix_norm(x, ord, axes, keepdims):
            row, column = [k % x.ndim for k in axes]
            if row == column:
                raise ValueError("Duplicate axes given.")
            if ord in (1, -1, _np.inf, -_np.inf):
                first, second = (row, column) if abs(ord) == 1 else (column, row)
                sums = _np.abs(x).sum(axis=first, keepdims=True)
                result = sums.max(axis=second, keepdims=True) if ord > 0 else sums.min(axis=second, keepdims=True)
            elif ord in (None, "fro", "f"):
                result = _np.sqrt((x * x).sum(axis=(row, column), keepdims=True))
            elif ord in (2, -2, "nuc"):
                s = svd(_np.moveaxis(x, (row, column), (-2, -1)), compute_uv=False)
                result = s.sum(axis=-1) if ord == "nuc" else s.max(axis=-1) if ord == 2 else s.min(axis=-1)
                return _np.expand_dims(result, (row, column)) if keepdims else result
            else:
                raise ValueError("Invalid norm order for matrices.")
            return result if keepdims else result.squeeze(axis=(row, column))

        def norm(x, ord=None, axis=None, keepdims=False):
            "The length of a vector or matrix."
            x = _np.asarray(x)
            if x.dtype not in (_np.float16, _np.float32, _np.float64):
                x = x.astype(_np.float64)
            if axis is None:
                if ord is None or (ord in ("f", "fro") and x.ndim == 2) or (ord == 2 and x.ndim == 1):
                    flat = x.reshape(-1)
                    result = _np.sqrt(flat @ flat) if flat.size else x.dtype.type(0)
                    return _np.asarray(result).reshape((1,) * x.ndim) if keepdims else result
                axes = tuple(range(x.ndim))
            else:
                axes = (axis,) if not isinstance(axis, tuple) else axis
            if len(axes) == 1:
                return _vector_norm(x, ord, axes[0], keepdims)
            if len(axes) == 2:
                return _matrix_norm(x, ord, axes, keepdims)
            raise ValueError("Improper number of dimensions to norm.")

        def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
            "The length of vectors."
            x = _np.asarray(x)
            x = x if x.dtype in (_np.float32, _np.float64) else x.astype(_np.float64)
            if axis is None:
                result = _vector_norm(x.reshape(-1), ord, None, False)
                return _np.asarray(result).reshape((1,) * x.ndim) if keepdims else result
            return _vector_norm(x, ord, axis, keepdims)

        def matrix_norm(x, /, *, keepdims=False, ord="fro"):
            "The norm of matrices."
            return norm(x, ord, (-2, -1), keepdims)

        def cond(x, p=None):
            "How much a matrix magnifies errors."
            x = _matrix(x)
            if p is None or p == 2 or p == -2:
                s = svd(x, compute_uv=False)
                return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
            return norm(x, p, (-2, -1)) * norm(inv(x), p, (-2, -1))

        def matrix_transpose(x, /):
            "The last two axes exchanged."
            return _np.asarray(x).mT

        def matmul(x1, x2, /):
            "x1 @ x2."
            return _np.matmul(x1, x2)

        def vecdot(x1, x2, /, *, axis=-1):
            "The products of vectors."
            return (_np.asarray(x1) * _np.asarray(x2)).sum(axis=axis)

        def outer(x1, x2, /):
            "All products of two vectors."
            return _np.outer(x1, x2)

        def cross(x1, x2, /, *, axis=-1):
            "The vector product."
            return _np.cross(x1, x2, axis=axis)

        def tensordot(x1, x2, /, *, axes=2):
            "Products summed over axes of both."
            return _np.tensordot(x1, x2, axes=axes)

        def trace(x, /, *, offset=0, dtype=None):
            "The sum along the diagonals of the last two axes."
            return _np.trace(x, offset, -2, -1, dtype)

        def diagonal(x, /, *, offset=0):
            "The diagonals of the last two axes."
            return _np.diagonal(x, offset, -2, -1)
        """
}
