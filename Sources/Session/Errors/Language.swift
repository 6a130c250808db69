// The languages we speak. Class names, code and machine output stay English in all of them.

public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case korean = "ko"

    /// From `--lang`, which must name one, else from the locale's variables in the order the C library reads them.
    public static func chosen(
        option: String?, environment: (String) -> String? = Environment.value
    ) -> Language? {
        if let option { return named(option) }
        let locale =
            environment("UNETREPL_LANG") ?? environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG")
            ?? ""
        return locale.hasPrefix("ko") ? .korean : .english
    }

    /// `ko`, `ko_KR`, `korean`, `한국어`; nil when we do not speak it.
    public static func named(_ name: String) -> Language? {
        let folded = name.lowercased()
        if folded.hasPrefix("ko") || folded == "한국어" { return .korean }
        if folded.hasPrefix("en") || folded == "c" || folded == "posix" { return .english }
        return nil
    }
}
