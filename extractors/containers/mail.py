"""Mail (.eml): attachments, inline pictures, mails within it, and the text where a form was written into that."""

from __future__ import annotations

import email
import email.policy
import mimetypes
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from urllib.parse import unquote_to_bytes

from extractors.charset import decode
from extractors.containers.body import as_file, holds_form
from extractors.containers.names import decode_name
from extractors.containers.pictures import is_ornament
from extractors.containers.tray import Source, Tray
from extractors.errors import CorruptFile, EncryptedFile, NoForm, UnsafeFile

MOST_DEPTH = 30
"""Parts within parts."""
_SIGNATURES = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    )
)
_NOTICES = frozenset(("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"))
_SUFFIXES = {"image/jpeg": ".jpg", "image/jpg": ".jpg", "message/rfc822": ".eml", "text/plain": ".txt"}
_MAILBOX_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
_WORD = re.compile(r"=\?[^?\s]+\?[BbQq]\?[^?]*\?=")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){3}")


def unpack(source: Source, tray: Tray) -> None:
    """Lay what a mail brings into the tray. Raises EncryptedFile, NoForm (it brings nothing), UnsafeFile, Flood."""
    try:
        root = email.message_from_bytes(_plain_bytes(source.content), policy=email.policy.compat32)
    except RecursionError as error:
        raise UnsafeFile from error
    texts: list[tuple[str, str]] = []
    for number, part in enumerate(_leaves(root, 0), start=1):
        _take(part, number, texts, tray)
    _take_texts(texts, tray)
    if not tray.members:
        raise NoForm("邮件里没有附件，正文里也没有备案表或汇总表，请核对是否漏发附件。")


def _plain_bytes(content: bytes) -> bytes:
    """A mail that was saved as UTF-16 in bytes again; the line of a mailbox before it left out."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    return _MAILBOX_LINE.sub(b"", content, count=1)


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that hold something, in order. Raises EncryptedFile, UnsafeFile."""
    if depth > MOST_DEPTH:
        raise UnsafeFile
    kind = part.get_content_type()
    if kind == "multipart/encrypted" or (
        kind in ("application/pkcs7-mime", "application/x-pkcs7-mime")
        and str(part.get_param("smime-type") or "enveloped-data").lower() != "signed-data"
    ):
        raise EncryptedFile("邮件已加密，请报送单位不加密重新发送。")
    if part.is_multipart() and part.get_content_maintype() != "message":
        for inner in _parts(part):
            yield from _leaves(inner, depth + 1)
    else:
        yield part


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload() if part.is_multipart() else []
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _take(part: Message, number: int, texts: list[tuple[str, str]], tray: Tray) -> None:
    kind = part.get_content_type()
    name = name_of(part)
    attached = part.get_content_disposition() == "attachment"
    if kind in _SIGNATURES or kind in _NOTICES:
        return
    if kind in ("text/plain", "text/html") and not name and not attached:
        content = _content(part)
        text = decode(content, (part.get_content_charset() or "").replace("\0", "")) if content else None
        if text:
            texts.append((kind, text))
        return
    if not name and not attached and part.get_content_maintype() in ("text", "multipart"):
        return
    content = _message(part) if kind == "message/rfc822" else _content(part)
    name = name or _own_name(part, kind, number)
    if not attached and content and is_ornament(content):
        tray.passed_over += 1
    elif content is None:
        tray.refuse(name, CorruptFile())
    elif (slot := tray.admit(name)) is not None:
        slot.put(content)


def _take_texts(texts: list[tuple[str, str]], tray: Tray) -> None:
    """The mail's own text where it holds a form: as HTML, which keeps the table, before plain text."""
    for kind, name in (("text/html", "正文.html"), ("text/plain", "正文.txt")):
        forms = [text for one, text in texts if one == kind and holds_form(text, is_html=kind == "text/html")]
        for text in forms:
            slot = tray.admit(name)
            if slot is not None:
                slot.put(as_file(text))
        if forms:
            return


def _content(part: Message) -> bytes | None:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return None
    return content if isinstance(content, bytes) else None


def _message(part: Message) -> bytes | None:
    """The bytes of a mail within the mail; also where it was sent as base64, which no standard allows."""
    inner = next(iter(_parts(part)), None)
    if inner is None:
        return _content(part)
    try:
        written = inner.as_bytes(policy=email.policy.compat32.clone(max_line_length=0))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if str(part.get("content-transfer-encoding", "")).strip().lower() not in ("base64", "quoted-printable"):
        return written
    bare = Message()
    bare["content-transfer-encoding"] = part["content-transfer-encoding"]
    bare.set_payload(written.strip().decode("ascii", "surrogateescape"))
    return _content(bare) or written


def name_of(part: Message) -> str:
    """The name of an attachment, in whichever of the ways mail programs encode it; "" where it has none."""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        readable = Message()
        readable[header] = _header(part, header)
        value = readable.get_param(parameter, None, header)
        if isinstance(value, tuple):
            name = words(_of_charset(_latin(value[2]), value[0]))
        else:
            name = words(str(value)) if value is not None else ""
        name = re.sub(r"[\r\n\t]+\s*", "", name).strip()
        if name:
            return name
    return ""


def _header(part: Message, wanted: str) -> str:
    """A header as it was sent; bytes beyond ASCII in it are UTF-8 or GB 18030."""
    for name, value in part.raw_items():
        if name.lower() == wanted:
            text = str(value)
            return text if text.isascii() else _raw(text)
    return ""


def _raw(value: str) -> str:
    try:
        return decode_name(value.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return value


def _latin(value: str) -> bytes:
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def _of_charset(raw: bytes, charset: str | None) -> str:
    """A name in the charset that it says, or in what it is where that is wrong."""
    label = (charset or "").lower()
    label = "gb18030" if label in ("gb2312", "gbk", "x-gbk", "gb_2312-80") else label
    if label and label != "us-ascii":
        try:
            return raw.decode(label)
        except (LookupError, ValueError):
            pass
    return decode_name(raw)


def words(value: str) -> str:
    """A header value with its encoded words (RFC 2047) decoded, those of one charset put together first."""
    if _PERCENT.search(value) and value.isascii():
        return decode_name(unquote_to_bytes(value))
    if not _WORD.search(value):
        return value
    try:
        pieces = decode_header(re.sub(r"\?=\s*=\?", "?= =?", value))
    except (ValueError, LookupError, HeaderParseError):
        return value
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return piece.decode("raw-unicode-escape", "replace") if charset is None else _of_charset(piece, charset)


def _own_name(part: Message, kind: str, number: int) -> str:
    """A name for a part that has none."""
    suffix = _SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ".bin"
    if kind == "message/rfc822":
        inner = next(iter(_parts(part)), None)
        subject = words(_header(inner, "subject")) if inner is not None else ""
        if subject.strip():
            return re.sub(r"[\\/\r\n\t]+", " ", subject).strip() + suffix
    return f"附件{number}{suffix}"
