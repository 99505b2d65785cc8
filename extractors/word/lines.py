"""Lines from the pieces that a paragraph is written in: pieces of one kind joined, tick boxes set apart."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.glyphs import plain_ticks, show
from extractors.page import Line, Place, Run, Tick
from extractors.word.look import Look

_SYMBOLIC = re.compile("[\uf020-\uf0ff]")
_COMBINED = re.compile("(.)([\u20dd-\u20e0\u0335-\u0338])", re.S)
_STRUCK_BY = frozenset("\u0335\u0336\u0337\u0338\u20e0")
_MARKS = (Tick.MARK, Tick.CROSS)


def pieces(text: str, look: Look, placeholder: bool) -> Iterator[Run]:
    """A run's text as it is shown: characters of symbol fonts as what they show, those that are ticks set apart."""
    plain = Run("", None, look.struck, look.underlined, look.bold, look.boxed, placeholder)
    if not look.private and not _SYMBOLIC.search(text):
        yield replace(plain, text=text)
        return
    for char in text:
        font = look.font(char)
        if font or _SYMBOLIC.match(char):
            shown, tick = show(font, char)
            yield replace(plain, text=shown, tick=tick)
        else:
            yield replace(plain, text=char)


class LineWriter:
    """Collects the runs of one paragraph, line by line."""

    def __init__(self) -> None:
        self._lines: list[list[Run]] = [[]]

    @property
    def begun(self) -> bool:
        """Whether anything stands on the line."""
        return bool(self._lines[-1])

    def write(self, run: Run) -> None:
        """Add a run to the line."""
        if run.text:
            self._lines[-1].append(run)

    def end_line(self) -> None:
        """What follows stands on the next line."""
        self._lines.append([])

    @property
    def line(self) -> str:
        """The text of the line so far."""
        return "".join(run.text for run in self._lines[-1])

    def mark(self) -> Mark:
        """Where the line stands now."""
        return Mark(self._lines[-1], len(self._lines[-1]))

    def lines(self, place: Place) -> tuple[Line, ...]:
        """All lines that have anything in them."""
        return tuple(Line(_finished(runs), place) for runs in self._lines if runs)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a line being written."""

    line: list[Run]
    start: int

    @property
    def text(self) -> str:
        """What was written to the line since."""
        return "".join(run.text for run in self.line[self.start :])

    def make_prompt(self) -> None:
        """What was written to the line since is only the prompt of an empty field."""
        self.line[self.start :] = [replace(run, placeholder=True) for run in self.line[self.start :]]


def _finished(runs: list[Run]) -> tuple[Run, ...]:
    return tuple(_boxes(_ticks(_joined(_combinations(_joined(runs))))))


def _kind(run: Run) -> Run:
    return replace(run, text="")


def _joined(runs: Iterable[Run]) -> list[Run]:
    runs = list(runs)
    if len(runs) < 2:
        return runs
    joined: list[Run] = []
    for kind, group in groupby(runs, _kind):
        members = list(group)
        if kind.tick is not None or len(members) == 1:
            joined += members
        else:
            joined.append(replace(kind, text="".join(run.text for run in members)))
    return joined


def _combinations(runs: list[Run]) -> Iterator[Run]:
    """Combining frames and strokes (√ + U+20DE, 男 + U+20DD, 否 + U+0336) as what they do to their character."""
    for run in runs:
        at = 0
        for found in _COMBINED.finditer(run.text) if run.tick is None else ():
            struck = found.group(2) in _STRUCK_BY
            yield replace(run, text=run.text[at : found.start()])
            yield replace(run, text=found.group(1), struck=run.struck or struck, boxed=run.boxed or not struck)
            at = found.end()
        rest = run.text[at:]
        if rest:
            yield replace(run, text=rest) if at else run


def _ticks(runs: list[Run]) -> Iterator[Run]:
    text = "".join(run.text for run in runs)
    found = deque(plain_ticks(text))
    start = 0
    for run in runs:
        at, end = start, start + len(run.text)
        start = end
        while found and found[0][0] < end:
            first, last, tick = found.popleft()
            if run.tick is not None or first < at:
                continue
            if at < first:
                yield replace(run, text=text[at:first])
            at = min(last, end)
            yield replace(run, text=text[first:at], tick=tick)
        if at < end:
            yield run if at == end - len(run.text) else replace(run, text=text[at:end])


def _boxes(runs: Iterable[Run]) -> Iterator[Run]:
    """A frame around nothing but a tick is a ticked box, a frame around blanks an empty one."""
    for boxed, group in groupby(runs, lambda run: run.boxed):
        members = list(group)
        content = [run for run in members if run.text.strip()]
        if not boxed or members[0].placeholder:
            yield from members
        elif not content and sum(len(run.text) for run in members) <= 2:
            yield replace(members[0], text="□", tick=Tick.UNCHECKED)
        elif len(content) == 1 and content[0].tick in _MARKS:
            yield replace(content[0], tick=Tick.CHECKED)
        else:
            yield from members
