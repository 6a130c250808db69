// Schedules made of schedules, and the one that watches a metric.

import Schema
import Tensors

/// One schedule after the other, changing at milestones.
public final class SequentialSchedule: Scheduler {
    public let schedulers: [Scheduler]
    public let milestones: [Int]

    public init(_ optimizer: Optimizer, _ schedulers: [Scheduler], milestones: [Int]) throws {
        guard !schedulers.isEmpty else {
            throw Failure(
                .valueError, "SequentialLR expects at least one scheduler to be chained, but got no scheduler.")
        }
        guard milestones.count == schedulers.count - 1 else {
            throw Failure(
                .valueError,
                "Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, "
                    + "but got number of schedulers \(schedulers.count) and the number of milestones to be equal to "
                    + "\(milestones.count)")
        }
        self.schedulers = schedulers
        self.milestones = milestones
        try super.init("SequentialLR", optimizer)
        // All have taken their first step on one optimizer; only the first one's shall count.
        for group in optimizer.groups { group["lr"] = group["initial_lr"] }
        for scheduler in schedulers { scheduler.lastEpoch -= 1 }
        lastEpoch = 0
        try schedulers[0].begin()
        try remember()
    }

    public override func step(epoch: Int? = nil) throws {
        lastEpoch += 1
        let index = milestones.filter { $0 <= lastEpoch }.count
        if index > 0, milestones[index - 1] == lastEpoch {
            try schedulers[index].step(epoch: 0)
        } else {
            try schedulers[index].step()
        }
        try remember()
    }
}

/// All schedules at once.
public final class ChainedSchedule: Scheduler {
    public let schedulers: [Scheduler]

    public init(_ schedulers: [Scheduler]) throws {
        guard let first = schedulers.first else {
            throw Failure(
                .valueError, "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.")
        }
        self.schedulers = schedulers
        try super.init("ChainedScheduler", first.optimizer)
        try remember()
    }

    public override func step(epoch: Int? = nil) throws {
        for scheduler in schedulers { try scheduler.step() }
        try remember()
    }
}

/// Less when a metric has stopped improving.
public final class ReduceOnPlateau {
    public let optimizer: Optimizer
    public let factor: Double
    public let patience: Int, cooldown: Int
    public let isMinimum: Bool, isRelative: Bool
    public let threshold: Double, eps: Double
    public let minimumRates: [Double]
    public private(set) var best: Double
    public private(set) var badEpochs = 0
    public private(set) var cooldownCounter = 0
    public private(set) var lastEpoch = 0
    public private(set) var lastRates: [Double]
    public weak var scriptObject: AnyObject?

    public init(
        _ optimizer: Optimizer, mode: String = "min", factor: Double = 0.1, patience: Int = 10,
        threshold: Double = 1e-4,
        thresholdMode: String = "rel", cooldown: Int = 0, minimum: [Double] = [0], eps: Double = 1e-8
    ) throws {
        guard factor < 1 else { throw Failure(.valueError, "Factor should be < 1.0.") }
        guard mode == "min" || mode == "max" else { throw Failure(.valueError, "mode \(mode) is unknown!") }
        guard thresholdMode == "rel" || thresholdMode == "abs" else {
            throw Failure(.valueError, "threshold mode \(thresholdMode) is unknown!")
        }
        guard minimum.count == 1 || minimum.count == optimizer.groups.count else {
            throw Failure(.valueError, "expected \(optimizer.groups.count) min_lrs, got \(minimum.count)")
        }
        self.optimizer = optimizer
        self.factor = factor
        self.patience = patience
        self.cooldown = cooldown
        self.threshold = threshold
        self.eps = eps
        isMinimum = mode == "min"
        isRelative = thresholdMode == "rel"
        minimumRates = minimum.count == 1 ? optimizer.groups.map { _ in minimum[0] } : minimum
        best = isMinimum ? .infinity : -.infinity
        lastRates = try optimizer.groups.map { try $0.double("lr") }
    }

    /// Takes over what `state_dict` said.
    public func restore(best: Double?, badEpochs: Int?, cooldownCounter: Int?, lastEpoch: Int?, lastRates: [Double]?) {
        self.best = best ?? self.best
        self.badEpochs = badEpochs ?? self.badEpochs
        self.cooldownCounter = cooldownCounter ?? self.cooldownCounter
        self.lastEpoch = lastEpoch ?? self.lastEpoch
        self.lastRates = lastRates ?? self.lastRates
    }

    private func isBetter(_ value: Double) -> Bool {
        switch (isMinimum, isRelative) {
        case (true, true): value < best * (1 - threshold)
        case (true, false): value < best - threshold
        case (false, true): value > best * (threshold + 1)
        case (false, false): value > best + threshold
        }
    }

    /// Takes an epoch's metric.
    public func step(_ metric: Double) throws {
        lastEpoch &+= 1
        if isBetter(metric) {
            best = metric
            badEpochs = 0
        } else {
            badEpochs &+= 1
        }
        if cooldownCounter > 0 {
            cooldownCounter -= 1
            badEpochs = 0
        }
        if badEpochs > patience {
            for (group, minimum) in zip(optimizer.groups, minimumRates) {
                let old = try group.double("lr")
                let new = max(old * factor, minimum)
                if old - new > eps { group["lr"] = .float(new) }
            }
            cooldownCounter = cooldown
            badEpochs = 0
        }
        lastRates = try optimizer.groups.map { try $0.double("lr") }
    }
}
