"""What makes two filings speak of the same enterprise, officer, appointment or training, and which of them wins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from normalizers.enterprise import name_key
from normalizers.identity import is_whole
from normalizers.value import Value
from pipeline.documents import Document, Status
from pipeline.registry import identity
from pipeline.rules.likeness import person_key

Values = Mapping[str, Value]
_SEPARATOR = "|"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one filing; None where it does not say enough."""

    enterprise: str | None
    officer: str | None
    appointment: str | None
    training: str | None


def keys_of(values: Values, unique: str) -> Keys:
    """The keys of a filing with these values; `unique` (its own mark) stands in where a filing can match no other.

    Without post and month of appointment nothing shows that two filings are of one appointment, so they stay two.
    """
    enterprise = _organisation_key(values.get("enterprise_name"))
    officer = _officer_key(values, enterprise)
    if officer is None:
        return Keys(enterprise, None, None, None)
    return Keys(
        enterprise,
        officer,
        _appointment_key(values, enterprise, officer, unique),
        _training_key(values, officer, unique),
    )


def ranking(document: Document, sha256: str, position: int) -> str:
    """The greater text wins: newer filing date, then accepted over review, then by content, whatever came in first.

    A filing date that is itself under review counts as unknown, so that a misread year cannot oust a good filing.
    """
    field = document.fields.get("filing_date")
    sure = field is not None and not field.review and isinstance(field.value, str) and _DATE.fullmatch(field.value)
    date = str(field.value) if field is not None and sure else "0000-00-00"
    accepted = "1" if document.status is Status.ACCEPTED else "0"
    return _SEPARATOR.join((date, accepted, sha256, f"{position:05d}"))


def city_of(region: Value) -> str | None:
    """The first four digits of a region's code: its city. None for a province, or where it is not known."""
    code = region.get("code") if isinstance(region, dict) else None
    return code[:4] if code and code[2:4] != "00" else None


def _organisation_key(name: Value) -> str | None:
    return (name_key(name) or None) if isinstance(name, str) else None


def _officer_key(values: Values, enterprise: str | None) -> str | None:
    number = values.get(identity.ID_FIELD)
    if isinstance(number, str) and is_whole(number):
        return identity.lookup_key(number)
    name = person_key(values.get("name"))
    return _SEPARATOR.join((name, enterprise)) if name and enterprise else None


def _appointment_key(values: Values, enterprise: str | None, officer: str, unique: str) -> str | None:
    if enterprise is None:
        return None
    post, since = values.get("post"), values.get("appointed_from")
    what = (post, since[:7]) if isinstance(post, str) and isinstance(since, str) else ("", unique)
    return _SEPARATOR.join((enterprise, officer, *what))


def _training_key(values: Values, officer: str, unique: str) -> str | None:
    date, organizer = values.get("training_date"), values.get("training_organizer")
    told = isinstance(date, str) or isinstance(organizer, str)
    trained = values.get("trained")
    if trained is False or (trained is None and not told):
        return None
    what = (str(date or ""), _organisation_key(organizer) or "") if told else ("", unique)
    return _SEPARATOR.join((officer, *what))
