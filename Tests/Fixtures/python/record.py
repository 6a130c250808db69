"""Records what CPython answers to every line of the *.py files here, beside them as *.expected.

A case is one line; the sign ⏎ in it stands for a line break; lines that start with # are comments.
Run: python3 Tests/Fixtures/python/record.py [NAME…]   (CPython 3.11)
"""
import ast, contextlib, io, pathlib, sys

cases = pathlib.Path(__file__).resolve().parent


def attempt(function):
    """The repr of what a function returns, or its error: one line can hold a table of operations."""
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def answer(source):
    out = io.StringIO()
    scope = {"attempt": attempt}
    try:
        with contextlib.redirect_stdout(out):
            tree = ast.parse(source)
            last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            if last is not None:
                tree.body.pop()
            exec(compile(tree, "<case>", "exec"), scope)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "<case>", "eval"), scope)
                if value is not None:
                    print(repr(value))
    except BaseException as error:
        text = str(error)
        out.write(f"{type(error).__name__}: {text}" if text else type(error).__name__)
    return out.getvalue().rstrip("\n").replace("\n", "⏎")


for path in sorted(cases.glob("*.py")):
    if path.name == "record.py":
        continue
    if len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
        continue
    lines = path.read_text(encoding="utf-8").splitlines()
    path.with_suffix(".expected").write_text(
        "\n".join("" if not l.strip() or l.startswith("#") else answer(l.replace("⏎", "\n")) for l in lines) + "\n",
        encoding="utf-8",
    )
