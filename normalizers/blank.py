"""What a whole answer may say to mean nothing: 无, 暂无, —, /, N/A, an empty `年 月 日`."""

from __future__ import annotations

import re
import unicodedata

from normalizers.text import fold

_WORDS = frozenset(
    {"无", "無", "暂无", "暫無", "没有", "沒有", "暂时没有", "暂缺", "尚无", "目前无", "目前没有", "无此项", "无内容"}
    | {"空", "空白", "未填", "未填写", "不填", "不适用", "n/a", "na", "n.a.", "none", "null", "nil", "nan"}
    | {"无职称", "無職稱", "暂无职称", "没有职称", "未评职称", "无备注"}
)
_DATES = frozenset({"date", "partial_date", "date_span"})
_TEMPLATE = re.compile(r"(?:(?:19|20)?年(?:月日?)?|月日?|日)(?:[至到\-—~]*(?:(?:19|20)?年月日?|月日?|日))?")
_DITTO = frozenset({"〃", "″", "〞", '"', "''", "“", "”", "同上", "同前", "如上", "同左", "々"})
_SIGNS = frozenset("+×√✓✔¥$¢%‰?？!！@&#□☐☑☒■▣○●◎△▲◇◆★☆")
"""Signs that may be an answer: ticks, crosses, a question mark."""


_EVADING = re.compile(
    r"(?:[请详另参同]?[见附](?:营业执照|附件|附页|附表|后|上|背面|身份证|证书|公章|简历|正文)+|同(?:法人|企业|单位|本人|负责人|营业执照|注册地址?)"
    r"|不详|未知|不清楚|不明|待定|待补|待填|未定|空缺|待聘|未聘任|未任命|本人|本公司|本企业|本单位|我公司|我单位|该公司|某公司|某企业|某单位"
    r"|自学|自考|法人代表|法人|法定代表人|(?:企业|单位|质量|公司)?负责人)"
)
"""Answers that point elsewhere or put off, where a name is asked for."""


def evades(value: str) -> bool:
    """Whether the value is no name, but says where one stands or that there is none yet."""
    return _EVADING.fullmatch(value) is not None


def _bare(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and not _is_mark(char))


def _is_mark(char: str) -> bool:
    return char not in _SIGNS and unicodedata.category(char) in (
        "Pd",
        "Pc",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Sm",
        "Sk",
        "Zs",
    )


def is_ditto(text: str) -> bool:
    """Whether the text, as the whole answer, only points to the row above."""
    return len(text) < 12 and "".join(fold(text).split()).strip("（）()") in _DITTO


def is_blank(text: str, kind: str) -> bool:
    """Whether the text, as the whole answer to a field of that kind, means that nothing was answered."""
    if len(text) > 40:
        return not text.strip()
    plain = fold(text)
    bare = _bare(plain)
    if not bare:
        return True
    if kind in _DATES and _TEMPLATE.fullmatch(bare):
        return True
    if kind == "years" and bare in ("年", "年限"):
        return True
    return bare.lower() in _WORDS or plain.strip().lower() in _WORDS
