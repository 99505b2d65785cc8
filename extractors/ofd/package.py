"""The OFD package: its members by the paths that its parts give, absolute or relative, in any case."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TypeAlias

from lxml import etree

from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge
from extractors.packages import BROKEN, folded, members_of, xml_root

Element: TypeAlias = etree._Element

ROOT = "ofd.xml"
ENCRYPTIONS = "encryptions.xml"
MAX_READ = 600_000_000
"""Bytes that one reading may unpack, members read twice counted twice."""


class Package:
    """An OFD file's members. Paths of parts are from the root, without a leading slash."""

    def __init__(self, data: bytes) -> None:
        """Open it. Raises EmptyFile, CorruptFile, EncryptedFile, TooLarge, UnsafeFile."""
        if not data:
            raise EmptyFile
        self._names = members_of(data)
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._unpacked = 0
        self._parts: dict[str, Element] = {}
        if ENCRYPTIONS in self._names:
            raise EncryptedFile

    def find(self, location: str | None, *folders: str) -> str | None:
        """The path of the member that a location leads to from the first of these folders that has it.

        A location with a leading slash is from the root; writers that forget the slash are forgiven.
        """
        location = (location or "").strip().replace("\\", "/")
        if not location:
            return None
        bases = ("",) if location.startswith("/") else (*folders, "")
        for base in (*bases, *folders):
            path = posixpath.normpath(posixpath.join("/", base, location.lstrip("/")))
            if folded(path) in self._names:
                return path.lstrip("/")
        return None

    def blob(self, path: str) -> bytes:
        """The bytes of a member. Raises CorruptFile, TooLarge."""
        member = self._names.get(folded(path))
        if member is None:
            raise CorruptFile
        try:
            content = self._archive.read(member)
        except BROKEN as error:
            raise CorruptFile from error
        self._unpacked += len(content)
        if self._unpacked > MAX_READ:
            raise TooLarge
        return content

    def xml(self, path: str | None) -> Element:
        """The root of an XML member. Raises CorruptFile (also without a path), TooLarge, UnsafeFile."""
        if path is None:
            raise CorruptFile
        if path not in self._parts:
            self._parts[path] = xml_root(self.blob(path))
        return self._parts[path]

    def lenient_xml(self, path: str | None) -> Element | None:
        """The root of a member that can be done without, None where it is missing or damaged."""
        try:
            return self.xml(path) if path else None
        except CorruptFile:
            return None


def folder_of(path: str) -> str:
    """The folder that a member lies in."""
    return posixpath.dirname(path)


def name_of(element: Element) -> str:
    """The name of an element without its namespace: writers use several, or none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names, in order."""
    for child in () if element is None else element:
        if name_of(child) in names:
            yield child


def child(element: Element | None, *names: str) -> Element | None:
    """What the first child of the first name, its first child of the second, and so on, leads to."""
    for name in names:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    """The text of an element, "" where there is none."""
    return "" if element is None else (element.text or "").strip()
