"""PDF filings the whole way: typed over a scan, answers pasted as pictures, and pictures of kinds that are rare."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractors.errors import ReadError
from pipeline.extract import pages_of
from pipeline.intake import ReceivedFile
from pipeline.media import media_type_of
from pipeline.read import read_file
from pipeline.settings import Options


def test_text_typed_over_a_scan_is_read_with_the_form_under_it(tmp_path: Path) -> None:
    """The labels are in the picture, the answers in the text layer: both are read from what is shown."""
    from benchmarks.generator.draw import DrawStyle
    from benchmarks.generator.fonts import NoFontError
    from benchmarks.generator.pdfform import write_typed_over_scan
    from benchmarks.generator.people import make_filing

    truth = make_filing(random.Random(1))
    path = tmp_path / "a.pdf"
    try:
        write_typed_over_scan(truth, DrawStyle(), path, random.Random(1))
    except NoFontError as error:
        pytest.skip(f"needs Chinese fonts: {error}")
    outcome = read_file(ReceivedFile(path, "a.pdf"), Options())
    (document,) = outcome.documents
    assert document.fields["id_number"].value == truth.value["id_number"]
    assert document.fields["post"].value == truth.value["post"]
    silent = [
        name
        for name, value in truth.value.items()
        if name not in ("photo", "seal") and document.fields[name].value != value and not document.fields[name].review
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("AVIF", "image/avif"), ("JPEG2000", "image/jp2"), ("HEIF", "image/heic"), ("WEBP", "image/webp")],
)
@pytest.mark.parametrize("size", [(1, 1), (300, 2), (16, 16)])
def test_pictures_too_small_for_a_line_hold_nothing(kind: str, media_type: str, size: tuple[int, int]) -> None:
    """Icons and rules end in a page without text, never in a crash of the worker."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    noise = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), np.uint8)
    packed = io.BytesIO()
    Image.fromarray(noise).save(packed, kind)
    assert media_type_of(packed.getvalue()) == media_type
    try:
        (page,) = pages_of(packed.getvalue(), media_type, Options())
    except ReadError:
        return
    assert not list(page.tables)
