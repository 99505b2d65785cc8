"""The Word package: opened with python-docx, held to limits before anything in it is unpacked or parsed."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lxml import etree

from extractors.docx.names import Element, W
from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge, UnsafeFile

MAX_MEMBERS = 5_000
MAX_UNPACKED = 300_000_000
"""Bytes that all members together may unpack to."""
MAX_XML = 40_000_000
"""Bytes of one XML part."""
MAX_RATIO = 100
"""Unpacked to packed bytes, from `RATIO_FROM` unpacked bytes on; Word's own files stay under 40."""
RATIO_FROM = 10_000_000

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
_TOO_DEEP = (etree.ErrorTypes.ERR_INTERNAL_ERROR, getattr(etree.ErrorTypes, "ERR_RESOURCE_LIMIT", -1))


@dataclass(frozen=True, slots=True)
class Relation:
    """What a relationship id of a part leads to: the last word of its type (`image`), the target as a part's name."""

    kind: str
    target: str


class Package:
    """A Word file's parts by name (`/word/document.xml`). XML parts come with Transitional names also if Strict."""

    def __init__(self, data: bytes) -> None:
        """Open it. Raises EmptyFile, CorruptFile, EncryptedFile, TooLarge, UnsafeFile."""
        from docx.opc.packuri import PackURI
        from docx.opc.phys_pkg import PhysPkgReader

        if not data:
            raise EmptyFile
        self._names = _checked_members(data)
        self._uri: Any = PackURI
        self._reader: Any = PhysPkgReader(BytesIO(data))
        self.main = self._main_part()

    def blob(self, name: str) -> bytes | None:
        """The bytes of a part, None where the package has no such part. Raises CorruptFile."""
        member = self._names.get(_folded(name)) or self._names.get(_folded(unquote(name)))
        if member is None:
            return None
        try:
            return bytes(self._reader.blob_for(self._uri("/" + member)))
        except _BROKEN as error:
            raise CorruptFile from error

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, None where there is no such part. Raises CorruptFile, TooLarge, UnsafeFile."""
        blob = self.blob(name)
        return None if blob is None else parsed(blob)

    def lenient_xml(self, name: str | None) -> Element | None:
        """The root of a part that can be done without, None where it is missing or damaged."""
        try:
            return self.xml(name) if name else None
        except CorruptFile:
            return None

    def lenient_blob(self, name: str) -> bytes | None:
        """The bytes of a part that can be done without, None where it is missing or damaged."""
        try:
            return self.blob(name)
        except CorruptFile:
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part to other parts of the package, by their ids; of the package itself: `"/"`."""
        source = self._uri(part)
        root = self.lenient_xml(source.rels_uri)
        relations: dict[str, Relation] = {}
        for item in [] if root is None else root.iter(_RELATIONSHIP):
            target = item.get("Target")
            if target and item.get("TargetMode") != "External":
                kind = item.get("Type", "").rpartition("/")[2]
                relations[item.get("Id", "")] = Relation(kind, str(self._uri.from_rel_ref(source.baseURI, target)))
        return relations

    def _main_part(self) -> str:
        starts = [one.target for one in self.relations("/").values() if one.kind == "officeDocument"]
        for name in [*starts, "/word/document.xml"]:
            if _folded(name) in self._names:
                return name
        raise CorruptFile


def parsed(blob: bytes) -> Element:
    """The root of an XML text: no entities, no network, no DTD. Raises CorruptFile, TooLarge, UnsafeFile."""
    if len(blob) > MAX_XML:
        raise TooLarge
    if b"purl.oclc.org/ooxml" in blob:
        blob = _STRICT.sub(_TRANSITIONAL, blob)
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


def document_root(package: Package) -> Element:
    """The root of the document itself. Raises CorruptFile where it is none, and what `Package.xml` raises."""
    root = package.xml(package.main)
    if root is None or root.tag != W + "document" or root.find(W + "body") is None:
        raise CorruptFile
    return root


def _checked_members(data: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except _BROKEN as error:
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
    return {_folded(member.filename): member.filename for member in members if not member.is_dir()}


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
