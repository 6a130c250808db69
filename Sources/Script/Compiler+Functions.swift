// Function and class definitions to bytecode.
import Schema

extension Compiler {
    /// `Outer.method`, `f.<locals>.g`.
    func nestedName(_ name: String) -> String {
        if frame.kind == .module || frame.globals.contains(name) { return name }
        return frame.kind == .classBody ? "\(qualifiedName).\(name)" : "\(qualifiedName).<locals>.\(name)"
    }

    /// `def` with its decorators; the register of the result.
    func definition(_ function: FunctionDefinition) throws -> Int {
        try decorated(function.decorators) { try self.function(function, name: function.name.name) }
    }

    private func decorated(_ decorators: [Expression], _ make: () throws -> Int) throws -> Int {
        var places: [Int] = []
        for decorator in decorators { places.append(try expression(decorator, into: temp())) }
        var result = temp()
        let made = try make()
        if made != result { emit(.move, result, made) }
        next = result + 1
        let outer = span
        for (i, place) in places.enumerated().reversed() {
            span = decorators[i].span
            emit(.call, place, 1, place)
            result = place
            next = place + 1
        }
        span = outer
        return result
    }

    /// Emits the function object; defaults are evaluated here, once.
    func function(_ function: FunctionDefinition, name: String) throws -> Int {
        let result = temp()
        let start = next
        var positionalDefaults = 0
        var keywordDefaults = 0
        var parameters = ParameterList()
        for parameter in function.parameters
        where parameter.kind == .positionalOnly || parameter.kind == .positionalOrKeyword {
            if let value = parameter.defaultValue {
                _ = try expression(value, into: temp())
                positionalDefaults += 1
            }
        }
        for parameter in function.parameters where parameter.kind == .keywordOnly {
            if let value = parameter.defaultValue {
                _ = try expression(value, into: temp())
                keywordDefaults += 1
            }
        }
        let annotated = function.parameters.filter { $0.annotation != nil }
        let hasAnnotations = !annotated.isEmpty || function.returns != nil
        if hasAnnotations {
            let table = temp()
            emit(.buildDict, table, 0, 0)
            func annotate(_ name: String, _ type: Expression) throws {
                let keep = next
                let key = temp()
                let value = try expression(type)
                loadValue(.string(name), into: key)
                emit(.dictSet, table, key, value)
                next = keep
            }
            for parameter in annotated {
                if let annotation = parameter.annotation { try annotate(scope.mangle(parameter.name.name), annotation) }
            }
            if let returns = function.returns { try annotate("return", returns) }
        }
        let inner = tree.scope(of: function)
        let compiler = Compiler(
            tree: tree, source: source, module: module, frame: inner, qualifiedName: nestedName(name))
        compiler.span = span
        // Registers follow the order of the parameters in the source: positional, *args, keyword-only, **kwargs.
        for (i, parameter) in function.parameters.enumerated() {
            parameters.names.append(Symbol(inner.mangle(parameter.name.name)))
            compiler.assigned.insert(i)
            switch parameter.kind {
            case .positionalOnly:
                parameters.positionalOnlyCount += 1
                parameters.positionalCount += 1
            case .positionalOrKeyword: parameters.positionalCount += 1
            case .variadic: parameters.hasVariadic = true
            case .keywordOnly:
                parameters.keywordOnlyCount += 1
                parameters.keywordOnlyDefaults.append(parameter.defaultValue != nil)
            case .variadicKeyword: parameters.hasVariadicKeyword = true
            }
        }
        for name in inner.deleted { if let register = inner.registers[name] { compiler.assigned.remove(register) } }
        compiler.makeCells(of: inner)
        if name == "<lambda>", function.body.count == 1, case .returnValue(let value?) = function.body[0].kind {
            compiler.emit(.returnValue, try compiler.expression(value))
        } else {
            try compiler.statements(function.body)
            compiler.emit(.returnNone)
        }
        codes.append(
            try compiler.finish(
                name: name, parameters: parameters, documentation: function.docstring,
                isGenerator: function.isGenerator,
                creator: scope))
        emit(.makeFunction, result, wide: codes.count - 1)
        emit(.extra, start, positionalDefaults, keywordDefaults << 1 | (hasAnnotations ? 1 : 0))
        next = result + 1
        return result
    }

    func classDefinition(_ cls: ClassDefinition) throws -> Int {
        try decorated(cls.decorators) {
            let base = temps(3)
            let inner = tree.scope(of: cls)
            let compiler = Compiler(
                tree: tree, source: source, module: module, frame: inner, qualifiedName: nestedName(cls.name.name))
            compiler.span = span
            try compiler.statements(cls.body)
            compiler.emit(.returnNone)
            var parameters = ParameterList()
            parameters.names = [Symbol(".namespace")]
            parameters.positionalCount = 1
            codes.append(
                try compiler.finish(
                    name: cls.name.name, parameters: parameters, documentation: cls.docstring, isGenerator: false,
                    creator: scope))
            let outer = span
            loadValue(.string(cls.name.name), into: base)
            try spread(cls.bases, list: base + 1, table: base + 2, isClass: true)
            span = outer
            emit(.makeFunction, base, wide: codes.count - 1)
            emit(.extra)
            emit(.buildClass, base, 0, base)
            next = base + 1
            return base
        }
    }
}
