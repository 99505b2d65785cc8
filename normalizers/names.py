"""Names of people: 张 伟 → 张伟, 买买提•艾力 → 买买提·艾力, 王伟（签字） → 王伟; 张乾 and 林昇 stay."""

from __future__ import annotations

import re

from normalizers.blank import evades
from normalizers.script import is_han, other_forms, simplify_name
from normalizers.text import fold, settled, tidy_name
from normalizers.value import BLANK, Context, Normal

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_DOTS = re.compile(rf"(?<=[{_HAN}]) *[·•・･．.‧∙⋅●▪。] *(?=[{_HAN}])")
_GAPS = re.compile(rf"(?<=[{_HAN}·])[ _]+(?=[{_HAN}·])")
_POSTS = (
    "(?:执行|常务)?(?:副?总?经理|副?董事长|副?厂长|副?总工程师|总工|副?主任|副?部长|副?科长"
    "|总监|负责人|法人|法定代表人|(?:首席|二级)质量官)"
)
_TITLES = f"先生|女士|小姐|同志|签字|签名|签章|盖章|手签|男|女|本人|{_POSTS}(?:[兼、]?{_POSTS})*"
_BRACKET = re.compile(rf"[（(](?:{_TITLES})[）)]$")
_BEHIND = re.compile(r"(?<=[^ ]{2}) *(?:先生|女士|同志)$| +(?:总经理|副总经理|董事长|经理|厂长|主任|部长)$")
_LABEL = re.compile(r"^(?:姓名|签字|签名)[：:\s]*")
_NAME = re.compile(rf"[{_HAN}]+(?:·[{_HAN}]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’\-]*(?: [A-Za-zÀ-ɏ.'’\-]+)*")
_WITH_POSITION = re.compile(r"(?:经理|董事长|厂长|主任|部长|科长|总监)$|^.总$|某|.等$|^(?:总经理|董事长|厂长)")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
_PERSON = rf"[{_SURNAMES}][{_HAN}]{{1,2}}"
_TWO_PEOPLE = re.compile(rf"^\s*{_PERSON}(?:(?:\s+|和|及|与){_PERSON})+\s*$")
_GROUPS = re.compile(rf"[{_HAN}]{{2,4}}(?:\s+[{_HAN}]{{2,4}}){{2,}}")
_SEVERAL = re.compile(r"[、/，,;；]")
_LONGEST = 15


def _bare(name: str) -> str:
    """The name without label, title, mark of signing and punctuation around it."""
    return _BEHIND.sub("", _BRACKET.sub("", _LABEL.sub("", name.strip(" ·。，、：:;；_-")))).strip()


def _close(name: str) -> str:
    return _GAPS.sub("", _DOTS.sub("·", tidy_name(name)))


def person_name(text: str, context: Context) -> Normal:
    """A name as written, without gaps, titles and marks of signing; `·` (U+00B7) between the parts of a name."""
    name = settled(_bare(simplify_name(fold(text))), lambda plain: _bare(_close(plain)))
    if not name:
        return BLANK if not text.strip() else Normal(None, "unreadable")
    pieces = [piece.strip() for piece in _SEVERAL.split(name) if piece.strip()]
    if len(pieces) > 1 and all(_NAME.fullmatch(piece) and len(piece) > 1 for piece in pieces):
        return Normal(name, "several", 0.3, tuple(pieces))
    if _NAME.fullmatch(name):
        if len(name) == 1 or len(name) > _LONGEST:
            return Normal(name, "name-length", 0.5)
        if _WITH_POSITION.search(name) or evades(name):
            return Normal(name, "odd-name", 0.3)
        if _TWO_PEOPLE.search(fold(text)) or _GROUPS.fullmatch(fold(text).strip()):
            return Normal(name, "vague", 0.5)
        return Normal(name, alternatives=other_forms(text, name, context))
    if set(name.upper()) <= {"X", " "}:
        return Normal(name, "odd-name", 0.1)
    if _LATIN.fullmatch(name) and sum(map(str.isalpha, name)) > 1:
        return Normal(name, None if len(name) <= 60 else "name-length", 0.9)
    if not any(is_han(char) or char.isalpha() for char in name):
        return Normal(None, "unreadable")
    return Normal(name, "odd-name", 0.3)
