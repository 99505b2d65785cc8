"""Writes 附件1 and 附件2 as spreadsheets: .xlsx, .xls, .csv, in the ways that offices lay them out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.generator.layout import FormStyle, Paragraph, make_layout
from benchmarks.generator.pictures import make_portrait
from benchmarks.generator.summary import LABELS, NOTES, TITLE
from benchmarks.generator.truth import ROW_FIELDS, SummaryTruth, Truth

ENCODINGS = ("gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16")
SEPARATORS = (",", "\t", ";")
DAY = 'yyyy"年"m"月"d"日"'
HEADS = ("joined", "apart", "split", "one")
KEPT_AS_TEXT = ("plain", "formula", "apostrophe", "tab")

Content = str | int | float | dt.date


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed into a cell, and the number format it is shown in."""

    content: Content
    format: str = "General"


@dataclass(slots=True)
class Grid:
    """One sheet: entries by row and column from 1, and the corners of merged ranges (top, left, bottom, right)."""

    name: str = "Sheet1"
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    photo: tuple[int, int] | None = None
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where each field stands; of a row `rows.0.name`."""

    def put(self, row: int, column: int, content: Content, number_format: str = "General", name: str = "") -> None:
        """Type something into a cell."""
        if content != "":
            self.entries[row, column] = Entry(content, number_format)
        if name:
            self.places[name] = (row, column)


@dataclass(frozen=True, slots=True)
class SheetStyle:
    """How a summary is laid out in a sheet.

    `order`: the fields in the order of their columns; those left out have none, `id` is one of ID numbers. `head` one
    of `HEADS`. `top`, `left`: empty rows and columns before it; `gaps`: empty rows among the officers. `numbers`:
    mobiles and serials are numbers; `serial_day`: the day is a date, not text. `repeated`: the labels are printed again
    in the middle; `merged`: rows of one enterprise share one cell.
    """

    order: tuple[str, ...] = ROW_FIELDS
    head: str = "joined"
    top: int = 0
    left: int = 0
    gaps: int = 0
    numbers: bool = True
    serial_day: bool = False
    title: bool = True
    total: bool = False
    notes: bool = True
    signed: bool = False
    repeated: bool = False
    merged: bool = False
    wide_title: bool = True


def random_sheet_style(rng: random.Random) -> SheetStyle:
    """Some way of laying out a summary."""
    order = list(ROW_FIELDS)
    if rng.random() < 0.3:
        rng.shuffle(order)
    if rng.random() < 0.25:
        order.remove("serial")
    if rng.random() < 0.3:
        order.insert(rng.randrange(len(order)), "id")
    return SheetStyle(
        order=tuple(order),
        head=rng.choice(HEADS),
        top=rng.choice((0, 0, 0, 1, 3)),
        left=rng.choice((0, 0, 0, 1)),
        gaps=rng.choice((0, 0, 1)),
        numbers=rng.random() < 0.7,
        serial_day=rng.random() < 0.5,
        title=rng.random() < 0.9,
        total=rng.random() < 0.3,
        notes=rng.random() < 0.6,
        signed=rng.random() < 0.3,
        repeated=rng.random() < 0.15,
        merged=rng.random() < 0.2,
        wide_title=rng.random() < 0.7,
    )


def summary_grid(truth: SummaryTruth, style: SheetStyle, rng: random.Random, name: str = "Sheet1") -> Grid:
    """A summary as a sheet. Its truth is the summary's own; a field without a column is blank."""
    grid = Grid(name)
    row, first = style.top + 1, style.left + 1
    last = style.left + len(style.order)
    if style.title:
        grid.put(row, first, "附件2")
        grid.put(row + 1, first, TITLE)
        if style.wide_title:
            grid.merges.append((row + 1, first, row + 1, last))
        row += 2
    row = _put_head(grid, truth, style, row, first, last)
    row = _put_rows(grid, truth, style, rng, row)
    if style.total:
        grid.put(row, first, "合计")
        grid.put(row, first + 1, f"{len(truth.rows)}人")
        row += 1
    if style.signed:
        grid.put(row, first, "制表人：某某")
        grid.put(row, first + 3, "审核人：某某")
        grid.put(row, last, "联系电话：0411-80000000")
        row += 1
    if style.notes:
        for number, note in enumerate(NOTES):
            grid.put(row + number, first, note)
            if style.wide_title:
                grid.merges.append((row + number, first, row + number, last))
    return grid


def _put_head(grid: Grid, truth: SummaryTruth, style: SheetStyle, row: int, first: int, last: int) -> int:
    unit, written = truth.written["reporting_unit"], truth.written["filing_date"]
    day: Content = dt.date.fromisoformat(str(truth.value["filing_date"])) if style.serial_day else written
    if style.head == "one":
        grid.put(row, first, f"报送单位：{unit}      填报日期：{written}", name="reporting_unit")
        grid.places["filing_date"] = (row, first)
        return row + 1
    right = max(first + 4, last - 2)
    if style.head == "joined":
        grid.put(row, first, f"报送单位：{unit}", name="reporting_unit")
        grid.put(row, right, f"填报日期：{written}", name="filing_date")
        return row + 1
    colon = "：" if style.head == "apart" else ""
    grid.put(row, first, f"报送单位{colon}")
    grid.put(row, first + 1, unit, name="reporting_unit")
    grid.put(row, right, f"填报日期{colon}")
    grid.put(row, right + 1, day, DAY if style.serial_day else "General", "filing_date")
    return row + 1


def _put_labels(grid: Grid, style: SheetStyle, row: int) -> None:
    labels = dict(zip(ROW_FIELDS, LABELS, strict=True)) | {"id": "身份证号"}
    for number, name in enumerate(style.order, start=style.left + 1):
        grid.put(row, number, labels[name])


def _put_rows(grid: Grid, truth: SummaryTruth, style: SheetStyle, rng: random.Random, row: int) -> int:
    _put_labels(grid, style, row)
    row += 1
    begun = row
    for number, written in enumerate(truth.rows_written):
        if number and style.gaps and rng.random() < 0.3:
            row += style.gaps
        if style.repeated and number == len(truth.rows) // 2 and number:
            _put_labels(grid, style, row)
            row += 1
        above = truth.rows_written[number - 1]["enterprise_name"] if number else ""
        for column, name in enumerate(style.order, start=style.left + 1):
            field_name = f"rows.{number}.{name}"
            if name == "id":
                grid.put(row, column, f"21020019800101{number:03}X", "@")
            elif name in ("serial", "mobile") and style.numbers and written[name].isdecimal():
                grid.put(row, column, int(written[name]), rng.choice(("General", "0")), field_name)
            elif name == "enterprise_name" and style.merged and written[name] == above and row > begun:
                _merge_with_above(grid, row, column)
            else:
                grid.put(row, column, written[name], "@", field_name)
        row += 1
    return row


def _merge_with_above(grid: Grid, row: int, column: int) -> None:
    for place, (top, left, bottom, right) in enumerate(grid.merges):
        if (left, bottom, right) == (column, row - 1, column):
            grid.merges[place] = (top, left, row, right)
            return
    if (row - 1, column) in grid.entries:
        grid.merges.append((row - 1, column, row, column))


def filing_grid(truth: Truth, form: FormStyle, rng: random.Random, *, suffix: bool = True) -> Grid:
    """A filing laid out in a sheet, its cells merged as on the form. `suffix`: a box stands behind its option."""
    layout = make_layout(truth, form, rng)
    grid = Grid("备案表")
    edges = sorted({round(edge, 4) for cell in layout.cells for edge in (cell.x0, cell.x1)})
    width = len(edges) - 1
    grid.put(1, 1, layout.heading)
    grid.put(2, 1, layout.title)
    grid.merges.append((2, 1, 2, width))
    grid.put(3, 1, _text(layout.head, suffix=suffix), name="filing_date")
    grid.merges.append((3, 1, 3, width))
    for cell in layout.cells:
        top, left = cell.row + 4, edges.index(round(cell.x0, 4)) + 1
        bottom, right = top + cell.row_span - 1, edges.index(round(cell.x1, 4))
        text = "\n".join(_text(paragraph, suffix=suffix) for paragraph in cell.paragraphs)
        if cell.kind == "photo":
            grid.photo = (top, left) if truth.value["photo"] else None
            text = "" if truth.value["photo"] else text
        content, number_format = _typed(truth, cell.fields, text)
        grid.put(top, left, content, number_format, cell.fields[0] if len(cell.fields) == 1 else "")
        if (top, left) != (bottom, right):
            grid.merges.append((top, left, bottom, right))
    for number, note in enumerate(layout.notes):
        grid.put(layout.rows + 4 + number, 1, note)
    return grid


def _typed(truth: Truth, fields: tuple[str, ...], text: str) -> tuple[Content, str]:
    """A number or a date where that is what a spreadsheet makes of it."""
    name = fields[0] if len(fields) == 1 else ""
    value = truth.value.get(name)
    if name == "mobile" and text == value:
        return int(text), "General"
    if name in ("birth_date", "appointed_from") and isinstance(value, str):
        day = dt.date.fromisoformat(value if len(value) == 10 else f"{value}-01")
        return day, DAY if len(value) == 10 else 'yyyy"年"m"月"'
    return text, "@" if name == "id_number" else "General"


def _text(paragraph: Paragraph, *, suffix: bool) -> str:
    parts = []
    for piece in paragraph.pieces:
        box = "" if piece.chosen is None else "☑" if piece.chosen else "□"
        parts.append(f"{piece.text}{box}" if suffix else f"{box}{piece.text}")
    return "".join(parts)


def write_xlsx(grids: Sequence[Grid], path: Path, rng: random.Random, *, hidden_list: bool = False) -> None:
    """An .xlsx of these sheets. `hidden_list`: with a hidden sheet of a drop-down's options."""
    import openpyxl
    from openpyxl.drawing.image import Image

    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet: Any = book.create_sheet(grid.name)
        for (row, column), entry in grid.entries.items():
            cell = sheet.cell(row, column, entry.content)
            cell.number_format = entry.format
        for top, left, bottom, right in grid.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        if grid.photo:
            stream = io.BytesIO()
            make_portrait(rng, 210, 294).save(stream, "JPEG", quality=75)
            picture = Image(stream)
            picture.width, picture.height = 83, 117
            sheet.add_image(picture, sheet.cell(*grid.photo).coordinate)
    if hidden_list:
        options = book.create_sheet("选项")
        options.sheet_state = "hidden"
        for number, option in enumerate(("首席质量官", "二级质量官", "新设", "变更"), start=1):
            options.cell(number, 1, option)
    book.save(path)


def write_xls(grids: Sequence[Grid], path: Path) -> None:
    """An .xls of these sheets; it bears no photo."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        for top, left, bottom, right in grid.merges:
            if (top, left) not in grid.entries:
                sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
        for (row, column), entry in grid.entries.items():
            look = xlwt.XFStyle()
            look.num_format_str = entry.format
            if (row, column) in merged:
                bottom, right = merged[row, column]
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, entry.content, look)
            else:
                sheet.write(row - 1, column - 1, entry.content, look)
    book.save(str(path))


def write_csv(
    grid: Grid, path: Path, *, encoding: str = "gbk", separator: str = ",", kept: str = "plain", padded: bool = True
) -> None:
    """A sheet as text. `kept` one of `KEPT_AS_TEXT`: how long numbers are saved from Excel; `padded`: equal lines."""
    last_row = max(row for row, _ in grid.entries)
    last_column = max(column for _, column in grid.entries)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    for row in range(1, last_row + 1):
        entries = [grid.entries.get((row, column)) for column in range(1, last_column + 1)]
        values = ["" if entry is None else _plain(entry, kept) for entry in entries]
        while not padded and values and not values[-1]:
            values.pop()
        writer.writerow(values)
    path.write_bytes(stream.getvalue().encode(encoding, "replace"))


def _plain(entry: Entry, kept: str) -> str:
    content = entry.content
    if isinstance(content, dt.date):
        day = f"{content.year}年{content.month}月"
        return f"{day}{content.day}日" if "d" in entry.format else day
    text = str(content)
    if len(text) < 11 or not text[:-1].isdecimal():
        return text
    return {"formula": f'="{text}"', "apostrophe": f"'{text}", "tab": f"\t{text}"}.get(kept, text)
