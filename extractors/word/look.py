"""What of a run's formatting bears on its meaning."""

from __future__ import annotations

from dataclasses import dataclass


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
