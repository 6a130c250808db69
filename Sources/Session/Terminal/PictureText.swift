// A figure as the text that makes a terminal draw it.
import Figures

/// The screen a picture must fit on.
public struct ScreenSize: Sendable {
    public var columns: Int
    public var rows: Int
    /// 0 when the terminal does not say.
    public var pixelWidth: Int
    public var pixelHeight: Int

    public init(columns: Int, rows: Int, pixelWidth: Int, pixelHeight: Int) {
        self.columns = columns
        self.rows = rows
        self.pixelWidth = pixelWidth
        self.pixelHeight = pixelHeight
    }

    /// Pixels of one character cell; 10 by 20 is a common default where the terminal does not say.
    var cell: (width: Int, height: Int) {
        guard pixelWidth > 0, pixelHeight > 0, columns > 0, rows > 0 else { return (10, 20) }
        return (max(pixelWidth / columns, 1), max(pixelHeight / rows, 1))
    }
}

public enum PictureText {
    /// nil when the protocol shows nothing, or the picture cannot be read.
    public static func encode(
        _ figure: ShownFigure, _ kind: GraphicsProtocol, screen: ScreenSize, colours: BlockColors = .full
    ) -> String? {
        guard kind != .none, let bitmap = try? PNG.decode(figure.png) else { return nil }
        // Two thirds of the screen's height leave room for the text that belongs to the picture.
        let columns = max(screen.columns - 1, 8)
        let rows = max(screen.rows * 2 / 3, 8)
        let isBlocks = kind == .blocks
        let width = isBlocks ? min(columns, 100) : columns * screen.cell.width
        let height = isBlocks ? rows * 2 : rows * screen.cell.height
        guard let bytes = try? TerminalImage.encode(bitmap, as: kind, width: width, height: height, colors: colours)
        else {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.hasSuffix("\n") ? text : text + "\n"
    }
}
