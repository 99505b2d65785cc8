"""One table says what a character shows in its font, for every kind of file."""

from __future__ import annotations

import pytest

from extractors.glyphs import LOST, plain_ticks, show, symbol_font
from extractors.page import Tick


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("Wingdings", "Wingdings"),
        ("ABCDEF+Wingdings-Regular", "Wingdings"),
        ("Wingdings2", "Wingdings 2"),
        ("Wingdings 2", "Wingdings 2"),
        ("WINGDNG3", "Wingdings 3"),
        ("SymbolMT", "Symbol"),
        ("ITC Zapf Dingbats", "ZapfDingbats"),
        ("Segoe UI Symbol", None),
        ("宋体", None),
        ("", None),
    ],
)
def test_names_of_symbol_fonts(name: str, font: str | None) -> None:
    assert symbol_font(name) == font


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Wingdings", "\xfe", ("☑", Tick.CHECKED)),
        ("Wingdings", "\uf0fe", ("☑", Tick.CHECKED)),
        ("Wingdings 2", "R", ("☑", Tick.CHECKED)),
        ("ZapfDingbats", "4", ("✔", Tick.MARK)),
        ("Wingdings", "口", ("口", None)),
        ("Wingdings", " ", (" ", None)),
        ("宋体", "R", ("R", None)),
        ("宋体", "☑", ("☑", Tick.CHECKED)),
        ("Wingdings 3", "\uf021", (LOST, None)),
        ("", "\uf0fe", ("☑", Tick.CHECKED)),
        ("", "\uf0a8", ("□", Tick.UNKNOWN)),
    ],
)
def test_what_a_character_shows(font: str, char: str, shown: tuple[str, Tick | None]) -> None:
    assert show(font, char) == shown


def test_ticks_among_plain_text_come_with_their_extent() -> None:
    assert list(plain_ticks("是☑\ufe0f否□ 5×3 二○年 ×")) == [
        (1, 3, Tick.CHECKED),
        (4, 5, Tick.UNCHECKED),
        (14, 15, Tick.CROSS),
    ]
