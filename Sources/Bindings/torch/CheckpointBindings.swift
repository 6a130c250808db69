// torch.save and torch.load.
import Schema
import Script

enum CheckpointBindings {
    static func declare(in module: ModuleObject) {}
}
