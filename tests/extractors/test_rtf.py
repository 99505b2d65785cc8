"""RTF keeps its ticks on the way through LibreOffice, and damaged groups are put right before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.rtf import prepared


def rtf(body: bytes) -> bytes:
    return rb"{\rtf1\ansi\ansicpg936 " + body + b"}"


def shown(text: str) -> bytes:
    return b"".join(b"\\u%d?" % (ord(char) - 0x10000 if ord(char) > 0x7FFF else ord(char)) for char in text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (rb"{\field{\*\fldinst {EQ \\o\\ac(\'a1\'f5,\'a1\'cc)}}{\fldrslt }}", "☑"),
        (rb"{\field\flddirty{\*\fldinst{\rtlch\fcs1 \hich\af0  eq \\o\\ac(}{\'a1\'f5}{,}{\uc2\u8730\'a1\'cc)}}}", "☑"),
        (rb"{\field{\*\fldinst {\uc0 EQ \\o\\ac(\u9633,\u8730)}}{\fldrslt {x}}}", "☑"),
        (rb'{\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 12}{\fldrslt\f3 x}}', "☑"),
        (rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt }}", "☑"),
        (rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres0\ffdefres1}}}{\fldrslt }}", "□"),
        (rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt }}", "☑"),
        (rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres0}}}{\fldrslt }}", "□"),
    ],
)
def test_fields_are_put_in_as_what_they_show(field: bytes, text: str) -> None:
    made = prepared(rtf(rb"\'d7\'a8" + field + rb" end"))
    assert made == rtf(rb"\'d7\'a8{\uc1 " + shown(text) + rb"} end")


def test_struck_and_boxed_text_keep_their_marks() -> None:
    struck = prepared(rtf(rb"{\field{\*\fldinst EQ \\o(\'bc\'e6\'d6\'b0,/)}}"))
    boxed = prepared(rtf(rb"{\field{\*\fldinst EQ \\x(\'c4\'d0)}}"))
    assert struck == rtf(rb"{\uc1\strike " + shown("兼职") + b"}")
    assert boxed == rtf(rb"{\uc1\chbrdr\brdrs\brdrw10 " + shown("男") + b"}")


@pytest.mark.parametrize(
    "body",
    [
        rb"plain \'d0\'d5 text",
        rb"{\field{\*\fldinst HYPERLINK mailto:a@b.cn}{\fldrslt a@b.cn}}",
        rb"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0}}}{\fldrslt x}}",
        rb"{\pict\bin8 {\field}}{tail}",
    ],
)
def test_all_else_stays_as_it_is(body: bytes) -> None:
    assert prepared(rtf(body)) == rtf(body)


@pytest.mark.parametrize(
    ("content", "mended"),
    [
        (rb"{\rtf1 a{b", rb"{\rtf1 a{b}}"),
        (rb"{\rtf1 a}b}", rb"{\rtf1 ab}"),
        (b"{\\rtf1 a}\r\n\x00\x00", rb"{\rtf1 a}"),
    ],
)
def test_groups_that_do_not_match_are_put_right(content: bytes, mended: bytes) -> None:
    assert prepared(content) == mended


TOKENS = (
    b"{", b"}", b"\\field", b"{\\*\\fldinst EQ ",
    b"\\\\o(", b"\\'a1", b"\\u-5?", b"\\uc3", b"\\bin5 ", b"\\", b",", b")",
    b"x", b"\\'",
)  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=60))
def test_any_tokens_come_through_with_matching_groups(tokens: list[bytes]) -> None:
    once = prepared(b"{\\rtf1 " + b"".join(tokens))
    assert prepared(once) == once or b"\\bin" in once
