// One recorded operation. A node knows the nodes its inputs came from (edges), the values it saved, and how to turn the
// gradients of its outputs into gradients of its inputs. The graph hangs on the tensors and is released without recursion.

import Schema

/// Where a gradient goes next: an output of an earlier node.
struct Edge {
    let node: Node
    let output: Int
}

/// A node of the graph that backward walks.
public final class Node {
    /// "ConvolutionBackward0": what `grad_fn` prints.
    public let name: String
    /// Creation order: backward runs the youngest ready node first, as PyTorch does, so sums happen in the same order.
    let sequence: Int
    /// The layer that made it; backward's time is its.
    let owner = Profiler.owner
    var edges: [Edge?]
    var saved: [SavedTensor]
    var hadSaved: Bool
    var body: Body?
    /// Shapes of the outputs, for gradients that are absent.
    var outputs: [(shape: [Int], dtype: DType)] = []
    /// For the accumulator of a leaf: the leaf.
    var variable: Tensor?
    /// Hooks on outputs: run on the gradient before the node.
    var outputHooks: [(output: Int, id: Int, body: (Tensor) throws -> Tensor?)] = []
    /// Non-leaf tensors that keep their gradient.
    var retained: [(output: Int, tensor: WeakTensor)] = []

    enum Body {
        /// One output; absent gradients are not passed on.
        case single((Tensor, Saved) throws -> [Tensor?])
        /// Several outputs; absent gradients are nil.
        case multiple(([Tensor?], Saved) throws -> [Tensor?])
    }

    /// Set by ops whose output is an image read through a BatchNorm and ReLU: the producers of its gradient may mask it.
    var fused: Image?
    /// Backward was asked for the gradient that arrives here.
    var isCaptured = false
    /// Whether somebody looks at the gradient that arrives here, so that it must be the true one.
    var isObserved: Bool { isCaptured || !outputHooks.isEmpty || !retained.isEmpty }

    struct WeakTensor { weak var tensor: Tensor? }

    nonisolated(unsafe) private static var nextSequence = 0

    init(_ name: String, edges: [Edge?], saved: [SavedTensor] = [], body: Body? = nil) {
        self.name = name
        self.edges = edges
        self.saved = saved
        self.hadSaved = !saved.isEmpty
        self.body = body
        Node.nextSequence += 1
        sequence = Node.nextSequence
    }

    deinit {
        stash()
        Node.drain()
    }

    /// Drops what backward no longer needs. The node stays, for a second backward to complain about.
    func freeSaved() {
        fused = nil
        if saved.isEmpty { return }
        var remains = Remains()
        swap(&remains.saved, &saved)
        swap(&remains.body, &body)
        Node.pending.append(remains)
        remains = Remains()
        Node.drain()
    }

    // MARK: - Release without recursion

    private struct Remains {
        var edges: [Edge?] = []
        var saved: [SavedTensor] = []
        var body: Body?
        var variable: Tensor?
    }

    nonisolated(unsafe) private static var pending: [Remains] = []
    nonisolated(unsafe) private static var isDraining = false

    /// Moves this node's references to the waiting list. They must be gone from here before anything is released: what a
    /// dying object still holds is released inside its deinit, one stack frame deeper.
    private func stash() {
        var remains = Remains()
        swap(&remains.edges, &edges)
        swap(&remains.saved, &saved)
        swap(&remains.body, &body)
        swap(&remains.variable, &variable)
        Node.pending.append(remains)
    }

    /// Only the outermost call lets go, in a loop; the others have just added to the list.
    private static func drain() {
        if isDraining { return }
        isDraining = true
        while !pending.isEmpty { _ = pending.removeLast() }
        isDraining = false
    }
}

/// A value kept for backward, with the version it had.
struct SavedTensor {
    let tensor: Tensor
    let version: Int
    /// The saved value is output number `output` of the node itself; its history is reattached when asked for, because
    /// holding it here would be a cycle.
    let ownOutput: Int?
}

/// The saved values of a node while its backward runs.
public struct Saved {
    let node: Node
    let neededInputs: [Bool]

    /// The i-th saved value, as it was. Throws when it was changed in place since.
    public subscript(_ i: Int) -> Tensor {
        get throws {
            guard i < node.saved.count else { throw Saved.alreadyFreed }
            let saved = node.saved[i]
            if saved.tensor.held.version != saved.version { throw Saved.modified(saved, node) }
            if let output = saved.ownOutput, GradMode.isEnabled {
                let tensor = saved.tensor.alias()
                tensor.recordedNode = node
                tensor.outputIndex = output
                tensor.nodeVersion = tensor.held.version
                return tensor
            }
            return saved.tensor
        }
    }

    /// Whether anyone wants the gradient of input i.
    public func needs(_ i: Int) -> Bool { i < neededInputs.count && neededInputs[i] }

    static let alreadyFreed = Failure(
        .runtimeError,
        "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
            + "been freed). Saved intermediate values of the graph are freed when you call .backward() or "
            + "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if "
            + "you need to access saved tensors after calling backward.",
        hint: "one backward() per forward; for a second one: loss.backward(retain_graph=True)")

    private static func modified(_ saved: SavedTensor, _ node: Node) -> Failure {
        let tensor = saved.tensor
        var description = "[torch.\(tensor.dtype.scalarTypeName)Tensor \(Shape.text(tensor.shape))]"
        let maker = saved.ownOutput != nil ? node : tensor.recordedNode
        if let maker {
            let output = saved.ownOutput ?? tensor.outputIndex
            description += ", which is output \(output) of \(maker.name.withoutBackward),"
        }
        return Failure(
            .runtimeError,
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
                + "\(description) is at version \(tensor.held.version); expected version \(saved.version) instead. Hint: "
                + "enable anomaly detection to find the operation that failed to compute its gradient, with "
                + "torch.autograd.set_detect_anomaly(True, check_nan=False).",
            hint: "an in-place operation (+=, relu_, inplace=True) changed a value that backward needs; write y = y + 1"
        )
    }
}

extension String {
    /// "SigmoidBackward0" -> "Sigmoid".
    var withoutBackward: String {
        guard let range = firstRange(of: "Backward") else { return self }
        return String(self[..<range])
    }

    private func firstRange(of word: String) -> String.Index? {
        var i = startIndex
        while i < endIndex {
            if self[i...].hasPrefix(word) { return i }
            i = index(after: i)
        }
        return nil
    }
}

/// Whether operations are recorded.
public enum GradMode {
    nonisolated(unsafe) public static var isEnabled = true
    nonisolated(unsafe) public static var isInference = false

    /// `with torch.no_grad():`
    public static func disabled<R>(_ body: () throws -> R) rethrows -> R { try set(false, body) }
    /// `with torch.enable_grad():`
    public static func enabled<R>(_ body: () throws -> R) rethrows -> R { try set(true, body) }

    public static func set<R>(_ value: Bool, _ body: () throws -> R) rethrows -> R {
        let previous = isEnabled
        isEnabled = value
        defer { isEnabled = previous }
        return try body()
    }
}
