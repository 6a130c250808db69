// What running a cell produces, in the order it happens. Every front end (prompt, script runner, Markdown, notebook, golden
// tests) is a renderer of these; nothing below the session prints.
import Bindings

public enum Output {
    case stream(StreamName, String)
    /// The value of a cell's last expression.
    case result(MIMEBundle)
    case figure(ShownFigure)
    case progress(Progress)
    case error(ErrorReport)
    /// One sentence of ours to the user: something was skipped, mended or saved.
    case notice(String)

    public enum StreamName: String, Sendable { case stdout, stderr }
}

/// One value in the forms it can be shown in, by MIME type.
public struct MIMEBundle: Sendable, Equatable {
    public var plainText: String
    /// Encoded pictures, `image/png`.
    public var png: [UInt8]?

    public init(plainText: String, png: [UInt8]? = nil) {
        self.plainText = plainText
        self.png = png
    }
}

/// A figure that a cell showed: the encoded picture and the file it was written to (nil when it could not be written).
public struct ShownFigure: Sendable {
    public var png: [UInt8]
    public var path: String?
    public var width: Int
    public var height: Int

    public init(png: [UInt8], path: String?, width: Int, height: Int) {
        self.png = png
        self.path = path
        self.width = width
        self.height = height
    }
}

/// Declared with the bindings that report it; named here so that front ends need import nothing else.
public typealias Progress = Bindings.Progress
