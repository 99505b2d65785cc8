"""OFD files made by hand: the objects of a page, with whatever else a test puts into the package."""

from __future__ import annotations

import zipfile
from io import BytesIO

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
AREA = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"


def part(name: str, content: str, attributes: str = "") -> bytes:
    """An XML member."""
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} {SPACE} {attributes}>{content}</ofd:{name}>'.encode()


def page(objects: str, head: str = AREA) -> bytes:
    """A page (or template) of one layer."""
    return part("Page", f'{head}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content>')


def members(
    *pages: str, common: str = "", rest: str = "", body: str = "", resources: str = "", head: str = AREA
) -> dict[str, bytes]:
    """The members of a file with these pages; `common`, `rest`, `body`, `resources` go where they belong."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/><ofd:Font ID="4" FontName="Wingdings"/></ofd:Fonts>'
    common = f"<ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes>{common}</ofd:CommonData>"
    made = {
        "OFD.xml": part("OFD", f"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody>"),
        "Doc_0/Document.xml": part("Document", f"{common}<ofd:Pages>{listed}</ofd:Pages>{rest}"),
        "Doc_0/Res.xml": part("Res", fonts + resources),
    }
    return made | {f"Doc_0/Pages/{n}.xml": page(objects, head) for n, objects in enumerate(pages)}


def packed(contents: dict[str, bytes]) -> bytes:
    """The members as one file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def text(content: str, x: float = 20, y: float = 20, size: float = 4, code: str = "", more: str = "") -> str:
    """A text object whose baseline starts at x, y (mm); `code`, `more`: attributes of the text code, of the object."""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 100 {size * 1.3}" Font="3" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {code}>{content}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, more: str = "", inside: str = "") -> str:
    """A path object in millimetres of the page."""
    return (
        f'<ofd:PathObject Boundary="0 0 210 297" LineWidth="0.2" {more}>{inside}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> str:
    """A ruled table."""
    across = "".join(f"M {xs[0]} {y} L {xs[-1]} {y} " for y in ys)
    return path(across + "".join(f"M {x} {ys[0]} L {x} {ys[-1]} " for x in xs))
