"""From the lines of a value's place to a field's reading: the answer apart from its ticks, units and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.choices import Choice, has_ticks, resolve
from extractors.forms.labels import fold_script
from extractors.forms.reading import FieldReading
from extractors.page import Box, Cell, Line, Place, Run, part_of
from normalizers.catalogue import FILING, OPTIONS, Field

_NUMERAL = r"[0-9０-９OＯoIl〇零○一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾元正]"
_WRITTEN_DATE = re.compile(
    rf"(?:{_NUMERAL}|[\s_＿\u3000])*年(?:{_NUMERAL}|[\s_＿\u3000])*月(?:(?:{_NUMERAL}|[\s_＿\u3000])*[日号曰])?"
    r"|[12](?:[ ]?[0-9]){3}\s*[-./．－—–/]\s*[0-9](?:[ ]?[0-9])?\s*[-./．－—–/]\s*[0-9](?:[ ]?[0-9])?(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{6}(?![0-9])"
)
_SEAL_WORDS = re.compile(
    r"[(（【\[]?\s*(?:企业|单位|加盖|盖)?\s*(?:盖\s*章|公\s*章|签\s*章|印\s*章)\s*[)）】\]]?\s*[:：]?"
)
OPTIONS_NOT_SEEN = 0.5
"""That a recognised cell shows none of a field's options because they are printed elsewhere."""
UNSEEN_DATE_CONFIDENCE = 0.5
"""That an opinion with figures in it but no date bears none."""
_BEGINS_ENTRY = re.compile(
    r"\s*(?:自|从|由)?(?:19|20)[0-9]{2}\s*[年./．-]|\s*[0-9]{2}\s*[年./．]\s*[0-9]{1,2}|\s*[一二][九〇○零]"
    r"|\s*(?:曾|荣|多次)?获|\s*[·•●○■□◆★▪*※]|\s*(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）、]|[0-9]{1,2}[.．](?![0-9]))|\s*[①-⑳]"
)
_ENDS_ENTRY = re.compile(r"[。；;！!]\s*$")
_UNBREAKABLE = re.compile(r"(?:[0-9A-Za-z./@_-]+|.)[，。；：、！？）》”,.;:!?)]*")
_WITHOUT_MEANING = ("cell-error", "not-computed")
_SOMETIMES_BOXES = ("education", "enterprise_type", "industry")
_EXTRA_OPTIONS: dict[str, dict[str, str]] = {
    "post": {"首席质量官": "首席质量官", "二级质量官": "二级质量官"},
    "yes_no": {
        "是": "是",
        "否": "否",
        "有": "是",
        "无": "否",
        "已参加": "是",
        "未参加": "否",
        "参加过": "是",
        "未参加过": "否",
    },
}


def read_answer(field: Field, lines: Sequence[Line], place: Place | None) -> FieldReading:
    """The reading of one field from the lines that stand in its place."""
    return read_answers([field], lines, place)[field.name]


def read_answers(fields: Sequence[Field], lines: Sequence[Line], place: Place | None) -> dict[str, FieldReading]:
    """The readings of all fields that share one place (post and change type share one cell of 附件1)."""
    text = "\n".join(line.text for line in lines).strip("\n")
    where = text_place(lines) or place
    shown = text if text.strip() else None
    closed = {field.name: _options_of(field) for field in fields if field.kind in OPTIONS}
    choices = resolve(lines, closed) if closed and shown else {}
    readings: dict[str, FieldReading] = {}
    for field in fields:
        choice = choices.get(field.name)
        if choice is not None and _is_choice(field, choice, lines):
            readings[field.name] = _from_choice(field, choice, shown, where, lines)
        elif shown is not None and field.kind in _SOMETIMES_BOXES and has_ticks(lines):
            readings[field.name] = _from_loose_boxes(field, shown, where, lines)
        elif len(fields) > 1:
            # none of its options stand here: it may have a place of its own elsewhere, or they were not read
            recognised = any(run.glyphs for line in lines for run in line.runs)
            readings[field.name] = FieldReading(
                field.name, None, None, place, (), OPTIONS_NOT_SEEN if recognised and shown else 1.0
            )
        else:
            meant = "\n".join(unbroken(lines, place, by_entry=field.kind == "resume")) if shown else None
            readings[field.name] = FieldReading(field.name, shown, meant, where, tuple(lines))
    flawed = [run for line in lines for run in line.runs if run.problem]
    return {name: _flawed(reading, flawed) for name, reading in readings.items()} if flawed else readings


def _flawed(reading: FieldReading, runs: Sequence[Run]) -> FieldReading:
    """A reading from runs that something is known to be wrong with; what is no text of anyone's means nothing."""
    return replace(
        reading,
        meant=None if any(run.problem in _WITHOUT_MEANING for run in runs) else reading.meant,
        confidence=min(reading.confidence, *(run.confidence for run in runs)),
        problem=reading.problem or runs[0].problem,
    )


def unbroken(lines: Sequence[Line], cell: Place | None, *, by_entry: bool) -> list[str]:
    """The texts of lines, those put together that the width of their cell broke apart.

    A line goes on in the next where the next one's beginning would not have fitted behind it, unless (`by_entry`) it
    ends a sentence or the next begins an entry. Lines without a place of their own (Word) each stand for themselves.
    """
    filled = [line for line in lines if line.text.strip()]
    indent = min((_left_gap(line, cell) for line in filled), default=0.0)
    found: list[str] = []
    for number, line in enumerate(filled):
        text = line.text.strip()
        before = filled[number - 1] if number else None
        ended = by_entry and before is not None and (_ENDS_ENTRY.search(before.text) or _BEGINS_ENTRY.match(text))
        if before is not None and not ended and not _would_have_fitted(before, text, cell, indent):
            found[-1] += text
        else:
            found.append(text)
    return found


def _left_gap(line: Line, cell: Place | None) -> float:
    if line.place is None or line.place.box is None or cell is None or cell.box is None:
        return 0.0
    return max(0.0, line.place.box.x0 - cell.box.x0)


def _would_have_fitted(line: Line, following: str, cell: Place | None, indent: float) -> bool:
    """Whether the beginning of the next line had room behind a line: its first word, or character with the signs that
    cling to it. `indent`: the least distance of a line from the cell's left edge, in fractions of the page."""
    if line.place is None or line.place.box is None or cell is None or cell.box is None or line.place == cell:
        return True
    box = line.place.box
    character = 2 * (box.x1 - box.x0) / max(_half_widths(line.text.strip()), 1)
    padding = indent if indent < 1.2 * character else 0.4 * character
    room = (cell.box.x1 - cell.box.x0) - (box.x1 - box.x0) - 2 * padding
    first = _UNBREAKABLE.match(following)
    return room > (_half_widths(first.group()) / 2 + 0.1) * character if first else True


def _half_widths(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 or char in "—…“”‘’" else 1 for char in text)


def _options_of(field: Field) -> tuple[str, ...]:
    return tuple(_EXTRA_OPTIONS[field.kind]) if field.kind in _EXTRA_OPTIONS else OPTIONS[field.kind]


def _is_choice(field: Field, choice: Choice, lines: Sequence[Line]) -> bool:
    """Whether a field's place holds options to choose from, and not an answer written in words."""
    if has_ticks(lines) or field.kind in ("post", "change_type", "employment"):
        return choice.chosen is not None or choice.problem is not None
    return choice.chosen is not None and choice.boxes


def _from_choice(
    field: Field, choice: Choice, shown: str | None, where: Place | None, lines: Sequence[Line]
) -> FieldReading:
    meanings = _EXTRA_OPTIONS.get(field.kind, {})
    meant = meanings.get(choice.chosen, choice.chosen) if choice.chosen else None
    others = tuple(meanings.get(option, option) for option in choice.candidates)
    return FieldReading(
        field.name, shown, meant, where, tuple(lines), choice.confidence, choice.problem, others, offered=True
    )


def _from_loose_boxes(field: Field, shown: str, where: Place | None, lines: Sequence[Line]) -> FieldReading:
    """A field that some layouts print as boxes though its list is open (□大专 ☑本科): the words at the ticked box."""
    words = tuple(
        dict.fromkeys(
            part for line in lines for run in line.runs if run.tick is None for part in fold_script(run.text).split()
        )
    )
    words = tuple(word.strip("、，,;；/") for word in words if word.strip("、，,;；/"))
    if not words:
        return FieldReading(field.name, shown, shown, where, tuple(lines))
    choice = resolve(lines, {field.name: words})[field.name]
    if choice.chosen is None:
        return FieldReading(
            field.name, shown, None, where, tuple(lines), choice.confidence, choice.problem or "choice-unclear"
        )
    return FieldReading(field.name, shown, choice.chosen, where, tuple(lines), choice.confidence)


def read_opinion(lines: Sequence[Line], place: Place | None) -> dict[str, FieldReading]:
    """所在企业意见 and the date under it: the last date of the place, with nothing but 盖章 behind it."""
    text = "\n".join(line.text for line in lines)
    where = text_place(lines) or place
    date: str | None = None
    end = len(text)
    date_lines: tuple[Line, ...] = ()
    for match in reversed(list(_WRITTEN_DATE.finditer(text))):
        behind = _SEAL_WORDS.sub("", text[match.end() :])
        if re.sub(r"[\s\u3000:：。.()（）]", "", behind):
            break
        end = match.start()
        if re.search(r"[0-9０-９一二三四五六七八九〇零○]", match.group()):
            date, date_lines = match.group().strip(), _between(lines, match.start(), match.end())
        break
    opinion = _SEAL_WORDS.sub(" ", text[:end]).strip()
    opinion_lines: tuple[Line, ...] = ()
    start = 0
    for words in [*(match.span() for match in _SEAL_WORDS.finditer(text[:end])), (end, end)]:
        opinion_lines += _between(lines, start, words[0])
        start = words[1]
    # figures in the opinion, and no date made out: it may be one, misread
    sure = UNSEEN_DATE_CONFIDENCE if not date and re.search(r"[0-9].*[0-9]", opinion) else 1.0
    return {
        "enterprise_opinion": FieldReading(
            "enterprise_opinion", opinion or None, opinion or None, where if opinion else place, opinion_lines, sure
        ),
        "opinion_date": FieldReading(
            "opinion_date",
            date,
            date,
            (text_place(date_lines) or where) if date else place,
            date_lines,
            sure,
        ),
    }


def _between(lines: Sequence[Line], start: int, end: int) -> tuple[Line, ...]:
    """What of the lines stands between two places of their text, joined by line ends."""
    found = []
    at = 0
    for line in lines:
        runs = []
        for run in line.runs:
            if run.placeholder:
                continue
            first, last = max(start - at, 0), min(end - at, len(run.text))
            if first < last:
                runs.append(part_of(run, first, last))
            at += len(run.text)
        if runs:
            found.append(replace(line, runs=tuple(runs)))
        at += 1
    return tuple(found)


def presence(name: str, *, there: bool, place: Place | None, offered: bool, confidence: float = 1.0) -> FieldReading:
    """The reading of a photo or seal: there or not."""
    return FieldReading(name, None, "true" if there else "false", place, (), confidence, offered=offered)


def gathered_lines(cells: Sequence[Cell]) -> tuple[Line, ...]:
    """The lines of several cells as one: side by side where each holds a character or two, else one below another."""
    filled = [cell for cell in cells if cell.lines]
    if len(filled) > 1 and all(len(cell.text.strip()) <= 2 for cell in filled):
        runs: tuple[Run, ...] = tuple(run for cell in filled for line in cell.lines for run in line.runs)
        places = [cell.place for cell in filled]
        return (Line(runs, spanning_place([place for place in places if place])),)
    return tuple(line for cell in filled for line in cell.lines)


def text_place(lines: Sequence[Line]) -> Place | None:
    """The place that holds all lines with text in them; None where they have none of their own."""
    return spanning_place([line.place for line in lines if line.place is not None and line.text.strip()])


def spanning_place(places: Sequence[Place]) -> Place | None:
    """The smallest place around all of those on the first one's page."""
    if not places:
        return None
    first = places[0]
    boxes = [place.box for place in places if place.page == first.page and place.box is not None]
    if not boxes:
        return first
    around = Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
    return Place(first.page, around)


def blank(name: str, place: Place | None = None, *, offered: bool = True) -> FieldReading:
    """The reading of a field whose place is empty, or that the layout does not have."""
    return FieldReading(name, None, None, place, (), offered=offered)


def filing_fields(names: Sequence[str]) -> list[Field]:
    """The catalogue's entries for those fields of a filing."""
    return [FILING[name] for name in names]
