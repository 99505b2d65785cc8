"""Flat OPC (`<pkg:package>`) and Word 2003 XML (`<w:wordDocument>`) as the .docx package that they stand for."""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from extractors.charset import decode
from extractors.docx.names import Element
from extractors.docx.package import parsed
from extractors.errors import CorruptFile, UnsafeFile
from extractors.wordxml.word2003 import ROOT, document_parts

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_BINARY = re.compile(r"(<(?:\w+:)?(?:binData|binaryData)\b[^>]*>)([^<]*)")
_PROLOGUE = re.compile(r"^\s*<\?xml\b[^>]*\?>")


def package_of(content: bytes) -> bytes:
    """The bytes of a .docx with what that XML text holds. Raises CorruptFile, TooLarge, UnsafeFile."""
    text = decode(content)
    if text is None:
        raise CorruptFile
    blobs: list[str] = []
    text = _BINARY.sub(lambda found: _held(found, blobs), _PROLOGUE.sub("", text))
    try:
        root = parsed(text.encode("utf-8", "replace"))
        if root.tag == _PKG + "package":
            return _archive(_flat_parts(root, blobs))
        if root.tag == ROOT:
            return _archive(document_parts(root, [_decoded(blob) for blob in blobs]))
    except RecursionError as error:
        raise UnsafeFile from error
    raise CorruptFile


def _held(found: re.Match[str], blobs: list[str]) -> str:
    """Pictures are kept out of the XML: a parser bound to sane limits would refuse texts so long."""
    blobs.append(found.group(2))
    return f"{found.group(1)}{len(blobs) - 1}"


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _flat_parts(root: Element, blobs: list[str]) -> Mapping[str, bytes]:
    parts: dict[str, bytes] = {}
    for part in root.iterfind(_PKG + "part"):
        name = part.get(_PKG + "name", "").lstrip("/")
        inner = part.find(_PKG + "xmlData")
        binary = part.find(_PKG + "binaryData")
        if inner is not None and len(inner):
            parts[name] = etree.tostring(inner[0], encoding="utf-8")
        elif binary is not None:
            number = (binary.text or "").strip()
            parts[name] = _decoded(blobs[int(number)]) if number.isdecimal() and int(number) < len(blobs) else b""
    return parts


def _archive(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name or "unnamed", content)
    return buffer.getvalue()
