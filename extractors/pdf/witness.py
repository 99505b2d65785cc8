"""Whether the fonts of a PDF page say what they show: samples of their text compared with what a recogniser sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from extractors.glyphs import symbol_font
from extractors.layer.model import Char, Layer

if TYPE_CHECKING:
    from extractors.page import Pixels

ReadLines = Callable[[Sequence["Pixels"]], Sequence[str]]
"""Reads pictures of single lines of text."""

_PROOF = re.compile(
    r"企业|质量|公司|姓名|性别|职务|职称|身份|联系|培训|学历|专业|地区|大学|学院|工程|经理|管理|主任|部长|有限|本科|"
    r"市场|监督|技术|产品|制造|生产|加工|工作|以上|同意|情况|專業|質量|企業|單位|省|縣|县|(?:19|20)\d\d\D|1[3-9]\d{9}|@\w+\.\w+"
)
"""What a font whose codes mean other characters would hardly spell by chance."""
LEAST_PROOF = 2
SHORTEST, LONGEST = 4, 24
"""Characters of a sample."""
SAMPLES = 2
LEAST_LIKE = 0.45
SMALLEST_SIZE = 6.0
SAMPLE_DPI = 220.0
MOST_FONTS = 8


def is_belied(layer: Layer, sheet: Any, read: ReadLines, sure: set[str], borrowed: Container[str]) -> bool:
    """Whether what the page shows in one of its fonts is not what the text layer says.

    `sure`: fonts known to be right, to which those found right are added; `borrowed`: fonts that the file does not
    bring along, whose codes are no riddle.
    """
    doubtful = [font for font in _fonts(layer) if font not in sure and font not in borrowed and not symbol_font(font)]
    for font in doubtful[:MOST_FONTS]:
        lines = list(_lines(char for char in layer.chars if char.font == font))
        text = "\n".join("".join(char.text for char in line) for line in lines)
        samples = sorted((line for line in lines if len(line) >= SHORTEST), key=len)[-SAMPLES:]
        if len(set(_PROOF.findall(text))) >= LEAST_PROOF:
            sure.add(font)
        elif samples:
            likeness = _likeness(samples, layer, sheet, read)
            if likeness is not None and likeness < LEAST_LIKE:
                return True
            sure.add(font)
    return False


def _fonts(layer: Layer) -> list[str]:
    return list(dict.fromkeys(char.font for char in layer.chars if char.text.strip()))


def _lines(chars: Iterator[Char]) -> Iterator[list[Char]]:
    """Level characters written one after another."""
    line: list[Char] = []
    for char in chars:
        if char.baseline is None or char.turned or char.size < SMALLEST_SIZE or not char.text.strip():
            continue
        last = line[-1] if line else None
        if last is not None and not (
            abs((last.baseline or 0.0) - char.baseline) < 0.5 and -0.3 * char.size < char.x0 - last.x1 < 1.5 * char.size
        ):
            yield line
            line = []
        line.append(char)
        if len(line) == LONGEST:
            yield line
            line = []
    if line:
        yield line


def _likeness(samples: Sequence[Sequence[Char]], layer: Layer, sheet: Any, read: ReadLines) -> float | None:
    """How like the texts of samples are to what is seen there, 0 to 1; None where nothing is seen."""
    seen = read([_crop(sample, layer, sheet) for sample in samples])
    likes = [
        SequenceMatcher(None, _plain("".join(char.text for char in sample)), _plain(text)).ratio()
        for sample, text in zip(samples, seen, strict=True)
        if _plain(text)
    ]
    return max(likes, default=None)


def _plain(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum()).lower()


def _crop(sample: Sequence[Char], layer: Layer, sheet: Any) -> Pixels:
    import numpy as np

    x0, top, x1, bottom = layer.frame
    size = sample[0].size
    left, right = min(char.x0 for char in sample) - 0.3 * size, max(char.x1 for char in sample) + 0.3 * size
    high = min(char.top for char in sample) - 0.2 * size
    low = max(char.bottom for char in sample) + 0.2 * size
    edges = left - x0, bottom - low, x1 - right, high - top
    pixels = sheet.render(scale=SAMPLE_DPI / 72, crop=tuple(max(edge, 0.0) for edge in edges)).to_numpy()
    return np.ascontiguousarray(np.broadcast_to(pixels[:, :, :3], (*pixels.shape[:2], 3)), np.uint8)
