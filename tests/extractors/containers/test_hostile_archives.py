"""Archives made to do harm: nothing leaves the folder, nothing grows beyond its bounds, nothing is followed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import py7zr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.containers import Bounds
from extractors.containers.tray import Bomb, DiskFull, Flood, Slot
from extractors.errors import ReadError
from pipeline.media import media_type_of
from tests.support.archives import overlapping_zip, rar_file, raw_zip, winmail, zip_file
from tests.support.opened import opened

TIGHT = Bounds(size=400_000, unpacked=1_000_000, members=10, ratio=50, ratio_from=100_000)
ZEROS = bytes(300_000)
NOISE = random.Random(1).randbytes(300_000)


def _tar(entries: list[tarfile.TarInfo], mode: str = "w", content: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for entry in entries:
            entry.size = len(content) if entry.isreg() else 0
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def _seven(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        for name, content in members:
            archive.writestr(content, name)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(zip_file({"z": ZEROS}), id="zip"),
        pytest.param(zip_file({"z": ZEROS}, zipfile.ZIP_BZIP2), id="zip, bzip2"),
        pytest.param(zip_file({"a": NOISE[:100_000], "z": ZEROS}), id="one of several"),
        pytest.param(overlapping_zip(20, ZEROS), id="overlapping"),
        pytest.param(overlapping_zip(3, b"the same twice"), id="overlapping, small"),
        pytest.param(gzip.compress(ZEROS), id="gz"),
        pytest.param(bz2.compress(ZEROS), id="bz2"),
        pytest.param(lzma.compress(ZEROS), id="xz"),
        pytest.param(_tar([tarfile.TarInfo("z")], "w:gz", ZEROS), id="tar.gz"),
        pytest.param(_seven([("z", ZEROS)]), id="7z"),
    ],
)
def test_what_unpacks_out_of_all_proportion_is_refused_as_a_whole(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Bomb):
        opened(content, tmp_path, bounds=TIGHT)
    assert list((tmp_path / "room").iterdir()) == []


def test_a_directory_that_lies_about_sizes_does_not_get_more_through(tmp_path: Path) -> None:
    content = bytearray(zip_file({"z": ZEROS, "a": b"x"}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    read = opened(bytes(content), tmp_path, bounds=TIGHT)
    assert all(one.content is None or len(one.content) <= 10 for one in read)


@pytest.mark.parametrize(
    "content",
    [
        zip_file([(str(number), NOISE[:99_000]) for number in range(10)] + [("more", NOISE[:99_000])]),
        zip_file([(str(number), NOISE[number * 1000 :][:260_000]) for number in range(4)]),
        _seven([(str(number), NOISE[number * 1000 :][:260_000]) for number in range(4)]),
        rar_file([(str(number), NOISE[:260_000]) for number in range(4)]),
        _tar([tarfile.TarInfo(str(number)) for number in range(4)], "w", NOISE[:260_000]),
        zip_file([(str(number), b"") for number in range(11)]),
        _tar([tarfile.TarInfo(str(number)) for number in range(11)]),
        rar_file([(str(number), b"x") for number in range(11)]),
        _seven([(str(number), b"x") for number in range(11)]),
        winmail([(str(number), "", b"x") for number in range(11)]),
    ],
    ids=lambda content: f"{len(content)}",
)
def test_too_many_members_or_bytes_are_refused_as_a_whole(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Flood):
        opened(content, tmp_path, bounds=TIGHT)
    assert list((tmp_path / "room").iterdir()) == []


@pytest.mark.parametrize("kind", ["zip", "7z", "rar", "tar"])
def test_a_member_that_is_too_large_does_not_cost_the_others(kind: str, tmp_path: Path) -> None:
    members = [("a", b"first"), ("large", NOISE + NOISE[::-1]), ("b", b"last")]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, held in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(held)
            archive.addfile(entry, io.BytesIO(held))
    content = {"zip": zip_file(members), "7z": _seven(members), "rar": rar_file(members), "tar": buffer.getvalue()}[
        kind
    ]
    assert opened(content, tmp_path, bounds=TIGHT) == [
        ("a", b"first", None),
        ("large", None, "too-large"),
        ("b", b"last", None),
    ]


CLIMBING = [
    "../../up.docx",
    "/etc/passwd",
    "C:\\Windows\\a.docx",
    "..\\..\\up.docx",
    "a/../../b.docx",
    "//server/share/c",
]


def _climbing_tar() -> bytes:
    return _tar([tarfile.TarInfo(name) for name in [*CLIMBING, "good.docx"]], content=b"form")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(raw_zip([(name.encode(), b"form") for name in [*CLIMBING, "good.docx"]]), id="zip"),
        pytest.param(_climbing_tar(), id="tar"),
        pytest.param(rar_file([(name, b"form") for name in [*CLIMBING[:2], "a/../../b.docx", "good.docx"]]), id="rar"),
    ],
)
def test_a_name_that_climbs_out_is_refused_and_the_rest_is_read(content: bytes, tmp_path: Path) -> None:
    *refused, good = opened(content, tmp_path)
    assert good.content == b"form"
    assert [one.error for one in refused if one.content is None] == ["unsafe"] * len(refused)
    assert not any(one.name.startswith("/") or ".." in one.name.split("/") for one in refused)
    assert {path.name for path in tmp_path.rglob("*")} <= {"received", "room", "0", *map(str, range(9))}


def _linking_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, kind in (("link", stat.S_IFLNK), ("pipe", stat.S_IFIFO), ("good", stat.S_IFREG)):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, (kind | 0o644) << 16
            archive.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def _linking_tar() -> bytes:
    entries = []
    for name, kind in (
        ("link", tarfile.SYMTYPE),
        ("hard", tarfile.LNKTYPE),
        ("pipe", tarfile.FIFOTYPE),
        ("disk", tarfile.BLKTYPE),
        ("tty", tarfile.CHRTYPE),
        ("good", tarfile.REGTYPE),
    ):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        entries.append(entry)
    return _tar(entries, content=b"/etc/passwd")


def _linking_seven(folder: Path) -> bytes:
    (folder / "good").write_bytes(b"/etc/passwd")
    (folder / "link").symlink_to("good")
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.write(folder / "link", "link")
        archive.write(folder / "good", "good")
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar", "7z", "rar"])
def test_links_and_devices_are_refused_and_never_followed(kind: str, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    content = {
        "zip": _linking_zip,
        "tar": _linking_tar,
        "7z": lambda: _linking_seven(made),
        "rar": lambda: rar_file([("link", b""), ("good", b"/etc/passwd")], link="link"),
    }[kind]()
    *refused, good = opened(content, tmp_path)
    assert good == ("good", b"/etc/passwd", None)
    assert refused
    assert [(one.content, one.error) for one in refused] == [(None, "unsafe")] * len(refused)


def test_a_tar_header_that_claims_gigabytes_of_its_own_is_stopped(tmp_path: Path) -> None:
    """The library reads the whole of an extended header into memory: what it may be given is counted."""
    entry = tarfile.TarInfo("././@PaxHeader")
    entry.type, entry.size = tarfile.XHDTYPE, 7 * 2**30
    content = gzip.compress(entry.tobuf(tarfile.USTAR_FORMAT) + bytes(3_000_000))
    with pytest.raises((Bomb, Flood)):
        opened(content, tmp_path, bounds=TIGHT)


def test_the_names_in_the_folder_are_ours(tmp_path: Path) -> None:
    content = zip_file({"CON": b"1", "a:b": b"2", "x" * 300 + ".docx": b"3", "\u202ecod.exe": b"4"})
    read = opened(content, tmp_path)
    assert all(one.content for one in read)
    assert sorted(path.name for path in (tmp_path / "room").iterdir()) == ["0", "1", "2", "3"]
    assert max(len(one.name) for one in read) <= 240
    assert "\u202e" not in read[-1].name


WHOLE = {
    "zip": zip_file({"a.docx": b"first" * 300, "备案表.docx": NOISE[:2000]}),
    "tar": _tar([tarfile.TarInfo("a"), tarfile.TarInfo("b")], "w", NOISE[:700]),
    "tgz": _tar([tarfile.TarInfo("a"), tarfile.TarInfo("b")], "w:gz", NOISE[:700]),
    "7z": _seven([("a", b"first" * 300), ("b", NOISE[:700])]),
    "rar": rar_file([("a", b"first" * 300), ("b", NOISE[:700])]),
    "dat": winmail([("a", "长.docx", b"first"), ("b", "", NOISE[:700])]),
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(WHOLE)), data=st.data())
def test_damage_anywhere_ends_in_an_answer(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Bytes changed, cut out or doubled: members, or a ReadError, and nothing else."""
    content = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(8, max(8, len(content) - 1)))
        change = data.draw(st.sampled_from(["flip", "cut", "double"]))
        if change == "flip" and at < len(content):
            content[at] ^= data.draw(st.integers(1, 255))
        elif change == "cut":
            del content[at : at + data.draw(st.integers(1, 200))]
        else:
            content[at:at] = content[at : at + 50]
    folder = tmp_path_factory.mktemp("damaged")
    with suppress(ReadError):
        opened(bytes(content), folder, bounds=TIGHT, media_type=media_type_of(WHOLE[kind]))
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in folder.rglob("*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full: run on Linux")
@pytest.mark.parametrize("content", [zip_file({"a": b"x"}), _seven([("a", b"x")]), rar_file([("a", b"x")])])
def test_a_full_disk_is_no_fault_of_the_file(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the members told corrupt, the sender would be asked, and the next run would pass the archive over."""
    monkeypatch.setattr(Slot, "__enter__", _enter_full)
    with pytest.raises(DiskFull):
        opened(content, tmp_path)


def _enter_full(slot: Slot) -> Slot:
    slot._file = io.FileIO("/dev/full", "w")
    return slot


def test_a_rar_is_found_whatever_its_path_and_the_locale(tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    assert opened(rar_file([("表.docx", b"form")]), folder) == [("表.docx", b"form", None)]
