"""企业名称 and other names of organisations, and the key by which one enterprise written differently is found again."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers import divisions as d
from normalizers.blank import evades
from normalizers.pinyin import lost_bytes
from normalizers.script import other_forms, same_characters
from normalizers.text import tidy_name
from normalizers.value import BLANK, Context, Normal

_SEAL = re.compile(
    r"(?:\s*（(?:单位|企业)?请?(?:加?盖)?(?:单位|企业)?(?:公章|盖章|签章|印章|章)处?）|(?<=[司厂社院校局会所])\s*盖章)+$"
)
_BESIDE_HAN = re.compile(r"(?<=[\u3400-\u9fff（）]) +(?=\S)|(?<=\S) +(?=[\u3400-\u9fff（）])")
_ENDS = " 。；，、：:;,“”\"'‘’"
_BRACKETS = str.maketrans("[]〔〕", "（）（）")
_KIND = re.compile(r"(?:股份)?有限(?:责任)?公司")
_PLACEHOLDER = re.compile(r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|×{2,}|\*{2,}")
_NO_KEY = re.compile(r"[\W_]")


def enterprise_name(text: str, context: Context) -> Normal:
    """The name as registered: 大连（集团）有限公司, without spaces beside Chinese and without a printed （盖章）."""
    return _organisation(text, context)


def organisation(text: str, context: Context) -> Normal:
    """The name of a school, an authority or any other body, written as that of an enterprise."""
    return _organisation(text, context)


def _organisation(text: str, context: Context) -> Normal:
    name = clean_name(text)
    if not name:
        return BLANK
    if "\ufffd" in name or lost_bytes(name):
        return Normal(name, "damaged", 0.5)
    if not any(map(str.isalpha, name)):
        return Normal(None, "unreadable", 0.0)
    if evades(name) or _PLACEHOLDER.search(name) or any(char in "【】『』「」" for char in name):
        return Normal(name, "vague", 0.5)
    return Normal(name, alternatives=other_forms(text, name, context))


def clean_name(text: str) -> str:
    """The text of a name: Simplified except what names keep, full-width brackets, nothing printed around it."""
    for _ in range(8):
        name = _BESIDE_HAN.sub("", _SEAL.sub("", tidy_name(text).strip(_ENDS).translate(_BRACKETS))).strip(_ENDS)
        if name.startswith("《") and name.endswith("》"):
            name = name[1:-1]
        if name == text:
            break
        text = name
    return text


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What is the same for all ways of writing one enterprise's name; for comparing only.

    Left out: script, width, punctuation, the legal form (有限公司, 有限责任公司, 股份有限公司), and of the places that
    the name begins with 省, 市 and a province before its city. Words in brackets count: （大连） is part of a name.
    """
    plain = _NO_KEY.sub("", _SEAL.sub("", same_characters(clean_name(name)))).upper()
    short = _KIND.sub("公司", _short_places(plain))
    return short.removesuffix("公司") or short


def _short_places(name: str) -> str:
    province, rest = _place(name, "")
    if not province:
        return name
    city, last = (province, rest) if d.level(province) else _place(rest, province)
    short = d.short_names()[city or province]
    return (short if city != "220200" else "吉林市") + last


def _place(name: str, above: str) -> tuple[str, str]:
    """The province or city that the name begins with, and what follows it; no code where it begins with none."""
    for size in range(min(len(name) - 2, d.longest_form()), 1, -1):
        for form in d.forms().get(name[:size], ()):
            if form.way in (d.OFFICIAL, d.SHORT) and d.level(form.code) < 2 and d.lies_in(form.code, above):
                return form.code, name[size:]
    return "", name
