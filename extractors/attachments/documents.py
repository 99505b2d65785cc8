"""Pages of a received file that hold attachments, as readings: one a card or certificate, front and back together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.attachments.diploma import is_diploma, read_diploma
from extractors.attachments.fields import unread
from extractors.attachments.id_card import is_back, is_front, read_fronts
from extractors.attachments.scroll import scroll_of
from extractors.attachments.title_certificate import is_title_certificate, read_title_certificate
from extractors.attachments.words import count
from extractors.forms.reading import FieldReading, Reading
from extractors.page import Line, Page, Paragraph, Table
from normalizers.catalogue import BY_KIND

FORM_WORDS = (
    *(("聘任岗位", "二级质量官", "聘任起始时间"), ("质量工作年限",), ("企业质量负责人",), ("所在企业意见",)),
    *(("信息汇总表", "参加培训情况"), ("是否规模以上",), ("企业负责人",), ("填报日期",), ("报送单位",), ("工作简历",)),
    *(("手机号码", "联系电话", "联系方式"), ("电子邮箱", "Email"), ("企业名称", "单位名称"), ("通讯地址",)),
    *(("信息备案表",), ("岗位类别",)),
)
"""Words of the forms, ways of writing one label together."""
LEAST_FORM_WORDS = 2
"""A page with so many of them is of a filing or summary, whatever else stands on it."""
MOST_CHARACTERS = 2000
"""A page with more text is no attachment."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An attachment on a page; the back of a card has no fields."""

    kind: str
    page: Page
    fields: Mapping[str, FieldReading] | None


def read_attachments(pages: Sequence[Page]) -> tuple[Reading, ...]:
    """The attachments on these pages, in order; a page may hold several, a card may lie on two pages."""
    found = [each for page in pages for each in _on_page(page)]
    readings = [_reading(each.kind, each.page, each.fields) for each in found if each.fields is not None]
    for back in (each.page for each in found if each.fields is None):
        _add_back(readings, back)
    return tuple(sorted(readings, key=lambda reading: reading.pages))


def _on_page(page: Page) -> Iterator[_Found]:
    if _length(page) > MOST_CHARACTERS:
        return
    scroll = scroll_of(page)
    text = scroll.text
    if count(text, *FORM_WORDS) >= LEAST_FORM_WORDS:
        return
    if is_front(text):
        for fields in read_fronts(scroll):
            yield _Found("id_card", page, fields)
    elif is_back(text):
        yield _Found("id_card", page, None)
    if is_diploma(text):
        yield _Found("diploma", page, read_diploma(scroll))
    elif is_title_certificate(text):
        yield _Found("title_certificate", page, read_title_certificate(scroll))


def _length(page: Page) -> int:
    blocks = (block.lines if isinstance(block, Paragraph) else _cell_lines(block) for block in page.blocks)
    return sum(len(line.text) for lines in blocks for line in lines)


def _cell_lines(table: Table) -> list[Line]:
    return [line for cell in table.cells for line in cell.lines]


def _add_back(readings: list[Reading], page: Page) -> None:
    """Put the back of a card to the nearest front that lacks one; a lone back is a card that cannot be read."""
    fronts = [k for k, reading in enumerate(readings) if reading.kind == "id_card" and len(reading.pages) == 1]
    if not fronts:
        fields = {name: unread(name) for name in BY_KIND["id_card"]}
        readings.append(_reading("id_card", page, fields))
        return
    nearest = min(fronts, key=lambda k: abs(readings[k].pages[0] - page.number))
    front = readings[nearest]
    readings[nearest] = replace(front, pages=tuple(sorted({*front.pages, page.number})))


def _reading(kind: str, page: Page, fields: Mapping[str, FieldReading]) -> Reading:
    return Reading(
        kind,
        None,
        (page.number,),
        fields,
        shows_ink=page.shows_ink,
        recognised=page.image is not None,
    )
