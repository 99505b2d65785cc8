"""The code tables of `data/codes`, read when first asked for."""

from __future__ import annotations

import csv
from functools import cache

import data


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/codes/<name>.csv` without its header, as written; OSError where there is no such table."""
    text = data.path("codes", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(map(tuple, csv.reader(text.splitlines()[1:])))
