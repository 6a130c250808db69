// Learning rate schedules. Each computes the next rate from the current one, as PyTorch does, so that the same digits are printed;
// closed forms are kept for schedules that can be set to an epoch.

import Glibc
import Schema
import Tensors

open class Scheduler {
    public let name: String
    public let optimizer: Optimizer
    /// The rates when the schedule began, one per group.
    public var baseRates: [Double]
    /// Kept within 2^53, beyond which epochs are not counted one by one: a checkpoint may say any number.
    public var lastEpoch: Int { didSet { lastEpoch = Scheduler.counted(lastEpoch) } }
    /// How often `step` ran, the one at construction included.
    public private(set) var stepCount = 0
    public private(set) var lastRates: [Double] = []
    public weak var scriptObject: AnyObject?

    private static func counted(_ epoch: Int) -> Int { min(max(epoch, -(1 << 53)), 1 << 53) }

    /// Subclasses call `begin()` at the end of their own init.
    public init(_ name: String, _ optimizer: Optimizer, lastEpoch: Int = -1) throws {
        self.name = name
        self.optimizer = optimizer
        self.lastEpoch = Scheduler.counted(lastEpoch)
        if lastEpoch == -1 {
            for group in optimizer.groups where !group.has("initial_lr") { group["initial_lr"] = group["lr"] }
        } else {
            for (i, group) in optimizer.groups.enumerated() where !group.has("initial_lr") {
                throw Failure(
                    .keyError,
                    "param 'initial_lr' is not specified in param_groups[\(i)] when resuming scheduler with last_epoch >= 0.\nThis "
                        + "typically happens when:\n1. You're trying to resume training from a checkpoint but haven't properly "
                        + "loaded the optimizer state\n2. You're using last_epoch >= 0 for a fresh training run (not recommended)"
                )
            }
        }
        baseRates = try optimizer.groups.map { try $0.double("initial_lr") }
    }

    /// The first step, which sets the rates of epoch 0.
    public func begin() throws {
        stepCount = 0
        isInitial = true
        defer { isInitial = false }
        try step()
    }

    /// During `begin`: schedules that go on from the current rate keep it then, and only then, whatever the epoch's number.
    private(set) var isInitial = false

    /// The current rate of each group.
    public func rates() throws -> [Double] { try optimizer.groups.map { try $0.double("lr") } }

    /// The rates of `lastEpoch`, from the current ones.
    open func nextRates() throws -> [Double] {
        throw Failure(.notImplementedError, "")
    }

    /// The rates of `lastEpoch` from the base rates alone; nil when there is no such formula.
    open func closedRates() throws -> [Double]? { nil }

    /// One epoch on, or to a given epoch.
    open func step(epoch: Int? = nil) throws {
        stepCount += 1
        let new: [Double]
        if let epoch {
            lastEpoch = epoch
            new = try closedRates() ?? nextRates()
        } else {
            lastEpoch += 1
            new = try nextRates()
        }
        try set(new)
    }

    func set(_ rates: [Double]) throws {
        for (group, rate) in zip(optimizer.groups, rates) { group["lr"] = .float(rate) }
        lastRates = try self.rates()
    }

    func remember() throws { lastRates = try rates() }
}

/// A schedule given by its two formulas; most of PyTorch's are.
public final class FormulaScheduler: Scheduler {
    typealias Next = (_ rate: Double, _ base: Double, _ epoch: Int) throws -> Double

    /// What `state_dict` shows: the options in order.
    public let options: [(String, Argument)]
    private let keepsFirst: Bool
    private let next: Next
    private let closed: ((_ base: Double, _ epoch: Int) throws -> Double)?

    init(
        _ name: String, _ optimizer: Optimizer, lastEpoch: Int, options: [(String, Argument)] = [],
        keepsFirst: Bool = false, closed: ((_ base: Double, _ epoch: Int) throws -> Double)? = nil,
        _ next: @escaping Next
    ) throws {
        self.keepsFirst = keepsFirst
        self.next = next
        self.closed = closed
        self.options = options
        try super.init(name, optimizer, lastEpoch: lastEpoch)
        try begin()
    }

    public override func nextRates() throws -> [Double] {
        if keepsFirst, isInitial { return try rates() }
        return try zip(rates(), baseRates).map { try next($0, $1, lastEpoch) }
    }

    public override func closedRates() throws -> [Double]? {
        guard let closed else { return nil }
        return try baseRates.map { try closed($0, lastEpoch) }
    }
}

extension Scheduler {
    /// gamma times less every `size` epochs.
    public static func step(
        _ optimizer: Optimizer, size: Int, gamma: Double = 0.1, lastEpoch: Int = -1
    ) throws -> Scheduler {
        guard size > 0 else { throw Failure(.valueError, "step_size must be positive, but got \(size)") }
        return try FormulaScheduler(
            "StepLR", optimizer, lastEpoch: lastEpoch, options: [("step_size", .int(size)), ("gamma", .float(gamma))],
            closed: { base, e in base * pow(gamma, Double(e / size)) }
        ) { rate, _, e in e == 0 || e % size != 0 ? rate : rate * gamma }
    }

    /// gamma times less at each milestone.
    public static func multiStep(
        _ optimizer: Optimizer, milestones: [Int], gamma: Double = 0.1, lastEpoch: Int = -1
    ) throws -> Scheduler {
        try FormulaScheduler(
            "MultiStepLR", optimizer, lastEpoch: lastEpoch,
            options: [("milestones", .list(milestones.map(Argument.int))), ("gamma", .float(gamma))],
            closed: { base, e in base * pow(gamma, Double(milestones.filter { $0 <= e }.count)) }
        ) { rate, _, e in
            let times = milestones.filter { $0 == e }.count
            return times == 0 ? rate : rate * pow(gamma, Double(times))
        }
    }

    public static func exponential(_ optimizer: Optimizer, gamma: Double, lastEpoch: Int = -1) throws -> Scheduler {
        try FormulaScheduler(
            "ExponentialLR", optimizer, lastEpoch: lastEpoch, options: [("gamma", .float(gamma))],
            keepsFirst: true, closed: { base, e in base * pow(gamma, Double(e)) }
        ) { rate, _, _ in rate * gamma }
    }

    /// The base rate times a factor per epoch; one function for all groups, or one each.
    public static func lambda(
        _ optimizer: Optimizer, factors: [(Int) throws -> Double], lastEpoch: Int = -1
    ) throws -> Scheduler {
        try LambdaScheduler("LambdaLR", optimizer, factors, lastEpoch: lastEpoch, multiplies: false)
    }

    /// The current rate times a factor per epoch.
    public static func multiplicative(
        _ optimizer: Optimizer, factors: [(Int) throws -> Double], lastEpoch: Int = -1
    ) throws -> Scheduler {
        try LambdaScheduler("MultiplicativeLR", optimizer, factors, lastEpoch: lastEpoch, multiplies: true)
    }

    /// The base rate times `factor` until epoch `total`.
    public static func constant(
        _ optimizer: Optimizer, factor: Double = 1.0 / 3, total: Int = 5, lastEpoch: Int = -1
    ) throws -> Scheduler {
        guard factor >= 0, factor <= 1 else {
            throw Failure(.valueError, "Constant multiplicative factor expected to be between 0 and 1.")
        }
        return try FormulaScheduler(
            "ConstantLR", optimizer, lastEpoch: lastEpoch,
            options: [("factor", .float(factor)), ("total_iters", .int(total))],
            closed: { base, e in base * (factor + (e >= total ? 1 : 0) * (1 - factor)) }
        ) { rate, _, e in e == 0 ? rate * factor : e != total ? rate : rate * (1 / factor) }
    }

    /// From `start` to `end` times the base rate over `total` epochs.
    public static func linear(
        _ optimizer: Optimizer, start: Double = 1.0 / 3, end: Double = 1, total: Int = 5, lastEpoch: Int = -1
    ) throws -> Scheduler {
        guard start > 0, start <= 1 else {
            throw Failure(
                .valueError, "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.")
        }
        guard end >= 0, end <= 1 else {
            throw Failure(.valueError, "Ending multiplicative factor expected to be between 0 and 1.")
        }
        let n = Double(total)
        return try FormulaScheduler(
            "LinearLR", optimizer, lastEpoch: lastEpoch,
            options: [("start_factor", .float(start)), ("end_factor", .float(end)), ("total_iters", .int(total))],
            closed: { base, e in base * (start + (end - start) * min(n, Double(e)) / n) }
        ) { rate, _, e in
            if e == 0 { return rate * start }
            if e > total { return rate }
            return rate * (1.0 + (end - start) / (n * start + Double(e - 1) * (end - start)))
        }
    }

    /// Down to 0 over `total` epochs along a power of a line.
    public static func polynomial(
        _ optimizer: Optimizer, total: Int = 5, power: Double = 1, lastEpoch: Int = -1
    ) throws -> Scheduler {
        let n = Double(total)
        return try FormulaScheduler(
            "PolynomialLR", optimizer, lastEpoch: lastEpoch,
            options: [("total_iters", .int(total)), ("power", .float(power))], keepsFirst: true,
            closed: { base, e in base * pow(1 - min(n, Double(e)) / n, power) }
        ) { rate, _, e in
            if e > total { return rate }
            return rate * pow((1.0 - Double(e) / n) / (1.0 - Double(e - 1) / n), power)
        }
    }

    /// Down to `minimum` over `period` epochs along a cosine, and up again.
    public static func cosine(
        _ optimizer: Optimizer, period: Int, minimum: Double = 0, lastEpoch: Int = -1
    ) throws -> Scheduler {
        guard period > 0 else { throw Failure(.zeroDivisionError, "float division by zero") }
        let t = Double(period)
        return try FormulaScheduler(
            "CosineAnnealingLR", optimizer, lastEpoch: lastEpoch,
            options: [("T_max", .int(period)), ("eta_min", .float(minimum))], keepsFirst: true,
            closed: { base, e in minimum + (base - minimum) * (1 + cos(Double.pi * Double(e) / t)) / 2 }
        ) { rate, base, e in
            if (e - 1 - period) % (2 * period) == 0 { return rate + (base - minimum) * (1 - cos(Double.pi / t)) / 2 }
            return (1 + cos(Double.pi * Double(e) / t)) / (1 + cos(Double.pi * Double(e - 1) / t)) * (rate - minimum)
                + minimum
        }
    }
}

/// LambdaLR and MultiplicativeLR.
final class LambdaScheduler: Scheduler {
    private let factors: [(Int) throws -> Double]
    private let multiplies: Bool

    init(
        _ name: String, _ optimizer: Optimizer, _ factors: [(Int) throws -> Double], lastEpoch: Int, multiplies: Bool
    ) throws {
        guard factors.count == 1 || factors.count == optimizer.groups.count else {
            throw Failure(.valueError, "Expected \(optimizer.groups.count) lr_lambdas, but got \(factors.count)")
        }
        self.factors = factors
        self.multiplies = multiplies
        try super.init(name, optimizer, lastEpoch: lastEpoch)
        try begin()
    }

    override func nextRates() throws -> [Double] {
        let current = try rates()
        if multiplies, lastEpoch <= 0 { return current }
        return try current.indices.map { i in
            let factor = factors.count == 1 ? factors[0] : factors[i]
            return try (multiplies ? current[i] : baseRates[i]) * factor(lastEpoch)
        }
    }
}
