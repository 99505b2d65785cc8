"""Which of the printed options was chosen: tick boxes before or behind them, bare ticks, strokes, emphasis.

Ways of choosing: `首席质量官☑`, `□√首席`, `首席（√）`, the other option struck or deleted, the chosen one framed or
underlined. Where a person would hesitate, nothing is chosen and the problem says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from extractors.forms.labels import fold_script
from extractors.page import Line, Tick

_OPENING = "(（[【"
_CLOSING = ")）]】"
_GLYPHS = {
    **dict.fromkeys("□☐▢◻⬜○◯", Tick.UNCHECKED),
    **dict.fromkeys("☑☒✅🗹■▣●◉⊠🗷", Tick.CHECKED),
    **dict.fromkeys("√✓✔", Tick.MARK),
    **dict.fromkeys("×✕✗✘╳", Tick.CROSS),
}


BESIDE_STRANGERS = 0.95
"""How often a choice is right that stands beside words which are none of the options."""
DOUBTFUL_OWNER = 0.9
"""How often a mark between two options is meant for the one it was given to."""


EMPTY_BOX_AS_TEXT = "口"
"""What OCR makes of an empty box: the character for mouth, between options a box."""


class _Kind(Enum):
    OPTION = 1
    TICK = 2
    GAP = 3
    OTHER = 4


@dataclass(slots=True)
class _Token:
    kind: _Kind
    text: str
    tick: Tick | None = None
    struck: bool = False
    emphasised: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of one group of options. `chosen` is the option where exactly one was; else `problem` says why not.

    `boxes`: the options were printed to be ticked or struck, so that no choice means something.
    """

    chosen: str | None
    problem: str | None
    confidence: float
    boxes: bool
    candidates: tuple[str, ...] = ()


def resolve(lines: Sequence[Line], groups: Mapping[str, Sequence[str]]) -> dict[str, Choice]:
    """What was chosen in each group, of all the options that stand in the lines of one cell."""
    options = [option for group in groups.values() for option in group]
    tokens = _tokens(lines, options)
    states = _states(tokens, options)
    boxed = any(token.kind is _Kind.TICK for token in tokens)
    strange = any(token.kind is _Kind.OTHER and any(char.isalnum() for char in token.text) for token in tokens)
    choices = {name: _decide(list(group), states, boxed) for name, group in groups.items()}
    return {name: _beside_strangers(choice) if strange else choice for name, choice in choices.items()}


def _beside_strangers(choice: Choice) -> Choice:
    """A choice in a cell with words that are no option: one of them may be the other option, misread."""
    return replace(choice, confidence=min(choice.confidence, BESIDE_STRANGERS))


def has_ticks(lines: Iterable[Line]) -> bool:
    """Whether any tick box or tick mark stands in the lines."""
    return any(run.tick is not None or any(char in _GLYPHS for char in run.text) for line in lines for run in line.runs)


def _tokens(lines: Sequence[Line], options: Sequence[str]) -> list[_Token]:
    pieces = sorted((re.escape(option) for option in options), key=len, reverse=True)
    spaced = [r"[ \u3000\t]*".join(list(fold_script(option))) for option in sorted(options, key=len, reverse=True)]
    splitter = re.compile(
        "(?P<option>" + "|".join(spaced or pieces) + ")|(?P<gap>[\\s\\u3000]+)|(?P<glyph>[" + "".join(_GLYPHS) + "])"
    )
    tokens: list[_Token] = []
    for line in lines:
        for run in _joined_runs(line):
            if run.tick is not None:
                tokens.append(_Token(_Kind.TICK, run.text, run.tick, run.struck, False, run.confidence))
                continue
            tokens.extend(_split(run, splitter))
        tokens.append(_Token(_Kind.GAP, "\n"))
    return _without_brackets(tokens)


@dataclass(slots=True)
class _Piece:
    text: str
    tick: Tick | None
    struck: bool
    emphasised: bool
    confidence: float


def _joined_runs(line: Line) -> list[_Piece]:
    """The runs of a line, those alike in kind put together: an option may be split over several."""
    pieces: list[_Piece] = []
    for run in line.runs:
        if run.placeholder:
            continue
        emphasised = run.boxed or run.underlined or run.bold
        last = pieces[-1] if pieces else None
        alike = last and last.tick is None and run.tick is None
        if last and alike and last.struck == run.struck and last.emphasised == emphasised:
            last.text += run.text
            last.confidence = min(last.confidence, run.confidence)
        else:
            pieces.append(_Piece(run.text, run.tick, run.struck, emphasised, run.confidence))
    return pieces


def _split(piece: _Piece, splitter: re.Pattern[str]) -> Iterable[_Token]:
    folded = fold_script(piece.text)
    at = 0
    for match in splitter.finditer(folded):
        if match.start() > at:
            yield from _other(folded[at : match.start()], piece)
        text = match.group()
        if match.lastgroup == "option":
            bare = re.sub(r"[\s\u3000]", "", text)
            yield _Token(_Kind.OPTION, bare, None, piece.struck, piece.emphasised, piece.confidence)
        elif match.lastgroup == "glyph":
            yield _Token(_Kind.TICK, text, _GLYPHS[text], piece.struck, False, piece.confidence)
        else:
            yield _Token(_Kind.GAP, text)
        at = match.end()
    if at < len(folded):
        yield from _other(folded[at:], piece)


def _other(text: str, piece: _Piece) -> Iterable[_Token]:
    """Text that is no option, its brackets one by one: they may enclose a tick."""
    for part in re.findall(r"[()（）\[\]【】]|[^()（）\[\]【】]+", text):
        if part.strip() == EMPTY_BOX_AS_TEXT:
            yield _Token(_Kind.TICK, part, Tick.UNCHECKED, piece.struck, False, piece.confidence)
        else:
            yield _Token(_Kind.OTHER, part, None, piece.struck, False, piece.confidence)


def _without_brackets(tokens: list[_Token]) -> list[_Token]:
    """Brackets around a tick are its box; an empty pair is an empty box; a lone `(` a box whose state was lost.

    The last is what Word's symbol boxes turn into in extracted text: both states give U+0028.
    """
    kept: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is not _Kind.OTHER or token.text not in _OPENING:
            if token.kind is not _Kind.OTHER or token.text not in _CLOSING:
                kept.append(token)
            at += 1
            continue
        end, inside = _enclosed(tokens, at)
        kept.append(_bracketed(token, inside, closed=end is not None))
        if end is None or any(part.kind in (_Kind.OPTION, _Kind.OTHER) for part in inside):
            at += 1
        else:
            at = end + 1
    return kept


def _enclosed(tokens: list[_Token], opening: int) -> tuple[int | None, list[_Token]]:
    """The index of the bracket that closes the one at `opening` (None where none does), and what stands between."""
    for number in range(opening + 1, len(tokens)):
        if tokens[number].text in _OPENING or "\n" in tokens[number].text:
            break
        if tokens[number].text in _CLOSING:
            return number, tokens[opening + 1 : number]
    return None, []


def _bracketed(opening: _Token, inside: list[_Token], *, closed: bool) -> _Token:
    if not closed:
        return _Token(_Kind.TICK, "(", Tick.UNKNOWN, opening.struck)
    if any(part.kind in (_Kind.OPTION, _Kind.OTHER) for part in inside):
        return _Token(_Kind.OTHER, opening.text)
    ticks = [part for part in inside if part.kind is _Kind.TICK]
    if not ticks:
        return _Token(_Kind.TICK, "( )", Tick.UNCHECKED, opening.struck)
    state = Tick.CHECKED if ticks[0].tick is Tick.MARK else ticks[0].tick
    return _Token(_Kind.TICK, ticks[0].text, state, opening.struck, False, ticks[0].confidence)


NONE_TICKED, SEVERAL_TICKED = 0.03, 0.02
"""How often people tick no option of a group, or one too many."""
NOT_ALL_READ = 0.9
"""Words no surer than this stand beside something that could not be made out, which may change the choice."""
CLOSED_LIST = 0.98
"""How sure the words of options are at least where all of a group were made out: there are no others they may be."""


@dataclass(slots=True)
class _State:
    present: bool = False
    struck: bool = False
    emphasised: bool = False
    box: Tick | None = None
    mark: bool = False
    cross: bool = False
    doubtful: bool = False
    confidence: float = 1.0
    """Of the option's words."""
    tick_confidence: float = 1.0


def _states(tokens: list[_Token], options: Sequence[str]) -> dict[str, _State]:
    states = {option: _State() for option in options}
    prefix = _boxes_stand_before(tokens)
    owners = _owners(tokens, prefix)
    for number, token in enumerate(tokens):
        if token.kind is _Kind.OPTION:
            state = states[token.text]
            state.present = True
            state.struck |= token.struck
            state.emphasised |= token.emphasised
            state.confidence = min(state.confidence, token.confidence)
        elif token.kind is _Kind.TICK and number in owners:
            owner, sure = owners[number]
            _note_tick(states[owner], token, sure)
    return states


def _note_tick(state: _State, token: _Token, sure: bool) -> None:
    state.tick_confidence = min(state.tick_confidence, token.confidence)
    state.doubtful |= not sure and token.tick is not Tick.UNCHECKED
    if token.tick is Tick.MARK:
        state.mark = True
    elif token.tick is Tick.CROSS:
        state.cross = True
    elif state.box in (None, Tick.UNCHECKED):
        state.box = token.tick
    elif token.tick is Tick.UNKNOWN:
        state.box = Tick.UNKNOWN


def _solid(tokens: list[_Token]) -> list[_Token]:
    return [token for token in tokens if token.kind in (_Kind.OPTION, _Kind.TICK)]


def _boxes_stand_before(tokens: list[_Token]) -> bool:
    """Whether the boxes (or, without any, the marks) of this cell stand before their options."""
    solid = _solid(tokens)
    box_kinds = (Tick.CHECKED, Tick.UNCHECKED, Tick.UNKNOWN)
    boxes = [token for token in solid if token.kind is _Kind.OPTION or token.tick in box_kinds]
    order = boxes if any(token.kind is _Kind.TICK for token in boxes) else solid
    if not order:
        return False
    if order[0].kind is _Kind.TICK and order[-1].kind is _Kind.TICK and order is boxes:
        # a box at either end: the options and boxes of single lines tell
        firsts = [line[0].kind for line in _by_line(tokens) if line]
        return firsts.count(_Kind.TICK) > firsts.count(_Kind.OPTION)
    if order[0].kind is _Kind.TICK:
        return True
    if order[-1].kind is _Kind.TICK or order is boxes:
        return False
    return _nearer_before(tokens)


def _by_line(tokens: list[_Token]) -> list[list[_Token]]:
    lines: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind is _Kind.GAP and "\n" in token.text:
            lines.append([])
        elif token.kind in (_Kind.OPTION, _Kind.TICK):
            lines[-1].append(token)
    return lines


def _nearer_before(tokens: list[_Token]) -> bool:
    """For a lone mark between two options (`专职 √兼职`): whether it stands close to the one behind it."""
    for number, token in enumerate(tokens):
        if token.kind is _Kind.TICK and 0 < number < len(tokens) - 1:
            before, behind = tokens[number - 1].kind is _Kind.GAP, tokens[number + 1].kind is _Kind.GAP
            if before != behind:
                return before
    return False


def _owners(tokens: list[_Token], prefix: bool) -> dict[int, tuple[str, bool]]:
    """For each tick, by its index, the option that it belongs to, and whether that is beyond doubt."""
    places = [number for number, token in enumerate(tokens) if token.kind is _Kind.OPTION]
    owners: dict[int, tuple[str, bool]] = {}
    if not places:
        return owners
    has_boxes = any(t.tick in (Tick.CHECKED, Tick.UNCHECKED, Tick.UNKNOWN) for t in tokens)
    for number, token in enumerate(tokens):
        if token.kind is not _Kind.TICK:
            continue
        before = max((place for place in places if place < number), default=None)
        behind = min((place for place in places if place > number), default=None)
        wanted, fallback = (behind, before) if prefix else (before, behind)
        owner = wanted if wanted is not None else fallback
        if owner is None:
            continue
        sure = True
        if before is not None and behind is not None and token.tick in (Tick.MARK, Tick.CROSS):
            owner, sure = _owner_of_mark(tokens, number, (before, behind), prefix, has_boxes)
        owners[number] = (tokens[owner].text, sure)
    return owners


def _owner_of_mark(
    tokens: list[_Token], number: int, neighbours: tuple[int, int], prefix: bool, has_boxes: bool
) -> tuple[int, bool]:
    """Of the two options that a bare mark stands between, the one it is meant for: the nearer, or that of its box."""
    before, behind = neighbours
    gap_before = any(token.kind is _Kind.GAP for token in tokens[before + 1 : number])
    gap_behind = any(token.kind is _Kind.GAP for token in tokens[number + 1 : behind])
    box_before = any(token.kind is _Kind.TICK for token in tokens[before + 1 : number])
    box_behind = any(token.kind is _Kind.TICK for token in tokens[number + 1 : behind])
    if has_boxes and box_before != box_behind:
        touching_box = box_before
        owner = before if not prefix else behind
        if prefix == touching_box or (gap_before != gap_behind):
            return owner, True
        # 专职□√兼职□: the mark may go with the box before it or with the word behind it
        return owner, not (touching_box is not prefix and not gap_before and not gap_behind)
    if gap_before != gap_behind:
        return (behind if gap_before else before), True
    alone = not has_boxes and sum(token.kind is _Kind.TICK for token in tokens) == 1
    first_is_tick = tokens[0].kind is _Kind.TICK
    return (behind if prefix else before), not (alone and not first_is_tick)


def _decide(group: list[str], states: Mapping[str, _State], boxed: bool) -> Choice:
    present = [option for option in group if states[option].present]
    confidence = _sureness(group, states)
    standing = [option for option in present if not states[option].struck]
    if not present:
        return Choice(None, None, 1.0, boxed)
    chosen = [o for o in standing if states[o].mark or states[o].box is Tick.CHECKED]
    unknown = [o for o in standing if states[o].box is Tick.UNKNOWN and o not in chosen]
    crossed = [o for o in standing if states[o].cross and o not in chosen]
    if any(states[option].doubtful for option in present):
        confidence = min(confidence, DOUBTFUL_OWNER)
    ticked = any(states[o].mark or states[o].cross or states[o].box is not None for o in present)
    struck = len(standing) < len(present)
    printed = ticked or struck or boxed
    if len(chosen) > 1:
        return Choice(None, "choice-several", confidence, True, tuple(chosen))
    if unknown or (crossed and not chosen):
        return Choice(None, "choice-unclear", confidence, True, tuple(chosen or crossed or unknown))
    if chosen:
        return Choice(chosen[0], None, confidence, True)
    if struck and len(standing) == 1:
        return Choice(standing[0], None, confidence, True)
    if ticked or struck:
        return Choice(None, "choice-none", confidence, True)
    return _decide_by_words(standing, states, confidence, printed)


def _sureness(group: list[str], states: Mapping[str, _State]) -> float:
    """How sure the choice is: all words and ticks are as they were read, or they are wrong together.

    Where every option of the group is there with a box of its own and one alone is ticked, that pattern is a witness
    for its parts: for it to be wrong, a box must be ticked that looks empty and the other way round, or people have
    ticked none, or several.
    """
    present = [states[option] for option in group if states[option].present]
    words = min((state.confidence for state in present), default=1.0)
    ticks = min((state.tick_confidence for state in present), default=1.0)
    whole = len(present) == len(group) and not any(state.struck or state.cross for state in present)
    if not whole or any(state.box not in (Tick.CHECKED, Tick.UNCHECKED) for state in present):
        return min(words, ticks)
    ticked = [state for state in present if state.mark or state.box is Tick.CHECKED]
    if len(ticked) != 1 or words <= NOT_ALL_READ:
        return min(words, ticks)
    wrong = [1 - state.tick_confidence for state in present if state is not ticked[0]]
    missed = 1 - ticked[0].tick_confidence
    ticks = 1 - missed * (max(wrong, default=0.0) + NONE_TICKED) - SEVERAL_TICKED * sum(wrong)
    return min(max(words, CLOSED_LIST), ticks)


def _decide_by_words(standing: list[str], states: Mapping[str, _State], confidence: float, printed: bool) -> Choice:
    """No tick at this group: one option alone was left standing, or one is emphasised among several."""
    if len(standing) == 1:
        return Choice(standing[0], None, confidence, printed)
    emphasised = [option for option in standing if states[option].emphasised]
    if len(emphasised) == 1:
        return Choice(emphasised[0], None, min(confidence, 0.99), True)
    return Choice(None, "choice-none", confidence, True)
