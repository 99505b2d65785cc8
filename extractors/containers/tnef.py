"""winmail.dat ([MS-OXTNEF]): what Outlook packs attachments into when it writes to strangers."""

from __future__ import annotations

import struct

from extractors.containers.names import decode_name
from extractors.containers.outlook import Attached, Message, lay
from extractors.containers.tray import Source, Tray
from extractors.errors import CorruptFile

_SIGNATURE = b"\x78\x9f\x3e\x22"
_NEW_ATTACHMENT, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_LONG_NAME, _DATA_OBJECT = 0x3707, 0x3701
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
"""Bytes that a property of each type takes, padded to four."""
_VARIABLE = (13, 30, 31, 258)
_STRING, _UNICODE = 30, 31


def unpack(source: Source, tray: Tray) -> None:
    """Lay the attachments into the tray. Raises CorruptFile, NoForm (there are none), Flood."""
    content = source.content
    if not content.startswith(_SIGNATURE):
        raise CorruptFile
    attached: list[Attached] = []
    at = 6
    while at + 9 <= len(content):
        tag, length = struct.unpack_from("<LL", content, at + 1)
        value = content[at + 9 : at + 9 + length]
        if len(value) < length:
            raise CorruptFile
        at += 9 + length + 2
        if tag == _NEW_ATTACHMENT:
            attached.append(Attached(f"附件{len(attached) + 1}", None))
        elif attached:
            attached[-1] = _with(attached[-1], tag, value)
    lay(Message("", "", "", tuple(attached)), tray)


def _with(attached: Attached, tag: int, value: bytes) -> Attached:
    """The attachment with what one attribute says of it; the long name wins over the title."""
    if tag == _TITLE:
        return Attached(decode_name(value.rstrip(b"\0")) or attached.name, attached.content)
    if tag == _DATA:
        return Attached(attached.name, value)
    if tag == _PROPERTIES:
        return Attached(_long_name(value) or attached.name, attached.content)
    return attached


def _long_name(properties: bytes) -> str:
    """The long name among the MAPI properties of an attachment, "" where it is not found."""
    try:
        (count,) = struct.unpack_from("<L", properties)
        at = 4
        for _ in range(min(count, 200)):
            kind, name = struct.unpack_from("<HH", properties, at)
            at += 4
            if name >= 0x8000:
                at = _past_name(properties, at)
            if kind in _VARIABLE:
                (_, length) = struct.unpack_from("<LL", properties, at)
                value = properties[at + 8 : at + 8 + length]
                at += 8 + length + -length % 4
                if name == _LONG_NAME:
                    return _string(value, kind)
            elif kind in _SIZES:
                at += _SIZES[kind]
            else:
                return ""
    except struct.error:
        return ""
    return ""


def _past_name(properties: bytes, at: int) -> int:
    """Behind the GUID and number or text that name a property of no fixed tag."""
    (by_text,) = struct.unpack_from("<L", properties, at + 16)
    if not by_text:
        return at + 24
    (length,) = struct.unpack_from("<L", properties, at + 20)
    return int(at + 24 + length + -length % 4)


def _string(value: bytes, kind: int) -> str:
    if kind == _UNICODE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    return decode_name(value.rstrip(b"\0"))
