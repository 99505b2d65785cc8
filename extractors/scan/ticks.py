"""Tick boxes in a line of a sheet: which frames are boxes, and what is in them.

Two witnesses: the frame's geometry and the recogniser, which reads a box as a box, as nothing or as something it is
unsure of, but 国, 日 and the 口 of 出口 as the characters they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import Glyph, Line, Tick
from extractors.scan.boxes import Frame, Shape, apart, find_frames, find_squares
from extractors.scan.offers import word_spans
from extractors.scan.sheet import Mask, Rect, Sheet

BOX_GLYPHS = frozenset("□☐▢◻◽☑☒■◼▣☓√✓✔✗✘×")
MARK_GLYPHS = frozenset("√✓✔✗✘×")
RING_GLYPHS = frozenset("○◯●◎⊙◉⭕")
MOUTH = "口"
SIGNS = frozenset("，。、；：（）(),.;:-—/·@")
"""Signs that no box is taken for."""
BEFORE_MOUTH = frozenset("出进入港路门窗接关人户海河渡山井灶胃开胸裂缺风火张营汉周洛龙江浦浒埠堤虎道糊可切刀亲决端")
AFTER_MOUTH = frozenset("岸腔号头味子碑罩服袋径令才吻红径语试")
FRAMED = frozenset("国國日目田回因困四固图圖圆圓团團围圍圈曰由甲申白自百面囚囤园園门門同用月西酉直且口中")
"""Characters with a frame of their own, as large as a tick box."""
OVERDRAWN = frozenset("石右古")
"""What a box with a tick drawn over its top is surely read as; the frame in these characters is much smaller."""
LIKE_BOXES = FRAMED | OVERDRAWN | frozenset("区凶冈岡叉乙网匚匹医巨臣冂内丙") | set(map(chr, range(0x56D7, 0x571F)))
"""What a recogniser makes of boxes, empty or ticked."""
NUMERALS = frozenset("零一二三四五六七八九十百千年月日0123456789")
SURE = 0.75
"""A character read with this probability is no box."""
NEAR = 0.5
"""In characters: a glyph this near to the middle of a frame is a reading of it."""
WELL_DRAWN = 0.88
"""The quality of a frame that needs no reading as a box to be one."""
ROUND_SOLID = 0.42
"""How far around its filling the frame of a filled box may lie, in sides of the filling."""
WELL_DRAWN_ALIKE, ALIKE = 0.93, 0.08
"""The quality of a frame, and how much its side may differ, to be a box as the others in its cell are."""
FAINT = 0.05
"""The probability from which a reading as a box speaks for one."""
MOST_SURE = 0.97
DOUBT = 0.15
"""The probability from which a reading counts as possible."""
CLOSE = 0.4
"""Boxes of different options are further apart than this share of their side."""
SURE_MARK = 0.98
TICK_INK = 0.5
"""The largest share of its rectangle that a tick's ink covers."""
GRAIN = 0.006
"""Ink inside a box smaller than this share of it is the grain of the copy."""
TRACED = 0.5
"""How sure it is that a box is ticked in or at which there are traces of a pen."""
SPECKED = 0.51
"""How sure it is that a box is ticked in which there is a speck."""
BLUR = 0.07
"""Ink along a stroke of the frame that is no thicker than this share of its side is the stroke's own."""
DIRT = 0.24
"""Round ink inside a box smaller than this share of its side is dirt."""
TRACE = 0.35
"""Ink inside a box as long as this share of its side was drawn there."""
PLAIN, PLAINLY = 0.6, 0.9
"""From this probability a character unlike a box is none, where boxes are expected."""
OFF_WORD = 0.58
"""In characters: a tick is at least this far from the middles of the characters beside it."""
ON_WORD = 0.45
"""In characters: a frame whose middle is this near to that of a character of an option is part of it."""
EMPTY, FULL = 0.035, 0.085
"""The inked share of a box's inside: up to the first it is empty, from the second there is something in it."""
OUTSIDE = 0.05
"""The inked share of the inside from which a stroke that also reaches out of the box makes it ticked."""


Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TickBox:
    """A tick box with its state: `rect` in pixels of the page, `text` its Unicode likeness, `tick`, `confidence`."""

    rect: Rect
    text: str
    tick: Tick
    confidence: float


def worth_a_look(line: Line) -> bool:
    """Whether the recogniser's reading leaves room for a tick box: a line of sure characters has none."""
    glyphs = _glyphs(line)
    if not any(g.text for g in glyphs):
        return True
    for place, glyph in enumerate(glyphs):
        if not glyph.text or glyph.confidence < SURE or glyph.text == MOUTH:
            return True
        if not "一" <= glyph.text <= "鿿" and glyph.text not in SIGNS and not _in_word(glyphs, place):
            return True
    widest = max(b.x0 - a.x1 for a, b in pairwise(glyphs)) if len(glyphs) > 1 else 0.0
    usual = float(np.median([g.x1 - g.x0 for g in glyphs]))
    return max(widest, glyphs[0].x0, 1 - glyphs[-1].x1) > 0.4 * usual


def _in_word(glyphs: Sequence[Glyph], place: int) -> bool:
    """Whether a letter or figure stands beside another: boxes are read as single ones."""
    beside = [glyph.text for glyph in glyphs[max(0, place - 1) : place + 2] if glyph is not glyphs[place]]
    return glyphs[place].text.isalnum() and any(text.isascii() and text.isalnum() for text in beside)


def find_ticks(sheet: Sheet, piece: Rect, line: Line, usual_side: float = 0.0) -> list[TickBox]:
    """The tick boxes in one piece of a line, from the left. `line`: the piece as recognised.

    `usual_side`: of the boxes already found in the same cell, in pixels, if any: frames just like them are boxes even
    where a ticked one was read as a character without a frame.
    """
    frames = apart(
        frame
        for frame in find_frames(sheet, piece)
        if (
            _is_box(frame, at := _readings(frame, piece, line, sheet), line)
            and (usual_side or _is_vouched_for(frame, piece, line, sheet))
        )
        or (usual_side and _is_alike(frame, usual_side, [_glyphs(line)[k] for k in at]))
    )
    usual = [f.side for f in frames if f.shape is Shape.SQUARE]
    boxes = [f for f in frames if f.shape is not Shape.SQUARE or abs(f.side / float(np.median(usual)) - 1) < 0.3]
    return [_measured(sheet, frame) for frame in boxes]


def find_offered(sheet: Sheet, piece: Rect, line: Line, usual_side: float = 0.0) -> list[TickBox]:
    """The tick boxes in a piece of a line of options, whatever they were read as, from the left.

    `usual_side`: of the boxes known on the page, in pixels, 0 for none.
    """
    near = ON_WORD * sheet.text_height
    words, plain = _taken(piece, line)
    _, plainest = _taken(piece, line, PLAINLY)

    def is_free(frame: Frame) -> bool:
        drawn = frame.shape is Shape.SQUARE and frame.quality >= WELL_DRAWN_ALIKE
        taken = [*words, *(plainest if drawn else plain)]
        return not any(a - near < frame.middle[0] < b + near for a, b in taken)

    sure = [f for f in find_frames(sheet, piece) if f.shape is not Shape.SQUARE]
    frames = apart(f for f in (*find_squares(sheet, piece, usual_side), *sure) if is_free(f))
    frames = [f for f in frames if f.shape is not Shape.RING or not any(g.shape is not Shape.RING for g in frames)]
    return [_measured(sheet, frame) for frame in _not_beside_better(frames)]


def find_marks(sheet: Sheet, piece: Rect, line: Line, boxes: Sequence[TickBox]) -> list[TickBox]:
    """The ticks by pen or of print that stand outside of boxes in a piece of a line of options, from the left."""
    x0, y0, _, _ = piece
    char = sheet.text_height
    ink, _ = without(sheet, piece, boxes)
    words, plain = _taken(piece, line)
    _, labels, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    loose = [
        k
        for k in range(1, len(stats))
        if stats[k, cv2.CC_STAT_WIDTH] <= 2 * char
        and not any(a - OFF_WORD * char < x0 + middles[k][0] < b + OFF_WORD * char for a, b in (*words, *plain))
    ]
    found = []
    for group in _near_each_other(sorted(loose, key=lambda k: int(stats[k, 0])), stats, 0.3 * char):
        left, top = (int(stats[group, at].min()) for at in (0, 1))
        right, bottom = (int((stats[group, at] + stats[group, at + 2]).max()) for at in (0, 1))
        if not (0.3 * char <= right - left <= 2 * char and 0.42 * char <= bottom - top <= 2 * char):
            continue
        if is_tick_shaped(np.isin(labels[top:bottom, left:right], group)):
            sure = SURE_MARK if len(group) == 1 else 0.95
            found.append(TickBox((x0 + left, y0 + top, x0 + right, y0 + bottom), "√", Tick.MARK, sure))
    return found


def _near_each_other(labels: Sequence[int], stats: cv2.typing.MatLike, gap: float) -> list[list[int]]:
    """Components, given from the left, put together where they are closer than `gap` across."""
    groups: list[list[int]] = []
    end = 0
    for k in labels:
        if not groups or stats[k, 0] - end > gap:
            groups.append([])
            end = 0
        groups[-1].append(k)
        end = max(end, int(stats[k, 0] + stats[k, 2]))
    return groups


def is_tick_shaped(ink: npt.NDArray[np.bool_]) -> bool:
    """Whether ink filling this rectangle goes down a little and then up to the right, as a tick does."""
    ys, xs = np.nonzero(ink)
    if len(ys) < 8:
        return False
    ys, xs = ys - ys.min(), xs - xs.min()
    height, width = int(ys.max()) + 1, int(xs.max()) + 1
    if min(height, width) < 6 or len(ys) > TICK_INK * height * width:
        return False
    u, v = (xs + 0.5) / width, (ys + 0.5) / height
    lowest, last = u[v > 1 - 0.12], v[u > 1 - 0.12]
    right_below = float(((u > 0.68) & (v > 0.55)).mean())
    left_above = float(((u < 0.3) & (v < 0.3)).mean())
    falls = float(v[u < 0.12].mean()) if (u < 0.12).any() else 0.0
    low = float(lowest.mean())
    return low < 0.62 and falls < 0.92 and float(last.min()) < 0.3 and right_below < 0.04 and left_above < 0.06


def settled(boxes: Sequence[TickBox]) -> list[TickBox]:
    """The boxes of a cell, the unclear ones in the light of the others.

    A speck is no tick where another box is ticked; the only box with traces of a pen is ticked where no other is.
    """
    ticked = any(box.tick in (Tick.CHECKED, Tick.MARK) for box in boxes)
    unclear = [box for box in boxes if box.tick is Tick.UNKNOWN]
    empty = sum(box.tick is Tick.UNCHECKED for box in boxes)
    if ticked:
        specked = [box for box in unclear if box.confidence == SPECKED]
        return [replace(b, tick=Tick.UNCHECKED, confidence=0.95) if b in specked else b for b in boxes]
    if len(unclear) == 1 and unclear[0].confidence == TRACED and empty:
        return [replace(b, text="☑", tick=Tick.CHECKED, confidence=0.9) if b in unclear else b for b in boxes]
    return list(boxes)


def _taken(
    piece: Rect, line: Line, least: float = PLAIN
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """From where to where, in pixels of the page, options stand, and other characters that are no box."""
    width = piece[2] - piece[0]
    plain = [((g.x0 + g.x1) / 2,) * 2 for g in _glyphs(line) if _is_plain_character(g, least)]

    def placed(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(piece[0] + a * width, piece[0] + b * width) for a, b in spans]

    return placed(word_spans(line)), placed(plain)


def _not_beside_better(frames: Sequence[Frame]) -> list[Frame]:
    """Without those that stand close beside a better one: options have one box each."""
    return [
        frame
        for frame in frames
        if not any(
            other.quality > frame.quality
            and 0 <= max(other.rect[0] - frame.rect[2], frame.rect[0] - other.rect[2]) < CLOSE * frame.side
            for other in frames
            if other is not frame
        )
    ]


def _is_plain_character(glyph: Glyph, least: float) -> bool:
    """Whether a character was read that no box looks like."""
    return "一" <= glyph.text <= "鿿" and glyph.text not in LIKE_BOXES and glyph.confidence >= least


def unexplained(sheet: Sheet, piece: Rect, line: Line, boxes: Sequence[TickBox]) -> list[TickBox]:
    """Ink as large as a box that is neither a box found nor a character surely read: boxes of unknown state.

    Only meant for cells in which there is a box already.
    """
    x0, y0, x1, y1 = piece
    char, width = sheet.text_height, x1 - x0
    columns = np.asarray(sheet.ink[y0:y1, x0:x1].any(axis=0)).copy()
    for glyph in _glyphs(line):
        known = glyph.text in MARK_GLYPHS or (glyph.confidence >= SURE and glyph.text not in BOX_GLYPHS)
        if glyph.text.strip() and known:
            middle, half = (glyph.x0 + glyph.x1) / 2 * width, 0.62 * char * (1 if glyph.text >= "一" else 0.6)
            columns[max(0, round(middle - half)) : max(0, round(middle + half))] = False
    for box in boxes:
        reach = round(0.45 * (box.rect[2] - box.rect[0]))
        columns[max(0, box.rect[0] - x0 - reach) : max(0, box.rect[2] - x0 + reach)] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns.astype(np.int8), [0])))).reshape(-1, 2)
    wide = [(int(a), int(b)) for a, b in edges if 0.45 * char <= b - a <= 1.8 * char]
    return [TickBox((x0 + a, y0, x0 + b, y1), "□", Tick.UNKNOWN, 0.5) for a, b in wide]


def without(sheet: Sheet, piece: Rect, boxes: Sequence[TickBox]) -> tuple[Mask, Mask]:
    """Of a piece its ink and its picture (`clean`) with the boxes and what was drawn in and over them taken out."""
    x0, y0, x1, y1 = piece
    ink, pixels = sheet.ink[y0:y1, x0:x1].copy(), sheet.clean[y0:y1, x0:x1].copy()
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    gone = np.zeros(ink.shape, np.uint8)
    for box in boxes:
        left, top, right, bottom = box.rect[0] - x0, box.rect[1] - y0, box.rect[2] - x0, box.rect[3] - y0
        side = right - left
        rim = max(1, round(0.08 * side))
        near = round(ROUND_SOLID * side) if box.text == "■" else 0
        gone[max(0, top - rim) : bottom + rim, max(0, left - rim) : right + rim] = 1
        own = set(np.unique(labels[max(0, top) : bottom, max(0, left) : right]).tolist()) - {0}
        own = {label for label in own if stats[label, cv2.CC_STAT_WIDTH] <= 2.2 * side}
        own |= _within(stats, (left - near, top - near, right + near, bottom + near)) if near else set()
        gone |= np.asarray(np.isin(labels, list(own)), np.uint8)
    gone = np.asarray(cv2.dilate(gone, np.ones((3, 3), np.uint8)), np.uint8)
    paper = np.percentile(pixels.reshape(-1, 3), 85, axis=0).astype(np.uint8)
    pixels[gone.astype(bool)] = paper
    ink[gone.astype(bool)] = 0
    return ink, pixels


def _within(stats: cv2.typing.MatLike, rect: Rect) -> set[int]:
    """The labels whose whole extent lies in the rectangle."""
    x0, y0, x1, y1 = rect
    inside = (stats[:, 0] >= x0) & (stats[:, 1] >= y0)
    inside &= (stats[:, 0] + stats[:, 2] <= x1) & (stats[:, 1] + stats[:, 3] <= y1)
    return {int(label) for label in np.flatnonzero(inside)} - {0}


def _glyphs(line: Line) -> list[Glyph]:
    return [glyph for run in line.runs for glyph in run.glyphs]


def _readings(frame: Frame, piece: Rect, line: Line, sheet: Sheet) -> list[int]:
    """Which glyphs of the line lie at the frame."""
    width = piece[2] - piece[0]
    reach = NEAR * max(sheet.text_height, frame.side)
    return [
        k
        for k, glyph in enumerate(_glyphs(line))
        if glyph.text.strip() and abs(piece[0] + (glyph.x0 + glyph.x1) / 2 * width - frame.middle[0]) < reach
    ]


def _is_vouched_for(frame: Frame, piece: Rect, line: Line, sheet: Sheet) -> bool:
    """Whether the recogniser saw a box there, even faintly, or saw nothing there and the frame is very well drawn."""
    width = piece[2] - piece[0]
    reach = NEAR * max(sheet.text_height, frame.side)
    at = [g for g in _glyphs(line) if abs(piece[0] + (g.x0 + g.x1) / 2 * width - frame.middle[0]) < 1.3 * reach]
    for glyph in at:
        shares = dict(((glyph.text, glyph.confidence), *glyph.alternatives))
        if any(shares.get(c, 0.0) >= FAINT for c in (*BOX_GLYPHS, *RING_GLYPHS, MOUTH)):
            return True
    nothing = not _readings(frame, piece, line, sheet)
    return nothing and frame.shape is Shape.SQUARE and frame.quality >= WELL_DRAWN_ALIKE


def _is_box(frame: Frame, at: Sequence[int], line: Line) -> bool:
    glyphs = _glyphs(line)
    written = [k for k, glyph in enumerate(glyphs) if glyph.text.strip()]
    read = [glyphs[k] for k in at]
    if frame.shape is Shape.SQUARE and frame.quality < WELL_DRAWN and not any(g.text in BOX_GLYPHS for g in read):
        return False
    seen = [dict(((g.text, g.confidence), *g.alternatives)) for g in read]
    if any(shares.get(c, 0.0) >= DOUBT for shares in seen for c in FRAMED) and not any(
        shares.get(c, 0.0) >= DOUBT for shares in seen for c in BOX_GLYPHS
    ):
        return False
    if frame.shape is Shape.SOLID and any("一" <= g.text <= "鿿" and g.text != MOUTH for g in read):
        return False
    if frame.shape is Shape.RING:
        return any(g.text in RING_GLYPHS for g in read) and not _among_numerals(glyphs, written, at)
    for k in at:
        glyph = glyphs[k]
        if glyph.text == MOUTH:
            place = written.index(k)
            before = glyphs[written[place - 1]].text if place else ""
            after = glyphs[written[place + 1]].text if place + 1 < len(written) else ""
            if before in BEFORE_MOUTH or after in AFTER_MOUTH or (frame.feet and glyph.confidence > SURE):
                return False
        elif glyph.text not in BOX_GLYPHS and glyph.confidence >= SURE:
            return False
    return True


def _is_alike(frame: Frame, usual_side: float, read: Sequence[Glyph]) -> bool:
    if frame.shape is not Shape.SQUARE or frame.quality < WELL_DRAWN or frame.feet:
        return False
    if not any(glyph.text in OVERDRAWN for glyph in read):
        sure = any(glyph.text in FRAMED or glyph.confidence > MOST_SURE for glyph in read)
        if sure or frame.quality < WELL_DRAWN_ALIKE:
            return False
    return abs(frame.side / usual_side - 1) <= ALIKE


def _among_numerals(glyphs: Sequence[Glyph], written: Sequence[int], at: Sequence[int]) -> bool:
    for k in at:
        place = written.index(k)
        beside = [glyphs[j].text for j in (*written[max(0, place - 1) : place], *written[place + 1 : place + 2])]
        if any(text in NUMERALS or text.isascii() for text in beside):
            return True
    return False


def _measured(sheet: Sheet, frame: Frame) -> TickBox:
    if frame.shape is Shape.SOLID:
        return TickBox(frame.rect, "■", Tick.CHECKED, 0.97)
    inked, length = _inside(sheet, frame), _extent(sheet, frame)
    if length >= DIRT and (inked >= FULL or (inked >= OUTSIDE and _reaches_out(sheet, frame))):
        tick, sure = Tick.CHECKED, _sureness(inked, FULL, 0.2)
    elif length >= TRACE and inked > EMPTY:
        tick, sure = Tick.CHECKED, 0.93
    elif inked <= EMPTY and (_reaches_out(sheet, frame) or (length >= TRACE and inked > EMPTY / 2)):
        tick, sure = Tick.UNKNOWN, TRACED
    elif inked <= EMPTY:
        tick, sure = Tick.UNCHECKED, _sureness(EMPTY - inked, 0.0, EMPTY)
    else:
        tick, sure = Tick.UNKNOWN, SPECKED if length < DIRT and inked < FULL else TRACED
    ring = frame.shape is Shape.RING
    shown = {Tick.CHECKED: "◉" if ring else "☑", Tick.UNCHECKED: "○" if ring else "□"}
    return TickBox(frame.rect, shown.get(tick, "□"), tick, sure)


def _sureness(value: float, least: float, plenty: float) -> float:
    """From 0.9 at the border of the middle zone to 0.999 far from it."""
    return 0.9 + 0.099 * min(1.0, max(0.0, (value - least) / (plenty - least)))


def _extent(sheet: Sheet, frame: Frame) -> float:
    """The extent of all ink inside a frame but single specks and the blur of its strokes, in sides of it."""
    inset = _inset(frame)
    x0, y0, x1, y1 = frame.rect
    inside = sheet.ink[y0 + inset : y1 - inset, x0 + inset : x1 - inset]
    if not inside.any():
        return 0.0
    _, _, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    drawn = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= max(2.0, GRAIN * frame.side**2)]
    thin = max(1.0, BLUR * frame.side)
    level = (drawn[:, 3] <= thin) & ((drawn[:, 1] == 0) | (drawn[:, 1] + drawn[:, 3] == inside.shape[0]))
    plumb = (drawn[:, 2] <= thin) & ((drawn[:, 0] == 0) | (drawn[:, 0] + drawn[:, 2] == inside.shape[1]))
    drawn = drawn[~(level | plumb)]
    if not len(drawn):
        return 0.0
    left, top = drawn[:, 0].min(), drawn[:, 1].min()
    return float(max((drawn[:, 0] + drawn[:, 2]).max() - left, (drawn[:, 1] + drawn[:, 3]).max() - top)) / frame.side


def _inset(frame: Frame) -> int:
    return max(2, round(max(frame.stroke + 1, 0.17 * frame.side)))


def _inside(sheet: Sheet, frame: Frame) -> float:
    """The inked share of the inside, the frame's own strokes with their blur left out."""
    x0, y0, x1, y1 = frame.rect
    inset = _inset(frame)
    inside = np.zeros((max(1, y1 - y0), max(1, x1 - x0)), np.uint8)
    inside[inset:-inset, inset:-inset] = 1
    if frame.shape is Shape.RING:
        round_inside = np.zeros_like(inside)
        centre = ((x1 - x0) // 2, (y1 - y0) // 2)
        cv2.circle(round_inside, centre, max(1, (x1 - x0) // 2 - inset), 1, -1)
        inside = round_inside
    if not inside.any():
        return 0.0
    chosen = inside.astype(bool)
    ink = sheet.ink[y0:y1, x0:x1][chosen]
    depth = 255.0 - sheet.flat[y0:y1, x0:x1][chosen].astype(np.float32)
    faint = float(np.clip(depth - 25, 0, None).mean()) / max(40.0, 2.4 * (255 - sheet.threshold))
    return max(float(ink.mean()), faint)


def _reaches_out(sheet: Sheet, frame: Frame) -> bool:
    """Whether ink that touches the frame goes on well outside of it."""
    x0, y0, x1, y1 = frame.rect
    out = max(2, round(0.45 * frame.side))
    top, left = max(0, y0 - out), max(0, x0 - out)
    area = sheet.ink[top : y1 + out, left : x1 + out]
    _, labels = cv2.connectedComponents(area, connectivity=8)
    own = np.unique(labels[y0 - top : y1 - top, x0 - left : x1 - left])
    touching = np.isin(labels, own[own > 0])
    rim = max(2, round(0.12 * frame.side))
    touching[max(0, y0 - top - rim) : y1 - top + rim, max(0, x0 - left - rim) : x1 - left + rim] = False
    return bool(touching.sum() > 0.03 * frame.side**2)
