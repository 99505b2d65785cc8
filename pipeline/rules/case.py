"""What a rule is given, what it gives back, and how it is made known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from normalizers.catalogue import BY_KIND, SUMMARY_ROW
from pipeline.documents import Document, FieldValue, Row, Severity
from pipeline.rules.jurisdiction import Jurisdiction
from pipeline.rules.lists import NO_LISTS, Lists

_ABSENT = FieldValue("")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule found something. `fields` empty: those of the rule; `row`: the row of a summary that it is about.

    `unsure`: it rests on a reading in another document that is not sure.
    """

    message: str
    fields: tuple[str, ...] = ()
    row: Row | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A document under check, with the jurisdiction whose rules apply and the day of intake (ISO 8601).

    `attachments`: those that came with a filing, None where nobody can say what came; `lists` that the user supplied.
    """

    document: Document
    scheme: Jurisdiction
    today: str
    attachments: tuple[Document, ...] | None = None
    lists: Lists = NO_LISTS

    def field(self, name: str) -> FieldValue:
        """The field of the document; a blank one where the document has none of that name."""
        return self.document.fields.get(name, _ABSENT)

    def value(self, name: str) -> Any:
        """The normalised value in the form of CONTRACT, None where there is none."""
        return self.field(name).value

    def date(self, name: str) -> str | None:
        """The date as ISO 8601, or the last day of a span; None where there is none, or it lies after today.

        A date after today is wrong already, and `date-in-future` says so: no other rule builds on it.
        """
        value = self.field(name).value
        if not isinstance(value, str):
            return None
        end = value.rpartition("/")[2]
        return None if name in PAST_DATES and later(end, self.today) else end

    def label(self, name: str) -> str:
        """The field's label on the official form, in the quotation marks that messages use."""
        return f"“{BY_KIND[self.document.kind][name].label}”"


PAST_DATES = ("filing_date", "birth_date", "training_date")
"""The dates that cannot lie after the day of intake."""


def later(date: str, other: str) -> bool:
    """Whether the first ISO date lies after the other for certain, where one or both may give no day."""
    depth = min(len(date), len(other))
    return date[:depth] > other[:depth]


def blank(field: FieldValue) -> bool:
    """Whether nothing was filled in: no value, and no text that could not be made into one."""
    return field.value is None and field.problem is None


def row_place(number: int, row: Row) -> str:
    """How messages name a row of a summary: `序号3（张三）`, `第3行`; `number` from 1."""
    serial, person = row["serial"].value, row["name"].value
    place = f"第{number}行" if serial is None else f"序号{serial}"
    return f"{place}{quoted(person if isinstance(person, str) else None)}"


def row_label(name: str, number: int, row: Row) -> str:
    """How messages name a field in a row of a summary: `序号3（张三）“备注”`; `number` from 1."""
    return f"{row_place(number, row)}“{SUMMARY_ROW[name].label}”"


def quoted(text: str | None) -> str:
    """A text of the form in brackets, on one line, for a message.

    Nothing where there is none, where it is longer than a message can bear, or where it may hold a person's number.
    """
    line = " ".join((text or "").split())
    digits = sum(char.isdigit() for char in line)
    return f"（{line}）" if 0 < len(line) <= _LONGEST_QUOTE and digits < _DIGITS_OF_A_NUMBER else ""


_LONGEST_QUOTE = 40
_DIGITS_OF_A_NUMBER = 7

Subject = TypeVar("Subject")
"""What a rule looks at: a `Case`, or what the registry knows beside it."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A rule of RULES. `severity` where no jurisdiction says otherwise; `says`: what it asks, for the clerk."""

    id: str
    severity: Severity
    fields: tuple[str, ...]
    source: str
    says: str
    kinds: tuple[str, ...]
    family: str
    check: Callable[[Subject], Iterator[Hit]]


def rule(
    id: str,
    severity: Severity,
    *fields: str,
    source: str,
    says: str,
    kinds: tuple[str, ...] = ("filing",),
) -> Callable[[Callable[[Subject], Iterator[Hit]]], Rule[Subject]]:
    """Makes a function a rule: the engine finds it by its type in the modules of the families."""

    def make(check: Callable[[Subject], Iterator[Hit]]) -> Rule[Subject]:
        family = check.__module__.rpartition(".")[2]
        return Rule(id, severity, fields, source, says, kinds, family, check)

    return make


UNSURE = "（此处识读把握不大，请先对照原件。）"


def rests_on_unsure_reading(field: FieldValue) -> bool:
    """Whether a person must look at the field before anything can be made of it."""
    return field.review and field.problem is None
