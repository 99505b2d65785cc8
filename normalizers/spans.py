"""A date or a span of dates: 2020.11-12, 2020年11月3日至5日, 2020.11.03-2020.11.05.

A span is written `start/end` (ISO 8601); what the end leaves out, it takes from the start.
"""

from __future__ import annotations

import re

from normalizers.dates import LONGEST, WEEKDAY, Date, made, read, repaired
from normalizers.numerals import to_digits
from normalizers.text import half
from normalizers.value import BLANK, Context, Normal

_ISO = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)/(\d{4}-\d\d(?:-\d\d)?)")
_LENGTH = re.compile(r"\(?[,;]?(?:共|为期|历时)?[\d一二两三四五六七八九十]+(?:天|日|周|个月|个?学时|个?课时|小时)\)?$")
_CLOCK = re.compile(
    r"(?:(?<=[日号])|(?<=\d) )(?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?"
    r"(?:[-~至到](?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?)?(?!\d)"
    r"|(?<=[日号])(?:上午|下午)(?!\d)"
)
_FROM_TO = re.compile(r"^(?:自|从|由)|止$|(?<=[日号月年])起[,;，]?(?=至|到)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)-(?:(\d\d))?(\d\d)")
_STRONG = re.compile(r" *(?:至|到|~|—|～)+-* *")
_END = re.compile(r"(?:(?P<y>\d{4})[年.\-/])?(?:(?P<m>\d{1,2})(?P<ms>[月.\-/]))?(?:(?P<d>\d{1,2})(?P<ds>[日号月]?))?")
_ALL_DASHES = re.compile(
    r"(?P<a>\d{4}-\d{1,2}-\d{1,2})-(?P<b>(?:\d{4}-)?(?:\d{1,2}-)?\d{1,2})|(?P<c>\d{4}-\d{1,2})-(?P<d>\d{4}-\d{1,2})"
)
_LISTED = re.compile(r"[;、,\n]|和|及|以及")


def _parts_of_end(text: str) -> tuple[int | None, int | None, int | None] | None:
    """Year, month and day of a span's end as far as it gives them; a lone number without sign counts as day."""
    parts = _END.fullmatch(text)
    if not parts or not text:
        return None
    year, month, day = (int(parts[key]) if parts[key] else None for key in "ymd")
    if parts["ds"] == "月":
        return (year, day, None) if month is None else None
    return year, month, day


def _end(start: Date, text: str, context: Context) -> Date | None:
    if re.search(r"\d{4}", text):
        whole = read(text, context)
        return whole.date if not whole.problem else None
    parts = _parts_of_end(text)
    if parts is None:
        return None
    year, month, day = parts
    if year is not None and month is None:
        month, day = day, None
    if month is None and day is not None and start.day is None and not re.search("[日号]", text):
        month, day = day, None
    if month is None and start.day is None:
        return None
    return made(year or start.year, month or start.month, day)


def _halves(text: str) -> tuple[str, str] | None:
    """The text before and behind the sign that makes it a span."""
    if whole := _ISO.fullmatch(text):
        return whole[1], whole[2]
    strong = _STRONG.split(text)
    if len(strong) == 2:
        return strong[0], strong[1]
    dashes = re.sub(r" *-+ *", "-", text)
    if whole := _ALL_DASHES.fullmatch(dashes):
        return (whole["a"], whole["b"]) if whole["a"] else (whole["c"], whole["d"])
    pieces = dashes.split("-")
    mixed = re.search(r"[年月日./]", dashes) or re.fullmatch(r"\d{6}-\d{6}|\d{8}-\d{8}", dashes)
    return (pieces[0], pieces[1]) if len(pieces) == 2 and mixed else None


def _span(text: str, context: Context) -> Normal | None:
    """The span that the text writes; None where it is no span."""
    halves = _halves(text)
    if halves is None or not halves[1].strip() or re.fullmatch(r"今|现在|目前", halves[1]):
        return None
    first = read(halves[0], context)
    if first.date is None or first.problem:
        return Normal(None, first.problem or "unreadable")
    last = _end(first.date, halves[1].strip(), context)
    if last is None:
        impossible = read(halves[1], context).problem == "impossible-date"
        return Normal(None, "impossible-date" if impossible else "unreadable")
    if (first.date.day is None) != (last.day is None):
        return Normal(None, "vague", 0.5, (f"{first.date}/{last}",))
    if str(last) < str(first.date):
        return Normal(None, "unreadable")
    return Normal(str(first.date) if last == first.date else f"{first.date}/{last}", None, first.sureness)


def _several(text: str, context: Context) -> Normal | None:
    """The dates of a list such as 2019年5月、2020年6月; None where the text is no list of dates."""
    pieces = [piece.strip() for piece in _LISTED.split(text) if piece.strip()]
    if len(pieces) < 2:
        return None
    values = [_one(piece, context).value for piece in pieces]
    if values[0] is None or (None in values and not all(re.search(r"\d", piece) for piece in pieces)):
        return None
    return Normal(None, "several", 0.5, tuple(value for value in values if value is not None))


def _one(text: str, context: Context) -> Normal:
    """One date, or one span."""
    span = _span(text, context)
    if span and span.value:
        return span
    single = read(text, context)
    if single.date and span is None and text.rstrip().endswith(("至今", "现在", "目前")):
        return Normal(str(single.date), "vague", 0.6)
    if single.date and (span is None or not single.problem):
        return Normal(str(single.date), single.problem, single.sureness)
    others = tuple(str(other) for other in single.others)
    return span or Normal(None, single.problem, single.sureness, others)


def _cleared(text: str) -> tuple[str, int]:
    """The text without weekdays, times of day and the length of the training behind it; and that length in days."""
    plain = to_digits(_CLOCK.sub("", WEEKDAY.sub("", half(text))))
    length = _LENGTH.search(plain)
    days = 0
    if length and re.search("[天周共(时]|为期|历时", length.group()) and re.search(r"\d", plain[: length.start()]):
        plain = plain[: length.start()]
        number = re.search(r"(\d+)天", length.group())
        days = int(number[1]) if number else 0
    plain = re.sub(r" *([年月日号至到]) *", r"\1", plain) if "年" in plain else plain
    plain = _FROM_TO.sub("", plain.strip())
    if compact := _COMPACT.fullmatch(plain):
        year, month, day, other, last = compact.groups()
        plain = f"{year}-{month}-{day}-{other or month}-{last}"
    return plain, days


def date_span(text: str, context: Context) -> Normal:
    """A date, `YYYY-MM` or `YYYY-MM-DD`, or a span of two, `start/end`."""
    if not half(text):
        return BLANK
    if len(text) > LONGEST:
        return Normal(None, "unreadable")
    plain, days = _cleared(text)
    found = _one(plain, context)
    if days > 1 and isinstance(found.value, str) and len(found.value) == len("YYYY-MM-DD"):
        return Normal(found.value, "vague", 0.6)
    if found.value is None or found.problem:
        found = _several(plain, context) or found
    if context.recognised and found.problem == "unreadable" and (mended := repaired(plain)) != plain:
        second = _one(mended, context)
        if second.value and not second.problem:
            return Normal(second.value, None, 0.9 * second.sureness, repaired=True)
    return found
