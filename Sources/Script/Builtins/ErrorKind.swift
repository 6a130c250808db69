// Which Python class an error in flight is of. Swift code throws `Failure`s; scripts throw exception objects, which only the
// interpreter knows: it replaces the test.
import Schema

public enum ErrorKind {
    /// Whether `error` is an instance of the exception class `kind` or of one derived from it. Scripts run on one thread at a time,
    /// which is what makes the unchecked static safe.
    nonisolated(unsafe) public static var matches: (_ error: Error, _ kind: Failure.Kind) -> Bool = { error, kind in
        var current = (error as? Failure)?.kind
        while let candidate = current {
            if candidate == kind { return true }
            current = candidate.parent
        }
        return false
    }
}
