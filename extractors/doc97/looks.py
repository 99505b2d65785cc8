"""How a run looks and what it stands for, from its modifiers and the styles around it ([MS-DOC] 2.4.6, 2.6.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.doc97.binary import Budget, u16, u32
from extractors.doc97.fonts import Fonts
from extractors.doc97.sprms import sprms
from extractors.doc97.styles import NO_STYLE, Style
from extractors.word.look import PLAIN, Look, Properties, look_of, merged

_TOGGLES = {0x0835: "bold", 0x0837: "strike", 0x2A53: "double", 0x083C: "hidden"}
_FONTS = {0x4A4F: "ascii", 0x4A50: "eastAsia", 0x4A51: "hAnsi", 0x4A5E: "cs"}
_UNDERLINE, _BORDER_80, _BORDER = 0x2A3E, 0x6865, 0xCA72
_STYLE, _PLAIN, _DELETED = 0x4A30, 0x2A33, 0x0800
_SYMBOL, _LOCATION, _DATA, _OLE, _OBJECT = 0x6A09, 0x6A03, 0x0806, 0x080A, 0x0856
_NO_BORDER = (0, 0xFF)


@dataclass(frozen=True, slots=True)
class Face:
    """All that a run's modifiers say of it.

    `symbol`: font and code of the symbol that stands in the place of `(`; `location`: place in the data stream of a
    picture, or with `is_data` of a form field's state; `prompt`: in the style of prompts.
    """

    look: Look = PLAIN
    deleted: bool = False
    symbol: tuple[str, int] | None = None
    location: int | None = None
    is_data: bool = False
    is_object: bool = False
    prompt: bool = False


class Faces:
    """The faces of a document's runs; equal modifiers are worked out once."""

    def __init__(self, styles: tuple[Style, ...], fonts: Fonts, budget: Budget) -> None:
        self._styles = styles
        self._fonts = fonts
        self._budget = budget
        self._chains: dict[int, Properties] = {}
        self._found: dict[tuple[int, bytes, bytes], Face] = {}

    def face(self, paragraph_style: int, group: bytes, more: bytes) -> Face:
        """The face of a run with these modifiers, and `more` of its piece, in a paragraph of that style."""
        key = (paragraph_style, group, more)
        if key not in self._found:
            self._found[key] = self._face(*key)
        return self._found[key]

    def _face(self, paragraph_style: int, group: bytes, more: bytes) -> Face:
        self._budget.spend(len(group) + len(more))
        given = [*sprms(group), *sprms(more)]
        for number in range(len(given) - 1, -1, -1):
            if given[number][0] == _PLAIN:
                given = [one for one in given[:number] if one[0] in (_STYLE, _DELETED)] + given[number + 1 :]
                break
        style = next((u16(operand, 0) for code, operand in reversed(given) if code == _STYLE), NO_STYLE)
        base = merged({}, self._chain(paragraph_style), self._chain(style))
        own: Properties = {}
        face = Face(prompt=style < len(self._styles) and self._styles[style].is_prompt)
        for code, operand in given:
            if not self._read(own, base, code, operand):
                face = self._mark(face, code, operand)
        return replace(face, look=look_of({**base, **own})) if base or own else face

    def _chain(self, number: int) -> Properties:
        """The properties of a style, from the styles it is based on down to its own."""
        if number not in self._chains:
            chain: list[Style] = []
            following = number
            while following < len(self._styles) and len(chain) < 20:
                chain.append(self._styles[following])
                following = chain[-1].base
            found: Properties = {}
            for style in reversed(chain):
                self._budget.spend(len(style.characters))
                base = dict(found)
                for code, operand in sprms(style.characters):
                    self._read(found, base, code, operand)
            self._chains[number] = found
        return self._chains[number]

    def _read(self, found: Properties, base: Properties, code: int, operand: bytes) -> bool:
        """Note a modifier that bears on the look; whether it is one."""
        if code in _TOGGLES:
            name = _TOGGLES[code]
            found[name] = bool(base.get(name)) ^ bool(operand[0] & 1) if operand[0] & 0x80 else bool(operand[0])
        elif code in _FONTS:
            found[_FONTS[code]] = self._fonts.symbol(u16(operand, 0))
        elif code == _UNDERLINE:
            found["underlined"] = operand[0] != 0
        elif code == _BORDER_80:
            found["boxed"] = operand[1] not in _NO_BORDER
        elif code == _BORDER and len(operand) >= 6:
            found["boxed"] = operand[5] not in _NO_BORDER
        else:
            return False
        return True

    def _mark(self, face: Face, code: int, operand: bytes) -> Face:
        if code == _DELETED:
            return replace(face, deleted=bool(operand[0]))
        if code == _SYMBOL:
            return replace(face, symbol=(self._fonts.name(u16(operand, 0)), u16(operand, 2)))
        if code == _LOCATION:
            return replace(face, location=u32(operand, 0))
        if code == _DATA:
            return replace(face, is_data=bool(operand[0]))
        if code in (_OLE, _OBJECT):
            return replace(face, is_object=bool(operand[0]))
        return face
