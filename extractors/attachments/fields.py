"""Fields of an attachment, from where they were found in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.attachments.scroll import Scroll, place_around
from extractors.attachments.words import any_of
from extractors.forms.reading import FieldReading

BY_LABEL = 1.0
"""That a text is the field's whose label stands before it."""
BY_POSITION = 0.9
"""That a text is the field's by where it stands alone."""
UNFOUND = 0.3
"""That a field is not there which was not found: every copy has it, unless it could not be read."""
STOPS = any_of(
    *("校长", "院长", "校（院）长", "校(院)长", "性别", "民族", "出生", "身份证号", "证件号码", "专业", "学制", "层次"),
    *("学历", "学习形式", "证书编号", "毕业时间", "入学", "批准", "授予", "评审", "发证", "签发", "编号", "管理号"),
)
"""Labels that end a value which stands before them without a gap."""
Span = tuple[int, int]


def found(name: str, scroll: Scroll, spans: Sequence[Span], confidence: float = BY_LABEL) -> FieldReading:
    """The field whose text stands at these places; unread where there is none."""
    text = "".join(scroll.written(*span) for span in spans)
    if not text:
        return unread(name)
    lines = tuple(line for span in spans for line in scroll.lines(*span))
    return FieldReading(name, text, text, place_around(lines), lines, confidence)


def unread(name: str) -> FieldReading:
    """A field that was not found."""
    return FieldReading(name, confidence=UNFOUND)


def labelled(name: str, scroll: Scroll, labels: Sequence[str], value: str = r"[^\t\n：:]+?") -> FieldReading | None:
    """The text behind the first of these labels that a colon or gap follows, up to the next gap or label."""
    for label in labels:
        head = rf"{any_of(label)}(?:[（(][^（()）\t\n]{{0,12}}[）)])?(?:\t?[：:]+\t?|\t)"
        match = re.search(rf"{head}[_.]*({value})[_.]*(?={STOPS}|[\t\n；;])", scroll.text)
        if match and match[1].strip("_"):
            return found(name, scroll, [match.span(1)])
    return None


def in_sentence(name: str, scroll: Scroll, *patterns: str, confidence: float = BY_LABEL) -> FieldReading | None:
    """The first group of the first pattern that the text (without separators) holds."""
    for pattern in patterns:
        match = re.search(pattern, scroll.text)
        if match and match[1]:
            return found(name, scroll, [match.span(1)], confidence)
    return None
