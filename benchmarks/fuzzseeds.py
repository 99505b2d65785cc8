"""Files to be mutated, one function a kind: small, and with as much in them as their kind can hold."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from benchmarks.generator import ofd, pdf, sheet, word
from benchmarks.generator.draw import draw_filing, random_style
from benchmarks.generator.layout import FormStyle
from benchmarks.generator.people import make_filing, make_summary
from benchmarks.generator.truth import Truth

EACH = 3
"""Seeds a kind."""
_DPI = 60


def _truth(rng: random.Random) -> Truth:
    return make_filing(rng)


def _docx(path: Path, rng: random.Random) -> None:
    word.write_filing(_truth(rng), word.random_word_style(rng), path, rng)


def _pdf(path: Path, rng: random.Random) -> None:
    pdf.write_filing(_truth(rng), pdf.random_pdf_style(rng), path, rng)


def _ofd(path: Path, rng: random.Random) -> None:
    ofd.write_filing(_truth(rng), ofd.random_ofd_style(rng), path, rng)


def _grid(rng: random.Random) -> sheet.Grid:
    truths = [_truth(rng) for _ in range(4)]
    return sheet.summary_grid(make_summary(rng, truths), sheet.random_sheet_style(rng), rng)


def _xlsx(path: Path, rng: random.Random) -> None:
    sheet.write_xlsx([_grid(rng)], path, rng)


def _xls(path: Path, rng: random.Random) -> None:
    sheet.write_xls([_grid(rng)], path)


def _csv(path: Path, rng: random.Random) -> None:
    sheet.write_csv(_grid(rng), path)


def _picture(kind: str) -> Callable[[Path, random.Random], None]:
    def make(path: Path, rng: random.Random) -> None:
        image = draw_filing(_truth(rng), random_style(rng, dpi=_DPI), rng).image
        mode = rng.choice(("RGB", "L", "1")) if kind in ("PNG", "TIFF", "BMP") else "RGB"
        if kind == "TIFF":
            packing = "group4" if mode == "1" else rng.choice(("tiff_lzw", "jpeg"))
            image.convert(mode).save(
                path, kind, compression=packing, save_all=True, append_images=[image.convert(mode)]
            )
        else:
            image.convert(mode).save(path, kind)

    return make


def _made(make: Callable[[Path, random.Random], None], rng: random.Random, beside: Path) -> bytes:
    """The bytes of a file of another kind."""
    path = beside.with_name("part")
    make(path, rng)
    content = path.read_bytes()
    path.unlink()
    return content


def _zip(path: Path, rng: random.Random) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("备案表/张三.docx", _made(_docx, rng, path))
        archive.writestr("b.pdf", _made(_pdf, rng, path))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("c.csv", _made(_csv, rng, path))
        archive.writestr("inner.zip", inner.getvalue())


def _tar(path: Path, rng: random.Random) -> None:
    with tarfile.open(path, rng.choice(("w", "w:gz"))) as archive:
        content = _made(_docx, rng, path)
        item = tarfile.TarInfo("a.docx")
        item.size = len(content)
        archive.addfile(item, io.BytesIO(content))


def _sevenz(path: Path, rng: random.Random) -> None:
    import py7zr

    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writestr(_made(_docx, rng, path), "a.docx")


def _eml(path: Path, rng: random.Random) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "报送备案表", "a@example.cn", "b@example.cn"
    mail.set_content("见附件。\n" * 5)
    mail.add_alternative("<html><body><p>见附件</p><img src='cid:x'></body></html>", subtype="html")
    mail.add_attachment(_made(_docx, rng, path), maintype="application", subtype="octet-stream", filename="备案表.docx")
    path.write_bytes(mail.as_bytes())


def _rows(rng: random.Random) -> list[list[str]]:
    """The texts of a filing, row by row."""
    grid = sheet.filing_grid(_truth(rng), FormStyle(), rng)
    rows: dict[int, list[str]] = {}
    for (row, _), entry in sorted(grid.entries.items()):
        rows.setdefault(row, []).append(str(entry.content or ""))
    return list(rows.values())


def _html(path: Path, rng: random.Random) -> None:
    rows = "".join(f"<tr>{''.join(f'<td colspan=1>{text}</td>' for text in row)}</tr>" for row in _rows(rng))
    path.write_text(f"<html><meta charset=utf-8><body><table border=1>{rows}</table></body></html>", "utf-8")


def _text(path: Path, rng: random.Random) -> None:
    path.write_text("\n".join("\t".join(row) for row in _rows(rng)), "gb18030", errors="replace")


SEEDS: Mapping[str, Callable[[Path, random.Random], None]] = {
    "docx": _docx,
    "pdf": _pdf,
    "ofd": _ofd,
    "xlsx": _xlsx,
    "xls": _xls,
    "csv": _csv,
    "png": _picture("PNG"),
    "jpg": _picture("JPEG"),
    "tiff": _picture("TIFF"),
    "bmp": _picture("BMP"),
    "webp": _picture("WEBP"),
    "gif": _picture("GIF"),
    "zip": _zip,
    "tar": _tar,
    "7z": _sevenz,
    "eml": _eml,
    "html": _html,
    "txt": _text,
}
"""Kind → the function that writes one of its seeds."""


def write_seeds(folder: Path, kinds: Sequence[str], each: int = EACH) -> tuple[str, ...]:
    """Write so many seeds of each of these kinds into folders of their own; gives the kinds."""
    for kind in kinds:
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for number in range(each):
            SEEDS[kind](folder / kind / str(number), random.Random(f"{kind}/{number}"))
    return tuple(kinds)
