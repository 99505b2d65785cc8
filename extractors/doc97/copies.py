"""Copies of the text of content controls that LibreOffice leaves in a .doc: fields around and between its pieces."""

from __future__ import annotations

import re

from extractors.doc97.text import FILLER

_TEXT_FIELD = re.compile("\x13 FORMTEXT \x01\x14([^\x07\x13-\x15]*)\x15")
_BOX, _UNKNOWN = " FORMCHECKBOX ", "◎"
_LAST = "\x05"
"""Stands before the last copy."""


def without_copies(characters: str) -> str:
    """The characters with those copies blanked out: text fields that all hold the same, the last of them after a mark
    that no other program writes there.

    What the control holds stands between them in pieces, with its formatting; where pieces are missing (LibreOffice
    swallows the first now and then), the first copy is kept in their stead. A check box in it is spelled out there, and
    its state unknown.
    """
    if _LAST + "\x13 FORMTEXT" not in characters:
        return characters
    parts: list[str] = []
    behind = 0
    group: list[re.Match[str]] = []
    for found in _TEXT_FIELD.finditer(characters):
        if group and group[-1].group(1) != found.group(1):
            group = []
        group.append(found)
        if characters[found.start() - 1 : found.start()] == _LAST:
            if len(group) > 2:
                start, end = group[0].start(), found.end()
                parts += (characters[behind:start], _held_once(characters[start:end], found.group(1)))
                behind = end
            group = []
    return "".join((*parts, characters[behind:]))


def _held_once(copied: str, text: str) -> str:
    pieces = _TEXT_FIELD.sub(lambda found: FILLER * len(found.group()), copied)
    held = pieces.replace(FILLER, "").replace(_LAST, "")
    boxes = text.count(_BOX)
    if held.strip("\r") == text.strip("\r") or ("\x13" in held and held.count("\x13" + _BOX) == boxes):
        return pieces
    text = text.replace(_BOX, _UNKNOWN)
    start = copied.index("\x14") + 1
    return FILLER * start + text + FILLER * (len(copied) - start - len(text))
