"""Where a row of a summary and the filing of the same officer disagree, field by field.

What either side does not say, or says in words that nothing can be made of, is no disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from normalizers.catalogue import OPTIONS, SUMMARY_ROW
from normalizers.enterprise import name_key
from pipeline.documents import FieldValue, Row
from pipeline.rules.case import quoted, rests_on_unsure_reading
from pipeline.rules.likeness import alike, person_key
from pipeline.rules.neighbours import Filed
from pipeline.rules.summary import organizer_in, says_untrained

_PARTS = re.compile(r"兼任?|[、，,；;/／|＋+&（）()\[\]\s]+")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d)")
_AUTHORITY = re.compile(r"市场监督(?:管理)?局|市场监管局|市监局")
_PLACE = re.compile(r"[省市区县]")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the row that disagrees; `told`: how a message says it, without a number of a person's."""

    field: str
    told: str
    unsure: bool


def differences(row: Row, filing: Filed) -> Iterator[Difference]:
    """Every field in which they disagree; a look-alike in doubt is a misreading and not a disagreement."""
    for name, (fields, differ) in _COMPARED.items():
        one = row[name]
        if one.value is None:
            continue
        others = [filing.document.fields[field] for field in fields if field in filing.document.fields]
        told = differ(one, filing)
        if told is None:
            continue
        unsure = rests_on_unsure_reading(one) or any(map(rests_on_unsure_reading, others))
        if not (unsure and alike(str(one.value), str(filing.value(fields[0])))):
            yield Difference(name, f"“{SUMMARY_ROW[name].label}”{told}", unsure)


def _said(row: object, filing: object) -> str:
    return f"汇总表为{quoted(str(row)) or '另一内容'}、备案表为{quoted(str(filing)) or '另一内容'}"


def _by(key: Callable[[str], object], name: str) -> Callable[[FieldValue, Filed], str | None]:
    def differ(one: FieldValue, filing: Filed) -> str | None:
        other = filing.value(name)
        if not isinstance(one.value, str) or not isinstance(other, str) or key(one.value) == key(other):
            return None
        return _said(one.value, other)

    return differ


def _mobile(one: FieldValue, filing: Filed) -> str | None:
    other = filing.value("mobile")
    if not isinstance(other, str) or one.value == other:
        return None
    return "号码不同"


def _change(one: FieldValue, filing: Filed) -> str | None:
    """The remarks name one of 新设 and 变更, and the filing bears the other."""
    named = [option for option in OPTIONS["change_type"] if option in str(one.value)]
    other = filing.value("change_type")
    return _said(named[0], other) if len(named) == 1 and other is not None and named[0] != other else None


def _training(one: FieldValue, filing: Filed) -> str | None:
    """Trained or not, the month, the organiser: each is compared where both say it."""
    text, trained = str(one.value), filing.value("trained")
    if trained is None:
        return None
    if says_untrained(text) or not trained:
        differ = says_untrained(text) == trained and (trained or bool(_MONTH.search(text)))
        return _said("未参加" if trained else "已参加", "已参加" if trained else "未参加") if differ else None
    date, body = filing.value("training_date"), filing.value("training_organizer")
    months = {f"{year}-{int(month):02d}" for year, month in _MONTH.findall(text)}
    filed = {part[:7] for part in date.split("/")} if isinstance(date, str) else months
    if months and not months & filed:
        return f"汇总表为（{'、'.join(sorted(months))}）、备案表为（{'、'.join(sorted(filed))}）"
    organizer = organizer_in(text)
    if isinstance(body, str) and organizer and not _same_body(text, organizer, body):
        return f"培训组织方不同，备案表为{quoted(body) or '另一内容'}"
    return None


def _same_body(text: str, organizer: str, body: str) -> bool:
    """Whether the words hold the organiser's name: 大连市局 is left alone, for nobody knows which it is."""
    if not _AUTHORITY.search(text) or not _AUTHORITY.search(body):
        return person_key(body) == person_key(organizer) or _plain(body) in _plain(text) or len(organizer) < len(body)
    return _plain(body) in _plain(text) or _plain(organizer) in _plain(body)


def _plain(text: str) -> str:
    return _PLACE.sub("", _AUTHORITY.sub("局", person_key(text) or ""))


def _parts(text: str) -> frozenset[str]:
    return frozenset(part for part in _PARTS.split(person_key(text) or "") if part)


_COMPARED: dict[str, tuple[tuple[str, ...], Callable[[FieldValue, Filed], str | None]]] = {
    "enterprise_name": (("enterprise_name",), _by(name_key, "enterprise_name")),
    "post": (("post",), _by(str, "post")),
    "name": (("name",), _by(person_key, "name")),
    "gender": (("gender",), _by(str, "gender")),
    "position": (("position",), _by(_parts, "position")),
    "title": (("title",), _by(_parts, "title")),
    "mobile": (("mobile",), _mobile),
    "training": (("training_date", "trained", "training_organizer"), _training),
    "remarks": (("change_type",), _change),
}
"""Field of a row → the fields of a filing it is held against, and what tells the difference."""
