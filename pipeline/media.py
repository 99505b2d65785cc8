"""What a received file is by its content, whatever its name says: its media type.

To add a kind: a signature of its first bytes goes into `_SIGNATURES`, a main part of a zip package into `_PARTS`, a
stream of an OLE compound file into `_STREAMS`, a text into `_text_type`; then its extractor into `pipeline.extract`.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

from extractors.charset import decode
from extractors.sheet.separators import looks_like_csv

_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = _OOXML + "wordprocessingml.document"
DOTX = _OOXML + "wordprocessingml.template"
DOCM = "application/vnd.ms-word.document.macroenabled.12"
DOTM = "application/vnd.ms-word.template.macroenabled.12"
XLSX = _OOXML + "spreadsheetml.sheet"
XLTX = _OOXML + "spreadsheetml.template"
XLSM = "application/vnd.ms-excel.sheet.macroenabled.12"
XLTM = "application/vnd.ms-excel.template.macroenabled.12"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPTX = _OOXML + "presentationml.presentation"
DOC = "application/msword"
"""Word 97 and later, and WPS Writer."""
WORD6 = "application/x-msword-6"
"""Word 6 and 95: the same container, another format."""
WORD2 = "application/x-msword-2"
"""Word 1 and 2: no container."""
WORKS = "application/vnd.ms-works"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MSG = "application/vnd.ms-outlook"
RTF = "application/rtf"
WORDML = "application/vnd.ms-wordml"
"""Word 2003 XML."""
FLAT_OPC = "application/vnd.ms-word2006ml"
"""A .docx as one XML file."""
SPREADSHEETML = "application/vnd.ms-spreadsheetml"
"""Excel 2003 XML."""
ODT = "application/vnd.oasis.opendocument.text"
FODT = "application/vnd.oasis.opendocument.text-flat-xml"
OFD = "application/ofd"
PDF = "application/pdf"
HTML = "text/html"
MHTML = "multipart/related"
EML = "message/rfc822"
TEXT = "text/plain"
CSV = "text/csv"
"""A table in plain text, by whatever its values are parted."""
XML = "application/xml"
ZIP = "application/zip"
TAR = "application/x-tar"
OLE = "application/x-ole-storage"
DAMAGED_OLE = "application/x-ole-damaged"
"""A compound file whose directory is lost."""
ENCRYPTED = "application/x-encrypted-office"
OWNER = "application/x-ms-owner"
"""The lock file that Word and Excel keep beside an open document (`~$a.docx`): a user's name, no document."""
EMPTY = "application/x-empty"
"""Nothing in it but white space or zeros."""
UNKNOWN = "application/octet-stream"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
    (b"II+\x00", 0, "image/tiff"),
    (b"MM\x00+", 0, "image/tiff"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", 0, "image/jp2"),
    (b"\xff\x4f\xff\x51", 0, "image/jp2"),
    (b"ftypavif", 4, "image/avif"),
    (b"ftypavis", 4, "image/avif"),
    (b"Rar!\x1a\x07", 0, "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", 0, "application/gzip"),
    (b"BZh", 0, "application/x-bzip2"),
    (b"\xfd7zXZ\x00", 0, "application/x-xz"),
    (b"ustar", 257, TAR),
    (b"\x78\x9f\x3e\x22", 0, "application/vnd.ms-tnef"),
    (b"\xdb\xa5\x2d\x00", 0, WORD2),
    (b"\x9b\xa5\x21\x00", 0, WORD2),
    (b"\xffWPC", 0, "application/vnd.wordperfect"),
    (b"MZ", 0, "application/x-msdownload"),
)
_HEIC = (b"heic", b"heix", b"mif1", b"heif", b"msf1", b"heim", b"heis", b"hevc", b"hevx")
_PARTS: tuple[tuple[str, str], ...] = (
    ("wordprocessingml.document.main+xml", DOCX),
    ("wordprocessingml.template.main+xml", DOTX),
    ("ms-word.document.macroenabled.main+xml", DOCM),
    ("ms-word.template.macroenabledtemplate.main+xml", DOTM),
    ("spreadsheetml.sheet.main+xml", XLSX),
    ("spreadsheetml.template.main+xml", XLTX),
    ("ms-excel.sheet.macroenabled.main+xml", XLSM),
    ("ms-excel.template.macroenabled.main+xml", XLTM),
    ("ms-excel.sheet.binary.macroenabled.main", XLSB),
    ("presentationml.presentation.main+xml", PPTX),
)
"""What the main part of an OOXML package is declared to be in `[Content_Types].xml`."""
_MEMBERS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSB),
    ("ppt/presentation.xml", PPTX),
    ("ofd.xml", OFD),
)
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ENCRYPTED),
    ("\tDRMContent", ENCRYPTED),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("__properties_version1.0", MSG),
    ("MatOST", WORKS),
    ("MN0", WORKS),
    ("CONTENTS", WORKS),
)
"""Streams and storages at the root of a compound file; the first found decides."""
_BLANK = b" \t\r\n\x0b\x0c\x00\xff\xfe\xef\xbb\xbf\xa0\xe3\x80"
_HEAD = 65536
_TYPES_WITHIN = 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, KeyError)


def media_type_of(content: bytes) -> str:
    """The media type by content; `UNKNOWN` where nothing is known. Never raises."""
    if not content[:_HEAD].strip(_BLANK) and not content.strip(_BLANK):
        return EMPTY
    if content.startswith(b"PK"):
        return _package_type(content)
    if content.startswith(_OLE):
        return _compound_type(content)
    for signature, offset, media_type in _SIGNATURES:
        if content[offset : offset + len(signature)] == signature:
            return media_type
    if b"%PDF-" in content[:1024]:
        return PDF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    if _is_bitmap(content):
        return "image/bmp"
    if _is_owner_file(content):
        return OWNER
    text = decode(content[:_HEAD])
    if text is not None:
        return _text_type(text)
    return _package_type(content) if _has_archive_behind(content) else UNKNOWN


def _is_bitmap(content: bytes) -> bool:
    return content[:2] == b"BM" and content[6:10] == bytes(4) and content[14:18] in _BITMAP_HEADERS


_BITMAP_HEADERS = frozenset(struct.pack("<I", size) for size in (12, 40, 52, 56, 64, 108, 124))


def _is_owner_file(content: bytes) -> bool:
    """A user's name with its length before it, twice: in bytes, then in UTF-16."""
    if not 100 <= len(content) <= 180 or not 0 < content[0] <= 52:
        return False
    wide = content[54:56]
    return len(wide) == 2 and wide[1] == 0 and wide[0] <= 52 and not content[1 + content[0] : 54].strip(b" \x00")


def _has_archive_behind(content: bytes) -> bool:
    """Whether a zip archive begins after something else: its directory is found from the end."""
    return b"PK\x03\x04" in content[:_HEAD] and b"PK\x05\x06" in content[-_HEAD:]


def _package_type(content: bytes) -> str:
    """Which program's zip package; `ZIP` for an archive that is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = {_folded(name): name for name in package.namelist()}
            declared = _beginning(package, names, "[content_types].xml").lower()
            mime = _beginning(package, names, "mimetype").strip()
    except _BROKEN:
        names, declared, mime = {_folded(name): name for name in _local_names(content)}, "", ""
    for part, media_type in _PARTS:
        if f'{part}"' in declared or f"{part}'" in declared:
            return media_type
    if mime.startswith("application/vnd.oasis.opendocument."):
        return ODT if mime == ODT + "-template" else mime
    for member, media_type in _MEMBERS:
        if member in names:
            return media_type
    truncated = not declared and "[content_types].xml" in names and not any(name.startswith("xl/") for name in names)
    return DOCX if truncated or any(name.startswith("word/_rels/") for name in names) else ZIP


def _beginning(package: zipfile.ZipFile, names: dict[str, str], wanted: str) -> str:
    """The first bytes of a member as text, "" where it is missing or shut."""
    if wanted not in names:
        return ""
    try:
        with package.open(names[wanted]) as member:
            return decode(member.read(_TYPES_WITHIN)) or ""
    except _BROKEN:
        return ""


def _local_names(content: bytes) -> list[str]:
    """The members of an archive without directory (cut off), by the headers before each."""
    names: list[str] = []
    at = content.find(b"PK\x03\x04")
    while at >= 0 and len(names) < 1000:
        length = int.from_bytes(content[at + 26 : at + 28], "little")
        names.append(content[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        at = content.find(b"PK\x03\x04", at + 4)
    return names


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _compound_type(content: bytes) -> str:
    """Which program's compound file, by the streams at its root."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as compound:
            root = {entry.name.lower(): entry.name for entry in compound.root.kids}
            for name, media_type in _STREAMS:
                if name.lower() in root:
                    return _word_version(compound, root[name.lower()]) if media_type == DOC else media_type
    except Exception:  # noqa: BLE001 - the library names no bound to what a broken directory may raise
        return _damaged_compound_type(content)
    return OLE


def _word_version(compound: object, name: str) -> str:
    """Word 97 and later, or the format before it: by the number of the format in the stream's first bytes."""
    with compound.openstream(name) as stream:  # type: ignore[attr-defined]
        head = stream.read(4)
    if len(head) < 4:
        return DOC
    ident, number = struct.unpack("<HH", head)
    return WORD6 if ident == 0xA5DC or (ident == 0xA5EC and 0 < number < 0x00C0) else DOC


def _damaged_compound_type(content: bytes) -> str:
    """By the names of streams as they stand in any directory sector that is left."""
    for name, media_type in _STREAMS:
        if name.encode("utf-16-le") in content:
            return media_type
    return DAMAGED_OLE


_XML_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<([A-Za-z_][\w:.-]*)([^>]*)", re.S | re.I)
_HTML_TAG = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|table|meta|style|div|p|span|font|center|title|tbody|tr)\b", re.I
)
_MAILBOX_LINE = re.compile(r"\AFrom [^\n]*\n")
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):", re.M)
_MAIL = frozenset(
    ("from", "to", "subject", "date", "received", "message-id", "return-path", "delivered-to", "x-mailer")
)
_SENT = frozenset(("to", "received", "message-id", "return-path", "delivered-to", "cc", "x-mailer"))


def _text_type(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n\x0b\x0c\x00\u3000")
    if start.startswith("{\\rtf"):
        return RTF
    kind = _mime_type(start) or _markup_type(start)
    return kind or (CSV if looks_like_csv(text) else TEXT)


def _markup_type(text: str) -> str:
    root = _XML_ROOT.match(text)
    if root:
        name = root.group(1).rpartition(":")[2].lower()
        if name == "worddocument":
            return WORDML
        if name == "package" and "xmlpackage" in root.group(2).lower():
            return FLAT_OPC
        if name == "workbook" and "office:spreadsheet" in root.group(2).lower():
            return SPREADSHEETML
        if name == "document" and "opendocument" in root.group(2).lower():
            return FODT
    if _HTML_TAG.match(text) or (root and _HTML_TAG.search(text[:4096])):
        return HTML
    return XML if root and text.startswith("<?xml") else ""


def _mime_type(text: str) -> str:
    """A mail, or a web page saved with its pictures as one file; "" for neither."""
    head = re.split(r"\r?\n\r?\n", _MAILBOX_LINE.sub("", text), maxsplit=1)[0]
    fields = [name.lower() for name in _HEADER.findall(head)]
    if not fields or not _HEADER.match(head):
        return ""
    related = re.search(r"^content-type:\s*multipart/related|^snapshot-content-location:", head, re.I | re.M)
    if related and not _SENT.intersection(fields):
        return MHTML
    mail = len(_MAIL.intersection(fields)) >= 2 or "mime-version" in fields or "received" in fields
    return EML if mail else ""
