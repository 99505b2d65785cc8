"""Workbooks of Excel 2007 and later and of WPS (.xlsx, .xlsm, .xltx, zipped .et): cells as they are shown.

The package and its limits are those of Word files. Formulas are never computed: what the file keeps of their results
is read. Macros, links and connections are parts that nothing here opens.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.docx.names import Element, R, number
from extractors.docx.package import Package, Relation, parsed
from extractors.errors import CorruptFile, TooLarge
from extractors.likeness import Sheet as Paper
from extractors.page import Run
from extractors.sheet.model import MAX_MERGES, MAX_SHEETS, At, Merge, Sheet, Workbook
from extractors.sheet.names import S, at
from extractors.sheet.numbers import show
from extractors.sheet.text import CELL_ERROR, NOT_COMPUTED, counted, failed, written
from extractors.sheet.xlsx_drawings import Drawings
from extractors.sheet.xlsx_styles import Format, Styles, look_of
from extractors.word.judge import Judge

MAX_SHEET_XML = 250_000_000
"""Bytes of a sheet's part before its empty cells are cut out."""

_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?(?:/>|></(?:\w+:)?c>)")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?row>)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PICTURE_IN_CELL = re.compile(r'DISPIMG\("([^"]{1,100})"', re.I)
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|[A-Z])', re.I)
_EPOCH = datetime.datetime(1899, 12, 30)
_HIDDEN = ("hidden", "veryHidden")


@dataclass(slots=True)
class _Book:
    package: Package
    relations: dict[str, Relation]
    styles: Styles
    strings: list[Element]
    from_1904: bool
    judge: Judge
    texts: dict[int, list[Run]] = field(default_factory=dict)

    def shared(self, index: int, form: Format) -> list[Run]:
        """The runs of a shared string in a cell of that format."""
        if not 0 <= index < len(self.strings):
            raise CorruptFile
        if index not in self.texts or form.look.private or form.look.struck:
            self.texts[index] = list(_rich(self.strings[index], form))
        return self.texts[index]


def read_xlsx(data: bytes) -> Workbook:
    """The sheets that are seen; hidden ones (lists of a drop-down) only where no other holds anything.

    Raises EmptyFile, CorruptFile, EncryptedFile, TooLarge, UnsafeFile.
    """
    package = Package(data)
    root = package.xml(package.main)
    if root is None or root.tag != S + "workbook":
        raise CorruptFile
    relations = package.relations(package.main)
    parts = {one.kind: one.target for one in relations.values()}
    strings = package.xml(parts["sharedStrings"]) if "sharedStrings" in parts else None
    properties = root.find(S + "workbookPr")
    book = _Book(
        package,
        relations,
        Styles(package.lenient_xml(parts.get("styles"))),
        [] if strings is None else strings.findall(S + "si"),
        properties is not None and properties.get("date1904", "0").lower() in ("1", "true", "on"),
        Judge(Paper()),
    )
    tabs = root.findall(f"{S}sheets/{S}sheet")
    if len(tabs) > MAX_SHEETS:
        raise TooLarge
    shown = [tab for tab in tabs if tab.get("state") not in _HIDDEN]
    sheets = _sheets(book, shown)
    if not any(sheet.cells or sheet.pictures for sheet in sheets):
        sheets = _sheets(book, [tab for tab in tabs if tab not in shown])
    return Workbook(tuple(sheets), book.judge.pages)


def _sheets(book: _Book, tabs: list[Element]) -> list[Sheet]:
    found: list[Sheet] = []
    for position, tab in enumerate(tabs, start=1):
        relation = book.relations.get(tab.get(R + "id", ""))
        if relation is not None and relation.kind == "worksheet":
            found.append(_sheet(book, relation.target, position))
    return found


def _sheet(book: _Book, part: str, position: int) -> Sheet:
    blob = book.package.blob(part)
    if blob is None:
        raise CorruptFile
    if len(blob) > MAX_SHEET_XML:
        raise TooLarge
    root = parsed(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", blob)))
    sheet = Sheet(position)
    for reference in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        merge = _range(reference.get("ref", ""))
        if merge is not None:
            sheet.merges.append(merge)
    if len(sheet.merges) > MAX_MERGES:
        raise TooLarge
    drawings = Drawings(book.package, book.relations, part, book.judge)
    row_number = 0
    for row in root.iterfind(f"{S}sheetData/{S}row"):
        row_number = number(row.get("r")) or row_number + 1
        column = 0
        for cell in row.iterfind(S + "c"):
            place = at(cell.get("r", "")) or (row_number, column + 1)
            column = place[1]
            _read_cell(book, drawings, sheet, place, cell)
    sheet.header = _header(root)
    drawings.lay(sheet, root)
    return sheet


def _range(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = at(first), at(last or first)
    return Merge(*start, *end) if start and end and start <= end and start[1] <= end[1] else None


def _header(root: Element) -> str:
    texts = [text.text or "" for text in root.iterfind(f"{S}headerFooter/*")]
    return "\n".join(_HEADER_CODE.sub(" ", text).strip() for text in texts)


def _read_cell(book: _Book, drawings: Drawings, sheet: Sheet, place: At, cell: Element) -> None:
    kind, formula = cell.get("t", "n"), cell.find(S + "f")
    in_cell = _PICTURE_IN_CELL.search((formula.text or "") if formula is not None else "")
    if in_cell is None and kind == "str":
        in_cell = _PICTURE_IN_CELL.search(cell.findtext(S + "v", ""))
    if in_cell:
        sheet.pictures.append((place, drawings.in_cell(in_cell.group(1), sheet.place(place))))
    elif kind == "e" and cell.get("vm"):
        sheet.pictures.append((place, drawings.unknown(sheet.place(place))))
    else:
        sheet.write(place, _runs(book, cell, kind, formula))


def _runs(book: _Book, cell: Element, kind: str, formula: Element | None) -> Iterator[Run]:
    form = book.styles.format(cell.get("s"))
    text = cell.findtext(S + "v")
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        yield from _rich(inline, form) if inline is not None else ()
    elif formula is not None and (text is None or (not text and kind != "str")):
        yield from failed(f"={formula.text or ''}", NOT_COMPUTED)
    elif not text:
        return
    elif kind == "s":
        yield from book.shared(number(text, -1), form)
    elif kind == "e":
        yield from failed(text, CELL_ERROR)
    elif kind == "b":
        yield Run("TRUE" if text.strip() == "1" else "FALSE")
    elif kind == "str":
        yield from written(_unescaped(text), form.look)
    else:
        yield from _number(text.strip(), kind, form, book.from_1904)


def _number(text: str, kind: str, form: Format, from_1904: bool) -> Iterator[Run]:
    try:
        if kind == "d":
            moment = datetime.datetime.fromisoformat(text).replace(tzinfo=None) - _EPOCH
            yield from counted(show(moment.total_seconds() / 86_400, form.number), form.look)
            return
        value = float(text)
    except (ValueError, OverflowError):
        yield from written(text, form.look)
        return
    if abs(value) < 1e300:
        yield from counted(show(value, form.number, from_1904=from_1904, raw=text), form.look)
    else:
        yield from failed(text, CELL_ERROR)


def _rich(item: Element, form: Format) -> Iterator[Run]:
    """A string's runs, readings of its characters (phonetic) left out."""
    pieces = item.findall(S + "r")
    if not pieces:
        yield from written(_unescaped(item.findtext(S + "t", "")), form.look)
        return
    whole = "".join(piece.findtext(S + "t", "") for piece in pieces)
    problem = next((run.problem for run in written(whole) if run.problem), None)
    if problem is not None:
        yield from written(_unescaped(whole), form.look)
        return
    for piece in pieces:
        properties = piece.find(S + "rPr")
        look = form.look if properties is None else look_of(properties)
        yield from written(_unescaped(piece.findtext(S + "t", "")), look)


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
