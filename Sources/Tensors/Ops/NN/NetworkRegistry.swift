// The ops of neural networks, by hand: an op that is not listed here is not found by scripts.

extension Op {
    /// Alphabetical by folder.
    static let network: [Op] =
        [
            // Activation
            .celu, .elu, .gelu, .glu, .hardshrink, .hardsigmoid, .hardswish, .hardtanh, .leakyRelu, .logSigmoid,
            .logSoftmax,
            .logSoftmaxMethod, .mish, .prelu, .relu6, .selu, .silu, .softmax, .softmaxMethod, .softmin, .softplus,
            .rrelu, .softshrink,
            .softsign, .tanhshrink, .threshold,
            // Convolution
            .conv1d, .conv2d, .conv3d, .convTranspose1d, .convTranspose2d, .convTranspose3d,
            // Loss
            .binaryCrossEntropy, .binaryCrossEntropyWithLogits, .cosineEmbeddingLoss, .cosineSimilarity, .crossEntropy,
            .gaussianNllLoss,
            .hingeEmbeddingLoss, .huberLoss, .klDiv, .l1Loss, .marginRankingLoss, .mseLoss, .nllLoss, .normalize,
            .pairwiseDistance, .poissonNllLoss, .smoothL1Loss, .softMarginLoss, .tripletMarginLoss,
            // Normalization
            .batchNorm, .groupNorm, .instanceNorm, .layerNorm, .localResponseNorm, .rmsNorm,
            // Other
            .alphaDropout, .bilinear, .channelShuffle, .dropout, .dropout1d, .dropout2d, .dropout3d, .dropoutFunction,
            .embedding,
            .fold, .linear, .pixelShuffle, .pixelUnshuffle, .scaledDotProductAttention, .unfoldWindows,
            // Pooling
            .adaptiveAvgPool1d, .adaptiveAvgPool2d, .adaptiveAvgPool3d, .adaptiveMaxPool1d, .adaptiveMaxPool2d,
            .adaptiveMaxPool3d, .avgPool1d, .avgPool2d, .avgPool3d, .lpPool1d, .lpPool2d, .maxPool1d, .maxPool2d,
            .maxPool3d,
            .maxUnpool1d, .maxUnpool2d, .maxUnpool3d,
            // Resampling
            .affineGrid, .gridSample, .interpolate, .pad, .upsample,
        ]
}
