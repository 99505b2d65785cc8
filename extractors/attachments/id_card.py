"""The copy of an ID card (GA 448—2013): name, gender, birth date, address and number from its front."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.attachments.fields import BY_POSITION, Span, found, unread
from extractors.attachments.scroll import Scroll
from extractors.attachments.words import NAME, any_of, count, holds, pattern_of
from extractors.forms.reading import FieldReading
from normalizers.identity import is_whole

NUMBER_LABEL = "公民身份号码"
MOST_CHARACTERS = 420
"""A page with copies of cards bears no more text than this."""
MOST_OF_CARD = 160
"""Both sides of a card bear no more."""
LEAST_CUES = 3
MOST_ROWS = 4
_NOT_ADDRESS = (NUMBER_LABEL, "签发机关", "有效期限", "居民身份证", "中华人民共和国")
LEAST_OVERLAP = 0.5
"""The share of a row of the address that lies under the address's first row."""
_FIGURE = r"[0-9OolI|]"
_NUMBER = re.compile(rf"(?<![0-9A-Za-z]){_FIGURE}(?:\t?{_FIGURE}){{13,18}}(?:\t?[XxKk×Ⅹ])?(?![0-9A-Za-z])")
_BIRTH = re.compile(r"(?<!\d)(\d{4})\W?年\W?(\d{1,2})\W?月\W?(\d{1,2})\W?[日曰目]")
_GENDER = re.compile(
    r"性\t?别?\t?[：:]?\t?([男女])|([男女])\t?[^\t\n]?\t?[民族]|别\t?[：:]?([男女])|[\t\n]([男女])(?=[\t\n])"
)
_GENDER_ROW = re.compile(r"\n(?:[^\n]*?(?:性\t?别|民\t?族|性[^\t\n]?[男女])|(?:[^\n]{0,3}\t)?[男女](?=[\t\n]))")
_NAME = re.compile(rf"(?:姓\t?[名各客]|(?<=[\t\n])(?:姓|.?名))[^\w\n]{{0,2}}({NAME})(?=[\t\n])")
_BARE_NAME = re.compile(rf"(?:^|[\t\n])((?![^\t\n]{{5}}){NAME}|{NAME}[·•][^\t\n]+)\t?\n?$")
_ADDRESS = re.compile(r"(?<=[\t\n])(?:住\t?址|[^\t\n]址|住[^\t\n宅房])[：:]?\t?")


def is_front(text: str) -> bool:
    """Whether the text is that of a page with the front of an ID card on it, not of a form that asks for one."""
    if len(text) > MOST_CHARACTERS:
        return False
    numbers = [match for match in _NUMBER.finditer(text) if is_whole(_bare(match[0]))]
    cues = count(text, ("姓名",), ("性别",), ("民族",), ("住址",), ("出生",))
    cues += bool(_BIRTH.search(text))
    cues += bool(numbers)
    if holds(text, NUMBER_LABEL):
        return cues >= LEAST_CUES - 1 - is_back(text)
    if not numbers or re.search(any_of("身份证号"), text):
        return False
    return cues >= LEAST_CUES + 1 or (is_back(text) and len(text) <= MOST_OF_CARD)


def is_back(text: str) -> bool:
    """Whether the back of an ID card is on the page."""
    if len(text) > MOST_CHARACTERS or not holds(text, "居民身份证"):
        return False
    return holds(text, "签发机关", "有效期限") or (text.find("居民身份证") >= 0 and holds(text, "中华人民共和国"))


def read_fronts(scroll: Scroll) -> Iterator[Mapping[str, FieldReading]]:
    """The fields of each front on the page: what stands before its number, up to the number of the one before."""
    numbers = _numbers(scroll.text)
    start = 0
    for number in numbers:
        label = re.search(pattern_of(NUMBER_LABEL), scroll.text[start : number[0]])
        end = start + label.start() if label else number[0]
        yield _front(scroll, start, end, number)
        start = number[1]
    if not numbers:
        yield _front(scroll, 0, len(scroll.text), None)


def _bare(number: str) -> str:
    return number.replace("\t", "").upper()


def _numbers(text: str) -> list[Span]:
    """Where the numbers stand that are those of cards: behind their label, or with a right check digit."""
    found_at: list[Span] = []
    seen: set[str] = set()
    for match in _NUMBER.finditer(text):
        row = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        bare = _bare(match[0])
        if (is_whole(bare) or holds(row, NUMBER_LABEL)) and bare not in seen:
            found_at.append(match.span())
            seen.add(bare)
    return found_at


def _front(scroll: Scroll, start: int, end: int, number: Span | None) -> Mapping[str, FieldReading]:
    return {
        "name": _name(scroll, start, end),
        "gender": _gender(scroll, start, end),
        "birth_date": _birth(scroll, start, end),
        "address": _address(scroll, start, end),
        "id_number": found("id_number", scroll, [number]) if number else unread("id_number"),
    }


def _name(scroll: Scroll, start: int, end: int) -> FieldReading:
    text = "\n" + scroll.text[start:end]
    row = _GENDER_ROW.search(text)
    above = text[: row.start() + 1] if row else text
    match = _NAME.search(above)
    if match:
        return _part("name", scroll, start - 1, match.span(1))
    bare = _BARE_NAME.search(above.rstrip("\n")) if row else None
    return _part("name", scroll, start - 1, bare.span(1), BY_POSITION) if bare else unread("name")


def _gender(scroll: Scroll, start: int, end: int) -> FieldReading:
    match = _GENDER.search("\n" + scroll.text[start:end])
    if match is None or match.lastindex is None:
        return unread("gender")
    return _part("gender", scroll, start - 1, match.span(match.lastindex))


def _birth(scroll: Scroll, start: int, end: int) -> FieldReading:
    match = _BIRTH.search(scroll.text[start:end])
    if match is None:
        return unread("birth_date")
    year, month, day = match.groups()
    return replace(_part("birth_date", scroll, start, match.span()), meant=f"{year}年{month}月{day}日")


def _part(name: str, scroll: Scroll, start: int, span: Span, confidence: float = 1.0) -> FieldReading:
    return found(name, scroll, [(start + span[0], start + span[1])], confidence)


def _address(scroll: Scroll, start: int, end: int) -> FieldReading:
    """What stands behind 住址, and the rows under it; without the label, the rows under the birth date."""
    text = "\n" + scroll.text[start:end]
    label = _ADDRESS.search(text)
    birth = _BIRTH.search(text)
    if label is None and birth is None:
        return unread("address")
    begin = start - 1 + (label.end() if label else (birth.end() if birth else 0))
    if label is None:
        begin = scroll.text.find("\n", begin, end) + 1 or end
    spans: list[Span] = []
    for first, last in _pieces_by_row(scroll, begin, end):
        if spans and not _is_under(scroll, spans[0], (first, last)):
            continue
        if len(spans) == MOST_ROWS or holds(scroll.text[first:last], *_NOT_ADDRESS):
            break
        spans.append((first, last))
    return found("address", scroll, spans, 1.0 if label else BY_POSITION)


def _pieces_by_row(scroll: Scroll, begin: int, end: int) -> Iterator[Span]:
    at = begin
    for piece in re.split(r"([\t\n])", scroll.text[begin:end]):
        if piece not in ("", "\t", "\n"):
            yield at, at + len(piece)
        at += len(piece)


def _is_under(scroll: Scroll, first: Span, other: Span) -> bool:
    """Whether a piece lies under the first row of the address, not beside it in a portrait or on another card."""
    a, b = scroll.box(*first), scroll.box(*other)
    if a is None or b is None:
        return True
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return b.y0 > (a.y0 + a.y1) / 2 and shared > LEAST_OVERLAP * (b.x1 - b.x0)
