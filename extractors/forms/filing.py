"""A filing (附件1) read from its tables, the text around them and its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from extractors.forms.answers import (
    blank,
    filing_fields,
    gathered_lines,
    presence,
    read_answers,
    read_opinion,
    text_place,
)
from extractors.forms.definition import FormDefinition, definitions
from extractors.forms.inline import read_inline
from extractors.forms.labels import closes_unopened, label_key
from extractors.forms.reading import FieldReading, Leftover, Reading
from extractors.forms.runover import is_pointer, read_runover
from extractors.forms.slots import Slot, TableSlots
from extractors.page import Cell, Likeness, Line, Page, Paragraph, Picture, Place, Run
from normalizers.catalogue import FILING
from normalizers.pinyin import without_pinyin
from normalizers.script import simplify
from normalizers.value import Script

SPLIT_CELLS_CONFIDENCE = 0.6
"""That an answer spread over several cells, none of them a label, was meant as one."""


LONGEST_TITLE = 40
"""Characters of a line that is a title."""
SWALLOWED_LABEL_CONFIDENCE = 0.2
"""That an answer is right which holds the label of a field that was not found: two cells were taken for one."""
HEAD_FIELDS = frozenset({"filing_date", "enterprise_name"})
"""Fields that stand in the head line, above the table."""


@dataclass(slots=True)
class FilingPaper:
    """All the paper that one filing stands on: its tables with their pages, and the text outside of them."""

    tables: list[tuple[Page, TableSlots]] = field(default_factory=list)
    paragraphs: list[tuple[Page, Paragraph]] = field(default_factory=list)

    @property
    def pages(self) -> list[Page]:
        """The pages, each once, in order."""
        found = {id(page): page for page in [page for page, _ in self.tables] + [page for page, _ in self.paragraphs]}
        return sorted(found.values(), key=lambda page: page.number)

    @property
    def fields(self) -> set[str]:
        """The fields that its tables have a place for."""
        return {name for _, slots in self.tables for name in slots.fields}


def read_filing(paper: FilingPaper, definition: FormDefinition) -> Reading:
    """One filing, field by field; every text that no field took is among the leftovers."""
    readings: dict[str, FieldReading] = {}
    leftovers: list[Leftover] = []
    _join_over_pages(paper)
    for _, table in paper.tables:
        for slot in table.slots:
            _read_slot(slot, readings, leftovers)
    for page, table in paper.tables:
        _read_loose(page, table, readings, leftovers, definition)
    wording = _read_paragraphs(paper, readings, leftovers, definition)
    tables = [(page, table.grid.table) for page, table in paper.tables]
    read_runover(tables, paper.paragraphs, readings, leftovers, lambda text: is_printed(text, definition))
    _doubt_what_was_lost(paper, definition, readings, leftovers)
    readings["photo"] = _photo(paper, definition)
    readings["seal"] = _seal(paper)
    pages = paper.pages
    return Reading(
        kind="filing",
        form=definition.id,
        pages=tuple(page.number for page in pages),
        fields={name: readings.get(name) or blank(name, offered=name in definition.fields) for name in FILING},
        leftovers=tuple(leftovers),
        wording=wording,
        jurisdiction=definition.jurisdiction,
        shows_ink=any(page.shows_ink for page in pages),
        recognised=any(page.image is not None for page in pages),
    )


def _join_over_pages(paper: FilingPaper) -> None:
    """A row that a page's end cut through goes on in the first row of the next table: it has no label there."""
    for (_, upper), (_, lower) in pairwise(paper.tables):
        first = [cell for cell in lower.grid.row(0) if cell.lines]
        if not upper.slots or not first or any(slot.label.row == 0 for slot in lower.slots):
            continue
        last = upper.slots[-1]
        if last.answer and len(first) > 1 and closes_unopened(first[0].text):
            first = first[1:]
        lines = tuple(line for cell in first for line in cell.lines)
        if last.answer:
            last.answer[-1] = replace(last.answer[-1], lines=last.answer[-1].lines + lines)
        else:
            last.rest += lines
        lower.loose = [cell for cell in lower.loose if cell.row != 0]


def _read_slot(slot: Slot, readings: dict[str, FieldReading], leftovers: list[Leftover]) -> None:
    if "photo" in slot.fields:
        return
    lines = slot.rest + gathered_lines(slot.answer)
    place = slot.answer[0].place if slot.answer else slot.label.place
    if not slot.fields:
        text = "\n".join(line.text for line in lines).strip()
        if text:
            leftovers.append(Leftover(f"{slot.label.text.strip()}：{text}", text_place(lines) or place))
        return
    if "enterprise_opinion" in slot.fields:
        found = read_opinion(lines, place)
    else:
        found = read_answers(filing_fields(slot.fields), lines, place)
    if _spread(slot):
        found = {
            name: replace(reading, confidence=SPLIT_CELLS_CONFIDENCE, problem=reading.problem or "split-cells")
            for name, reading in found.items()
        }
    for name, reading in found.items():
        _keep(name, reading, readings, leftovers)


def _spread(slot: Slot) -> bool:
    """Whether an answer stands in several cells that are not the single boxes of a number."""
    filled = [cell for cell in slot.answer if cell.text.strip()]
    return len(filled) > 1 and any(len(cell.text.strip()) > 2 for cell in filled)


def _keep(name: str, reading: FieldReading, readings: dict[str, FieldReading], leftovers: list[Leftover]) -> None:
    """Take a reading, unless the field has one: the same again is passed over, another is reported."""
    known = readings.get(name)
    if known is None or known.text is None:
        readings[name] = reading
        return
    if reading.text is None or _squeezed(reading.text) == _squeezed(known.text):
        return
    if is_pointer(known.meant):
        readings[name] = reading
        return
    leftovers.append(Leftover(reading.text, reading.place))
    readings[name] = replace(
        known, confidence=min(known.confidence, 0.5), alternatives=(*known.alternatives, reading.meant or reading.text)
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _read_loose(
    page: Page,
    table: TableSlots,
    readings: dict[str, FieldReading],
    leftovers: list[Leftover],
    definition: FormDefinition,
) -> None:
    """Cells that no label claimed: `label: value` within one, notes, or leftovers."""
    for cell in table.loose:
        if not cell.text.strip():
            continue
        rest = _read_lines(cell.lines, readings, leftovers, set())
        for line in rest:
            if not is_printed(line.text, definition):
                leftovers.append(Leftover(line.text.strip(), line.place or cell.place or Place(page.number)))


def _read_lines(
    lines: Iterable[Line], readings: dict[str, FieldReading], leftovers: list[Leftover], placed: set[str]
) -> list[Line]:
    """Take the `label: value` pairs out of lines; what remains of them is given back.

    A field that has its place in a table (`placed`) is not read from text elsewhere: that is left over.
    """
    rest: list[Line] = []
    for line in lines:
        found, remains = read_inline(line, "filing")
        for name, reading in found:
            if name and name not in placed:
                _keep(name, reading, readings, leftovers)
            elif reading.text:
                text = f"{FILING[name].label}：{reading.text}" if name else reading.text
                leftovers.append(Leftover(text, reading.place))
        if remains.strip():
            rest.append(Line((Run(remains.strip()),), line.place))
    return rest


def _read_paragraphs(
    paper: FilingPaper, readings: dict[str, FieldReading], leftovers: list[Leftover], definition: FormDefinition
) -> str:
    """The text outside the tables: head line, title, notes; gives all of it as wording."""
    wording: list[str] = []
    fields = paper.fields
    for _, paragraph in paper.paragraphs:
        wording.append(paragraph.text)
        if paragraph.margin:
            continue
        spoken = [line for line in paragraph.lines if not is_note(line.text, definition)]
        for line in _read_lines(spoken, readings, leftovers, fields):
            if not is_printed(line.text, definition):
                leftovers.append(Leftover(line.text.strip(), line.place))
    _read_margins(paper, readings)
    return "\n".join(wording)


def _read_margins(paper: FilingPaper, readings: dict[str, FieldReading]) -> None:
    """A head line may stand in the page's header: what it names counts where the page itself says nothing of it.

    Of anything else a header may well be somebody's letterhead.
    """
    lines = [line for _, paragraph in paper.paragraphs if paragraph.margin for line in paragraph.lines]
    fields = paper.fields
    for line in lines:
        for name, reading in read_inline(line, "filing")[0]:
            known = name in fields or (name in readings and readings[name].text)
            if name in HEAD_FIELDS and reading.text and not known:
                readings[name] = reading


def _doubt_what_was_lost(
    paper: FilingPaper, definition: FormDefinition, readings: dict[str, FieldReading], leftovers: Sequence[Leftover]
) -> None:
    """A field of the layout whose label was not found is unread, not blank, and the answer that holds its label wrong.

    On a recognised page of no known layout, where text in the tables was left over, that goes for every field without a
    place: one of the leftovers may be its label.
    """
    recognised = any(page.image is not None for page in paper.pages)
    lost = {name for name in definition.fields - paper.fields - {"photo"} if name not in readings}
    if recognised and "filing_date" not in readings:
        lost.add("filing_date")
    if recognised and not definition.rows and leftovers:
        lost |= {name for name in FILING if name not in readings and name not in paper.fields} - {"photo", "seal"}
    labels = [label_key(FILING[name].label) for name in lost] if recognised else []
    for name, reading in readings.items():
        key = label_key(reading.text or "")
        if any(label in key for label in labels):
            readings[name] = replace(reading, confidence=SWALLOWED_LABEL_CONFIDENCE)
    for name in lost:
        readings[name] = FieldReading(name, confidence=0.0, offered=name in definition.fields)


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Whether a text is the title of a form, with little else."""
    key = label_key(text)
    return len(key) <= LONGEST_TITLE and any(title in key for title in _titles())


@cache
def _titles() -> tuple[str, ...]:
    return tuple(label_key(title) for form in definitions() for title in form.titles)


def is_note(text: str, definition: FormDefinition) -> bool:
    """Whether a text is one of the form's printed notes."""
    plain = "".join(simplify(without_pinyin(text), Script.SIMPLIFIED).split())
    return any(note.search(plain) for note in definition.notes)


def is_printed(text: str, definition: FormDefinition) -> bool:
    """Whether a text is the form's own: its title, a note, an empty rule."""
    key = label_key(text)
    if not key:
        return True
    if any(key.startswith(title) or (len(key) > 4 and key in title) for title in map(label_key, definition.titles)):
        return True
    if len(key) > 4 and any(key in label_key(note) for note in definition.printed):
        return True
    return is_note(text, definition)


def _photo(paper: FilingPaper, definition: FormDefinition) -> FieldReading:
    """二寸照片: a picture in its cell, or a portrait anywhere near the table's head."""
    cell = _photo_cell(paper)
    if cell is not None:
        shown = next((picture for picture in cell.pictures if picture.likeness is not Likeness.SEAL), None)
        if shown is not None:
            return presence("photo", there=True, place=cell.place, offered=True, confidence=shown.confidence)
    for page in paper.pages:
        for picture in _all_pictures(page):
            if picture.likeness is Likeness.PORTRAIT:
                return presence("photo", there=True, place=picture.place, offered=True, confidence=picture.confidence)
    offered = cell is not None or "photo" in definition.fields
    return presence("photo", there=False, place=cell.place if cell else None, offered=offered)


def _photo_cell(paper: FilingPaper) -> Cell | None:
    for _, table in paper.tables:
        for slot in table.slots:
            if "photo" in slot.fields:
                return slot.answer[0] if slot.answer and slot.answer[0].pictures else slot.label
    for _, table in paper.tables:
        for cell in table.loose:
            right_edge = cell.column + cell.column_span == table.grid.table.columns
            if right_edge and cell.row_span >= 2 and cell.row <= 2 and not cell.text.strip():
                return cell
    return None


def _seal(paper: FilingPaper) -> FieldReading:
    """（盖章）: a seal on any page of the filing; its place where it was found."""
    for page in paper.pages:
        for picture in _all_pictures(page):
            if picture.likeness is Likeness.SEAL:
                return presence("seal", there=True, place=picture.place, offered=True, confidence=picture.confidence)
    opinion = next(
        (slot for _, table in paper.tables for slot in table.slots if "enterprise_opinion" in slot.fields), None
    )
    place = (opinion.answer[0] if opinion.answer else opinion.label).place if opinion else None
    return presence("seal", there=False, place=place, offered=True)


def _all_pictures(page: Page) -> Iterable[Picture]:
    yield from page.pictures
    for table in page.tables:
        for cell in table.cells:
            yield from cell.pictures
