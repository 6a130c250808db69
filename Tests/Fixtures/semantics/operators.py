# Every operator on boundary values of every dtype, in torch and in NumPy: array with array, and array with Python number. One line per
# operator and operands, so that a difference names them; `operators.expected` holds what PyTorch and NumPy print.
import operator as o
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
np.seterr(all="ignore")

inf, nan = float("inf"), float("nan")
INTEGERS = {"uint8": (0, 255), "int8": (-128, 127), "int16": (-2**15, 2**15 - 1), "int32": (-2**31, 2**31 - 1), "int64": (-2**63, 2**63 - 1)}
TINY = {"float16": 6e-08, "float32": 1e-45, "float64": 5e-324}
HUGE = {"float16": 65504.0, "float32": 3.4028234663852886e38, "float64": 1.7976931348623157e308}
OPERATORS = {
    "+": o.add, "-": o.sub, "*": o.mul, "/": o.truediv, "//": o.floordiv, "%": o.mod, "**": o.pow, "&": o.and_, "|": o.or_, "^": o.xor,
    "<<": o.lshift, ">>": o.rshift, "<": o.lt, "<=": o.le, "==": o.eq, "!=": o.ne, ">=": o.ge, ">": o.gt,
}
SCALARS = [0, 1, -1, 300, 2**31, -2**63, 2**63, 2**64, True, -0.0, 0.5, -2.5, 1e300, inf, nan]


def values(dtype):
    if dtype == "bool":
        return [False, True]
    if dtype in TINY:
        return [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 7.0, TINY[dtype], HUGE[dtype], -HUGE[dtype], inf, -inf, nan]
    low, high = INTEGERS[dtype]
    return sorted({low, low + 1, 0, 1, 2, 7, high - 1, high} | ({-1, -2, -7} if low else set()))


def shown(result):
    kind = str(result.dtype).replace("torch.", "")
    return kind + " " + " ".join(str(int(v)) if kind == "bool" else repr(v) for v in result.tolist())


def line(name, work):
    try:
        print(name, shown(work()), sep=": ")
    except Exception as error:
        print(name, "%s: %s" % (type(error).__name__, str(error).split("\n")[0]), sep=": ")


def undefined(sign, dtype, a, b):
    """What C leaves undefined, so that PyTorch and NumPy answer as the processor does."""
    if dtype in TINY or dtype == "bool":
        return False
    if sign in ("<<", ">>"):
        return not 0 <= b < 8 * np.dtype(dtype).itemsize
    return sign in ("//", "%") and a == INTEGERS[dtype][0] and b == -1


def lines(library, make):
    for dtype in list(INTEGERS) + list(TINY) + ["bool"]:
        for sign, function in OPERATORS.items():
            pairs = [(a, b) for a in values(dtype) for b in values(dtype) if not undefined(sign, dtype, a, b)]
            if sign == "**" and dtype in INTEGERS:
                pairs = [(a, b) for a, b in pairs if 0 <= b <= 7]
            left, right = make([a for a, _ in pairs], dtype), make([b for _, b in pairs], dtype)
            line(f"{library} {dtype} {sign} {dtype}", lambda: function(left, right))
            if library == "torch" and dtype in INTEGERS and sign in ("//", "%"):
                pairs = [(a, b) for a, b in pairs if b != 0]
                left, right = make([a for a, _ in pairs], dtype), make([b for _, b in pairs], dtype)
                line(f"{library} {dtype} {sign} {dtype} but 0", lambda: function(left, right))
            array = make(values(dtype), dtype)
            for scalar in SCALARS:
                if dtype in INTEGERS and (undefined(sign, dtype, INTEGERS[dtype][0], scalar) or sign == "**" and not -1 <= scalar <= 7):
                    continue
                if library == "torch" and scalar == 2**63:
                    continue  # PyTorch has an unsigned 64-bit type for it.
                line(f"{library} {dtype} {sign} {scalar!r}", lambda: function(array, scalar))
                if sign not in ("**", "<<", ">>", "//", "%"):
                    line(f"{library} {scalar!r} {sign} {dtype}", lambda: function(scalar, array))
        array = make(values(dtype), dtype)
        for sign, function in {"-": o.neg, "+": o.pos, "~": o.invert, "abs": abs}.items():
            line(f"{library} {sign} {dtype}", lambda: function(array))


lines("numpy", lambda items, dtype: np.array(items, dtype=dtype))
lines("torch", lambda items, dtype: torch.tensor(items, dtype=getattr(torch, dtype)))
