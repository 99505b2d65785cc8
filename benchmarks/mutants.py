"""`python -m benchmarks.mutants`: small changes to the rules, one at a time; a test must notice each.

Each mutant lives in a forked process of its own: the changed module takes the place of the file when it is imported.
With nothing changed the tests must pass, or there is nothing to measure.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
RULES = ROOT / "pipeline" / "rules"
TESTS = ROOT / "tests" / "pipeline" / "rules"
_LEFT_OUT = "not heavy_libraries and not hundred_thousand"
_PATIENCE = 40
_BROKEN = 99
_ANSWERS = (0, 1, 2, 4)
"""What pytest ends with: all passed, some failed, some tests or what they share could not be loaded."""
_HEAVY = ("pytest", "hypothesis", "_pytest.assertion.rewrite", "sqlalchemy", "sqlalchemy.orm", "openpyxl", "msgspec")
_WARM = ("normalizers.region", "normalizers.enterprise", "normalizers.dispatch", "extractors.page")
_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class _Mutator(ast.NodeTransformer):
    """Changes the place of that number, counted as it walks; `seen` places in all, `told` what it did."""

    def __init__(self, wanted: int = -1) -> None:
        self.wanted, self.seen, self.told = wanted, 0, ""

    def _here(self, node: ast.AST, told: str) -> bool:
        hit = self.seen == self.wanted
        self.seen += 1
        if hit:
            self.told = f"{getattr(node, 'lineno', 0)}: {told}"
        return hit

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        docstring = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
        head, body = (node.body[:1], node.body[1:]) if docstring else ([], node.body)
        node.body = head + [self.visit(line) for line in body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(line) if isinstance(line, ast.FunctionDef) else line for line in node.body]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        for place, operator in enumerate(node.ops):
            if self._here(node, f"{type(operator).__name__} turned"):
                node.ops[place] = _OPPOSITE[type(operator)]()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if self._here(node, "and for or"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return node.operand if isinstance(node.op, ast.Not) and self._here(node, "not left out") else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Sub) and self._here(node, "plus for minus"):
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        if self._here(node, "the other branch"):
            node.body, node.orelse = node.orelse, node.body
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Constant):
            return node
        self.generic_visit(node)
        return ast.Pass() if isinstance(node.value, ast.Yield) and self._here(node, "yield left out") else node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if node.value is None and self._here(node, "return left out"):
            return ast.Pass()
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if isinstance(value, bool):
            return ast.Constant(not value) if self._here(node, f"{value} turned") else node
        if isinstance(value, int | float):
            return ast.Constant(value + 1) if self._here(node, f"{value} plus 1") else node
        if isinstance(value, str) and value.strip():
            return ast.Constant(f"X{value}") if self._here(node, f"{value[:20]!r} changed") else node
        return node


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module when it is imported."""

    def __init__(self, name: str, tree: ast.Module, file: Path) -> None:
        self._name, self._tree, self._file = name, tree, file

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of the changed module."""
        del path, target
        return importlib.util.spec_from_loader(name, self, origin=str(self._file)) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        """Runs the changed module."""
        exec(compile(self._tree, str(self._file), "exec"), module.__dict__)


def mutants(file: Path) -> Iterator[tuple[str, ast.Module]]:
    """Each change to a module, told in words, and the module with it."""
    source = file.read_text(encoding="utf-8")
    count = _Mutator()
    count.visit(ast.parse(source))
    for number in range(count.seen):
        mutator = _Mutator(number)
        tree = ast.fix_missing_locations(mutator.visit(ast.parse(source)))
        yield f"{file.name}:{mutator.told}", tree


def killed(file: Path, tree: ast.Module, tests: Sequence[Path]) -> bool:
    """Whether a test fails, or cannot be loaded, or never ends, with the module changed so.

    Raises RuntimeError where the tests could not be started at all: that says nothing of the change.
    """
    child = os.fork()
    if not child:
        _run(file, tree, tests)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code not in _ANSWERS:
                raise RuntimeError(f"the tests could not be run: pytest ended with {code}")
            return code != 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(file: Path, tree: ast.Module, tests: Sequence[Path]) -> None:
    import pytest

    sys.meta_path.insert(0, _Instead(f"pipeline.rules.{file.stem}", tree, file))
    sys.dont_write_bytecode = True
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = _BROKEN
        with contextlib.suppress(BaseException):
            ignored = "ignore::pytest.PytestAssertRewriteWarning"
            code = int(pytest.main(["-x", "-q", "-k", _LEFT_OUT, "-W", ignored, *map(str, tests)]))
    os._exit(code)


_OWN = {
    "neighbours": "records", "differences": "summaries", "reconcile": "summaries", "jurisdiction_file": "jurisdictions",
    "outcome": "engine", "case": "engine", "lists": "eligibility", "qualification": "person",
}  # fmt: skip
"""Modules whose tests bear another name."""


def tests_of(file: Path) -> list[list[Path]]:
    """The tests of a module: those of its own, which are quick, then all others of the rules."""
    every = sorted(TESTS.glob("test_*.py"))
    own = [test for test in every if test.stem.endswith(_OWN.get(file.stem, file.stem))]
    return [some for some in (own, [test for test in every if test not in own]) if some]


def main() -> None:
    """Change the rules in many ways and print which changes no test noticed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="names of modules in pipeline/rules; all without any")
    parser.add_argument("--most", type=int, default=0, help="mutants a module, drawn by chance; 0 = all")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    asked = parser.parse_args()
    for name in (*_HEAVY, *_WARM):
        importlib.import_module(name)
    files = sorted(RULES.glob("*.py")) if not asked.modules else [RULES / f"{name}.py" for name in asked.modules]
    rng, started, dead, alive = random.Random(1), time.monotonic(), 0, 0
    for file in files:
        if any(killed(file, ast.parse(file.read_text(encoding="utf-8")), tests) for tests in tests_of(file)):
            raise SystemExit(f"{file.name}: the tests fail with nothing changed")
        found = list(mutants(file))
        some = rng.sample(found, asked.most) if 0 < asked.most < len(found) else found
        before = dead, alive
        for told, tree in some:
            if time.monotonic() - started > asked.seconds:
                break
            if any(killed(file, tree, tests) for tests in tests_of(file)):
                dead += 1
            else:
                alive += 1
                print(f"survived  {told}", flush=True)
        print(f"{file.name}: {dead - before[0]} of {dead - before[0] + alive - before[1]} killed", flush=True)
    print(f"{dead} of {dead + alive} killed: {dead / max(1, dead + alive):.1%}")


if __name__ == "__main__":
    main()
