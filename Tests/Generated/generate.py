"""Random programs in the subset of Python that unetrepl shares, and their comparison with CPython.

    python3 Tests/Generated/generate.py compare BINARY [--programs 1000] [--seed 0] [--also PYTHON …]
        runs them under both; exit 1 on a difference that nothing explains (see `explanation`: messages and scopes change between CPython
        3.11 and 3.13, limits are documented, and some programs have another answer in every run).
    python3 Tests/Generated/generate.py print SEED                                    one program

A batch is one file that both run: every program is a function, followed by a line with its number; an exception prints its class and
text. So thousands of programs share one process, and a difference is named by its seed.

Expressions are grown by type, so that most programs run deep before anything is wrong; one in 25 takes a value of another type,
so that the errors are compared too. What differs between Python versions or runs (identities, hash order of sets, addresses) is
never printed. `match` is left out: unetrepl has no such statement.
"""
import argparse
import collections
import itertools
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

INTS = ["0", "1", "2", "3", "-1", "7", "10", "255", "256", "-128", "(2**31)", "(2**63)", "(-2**63)", "(2**63-1)", "(10**20)", "True"]
FLOATS = ["0.0", "-0.0", "1.0", "0.5", "-2.25", "3.14159", "1e16", "1e-7", "1e308", "float('inf')", "float('-inf')", "float('nan')"]
STRINGS = ["''", "'a'", "'abc'", "'Hello World'", "'  x '", "'a,b,,c'", "'12'", "'-3.5'", "'\\n\\t'", "'ß한é'", "'%d'", "'{}'", "\"it's\"", "'😀z'"]
BYTES = ["b''", "b'abc'", "b'\\x00\\xff'", "bytes(3)", "bytes([1, 2])"]
TYPES = ["int", "float", "str", "list", "dict", "tuple", "bool", "set", "none", "bytes"]


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.scopes = [{}]  # name -> type, innermost last
        self.functions = {}  # name -> (parameter types, result type)
        self.classes = []
        self.lines = []
        self.depth = 0
        self.names = 0
        self.in_loop = 0
        self.in_function = 0
        self.in_generator = 0
        self.budget = self.random.randint(4, 22)

    # Choices

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, p):
        return self.random.random() < p

    def fresh(self, prefix="v"):
        self.names += 1
        return f"{prefix}{self.names}"

    def known(self, kind):
        return [n for scope in self.scopes for n, t in scope.items() if t == kind]

    # Expressions

    def expr(self, kind, level=3):
        if self.chance(1 / 25) and level > 0:
            kind = self.pick(TYPES)
        names = self.known(kind)
        if names and self.chance(0.4):
            return self.pick(names)
        if level <= 0:
            return self.pick(names) if names and self.chance(0.7) else self.literal(kind)
        if self.chance(0.08):
            condition = self.expr("bool", level - 1)
            return f"({self.expr(kind, level - 1)} if {condition} else {self.expr(kind, level - 1)})"
        if self.chance(0.05):
            return f"(lambda q: {self.expr(kind, level - 1)})({self.expr('int', level - 1)})"
        if self.chance(0.04) and not self.in_comprehension():
            name = self.fresh("w")
            text = f"({name} := {self.expr(kind, level - 1)})"
            return text
        if self.chance(0.06):
            calls = [f for f, (_, result) in self.functions.items() if result == kind]
            if calls:
                return self.call(self.pick(calls), level)
        return getattr(self, "expr_" + kind)(level)

    def in_comprehension(self):
        return getattr(self, "comprehensions", 0) > 0

    def literal(self, kind):
        if kind == "int":
            return self.pick(INTS) if self.chance(0.5) else str(self.random.randint(-20, 20))
        if kind == "float":
            return self.pick(FLOATS) if self.chance(0.5) else repr(round(self.random.uniform(-10, 10), 3))
        if kind == "str":
            return self.pick(STRINGS)
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "none":
            return "None"
        if kind == "bytes":
            return self.pick(BYTES)
        if kind == "list":
            return self.pick(["[]", "[1, 2, 3]", "[3, 1, 2]", "['b', 'a']", "[[1], [2, 3]]", "[1.5, 2]", "list(range(5))"])
        if kind == "tuple":
            return self.pick(["()", "(1,)", "(1, 'a')", "(1, 2, 3)", "((1, 2), 3)"])
        if kind == "dict":
            return self.pick(["{}", "{'a': 1, 'b': 2}", "{1: 'x', 2: 'y'}", "{(1, 2): 3}", "dict(k=1)", "{True: 1, 'z': None}"])
        if kind == "set":
            return self.pick(["set()", "{1, 2, 3}", "{2, 3, 4}", "set(range(4))", "frozenset([1, 5])"])
        raise AssertionError(kind)

    def expr_int(self, level):
        a = lambda k="int": self.expr(k, level - 1)
        return self.pick([
            lambda: f"({a()} {self.pick(['+', '-', '*', '+', '-', '&', '|', '^'])} {a()})",
            lambda: f"({a()} {self.pick(['//', '%'])} {a()})",
            lambda: f"({a()} {self.pick(['<<', '>>'])} {self.random.randint(-1, 70)})",
            lambda: f"({a()} ** {self.random.randint(0, 5)})",
            lambda: f"{self.pick(['-', '~', '+'])}{a()}",
            lambda: f"len({a(self.pick(['str', 'list', 'dict', 'tuple', 'set']))})",
            lambda: f"abs({a()})",
            lambda: f"int({a(self.pick(['float', 'str', 'bool', 'int']))})",
            lambda: f"{self.pick(['min', 'max'])}({a()}, {a()})",
            lambda: f"sum({self.comprehension('list', 'int', level)})",
            lambda: f"{a('str')}.{self.pick(['count', 'find', 'index', 'rfind'])}({a('str')})",
            lambda: f"{a('list')}.{self.pick(['count', 'index'])}({a()})",
            lambda: f"ord({a('str')})",
            lambda: f"{a('list')}[{self.index()}]",
            lambda: f"{a('tuple')}[{self.index()}]",
            lambda: f"round({a('float')})",
            lambda: f"divmod({a()}, {a()})[{self.random.randint(0, 1)}]",
            lambda: f"pow({a()}, {self.random.randint(0, 9)}, {a()})",
            lambda: f"({a()}).bit_length()",
            lambda: f"int({self.pick(STRINGS)}, {self.random.randint(0, 37)})",
            lambda: f"functools.reduce(lambda p, q: p + q, {a('list')}, {a()})",
        ])()

    def expr_float(self, level):
        a = lambda k="float": self.expr(k, level - 1)
        return self.pick([
            lambda: f"({a()} {self.pick(['+', '-', '*', '/'])} {a()})",
            lambda: f"({a('int')} / {a('int')})",
            lambda: f"({a()} {self.pick(['//', '%'])} {a()})",
            lambda: f"({a()} ** {self.random.randint(-3, 3)})",
            lambda: f"-{a()}",
            lambda: f"float({a(self.pick(['int', 'str', 'float']))})",
            lambda: f"round({a()}, {self.random.randint(-2, 5)})",
            lambda: f"abs({a()})",
            lambda: f"math.{self.pick(['sqrt', 'floor', 'ceil', 'fabs', 'trunc'])}({a()})",
            lambda: f"sum([{a()}, {a()}])",
            lambda: f"math.fsum([{a()}, {a()}])",
            lambda: f"({a('int')} * {a()})",
            lambda: f"divmod({a()}, {a()})[{self.random.randint(0, 1)}]",
        ])()

    def expr_str(self, level):
        a = lambda k="str": self.expr(k, level - 1)
        any_kind = lambda: self.pick(["int", "float", "str", "list", "tuple", "dict", "bool", "none", "bytes"])
        return self.pick([
            lambda: f"({a()} + {a()})",
            lambda: f"({a()} * {self.random.randint(-1, 3)})",
            lambda: f"{self.pick(['str', 'repr', 'ascii'])}({a(any_kind())})",
            lambda: f"{a()}.{self.pick(['upper', 'lower', 'strip', 'title', 'swapcase', 'capitalize', 'lstrip', 'casefold'])}()",
            lambda: f"{a()}.replace({a()}, {a()})",
            lambda: f"{a()}.join({self.comprehension('list', 'str', level)})",
            lambda: f"{a()}[{self.slice()}]",
            lambda: f"{a()}[{self.index()}]",
            lambda: self.fstring(level),
            lambda: f"{a()}.{self.pick(['ljust', 'rjust', 'center'])}({self.random.randint(0, 8)}, '*')",
            lambda: f"{a()}.zfill({self.random.randint(0, 8)})",
            lambda: f"('%{self.pick(['d', 's', 'r', '5d', '-5d|', '05d', 'x', 'o', '+d', '.2f', '10.3e', 'g', 'c', '%'])}' % {a(self.pick(['int', 'float', 'str']))})",
            lambda: f"'{{0}}-{{1!r}}'.format({a(any_kind())}, {a(any_kind())})",
            lambda: f"'{{:{self.spec()}}}'.format({a(self.pick(['int', 'float', 'str']))})",
            lambda: f"format({a(self.pick(['int', 'float', 'str']))}, '{self.spec()}')",
            lambda: f"{self.pick(['hex', 'bin', 'oct', 'chr'])}({a('int')})",
            lambda: f"type({a(any_kind())}).__name__",
            lambda: f"{a()}.removeprefix({a()})",
            lambda: f"{a('bytes')}.decode('latin-1')",
            lambda: f"{a()}.expandtabs({self.random.randint(0, 4)})",
            lambda: f"{a()}.translate(str.maketrans('ab', 'xy'))",
        ])()

    def expr_bool(self, level):
        a = lambda k: self.expr(k, level - 1)
        kind = self.pick(["int", "float", "str", "list", "tuple", "bytes"])
        return self.pick([
            lambda: f"({a(kind)} {self.pick(['<', '>', '<=', '>=', '==', '!='])} {a(kind)})",
            lambda: f"({a('int')} {self.pick(['<', '<='])} {a('float')} {self.pick(['<', '==', '!='])} {a('int')})",
            lambda: f"(not {a('bool')})",
            lambda: f"({a('bool')} {self.pick(['and', 'or'])} {a('bool')})",
            lambda: f"({a('int')} {self.pick(['in', 'not in'])} {a(self.pick(['list', 'tuple', 'set', 'dict']))})",
            lambda: f"({a('str')} in {a('str')})",
            lambda: f"isinstance({a(self.pick(TYPES))}, {self.pick(['int', 'str', '(int, float)', 'list', 'bool', 'object'])})",
            lambda: f"{self.pick(['any', 'all'])}({self.comprehension('list', 'bool', level)})",
            lambda: f"bool({a(self.pick(TYPES))})",
            lambda: f"{a('str')}.{self.pick(['isdigit', 'isalpha', 'isspace', 'isupper', 'islower', 'isalnum', 'isidentifier', 'istitle'])}()",
            lambda: f"{a('str')}.{self.pick(['startswith', 'endswith'])}({a('str')})",
            lambda: f"({a('set')} {self.pick(['<', '<=', '==', '>='])} {a('set')})",
            lambda: f"({a(self.pick(TYPES))} is None)",
            lambda: f"({a(self.pick(TYPES))} == {a(self.pick(TYPES))})",
            lambda: f"{a('set')}.{self.pick(['isdisjoint', 'issubset'])}({a('list')})",
            lambda: f"float({a('float')}).is_integer()",
            lambda: f"callable({a(self.pick(TYPES))})",
        ])()

    def expr_list(self, level):
        a = lambda k="list": self.expr(k, level - 1)
        return self.pick([
            lambda: f"({a()} + {a()})",
            lambda: f"({a()} * {self.random.randint(-1, 3)})",
            lambda: "[" + ", ".join(a(self.pick(["int", "str", "float", "tuple"])) for _ in range(self.random.randint(0, 4))) + "]",
            lambda: self.comprehension("list", self.pick(["int", "str", "tuple", "float"]), level),
            lambda: f"{a()}[{self.slice()}]",
            lambda: f"sorted({a()}{self.pick(['', ', reverse=True', ', key=str', ', key=lambda k: (len(str(k)), str(k))'])})",
            lambda: f"list({a(self.pick(['tuple', 'str', 'dict', 'list', 'bytes']))})",
            lambda: f"sorted({a('set')})",
            lambda: f"list(zip({a()}, {a('tuple')}))",
            lambda: f"list(enumerate({a('str')}, {self.random.randint(-2, 2)}))",
            lambda: f"list(map(lambda m: {self.pick(['str(m)', '(m, m)', '[m]', 'm * 2', '-m'])}, {a()}))",
            lambda: f"list(filter(None, {a()}))",
            lambda: f"{a('str')}.split({self.pick(['', repr(','), a('str')])})",
            lambda: f"list(range({self.random.randint(-3, 6)}, {self.random.randint(-3, 9)}, {self.pick([1, 2, -1, 3, 0])}))",
            lambda: f"list({a('dict')}.{self.pick(['keys', 'values', 'items'])}())",
            lambda: f"[*{a()}, *{a('tuple')}]",
            lambda: f"list(reversed({a()}))",
            lambda: f"list(itertools.{self.pick(['chain', 'product', 'zip_longest'])}({a()}[:3], {a('tuple')}[:3]))",
            lambda: f"list(itertools.{self.pick(['combinations', 'permutations'])}({a()}[:4], {self.random.randint(0, 2)}))",
            lambda: f"list(itertools.accumulate({a()}))",
            lambda: f"{a('str')}.splitlines()",
            lambda: f"copy.deepcopy({a()})",
        ])()

    def expr_tuple(self, level):
        a = lambda k="tuple": self.expr(k, level - 1)
        return self.pick([
            lambda: "(" + "".join(a(self.pick(["int", "str", "float", "list"])) + ", " for _ in range(self.random.randint(0, 3))) + ")",
            lambda: f"({a()} + {a()})",
            lambda: f"tuple({a(self.pick(['list', 'str']))})",
            lambda: f"{a()}[{self.slice()}]",
            lambda: f"divmod({a('int')}, {a('int')})",
            lambda: f"{a('str')}.{self.pick(['partition', 'rpartition'])}({a('str')})",
            lambda: f"tuple({self.comprehension('generator', 'int', level)})",
            lambda: f"({a()} * {self.random.randint(0, 2)})",
        ])()

    def expr_dict(self, level):
        a = lambda k="dict": self.expr(k, level - 1)
        key = lambda: a(self.pick(["int", "str"]))
        return self.pick([
            lambda: "{" + ", ".join(f"{key()}: {a(self.pick(['int', 'str', 'list']))}" for _ in range(self.random.randint(0, 3))) + "}",
            lambda: self.comprehension("dict", "int", level),
            lambda: f"{{**{a()}, **{a()}}}",
            lambda: f"({a()} | {a()})",
            lambda: f"dict(zip({a('list')}, {a('list')}))",
            lambda: f"dict.fromkeys({a(self.pick(['list', 'str', 'tuple']))}, {a('int')})",
            lambda: f"dict(sorted(collections.Counter({a('str')}).items()))",
            lambda: f"dict({a()}, a={a('int')})",
        ])()

    def expr_set(self, level):
        a = lambda k="set": self.expr(k, level - 1)
        return self.pick([
            lambda: f"({a()} {self.pick(['|', '&', '-', '^'])} {a()})",
            lambda: f"set({self.comprehension('list', 'int', level)})",
            lambda: self.comprehension("set", "int", level),
            lambda: f"{a()}.{self.pick(['union', 'intersection', 'difference'])}({a('list')})",
        ])()

    def expr_none(self, level):
        return self.pick(["None", f"print({self.expr('str', level - 1)})", "[].sort()", "{}.get('q')"])

    def expr_bytes(self, level):
        a = lambda k="bytes": self.expr(k, level - 1)
        return self.pick([
            lambda: f"({a()} + {a()})",
            lambda: f"{a('str')}.encode()",
            lambda: f"{a()}[{self.slice()}]",
            lambda: f"bytes({a('list')})",
            lambda: f"({a()} * {self.random.randint(0, 3)})",
        ])()

    def index(self):
        return self.pick(["0", "-1", "1", "2", "5", self.expr("int", 0)])

    def slice(self):
        part = lambda: self.pick(["", "", "0", "1", "-1", "2", "-2", "10"])
        return self.pick([f"{part()}:{part()}", f"{part()}:{part()}:{self.pick(['1', '2', '-1', '-2'])}", "::-1", ":"])

    def spec(self):
        return self.pick(["", "d", "5", ">6", "<6|", "^7", "*^9", "+d", "05d", ",", "_", "x", "#x", "b", "08.3f", ".2f", "e", ".3g", "%", "s", ".2", "10.4f", "=+6", "c", "n"])

    def fstring(self, level):
        parts = []
        for _ in range(self.random.randint(1, 3)):
            parts.append(self.pick(["a ", "=", "{{", "}}", ""]))
            value = self.expr(self.pick(["int", "float", "str", "list", "bool"]), 0)
            if "'" in value or "\\" in value or "{" in value or '"' in value or ":=" in value or "lambda" in value:
                value = "1 + 1"
            parts.append("{" + value + self.pick(["", "!r", "!s", ":>8", ":" + self.spec(), "=", "!r:>9"]) + "}")
        return "f'" + "".join(parts) + "'"

    def comprehension(self, shape, kind, level):
        name = self.fresh("c")
        source = self.pick([
            f"range({self.random.randint(0, 5)})", self.expr("list", level - 1) if level > 1 else "[1, 2, 3]", "'abc'",
        ])
        element = "int" if source.startswith("range") else "str" if source == "'abc'" else self.pick(["int", "str"])
        self.scopes.append({name: element})
        self.comprehensions = getattr(self, "comprehensions", 0) + 1
        condition = f" if {self.expr('bool', 1)}" if self.chance(0.3) else ""
        value = self.expr(kind, min(level - 1, 1))
        inner = ""
        if self.chance(0.15):
            second = self.fresh("c")
            self.scopes[-1][second] = "int"
            inner = f" for {second} in range({self.random.randint(0, 3)})"
        text = f"{value} for {name} in {source}{inner}{condition}"
        if shape == "dict":
            text = f"{self.expr(self.pick(['int', 'str']), 0)}: " + text
        self.comprehensions -= 1
        self.scopes.pop()
        return {"list": f"[{text}]", "generator": f"({text})", "set": "{" + text + "}", "dict": "{" + text + "}"}[shape]

    def call(self, name, level):
        parameters, _ = self.functions[name]
        arguments = [self.expr(kind, level - 1) for kind in parameters]
        if arguments and self.chance(0.1):
            arguments.pop()
        if self.chance(0.05):
            arguments.append(self.expr("int", 0))
        if arguments and self.chance(0.15):
            arguments[-1] = f"p{len(arguments) - 1}={arguments[-1]}"
        if self.chance(0.07):
            return f"{name}(*{self.expr('tuple', 0)})"
        if self.chance(0.05):
            return f"{name}(**{{'p0': {self.expr('int', 0)}}})"
        return f"{name}({', '.join(arguments)})"

    # Statements

    def emit(self, text):
        self.lines.append("    " * self.depth + text)

    def block(self, count=None):
        self.depth += 1
        for _ in range(count or self.random.randint(1, 3)):
            self.statement()
        self.depth -= 1

    def statement(self):
        self.budget -= 1
        simple = self.budget < 0 or self.depth > 4
        choices = [
            (6, self.assign), (4, self.print_), (2, self.augmented), (1, self.unpack), (1, self.mutate), (1, self.delete),
            (0.5, self.assert_), (0.5, self.raise_),
        ]
        if self.in_loop:
            choices.append((1, lambda: self.emit(self.pick(["break", "continue"]))))
        if self.in_function:
            choices.append((1, lambda: self.emit(f"return {self.expr(self.pick(TYPES))}")))
        if self.in_generator:
            choices.append((3, self.yield_))
        if not simple:
            choices += [
                (3, self.if_), (2, self.for_), (1, self.while_), (2, self.try_), (2, self.function), (1, self.class_),
                (1, self.generator), (0.7, self.with_),
            ]
        total = self.random.uniform(0, sum(w for w, _ in choices))
        for weight, make in choices:
            total -= weight
            if total <= 0:
                return make()

    def assign(self):
        kind = self.pick(TYPES)
        value = self.expr(kind)
        name = self.fresh() if self.chance(0.6) or not self.scopes[-1] else self.pick(list(self.scopes[-1]))
        if self.chance(0.05):
            second = self.fresh()
            self.emit(f"{name} = {second} = {value}")
            self.scopes[-1][second] = kind
        elif self.chance(0.05):
            self.emit(f"{name}: {self.pick(['int', 'str', 'list'])} = {value}")
        else:
            self.emit(f"{name} = {value}")
        self.scopes[-1][name] = kind

    def print_(self):
        kinds = [self.pick([k for k in TYPES if k != "set"]) for _ in range(self.random.randint(1, 3))]
        values = [self.expr(kind) for kind in kinds]
        if self.chance(0.15):
            values.append(self.pick(["sep='|'", "end=';\\n'", "sep=''"]))
        self.emit(f"show({', '.join(values)})")

    def augmented(self):
        kind = self.pick(["int", "float", "str", "list", "set", "dict", "tuple"])
        names = [n for n, t in self.scopes[-1].items() if t == kind]
        if not names:
            return self.assign()
        operators = {"int": ["+=", "-=", "*=", "//=", "%=", "|=", "&=", "^=", ">>="], "float": ["+=", "-=", "*=", "/="], "str": ["+="],
                     "list": ["+="], "set": ["|=", "&=", "-="], "dict": ["|="], "tuple": ["+="]}
        self.emit(f"{self.pick(names)} {self.pick(operators[kind])} {self.expr(kind, 1)}")

    def unpack(self):
        a, b = self.fresh(), self.fresh()
        form = self.pick([f"{a}, {b}", f"{a}, *{b}", f"*{a}, {b}", f"[{a}, {b}]", f"{a}, ({b}, *_)"])
        self.emit(f"{form} = {self.expr(self.pick(['tuple', 'list', 'str']))}")
        self.scopes[-1][a] = self.pick(["int", "str"])
        self.scopes[-1][b] = "list" if f"*{b}" in form else "int"

    def mutate(self):
        lists, dicts, sets = self.known("list"), self.known("dict"), self.known("set")
        options = []
        if lists:
            n = self.pick(lists)
            options += [
                f"{n}.append({self.expr('int', 1)})", f"{n}.extend({self.expr('list', 1)})", f"{n}.insert({self.index()}, {self.expr('str', 0)})",
                f"{n}[{self.index()}] = {self.expr('int', 1)}", f"{n}[{self.slice()}] = {self.expr('list', 1)}", f"{n}.sort()", f"{n}.reverse()",
                f"show({n}.pop({self.pick(['', '0', '-2'])}))", f"{n}.remove({self.expr('int', 0)})", f"{n}.clear()",
            ]
        if dicts:
            n = self.pick(dicts)
            options += [
                f"{n}[{self.expr(self.pick(['int', 'str', 'tuple', 'list']), 0)}] = {self.expr('int', 1)}", f"show({n}.get({self.expr('str', 0)}, {self.expr('int', 0)}))",
                f"{n}.update({self.expr('dict', 1)})", f"show({n}.pop({self.expr('str', 0)}))", f"show({n}.setdefault({self.expr('str', 0)}, []))",
                f"show({n}[{self.expr(self.pick(['int', 'str']), 0)}])", f"show({n}.popitem())", f"show(len({n}), list({n}))",
            ]
        if sets:
            n = self.pick(sets)
            options += [f"{n}.add({self.expr('int', 1)})", f"{n}.discard({self.expr('int', 0)})", f"{n}.remove({self.expr('int', 0)})"]
        if not options:
            return self.assign()
        self.emit(self.pick(options))

    def delete(self):
        names = list(self.scopes[-1])
        if not names or not self.chance(0.5):
            return self.print_()
        name = self.pick(names)
        kind = self.scopes[-1][name]
        if kind in ("list", "dict") and self.chance(0.7):
            self.emit(f"del {name}[{self.index() if self.chance(0.6) or kind == 'dict' else self.slice()}]")
        else:
            self.emit(f"del {name}")

    def assert_(self):
        self.emit(f"assert {self.expr('bool')}{self.pick(['', ', ' + self.expr('str', 1)])}")

    def raise_(self):
        error = self.pick(["ValueError", "KeyError", "TypeError", "IndexError", "RuntimeError", "StopIteration", "ZeroDivisionError", "Exception"])
        text = self.pick([f"{error}({self.expr('str', 1)})", f"{error}", f"{error}({self.expr('int', 0)}, {self.expr('str', 0)})"])
        if self.chance(0.5):
            self.emit(f"if {self.expr('bool', 1)}:")
            self.depth += 1
            self.emit(f"raise {text}{self.pick(['', '', ' from None', ' from ValueError(1)'])}")
            self.depth -= 1
        else:
            self.emit(f"raise {text}")

    def if_(self):
        self.emit(f"if {self.expr('bool')}:")
        self.block()
        while self.chance(0.3):
            self.emit(f"elif {self.expr('bool')}:")
            self.block()
        if self.chance(0.5):
            self.emit("else:")
            self.block()

    def for_(self):
        name = self.fresh()
        form = self.pick(["range", "list", "str", "dict", "items", "enumerate", "zip", "generator"])
        if form == "range":
            head, kinds = f"{name} in range({self.random.randint(0, 5)})", {name: "int"}
        elif form == "list":
            head, kinds = f"{name} in {self.expr('list')}", {name: self.pick(["int", "str"])}
        elif form == "str":
            head, kinds = f"{name} in {self.expr('str')}", {name: "str"}
        elif form == "dict":
            head, kinds = f"{name} in {self.expr('dict')}", {name: "str"}
        elif form == "items":
            second = self.fresh()
            head, kinds = f"{name}, {second} in {self.expr('dict')}.items()", {name: "str", second: "int"}
        elif form == "enumerate":
            second = self.fresh()
            head, kinds = f"{name}, {second} in enumerate({self.expr('list')})", {name: "int", second: "int"}
        elif form == "zip":
            second = self.fresh()
            head, kinds = f"{name}, {second} in zip({self.expr('list')}, {self.expr('str')})", {name: "int", second: "str"}
        else:
            head, kinds = f"{name} in {self.comprehension('generator', 'int', 2)}", {name: "int"}
        self.emit(f"for {head}:")
        self.scopes[-1].update(kinds)
        self.in_loop += 1
        self.block()
        self.in_loop -= 1
        if self.chance(0.2):
            self.emit("else:")
            self.block(1)

    def while_(self):
        name = self.fresh()
        self.emit(f"{name} = {self.random.randint(0, 4)}")
        self.emit(f"while {name} > 0{self.pick(['', ' and ' + self.expr('bool', 1)])}:")
        self.depth += 1
        self.emit(f"{name} -= 1")
        self.depth -= 1
        self.in_loop += 1
        self.block()
        self.in_loop -= 1
        if self.chance(0.2):
            self.emit("else:")
            self.block(1)

    def try_(self):
        self.emit("try:")
        self.block()
        caught = self.pick(["Exception", "ValueError", "(TypeError, ValueError)", "KeyError", "LookupError", "ArithmeticError", "TypeError"])
        form = self.pick(["except", "except", "except", "finally"])
        if form == "except":
            self.emit(f"except {caught} as e:")
            self.depth += 1
            self.emit("show('caught', type(e).__name__, e)")
            if self.chance(0.2):
                self.emit(self.pick(["raise", "raise RuntimeError('again') from e", "show(e.args)", "show(repr(e))", "show(e.__cause__, e.__context__)"]))
            self.depth -= 1
            if self.chance(0.2):
                self.emit("else:")
                self.block(1)
        if form == "finally" or self.chance(0.2):
            self.emit("finally:")
            # `return`, `break` and `continue` here would be SyntaxWarnings in newer Pythons.
            loops, functions, generators = self.in_loop, self.in_function, self.in_generator
            self.in_loop = self.in_function = 0
            self.block(1)
            self.in_loop, self.in_function, self.in_generator = loops, functions, generators

    def function(self, generator=False):
        name = self.fresh("f")
        kinds = [self.pick(TYPES) for _ in range(self.random.randint(0, 3))]
        result = self.pick(TYPES)
        parameters = []
        defaults = False
        for i, kind in enumerate(kinds):
            defaults = defaults or self.chance(0.2)
            parameters.append(f"p{i}={self.expr(kind, 0)}" if defaults else f"p{i}")
        if self.chance(0.1):
            parameters.append("*rest")
        if self.chance(0.1):
            parameters.append("**options")
        if self.chance(0.15):
            self.emit(self.pick(["@twice", "@functools.lru_cache(None)", "@staticly(3)"]))
        self.emit(f"def {name}({', '.join(parameters)}):")
        saved = self.in_loop, self.in_function, self.in_generator
        outer = [n for n, t in self.scopes[-1].items() if t == "int"]
        self.scopes.append({f"p{i}": kind for i, kind in enumerate(kinds)})
        self.in_loop, self.in_function, self.in_generator = 0, 0 if generator else 1, 1 if generator else 0
        self.depth += 1
        if outer and len(self.scopes) > 2 and self.chance(0.2):
            # Every program is itself a function, so its names are nonlocal to the functions in it.
            self.emit(f"nonlocal {self.pick(outer)}")
        self.depth -= 1
        self.block()
        self.depth += 1
        if generator:
            self.emit(f"yield {self.expr(result, 1)}")
        else:
            self.emit(f"return {self.expr(result)}")
        self.depth -= 1
        self.scopes.pop()
        self.in_loop, self.in_function, self.in_generator = saved
        if generator:
            self.emit(f"show({self.pick(['list', 'tuple', 'sum', 'max'])}({name}({', '.join(self.expr(k, 1) for k in kinds)})))")
        else:
            self.functions[name] = (kinds, result)
            if self.chance(0.7):
                self.emit(f"show({self.call(name, 2)})")

    def generator(self):
        self.function(generator=True)

    def yield_(self):
        self.emit(self.pick([
            f"yield {self.expr(self.pick(['int', 'str']), 1)}", f"yield from {self.expr(self.pick(['list', 'tuple', 'str']), 1)}",
            f"{self.fresh()} = yield {self.expr('int', 1)}",
        ]))

    def class_(self):
        name = self.fresh("C")
        base = self.pick(self.classes) if self.classes and self.chance(0.4) else self.pick(["", "", "", "Exception", "dict", "list"])
        self.emit(f"class {name}{f'({base})' if base else ''}:")
        self.depth += 1
        self.emit(f"kind = {self.expr('int', 1)}")
        own = base == "" or base in self.classes
        if own:
            self.emit(f"def __init__(self, a={self.expr('int', 0)}):")
            self.emit(f"    {'super().__init__(a); ' if base and self.chance(0.7) else ''}self.a = a")
        extras = [
            ("def __repr__(self):", "return f'<{type(self).__name__}>'"),
            ("def __eq__(self, other):", "return isinstance(other, type(self))"),
            ("def __len__(self):", f"return {self.random.randint(0, 3)}"),
            ("def __bool__(self):", f"return {self.pick(['True', 'False', '1'])}"),
            ("def __add__(self, other):", f"return {self.pick(['(1, other)', 'NotImplemented', 'self'])}"),
            ("def __radd__(self, other):", "return ('r', other)"),
            ("def __getitem__(self, i):", "return i if i != 3 else [][1]"),
            ("def __call__(self, *args, **kw):", "return (args, kw)"),
            ("def __contains__(self, x):", "return x == 1"),
            ("def __iter__(self):", "return iter([1, 2])"),
            ("def __lt__(self, other):", "return True"),
            ("def __getattr__(self, n):", "return n if n.startswith('x') else super().__getattribute__(n)"),
            ("def __str__(self):", "return 'text'"),
            ("def __hash__(self):", "return 7"),
            ("def __enter__(self):", "return self"),
            ("def __exit__(self, *e):", f"return {self.pick(['True', 'None'])}"),
            ("def __format__(self, s):", "return '<' + s + '>'"),
            ("@property\n{}def p(self):", f"return {self.expr('int', 0)}"),
            ("@classmethod\n{}def make(cls):", "return cls.__name__"),
            ("@staticmethod\n{}def st(x):", "return x"),
            ("def m(self, x=1):", f"return {self.pick(['x', 'self.kind', 'self.missing', 'super().m(x)'])}"),
        ]
        for head, body in self.random.sample(extras, self.random.randint(1, 6)):
            for line in head.format("").split("\n") if "\n" in head else [head]:
                self.emit(line)
            self.emit("    " + body)
        self.depth -= 1
        self.classes.append(name)
        made = self.fresh("o")
        self.emit(f"{made} = {name}({self.pick(['', '', self.expr('int', 0)])})")
        uses = [
            f"show({made} == {made}, {made} != 1)", f"show(len({made}))", f"show(bool({made}))", f"show({made} + 1)", f"show(1 + {made})",
            f"show({made}[2])", f"show({made}(1, k=2))", f"show(1 in {made})", f"show(list({made}))", f"show({made} < {made})",
            f"show({made}.xyz)", f"show({made}.kind, {name}.kind)", f"show({made}.p)", f"show({name}.make())", f"show({made}.st(4))",
            f"show({made}.m())", f"show({made}.m(x=3))", f"{made}.a = 5; show({made}.a)", f"show(isinstance({made}, {name}))",
            f"show(f'{{{made}:>5}}')", f"show(hasattr({made}, 'a'), getattr({made}, 'zz', 9))", f"show({{{made}: 1}}[{made}])",
            f"{made}.p = 4", f"del {made}.a", f"show(sorted(vars({made})))", f"show([k.__name__ for k in {name}.__mro__])", f"show({name}.nope)",
            f"raise {made}", f"with {made} as w: show('in')", f"show({made} is {made}, type({made}).__name__)",
        ]
        for use in self.random.sample(uses, self.random.randint(1, 4)):
            self.emit(use)

    def with_(self):
        self.emit(f"with managed({self.expr('int', 0)}, {self.pick(['True', 'False'])}) as {self.fresh()}:")
        self.block()

    def text(self):
        for _ in range(self.random.randint(2, 6)):
            self.statement()
        return "\n".join(self.lines)


PRELUDE = '''\
import collections, contextlib, copy, functools, itertools, math

def show(*values, **keywords):
    print(*[v if isinstance(v, str) else text(v) for v in values], **keywords)

def text(value):
    """Sets in sorted order; instances without an address."""
    if isinstance(value, (set, frozenset)):
        return type(value).__name__ + str(sorted(map(text, value)))
    shown = repr(value)
    return shown if ' at 0x' not in shown else type(value).__name__

def twice(f):
    @functools.wraps(f)
    def inner(*args, **keywords):
        f(*args, **keywords)
        return f(*args, **keywords)
    return inner

def staticly(n):
    return lambda f: lambda *args: (n, f(*args))

class managed:
    def __init__(self, value, swallow):
        self.value, self.swallow = value, swallow
    def __enter__(self):
        show('enter', self.value)
        return self.value
    def __exit__(self, kind, error, trace):
        show('exit', kind.__name__ if kind else None)
        return self.swallow

'''


def batch(seeds):
    parts = [PRELUDE]
    warnings.simplefilter("ignore", SyntaxWarning)
    for seed in seeds:
        body = "\n".join("    " + line for line in Program(seed).text().split("\n"))
        try:
            compile(f"def program():\n{body}\n", "<program>", "exec")
        except SyntaxError:
            continue  # The two must agree on errors too, but one would end the whole batch; Tests/Fixtures has those.
        parts.append(
            f"def program():\n{body}\n\ntry:\n    program()\nexcept Exception as e:\n"
            f"    print('!', type(e).__name__, e)\nprint('=== {seed}')\n")
    return "\n".join(parts)


ENDLESS = "endless"  # stands for the exit code of a program that outlasted its time


def run(command, path, limit=300, **environment):
    # No more than 8 GB: a program may append to the list that it goes through.
    command = ["bash", "-c", 'ulimit -v 8000000; exec "$@"', "bash", *map(str, command), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit, env=dict(os.environ, **environment))
    except subprocess.TimeoutExpired:
        return ENDLESS, "", ""
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def split(output):
    """Program outputs by seed; what follows the last marker belongs to the program that did not finish."""
    found, lines = {}, []
    for line in output.split("\n"):
        if line.startswith("=== "):
            found[int(line[4:])] = "\n".join(lines)
            lines = []
        else:
            lines.append(line)
    return found, "\n".join(lines)


def without_addresses(text):
    return re.sub(r" at 0x[0-9a-f]+", "", text)


# What unetrepl documents as its own: a limit, or something it does not have. The text that its error then has.
DOCUMENTED = [
    "the integer result of ** would be too large", "'bytes' object has no attribute", "unetrepl has no % formatting of bytes",
    "unetrepl has no complex numbers", "MemoryError ",
]

# How the two word a wrong number of arguments to a builtin method: ours names the parameters, as for a script's functions.
OUR_COUNT = re.compile(r"TypeError \w+\(\) (takes (from \d+ to )?\d+ positional arguments? but \d+ (was|were) given|missing \d+ required positional)")
THEIR_COUNT = re.compile(r"TypeError [\w.]+(\(\))? (takes (no|exactly|at (most|least)) |expected (at (most|least) )?\d)")

NANS = re.compile(r"nan(, nan)+")
TWO_NANS = re.compile(r"\bnan: .*\bnan: |\{nan, nan|set\(?\['nan', 'nan'")


def same_but_counts(ours, theirs):
    """Whether two outputs differ in the words for a wrong number of arguments only."""
    pairs = list(itertools.zip_longest(ours.split("\n"), theirs.split("\n"), fillvalue=""))
    return all(a == b or OUR_COUNT.search(a) and THEIR_COUNT.search(b) for a, b in pairs)


def explanation(seed, shown, expected, pythons):
    """Why a difference is none of ours: another version of CPython answers the same, a documented limit, or a program that CPython itself
    answers differently from run to run (a set of texts has another order in every process); "" if nothing explains it."""
    if any(text in shown for text in DOCUMENTED) or same_but_counts(without_addresses(shown), without_addresses(expected)):
        return "documented limit"
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "program.py")
        program.write_text(batch([seed]), encoding="utf-8")
        options = ["-X", "utf8", "-W", "ignore"]

        def answer(python, program=program, **environment):
            return without_addresses(split(run([python, *options], program, **environment)[1])[0].get(seed, ""))

        # A float has no identity here, so every nan is the same key.
        one_nan = pathlib.Path(folder, "one_nan.py")
        one_nan.write_text("NAN = float('nan')\n" + batch([seed]).replace("float('nan')", "NAN"), encoding="utf-8")
        if answer(sys.executable, one_nan) == without_addresses(shown) or TWO_NANS.search(expected):
            return "documented limit"
        if "{" in batch([seed]) and NANS.sub("nan", expected) == NANS.sub("nan", shown):
            return "documented limit"
        # A traceback keeps no frames alive here: what only they hold is closed before the except clause runs, not after it.
        if "GeneratorExit" in shown and sorted(shown.split("\n")) == sorted(expected.split("\n")):
            return "documented limit"
        # One program may meet two changes, each of another version.
        theirs = [answer(python).split("\n") for python in pythons] + [without_addresses(expected).split("\n")]
        ours = without_addresses(shown).split("\n")
        theirs = [lines for lines in theirs if len(lines) == len(ours)]
        if all(any(lines[i] == line for lines in theirs) for i, line in enumerate(ours)):
            return "another version"
        answers = [answer(sys.executable, PYTHONHASHSEED=str(n)) for n in range(40)]
        return "differs from run to run" if len(set(answers)) > 1 else ""


def compare(binary, programs, first, pythons=(), per_batch=500):
    different = compared = 0
    explained = collections.Counter()
    waiting = [range(at, min(at + per_batch, first + programs)) for at in range(first, first + programs, per_batch)]
    while waiting:
        seeds = waiting.pop(0)
        start = seeds[0]
        with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False, encoding="utf-8") as file:
            file.write(batch(seeds))
        limit = 100 if len(seeds) > 1 else 20
        code, ours, ours_errors = run([binary], file.name, limit)
        their_code, theirs, their_errors = run([sys.executable, "-X", "utf8", "-W", "ignore"], file.name, limit)
        if ENDLESS in (code, their_code):
            pathlib.Path(file.name).unlink()
            if len(seeds) > 1:
                waiting[:0] = [range(seed, seed + 1) for seed in seeds]
            elif code == their_code:
                compared += 1
                explained["endless in both"] += 1
            else:
                different += 1
                print(f"## {start}: only one of the two ends")
            continue
        mine, rest = split(ours)
        reference, reference_rest = split(theirs)
        if code < 0 or code >= 128 or set(mine) != set(reference):
            different += 1
            missing = sorted(set(reference) - set(mine))[:1]
            print(f"## batch {start}: exit {code}, first program without an end: {missing}\n{rest[-300:]}\n{ours_errors[-600:]}{their_errors[-300:]}")
        for seed, expected in reference.items():
            compared += 1
            if seed in mine and without_addresses(mine[seed]) != without_addresses(expected):
                reason = explanation(seed, mine[seed], expected, pythons)
                if reason:
                    explained[reason] += 1
                    continue
                different += 1
                a, b = mine[seed].split("\n"), expected.split("\n")
                at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                print(f"## {seed}\n   ours    {a[at] if at < len(a) else '(nothing)'}\n   CPython {b[at] if at < len(b) else '(nothing)'}")
        pathlib.Path(file.name).unlink()
        sys.stdout.flush()
    reasons = ", ".join(f"{count} {reason}" for reason, count in explained.most_common())
    print(f"{compared} programs compared, {different} unexplained differences; explained: {reasons or 'none'}")
    return different


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["compare", "print"])
    parser.add_argument("what")
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--also", nargs="*", default=[p for p in map(shutil.which, ["python3.12", "python3.13"]) if p])
    options = parser.parse_args()
    if options.action == "print":
        print(Program(int(options.what)).text())
    else:
        sys.exit(1 if compare(options.what, options.programs, options.seed, options.also) else 0)


if __name__ == "__main__":
    main()
