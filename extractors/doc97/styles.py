"""The style sheet ([MS-DOC] 2.9.271 STSH, 2.9.260 STD): what each style says of characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.doc97.binary import cut, text16, u16

NO_STYLE = 0x0FFF
_PROMPT = re.compile(r"placeholder text|占位符文本", re.I)
_PARAGRAPH, _CHARACTER = 1, 2


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the number of the one it is based on, and its modifiers of characters; `is_prompt`: the style of the
    prompts of empty content controls."""

    base: int = NO_STYLE
    characters: bytes = b""
    is_prompt: bool = False


def read_styles(sheet: bytes) -> tuple[Style, ...]:
    """The styles by number. Raises CorruptFile."""
    if not sheet:
        return ()
    size = u16(sheet, 0)
    count, fixed = u16(sheet, 2), u16(sheet, 4)
    at = 2 + size
    styles: list[Style] = []
    for _ in range(count):
        if at + 2 > len(sheet):
            break
        length = u16(sheet, at)
        styles.append(_style(cut(sheet, at + 2, length), fixed) if length else Style())
        at += 2 + length + length % 2
    return tuple(styles)


def _style(std: bytes, fixed: int) -> Style:
    kind, base = u16(std, 2) & 0xF, u16(std, 2) >> 4
    name, at = text16(std, fixed)
    prompt = _PROMPT.search(name) is not None
    if kind == _PARAGRAPH:
        at = _after(std, at)
    elif kind != _CHARACTER:
        return Style(base, b"", prompt)
    if at + 2 > len(std):
        return Style(base, b"", prompt)
    return Style(base, cut(std, at + 2, u16(std, at)), prompt)


def _after(std: bytes, at: int) -> int:
    """Where the next group of modifiers begins."""
    if at + 2 > len(std):
        return at
    size = u16(std, at)
    return at + 2 + size + size % 2
