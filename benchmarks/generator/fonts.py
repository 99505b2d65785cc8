"""The Chinese fonts found on the machine, in two halves: what is tuned on one is measured on the other."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
HALVES = ("develop", "held_out")


@dataclass(frozen=True, slots=True)
class Face:
    """A font: `kind` song, kai or hei; `index` within a collection; `half` it belongs to."""

    file: str
    index: int
    kind: str
    half: str
    bold: bool = False


FACES = {
    "noto-song": Face("NotoSerifCJK-Regular.ttc", 2, "song", "develop"),
    "noto-hei": Face("NotoSansCJK-Regular.ttc", 2, "hei", "develop"),
    "gb-kai": Face("gkai00mp.ttf", 0, "kai", "develop"),
    "ming-song": Face("uming.ttc", 0, "song", "develop"),
    "zen-hei": Face("wqy-zenhei.ttc", 0, "hei", "develop"),
    "gb-song": Face("gbsn00lp.ttf", 0, "song", "held_out"),
    "ukai-kai": Face("ukai.ttc", 0, "kai", "held_out"),
    "micro-hei": Face("wqy-microhei.ttc", 0, "hei", "held_out"),
    "noto-song-bold": Face("NotoSerifCJK-Bold.ttc", 2, "song", "held_out", bold=True),
    "noto-hei-bold": Face("NotoSansCJK-Bold.ttc", 2, "hei", "held_out", bold=True),
}
FALLBACKS = ("noto-song", "noto-hei", "micro-hei")
SYMBOLS = Face("DejaVuSans.ttf", 0, "hei", "develop")


class NoFontError(RuntimeError):
    """No usable Chinese font is installed."""


@cache
def font_path(file: str) -> Path | None:
    """Where a font file lies, None if it is not installed."""
    for folder in FOLDERS:
        for path in sorted(folder.rglob(file)):
            return path
    return None


def installed(half: str, *, bold: bool = False) -> tuple[str, ...]:
    """Names of the installed faces of a half. Raises NoFontError if there is none."""
    names = [name for name, face in FACES.items() if face.half == half and font_path(face.file)]
    names = [name for name in names if bold or not FACES[name].bold]
    if not names:
        raise NoFontError(f"no Chinese font for {half} is installed, e.g. fonts-noto-cjk, fonts-arphic-uming")
    return tuple(names)


def choose_face(rng: random.Random, half: str, *, bold: bool = False) -> str:
    """A face of the half."""
    return rng.choice(installed(half, bold=bold))


@cache
def _load(face: Face, pixels: int) -> ImageFont.FreeTypeFont | None:
    path = font_path(face.file)
    return ImageFont.truetype(path, pixels, index=face.index) if path else None


@cache
def _covers(face: Face, character: str) -> bool:
    font = _load(face, 24)
    if font is None:
        return False
    if character.isspace():
        return True
    drawn = bytes(font.getmask(character))
    return any(drawn) and drawn != bytes(font.getmask("\U0010fffd"))


@cache
def font_for(name: str, character: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The face, or where it lacks the character another that has it, at a size in pixels."""
    for face in (FACES[name], *(FACES[other] for other in FALLBACKS), SYMBOLS):
        if _covers(face, character):
            font = _load(face, pixels)
            if font is not None:
                return font
    raise NoFontError(f"no installed font has U+{ord(character):04X}")
