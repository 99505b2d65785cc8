"""The copies that go with a filing, as witnesses of what it says. Source: LN 填表说明."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.documents import Document, Severity
from pipeline.rules.case import Case, Hit, quoted, rests_on_unsure_reading, rule
from pipeline.rules.likeness import alike, person_key

KINDS = ("id_card", "diploma", "title_certificate")
"""The kinds of document that are attachments."""

MISSING = "missing-attachment"
_COPIES = {"id_card": "身份证", "diploma": "学历证书", "title_certificate": "职称证书"}
_ID_FIELDS = ("name", "id_number")
_DIPLOMA_FIELDS = ("name", "school", "major", "education")
_LOOSE = ("school", "major")
"""Fields that a form may give in short: 机械 for 机械工程."""


@rule(
    MISSING,
    Severity.WARNING,
    source="LN 填表说明",
    says="申报时应附身份证、学历证书、职称证书复印件各1份（没有职称的不附职称证书）",
)
def missing_attachment(case: Case) -> Iterator[Hit]:
    """One for each copy that did not come, where it is known what came; of a title only where one is claimed."""
    if case.attachments is None:
        return
    there = {attachment.kind for attachment in case.attachments}
    for kind, copy in _COPIES.items():
        claimed = kind != "title_certificate" or case.value("title") is not None
        if claimed and kind not in there:
            fields = ("title",) if kind == "title_certificate" else ()
            yield Hit(f"没有收到{copy}复印件，请报送单位补交。", fields)


@rule(
    "id-attachment-mismatch",
    Severity.ERROR,
    *_ID_FIELDS,
    source="LN 填表说明",
    says="姓名和身份证号应与所附身份证复印件一致",
)
def id_attachment_mismatch(case: Case) -> Iterator[Hit]:
    """Name or number differs from every copy of an ID card that came; one finding that names what differs."""
    cards = _of_kind(case, "id_card")
    differing = _least_differing(case, cards, _ID_FIELDS)
    if differing:
        names, card = differing
        labels = "、".join(case.label(name) + _shown(card, name) for name in names)
        yield Hit(f"{labels}与所附身份证复印件不一致，请对照身份证更正。", names, unsure=_unsure(card, names))


@rule(
    "diploma-mismatch",
    Severity.WARNING,
    *_DIPLOMA_FIELDS,
    source="LN 填表说明",
    says="姓名、毕业院校、专业、学历应与所附学历证书复印件一致",
)
def diploma_mismatch(case: Case) -> Iterator[Hit]:
    """Name, school, major or education differs from every copy of a diploma that came; one finding that names what."""
    differing = _least_differing(case, _of_kind(case, "diploma"), _DIPLOMA_FIELDS)
    if differing:
        names, diploma = differing
        labels = "、".join(case.label(name) + _shown(diploma, name) for name in names)
        yield Hit(f"{labels}与所附学历证书复印件不一致，请对照学历证书核实。", names, unsure=_unsure(diploma, names))


def belonging(filings: Sequence[Document], attachments: Sequence[Document]) -> list[tuple[Document, ...]]:
    """For each of the filings that came together the attachments, of those that came with them, that are its own.

    An attachment goes to the filing with its ID number, else with its name, else with a name like it. With one filing
    alone all are its own: that is how a wrong copy is found out.
    """
    if len(filings) == 1:
        return [tuple(attachments)]
    own: list[list[Document]] = [[] for _ in filings]
    for attachment in attachments:
        for place in _owners(filings, attachment):
            own[place].append(attachment)
    return [tuple(some) for some in own]


def _owners(filings: Sequence[Document], attachment: Document) -> list[int]:
    number, name = _value(attachment, "id_number"), person_key(_value(attachment, "name"))
    by_number = [i for i, filing in enumerate(filings) if number and _value(filing, "id_number") == number]
    if by_number or name is None:
        return by_number
    names = [person_key(_value(filing, "name")) for filing in filings]
    same = [place for place, other in enumerate(names) if other == name]
    return same or [place for place, other in enumerate(names) if other and alike(other, name)]


def _of_kind(case: Case, kind: str) -> list[Document]:
    return [attachment for attachment in case.attachments or () if attachment.kind == kind]


def _least_differing(
    case: Case, copies: Sequence[Document], names: tuple[str, ...]
) -> tuple[tuple[str, ...], Document] | None:
    """The copy with the fewest fields that differ, and which; None where there is no copy, or one that agrees."""
    found = [(tuple(name for name in names if _differs(case.document, copy, name)), copy) for copy in copies]
    fields, copy = min(found, key=lambda pair: len(pair[0]), default=((), None))
    return (fields, copy) if copy is not None and fields else None


def _differs(filing: Document, copy: Document, name: str) -> bool:
    """Whether both say something of the field, and not the same; a misreading in doubt is no difference."""
    one, other = filing.fields.get(name), copy.fields.get(name)
    said, shown = (person_key(field.value) if field is not None else None for field in (one, other))
    if one is None or other is None or said is None or shown is None:
        return False
    if said == shown or (name in _LOOSE and (said in shown or shown in said)):
        return False
    doubtful = rests_on_unsure_reading(one) or rests_on_unsure_reading(other)
    return not (doubtful and alike(said, shown))


def _shown(copy: Document, name: str) -> str:
    """What the copy says, in brackets; never a number."""
    value = _value(copy, name)
    return "" if name == "id_number" or value is None else quoted(value)


def _unsure(copy: Document, names: tuple[str, ...]) -> bool:
    return any(rests_on_unsure_reading(copy.fields[name]) for name in names)


def _value(document: Document, name: str) -> str | None:
    field = document.fields.get(name)
    return field.value if field is not None and isinstance(field.value, str) else None
