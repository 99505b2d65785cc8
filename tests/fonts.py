"""A Chinese font for tests that draw text; without one such tests are skipped, with the remedy."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont

KNOWN = (
    ("NotoSerifCJK-Regular.ttc", 2),
    ("NotoSansCJK-Regular.ttc", 2),
    ("wqy-zenhei.ttc", 0),
    ("uming.ttc", 0),
    ("simsun.ttc", 0),
    ("msyh.ttc", 0),
    ("PingFang.ttc", 2),
    ("Songti.ttc", 0),
)
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    str(Path.home() / ".fonts"),
    str(Path.home() / ".local/share/fonts"),
    "/System/Library/Fonts",
    str(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"),
)


@cache
def _file() -> tuple[str, int] | None:
    for name, index in KNOWN:
        for folder in FOLDERS:
            for found in sorted(Path(folder).rglob(name)) if Path(folder).is_dir() else ():
                return str(found), index
    return None


@cache
def chinese(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font of that many pixels; skips the test where the machine has none."""
    found = _file()
    if found is None:
        pytest.skip(
            f"needs a Chinese font: apt install fonts-noto-cjk (looked for {KNOWN[0][0]} and others, {sys.platform})"
        )
    return ImageFont.truetype(found[0], size, index=found[1])


def written(text: str, size: int = 40, margin: int = 12) -> npt.NDArray[np.uint8]:
    """The text in black on white, in BGR, `size` pixels high."""
    font = chinese(size)
    lines = text.split("\n")
    width = max(round(font.getlength(line)) for line in lines) + 2 * margin
    image = Image.new("RGB", (width, len(lines) * round(size * 1.5) + 2 * margin), "white")
    ImageDraw.Draw(image).multiline_text((margin, margin), text, "black", font, spacing=round(size * 0.3))
    return np.asarray(image)[..., ::-1].copy()


@cache
def embeddable() -> str:
    """The name of a Chinese font that reportlab embeds; skips the test where the machine has none."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for name in ("wqy-zenhei.ttc", "wqy-microhei.ttc", "uming.ttc", "gkai00mp.ttf", "simsun.ttc", "msyh.ttc"):
        for folder in FOLDERS:
            for found in sorted(Path(folder).rglob(name)) if Path(folder).is_dir() else ():
                try:
                    pdfmetrics.registerFont(TTFont("Embedded", str(found), subfontIndex=0))
                except TTFError:
                    continue
                return "Embedded"
    pytest.skip("needs a Chinese TrueType font: apt install fonts-wqy-zenhei")
