"""Outlook messages (.msg, [MS-OXMSG]): their attachments, messages within them, and a text that holds a form.

A message within a message has no bytes of its own in the file; it is handed on as the mail (.eml) that it would be.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from typing import Any

from extractors.charset import decode
from extractors.containers.body import as_file, holds_form
from extractors.containers.names import decode_name
from extractors.containers.pictures import is_ornament
from extractors.containers.tray import Source, Tray
from extractors.errors import CorruptFile, NoForm, UnsafeFile

MOST_DEPTH = 8
"""Messages within messages."""
_ATTACHMENT = "__attach_version1.0_#"
_SUBJECT, _TEXT, _HTML, _CONTENT_ID = 0x0037, 0x1000, 0x1013, 0x3712
_DATA, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME = 0x3701, 0x3707, 0x3704, 0x3001
_BINARY, _UNICODE, _STRING, _STORAGE = "0102", "001F", "001E", "000D"
_BOUNDARY = "=_cqo_{}_="


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment. `content` None: it holds nothing that could be had."""

    name: str
    content: bytes | None
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What a message brings."""

    subject: str
    html: str
    text: str
    attached: tuple[Attached, ...]


def unpack(source: Source, tray: Tray) -> None:
    """Lay what a message brings into the tray. Raises CorruptFile, NoForm (it brings nothing), UnsafeFile, Flood."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(source.content)) as compound:
            message = _message(compound, (), 0)
    except (UnsafeFile, MemoryError):
        raise
    except Exception as error:
        raise CorruptFile from error
    lay(message, tray)


def lay(message: Message, tray: Tray) -> None:
    """Lay a message's attachments, and its text where it holds a form. Raises NoForm (it brings nothing), Flood."""
    for attached in message.attached:
        if attached.inline and attached.content and is_ornament(attached.content):
            tray.passed_over += 1
        elif attached.content is None:
            tray.refuse(attached.name, CorruptFile())
        elif (slot := tray.admit(attached.name)) is not None:
            slot.put(attached.content)
    if message.html and holds_form(message.html, is_html=True):
        name, text = "正文.html", message.html
    elif message.text and holds_form(message.text, is_html=False):
        name, text = "正文.txt", message.text
    else:
        name, text = "", ""
    slot = tray.admit(name) if name else None
    if slot is not None:
        slot.put(as_file(text))
    if not tray.members:
        raise NoForm("邮件里没有附件，正文里也没有备案表或汇总表，请核对是否漏发附件。")


def _message(compound: Any, at: tuple[str, ...], depth: int) -> Message:
    if depth > MOST_DEPTH:
        raise UnsafeFile
    folders: list[tuple[str, ...]] = []
    for path in compound.listdir(streams=False, storages=True):
        if len(path) == len(at) + 1 and tuple(path[: len(at)]) == at and path[-1].startswith(_ATTACHMENT):
            folders.append(tuple(path))
    html = _stream(compound, at, _HTML, _BINARY)
    return Message(
        _text(compound, at, _SUBJECT),
        (decode(html) or "") if html else _text(compound, at, _HTML),
        _text(compound, at, _TEXT),
        tuple(_attached(compound, folder, number, depth) for number, folder in enumerate(sorted(folders), start=1)),
    )


def _attached(compound: Any, at: tuple[str, ...], number: int, depth: int) -> Attached:
    name = _text(compound, at, _LONG_NAME) or _text(compound, at, _SHORT_NAME) or _text(compound, at, _DISPLAY_NAME)
    inner = (*at, _named(_DATA, _STORAGE))
    if compound.exists(list(inner)):
        if not compound.exists([*inner, "__properties_version1.0"]):
            return Attached(name or f"附件{number}", None)
        message = _message(compound, inner, depth + 1)
        return Attached(_mail_name(name or message.subject, number), as_mail(message))
    inline = bool(_text(compound, at, _CONTENT_ID))
    return Attached(name or f"附件{number}", _stream(compound, at, _DATA, _BINARY), inline)


def _mail_name(name: str, number: int) -> str:
    name = name.replace("/", " ").replace("\\", " ").strip() or f"附件{number}"
    return name if name.lower().endswith((".eml", ".msg")) else name + ".eml"


def as_mail(message: Message) -> bytes:
    """The message as a mail; the same bytes for the same message."""
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"], mail["To"] = "unknown@invalid", "unknown@invalid"
    mail.set_content(message.text or " ")
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    for attached in message.attached:
        kind = mimetypes.guess_type(attached.name)[0] or "application/octet-stream"
        if kind.startswith(("message/", "multipart/")):
            kind = "application/octet-stream"
        main, _, sub = kind.partition("/")
        where = "inline" if attached.inline else "attachment"
        mail.add_attachment(attached.content or b"", main, sub, filename=attached.name, disposition=where)
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(_BOUNDARY.format(number))
    return mail.as_bytes()


def _named(tag: int, kind: str) -> str:
    return f"__substg1.0_{tag:04X}{kind}"


def _stream(compound: Any, at: tuple[str, ...], tag: int, kind: str) -> bytes | None:
    path = [*at, _named(tag, kind)]
    return bytes(compound.openstream(path).read()) if compound.exists(path) else None


def _text(compound: Any, at: tuple[str, ...], tag: int) -> str:
    wide = _stream(compound, at, tag, _UNICODE)
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    narrow = _stream(compound, at, tag, _STRING)
    return decode_name(narrow.rstrip(b"\0")) if narrow else ""
