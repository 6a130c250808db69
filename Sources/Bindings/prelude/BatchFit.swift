// What `train` says when a batch does not fit in memory: which one would.
import Layers
import Schema
import Script
import Tensors

enum BatchFit {
    /// A line to paste instead of a batch of `size` images that was refused. Halves of it are tried until one fits; the memory of that
    /// one and of its half, taken as a line, tells how much larger it might be.
    /// - Parameter step: forward and backward over the first n images.
    /// - Throws: what `step` throws besides MemoryError.
    static func advice(
        instead size: Int, of images: Tensor, model: Value, step: (Int) throws -> Void
    ) throws -> String {
        let shape = Shape.text(Array(images.shape.dropFirst()))
        let tooMuch =
            "even one image of shape \(shape) is too much: resize or crop the images, or take a narrower model"
        // Adam keeps two numbers per parameter from its first step on; nobody writes to these.
        let parameters = (model.asObject as? ModuleInstance)?.module?.parameters ?? []
        guard let state = try? (parameters + parameters).map({ try Tensor.zeros($0.shape, $0.dtype) }) else {
            return tooMuch
        }
        return try withExtendedLifetime(state) {
            var n = size / 2
            while n > 0 {
                if let most = try memory(of: n, step) {
                    return line(n > 1 ? try larger(n, most, size, step) : n)
                }
                n /= 2
            }
            return tooMuch
        }
    }

    /// How many images beyond `n`, which take `most` bytes, and below `2 * n`, which do not fit, might still fit.
    private static func larger(_ n: Int, _ most: Int, _ size: Int, _ step: (Int) throws -> Void) throws -> Int {
        guard let less = try memory(of: n / 2, step), most > less else { return n }
        let each = max((most - less) / (n - n / 2), 1)
        let room = min(HostMemory.available() + Memory.idle, Memory.budget.map { $0 - Memory.used } ?? .max)
        // A fifth of the rest is left to gaps that no block fits into.
        let rest = max(0, room - most)
        return min(n + (rest - rest / 5) / each, 2 * n - 1, size - 1)
    }

    private static func line(_ size: Int) -> String {
        "the largest batch that fits is about \(size): train(model, images, labels, batch_size=\(size))"
    }

    /// Bytes that a step over n images takes at its highest; nil when it does not fit.
    private static func memory(of n: Int, _ step: (Int) throws -> Void) throws -> Int? {
        let before = Memory.used
        Memory.resetPeak()
        do { try step(n) } catch  where Interpreter.isError(error, .memoryError) { return nil }
        return Memory.peak - before
    }
}
