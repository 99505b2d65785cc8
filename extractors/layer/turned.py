"""A page that was read turned, with its places as fractions of the page as received."""

from __future__ import annotations

from dataclasses import replace

from extractors.page import Box, Cell, Line, Page, Paragraph, Picture, Place, Table


def as_received(page: Page, turn: int) -> Page:
    """The same page with its places turned by so many quarter turns clockwise."""
    if not turn:
        return page
    blocks = tuple(
        replace(block, cells=tuple(_cell(cell, turn) for cell in block.cells), place=_place(block.place, turn))
        if isinstance(block, Table)
        else Paragraph(_lines(block.lines, turn), block.margin)
        for block in page.blocks
    )
    return replace(page, blocks=blocks, pictures=_pictures(page.pictures, turn))


def _cell(cell: Cell, turn: int) -> Cell:
    return replace(
        cell, lines=_lines(cell.lines, turn), pictures=_pictures(cell.pictures, turn), place=_place(cell.place, turn)
    )


def _lines(lines: tuple[Line, ...], turn: int) -> tuple[Line, ...]:
    return tuple(replace(line, place=_place(line.place, turn)) for line in lines)


def _pictures(pictures: tuple[Picture, ...], turn: int) -> tuple[Picture, ...]:
    return tuple(replace(picture, place=_place(picture.place, turn)) for picture in pictures)


def _place(place: Place | None, turn: int) -> Place | None:
    if place is None or place.box is None:
        return place
    box = place.box
    for _ in range(turn):
        box = Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    return replace(place, box=box)
