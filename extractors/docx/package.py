"""The Word package: opened with python-docx, held to limits before anything in it is unpacked or parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from extractors.docx.names import Element, W
from extractors.errors import CorruptFile, EmptyFile
from extractors.packages import BROKEN, MAX_XML, folded, members_of, xml_root

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


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
        self._names = members_of(data)
        self._uri: Any = PackURI
        self._reader: Any = PhysPkgReader(BytesIO(data))
        self.main = self._main_part()

    def blob(self, name: str) -> bytes | None:
        """The bytes of a part, None where the package has no such part. Raises CorruptFile."""
        member = self._names.get(folded(name)) or self._names.get(folded(unquote(name)))
        if member is None:
            return None
        try:
            return bytes(self._reader.blob_for(self._uri("/" + member)))
        except BROKEN as error:
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
            if folded(name) in self._names:
                return name
        raise CorruptFile


def parsed(blob: bytes) -> Element:
    """The root of an XML text: no entities, no network, no DTD. Raises CorruptFile, TooLarge, UnsafeFile."""
    if len(blob) <= MAX_XML and b"purl.oclc.org/ooxml" in blob:
        blob = _STRICT.sub(_TRANSITIONAL, blob)
    return xml_root(blob)


def document_root(package: Package) -> Element:
    """The root of the document itself. Raises CorruptFile where it is none, and what `Package.xml` raises."""
    root = package.xml(package.main)
    if root is None or root.tag != W + "document" or root.find(W + "body") is None:
        raise CorruptFile
    return root
