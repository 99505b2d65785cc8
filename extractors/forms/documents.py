"""From the pages of a received file to the documents in them: which form, where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.attachments.documents import read_attachments
from extractors.forms.definition import FormDefinition, definitions
from extractors.forms.filing import FilingPaper, is_printed, is_title, read_filing
from extractors.forms.header import Header, find_header
from extractors.forms.inline import read_inline
from extractors.forms.labels import fold_script, label_key
from extractors.forms.reading import Leftover, Reading
from extractors.forms.sheets import divided
from extractors.forms.slots import TableSlots, find_slots
from extractors.forms.summary import SummaryPaper, continues, read_summary
from extractors.page import Line, Origin, Page, Paragraph, Table

LEAST_FIELDS = 6
"""Labels of so many fields of a filing must stand in its tables before they count as one."""
OWN_FIELDS = frozenset({"post", "quality_years", "trained", "quality_head_name", "above_scale", "employment"})
"""Fields that hardly any other form about a person has."""
OWN_WORD = "质量官"
OWN_LAYOUT = 0.7
"""The share of a definition's rows that the tables must have to be of that form."""


def read_documents(pages: Sequence[Page]) -> tuple[Reading, ...]:
    """Every filing, summary and attachment on the pages, in order; `other` for pages that hold text of none.

    A table that lacks what every filing begins with goes on with the filing before it; a label that has been seen
    begins the next one.
    """
    pages = [divided(page) for page in pages]
    copies = read_attachments(pages)
    own = {page.number for page in pages if copies and _holds_filing(page)}
    copies = tuple(copy for copy in copies if not own & {*copy.pages})
    copied = {number for copy in copies for number in copy.pages}
    gathered = _gather([page for page in pages if page.number not in copied])
    readings = [*(_read(paper) for paper in gathered.papers), *copies]
    taken = {number for reading in readings for number in reading.pages}
    for page in pages:
        if page.number in taken or not readings:
            continue
        owner = max((k for k, found in enumerate(readings) if found.pages < (page.number,)), default=None)
        if owner is not None and _is_all_printed(page, readings[owner]):
            readings[owner] = replace(readings[owner], pages=(*readings[owner].pages, page.number))
        else:
            readings.append(_other(page))
    return tuple(sorted(readings, key=lambda reading: reading.pages[:1]))


def _holds_filing(page: Page) -> bool:
    """Whether a table of the page has so many fields of a filing, of its own ones too, that it is no attachment."""
    found = [find_slots(table, _liaoning(), recognised=page.image is not None).fields for table in page.tables]
    return any(len(fields) >= LEAST_FIELDS and fields & OWN_FIELDS for fields in found)


def _is_all_printed(page: Page, reading: Reading) -> bool:
    """Whether a page holds nothing but notes of the form that the pages before it hold."""
    definition = next((found for found in definitions() if found.id == reading.form), None)
    texts = [line.text for line in _lines(page)]
    return definition is not None and bool(texts) and all(is_printed(text, definition) for text in texts)


def _lines(page: Page) -> list[Line]:
    lines: list[Line] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            lines += block.lines
        else:
            lines += [line for cell in block.cells for line in cell.lines]
    return lines


@dataclass(slots=True)
class _Gathered:
    papers: list[FilingPaper | SummaryPaper] = field(default_factory=list)
    waiting: list[tuple[Page, Paragraph]] = field(default_factory=list)

    @property
    def current(self) -> FilingPaper | SummaryPaper | None:
        return self.papers[-1] if self.papers else None


def _gather(pages: Sequence[Page]) -> _Gathered:
    gathered = _Gathered()
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Paragraph):
                gathered.waiting.append((page, block))
            else:
                _place_table(page, block, gathered)
    current = gathered.current
    if current is not None:
        current.paragraphs.extend(_on_its_pages(current, gathered.waiting))
    elif _names_fields(gathered.waiting):
        gathered.papers.append(FilingPaper([], gathered.waiting))
    return gathered


def _names_fields(paragraphs: Sequence[tuple[Page, Paragraph]]) -> bool:
    """Whether text without a table names so many fields of a filing that it is one, printed without rules."""
    found = {
        name
        for _, paragraph in paragraphs
        for line in paragraph.lines
        for name, _ in read_inline(line, "filing")[0]
        if name
    }
    return len(found) >= LEAST_FIELDS and bool(found & {"name", "enterprise_name"})


def _on_its_pages(
    paper: FilingPaper | SummaryPaper, waiting: list[tuple[Page, Paragraph]]
) -> list[tuple[Page, Paragraph]]:
    """Of the text behind the last table, that on a page which the document stands on."""
    numbers = {entry[0].number for entry in paper.tables}
    return [(page, paragraph) for page, paragraph in waiting if page.number in numbers]


def _place_table(page: Page, table: Table, gathered: _Gathered) -> None:
    header = find_header(table)
    current = gathered.current
    if header is not None and _lists_officers(page, table, header, gathered):
        if isinstance(current, SummaryPaper) and _goes_on_with_header(page, current, gathered.waiting):
            current.tables.append((page, table, header))
        else:
            _begin(gathered, SummaryPaper([(page, table, header)], []))
        return
    slots = find_slots(table, _liaoning(), recognised=page.image is not None)
    if isinstance(current, SummaryPaper) and len(slots.fields) < LEAST_FIELDS:
        _continue_summary(current, page, table)
        return
    if len(slots.fields) >= LEAST_FIELDS and _begins_filing(slots, current):
        if current is not None or _is_about_officers(slots, gathered.waiting):
            _begin(gathered, FilingPaper([(page, slots)], []))
    elif isinstance(current, FilingPaper) and _goes_on(page, slots, current):
        current.tables.append((page, slots))
        current.paragraphs.extend(gathered.waiting)
        gathered.waiting.clear()


def _lists_officers(page: Page, table: Table, header: Header, gathered: _Gathered) -> bool:
    """Whether a list of people is one of quality officers; most lists in spreadsheets are of others."""
    if page.origin is not Origin.SHEET or {"post", "training"} & set(header.columns):
        return True
    if isinstance(gathered.current, SummaryPaper):
        return True
    texts = [paragraph.text for _, paragraph in gathered.waiting] + [cell.text for cell in table.cells]
    return any(OWN_WORD in fold_script(text) for text in texts)


def _goes_on_with_header(page: Page, current: SummaryPaper, waiting: Sequence[tuple[Page, Paragraph]]) -> bool:
    """Whether a table with a header goes on with the summary before it: no title between, and not on another sheet."""
    if any(is_title(paragraph.text) for _, paragraph in waiting):
        return False
    return page.origin is not Origin.SHEET or current.tables[-1][0].number == page.number


def _is_about_officers(slots: TableSlots, waiting: Sequence[tuple[Page, Paragraph]]) -> bool:
    """Whether a table about a person is about a quality officer: by fields that others lack, or by the word."""
    if slots.fields & OWN_FIELDS:
        return True
    texts = [paragraph.text for _, paragraph in waiting] + [cell.text for cell in slots.grid.table.cells]
    return any(OWN_WORD in label_key(text) for text in texts)


def _goes_on(page: Page, slots: TableSlots, current: FilingPaper) -> bool:
    """Whether a table belongs to the filing before it: on the same page, or over the page with fields still lacking.

    A copy of an ID card over the page has labels that the filing has had, or none that is known.
    """
    on_its_page = current.tables and current.tables[-1][0].number == page.number
    if on_its_page:
        return any(cell.text.strip() for cell in slots.grid.table.cells)
    return bool(slots.fields) and not slots.fields & current.fields


def _continue_summary(current: SummaryPaper, page: Page, table: Table) -> None:
    _, previous, header = current.tables[-1]
    if continues(table, header, previous):
        current.tables.append((page, table, Header(header.columns, 0)))


def _begins_filing(slots: TableSlots, current: FilingPaper | SummaryPaper | None) -> bool:
    """A new filing, unless it holds only fields that the filing before it still lacks."""
    if not isinstance(current, FilingPaper):
        return True
    return bool(slots.fields & current.fields) or "name" in slots.fields


def _begin(gathered: _Gathered, paper: FilingPaper | SummaryPaper) -> None:
    """Start a document: the text since the last table is its own from the title on; before that, the last one's."""
    waiting = gathered.waiting
    start = next((number for number, (_, paragraph) in enumerate(waiting) if is_title(paragraph.text)), None)
    current = gathered.current
    if current is None:
        start = 0
    elif start is None:
        first_page = paper.tables[0][0].number
        start = next((number for number, (page, _) in enumerate(waiting) if page.number == first_page), len(waiting))
        if current.tables[-1][0].number == first_page:
            start = _head_of_next(waiting)
    if current is not None:
        current.paragraphs.extend(waiting[:start])
    paper.paragraphs.extend(waiting[start:])
    gathered.waiting = []
    gathered.papers.append(paper)


def _head_of_next(waiting: Sequence[tuple[Page, Paragraph]]) -> int:
    """On one page without a title between: the last text that names a filing date or reporting unit, or the end."""
    keys = (label_key("填报日期"), label_key("报送单位"))
    found = [number for number, (_, part) in enumerate(waiting) if label_key(part.text).startswith(keys)]
    return found[-1] if found else len(waiting)


def _liaoning() -> FormDefinition:
    return next(definition for definition in definitions() if definition.kind == "filing" and definition.rows)


def _read(paper: FilingPaper | SummaryPaper) -> Reading:
    if isinstance(paper, SummaryPaper):
        return read_summary(paper, next(found for found in definitions() if found.kind == "summary"))
    return read_filing(paper, _form_of(paper))


def _form_of(paper: FilingPaper) -> FormDefinition:
    """The definition whose layout the tables have; the generic one where they have none's."""
    known = [found for found in definitions() if found.kind == "filing"]
    rows = [row for _, slots in paper.tables for row in slots.rows]
    best = max(known, key=lambda found: _share(found, rows))
    return best if _share(best, rows) >= OWN_LAYOUT else next(found for found in known if not found.rows)


def _share(definition: FormDefinition, rows: Sequence[frozenset[str]]) -> float:
    """The share of a layout's rows that a table has, whole or all but one label."""
    wanted = [_as_slots(row) for row in definition.rows]
    found = [row for row in wanted if any(len(row ^ own) <= (1 if len(row) > 2 else 0) for own in rows)]
    return len(found) / len(wanted) if wanted else 0.0


def _as_slots(row: Sequence[str]) -> frozenset[str]:
    """The fields of a definition's row that have a label of their own (the photo may be without)."""
    return frozenset(row) - {"photo", "change_type"}


def _other(page: Page) -> Reading:
    """A page that belongs to no filing or summary: all its text is left over."""
    leftovers = [Leftover(line.text.strip(), line.place) for line in _lines(page) if line.text.strip()]
    return Reading(
        "other",
        None,
        (page.number,),
        {},
        leftovers=tuple(leftovers),
        shows_ink=page.shows_ink,
        recognised=page.image is not None,
    )
