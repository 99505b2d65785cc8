"""Traditional and Simplified characters: which script a document is in, and its text in Simplified characters.

Conversion is OpenCC's `t2s`, held back in three ways, since it damages what is Simplified already (张乾 → 张干):
whole phrases are converted only in a Traditional document; a character that 《通用规范汉字表》 lists stays in names;
a character is never exchanged for one that the list lacks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from normalizers.value import Context, Script

_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
"""CJK Radicals Supplement → the character it looks like (UCD EquivalentUnifiedIdeograph); PDF fonts mix them."""

_MISSED = dict(
    zip(
        "谘䝉衞戸査歩値衹砲搆籐鎗揹啣栢濶兎冨彊戱甎畧疎礮秊紥脗臈艸蔴覩謌貭賍躭邉鄊鋻鎻鐡閙陜雑靭韮飃騐鬪鹻黒竪敍粧啓枱",
        "咨蒙卫户查步值只炮构藤枪背衔柏阔兔富强戏砖略疏炮年扎吻腊草麻睹歌质赃耽边乡鉴锁铁闹陕杂韧韭飘验斗碱黑竖叙妆启台",
        strict=True,
    )
)
"""Variant forms that `t2s` leaves alone."""

_WORDS = {
    "乾燥": "干燥",
    "餅乾": "饼干",
    "饼乾": "饼干",
    "乾果": "干果",
    "乾貨": "干货",
    "乾货": "干货",
    "乾洗": "干洗",
    "乾粉": "干粉",
    "乾混": "干混",
    "烘乾": "烘干",
    "合夥": "合伙",
    "夥伴": "伙伴",
    "徵信": "征信",
    "釐米": "厘米",
    "於洪": "于洪",
    "榖物": "谷物",
    "稻榖": "稻谷",
    "五榖": "五谷",
}
"""Words whose listed character is proved to be meant as Traditional by its neighbour."""


class _Translation(dict[int, str]):
    """A table for `str.translate` that asks `of` once for each character it meets."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = self._of(chr(code))
        return self[code]


def is_han(char: str) -> bool:
    """Whether the character is a Chinese character (also compatibility forms and radicals, and 〇)."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U000323af"
        or "\u2e80" <= char <= "\u2fdf"
        or "\uf900" <= char <= "\ufaff"
        or char == "〇"
    )


@cache
def listed() -> frozenset[str]:
    """The 8,105 characters of 《通用规范汉字表》 (2013)."""
    import data

    lines = data.path("codes", "tggfhz.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


@cache
def _converter(config: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def _unified(char: str) -> str:
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f":
        return unicodedata.normalize("NFKC", char)
    return char.translate(_RADICALS) if "\u2e80" <= char <= "\u2eff" else char


def _of_mainland_charset(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return char not in "後谘"


def _surely_simplified(char: str) -> str:
    """The Simplified form of a character that only Traditional text has; any other character as it is."""
    char = _unified(char)
    if not is_han(char) or char in listed() or _of_mainland_charset(char):
        return char
    simple = _MISSED.get(char) or _converter("t2s")(char)
    if simple not in listed():
        simple = _converter("t2s")(_converter("jp2t")(char))
    return simple if simple in listed() else char


def _simplest(char: str) -> str:
    char = _unified(char)
    return _MISSED.get(char) or _converter("t2s")(char) if is_han(char) else char


_FORMS = _Translation(_unified)
_SIMPLEST = _Translation(_simplest)
_SURE = _Translation(_surely_simplified)


def fold_forms(text: str) -> str:
    """The text with radicals and compatibility ideographs (⽇, ⻔, 車) as the characters they look like."""
    return text.translate(_FORMS)


@cache
def _simplified_only() -> frozenset[str]:
    to_traditional = _converter("s2t")
    return frozenset(char for char in listed() if to_traditional(char) not in listed())


def script_of(texts: Iterable[str]) -> Script:
    """The script of a whole document: Traditional only where characters that no Simplified text has prevail."""
    chars = fold_forms("".join(texts))
    traditional = {char for char in set(chars) if _surely_simplified(char) != char}
    if len(traditional) < 2:
        return Script.SIMPLIFIED
    count = sum(char in traditional for char in chars)
    against = sum(char in _simplified_only() for char in chars)
    return Script.TRADITIONAL if count > against else Script.SIMPLIFIED


def _whole_simplified(text: str) -> str:
    converted = _converter("t2s")(text)
    if len(converted) != len(text):
        return text
    known = listed()
    return "".join(new if new == old or new in known else old for old, new in zip(text, converted, strict=True))


def simplify(text: str, script: Script = Script.TRADITIONAL) -> str:
    """The text in Simplified characters.

    In a Simplified document only single characters that no Simplified text has are exchanged (張 → 张).
    """
    text = fold_forms(text)
    if script is Script.TRADITIONAL:
        text = _proved(_whole_simplified(text))
    return text.translate(_SURE)


def same_characters(text: str) -> str:
    """The text with every character by itself in its simplest form (乾 and 昇 as 干 and 升): for comparing only."""
    return text.translate(_SIMPLEST)


def other_forms(text: str, name: str, context: Context) -> tuple[str, ...]:
    """What else a name could be in Simplified characters, given the text it was read from.

    In a Traditional document a listed character may stand for its simple form (乾 for 干); 鍾 is 钟, or 锺 in names.
    """
    found = [name.replace("钟", "锺")] if "鍾" in text else []
    if context.script is Script.TRADITIONAL and (simple := _whole_simplified(name)) != name:
        found.append(simple)
    return tuple(found)


def simplify_name(text: str) -> str:
    """The name of a person, place or enterprise in Simplified characters; what the list of 2013 has stays (张乾)."""
    return _proved(text.translate(_SURE))


def _proved(text: str) -> str:
    for traditional, simple in _WORDS.items():
        if traditional in text:
            text = text.replace(traditional, simple)
    return text
