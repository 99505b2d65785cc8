"""Certificates of professional titles (专业技术资格证书, 职称证书): whose, and which title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.attachments.fields import BY_POSITION, in_sentence, labelled, unread
from extractors.attachments.scroll import Scroll
from extractors.attachments.words import NAME, count, holds
from extractors.forms.reading import FieldReading
from normalizers.title import title_level

HEADINGS = (
    *(
        "专业技术资格证书",
        "专业技术职务任职资格",
        "专业技术任职资格",
        "职称证书",
        "任职资格证书",
        "专业技术职务资格证书",
    ),
    *("专业技术人员职业资格", "职业资格证书", "专业技术资格", "专业技术职务证书", "职称电子证书"),
)
BODY = (
    *(("姓名",), ("资格名称", "职称名称", "任职资格", "资格级别", "职称级别", "职务名称"), ("性别",)),
    *(("评审组织", "评委会", "评审委员会", "批准机关", "发证机关", "签发单位", "发证单位", "审批部门"),),
    *(("批准日期", "批准时间", "授予时间", "取得时间", "评审时间", "发证日期", "签发日期", "通过日期"),),
    *(("证书编号", "管理号", "证书号"), ("出生年月", "出生日期"), ("专业名称", "系列名称", "专业类别", "从事专业")),
)
LEAST_CUES, LEAST_WITHOUT_HEADING = 3, 5
MOST_CHARACTERS = 900
TITLE_LABELS = (
    *("专业技术资格名称", "专业技术职务任职资格", "专业技术任职资格", "专业技术职务名称", "任职资格名称", "职称名称"),
    *(
        "资格名称",
        "职务名称",
        "取得资格",
        "任职资格",
        "专业技术资格",
        "专业技术职务",
        "评审资格",
        "获得资格",
        "职称",
        "资格级别",
    ),
    *("级别",),
)
_SENTENCES = (
    r"(?:具备|具有|取得|获得|授予|评为|评定为|晋升为)\W?([^，,。；;：:]{2,16}?(?:师|员|教授|编辑))(?:专业技术)?(?:职务)?(?:任职)?(?:资格|职称)",
    r"(?:具备|具有|取得|获得|授予|评为|评定为|晋升为)\W?([^，,。；;：:]{2,16}?(?:师|员|教授|编辑))",
)


def is_title_certificate(text: str) -> bool:
    """Whether the text is that of a certificate of a title; without its heading it must bear more of its labels."""
    if len(text) > MOST_CHARACTERS:
        return False
    cues = count(text, *BODY)
    return cues >= (LEAST_CUES if holds(text, *HEADINGS) else LEAST_WITHOUT_HEADING) and _names_title(text)


def _names_title(text: str) -> bool:
    return holds(text, "资格", "职称", "专业技术")


def read_title_certificate(scroll: Scroll) -> Mapping[str, FieldReading]:
    """The fields of a certificate of a title, from its labels or its sentence."""
    flat = scroll.flat()
    name = (
        labelled("name", scroll, ("姓名", "持证人"), NAME)
        or in_sentence("name", flat, rf"姓名[：:]?({NAME})(?:性别|出生|身份证|专业|资格)", rf"[，,：:。]({NAME})同志")
        or unread("name")
    )
    return {"name": name, "title": _title(scroll, flat)}


def _title(scroll: Scroll, flat: Scroll) -> FieldReading:
    """The first labelled text that holds a title; a labelled one that holds none is not sure."""
    labels = [labelled("title", scroll, (label,), r"[^\t\n：:]{2,24}?") for label in TITLE_LABELS]
    texts = [reading for reading in labels if reading is not None and reading.meant]
    for reading in texts:
        if title_level(reading.meant or "") is not None:
            return reading
    told = in_sentence("title", flat, *_SENTENCES)
    if told is not None and title_level(told.meant or "") is not None:
        return told
    return replace(texts[0], confidence=BY_POSITION) if texts else unread("title")
