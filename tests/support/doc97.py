"""Word 97 files made for tests, byte by byte ([MS-DOC])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.doc97 import read_doc
from extractors.page import Page
from tests.support.compound import compound

FONTS = ("宋体", "Wingdings", "Wingdings 2", "Symbol", "Webdings")
TEXT_AT = 0x800
FIRST_SHAPE = 1025
_LATEST = 93
_ENTRIES = {
    "styles": 1, "sections": 6, "headers": 11, "characters": 12, "paragraphs": 13, "fonts": 15, "pieces": 33,
    "anchors": 40, "drawings": 50, "boxes": 56,
}  # fmt: skip

BOLD, STRIKE, DOUBLE_STRIKE, HIDDEN = (struct.pack("<HB", code, 1) for code in (0x0835, 0x0837, 0x2A53, 0x083C))
DELETED, INSERTED, SPECIAL, DATA = (struct.pack("<HB", code, 1) for code in (0x0800, 0x0801, 0x0855, 0x0806))
BORDER = struct.pack("<HBBBBB", 0x6865, 4, 1, 0, 0, 0)[:6]
UNDERLINE = struct.pack("<HB", 0x2A3E, 1)
IN_TABLE, ROW_END = struct.pack("<HB", 0x2416, 1), struct.pack("<HB", 0x2417, 1)
INNER_CELL, INNER_ROW = struct.pack("<HB", 0x244B, 1), struct.pack("<HB", 0x244C, 1)


def depth(tables: int) -> bytes:
    """sprmPItap."""
    return struct.pack("<Hi", 0x6649, tables)


def font(number: int) -> bytes:
    """The font of that number for all of a run's characters."""
    return b"".join(struct.pack("<HH", code, number) for code in (0x4A4F, 0x4A50, 0x4A51))


def location(place: int) -> bytes:
    """sprmCPicLocation."""
    return struct.pack("<HI", 0x6A03, place)


def style(number: int) -> bytes:
    """sprmCIstd."""
    return struct.pack("<HH", 0x4A30, number)


@dataclass(frozen=True)
class Run:
    """Characters with their modifiers."""

    text: str
    group: bytes = b""


Runs = Sequence[Run | str]


def symbol(number: int, code: int) -> Run:
    """A symbol as Word writes it: `(` with sprmCSymbol."""
    return Run("(", SPECIAL + struct.pack("<HHH", 0x6A09, number, code))


def field_runs(instruction: str, result: str | None = None, data: int | None = None) -> list[Run]:
    """A field; `data`: where the state of a form field stands."""
    state = [] if data is None else [Run("\x01", SPECIAL + DATA + location(data))]
    middle = [] if result is None else [Run("\x14", SPECIAL), *([Run(result)] if result else [])]
    return [Run("\x13", SPECIAL), Run(instruction), *state, *middle, Run("\x15", SPECIAL)]


@dataclass(frozen=True)
class Para:
    """A paragraph: its runs, the modifiers of its mark, what ends it, and the modifiers of that character."""

    runs: tuple[Run, ...]
    group: bytes = b""
    end: str = "\r"
    end_group: bytes = b""
    style: int = 0


def para(*runs: Run | str | list[Run], group: bytes = b"", end: str = "\r", end_group: bytes = b"") -> Para:
    """A paragraph."""
    flat: list[Run] = []
    for one in runs:
        flat += one if isinstance(one, list) else [Run(one) if isinstance(one, str) else one]
    return Para(tuple(flat), group, end, end_group)


@dataclass(frozen=True)
class Cell:
    """A cell of the width given (twentieths of a point), its paragraphs without their marks; `flags`: of its TC80."""

    content: tuple[Para, ...]
    width: int = 2000
    flags: int = 0


FIRST_MERGED, MERGED, DOWN, RESTART = 1, 2, 0x20, 0x60


def cell(*content: Para | Run | str | list[Run], width: int = 2000, flags: int = 0) -> Cell:
    """A cell of paragraphs; what is none becomes one."""
    paras = tuple(one for one in content if isinstance(one, Para))
    return Cell(paras or (para(*(one for one in content if not isinstance(one, Para))),), width, flags)


def definition(cells: Sequence[Cell], left: int = -108) -> bytes:
    """sprmTDefTable."""
    edges = [left]
    for one in cells:
        edges.append(edges[-1] + one.width)
    body = struct.pack(f"<B{len(edges)}h", len(cells), *edges)
    body += b"".join(struct.pack("<HH16s", one.flags, one.width, b"") for one in cells)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def row(*cells: Cell, left: int = -108, end_group: bytes = b"", more: bytes = b"") -> list[Para]:
    """A row of a table; `more` modifiers of its end."""
    found: list[Para] = []
    for one in cells:
        *before, last = one.content
        found += [Para(each.runs, each.group or IN_TABLE, each.end) for each in before]
        found.append(Para(last.runs, IN_TABLE, "\x07", last.end_group))
    return [*found, Para((), IN_TABLE + ROW_END + definition(cells, left) + more, "\x07", end_group)]


def inner_row(*cells: Cell, level: int = 2) -> list[Para]:
    """A row of a table in a cell."""
    base = IN_TABLE + depth(level)
    found = [Para(one.content[-1].runs, base + INNER_CELL) for one in cells]
    return [*found, Para((), base + INNER_CELL + INNER_ROW + definition(cells))]


def form_data(kind: int, result: int, default: int | str, entries: tuple[str, ...] = ()) -> bytes:
    """NilPICFAndBinData around an FFData."""

    def text(one: str) -> bytes:
        return struct.pack("<H", len(one)) + one.encode("utf-16-le") + b"\0\0"

    state = struct.pack("<IHHH", 0xFFFFFFFF, kind | result << 2 | bool(entries) << 15, 0, 20) + text("f")
    state += text(default) if isinstance(default, str) else struct.pack("<H", default)
    state += text("") * 5
    if entries:
        state += struct.pack("<HHH", 0xFFFF, len(entries), 0)
        state += b"".join(struct.pack("<H", len(one)) + one.encode("utf-16-le") for one in entries)
    return struct.pack("<IH62s", 68 + len(state), 68, b"") + state


def art_record(kind: int, content: bytes, instance: int = 0, version: int = 0) -> bytes:
    """A record of Office Art."""
    return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content


def art_container(kind: int, *records: bytes) -> bytes:
    """A container of Office Art."""
    return art_record(kind, b"".join(records), version=15)


def art_entry(image: bytes, kind: int = 0xF01E, instance: int = 0x6E0) -> bytes:
    """An image file in a store of pictures (a PNG)."""
    return art_record(0xF007, bytes(36) + art_record(kind, bytes(17) + image, instance), 6, 2)


def inline_picture(image: bytes, width: int, height: int, kind: int = 0xF01E, instance: int = 0x6E0) -> bytes:
    """PICFAndOfficeArtData of an image file (a PNG); sizes in twentieths of a point."""
    art = art_container(0xF004) + art_entry(image, kind, instance)
    head = struct.pack("<IHH20sHHHH", 68 + len(art), 68, 0x64, b"", width, height, 1000, 1000)
    return head.ljust(68, b"\0") + art


@dataclass
class Doc:
    """What goes into a file. `cuts`: how the text is cut into pieces: the position behind each, whether it is of one
    byte a character, its Prm; pieces are written to the file in `order`. `groups`: of modifiers, for the pieces."""

    body: list[Para]
    notes: list[Para] = field(default_factory=list)
    headers: list[list[Para]] = field(default_factory=list)
    boxes: list[list[Para]] = field(default_factory=list)
    anchors: list[tuple[int, int]] = field(default_factory=list)
    fonts: tuple[str, ...] = FONTS
    styles: list[tuple[str, int, int, bytes]] = field(default_factory=list)
    data: bytes = b""
    drawings: bytes = b""
    cuts: list[tuple[int, bool, int]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    groups: list[bytes] = field(default_factory=list)
    encoding: str = "cp1252"
    language: int = 0x0409
    flags: int = 0x1200
    version: int = 0x00C1
    title_page: bool = False


def _mark(para: Para) -> Run:
    return Run(para.end, para.end_group)


@dataclass
class _Piece:
    start: int
    end: int
    narrow: bool
    prm: int
    place: int = 0


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Writer:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.headers = [*([[]] * 6), *doc.headers] if doc.headers else []
        parts = [doc.body, doc.notes, [one for story in self.headers for one in story]]
        self.parts = [*parts, [one for box in doc.boxes for one in box]]
        self.paras = [one for part in self.parts for one in part]
        self.runs = [run for one in self.paras for run in (*one.runs, _mark(one))]
        self.length = sum(self.size(run.text) for run in self.runs)
        cuts = doc.cuts or [(self.length, False, 0)]
        starts = [0, *(cut[0] for cut in cuts)]
        self.pieces = [_Piece(start, *cut) for start, cut in zip(starts, cuts, strict=False)]
        self.table = bytearray(b"\0" * 16)
        self.places = [(0, 0)] * _LATEST

    def size(self, text: str) -> int:
        if self.doc.encoding == "gbk" and self.doc.cuts and self.doc.cuts[0][1]:
            return len(text.encode("gbk"))
        return _units(text)

    def main(self) -> bytes:
        text = self.text()
        main = bytearray(TEXT_AT) + text
        main += b"\0" * (-len(main) % 512)
        main += self.pages(self.character_runs(), main, "characters", 1)
        main += self.pages(self.paragraph_runs(), main, "paragraphs", 13)
        self.put("fonts", self.fonts())
        self.put("styles", self.styles())
        self.put("pieces", self.clx())
        self.put("sections", self.sections(main))
        if self.headers:
            self.put("headers", self.positions(self.headers))
        if self.doc.boxes:
            boxes = self.positions(self.doc.boxes)
            numbers = range(FIRST_SHAPE, FIRST_SHAPE + len(self.doc.boxes))
            self.put("boxes", boxes + b"".join(struct.pack("<IIHIII", 1, 0, 0, 0, number, 0) for number in numbers))
        if self.doc.anchors:
            body = self.part_length(0)
            at = struct.pack(f"<{len(self.doc.anchors) + 1}I", *(one[0] for one in self.doc.anchors), body)
            spas = (struct.pack("<I4iHI", number, 0, 0, 2000, 2800, 0, 0) for _, number in self.doc.anchors)
            self.put("anchors", at + b"".join(spas))
        if self.doc.drawings:
            self.put("drawings", self.doc.drawings)
        main[:TEXT_AT] = self.fib(TEXT_AT + len(text)).ljust(TEXT_AT, b"\0")
        return bytes(main)

    def text(self) -> bytes:
        whole = "".join(run.text for run in self.runs)
        wide = whole.encode("utf-16-le")
        found = b""
        order = self.doc.order or range(len(self.pieces))
        for number in order:
            piece = self.pieces[number]
            piece.place = TEXT_AT + len(found)
            if piece.narrow and self.doc.encoding == "gbk":
                found += whole.encode("gbk")[piece.start : piece.end]
            elif piece.narrow:
                found += wide[2 * piece.start : 2 * piece.end].decode("utf-16-le").encode(self.doc.encoding)
            else:
                found += wide[2 * piece.start : 2 * piece.end]
        return found

    def stretches(self, spans: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
        """Spans of positions as spans of the stream, in the order of the stream."""
        found = []
        for piece in sorted(self.pieces, key=lambda one: one.place):
            width = 1 if piece.narrow else 2
            for start, end, value in spans:
                first, last = max(start, piece.start), min(end, piece.end)
                if first < last:
                    shift = piece.place - piece.start * width
                    found.append((first * width + shift, last * width + shift, value))
        return found

    def character_runs(self) -> list[tuple[int, int, bytes]]:
        at = 0
        spans = []
        for run in self.runs:
            spans.append((at, at + self.size(run.text), bytes((len(run.group),)) + run.group))
            at = spans[-1][1]
        return self.stretches(spans)

    def paragraph_runs(self) -> list[tuple[int, int, bytes]]:
        at = 0
        spans = []
        for one in self.paras:
            end = at + sum(self.size(run.text) for run in (*one.runs, _mark(one)))
            papx = struct.pack("<H", one.style) + one.group
            papx = bytes(((len(papx) + 1) // 2,) if len(papx) % 2 else (0, len(papx) // 2)) + papx
            spans.append((at, end, papx))
            at = end
        return self.stretches(spans)

    def pages(self, runs: list[tuple[int, int, bytes]], main: bytearray, name: str, size: int) -> bytes:
        """Formatted disk pages of these runs, and the bin table that points to them."""
        pages: list[list[tuple[int, int, bytes]]] = [[]]
        room = 0
        for run in runs:
            need = 4 + size + len(run[2]) + len(run[2]) % 2
            if room + need > 500:
                pages.append([])
                room = 0
            pages[-1].append(run)
            room += need
        first = len(main) // 512
        bins = [page[0][0] for page in pages] + [runs[-1][1]]
        numbers = range(first, first + len(pages))
        self.put(name, struct.pack(f"<{len(bins) + len(pages)}I", *bins, *numbers))
        return b"".join(_page(page, size) for page in pages)

    def put(self, name: str, content: bytes) -> None:
        self.places[_ENTRIES[name]] = (len(self.table), len(content))
        self.table += content

    def fonts(self) -> bytes:
        found = struct.pack("<HH", len(self.doc.fonts), 0)
        for name in self.doc.fonts:
            raw = name.encode("utf-16-le") + b"\0\0"
            charset = 2 if name != "宋体" else 134
            found += struct.pack("<BBHBB10s24s", 39 + len(raw), 0, 400, charset, 0, b"", b"") + raw
        return found

    def styles(self) -> bytes:
        """Styles: name, kind (1 of paragraphs, 2 of characters), base, modifiers of characters."""
        found = struct.pack("<HHHHHHHHHH", 18, 1 + len(self.doc.styles), 10, 1, 91, 15, 0, 0, 0, 0)
        for name, kind, base, group in [("Normal", 1, 0xFFF, b""), *self.doc.styles]:
            raw = struct.pack("<HHHHH", 0, base << 4 | kind, 2 if kind == 1 else 1, 0, 0)
            raw += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
            if kind == 1:
                raw += struct.pack("<HH", 2, 0)
            raw += struct.pack("<H", len(group)) + group + b"\0" * (len(group) % 2)
            found += struct.pack("<H", len(raw)) + raw
        return found

    def clx(self) -> bytes:
        found = b"".join(b"\1" + struct.pack("<H", len(group)) + group for group in self.doc.groups)
        table = struct.pack(f"<{len(self.pieces) + 1}I", 0, *(piece.end for piece in self.pieces))
        for piece in self.pieces:
            place = piece.place * 2 | 0x40000000 if piece.narrow else piece.place
            table += struct.pack("<HIH", 0, place, piece.prm)
        return found + b"\2" + struct.pack("<I", len(table)) + table

    def sections(self, main: bytearray) -> bytes:
        group = struct.pack("<HB", 0x300A, self.doc.title_page) + struct.pack("<HHHH", 0xB01F, 11906, 0xB020, 16838)
        at = len(main)
        main += struct.pack("<H", len(group)) + group
        return struct.pack("<II", 0, self.part_length(0)) + struct.pack("<HIHI", 0, at, 0, 0)

    def part_length(self, number: int) -> int:
        return sum(self.size(run.text) for one in self.parts[number] for run in (*one.runs, _mark(one)))

    def positions(self, stories: Sequence[Sequence[Para]]) -> bytes:
        at = [0]
        for story in stories:
            at.append(at[-1] + sum(self.size(run.text) for one in story for run in (*one.runs, _mark(one))))
        return struct.pack(f"<{len(at)}I", *at)

    def fib(self, end: int) -> bytes:
        doc = self.doc
        lengths = [self.part_length(0), self.part_length(1), self.part_length(2), 0, 0, 0, self.part_length(3), 0]
        head = (0xA5EC, doc.version, 0, doc.language, 0, doc.flags, 0xBF, 0, 0, 0, 0, 0, TEXT_AT, end)
        base = struct.pack("<HHHHHHHIBBHHII", *head)
        words = struct.pack("<H26sH", 14, b"", doc.language)
        longs = struct.pack("<H3I8I11I", 22, end, 0, 0, *lengths, *[0] * 11)
        pairs = struct.pack("<H", _LATEST) + b"".join(struct.pack("<II", *place) for place in self.places)
        return base + words + longs + pairs + struct.pack("<H", 0)


def _page(runs: list[tuple[int, int, bytes]], size: int) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, *(run[0] for run in runs), runs[-1][1])
    at = 510
    for number, (_, _, value) in enumerate(runs):
        at -= len(value) + len(value) % 2
        page[at : at + len(value)] = value
        page[4 * (len(runs) + 1) + size * number] = at // 2
    page[511] = len(runs)
    return bytes(page)


def doc_streams(doc: Doc) -> dict[str, bytes]:
    """The streams of a file."""
    writer = _Writer(doc)
    main = writer.main()
    return {"WordDocument": main, "1Table": bytes(writer.table), **({"Data": doc.data} if doc.data else {})}


def doc_file(doc: Doc | list[Para]) -> bytes:
    """A file of that."""
    return compound(doc_streams(doc if isinstance(doc, Doc) else Doc(doc)))


def read(*body: Para | list[Para]) -> Page:
    """The page that a file with that body gives."""
    return read_doc(doc_file(list(flat(body)))).page


def flat(body: Sequence[Para | list[Para]]) -> Iterator[Para]:
    """Paragraphs, rows taken apart."""
    for one in body:
        yield from one if isinstance(one, list) else [one]
