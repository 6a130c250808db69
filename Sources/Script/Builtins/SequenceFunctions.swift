// Builtins on containers and iterators: len, sorted, iter, next, any, all.
import Schema

extension Builtins {
    static func installSequenceFunctions(into module: ModuleObject) {
        module.rawDefine("len(*args)", "How many elements a container has.") { bound in
            let arguments = try bound[0].elements()
            guard arguments.count == 1 else {
                throw Failure(.typeError, "len() takes exactly one argument (\(arguments.count) given)")
            }
            return .int(try arguments[0].length())
        }
        module.rawDefine(
            "sorted(iterable, /, *, key=None, reverse=False)", "The elements in ascending order, as a list."
        ) { bound in
            .list(try StableSort.sorted(try bound[0].elements(), key: bound[1], reverse: try bound[2].truth()))
        }
        module.rawDefine("any(iterable, /)", "Whether an element is true.") { bound in
            let iterator = try bound[0].iterator()
            while let value = try iterator.next() { if try value.truth() { return .bool(true) } }
            return .bool(false)
        }
        module.rawDefine("all(iterable, /)", "Whether every element is true.") { bound in
            let iterator = try bound[0].iterator()
            while let value = try iterator.next() { if !(try value.truth()) { return .bool(false) } }
            return .bool(true)
        }
        module.rawDefine(
            "iter(object, sentinel=None, /)", "An iterator over object, or over calls until sentinel comes."
        ) { bound in
            if bound.given[1] {
                guard bound[0].asObject?.isCallable == true else {
                    throw Failure(.typeError, "iter(v, w): v must be callable")
                }
                return .object(LazyTypes.untilSentinel(bound[0], bound[1]))
            }
            let iterator = try bound[0].iterator()
            // A script object that is its own iterator stays itself.
            return .object((iterator as? InstanceIterator)?.target ?? iterator)
        }
        module.rawDefine("next(iterator, default=None, /)", "The next element, or default at the end.") { bound in
            guard let iterator = bound[0].asObject as? IteratorObject else {
                if let method = try bound[0].attributeIfPresent("__next__") {
                    if !bound.given[1] { return try method.call() }
                    do { return try method.call() } catch  where ErrorKind.matches(error, .stopIteration) {
                        return bound[1]
                    }
                }
                throw Failure(.typeError, "'\(bound[0].typeName)' object is not an iterator")
            }
            if let value = try iterator.next() { return value }
            if bound.given[1] { return bound[1] }
            throw ScriptError.stopIteration(iterator.returned)
        }
    }
}
