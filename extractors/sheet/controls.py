"""Check boxes and option buttons that lie over a sheet: which cell's they are, and where they stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from extractors.page import Run, Tick
from extractors.sheet.model import At, Sheet

MAX_CONTROLS = 2_000
_SHOWN = {Tick.CHECKED: "☑", Tick.UNCHECKED: "□", Tick.UNKNOWN: "□"}
_CELL_MIDDLE = 24
"""Pixels from a cell's left edge up to which a box without a caption stands before the cell's text."""


@dataclass(frozen=True, slots=True)
class Control:
    """A check box: the cell its corner lies in, pixels from that cell's corner, its caption."""

    at: At
    right: int
    down: int
    caption: str
    tick: Tick


def lay_controls(sheet: Sheet, controls: Iterable[Control]) -> None:
    """Put check boxes as ticks, with their captions, into the cells under them."""
    for at, runs in _cells_of(sheet, list(islice(controls, MAX_CONTROLS))):
        sheet.cells[at] = runs


def _cells_of(sheet: Sheet, controls: list[Control]) -> Iterator[tuple[At, list[Run]]]:
    """The cells that check boxes lie in, with what then stands there."""
    by_cell: dict[At, list[Control]] = {}
    for control in sorted(controls, key=lambda one: (one.at[0], one.down // 8, one.at[1], one.right)):
        by_cell.setdefault(sheet.anchor(control.at), []).append(control)
    for at, found in by_cell.items():
        runs = list(sheet.cells.get(at, []))
        bare = [control for control in found if not control.caption]
        if len(bare) > 1 and runs:
            # which of the cell's words each belongs to, only the eye can tell
            yield at, [*runs, *(Run("□", Tick.UNKNOWN) for _ in bare)]
            continue
        before, after = [], []
        for control in found:
            box = Run(_SHOWN[control.tick], control.tick)
            if control.caption:
                after += [Run("  "), box, Run(control.caption)]
            elif control.right <= _CELL_MIDDLE or not runs:
                before.append(box)
            else:
                after.append(box)
        yield at, [*before, *runs, *after]
