// Decompositions of torch.linalg, and their old names in torch: computed by numpy.linalg, in the dialect itself and compiled when one is
// first named. They have no gradient, except where another function has it.
import Script

enum LinalgLater {
    static func declare(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, decompositions) }
    /// torch.svd and others.
    static func declareOldNames(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, oldNames) }

    private static let decompositions = """
        import collections as _collections
        import numpy as _np
        import torch as _torch

        _QR = _collections.namedtuple("linalg_qr", ["Q", "R"])
        _SVD = _collections.namedtuple("linalg_svd", ["U", "S", "Vh"])
        _Eigh = _collections.namedtuple("linalg_eigh", ["eigenvalues", "eigenvectors"])
        _Lstsq = _collections.namedtuple("linalg_lstsq", ["solution", "residuals", "rank", "singular_values"])

        class _LinAlgError(RuntimeError):
            "A matrix for which there is no such decomposition."

        LinAlgError = _LinAlgError

        def _array(A, name, *, square=False):
            "The numbers of a matrix for which no gradient is wanted."
            if not _torch.is_tensor(A):
                raise TypeError(f"linalg_{name}(): argument 'A' (position 1) must be Tensor, not {type(A).__name__}")
            if A.requires_grad and _torch.is_grad_enabled():
                raise NotImplementedError(f"torch.linalg.{name} has no gradient here: give it A.detach()")
            if not A.is_floating_point():
                raise NotImplementedError(f"linalg_{name} is not implemented for '{A.type()[6:-6]}'")
            if A.dim() < 2:
                raise RuntimeError(f"linalg.{name}: The input tensor A must have at least 2 dimensions.")
            if square and A.size(-1) != A.size(-2):
                raise RuntimeError(f"linalg.{name}: A must be batches of square matrices, but they are {A.size(-2)} by {A.size(-1)} matrices")
            return A.detach().numpy()

        def _tensor(x):
            return _torch.from_numpy(_np.ascontiguousarray(x))

        def qr(A, mode="reduced"):
            "An orthogonal and an upper triangular matrix whose product is A."
            array = _array(A, "qr")
            if mode == "r":
                return _QR(_torch.empty(0, dtype=A.dtype), _tensor(_np.linalg.qr(array, "r")))
            return _QR(*[_tensor(part) for part in _np.linalg.qr(array, mode)])

        def cholesky(A, *, upper=False):
            "The lower (or upper) triangle whose product with its transpose is A."
            array = _array(A, "cholesky", square=True)
            try:
                return _tensor(_np.linalg.cholesky(array, upper=upper))
            except _np.linalg.LinAlgError:
                raise LinAlgError("linalg.cholesky: The factorization could not be completed because the input is not positive-definite.") from None

        def eigh(A, UPLO="L"):
            "Eigenvalues (ascending) and eigenvectors of a symmetric matrix."
            return _Eigh(*[_tensor(part) for part in _np.linalg.eigh(_array(A, "eigh", square=True), UPLO)])

        def eigvalsh(A, UPLO="L"):
            "Eigenvalues of a symmetric matrix, ascending."
            return _tensor(_np.linalg.eigvalsh(_array(A, "eigvalsh", square=True), UPLO))

        def svd(A, full_matrices=True, *, driver=None):
            "U, the singular values (falling) and V transposed."
            return _SVD(*[_tensor(part) for part in _np.linalg.svd(_array(A, "svd"), full_matrices)])

        def svdvals(A, *, driver=None):
            "The singular values, falling."
            return _tensor(_np.linalg.svd(_array(A, "svdvals"), compute_uv=False))

        def pinv(A, rcond=None, hermitian=False, *, atol=None, rtol=None):
            "The pseudo-inverse."
            array = _array(A, "pinv")
            rtol = rcond if rcond is not None else rtol
            if rtol is None:
                rtol = 0.0 if atol is not None else max(array.shape[-2:]) * _torch.finfo(A.dtype).eps
            if atol is not None:
                # A bound on singular values, as a share of each matrix's largest.
                largest = _np.linalg.svd(array, compute_uv=False).max(axis=-1)
                rtol = _np.maximum(rtol, atol / _np.where(largest > 0, largest, 1))
            return _tensor(_np.linalg.pinv(array, rtol))

        def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None):
            "How many singular values are not zero."
            return _torch.tensor(_np.linalg.matrix_rank(_array(A, "matrix_rank"), tol if tol is not None else atol, rtol=rtol))

        def cond(A, p=None):
            "The largest singular value over the smallest."
            if p not in (None, 2):
                raise NotImplementedError("torch.linalg.cond is here for p=None and p=2")
            s = svdvals(A)
            return s[..., 0] / s[..., -1]

        def lstsq(A, B, rcond=None, *, driver=None):
            "The least-squares solution of A @ X = B."
            array = _array(A, "lstsq")
            solution, residuals, rank, _ = _np.linalg.lstsq(array, B.detach().numpy(), rcond)
            return _Lstsq(_tensor(solution), _tensor(residuals), _torch.tensor(rank), _torch.empty(0, dtype=A.dtype))
        """

    private static let oldNames = """
        import collections as _collections
        import torch.linalg as _linalg

        _SVD = _collections.namedtuple("svd", ["U", "S", "V"])

        def svd(input, some=True, compute_uv=True):
            "U, the singular values (falling) and V."
            u, s, vh = _linalg.svd(input, full_matrices=not some)
            return _SVD(u, s, vh.mT)

        def qr(input, some=True):
            "An orthogonal and an upper triangular matrix whose product is the input."
            return _linalg.qr(input, "reduced" if some else "complete")

        def pinverse(input, rcond=1e-15):
            "The pseudo-inverse."
            return _linalg.pinv(input, rcond)
        """
}
