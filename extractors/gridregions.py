"""Merged cells: elementary rectangles that no line parts belong together, and every cell ends up a rectangle."""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[int, int]
BROKEN_LINE = 0.75
"""A line across a cell parts it where at least this share of it is drawn: the rest has faded."""

BARE = 0.25
"""An outer side of which no more than this is drawn is open."""

Shares = Sequence[Sequence[float]]
"""How much of each side is drawn: of horizontals `[line][column]`, of verticals `[line][row]`."""


def regions(across: Shares, down: Shares, drawn: float) -> list[set[Place]]:
    """The sets of elementary rectangles (row, column) not parted by a drawn side.

    The outer border counts as drawn; a corner open on both its outer sides is no part of the table.
    """
    rows, columns = len(across) - 1, len(down) - 1
    left = {(row, column) for row in range(rows) for column in range(columns)}
    found = []
    while left:
        region = _flood(left, across, down, drawn)
        left -= region
        if not _is_notch(region, across, down, BARE):
            found.append(region)
    return found


def rectangles(
    found: Sequence[set[Place]], across: Shares, down: Shares, x_lines: Sequence[float], y_lines: Sequence[float]
) -> list[tuple[int, int, int, int]]:
    """The regions as rectangles (row0, column0, row1, column1) in numbers of lines.

    A region that is none is cut from its inward corners, where the least ink is missing for the cut.
    """
    done: list[tuple[int, int, int, int]] = []
    todo = list(found)
    while todo:
        region = todo.pop()
        r0, c0, r1, c1 = _bounds(region)
        if len(region) < (r1 - r0) * (c1 - c0):
            todo.extend(_cut(region, across, down, x_lines, y_lines))
            continue
        line = _broken_line(across, (r0, r1), (c0, c1), x_lines)
        upright = _broken_line(down, (c0, c1), (r0, r1), y_lines)
        if line is not None:
            todo.extend(({place for place in region if place[0] < line}, {p for p in region if p[0] >= line}))
        elif upright is not None:
            todo.extend(({place for place in region if place[1] < upright}, {p for p in region if p[1] >= upright}))
        else:
            done.append((r0, c0, r1, c1))
    return done


def _broken_line(sides: Shares, rows: tuple[int, int], columns: tuple[int, int], lines: Sequence[float]) -> int | None:
    whole = lines[columns[1]] - lines[columns[0]]
    for line in range(rows[0] + 1, rows[1]):
        drawn = sum(sides[line][c] * (lines[c + 1] - lines[c]) for c in range(*columns))
        if drawn >= BROKEN_LINE * whole:
            return line
    return None


def _flood(left: set[Place], across: Shares, down: Shares, drawn: float) -> set[Place]:
    start = min(left)
    region, edge = {start}, [start]
    while edge:
        row, column = edge.pop()
        for place, share in (
            ((row - 1, column), across[row][column]),
            ((row + 1, column), across[row + 1][column]),
            ((row, column - 1), down[column][row]),
            ((row, column + 1), down[column + 1][row]),
        ):
            if share < drawn and place in left and place not in region:
                region.add(place)
                edge.append(place)
    return region


def _is_notch(region: set[Place], across: Shares, down: Shares, bare: float) -> bool:
    rows, columns = len(across) - 1, len(down) - 1
    if len(region) == rows * columns:
        return False
    for row, line in ((0, 0), (rows - 1, rows)):
        for column, upright in ((0, 0), (columns - 1, columns)):
            if (
                (row, column) in region
                and all(across[line][c] <= bare for r, c in region if r == row)
                and all(down[upright][r] <= bare for r, c in region if c == column)
            ):
                return True
    return False


def _bounds(region: set[Place]) -> tuple[int, int, int, int]:
    rows, columns = [row for row, _ in region], [column for _, column in region]
    return min(rows), min(columns), max(rows) + 1, max(columns) + 1


def _cut(
    region: set[Place], across: Shares, down: Shares, x_lines: Sequence[float], y_lines: Sequence[float]
) -> list[set[Place]]:
    turned = {(column, row) for row, column in region}
    flat = _cheapest_cut(region, across, x_lines)
    upright = _cheapest_cut(turned, down, y_lines)
    if flat[0] <= upright[0]:
        return _parts(region, flat[1], flat[2])
    return [{(row, column) for column, row in part} for part in _parts(turned, upright[1], upright[2])]


def _cheapest_cut(region: set[Place], sides: Shares, lines: Sequence[float]) -> tuple[float, int, set[int]]:
    """Along horizontals of the region: the missing length, the line, and the columns of the cheapest cut."""
    best: tuple[float, int, set[int]] = (float("inf"), 0, set())
    r0, c0, r1, c1 = _bounds(region)
    for line in range(r0 + 1, r1):
        column = c0
        while column < c1:
            run = []
            while (line - 1, column) in region and (line, column) in region:
                run.append(column)
                column += 1
            if run and (_inward(region, line, run[0] - 1) or _inward(region, line, column)):
                missing = sum((1 - sides[line][c]) * (lines[c + 1] - lines[c]) for c in run)
                best = min(best, (missing, line, set(run)), key=lambda cut: cut[0])
            column += 1
    return best


def _inward(region: set[Place], line: int, column: int) -> bool:
    return ((line - 1, column) in region) != ((line, column) in region)


def _parts(region: set[Place], line: int, columns: set[int]) -> list[set[Place]]:
    left, parts = set(region), []
    while left:
        start = min(left)
        part, edge = {start}, [start]
        while edge:
            row, column = edge.pop()
            for place in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                crosses = place[1] == column and column in columns and max(row, place[0]) == line
                if place in left and place not in part and not crosses:
                    part.add(place)
                    edge.append(place)
        left -= part
        parts.append(part)
    if len(parts) > 1:
        return parts
    return [{place for place in region if place[0] < line}, {place for place in region if place[0] >= line}]
