"""What members of a container are called: bytes of unknown encoding to text, names that climb out, system files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SYSTEM = re.compile(
    r"^(~\$|\.~|\._)|^(thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|__macosx)$|^~wr[dl]\d+\.tmp$", re.IGNORECASE
)
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 240
"""Characters of a shown name; a longer one keeps its end, where the suffix stands."""
_FIRST_CHINESE = "\u2e80"


def is_system_file(path: str) -> bool:
    """Whether a path is that of a lock or system file (`~$a.docx`, `Thumbs.db`, anything in `__MACOSX/`)."""
    parts = path.replace("\\", "/").rstrip("/").split("/")
    return bool(parts) and (bool(_SYSTEM.search(parts[-1])) or any(part.lower() == "__macosx" for part in parts))


def climbs_out(name: str) -> bool:
    """Whether a name is absolute or leads out of the folder it would be unpacked to, on Linux or Windows."""
    path = name.replace("\\", "/")
    return path.startswith("/") or bool(_DRIVE.fullmatch(path.split("/")[0])) or ".." in path.split("/")


def shown(name: str) -> str:
    """A name as the output calls it: `/` between folders, nothing that climbs out, no control characters."""
    kept = "".join(char if _is_visible(char) else "\ufffd" for char in name.replace("\\", "/"))
    parts = [part for part in map(str.strip, kept.split("/")) if part not in ("", ".", "..")]
    while parts and _DRIVE.fullmatch(parts[0]):
        del parts[0]
    clean = "/".join(parts)
    return clean[-_LONGEST:].lstrip("/ ") or "未命名"


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def decode_names(raw: Sequence[bytes]) -> list[str]:
    """Names that one program wrote in one unknown encoding: UTF-8, else GB 18030, else what DOS had."""
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            names = [name.decode(encoding) for name in raw]
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" or not _is_chance(raw, names):
            return names
    return [name.decode("cp437") for name in raw]


def decode_name(raw: bytes) -> str:
    """One name in an unknown encoding."""
    return decode_names([raw])[0]


def _is_chance(raw: Sequence[bytes], names: Sequence[str]) -> bool:
    """Whether Chinese in GBK happens to be UTF-8 as well: then it has letters of two bytes and none of three."""
    foreign = [char for name in names for char in name if char > "\x7f"]
    if not foreign or any(char >= "\u0800" for char in foreign):
        return False
    try:
        chinese = [char for name in raw for char in name.decode("gb18030") if char > "\x7f"]
    except UnicodeDecodeError:
        return False
    return all(char >= _FIRST_CHINESE for char in chinese)
