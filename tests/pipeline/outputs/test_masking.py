"""What a mask leaves to be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.masking import Private, masked
from tests.pipeline.invented import id_number


@pytest.mark.parametrize(
    ("text", "private", "seen"),
    [
        ("210203198001010015", Private.ID, "2102************15"),
        ("210203800101001", Private.ID, "2102*********01"),
        ("2102", Private.ID, "****"),
        ("13812345678", Private.PHONE, "138******78"),
        ("0411-86852166-801", Private.PHONE, "041*-********-*01"),
        ("110", Private.PHONE, "***"),
        ("wang.li@example.com", Private.MAIL, "***@example.com"),
        ("wang", Private.MAIL, "***"),
        ("1980-01-02", Private.BIRTH, "1980"),
        ("电话：138 1234 5678。", Private.TEXT, "电话：138 **** **78。"),
        ("传真0411-86852166", Private.TEXT, "传真041*-******66"),
        ("2001年7月—2010年1月 质检员", Private.TEXT, "2001年7月—2010年1月 质检员"),
        ("GB/T 19001—2016", Private.TEXT, "GB/T 19001—2016"),
        ("a13812345678901234", Private.KEY, "a13812345678901234"),
    ],
)
def test_masked(text: str, private: Private, seen: str) -> None:
    assert masked(text, private) == seen


@given(st.text("附件表 _-（）.", max_size=8), st.integers(0, 999), st.text("附件表 _-（）.", max_size=8))
def test_no_id_number_gets_through_a_text(before: str, serial: int, after: str) -> None:
    number = id_number(serial)
    assert number[4:16] not in masked(before + number + after, Private.TEXT)
