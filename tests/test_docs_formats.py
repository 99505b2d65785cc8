"""docs/formats.md promises nothing that no test holds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROWS = [line for line in (ROOT / "docs" / "formats.md").read_text("utf-8").splitlines() if line.startswith("|")]
PROMISES = [row for row in ROWS if not row.startswith(("|---", "| kind", "| what"))]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?` \|$")


def test_the_table_has_rows_of_every_kind() -> None:
    text = "\n".join(PROMISES)
    assert all(
        kind in text for kind in (".docx", ".doc,", "HTML", "RTF", ".xls,", ".csv", "PDF", "OFD", "TIFF", ".eml")
    )


@pytest.mark.parametrize("row", PROMISES, ids=lambda row: row[:40])
def test_every_row_names_a_test_that_exists(row: str) -> None:
    named = NAMED.search(row)
    assert named, "the last column names a test"
    path = ROOT / named.group(1)
    assert path.is_file()
    functions = {
        node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    }
    tests = {name for name in functions if name.startswith("test_")}
    assert (named.group(2) in tests) if named.group(2) else tests
