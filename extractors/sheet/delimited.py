"""Tables as plain text (.csv, .tsv): values parted by commas, tabs, semicolons or bars, in any encoding in use here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.charset import decode
from extractors.errors import CorruptFile, EmptyFile, TooLarge
from extractors.page import Run
from extractors.sheet.model import Sheet, Workbook
from extractors.sheet.numbers import DIGITS_LOST, MONTH_CONFIDENCE, is_month_or_ten
from extractors.sheet.separators import TOLD, judged, rows
from extractors.sheet.text import NOT_COMPUTED, failed, written

MAX_BYTES = 60_000_000
_QUOTED_TEXT = re.compile(r'=\s*"((?:[^"]|"")*)"')
_KEPT_AS_TEXT = re.compile(r"['‘’`]\s*(?=[0-9])")
_FORMULA = re.compile(r"=[A-Z@+\-(]", re.I)


def read_delimited(data: bytes) -> Workbook:
    """The one sheet of a table in plain text. Raises EmptyFile, CorruptFile, TooLarge."""
    if len(data) > MAX_BYTES:
        raise TooLarge
    text = decode(data)
    if text is None:
        raise CorruptFile
    if not text.strip():
        raise EmptyFile
    told = TOLD.match(text)
    skipped = 1 if told else 0
    separator = told.group(1) if told else judged(text)[0] or ","
    sheet = Sheet(1)
    for row, values in enumerate(rows(text, separator), start=1):
        for column, value in enumerate(values, start=1):
            if row > skipped and value.strip():
                sheet.write((row, column), _runs(value))
    return Workbook((sheet,))


def _runs(value: str) -> Iterator[Run]:
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\u3000")
    quoted = _QUOTED_TEXT.fullmatch(text)
    if quoted:
        text = quoted.group(1).replace('""', '"')
    elif _FORMULA.match(text):
        yield from failed(text, NOT_COMPUTED)
        return
    text = _KEPT_AS_TEXT.sub("", text, count=1) if _KEPT_AS_TEXT.match(text) else text
    lost = is_month_or_ten(text) and not quoted
    for run in written(text):
        yield replace(run, problem=DIGITS_LOST, confidence=MONTH_CONFIDENCE) if lost else run
