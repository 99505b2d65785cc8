"""Whether a text is a table of values parted by a sign, and by which: commas, tabs, semicolons, bars."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from extractors.errors import CorruptFile, TooLarge

SEPARATORS = (",", "\t", ";", "，", "|", "；")
MAX_VALUES = 4_000_000
TOLD = re.compile(r"\A\s*sep=(.)\r?\n", re.I)
"""The line by which a file tells its separator to Excel."""
_LINES = 60
"""Lines that tell whether a text is a table, and by what it is parted."""
_LEAST_COLUMNS = 3
_LEAST_LINES = 2
_SENTENCE = re.compile(r"[。！？；]\s*$")


def looks_like_csv(text: str) -> bool:
    """Whether a text (its beginning is enough) is a table: lines parted alike by one separator into 3 and more."""
    if TOLD.match(text):
        return True
    try:
        separator, lines = judged(text)
    except (CorruptFile, TooLarge):
        return False
    return bool(separator) and lines >= _LEAST_LINES


def judged(text: str) -> tuple[str, int]:
    """The separator that parts most lines alike into at least 3 values, and how many lines; `""` where none does."""
    head = text[:65_536]
    best = ("", 0, 0)
    for separator in SEPARATORS:
        if separator not in head:
            continue
        widths: list[int] = []
        for values in rows(head, separator):
            if len(widths) >= _LINES:
                break
            if sum(bool(value.strip()) for value in values):
                widths.append(0 if _is_sentence(values) else len(values))
        if not widths:
            continue
        wide = [width for width in widths if width >= _LEAST_COLUMNS]
        alike = max((wide.count(width) for width in set(wide)), default=0)
        if alike * 2 >= len(widths) - 4 and (alike, max(wide, default=0)) > best[1:]:
            best = (separator, alike, max(wide))
    return best[0], best[1]


def _is_sentence(values: list[str]) -> bool:
    """Whether a line is prose that only happens to hold the separator."""
    return bool(_SENTENCE.search(values[-1])) and sum(len(value) for value in values) > 12 * len(values)


def rows(text: str, separator: str) -> Iterator[list[str]]:
    """The values of each line. Raises CorruptFile, TooLarge."""
    csv.field_size_limit(1_000_000)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=False)
    seen = 0
    try:
        for values in reader:
            seen += len(values)
            if seen > MAX_VALUES:
                raise TooLarge
            yield values
    except csv.Error as error:
        raise CorruptFile from error
