"""What a cell holds, as runs: text with its look, and what is known to have gone wrong with it in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.page import Run
from extractors.sheet.numbers import DIGITS_LOST, LOST_CONFIDENCE, Shown
from extractors.word.lines import pieces
from extractors.word.look import PLAIN, Look

CELL_ERROR = "cell-error"
NOT_COMPUTED = "not-computed"
_POWER = re.compile(r"\s*[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,3}\s*")
_ROUNDED = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{14}000(?![0-9A-Za-z])")
"""An ID number whose last digits were lost; one in a thousand true ones looks so too."""
_ERROR = re.compile(r"\s*(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|#{3,})\s*")


def written(text: str, look: Look = PLAIN) -> Iterator[Run]:
    """The runs of a text cell, marked where it is an error, a power of ten or an ID number that was cut."""
    problem = None
    if _ERROR.fullmatch(text):
        problem = CELL_ERROR
    elif _POWER.fullmatch(text) or _ROUNDED.search(text):
        problem = DIGITS_LOST
    for run in pieces(text, look, placeholder=False):
        yield _marked(run, problem)


def counted(shown: Shown, look: Look = PLAIN) -> Iterator[Run]:
    """The run of a cell that holds a number."""
    yield Run(shown.text, struck=look.struck, problem=shown.problem, confidence=shown.confidence)


def failed(text: str, problem: str) -> Iterator[Run]:
    """The run of a cell that holds an error or a formula without a result."""
    yield Run(text, problem=problem, confidence=0.0)


def _marked(run: Run, problem: str | None) -> Run:
    if problem is None:
        return run
    return replace(run, problem=problem, confidence=LOST_CONFIDENCE if problem == DIGITS_LOST else 0.0)
