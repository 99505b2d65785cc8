"""The characters of a page as marks: what each shows, where it stands, and what is drawn on it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.glyphs import show, symbol_font
from extractors.gridlines import Segment
from extractors.layer.strokes import Stroke, is_red, is_white
from extractors.page import Tick

if TYPE_CHECKING:
    from extractors.layer.model import Char, Rect

_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⺁⺄⺆⺈⺌⺍⺮⺼⻌⻍⻎⻏⻖",
    "母民虎西见角贝车長长长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟厂乙冂刀小小竹肉辶辶辶阝阝",
)
"""Parts of characters that fonts of PDF files give for the whole characters, where Unicode itself has no mapping."""


HIGHEST_STRIKE = 40.0
"""Points: strokes higher than this do not strike words."""

ASCENT = 0.86
"""Share of its size that a Chinese character rises above the baseline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A character or tick on the page; edges in points, y down. `size`: of its font."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    tick: Tick | None = None
    bold: bool = False
    struck: bool = False
    underlined: bool = False
    boxed: bool = False
    red: bool = False
    turned: bool = False
    """Neither level nor upright: of the arc of a seal, a watermark."""
    spaced: bool = False
    """A blank was written before it."""
    unseen: bool = False
    """It stands in the text but cannot be seen on the page."""

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle."""
        return (self.top + self.bottom) / 2


def marks_of(chars: Sequence[Char], grounds: Sequence[Rect]) -> list[Mark]:
    """The characters of a page; blanks left out, doubling of fake bold removed.

    `grounds`: places that are not white: white characters are seen on these alone.
    """
    found = []
    blank = False
    for char in chars:
        if is_white(char.colour) and not _lies_on(char, grounds):
            continue
        text, tick = _shown(char.font, char.text)
        if not text.strip():
            blank = True
            continue
        top, bottom = _height(char)
        bold = "bold" in char.font.lower()
        edges = char.x0, top, char.x1, bottom
        mark = Mark(text, *edges, char.size, tick, bold, red=is_red(char.colour), turned=char.turned, spaced=blank)
        found.append(replace(mark, unseen=True) if char.unseen else mark)
        blank = False
    return _ticked_boxes(_without_doubles(found))


def _lies_on(char: Char, grounds: Sequence[Rect]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in grounds)


def _height(char: Char) -> tuple[float, float]:
    """Top and bottom by the baseline, because fonts in one line often disagree on how high they are."""
    top, bottom, size = char.top, char.bottom, char.size
    if char.baseline is None or abs(char.baseline - ASCENT * size + size / 2 - (top + bottom) / 2) > size:
        return top, bottom
    return char.baseline - ASCENT * size, char.baseline + (1 - ASCENT) * size


def with_strokes(marks: Sequence[Mark], lines: Sequence[Segment], strokes: Sequence[Stroke] = ()) -> list[Mark]:
    """Marks that a line goes through, level or not, are struck, those with a level line at their foot underlined."""
    marks = [_stroked(mark, lines) for mark in marks]
    for stroke in strokes:
        struck = {id(mark) for mark in _struck_by(stroke, marks)}
        marks = [replace(mark, struck=True) if id(mark) in struck else mark for mark in marks]
    return marks


def _struck_by(stroke: Stroke, marks: Sequence[Mark]) -> list[Mark]:
    """The marks that a slanting or shaky stroke of a pen goes through: two and more, side by side."""
    if stroke.filled or stroke.closed or stroke.height > HIGHEST_STRIKE or stroke.width < 8:
        return []
    near = [
        m for m in marks if m.x1 > stroke.x0 and m.x0 < stroke.x1 and m.bottom > stroke.top and m.top < stroke.bottom
    ]
    hit = [mark for mark in near if _goes_through(stroke, mark)]
    over = sum(any(m.x0 <= x <= m.x1 and m.top <= y <= m.bottom for m in hit) for x, y in stroke.points)
    return hit if len(hit) > 1 and over >= 0.5 * len(stroke.points) else []


def _goes_through(stroke: Stroke, mark: Mark) -> bool:
    width, height = mark.x1 - mark.x0, mark.bottom - mark.top
    held = [x for x, y in stroke.points if mark.x0 <= x <= mark.x1 and abs(y - mark.y) < 0.38 * height]
    return bool(held) and max(held) - min(held) >= 0.5 * width


def _stroked(mark: Mark, lines: Sequence[Segment]) -> Mark:
    height, width = mark.bottom - mark.top, mark.x1 - mark.x0
    struck, underlined = mark.struck, mark.underlined
    for line in lines:
        if min(line.end, mark.x1) - max(line.start, mark.x0) < 0.6 * width:
            continue
        depth = (line.position - mark.top) / height if height else 0.0
        struck = struck or 0.33 < depth < 0.7
        underlined = underlined or 0.82 < depth < 1.3
    changed = struck != mark.struck or underlined != mark.underlined
    return replace(mark, struck=struck, underlined=underlined) if changed else mark


def _shown(font: str, text: str) -> tuple[str, Tick | None]:
    if text.startswith("(cid:"):
        return "□" if symbol_font(font) else "\ufffd", Tick.UNKNOWN if symbol_font(font) else None
    if len(text) == 1:
        shown, tick = show(font, text)
        return _whole(shown), tick
    return _whole(text), None


def _whole(text: str) -> str:
    """Radicals and compatibility forms of characters as the characters themselves; full-width forms stay."""
    if all(ord(one) < 0x2E80 or 0x3000 <= ord(one) < 0xF900 or ord(one) >= 0xFE00 for one in text) and not any(
        0xFB00 <= ord(one) <= 0xFB06 for one in text
    ):
        return text
    return unicodedata.normalize("NFKC", text).translate(_RADICALS)


def _without_doubles(marks: Sequence[Mark]) -> list[Mark]:
    """Of the same character drawn twice at nearly the same place one stays, as bold."""
    kept: list[Mark] = []
    near: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for mark in marks:
        across, down = round(mark.x / 6), round(mark.y / 6)
        twin = next(
            (
                index
                for i in (-1, 0, 1)
                for j in (-1, 0, 1)
                for index in near.get((mark.text, across + i, down + j), ())
                if _same_place(kept[index], mark)
            ),
            None,
        )
        if twin is not None:
            kept[twin] = replace(kept[twin], bold=True)
            continue
        near[mark.text, across, down].append(len(kept))
        kept.append(mark)
    return kept


def _same_place(one: Mark, other: Mark) -> bool:
    width, height = one.x1 - one.x0, one.bottom - one.top
    return (
        abs(one.x0 - other.x0) <= 0.25 * max(width, 1.0)
        and abs(one.top - other.top) <= 0.25 * max(height, 1.0)
        and abs(one.size - other.size) <= 0.2 * max(one.size, 1.0)
    )


def _ticked_boxes(marks: Sequence[Mark]) -> list[Mark]:
    """A tick drawn over an empty box makes it a ticked box; a letter over one too."""
    boxes = [mark for mark in marks if mark.tick is Tick.UNCHECKED]
    gone: set[int] = set()
    filled: dict[int, Mark] = {}
    for tick in marks if boxes else ():
        if tick.tick not in (Tick.MARK, Tick.CROSS) and tick.text not in "xXvV×●■":
            continue
        box = max(boxes, key=lambda box: _overlap(tick, box))
        if box is not tick and _overlap(tick, box) >= 0.3:
            gone.add(id(tick))
            crossed = tick.tick is Tick.CROSS or tick.text in "xX×"
            filled[id(box)] = replace(box, text="☒" if crossed else "☑", tick=Tick.CHECKED)
    return [filled.get(id(mark), mark) for mark in marks if id(mark) not in gone]


def _overlap(one: Mark, other: Mark) -> float:
    """The share of the smaller of two marks that the other covers."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    areas = ((mark.x1 - mark.x0) * (mark.bottom - mark.top) for mark in (one, other))
    return width * height / max(min(areas), 0.1)
