"""Archives and XML that would unpack too far, overlap, lie or fetch are refused before they cost anything."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import safety
from pipeline.errors import BaocaoError, Encrypted, Forbidden, TooLarge, Unreadable


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read_all(data: bytes, budget: safety.Budget | None = None) -> dict[str, bytes]:
    budget = budget or safety.Budget()
    archive = safety.open_zip(data, budget)
    return {info.filename: safety.read_member(archive, info, budget) for info in archive.infolist()}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_come_back_as_they_are(method: int) -> None:
    members = {"a.txt": b"", "b/c.txt": "chữ".encode() * 1_000}
    assert read_all(packed(members, method)) == members


def test_declared_bombs_are_refused_unread() -> None:
    with pytest.raises(TooLarge):
        read_all(packed({"bomb": bytes(64_000_000)}))
    with pytest.raises(TooLarge):
        safety.open_zip(packed({f"{i}": b"" for i in range(safety.MAX_MEMBERS + 1)}), safety.Budget())
    with pytest.raises(TooLarge):
        safety.open_zip(packed({"a": bytes(range(256)) * 4_000}), safety.Budget(unpacked=1_000_000))


def test_a_member_that_lies_about_its_size_is_refused_while_it_is_read() -> None:
    data = packed({"lie": bytes(64_000_000)})
    real = struct.pack("<L", 64_000_000)
    with pytest.raises((TooLarge, Unreadable)):
        read_all(data.replace(real, struct.pack("<L", 1_000)))


def test_the_budget_is_shared_and_nesting_is_limited() -> None:
    budget = safety.Budget(unpacked=3_000_000)
    inner = packed({"x": bytes(range(256)) * 8_000})
    read_all(inner, budget)
    with pytest.raises(TooLarge):
        read_all(inner, budget.nested())
    budget.leave()
    for _ in range(safety.MAX_DEPTH):
        budget.nested()
    with pytest.raises(TooLarge):
        budget.nested()


def test_duplicates_and_overlaps_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(Unreadable):
        safety.open_zip(buffer.getvalue(), safety.Budget())
    assert len(safety.open_zip(buffer.getvalue(), safety.Budget(), duplicates=True).infolist()) == 2
    data = packed({"first": b"x" * 100, "other": b"y" * 100}, zipfile.ZIP_STORED)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    shared = data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]
    with pytest.raises(Unreadable):
        read_all(shared)


def test_half_a_file_says_that_it_is_cut() -> None:
    data = packed({"a": b"noi dung" * 10})
    with pytest.raises(Unreadable) as caught:
        read_all(data[: len(data) // 2])
    assert "cắt cụt" in caught.value.message


def test_encrypted_members_say_so() -> None:
    data = bytearray(packed({"a": b"secret"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    with pytest.raises(Encrypted):
        read_all(bytes(data))


def test_bad_checksum_is_unreadable() -> None:
    data = packed({"a": b"noi dung" * 10})
    with pytest.raises(Unreadable):
        read_all(data.replace(struct.pack("<L", zlib.crc32(b"noi dung" * 10)), b"\0\0\0\1"))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 400))
def test_damage_never_raises_anything_else(place: int, value: int, cut: int) -> None:
    data = bytearray(packed({"a.xml": b"<a>1</a>" * 20, "b": b"2"}))
    data[place % len(data)] = value
    for damaged in (bytes(data), bytes(data)[: cut % len(data)]):
        with suppress(BaocaoError):
            read_all(damaged)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<a>" * 300 + "</a>" * 300,
        "<a><b></a>",
        "",
        "không phải XML",
    ],
)
def test_xml_that_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        safety.parse_xml(text.encode(), "part")
    if "UTF-16" in text:
        with pytest.raises(Unreadable):
            safety.parse_xml(text.encode("utf-16"), "part")


_LATE = b"<?xml version='1.0'?>\n<!-- " + b"x" * 100_000 + b" -->\n<?odd <!DOCTYPE?> <!DOCTYPE a><a/>"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("name", ["customXml/item1.xml", "word/document", "odd.rels", "media/picture.png"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_a_document_type_is_found_wherever_it_stands(method: int, name: str, coding: str) -> None:
    late = _LATE.decode().encode(coding)
    with pytest.raises(Forbidden):
        safety.refuse_doctypes(safety.open_zip(packed({"a.xml": b"<a/>", name: late}, method), safety.Budget()))
    with pytest.raises(Forbidden):
        safety.refuse_doctype(late, name)


@pytest.mark.parametrize(
    "harmless",
    [
        b"<a><!DOCTYPE a></a>",  # no XML at all: refused when it is parsed
        b"<!-- <!DOCTYPE a> --><a/>",
        b"\xef\xbb\xbf<?x <!DOCTYPE a> ?><a/>",
        b"<a>&lt;!DOCTYPE a></a>",
        b"\x89PNG <!DOCTYPE a>",
        b"",
        b"<",
    ],
)
def test_a_document_type_that_is_none(harmless: bytes) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        package = safety.open_zip(packed({"a.xml": harmless, "b": harmless}, method), safety.Budget())
        safety.refuse_doctypes(package)
        assert package.namelist() == ["a.xml", "b"]


def test_broken_xml_can_be_read_as_far_as_it_goes() -> None:
    root = safety.parse_xml(b"<a><b>1</b><b>2", "part", recover=True)
    assert [child.text for child in root] == ["1", "2"]
