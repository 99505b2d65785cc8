"""通讯地址 and 住址: an address as one line, 辽宁省大连市西岗区中山路123号 116011."""

from __future__ import annotations

import re

from normalizers.blank import evades
from normalizers.pinyin import lost_bytes
from normalizers.text import tidy_name
from normalizers.value import BLANK, Context, Normal

_HAN = "\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_HAN}（）]) +(?![0-8]\d{{5}}$)(?=[0-9A-Za-z#（])|(?<=[0-9A-Za-z#）]) +(?=[{_HAN}（）])")
_DASH = re.compile(r"(?<=[0-9A-Za-z]) *[-‐‑‒–—―−﹣]+ *(?=[0-9A-Za-z])")


def address(text: str, _context: Context) -> Normal:
    """The address without spaces beside Chinese, `-` between numbers; a postcode at its end stays."""
    plain = _line(text)
    if not plain:
        return BLANK
    if "\ufffd" in plain or lost_bytes(plain):
        return Normal(plain, "damaged", 0.5)
    if evades(plain):
        return Normal(plain, "vague", 0.3)
    return Normal(plain) if any(map(str.isalpha, plain)) else Normal(None, "unreadable", 0.0)


def _line(text: str) -> str:
    for _ in range(8):
        plain = _DASH.sub("-", _GAP.sub("", tidy_name(text).strip(" ，、；;,")))
        if plain == text:
            break
        text = plain
    return text
