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

## Measured

`python -m benchmarks normalize`, 2026-11-21. What counts is the first run over forms written before and not looked at:

| forms | right | with a problem, or asked in vain | wrong in silence |
|---|---|---|---|
| 1,108 held out, written before any change | 97.7 % | 15 | 11 |
| 262 more, written after all that was mended | 98.5 % | 0 | 4 |
| 112 more, meant to mislead (evasive answers, one character for two) | 83.0 % | 2 | 17 |

Of the 32 wrong in silence 11 were mistakes of the list (a division's present name, a code without its leading 0,
a blank asked about) and were corrected there; the others are mended. Since then the whole list comes out right
(2,777 forms of 31 kinds, tested): that tells that nothing got worse, not how many of tomorrow's forms are right.
The third row says where to expect the rest. 607 forms of the developed half were examples of the tests before.

Other libraries on both halves, each on the kinds it is made for, right % / wrong in silence % (`--peers`; they have no
way of asking, so what must be asked about counts against them):

| kind | opencc 1.4 | zhconv | dateparser | cn2an | stdnum | cpca | jionlp |
|---|---|---|---|---|---|---|---|
| text | 55 / 45 | 57 / 43 | | | | | 54 / 46 |
| person_name | 31 / 69 | 30 / 70 | | | | | 27 / 73 |
| enterprise_name | 35 / 65 | 37 / 63 | | | | | 34 / 66 |
| date | | | 55 / 6 | | | | 55 / 9 |
| partial_date | | | 54 / 7 | | | | 52 / 12 |
| date_span | | | | | | | 54 / 30 |
| years | | | | 60 / 4 | | | |
| id_number | | | | | 38 / 0 | | 57 / 9 |
| credit_code | | | | | 58 / 3 | | |
| region | | | | | | 53 / 36 | 77 / 14 |
| mobile | | | | | | | 56 / 18 |
| contact | | | | | | | 33 / 36 |
| email | | | | | | | 60 / 11 |

Of 100,000 names put together of surnames and the 8,105 characters of the list none changed (`--names 100000`). About
34,000 fields a second on one core after warm-up; 0.13 s from the start of Python to the first value.
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
