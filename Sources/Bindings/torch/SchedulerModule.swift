// torch.optim.lr_scheduler: the Swift schedules as classes; script classes may derive from LRScheduler and define get_lr.
import Layers
import Schema
import Script
import Tensors

final class SchedulerInstance: Instance, FromValue {
    private(set) var scheduler: Scheduler?
    private(set) var plateau: ReduceOnPlateau?

    static var expectedTypeName: String { "LRScheduler" }
    static func from(_ value: Value) throws -> SchedulerInstance? { value.asObject as? SchedulerInstance }

    func attach(_ scheduler: Scheduler, optimizer: Value) {
        self.scheduler = scheduler
        scheduler.scriptObject = self
        store("optimizer", optimizer)
    }

    func attach(_ plateau: ReduceOnPlateau, optimizer: Value) {
        self.plateau = plateau
        plateau.scriptObject = self
        store("optimizer", optimizer)
    }

    override func attribute(_ name: Symbol) throws -> Value? {
        if let scheduler {
            // What a subclass stored under these names before super().__init__ no longer counts.
            switch name.text {
            case "last_epoch": return .int(scheduler.lastEpoch)
            case "base_lrs": return .list(scheduler.baseRates.map { .float($0) })
            default: break
            }
        }
        if stored(name) == nil, let scheduler {
            switch name.text {
            case "_step_count": return .int(scheduler.stepCount)
            case "_last_lr": return .list(scheduler.lastRates.map { .float($0) })
            default: break
            }
        }
        if let plateau {
            switch name.text {
            case "best": return .float(plateau.best)
            case "num_bad_epochs": return .int(plateau.badEpochs)
            case "cooldown_counter": return .int(plateau.cooldownCounter)
            case "last_epoch": return .int(plateau.lastEpoch)
            case "_last_lr": return .list(plateau.lastRates.map { .float($0) })
            default: break
            }
        }
        return try super.attribute(name)
    }

    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        if let scheduler, name.text == "last_epoch", let epoch = try Int.from(value) {
            scheduler.lastEpoch = epoch
        } else if let scheduler, name.text == "base_lrs" {
            scheduler.baseRates = try Collate.elements(value).map { try Double.from($0) ?? 0 }
        } else {
            try super.setAttribute(name, value)
        }
    }
}

/// A schedule whose rates a script's get_lr computes.
private final class ScriptScheduler: Scheduler {
    unowned let instance: SchedulerInstance

    init(_ instance: SchedulerInstance, _ optimizer: Optimizer, lastEpoch: Int) throws {
        self.instance = instance
        try super.init(instance.cls.name, optimizer, lastEpoch: lastEpoch)
    }

    override func nextRates() throws -> [Double] {
        let rates = try Value.object(instance).attribute("get_lr").call(Arguments())
        return try Collate.elements(rates).map { rate in
            guard let number = try Double.from(rate) else {
                throw Failure(.typeError, "get_lr() must return numbers, not \(rate.typeName)")
            }
            return number
        }
    }
}

enum SchedulerModule {
    private typealias Values = [Value]

    static func register() {
        ModuleRegistry.register("torch.optim.lr_scheduler") { module in
            module["LRScheduler"] = .object(base)
            module["_LRScheduler"] = .object(base)
            for type in types { module.define(type) }
        }
    }

    private static func native(_ value: Value) throws -> (SchedulerInstance, Scheduler) {
        guard let object = value.asObject as? SchedulerInstance, let scheduler = object.scheduler else {
            throw Failure(
                .runtimeError, "the schedule is not initialised",
                hint: "call super().__init__(optimizer, last_epoch) first")
        }
        return (object, scheduler)
    }

    private static func state(of plateau: ReduceOnPlateau) -> Value {
        .dict([
            ("factor", .float(plateau.factor)), ("default_min_lr", .int(0)),
            ("min_lrs", .list(plateau.minimumRates.map { $0 == 0 ? .int(0) : .float($0) })),
            ("patience", .int(plateau.patience)), ("cooldown", .int(plateau.cooldown)), ("eps", .float(plateau.eps)),
            ("last_epoch", .int(plateau.lastEpoch)), ("_last_lr", .list(plateau.lastRates.map { .float($0) })),
            ("mode_worse", .float(plateau.isMinimum ? .infinity : -.infinity)),
            ("mode", .string(plateau.isMinimum ? "min" : "max")), ("threshold", .float(plateau.threshold)),
            ("threshold_mode", .string(plateau.isRelative ? "rel" : "abs")), ("best", .float(plateau.best)),
            ("cooldown_counter", .int(plateau.cooldownCounter)), ("num_bad_epochs", .int(plateau.badEpochs)),
        ])
    }

    private static func optimizer(_ value: Value) throws -> Optimizer {
        guard let object = value.asObject as? OptimizerInstance else {
            throw Failure(.typeError, "\(value.typeName) is not an Optimizer")
        }
        return try object.ready()
    }

    nonisolated(unsafe) private static let base: TypeObject = {
        let type = TypeObject(
            "LRScheduler", module: "torch.optim.lr_scheduler", make: { cls, _ in .object(SchedulerInstance(cls)) })
        type.rawMethod("LRScheduler.__init__(self, optimizer, last_epoch=-1, verbose=False)") { bound in
            guard let object = bound[0].asObject as? SchedulerInstance else { return .none }
            let scheduler = try ScriptScheduler(object, optimizer(bound[1]), lastEpoch: bound.get(2))
            object.attach(scheduler, optimizer: bound[1])
            try scheduler.begin()
            return .none
        }
        type.rawMethod("step(self, epoch=None)", "One epoch on.") { bound in
            try native(bound[0]).1.step(epoch: try bound.get(1, as: Int?.self))
            return .none
        }
        type.rawMethod("get_last_lr(self)", "The current rates.") { bound in
            if let plateau = (bound[0].asObject as? SchedulerInstance)?.plateau {
                return .list(plateau.lastRates.map { .float($0) })
            }
            return .list(try native(bound[0]).1.lastRates.map { .float($0) })
        }
        type.rawMethod("get_lr(self)", "The rates of this epoch.") { bound in
            .list(try native(bound[0]).1.nextRates().map { .float($0) })
        }
        type.rawMethod("state_dict(self)", "What restores the schedule.") { bound in
            if let plateau = (bound[0].asObject as? SchedulerInstance)?.plateau { return state(of: plateau) }
            let scheduler = try native(bound[0]).1
            var pairs: [(name: Symbol, value: Value)] = []
            if let formula = scheduler as? FormulaScheduler {
                pairs = try formula.options.map { (Symbol($0.0), try $0.1.value()) }
            }
            pairs.append((Symbol("base_lrs"), .list(scheduler.baseRates.map { .float($0) })))
            pairs.append((Symbol("last_epoch"), .int(scheduler.lastEpoch)))
            pairs.append((Symbol("_step_count"), .int(scheduler.stepCount)))
            pairs.append((Symbol("_is_initial"), .bool(false)))
            pairs.append((Symbol("_get_lr_called_within_step"), .bool(false)))
            pairs.append((Symbol("_last_lr"), .list(scheduler.lastRates.map { .float($0) })))
            return .dict(pairs)
        }
        type.rawMethod("load_state_dict(self, state_dict)", "Restores the schedule.") { bound in
            if let plateau = (bound[0].asObject as? SchedulerInstance)?.plateau {
                var state: [String: Value] = [:]
                try bound[1].forEachPair { key, value in if let name = try String.from(key) { state[name] = value } }
                plateau.restore(
                    best: try state["best"].flatMap { try Double.from($0) },
                    badEpochs: try state["num_bad_epochs"].flatMap { try Int.from($0) },
                    cooldownCounter: try state["cooldown_counter"].flatMap { try Int.from($0) },
                    lastEpoch: try state["last_epoch"].flatMap { try Int.from($0) },
                    lastRates: try state["_last_lr"].map { try Collate.elements($0).map { try Double.from($0) ?? 0 } })
                return .none
            }
            let scheduler = try native(bound[0]).1
            try bound[1].forEachPair { key, value in
                switch try String.from(key) {
                case "last_epoch": scheduler.lastEpoch = try Int.from(value) ?? scheduler.lastEpoch
                case "base_lrs": scheduler.baseRates = try Collate.elements(value).map { try Double.from($0) ?? 0 }
                default: break
                }
            }
            return .none
        }
        return type
    }()

    /// A class whose constructor makes a Swift schedule from the values after `optimizer`.
    private static func make(
        _ name: String, _ parameters: String, _ build: @escaping (Optimizer, BoundArguments) throws -> Scheduler
    ) -> TypeObject {
        let type = TypeObject(
            name, module: "torch.optim.lr_scheduler", bases: [base], make: { cls, _ in .object(SchedulerInstance(cls)) }
        )
        type.rawMethod("\(name).__init__(self, optimizer, \(parameters))") { bound in
            guard let object = bound[0].asObject as? SchedulerInstance else { return .none }
            object.attach(try build(optimizer(bound[1]), bound), optimizer: bound[1])
            return .none
        }
        return type
    }

    /// One factor function for all groups, or one per group.
    private static func factors(_ value: Value, _ optimizer: Optimizer) throws -> [(Int) throws -> Double] {
        let functions =
            value.asObject is ListObject || value.asObject is TupleObject
            ? try Collate.elements(value) : [Value](repeating: value, count: optimizer.groups.count)
        return functions.map { function in
            { epoch in try Double.from(try function.call(Arguments([.int(epoch)]))) ?? 0 }
        }
    }

    private static func rates(_ value: Value) throws -> [Double] {
        if let one = try? Double.from(value) { return [one] }
        return try Collate.elements(value).map { try Double.from($0) ?? 0 }
    }

    nonisolated(unsafe) private static let types: [TypeObject] = [
        make("StepLR", "step_size, gamma=0.1, last_epoch=-1, verbose=False") {
            try .step($0, size: $1.get(2), gamma: $1.get(3), lastEpoch: $1.get(4))
        },
        make("MultiStepLR", "milestones, gamma=0.1, last_epoch=-1, verbose=False") {
            try .multiStep(
                $0, milestones: Collate.elements($1[2]).map { try Int.from($0) ?? 0 }, gamma: $1.get(3),
                lastEpoch: $1.get(4))
        },
        make("ExponentialLR", "gamma, last_epoch=-1, verbose=False") {
            try .exponential($0, gamma: $1.get(2), lastEpoch: $1.get(3))
        },
        make("LambdaLR", "lr_lambda, last_epoch=-1, verbose=False") {
            try .lambda($0, factors: factors($1[2], $0), lastEpoch: $1.get(3))
        },
        make("MultiplicativeLR", "lr_lambda, last_epoch=-1, verbose=False") {
            try .multiplicative($0, factors: factors($1[2], $0), lastEpoch: $1.get(3))
        },
        make("ConstantLR", "factor=0.3333333333333333, total_iters=5, last_epoch=-1, verbose=False") {
            try .constant($0, factor: $1.get(2), total: $1.get(3), lastEpoch: $1.get(4))
        },
        make("LinearLR", "start_factor=0.3333333333333333, end_factor=1.0, total_iters=5, last_epoch=-1, verbose=False")
        {
            try .linear($0, start: $1.get(2), end: $1.get(3), total: $1.get(4), lastEpoch: $1.get(5))
        },
        make("PolynomialLR", "total_iters=5, power=1.0, last_epoch=-1, verbose=False") {
            try .polynomial($0, total: $1.get(2), power: $1.get(3), lastEpoch: $1.get(4))
        },
        make("CosineAnnealingLR", "T_max, eta_min=0.0, last_epoch=-1, verbose=False") {
            try .cosine($0, period: $1.get(2), minimum: $1.get(3), lastEpoch: $1.get(4))
        },
        make("CosineAnnealingWarmRestarts", "T_0, T_mult=1, eta_min=0.0, last_epoch=-1, verbose=False") {
            try CosineAnnealingWarmRestarts(
                $0, first: $1.get(2), factor: $1.get(3), minimum: $1.get(4), lastEpoch: $1.get(5))
        },
        make(
            "OneCycleLR",
            "max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, "
                + "base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=10000.0, three_phase=False, last_epoch=-1, verbose=False"
        ) {
            let strategy: String = try $1.get(7)
            guard strategy == "cos" || strategy == "linear" else {
                throw Failure(.valueError, "anneal_strategy must be one of 'cos' or 'linear', instead got \(strategy)")
            }
            return try OneCycle(
                $0, maximum: rates($1[2]), total: $1.get(3), epochs: $1.get(4), stepsPerEpoch: $1.get(5),
                risingPart: $1.get(6),
                isLinear: strategy == "linear", cyclesMomentum: $1[8].truth(), baseMomentum: $1.get(9),
                maxMomentum: $1.get(10),
                divisor: $1.get(11), finalDivisor: $1.get(12), threePhase: $1[13].truth(), lastEpoch: $1.get(14))
        },
        make(
            "CyclicLR",
            "base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular', gamma=1.0, scale_fn=None, scale_mode='cycle', "
                + "cycle_momentum=True, base_momentum=0.8, max_momentum=0.9, last_epoch=-1, verbose=False"
        ) {
            let function = $1[8]
            var scale: ((Double) throws -> Double)?
            if case .none = function {
            } else {
                scale = { try Double.from(try function.call(Arguments([.float($0)]))) ?? 0 }
            }
            return try Cyclic(
                $0, base: rates($1[2]), maximum: rates($1[3]), up: $1.get(4), down: $1.get(5), mode: $1.get(6),
                gamma: $1.get(7),
                scale: scale, scaleByCycle: $1.get(9, as: String.self) == "cycle", cyclesMomentum: $1[10].truth(),
                baseMomentum: $1.get(11), maxMomentum: $1.get(12), lastEpoch: $1.get(13))
        },
        make("SequentialLR", "schedulers, milestones, last_epoch=-1, verbose=False") {
            try SequentialSchedule(
                $0, Collate.elements($1[2]).map { try native($0).1 },
                milestones: Collate.elements($1[3]).map { try Int.from($0) ?? 0 })
        },
        chained, plateau,
    ]

    nonisolated(unsafe) private static let chained: TypeObject = {
        let type = TypeObject(
            "ChainedScheduler", module: "torch.optim.lr_scheduler", bases: [base],
            make: { cls, _ in .object(SchedulerInstance(cls)) })
        type.rawMethod("ChainedScheduler.__init__(self, schedulers, optimizer=None)") { bound in
            guard let object = bound[0].asObject as? SchedulerInstance else { return .none }
            let parts = try Collate.elements(bound[1])
            object.attach(
                try ChainedSchedule(parts.map { try native($0).1 }),
                optimizer: try parts.first?.attribute("optimizer") ?? .none)
            return .none
        }
        return type
    }()

    nonisolated(unsafe) private static let plateau: TypeObject = {
        let type = TypeObject(
            "ReduceLROnPlateau", module: "torch.optim.lr_scheduler", bases: [base],
            make: { cls, _ in .object(SchedulerInstance(cls)) })
        type.rawMethod(
            "ReduceLROnPlateau.__init__(self, optimizer, mode='min', factor=0.1, patience=10, threshold=0.0001, threshold_mode='rel', "
                + "cooldown=0, min_lr=0, eps=1e-08, verbose=False)"
        ) { bound in
            guard let object = bound[0].asObject as? SchedulerInstance else { return .none }
            object.attach(
                try ReduceOnPlateau(
                    optimizer(bound[1]), mode: bound.get(2), factor: bound.get(3), patience: bound.get(4),
                    threshold: bound.get(5),
                    thresholdMode: bound.get(6), cooldown: bound.get(7), minimum: rates(bound[8]), eps: bound.get(9)),
                optimizer: bound[1])
            return .none
        }
        type.rawMethod(
            "ReduceLROnPlateau.step(self, metrics, epoch=None)",
            "Looks at the metric; lowers the rate when it stopped improving."
        ) { bound in
            guard let plateau = (bound[0].asObject as? SchedulerInstance)?.plateau else { return .none }
            try plateau.step(try bound.get(1, as: Double.self))
            return .none
        }
        return type
    }()
}
