// The ops of neural networks, alphabetical.

extension Op {
    static let network: [Op] = []
}
