"""`python -m benchmarks.grid`: on how many drawn and worn pages every cell is found in its place, and how fast."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.generator.degrade import DPI, KINDS, Rectangle, degrade
from benchmarks.generator.draw import draw_filing, draw_other_form, draw_summary, random_style
from benchmarks.generator.people import make_filing, make_summary

FORMS = ("filing", "other", "summary")
SAME = 0.8
"""Boxes that overlap by more than this share of their union are one cell."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A worn page: `pixels` BGR; `cells` where the fields' cells lie, in fractions of it."""

    name: str
    pixels: npt.NDArray[np.uint8]
    cells: Mapping[str, Rectangle]
    dpi: int


@dataclass(frozen=True, slots=True)
class Found:
    """`wrong`: fields without a cell of their own; `cells` found, as fractions of the page; seconds for each step."""

    wrong: tuple[str, ...]
    cells: tuple[Rectangle, ...]
    seconds_upright: float
    seconds_tables: float


def make_page(kind: str, form: str, number: int, half: str = "develop") -> DrawnPage:
    """The page of that number, the same every time."""
    rng = random.Random(f"grid/{kind}/{form}/{half}/{number}")
    style = random_style(rng, half, DPI[kind])
    if form == "summary":
        filings = [make_filing(rng) for _ in range(rng.randint(3, 12))]
        drawing = draw_summary(make_summary(rng, filings), style, rng)
    elif form == "other":
        drawing, _ = draw_other_form(make_filing(rng), style, rng)
    else:
        drawing = draw_filing(make_filing(rng), style, rng)
    worn = degrade(drawing.image, kind, rng, half)
    pixels = np.ascontiguousarray(np.asarray(worn.image.convert("RGB"), np.uint8)[..., ::-1])
    return DrawnPage(f"{kind}/{form}/{number}", pixels, worn.places(drawing.cells), drawing.dpi)


def look(page: DrawnPage) -> Found:
    """Finds the tables of the page as the reader does, and compares."""
    from extractors.scan.rulings import find_tables
    from extractors.scan.upright import upright

    begin = time.perf_counter()
    image = upright(page.pixels)
    middle = time.perf_counter()
    tables = find_tables(image)
    end = time.perf_counter()
    rows, columns = image.pixels.shape[:2]
    back = np.array(image.to_received).reshape(3, 3)
    cells = []
    for cell in (cell for table in tables for cell in table.cells):
        corners = [(x / columns, y / rows, 1.0) for x in (cell.x0, cell.x1) for y in (cell.y0, cell.y1)]
        seen = np.array(corners) @ back.T
        (x0, y0), (x1, y1) = (seen[:, :2] / seen[:, 2:]).min(axis=0), (seen[:, :2] / seen[:, 2:]).max(axis=0)
        cells.append((float(x0), float(y0), float(x1), float(y1)))
    wrong = tuple(name for name, box in page.cells.items() if sum(_overlap(box, cell) > SAME for cell in cells) != 1)
    return Found(wrong, tuple(cells), middle - begin, end - middle)


def _overlap(one: Rectangle, other: Rectangle) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(width, 0.0) * max(height, 0.0)
    whole = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)) - shared
    return shared / whole if whole else 0.0


def _pages(kind: str, form: str, count: int, start: int) -> Iterator[DrawnPage]:
    for number in range(start, start + count):
        try:
            yield make_page(kind, form, number)
        except ValueError:
            continue


def main() -> None:
    """Print one row of a Markdown table for each kind of wear and form."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grid", description=__doc__)
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of wear, with commas between")
    parser.add_argument("--forms", default=",".join(FORMS), help="forms, with commas between")
    parser.add_argument("--count", type=int, default=20, help="pages a kind and form")
    parser.add_argument("--start", type=int, default=0, help="number of the first page")
    parser.add_argument("--mistakes", action="store_true", help="list the pages that are wrong, with their fields")
    asked = parser.parse_args()
    titles = ("kind", "form", "pages", "all cells right", "cells right", "upright ms", "tables ms")
    print("| " + " | ".join(titles) + " |\n" + "|---" * len(titles) + "|")
    for kind in asked.kinds.split(","):
        for form in asked.forms.split(","):
            pages = list(_pages(kind, form, asked.count, asked.start))
            found = [look(page) for page in pages]
            right = sum(not each.wrong for each in found)
            cells, wrong = sum(len(page.cells) for page in pages), sum(len(each.wrong) for each in found)
            times = (
                statistics.median(1000 * getattr(f, f"seconds_{step}") for f in found) for step in ("upright", "tables")
            )
            shares = f"{right / len(pages):.1%} | {1 - wrong / cells:.2%}"
            print(
                f"| {kind} | {form} | {len(pages)} | {shares} | " + " | ".join(f"{ms:.0f}" for ms in times) + " |",
                flush=True,
            )
            if asked.mistakes:
                print(
                    "".join(f"{p.name}: {', '.join(f.wrong)}\n" for p, f in zip(pages, found, strict=True) if f.wrong),
                    end="",
                )


if __name__ == "__main__":
    main()
