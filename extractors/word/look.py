"""What of a run's formatting bears on its meaning, and how it comes of styles (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's formatting bears on its meaning.

    The symbol fonts, or `""`: `latin` of characters up to U+007F, `upper` up to U+00FF, `private` of the private area.
    """

    struck: bool = False
    underlined: bool = False
    bold: bool = False
    boxed: bool = False
    hidden: bool = False
    latin: str = ""
    upper: str = ""
    private: str = ""

    def font(self, char: str) -> str:
        """The symbol font that this character is shown in, `""` for any other font."""
        code = ord(char)
        if code <= 0x7F:
            return self.latin
        return self.upper if code <= 0xFF else self.private


PLAIN = Look()


Properties = dict[str, bool | str]
"""Only what is given: the toggles `bold`, `strike`, `double`, `hidden`; `underlined`, `boxed`; the symbol fonts by
slot, `""` for any other font."""
TOGGLES = ("bold", "strike", "double", "hidden")
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def merged(defaults: Properties, paragraph: Properties, character: Properties) -> Properties:
    """What the style of a paragraph and a character style in it come to: a toggle in both is off."""
    found = {**defaults, **paragraph, **character}
    for toggle in TOGGLES:
        if paragraph.get(toggle) and character.get(toggle):
            found[toggle] = False
        elif paragraph.get(toggle) or character.get(toggle):
            found[toggle] = True
    return found


def look_of(found: Properties) -> Look:
    """The look that properties come to."""
    look = Look(
        struck=bool(found.get("strike") or found.get("double")),
        underlined=bool(found.get("underlined")),
        bold=bool(found.get("bold")),
        boxed=bool(found.get("boxed")),
        hidden=bool(found.get("hidden")),
    )
    latin = str(found.get("ascii", found.get("hAnsi", "")))
    upper = str(found.get("hAnsi", found.get("ascii", "")))
    private = upper or latin or next((str(found[slot]) for slot in SLOTS if found.get(slot)), "")
    return replace(look, latin=latin, upper=upper, private=private) if private else look
