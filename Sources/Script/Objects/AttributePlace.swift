// Where an attribute was made: an error in `self.enc4(x)` is often mended where `self.enc4 = …` stands.
import Schema

extension FunctionObject {
    /// The place in this function's own text that sets an attribute of this name; the last one when there are several.
    public func place(settingAttribute name: Symbol) -> TracebackEntry? {
        for index in (0..<code.instructionCount).reversed() {
            let instruction = code.instructions[index]
            guard instruction.op == .storeAttribute, Int(instruction.c) < code.cacheCount,
                code.caches[Int(instruction.c)].symbol == name
            else { continue }
            return TracebackEntry(function: qualifiedName, source: code.source, span: code.span(at: index))
        }
        return nil
    }
}

extension ExceptionObject {
    /// A place that matters besides the calls: `enc4` was made there.
    public struct Origin {
        public var name: String
        public var place: TracebackEntry

        public init(name: String, place: TracebackEntry) {
            self.name = name
            self.place = place
        }
    }
}
