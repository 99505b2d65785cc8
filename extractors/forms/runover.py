"""A résumé that runs on behind the table, or stands there altogether (见附页)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.forms.answers import read_answers
from extractors.forms.labels import label_key
from extractors.forms.reading import FieldReading, Leftover
from extractors.page import Line, Page, Paragraph, Table
from normalizers.catalogue import FILING

POINTER_CONFIDENCE = 0.5
"""That a résumé is all there is of which the form only says where it stands."""
UNLABELLED_CONFIDENCE = 0.9
"""That dated lines behind a table whose résumé is blank are that résumé."""

_POINTER = re.compile(
    r"[（(]?(?:请|详)?(?:参|另)?见?(?:下页|后页|背面|附页|附件[0-9一二三四]?|附表|附后|附纸|另附页?|另附纸|后附|另页|续页)[）)。.]?"
)
_HEADINGS = frozenset(map(label_key, ("工作简历", "个人简历", "简历", "工作经历", "工作简历续", "简历续页", "附页")))
_DATED = re.compile(
    r"^[\s（(]*(?:[0-9]{1,2}[.、)）]\s*)?"
    r"(?:(?:19|20)[0-9]{2}|[一二][九〇○零0][〇○零一二三四五六七八九]{2})\s*(?:年(?!度)|[-./—–])"
)
_CAREER = re.compile(r"至|到|[-—–~～]|起|任|毕业|工作|入职|就读")
_WORD = re.compile("[\u4e00-\u9fff]")
_LEAST_WORDS = 6
_ENDS = re.compile(r"^\s*(?:附[件：:]|注[：:]|说明|填表|填报|联系人|备注|（?盖章)")


def is_pointer(text: str | None) -> bool:
    """Whether an answer only says that the answer stands elsewhere (见附页)."""
    return _POINTER.fullmatch("".join((text or "").split())) is not None


def read_runover(
    tables: Sequence[tuple[Page, Table]],
    paragraphs: Sequence[tuple[Page, Paragraph]],
    readings: dict[str, FieldReading],
    leftovers: list[Leftover],
    is_own: Callable[[str], bool],
) -> None:
    """Add to the résumé what stands behind the last table and goes on with it; `is_own`: wording of the form itself."""
    known = readings.get("resume")
    if known is None or not known.offered:
        return
    pointer = is_pointer(known.meant)
    block, headed = _block([line for line in _behind(tables, paragraphs) if not is_own(line.text)])
    if not block:
        if pointer:
            readings["resume"] = replace(known, confidence=min(known.confidence, POINTER_CONFIDENCE))
        return
    before = () if pointer or not (known.meant or "").strip() else known.lines
    made = read_answers([FILING["resume"]], [*before, *block], known.place or block[0].place)["resume"]
    unlabelled = not before and not pointer and not headed
    sure = min(known.confidence, UNLABELLED_CONFIDENCE) if unlabelled else known.confidence
    readings["resume"] = replace(made, confidence=min(made.confidence, sure))
    taken = [line.text.strip() for line in block]
    leftovers[:] = [one for one in leftovers if one.text not in taken and label_key(one.text) not in _HEADINGS]


def _behind(tables: Sequence[tuple[Page, Table]], paragraphs: Sequence[tuple[Page, Paragraph]]) -> list[Line]:
    """The lines behind the last table of a filing, on its page."""
    if not tables:
        return []
    page, table = tables[-1]
    places = {id(block): number for number, block in enumerate(page.blocks)}
    last = places.get(id(table), len(page.blocks))
    return [
        line
        for other, paragraph in paragraphs
        if other is page and not paragraph.margin and places.get(id(paragraph), -1) > last
        for line in paragraph.lines
    ]


def _block(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines from the first that is of a career on, and whether a heading says so."""
    for number, line in enumerate(lines):
        headed = label_key(line.text) in _HEADINGS
        if headed or _is_of_career(line.text):
            rest = lines[number + headed :]
            return [one for one in takewhile(lambda one: not _ENDS.match(one.text), rest) if one.text.strip()], headed
    return [], False


def _is_of_career(text: str) -> bool:
    return bool(_DATED.match(text) and _CAREER.search(text[4:])) and len(_WORD.findall(text)) >= _LEAST_WORDS
