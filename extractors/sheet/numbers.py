"""Numbers of a spreadsheet as they are shown: number formats (ISO/IEC 29500-1, 18.8.30), serial dates of both systems.

What cannot be shown as stored is marked: Excel keeps 15 digits, and drops the zero of 2021.10.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

DIGITS_LOST = "digits-lost"
LOST_CONFIDENCE = 0.02
"""That a number of more than 15 digits is what was typed."""
MONTH_CONFIDENCE = 0.5
"""That 2021.1 was typed, and not 2021.10."""
EXACT = 10**15

_YM, _MD, _YMD = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_HM, _HMS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YM, 28: _MD, 29: _MD, 30: "m-d-yy", 31: _YMD, 32: _HM,
    33: _HMS, 34: _HM, 35: _HMS, 36: _YM, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _YM, 51: _MD, 52: _YM, 53: _MD, 54: _MD, 55: _HM,
    56: _HMS, 57: _YM, 58: _MD,
}  # fmt: skip
"""Formats without a text of their own in the file, as Chinese Excel and WPS have them."""

_TOKEN = re.compile(
    r'(?P<literal>"[^"]*"|\\.)|(?P<gap>[_*].)|(?P<elapsed>\[(?:h+|m+|s+)\])|(?P<note>\[[^\]]*\])'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<power>E[+-][0#?]+)"
    r"|(?P<year>y+|e+)|(?P<month>m+)|(?P<day>d+)|(?P<weekday>aaaa?)|(?P<hour>h+)|(?P<second>s+(?:\.0+)?)"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<other>.)",
    re.I | re.S,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[_*].|[^;"\\_*])*', re.S)
_LONGEST = 500
_MONTH_OR_TEN = re.compile(r"(?:19|20)[0-9]{2}\.1")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as text; `problem` and `confidence` (0 to 1) where it may not be what was typed."""

    text: str
    problem: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Format:
    tokens: tuple[tuple[str, str], ...]

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def is_date(self) -> bool:
        return self.has("year", "day", "month", "weekday", "hour", "second", "elapsed") and not self.has("digit")


def show(value: float, written: str = "General", *, from_1904: bool = False, raw: str = "") -> Shown:
    """A number in a number format. `raw`: as the file writes it, where that is text: it may hold more digits."""
    number_format = _section(written, value)
    if number_format.is_date:
        text = _date(value, number_format, from_1904)
        if text is not None:
            return Shown(text)
    if abs(value) >= EXACT:
        digits = raw if re.fullmatch(r"[0-9]{16,20}", raw) else _general(float(f"{value:.15g}"))
        return Shown(digits, DIGITS_LOST, LOST_CONFIDENCE)
    own_sign = value < 0 and len(_sections(written)) > 1
    text = _number(abs(value) if own_sign else value, number_format)
    if _MONTH_OR_TEN.fullmatch(text):
        return Shown(text, DIGITS_LOST, MONTH_CONFIDENCE)
    return Shown(text)


def is_month_or_ten(text: str) -> bool:
    """Whether a text is 2021.1 or the like: as a number, 2021.10 is the same."""
    return _MONTH_OR_TEN.fullmatch(text) is not None


@cache
def _sections(written: str) -> tuple[_Format, ...]:
    return tuple(_Format(_tokens(section)) for section in _written_sections(written[:_LONGEST]))


def _written_sections(written: str) -> list[str]:
    """The sections of a number format: for numbers above, below and at zero, and for text."""
    sections, at = [], 0
    while at <= len(written):
        match = _SECTION.match(written, at)
        end = match.end() if match else at
        sections.append(written[at:end])
        at = end + 1
    return sections


def _tokens(section: str) -> tuple[tuple[str, str], ...]:
    return tuple((match.lastgroup or "other", match.group()) for match in _TOKEN.finditer(section))


def _section(written: str, value: float) -> _Format:
    sections = _sections(written)
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _date(value: float, shape: _Format, from_1904: bool) -> str | None:
    """The date or time, as much of it as the format shows, with its year in four digits; None where there is none."""
    if not 0 <= value < 200_000:
        return None
    days, seconds = divmod(round(value * 86_400), 86_400)
    epoch = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30 if days > 60 else 31)
    day = epoch + datetime.timedelta(days=days)
    clock = (
        f"{seconds // 3600}:{seconds // 60 % 60:02}" if shape.has("hour", "elapsed") and (seconds or not days) else ""
    )
    # m beside hours or seconds alone is minutes
    months = shape.has("month") and (shape.has("year", "day") or not shape.has("hour", "second", "elapsed"))
    shown = (shape.has("year"), months, shape.has("day"))
    chinese = any(text.strip('"\\') in ("年", "月", "日", "号") for _, text in shape.tokens)
    parts = {
        (True, True, True): f"{day.year}年{day.month}月{day.day}日" if chinese else day.isoformat(),
        (True, True, False): f"{day.year}年{day.month}月" if chinese else f"{day.year}-{day.month:02}",
        (False, True, True): f"{day.month}月{day.day}日",
        (True, False, False): f"{day.year}年" if chinese else str(day.year),
        (False, False, False): "" if clock else None,
    }
    text = parts.get(shown)
    return None if text is None else f"{text} {clock}".strip()


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 10**21:
        return f"{Decimal(f'{value:.15g}'):f}"
    text = f"{value:.15g}"
    return text.replace("e+", "E+").replace("e-", "E-")


def _number(value: float, shape: _Format) -> str:
    plain = not shape.has("digit") or shape.has("general", "power") or ("sign", "/") in shape.tokens
    if plain and not shape.has("literal"):
        return _general(value)
    if plain:
        return "".join(_literal(text) if kind in ("literal", "other") else "" for kind, text in shape.tokens) + (
            _general(value) if shape.has("general") or ("sign", "@") in shape.tokens else ""
        )
    tokens = list(shape.tokens)
    point = next((at for at, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    value *= 100 ** tokens.count(("sign", "%"))
    decimals = sum(kind == "digit" for kind, _ in tokens[point:])
    least = sum(token == ("digit", "0") for token in tokens[point:])
    whole, _, fraction = f"{abs(value):.{min(decimals, 15)}f}".partition(".")
    kept = fraction.rstrip("0")
    fraction = fraction[: max(least, len(kept))]
    sign = "-" if value < 0 and float(f"{whole}.{fraction or 0}") else ""
    return sign + _whole(whole, tokens[:point]) + _behind(fraction, tokens[point:])


def _whole(digits: str, tokens: list[tuple[str, str]]) -> str:
    """The digits before the point, from the right into their places, whatever stands between the places with them."""
    grouped = any(
        token == ("sign", ",") and 0 < at < len(tokens) - 1 and tokens[at + 1][0] == "digit"
        for at, token in enumerate(tokens)
    )
    places = sum(kind == "digit" for kind, _ in tokens)
    zeros = sum(token == ("digit", "0") for token in tokens)
    digits = digits.lstrip("0").rjust(zeros, "0")
    if grouped and digits:
        digits = f"{int(digits):,}".rjust(zeros, "0")
        at = next(at for at, (kind, _) in enumerate(tokens) if kind == "digit")
        return _texts(tokens[:at]) + digits + _texts(token for token in tokens[at:] if token != ("sign", ","))
    found: list[str] = []
    waiting = list(digits)
    for kind, text in reversed(tokens):
        if kind == "digit":
            places -= 1
            found.append("".join(waiting) if places == 0 else waiting.pop() if waiting else "")
        else:
            found.append(_texts([(kind, text)]))
    return "".join(reversed(found))


def _behind(fraction: str, tokens: list[tuple[str, str]]) -> str:
    first = [f".{fraction}"] if fraction else []
    return "".join([*first, _texts(tokens)])


def _texts(tokens: Iterable[tuple[str, str]]) -> str:
    """What stands between the digits: literals and per cent signs."""
    kept = ("literal", "other")
    return "".join(_literal(text) if kind in kept else text if text == "%" else "" for kind, text in tokens)


def _literal(text: str) -> str:
    return text[1:-1] if text.startswith('"') else text[1:] if text.startswith("\\") else text
