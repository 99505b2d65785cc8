"""Picture files come out as upright BGR pages, and bad ones as errors of the family."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from extractors.errors import CorruptFile, EmptyFile, ReadError, TooLarge, UnsafeFile, UnsupportedFile
from extractors.picture import load


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def half_dark(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    image.paste((0, 0, 0), (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "1"), ("PNG", "P"), ("BMP", "RGB"), ("WEBP", "RGB"),
     ("GIF", "P"), ("TIFF", "1"), ("TIFF", "CMYK")],
)  # fmt: skip
def test_every_kind_and_mode_comes_out_as_bgr(kind: str, mode: str) -> None:
    (page,) = load(encoded(half_dark(mode), kind))
    assert page.shape == (40, 60, 3)
    assert page.dtype == np.uint8
    assert page[20, 10].max() < 60
    assert page[20, 50].min() > 200


def test_blue_stays_blue() -> None:
    (page,) = load(encoded(Image.new("RGB", (8, 8), (10, 20, 200)), "PNG"))
    assert page[0, 0].tolist() == [200, 20, 10]


def test_all_pages_of_a_tiff_come_in_order() -> None:
    pages = [half_dark(size=(60 + 10 * k, 40)) for k in range(3)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [page.shape[1] for page in load(data)] == [60, 70, 80]


def test_orientation_in_exif_is_obeyed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = load(encoded(half_dark(), "JPEG", exif=exif))
    assert page.shape == (60, 40, 3)
    assert page[5, 20].max() < 60


def test_what_is_transparent_shows_white() -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 5, 10))
    (page,) = load(encoded(clear, "PNG"))
    assert page[5, 2].tolist() == [0, 0, 0]
    assert page[5, 8].tolist() == [255, 255, 255]


def test_sixteen_bits_of_grey_are_not_cut_to_white() -> None:
    levels = np.full((10, 10), 65535, np.uint16)
    levels[:, :5] = 12000
    (page,) = load(encoded(Image.fromarray(levels), "PNG"))
    assert 30 < page[5, 2, 0] < 60
    assert page[5, 8, 0] == 255


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"no picture at all", UnsupportedFile),
        (b"\x89PNG\r\n\x1a\n broken", CorruptFile),
        (bomb(60_000, 60_000), UnsafeFile),
        (bomb(11_000, 10_950), TooLarge),
        (bomb(9_000, 9_000), UnsafeFile),
    ],
)
def test_bad_files_are_errors_of_the_family(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        load(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_file_cut_off_anywhere_is_read_or_refused_never_a_crash(kind: str) -> None:
    whole = encoded(half_dark(), kind)
    for end in range(1, len(whole), max(1, len(whole) // 25)):
        try:
            pages = load(whole[:end])
        except ReadError:
            continue
        assert all(page.ndim == 3 for page in pages)
