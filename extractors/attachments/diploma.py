"""Diplomas, certificates of degrees, and the printouts that 学信网 gives of them: name, school, major, education."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.attachments.fields import BY_POSITION, found, in_sentence, labelled, unread
from extractors.attachments.scroll import Scroll
from extractors.attachments.words import NAME, count, holds
from extractors.forms.reading import FieldReading

HEADINGS = (
    *(
        "毕业证书",
        "学位证书",
        "学历证书电子注册备案表",
        "学历认证报告",
        "学位在线验证报告",
        "学位认证报告",
        "毕业证明书",
    ),
)
BODY = (
    *(("准予毕业", "业已毕业"), ("在本校", "在我校"), ("学习期满", "修业期满", "修完"), ("成绩合格",), ("授予",)),
    *(("学位评定委员会", "学位条例"), ("证书编号", "电子注册号"), ("学制", "年制"), ("学习形式", "学历类别")),
    *(("层次", "学历层次"), ("院校名称", "学校名称", "毕业院校", "学位授予单位"), ("高等教育",), ("毕业论文",)),
)
LEAST_CUES = 2
MOST_CHARACTERS = 1500
SCHOOL_LABELS = (
    *("学校名称", "院校名称", "毕业院校", "毕业学校", "学位授予单位", "授予单位", "培养单位", "主考院校", "主考学校"),
    *("办学单位", "校名", "学校", "院校"),
)
_GENERIC = r"(?!(?:普通|成人)?(?:高等|中等)(?:专业|专科|职业)?学校)"
_PART = r"(?:[\u3400-\u9fff]{2,6}(?:学院|分校))?"
_SCHOOL = rf"{_GENERIC}[\u3400-\u9fff（）()·]{{2,24}}?(?:大学|学院|学校|党校|中学|分校){_PART}"
MAJOR_LABELS = ("专业名称", "学科专业", "学科、专业", "学科/专业", "所学专业", "专业")
EDUCATION_LABELS = ("学历层次", "培养层次", "层次", "文化程度", "学历")
_AT = rf"在(?:本校|我校|本院|我院|{_SCHOOL})"
_WAY = r"(?:函授|业余|夜大学?|脱产|网络教育|远程教育|成人教育|全日制|自考)?"
_UNIT = r"(?:[\u3400-\u9fff]{2,12}(?:学院|分院|系))?"
_MAJOR = rf"{_AT}[，,]?{_WAY}{_UNIT}[，,]?([^，,。；;专]{{2,24}}?(?:（[^（）]{{1,12}}）)?)(?:学科)?专业"
_LEVEL = (
    r"(专科起点[^，。]{0,6}?本科|专升本|博[士土]研究生|硕[士土]研究生|博士|硕士|本科|专科|高职|大专|中专|高中起点本科)"
)
_STARTED = re.compile(r"^(?:专科|高中)起点[^，。]*?(?=本科)")
_BY_HEADING = (
    *(("中等专业学校毕业", "中专"), ("中等职业学校毕业", "中专"), ("普通高级中学毕业", "普通高中")),
    *(("普通高中毕业", "普通高中"), ("高级中学毕业", "普通高中"), ("技工学校毕业", "技工学校")),
    *(("职业高级中学毕业", "职业高中"), ("职业高中毕业", "职业高中")),
)


def is_diploma(text: str) -> bool:
    """Whether the text is that of a diploma or of a printout about one, not of a paper that speaks of diplomas."""
    return len(text) <= MOST_CHARACTERS and holds(text, *HEADINGS) and count(text, *BODY) >= LEAST_CUES


def read_diploma(scroll: Scroll) -> Mapping[str, FieldReading]:
    """The fields of a diploma, from its labels or its sentence."""
    flat = scroll.flat()
    return {
        "name": _name(scroll, flat),
        "school": _school(scroll, flat),
        "major": _major(scroll, flat),
        "education": _education(scroll, flat),
    }


def _name(scroll: Scroll, flat: Scroll) -> FieldReading:
    return (
        labelled("name", scroll, ("姓名",), NAME)
        or in_sentence(
            "name",
            flat,
            rf"(?:学生|学员|学位获得者|考生)[：:]?({NAME})[，,、]?(?:性别|[男女][，,、生]|[，,]?系|身份证)",
            rf"研究生(?!毕业)({NAME})[，,、]?(?:性别|[男女][，,、])",
            rf"证书({NAME})[，,、](?:性别)?[：:]?[男女]",
            rf"姓名[：:]?({NAME})(?:性别|出生|身份证)",
        )
        or _row_before_gender(scroll)
        or unread("name")
    )


def _row_before_gender(scroll: Scroll) -> FieldReading | None:
    """The name at the head of a sentence: 张三，男，1985年3月生."""
    match = re.search(rf"[\t\n]({NAME})\t?[，,、]\t?(?:性别)?[：:]?[男女][，,、]", "\n" + scroll.text)
    return found("name", scroll, [(match.start(1) - 1, match.end(1) - 1)]) if match else None


def _school(scroll: Scroll, flat: Scroll) -> FieldReading:
    by_label = labelled("school", scroll, SCHOOL_LABELS, r"[^\t\n：:]{3,30}?")
    if by_label is not None:
        return by_label
    of_row = rf"(?:^|[\t\n])({_SCHOOL})(?=\t|\n|校长|院长)"
    match = re.search(of_row, scroll.text)
    named = in_sentence(
        "school", flat, rf"在({_SCHOOL})[^本我]{{2,40}}?(?:专业|学习)", rf"({_SCHOOL})(?:校长|院长)[：:]"
    )
    if named is not None:
        return named
    if match is not None:
        return found("school", scroll, [match.span(1)], BY_POSITION)
    return in_sentence("school", flat, rf"^({_SCHOOL})(?:研究生)?毕业证书", confidence=BY_POSITION) or unread("school")


def _major(scroll: Scroll, flat: Scroll) -> FieldReading:
    told = (_MAJOR, r"(?:参加|月在)([^，,。本我]{2,20}?)专业", rf"{_AT}([^，,。；;]{{2,20}}?)(?:学科|学习)")
    return (
        labelled("major", scroll, MAJOR_LABELS, r"[^\t\n：:]{2,24}?")
        or in_sentence("major", flat, *told)
        or unread("major")
    )


def _education(scroll: Scroll, flat: Scroll) -> FieldReading:
    """The level of the course: in words of its own, by the degree given, or by what kind of school it was."""
    by_label = labelled("education", scroll, EDUCATION_LABELS, r"[^\t\n：:]{2,12}?")
    if by_label is not None:
        return by_label
    told = in_sentence(
        "education",
        flat,
        rf"专业[^，。]{{0,16}}?{_LEVEL}",
        rf"{_LEVEL}(?:层次|学习|学历|教学计划|培养计划|毕业|高等教育)",
        r"授予[^，。]{0,8}?((?:学士|硕士|博士))学位",
        r"([博硕][士土])(?:研究生|学位)",
        r"(学士)学位证书",
    )
    if told is not None and told.meant is not None:
        return replace(told, meant=_STARTED.sub("", told.meant).replace("专升本", "本科"))
    for heading, level in _BY_HEADING:
        match = re.search(heading, flat.text)
        if match:
            return replace(found("education", flat, [match.span()]), meant=level)
    return unread("education")
