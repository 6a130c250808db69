// Schedules and optimizers against the recorded runs of Tests/Fixtures/semantics: rates digit for digit, parameters to rounding.
import Foundation
import Schema
import XCTest

@testable import Layers
@testable import Tensors

final class ScheduleTests: XCTestCase {
    struct Recorded: Decodable {
        struct Case: Decodable { var id: String, src: String, out: String }
        var cases: [Case]
    }

    private func output(_ id: String) throws -> String {
        let data = try Data(contentsOf: fixtures.appendingPathComponent("semantics/semantics_cases.json"))
        return try XCTUnwrap(JSONDecoder().decode(Recorded.self, from: data).cases.first { $0.id == id }?.out)
    }

    private func optimizer() throws -> SGD {
        func parameter() throws -> Tensor {
            let tensor = try Tensor.zeros([1])
            tensor.requiresGrad = true
            return tensor
        }
        return try SGD(
            [GroupRequest([parameter()]), GroupRequest([parameter()], [("lr", .float(0.02))])], lr: .float(0.1),
            momentum: .float(0.9))
    }

    func testRates() throws {
        let makers: [(String, (Optimizer) throws -> Scheduler)] = [
            ("StepLR", { try .step($0, size: 3, gamma: 0.5) }),
            ("MultiStepLR", { try .multiStep($0, milestones: [2, 5, 5, 9], gamma: 0.1) }),
            ("ExponentialLR", { try .exponential($0, gamma: 0.9) }),
            ("CosineAnnealingLR", { try .cosine($0, period: 5, minimum: 0.01) }),
            ("CosineAnnealingLR-0", { try .cosine($0, period: 10) }),
            (
                "CosineAnnealingWarmRestarts",
                { try CosineAnnealingWarmRestarts($0, first: 3, factor: 2, minimum: 0.001) }
            ),
            ("LambdaLR", { try .lambda($0, factors: [{ pow(0.95, Double($0)) }]) }),
            ("MultiplicativeLR", { try .multiplicative($0, factors: [{ _ in 0.9 }]) }),
            ("LinearLR", { try .linear($0, start: 0.25, total: 4) }),
            ("ConstantLR", { try .constant($0, factor: 0.3, total: 4) }),
            ("PolynomialLR", { try .polynomial($0, total: 6, power: 2) }),
            ("OneCycleLR", { try OneCycle($0, maximum: [1], total: 14) }),
            (
                "OneCycleLR-linear",
                {
                    try OneCycle(
                        $0, maximum: [0.5], epochs: 2, stepsPerEpoch: 7, risingPart: 0.4, isLinear: true, divisor: 10,
                        finalDivisor: 100)
                }
            ),
            ("OneCycleLR-3phase", { try OneCycle($0, maximum: [1], total: 14, threePhase: true) }),
            ("CyclicLR", { try Cyclic($0, base: [0.01], maximum: [0.1], up: 3) }),
            (
                "SequentialLR",
                {
                    try SequentialSchedule(
                        $0, [.linear($0, start: 0.1, total: 4), .cosine($0, period: 8)], milestones: [4])
                }
            ),
            (
                "ChainedScheduler",
                { try ChainedSchedule([.exponential($0, gamma: 0.9), .step($0, size: 4, gamma: 0.5)]) }
            ),
        ]
        for (name, make) in makers {
            let optimizer = try optimizer()
            let scheduler = try make(optimizer)
            var text = ""
            for i in 0..<13 {
                func list(_ values: [Double]) -> String {
                    "[" + values.map { pythonText($0) }.joined(separator: ", ") + "]"
                }
                let rates = try optimizer.groups.map { try $0.double("lr") }
                text +=
                    "\(i) \(list(rates)) \(list(scheduler.lastRates)) \(pythonText(optimizer.groups[0]["momentum"]))\n"
                try scheduler.step()
            }
            XCTAssertEqual(text, try output("sem/sched/\(name)"), name)
        }
    }

    func testPlateau() throws {
        var text = ""
        let a = try SGD([GroupRequest([optimizer().groups[0].parameters[0]])], lr: .float(0.1))
        let first = try ReduceOnPlateau(a, factor: 0.5, patience: 2)
        for (i, loss) in [1.0, 0.9, 0.9, 0.9, 0.9, 0.89995, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91, 0.5].enumerated() {
            try first.step(loss)
            text +=
                "\(i) \(pythonText(loss)) \(pythonText(a.groups[0]["lr"])) \(first.badEpochs) \(pythonText(first.best))\n"
        }
        let b = try SGD([GroupRequest([optimizer().groups[0].parameters[0]])], lr: .float(0.1))
        let second = try ReduceOnPlateau(
            b, mode: "max", factor: 0.1, patience: 1, threshold: 0.01, thresholdMode: "abs", cooldown: 2,
            minimum: [0.002])
        for (i, score) in [0.1, 0.105, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2].enumerated() {
            try second.step(score)
            text +=
                "\(i) \(pythonText(score)) \(pythonText(b.groups[0]["lr"])) \(second.badEpochs) \(second.cooldownCounter)\n"
        }
        XCTAssertEqual(text, try output("sem/sched/ReduceLROnPlateau"))
    }

    func testOptimizers() throws {
        let betas = Argument.tuple([.float(0.8), .float(0.9)])
        typealias Maker = ([GroupRequest]) throws -> Optimizer
        let makers: [(String, Maker)] = [
            ("sgd", { try SGD($0, lr: .float(0.1)) }),
            ("sgd-mom", { try SGD($0, lr: .float(0.1), momentum: .float(0.9)) }),
            ("sgd-nesterov", { try SGD($0, lr: .float(0.1), momentum: .float(0.9), nesterov: true) }),
            ("sgd-wd", { try SGD($0, lr: .float(0.1), momentum: .float(0.9), weightDecay: .float(0.01)) }),
            ("sgd-damp", { try SGD($0, lr: .float(0.1), momentum: .float(0.9), dampening: .float(0.5)) }),
            ("sgd-max", { try SGD($0, lr: .float(0.1), maximize: true) }),
            ("adam", { try Adam($0, lr: .float(0.01)) }),
            ("adam-betas", { try Adam($0, lr: .float(0.01), betas: betas, eps: .float(1e-4)) }),
            ("adam-wd", { try Adam($0, lr: .float(0.01), weightDecay: .float(0.1)) }),
            ("adam-amsgrad", { try Adam($0, lr: .float(0.01), amsgrad: true) }),
            ("adamw", { try Adam($0, name: "AdamW", lr: .float(0.01), weightDecay: .float(0.01), decoupled: true) }),
            ("adamw-wd", { try Adam($0, name: "AdamW", lr: .float(0.01), weightDecay: .float(0.3), decoupled: true) }),
            ("rmsprop", { try RMSprop($0, lr: .float(0.01)) }),
            ("rmsprop-mom", { try RMSprop($0, lr: .float(0.01), momentum: .float(0.9)) }),
            (
                "rmsprop-centered",
                { try RMSprop($0, lr: .float(0.01), alpha: .float(0.9), weightDecay: .float(0.1), centered: true) }
            ),
            ("adagrad", { try Adagrad($0, lr: .float(0.1)) }),
            ("adagrad-decay", { try Adagrad($0, lr: .float(0.1), lrDecay: .float(0.1), weightDecay: .float(0.1)) }),
            ("adadelta", { try Adadelta($0) }), ("adamax", { try Adamax($0) }), ("nadam", { try NAdam($0) }),
            ("radam", { try RAdam($0, lr: .float(0.01)) }),
        ]
        for (name, make) in makers {
            // sin(12 b) under a large rate multiplies a rounding of a sum by 1e5 in 12 steps; float32 SGD is compared for 4.
            for (dtype, relative, absolute) in [(DType.float64, 1e-10, 1e-12), (.float32, 2e-5, 1e-6)] {
                let before = Defaults.dtype
                Defaults.dtype = dtype
                defer { Defaults.dtype = before }
                let a = try Tensor.from([1.0, -2.0, 0.5, 3.0, -0.25]).to(dtype)
                let b = try Tensor.from([0.3, -0.7, 1.1, 0.9], [2, 2]).to(dtype)
                a.requiresGrad = true
                b.requiresGrad = true
                let optimizer = try make([GroupRequest([a, b])])
                var made: [Double] = []
                for i in 0..<12 {
                    try optimizer.zeroGrad()
                    let squares = try a.pow(.int(2)).sum() * 0.5
                    let cross = try mul(a.select(0, 0), b).sum()
                    let waves = try (b * Double(i + 1)).sin().sum()
                    let quartic = try b.pow(.int(4)).sum() * 0.1
                    let loss = try squares + cross + waves + quartic
                    try loss.backward()
                    try optimizer.step()
                    made += try [Double(i), loss.item().double] + a.doubles() + b.doubles()
                }
                let want = try output("sem/optim/\(name)/\(dtype.name)").split(whereSeparator: { "[], \n".contains($0) }
                )
                .compactMap { Double($0) }
                XCTAssertEqual(made.count, want.count, name)
                let compared = name.hasPrefix("sgd") && dtype == .float32 ? 4 * 11 : made.count
                for (x, y) in zip(made, want).prefix(compared) where abs(x - y) > absolute + relative * abs(y) {
                    XCTFail("\(name) \(dtype.name): \(x) is not \(y)")
                    break
                }
            }
        }
    }
}
