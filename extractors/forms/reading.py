"""`Reading`: what a document says field by field, as read, before anyone asks what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.page import Line, Place


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field as it stands on the paper.

    `text`: all that stood in its place, tick glyphs included, None where nothing did. `meant`: the part that is the
    answer (the option ticked, the text without its printed label and units), what a normalizer is given. `problem`:
    `choice-none`, `choice-several` or `choice-unclear` where ticks did not single out an option, `split-cells` where
    the answer was gathered from several cells. `lines`: the lines the text came from, for a second reading.
    `offered`: the layout has a place for it. `confidence` 0 to 1: that the place and the ticks were understood.
    """

    name: str
    text: str | None = None
    meant: str | None = None
    place: Place | None = None
    lines: tuple[Line, ...] = ()
    confidence: float = 1.0
    problem: str | None = None
    alternatives: tuple[str, ...] = ()
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text or ink that no field took."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document found on the pages of a received file.

    `form`: id of its definition, None for `other`. `wording`: the text around the fields (title, notes), from which
    the jurisdiction may be told. `pages`: numbers, from 1. `recognised`: its text was read by OCR.
    """

    kind: str
    form: str | None
    pages: tuple[int, ...]
    fields: Mapping[str, FieldReading]
    rows: tuple[Mapping[str, FieldReading], ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    wording: str = ""
    jurisdiction: str | None = None
    shows_ink: bool = False
    recognised: bool = False
    unread: tuple[str, ...] = field(default_factory=tuple)
    """Fields whose place lies on paper that could not be read."""
