"""What a character shows in its font, and whether that is a tick box: the one table of all kinds of file.

Source: data/codes/checkbox_glyphs.csv (font empty: the character itself, whatever the font; code: of the font's own
table for symbol fonts; tick empty: a symbol that is none).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO

import data
from extractors.page import Tick

SYMBOL_FONTS = ("Wingdings 3", "Wingdings 2", "Wingdings", "Webdings", "Symbol", "ZapfDingbats")
"""Fonts whose codes stand for other characters than Unicode's."""

LOST = "\ufffd"
"""Shown for a code of a symbol font that the table does not know."""

_PLAIN_FONTS = re.compile(r"segoe|unicode|noto|dejavu|apple|opensymbol", re.I)
_NUMERAL = re.compile(r"[0-9０-９A-Za-z○〇零一二三四五六七八九十百千年月日]")
_CIRCLES = frozenset("○◯")
_TIMES = frozenset("×╳")

Glyph = tuple[str, Tick | None]


@cache
def symbol_font(name: str) -> str | None:
    """The symbol font of that name (`ABCDEF+Wingdings-Regular` → `Wingdings`), None for any other font."""
    bare = re.sub(r"[\s_-]", "", name).lower()
    if not bare or _PLAIN_FONTS.search(bare):
        return None
    if "wingdng" in bare:
        bare = bare.replace("wingdng", "wingdings")
    if "dingbats" in bare:
        return "ZapfDingbats"
    return next((font for font in SYMBOL_FONTS if font.replace(" ", "").lower() in bare), None)


def show(font: str, char: str) -> Glyph:
    """What one character shows in the font of that name, and the tick it is, if it is one.

    `char` is the character itself, or that of a symbol font: its code raw (U+0020 to U+00FF) or in the private use
    area (U+F020 to U+F0FF), where it is taken for a symbol also with the font unknown: then a tick only if all fonts
    that have one at this code agree, else `Tick.UNKNOWN`. Codes outside of the table show `LOST`.
    """
    code = ord(char)
    private = 0xF020 <= code <= 0xF0FF
    family = symbol_font(font)
    if family and (private or 0x20 < code <= 0xFF):
        return _table().get((family, code & 0xFF), (LOST, None))
    if private:
        return _agreed(code & 0xFF)
    return _table().get(("", code), (char, None))


def plain_ticks(text: str) -> Iterator[tuple[int, int, Tick]]:
    """The tick boxes among the characters of a line of plain text: start, end, state, in order.

    A circle among numerals is a zero (二○二一年), and a cross beside a letter, a digit or another cross is a times sign
    (5×10) or a blank-out (×××): neither is given.
    """
    for found in _pattern().finditer(text):
        char = text[found.start()]
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        if char in _CIRCLES and _NUMERAL.match(before or " ") and _NUMERAL.match(after or " "):
            continue
        if char in _TIMES and any(_times_sign(char, other) for other in (before, after)):
            continue
        tick = _table()["", ord(char)][1]
        if tick is not None:
            yield found.start(), found.end(), tick


def _times_sign(char: str, other: str) -> bool:
    return other == char or (other.isascii() and other.isalnum())


def _agreed(code: int) -> Glyph:
    here = [glyph for font in SYMBOL_FONTS if (glyph := _table().get((font, code))) and glyph[1]]
    if not here:
        return LOST, None
    shown, tick = here[0]
    return (shown, tick) if all(other == tick for _, other in here) else ("□", Tick.UNKNOWN)


@cache
def _table() -> dict[tuple[str, int], Glyph]:
    text = data.path("codes", "checkbox_glyphs.csv").read_text(encoding="utf-8")
    return {
        (row["font"], int(row["code"], 16)): (row["shown"], Tick(row["tick"]) if row["tick"] else None)
        for row in csv.DictReader(StringIO(text))
    }


@cache
def _pattern() -> re.Pattern[str]:
    chars = "".join(shown for (font, _), (shown, _) in _table().items() if not font)
    return re.compile(f"[{re.escape(chars)}][\ufe0e\ufe0f]?")


_READABLE = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x370, 0x3FF), (0xF00, 0xFFF), (0x2000, 0x27BF), (0x2900, 0x2BFF), (0x2E80, 0x33FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


def is_readable(text: str, font: str = "") -> bool:
    """Whether text of a PDF or OFD is characters, not codes that a font without a table of its meanings left behind."""
    if text.startswith("(cid:") or "\ufffd" in text:
        return False
    if symbol_font(font):
        return True
    return all(any(low <= ord(one) <= high for low, high in _READABLE) for one in text)
