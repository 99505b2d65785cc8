"""The lists that a user supplies: who may not be appointed, which enterprises are above scale, who is recommended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

DISQUALIFIED = "disqualified"
ABOVE_SCALE = "above-scale"
RECOMMENDED = "recommended"
KINDS = (DISQUALIFIED, ABOVE_SCALE, RECOMMENDED)
"""Which lists there are: persons who may not be appointed, enterprises above scale, recommendations for the 人才库."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list. `number`: an ID number; `enterprise`, `person`: keys (see normalizers); None = not given.

    `included` False: the line takes its person out (人才库).
    """

    person: str | None = None
    number: str | None = None
    enterprise: str | None = None
    included: bool = True


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of persons, found by number or by name."""

    by_number: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    by_person: Mapping[str, tuple[Entry, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Lists:
    """What rules may look up: those who may not be appointed."""

    disqualified: Roll = field(default_factory=Roll)


NO_LISTS = Lists()


def roll(entries: tuple[Entry, ...]) -> Roll:
    """The entries, ready to be looked up."""
    named: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.person:
            named[entry.person] = (*named.get(entry.person, ()), entry)
    return Roll({entry.number: entry for entry in entries if entry.number}, named)
