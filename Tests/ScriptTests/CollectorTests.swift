// Circles of references: what nobody can reach is freed, whatever it is made of, and nothing else is touched.
import Schema
import XCTest

@testable import Script

/// Stands for a tensor: something large that Swift frees when the last reference goes.
private final class Probe: Object {
    nonisolated(unsafe) static var alive = 0
    nonisolated(unsafe) static let cls = TypeObject("Probe") { _, _ in .object(Probe()) }
    override var type: TypeObject { Probe.cls }
    override init() {
        super.init()
        Probe.alive += 1
    }
    deinit { Probe.alive -= 1 }
}

final class CollectorTests: XCTestCase {
    private func run(_ text: String) throws -> String {
        ModuleRegistry.register("probe") { $0.define(Probe.cls) }
        ModuleRegistry.register("probe_count") { $0.rawDefine("alive()") { _ in .int(Probe.alive) } }
        let result = try ScriptRunner.run("import gc\nfrom probe import Probe\n" + text)
        XCTAssertNil(result.error, text)
        return result.output
    }

    /// Each of these holds a probe in a circle and lets go of it.
    private static let circles = [
        "attribute": "class A: pass\na = A(); a.me = a; a.p = Probe(); del a",
        "bound method": """
        class A:
            def step(self): return 1
        a = A(); a.fn = a.step; a.p = Probe(); del a
        """,
        "parent links": """
        class Node:
            def __init__(self, parent=None):
                self.parent, self.children, self.p = parent, [], Probe()
                if parent is not None: parent.children.append(self)
        root = Node(); Node(root); Node(root.children[0]); del root
        """,
        "list": "a = [Probe()]; a.append(a); del a",
        "tuple": "a = []; t = (a, Probe()); a.append(t); del a, t",
        "dict": "d = {}; d['me'] = d; d['p'] = Probe(); del d",
        "set": "class A: pass\na = A(); a.s = {a}; a.p = Probe(); del a",
        "shared storage": "a = [Probe()]; b = list(a); a.append(b); b.append(a); del a, b",
        "closure": """
        def make():
            p = Probe()
            def inner(n): return inner(n - 1) if n else p
            return inner
        f = make(); f(2); del f
        """,
        "default": "def f(x=[]): return x\nf.__defaults__[0].extend([f, Probe()]); del f",
        "function attribute": "def f(): pass\nf.me = f; f.p = Probe(); del f",
        "class": """
        class A:
            p = Probe()
            def method(self): return A
        class B(A):
            def method(self): return super().method()
        B().method(); del A, B
        """,
        "property": """
        def make():
            p = Probe()
            class A:
                @property
                def x(self): return p
            a = A(); a.x; a.x
            A.instance = a
        make(); del make
        """,
        "generator": """
        def g(box):
            p = Probe()
            yield 1
            yield box
        box = []; it = g(box); next(it); box.append(it); del box, it
        """,
        "generator with finally": """
        log = []
        def g(box):
            p = Probe()
            try:
                yield 1
            finally:
                log.append('closed')
        box = []; it = g(box); next(it); box.append(it); del box, it, g
        """,
        "exception": """
        class E(Exception): pass
        e = E(); e.args = (e, Probe()); e.me = e; del e
        """,
        "caught exception": """
        class A:
            def go(self):
                try:
                    raise ValueError(self)
                except ValueError as e:
                    self.error = e
        a = A(); a.p = Probe(); a.go(); del a
        """,
        "deque, defaultdict, partial": """
        from collections import deque, defaultdict
        from functools import partial
        class A: pass
        a = A(); a.q = deque([a]); a.p = Probe(); a.f = partial(print, a)
        a.d = defaultdict(lambda: a); a.d['x'].y = 1; del a
        """,
        "views and iterators": """
        class A: pass
        a = A(); a.d = {'a': a}; a.v = a.d.values(); a.i = iter([a]); a.k = iter(a.d); a.p = Probe(); del a
        """,
        "subclasses of containers": """
        class L(list): pass
        class D(dict): pass
        a = L(); a.me = a; a.append(Probe()); d = D(); d.me = d; d['p'] = Probe(); del a, d
        """,
    ]

    func testCirclesAreFreed() throws {
        for (name, text) in CollectorTests.circles.sorted(by: { $0.key < $1.key }) {
            let before = Probe.alive
            let output = try run("gc.disable()\n\(text)\nprint(gc.collect() > 0)\ngc.enable()")
            XCTAssertEqual(output, "True\n", name)
            XCTAssertEqual(Probe.alive, before, name)
        }
    }

    func testWhatIsInUseStays() throws {
        let output = try run(
            """
            class Node:
                kind = 'node'
                def __init__(self): self.me, self.p = self, Probe()
                @property
                def name(self): return self.kind
                def step(self): return self.me
            def numbers(node):
                try:
                    yield node.name
                    gc.collect()
                    yield node.step().name
                finally:
                    gc.collect()
            def nested():
                local = Node()
                held = [Node()]
                held.append(held)
                table = {(1, 'a'): local}
                gc.collect()
                return held[0].me is held[0] and table[(1, 'a')].me is local and len(held) == 2
            node = Node()
            shared = [node]
            copy = list(shared)
            print(nested(), list(numbers(node)), copy[0].me is node)
            print(sorted([3, 1, 2], key=lambda x: (gc.collect(), x)[1]))
            del shared
            gc.collect()
            print(copy[0].name, node.step().step().name, [n.kind for n in copy])
            def outer():
                x = Node()
                def inner():
                    gc.collect()
                    return x
                return inner
            print(outer()().name)
            """)
        XCTAssertEqual(
            output, "True ['node', 'node'] True\n[1, 2, 3]\nnode node ['node']\nnode\n")
    }

    func testAFinallyMayBringThingsBack() throws {
        let output = try run(
            """
            saved = []
            def g(box):
                try:
                    yield 1
                finally:
                    saved.append(box)
            def start():
                box = [Probe()]
                it = g(box)
                next(it)
                box.append(it)
            start()
            gc.collect()
            print(len(saved), len(saved[0]))
            """)
        XCTAssertEqual(output, "1 2\n")
    }

    func testALongRunCollectsByItself() throws {
        let before = Collector.count
        let output = try run(
            """
            class A: pass
            for i in range(200_000):
                a = A()
                a.me = a
            print('done')
            """)
        XCTAssertEqual(output, "done\n")
        XCTAssertLessThan(Collector.count - before, 1000)
    }

    func testAForgottenModuleIsFreed() throws {
        _ = try run("gc.collect()")
        let before = Probe.alive
        _ = try run("p = Probe()\ndef f(): return p\nclass A:\n    def g(self): return f()\nA().g()")
        // The runner's interpreter is replaced by the next one; then nobody knows the first module.
        _ = try run("gc.collect()")
        Collector.collect()
        XCTAssertEqual(Probe.alive, before)
    }

    func testADeletedNameIsGoneAtOnce() throws {
        let before = Probe.alive
        // Without a circle nothing waits for the collector, not even in a temporary of the module.
        let output = try run(
            """
            gc.disable()
            class A: pass
            a = A(); a.p = Probe(); d = {}; d[Probe()] = 1; d['a'] = a; d['p'] = Probe()
            del a, d
            b = c = Probe()
            del b, c
            x, y = Probe(), Probe()
            del x, y
            import probe_count
            print(probe_count.alive() - \(before))
            gc.enable()
            """)
        XCTAssertEqual(output, "0\n")
    }
}
