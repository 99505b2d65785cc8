"""Picture files come out as upright BGR pages, and bad ones as errors of the family."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from extractors.errors import CorruptFile, EmptyFile, ReadError, TooLarge, UnsafeFile, UnsupportedFile
from extractors.picture import load


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def half_dark(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    image.paste((0, 0, 0), (0, 0, size[0] // 2, size[1]))
    if mode == "LAB":
        grey = Image.new("L", size, 128)
        return Image.merge("LAB", (image.convert("L"), grey, grey))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "1"), ("PNG", "P"), ("BMP", "RGB"), ("WEBP", "RGB"),
     ("GIF", "P"), ("TIFF", "1"), ("TIFF", "CMYK"), ("TIFF", "LAB"), ("JPEG2000", "RGB"), ("AVIF", "RGB"),
     ("MPO", "RGB"), ("HEIF", "RGB")],
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


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (2, (0, -1)), (3, (-1, -1)), (4, (-1, 0)), (5, (0, 0)), (6, (0, -1)), (7, (-1, -1)), (8, (-1, 0))],
)
def test_orientation_in_exif_is_obeyed(kind: str, orientation: int, corner: tuple[int, int]) -> None:
    """The dark corner at the start of the file comes to lie where each of the eight orientations says."""
    image = Image.new("RGB", (96, 64), "white")
    image.paste((0, 0, 0), (0, 0, 48, 32))
    exif = Image.Exif()
    exif[0x0112] = orientation
    (page,) = load(encoded(image, kind, exif=exif))
    assert page.shape == ((64, 96, 3) if orientation < 5 else (96, 64, 3))
    dark = {(row, column): int(page[row * 9, column * 9].max()) < 60 for row in (0, -1) for column in (0, -1)}
    assert [place for place, is_dark in dark.items() if is_dark] == [corner]


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


@pytest.mark.parametrize("bits", [10, 12, 16])
def test_grey_of_any_depth_keeps_its_white(bits: int) -> None:
    """Scanners store 10 and 12 bits in 16: paper is white all the same."""
    levels = np.full((10, 10), 2**bits - 1, np.uint16)
    levels[:, :5] = 2 ** (bits - 2)
    (page,) = load(encoded(Image.fromarray(levels), "TIFF"))
    assert 50 < page[5, 2, 0] < 80
    assert page[5, 8, 0] >= 254


@pytest.mark.parametrize(
    "compression", ["group3", "group4", "tiff_ccitt", "tiff_lzw", "tiff_adobe_deflate", "packbits"]
)
@pytest.mark.parametrize("zero", [0, 1])
def test_two_tone_tiffs_keep_ink_and_paper_apart(compression: str, zero: int) -> None:
    """Whatever the compression, and whether 0 is said to be white or black."""
    (page,) = load(encoded(half_dark("1"), "TIFF", compression=compression, tiffinfo={262: zero}))
    assert page[20, 10].max() == 0
    assert page[20, 50].min() == 255


def test_jpeg_in_tiff_is_read() -> None:
    (page,) = load(encoded(half_dark(), "TIFF", compression="jpeg"))
    assert page[20, 10].max() < 60
    assert page[20, 50].min() > 200


def test_fax_pages_become_square() -> None:
    """A fax of 204 × 98 dots an inch is stretched to its true proportions; senseless resolutions change nothing."""
    (page,) = load(encoded(half_dark("1", (204, 98)), "TIFF", compression="group4", dpi=(204, 98)))
    assert page.shape[:2] == (204, 204)
    (odd,) = load(encoded(half_dark("1", (204, 98)), "TIFF", dpi=(1, 60_000)))
    assert odd.shape[:2] == (98, 204)


def test_previews_beside_the_pages_of_a_tiff_are_no_pages() -> None:
    preview = half_dark(size=(12, 8))
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    pages = [half_dark(), preview]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [page.shape[1] for page in load(data)] == [60]


def test_of_a_film_the_first_picture_is_the_page() -> None:
    frames = [half_dark().rotate(90 * k) for k in range(3)]
    for kind in ("GIF", "WEBP", "PNG"):
        (page,) = load(encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert page[20, 10].max() < 60


def test_negatives_of_copies_are_turned_back() -> None:
    """A two-tone page that is nearly all black is white paper."""
    image = Image.new("1", (100, 100), 0)
    image.paste(1, (10, 10, 30, 12))
    (page,) = load(encoded(image, "TIFF", compression="group4"))
    assert page[50, 50].min() == 255
    assert page[11, 20].max() == 0


def test_senseless_metadata_does_no_harm() -> None:
    (page,) = load(encoded(half_dark(), "JPEG", icc_profile=b"nonsense", dpi=(1, 60_000), exif=b"Exif\0\0nonsense"))
    assert page.shape == (40, 60, 3)


@pytest.mark.parametrize("tail", [b"", b"\xff\xd9", bytes(4000), bytes(4000) + b"\xff\xd9"])
def test_half_a_photo_is_damaged(tail: bytes) -> None:
    """Cut off, ended early, or filled with zeros: what is missing must not pass for empty paper."""
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8)
    whole = encoded(Image.fromarray(noise), "JPEG")
    with pytest.raises(CorruptFile):
        list(load(whole[: len(whole) // 2] + tail))


def test_limits_are_those_given() -> None:
    data = encoded(half_dark(), "TIFF", save_all=True, append_images=[half_dark()])
    with pytest.raises(TooLarge):
        list(load(data, most_pixels=2399))
    with pytest.raises(TooLarge):
        list(load(data, most_pages=1))
    assert len(list(load(data, 2400, 2))) == 2


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
        list(load(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_file_cut_off_anywhere_is_read_or_refused_never_a_crash(kind: str) -> None:
    whole = encoded(half_dark(), kind)
    for end in range(1, len(whole), max(1, len(whole) // 25)):
        try:
            pages = list(load(whole[:end]))
        except ReadError:
            continue
        assert all(page.ndim == 3 for page in pages)
