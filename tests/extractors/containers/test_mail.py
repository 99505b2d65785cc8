"""What a mail brings is found under its name, however the sender's program wrote it."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Sequence
from email.header import Header
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from extractors.errors import EncryptedFile, NoForm, UnsafeFile
from tests.support.opened import Read, opened

NAME = "首席质量官备案表（大连）.docx"
CONTENT = random.Random(3).randbytes(3000)
FILING = "企业名称：甲公司\n姓名：王小明\n性别：男\n现任职务：厂长\n手机号码：13800000000\n聘任岗位：首席质量官\n"


def _mail(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    head = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    body = b"".join(b"--=_b\r\n" + part + b"\r\n" for part in parts)
    return head + b"Content-Type: multipart/" + kind + b'; boundary="=_b"\r\n\r\n' + body + b"--=_b--\r\n"


def _attachment(disposition: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    return (
        b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: " + disposition + b"\r\n\r\n" + base64.encodebytes(CONTENT)
    )


def _word(text: str, charset: str) -> bytes:
    packed = base64.b64encode(text.encode(charset if charset != "gb2312" else "gb18030"))
    return b"=?" + charset.encode() + b"?B?" + packed + b"?="


def _cut_words() -> bytes:
    """Encoded words that cut a character in two, as some programs make them."""
    raw = NAME.encode("gb18030")
    return b"\r\n ".join(b"=?GB2312?B?" + base64.b64encode(raw[at : at + 9]) + b"?=" for at in range(0, len(raw), 9))


def _percent(raw: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in raw)


@pytest.mark.parametrize(
    "disposition",
    [
        pytest.param(b'attachment; filename="' + _word(NAME, "utf-8") + b'"', id="utf-8 word"),
        pytest.param(b'attachment; filename="' + _word(NAME, "gb2312") + b'"', id="gb2312 word"),
        pytest.param(b'attachment; filename="' + _word(NAME, "gbk") + b'"', id="gbk word"),
        pytest.param(b"attachment; filename=" + _word(NAME, "gb18030"), id="word without quotes"),
        pytest.param(b'attachment;\r\n filename="' + _cut_words() + b'"', id="words that cut characters"),
        pytest.param(
            b'attachment; filename="' + Header(NAME, "utf-8").encode().encode().replace(b"?B?", b"?b?") + b'"', id="b"
        ),
        pytest.param(b"attachment; filename*=utf-8''" + _percent(NAME.encode()), id="rfc 2231"),
        pytest.param(b"attachment; filename*=gb2312'zh-cn'" + _percent(NAME.encode("gb18030")), id="rfc 2231 in gbk"),
        pytest.param(b"attachment; filename*=us-ascii''" + _percent(NAME.encode("gbk")), id="rfc 2231, wrong charset"),
        pytest.param(
            b"attachment; filename*0*=utf-8''"
            + _percent(NAME.encode()[:11])
            + b";\r\n filename*1*="
            + _percent(NAME.encode()[11:]),
            id="rfc 2231 continued",
        ),
        pytest.param(b'attachment; filename="' + NAME.encode() + b'"', id="raw utf-8"),
        pytest.param(b'attachment; filename="' + NAME.encode("gbk") + b'"', id="raw gbk"),
        pytest.param(b'attachment; filename="' + _percent(NAME.encode()) + b'"', id="percent without rfc 2231"),
        pytest.param(b'inline; filename="' + _word(NAME, "utf-8") + b'"', id="inline"),
    ],
)
def test_a_name_is_read_however_it_was_encoded(disposition: bytes, tmp_path: Path) -> None:
    assert opened(_mail(_attachment(disposition)), tmp_path) == [(NAME, CONTENT, None)]


def test_the_name_on_the_type_serves_where_the_disposition_has_none(tmp_path: Path) -> None:
    part = _attachment(b"attachment", b'application/msword; name="' + _word(NAME, "gbk") + b'"')
    assert opened(_mail(part), tmp_path) == [(NAME, CONTENT, None)]


def test_an_attachment_without_a_name_gets_one_that_says_its_kind(tmp_path: Path) -> None:
    (one,) = opened(_mail(_attachment(b"attachment", b"application/pdf")), tmp_path)
    assert one.name == "附件1.pdf"


def _composed(text: str, html: str = "", attach: Sequence[tuple[str, bytes]] = ()) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "转发：备案表"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attach:
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    return mail


def test_attachments_come_in_order(tmp_path: Path) -> None:
    mail = _composed("请查收", attach=[("乙.docx", b"1"), ("甲.pdf", b"2"), ("乙.docx", b"3")])
    read = opened(mail.as_bytes(), tmp_path)
    assert [(one.name, one.content) for one in read] == [("乙.docx", b"1"), ("甲.pdf", b"2"), ("乙 (2).docx", b"3")]


def test_a_mail_within_the_mail_is_a_member_with_its_own_attachments(tmp_path: Path) -> None:
    inner = _composed("原邮件", attach=[("表.docx", CONTENT)])
    outer = _composed("见转发")
    outer.add_attachment(inner)
    (one,) = opened(outer.as_bytes(), tmp_path)
    assert one.name == "转发：备案表.eml"
    assert one.content is not None
    below = tmp_path / "below"
    below.mkdir()
    assert opened(one.content, below) == [("表.docx", CONTENT, None)]


def test_a_mail_that_was_attached_as_base64_is_read(tmp_path: Path) -> None:
    inner = _composed("原邮件", attach=[("表.docx", CONTENT)]).as_bytes()
    part = (
        b'Content-Type: message/rfc822; name="old.eml"\r\nContent-Transfer-Encoding: base64\r\n'
        b"Content-Disposition: attachment\r\n\r\n" + base64.encodebytes(inner)
    )
    (one,) = opened(_mail(part), tmp_path)
    assert one.content is not None
    below = tmp_path / "below"
    below.mkdir()
    assert opened(one.content, below) == [("表.docx", CONTENT, None)]


def _picture(side: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (side, side + 50), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def test_an_inline_scan_is_a_member_and_a_logo_is_not(tmp_path: Path) -> None:
    mail = _composed("见图", "<p><img src='cid:scan'><img src='cid:logo'></p>")
    html = mail.get_body(("html",))
    assert html is not None
    html.add_related(_picture(900), "image", "jpeg", cid="<scan>")
    html.add_related(_picture(80), "image", "jpeg", cid="<logo>")
    (one,) = opened(mail.as_bytes(), tmp_path)
    assert one.name.endswith(".jpg")
    assert one.content == _picture(900)


def test_a_small_picture_that_was_attached_is_a_member(tmp_path: Path) -> None:
    assert len(opened(_composed("见附件", attach=[("证件.jpg", _picture(80))]).as_bytes(), tmp_path)) == 1


TABLE = (
    "<table>"
    + "".join(f"<tr><td><b>{line.replace('：', '</b></td><td>')}</td></tr>" for line in FILING.split())
    + "</table>"
)
SIGNATURE = "<p>请查收</p><table><tr><td>姓名：王小明</td><td>职务：科长</td><td>电话：0411-1</td></tr></table>"


def _names(read: list[Read]) -> list[str]:
    return [one.name for one in read]


def test_a_form_in_the_text_is_a_member_as_html(tmp_path: Path) -> None:
    read = opened(_composed(FILING, TABLE, [("a.docx", b"x")]).as_bytes(), tmp_path)
    assert _names(read) == ["a.docx", "正文.html"]
    assert read[1].content is not None
    assert "王小明" in read[1].content.decode("utf-8-sig")


def test_a_form_in_plain_text_is_a_member(tmp_path: Path) -> None:
    assert _names(opened(_composed(FILING).as_bytes(), tmp_path)) == ["正文.txt"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "", "us-ascii", "x-nothing"])
def test_the_text_is_read_whatever_charset_it_claims(charset: str, tmp_path: Path) -> None:
    label = f"; charset={charset}" if charset else ""
    head = f"From: a@example.com\r\nTo: b@example.com\r\nContent-Type: text/plain{label}\r\n"
    mail = (head + "Content-Transfer-Encoding: 8bit\r\n\r\n").encode() + FILING.encode("gb18030")
    (one,) = opened(mail, tmp_path)
    assert one.content is not None
    assert "企业名称：甲公司" in one.content.decode("utf-8-sig")


@pytest.mark.parametrize(("text", "html"), [("请查收附件", ""), ("请查收附件", SIGNATURE)])
def test_a_covering_letter_is_no_member(text: str, html: str, tmp_path: Path) -> None:
    assert _names(opened(_composed(text, html, [("a.docx", b"x")]).as_bytes(), tmp_path)) == ["a.docx"]


def test_a_mail_that_brings_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoForm, match="附件"):
        opened(_composed("附件忘了").as_bytes(), tmp_path)


@pytest.mark.parametrize(
    "mail",
    [
        _mail(b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind=b"encrypted"),
        b"From: a@example.com\r\nTo: b@example.com\r\n"
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nMAAA\r\n",
    ],
)
def test_an_encrypted_mail_is_encrypted(mail: bytes, tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile):
        opened(mail, tmp_path)


def test_a_mail_saved_as_utf16_or_in_a_mailbox_is_read(tmp_path: Path) -> None:
    mail = _composed("x", attach=[("表.docx", CONTENT)]).as_bytes()
    for number, content in enumerate((mail.decode("ascii").encode("utf-16"), b"From a@b.c Mon Jan 1\n" + mail)):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert opened(content, folder) == [("表.docx", CONTENT, None)]


def test_parts_within_parts_without_end_are_unsafe(tmp_path: Path) -> None:
    content = b"Content-Type: text/plain\r\n\r\nx"
    for number in range(60):
        edge = f"=_{number}".encode()
        content = b'Content-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n--' + edge + b"\r\n" + content
    with pytest.raises(UnsafeFile):
        opened(b"From: a@example.com\r\nTo: b@example.com\r\n" + content, tmp_path)


def test_headers_with_zeros_in_them_are_no_hindrance(tmp_path: Path) -> None:
    mail = _composed("x", attach=[("a.docx", b"x")]).as_bytes().replace(b'charset="utf-8"', b'charset="utf\x00-8"')
    assert _names(opened(mail, tmp_path, media_type="message/rfc822")) == ["a.docx"]
