"""What the pictures of one document look like."""

from __future__ import annotations

from extractors.likeness import Sheet, likeness
from extractors.page import Likeness, Picture, Place

MAX_DECODED = 8
"""Pictures of a document that are decoded; of more, their size alone tells what they are."""


class Judge:
    """Tells what the pictures of one document look like, and keeps the bytes of those that are scans of pages."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._decoded = 0
        self._pages: dict[str, bytes] = {}

    @property
    def pages(self) -> tuple[bytes, ...]:
        """The pictures found to be scans of pages, each once, in order."""
        return tuple(self._pages.values())

    def picture(self, name: str, data: bytes | None, size: tuple[float, float], place: Place) -> Picture:
        """The picture of that name, `size` points wide and high; `data` None: it is not in the file."""
        kind = Likeness.OTHER
        if data:
            kind = likeness(data, *size, self._sheet, decode=self._decoded < MAX_DECODED)
            self._decoded += kind is not Likeness.PAGE
            if kind is Likeness.PAGE:
                self._pages[name] = data
        return Picture(kind, place, *size)
