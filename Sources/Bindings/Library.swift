// Every module that Swift code provides beyond the language's own, named once.
import Schema
import Script
import Tensors

public enum Library {
    /// Declares the modules; each is built when first imported. Safe to call again.
    public static func register() {
        HostMemory.reclaim = { Memory.emptyCache() }
        Memory.reclaim = Collector.collectForMemory
        TorchModule.register()
        AutogradModule.register()
        NNModule.register()
        OptimModule.register()
        DataModule.register()
        SmallTorchModules.register()
        NumpyModule.register()
        PyplotModule.register()
        PILModule.register()
        SkimageModule.register()
        ScipyModule.register()
        TorchvisionModule.register()
        CV2Module.register()
        TqdmModule.register()
        Prelude.register()
        Einops.register()
        AbsentLibraries.declare()
        CheckpointBindings.registerSafetensors()
    }
}
