"""Electronic seals (GB/T 38540) that signatures of an OFD document set on its pages."""

from __future__ import annotations

from io import BytesIO

from extractors.errors import ReadError
from extractors.layer.model import Rect
from extractors.ofd.geometry import rect
from extractors.ofd.package import Element, Package, child, children, folder_of, text_of
from extractors.page import Likeness

MOST_SIGNATURES = 500
WHOLE = 0.6
"""A seal of which less is shown is one set across the edges of all pages, not on this one."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"GIF8", b"\xff\xd8\xff")


Stamp = tuple[Likeness, Rect]
"""What it looks like, and its edges on the page in millimetres."""


def stamps_of(package: Package, body: Element, folder: str) -> dict[str, list[Stamp]]:
    """The seals on each page by its ID. Signatures whose files are missing or damaged show nothing."""
    stamps: dict[str, list[Stamp]] = {}
    listed = package.find(text_of(child(body, "Signatures")), "", folder)
    signatures = list(children(package.lenient_xml(listed), "Signature"))
    for item in signatures[:MOST_SIGNATURES]:
        path = package.find(item.get("BaseLoc"), folder_of(listed or ""), folder)
        root = package.lenient_xml(path)
        if root is None or path is None:
            continue
        value = _value(package, root, path)
        if not value:
            continue
        for stamp in children(child(root, "SignedInfo"), "StampAnnot"):
            shown = _shown(stamp, value)
            if shown is not None:
                stamps.setdefault((stamp.get("PageRef") or "").strip(), []).append(shown)
    return stamps


def _value(package: Package, root: Element, path: str) -> bytes:
    """What the signature was sealed with: its value, which holds the seal, else the seal's own file."""
    for location in (text_of(child(root, "SignedValue")), text_of(child(root, "SignedInfo", "Seal", "BaseLoc"))):
        found = package.find(location, folder_of(path))
        try:
            if found is not None:
                return package.blob(found)
        except ReadError:
            continue
    return b""


def _shown(stamp: Element, value: bytes) -> Stamp | None:
    box = rect(stamp.get("Boundary"))
    if box is None:
        return None
    x0, top, x1, bottom = box
    shown = rect(stamp.get("Clip")) or (0.0, 0.0, x1 - x0, bottom - top)
    share = (shown[2] - shown[0]) * (shown[3] - shown[1]) / ((x1 - x0) * (bottom - top))
    looks = Likeness.SEAL if share >= WHOLE and not _is_signature(value) else Likeness.OTHER
    return looks, (
        x0 + max(shown[0], 0.0),
        top + max(shown[1], 0.0),
        min(x0 + shown[2], x1),
        min(top + shown[3], bottom),
    )


def _is_signature(value: bytes) -> bool:
    """Whether the picture in a seal's data can be seen not to be red: a hand's signature, not a seal."""
    from PIL import Image

    for start in _PICTURES:
        at = value.find(start)
        if at < 0:
            continue
        try:
            with Image.open(BytesIO(value[at:]), formats=("PNG", "GIF", "JPEG")) as image:
                if image.width * image.height > 4_000_000:
                    return False
                small = image.convert("RGBA").resize((48, 48))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return False
        raw = small.tobytes()
        pixels = list(zip(*(iter(raw),) * 4, strict=True))
        ink = [(r, g, b) for r, g, b, a in pixels if a > 60 and min(r, g, b) < 200]
        red = sum(r > 100 and r - max(g, b) > 40 for r, g, b in ink)
        return bool(ink) and red < 0.3 * len(ink)
    return False
