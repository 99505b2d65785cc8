"""From the bytes of a web page to its tree and the pictures that came with it. Nothing is ever fetched."""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import re
from collections.abc import Mapping
from email.message import EmailMessage, Message
from urllib.parse import unquote_to_bytes

from lxml import etree

from extractors.charset import decode
from extractors.docx.names import Element
from extractors.errors import CorruptFile, EmptyFile, TooLarge, UnsafeFile
from extractors.html.looks import Sheets
from extractors.html.walk import Walker
from extractors.likeness import Sheet
from extractors.page import Origin, Page
from extractors.word.content import WordFile
from extractors.word.judge import Judge

MAX_TEXT = 40_000_000
"""Characters of one web page."""
MAX_PARTS = 2_000

_FIELDS = re.compile(r"<!--\[if\s+supportFields\]>(.*?)<!\[endif\]-->", re.S | re.I)
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),", re.I)
_CHARSET = re.compile(r"""(<meta\b[^>]*?charset\s*=\s*["']?)[\w.:-]+""", re.I)


def read_html(content: bytes) -> WordFile:
    """The page of an HTML file, and the scans laid into it. Raises EmptyFile, CorruptFile, TooLarge, UnsafeFile."""
    text = decode(content)
    if text is None:
        raise CorruptFile
    return _read(text, {})


def read_mhtml(content: bytes) -> WordFile:
    """The page of an MHTML file, its pictures taken from its parts. Raises what `read_html` raises."""
    message = email.message_from_bytes(_unmarked(content), policy=email.policy.compat32)
    pages: list[str] = []
    pictures: dict[str, bytes] = {}
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            raise TooLarge
        if part.is_multipart():
            continue
        body = _payload(part)
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            pages.append(decode(body, part.get_content_charset() or "") or "")
        elif part.get_content_maintype() == "image":
            for name in (part.get("Content-Location"), part.get("Content-ID")):
                if name:
                    pictures[_file_name(name)] = body
    if not pages:
        raise CorruptFile
    return _read(pages[0], pictures)


def _unmarked(content: bytes) -> bytes:
    """Headers are ASCII; a file kept in another encoding is brought back to bytes that headers can be read from."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return (decode(content) or "").encode("utf-8")
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")


def _payload(part: Message | EmailMessage) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error):
        return b""
    return body if isinstance(body, bytes) else b""


def _file_name(location: str) -> str:
    """What is left of an address when all that differs between programs is taken away."""
    bare = location.strip().strip("<>").removeprefix("cid:")
    return re.split(r"[/\\]", bare)[-1].partition("?")[0].lower()


def _read(text: str, pictures: Mapping[str, bytes]) -> WordFile:
    if len(text) > MAX_TEXT:
        raise TooLarge
    if not text.strip():
        raise EmptyFile
    root = _parsed(text)
    judge = Judge(Sheet())
    body = root.find("body")
    walker = Walker(Sheets(root), judge, lambda name: _picture(name, pictures))
    try:
        content = walker.page(root if body is None else body)
    except RecursionError as error:
        raise UnsafeFile from error
    return WordFile(Page(1, Origin.WORD, tuple(content.blocks), tuple(content.pictures)), judge.pages)


def _parsed(text: str) -> Element:
    """Its tree. What Word hides from browsers in conditional comments is brought back where it is a field."""
    text = _CHARSET.sub(r"\1utf-8", _FIELDS.sub(r"\1", text))
    text = re.sub(r"^\s*<\?xml\b[^>]*\?>", "", text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptFile from error
    if root is None:
        raise EmptyFile
    return root


def _picture(address: str, pictures: Mapping[str, bytes]) -> bytes | None:
    """A picture that is in the file: written into the address itself, or a part of the MHTML."""
    inline = _DATA.match(address)
    if inline is None:
        return pictures.get(_file_name(address))
    data = unquote_to_bytes(address[inline.end() :])
    if "base64" not in inline.group(2).lower():
        return data
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        return None
