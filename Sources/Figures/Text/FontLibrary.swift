// Fonts from the system. A family, weight and character go in; a sized FreeType face and a glyph index come out. DejaVu
// Sans is matplotlib's font; a face that lacks a character (Hangul) hands it to Nanum and its like. Nothing here
// throws: a missing font or glyph is a warning, and the figure is drawn without it.
//
// Safety: a library and its faces belong to one drawing and one thread; faces are freed before their library.
import CFreeType
import Glibc

/// How a text looks; sizes in points.
public struct Font: Equatable, Sendable {
    public var size: Double
    public var isBold: Bool
    public var isItalic: Bool
    /// "sans-serif", "serif", "monospace", or a font's own name such as "NanumGothic".
    public var family: String

    public init(size: Double = 10, isBold: Bool = false, isItalic: Bool = false, family: String = "sans-serif") {
        self.size = size
        self.isBold = isBold
        self.isItalic = isItalic
        self.family = family
    }
}

final class FontLibrary {
    let library: FT_Library?
    private var faces: [String: FontFace?] = [:]
    private(set) var warnings: [String] = []

    /// Where font files are looked for.
    private let places: [String]

    /// `places` are folders or files; nil are the system's.
    init(places: [String]? = nil) {
        self.places = places ?? FontLibrary.systemPlaces()
        var handle: FT_Library?
        library = FT_Init_FreeType(&handle) == 0 ? handle : nil
    }

    deinit {
        for case let face? in faces.values { face.close() }
        faces = [:]
        if let library { FT_Done_FreeType(library) }
    }

    func warn(_ text: String) {
        if !warnings.contains(text) { warnings.append(text) }
    }

    /// The faces to ask for a character, in order. Empty when the system has no font at all.
    func faces(for font: Font) -> [FontFace] {
        var found: [FontFace] = []
        for names in FontLibrary.candidates(font) {
            for name in names {
                if let face = face(named: name) {
                    if !found.contains(where: { $0 === face }) { found.append(face) }
                    break
                }
            }
        }
        if found.isEmpty {
            warn(
                "no font was found, so text is left out; install DejaVu Sans (Debian: fonts-dejavu-core) "
                    + "or set UNETREPL_FONT to a .ttf file")
        }
        return found
    }

    // MARK: - Finding files

    /// Groups of file names; the first that exists in each group is used.
    private static func candidates(_ font: Font) -> [[String]] {
        let style = (font.isBold, font.isItalic)
        let dejavu: String
        let bold = font.isBold ? "-Bold" : ""
        switch font.family.lowercased().filter({ $0 != " " }) {
        case "monospace", "dejavusansmono", "couriernew", "courier": dejavu = "DejaVuSansMono"
        case "serif", "dejavuserif", "timesnewroman", "times": dejavu = "DejaVuSerif"
        default: dejavu = "DejaVuSans"
        }
        let suffix = style == (true, true) ? "-BoldOblique" : style.1 ? "-Oblique" : bold
        var groups: [[String]] = []
        let own = font.family.filter { $0 != " " }
        if !["sans-serif", "serif", "monospace"].contains(own.lowercased()), !own.contains("/"), !own.isEmpty {
            groups.append([
                own + (font.isBold ? "Bold.ttf" : ".ttf"), own + bold + ".ttf", own + ".ttf", own + "-Regular.ttf",
                own + ".otf", own + ".ttc",
            ])
        }
        groups.append([
            dejavu + suffix + ".ttf", dejavu + bold + ".ttf", dejavu + ".ttf", "DejaVuSans.ttf", "Verdana.ttf",
            "LiberationSans-Regular.ttf", "Arial.ttf", "NotoSans-Regular.ttf",
        ])
        groups.append(
            (font.isBold ? ["NanumGothicBold.ttf"] : []) + [
                "NanumGothic.ttf", "NanumBarunGothic.ttf", "NanumSquareR.ttf", "UnDotum.ttf", "NotoSansCJK-Regular.ttc",
                "NotoSansKR-Regular.otf", "AppleGothic.ttf", "AppleSDGothicNeo.ttc", "baekmuk-ttf/dotum.ttf",
            ])
        return groups
    }

    /// Folders with fonts; UNETREPL_FONT (files or folders, separated by colons) comes first.
    private static func systemPlaces() -> [String] {
        var places: [String] = []
        if let value = getenv("UNETREPL_FONT") {
            places += String(cString: value).split(separator: ":").map(String.init)
        }
        if let value = getenv("HOME") {
            let home = String(cString: value)
            places += [home + "/.fonts", home + "/.local/share/fonts", home + "/Library/Fonts"]
        }
        return places + [
            "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/nanum",
            "/usr/share/fonts/truetype/unfonts-core",
            "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/liberation",
            "/usr/share/fonts/truetype/baekmuk", "/usr/share/fonts/dejavu", "/usr/share/fonts/dejavu-sans-fonts",
            "/usr/share/fonts/ttf-dejavu", "/usr/share/fonts/nanum", "/usr/share/fonts/naver-nanum",
            "/usr/share/fonts/TTF",
            "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts",
            "/System/Library/Fonts/Supplemental",
        ]
    }

    private func face(named name: String) -> FontFace? {
        if let known = faces[name] { return known }
        var face: FontFace?
        for place in places {
            // A file in UNETREPL_FONT stands for the main font.
            let isFile = place.hasSuffix(".ttf") || place.hasSuffix(".otf") || place.hasSuffix(".ttc")
            if isFile && name != "DejaVuSans.ttf" { continue }
            let path = isFile ? place : place + "/" + name
            if access(path, R_OK) == 0, let library, let opened = FontFace(path, library) {
                face = opened
                break
            }
        }
        faces[name] = .some(face)
        return face
    }
}

/// One font file, open.
final class FontFace {
    let handle: FT_Face
    private var size: (points: Double, dpi: Double) = (0, 0)
    private var closed = false

    init?(_ path: String, _ library: FT_Library) {
        var face: FT_Face?
        guard FT_New_Face(library, path, 0, &face) == 0, let face else { return nil }
        handle = face
        FT_Select_Charmap(face, FT_ENCODING_UNICODE)
    }

    func close() {
        if !closed { FT_Done_Face(handle) }
        closed = true
    }

    func setSize(points: Double, dpi: Double) {
        if size == (points, dpi) { return }
        size = (points, dpi)
        // 1/64 points; a size FreeType refuses leaves the former one.
        let units = min(max(Int(clamping: snap(points * 64)), 1), 1 << 20)
        let resolution = min(max(Int(clamping: snap(dpi)), 1), 1 << 16)
        FT_Set_Char_Size(handle, 0, FT_F26Dot6(units), FT_UInt(resolution), FT_UInt(resolution))
    }

    /// 0 when the font lacks the character.
    func glyph(_ scalar: Unicode.Scalar) -> FT_UInt { FT_Get_Char_Index(handle, FT_ULong(scalar.value)) }

    /// Line metrics in pixels at a size: what the font's designer calls ascender, descender and gap.
    func lineMetrics(points: Double, dpi: Double) -> (ascent: Double, descent: Double, gap: Double) {
        let scale = points * dpi / 72 / Double(max(handle.pointee.units_per_EM, 1))
        if let table = FT_Get_Sfnt_Table(handle, FT_SFNT_OS2)?.assumingMemoryBound(to: TT_OS2.self).pointee {
            return (
                Double(table.sTypoAscender) * scale, -Double(table.sTypoDescender) * scale,
                Double(table.sTypoLineGap) * scale
            )
        }
        return (Double(handle.pointee.ascender) * scale, -Double(handle.pointee.descender) * scale, 0)
    }
}
