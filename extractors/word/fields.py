"""What a field shows that Word computes itself: EQ overlays, SYMBOL, MACROBUTTON, form fields, seal controls."""

from __future__ import annotations

import re

from extractors.glyphs import plain_ticks, show
from extractors.page import Run, Tick

_SEAL = re.compile(r"seal|signature|kinggrid|esign|印章|签章", re.I)
_PROMPT = re.compile(r"请|点击|单击|此处|输入|填写|选择|click|enter|choose|select", re.I)
_OWN_PROMPT = re.compile(
    r"\s*(?:(?:单击或点击|单击|点击或点按|点击)此处(?:以)?输入(?:文字|文本|日期)|选择一项|"
    r"Click (?:or tap )?(?:here )?to enter (?:text|a date)|Choose an item)[。.]?\s*",
    re.I,
)
_TICK_CONTROL = re.compile(r"check|option|radio", re.I)
"""Controls whose state is not stored in the text."""
_GENERAL = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s\\]+)\s*')
"""Switches of any field (`\\* MERGEFORMAT`)."""
_MAX_DEPTH = 12

STRIKES = frozenset("/\\／＼、－—-─━╱╲―–")
"""Characters that, laid over others, strike them through."""


def is_seal(text: str) -> bool:
    """Whether a control's name or class is one of an electronic seal (`CONTROL DESSeal.DESSealObj.1`)."""
    return _SEAL.search(text) is not None


def is_prompt(text: str) -> bool:
    """Whether the text asks to be replaced."""
    return _PROMPT.search(text) is not None


def is_own_prompt(text: str) -> bool:
    """Whether the text is the prompt that Word itself puts into a content control: nobody writes that."""
    return _OWN_PROMPT.fullmatch(text) is not None


def shown_by(instruction: str) -> tuple[Run, ...] | None:
    """What a field of that instruction shows, None where that is its stored result."""
    name, _, rest = instruction.partition(" ")
    name, slash, more = name.partition("\\")
    rest = _GENERAL.sub("", (slash + more + " " + rest) if slash else rest)
    match name.upper():
        case "EQ":
            return _Equation(rest).runs()
        case "SYMBOL":
            return _symbol(rest)
        case "MACROBUTTON" | "GOTOBUTTON":
            shown = rest.strip().partition(" ")[2]
            return (Run(shown),) if shown.strip() else None
        case "CONTROL" | "EMBED" if is_seal(rest):
            return ()
        case "CONTROL" if _TICK_CONTROL.search(rest):
            return (Run("□", Tick.UNKNOWN),)
        case "FORMCHECKBOX":
            return (Run("□", Tick.UNKNOWN),)
    return None


def _symbol(arguments: str) -> tuple[Run, ...] | None:
    code = re.match(r"\s*(0x[0-9a-fA-F]{1,4}|[0-9]{1,5})\b", arguments)
    font = re.search(r'\\f\s*"?([^"\\]+)', arguments)
    if not code or not font:
        return None
    char = chr(min(int(code.group(1), 0), 0xFFFF))
    shown, tick = show(font.group(1).strip(), char)
    return (Run(shown, tick),)


class _Equation:
    """A reader of `EQ` instructions: overlays and boxes; of all else the arguments in order. What an overlay raises
    above another text is its pronunciation, and left out."""

    _SWITCH = re.compile(r"\\([a-zA-Z]+)((?:\\[a-zA-Z]+|\s|-?\d){0,40})\(")

    def __init__(self, text: str) -> None:
        self._text = text.strip()
        self._at = 0

    def runs(self) -> tuple[Run, ...]:
        shown: list[Run] = []
        while self._at < len(self._text):
            shown += self._sequence(0, top=True)
            self._at += 1
        return tuple(shown)

    def _sequence(self, depth: int, top: bool = False) -> list[Run]:
        """Up to the separator or bracket that ends an argument (which is left standing)."""
        runs: list[Run] = []
        literal: list[str] = []
        level = 0
        while self._at < len(self._text):
            char = self._text[self._at]
            found = self._SWITCH.match(self._text, self._at) if char == "\\" else None
            if found and depth < _MAX_DEPTH:
                runs += _plain("".join(literal))
                literal = []
                self._at = found.end()
                arguments = self._arguments(depth + 1)
                if not (depth and found.group(1) == "s" and "\\up" in found.group(2)):
                    runs += _combined(found.group(1).lower(), arguments)
                continue
            if not top and level == 0 and char in ",;)":
                break
            if char == "\\" and self._at + 1 < len(self._text):
                self._at += 1
                char = self._text[self._at]
            level += (char == "(") - (char == ")")
            literal.append(char)
            self._at += 1
        return runs + _plain("".join(literal))

    def _arguments(self, depth: int) -> list[list[Run]]:
        arguments = [self._sequence(depth)]
        while self._at < len(self._text) and self._text[self._at] in ",;":
            self._at += 1
            arguments.append(self._sequence(depth))
        self._at += 1
        return arguments


def _plain(text: str) -> list[Run]:
    return [Run(text)] if text else []


def _combined(kind: str, arguments: list[list[Run]]) -> list[Run]:
    if kind == "o":
        return _overlaid(arguments)
    if kind == "x":
        return [_framed(run) for argument in arguments for run in argument]
    if kind == "f" and len(arguments) == 2:
        return [*arguments[0], Run("/"), *arguments[1]]
    return [run for argument in arguments for run in argument]


def _overlaid(arguments: list[list[Run]]) -> list[Run]:
    """Characters one over the other: a box and a tick make a ticked box, a box and text make boxed text."""
    texts = ["".join(run.text for run in argument).strip() for argument in arguments]
    filled = [(text, argument) for text, argument in zip(texts, arguments, strict=True) if text]
    frames = [text for text, _ in filled if _is_frame(text)]
    rest = [(text, argument) for text, argument in filled if not _is_frame(text)]
    strokes = [text for text, _ in rest if set(text) <= STRIKES]
    inner = [(text, argument) for text, argument in rest if not set(text) <= STRIKES]
    if frames and not inner:
        return [Run(frames[0], Tick.UNKNOWN if strokes else Tick.UNCHECKED)]
    if frames:
        tick = _tick_of(inner[0][0])
        if tick is not None:
            return [Run("☒" if tick is Tick.CROSS else "☑", Tick.CHECKED)]
        return [_framed(run) for _, argument in inner for run in argument]
    if strokes and inner:
        return [_struck(run) for _, argument in inner for run in argument]
    return [run for _, argument in filled for run in argument]


def _is_frame(text: str) -> bool:
    return text in ("〇", "O", "o") or _tick_of(text) is Tick.UNCHECKED


def _tick_of(text: str) -> Tick | None:
    if text in ("V", "v", "Ｖ", "ｖ"):
        return Tick.MARK
    return next((tick for start, end, tick in plain_ticks(text) if end - start == len(text)), None)


def _framed(run: Run) -> Run:
    return Run(run.text, run.tick, run.struck, boxed=True)


def _struck(run: Run) -> Run:
    return Run(run.text, run.tick, struck=True, boxed=run.boxed)
