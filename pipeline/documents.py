"""What a received file turned out to hold: documents with typed values, what the rules say of them, the outcome.

These are the types that rules and registry work on, and that `cqo read` prints (CONTRACT.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.containers.tray import Member
from extractors.page import Place
from normalizers.value import Value


class Status(StrEnum):
    """The answer to a received file, or to a document (which is never quarantined)."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    QUARANTINED = "quarantined"


class Severity(StrEnum):
    """What a finding asks: error = not clean until mended, warning = a person should look, info = worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of a document, tied to where it stood.

    `value` normalised, None = blank or not to be made; `text` as read, None = nothing stood there; `confidence` the
    estimated chance that `value` is right; `review`: a person must look. `problem`: the normalizer's code, None where
    the value is in order (`unreadable`, `impossible-date`, `choice-none`, `choice-several`, `vague`, …).
    `offered`: the layout has a place for this field.
    """

    name: str
    value: Value = None
    text: str | None = None
    confidence: float = 1.0
    review: bool = False
    place: Place | None = None
    problem: str | None = None
    alternatives: tuple[tuple[Value, float], ...] = ()
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a document: rule id, severity, the fields it concerns, a message for the clerk (Chinese)."""

    rule: str
    severity: Severity
    fields: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text on the paper that no field took."""

    text: str
    place: Place | None


Row = Mapping[str, FieldValue]


@dataclass(frozen=True, slots=True)
class Document:
    """One filing, summary, attachment, or other page of a received file.

    `kind` as in CONTRACT (`filing`, `summary`, `id_card`, …); `fields` holds every field of that kind, also the blank
    ones; `rows` only for a summary; `shows_ink`: a seal would be seen if there were one (PDF, scan).
    """

    kind: str
    form: str | None
    jurisdiction: str | None
    pages: tuple[int, ...]
    fields: Mapping[str, FieldValue]
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    shows_ink: bool = False
    status: Status = Status.REVIEW


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a received file is quarantined: one of CONTRACT's error codes, and a message for the clerk (Chinese)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it for one received file. `file` is its path as given, or `archive!member`; `seconds` of wall time.

    `members` of an archive or mail, which are received files of their own; `passed_over`: system files among them.
    """

    file: str
    sha256: str | None
    media_type: str | None
    status: Status
    error: Failure | None = None
    pages: int | None = None
    seconds: float = 0.0
    documents: tuple[Document, ...] = field(default_factory=tuple)
    members: tuple[Member, ...] = ()
    passed_over: int = 0
