"""所属地区: the administrative division that a form names, as deep as it says.

What lies below the county (a street, a town, a park) is left out. Problems: `not-listed` no such division;
`unreadable` no words; `ambiguous` the name belongs to several, which are the alternatives; `uncertain` part of the text
is in no table, the value is what surrounds it; `region-mismatch` two parts of the text, or code and name, disagree;
`several` two divisions are named; `abolished` the division is no longer in force: the value bears its last code and
name, the alternatives are its successors. A division that only changed its name or class has its present value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from normalizers import divisions as d
from normalizers.pinyin import without_pinyin
from normalizers.script import is_han, simplify, simplify_name
from normalizers.text import fold
from normalizers.value import BLANK, Context, Normal, Value

_CODE = re.compile(r"(?<![0-9A-Za-z])([1-8][0-9]{5})(?:[0-9]{3}|[0-9]{6})?(?![0-9A-Za-z])")
_SEPARATORS = re.compile(r"[\s,，;；/\\|>＞→·•・.。、:：()（）\[\]【】<>《》\"“”_~～—–-]+")
_HINTS = re.compile(r"[（(](?:[省市区县州地盟旗、/]|自治[区州县旗])+[)）]")
_LABEL = re.compile(r"^(?:所属|所在|注册|企业|属)?(?:地区?|区域|行政区划)[:：]")
_FILLERS = re.compile(r"^(?:中国|中华人民共和国)|(?:省|自治区)直辖(?:县级)?行政(?:区划|单位)|市辖区")
_OWN = frozenset(("区", "市区", "城区", "本级", "市本级", "市级", "省本级", "省级", "市直", "省直", "全市", "全省"))
_ZONE = re.compile(
    r".*(?:(?:开发|高新|园|产业|示范|保税|合作|工业|经济|管理|新城|度假|试验|综保|自贸|经开|创新|港)区|新区|新城|开发区|产业园|工业园|科技园|物流园)$"
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Chain:
    """A way of reading the start of the text as divisions, each in the one before, up to `end`."""

    end: int
    forms: tuple[d.Form, ...] = ()
    loose: bool = False

    @property
    def code(self) -> str:
        return self.forms[-1].code if self.forms else ""

    @property
    def cost(self) -> int:
        return sum(form.way != d.OFFICIAL for form in self.forms) + self.loose

    @property
    def firm(self) -> bool:
        """Whether what follows cannot change the meaning: a zone, or a county by its full name or below its city."""
        if not self.forms or self.loose:
            return False
        last = self.forms[-1]
        return last.way == d.ZONE or (d.level(last.code) == 2 and (last.way != d.SHORT or len(self.forms) > 1))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text without its separators, and where they stood."""

    chars: str
    breaks: frozenset[int]

    def after(self, start: int) -> _Text:
        return _Text(self.chars[start:], frozenset(b - start for b in self.breaks if b > start))


def value_of(code: str) -> dict[str, str | None]:
    """The value of a division in force."""
    return {"code": code, "name": d.full_name(code)}


def region(text: str, context: Context) -> Normal:
    """The division named by the text, `{"code": "210203", "name": "辽宁省大连市西岗区"}`; problems: see the module."""
    folded = without_pinyin(fold(text)).strip()[:_LONGEST]
    if not folded:
        return BLANK
    exact = _by_full_name().get(folded)
    if exact:
        return Normal(value_of(exact))
    name = _LABEL.sub("", simplify_name(folded))
    match = _CODE.search(name)
    if match:
        rest = name[: match.start()] + " " + name[match.end() :]
        return _with_code(match[1], _split(rest), context)
    found = _named(_split(name), context)
    if found.value is None and found.problem == "not-listed":
        again = simplify(folded)
        return _named(_split(again), context) if again != name else found
    return found


@cache
def _by_full_name() -> dict[str, str]:
    return {name: code for code, name in d.full_names().items()}


def _split(text: str) -> _Text:
    pieces = _SEPARATORS.split(_HINTS.sub("", text))
    pieces = [piece for piece in (_FILLERS.sub("", piece) for piece in pieces) if piece]
    ends, total = set(), 0
    for piece in pieces:
        total += len(piece)
        ends.add(total)
    return _Text("".join(pieces), frozenset(ends))


def _chains(text: _Text) -> list[_Chain]:
    """The readings that reach furthest; a short name must end at a separator, else it is `loose`."""
    forms, longest = d.forms(), d.longest_form()
    done: list[_Chain] = []
    open_ = [_Chain(0)]
    while open_:
        chain = open_.pop()
        done.append(chain)
        if chain.loose or (chain.code and d.level(chain.code) == 2):
            continue
        for end in range(chain.end + 2, min(chain.end + longest, len(text.chars)) + 1):
            for form in forms.get(text.chars[chain.end : end], ()):
                if _follows(form, chain.code):
                    loose = form.way == d.SHORT and d.level(form.code) == 2 and end not in text.breaks
                    open_.append(_Chain(end, (*chain.forms, form), loose))
    reach = max((chain.end for chain in done if not chain.loose), default=0)
    firm = [chain for chain in done if chain.end == reach and chain.forms and not chain.loose]
    return firm or [chain for chain in done if chain.loose]


def _follows(form: d.Form, above: str) -> bool:
    if form.way != d.ZONE:
        return d.lies_in(form.code, above)
    return form.bare if not above else form.within.startswith(above.rstrip("0"))


def _settle(chains: list[_Chain], context: Context) -> list[_Chain]:
    """The likeliest of several readings that end at the same place: one, or all that remain."""
    home = [chain for chain in chains if chain.code[:2] == context.province]
    likely = _cheapest(home)
    if not home or likely[0].cost > min(chain.cost for chain in chains):
        likely += _cheapest(chains)
    best = {chain.code: chain for chain in likely}
    for code, chain in best.items():
        if all(other == code or d.lies_in(other, code) for other in best) or d.level(code) == 0:
            return [chain]
    return list(best.values())


def _cheapest(chains: list[_Chain]) -> list[_Chain]:
    least = min((chain.cost for chain in chains), default=0)
    return [chain for chain in chains if chain.cost == least]


def _named(text: _Text, context: Context) -> Normal:
    chains = _chains(text)
    if not chains:
        return _former(text.chars, "", context) or _unknown(text.chars, context)
    if chains[0].loose:
        return _loose(text, chains, context)
    end = chains[0].end
    rest = text.after(end)
    beyond = _beyond(rest) if rest.chars and end in text.breaks else []
    if beyond:
        around = [c for c in chains if any(c.code == t.code or d.lies_in(c.code, t.code) for t in beyond)]
        if around:
            chains, rest = around, _Text("", frozenset())
    best = _settle(chains, context)
    if len(best) > 1:
        return Normal(None, "ambiguous", 0.0, _values(chain.code for chain in best))
    chain = best[0]
    if rest.chars and not (rest.chars in _OWN and d.level(chain.code) < 2):
        return _with_tail(text, chain, rest, context)
    return _read(chain, context)


def _beyond(rest: _Text) -> list[_Chain]:
    """The divisions that the text names after the first ones, behind a separator."""
    return [chain for chain in _chains(rest) if not chain.loose and chain.end in rest.breaks]


def _read(chain: _Chain, context: Context) -> Normal:
    last, ways = chain.forms[-1], {form.way for form in chain.forms}
    if not last.sure:
        return Normal(value_of(chain.code), "uncertain", 0.5)
    if d.ZONE in ways:
        sureness = 0.9
    elif d.FORMER in ways:
        sureness = 0.99
    elif len(chain.forms) == 1 and d.level(chain.code) == 2:
        sureness = 0.99 if chain.code[:2] == context.province else 0.95
    else:
        sureness = 0.998 if d.SHORT in ways else 1.0
    return Normal(value_of(chain.code), None, sureness)


def _with_tail(text: _Text, chain: _Chain, rest: _Text, context: Context) -> Normal:
    """The reading where something follows that is no part of it: a street, a zone, a second or a wrong division."""
    whole = value_of(chain.code)
    if not chain.firm:
        former = _former(text.chars, chain.code, context)
        if former:
            return former
    other = [c for c in _chains(rest) if not c.loose and c.forms[-1].way == d.OFFICIAL]
    if other and (not chain.firm or chain.end in text.breaks or d.level(other[0].code) < 2):
        other = _settle(other, context)
        apart = "several" if chain.firm or d.level(chain.code) == d.level(other[0].code) else "region-mismatch"
        return Normal(None, apart, 0.0, (whole, *_values(c.code for c in other)))
    if chain.firm:
        read = _read(chain, context)
        return Normal(read.value, read.problem, min(read.sureness, 0.995), read.alternatives)
    near = _alike(rest.chars, chain.code) or _stems(rest.chars, chain.code)
    if near:
        return Normal(None, "uncertain", 0.3, (*_values(near), whole))
    if len(chain.forms) == 1 and chain.forms[0].way == d.SHORT and not _ZONE.fullmatch(rest.chars):
        return Normal(None, "uncertain", 0.2, (whole,))
    if d.level(chain.code) == 1 and _ZONE.fullmatch(rest.chars):
        return Normal(whole, None, 0.9)
    return Normal(whole, "uncertain", 0.5)


def _loose(text: _Text, chains: list[_Chain], context: Context) -> Normal:
    """A county by its short name with something glued to it: 大连中山路 is no 中山区, nor is it proved not to be."""
    codes = _values(chain.code for chain in _settle(chains, context))
    above = {chain.forms[-2].code for chain in chains if len(chain.forms) > 1}
    former = _former(text.chars, "", context)
    if former:
        return former
    return Normal(value_of(above.pop()) if len(above) == 1 else None, "uncertain", 0.3, codes)


def _values(codes: Iterable[str]) -> tuple[Value, ...]:
    return tuple(value_of(code) for code in dict.fromkeys(codes))


def _former(chars: str, above: str, context: Context) -> Normal | None:
    """A division no longer in force, by its name as a whole."""
    found = d.former_in(chars)
    home = [row for row in found if row.code[:2] == (above[:2] or context.province)] or found
    if len({row.code[:2] for row in home}) != 1:
        return None
    row = home[0]
    successors = _values(code for code in row.successors if code in d.in_force())
    return Normal({"code": row.code, "name": row.full_name}, "abolished", 0.85, successors)


def _unknown(chars: str, context: Context) -> Normal:
    near = _alike(chars, f"{context.province}0000" if context.province else "")
    return Normal(None, "not-listed" if any(map(is_han, chars)) else "unreadable", 0.0, _values(near))


@cache
def _spellings(above: str) -> dict[str, str]:
    """Ways of writing every division below another one in full, for comparing by likeness."""
    found: dict[str, str] = {}
    province, whole = d.full_name(above[:2] + "0000") or "", d.full_name(above) or ""
    for code, name in d.in_force().items():
        if d.lies_in(code, above):
            full = d.full_names()[code]
            own_province = province or d.full_name(code[:2] + "0000") or ""
            for text in (name, full, full.removeprefix(own_province), full.removeprefix(whole)):
                found.setdefault(text, code)
    return found


def _alike(chars: str, above: str) -> list[str]:
    """Codes of up to three divisions whose name differs in one character, or in two where it is long."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    if len(chars) < 3:
        return []
    most = 1 if len(chars) < 7 else 2
    spellings = _spellings(above)
    found = extract(chars, list(spellings), scorer=Levenshtein.distance, score_cutoff=most, limit=3)
    return list(dict.fromkeys(spellings[name] for name, _, _ in found))


def _stems(chars: str, above: str) -> list[str]:
    """Codes of the divisions below `above` whose short name begins the text: 新民 in 新民经济开发区."""
    found = (d.forms().get(chars[:size], ()) for size in range(min(len(chars), 6), 1, -1))
    return [f.code for forms in found for f in forms if f.way != d.ZONE and d.lies_in(f.code, above)][:3]


def _with_code(code: str, text: _Text, context: Context) -> Normal:
    """A text with six digits in it: a division's code, or else perhaps a postcode."""
    named = _named(text, context) if text.chars else None
    known = _of_code(code)
    if named is None or named.problem in ("unreadable", "not-listed"):
        if known is None:
            return Normal(None, "not-listed", 0.0, named.alternatives if named else ())
        return known if named is None else Normal(known.value, known.problem or "uncertain", 0.6, known.alternatives)
    if known is None:
        near = isinstance(named.value, dict) and str(named.value["code"])[:2] == code[:2]
        return Normal(named.value, "region-mismatch", 0.5) if near and not named.problem else named
    mine = str(known.value["code"]) if isinstance(known.value, dict) else ""
    if named.problem in ("ambiguous", "uncertain") and known.value in (*named.alternatives, named.value):
        return Normal(known.value, known.problem, 0.998)
    its = str(named.value["code"]) if isinstance(named.value, dict) else ""
    if its and (its == mine or d.lies_in(its, mine)):
        return named
    if its and d.lies_in(mine, its):
        return known
    return Normal(named.value, named.problem or "region-mismatch", 0.4, (known.value, *named.alternatives))


def _of_code(code: str) -> Normal | None:
    if code in d.in_force():
        return Normal(value_of(code))
    row = d.former_by_code().get(code)
    if row is None:
        return None
    if row.name in d.GENERIC_NAMES:
        above = code[:4] + "00" if code[:4] + "00" in d.in_force() else code[:2] + "0000"
        return Normal(value_of(above), None, 0.99) if row.name == "市辖区" else None
    now = [f.code for f in d.forms().get(row.name, ()) if f.way == d.FORMER and f.code[:2] == code[:2]]
    if len(now) == 1:
        return Normal(value_of(now[0]), None, 0.99)
    successors = _values(c for c in row.successors if c in d.in_force())
    return Normal({"code": code, "name": row.full_name}, "abolished", 0.85, successors)
