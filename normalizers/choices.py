"""Answers from a closed list, in words: 首席, 新增, 兼, 男性, 未参加.

Tick boxes arrive here as the names of the options that were chosen, several joined by `|`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from normalizers.text import tidy
from normalizers.value import BLANK, Context, Normal, Value

Words = Mapping[str, Value]
"""Each way of writing, in lower case → the value."""

_LONGEST = 60
_CODE = re.compile(r"^[1-9][-.、:：]")
_AROUND = " 。，、；：.,;:_（）()【】[]"
_PARTS = re.compile(r"[|/、，,;；\s（）()＋+&。]+|或|和")


def _words(*groups: tuple[Value, str]) -> dict[str, Value]:
    return {word: value for value, words in groups for word in words.split()}


_POST = _words(
    ("首席质量官", "首席质量官 首席 cqo 首席质量官cqo 企业首席质量官 首席质量管"),
    ("二级质量官", "二级质量官 二级 2级质量官 ⅱ级质量官 企业二级质量官 二级官"),
)
_CHANGE = _words(
    ("新设", "新设 新设立 新增 首次 首次备案 初次 初次备案 新聘 新任 新报 新备案 新建 设立 备案新设"),
    ("变更", "变更 变更备案 更换 调整 变动 改聘 备案变更"),
)
_EMPLOYMENT = _words(("专职", "专职 专 专任 全职 专职人员"), ("兼职", "兼职 兼 兼任 兼职人员"))
_SCALE = _words(
    ("大型", "大型 大型企业 大 大型工业企业"),
    ("中型", "中型 中型企业 中 中型工业企业"),
    ("小型", "小型 小型企业 小 小型工业企业"),
    ("微型", "微型 微型企业 微 微型工业企业"),
)
_GENDER = _words(("男", "男 男性 男士 m male 先生 男同志"), ("女", "女 女性 女士 f female 女同志"))
_YES = (
    "是 是的 有 对 属于 已 参加 参加过 参加了 已参加 已参加过 曾参加 参加培训 已参加培训 已培训 培训过"
    " 规上 规上企业 是规上 是规上企业 规模以上 规模以上企业"
)
_NO = (
    "否 不是 非 未 没 不属于 未参加 未参加过 没参加 没参加过 没有参加 没有参加过 尚未参加 暂未参加 未培训 未参加培训"
    " 规下 规下企业 不是规上 不是规上企业 规模以下 规模以下企业 非规上 非规上企业 非规模以上 非规模以上企业"
)
_YES_NO = _words((True, f"{_YES} yes y true"), (False, f"{_NO} no n false"))
_LOOKALIKES = str.maketrans("末己巳", "未已已")
_TICKS = _words((True, "√ ✓ ✔ ☑"), (False, "× ✗ ✘"))
_BESIDE = frozenset(_POST) | frozenset(_CHANGE) | frozenset(_EMPLOYMENT)
"""Words of one group may stand beside those of another: the form prints 聘任岗位 and 新设/变更 in one cell."""


def _named(plain: str, words: Words) -> list[str]:
    """The words of two characters or more that the text holds, each place counted for its longest word only."""
    found = []
    for word in sorted((word for word in words if len(word) > 1), key=len, reverse=True):
        if word in plain:
            found.append(word)
            plain = plain.replace(word, " ")
    return found


def _glued(part: str, words: Words) -> bool:
    """Whether the part is an option with one of another group behind it: 二级质量官变更."""
    return any(part[:size] in words and part[size:] in _BESIDE for size in range(2, len(part) - 1))


def _choose(text: str, context: Context, words: Words, opposed: str = "") -> Normal:
    """The one option that the text names; two are a problem, and so is none; `opposed`: signs of both."""
    if len(text) > _LONGEST:
        return Normal(None, "not-listed")
    plain = _CODE.sub("", tidy(text, context).strip(_AROUND)).lower()
    if not plain:
        return BLANK if not text.strip() else Normal(None, "not-listed")
    if plain in words:
        return Normal(words[plain])
    parts = [_CODE.sub("", part) for part in _PARTS.split(plain) if part]
    if sum(char in plain for char in opposed) > 1:
        return Normal(None, "choice-several", 1.0, tuple(dict.fromkeys(words.values())))
    named = [part for part in parts if part in words] or _named(plain, words)
    values = list(dict.fromkeys(words[word] for word in named))
    if len(values) > 1:
        return Normal(None, "choice-several", 1.0, tuple(values))
    if not values:
        return Normal(None, "not-listed")
    sure = all(part in words or part in _BESIDE or _glued(part, words) for part in parts)
    return Normal(values[0]) if sure else Normal(values[0], "vague", 0.6)


def post(text: str, context: Context) -> Normal:
    """首席质量官 or 二级质量官."""
    return _choose(text, context, _POST)


def change_type(text: str, context: Context) -> Normal:
    """新设 or 变更."""
    return _choose(text, context, _CHANGE)


def employment(text: str, context: Context) -> Normal:
    """专职 or 兼职."""
    return _choose(text, context, _EMPLOYMENT, "专兼")


def gender(text: str, context: Context) -> Normal:
    """男 or 女."""
    return _choose(text, context, _GENDER, "男女")


def scale(text: str, context: Context) -> Normal:
    """大型, 中型, 小型 or 微型 (工信部联企业〔2011〕300号); 小微 and 中小 name two of them."""
    found = _choose(text, context, _SCALE)
    if re.search(r"小微|微小|中小|大中", text):
        return Normal(None, "choice-several", 1.0, found.alternatives)
    return found


def yes_no(text: str, context: Context) -> Normal:
    """True for 是, False for 否; a lone tick or cross is taken so too, but asked about."""
    plain = text.strip()
    if plain in _TICKS:
        return Normal(_TICKS[plain], "vague", 0.6)
    found = _choose(text, context, _YES_NO, "是否")
    if context.recognised and found.problem and (mended := plain.translate(_LOOKALIKES)) != plain:
        second = _choose(mended, context, _YES_NO, "是否")
        if second.problem is None:
            return Normal(second.value, None, 0.9, repaired=True)
    if found.value is True and re.search(r"[未没无非不否待拟将]|准备|计划", plain):
        return Normal(None, "vague", 0.5, (True, False))
    return found
