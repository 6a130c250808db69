// `evaluate`: how good a prediction is, as pixel accuracy and, per class, intersection over union and the Dice coefficient.
import Schema
import Script
import Tensors

enum EvaluateVerb {
    static func declare(in module: ModuleObject) {
        module.rawDefine(
            "evaluate(model, images, labels, classes=None)",
            """
            Compares predictions with labels.
            Returns a Metrics object: .accuracy (share of right pixels), .iou and .dice (one number per class, nan for a class that
            neither occurs nor is predicted), .mean_iou, .mean_dice, .confusion (rows: truth, columns: prediction).
            Source:  Jaccard (1912), Dice (1945), from the confusion matrix.
            """
        ) { bound in
            guard let labels = TensorFactory.existing(bound[2]) else {
                throw Failure(.typeError, "evaluate: labels must be a tensor, not \(bound[2].typeName)")
            }
            let predicted = try TrainVerb.predict(model: bound[0], images: TrainVerb.images(bound[1], "evaluate"))
            let truth = labels.rank == predicted.rank + 1 && labels.shape.first == 1 ? try labels.select(0, 0) : labels
            guard predicted.shape == truth.shape else {
                throw Failure(
                    .valueError,
                    "evaluate: predictions have shape \(Shape.text(predicted.shape)) but labels have \(Shape.text(truth.shape))"
                )
            }
            return .object(
                MetricsObject(
                    try confusion(predicted, truth.to(.int64), classes: bound.get(3, as: Int?.self))))
        }
    }

    private static func confusion(_ predicted: Tensor, _ truth: Tensor, classes: Int?) throws -> [[Int]] {
        let (a, b) = (try truth.contiguous(), try predicted.to(.int64).contiguous())
        let largest =
            try [a, b].filter { $0.count > 0 }.map { try OpTable.tensor("max", [.tensor($0)]).item().integer ?? 0 }
            .max() ?? 0
        let n = classes ?? (largest < 4096 ? largest + 1 : largest)
        guard n > 0, n <= 4096 else {
            throw Failure(.valueError, "evaluate: \(n) classes; labels must be small class numbers")
        }
        var matrix = [[Int]](repeating: [Int](repeating: 0, count: n), count: n)
        var outside = 0
        a.withData(as: Int64.self) { truths in
            b.withData(as: Int64.self) { guesses in
                for (t, p) in zip(truths, guesses) {
                    guard t >= 0, t < n, p >= 0, p < n else {
                        outside += 1
                        continue
                    }
                    matrix[Int(t)][Int(p)] += 1
                }
            }
        }
        if outside == a.count, outside > 0 { throw Failure(.valueError, "evaluate: no label lies in 0..\(n - 1)") }
        return matrix
    }
}

final class MetricsObject: Object, FromValue {
    private let confusion: [[Int]]
    init(_ confusion: [[Int]]) { self.confusion = confusion }

    static var expectedTypeName: String { "Metrics" }
    static func from(_ value: Value) throws -> MetricsObject? { value.asObject as? MetricsObject }

    private var right: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }
    private var pixels: Int { confusion.reduce(0) { $0 + $1.reduce(0, +) } }
    var accuracy: Double { pixels == 0 ? .nan : Double(right) / Double(pixels) }

    private func counts(_ k: Int) -> (both: Int, truth: Int, guess: Int) {
        (confusion[k][k], confusion[k].reduce(0, +), confusion.reduce(0) { $0 + $1[k] })
    }
    var iou: [Double] {
        confusion.indices.map { k in
            let c = counts(k)
            let union = c.truth + c.guess - c.both
            return union == 0 ? .nan : Double(c.both) / Double(union)
        }
    }
    var dice: [Double] {
        confusion.indices.map { k in
            let c = counts(k)
            return c.truth + c.guess == 0 ? .nan : 2 * Double(c.both) / Double(c.truth + c.guess)
        }
    }
    private static func mean(_ values: [Double]) -> Double {
        let known = values.filter { !$0.isNaN }
        return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
    }

    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Metrics", module: "unetrepl")
        type.property("accuracy", "The share of right pixels.") { (m: MetricsObject) in m.accuracy }
        type.property("iou", "Intersection over union per class.") { (m: MetricsObject) in m.iou }
        type.property("dice", "The Dice coefficient per class.") { (m: MetricsObject) in m.dice }
        type.property("mean_iou", "The mean over classes that occur.") { (m: MetricsObject) in mean(m.iou) }
        type.property("mean_dice", "The mean over classes that occur.") { (m: MetricsObject) in mean(m.dice) }
        type.property("confusion", "Pixels by truth (rows) and prediction (columns).") { (m: MetricsObject) in
            Value.tensor(try Tensor.from(m.confusion.flatMap { $0 }, [m.confusion.count, m.confusion.count]))
        }
        return type
    }()
    override var type: TypeObject { MetricsObject.cls }

    override func repr() throws -> String {
        func number(_ x: Double) throws -> String { try Value.float(x).format(".4f") }
        var lines = ["pixel accuracy \(try number(accuracy))", "class      IoU     Dice"]
        for (k, (i, d)) in zip(iou, dice).enumerated() {
            lines.append("\(try Value.int(k).format("5d"))   \(try number(i))   \(try number(d))")
        }
        lines.append(" mean   \(try number(MetricsObject.mean(iou)))   \(try number(MetricsObject.mean(dice)))")
        return lines.joined(separator: "\n")
    }
}
