// Bar T5: a million nodes of every kind that can hold another are made, dropped, and freed without native recursion.
import XCTest

@testable import Script

final class GraphTests: XCTestCase {
    /// `N` is the number of nodes.
    private static let kinds: [(name: String, text: String)] = [
        ("list", "x = []\nfor i in range(N): x = [x]"),
        ("tuple", "x = ()\nfor i in range(N): x = (x,)"),
        ("dict", "x = {}\nfor i in range(N): x = {0: x}"),
        ("set of frozen sets", "x = ()\nfor i in range(min(N, 200)): x = frozenset([x])"),
        (
            "instance",
            "class A:\n    pass\nx = None\nfor i in range(N):\n    a = A()\n    a.next = x\n    x = a\na = None"
        ),
        (
            "slots",
            "class A:\n    __slots__ = ('next',)\nx = None\nfor i in range(N):\n    a = A()\n    a.next = x\n    x = a\na = None"
        ),
        ("closure", "def wrap(f):\n    def g(): return f\n    return g\nx = None\nfor i in range(N): x = wrap(x)"),
        ("default", "x = None\nfor i in range(N):\n    def x(f=x): return f"),
        ("lambda", "x = None\nfor i in range(N): x = (lambda f: lambda: f)(x)"),
        (
            "bound method",
            "class A:\n    def m(self): pass\nx = None\nfor i in range(N):\n    a = A()\n    a.f = x\n    x = a.m\na = None"
        ),
        ("partial", "import functools\nx = int\nfor i in range(N): x = functools.partial(x)"),
        ("partial argument", "import functools\nx = 1\nfor i in range(N): x = functools.partial(int, x)"),
        ("generator", "def g(x):\n    yield x\nx = None\nfor i in range(N):\n    x = g(x)"),
        (
            "running generator",
            "def g(x):\n    yield 1\n    yield x\nx = None\nfor i in range(min(N, 100000)):\n    x = g(x)\n    next(x)"
        ),
        ("iterator", "x = []\nfor i in range(N): x = iter([x])"),
        ("map", "x = []\nfor i in range(N): x = map(str, x)"),
        ("zip", "x = []\nfor i in range(N): x = zip(x)"),
        ("enumerate", "x = []\nfor i in range(N): x = enumerate(x)"),
        ("chain", "import itertools\nx = []\nfor i in range(N): x = itertools.chain(x)"),
        (
            "exception cause",
            "x = None\nfor i in range(N):\n    e = ValueError()\n    e.__cause__ = x\n    x = e\ne = None"
        ),
        ("exception argument", "x = None\nfor i in range(N): x = ValueError(x)"),
        ("slice", "x = None\nfor i in range(N): x = slice(x)"),
        ("property", "x = None\nfor i in range(N): x = property(x)"),
        ("deque", "import collections\nx = None\nfor i in range(N): x = collections.deque([x])"),
        (
            "defaultdict",
            "import collections\nx = None\nfor i in range(N):\n    d = collections.defaultdict(list)\n    d[0] = x\n    x = d\nd = None"
        ),
        ("derived list", "class L(list): pass\nx = None\nfor i in range(N): x = L([x])"),
        ("derived dict", "class D(dict): pass\nx = None\nfor i in range(N): x = D(a=x)"),
        (
            "named tuple",
            "import collections\nP = collections.namedtuple('P', 'a')\nx = None\nfor i in range(N): x = P(x)"
        ),
        (
            "class attribute",
            "x = None\nfor i in range(min(N, 500)):\n    class A:\n        f = x\n    x = A\nA = None"
        ),
        ("subclass", "class A: pass\nfor i in range(min(N, 300)):\n    class A(A): pass\nA = None"),
        ("range of big", "x = [range(10**20 + i) for i in range(min(N, 10000))]"),
        ("map of lambdas", "x = []\nfor i in range(N): x = filter(lambda v, x=x: x, x)"),
        ("autograd sum", "import torch\nx = torch.ones(1, requires_grad=True)\nfor i in range(N // 4): x = x + 1"),
        (
            "autograd product",
            "import torch\nw = torch.ones(1, requires_grad=True)\nx = w\nfor i in range(N // 4): x = x * w"
        ),
        (
            "autograd views",
            "import torch\nx = torch.ones(2, requires_grad=True).clone()\nfor i in range(N // 4): x = x[:]"
        ),
        (
            "autograd in place",
            "import torch\nx = torch.ones(1, requires_grad=True).clone()\nfor i in range(N // 4): x += 1"
        ),
        ("views of views", "import torch\nx = torch.ones(2)\nfor i in range(N // 4): x = x.view(2)"),
        (
            "gradient of gradient",
            "import torch\nx = torch.ones(1, requires_grad=True)\nfor i in range(min(N, 300)): x = torch.autograd.grad(x * x, x, create_graph=True)[0]"
        ),
        ("modules", "from torch import nn\nx = nn.Identity()\nfor i in range(min(N, 50000)): x = nn.Sequential(x)"),
        (
            "parameters in lists",
            "import torch\nx = None\nfor i in range(N // 4):\n    t = torch.ones(1)\n    t.next = x\n    x = t\nt = None"
        ),
        ("arrays", "import numpy as np\nx = np.ones(2)\nfor i in range(N // 4): x = x[:]"),
        ("print of a deep list", "x = []\nfor i in range(N): x = [x]\ntry: print(x)\nexcept RecursionError: pass"),
    ]

    func testEveryKindIsMadeAndFreed() {
        let n = isLongRun ? 1_000_000 : 20_000
        for (name, text) in Self.kinds {
            FileHandle.standardError.write(Data("graph: \(name)\n".utf8))
            let trial = Trial.run("N = \(n)\n" + text + "\nx = None\nprint('freed')")
            XCTAssertEqual(trial.output.suffix(6), "freed\n", "\(name): \(trial.error ?? "")")
            if trial.seconds > 10 { print("graph \(name): \(trial.seconds) s") }
        }
    }

    /// The graph of a long chain also goes backward.
    func testBackwardThroughALongChain() {
        let n = isLongRun ? 250_000 : 25_000
        let trial = Trial.run(
            "import torch\nw = torch.ones(1, requires_grad=True)\nx = w\nfor i in range(\(n)): x = x + w\nx.backward()\nprint(w.grad.item())"
        )
        XCTAssertEqual(trial.output, "\(Double(n + 1))\n", trial.error ?? "")
    }
}
