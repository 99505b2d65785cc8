"""Reads a list that the user supplies, CSV or Excel; columns are found by name, errors name the row and no person."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from normalizers.enterprise import name_key
from normalizers.identity import id_number
from normalizers.names import person_name
from normalizers.value import Context
from pipeline.rules.likeness import person_key
from pipeline.rules.lists import ABOVE_SCALE, KINDS, Entry

_TITLES = {
    "person": ("姓名", "人员姓名", "质量官姓名", "name"),
    "number": ("身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "idnumber", "id"),
    "enterprise": ("企业名称", "企业", "单位名称", "单位", "工作单位", "公司名称", "enterprisename", "enterprise"),
    "included": ("人才库", "入库", "是否入库", "状态", "included", "status"),
}
"""What a column may be called, without spaces and punctuation."""
_OUT = frozenset(("否", "出库", "移出", "退出", "取消", "不入库", "no", "false", "0", "out"))
_IN = frozenset(("", "是", "入库", "在库", "纳入", "推荐", "yes", "true", "1", "in"))
_NEEDED = {ABOVE_SCALE: ("enterprise",)}
_PERSON = ("person", "number")
_HEAD_WITHIN = 10
"""The row of titles is among so many first rows: a heading may stand above it."""
_LARGEST = 50 * 2**20
Table = Sequence[Sequence[str]]


class ListError(ValueError):
    """A list cannot be used. The message (Chinese) names file and row, and repeats nothing of what stands there."""


def read_list(kind: str, file: Path) -> tuple[Entry, ...]:
    """The lines of a list of that kind (one of `KINDS`). Raises ListError with the number of the row that is wrong."""
    if kind not in KINDS:
        raise ListError(f"没有“{kind}”这种名单，可用的有：{'、'.join(KINDS)}。")
    table = _table(file)
    place, columns = _columns(kind, table, file)
    entries: list[Entry] = []
    for number, row in enumerate(table[place + 1 :], start=place + 2):
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in columns.items()}
        if any(cells.values()):
            entries.append(_entry(kind, cells, f"{file.name} 第 {number} 行"))
    if not entries:
        raise ListError(f"{file.name}：名单是空的，请检查文件。")
    return tuple(entries)


def _entry(kind: str, cells: dict[str, str], place: str) -> Entry:
    enterprise = name_key(cells["enterprise"]) if cells.get("enterprise") else None
    if kind == ABOVE_SCALE:
        if not enterprise:
            raise ListError(f"{place}：没有企业名称，请补填。")
        return Entry(enterprise=enterprise)
    person = cells.get("person") or None
    name = person_name(person, Context()).value if person else None
    if person and not isinstance(name, str):
        raise ListError(f"{place}：姓名无法识别，请更正。")
    number = _number(cells.get("number", ""), place)
    if name is None and number is None:
        raise ListError(f"{place}：姓名和身份证号都没有填，请至少补填一项。")
    return Entry(person_key(name), number, enterprise, _included(cells.get("included", ""), place))


def _number(text: str, place: str) -> str | None:
    if not text:
        return None
    normal = id_number(text, Context())
    if normal.problem is not None or not isinstance(normal.value, str) or len(normal.value) != 18:
        raise ListError(f"{place}：身份证号不是18位的有效号码，请更正。")
    return normal.value


def _included(text: str, place: str) -> bool:
    plain = _plain(text)
    if plain not in _OUT | _IN:
        raise ListError(f"{place}：“人才库”一栏应填“入库”或“出库”。")
    return plain not in _OUT


def _columns(kind: str, table: Table, file: Path) -> tuple[int, dict[str, int]]:
    """The row of titles, counted from 0, and the column of each field that it has."""
    needed = _NEEDED.get(kind, _PERSON)
    for place, row in enumerate(table[:_HEAD_WITHIN]):
        titles = [_plain(cell) for cell in row]
        found = {
            field: next(column for column, title in enumerate(titles) if title in names)
            for field, names in _TITLES.items()
            if any(title in names for title in titles)
        }
        if any(field in found for field in needed):
            return place, found
    wanted = "、".join(f"“{_TITLES[field][0]}”" for field in needed)
    raise ListError(f"{file.name}：前 {_HEAD_WITHIN} 行里没有名为{wanted}的列，请补上列名。")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _table(file: Path) -> Table:
    try:
        if file.stat().st_size > _LARGEST:
            raise ListError(f"{file.name}：文件过大，请拆分。")
        if file.suffix.lower() in (".xlsx", ".xlsm"):
            return list(_workbook(file))
        if file.suffix.lower() == ".xls":
            return list(_old_workbook(file))
        return list(csv.reader(io.StringIO(_decoded(file)), delimiter=_delimiter(_decoded(file))))
    except ListError:
        raise
    except OSError as error:
        raise ListError(f"{file.name}：文件打不开（{error.strerror}）。") from error
    except Exception as error:
        raise ListError(f"{file.name}：不是能读的 CSV 或 Excel 文件，请另存后再试。") from error


def _decoded(file: Path) -> str:
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListError(f"{file.name}：编码无法识别，请另存为 UTF-8 的 CSV。")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _workbook(file: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _old_workbook(file: Path) -> Iterator[list[str]]:
    import xlrd

    sheet = xlrd.open_workbook(file).sheet_by_index(0)
    for row in range(sheet.nrows):
        yield [_cell(value) for value in sheet.row_values(row)]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
