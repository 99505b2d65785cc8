"""Pages built by hand: a table from rows of text, with `~` for a cell merged with the one left of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.page import Cell, Line, Origin, Page, Paragraph, Place, Run, Table, Tick

TICKS = {"☑": Tick.CHECKED, "□": Tick.UNCHECKED, "√": Tick.MARK, "×": Tick.CROSS, "▯": Tick.UNKNOWN}

OFFICIAL = (
    ("企业名称", "{enterprise_name}", "~", "~", "~", "二寸照片"),
    ("所属地区", "{region}", "所属行业", "{industry}", "~", ""),
    ("企业类型", "{enterprise_type}", "是否规模以上企业", "{above_scale}", "企业规模", "{enterprise_scale}"),
    ("经营项目及\n主要产品", "{main_products}", "~", "~", "~", "~"),
    ("姓名", "{name}", "身份证号", "{id_number}", "~", "~"),
    ("性别", "{gender}", "出生日期", "{birth_date}", "质量工作年限", "{quality_years}"),
    ("毕业院校", "{school}", "专业", "{major}", "学历", "{education}"),
    ("现任职务", "{position}", "职称", "{title}", "手机号码", "{mobile}"),
    ("通讯地址", "{address}", "~", "Email", "{email}", "~"),
    ("聘任岗位", "{post}", "专职兼职", "{employment}", "聘任起始时间", "{appointed_from}"),
    ("是否参加过首席质量官培训", "{trained}", "培训时间", "{training_date}", "培训组织方", "{training_organizer}"),
    ("企业负责人", "{principal_name}", "职务", "{principal_position}", "联系方式", "{principal_contact}"),
    ("企业质量负责人", "{quality_head_name}", "职务", "{quality_head_position}", "联系方式", "{quality_head_contact}"),
    ("工作简历（注明质量管理工作经历、获奖情况）", "{resume}", "~", "~", "~", "~"),
    ("所在企业\n意见", "{opinion}", "~", "~", "~", "~"),
    ("备注", "{remarks}", "~", "~", "~", "~"),
)
"""附件1, cell by cell."""


def line(text: str) -> Line:
    """A line whose tick glyphs are ticks."""
    parts = [part for part in re.split(f"([{''.join(TICKS)}])", text) if part]
    return Line(tuple(Run(part, TICKS.get(part)) for part in parts))


def lines(text: str) -> tuple[Line, ...]:
    """A line for each line of the text."""
    return tuple(line(part) for part in text.split("\n")) if text else ()


def table(rows: Sequence[Sequence[str]], number: int = 1) -> Table:
    """A table; each `~` widens the cell to its left by a column."""
    cells: list[Cell] = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text == "~":
                continue
            span = 1
            while column + span < len(texts) and texts[column + span] == "~":
                span += 1
            place = Place(1, table=number, row=row + 1, column=column + 1)
            cells.append(Cell(row, column, 1, span, lines(text), place=place))
    return Table(len(rows), max(len(row) for row in rows), tuple(cells))


def official(values: dict[str, str]) -> Table:
    """附件1 filled with these texts by field; `opinion` is the whole cell of 所在企业意见."""
    blanks = dict.fromkeys(
        (name for row in OFFICIAL for text in row for name in re.findall(r"\{(\w+)\}", text)),
        "",
    )
    return table([[text.format(**(blanks | values)) for text in row] for row in OFFICIAL])


def page(*blocks: Table | str, number: int = 1, shows_ink: bool = False) -> Page:
    """A page of tables and paragraphs."""
    return Page(
        number,
        Origin.WORD,
        tuple(Paragraph(lines(block)) if isinstance(block, str) else block for block in blocks),
        shows_ink=shows_ink,
    )
