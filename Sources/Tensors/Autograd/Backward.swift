// Backward: gradients enter at the roots and flow along the edges, youngest ready node first. Two passes, both iterative:
// count how many gradients each node will get, then run every node when its last one has arrived.

import Schema

extension Node {
    /// Gradients of the inputs from gradients of the outputs.
    func run(_ gradients: [Tensor?], needed: [Bool], savedIn: Node? = nil) throws -> [Tensor?] {
        let saved = Saved(node: savedIn ?? self, neededInputs: needed)
        switch body {
        case .single(let body):
            guard let gradient = gradients.first ?? nil else { return [] }
            return try body(gradient, saved)
        case .multiple(let body):
            return try body(gradients, saved)
        case nil:
            throw Saved.alreadyFreed
        }
    }
}

/// Accumulates the gradients of `roots` into the `.grad` of the leaves below them.
///
/// `gradients`: one per root; nil means 1 for a scalar root. Errors are PyTorch's.
public func backward(
    _ roots: [Tensor], gradients: [Tensor?] = [], retainGraph: Bool? = nil, createGraph: Bool = false,
    inputs: [Tensor]? = nil
) throws {
    _ = try Engine.run(
        roots, gradients: gradients, retainGraph: retainGraph ?? createGraph, createGraph: createGraph, capture: inputs,
        accumulate: true)
}

/// `torch.autograd.grad`: the gradients of `outputs` with respect to `inputs`, without touching `.grad`.
public func gradients(
    of outputs: [Tensor], with respectTo: [Tensor], gradients: [Tensor?] = [], retainGraph: Bool? = nil,
    createGraph: Bool = false, allowUnused: Bool = false, materialize: Bool = false
) throws -> [Tensor?] {
    for input in respectTo where !input.requiresGrad {
        throw Failure(.runtimeError, "One of the differentiated Tensors does not require grad")
    }
    let found = try Engine.run(
        outputs, gradients: gradients, retainGraph: retainGraph ?? createGraph, createGraph: createGraph,
        capture: respectTo, accumulate: false)
    return try zip(found, respectTo).map { gradient, input in
        if let gradient { return gradient }
        if materialize { return try Tensor.zeros(input.shape, input.dtype) }
        if !allowUnused {
            throw Failure(
                .runtimeError,
                "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is "
                    + "the desired behavior.")
        }
        return nil
    }
}

private struct Engine {
    /// Gradients that arrived so far, per output of a node.
    private final class Inbox {
        let node: Node
        var gradients: [Tensor?]
        var awaited = 0
        var needed = true
        init(_ node: Node) {
            self.node = node
            gradients = [Tensor?](repeating: nil, count: max(node.outputs.count, 1))
        }
    }

    private var inboxes: [ObjectIdentifier: Inbox] = [:]
    private var ready: [Inbox] = []  // a binary heap, youngest first

    static func run(
        _ roots: [Tensor], gradients: [Tensor?], retainGraph: Bool, createGraph: Bool, capture: [Tensor]?,
        accumulate: Bool
    ) throws -> [Tensor?] {
        var engine = Engine()
        var starts: [(Edge, Tensor)] = []
        for (i, root) in roots.enumerated() {
            guard let edge = root.edge else {
                throw Failure(
                    .runtimeError, "element \(i) of tensors does not require grad and does not have a grad_fn",
                    hint: "was it computed under torch.no_grad(), detached, or from inputs without requires_grad?")
            }
            starts.append((edge, try initialGradient(root, i < gradients.count ? gradients[i] : nil, i)))
        }
        let targets: [Edge]? = capture?.map { input in
            input.edge ?? Edge(node: Node("none", edges: []), output: 0)
        }
        engine.count(starts.map(\.0.node), targets: targets?.map(\.node), accumulate: accumulate)
        return try GradMode.set(createGraph) {
            try engine.flow(starts, targets: targets, retainGraph: retainGraph, accumulate: accumulate)
        }
    }

    private static func initialGradient(_ root: Tensor, _ given: Tensor?, _ i: Int) throws -> Tensor {
        guard let given else {
            guard root.count == 1 else {
                throw Failure(
                    .runtimeError, "grad can be implicitly created only for scalar outputs",
                    hint: "reduce it first: loss.mean().backward()")
            }
            return try Tensor.ones(root.shape, root.dtype)
        }
        guard given.shape == root.shape else {
            throw Failure(
                .runtimeError,
                "Mismatch in shape: grad_output[\(i)] has a shape of torch.Size(\(Shape.text(given.shape))) and output[\(i)] has "
                    + "a shape of torch.Size(\(Shape.text(root.shape))).")
        }
        return given.dtype == root.dtype ? given : try given.to(root.dtype)
    }

    /// Finds all nodes below the roots and how many edges lead to each. With targets, marks those that lead to one.
    private mutating func count(_ roots: [Node], targets: [Node]?, accumulate: Bool) {
        var stack: [Node] = []
        var found: [Inbox] = []
        for root in roots where inboxes[ObjectIdentifier(root)] == nil {
            let inbox = Inbox(root)
            inboxes[ObjectIdentifier(root)] = inbox
            found.append(inbox)
            stack.append(root)
        }
        while let node = stack.popLast() {
            for case let edge? in node.edges {
                let key = ObjectIdentifier(edge.node)
                if let inbox = inboxes[key] {
                    inbox.awaited += 1
                } else {
                    let inbox = Inbox(edge.node)
                    inbox.awaited = 1
                    inboxes[key] = inbox
                    found.append(inbox)
                    stack.append(edge.node)
                }
            }
        }
        guard let targets else { return }
        let wanted = Set(targets.map { ObjectIdentifier($0) })
        // Inputs are always older than the nodes made from them, except accumulators, which have no inputs.
        found.sort { a, b in
            let (x, y) = (a.node.edges.isEmpty ? 0 : a.node.sequence, b.node.edges.isEmpty ? 0 : b.node.sequence)
            return x < y
        }
        for inbox in found {
            inbox.needed =
                wanted.contains(ObjectIdentifier(inbox.node))
                || inbox.node.edges.contains { $0.map { inboxes[ObjectIdentifier($0.node)]?.needed ?? false } ?? false }
        }
    }

    private mutating func flow(
        _ starts: [(Edge, Tensor)], targets: [Edge]?, retainGraph: Bool, accumulate: Bool
    ) throws -> [Tensor?] {
        var captured = [Tensor?](repeating: nil, count: targets?.count ?? 0)
        var captures: [ObjectIdentifier: [Int]] = [:]
        for (i, target) in (targets ?? []).enumerated() {
            captures[ObjectIdentifier(target.node), default: []].append(i)
            target.node.isCaptured = true
        }
        defer { for target in targets ?? [] { target.node.isCaptured = false } }

        for (edge, gradient) in starts {
            guard let inbox = inboxes[ObjectIdentifier(edge.node)] else { continue }
            try Engine.add(gradient, to: inbox, edge.output)
        }
        for (edge, _) in starts {
            if let inbox = inboxes[ObjectIdentifier(edge.node)], inbox.awaited == 0 {
                inbox.awaited = -1
                push(inbox)
            }
        }
        var profile = Profiler.Backward()
        defer { profile.end() }
        while let inbox = pop() {
            let node = inbox.node
            profile.next(node)
            try Interrupts.check()
            var arrived = inbox.gradients
            inbox.gradients = []
            inboxes[ObjectIdentifier(node)] = nil
            try Engine.runHooks(node, &arrived)
            if let indices = captures[ObjectIdentifier(node)], let targets {
                for i in indices {
                    let output = targets[i].output
                    if output < arrived.count { captured[i] = arrived[output] }
                }
            }
            if let variable = node.variable {
                if let gradient = arrived.first ?? nil {
                    arrived = []
                    if accumulate, inbox.needed {
                        try Engine.accumulate(gradient, into: variable)
                    } else if !accumulate, let indices = captures[ObjectIdentifier(node)] {
                        var current: Tensor = gradient
                        for hook in variable.hooks { current = try hook.body(current) ?? current }
                        for i in indices { captured[i] = current }
                    }
                }
                continue
            }
            let needed = node.edges.map { edge in
                edge.map { inboxes[ObjectIdentifier($0.node)]?.needed ?? false } ?? false
            }
            var results: [Tensor?] = []
            let isSilent = arrived.allSatisfy { $0 == nil }
            if node.hadSaved, node.saved.isEmpty { throw Saved.alreadyFreed }
            if !isSilent, needed.contains(true) {
                results = try node.run(arrived, needed: needed)
            }
            arrived = []
            if !retainGraph { node.freeSaved() }
            for (i, edge) in node.edges.enumerated() {
                guard let edge, let next = inboxes[ObjectIdentifier(edge.node)] else { continue }
                if i < results.count, let gradient = results[i], next.needed {
                    results[i] = nil
                    let fitted = try Engine.fit(gradient, to: edge, from: node)
                    try Engine.add(fitted, to: next, edge.output)
                }
                next.awaited -= 1
                if next.awaited == 0 {
                    next.awaited = -1
                    push(next)
                }
            }
        }
        return captured
    }

    /// A gradient has the shape and type of what it is the gradient of: broadcast dimensions are summed here, for all ops.
    private static func fit(_ gradient: Tensor, to edge: Edge, from node: Node) throws -> Tensor {
        guard edge.output < edge.node.outputs.count else { return gradient }
        let (shape, dtype) = edge.node.outputs[edge.output]
        var result = gradient
        if result.shape != shape { result = try result.summed(to: shape) }
        if result.dtype != dtype { result = try result.to(dtype) }
        return result
    }

    private static func add(_ gradient: Tensor, to inbox: Inbox, _ output: Int) throws {
        guard output < inbox.gradients.count else { return }
        guard var old = inbox.gradients[output] else {
            inbox.gradients[output] = gradient
            return
        }
        inbox.gradients[output] = nil
        if !GradMode.isEnabled, let sum = try Blocked.sum(old, gradient) {
            inbox.gradients[output] = sum
            return
        }
        // A sum nobody else holds can be added to where it is.
        if !GradMode.isEnabled, isKnownUniquelyReferenced(&old), isKnownUniquelyReferenced(&old.held),
            old.isContiguous, old.base == nil, old.dtype == gradient.dtype, old.shape == gradient.shape
        {
            try old.accumulate(gradient)
            inbox.gradients[output] = old
        } else {
            inbox.gradients[output] = try Tensors.add(old, gradient)
        }
    }

    private static func runHooks(_ node: Node, _ gradients: inout [Tensor?]) throws {
        for hook in node.outputHooks where hook.output < gradients.count {
            if let gradient = gradients[hook.output] {
                gradients[hook.output] = try hook.body(gradient) ?? gradient
            }
        }
        for entry in node.retained where entry.output < gradients.count {
            if let tensor = entry.tensor.tensor, let gradient = gradients[entry.output] {
                tensor.grad = try tensor.grad.map { try Tensors.add($0, gradient) } ?? gradient
            }
        }
    }

    private static func accumulate(_ gradient: Tensor, into leaf: Tensor) throws {
        var gradient = gradient
        for hook in leaf.hooks { gradient = try hook.body(gradient) ?? gradient }
        if let old = leaf.grad {
            if GradMode.isEnabled {
                leaf.grad = try Tensors.add(old, gradient)
            } else {
                try old.accumulate(gradient)
                old.bumpVersion()
            }
            return
        }
        if GradMode.isEnabled {
            leaf.grad = try gradient.clone()
        } else if isKnownUniquelyReferenced(&gradient), isKnownUniquelyReferenced(&gradient.held), gradient.isContiguous
        {
            leaf.grad = gradient.alias()
        } else {
            leaf.grad = try gradient.copied()
        }
    }

    // MARK: - The heap

    private mutating func push(_ inbox: Inbox) {
        ready.append(inbox)
        var i = ready.count - 1
        while i > 0, Engine.priority(ready[i]) > Engine.priority(ready[(i - 1) / 2]) {
            ready.swapAt(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    private mutating func pop() -> Inbox? {
        guard let top = ready.first else { return nil }
        let last = ready.removeLast()
        if ready.isEmpty { return top }
        ready[0] = last
        var i = 0
        while true {
            var best = i
            for child in [2 * i + 1, 2 * i + 2] where child < ready.count {
                if Engine.priority(ready[child]) > Engine.priority(ready[best]) { best = child }
            }
            if best == i { return top }
            ready.swapAt(i, best)
            i = best
        }
    }

    /// Accumulators first: they free their gradient.
    private static func priority(_ inbox: Inbox) -> Int { inbox.node.variable == nil ? inbox.node.sequence : Int.max }
}

// MARK: - What scripts set on tensors

extension Tensor {
    nonisolated(unsafe) private static var nextHook = 0

    /// `register_hook`: `body` sees the gradient and may replace it. Returns a number for `removeHook`.
    public func registerHook(_ body: @escaping (Tensor) throws -> Tensor?) throws -> Int {
        guard requiresGrad else {
            throw Failure(.runtimeError, "cannot register a hook on a tensor that doesn't require gradient")
        }
        Tensor.nextHook += 1
        if let node = gradFn {
            node.outputHooks.append((outputIndex, Tensor.nextHook, body))
        } else {
            hooks.append((Tensor.nextHook, body))
        }
        return Tensor.nextHook
    }

    public func removeHook(_ id: Int) {
        hooks.removeAll { $0.id == id }
        recordedNode?.outputHooks.removeAll { $0.id == id }
    }

    /// `retain_grad()`: keep the gradient of a value that is not a leaf.
    public func retainGrad() throws {
        guard requiresGrad else {
            throw Failure(.runtimeError, "can't retain_grad on Tensor that has requires_grad=False")
        }
        guard let node = gradFn, !retainsGrad else { return }
        retainsGrad = true
        node.retained.append((outputIndex, Node.WeakTensor(tensor: self)))
    }

    /// `tensor.backward(gradient)`.
    public func backward(gradient: Tensor? = nil, retainGraph: Bool? = nil, createGraph: Bool = false) throws {
        try Tensors.backward([self], gradients: [gradient], retainGraph: retainGraph, createGraph: createGraph)
    }
}
