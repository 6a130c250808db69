// The machine from Swift's side: classes that Swift declares and scripts subclass, callbacks, budgets, interrupts, tracebacks, deep
// structures.
import Schema
import XCTest

@testable import Script

/// Stands for a torch module: attributes that are modules are registered, calling it calls `forward`.
private final class NativeModule: Instance {
    var children: [String] = []

    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        if value.asObject is NativeModule { children.append(name.text) }
        try super.setAttribute(name, value)
    }

    override func call(_ arguments: Arguments) throws -> Value {
        try Interpreter.current.call(Value.object(self).attribute("forward"), arguments)
    }

    static func makeType() -> TypeObject {
        let type = TypeObject("Module", module: "native") { cls, _ in .object(NativeModule(cls)) }
        type.rawMethod("Module.__init__(self)") { _ in .none }
        type.rawMethod("Module.names(self)") { bound in
            .list(((bound[0].asObject as? NativeModule)?.children ?? []).map { .string($0) })
        }
        return type
    }
}

final class MachineTests: XCTestCase {
    func testScriptsSubclassSwiftClasses() throws {
        ModuleRegistry.register("native") { $0.define(NativeModule.makeType()) }
        let result = try ScriptRunner.run(
            """
            import native
            class Leaf(native.Module):
                def forward(self, x):
                    return x + 1
            class Net(native.Module):
                def __init__(self, n):
                    super().__init__()
                    self.n = n
                    self.leaf = Leaf()
                    self.other = Leaf()
                def forward(self, x, scale=1):
                    return self.leaf(x) * scale + self.n
            net = Net(100)
            print(net(1, scale=10), net.names(), isinstance(net, native.Module))
            try:
                Net()
            except TypeError as e:
                print(e)
            """)
        XCTAssertEqual(
            result.output,
            """
            120 ['leaf', 'other'] True
            Net.__init__() missing 1 required positional argument: 'n'

            """)
        XCTAssertNil(result.error)
    }

    func testUncaughtErrorKeepsItsPlaces() throws {
        let result = try ScriptRunner.run("def f(x):\n    return 1 + x['k']\nf({})\n", name: "t.unet")
        XCTAssertEqual(
            result.report,
            """
            t.unet, line 3
                f({})
                ^^^^^
            t.unet, line 2, in f
                return 1 + x['k']
                           ^^^^^^
            KeyError: 'k'

            """)
    }

    func testStepBudgetEndsEndlessLoops() throws {
        let result = try ScriptRunner.run("while True:\n    pass\n", maxSteps: 100_000)
        XCTAssertEqual(result.error, "RuntimeError: step budget of 100000 exhausted")
    }

    func testInterruptIsAnException() throws {
        let module = ModuleObject("__main__")
        let output = try Interpreter.onScriptThread {
            let interpreter = Interpreter()
            Interpreter.current = interpreter
            module.rawDefine("stop()") { _ in
                interpreter.interrupt()
                return .none
            }
            let source = Source(
                id: 1, name: "t",
                "try:\n    stop()\n    while True: pass\nexcept KeyboardInterrupt:\n    x = 'stopped'\nx\n")
            return try interpreter.run(source, in: module, display: true)?.repr()
        }
        XCTAssertEqual(output, "'stopped'")
    }

    /// What ends an endless loop is raised inside the try that the loop fills, whichever jump goes back.
    func testALoopIsInterruptedInsideItsTry() throws {
        for loop in [
            "while True: pass", "while True:\n            if n > 0: continue", "while n > 0: n += 1",
            "for x in range(10 ** 12): pass", "for x in iter(int, 1): pass",
        ] {
            let script =
                "def f(n):\n    try:\n        \(loop)\n    except RuntimeError:\n        print('caught')\nf(1)\n"
            let result = try ScriptRunner.run(script, maxSteps: 20_000)
            XCTAssertEqual(result.error ?? result.output, "caught\n", loop)
        }
    }

    /// A limit of the shell (`ulimit -v`) ends an allocation as a full machine does.
    func testTheProcessesOwnLimitIsAsked() throws {
        var before = rlimit()
        let addressSpace = __rlimit_resource_t(RLIMIT_AS.rawValue)
        XCTAssertEqual(getrlimit(addressSpace, &before), 0)
        defer { setrlimit(addressSpace, &before) }
        // The process's own address space and half a gigabyte.
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[0]
        var limit = before
        limit.rlim_cur = try rlim_t(XCTUnwrap(Int(pages)) * 4096 + 512 << 20)
        XCTAssertEqual(setrlimit(addressSpace, &limit), 0)
        XCTAssertLessThan(HostMemory.available(), 512 << 20)
        let result = try ScriptRunner.run(
            "t = (1, 2)\ntry:\n    while True: t += t\nexcept MemoryError:\n    print('refused')\n")
        XCTAssertEqual(result.error ?? result.output, "refused\n")
    }

    /// An array that grows takes twice what it had. That much is asked for; otherwise the allocation fails, which ends the process.
    func testAGrowingListAsksForTwiceItsSize() throws {
        defer { HostMemory.budget = nil }
        // What earlier tests have freed may be given back while this one counts, so nothing here is close.
        HostMemory.budget = 100 << 20
        // 48 MB, and 96 MB more do not fit beside them.
        var script = "x = [0] * 3000000\n"
        for growth in ["x.extend([0] * 1000)", "x += [0] * 1000", "for _ in range(1000): x.insert(0, 0)"] {
            script += "try:\n    \(growth)\nexcept MemoryError:\n    print('refused', len(x) < 3001000)\n"
        }
        // A copy shares the list's memory until it changes.
        script +=
            "y = x[:]\nimport time\ntime.sleep(0.02)\ntry:\n    y.append(0)\nexcept MemoryError:\n    print('refused', True)\n"
        let result = try ScriptRunner.run(script)
        XCTAssertEqual(result.error ?? result.output, String(repeating: "refused True\n", count: 4))
        // A sum takes what it holds and no more.
        XCTAssertLessThan([Int](repeating: 0, count: 100_000).joined(to: [1]).capacity, 110_000)
    }

    func testRecursionThroughSwiftCodeIsAnError() throws {
        for body in [
            "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
            "class A:\n    def __eq__(self, o): return self == o\nA() == A()",
            "def f(x): return sorted([1, 2], key=f)\nf(1)",
            "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().y",
            "class A:\n    def __call__(self): return self()\nA()()",
        ] {
            let result = try ScriptRunner.run(body)
            XCTAssertTrue(result.error?.hasPrefix("RecursionError: maximum recursion depth exceeded") ?? false, body)
        }
    }

    func testDeepChainsAreFreed() throws {
        let result = try ScriptRunner.run(
            """
            class Node:
                def __init__(self, next):
                    self.next = next
            node = None
            for i in range(200000):
                node = Node(node)
            node = None
            f = None
            def wrap(g):
                return lambda: g
            for i in range(200000):
                f = wrap(f)
            f = None
            x = []
            for i in range(200000):
                x = [x]
            x = None
            t = ()
            for i in range(200000):
                t = (t,)
            t = None
            def gen(inner):
                yield inner
            g = None
            for i in range(100000):
                g = gen(g)
                next(g)
            g = None
            e = None
            for i in range(100000):
                e2 = ValueError(i)
                e2.__cause__ = e
                e = e2
            e = e2 = None
            print("freed")
            """)
        XCTAssertEqual(result.output, "freed\n")
        XCTAssertNil(result.error)
    }

    func testCellDisplaysItsLastExpression() throws {
        let module = ModuleObject("__main__")
        let values = try Interpreter.onScriptThread { () -> [String?] in
            let interpreter = Interpreter()
            Interpreter.current = interpreter
            return try ["x = 20\nx + 1", "x;", "y = 5", "[x for _ in range(2)]"].enumerated().map { i, text in
                let source = Source(id: Int32(i), name: "<cell \(i)>", text)
                guard let value = try interpreter.run(source, in: module, display: true) else { return nil }
                return try value.repr()
            }
        }
        XCTAssertEqual(values, ["21", "None", "None", "[20, 20]"])
    }

    func testImporterAndRelativeImports() throws {
        let files = [
            "pkg": "from . import one\nfrom .two import f\nname = 'pkg'\n",
            "pkg.one": "x = 1\nfrom .two import f\n",
            "pkg.two": "import pkg\ndef f():\n    return pkg.one.x + 1\n",
            "broken": "1 / 0\n",
        ]
        let output = try Interpreter.onScriptThread { () -> String in
            var printed = ""
            let interpreter = Interpreter()
            Interpreter.current = interpreter
            interpreter.output = { _, text in printed += text }
            interpreter.importer = { name in
                guard let text = files[name] else { return nil }
                let source = Source(id: 9, name: name + ".py", text)
                return FoundModule(
                    source: source, program: try Parse.program(source), isPackage: name == "pkg", path: name + ".py")
            }
            let text = """
                import pkg.one as o, pkg
                from pkg import f, two
                print(o.x, f(), pkg.name, two.f is f, pkg.one is o)
                try:
                    import broken
                except ZeroDivisionError as e:
                    print(e)
                try:
                    import pkg.three
                except ModuleNotFoundError as e:
                    print(e)
                """
            _ = try interpreter.run(Source(id: 1, name: "t", text), in: ModuleObject("__main__"), display: false)
            return printed
        }
        XCTAssertEqual(output, "1 2 pkg True True\ndivision by zero\nNo module named 'pkg.three'\n")
    }

    func testDisassemblerNamesInstructions() throws {
        let source = Source(id: 1, name: "t", "x = 1 + 2\n")
        let code = try Compiler.compile(
            Parse.program(source), source: source, module: ModuleObject("m"), display: false)
        XCTAssertTrue(code.description.contains("addConstant"))
        XCTAssertTrue(code.description.contains("storeGlobal"))
    }

    func testSortingByTuplesAgreesWithTheGeneralWay() throws {
        let result = try ScriptRunner.run(
            """
            class Key:
                def __init__(self, k): self.k = k
                def __lt__(self, other): return self.k < other.k
            rows = [((i * 7919) % 101, (i * 31) % 7 / 2, 'n' + str(i % 13), i) for i in range(500)]
            for pick in [lambda r: (r[0], r[2]), lambda r: (-r[0], r[1]), lambda r: (r[1], r[0]), lambda r: (r[2], r[1]),
                         lambda r: r[2], lambda r: (r[0] % 3 == 0, r[2]), lambda r: ((r[0], r[1]), r[2])]:
                slow = sorted(rows, key=lambda r: Key(pick(r)))
                print(sorted(rows, key=pick) == slow, sorted(rows, key=pick, reverse=True)[0] in rows)
            nan = float('nan')
            print(sorted([(nan, 1), (1.0, 2), (nan, 0)], key=lambda t: t)[1])
            try:
                sorted([(1, 'a'), (1, 2)])
            except TypeError as e:
                print(e)
            """)
        XCTAssertNil(result.error)
        XCTAssertEqual(
            result.output,
            String(repeating: "True True\n", count: 7)
                + "(1.0, 2)\n'<' not supported between instances of 'int' and 'str'\n")
    }

    func testPropertiesAndSuperKeepTheirMeaning() throws {
        let result = try ScriptRunner.run(
            """
            class A:
                def __init__(self): self.n = 1
                @property
                def x(self): return self.n
                @x.setter
                def x(self, v): self.n = v
                def f(self): return 'A'
            class B(A):
                def f(self): return 'B' + super().f()
                @property
                def y(self): raise ValueError('y')
            class C(B):
                x = 5
            def read(o): return o.x
            b = B()
            print([read(o) for o in [A(), b, C(), b]], b.f())
            b.x = 7
            print(read(b), b.x + b.x)
            A.f = lambda self: 'new'
            print(b.f())
            A.x = property(lambda self: 'replaced')
            print(read(b))
            for _ in range(3):
                try:
                    b.y
                except ValueError as e:
                    print(e)
            def deep(o): return deep(o)
            try:
                class D:
                    @property
                    def z(self): return self.z
                D().z
            except RecursionError as e:
                print('deep')
            """)
        XCTAssertNil(result.error)
        XCTAssertEqual(
            result.output, "[1, 1, 5, 1] BA\n7 14\nBnew\nreplaced\ny\ny\ny\ndeep\n")
    }
}
