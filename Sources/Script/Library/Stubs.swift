extension StandardLibrary {
    static func registerSystem() {}
    static func registerContainers() {}
    static func registerLanguage() {}
    static func registerText() {}
}
