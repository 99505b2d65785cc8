"""Whether a picture or a seal is there: what the reader of the page says, `true` or `false`."""

from __future__ import annotations

from normalizers.value import BLANK, Context, Normal


def presence(text: str, _context: Context) -> Normal:
    """True or False; anything else is no answer of the reader."""
    plain = text.strip().lower()
    if not plain:
        return BLANK
    return Normal(plain == "true") if plain in ("true", "false") else Normal(None, "unreadable")
