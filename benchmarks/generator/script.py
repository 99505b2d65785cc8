"""Other dresses of the same text: Traditional characters, and pinyin put in after characters (`監(jiān)督`)."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from benchmarks.generator.truth import Truth

NAMES = frozenset({"enterprise_name", "name", "principal_name", "quality_head_name", "region", "address"})
"""Fields in which a character of 《通用规范汉字表》 stays as written, so that only other characters may be changed."""
AS_THEY_ARE = frozenset({"id_number", "mobile", "email", "principal_contact", "quality_head_contact"})


@cache
def _converter(way: str) -> Any:
    from opencc import OpenCC

    return OpenCC(way)


def _in_simplified_set(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def to_traditional(text: str, field: str = "") -> str:
    """The text in Traditional characters, with the care that names need."""
    if field in AS_THEY_ARE:
        return text
    if field.split(".")[-1] not in NAMES:
        return str(_converter("s2t").convert(text))
    changed = [(old, str(_converter("s2t").convert(old))) for old in text]
    return "".join(old if _in_simplified_set(new) else new for old, new in changed)


def survives_traditional(truth: Truth) -> bool:
    """Whether every text of the filing comes back the same from Traditional characters."""
    back = _converter("t2s").convert
    return all(back(to_traditional(text, name)) == text for name, text in truth.written.items())


def with_pinyin(text: str, rng: random.Random, share: float = 0.12) -> str:
    """The text with the reading of some characters in brackets after them."""
    from pypinyin import Style, lazy_pinyin

    out = []
    for character in text:
        out.append(character)
        if "\u4e00" <= character <= "\u9fff" and rng.random() < share:
            out.append(f"({lazy_pinyin(character, style=Style.TONE)[0]})")
    return "".join(out)
