"""Pictures within a mail's text: which are scans, and which are ornaments (logos, smileys, spacers)."""

from __future__ import annotations

import io

LEAST_SIDE = 400
"""Pixels of the shorter side of the smallest picture in which a form could be read."""


def is_ornament(content: bytes) -> bool:
    """Whether these are the bytes of a picture too small to show a form."""
    if not content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")):
        return False
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            return min(image.size) < LEAST_SIDE
    except Exception:  # noqa: BLE001 - a picture that cannot be opened is answered where it is read
        return False
