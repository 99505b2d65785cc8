"""企业类型: the type of enterprise as its business licence has it, `有限责任公司（自然人投资或控股）`.

Source: the types of the licence register, with those of 国市监注〔2019〕247号 (foreign investment). What is no such
type is kept as written, with the problem `not-listed` and the types that resemble it as alternatives.
"""

from __future__ import annotations

import re
from functools import cache

from normalizers.tables import rows
from normalizers.text import tidy
from normalizers.value import BLANK, Context, Normal

_IGNORED = re.compile(r"[\s（）()〔〕【】\[\]、，,;；。.·:：-]")
_LEAST_LIKENESS = 75.0


def _key(text: str) -> str:
    return _IGNORED.sub("", text)


@cache
def _types() -> dict[str, str]:
    """Key to type, without the headings of the register that no licence bears (内资公司, 其他)."""
    listed = [row[1] for row in rows("enterprise_types") if not row[0].endswith("000") and row[1] != "其他"]
    return {_key(name): name for name in (*listed, *(row[0] for row in rows("enterprise_types_added")))}


def is_known_type(value: str) -> bool:
    """Whether a business licence bears this type, whatever its brackets and spaces."""
    return _key(value) in _types()


@cache
def _codes() -> dict[str, str]:
    return {_key(row[1]): row[0] for row in reversed(rows("enterprise_types")) if not row[0].endswith("000")}


def type_code(value: str) -> str | None:
    """The register's code of a type: `1130` of 有限责任公司（自然人投资或控股）; None where it has none.

    The names of 2019 for foreign investment have no code in the table; of a name that several types bear, the first.
    """
    return _codes().get(_key(value))


def enterprise_type(text: str, context: Context) -> Normal:
    """The type in the register's own writing where it is one, else the text as written with `not-listed`."""
    plain = tidy(text, context).strip("。；，、 ")
    if not plain:
        return BLANK
    known = _types().get(_key(plain))
    if known:
        return Normal(known)
    return Normal(plain, "not-listed", 0.9, _alike(plain))


def _alike(plain: str) -> tuple[str, ...]:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    found = extract(_key(plain), list(_types()), scorer=ratio, score_cutoff=_LEAST_LIKENESS, limit=3)
    return tuple(_types()[key] for key, _, _ in found)
