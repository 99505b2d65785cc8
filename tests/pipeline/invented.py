"""Outcomes about invented people, as reading would have made them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from extractors.page import Box, Place
from normalizers.catalogue import FILING, SUMMARY, SUMMARY_ROW
from normalizers.value import Value
from pipeline.documents import Document, Failure, FieldValue, Finding, Leftover, Outcome, Severity, Status

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(serial: int, birth: str = "19800101", region: str = "210203") -> str:
    """An ID number with a right check digit."""
    body = f"{region}{birth}{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def values(serial: int = 1, **changes: Value) -> dict[str, Value]:
    """The values of a whole filing; officer, enterprise and phone differ by `serial`."""
    base: dict[str, Value] = {
        "filing_date": "2021-10-08",
        "enterprise_name": f"大连测试{serial}号机械有限公司",
        "photo": True,
        "region": {"code": "210203", "name": "辽宁省大连市西岗区"},
        "industry": {"code": "C34", "name": "通用设备制造业"},
        "enterprise_type": "有限责任公司（自然人投资或控股）",
        "above_scale": True,
        "enterprise_scale": "中型",
        "main_products": "泵、阀门",
        "name": f"欧阳{chr(0x4E00 + serial)}",
        "id_number": id_number(serial % 1000, birth=f"19{60 + serial // 1000 % 40:02d}0101"),
        "gender": "男",
        "birth_date": "1980-01-01",
        "quality_years": 7.5,
        "school": "大连理工大学",
        "major": "机械工程",
        "education": "大学本科",
        "position": "副总经理",
        "title": "高级工程师",
        "mobile": f"138{serial:08d}",
        "address": "大连市西岗区测试路 1 号",
        "email": "a@example.com",
        "post": "首席质量官",
        "change_type": "新设",
        "employment": "兼职",
        "appointed_from": "2021-09",
        "trained": True,
        "training_date": "2021-05-01/2021-05-04",
        "training_organizer": "大连市市场监督管理局",
        "principal_name": "张某某",
        "principal_position": "总经理",
        "principal_contact": "0411-86852166",
        "resume": "2001年7月—2010年1月 质检员\n2010年2月至今 质量部长",
        "enterprise_opinion": "以上备案信息属实，同意申报。",
        "seal": False,
        "opinion_date": "2021-10-08",
    }
    return base | changes


def fields(given: dict[str, Value], unsure: tuple[str, ...] = ()) -> dict[str, FieldValue]:
    place = Place(1, Box(0.1, 0.2, 0.3, 0.25))
    return {
        name: FieldValue(name)
        if given.get(name) is None
        else FieldValue(name, given[name], str(given[name]), 0.99, name in unsure, place)
        for name in FILING
    }


def filing(given: dict[str, Value], status: Status = Status.ACCEPTED, unsure: tuple[str, ...] = ()) -> Document:
    return Document("filing", "liaoning-2021-filing", "liaoning", (1,), fields(given, unsure), status=status)


def summary(*people: dict[str, Value]) -> Document:
    head = {
        name: FieldValue(name, value, value) for name, value in zip(SUMMARY, ("大连市局", "2021-10-20"), strict=True)
    }
    rows = tuple({name: FieldValue(name, person.get(name)) for name in SUMMARY_ROW} for person in people)
    finding = Finding("summary-late", Severity.WARNING, ("filing_date",), "汇总表报送已过期限。")
    left = Leftover("联系人：某某", Place(1, None, 1, 2, 3))
    return Document("summary", "liaoning-2021-summary", "liaoning", (2,), head, rows, (finding,), (left,))


def outcome(file: str, *documents: Document, content: str | None = None) -> Outcome:
    """A received file that holds these documents; its bytes differ by `content`, else by its name."""
    sha256 = hashlib.sha256((content or file).encode()).hexdigest()
    status = max((document.status for document in documents), default=Status.ACCEPTED)
    return Outcome(file, sha256, "application/pdf", status, None, 1, 0.4, documents)


def filed(serial: int = 1, file: str | None = None, status: Status = Status.ACCEPTED, **changes: Value) -> Outcome:
    """A received file with one filing."""
    return outcome(file or f"inbox/{serial}.docx", filing(values(serial, **changes), status))


def quarantined(file: str, code: str) -> Outcome:
    return replace(outcome(file), status=Status.QUARANTINED, error=Failure(code, "文件无法读取。"))
