"""The state of legacy form fields in the data stream ([MS-DOC] 2.9.78 FFData, 2.9.170 NilPICFAndBinData)."""

from __future__ import annotations

from extractors.doc97.binary import cut, text16, u16, u32
from extractors.errors import CorruptFile
from extractors.page import Run, Tick
from extractors.word.fields import is_prompt
from extractors.word.story import FormField

_TEXT, _CHECK_BOX, _DROP_DOWN = 0, 1, 2
_UNDEFINED = 25
"""The state of a field that still has its default."""


def form_field(data: bytes, at: int) -> FormField | None:
    """The form field whose state stands at a place of the data stream; None where none does."""
    try:
        size, header = u32(data, at), u16(data, at + 4)
        if header < 6 or size <= header:
            return None
        return _parsed(cut(data, at + header, size - header))
    except CorruptFile:
        return None


def _parsed(state: bytes) -> FormField | None:
    if u32(state, 0) != 0xFFFFFFFF:
        return None
    bits = u16(state, 4)
    kind, result = bits & 3, bits >> 2 & 0x1F
    _, at = text16(state, 10)
    if kind == _TEXT:
        return FormField(None, text16(state, at)[0])
    default = u16(state, at)
    chosen = default if result == _UNDEFINED else result
    if kind == _CHECK_BOX:
        return FormField((Run("☑", Tick.CHECKED),) if chosen else (Run("□", Tick.UNCHECKED),))
    if kind != _DROP_DOWN:
        return None
    entries = _entries(state, at + 2)
    if chosen >= len(entries) or not entries[chosen]:
        return FormField(())
    return FormField((Run(entries[chosen], placeholder=is_prompt(entries[chosen])),))


def _entries(state: bytes, at: int) -> list[str]:
    """The entries of a drop-down list: they follow the format, the help and status texts, and two macros' names."""
    for _ in range(5):
        _, at = text16(state, at)
    count = u16(state, at + 2)
    at += 6
    entries: list[str] = []
    for _ in range(count):
        size = u16(state, at)
        entries.append(cut(state, at + 2, 2 * size).decode("utf-16-le", "replace"))
        at += 2 + 2 * size
    return entries
