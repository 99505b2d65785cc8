"""Specks of dirt that were read as points: `有限公司.`, `，·辽阳`, `副总经理.（分管质量）`.

A point beside a Chinese character or Chinese sign on one side, with no letter or figure on the other, is none that
anyone writes. The dot inside a minority name (阿旺·罗布) has Chinese characters on both sides and stays.
"""

from __future__ import annotations

import re

_SPECK = r"[.·•,'`´|~^]"
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_SIGN = "，。；：、（）()《》“”！？"
_AT_ENDS = re.compile(
    rf"^\s*{_SPECK}+\s*(?=[{_HAN}{_SIGN}0-9A-Za-z])|(?<=[{_HAN}{_SIGN}])\s*{_SPECK}+\s*$", re.MULTILINE
)
_BESIDE_SIGN = re.compile(
    rf"(?<=[{_SIGN}])\s*{_SPECK}+\s*(?=[{_HAN}{_SIGN}])|(?<=[{_HAN}])\s*{_SPECK}+\s*(?=[{_SIGN}])"
)
_BETWEEN = re.compile(rf"(?<=[{_HAN}])\s*[.,'`´|~^]+\s*(?=[{_HAN}])")


def without_specks(text: str) -> str:
    """The text as recognised, without points that can only be dirt."""
    while True:
        clean = text
        for pattern in (_AT_ENDS, _BESIDE_SIGN, _BETWEEN):
            clean = pattern.sub("", clean)
        if clean == text:
            return clean
        text = clean
