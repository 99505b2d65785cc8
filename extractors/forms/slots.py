"""From a table to the places of its fields: each label, the field it stands for, the cells that hold the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.forms.definition import FormDefinition
from extractors.forms.grid import CellGrid
from extractors.forms.labels import LabelHit, LabelIndex, index, label_key
from extractors.page import Cell, Line, Run, Table, part_of

ANCHORS = ("principal_name", "quality_head_name")


@dataclass(slots=True)
class Slot:
    """A label and the place of its answer.

    `fields`: those the label stands for, none where no field takes it. `answer`: the cells right of the label or below
    it; `rest`: what stands in the label's own cell behind it.
    """

    label: Cell
    hit: LabelHit
    fields: tuple[str, ...]
    answer: list[Cell] = field(default_factory=list)
    rest: tuple[Line, ...] = ()


@dataclass(slots=True)
class TableSlots:
    """All slots of a table, in reading order, and the cells that belong to none."""

    grid: CellGrid
    slots: list[Slot]
    loose: list[Cell]

    @property
    def fields(self) -> set[str]:
        """The fields that the table has a place for."""
        return {name for slot in self.slots for name in slot.fields}

    @property
    def rows(self) -> list[frozenset[str]]:
        """The fields of each row of the table that has labels, those without a label of their own left out."""
        found: dict[int, set[str]] = {}
        for slot in self.slots:
            found.setdefault(slot.label.row, set()).update(slot.fields)
        return [frozenset(fields - {"photo", "change_type"}) for fields in found.values()]


def find_slots(table: Table, definition: FormDefinition | None, *, recognised: bool) -> TableSlots:
    """The slots of a filing's table. `definition` helps where labels were misread (`recognised` pages)."""
    grid = CellGrid(table)
    labels = index("filing")
    hits = _hits(grid, labels)
    if recognised and definition is not None:
        _mend_by_layout(grid, hits, labels, definition)
    _drop_answers_that_look_like_labels(grid, hits)
    slots = _slots(grid, hits)
    _scope(slots)
    used = {id(cell) for slot in slots for cell in (slot.label, *slot.answer)}
    return TableSlots(grid, slots, [cell for cell in table.cells if id(cell) not in used])


def _hits(grid: CellGrid, labels: LabelIndex) -> dict[int, LabelHit]:
    """By the identity of its cell, each label found."""
    found: dict[int, LabelHit] = {}
    for cell in grid.table.cells:
        ticked = any(run.tick for line in cell.lines for run in line.runs)
        hit = labels.find(cell.text) if cell.text.strip() else None
        if hit is not None and (not ticked or (hit.noted and hit.rest.strip())):
            found[id(cell)] = hit
    return found


def _mend_by_layout(grid: CellGrid, hits: dict[int, LabelHit], labels: LabelIndex, definition: FormDefinition) -> None:
    """Give misread labels their meaning: nearest in likeness, or the only place its row of the layout leaves for it."""
    missing = definition.fields - {name for hit in hits.values() for name in hit.fields}
    for cell in grid.table.cells:
        if id(cell) in hits or not cell.text.strip():
            continue
        hit = labels.guess(cell.text)
        if hit is not None and missing & set(hit.fields) and _fits_row(grid, cell, hit, hits, definition):
            hits[id(cell)] = hit
            missing -= set(hit.fields)


def _fits_row(grid: CellGrid, cell: Cell, hit: LabelHit, hits: dict[int, LabelHit], definition: FormDefinition) -> bool:
    """Whether the layout has this label in a row with the other labels of the cell's row."""
    row = next((row for row in definition.rows if set(hit.fields) & set(row)), ())
    others = [hits[id(other)] for other in grid.row(cell.row) if id(other) in hits]
    if len(row) == 1 or not others:
        return hit.score >= 0.75
    return any(set(other.fields) & set(row) for other in others)


def _drop_answers_that_look_like_labels(grid: CellGrid, hits: dict[int, LabelHit]) -> None:
    """An answer may read like a label (职务: 质量负责人). Where a label waits for one just left of it, it is one."""
    for row in range(grid.table.rows):
        cells = grid.row(row)
        if _is_header_row(grid, cells, hits):
            continue
        waiting: LabelHit | None = None
        for number, cell in enumerate(cells):
            hit = hits.get(id(cell))
            if hit is None:
                waiting = None
            elif waiting is not None and reads_as_answer(waiting, hit, cells[number + 1 :], hits):
                del hits[id(cell)]
                waiting = None
            else:
                waiting = hit if not hit.rest.strip() else None


def reads_as_answer(waiting: LabelHit, hit: LabelHit, following: Sequence[Cell], hits: dict[int, LabelHit]) -> bool:
    """Whether what reads like a label is the answer of the one left of it. `hits` by the identity of their cells."""
    if set(waiting.fields) & set(hit.fields) or hit.rest.strip():
        return True
    heads_person = any(anchor in waiting.fields for anchor in ANCHORS)
    if heads_person and hit.key in (label_key("姓名"), label_key("职务")):
        return False
    next_is_label = not following or id(following[0]) in hits
    return next_is_label and not hit.official and not hit.noted


def _is_header_row(grid: CellGrid, cells: Sequence[Cell], hits: dict[int, LabelHit]) -> bool:
    """A row of labels alone, its answers below: at least three, and a row under it that holds other things."""
    filled = [cell for cell in cells if cell.text.strip()]
    if len(filled) < 3 or len(filled) < len(cells) or any(id(cell) not in hits for cell in filled):
        return False
    under = [grid.below(cell) for cell in filled]
    return all(below is not None and id(below) not in hits for below in under)


def _slots(grid: CellGrid, hits: dict[int, LabelHit]) -> list[Slot]:
    slots: list[Slot] = []
    taken: set[int] = set()
    for row in range(grid.table.rows):
        cells = grid.row(row)
        header = _is_header_row(grid, cells, hits)
        for cell in cells:
            hit = hits.get(id(cell))
            if hit is None:
                continue
            slot = Slot(cell, hit, hit.fields, rest=_rest_lines(cell, hit))
            found = [grid.below(cell)] if header else _answers_right(grid, cell, hits)
            slot.answer = [answer for answer in found if answer is not None and id(answer) not in taken]
            if not slot.answer and not slot.rest and not header and "photo" not in slot.fields:
                slot.answer = _answer_below(grid, cell, hits, taken)
            taken.update(id(answer) for answer in slot.answer)
            slots.append(slot)
    return slots


def _answers_right(grid: CellGrid, label: Cell, hits: dict[int, LabelHit]) -> list[Cell]:
    """The cells right of a label up to the next label, those in the same rows alone."""
    answers: list[Cell] = []
    closed: set[int] = set()
    for cell in grid.right_of(label):
        rows = range(max(cell.row, label.row), min(cell.row + cell.row_span, label.row + label.row_span))
        if id(cell) in hits:
            closed.update(rows)
        elif not closed.intersection(rows) and not _stands_beside_rows(cell, label):
            answers.append(cell)
    return answers


def _stands_beside_rows(cell: Cell, label: Cell) -> bool:
    """A cell that begins above the label's rows, or runs on below them away from the label: a photo beside rows."""
    adjacent = cell.column == label.column + label.column_span
    return cell.row < label.row or (not adjacent and cell.row + cell.row_span > label.row + label.row_span)


def _answer_below(grid: CellGrid, label: Cell, hits: dict[int, LabelHit], taken: set[int]) -> list[Cell]:
    below = grid.below(label)
    if below is None or id(below) in hits or id(below) in taken:
        return []
    return [below] if below.column_span >= label.column_span else []


def _rest_lines(cell: Cell, hit: LabelHit) -> tuple[Line, ...]:
    """The lines of a label's cell behind the label; the first of them may begin in the middle of one."""
    if not hit.rest.strip():
        return ()
    wanted = _written(hit.rest)
    kept: list[Line] = []
    for line in reversed(cell.lines):
        if wanted <= 0:
            break
        size = _written(line.text)
        if size > wanted:
            start = [place for place, char in enumerate(line.text) if not char.isspace()][size - wanted]
            line = Line(_tail(line.runs, len(line.text) - start), line.place)
        kept.append(line)
        wanted -= size
    return tuple(reversed(kept))


def _written(text: str) -> int:
    """How many characters a text has that are no spaces: ends of lines and blank lines do not count."""
    return sum(not char.isspace() for char in text)


def _tail(runs: Sequence[Run], size: int) -> tuple[Run, ...]:
    """The last `size` characters of a line's runs."""
    kept: list[Run] = []
    for run in reversed(runs):
        if size <= 0:
            break
        length = 0 if run.placeholder else len(run.text)
        if length > size:
            run = part_of(run, length - size, length)
        kept.append(run)
        size -= length
    return tuple(reversed(kept))


def _scope(slots: Iterable[Slot]) -> None:
    """Give 职务, 联系方式 and 姓名 behind 企业负责人 or 企业质量负责人 to that person."""
    ordered = list(slots)
    for slot in ordered:
        anchor = _anchor_of(slot, ordered)
        if anchor is None or any(name in slot.fields for name in ANCHORS):
            continue
        scoped = index(f"scoped:{anchor}").find(slot.label.text)
        if scoped is not None and scoped.fields:
            slot.fields = (anchor,) if scoped.fields == ("name",) else scoped.fields
    for slot in ordered:
        if any(name in slot.fields for name in ANCHORS) and not slot.answer and not slot.rest:
            heads = any(other is not slot and set(other.fields) & set(slot.fields) for other in ordered)
            slot.fields = () if heads else slot.fields


def _anchor_of(slot: Slot, slots: Sequence[Slot]) -> str | None:
    """The person named nearest to the left of a label, in the rows of the label."""
    label = slot.label
    left = [
        other
        for other in slots
        if other.label.column < label.column
        and other.label.row < label.row + label.row_span
        and label.row < other.label.row + other.label.row_span
    ]
    for other in sorted(left, key=lambda found: found.label.column, reverse=True):
        for anchor in ANCHORS:
            if anchor in other.fields:
                return anchor
        if "name" in other.fields:
            return None
    return None
