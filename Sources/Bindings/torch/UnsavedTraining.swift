// How long a model has been trained since anything was saved: the prompt asks before it lets hours of work go.
import Script

public enum UnsavedTraining {
    /// Between the first and the latest step of an optimizer since the latest save.
    nonisolated(unsafe) private static var span: (first: Double, last: Double)?

    public static var seconds: Double { span.map { $0.last - $0.first } ?? 0 }

    static func stepped(at now: Double) { span = (span?.first ?? now, now) }
    static func saved() { span = nil }
}
