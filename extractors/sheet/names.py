"""Names of SpreadsheetML and its drawings (ISO/IEC 29500-1), and how cells are called there."""

from __future__ import annotations

import re

from extractors.sheet.model import At

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
X = "{urn:schemas-microsoft-com:office:excel}"
A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def at(reference: str) -> At | None:
    """Row and column, from 1, of `C12` or `$C$12`; None where it is no cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found.group(1).upper():
        column = 26 * column + ord(letter) - 64
    row = int(found.group(2))
    return (row, column) if 1 <= row <= MAX_ROW and column <= MAX_COLUMN else None
