"""Readings that web copies put behind characters: 監(jiān)督, 關(guan)於, 醫療(liao)(liao), 建(jian4).

A bracket goes only where it holds a reading of the character before it, so 公司(CQO), 量(L) and 千克(kg) stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from normalizers.script import is_han

_LETTERS = "a-zāáǎàōóǒòēéěèêīíǐìūúǔùüǖǘǚǜńňǹḿɡ"
_GROUP = re.compile(rf"(?:[ \t]?[(（]\s*[{_LETTERS}\u0300-\u030c]{{1,7}}[1-5]?\s*[)）])+")
_LONGER = re.compile(rf"[ \t]?[(（]\s*([{_LETTERS}\u0300-\u030c1-5' ]{{3,40}})\s*[)）]")
_SPOKEN = re.compile(r"[āáǎàōóǒòēéěèêīíǐìūúǔùüǖǘǚǜńňǹḿ1-5\u0300-\u030c]|[a-z] [a-z]")
_ONE = re.compile(rf"[{_LETTERS}\u0300-\u030c]+")
_LOST = re.compile(rf"[?？�]{{1,2}}[{_LETTERS}]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ][a-z]*[)）]")
_BASE = {"ɡ": "g", "ü": "v"}


@cache
def _readings_by_code() -> Mapping[str, str]:
    """Code point (decimal) → readings, comma between: pypinyin's table, without the 0.4 s of loading the package."""
    import json
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("pypinyin")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        table = Path(folder, "pinyin_dict.json")
        if table.is_file():
            readings: dict[str, str] = json.loads(table.read_text(encoding="utf-8"))
            return readings
    from pypinyin.pinyin_dict import pinyin_dict

    return {str(code): reading for code, reading in pinyin_dict.items()}


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    letters = letters.replace("u\u0308", "v")
    return "".join(_BASE.get(char, char) for char in letters if not unicodedata.combining(char)).rstrip("12345")


@cache
def _readings(char: str) -> frozenset[str]:
    found = {_toneless(reading) for reading in _readings_by_code().get(str(ord(char)), "").split(",") if reading}
    return frozenset(found | {reading.replace("v", "u") for reading in found})


def _kept(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1] if match.start() else ""
    if not before or not is_han(before):
        return match.group()
    readings = _readings(before)
    return "" if all(_toneless(one) in readings for one in _ONE.findall(match.group())) else match.group()


def _spells(text: str, end: int, letters: str) -> bool:
    """Whether readings of the characters before `end`, two or more, put together are the letters."""
    open_ = [(end, letters)]
    while open_:
        at, rest = open_.pop()
        if not rest and end - at > 1:
            return True
        if rest and at and is_han(text[at - 1]):
            open_ += [(at - 1, rest.removesuffix(one)) for one in _readings(text[at - 1]) if one and rest.endswith(one)]
    return False


def _longer_kept(match: re.Match[str]) -> str:
    """The bracket, or nothing where it spells the word before it (质量(zhìliàng)) with tones or blanks."""
    if not _SPOKEN.search(match[1]):
        return match.group()
    letters = "".join(_toneless(one) for one in re.split(r"[1-5' ]+", match[1]))
    return "" if _spells(match.string, match.start(), letters) else match.group()


def without_pinyin(text: str) -> str:
    """The text without inserted readings; brackets that hold anything else are untouched."""
    if "(" not in text and "（" not in text:
        return text
    return _LONGER.sub(_longer_kept, _GROUP.sub(_kept, text))


def lost_bytes(text: str) -> bool:
    """Whether a character was lost before its reading: `重?fù)p害`."""
    return _LOST.search(text) is not None
