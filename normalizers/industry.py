"""所属行业: the industry that a form names, as deep as it says (GB/T 4754—2017).

Problems: `not-listed` no such industry; `uncertain` the words only resemble a name, or are more than one, the
alternatives are the likeliest; `industry-mismatch` code and name, or letter and digits, disagree: the value is by the
name, the alternative by the code; `several` two industries are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from normalizers import industries as n
from normalizers.pinyin import without_pinyin
from normalizers.script import is_han, simplify
from normalizers.text import half
from normalizers.value import BLANK, Context, Normal, Value

_STANDARD = re.compile(
    r"[(《]?GB\s*/?\s*T\s*4754\s*(?:[-.]\s*(?:20)?\d\d)?(?:年版?|版)?[)》]?|\(?20\d\d(?:年版?|版)\)?", re.I
)
_LABEL = re.compile(r"国民经济行业分类|行业(?:代码|类别|名称|分类)|(?:行业)?[门大中小]类|代码|所属行业")
_CODE = re.compile(
    r"(?<![0-9A-Za-z])(?:([A-Ta-t])\s*[-._]?\s*(\d{1,4})|(?!(?:19|20)\d\d\s*年)(\d{2,4})|([A-Ta-t])\s*类?)(?![0-9A-Za-z])"
)
_PIECES = re.compile(r"[-/\\>→|,:;()\[\]《》\s·~+]+")
_LONGEST = 120
_SURE_LIKENESS = 0.55


@dataclass(frozen=True, slots=True)
class _Written:
    """A code as written: what it stands for, None where nothing; `other`: the digits alone, in another section."""

    code: str | None
    other: str | None = None
    exact: bool = True


def value_of(code: str) -> dict[str, str | None]:
    """The value of a code of the classification."""
    return {"code": code, "name": n.names()[code]}


def industry(text: str, context: Context) -> Normal:
    """The industry named by the text, `{"code": "C34", "name": "通用设备制造业"}`; problems: see the module."""
    folded = without_pinyin(half(text))[:_LONGEST]
    if not folded:
        return BLANK
    plain = _LABEL.sub(" ", _STANDARD.sub(" ", simplify(folded, context.script)))
    written = [_written(match) for match in _CODE.finditer(plain)]
    words = _CODE.sub(" ", plain).strip()
    words = words if any(map(is_han, words)) else ""
    if not written:
        return _named(words) if words else Normal(None, "unreadable", 0.0)
    coded = _coded(written)
    if not words:
        return coded
    return _both(coded, _named(words))


def _written(match: re.Match[str]) -> _Written:
    letter = (match[1] or match[4] or "").upper()
    digits = match[2] or match[3] or ""
    code = n.by_code(letter, digits)
    exact = code is not None and code[1:] == digits
    return _Written(code, None if code else n.by_digits(digits), exact)


def _values(codes: Iterable[str | None]) -> tuple[Value, ...]:
    return tuple(value_of(code) for code in dict.fromkeys(codes) if code)


def _deepest(codes: Iterable[str]) -> str | None:
    """The deepest of codes that lie in each other; None where two do not."""
    ordered = sorted(set(codes), key=len)
    fits = all(n.lies_in(ordered[i + 1], ordered[i]) for i in range(len(ordered) - 1))
    return ordered[-1] if ordered and fits else None


def _coded(written: list[_Written]) -> Normal:
    codes = [one.code for one in written if one.code]
    if len(codes) < len(written):
        others = _values(one.other for one in written)
        wrong = "industry-mismatch" if others else "not-listed"
        return Normal(None, wrong, 0.0, (*others, *_values(codes)))
    code = _deepest(codes)
    if code is None:
        return Normal(None, "several", 0.0, _values(codes))
    return Normal(value_of(code), None, 1.0 if all(one.exact for one in written) else 0.99)


def _named(words: str) -> Normal:
    code = n.by_name(words) or n.by_name(words.removesuffix("类"))
    if code:
        wanted, own = n.key(words), n.key(n.names()[code])
        older = wanted == own + "业"
        return Normal(value_of(code), None, 1.0 if wanted == own else 0.97 if older else 0.995)
    return _path(words) or _resembling(words)


def _path(words: str) -> Normal | None:
    """A name in pieces: 制造业-通用设备制造业, 制造业（通用设备）; None where no piece is a name."""
    pieces = [piece for piece in _PIECES.split(words) if any(map(is_han, piece))]
    if len(pieces) < 2:
        pieces = [piece for piece in re.split("[、,;和及]", words) if piece]
        if len(pieces) < 2 or not all(map(n.by_name, pieces)):
            return None
    found: list[str] = []
    open_: list[str] = []
    for piece in pieces:
        code = n.by_name(piece)
        (found.append(code) if code else open_.append(piece))
    if not found:
        return None
    section = _deepest(found)
    if section is None:
        return Normal(None, "several", 0.0, _values(found))
    for piece in open_:
        longer = (n.by_name(piece + end) for end in ("制造", "生产", "加工", "服务"))
        inner = next((code for code in longer if code and n.lies_in(code, section)), None)
        if inner is None:
            near = [code for code, _ in n.alike(piece, 8) if n.lies_in(code, section)][:3]
            return Normal(value_of(section), "uncertain", 0.5, _values(near))
        section = inner
    return Normal(value_of(section), None, 0.995)


def _resembling(words: str) -> Normal:
    meant = n.words().get(n.key(words)) or n.words().get(n.key(words).removesuffix("业"))
    if meant:
        return Normal(value_of(meant[0]), "uncertain", 0.6 if len(meant) == 1 else 0.5, _values(meant[1:]))
    near = n.alike(words)
    best, likeness = near[0] if near else ("", 0.0)
    if likeness >= _SURE_LIKENESS:
        return Normal(value_of(best), "uncertain", round(likeness * 0.7, 2), _values(code for code, _ in near[1:]))
    return Normal(None, "not-listed", 0.0, _values(code for code, score in near if score > 0.2))


def _code_of(normal: Normal) -> str:
    return str(normal.value["code"]) if isinstance(normal.value, dict) else ""


def _both(coded: Normal, named: Normal) -> Normal:
    """Code and name together."""
    code, name = _code_of(coded), _code_of(named)
    if not code:
        problem = "industry-mismatch" if name and not named.problem else coded.problem
        others = tuple(v for v in (*coded.alternatives, *named.alternatives) if v != named.value)
        return Normal(named.value, problem, min(named.sureness, 0.5), others)
    if named.problem is None:
        if n.lies_in(name, code) or n.lies_in(code, name):
            return coded if len(code) >= len(name) else named
        return Normal(named.value, "industry-mismatch", 0.5, (coded.value,))
    if named.problem == "several":
        return named if coded.value in named.alternatives else Normal(None, "several", 0.0, named.alternatives)
    near = {str(v["code"]) for v in (named.value, *named.alternatives) if isinstance(v, dict)}
    if not near or any(n.lies_in(c, code[:3]) or n.lies_in(code, c) for c in near):
        return Normal(coded.value, None, 0.99)
    if named.sureness >= 0.5:
        return Normal(coded.value, "industry-mismatch", 0.5, _values([name]))
    return Normal(coded.value, None, 0.97)
