"""Outlook messages give their attachments, those of the messages within them, and a form in their text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extractors.errors import CorruptFile, NoForm
from tests.support.opened import opened
from tests.support.outlook import message, msg_file

CONTENT = random.Random(4).randbytes(5000)
OTHER = random.Random(5).randbytes(6000)
TABLE = "<table><tr><td>企业名称<td>甲<td>姓名<td>王<td>性别<td>男<td>现任职务<td>厂长<td>手机号码<td>聘任岗位</table>"


def test_attachments_come_under_their_long_names(tmp_path: Path) -> None:
    content = msg_file(message([("备案表（大连）.docx", CONTENT), ("汇总.xlsx", OTHER)], "请查收"))
    assert opened(content, tmp_path) == [("备案表（大连）.docx", CONTENT, None), ("汇总.xlsx", OTHER, None)]


def test_a_message_within_a_message_is_a_mail_with_its_attachments(tmp_path: Path) -> None:
    inner = message([("表.docx", CONTENT), ("再转.msg", message([("里.docx", OTHER)]))], "转发：备案表")
    first, second = opened(msg_file(message([("", inner), ("乙.docx", OTHER)])), tmp_path)
    assert (first.name, second.name) == ("转发：备案表.eml", "乙.docx")
    assert first.content is not None
    below = tmp_path / "below"
    below.mkdir()
    one, deeper = opened(first.content, below)
    assert one == ("表.docx", CONTENT, None)
    assert deeper.name == "再转.msg"
    assert deeper.content is not None
    lowest = tmp_path / "lowest"
    lowest.mkdir()
    assert opened(deeper.content, lowest) == [("里.docx", OTHER, None)]


def test_the_mail_made_of_a_message_is_the_same_each_time(tmp_path: Path) -> None:
    """Its SHA-256 is what the registry knows it by."""
    content = msg_file(message([("", message([("表.docx", CONTENT)], "转发"))]))
    made = []
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        made.append(opened(content, tmp_path / name)[0].content)
    assert made[0] == made[1]


def test_a_form_in_the_text_is_a_member(tmp_path: Path) -> None:
    read = opened(msg_file(message([("a.docx", CONTENT)], html=TABLE.encode("gb18030"))), tmp_path)
    assert [one.name for one in read] == ["a.docx", "正文.html"]


def test_a_message_that_brings_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoForm, match="附件"):
        opened(msg_file(message([], "附件忘了", text="请查收")), tmp_path)


def test_a_message_cut_off_is_corrupt(tmp_path: Path) -> None:
    content = msg_file(message([("a.docx", CONTENT)]))
    with pytest.raises(CorruptFile):
        opened(content[: len(content) // 3], tmp_path, media_type="application/vnd.ms-outlook")
