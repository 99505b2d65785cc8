"""The types every normalizer shares: what it is given beside the text, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Value = str | bool | int | float | dict[str, str | None] | None
"""A value of CONTRACT: text, date (ISO 8601), yes/no, number, or `{"code", "name"}`; None = blank or not to be made."""


class Script(StrEnum):
    """The script that a whole document is written in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


@dataclass(frozen=True, slots=True)
class Context:
    """What a normalizer may know beside the text itself.

    `script` of the whole document; `province` two-digit code of the jurisdiction (`"21"`, `"54"`), None where unknown;
    `recognised`: the text was read by OCR, so look-alikes (0/O, 1/l) may be repaired where the kind of value proves it;
    `day` the day of intake, ISO 8601, for two-digit years.
    """

    script: Script = Script.SIMPLIFIED
    province: str | None = None
    recognised: bool = False
    day: str = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Normal:
    """What a text means.

    `value` None with no `problem`: blank. `problem`: a code such as `date-unreadable`; `value` may still be given
    (kept as written) and the field goes to review. `sureness` 0 to 1: how sure the meaning is, given the text is right
    (1.0 an exact form, less where words were matched by likeness). `alternatives`: other values it could mean.
    `repaired`: look-alikes were exchanged to arrive at the value.
    """

    value: Value
    problem: str | None = None
    sureness: float = 1.0
    alternatives: tuple[Value, ...] = ()
    repaired: bool = False


Normalizer = Callable[[str, Context], Normal]

BLANK = Normal(None)
