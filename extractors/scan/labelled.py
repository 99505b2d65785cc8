"""Cells that hold printed labels, by their place in the row: read at little cost, as they are known words or none."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.forms.labels import index
from extractors.grid import GridCell
from extractors.ocr.protocol import Engine
from extractors.page import Line
from extractors.scan.lines import TextLine, crop_of
from extractors.scan.sheet import Sheet

NARROWED = 0.62
"""To this share of their width labels are narrowed before they are read: reading costs by the width."""
SURE = 0.97
"""Each character of a label so read must have this probability; else the cell is read like any other."""
MOST_LINES = 3
OPTION_LABELS = frozenset({"专职兼职", "新设变更"})
"""Labels that are made of options: such a cell may be an answer."""


def read_labels(
    sheet: Sheet, cells: Sequence[GridCell], regions: Sequence[Sequence[TextLine]], engine: Engine
) -> dict[int, list[Line]]:
    """The lines of those cells (by their number) that are surely labels of a filing and nothing else.

    `regions`: the lines of each cell. Looked at are the cells at which labels stand on nearly all forms: every other
    one of a row, from the left.
    """
    likely = [k for k in _labels_places(cells) if _is_plain(regions[k])]
    crops = [crop_of(sheet.clean, line.pieces[0]) for k in likely for line in regions[k]]
    narrow = [cv2.resize(crop, None, fx=NARROWED, fy=1.0, interpolation=cv2.INTER_AREA) for crop in crops]
    read = iter(engine.recognise([np.asarray(crop, np.uint8) for crop in narrow]))
    found = {k: [next(read) for _ in regions[k]] for k in likely}
    return {k: lines for k, lines in found.items() if _is_label(lines)}


def _labels_places(cells: Sequence[GridCell]) -> list[int]:
    rows: dict[int, list[int]] = {}
    for k, cell in enumerate(cells):
        rows.setdefault(cell.row, []).append(k)
    return [k for row in rows.values() for k in sorted(row, key=lambda k: cells[k].column)[:-1:2]]


def _is_plain(lines: Sequence[TextLine]) -> bool:
    return 0 < len(lines) <= MOST_LINES and all(len(line.pieces) == 1 and not line.stacked for line in lines)


def _is_label(lines: Sequence[Line]) -> bool:
    glyphs = [glyph for line in lines for run in line.runs for glyph in run.glyphs if glyph.text.strip()]
    if not glyphs or any(glyph.confidence < SURE for glyph in glyphs) or not all(line.runs for line in lines):
        return False
    hit = index("filing").find("".join(line.text for line in lines))
    return hit is not None and not hit.rest and bool(hit.fields) and hit.key not in OPTION_LABELS
