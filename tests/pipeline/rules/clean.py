"""Documents about invented people that no rule objects to, and what the rules say once something in them is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from normalizers.catalogue import FILING, ID_CARD, SUMMARY, SUMMARY_ROW
from normalizers.value import Value
from pipeline.documents import Document, FieldValue, Finding
from pipeline.rules.engine import check
from pipeline.rules.jurisdiction_file import load_jurisdictions
from tests.pipeline.invented import id_number, values

TODAY = date(2021, 10, 20)
SCHEMES = load_jurisdictions()
LHASA = {"code": "540102", "name": "西藏自治区拉萨市城关区"}
ROW: dict[str, Value] = {
    "serial": 1,
    "enterprise_name": "大连测试机械有限公司",
    "post": "首席质量官",
    "name": "欧阳测试",
    "gender": "男",
    "position": "副总经理",
    "title": "高级工程师",
    "mobile": "13800000001",
    "training": "2021年5月，大连市市场监督管理局",
    "remarks": "新设",
}


def field(name: str, value: Value, **more: Any) -> FieldValue:
    return FieldValue(name, value, None if value is None else str(value), **more)


def filing(**changes: Value) -> Document:
    """A filing as Liaoning wants it, by a man born on 1980-01-01, filed on 2021-10-08; `changes` to its values."""
    given = values(1, id_number=id_number(1), seal=True, resume="2014年5月至今 甲公司质量部部长") | changes
    return Document("filing", "f", "liaoning", (1,), {n: field(n, given.get(n)) for n in FILING}, shows_ink=True)


def tibetan(**changes: Value) -> Document:
    """The same as Tibet wants it."""
    return filing(**({"region": LHASA, "training_organizer": "西藏自治区市场监督管理局"} | changes))


def card(**changes: Value) -> Document:
    """The copy of an ID card."""
    base = {"name": "欧阳测试", "gender": "男", "birth_date": "1980-01-01", "id_number": id_number(1)}
    given: dict[str, Value] = {**base, **changes}
    return Document("id_card", None, "liaoning", (1,), {name: field(name, given.get(name)) for name in ID_CARD})


def summary(*rows: dict[str, Value], filed: Value = "2021-10-20") -> Document:
    """A summary whose rows differ from the clean one by `rows`."""
    head = {"reporting_unit": "大连市市场监督管理局", "filing_date": filed}
    lines = tuple({name: field(name, {**ROW, **row}.get(name)) for name in SUMMARY_ROW} for row in rows)
    return Document("summary", "s", "liaoning", (1,), {name: field(name, head[name]) for name in SUMMARY}, lines)


def altered(document: Document, name: str, **attributes: Any) -> Document:
    """The document with other attributes of one of its fields."""
    return replace(document, fields={**document.fields, name: replace(document.fields[name], **attributes)})


def unread(document: Document, name: str, problem: str, text: str = "乱写") -> Document:
    """The document with a field whose text could not be made into a value."""
    return altered(document, name, value=None, text=text, problem=problem, review=True)


def found(document: Document, scheme: str = "liaoning", today: date = TODAY) -> tuple[Finding, ...]:
    return check(document, SCHEMES[scheme], today)


def rules(document: Document, scheme: str = "liaoning", today: date = TODAY) -> list[str]:
    """The ids of the rules that object, in their order."""
    return [finding.rule for finding in found(document, scheme, today)]


def only(document: Document, scheme: str = "liaoning", today: date = TODAY) -> Finding:
    """The one finding that there is."""
    (finding,) = found(document, scheme, today)
    return finding
