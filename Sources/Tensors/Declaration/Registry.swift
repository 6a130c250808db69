// All ops, by hand: a file's ops are listed here or the registry test names the one that is missing.

extension Op {
    public static let all: [Op] = engine + network

    /// Alphabetical. Ops of neural networks are in Ops/NN/NetworkRegistry.swift.
    static let engine: [Op] = [
        .abs, .acos, .acosh, .add, .addcdiv, .addcmul, .addmm, .addmv, .addr, .allclose, .allOp, .amax, .amin,
        .aminmax, .anyOp, .arange, .argmax, .argmin, .argsort, .argwhere, .asin, .asinh, .asStrided, .asTensor, .atan,
        .atan2, .atanh, .atleast1d, .atleast2d, .atleast3d, .baddbmm, .bincount, .bitwiseAnd, .bitwiseLeftShift,
        .bitwiseNot, .bitwiseOr, .bitwiseRightShift, .bitwiseXor, .blackmanWindow, .blockDiag, .bmm,
        .broadcastTensors, .broadcastTo, .bucketize, .capitalT, .cartesianProd, .castBFloat16, .castBool, .castByte,
        .castChar, .castDouble, .castFloat, .castHalf, .castInt, .castLong, .castShort, .cat, .cdist, .ceil, .chunk,
        .clamp, .clampMax, .clampMin, .clone, .columnStack, .combinations, .contiguous, .copyInPlace, .copysign,
        .corrcoef, .cos, .cosh, .countNonzero, .cov, .cross, .cummax, .cummin, .cumprod, .cumsum,
        .cumulativeTrapezoid, .deg2rad, .det, .detach, .diag, .diagEmbed, .diagflat, .diagonal, .diff, .digamma,
        .dist, .div, .dot, .dstack, .einsum, .empty, .emptyLike, .eq, .equal, .erf, .erfc, .erfinv, .exp, .exp2,
        .expand, .expandAs, .expm1, .eye, .fill, .fillDiagonal, .flatten, .flip, .fliplr, .flipud, .floatPower,
        .floor, .floorDivide, .fmod, .frac, .full, .fullLike, .functionalRelu, .gather, .ge, .gt, .hammingWindow,
        .hannWindow, .heaviside, .histc, .hstack, .hypot, .indexAdd, .indexCopy, .indexFill, .indexPut, .indexSelect,
        .inverse, .isclose, .isfinite, .isin, .isinf, .isnan, .isneginf, .isposinf, .kron, .kthvalue, .ldexp, .le,
        .lerp, .lgamma, .linalgNorm, .linspace, .log, .log10, .log1p, .log2, .logaddexp, .logaddexp2, .logcumsumexp,
        .logdet, .logicalAnd, .logicalNot, .logicalOr, .logicalXor, .logit, .logspace, .logsumexp, .lt, .maskedFill,
        .maskedScatter, .maskedSelect, .matmul, .matrixNorm, .matrixPower, .max, .maximum, .mean, .median, .meshgrid,
        .min, .minimum, .mm, .mode, .movedim, .msort, .mT, .mul, .multiDot, .mv, .nanmean, .nanmedian, .nanquantile,
        .nansum, .nanToNum, .narrow, .ne, .neg, .newEmpty, .newFull, .newOnes, .newZeros, .nonzero, .norm, .oneHot,
        .ones, .onesLike, .outer, .pdist, .permute, .positive, .pow, .prod, .quantile, .rad2deg, .ravel, .reciprocal,
        .relu, .remainder, .repeatInterleave, .repeatOp, .reshape, .reshapeAs, .resize, .resizeAs, .roll, .rot90,
        .round, .rsqrt, .rsub,
        .scatter, .scatterAdd, .scatterReduce, .searchsorted, .select, .selectScatter, .sigmoid, .sign, .signbit,
        .sin, .sinc, .sinh, .slogdet, .solve, .sort, .split, .sqrt, .square, .squeeze, .stack, .std, .stdMean, .sub,
        .sum, .sumToSize, .t, .take, .takeAlongDim, .tan, .tanh, .tensor, .tensordot, .tensorSplit, .tensorUnfold,
        .tile, .to, .topk, .trace, .transpose, .trapezoid, .tril, .trilIndices, .triu, .triuIndices, .trunc, .typeAs,
        .unbind, .unflatten, .unique, .uniqueConsecutive, .unsqueeze, .vander, .variance, .varMean, .vectorNorm,
        .view, .viewAs, .vstack, .whereOp, .xlogy, .zero, .zeros, .zerosLike,
    ]
}
