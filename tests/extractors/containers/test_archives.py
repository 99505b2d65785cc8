"""Every kind of archive gives its members in order, with their names as people typed them and their bytes as packed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import inflate64
import py7zr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.containers.names import climbs_out, decode_name, is_system_file, shown
from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, MissingTool
from tests.support.archives import RAR, rar_file, raw_zip, unicode_path, winmail, zip_file
from tests.support.opened import opened

MEMBERS = {"备案表/甲.docx": b"first" * 3000, "乙.pdf": b"second", "空.txt": b"", "b/丙.zip": b"third"}


NOISY = {"a.docx": random.Random(1).randbytes(20_000), "b.docx": random.Random(2).randbytes(20_000)}


def _tar(mode: str, members: Mapping[str, bytes] = MEMBERS) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def _seven() -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        for name, content in MEMBERS.items():
            archive.writestr(content, name)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(zip_file(MEMBERS), id="zip"),
        pytest.param(zip_file(MEMBERS, zipfile.ZIP_STORED), id="zip, stored"),
        pytest.param(zip_file(MEMBERS, zipfile.ZIP_BZIP2), id="zip, bzip2"),
        pytest.param(zip_file(MEMBERS, zipfile.ZIP_LZMA), id="zip, lzma"),
        pytest.param(_tar("w"), id="tar"),
        pytest.param(_tar("w:gz"), id="tar.gz"),
        pytest.param(_tar("w:bz2"), id="tar.bz2"),
        pytest.param(_tar("w:xz"), id="tar.xz"),
        pytest.param(_seven(), id="7z"),
        pytest.param(rar_file(MEMBERS.items()), id="rar"),
    ],
)
def test_members_come_in_order_with_their_bytes(content: bytes, tmp_path: Path) -> None:
    read = opened(content, tmp_path)
    assert [(one.name, one.content, one.error) for one in read] == [
        (name, held, None) for name, held in MEMBERS.items()
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_packed_file_is_one_member_named_without_the_suffix(pack: object, tmp_path: Path) -> None:
    (one,) = opened(pack(b"a form"), tmp_path, "inbox/b.zip!备案表.docx.gz")  # type: ignore[operator]
    assert one == ("备案表.docx", b"a form", None)


def test_gzip_knows_what_the_file_was_called(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile("备案表.docx", "w", fileobj=buffer) as packed:
        packed.write(b"a form")
    named = buffer.getvalue().replace(b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08\x08", 1)
    if named[3] == 8 and "备案表".encode() not in named:
        named = named[:10] + "备案表.docx".encode("gbk") + b"\0" + named[10:]
    (one,) = opened(named, tmp_path, "x.gz")
    assert one.name == "备案表.docx"


CHINESE = ["填报表.docx", "大连市/联通公司.doc", "a.txt"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "gb18030"])
def test_names_without_a_flag_are_read_in_the_encoding_they_are_in(encoding: str, tmp_path: Path) -> None:
    content = raw_zip([(name.encode(encoding), b"x") for name in CHINESE])
    assert [one.name for one in opened(content, tmp_path)] == CHINESE


def test_a_name_that_is_gbk_and_utf8_at_once_is_chinese(tmp_path: Path) -> None:
    """联通 in GBK is well-formed UTF-8, for two letters that nobody uses."""
    assert [one.name for one in opened(raw_zip([("联通.doc".encode("gbk"), b"x")]), tmp_path)] == ["联通.doc"]


def test_the_unicode_field_wins_over_the_name_it_was_made_for(tmp_path: Path) -> None:
    old, stale = b"????.docx", b"other.docx"
    extras = {old: unicode_path(old, "备案表.docx"), stale: unicode_path(b"renamed since", "旧.docx")}
    content = raw_zip([(old, b"x"), (stale, b"y")], extras=extras)
    assert [one.name for one in opened(content, tmp_path)] == ["备案表.docx", "other.docx"]


def test_a_header_that_names_the_member_otherwise_than_the_directory_is_no_hindrance(tmp_path: Path) -> None:
    name = "表.docx".encode("gbk")
    content = raw_zip([(name, b"form")])
    mixed = content.replace(name, b"xx.docx", 1)
    assert opened(mixed, tmp_path) == [("表.docx", b"form", None)]


def test_a_directory_that_counts_wrong_is_mended(tmp_path: Path) -> None:
    content = raw_zip([(b"a.txt", b"one"), (b"b.txt", b"two")])
    shifted = content.replace(b"PK\x03\x04", b"12345678PK\x03\x04", 2).replace(b"12345678", b"", 1)
    assert [one.content for one in opened(shifted, tmp_path)] == [b"one", b"two"]


def test_deflate64_is_unpacked(tmp_path: Path) -> None:
    form = bytes(range(256)) * 400
    packer = inflate64.Deflater()
    packed = packer.deflate(form) + packer.flush()
    content = bytearray(raw_zip([(b"a.bin", packed)]))
    for at in (content.index(b"PK\x03\x04") + 8, content.index(b"PK\x01\x02") + 10):
        struct.pack_into("<H", content, at, 9)
        struct.pack_into("<L", content, at + 6, zlib.crc32(form))
        struct.pack_into("<L", content, at + 14, len(form))
    assert opened(bytes(content), tmp_path) == [("a.bin", form, None)]


def test_system_files_and_folders_are_no_members(tmp_path: Path) -> None:
    names = ["表/", "表/a.docx", "__MACOSX/表/._a.docx", "Thumbs.db", "表/~$a.docx", "表/.DS_Store", "表/.~a.doc"]
    content = zip_file([(name, b"x") for name in names])
    assert [one.name for one in opened(content, tmp_path)] == ["表/a.docx"]


def test_names_that_differ_in_case_alone_are_two_members(tmp_path: Path) -> None:
    """On Windows one would be written over the other if names were used on disk."""
    members = [("A.docx", b"1"), ("a.docx", b"2")]
    assert [(one.name, one.content) for one in opened(zip_file(members), tmp_path)] == members


def test_two_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    read = opened(raw_zip([(b"d/a.docx", b"1"), (b"d/a.docx", b"2")]), tmp_path)
    assert [(one.name, one.content) for one in read] == [("d/a.docx", b"1"), ("d/a (2).docx", b"2")]


@pytest.mark.parametrize("content", [zip_file({}), zip_file({"__MACOSX/._a": b"x", "leer/": b""})])
def test_an_archive_without_files_is_empty(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        opened(content, tmp_path)


def test_winmail_gives_its_attachments_by_their_long_names(tmp_path: Path) -> None:
    content = winmail([("BEIAN~1.DOC", "备案表（大连）.docx", b"form"), ("汇总.xls", "", b"list")])
    assert opened(content, tmp_path) == [("备案表（大连）.docx", b"form", None), ("汇总.xls", b"list", None)]


def test_encrypted_members_of_a_zip_are_told_one_by_one(tmp_path: Path) -> None:
    content = bytearray(raw_zip([(b"a.docx", b"x"), (b"b.docx", b"y")]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert [(one.name, one.error) for one in opened(bytes(content), tmp_path)] == [
        ("a.docx", "encrypted"),
        ("b.docx", None),
    ]


def _locked_seven(*, names_too: bool) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password="secret", header_encryption=names_too) as archive:
        archive.writestr(b"form" * 100, "表.docx")
    return buffer.getvalue()


def test_an_encrypted_7z_names_its_members_where_names_are_open(tmp_path: Path) -> None:
    assert opened(_locked_seven(names_too=False), tmp_path) == [("表.docx", None, "encrypted")]


@pytest.mark.parametrize("content", [_locked_seven(names_too=True), rar_file([("a", b"x")], headers_locked=True)])
def test_an_archive_whose_names_are_encrypted_is_encrypted_itself(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile):
        opened(content, tmp_path)


def test_an_encrypted_member_of_a_rar_is_told(tmp_path: Path) -> None:
    content = rar_file([("开.docx", b"open"), ("锁.docx", bytes(32))], locked="锁.docx")
    assert [(one.name, one.error) for one in opened(content, tmp_path)] == [("开.docx", None), ("锁.docx", "encrypted")]


def test_without_its_library_a_rar_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "unrar.cffi", None)
    with pytest.raises(MissingTool, match="unrar2-cffi"):
        opened(rar_file([("a", b"x")]), tmp_path)


@pytest.mark.parametrize("content", [zip_file(MEMBERS)[:-30], _seven()[:-9], RAR + b"rest of it, which is none"])
def test_an_archive_cut_off_is_corrupt(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(CorruptFile):
        opened(content, tmp_path)


@pytest.mark.parametrize(
    "content", [_tar("w", NOISY)[:30_000], _tar("w:gz", NOISY)[:30_000], rar_file(NOISY.items())[:30_000]]
)
def test_what_came_before_the_cut_is_not_lost_and_the_cut_is_told(content: bytes, tmp_path: Path) -> None:
    read = opened(content, tmp_path)
    assert read[:2] == [("a.docx", NOISY["a.docx"], None), ("b.docx", None, "corrupt")]


def test_a_damaged_member_does_not_cost_the_others(tmp_path: Path) -> None:
    content = zip_file({"a.txt": b"one", "b.txt": b"two" * 50, "c.txt": b"three"}, zipfile.ZIP_STORED)
    read = opened(content.replace(b"twotwo", b"tootwo", 1), tmp_path)
    assert [one.error for one in read] == [None, "corrupt", None]


def test_a_tar_that_goes_wrong_in_the_middle_is_not_taken_for_its_end(tmp_path: Path) -> None:
    content = _tar("w", NOISY).replace(b"b.docx", b"broken", 1)
    read = opened(content, tmp_path)
    assert [(one.name, one.error) for one in read] == [("a.docx", None), ("!", "corrupt")]


@given(st.text(max_size=60))
def test_no_shown_name_leads_anywhere(name: str) -> None:
    clean = shown(name)
    assert clean
    assert not climbs_out(clean)
    clean.encode("utf-8")
    assert all(part not in ("", ".", "..") for part in clean.split("/"))


@given(st.binary(max_size=40))
def test_any_bytes_are_a_name(raw: bytes) -> None:
    assert isinstance(decode_name(raw), str)


@pytest.mark.parametrize(
    ("path", "is_one"), [("a/~$b.docx", True), ("a\\Thumbs.db", True), ("~b.docx", False), ("", False)]
)
def test_system_files_are_known_in_any_folder(path: str, is_one: bool) -> None:
    assert is_system_file(path) is is_one
