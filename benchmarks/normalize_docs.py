"""Writes docs/normalizers.md from docstrings and the list of written forms: `python -m benchmarks.normalize_docs`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.normalize import Case, cases, means, shown
from normalizers.dispatch import FUNCTIONS
from normalizers.problems import PROBLEMS

DOCS = Path(__file__).parent.parent / "docs" / "normalizers.md"
BESIDE = {
    "resume_entry": "normalizers.career",
    "resume_months": "normalizers.career",
    "same_enterprise": "normalizers.enterprise",
}
"""Kinds of the list that are no kinds of field, with their modules."""
_MOST = 14
_HEAD = """# Normalizers: every way of writing a value, one value

One module a kind of value, each a pure function from text to a value or a problem (see `normalizers/dispatch.py`).
This page is written by `python -m benchmarks.normalize_docs` from the modules' docstrings and from
`benchmarks/normalize/develop.tsv`, where many more examples stand; a test keeps it in step.
How many forms come out right: `python -m benchmarks normalize`.
"""


def page() -> str:
    """The whole page (Markdown)."""
    by_module: dict[str, list[str]] = {}
    kinds = {kind: target.partition(":")[0] for kind, target in FUNCTIONS.items()} | BESIDE
    for kind, module in kinds.items():
        by_module.setdefault(module, []).append(kind)
    parts = [_HEAD, *(_section(module, by_module[module]) for module in sorted(by_module)), _problems()]
    return "\n".join(parts)


def _section(module: str, kinds: list[str]) -> str:
    listed = cases("develop")
    lines = [f"## {module.partition('.')[2]}\n", (import_module(module).__doc__ or "").strip() + "\n"]
    for kind in kinds:
        rows = list(_rows([case for case in listed if case.kind == kind]))
        if rows:
            lines += [f"**{kind}**\n", "| written | value | problem |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


def _rows(found: list[Case]) -> Iterator[str]:
    step = max(1, -(-len(found) // _MOST))
    for case in found[::step]:
        normal = means(case.kind, case.text, case.context)
        dress = " *(Traditional document)*" if case.context.script == "traditional" else ""
        dress += " *(recognised)*" if case.context.recognised else ""
        value = f"`{_cell(shown(normal.value))}`" if normal.value is not None else "*none*"
        yield f"| `{_cell(case.text)}`{dress} | {value} | {normal.problem or ''} |"


def _cell(text: str) -> str:
    return text.replace("\n", "⏎").replace("|", "\\|").replace("`", "'")


def _problems() -> str:
    rows = (f"| `{problem.code}` | {problem.english} | {problem.chinese} |" for problem in PROBLEMS.values())
    return "\n".join(["## Problems\n", "| code | means | says to the clerk |", "|---|---|---|", *rows, ""])


def main() -> None:
    """Write the page."""
    DOCS.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
