"""Dates as people write them: 2021年9月24日, 2021.9, 20210924, 二〇二一年九月, 65.09, an Excel serial.

A date is never completed: a month without a day stays a month, a year alone is no value.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from normalizers.numerals import to_digits
from normalizers.text import half
from normalizers.value import BLANK, Context, Normal

_SPELLING = str.maketrans(
    {"國": "国", "號": "号", "歲": "岁", "．": ".", "。": ".", "﹒": ".", "·": ".", "_": " ", "\n": " "}
)
_TIME = re.compile(
    r"(?<=[\d日号])[T ]*(?:\(?(?:上午|下午|早上?|中午|晚上?)\)?)?"
    r"(?:(?:\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2})?(?:\.\d+)?[分秒]?)"
    r"(?:Z|[+-]\d\d:?\d\d)?|(?<=午)\d{1,2}[时点]|(?<=[午早上晚)]))$"
)
_BEFORE = re.compile(
    r"^(?:[^\d]{1,12}:|(?:填报|填表|出生|培训|聘任|任职|任命|起聘|发证|取得|起始)*(?:日期|时间|年月)"
    r"|公元|公历|西元|阳历|生于|[自从于])"
)
_AFTER = re.compile(r"(?:出生|生日|生|开始|以来|至今|起|始|止|份|任命|任职|聘任|填写|填报|填|签署|签字|签|\.|,|;|、)+$")
_ROUGH = re.compile(r"(?:左右|前后|上旬|中旬|下旬|月初|月底|月末|年初|年底|年末)$")
WEEKDAY = re.compile(r"\(?(?:周|星期|礼拜)[一二三四五六日天]\)?")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_ENGLISH = re.compile(r"(?:(?P<d1>\d{1,2})[- ])?(?P<m>[A-Za-z]{3})[a-z]*[-. ](?:(?P<d2>\d{1,2})(?:, ?| ))?(?P<y>\d{4})")
_PARTS = re.compile(r"(?P<y>\d+)(?P<s1>[年.\-/,、])(?P<m>\d{1,2})(?:(?P<s2>[月.\-/,、])(?:(?P<d>\d{1,2})[日号]?)?)?")
_DAY_FIRST = re.compile(r"(?P<a>\d{1,2})(?P<s>[-./])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})")
_LOOSE = re.compile(r"[12](?: ?\d){3}(?:(?P<s>[.\-/])\d(?: ?\d)?)(?:(?P=s)\d(?: ?\d)?)?")
"""Year, month and day with blanks within the figures, as typed into boxes."""
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_NO_YEAR = re.compile(r"\d{1,2}月(?:\d{1,2}[日号]?)?")
_WITHIN = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:年\d{1,2}月(?:\d{1,2}[日号])?|[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?)(?!\d)")
_ROC = re.compile(r"(?:中华)?民国(\d{1,3})年")
_LOOKALIKES = str.maketrans("OolI|曰目牛午", "00111日日年年")
_SERIALS = range(10959, 55154)
"""Excel's day numbers of 1930 to 2050."""
LONGEST = 200
"""Characters beyond which a text is no date."""
_OLDEST = 90
"""Years back from the day of intake within which a two-digit year is looked for."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date that the calendar has; `day` None where only the month is known."""

    year: int
    month: int
    day: int | None = None

    def __str__(self) -> str:
        month = f"{self.year:04}-{self.month:02}"
        return month if self.day is None else f"{month}-{self.day:02}"


def made(year: int, month: int, day: int | None) -> Date | None:
    """The date, or None where the calendar has no such date or it lies outside 1880 to 2199."""
    if not 1880 <= year < 2200 or not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Date(year, month, day)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a text as a date, or why there is none."""

    date: Date | None
    problem: str | None = None
    sureness: float = 1.0
    others: tuple[Date, ...] = ()


UNREADABLE = Reading(None, "unreadable")


def _checked(year: int, month: int, day: int | None, sureness: float = 1.0) -> Reading:
    found = made(year, month, day)
    if found is None:
        return Reading(None, "impossible-date" if 1880 <= year < 2200 else "unreadable")
    return Reading(found, None, sureness)


def _two_digit(year: int, month: int, day: int | None, context: Context, marked: bool) -> Reading:
    """A year of two digits: the one century that lies neither ahead of the day of intake nor too far back."""
    both = [found for century in (1900, 2000) if (found := made(century + year, month, day))]
    if not both:
        return Reading(None, "impossible-date")
    today = int(context.day[:4])
    likely = [found for found in both if today - _OLDEST <= found.year <= today] if today < 2200 else both
    if len(likely) != 1:
        return Reading(None, "vague", 0.5, tuple(both))
    if not marked and year <= 12:
        return Reading(likely[0], "vague", 0.5)
    return Reading(likely[0], None, 0.9)


def _compact(digits: str, context: Context) -> Reading:
    """A date written without separators: YYYYMMDD, YYYYMM, YYMMDD, YYMM, or a day number of Excel."""
    if len(digits) == 8:
        return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6:
        if digits[:2] in ("19", "20") and 1 <= int(digits[4:]) <= 12:
            doubled = made(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
            return _checked(int(digits[:4]), int(digits[4:]), None, 0.95 if doubled else 1.0)
        if made(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])) is None:
            return UNREADABLE
        return _two_digit(int(digits[:2]), int(digits[2:4]), int(digits[4:]), context, marked=True)
    if len(digits) == 5:
        return _serial(int(digits), context)
    if len(digits) == 4 and 1 <= int(digits[2:]) <= 12:
        found = _two_digit(int(digits[:2]), int(digits[2:]), None, context, marked=True)
        return Reading(found.date, found.problem or "vague", 0.7, found.others)
    return UNREADABLE


def _serial(number: int, context: Context) -> Reading:
    """A day number of Excel; 20211 may as well be 2021-1, and a recognised text may have lost digits."""
    if number not in _SERIALS:
        return UNREADABLE
    day = datetime.date(1899, 12, 30) + datetime.timedelta(days=number)
    found = Date(day.year, day.month, day.day)
    shortened = made(number // 10, number % 10, None) if number // 1000 in (19, 20) else None
    if shortened or context.recognised:
        return Reading(None, "vague", 0.5, (found, *((shortened,) if shortened else ())))
    return Reading(found, None, 0.9)


def _parted(parts: re.Match[str], context: Context) -> Reading:
    """A date of numbers with separators, year first."""
    year, month, day = parts["y"], int(parts["m"]), parts["d"]
    first, second = parts["s1"], parts["s2"]
    if len(year) not in (2, 4):
        return UNREADABLE
    day_number = int(day) if day else None
    if len(year) == 2:
        return _two_digit(int(year), month, day_number, context, marked=first == "年")
    found = _checked(int(year), month, day_number)
    uneven = day is not None and first != second and {first, second} != {"年", "月"}
    if found.date and uneven and "-" in (first, second):
        return Reading(found.date, "vague", 0.6)
    return found


def _day_first(parts: re.Match[str]) -> Reading:
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["y"])
    both = {found for month, day in ((first, second), (second, first)) if (found := made(year, month, day))}
    if not both:
        return Reading(None, "impossible-date")
    if len(both) > 1:
        return Reading(None, "vague", 0.5, tuple(sorted(both, key=str)))
    return Reading(both.pop(), None, 0.95)


def _plain(text: str) -> str:
    """The text in digits and simple separators, without time of day, label and words around the date."""
    plain = to_digits(WEEKDAY.sub("", half(text)).translate(_SPELLING).replace("元月", "1月").replace("元年", "1年"))
    plain = _TIME.sub("", re.sub(r"\s+", " ", plain).strip())
    plain = _BEFORE.sub("", _bare(plain)).strip()
    if "年" in plain or "月" in plain:
        plain = plain.replace(" ", "")
    else:
        plain = re.sub(r" ?([-./,、~至到]+) ?", r"\1", plain)
        if re.fullmatch(r"\d+(?: \d+){1,2}", plain):
            plain = plain.replace(" ", "-")
        elif _LOOSE.fullmatch(plain):
            plain = plain.replace(" ", "")
    plain = (
        re.sub(r"-{2,}", "-", re.sub(r"(?<=[年月])[-./]+(?=\d{1,2}(?!\d))", "", plain))
        if "年" in plain
        else re.sub(r"-{2,}", "-", plain)
    )
    plain = re.sub(r"(?<=年)月日?$|(?<=月)日$", "", plain)
    return _ROC.sub(lambda roc: f"{int(roc[1]) + 1911}年", plain)


def _bare(plain: str) -> str:
    """The text without quotation marks or one pair of brackets around the whole of it."""
    plain = plain.strip("'\"“”‘’")
    return plain[1:-1] if plain.startswith("(") and plain.endswith(")") and plain.count("(") == 1 else plain


def _shaped(plain: str, context: Context) -> Reading:
    if re.fullmatch(r"\d{5}\.\d+", plain):
        return _compact(plain[:5], context)
    if parts := _PARTS.fullmatch(plain):
        return _parted(parts, context)
    if plain.isdecimal() and plain.isascii():
        if _YEAR.fullmatch(plain):
            return Reading(None, "incomplete")
        return _compact(plain, context)
    if parts := _DAY_FIRST.fullmatch(plain):
        return _day_first(parts)
    if _YEAR.fullmatch(plain) or _NO_YEAR.fullmatch(plain):
        return Reading(None, "incomplete")
    if (parts := _ENGLISH.fullmatch(plain)) and (month := _MONTHS.get(parts["m"].lower())):
        day = parts["d1"] or parts["d2"]
        return _checked(int(parts["y"]), month, int(day) if day else None)
    return UNREADABLE


def read(text: str, context: Context) -> Reading:
    """The one date that the text writes, or the problem."""
    if len(text) > LONGEST:
        return UNREADABLE
    plain = _plain(text)
    rough = _ROUGH.search(plain)
    if rough:
        kept = rough.group()[0] if rough.group()[0] in "年月" else ""
        plain = plain[: rough.start()] + kept
    plain = _AFTER.sub("", plain.rstrip("-"))
    found = _shaped(plain, context)
    if found.date and (rough or plain.startswith("约")):
        return Reading(found.date, "vague", 0.6)
    if found == UNREADABLE:
        within = _WITHIN.findall(plain)
        inner = [date for one in within[:4] if (date := _shaped(one, context).date)]
        if len(within) == 1 and inner:
            return Reading(inner[0], "vague", 0.6)
        return Reading(None, "several", 0.5, tuple(inner)) if len(within) > 1 and inner else UNREADABLE
    return found


def repaired(text: str) -> str:
    """The text with the look-alikes of digits and of 年 and 日 exchanged; the same text where there are none."""
    return half(text).translate(_LOOKALIKES)


def _normal(text: str, context: Context, needs_day: bool) -> Normal:
    if not half(text):
        return BLANK
    found = read(text, context)
    lacking = found.problem in ("unreadable", "incomplete", "vague") or (
        found.date and needs_day and not found.date.day
    )
    if context.recognised and lacking and (mended := repaired(text)) != half(text):
        second = read(mended, context)
        if second.date and not second.problem and (second.date.day or not needs_day):
            return Normal(str(second.date), None, 0.9 * second.sureness, repaired=True)
    others = tuple(str(other) for other in found.others if other.day or not needs_day)
    if found.date and needs_day and found.date.day is None:
        return Normal(None, "incomplete", 0.9, others)
    return Normal(str(found.date) if found.date else None, found.problem, found.sureness, others)


def date(text: str, context: Context) -> Normal:
    """A date with its day, `YYYY-MM-DD`."""
    return _normal(text, context, needs_day=True)


def partial_date(text: str, context: Context) -> Normal:
    """A date to the month or to the day, `YYYY-MM` or `YYYY-MM-DD`."""
    return _normal(text, context, needs_day=False)
