// A figure as the text that makes a terminal draw it.
import Figures

public enum PictureText {
    /// nil when the protocol shows nothing, or the picture cannot be read.
    public static func encode(_ figure: ShownFigure, _ kind: GraphicsProtocol, columns: Int) -> String? {
        nil
    }
}
