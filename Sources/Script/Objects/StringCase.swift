// str: upper and lower case, and the questions `isalpha`, `isdigit`, … by Unicode category.
import Schema

/// Whether a text may be a name: `str.isidentifier`, the fields of named tuples. Reserved words are.
func isIdentifier(_ scalars: some Collection<Unicode.Scalar>) -> Bool {
    guard let first = scalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return scalars.dropFirst().allSatisfy { $0.properties.isXIDContinue }
}

extension Unicode.Scalar {
    /// White space as `str.split()` means it.
    var isPythonSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    fileprivate var isPythonAlpha: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    fileprivate var isCased: Bool { isUpper || isLower || properties.generalCategory == .titlecaseLetter }
    fileprivate var isUpper: Bool { properties.isUppercase }
    fileprivate var isLower: Bool { properties.isLowercase }

    fileprivate var isPythonPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: self == " "
        default: true
        }
    }
}

private func titled(_ scalars: [Unicode.Scalar]) -> String {
    var result = ""
    var insideWord = false
    for scalar in scalars {
        result += insideWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
        insideWord = scalar.isCased
    }
    return result
}

func addCase(to type: TypeObject) {
    func method(_ name: String, _ documentation: String, _ change: @escaping (StringObject) -> String) {
        type.rawMethod("\(name)(self)", documentation) { bound in
            .string(change(try bound.receiver(StringObject.self)))
        }
    }
    method("upper", "In upper case.") { $0.text.uppercased() }
    method("lower", "In lower case.") { $0.text.lowercased() }
    method("casefold", "For comparing without regard to case.") {
        String($0.scalars.flatMap { $0 == "ß" ? ["s", "s"] : Array($0.properties.lowercaseMapping.unicodeScalars) })
    }
    method("title", "Every word with a capital.") { titled($0.scalars) }
    method("capitalize", "The first character upper, the rest lower.") { string in
        guard let first = string.scalars.first else { return "" }
        return first.properties.titlecaseMapping + string.substring(1..<string.count).lowercased()
    }
    method("swapcase", "Upper as lower and lower as upper.") { string in
        string.scalars.map { $0.isUpper ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping }.joined()
    }
}

func addClasses(to type: TypeObject) {
    /// True when there is a character and every one satisfies the test.
    func all(_ name: String, _ documentation: String, _ test: @escaping (Unicode.Scalar) -> Bool) {
        type.rawMethod("\(name)(self)", documentation) { bound in
            let scalars = try bound.receiver(StringObject.self).scalars
            return .bool(!scalars.isEmpty && scalars.allSatisfy(test))
        }
    }
    func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType == .decimal || scalar.properties.numericType == .digit
    }
    all("isalpha", "Whether all are letters.") { $0.isPythonAlpha }
    all("isdigit", "Whether all are digits.") { isDigit($0) }
    all("isdecimal", "Whether all are decimal digits.") { $0.properties.numericType == .decimal }
    all("isnumeric", "Whether all are numeric.") { $0.properties.numericType != nil }
    all("isalnum", "Whether all are letters or numbers.") { $0.isPythonAlpha || $0.properties.numericType != nil }
    all("isspace", "Whether all are white space.") { $0.isPythonSpace }
    addWholeTextClasses(to: type)
}

private func addWholeTextClasses(to type: TypeObject) {
    func whole(_ name: String, _ documentation: String, _ test: @escaping ([Unicode.Scalar]) -> Bool) {
        type.rawMethod("\(name)(self)", documentation) { bound in
            .bool(test(try bound.receiver(StringObject.self).scalars))
        }
    }
    whole("isupper", "Whether there is a cased character and all are upper.") { scalars in
        scalars.contains { $0.isUpper } && !scalars.contains { $0.isLower }
    }
    whole("islower", "Whether there is a cased character and all are lower.") { scalars in
        scalars.contains { $0.isLower } && !scalars.contains { $0.isUpper }
    }
    whole("istitle", "Whether every word has one capital, at its start.") { scalars in
        var (insideWord, seen) = (false, false)
        for scalar in scalars {
            if scalar.isUpper {
                if insideWord { return false }
                (insideWord, seen) = (true, true)
            } else if scalar.isLower {
                if !insideWord { return false }
                seen = true
            } else {
                insideWord = false
            }
        }
        return seen
    }
    whole("isascii", "Whether all are ASCII.") { $0.allSatisfy { $0.isASCII } }
    whole("isprintable", "Whether all can be shown as they are.") { $0.allSatisfy { $0.isPythonPrintable } }
    whole("isidentifier", "Whether it is a valid name.") { isIdentifier($0) }
}
