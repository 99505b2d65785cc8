"""Spreadsheets made by hand, and how the whole program reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from extractors.page import Page
from extractors.sheet.model import pages
from extractors.sheet.xlsx import read_xlsx
from pipeline.documents import Outcome
from pipeline.intake import ReceivedFile
from pipeline.read import read_file
from pipeline.settings import Options

HEADER = ["序号", "企业名称", "聘任岗位", "姓名", "性别", "现任职务", "职称", "手机号码", "参加培训情况", "备注"]
FIRST = [
    1,
    "大连海晨机械有限公司",
    "首席质量官",
    "张伟",
    "男",
    "副总经理",
    "高级工程师",
    13900001111,
    "2021年3月，大连市市场监督管理局",
    "新设",
]
SECOND = [2, "大连海晨机械有限公司", "二级质量官", "李娜", "女", "质量部长", None, 13900002222, "未参加", "变更"]
TITLE = "企业首席质量官（二级质量官）信息汇总表"
HEAD = "报送单位：大连市市场监督管理局          填报日期：2021年10月20日"

Rows = Sequence[Sequence[object]]


def workbook(rows: Rows, change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx of one sheet; `change` may do more to the sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of an openpyxl workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, parts: Mapping[str, str | bytes | Callable[[str], str]]) -> bytes:
    """The package with these parts exchanged or added; a function is given the part's text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = parts.get(name)
            text = part(old.read(name).decode()) if callable(part) else part
            new.writestr(name, old.read(name) if text is None else text)
        for name, part in parts.items():
            if name not in old.namelist() and not callable(part):
                new.writestr(name, part)
    return stream.getvalue()


def only_page(content: bytes) -> Page:
    """The page of an .xlsx with one sheet."""
    (page,) = pages(read_xlsx(content))
    return page


def texts(page: Page) -> dict[tuple[int, int], str]:
    """What stands in each cell, by the sheet's own row and column."""
    return {
        (cell.place.row or 0, cell.place.column or 0): cell.text
        for table in page.tables
        for cell in table.cells
        if cell.place and cell.text
    }


def outcome_of(content: bytes, folder: Path, name: str = "a.bin") -> Outcome:
    """The outcome of a received file with this content; nothing of its name tells the kind."""
    path = folder / name
    path.write_bytes(content)
    return read_file(ReceivedFile(path, name), Options())
