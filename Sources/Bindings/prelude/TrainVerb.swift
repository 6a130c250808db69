// `train` and `predict`: the training loop of the tutorial as one call. It is made of the same public pieces a script would use: the
// model is called, a loss is computed, backward runs, an optimizer steps.
import Layers
import Schema
import Script
import Tensors

enum TrainVerb {
    static func declare(in module: ModuleObject) {
        module["History"] = .object(HistoryObject.cls)
        module.rawDefine(
            "train(model, images, labels, epochs=10, lr=0.001, batch_size=None, optimizer='adam', loss=None, shuffle=True, verbose=True)",
            """
            Trains a model and returns a History (its .loss is one number per epoch).
            Shapes:  images (C, H, W) or (N, C, H, W); labels (H, W) or (N, H, W) of class numbers, or floats like the output.
            batch_size None takes all images at once. loss None is cross entropy for class numbers, binary cross entropy for floats.
            Ctrl-C ends after the current step; the model stays usable and the history so far is returned.
            """
        ) { try train($0) }
        module.rawDefine(
            "predict(model, images)",
            """
            The most likely class of every pixel, without gradients, in eval mode (the model's mode is restored).
            Shapes:  (C, H, W) -> (H, W); (N, C, H, W) -> (N, H, W)
            """
        ) { .tensor(try predict(model: $0[0], images: images($0[1], "predict"))) }
    }

    /// Images as a batch, and whether there was only one.
    static func images(_ value: Value, _ verb: String) throws -> (batch: Tensor, wasSingle: Bool) {
        guard let tensor = TensorFactory.existing(value) else {
            throw Failure(
                .typeError, "\(verb): images must be a tensor, not \(value.typeName)", hint: "image, label = shapes(64)"
            )
        }
        let real = tensor.dtype.isFloatingPoint ? tensor : try tensor.to(.float32)
        switch real.rank {
        case 3: return (try real.unsqueeze(0), true)
        case 4: return (real, false)
        default:
            throw Failure(
                .valueError,
                "\(verb): images must be (C, H, W) or (N, C, H, W), but their shape is \(Shape.text(tensor.shape))",
                hint: tensor.rank == 2 ? "add a channel axis: image.unsqueeze(0)" : "")
        }
    }

    // MARK: - Training

    private static func train(_ bound: BoundArguments) throws -> Value {
        let model = bound[0]
        let (batch, _) = try images(bound[1], "train")
        guard var labels = TensorFactory.existing(bound[2]) else {
            throw Failure(.typeError, "train: labels must be a tensor, not \(bound[2].typeName)")
        }
        if labels.rank == batch.rank - 2 || (labels.dtype.isFloatingPoint && labels.rank == 3 && batch.shape[0] == 1) {
            labels = try labels.unsqueeze(0)
        }
        guard labels.shape.first == batch.shape[0] else {
            throw Failure(
                .valueError,
                "train: \(batch.shape[0]) images but \(labels.shape.first ?? 0) label maps (shapes \(Shape.text(batch.shape)) and "
                    + "\(Shape.text(labels.shape)))")
        }
        if labels.dtype == .uint8 || labels.dtype == .int32 || labels.dtype == .bool { labels = try labels.to(.int64) }
        let epochs = try bound.get(3, as: Int.self)
        guard epochs >= 0 else { throw Failure(.valueError, "train: epochs must not be negative, but got \(epochs)") }
        let optimizer = try makeOptimizer(bound[6], model, lr: bound[4])
        let criterion = try makeLoss(bound[7], labels)
        let n = batch.shape[0]
        let size = min(try bound.get(5, as: Int?.self) ?? n, n)
        guard size > 0 else { throw Failure(.valueError, "train: batch_size must be positive, but got \(size)") }
        let shuffles = try bound[8].truth() && size < n
        let verbose = try bound[9].truth()

        _ = try model.attribute("train").call(Arguments())
        let history = HistoryObject()
        var before: StepState?
        let steps = (n + size - 1) / size
        do {
            for epoch in 0..<epochs {
                let order = shuffles ? try Generator.default.permutation(n) : Array(0..<n)
                var total = 0.0
                for step in 0..<steps {
                    let indices = Array(order[(step * size)..<min((step + 1) * size, n)])
                    try Interpreter.current.checkInterrupt()
                    before = try StepState(model)
                    let (x, y) = try part(batch, labels, indices, whole: !shuffles && steps == 1)
                    let loss = try stepOnce(model, criterion, optimizer, x, y) { before = nil }
                    total += loss * Double(indices.count)
                    if verbose {
                        Host.current.progress(
                            Progress(
                                epoch: epoch + 1, epochs: epochs, step: step + 1, steps: steps,
                                loss: step + 1 == steps ? total / Double(n) : loss,
                                items: epoch * n + min((step + 1) * size, n)))
                    }
                    if !loss.isFinite { throw diverged(loss, epoch + 1) }
                }
                history.loss.append(total / Double(n))
                history.rates.append(try rate(optimizer))
            }
            if verbose { try Interpreter.current.output(.stdout, "Training complete!\n") }
        } catch  where Interpreter.isError(error, .keyboardInterrupt) {
            // The step that was interrupted is discarded whole: its gradients go, no parameter has moved, and what the forward pass
            // left behind is put back.
            try Interrupts.held { try before?.restore() }
            _ = try? optimizer.attribute("zero_grad").call(Arguments())
            history.stopped = "interrupt"
            Host.current.notice(
                "training stopped after \(history.loss.count) of \(epochs) epochs; the model keeps what it learned")
        } catch  where Interpreter.isError(error, .memoryError) {
            // As after an interrupt; then the memory of smaller batches tells which of them fits, and leaves no traces either.
            guard let kept = try? before ?? StepState(model) else { throw error }
            func restore() throws {
                try kept.restore()
                _ = try? optimizer.attribute("zero_grad").call(Arguments())
            }
            try restore()
            let refused = ScriptError.from(error)
            do {
                refused.exception.hint = try BatchFit.advice(instead: size, of: batch, model: model) { n in
                    let (x, y) = try part(batch, labels, Array(0..<n), whole: false)
                    _ = try gradients(model, criterion, optimizer, x, y)
                }
            } catch  where Interpreter.isError(error, .keyboardInterrupt) {
                try restore()
                throw error
            } catch { /* A model that takes no single image keeps the usual hint. */  }
            try restore()
            throw refused
        }
        return .object(history)
    }

    /// What a forward pass changes besides gradients: running statistics and the random generator.
    private struct StepState {
        private var buffers: [(now: Tensor, before: Tensor)] = []
        private let random: [UInt8]

        init(_ model: Value) throws {
            random = Generator.default.stateBytes
            guard let module = (model.asObject as? ModuleInstance)?.module else { return }
            for (_, tensor) in module.namedBuffers() { buffers.append((tensor, try tensor.detach().clone())) }
        }

        func restore() throws {
            for (now, before) in buffers { try GradMode.disabled { try now.copy(from: before) } }
            _ = Generator.default.restore(random)
        }
    }

    /// Forward, backward, step; `moved` is called when the parameters have their new values. Returns the loss.
    private static func stepOnce(
        _ model: Value, _ criterion: Value, _ optimizer: Value, _ x: Tensor, _ y: Tensor, moved: () -> Void
    ) throws -> Double {
        let loss = try gradients(model, criterion, optimizer, x, y)
        try Interpreter.current.checkInterrupt()
        _ = try optimizer.attribute("step").call(Arguments())
        moved()
        return try loss.item().double
    }

    /// Forward and backward; returns the loss.
    private static func gradients(
        _ model: Value, _ criterion: Value, _ optimizer: Value, _ x: Tensor, _ y: Tensor
    ) throws -> Tensor {
        _ = try optimizer.attribute("zero_grad").call(Arguments())
        let output = try model.call(Arguments([.tensor(x)]))
        let loss = try criterion.call(Arguments([output, .tensor(y)]))
        guard let tensor = (loss.asObject as? TensorObject)?.tensor else {
            throw Failure(.typeError, "train: the loss must give a tensor, not \(loss.typeName)")
        }
        try backward([tensor])
        return tensor
    }

    private static func part(_ images: Tensor, _ labels: Tensor, _ indices: [Int], whole: Bool) throws -> (
        Tensor, Tensor
    ) {
        if whole { return (images, labels) }
        let picked = try Tensor.from(indices)
        return (
            try OpTable.tensor("index_select", [.tensor(images), .int(0), .tensor(picked)]),
            try OpTable.tensor("index_select", [.tensor(labels), .int(0), .tensor(picked)])
        )
    }

    private static func diverged(_ loss: Double, _ epoch: Int) -> Failure {
        Failure(
            .runtimeError, "train: the loss became \(loss) in epoch \(epoch)",
            hint: "use a smaller learning rate (lr=0.0001), and check that images are in 0..1")
    }

    private static func makeOptimizer(_ value: Value, _ model: Value, lr: Value) throws -> Value {
        guard let name = try String.from(value) else { return value }
        let classes = ["adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "rmsprop": "RMSprop"]
        guard let cls = classes[name.lowercased()], let type = try ModuleRegistry.module("torch.optim")?[Symbol(cls)]
        else {
            throw Failure(
                .valueError, "train: unknown optimizer '\(name)'",
                hint: "use 'adam', 'adamw', 'sgd', 'rmsprop' or an optimizer object")
        }
        let parameters = try model.attribute("parameters").call(Arguments())
        return try type.call(Arguments([parameters], keywords: [(Symbol("lr"), lr)]))
    }

    private static func makeLoss(_ value: Value, _ labels: Tensor) throws -> Value {
        if case .none = value {} else { return value }
        let name: Symbol = labels.dtype.isFloatingPoint ? "BCEWithLogitsLoss" : "CrossEntropyLoss"
        guard let type = try ModuleRegistry.module("torch.nn")?[name] else {
            throw Failure(.runtimeError, "torch.nn.\(name) is missing")
        }
        return try type.call(Arguments())
    }

    private static func rate(_ optimizer: Value) throws -> Double {
        guard let groups = try (optimizer.asObject as? OptimizerInstance)?.groups(), let first = groups.first else {
            return .nan
        }
        return try first.group.double("lr")
    }

    // MARK: - Prediction

    /// The model's output in eval mode without gradients; the mode is restored.
    static func output(model: Value, _ batch: Tensor) throws -> Tensor {
        let wasTraining = try model.attribute("training").truth()
        _ = try model.attribute("eval").call(Arguments())
        defer { if wasTraining { _ = try? model.attribute("train").call(Arguments()) } }
        let result = try GradMode.disabled { try model.call(Arguments([.tensor(batch)])) }
        let last = (result.asObject as? TupleObject)?.elements.last ?? result
        guard let tensor = (last.asObject as? TensorObject)?.tensor else {
            throw Failure(.typeError, "predict: the model must give a tensor, not \(result.typeName)")
        }
        return tensor
    }

    static func predict(model: Value, images: (batch: Tensor, wasSingle: Bool)) throws -> Tensor {
        let logits = try output(model: model, images.batch)
        let classes: Tensor
        if logits.rank == 4, logits.shape[1] > 1 {
            classes = try OpTable.tensor("argmax", [.tensor(logits), .int(1)])
        } else {
            // One channel: foreground where the logit is positive.
            let positive = try OpTable.tensor("gt", [.tensor(logits), .int(0)]).to(.int64)
            classes = positive.rank == 4 ? try positive.squeeze([1]) : positive
        }
        return images.wasSingle ? try classes.select(0, 0) : classes
    }
}

/// What `train` returns: one loss and one rate per epoch.
final class HistoryObject: Object, FromValue {
    var loss: [Double] = []
    var rates: [Double] = []
    var stopped: String?

    static var expectedTypeName: String { "History" }
    static func from(_ value: Value) throws -> HistoryObject? { value.asObject as? HistoryObject }

    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("History", module: "unetrepl")
        type.property("loss", "The mean loss of each epoch.") { (history: HistoryObject) in history.loss }
        type.property("lr", "The learning rate of each epoch.") { (history: HistoryObject) in history.rates }
        type.property("stopped", "'interrupt' when Ctrl-C ended the training; else None.") { (history: HistoryObject) in
            history.stopped
        }
        return type
    }()
    override var type: TypeObject { HistoryObject.cls }

    override func repr() throws -> String {
        guard let first = loss.first, let last = loss.last else { return "History(no epochs)" }
        return
            "History(\(loss.count) epochs, loss \(try Value.float(first).format(".4f")) -> \(try Value.float(last).format(".4f"))"
            + (stopped.map { ", stopped by \($0)" } ?? "") + ")"
    }
    override func length() throws -> Int? { loss.count }
}
