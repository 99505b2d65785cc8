"""Pictures for documents."""

from __future__ import annotations

from io import BytesIO


def portrait() -> bytes:
    """A JPEG of the shape of an ID photo."""
    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (210, 294), (90, 120, 200)).save(buffer, "JPEG")
    return buffer.getvalue()
