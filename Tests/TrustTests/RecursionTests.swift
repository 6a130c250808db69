// Bar T4: recursion of every kind ends in RecursionError and leaves a session that works.
import XCTest

@testable import Script

final class RecursionTests: XCTestCase {
    private static let ways: [(name: String, text: String)] = [
        ("function", "def f(n): return f(n + 1)\nf(0)"),
        ("mutual", "def f(): return g()\ndef g(): return f()\nf()"),
        ("lambda", "f = lambda: f()\nf()"),
        ("eval", "s = 'eval(s)'\neval(s)"), ("exec", "s = 'exec(s)'\nexec(s)"),
        ("call", "class A:\n    def __call__(self): return self()\nA()()"),
        ("forward", "class A(nn.Module):\n    def forward(self, x): return self(x)\nA()(torch.zeros(1))"),
        ("init", "class A:\n    def __init__(self): A()\nA()"),
        ("getattr", "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().a"),
        ("property", "class A:\n    @property\n    def p(self): return self.p\nA().p"),
        ("eq", "class A:\n    def __eq__(self, o): return self == o\nA() == A()"),
        ("hash", "class A:\n    def __hash__(self): return hash(self)\n{A(): 1}"),
        ("repr", "class A:\n    def __repr__(self): return repr(self)\nprint(A())"),
        ("str", "class A:\n    def __str__(self): return f'{self}'\nprint(A())"),
        ("format", "class A:\n    def __format__(self, s): return format(self, s)\nf'{A()}'"),
        ("len", "class A:\n    def __len__(self): return len(self)\nlen(A())"),
        ("bool", "class A:\n    def __bool__(self): return not self\nbool(A())"),
        ("iter", "class A:\n    def __iter__(self): return iter(self)\nlist(A())"),
        ("next", "class A:\n    def __iter__(self): return self\n    def __next__(self): return next(self)\nlist(A())"),
        ("contains", "class A:\n    def __contains__(self, x): return x in self\n1 in A()"),
        ("getitem", "class A:\n    def __getitem__(self, i): return self[i]\nA()[0]"),
        ("setitem", "class A:\n    def __setitem__(self, i, v): self[i] = v\nA()[0] = 1"),
        ("add", "class A:\n    def __add__(self, o): return self + o\nA() + 1"),
        ("lt", "class A:\n    def __lt__(self, o): return self < o\nsorted([A(), A()])"),
        ("sort key", "def k(x): return sorted([x, x], key=k)\nk(1)"),
        ("map", "def f(x): return list(map(f, [x]))\nf(1)"),
        ("generator", "def g(): yield from g()\nlist(g())"),
        ("comprehension", "def f(): return [f() for x in [1]]\nf()"),
        ("reduce", "import functools\ndef f(a, b): return functools.reduce(f, [a, b])\nf(1, 2)"),
        ("decorator", "def d(f):\n    def g(): return d(g)()\n    return g\n@d\ndef f(): pass\nf()"),
        (
            "super",
            "class A:\n    def m(self): return self.m()\nclass B(A):\n    def m(self): return super().m()\nB().m()"
        ),
        (
            "with",
            "class A:\n    def __enter__(self):\n        with self: pass\n    def __exit__(self, *a): pass\nwith A(): pass"
        ),
        ("nested list compare", "a = []\na.append(a)\nb = []\nb.append(b)\na == b"),
        ("nested list sort", "a = [[]]\na[0].append(a)\nb = [[]]\nb[0].append(b)\nsorted([a, b])"),
        ("tuple of itself hash", "t = ()\nfor i in range(50000): t = (t,)\nhash(t)"),
        ("deep list repr", "t = []\nfor i in range(50000): t = [t]\nprint(len(repr(t)))"),
        ("deep list compare", "t = u = []\nfor i in range(50000): t, u = [t], [u]\nt = t == [u]"),
        ("deepcopy", "import copy\nt = []\nfor i in range(50000): t = [t]\ncopy.deepcopy(t)"),
        ("json", "import json\nt = []\nfor i in range(50000): t = [t]\njson.dumps(t)"),
        ("json text", "import json\njson.loads('[' * 200000)"),
        ("tensor of deep list", "t = 1\nfor i in range(50000): t = [t]\ntorch.tensor(t)"),
        ("array of deep list", "t = 1\nfor i in range(50000): t = [t]\nnp.array(t)"),
        ("raise from", "def f():\n    try: f()\n    except KeyError as e: raise e\nf()"),
        ("del", "class A:\n    def __del__(self): A()\nx = A()\ndel x\nraise RecursionError"),
        ("isinstance", "t = int\nfor i in range(50000): t = (t,)\nisinstance(1, t)"),
        ("format spec", "print('{:{:{:{}}}}'.format(1, 2, 3, 4))"),
        ("nested format", "t = []\nfor i in range(50000): t = [t]\n'%s' % t"),
        ("setrecursionlimit", "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return f(n + 1)\nf(0)"),
        (
            "setrecursionlimit repr",
            "import sys\nsys.setrecursionlimit(10**6)\nclass A:\n    def __repr__(self): return repr(self)\nrepr(A())"
        ),
        ("cyclic module", "a = nn.Sequential()\na.add_module('a', a)\nprint(a)"),
        ("cyclic parameters", "a = nn.Sequential()\na.add_module('a', a)\nlist(a.parameters())"),
        ("cyclic state", "a = nn.Sequential()\na.add_module('a', a)\na.state_dict()"),
        ("cyclic train", "a = nn.Sequential()\na.add_module('a', a)\na.train()"),
        ("cyclic to", "a = nn.Sequential()\na.add_module('a', a)\na.to('cpu')"),
        ("cyclic apply", "a = nn.Sequential()\na.add_module('a', a)\na.apply(lambda m: None)"),
        ("cyclic zero_grad", "a = nn.Sequential()\na.add_module('a', a)\na.zero_grad()"),
        ("cyclic call", "a = nn.Sequential()\na.add_module('a', a)\na(torch.zeros(1))"),
        ("cyclic dict json", "import json\nd = {}\nd['d'] = d\njson.dumps(d)"),
        ("cyclic save", "d = {}\nd['d'] = d\ntorch.save(d, '/tmp/unetrepl-cyclic.pth')"),
        ("cyclic context", "e = ValueError()\ne.__cause__ = e\nraise e"),
        ("cyclic bases", "class A: pass\ntry: A.__bases__ = (A,)\nexcept Exception: pass\nA.x"),
    ]

    func testEveryWayEndsInAnErrorAndTheSessionGoesOn() {
        for (name, text) in Self.ways {
            let interpreter = Interpreter()
            let module = ModuleObject("__main__")
            let prelude = "import torch\nimport numpy as np\nfrom torch import nn\n"
            FileHandle.standardError.write(Data("recursion: \(name)\n".utf8))
            let trial = Trial.run(prelude + text, in: module, with: interpreter)
            XCTAssertNotEqual(trial.kind, "MemoryError", "\(name): \(trial.error ?? "")")
            let after = Trial.run("print(1 + 1, [[]])", in: module, with: interpreter)
            XCTAssertEqual(after.output, "2 [[]]\n", "\(name): \(after.error ?? "")")
        }
    }

    func testTheFirstWayIsARecursionError() {
        for (name, text) in Self.ways.prefix(4) {
            XCTAssertEqual(Trial.run("from torch import nn\nimport torch\n" + text).kind, "RecursionError", name)
        }
    }
}
