// What a piece of code cost, layer by layer: the profiler's accounts under the names that the user knows the layers by. `%prun` lays
// it out.
import Layers
import Script
import Tensors

public struct LayerProfile {
    public struct Row: Equatable {
        /// As in `named_modules()`; a model itself by its variable or class.
        public var name: String
        /// The class.
        public var kind: String
        public var calls: Int
        /// Seconds of its own work, without that of layers inside it.
        public var forward: Double
        public var backward: Double
        /// Bytes that its forward passes left allocated.
        public var kept: Int
    }

    /// The layers that did something, the most expensive first.
    public private(set) var rows: [Row] = []
    /// Seconds in optimizers' steps.
    public private(set) var step = 0.0
    /// Seconds of gradients that belong to no layer: a loss written with functions, arithmetic on the output.
    public private(set) var looseBackward = 0.0
    public let seconds: Double
    /// The most bytes that tensors took at one time.
    public let peak: Int

    /// Seconds of everything else: the script itself, data, printing.
    public var rest: Double {
        max(seconds - step - looseBackward - rows.reduce(0) { $0 + $1.forward + $1.backward }, 0)
    }

    /// Runs `body` and accounts for it. `variables` name the models: layers are named from the variable that reaches them.
    public static func measure(_ body: () -> Void, variables: () -> [(name: String, value: Value)]) -> LayerProfile {
        let profiler = Profiler.measure(body)
        return LayerProfile(profiler, Names(profiler, variables()))
    }

    private init(_ profiler: Profiler, _ names: Names) {
        (seconds, peak) = (profiler.seconds, profiler.peak)
        for (number, account) in profiler.accounts {
            if number == Profiler.optimizer {
                step += account.step
            } else if let (name, module) = names.found[number] {
                rows.append(
                    Row(
                        name: name, kind: module.typeName, calls: account.calls, forward: account.forward,
                        backward: account.backward, kept: account.kept))
            } else {
                looseBackward += account.backward
            }
        }
        rows.sort { a, b in
            let (x, y) = (a.forward + a.backward, b.forward + b.backward)
            return x == y ? a.name < b.name : x > y
        }
    }

    /// The names of layers by their numbers.
    private struct Names {
        var found: [Int32: (name: String, module: Module)] = [:]

        init(_ profiler: Profiler, _ variables: [(name: String, value: Value)]) {
            let worked = Set(profiler.accounts.keys)
            var roots = variables.compactMap { name, value in
                (value.asObject as? ModuleInstance)?.module.map { (name: name, module: $0) }
            }
            // A variable for a part of a model gives way to the model's: the larger tree speaks first.
            roots.sort { $0.module.modules.count > $1.module.modules.count }
            roots += profiler.owners.compactMap { owner in (owner.object as? Module).map { ($0.typeName, $0) } }
            var trees: [(name: String, modules: [(name: String, module: Module)])] = []
            var seen = Set<Int32>()
            for root in roots where !seen.contains(root.module.number) {
                let all = root.module.namedModules()
                seen.formUnion(all.map(\.module.number))
                let used = all.filter { worked.contains($0.module.number) }
                if !used.isEmpty { trees.append((root.name, used)) }
            }
            // Two models (a generator and a discriminator) may have layers of the same name.
            let hasSeveral = trees.filter { $0.modules.count > 1 }.count > 1
            for tree in trees {
                for (path, module) in tree.modules where found[module.number] == nil {
                    found[module.number] = (
                        path.isEmpty ? tree.name : hasSeveral ? "\(tree.name).\(path)" : path, module
                    )
                }
            }
        }
    }
}
