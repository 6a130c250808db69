// CPython 3.11's syntax errors, one per row: source, class, message, and `line:column` of the first caret (1-based; `-` where
// ours points closer). Recorded from CPython 3.11.7; newlines in a source are written `\n`.
import Schema
import XCTest

@testable import Script

final class ParserErrorTableTests: XCTestCase {
    func testErrorsReadAsInCPython() {
        for row in Self.table.split(separator: "\n") {
            let columns = row.split(separator: " ¦ ", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 4 else {
                XCTFail("bad row \(row)")
                continue
            }
            let source = Source(id: 1, name: "<test>", unescaped(columns[0]))
            do {
                _ = try Parse.program(source)
                XCTFail("\(columns[0]): expected \(columns[2])")
            } catch {
                XCTAssertEqual(error.failure.kind.rawValue, columns[1], columns[0])
                XCTAssertEqual(error.failure.message, columns[2], columns[0])
                let place = source.location(of: Int(error.span.start))
                if columns[3] != "-" { XCTAssertEqual("\(place.line):\(place.column + 1)", columns[3], columns[0]) }
            }
        }
    }

    private func unescaped(_ text: String) -> String {
        var result = ""
        var characters = text.makeIterator()
        while let character = characters.next() {
            guard character == "\\", let next = characters.next() else {
                result.append(character)
                continue
            }
            result.append(next == "n" ? "\n" : next)
        }
        return result
    }

    private static let table = #"""
        x.y = 1 + ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        x.y = 1 2 ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        x = 1 2 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x = 1 + ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        a, f() = 1, 2 ¦ SyntaxError ¦ cannot assign to function call here. Maybe you meant '==' instead of '='? ¦ 1:4
        a, f() = 1 2 ¦ SyntaxError ¦ cannot assign to function call here. Maybe you meant '==' instead of '='? ¦ 1:4
        f() = ¦ SyntaxError ¦ cannot assign to function call ¦ 1:1
        f() = 1 = 2 ¦ SyntaxError ¦ cannot assign to function call ¦ 1:1
        x = f() = 3 ¦ SyntaxError ¦ cannot assign to function call ¦ 1:5
        1 + x = 2 ¦ SyntaxError ¦ cannot assign to expression here. Maybe you meant '==' instead of '='? ¦ 1:1
        a < b = 3 ¦ SyntaxError ¦ cannot assign to comparison ¦ 1:1
        (a, 1) = 2 ¦ SyntaxError ¦ cannot assign to literal ¦ 1:5
        [a, 1] = 2 ¦ SyntaxError ¦ cannot assign to literal ¦ 1:5
        a and b = 3 ¦ SyntaxError ¦ cannot assign to expression ¦ 1:1
        not a = 3 ¦ SyntaxError ¦ cannot assign to expression ¦ 1:1
        lambda: x = 3 ¦ SyntaxError ¦ cannot assign to lambda ¦ 1:1
        a if b else c = 3 ¦ SyntaxError ¦ cannot assign to conditional expression ¦ 1:1
        None = 1 ¦ SyntaxError ¦ cannot assign to None ¦ 1:1
        True = 1 ¦ SyntaxError ¦ cannot assign to True ¦ 1:1
        ... = 1 ¦ SyntaxError ¦ cannot assign to ellipsis here. Maybe you meant '==' instead of '='? ¦ 1:1
        'a' = 1 ¦ SyntaxError ¦ cannot assign to literal here. Maybe you meant '==' instead of '='? ¦ 1:1
        f'{a}' = 1 ¦ SyntaxError ¦ cannot assign to f-string expression here. Maybe you meant '==' instead of '='? ¦ 1:1
        {} = 1 ¦ SyntaxError ¦ cannot assign to dict literal here. Maybe you meant '==' instead of '='? ¦ 1:1
        {1} = 1 ¦ SyntaxError ¦ cannot assign to set display here. Maybe you meant '==' instead of '='? ¦ 1:1
        [x for x in y] = 1 ¦ SyntaxError ¦ cannot assign to list comprehension here. Maybe you meant '==' instead of '='? ¦ 1:1
        (x for x in y) = 1 ¦ SyntaxError ¦ cannot assign to generator expression ¦ 1:1
        -x = 1 ¦ SyntaxError ¦ cannot assign to expression here. Maybe you meant '==' instead of '='? ¦ 1:1
        x() += 1 ¦ SyntaxError ¦ 'function call' is an illegal expression for augmented assignment ¦ 1:1
        (a, b) += 1 ¦ SyntaxError ¦ 'tuple' is an illegal expression for augmented assignment ¦ 1:1
        [a] += 1 ¦ SyntaxError ¦ 'list' is an illegal expression for augmented assignment ¦ 1:1
        1 += 1 ¦ SyntaxError ¦ 'literal' is an illegal expression for augmented assignment ¦ 1:1
        *a = 1 ¦ SyntaxError ¦ starred assignment target must be in a list or tuple ¦ 1:1
        *a, *b = x ¦ SyntaxError ¦ multiple starred expressions in assignment ¦ 1:1
        *a ¦ SyntaxError ¦ can't use starred expression here ¦ 1:1
        (*a) ¦ SyntaxError ¦ cannot use starred expression here ¦ 1:2
        (**a) ¦ SyntaxError ¦ cannot use double starred expression here ¦ 1:2
        (*a) = 1 ¦ SyntaxError ¦ cannot use starred expression here ¦ 1:2
        for 1 in x: pass ¦ SyntaxError ¦ cannot assign to literal ¦ 1:5
        for f() in x: pass ¦ SyntaxError ¦ cannot assign to function call ¦ 1:5
        for x in y ¦ SyntaxError ¦ expected ':' ¦ 1:11
        for x in y z: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        for x y in z: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        for x: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        for in x: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        for x in: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        for (x in y): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:13
        for x, 1 in y: pass ¦ SyntaxError ¦ cannot assign to literal ¦ 1:8
        while x = 1: pass ¦ SyntaxError ¦ invalid syntax. Maybe you meant '==' or ':=' instead of '='? ¦ 1:7
        while x ¦ SyntaxError ¦ expected ':' ¦ 1:8
        while x y: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        if x.a = 1: pass ¦ SyntaxError ¦ cannot assign to attribute here. Maybe you meant '==' instead of '='? ¦ 1:4
        if f() = 1: pass ¦ SyntaxError ¦ cannot assign to function call here. Maybe you meant '==' instead of '='? ¦ 1:4
        if a and b = c: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        if a < b = c: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        if x == 1 print(x) ¦ SyntaxError ¦ invalid syntax ¦ 1:11
        if x = 1 ¦ SyntaxError ¦ invalid syntax. Maybe you meant '==' or ':=' instead of '='? ¦ 1:4
        if (x = 1): pass ¦ SyntaxError ¦ invalid syntax. Maybe you meant '==' or ':=' instead of '='? ¦ 1:5
        if (a.b := 1): pass ¦ SyntaxError ¦ cannot use assignment expressions with attribute ¦ 1:5
        (1 := 2) ¦ SyntaxError ¦ cannot use assignment expressions with literal ¦ 1:2
        (f() := 2) ¦ SyntaxError ¦ cannot use assignment expressions with function call ¦ 1:2
        f(a.b := 2) ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        f(a.b = 2) ¦ SyntaxError ¦ expression cannot contain assignment, perhaps you meant "=="? ¦ 1:3
        f(a() = 2) ¦ SyntaxError ¦ expression cannot contain assignment, perhaps you meant "=="? ¦ 1:3
        f(1 = 2) ¦ SyntaxError ¦ expression cannot contain assignment, perhaps you meant "=="? ¦ 1:3
        f(True = 2) ¦ SyntaxError ¦ cannot assign to True ¦ 1:3
        f(None=1) ¦ SyntaxError ¦ cannot assign to None ¦ 1:3
        f((a)=1) ¦ SyntaxError ¦ expression cannot contain assignment, perhaps you meant "=="? ¦ 1:4
        f(a=) ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        f(a=,b) ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        f(a b) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:3
        f(a, b c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:6
        f(a for a in b, c) ¦ SyntaxError ¦ Generator expression must be parenthesized ¦ 1:3
        f(c, a for a in b) ¦ SyntaxError ¦ Generator expression must be parenthesized ¦ 1:6
        f(a for a in b, c for c in d) ¦ SyntaxError ¦ Generator expression must be parenthesized ¦ 1:3
        f(a=b for b in c) ¦ SyntaxError ¦ invalid syntax. Maybe you meant '==' or ':=' instead of '='? ¦ 1:3
        f(**a, b) ¦ SyntaxError ¦ positional argument follows keyword argument unpacking ¦ 1:9
        f(**a, *b) ¦ SyntaxError ¦ iterable argument unpacking follows keyword argument unpacking ¦ 1:8
        f(a=1, b, c=2) ¦ SyntaxError ¦ positional argument follows keyword argument ¦ 1:14
        f(a=1, a=2) ¦ SyntaxError ¦ keyword argument repeated: a ¦ 1:8
        f(*) ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        f(**) ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        f(,) ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        f(a,,b) ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        f(a ¦ SyntaxError ¦ '(' was never closed ¦ 1:2
        f(a] ¦ SyntaxError ¦ closing parenthesis ']' does not match opening parenthesis '(' ¦ 1:4
        f(a} ¦ SyntaxError ¦ closing parenthesis '}' does not match opening parenthesis '(' ¦ 1:4
        [1, 2 ¦ SyntaxError ¦ '[' was never closed ¦ 1:1
        {1: 2 ¦ SyntaxError ¦ '{' was never closed ¦ 1:1
        {1: 2] ¦ SyntaxError ¦ closing parenthesis ']' does not match opening parenthesis '{' ¦ 1:6
        {1: } ¦ SyntaxError ¦ expression expected after dictionary key and ':' ¦ 1:3
        {1: , 2: 3} ¦ SyntaxError ¦ expression expected after dictionary key and ':' ¦ 1:3
        {1: 2, 3} ¦ SyntaxError ¦ ':' expected after dictionary key ¦ 1:8
        {1: 2, 3 4} ¦ SyntaxError ¦ ':' expected after dictionary key ¦ 1:8
        {1: 2 3: 4} ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        {1: *a} ¦ SyntaxError ¦ cannot use a starred expression in a dictionary value ¦ 1:5
        {**a for a in b} ¦ SyntaxError ¦ dict unpacking cannot be used in dict comprehension ¦ 1:2
        {1: 2, **} ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        {*a: 1} ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        {a: b for a in b, c} ¦ SyntaxError ¦ invalid syntax ¦ 1:17
        [a, b for a in c] ¦ SyntaxError ¦ did you forget parentheses around the comprehension target? ¦ 1:2
        [a, for a in c] ¦ SyntaxError ¦ did you forget parentheses around the comprehension target? ¦ 1:2
        {a, b for a in c} ¦ SyntaxError ¦ did you forget parentheses around the comprehension target? ¦ 1:2
        (a, b for a in c) ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        [*a for a in b] ¦ SyntaxError ¦ iterable unpacking cannot be used in comprehension ¦ 1:2
        (*a for a in b) ¦ SyntaxError ¦ iterable unpacking cannot be used in comprehension ¦ 1:2
        {*a for a in b} ¦ SyntaxError ¦ iterable unpacking cannot be used in comprehension ¦ 1:2
        [a for a b in c] ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:8
        [a for a in] ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        [a for a] ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        [a for 1 in b] ¦ SyntaxError ¦ cannot assign to literal ¦ 1:8
        [a if b for c in d] ¦ SyntaxError ¦ expected 'else' after 'if' expression ¦ 1:2
        [a for a in b if] ¦ SyntaxError ¦ invalid syntax ¦ 1:17
        [a for a in b if c else d] ¦ SyntaxError ¦ invalid syntax ¦ 1:20
        [x for x in 1, 2] ¦ SyntaxError ¦ invalid syntax ¦ 1:14
        a b ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        a 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        a "b" ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        "a" b ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        "a" 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        1 a ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        1 2 ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        print 1 ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:1
        print "hi" ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:1
        print "hi" % x ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:1
        print x, ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:1
        exec "x" ¦ SyntaxError ¦ Missing parentheses in call to 'exec'. Did you mean exec(...)? ¦ 1:1
        exec x ¦ SyntaxError ¦ Missing parentheses in call to 'exec'. Did you mean exec(...)? ¦ 1:1
        print x y ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:1
        print foo().bar ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:1
        import ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        import a. ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        import a as ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        import a as b.c ¦ SyntaxError ¦ invalid syntax ¦ 1:14
        import a b ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        import 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        from a import ¦ SyntaxError ¦ invalid syntax ¦ 1:14
        from a import b, ¦ SyntaxError ¦ trailing comma not allowed without surrounding parentheses ¦ 1:17
        from a import (b ¦ SyntaxError ¦ '(' was never closed ¦ 1:15
        from a import (b, ¦ SyntaxError ¦ '(' was never closed ¦ 1:15
        from a import () ¦ SyntaxError ¦ invalid syntax ¦ 1:16
        from a import *, b ¦ SyntaxError ¦ invalid syntax ¦ 1:16
        from import a ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        from . import ¦ SyntaxError ¦ invalid syntax ¦ 1:14
        from .a import b as ¦ SyntaxError ¦ invalid syntax ¦ 1:20
        from a.b import c.d ¦ SyntaxError ¦ invalid syntax ¦ 1:18
        def ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        def f ¦ SyntaxError ¦ expected '(' ¦ 1:6
        def f( ¦ SyntaxError ¦ '(' was never closed ¦ 1:6
        def f() ¦ SyntaxError ¦ expected ':' ¦ 1:8
        def f(): ¦ IndentationError ¦ expected an indented block after function definition on line 1 ¦ 1:9
        def f(a, a): pass ¦ SyntaxError ¦ duplicate argument 'a' in function definition ¦ 1:10
        def f(a=1, b): pass ¦ SyntaxError ¦ non-default argument follows default argument ¦ 1:12
        def f(*): pass ¦ SyntaxError ¦ named arguments must follow bare * ¦ 1:7
        def f(*, **k): pass ¦ SyntaxError ¦ named arguments must follow bare * ¦ 1:7
        def f(*,): pass ¦ SyntaxError ¦ named arguments must follow bare * ¦ 1:7
        def f(*a, *b): pass ¦ SyntaxError ¦ * argument may appear only once ¦ 1:11
        def f(**k, a): pass ¦ SyntaxError ¦ arguments cannot follow var-keyword argument ¦ 1:12
        def f(**k, *a): pass ¦ SyntaxError ¦ arguments cannot follow var-keyword argument ¦ 1:12
        def f(**k, **j): pass ¦ SyntaxError ¦ arguments cannot follow var-keyword argument ¦ 1:12
        def f(**k=1): pass ¦ SyntaxError ¦ var-keyword argument cannot have default value ¦ 1:10
        def f(*a=1): pass ¦ SyntaxError ¦ var-positional argument cannot have default value ¦ 1:9
        def f(a, /, b, /): pass ¦ SyntaxError ¦ / may appear only once ¦ 1:16
        def f(/): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        def f(/, a): pass ¦ SyntaxError ¦ at least one argument must precede / ¦ 1:7
        def f(*a, /): pass ¦ SyntaxError ¦ / must be ahead of * ¦ 1:11
        def f(a, *, /): pass ¦ SyntaxError ¦ / must be ahead of * ¦ 1:13
        def f((a, b)): pass ¦ SyntaxError ¦ Function parameters cannot be parenthesized ¦ 1:7
        def f(a, (b)): pass ¦ SyntaxError ¦ Function parameters cannot be parenthesized ¦ 1:10
        def f(a=): pass ¦ SyntaxError ¦ expected default value expression ¦ 1:8
        def f(a=,b): pass ¦ SyntaxError ¦ expected default value expression ¦ 1:8
        def f(1): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        def f(a.b): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        def f(a b): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        def f(a:): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        def f(None): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        def f() -> : pass ¦ SyntaxError ¦ expected ':' ¦ 1:9
        def f() pass ¦ SyntaxError ¦ expected ':' ¦ 1:9
        def f: pass ¦ SyntaxError ¦ expected '(' ¦ 1:6
        def 1(): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        def f(a / *b): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        def f(a, / *b): pass ¦ SyntaxError ¦ expected comma between / and * ¦ 1:12
        lambda ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        lambda x ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        lambda x y: 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        lambda *: 1 ¦ SyntaxError ¦ named arguments must follow bare * ¦ 1:9
        lambda (a): 1 ¦ SyntaxError ¦ Lambda expression parameters cannot be parenthesized ¦ 1:8
        lambda (a, b): 1 ¦ SyntaxError ¦ Lambda expression parameters cannot be parenthesized ¦ 1:8
        lambda a=1, b: 1 ¦ SyntaxError ¦ non-default argument follows default argument ¦ 1:13
        lambda x=: 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        lambda x: ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        class ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        class A ¦ SyntaxError ¦ expected ':' ¦ 1:8
        class A: ¦ IndentationError ¦ expected an indented block after class definition on line 1 ¦ 1:9
        class A() ¦ SyntaxError ¦ expected ':' ¦ 1:10
        class A( ¦ SyntaxError ¦ '(' was never closed ¦ 1:8
        class A(b ¦ SyntaxError ¦ '(' was never closed ¦ 1:8
        class A(b) pass ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        class A: pass pass ¦ SyntaxError ¦ invalid syntax ¦ 1:15
        class 1: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        return ¦ SyntaxError ¦ 'return' outside function ¦ 1:1
        return 1 ¦ SyntaxError ¦ 'return' outside function ¦ 1:1
        yield 1 ¦ SyntaxError ¦ 'yield' outside function ¦ 1:1
        def f(): return = 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:17
        def f():\n return *a ¦ SyntaxError ¦ can't use starred expression here ¦ 2:9
        break ¦ SyntaxError ¦ 'break' outside loop ¦ 1:1
        continue ¦ SyntaxError ¦ 'continue' not properly in loop ¦ 1:1
        if x: break ¦ SyntaxError ¦ 'break' outside loop ¦ 1:7
        for x in y:\n def f(): break ¦ SyntaxError ¦ 'break' outside loop ¦ 2:11
        for x in y:\n class A: continue ¦ SyntaxError ¦ 'continue' not properly in loop ¦ 2:11
        while 1:\n pass\nelse: break ¦ SyntaxError ¦ 'break' outside loop ¦ 3:7
        try: pass ¦ SyntaxError ¦ expected 'except' or 'finally' block ¦ 1:10
        try:\n pass ¦ SyntaxError ¦ expected 'except' or 'finally' block ¦ 2:6
        try:\n pass\nx ¦ SyntaxError ¦ expected 'except' or 'finally' block ¦ 3:1
        try:\n pass\nelse:\n pass ¦ SyntaxError ¦ expected 'except' or 'finally' block ¦ 3:1
        try:\n pass\nexcept:\n pass\nexcept A:\n pass ¦ SyntaxError ¦ default 'except:' must be last ¦ 3:1
        try:\n pass\nexcept A, B:\n pass ¦ SyntaxError ¦ multiple exception types must be parenthesized ¦ 3:8
        try:\n pass\nexcept A, B as c:\n pass ¦ SyntaxError ¦ multiple exception types must be parenthesized ¦ 3:8
        try:\n pass\nexcept A as 1:\n pass ¦ SyntaxError ¦ invalid syntax ¦ 3:13
        try:\n pass\nexcept A\n pass ¦ SyntaxError ¦ expected ':' ¦ 3:9
        try:\n pass\nexcept\n pass ¦ SyntaxError ¦ expected ':' ¦ 3:7
        try:\n pass\nexcept A:\npass ¦ IndentationError ¦ expected an indented block after 'except' statement on line 3 ¦ 4:1
        try:\npass ¦ IndentationError ¦ expected an indented block after 'try' statement on line 1 ¦ 2:1
        try:\n pass\nfinally:\npass ¦ IndentationError ¦ expected an indented block after 'finally' statement on line 3 ¦ 4:1
        try\n pass ¦ SyntaxError ¦ expected ':' ¦ 1:4
        finally: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        except: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        else: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        elif x: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        if x:\n pass\nelif\n pass ¦ SyntaxError ¦ invalid syntax ¦ 3:5
        if x:\n pass\nelif y\n pass ¦ SyntaxError ¦ expected ':' ¦ 3:7
        if x:\n pass\nelse\n pass ¦ SyntaxError ¦ expected ':' ¦ 3:5
        if x:\n pass\nelse if y:\n pass ¦ SyntaxError ¦ expected ':' ¦ 3:6
        if x:\npass ¦ IndentationError ¦ expected an indented block after 'if' statement on line 1 ¦ 2:1
        if x:\n pass\nelif y:\npass ¦ IndentationError ¦ expected an indented block after 'elif' statement on line 3 ¦ 4:1
        if x:\n pass\nelse:\npass ¦ IndentationError ¦ expected an indented block after 'else' statement on line 3 ¦ 4:1
        for x in y:\npass ¦ IndentationError ¦ expected an indented block after 'for' statement on line 1 ¦ 2:1
        while x:\npass ¦ IndentationError ¦ expected an indented block after 'while' statement on line 1 ¦ 2:1
        with x:\npass ¦ IndentationError ¦ expected an indented block after 'with' statement on line 1 ¦ 2:1
        class A:\npass ¦ IndentationError ¦ expected an indented block after class definition on line 1 ¦ 2:1
        def f():\npass ¦ IndentationError ¦ expected an indented block after function definition on line 1 ¦ 2:1
        with x ¦ SyntaxError ¦ expected ':' ¦ 1:7
        with x as y ¦ SyntaxError ¦ expected ':' ¦ 1:12
        with x as 1: pass ¦ SyntaxError ¦ cannot assign to literal ¦ 1:11
        with x as f(): pass ¦ SyntaxError ¦ cannot assign to function call ¦ 1:11
        with x y: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        with: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        with (a as b) ¦ SyntaxError ¦ expected ':' ¦ 1:14
        with (a, b) ¦ SyntaxError ¦ expected ':' ¦ 1:12
        with (a as 1): pass ¦ SyntaxError ¦ cannot assign to literal ¦ 1:12
        with a as b, c as 1: pass ¦ SyntaxError ¦ cannot assign to literal ¦ 1:19
        del ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        del 1 ¦ SyntaxError ¦ cannot delete literal ¦ 1:5
        del f() ¦ SyntaxError ¦ cannot delete function call ¦ 1:5
        del a, f() ¦ SyntaxError ¦ cannot delete function call ¦ 1:8
        del (a, 1) ¦ SyntaxError ¦ cannot delete literal ¦ 1:9
        del a + b ¦ SyntaxError ¦ cannot delete expression ¦ 1:5
        del *a ¦ SyntaxError ¦ cannot delete starred ¦ 1:5
        del a b ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        assert ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        assert x, ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        assert x y ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        assert x = 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        raise x, y ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        raise x from ¦ SyntaxError ¦ invalid syntax ¦ 1:13
        global ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        global x, 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:11
        global 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        def f(x):\n global x ¦ SyntaxError ¦ name 'x' is parameter and global ¦ 2:2
        def f():\n x = 1\n global x ¦ SyntaxError ¦ name 'x' is assigned to before global declaration ¦ 3:2
        def f():\n print(x)\n global x ¦ SyntaxError ¦ name 'x' is used prior to global declaration ¦ 3:2
        def f():\n nonlocal x ¦ SyntaxError ¦ no binding for nonlocal 'x' found ¦ 2:2
        nonlocal x ¦ SyntaxError ¦ nonlocal declaration not allowed at module level ¦ 1:1
        def f():\n def g():\n  nonlocal x ¦ SyntaxError ¦ no binding for nonlocal 'x' found ¦ 3:3
        def f():\n global x\n nonlocal x ¦ SyntaxError ¦ name 'x' is nonlocal and global ¦ -
        def f():\n global x\n x: int = 1 ¦ SyntaxError ¦ annotated name 'x' can't be global ¦ 3:2
        class A:\n nonlocal x ¦ SyntaxError ¦ no binding for nonlocal 'x' found ¦ 2:2
        x: int: 3 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x:  ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        x: int = ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        x, y: int ¦ SyntaxError ¦ only single target (not tuple) can be annotated ¦ 1:1
        x, y: int = 1 ¦ SyntaxError ¦ only single target (not tuple) can be annotated ¦ 1:1
        (x, y): int ¦ SyntaxError ¦ only single target (not tuple) can be annotated ¦ 1:1
        [x]: int ¦ SyntaxError ¦ only single target (not list) can be annotated ¦ 1:1
        f(): int ¦ SyntaxError ¦ illegal target for annotation ¦ 1:1
        1: int ¦ SyntaxError ¦ illegal target for annotation ¦ 1:1
        a = yield = 1 ¦ SyntaxError ¦ assignment to yield expression not possible ¦ 1:5
        yield = 1 ¦ SyntaxError ¦ assignment to yield expression not possible ¦ 1:1
        x = yield ¦ SyntaxError ¦ 'yield' outside function ¦ 1:5
        @ ¦ SyntaxError ¦ invalid syntax ¦ 1:2
        @x ¦ SyntaxError ¦ invalid syntax ¦ -
        @x\ny ¦ SyntaxError ¦ invalid syntax ¦ 2:1
        @x y\ndef f(): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        x = (1 ¦ SyntaxError ¦ '(' was never closed ¦ 1:5
        x = (1\ny = 2 ¦ SyntaxError ¦ '(' was never closed ¦ 1:5
        x = [1,\ny = 2 ¦ SyntaxError ¦ '[' was never closed ¦ 1:5
        x = {1: 2\ny = 3\nz = 4 ¦ SyntaxError ¦ '{' was never closed ¦ 1:5
        x = (1\ndef f():\n pass ¦ SyntaxError ¦ '(' was never closed ¦ 1:5
        print(1\nprint(2) ¦ SyntaxError ¦ '(' was never closed ¦ 1:6
        x = 'abc ¦ SyntaxError ¦ unterminated string literal (detected at line 1) ¦ 1:5
        x = "abc ¦ SyntaxError ¦ unterminated string literal (detected at line 1) ¦ 1:5
        x = 'abc\ny = 1 ¦ SyntaxError ¦ unterminated string literal (detected at line 1) ¦ 1:5
        x = """abc ¦ SyntaxError ¦ unterminated triple-quoted string literal (detected at line 1) ¦ 1:5
        x = '''abc\ndef ¦ SyntaxError ¦ unterminated triple-quoted string literal (detected at line 2) ¦ 1:5
        x = 1 $ 2 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x = 1 ? 2 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x = ? ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        x = !y ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        x = a!b ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        x = a ! = b ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x <> y ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        x = 012 ¦ SyntaxError ¦ leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers ¦ 1:5
        x = 0_1 ¦ SyntaxError ¦ leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers ¦ 1:5
        x = 1_ ¦ SyntaxError ¦ invalid decimal literal ¦ 1:6
        x = 1__2 ¦ SyntaxError ¦ invalid decimal literal ¦ 1:6
        x = 0x ¦ SyntaxError ¦ invalid hexadecimal literal ¦ 1:6
        x = 0xg ¦ SyntaxError ¦ invalid hexadecimal literal ¦ 1:6
        x = 0o8 ¦ SyntaxError ¦ invalid digit '8' in octal literal ¦ 1:7
        x = 0o ¦ SyntaxError ¦ invalid octal literal ¦ 1:6
        x = 0b2 ¦ SyntaxError ¦ invalid digit '2' in binary literal ¦ 1:7
        x = 0b12 ¦ SyntaxError ¦ invalid digit '2' in binary literal ¦ 1:8
        x = 1a ¦ SyntaxError ¦ invalid decimal literal ¦ 1:5
        x = 1.5a ¦ SyntaxError ¦ invalid decimal literal ¦ 1:7
        x = 1e ¦ SyntaxError ¦ invalid decimal literal ¦ 1:5
        x = 1e+ ¦ SyntaxError ¦ invalid decimal literal ¦ 1:7
        x = 1ea ¦ SyntaxError ¦ invalid decimal literal ¦ 1:5
        x = 1.e5x ¦ SyntaxError ¦ invalid decimal literal ¦ 1:8
        x = 1jx ¦ SyntaxError ¦ invalid imaginary literal ¦ 1:6
        x = 0x1z ¦ SyntaxError ¦ invalid hexadecimal literal ¦ 1:7
        x = 1_000.5_ ¦ SyntaxError ¦ invalid decimal literal ¦ 1:12
        x = 1 if 2 ¦ SyntaxError ¦ expected 'else' after 'if' expression ¦ 1:5
        x = 1 if 2: ¦ SyntaxError ¦ invalid syntax ¦ 1:11
        x = 1 if ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        x = 1 if 2 else ¦ SyntaxError ¦ invalid syntax ¦ 1:16
        x = (1 if 2) ¦ SyntaxError ¦ expected 'else' after 'if' expression ¦ 1:6
        x = a if b else ¦ SyntaxError ¦ invalid syntax ¦ 1:16
        x = a. ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x = a.1 ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        x = a[ ¦ SyntaxError ¦ '[' was never closed ¦ 1:6
        x = a[] ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x = a[1 2] ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:7
        x = a[1:2:3:4] ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        x = a[b=1] ¦ SyntaxError ¦ invalid syntax. Maybe you meant '==' or ':=' instead of '='? ¦ 1:7
        x = a[1,,2] ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        x = . ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        x = .. ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        x = a..b ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x++ ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        x-- ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        x += ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        x = = 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        x ==  ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        x => 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        x => y ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        x ! y ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        x is not ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        x not y ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        x not in ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        not ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        not not ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        ~ ¦ SyntaxError ¦ invalid syntax ¦ 1:2
        a &&b ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        a || b ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        a **  ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        ** a ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        * a ¦ SyntaxError ¦ can't use starred expression here ¦ 1:1
        * ¦ SyntaxError ¦ invalid syntax ¦ 1:2
        a = *b ¦ SyntaxError ¦ can't use starred expression here ¦ 1:5
        x = y z = 3 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        : ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        ; ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        , ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        ) ¦ SyntaxError ¦ unmatched ')' ¦ 1:1
        ] ¦ SyntaxError ¦ unmatched ']' ¦ 1:1
        } ¦ SyntaxError ¦ unmatched '}' ¦ 1:1
        ( ¦ SyntaxError ¦ '(' was never closed ¦ 1:1
        [ ¦ SyntaxError ¦ '[' was never closed ¦ 1:1
        { ¦ SyntaxError ¦ '{' was never closed ¦ 1:1
        ()) ¦ SyntaxError ¦ unmatched ')' ¦ 1:3
        ([)] ¦ SyntaxError ¦ closing parenthesis ')' does not match opening parenthesis '[' ¦ 1:3
        x = (] ¦ SyntaxError ¦ closing parenthesis ']' does not match opening parenthesis '(' ¦ 1:6
        pass; ; ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        ;pass ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        pass pass ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        if x: y = 1; else: z ¦ SyntaxError ¦ invalid syntax ¦ 1:14
        if x: if y: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        if x: pass; if y: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:13
        while x: for y in z: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        def f(): def g(): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:10
          x = 1 ¦ IndentationError ¦ unexpected indent ¦ -
        x = 1\n  y = 2 ¦ IndentationError ¦ unexpected indent ¦ -
        if x:\n    y\n  z ¦ IndentationError ¦ unindent does not match any outer indentation level ¦ 3:4
        if x:\n    y\n      z ¦ IndentationError ¦ unexpected indent ¦ -
        class A:\n  def f(self):\n   x\n  y\n z ¦ IndentationError ¦ unindent does not match any outer indentation level ¦ 5:3
        f'{' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{a' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{}' ¦ SyntaxError ¦ f-string: empty expression not allowed ¦ -
        f'{ }' ¦ SyntaxError ¦ f-string: empty expression not allowed ¦ -
        f'}' ¦ SyntaxError ¦ f-string: single '}' is not allowed ¦ -
        f'{a}}' ¦ SyntaxError ¦ f-string: single '}' is not allowed ¦ -
        f'{a!x}' ¦ SyntaxError ¦ f-string: invalid conversion character: expected 's', 'r', or 'a' ¦ -
        f'{a!}' ¦ SyntaxError ¦ f-string: invalid conversion character: expected 's', 'r', or 'a' ¦ -
        f'{a!r' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{a!rr}' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{a! r}' ¦ SyntaxError ¦ f-string: invalid conversion character: expected 's', 'r', or 'a' ¦ -
        f'{a:' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{a:{b' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{a:{b}' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{a b}' ¦ SyntaxError ¦ f-string: invalid syntax. Perhaps you forgot a comma? ¦ -
        f'{a +}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{1 2}' ¦ SyntaxError ¦ f-string: invalid syntax. Perhaps you forgot a comma? ¦ -
        f'{lambda x: 1}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{*a}' ¦ SyntaxError ¦ f-string: cannot use starred expression here ¦ -
        f'{**a}' ¦ SyntaxError ¦ f-string: cannot use double starred expression here ¦ -
        f'{yield}' ¦ SyntaxError ¦ 'yield' outside function ¦ 1:4
        f'{a:{b:{c}}}' ¦ SyntaxError ¦ f-string: expressions nested too deeply ¦ -
        f'{a $ b}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{!r}' ¦ SyntaxError ¦ f-string: expression required before '!' ¦ -
        f'{:5}' ¦ SyntaxError ¦ f-string: expression required before ':' ¦ -
        f'{=}' ¦ SyntaxError ¦ f-string: expression required before '=' ¦ -
        f'{a;b}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{a)}' ¦ SyntaxError ¦ f-string: unmatched ')' ¦ -
        f'{(a}' ¦ SyntaxError ¦ f-string: closing parenthesis '}' does not match opening parenthesis '(' ¦ -
        f'{a]}' ¦ SyntaxError ¦ f-string: unmatched ']' ¦ -
        f'{[a}' ¦ SyntaxError ¦ f-string: closing parenthesis '}' does not match opening parenthesis '[' ¦ -
        f'{class}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{a.}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{a'b ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'''{a ¦ SyntaxError ¦ unterminated triple-quoted string literal (detected at line 1) ¦ 1:1
        f'''{a} ¦ SyntaxError ¦ unterminated triple-quoted string literal (detected at line 1) ¦ 1:1
        f'{a} {b +} {c}' ¦ SyntaxError ¦ f-string: invalid syntax ¦ -
        f'{x = 1}' ¦ SyntaxError ¦ f-string: expecting '}' ¦ -
        f'{print 1}' ¦ SyntaxError ¦ f-string: Missing parentheses in call to 'print'. Did you mean print(...)? ¦ -
        'a' b'c' ¦ SyntaxError ¦ cannot mix bytes and nonbytes literals ¦ -
        b'a' f'{x}' ¦ SyntaxError ¦ cannot mix bytes and nonbytes literals ¦ -
        b'é' ¦ SyntaxError ¦ bytes can only contain ASCII literal characters ¦ 1:1
        '\\x1' ¦ SyntaxError ¦ (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape ¦ -
        '\\u12' ¦ SyntaxError ¦ (unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape ¦ -
        '\\U00110000' ¦ SyntaxError ¦ (unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character ¦ -
        '\\N{foo}' ¦ SyntaxError ¦ (unicode error) 'unicodeescape' codec can't decode bytes in position 0-6: unknown Unicode character name ¦ -
        '\\N' ¦ SyntaxError ¦ (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape ¦ -
        b'\\x1' ¦ SyntaxError ¦ (value error) invalid \x escape at position 0 ¦ -
        f'\\x1' ¦ SyntaxError ¦ (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape ¦ -
        ur'a' ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        bu'a' ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        fb'a' ¦ SyntaxError ¦ invalid syntax ¦ 1:3
        x = \\ ¦ SyntaxError ¦ unexpected EOF while parsing ¦ -
        x = \\ 1 ¦ SyntaxError ¦ unexpected character after line continuation character ¦ -
        \\ ¦ SyntaxError ¦ unexpected EOF while parsing ¦ -
        x = a b ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        False = 1 ¦ SyntaxError ¦ cannot assign to False ¦ 1:1
        None += 1 ¦ SyntaxError ¦ 'None' is an illegal expression for augmented assignment ¦ 1:1
        __debug__ = 1 ¦ SyntaxError ¦ cannot assign to __debug__ ¦ 1:1
        def f(__debug__): pass ¦ SyntaxError ¦ cannot assign to __debug__ ¦ -
        f(__debug__=1) ¦ SyntaxError ¦ cannot assign to __debug__ ¦ -
        import a as __debug__ ¦ SyntaxError ¦ cannot assign to __debug__ ¦ -
        from __future__ import foo ¦ SyntaxError ¦ future feature foo is not defined ¦ -
        x = 1\nfrom __future__ import division ¦ SyntaxError ¦ from __future__ imports must occur at the beginning of the file ¦ 2:1
        from __future__ import * ¦ SyntaxError ¦ future feature * is not defined ¦ 1:1
        def f():\n from a import * ¦ SyntaxError ¦ import * only allowed at module level ¦ -
        class A:\n from a import * ¦ SyntaxError ¦ import * only allowed at module level ¦ -
        class A:\n return 1 ¦ SyntaxError ¦ 'return' outside function ¦ 2:2
        class A:\n yield 1 ¦ SyntaxError ¦ 'yield' outside function ¦ 2:2
        [(yield 1) for x in y] ¦ SyntaxError ¦ 'yield' inside list comprehension ¦ 1:3
        def f():\n [(yield 1) for x in y] ¦ SyntaxError ¦ 'yield' inside list comprehension ¦ 2:4
        def f():\n return [(yield) for x in y] ¦ SyntaxError ¦ 'yield' inside list comprehension ¦ 2:11
        [x := 1 for x in y] ¦ SyntaxError ¦ assignment expression cannot rebind comprehension iteration variable 'x' ¦ 1:2
        [x for y in (x := z)] ¦ SyntaxError ¦ assignment expression cannot be used in a comprehension iterable expression ¦ 1:14
        class A:\n [x := 1 for y in z] ¦ SyntaxError ¦ assignment expression within a comprehension cannot be used in a class body ¦ 2:3
        x[y := 1:2] ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        x = y := 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        f(a=x := 1) ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        lambda: x := 1 ¦ SyntaxError ¦ cannot use assignment expressions with lambda ¦ 1:1
        (lambda: x := 1) ¦ SyntaxError ¦ cannot use assignment expressions with lambda ¦ 1:2
        (a, b) := 1 ¦ SyntaxError ¦ cannot use assignment expressions with tuple ¦ 1:1
        {x := 1: 2} ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        {1: x := 2} ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        assert x := 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        del x := 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        return x := 1 ¦ SyntaxError ¦ invalid syntax ¦ 1:10
        def f(x := 1): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:9
        def f(x = y := 1): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:13
        with x := y: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        for x in y := z: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        if x else y: pass ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        x = [1, 2, 3 ¦ SyntaxError ¦ '[' was never closed ¦ 1:5
        x = [1, 2, 3\n\n\nprint(x) ¦ SyntaxError ¦ '[' was never closed ¦ 1:5
        x = (1, 2\nfor i in x:\n    print(i) ¦ SyntaxError ¦ '(' was never closed ¦ 1:5
        d = {'a': 1\n     'b': 2} ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:11
        d = {'a': 1,\n     'b' 2} ¦ SyntaxError ¦ ':' expected after dictionary key ¦ 2:8
        foo(1, 2\n    3) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:8
        foo(a=1 b=2) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:7
        foo(a, b=1 c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:10
        foo(x y=1) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        [1 2 3] ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:2
        (1 2) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:2
        {1 2} ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:2
        {1:2 3:4} ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:4
        x[1 2] ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:3
        (a b c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:2
        (a, b c, d) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        (a ¦ SyntaxError ¦ '(' was never closed ¦ 1:1
        (a b ¦ SyntaxError ¦ '(' was never closed ¦ 1:1
        (a + ¦ SyntaxError ¦ '(' was never closed ¦ 1:1
        (x for x in y z) ¦ SyntaxError ¦ invalid syntax ¦ 1:15
        ((a b) c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:3
        if (a b): pass ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a.b c.d) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo("a" x) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(x "a") ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        foo(f"a" x) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a if b c) ¦ SyntaxError ¦ expected 'else' after 'if' expression ¦ 1:5
        foo(a, if b) ¦ SyntaxError ¦ invalid syntax ¦ 1:8
        foo(lambda x: y z) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:15
        foo(not a b) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(-a b) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a + b c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a < b c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a or b c or d) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a b if c else d) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a, print b) ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:8
        foo(print b) ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:5
        x = print b ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:5
        x = (print b) ¦ SyntaxError ¦ Missing parentheses in call to 'print'. Did you mean print(...)? ¦ 1:6
        foo(a lambda: b) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(a is b c) ¦ SyntaxError ¦ invalid syntax. Perhaps you forgot a comma? ¦ 1:5
        foo(1a) ¦ SyntaxError ¦ invalid decimal literal ¦ 1:5
        foo(a, 'b) ¦ SyntaxError ¦ unterminated string literal (detected at line 1) ¦ 1:8
        foo(a, "b' ¦ SyntaxError ¦ unterminated string literal (detected at line 1) ¦ 1:8
        import a; import ¦ SyntaxError ¦ invalid syntax ¦ 1:17
        def f(x):\n    return x + ¦ SyntaxError ¦ invalid syntax ¦ 2:15
        def f(x):\n    if x:\n ¦ IndentationError ¦ expected an indented block after 'if' statement on line 2 ¦ 2:10
        def f(x):\n    if x:\n    y ¦ IndentationError ¦ expected an indented block after 'if' statement on line 2 ¦ 3:5
        for i in range(3): print(i) print(i) ¦ SyntaxError ¦ invalid syntax ¦ 1:29
        else ¦ SyntaxError ¦ invalid syntax ¦ 1:1
        x = { ¦ SyntaxError ¦ '{' was never closed ¦ 1:5
        x = {1 ¦ SyntaxError ¦ '{' was never closed ¦ 1:5
        x = {1: ¦ SyntaxError ¦ '{' was never closed ¦ 1:5
        x = {1:2, ¦ SyntaxError ¦ '{' was never closed ¦ 1:5
        x = {** ¦ SyntaxError ¦ '{' was never closed ¦ 1:5
        if True:\n  x\n y ¦ IndentationError ¦ unindent does not match any outer indentation level ¦ 3:3
        x\n\n  y\n ¦ IndentationError ¦ unexpected indent ¦ -
        def f():\n  """doc"""\n  x\n    y ¦ IndentationError ¦ unexpected indent ¦ -
        class C:\n  x = 1\n    y = 2 ¦ IndentationError ¦ unexpected indent ¦ -
        a.b.c = d.e = 1 = f ¦ SyntaxError ¦ cannot assign to literal ¦ 1:15
        x = 1 = y = 2 ¦ SyntaxError ¦ cannot assign to literal ¦ 1:5
        x, 1 = y ¦ SyntaxError ¦ cannot assign to literal here. Maybe you meant '==' instead of '='? ¦ 1:4
        with a as b, : pass ¦ SyntaxError ¦ invalid syntax ¦ 1:14
        import a,  ¦ SyntaxError ¦ invalid syntax ¦ 1:11
        import a,b c ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        from a import b c ¦ SyntaxError ¦ invalid syntax ¦ 1:17
        from a import b as c d ¦ SyntaxError ¦ invalid syntax ¦ 1:22
        from a import (b c) ¦ SyntaxError ¦ invalid syntax ¦ 1:18
        a = , ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        return, ¦ SyntaxError ¦ invalid syntax ¦ 1:7
        yield, ¦ SyntaxError ¦ invalid syntax ¦ 1:6
        def f(): yield, ¦ SyntaxError ¦ invalid syntax ¦ 1:15
        x = yield y = 1 ¦ SyntaxError ¦ assignment to yield expression not possible ¦ 1:5
        def f(**a: *b): pass ¦ SyntaxError ¦ invalid syntax ¦ 1:12
        x: *a ¦ SyntaxError ¦ invalid syntax ¦ 1:4
        a[*b:c] ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        a[b:*c] ¦ SyntaxError ¦ invalid syntax ¦ 1:5
        print(a, file=b, c) ¦ SyntaxError ¦ positional argument follows keyword argument ¦ 1:19
        """#
}
