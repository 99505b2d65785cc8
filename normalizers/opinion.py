"""The enterprise's opinion, without the date, the place for the seal and the signatures below it."""

from __future__ import annotations

import re

from normalizers.blank import is_blank
from normalizers.text import fold, tidy
from normalizers.value import BLANK, Context, Normal

_WHOSE = r"(?:加盖|此处)?\s*(?:企业|单位|公司|所在企业)?"
_STAMP = r"(?:盖\s*章|公\s*章|签\s*章|印\s*章)处?"
_SEAL = (
    rf"(?:(?<=[\s。；，])(?:所在)?(?:企业|单位|公司)\s*)?[（(\[【]\s*{_WHOSE}\s*{_STAMP}\s*[)）\]】]?\s*[：:]?|"
    rf"(?<![\u4e00-\u9fff]){_WHOSE}\s*{_STAMP}\s*[)）]?\s*[：:]?|(?:企业|单位|公司){_STAMP}\s*[：:]"
)
_NUMBER = r"[\d〇○零一二三四五六七八九十廿卅OoＯ]"
_DATE = (
    r"(?:(?:填报|签署|盖章)?(?:日期|时间)\s*[：:]\s*)?"
    rf"(?:{_NUMBER}{{2,4}}\s*[年./\-]\s*{_NUMBER}{{0,3}}\s*[月./\-]\s*{_NUMBER}{{0,3}}\s*[日号]?|"
    r"(?:20)?[_\s]*年[_\s]*月[_\s]*日?|(?<!\d)\d{8}(?!\d))"
)
_SIGNED = r"(?:法定代表人|企业负责人|单位负责人|负责人|经办人)\s*(?:[（(]?签[字名章][）)]?)?\s*[：:]"
_TAIL = re.compile(rf"(?:{_SEAL}|{_DATE}|{_SIGNED})[\s_。，,]*$")


def _without_tail(text: str) -> str:
    """The text without dates, signs of the seal and empty lines for signing at its end."""
    while True:
        plain = text.rstrip(" \n_")
        shorter = _TAIL.sub("", plain)
        if shorter == text:
            return text
        text = shorter


def opinion(text: str, context: Context) -> Normal:
    """The opinion as a text value; blank where only the printed places for seal and date stand there."""
    body = _without_tail(fold(text).translate({0xFF3F: "_"}))
    value = _without_tail(tidy(body, context))
    return BLANK if is_blank(value, "opinion") else Normal(value)
