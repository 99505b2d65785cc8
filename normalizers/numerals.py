"""Chinese numerals as digits: 二〇二一 → 2021, 二十四 → 24, 廿四 → 24, 贰零贰壹 → 2021, 二OO八 → 2008."""

from __future__ import annotations

import re

_DIGITS = {
    char: str(value)
    for value, chars in enumerate(
        ("〇零○◯", "一壹弌", "二贰貳两", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100}
_ANY = "".join(_DIGITS) + "".join(_TENS)
_RUN = re.compile(rf"[{_ANY}][{_ANY}Oo]*")
_ZERO = re.compile(r"(?<=\d)[〇○◯](?=[\d〇○◯年月日.\-/]|$)")


def _spelled(match: re.Match[str]) -> str:
    run = match.group().replace("O", "〇").replace("o", "〇")
    if not any(char in _TENS for char in run):
        return "".join(_DIGITS[char] for char in run)
    total, last = 0, ""
    for char in run:
        if char in _TENS:
            tens = _TENS[char]
            total += tens * int(last) if last and tens in (10, 100) else tens
            last = ""
        else:
            last += _DIGITS[char]
    if len(last) > 1:
        return match.group()
    return str(total + int(last or 0))


def to_digits(text: str) -> str:
    """The text with every run of Chinese numerals below a thousand, or spelled digit by digit, as ASCII digits."""
    return _RUN.sub(_spelled, _ZERO.sub("0", text))
