// All ops, by hand: a file's ops are listed here or the registry test names the one that is missing.

extension Op {
    public static let all: [Op] = engine + network

    /// Alphabetical. Ops of neural networks are in Ops/NN/NetworkRegistry.swift.
    static let engine: [Op] = [
        .abs, .acos, .acosh, .add, .addcdiv, .addcmul, .addmm, .allclose, .allOp, .amax, .amin, .aminmax, .anyOp,
        .arange, .argmax, .argmin, .argsort, .asin, .asinh, .asStrided, .asTensor, .atan, .atan2, .atanh, .atleast1d,
        .atleast2d, .atleast3d, .baddbmm, .bincount, .bitwiseAnd, .bitwiseLeftShift, .bitwiseNot, .bitwiseOr,
        .bitwiseRightShift,
        .bitwiseXor, .bmm, .broadcastTensors, .broadcastTo, .bucketize, .capitalT, .castBFloat16, .castBool,
        .castByte, .castChar, .castDouble, .castFloat, .castHalf, .castInt, .castLong, .castShort, .cat, .cdist,
        .ceil, .chunk, .clamp, .clampMax, .clampMin, .clone, .columnStack, .contiguous, .copyInPlace, .cos, .cosh,
        .countNonzero, .cross, .cummax, .cummin, .cumprod, .cumsum, .det, .detach, .diag, .diagEmbed, .diagonal,
        .diff, .div, .dot, .dstack, .einsum, .empty, .emptyLike, .eq, .equal, .erf, .erfc, .exp, .exp2, .expand,
        .expandAs, .expm1, .eye, .fill, .flatten, .flip, .fliplr, .flipud, .floor, .floorDivide, .fmod, .frac, .full,
        .fullLike, .functionalRelu, .gather, .ge, .gt, .histc, .hstack, .hypot, .indexAdd, .indexCopy, .indexFill,
        .indexPut, .indexSelect, .inverse, .isclose, .isfinite, .isinf, .isnan, .isneginf, .isposinf, .kron,
        .kthvalue, .le, .lerp, .linspace, .log, .log10, .log1p, .log2, .logicalAnd, .logicalNot, .logicalOr,
        .logicalXor, .logspace, .logsumexp, .lt, .maskedFill, .maskedSelect, .matmul, .max, .maximum, .mean, .median,
        .meshgrid, .min, .minimum, .mm, .mode, .movedim, .mT, .mul, .mv, .nanToNum, .narrow, .ne, .neg, .newEmpty,
        .newFull, .newOnes, .newZeros, .nonzero, .norm, .oneHot, .ones, .onesLike, .outer, .permute, .pow, .prod,
        .quantile, .ravel, .reciprocal, .relu, .remainder, .repeatInterleave, .repeatOp, .reshape, .reshapeAs, .roll,
        .rot90, .round, .rsqrt, .rsub, .scatter, .scatterAdd, .scatterReduce, .searchsorted, .select, .sigmoid, .sign,
        .signbit, .sin, .sinh, .sort, .split, .sqrt, .square, .squeeze, .stack, .std, .stdMean, .sub, .sum, .t, .take,
        .takeAlongDim, .tan, .tanh, .tensor, .tensordot, .tensorSplit, .tensorUnfold, .tile, .to, .topk, .trace,
        .transpose, .tril, .triu, .trunc, .typeAs, .unbind, .unflatten, .unique, .unsqueeze, .variance, .varMean,
        .vectorNorm, .view, .viewAs, .vstack, .whereOp, .xlogy, .zero, .zeros, .zerosLike,
    ]
}
