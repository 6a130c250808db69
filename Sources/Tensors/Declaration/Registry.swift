// All ops, by hand: a file's ops are listed here or the registry test names the one that is missing.

extension Op {
    public static let all: [Op] = engine + network

    /// Alphabetical. Ops of neural networks are in Ops/NN/NetworkRegistry.swift.
    static let engine: [Op] = [
        .add, .mean, .mul, .neg, .sub, .sum,
    ]
}
