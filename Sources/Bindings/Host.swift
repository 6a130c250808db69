// What running code may ask of whoever runs it: show a figure, report progress, say something. The session fills these
// in; without one (in unit tests) nothing is shown. This keeps every binding free of terminals, files and notebooks.
import Schema
import Tensors

public final class Host {
    /// The host of the running cell. Scripts run on one thread at a time.
    nonisolated(unsafe) public static var current = Host()

    /// A figure is shown, encoded as PNG of this many pixels. The session names and writes the file, and puts the picture into the
    /// terminal or the notebook.
    public var showFigure: (_ png: [UInt8], _ width: Int, _ height: Int) -> Void = { _, _, _ in }
    /// A loop reports how far it is. Cheap enough to call at every step: renderers drop what comes too soon.
    public var progress: (Progress) -> Void = { _ in }
    /// A sentence for the user that is not the script's output: "figure saved: x.png".
    public var notice: (String) -> Void = { _ in }

    /// What a signal handler sets for Ctrl-C: 1 raises KeyboardInterrupt, 2 keeps raising it. The kernels poll the same int.
    public static var interruptFlag: UnsafeMutablePointer<Int32> { Interrupts.flag }

    /// Limits the bytes that live tensors may take together, and what the process may grow by from now on.
    public static func limitMemory(to bytes: Int) {
        Memory.budget = bytes
        HostMemory.budget = bytes
    }

    public init() {}
}

/// One report from a running loop.
public struct Progress: Sendable, Equatable {
    /// What runs: "Epoch".
    public var label: String
    /// Counted from 1.
    public var epoch: Int
    public var epochs: Int
    /// Steps finished within the epoch, and how many there are.
    public var step: Int
    public var steps: Int
    public var loss: Double?
    /// Items (images) finished so far in the whole run, for the rate.
    public var items: Int

    public init(
        label: String = "Epoch", epoch: Int, epochs: Int, step: Int, steps: Int, loss: Double? = nil, items: Int = 0
    ) {
        self.label = label
        self.epoch = epoch
        self.epochs = epochs
        self.step = step
        self.steps = steps
        self.loss = loss
        self.items = items
    }

    public var isEpochEnd: Bool { step >= steps }
    public var isLast: Bool { isEpochEnd && epoch >= epochs }
}
