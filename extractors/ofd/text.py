"""Text objects of OFD (GB/T 33190-2016, 11): each character where its offsets put it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from extractors.layer.marks import ASCENT
from extractors.layer.model import Char
from extractors.layer.strokes import Colour
from extractors.ofd.geometry import MM, Transform, number, placed, switch
from extractors.ofd.package import Element, children
from extractors.ofd.resources import Resources

NARROW_UNTIL = 0x250
"""Characters before this are half as wide as the font is high, the others as wide."""
WIDEST, WIDEST_NARROW = 0.95, 0.62
"""An offset after a character before that of no more than this share of the font's size is its width: of capitals and
the like, of others."""
BOLD = 600
MOST_BOUND = 16
"""Characters or glyphs that one transformation binds together."""
MOST_CHARACTERS = 20_000
"""Of one text object."""


def chars_of(item: Element, outer: Transform, resources: Resources, colour: Colour, *, mark: bool) -> Iterator[Char]:
    """The characters of a text object in points; `mark`: of a watermark. What leaves no ink is not given."""
    inner = placed(item.get("CTM"), item.get("Boundary"), outer)
    size = abs(number(item.get("Size"))) or 1.0
    font = resources.fonts.get((item.get("Font") or "").strip(), "")
    if number(item.get("Weight"), 400) >= BOLD and "bold" not in font.lower():
        font += " Bold"
    turned = Transform(a=number(item.get("HScale"), 1.0) or 1.0)
    aslant = radians(number(item.get("CharDirection")) % 360)
    if aslant:
        turned = Transform(cos(aslant), sin(aslant), -sin(aslant), cos(aslant)).after(turned)
    for char, x, y, width in _set(item, size):
        glyph = inner.after(Transform(e=x, f=y)).after(turned)
        x0, top, x1, bottom = glyph.box(0, -ASCENT * size, width, (1 - ASCENT) * size)
        height = size * glyph.scale * MM
        yield Char(
            char,
            font,
            x0 * MM,
            top * MM,
            x1 * MM,
            bottom * MM,
            size=max(height, 0.1),
            baseline=glyph.f * MM if glyph.level else None,
            colour=colour,
            turned=mark or glyph.slanted,
        )


def _set(item: Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with the start of its baseline and its width, in the coordinates of the object."""
    x = y = 0.0
    reading = radians(number(item.get("ReadDirection")) % 360)
    scale = number(item.get("HScale"), 1.0) or 1.0
    for code in children(item, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = _written(code.text or "")
        across, down = (offsets(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        groups = _groups(item, text)
        across, down = _by_character(groups, across), _by_character(groups, down)
        at_x, at_y = x, y
        for index, char in enumerate(text):
            usual = size * (0.5 if ord(char) < NARROW_UNTIL else 1.0)
            step = across[index] if index < len(across) else None
            yield char, at_x, at_y, _width(char, usual, size, (step or 0.0) / scale)
            if step is None and index >= len(down):
                at_x, at_y = at_x + cos(reading) * usual * scale, at_y + sin(reading) * usual * scale
            else:
                at_x += step or 0.0
                at_y += down[index] if index < len(down) else 0.0


def _width(char: str, usual: float, size: float, step: float) -> float:
    """How wide a character is, by the offset to the next where that leaves no gap."""
    most = size if usual == size else (WIDEST if char.isupper() or char in "mw@%" else WIDEST_NARROW) * size
    return step if 0 < step <= most else usual


def offsets(text: str | None, most: int) -> list[float]:
    """DeltaX or DeltaY: numbers, among them `g n v` for n times v; no more than are used."""
    found: list[float] = []
    words = iter((text or "").replace(",", " ").split())
    for word in words:
        if len(found) > 2 * most:
            break
        if word.lower() == "g":
            times, value = number(next(words, "")), number(next(words, ""))
            found += [value] * max(0, min(int(times), 2 * most))
        else:
            found.append(number(word))
    return found


def _written(text: str) -> str:
    """The characters of a text code: line ends and tabs around it are the XML's, not the page's."""
    return text.strip("\r\n\t")[:MOST_CHARACTERS].replace("\n", " ")


def _groups(item: Element, text: str) -> list[tuple[int, int]]:
    """The characters of a text that are set together: how many, by how many glyphs (a ligature: 2, 1).

    A character beyond U+FFFF counts as two glyphs: as two units most writers count it.
    """
    bound: dict[int, tuple[int, int]] = {}
    for change in children(item, "CGTransform"):
        start, codes = int(number(change.get("CodePosition"))), int(number(change.get("CodeCount"), 1))
        glyphs = int(number(change.get("GlyphCount"), 1))
        if codes != glyphs and 0 < codes <= MOST_BOUND and 0 < glyphs <= MOST_BOUND:
            bound[start] = codes, glyphs
    groups, at = [], 0
    while at < len(text):
        codes, glyphs = bound.get(at, (1, 2 if ord(text[at]) > 0xFFFF else 1))
        groups.append((min(codes, len(text) - at), glyphs))
        at += codes
    return groups


def _by_character(groups: Sequence[tuple[int, int]], steps: Sequence[float]) -> list[float]:
    """Offsets a character, also where they are given a glyph."""
    characters, glyphs = sum(group[0] for group in groups), sum(group[1] for group in groups)
    if glyphs == characters or len(steps) < glyphs - 1 or (glyphs < characters and len(steps) >= characters - 1):
        return list(steps)
    found: list[float] = []
    at = 0
    for many, over in groups:
        if at < len(steps):
            found += [sum(steps[at : at + over]) / many] * many
        at += over
    return found


def turn_of(item: Element, outer: Transform) -> int:
    """Where the writing of a text object runs, in quarter turns clockwise."""
    turn = placed(item.get("CTM"), item.get("Boundary"), outer).turn
    return (turn + round(number(item.get("CharDirection")) / 90)) % 4


def is_shown(item: Element) -> bool:
    """Whether an object leaves ink."""
    return switch(item.get("Visible"), True) and number(item.get("Alpha"), 255.0) > 0
