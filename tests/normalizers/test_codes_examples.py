"""Regions, industries, names, types and addresses, as forms write them: one line an example, in examples/*.tsv."""

import csv
import json
from pathlib import Path

import pytest

from normalizers.dispatch import normalise
from normalizers.value import Context

FOLDER = Path(__file__).parent / "examples"


def _examples() -> list[tuple[str, str, str, str]]:
    found = []
    for name in ("region", "industry", "enterprise"):
        with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [(row["kind"], row["text"], row["value"], row["problem"]) for row in rows]
    return found


@pytest.mark.parametrize(("kind", "text", "value", "problem"), _examples())
def test_example(kind: str, text: str, value: str, problem: str):
    """Every way of writing in the list keeps its value and its problem, with no jurisdiction known."""
    normal = normalise(kind, text, Context())
    assert normal.value == (json.loads(value) if value else None)
    assert (normal.problem or "") == problem


@pytest.mark.parametrize(("kind", "text", "value", "problem"), _examples())
def test_written_form_stays(kind: str, text: str, value: str, problem: str):
    """What is written out reads as itself again."""
    if not value:
        return
    meant = json.loads(value)
    if kind == "industry":
        written = f"{meant['code']} {meant['name']}"
    else:
        written = meant["name"] if isinstance(meant, dict) else meant
    assert normalise(kind, written, Context()).value == meant
