// Schedules that go up and down: warm restarts, one cycle, many cycles.

import Glibc
import Schema
import Tensors

/// Cosine annealing that starts over after T_0 epochs, then after T_mult times as many, …
public final class CosineAnnealingWarmRestarts: Scheduler {
    private let minimum: Double, first: Int, factor: Int
    public private(set) var period: Int
    public private(set) var position: Double

    public init(_ optimizer: Optimizer, first: Int, factor: Int = 1, minimum: Double = 0, lastEpoch: Int = -1) throws {
        guard first > 0 else { throw Failure(.valueError, "Expected positive integer T_0, but got \(first)") }
        guard factor >= 1 else { throw Failure(.valueError, "Expected integer T_mult >= 1, but got \(factor)") }
        self.first = first
        self.factor = factor
        self.minimum = minimum
        period = first
        position = Double(lastEpoch)
        try super.init("CosineAnnealingWarmRestarts", optimizer, lastEpoch: lastEpoch)
        try begin()
    }

    public override func nextRates() throws -> [Double] {
        baseRates.map { minimum + ($0 - minimum) * (1 + cos(Double.pi * position / Double(period))) / 2 }
    }

    public override func step(epoch: Int? = nil) throws { try move(to: epoch.map(Double.init)) }

    /// Epochs may be fractions here: `scheduler.step(epoch + i / n)`.
    public func move(to given: Double?) throws {
        var epoch = given
        if epoch == nil, lastEpoch < 0 { epoch = 0 }
        if let epoch {
            guard epoch >= 0, epoch <= 0x1p53 else {
                throw Failure(.valueError, "Expected non-negative epoch, but got \(pythonText(epoch))")
            }
            if epoch >= Double(first) {
                if factor == 1 {
                    position = epoch.truncatingRemainder(dividingBy: Double(first))
                    period = first
                } else {
                    let n = Int(log(epoch / Double(first) * Double(factor - 1) + 1) / log(Double(factor)))
                    position = epoch - Double(first) * (pow(Double(factor), Double(n)) - 1) / Double(factor - 1)
                    period = Int(exactly: Double(first) * pow(Double(factor), Double(n))) ?? first
                }
            } else {
                period = first
                position = epoch
            }
            lastEpoch = Int(exactly: epoch.rounded(.down)) ?? 0
        } else {
            lastEpoch += 1
            position += 1
            if position >= Double(period) {
                position -= Double(period)
                period = period.multipliedReportingOverflow(by: factor).partialValue
            }
        }
        try set(nextRates())
    }
}

/// Sets momentum, or the first beta, of a group that has one.
private func setMomentum(_ group: ParameterGroup, _ value: Double) {
    if let items = group["betas"].items, items.count == 2 {
        group["betas"] = .tuple([.float(value), items[1]])
    } else if group.has("momentum") {
        group["momentum"] = .float(value)
    }
}

/// Up to a largest rate and down to almost nothing in one training run (Smith and Topin, 2017); momentum moves the other way.
public final class OneCycle: Scheduler {
    private struct Phase { var end: Double, rates: (String, String), momenta: (String, String) }

    public let total: Int
    private let isLinear: Bool, cyclesMomentum: Bool
    private var phases: [Phase] = []

    /// `maximum`: one rate, or one per group.
    public init(
        _ optimizer: Optimizer, maximum: [Double], total: Int? = nil, epochs: Int? = nil, stepsPerEpoch: Int? = nil,
        risingPart: Double = 0.3, isLinear: Bool = false, cyclesMomentum: Bool = true, baseMomentum: Double = 0.85,
        maxMomentum: Double = 0.95, divisor: Double = 25, finalDivisor: Double = 1e4, threePhase: Bool = false,
        lastEpoch: Int = -1
    ) throws {
        if let total {
            guard total > 0 else {
                throw Failure(.valueError, "Expected positive integer total_steps, but got \(total)")
            }
            self.total = total
        } else if let epochs, let stepsPerEpoch {
            guard epochs > 0 else { throw Failure(.valueError, "Expected positive integer epochs, but got \(epochs)") }
            guard stepsPerEpoch > 0 else {
                throw Failure(.valueError, "Expected positive integer steps_per_epoch, but got \(stepsPerEpoch)")
            }
            self.total = epochs.multipliedReportingOverflow(by: stepsPerEpoch).partialValue
        } else {
            throw Failure(
                .valueError, "You must define either total_steps OR (epochs AND steps_per_epoch)")
        }
        guard risingPart >= 0, risingPart <= 1 else {
            throw Failure(.valueError, "Expected float between 0 and 1 pct_start, but got \(pythonText(risingPart))")
        }
        guard maximum.count == 1 || maximum.count == optimizer.groups.count else {
            throw Failure(
                .valueError, "max_lr must have the same length as optimizer.param_groups")
        }
        self.isLinear = isLinear
        self.cyclesMomentum = cyclesMomentum
        let n = Double(self.total)
        if threePhase {
            phases = [
                Phase(
                    end: risingPart * n - 1, rates: ("initial_lr", "max_lr"), momenta: ("max_momentum", "base_momentum")
                ),
                Phase(
                    end: 2 * risingPart * n - 2, rates: ("max_lr", "initial_lr"),
                    momenta: ("base_momentum", "max_momentum")),
                Phase(end: n - 1, rates: ("initial_lr", "min_lr"), momenta: ("max_momentum", "max_momentum")),
            ]
        } else {
            phases = [
                Phase(
                    end: risingPart * n - 1, rates: ("initial_lr", "max_lr"), momenta: ("max_momentum", "base_momentum")
                ),
                Phase(end: n - 1, rates: ("max_lr", "min_lr"), momenta: ("base_momentum", "max_momentum")),
            ]
        }
        if lastEpoch == -1 {
            for (i, group) in optimizer.groups.enumerated() {
                let top = maximum.count == 1 ? maximum[0] : maximum[i]
                group["initial_lr"] = .float(top / divisor)
                group["max_lr"] = .float(top)
                group["min_lr"] = .float(top / divisor / finalDivisor)
                if cyclesMomentum {
                    guard group.has("momentum") || group.has("betas") else {
                        throw Failure(
                            .valueError, "optimizer must support momentum or beta1 with `cycle_momentum` option enabled"
                        )
                    }
                    setMomentum(group, maxMomentum)
                    group["max_momentum"] = .float(maxMomentum)
                    group["base_momentum"] = .float(baseMomentum)
                }
            }
        }
        try super.init("OneCycleLR", optimizer, lastEpoch: lastEpoch)
        try begin()
    }

    private func anneal(_ a: Double, _ b: Double, _ part: Double) -> Double {
        isLinear ? (b - a) * part + a : b + (a - b) / 2 * (cos(Double.pi * part) + 1)
    }

    public override func nextRates() throws -> [Double] {
        if lastEpoch > total {
            throw Failure(
                .valueError, "Tried to step \(lastEpoch) times. The specified number of total steps is \(total)")
        }
        let step = Double(lastEpoch)
        return try optimizer.groups.map { group in
            var start = 0.0
            for (i, phase) in phases.enumerated() {
                if step <= phase.end || i == phases.count - 1 {
                    let part = (step - start) / (phase.end - start)
                    if cyclesMomentum {
                        setMomentum(
                            group, anneal(try group.double(phase.momenta.0), try group.double(phase.momenta.1), part))
                    }
                    return anneal(try group.double(phase.rates.0), try group.double(phase.rates.1), part)
                }
                start = phase.end
            }
            return try group.double("lr")
        }
    }
}

/// Between two rates along a saw tooth (Smith, 2015); momentum moves the other way.
public final class Cyclic: Scheduler {
    public enum Mode: String { case triangular, triangular2, expRange = "exp_range" }

    private let maximum: [Double]
    private let total: Double, ratio: Double, gamma: Double
    private let mode: Mode
    private let custom: ((Double) throws -> Double)?
    private let customByCycle: Bool
    private let cyclesMomentum: Bool
    private let momenta: (base: Double, most: Double)

    public init(
        _ optimizer: Optimizer, base: [Double], maximum: [Double], up: Int = 2000, down: Int? = nil,
        mode: String = "triangular",
        gamma: Double = 1, scale: ((Double) throws -> Double)? = nil, scaleByCycle: Bool = true,
        cyclesMomentum: Bool = true,
        baseMomentum: Double = 0.8, maxMomentum: Double = 0.9, lastEpoch: Int = -1
    ) throws {
        guard let mode = Mode(rawValue: mode) else {
            throw Failure(.valueError, "mode is invalid and scale_fn is None")
        }
        func each(_ values: [Double], _ name: String) throws -> [Double] {
            if values.count == 1 { return [Double](repeating: values[0], count: optimizer.groups.count) }
            guard values.count == optimizer.groups.count else {
                throw Failure(.valueError, "\(name) must have the same length as optimizer.param_groups")
            }
            return values
        }
        let lower = try each(base, "base_lr")
        self.maximum = try each(maximum, "max_lr")
        let rising = Double(up)
        total = rising + Double(down ?? up)
        ratio = rising / total
        self.mode = mode
        self.gamma = gamma
        custom = scale
        customByCycle = scaleByCycle
        self.cyclesMomentum = cyclesMomentum
        momenta = (baseMomentum, maxMomentum)
        if lastEpoch == -1 {
            for (group, rate) in zip(optimizer.groups, lower) { group["lr"] = .float(rate) }
        }
        if cyclesMomentum {
            for group in optimizer.groups {
                guard group.has("momentum") || group.has("betas") else {
                    throw Failure(
                        .valueError, "optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
                }
                setMomentum(group, momenta.base)
                group["base_momentum"] = .float(momenta.base)
                group["max_momentum"] = .float(momenta.most)
            }
        }
        try super.init("CyclicLR", optimizer, lastEpoch: lastEpoch)
        baseRates = lower
        try begin()
    }

    private func scale(_ cycle: Double) throws -> Double {
        if let custom { return try custom(customByCycle ? cycle : Double(lastEpoch)) }
        switch mode {
        case .triangular: return 1
        case .triangular2: return 1 / pow(2, cycle - 1)
        case .expRange: return pow(gamma, Double(lastEpoch))
        }
    }

    public override func nextRates() throws -> [Double] {
        let turns = Double(lastEpoch) / total
        let cycle = (1 + turns).rounded(.down)
        let x = 1 + turns - cycle
        let height = x <= ratio ? x / ratio : (x - 1) / (ratio - 1)
        let factor = try scale(cycle)
        if cyclesMomentum {
            for group in optimizer.groups {
                setMomentum(group, momenta.most - (momenta.most - momenta.base) * height * factor)
            }
        }
        return zip(baseRates, maximum).map { $0 + ($1 - $0) * height * factor }
    }
}
