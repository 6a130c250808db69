// What the interpreter's wrapper asks of a module beyond what layers need: its text under a script's class name, single flags.

import Tensors

extension Module {
    /// `module.training = …` of this module alone.
    public func setTraining(_ mode: Bool) { isTraining = mode }

    /// Another tensor under a buffer's name; whether it is saved stays.
    public func replaceBuffer(_ name: String, _ tensor: Tensor?) {
        let isPersistent = bufferEntries.first { $0.name == name }?.isPersistent ?? true
        register(buffer: name, tensor, persistent: isPersistent)
    }
}
