"""Documents that are zip packages of XML parts (Word, OFD): held to limits before anything in them is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from extractors.errors import CorruptFile, EncryptedFile, TooLarge, UnsafeFile

MAX_MEMBERS = 5_000
MAX_UNPACKED = 300_000_000
"""Bytes that all members together may unpack to."""
MAX_XML = 40_000_000
"""Bytes of one XML part."""
MAX_RATIO = 100
"""Unpacked to packed bytes, from `RATIO_FROM` unpacked bytes on; Word's own files stay under 40."""
RATIO_FROM = 10_000_000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What a damaged package raises when it is opened or a member is unpacked."""

_TOO_DEEP = (etree.ErrorTypes.ERR_INTERNAL_ERROR, getattr(etree.ErrorTypes, "ERR_RESOURCE_LIMIT", -1))


def members_of(data: bytes) -> dict[str, str]:
    """The names of the members of a package, by their folded form.

    Raises CorruptFile, EncryptedFile, TooLarge or UnsafeFile (it unpacks to far more than it is).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except BROKEN as error:
        raise CorruptFile from error
    if len(members) > MAX_MEMBERS:
        raise TooLarge
    unpacked = sum(member.file_size for member in members)
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * len(data):
        raise UnsafeFile
    if unpacked > MAX_UNPACKED:
        raise TooLarge
    if any(member.flag_bits & 0x1 for member in members):
        raise EncryptedFile
    return {folded(member.filename): member.filename for member in members if not member.is_dir()}


def folded(name: str) -> str:
    """A member's name in the form that names are compared in: writers disagree on case and slashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def xml_root(blob: bytes) -> etree._Element:
    """The root of an XML text: no entities, no network, no DTD. Raises CorruptFile, TooLarge, UnsafeFile."""
    if len(blob) > MAX_XML:
        raise TooLarge
    parser = etree.XMLParser(
        resolve_entities=False, huge_tree=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(blob, parser)
    except etree.XMLSyntaxError as error:
        raise (UnsafeFile if error.code in _TOO_DEEP else CorruptFile) from error
    except ValueError as error:
        raise CorruptFile from error
    if root.getroottree().docinfo.doctype:
        raise UnsafeFile
    return root
