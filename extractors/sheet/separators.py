"""Whether a text is a table of values parted by a sign, and by which: commas, tabs, semicolons, bars."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from extractors.errors import CorruptFile, TooLarge

SEPARATORS = (",", "\t", ";", "，", "|", "；")
MAX_VALUES = 4_000_000
TOLD = re.compile(r"\A\s*sep=(.)\r?\n", re.I)
"""The line by which a file tells its separator to Excel."""
_LINES = 60
"""Lines that tell whether a text is a table, and by what it is parted."""
_LEAST_COLUMNS = 3
_LEAST_LINES = 2
_LONGEST_TITLE = 40
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
    """The separator that most lines are parted by, and how many lines into 3 values and more; `""` where none is.

    A line of prose that only happens to hold the sign is none; half the lines of a table hold it, those that are no
    titles or notes.
    """
    head = text[:65_536]
    best = ("", 0, 0)
    for separator in SEPARATORS:
        if separator not in head:
            continue
        parted, whole = _parted(head, separator)
        filled = sum(bool(value.strip()) for values in parted for value in values)
        wide = [values for values in parted if len(values) >= _LEAST_COLUMNS]
        if len(wide) * 3 >= len(parted) + whole and (len(wide), filled) > best[1:]:
            best = (separator, len(wide), filled)
    return best[0], best[1]


def _parted(head: str, separator: str) -> tuple[list[list[str]], int]:
    """The values of the first lines that hold the separator, and how many others are no title, note or empty."""
    parted: list[list[str]] = []
    whole = 0
    for values in islice(rows(head, separator), _LINES):
        if len(values) > 1 and not _is_prose(values):
            parted.append(values)
        elif any(len(value) > _LONGEST_TITLE for value in values):
            whole += 1
    return parted, whole


def _is_prose(values: list[str]) -> bool:
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
