"""Addresses of electronic mail, in lower case: `Zhang＠QQ．com` → `zhang@qq.com`."""

from __future__ import annotations

import re

from normalizers.text import fold
from normalizers.value import BLANK, Context, Normal

_LONGEST = 320
_SHAPE = re.compile(r"[a-z0-9_](?:[a-z0-9._+\-]*[a-z0-9_+\-])?@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}")
_LABEL = re.compile(r"^(?:mailto:|e-?mail[:：]|(?:电子)?邮箱(?:地址)?[:：]|qq邮箱[:：])")
_NOTE = re.compile(r"[（(][\u4e00-\u9fff]{1,6}[)）]$")
_AT = re.compile(r"\[at\]|\(at\)|（at）|#at#|\{at\}")
_BETWEEN = re.compile(r"[;；,，、/|\n]|或")
_PARTS = re.compile(r"[a-z0-9._+\-]+@[a-z0-9.\-]+")
_FULL_STOP = re.compile(r"。(?=(?:com|cn|net|org|edu|gov)\b)")
_DOT = re.compile(r"[,，。·、](?=(?:com|cn|net|org|edu|gov)\b)|(?<=com)[,，。·、](?=cn\b)")


def _whole(text: str) -> str | None:
    plain = _NOTE.sub("", _LABEL.sub("", re.sub(r"\s+", "", text))).strip("<>《》()（）\"'“”.。,，;；:：")
    return plain if len(plain) <= _LONGEST and ".." not in plain and _SHAPE.fullmatch(plain) else None


def email(text: str, context: Context) -> Normal:
    """One address, lower case; of several the first, with the problem `several`."""
    plain = _AT.sub("@", fold(text).lower().strip().replace("﹫", "@"))
    if not plain:
        return BLANK
    if len(plain) > 2 * _LONGEST:
        return Normal(None, "unreadable")
    if whole := _whole(_FULL_STOP.sub(".", plain)):
        return Normal(whole)
    if context.recognised and plain.count("@") == 1 and (whole := _whole(_DOT.sub(".", plain))):
        return Normal(whole, None, 0.9, repaired=True)
    found = list(dict.fromkeys(one for piece in _BETWEEN.split(plain) if (one := _whole(piece))))
    found = found or [one for part in _PARTS.findall(plain) if (one := _whole(part))]
    if not found:
        return Normal(None, "unreadable")
    problem = "several" if len(found) > 1 or plain.count("@") > 1 else "vague"
    return Normal(found[0], problem, 0.5, tuple(found[1:]))
