import operator as o
import numpy as np, torch
OPS = {}
D = ["float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"]
OPS = {"add": o.add, "sub": o.sub, "mul": o.mul, "truediv": o.truediv, "floordiv": o.floordiv, "mod": o.mod, "pow": o.pow, "eq": o.eq, "lt": o.lt, "and": o.and_, "matmul": o.matmul,
       "maximum": None, "where": None, "cat": None, "stack": None}
PY = {"bool": True, "int": 2, "float": 2.5}
def tname(x):
    if isinstance(x, torch.Tensor): return str(x.dtype)[6:]
    if isinstance(x, (np.ndarray, np.generic)): return str(x.dtype)
    return type(x).__name__


def attempt(f):
    try: return tname(f())
    except Exception as e: return f"error: {type(e).__name__}: {str(e).splitlines()[0]}"


def top(op, a, b):
    if op == "maximum": return torch.maximum(a, b)
    if op == "where": return torch.where(torch.tensor([True, False]), a, b)
    if op == "cat": return torch.cat([torch.atleast_1d(a), torch.atleast_1d(b)])
    if op == "stack": return torch.stack([a, b])
    return OPS[op](a, b)


def nop(op, a, b):
    if op == "maximum": return np.maximum(a, b)
    if op == "where": return np.where(np.array([True, False]), a, b)
    if op == "cat": return np.concatenate([np.atleast_1d(a), np.atleast_1d(b)])
    if op == "stack": return np.stack([np.asarray(a), np.asarray(b)])
    return OPS[op](a, b)


t1 = {d: torch.tensor([1, 1], dtype=getattr(torch, d)) for d in D}
t0 = {d: torch.tensor(1, dtype=getattr(torch, d)) for d in D}
n1 = {d: np.array([1, 1], dtype=d) for d in D}
ns = {d: np.dtype(d).type(1) for d in D}
R = {"dtypes": D, "torch": {}, "numpy": {}}
T, N = R["torch"], R["numpy"]
T["tt"] = {op: {a: {b: attempt(lambda: top(op, t1[a], t1[b])) for b in D} for a in D} for op in OPS}
T["zt"] = {op: {a: {b: attempt(lambda: top(op, t0[a], t1[b])) for b in D} for a in D} for op in ("add", "truediv", "mul", "pow", "where", "floordiv")}
T["st"] = {op: {k: {b: attempt(lambda: top(op, PY[k], t1[b])) for b in D} for k in PY} for op in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "where")}
T["ts"] = {op: {k: {b: attempt(lambda: top(op, t1[b], PY[k])) for b in D} for k in PY} for op in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "where")}


def inpl(op, a, b):
    x = t1[a].clone()
    {"add": o.iadd, "mul": o.imul, "truediv": o.itruediv, "pow": o.ipow}[op](x, b)
    return x


T["inplace"] = {op: {a: {b: attempt(lambda: inpl(op, a, t1[b])) for b in D} for a in D} for op in ("add", "mul", "truediv")}
T["inplace_scalar"] = {op: {a: {k: attempt(lambda: inpl(op, a, PY[k])) for k in PY} for a in D} for op in ("add", "mul", "truediv", "pow")}
RED = ["sum", "mean", "prod", "max", "min", "argmax", "argmin", "std", "var", "cumsum", "all", "any", "abs", "neg", "exp", "sqrt", "sigmoid", "relu", "round", "floor", "softmax0", "norm", "median", "sort", "unique", "square", "sign", "logical_not", "bitwise_not", "clamp01", "nonzero", "isnan", "log", "bincount", "cumprod", "tril", "interp"]


def tred(f, x):
    if f == "softmax0": return torch.softmax(x, 0)
    if f == "sort": return x.sort().values
    if f == "unique": return torch.unique(x)
    if f == "clamp01": return x.clamp(0, 1)
    if f in ("cumsum", "cumprod"): return getattr(torch, f)(x, 0)
    if f == "tril": return torch.tril(x.reshape(2, 1))
    if f == "bincount": return torch.bincount(x)
    if f == "interp": return torch.nn.functional.interpolate(x.reshape(1, 1, 2, 1), scale_factor=2)
    return getattr(torch, f)(x)


T["reduce"] = {f: {a: attempt(lambda: tred(f, t1[a])) for a in D} for f in RED}
T["from_python"] = {k: attempt(lambda: torch.tensor(v)) for k, v in (("True", True), ("1", 1), ("1.5", 1.5), ("[1,2.5]", [1, 2.5]), ("[True,2]", [True, 2]), ("[True,False]", [True, False]))}
T["from_python"]["[]"] = attempt(lambda: torch.tensor([]))
T["factories"] = {k: attempt(f) for k, f in {"zeros(2)": lambda: torch.zeros(2), "arange(3)": lambda: torch.arange(3), "arange(3.)": lambda: torch.arange(3.), "arange(0,1,0.5)": lambda: torch.arange(0, 1, .5), "full((2,),1)": lambda: torch.full((2,), 1), "full((2,),1.)": lambda: torch.full((2,), 1.), "full((2,),True)": lambda: torch.full((2,), True), "linspace(0,1,3)": lambda: torch.linspace(0, 1, 3), "eye(2)": lambda: torch.eye(2), "randint(0,2,(2,))": lambda: torch.randint(0, 2, (2,)), "randperm(2)": lambda: torch.randperm(2), "ones_like(int64)": lambda: torch.ones_like(t1["int64"]), "zeros(2,dtype=bool)": lambda: torch.zeros(2, dtype=torch.bool), "from_numpy(float64)": lambda: torch.from_numpy(n1["float64"]), "tensor(np.float64)": lambda: torch.tensor(np.float64(1)), "tensor([np.float32(1)])": lambda: torch.tensor([np.float32(1)]), "as_tensor(uint8 array)": lambda: torch.as_tensor(n1["uint8"]), "Tensor([1,2])": lambda: torch.Tensor([1, 2]), "FloatTensor([1])": lambda: torch.FloatTensor([1]), "LongTensor([1])": lambda: torch.LongTensor([1])}.items()}

N["aa"] = {op: {a: {b: attempt(lambda: nop(op, n1[a], n1[b])) for b in D} for a in D} for op in OPS}
N["sa"] = {op: {a: {b: attempt(lambda: nop(op, ns[a], n1[b])) for b in D} for a in D} for op in ("add", "truediv", "mul", "pow", "where", "floordiv")}
N["ss"] = {op: {a: {b: attempt(lambda: nop(op, ns[a], ns[b])) for b in D} for a in D} for op in ("add", "truediv", "mul", "floordiv")}
N["pa"] = {op: {k: {b: attempt(lambda: nop(op, PY[k], n1[b])) for b in D} for k in PY} for op in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "where")}
N["ap"] = {op: {k: {b: attempt(lambda: nop(op, n1[b], PY[k])) for b in D} for k in PY} for op in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "where")}


def ninpl(op, a, b):
    x = n1[a].copy()
    {"add": o.iadd, "mul": o.imul, "truediv": o.itruediv}[op](x, b)
    return x


N["inplace"] = {op: {a: {b: attempt(lambda: ninpl(op, a, n1[b])) for b in D} for a in D} for op in ("add", "mul", "truediv")}
N["inplace_scalar"] = {op: {a: {k: attempt(lambda: ninpl(op, a, PY[k])) for k in PY} for a in D} for op in ("add", "mul", "truediv")}


def nred(f, x):
    if f in ("softmax0", "sigmoid", "relu", "bitwise_not", "logical_not", "clamp01", "interp", "norm", "neg"):
        return {"bitwise_not": lambda: ~x, "logical_not": lambda: np.logical_not(x), "clamp01": lambda: np.clip(x, 0, 1), "norm": lambda: np.linalg.norm(x), "neg": lambda: -x}[f]() if f in ("bitwise_not", "logical_not", "clamp01", "norm", "neg") else np.zeros(0)
    if f == "nonzero": return np.nonzero(x)[0]
    if f == "tril": return np.tril(x.reshape(2, 1))
    return getattr(np, f)(x)


N["reduce"] = {f: {a: attempt(lambda: nred(f, n1[a])) for a in D} for f in RED if f not in ("softmax0", "sigmoid", "relu", "interp")}
N["from_python"] = {k: attempt(lambda: np.array(v)) for k, v in (("True", True), ("1", 1), ("1.5", 1.5), ("[1,2.5]", [1, 2.5]), ("[True,2]", [True, 2]), ("[]", []))}
N["factories"] = {k: attempt(f) for k, f in {"zeros(2)": lambda: np.zeros(2), "arange(3)": lambda: np.arange(3), "arange(3.)": lambda: np.arange(3.), "full(2,1)": lambda: np.full(2, 1), "full(2,1.)": lambda: np.full(2, 1.), "linspace(0,1,3)": lambda: np.linspace(0, 1, 3), "eye(2)": lambda: np.eye(2), "random.rand(2)": lambda: np.random.rand(2), "random.randint(0,2,2)": lambda: np.random.randint(0, 2, 2), "zeros_like(uint8)": lambda: np.zeros_like(n1["uint8"])}.items()}
def walk(path, v):
    if isinstance(v, dict):
        for k in v: walk(path + "|" + k, v[k])
    else:
        print(path + "\t" + v)
walk("torch", R["torch"])
walk("numpy", R["numpy"])
