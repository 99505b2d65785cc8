"""Hides what would identify a person by number: for datasets that leave the office. Names stay.

ID numbers keep the first 4 and the last 2 characters (2102************34), phone numbers the first 3 and the last 2
digits (138******34), mail addresses their domain, birth dates their year: with the day, an ID could be worked out.
Numbers that stand in other texts (a resume, remarks, the name of a file) are hidden likewise.
"""

from __future__ import annotations

import re
from enum import StrEnum

_ID = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d([- ]?)\d{4}\1\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@(?=[\w-]+\.\w)")


class Private(StrEnum):
    """What kind of private number a column holds; TEXT may hold any of them, KEY none."""

    ID = "id"
    PHONE = "phone"
    MAIL = "mail"
    BIRTH = "birth"
    TEXT = "text"
    KEY = "key"


def masked(text: str, private: Private) -> str:
    """The text with its private numbers hidden."""
    match private:
        case Private.ID:
            return _hide(text, 4, 2)
        case Private.PHONE:
            return _hide(text, 3, 2)
        case Private.MAIL:
            return "***" + text[text.rfind("@") :] if "@" in text else "***"
        case Private.BIRTH:
            return text[:4]
        case Private.TEXT:
            return _hide_within(text)
        case Private.KEY:
            return text


def _hide_within(text: str) -> str:
    text = _ID.sub(lambda found: _hide(found[0], 4, 2), text)
    for pattern in (_MOBILE, _LANDLINE):
        text = pattern.sub(lambda found: _hide(found[0], 3, 2), text)
    return _MAIL.sub("***@", text)


def _hide(text: str, first: int, last: int) -> str:
    """Stars instead of its letters and digits but the first and last few; all of them where few would be hidden."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    few = len(places) < 2 * (first + last) - 3
    hidden = set(places if few else places[first : len(places) - last])
    return "".join("*" if place in hidden else character for place, character in enumerate(text))
