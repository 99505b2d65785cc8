"""Workbooks of Excel 97–2003, Excel 95 and WPS (.xls, .xlt, .et): BIFF through xlrd, with formats and merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from extractors.errors import CorruptFile, EncryptedFile, TooLarge
from extractors.glyphs import symbol_font
from extractors.page import Likeness, Picture, Run
from extractors.sheet.controls import lay_controls
from extractors.sheet.model import MAX_MERGES, MAX_SHEETS, Merge, Sheet, Workbook
from extractors.sheet.numbers import BUILTIN, show
from extractors.sheet.text import CELL_ERROR, counted, failed, written
from extractors.sheet.xls_objects import Objects, objects_of
from extractors.word.look import PLAIN, Look

MAX_BYTES = 60_000_000
"""Of a file: the format ends at 65,536 rows, and is unpacked in memory."""

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read_xls(data: bytes) -> Workbook:
    """The sheets that are seen; hidden ones only where no other holds anything.

    Raises CorruptFile, EncryptedFile, TooLarge.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge
    book = _opened(data)
    if book.nsheets > MAX_SHEETS:
        raise TooLarge
    try:
        objects = objects_of(data)
        sheets = _sheets(book, objects, hidden=False)
        if not any(sheet.cells for sheet in sheets):
            sheets = _sheets(book, objects, hidden=True)
    except (MemoryError, TooLarge):
        raise
    except Exception as error:
        raise CorruptFile from error
    return Workbook(tuple(sheets))


def _opened(data: bytes) -> Any:
    """The workbook; text of a file that does not name its code page is GB 18030."""
    import xlrd

    for encoding in (None, "gb18030"):
        try:
            return xlrd.open_workbook(
                file_contents=data,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
                logfile=StringIO(),
                encoding_override=encoding,
            )
        except (UnicodeDecodeError, LookupError) as error:
            if encoding is not None:
                raise CorruptFile from error
        except MemoryError:
            raise
        except Exception as error:
            if "encrypt" in str(error).lower():
                raise EncryptedFile from error
            raise CorruptFile from error
    raise CorruptFile


def _sheets(book: Any, objects: list[Objects], *, hidden: bool) -> list[Sheet]:
    found: list[Sheet] = []
    for number in range(book.nsheets):
        stored = book.sheet_by_index(number)
        if bool(stored.visibility) is not hidden:
            book.unload_sheet(number)
            continue
        sheet = Sheet(len(found) + 1)
        if len(stored.merged_cells) > MAX_MERGES:
            raise TooLarge
        for top, below, left, beyond in stored.merged_cells:
            sheet.merges.append(Merge(top + 1, left + 1, below, beyond))
        for row in range(stored.nrows):
            for column, cell in enumerate(stored.row(row)):
                if cell.value != "" and cell.ctype:
                    sheet.write((row + 1, column + 1), _runs(book, stored, row, column, cell))
        if number < len(objects):
            lay_controls(sheet, objects[number].controls)
            sheet.pictures += [(at, Picture(Likeness.OTHER, sheet.place(at))) for at in objects[number].pictures]
        found.append(sheet)
        book.unload_sheet(number)
    return found


def _runs(book: Any, stored: Any, row: int, column: int, cell: Any) -> Iterator[Run]:
    form, look = _format(book, cell)
    if cell.ctype == _TEXT:
        text = str(cell.value).replace("\r\n", "\n").replace("\r", "\n")
        pieces = stored.rich_text_runlist_map.get((row, column))
        if pieces:
            yield from _rich(book, text, pieces, look)
        else:
            yield from written(text, look)
    elif cell.ctype in (_NUMBER, _DATE):
        yield from counted(show(cell.value, form, from_1904=bool(book.datemode)), look)
    elif cell.ctype == _BOOLEAN:
        yield Run("TRUE" if cell.value else "FALSE")
    elif cell.ctype == _ERROR:
        yield from failed(_CODES.get(cell.value, "#N/A"), CELL_ERROR)


def _format(book: Any, cell: Any) -> tuple[str, Look]:
    if cell.xf_index is None or not 0 <= cell.xf_index < len(book.xf_list):
        return "General", PLAIN
    own = book.xf_list[cell.xf_index]
    stored = book.format_map.get(own.format_key)
    text = (stored.format_str if stored else None) or BUILTIN.get(own.format_key, "General")
    if own.format_key == 14:
        text = BUILTIN[14]
    return text, _look(book, own.font_index)


def _look(book: Any, index: int, *, part: bool = False) -> Look:
    if not 0 <= index < len(book.font_list):
        return PLAIN
    font = book.font_list[index]
    family = symbol_font(font.name) or ""
    return Look(
        struck=bool(font.struck_out),
        underlined=part and bool(font.underline_type),
        bold=part and bool(font.bold),
        latin=family,
        upper=family,
        private=family,
    )


def _rich(book: Any, text: str, pieces: list[tuple[int, int]], look: Look) -> Iterator[Run]:
    """The runs of a text whose font changes at these places; before the first it is the cell's own."""
    if any(run.problem for run in written(text)):
        yield from written(text, look)
        return
    places = [(0, look), *((at, _look(book, font, part=True)) for at, font in pieces)]
    for number, (start, own) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(text)
        if start < end:
            yield from written(text[start:end], own)
