"""The lines of many cells read together: text and tick boxes, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from extractors.forms.labels import index
from extractors.ocr.protocol import Engine
from extractors.page import Glyph, Line, PageImage, Run, Tick
from extractors.scan.circles import Circle, find_circles, lifted
from extractors.scan.intruders import without_intruders
from extractors.scan.labelled import OPTION_LABELS
from extractors.scan.lines import TextLine, crop_of, find_lines, stack_crop
from extractors.scan.missed import with_missed_marks
from extractors.scan.offers import WORDS, completed, glyphs_of, offers_options, word_spans
from extractors.scan.place import place_of, upright_box
from extractors.scan.sheet import Rect, Sheet
from extractors.scan.ticks import (
    BOX_GLYPHS,
    LIKE_BOXES,
    MOUTH,
    TickBox,
    find_marks,
    find_offered,
    find_ticks,
    settled,
    unexplained,
    without,
    worth_a_look,
)

MARKS = {
    "□": Tick.UNCHECKED,
    "☐": Tick.UNCHECKED,
    "☑": Tick.CHECKED,
    "☒": Tick.CHECKED,
    "■": Tick.CHECKED,
    "√": Tick.MARK,
    "✓": Tick.MARK,
    "✔": Tick.MARK,
    "✗": Tick.CROSS,
    "✘": Tick.CROSS,
    "×": Tick.CROSS,
}
SURE_OF_BOX = 0.8
"""A box that only the recogniser saw is believed from this probability."""
STRUCK_FROM, STRUCK_TO = 0.34, 0.68
"""Where in the height of a line a stroke through it runs."""
UNDERLINED_FROM = 0.84
KNOWN_FROM = 3
"""So many boxes alike tell how large the boxes of a page are."""
SHORT = 24
"""A cell with more characters than this offers no options that could be circled."""
CHOICE_LINES = 4
"""A cell with more lines than this holds no options."""
NEARER = 0.12
"""A mark belongs to the text that is nearer by so many characters."""
NOT_WHOLE = 0.9
"""How sure anything is at most in a cell of options in which something could not be made out."""
SMALLEST_PRINT = 0.55
"""Printed options are at least as high as this share of the usual character."""
LONG = 1.2
"""A stroke along the text is longer than this many characters."""
UNREAD = 0.5
"""How sure it is that ink without a reading is dirt."""
UNREAD_SIZE = 0.7
"""Ink smaller than so many characters, either way, is dirt."""
UNREAD_INK = 0.08
"""The least share of its rectangle that writing covers."""
DASHES = frozenset("—–-_一~～─")
LIKE_MARKS = frozenset("VvνˇレJU")
STROKES = frozenset("1Il|丨丿")
SPAN_BEFORE = frozenset("0123456789年月日号")
SPAN_AFTER = frozenset("0123456789至今")
SLANTED = 0.2
"""A single upright stroke leaning by this much of its height is a slash."""


@dataclass
class _Part:
    """A piece of a line: as read first, its tick boxes, and the texts beside them."""

    piece: Rect
    line: Line
    boxes: list[TickBox] = field(default_factory=list)
    texts: list[tuple[Rect, Line]] = field(default_factory=list)
    offered: bool = False
    most: float = 1.0


def read_lines(
    sheet: Sheet,
    regions: Sequence[Sequence[TextLine]],
    engine: Engine,
    image: PageImage,
    number: int,
    known: Mapping[int, Sequence[Line]] = MappingProxyType({}),
) -> list[tuple[Line, ...]]:
    """For each region (a cell, or a line outside of tables) its lines as read, those without anything left out.

    `known`: the lines of regions (by their number) that have been read already.
    """
    parts = [_first_reading(lines) for lines in regions]
    unread = [k for k in range(len(regions)) if k not in known]
    crops = [
        stack_crop(sheet.clean, line) if line.stacked else crop_of(sheet.clean, piece)
        for k in unread
        for line in regions[k]
        for piece in (line.pieces[:1] if line.stacked else line.pieces)
    ]
    flat = [part for k in unread for line in parts[k] for part in line]
    for part, line in zip(flat, engine.recognise(crops), strict=True):
        part.line = _with_signs(with_missed_marks(line, sheet, part.piece), sheet, part.piece)
    for k, lines in known.items():
        for own, line in zip(parts[k], lines, strict=True):
            own[0].line = line
    sheet, regions, circles = _without_circles(sheet, regions, parts, engine)
    flat = [part for region in parts for line in region for part in line]
    _look_for_ticks(sheet, [[part for line in region for part in line] for region in parts])
    _read_beside_ticks(sheet, [part for part in flat if part.boxes], engine)
    for region in parts:
        _complete_options([part for line in region for part in line])
    return [
        tuple(
            Line(runs, place_of(image, number, line.box), upright_box(image, line.box))
            for line, own in zip(lines, region, strict=True)
            if (runs := _runs(sheet, line, own, circles) or _unread(sheet, line))
        )
        for lines, region in zip(regions, parts, strict=True)
    ]


def _without_circles(
    sheet: Sheet, regions: Sequence[Sequence[TextLine]], parts: list[list[list[_Part]]], engine: Engine
) -> tuple[Sheet, list[Sequence[TextLine]], list[Rect]]:
    """The sheet and its lines without the circles that pens drew around options, and where those are.

    `parts` of cells with circles are read anew.
    """
    lines = list(regions)
    lifted_circles: list[Circle] = []
    for number, region in enumerate(regions):
        first = [part.line for line in parts[number] for part in line]
        if not 0 < len(region) <= CHOICE_LINES or not _may_offer(first):
            continue
        char = _character(sheet, [part for line in parts[number] for part in line])
        circles = find_circles(sheet, _hull(region), char)
        if not circles:
            continue
        bare = lifted(sheet, circles)
        again = find_lines(bare, _hull(region))
        pieces = [piece for line in again for piece in line.pieces]
        read = engine.recognise([crop_of(bare.clean, piece) for piece in pieces])
        if not any(line.stacked for line in again) and _hold_options([c.rect for c in circles], pieces, read):
            lines[number], rest = again, iter(read)
            parts[number] = [[_Part(piece, next(rest)) for piece in line.pieces] for line in again]
            lifted_circles += circles
    if not lifted_circles:
        return sheet, lines, []
    return lifted(sheet, lifted_circles), lines, [circle.rect for circle in lifted_circles]


def _character(sheet: Sheet, parts: Sequence[_Part]) -> float:
    """How large the characters of a cell are, in pixels, by how far apart they stand; the usual size where few do."""
    apart = [
        (b.x0 + b.x1 - a.x0 - a.x1) / 2 * (part.piece[2] - part.piece[0])
        for part in parts
        for a, b in pairwise([glyph for glyph in glyphs_of(part.line) if glyph.text])
        if len((a.text + b.text).encode()) == 6
    ]
    usual = sheet.text_height
    return float(np.clip(np.median(apart), SMALLEST_PRINT * usual, usual)) if apart else usual


def _may_offer(lines: Sequence[Line]) -> bool:
    """Whether a few characters were read, half of them of options: circles spoil the reading of the rest."""
    text = "".join("".join(line.text.split()) for line in lines)
    if _is_label(text):
        return False
    if any(char in BOX_GLYPHS or char == MOUTH for char in text):
        return False
    own = sum(any(char in word for word in WORDS) for char in text)
    return 0 < len(text) <= SHORT and own >= len(text) / 2


def _is_label(text: str) -> bool:
    """Whether a cell's text is a label of the form and nothing else; one made of options (专职兼职) may be both."""
    hit = index("filing").find(text)
    return hit is not None and not hit.rest and hit.key not in OPTION_LABELS


def _hold_options(circles: Sequence[Rect], pieces: Sequence[Rect], read: Sequence[Line]) -> bool:
    """Whether each circle is around an option, as far as that can be read, in a cell of options."""
    settled_lines, _ = completed(read)
    if not offers_options(settled_lines, LIKE_BOXES, boxed=False):
        return False
    middles = [
        (x0 + (a + b) / 2 * (x1 - x0), (y0 + y1) / 2)
        for (x0, y0, x1, y1), line in zip(pieces, settled_lines, strict=True)
        for a, b in word_spans(line)
    ]
    return all(any(c[0] < x < c[2] and c[1] < y < c[3] for x, y in middles) for c in circles)


def _hull(lines: Sequence[TextLine]) -> Rect:
    xs0, ys0, xs1, ys1 = zip(*(line.box for line in lines), strict=True)
    return min(xs0), min(ys0), max(xs1), max(ys1)


def _unread(sheet: Sheet, line: TextLine) -> tuple[Run, ...]:
    """Ink as large as a character that nothing was made of: a run without text, lest its place be taken for blank."""
    least = UNREAD_SIZE * sheet.text_height
    x0, y0, x1, y1 = line.box
    if x1 - x0 < least or y1 - y0 < least:
        return ()
    share = float(np.count_nonzero(sheet.ink[y0:y1, x0:x1])) / max(1, (x1 - x0) * (y1 - y0))
    return (Run("", confidence=UNREAD),) if share >= UNREAD_INK else ()


def _first_reading(lines: Sequence[TextLine]) -> list[list[_Part]]:
    return [
        [_Part(line.box, Line(()))] if line.stacked else [_Part(piece, Line(())) for piece in line.pieces]
        for line in lines
    ]


def _with_signs(line: Line, sheet: Sheet, piece: Rect) -> Line:
    """The line with the signs that a recogniser takes for their likes: a lone slash for 1, a dash in a span for 一."""
    glyphs = [glyph for run in line.runs for glyph in run.glyphs]
    written = [k for k, glyph in enumerate(glyphs) if glyph.text.strip()]
    if len(written) == 1 and glyphs[written[0]].text in STROKES and _lean(sheet, piece) > SLANTED:
        glyphs[written[0]] = _instead(glyphs[written[0]], "/")
    for before, at, after in zip(written, written[1:], written[2:], strict=False):
        if glyphs[at].text == "一" and glyphs[before].text in SPAN_BEFORE and glyphs[after].text in SPAN_AFTER:
            glyphs[at] = _instead(glyphs[at], "—")
    if not glyphs:
        return line
    text = "".join(glyph.text for glyph in glyphs)
    sure = float(np.prod([glyph.confidence for glyph in glyphs if glyph.text] or [1.0]))
    return Line((Run(text, confidence=sure, glyphs=tuple(glyphs)),), line.place)


def _instead(glyph: Glyph, text: str) -> Glyph:
    others = tuple(pair for pair in glyph.alternatives if pair[0] != text)
    return replace(glyph, text=text, alternatives=((glyph.text, 1 - glyph.confidence), *others))


def _lean(sheet: Sheet, piece: Rect) -> float:
    """How far the ink of a piece leans to the right going up, per pixel of height."""
    x0, y0, x1, y1 = piece
    ys, xs = np.nonzero(sheet.ink[y0:y1, x0:x1])
    if len(ys) < 8 or np.ptp(ys) < 0.4 * sheet.text_height:
        return 0.0
    return float(-np.polyfit(ys, xs, 1)[0])


def _look_for_ticks(sheet: Sheet, cells: Sequence[Sequence[_Part]]) -> None:
    """Finds the boxes of all cells; those surely found tell how large the others are."""
    cells = [parts for parts in cells if not _is_label("".join(part.line.text for part in parts))]
    for parts in cells:
        for part in parts:
            if worth_a_look(part.line):
                part.boxes = find_ticks(sheet, part.piece, part.line)
    empty = [box for parts in cells for part in parts for box in part.boxes if box.text == "□"]
    usual = float(np.median([box.rect[2] - box.rect[0] for box in empty])) if len(empty) >= KNOWN_FROM else 0.0
    for parts in cells:
        if offers_options([part.line for part in parts], LIKE_BOXES, boxed=any(part.boxes for part in parts)):
            _look_at_options(sheet, parts, usual)
        else:
            _look_closer(sheet, parts)


def _look_at_options(sheet: Sheet, parts: Sequence[_Part], usual: float) -> None:
    """Finds the boxes and marks of a cell of options; fewer boxes than options may be of a size of their own."""
    words = sum(len(word_spans(part.line)) for part in parts)
    roomy = [part for part in parts if worth_a_look(part.line)]
    found = [find_offered(sheet, part.piece, part.line, usual) for part in roomy]
    if usual and sum(map(len, found)) < words:
        freely = [find_offered(sheet, part.piece, part.line) for part in roomy]
        if sum(map(len, found)) < sum(map(len, freely)) <= words:
            found = freely
    for part, boxes in zip(roomy, found, strict=True):
        marks = find_marks(sheet, part.piece, part.line, boxes)
        part.boxes = sorted([*boxes, *marks], key=lambda box: box.rect)
    for part in parts:
        part.offered = True
    for part, boxes in zip(parts, list(_settled(sheet, parts)), strict=True):
        part.boxes = boxes


def _settled(sheet: Sheet, parts: Sequence[_Part]) -> Iterator[list[TickBox]]:
    boxes = iter(settled(without_intruders(sheet, [box for part in parts for box in part.boxes])))
    return ([next(boxes) for _ in part.boxes] for part in parts)


def _look_closer(sheet: Sheet, parts: Sequence[_Part]) -> None:
    """Where there is a box in a cell, others like it are sought, and ink that nothing explains is taken for others."""
    sides = [box.rect[2] - box.rect[0] for part in parts for box in part.boxes]
    if sides:
        for part in parts:
            part.boxes = find_ticks(sheet, part.piece, part.line, float(np.median(sides)))
            part.boxes = sorted(
                [*part.boxes, *unexplained(sheet, part.piece, part.line, part.boxes)], key=lambda box: box.rect
            )


def _read_beside_ticks(sheet: Sheet, parts: Sequence[_Part], engine: Engine) -> None:
    """Reads again, each by itself, the texts between the boxes, with the boxes taken out."""
    crops = []
    slots: list[tuple[_Part, Rect]] = []
    for part in parts:
        ink, pixels = without(sheet, part.piece, part.boxes)
        for left, right in _between(part.piece, part.boxes):
            columns = np.flatnonzero(ink[:, left - part.piece[0] : right - part.piece[0]].sum(axis=0) > 1)
            if len(columns) < 0.12 * sheet.text_height:
                continue
            margin = round(0.14 * sheet.text_height)
            x0 = max(left, left + int(columns[0]) - margin)
            x1 = min(right, left + int(columns[-1]) + 1 + margin)
            crops.append(pixels[:, x0 - part.piece[0] : x1 - part.piece[0]])
            slots.append((part, (x0, part.piece[1], x1, part.piece[3])))
    for (part, rect), line in zip(slots, engine.recognise(crops), strict=True):
        part.texts.append((rect, line))


def _complete_options(parts: Sequence[_Part]) -> None:
    """Sets misread options right by the others of their cell; where something else stays, nothing in it is sure."""
    if not any(part.offered for part in parts):
        return
    own = [part.texts if part.boxes else [(part.piece, part.line)] for part in parts]
    lines, whole = completed([line for texts in own for _, line in texts])
    rest = iter(lines)
    for part, texts in zip(parts, own, strict=True):
        part.texts = [(rect, next(rest)) for rect, _ in texts]
        if not part.boxes:
            part.line = part.texts[0][1]
        if not whole:
            part.most = NOT_WHOLE
            part.boxes = [replace(box, confidence=min(box.confidence, NOT_WHOLE)) for box in part.boxes]


def _between(piece: Rect, boxes: Sequence[TickBox]) -> Iterator[tuple[int, int]]:
    """Left and right of what lies before, between and after the boxes."""
    left = piece[0]
    for box in boxes:
        if box.rect[0] > left:
            yield left, box.rect[0]
        left = max(left, box.rect[2])
    if left < piece[2]:
        yield left, piece[2]


def _runs(sheet: Sheet, line: TextLine, parts: Sequence[_Part], circles: Sequence[Rect]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for part in parts:
        if part is not parts[0] and runs:
            runs.append(Run("  "))
        found: list[tuple[Rect, list[Run]]] = [
            (box.rect, [Run(box.text, tick=box.tick, confidence=box.confidence)]) for box in part.boxes
        ]
        texts = part.texts if part.boxes else [(part.piece, part.line)]
        if part.boxes:
            found += [(rect, [_mark(read)]) for rect, read in texts if read.text.strip() in LIKE_MARKS]
            texts = [(rect, read) for rect, read in texts if read.text.strip() not in LIKE_MARKS]
        found += [
            (rect, [_capped(run, part) for run in _text_runs(sheet, rect, read, line, circles)]) for rect, read in texts
        ]
        runs += _in_order(found, NEARER * sheet.text_height)
    return tuple(runs) if any(run.text.strip() for run in runs) else ()


def _capped(run: Run, part: _Part) -> Run:
    """The run no surer than its part can be; in a cell of options an underline may be a piece of another stroke."""
    most = min(part.most, NOT_WHOLE) if part.offered and (run.underlined or run.struck) else part.most
    return replace(run, confidence=min(run.confidence, most))


def _in_order(found: Sequence[tuple[Rect, list[Run]]], least: float) -> Iterator[Run]:
    """The runs from the left; a blank tells on which side a bare mark is further from the text than on the other."""
    items = sorted(found, key=lambda item: item[0])
    for number, (rect, own) in enumerate(items):
        marked = len(own) == 1 and own[0].tick is Tick.MARK and 0 < number < len(items) - 1
        before = rect[0] - items[number - 1][0][2] if marked else 0
        behind = items[number + 1][0][0] - rect[2] if marked else 0
        if before > behind + least:
            yield Run(" ")
        yield from own
        if behind > before + least:
            yield Run(" ")


def _mark(read: Line) -> Run:
    """A tick drawn by hand beside a box, which recognisers take for a letter."""
    return Run("√", Tick.MARK, confidence=min(0.95, *(run.confidence for run in read.runs)))


def _text_runs(sheet: Sheet, rect: Rect, read: Line, line: TextLine, circles: Sequence[Rect]) -> Iterator[Run]:
    """The runs of a recognised text: tick marks apart, and what is struck through, underlined or circled apart."""
    glyphs = [glyph for run in read.runs for glyph in run.glyphs]
    if not glyphs:
        yield from read.runs
        return
    flat = np.zeros(0, bool)
    struck, underlined = (flat, flat) if line.stacked else _strokes(sheet, rect)
    for flags in (struck, underlined):
        _whole_words_only(flags, read, rect[2] - rect[0])
    around = [c for c in circles if c[1] < (rect[1] + rect[3]) / 2 < c[3]]

    def kind(place: int) -> tuple[int, bool, bool, bool]:
        glyph = glyphs[place]
        if _is_mark(glyphs, place):
            return place + 1, False, False, False
        middle = int((glyph.x0 + glyph.x1) / 2 * (rect[2] - rect[0]))
        circled = any(c[0] < rect[0] + middle < c[2] for c in around)
        over = bool(struck[middle : middle + 1].any()) and glyph.text not in DASHES and not circled
        return 0, over, bool(underlined[middle : middle + 1].any()) and not circled, circled

    for (mark, over, under, circled), group in groupby(range(len(glyphs)), kind):
        own = tuple(_moved(glyphs[k], rect, line.box) for k in group)
        text = "".join(glyph.text for glyph in own)
        sure = float(np.prod([glyph.confidence for glyph in own if glyph.text] or [1.0]))
        if mark:
            tick = MARKS[text]
            boxed = tick in (Tick.CHECKED, Tick.UNCHECKED)
            yield Run(text, Tick.UNKNOWN if boxed and sure < SURE_OF_BOX else tick, confidence=sure, glyphs=own)
        else:
            yield Run(text, struck=over, underlined=under, boxed=circled, confidence=sure, glyphs=own)


def _is_mark(glyphs: Sequence[Glyph], place: int) -> bool:
    """Whether a glyph is a tick mark; × between letters or figures is the sign of multiplication (or an X)."""
    text = glyphs[place].text
    if text not in MARKS:
        return False
    beside = [g.text for g in glyphs[max(0, place - 1) : place + 2] if g is not glyphs[place] and g.text]
    return text != "×" or not any(other.isascii() and other.isalnum() for other in beside)


def _strokes(sheet: Sheet, rect: Rect) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each column of a piece whether a long stroke runs through the text, and whether one runs under it."""
    x0, y0, x1, y1 = rect
    lines = sheet.rulings[y0:y1, x0:x1]
    height = y1 - y0
    through = lines[round(STRUCK_FROM * height) : round(STRUCK_TO * height)].any(axis=0)
    under = lines[round(UNDERLINED_FROM * height) :].any(axis=0)
    least = LONG * sheet.text_height
    return _long_only(np.asarray(through), least), _long_only(np.asarray(under), least)


def _whole_words_only(flags: npt.NDArray[np.bool_], read: Line, width: int) -> None:
    """Clears the flags of the columns of options that a stroke does not run along from end to end."""
    if not flags.any():
        return
    for a, b in word_spans(read):
        left, right = int(a * width), int(b * width) + 1
        if not flags[left:right].all():
            half = round((b - a) * width / 2) if b > a else 0
            flags[max(0, left - half) : right + half] = False


def _long_only(flags: npt.NDArray[np.bool_], least: float) -> npt.NDArray[np.bool_]:
    kept = np.zeros_like(flags)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))).reshape(-1, 2)
    for a, b in edges:
        kept[a:b] = b - a >= least
    return kept


def _moved(glyph: Glyph, rect: Rect, box: Rect) -> Glyph:
    """The glyph with its extent in fractions of the whole line instead of one piece of it."""
    width, start, own = max(1, box[2] - box[0]), rect[0] - box[0], rect[2] - rect[0]
    return replace(glyph, x0=(start + glyph.x0 * own) / width, x1=(start + glyph.x1 * own) / width)
