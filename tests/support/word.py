"""Word files made for tests, from the XML of their body."""

from __future__ import annotations

import zipfile
from io import BytesIO

from extractors.docx import extract
from extractors.page import Cell, Page, Paragraph, Run, Table, Tick

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{main}"/></Types>"""


def relationships(relations: dict[str, tuple[str, str]]) -> str:
    """A .rels part: id → (last word of the type, target)."""
    items = "".join(
        f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def document(body: str) -> str:
    """A document.xml around a body."""
    return f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>"


def part(root: str, content: str) -> str:
    """Any other part (`w:styles`, `w:hdr`, …) around its content."""
    return f"<{root} {_DECLARED}>{content}</{root}>"


def word_file(
    body: str,
    parts: dict[str, str | bytes] | None = None,
    relations: dict[str, tuple[str, str]] | None = None,
    main: str = _MAIN,
) -> bytes:
    """A Word file with that body; `parts` by member name, `relations` of the document as in `relationships`."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(main=main),
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relationships(relations or {}),
        **(parts or {}),
    }
    return archive(members)


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def paragraph(*runs: str) -> str:
    """A `w:p` of these runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A `w:r` with text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    """A `w:tc`; plain text becomes a paragraph."""
    inner = content if content.startswith("<") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    """A `w:tbl` of rows, each the XML of its cells (or a whole `w:tr` or `w:sdt`)."""
    done = [
        row if row.startswith(("<w:tr", "<w:sdt><w:sdtPr/><w:sdtContent><w:tr")) else f"<w:tr>{row}</w:tr>"
        for row in rows
    ]
    return f"<w:tbl>{''.join(done)}</w:tbl>"


def read(body: str, **more: dict[str, str | bytes] | dict[str, tuple[str, str]]) -> Page:
    """The page that a Word file with that body gives."""
    (page,) = extract(word_file(body, **more))  # type: ignore[arg-type]
    return page


def runs(page: Page) -> list[Run]:
    """All runs of a page, in order."""
    lines = []
    for block in page.blocks:
        lines += block.lines if isinstance(block, Paragraph) else [line for one in block.cells for line in one.lines]
    return [one for line in lines for one in line.runs]


def ticks(page: Page) -> list[Tick]:
    """The states of all tick boxes of a page, in order."""
    return [one.tick for one in runs(page) if one.tick is not None]


def texts(page: Page) -> list[str]:
    """The texts of all blocks outside of tables."""
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


def cells(page: Page) -> dict[tuple[int, int], Cell]:
    """The cells of the first table by row and column."""
    first = next(page.tables)
    assert isinstance(first, Table)
    return {(one.row, one.column): one for one in first.cells}
