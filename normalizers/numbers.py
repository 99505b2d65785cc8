"""Numbers of years, and serial numbers of rows: 18, 十八年, 18年半, 6个月, 18余年."""

from __future__ import annotations

import re
import unicodedata

from normalizers.numerals import to_digits
from normalizers.script import simplify
from normalizers.text import half
from normalizers.value import BLANK, Context, Normal

_LONGEST = 40
_MOST = 80
"""Years that nobody's working life exceeds."""
_YEARS = re.compile(
    r"(?P<about>约|近|大约|将近|超过|>=?|≥|至少|不少于)?(?:从事)?(?:质量)?(?:管理)?(?:工作)?[满整共已]*"
    r"(?P<n>\d{1,3}(?:\.\d+)?)(?P<more1>余|多|几|\+|来)?个?"
    r"(?:(?P<unit>年|周年|载|years?|yrs?|y)(?P<half>半)?整?(?P<more2>以上|左右|多|余|\+)?(?:工作经验|经验|零)?"
    r"(?:又?(?P<months>\d{1,2})(?P<counted>个)?月)?)?(?P<more3>以上|左右|多|\+)?"
)
_MONTHS = re.compile(r"(?P<m>\d{1,3})个?月")
_HALVES = {"半年": 0.5, "半": 0.5, "一个半年": 0.5}
_SERIAL = re.compile(r"(?:第|序号|no\.?|№)?\(?0*(\d{1,6})(?:\.0+)?\)?[.、,)]?号?", re.IGNORECASE)
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _counted(value: float, problem: str | None) -> Normal:
    """The number at halves of a year; one that lies between is rounded, and vague."""
    if not 0 <= value <= _MOST:
        return Normal(None, "unreadable")
    rounded = round(value * 2) / 2
    if rounded != value:
        problem = problem or "vague"
    return Normal(_number(rounded), problem, 0.6 if problem else 1.0)


def _read(plain: str) -> Normal:
    if plain in _HALVES:
        return Normal(_HALVES[plain])
    if months := _MONTHS.fullmatch(plain):
        return _counted(int(months["m"]) / 12, None)
    parts = _YEARS.fullmatch(plain)
    if not parts or ("." not in parts["n"] and int(parts["n"]) > _MOST):
        return Normal(None, "unreadable")
    if parts["months"] and int(parts["months"]) > 11:
        return Normal(None, "unreadable")
    value = float(parts["n"]) + (0.5 if parts["half"] else 0) + int(parts["months"] or 0) / 12
    year_like = len(parts["n"]) > 1 and parts["n"].startswith("0") and parts["unit"] and "." not in parts["n"]
    dated = year_like or (parts["months"] and not parts["counted"])
    rough = dated or parts["about"] or parts["more1"] or parts["more2"] or parts["more3"]
    return _counted(value, "vague" if rough else None)


def years(text: str, context: Context) -> Normal:
    """A number of years, a half as .5; approximate ones give the number, and are vague."""
    if not half(text):
        return BLANK
    if len(text) > _LONGEST:
        return Normal(None, "unreadable")
    plain = to_digits(re.sub(r"[\s_]+", "", simplify(half(text), context.script))).rstrip("。.;,")
    plain = plain.removeprefix("(").removesuffix(")").lower()
    found = _read(plain)
    if context.recognised and found.value is None and (mended := plain.translate(_LOOKALIKES)) != plain:
        second = _read(mended)
        if second.value is not None and not second.problem:
            return Normal(second.value, None, 0.8, repaired=True)
    return found


def serial(text: str, _context: Context) -> Normal:
    """The number of a row: 1, 01, 1., (1), ①, 一."""
    plain = re.sub(r"\s+", "", half(text))
    if not plain:
        return BLANK
    if len(plain) == 1:
        plain = unicodedata.normalize("NFKC", plain)
    if len(plain) <= _LONGEST and (found := _SERIAL.fullmatch(to_digits(plain))):
        return Normal(int(found[1]))
    return Normal(None, "unreadable")
