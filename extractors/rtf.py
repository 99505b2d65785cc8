"""RTF made ready for LibreOffice, which loses what Word computes: fields that show a tick are put in as what they show.

Also put right: groups that never end or end too often. Source: Word 2007 RTF Specification 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.page import Run, Tick
from extractors.word.fields import shown_by

_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)|(?P<line>[\r\n]+)|(?P<stray>\\'?)"
)
_FORM = re.compile(rb"\\fftype1(?![0-9])")
_RESULT = re.compile(rb"\\ffres(-?[0-9]+)")
_DEFAULT = re.compile(rb"\\ffdefres(-?[0-9]+)")
_UNDECIDED = 25
"""The result of a check box that nobody touched: its default counts."""


def prepared(content: bytes) -> bytes:
    """The same RTF with balanced groups and without fields that show a tick, a symbol or struck text."""
    content = _balanced(content)
    page = _code_page(content)
    made: list[bytes] = []
    at = 0
    for start, end in _fields(content):
        shown = None if start < max(at, 1) else _shown(content[start:end], page)
        if shown is not None:
            made += [content[at:start], _written(shown)]
            at = end
    return b"".join((*made, content[at:]))


def _tokens(content: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while at < len(content):
        token = _TOKEN.match(content, at)
        if token is None:
            return
        yield token
        at = token.end()
        if token["word"] == b"bin":
            at += max(0, int(token["number"] or 0))


def _balanced(content: bytes) -> bytes:
    """Closing braces that close nothing are left out, missing ones added at the end."""
    depth, at = 0, 0
    made: list[bytes] = []
    rest = content.rstrip(b"\x00 \r\n\t")
    for token in _tokens(rest):
        if token["stray"] and token.end() == len(rest):
            rest = rest[: token.start()]
            break
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth == 0 and token["close"] is not None and token.end() < len(rest):
            made.append(rest[at : token.start()])
            at, depth = token.end(), 1
    return b"".join((*made, rest[at:], b"}" * max(depth, 0)))


def _fields(content: bytes) -> list[tuple[int, int]]:
    """Where the groups that are fields begin and end, outer ones before those inside of them."""
    waiting: list[int] = []
    fields: dict[int, int] = {}
    for token in _tokens(content):
        if token["open"]:
            waiting.append(token.start())
        elif token["close"] and waiting:
            start = waiting.pop()
            if start in fields:
                fields[start] = token.end()
        elif token["word"] == b"field" and waiting:
            fields[waiting[-1]] = 0
    return [(start, end) for start, end in sorted(fields.items()) if end]


def _code_page(content: bytes) -> str:
    found = re.search(rb"\\ansicpg([0-9]{3,5})", content[:4096])
    page = found.group(1).decode("ascii") if found else "936"
    return "gb18030" if page == "936" else f"cp{page}"


def _shown(field: bytes, page: str) -> tuple[Run, ...] | None:
    """What the field shows in place of its result, None where that is its result."""
    start = field.find(b"\\fldinst")
    end = field.find(b"\\fldrslt")
    if start < 0:
        return None
    instruction = field[start + len(b"\\fldinst") : end if end > start else len(field)]
    if _FORM.search(instruction):
        return (_box(instruction),)
    text = _text(instruction, page).strip()
    return shown_by(text) if re.match(r"(?i)(?:EQ|SYMBOL)\b", text) else None


def _box(instruction: bytes) -> Run:
    result, default = _RESULT.search(instruction), _DEFAULT.search(instruction)
    state = int(result.group(1)) if result else _UNDECIDED
    if state == _UNDECIDED:
        state = int(default.group(1)) if default else 0
    return Run("☑", Tick.CHECKED) if state else Run("□", Tick.UNCHECKED)


def _text(rtf: bytes, page: str) -> str:
    """The characters of a piece of RTF, its formatting left out."""
    made: list[str] = []
    narrow = bytearray()
    fallback, skip = 1, 0
    for token in _tokens(rtf):
        if token["byte"] or token["text"]:
            raw = bytes([int(token["byte"], 16)]) if token["byte"] else token["text"]
            narrow += raw[skip:]
            skip = max(0, skip - len(raw))
        elif token["sign"] in (b"\\", b"{", b"}"):
            narrow += token["sign"]
        elif token["word"] == b"u" and token["number"]:
            made += [bytes(narrow).decode(page, "replace"), chr(int(token["number"]) % 0x10000)]
            narrow.clear()
            skip = fallback
        elif token["word"] == b"uc":
            fallback = min(int(token["number"] or 1), 8)
    return "".join((*made, bytes(narrow).decode(page, "replace")))


def _written(runs: tuple[Run, ...]) -> bytes:
    made = []
    for run in runs:
        look = (b"\\strike" if run.struck else b"") + (b"\\chbrdr\\brdrs\\brdrw10" if run.boxed else b"")
        characters = b"".join(b"\\u%d?" % unit for unit in _units(run.text))
        made.append(b"{\\uc1" + look + b" " + characters + b"}")
    return b"".join(made)


def _units(text: str) -> Iterator[int]:
    """The text in UTF-16, as signed numbers."""
    raw = text.encode("utf-16-le", "replace")
    for at in range(0, len(raw), 2):
        unit = raw[at] | raw[at + 1] << 8
        yield unit - 0x10000 if unit > 0x7FFF else unit
