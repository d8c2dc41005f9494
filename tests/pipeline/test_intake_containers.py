"""Containers: every member is found, named and bounded."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import TooLarge, Unreadable
from pipeline.intake.batch import Settings, ingest
from pipeline.intake.containers import members
from pipeline.library import Library
from pipeline.safety import MAX_DEPTH

_TEXT = "BÁO CÁO\n\nKết quả công tác năm 2024\n".encode()

_EDXML = """<?xml version="1.0" encoding="utf-8"?>
<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXML:edXMLEnvelope><edXML:edXMLHeader>
<edXML:MessageHeader><edXML:From><edXML:OrganId>000</edXML:OrganId><edXML:OrganName>SỞ MẪU</edXML:OrganName></edXML:From>
<edXML:Code><edXML:CodeNumber>15</edXML:CodeNumber><edXML:CodeNotation>BC-SM</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Minh Họa</edXML:Place><edXML:PromulgationDate>2024/12/05</edXML:PromulgationDate>
</edXML:PromulgationInfo><edXML:Subject>Kết quả công tác năm 2024</edXML:Subject></edXML:MessageHeader>
</edXML:edXMLHeader></edXML:edXMLEnvelope><edXML:AttachmentEncoded><edXML:Attachment>
<edXML:AttachmentName>bc.txt</edXML:AttachmentName>
<edXML:ContentTransferEncoded>{content}</edXML:ContentTransferEncoded></edXML:Attachment></edXML:AttachmentEncoded>
</edXML:edXML>
"""


def _zip(members: dict[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_zip_members_keep_their_vietnamese_names() -> None:
    found = members(_zip({"báo cáo.txt": _TEXT, "thư mục/b.txt": b"b"}), "x.zip")
    assert [(item.name, item.data) for item in found] == [("báo cáo.txt", _TEXT), ("thư mục/b.txt", b"b")]


def test_office_packages_are_documents_not_containers() -> None:
    assert list(members(_zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "a.docx")) == []


@pytest.mark.parametrize("level", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_of_packages_is_a_container(level: int) -> None:
    """The marks of a Word package stand in plain sight in an archive that holds one unpacked."""
    package = _zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}, zipfile.ZIP_STORED)
    assert [item.data for item in members(_zip({"a.docx": package}, level), "x.zip")] == [package]


def _nested(levels: int, innermost: dict[str, bytes]) -> bytes:
    data = _zip(innermost)
    for level in range(levels, 1, -1):
        data = _zip({f"{level}.zip": data})
    return data


def test_members_too_deep_have_rows_and_reasons(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "deep.zip").write_bytes(_nested(MAX_DEPTH + 1, {"a.txt": _TEXT, "b.txt": _TEXT * 2}))
    (inbox / "fits.zip").write_bytes(_nested(MAX_DEPTH, {"c.txt": _TEXT * 3}))
    with Library.open(tmp_path / "library.db") as library:
        ingest([inbox], library, Settings(workers=1))
        arrivals = {item.path: item for item in library.arrivals()}
    deepest = "deep.zip!/2.zip!/3.zip!/4.zip"
    refused = {path: item for path, item in arrivals.items() if item.state != "accepted"}
    assert set(refused) == {deepest, f"{deepest}!/a.txt", f"{deepest}!/b.txt"}
    assert {item.state for item in refused.values()} == {"too_large"}
    assert all(f"{MAX_DEPTH} lớp" in item.reason and item.hint for item in refused.values())
    assert arrivals["fits.zip!/2.zip!/3.zip!/c.txt"].state == "accepted"


@pytest.mark.parametrize("order", ["before", "after", "next run"])
def test_what_was_refused_for_its_place_is_read_elsewhere(tmp_path: Path, order: str) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    innermost = {"a.txt": _TEXT}
    (inbox / "m.zip").write_bytes(_nested(MAX_DEPTH + 1, innermost))
    elsewhere = {"before": "a", "after": "z", "next run": "z"}[order]
    with Library.open(tmp_path / "library.db") as library:
        if order == "next run":
            ingest([inbox], library, Settings(workers=1))
        (inbox / f"{elsewhere}.zip").write_bytes(_zip(innermost))
        (inbox / f"{elsewhere}.txt").write_bytes(_TEXT)
        ingest([inbox], library, Settings(workers=1))
        states = {item.path: item.state for item in library.arrivals()}
        assert len(list(library.reports())) == 1
    assert states[f"{elsewhere}.zip"] == "accepted"
    assert sorted((states[f"{elsewhere}.txt"], states[f"{elsewhere}.zip!/a.txt"])) == ["accepted", "duplicate"]


def test_bombs_are_refused() -> None:
    with pytest.raises(TooLarge):
        list(members(_zip({"zeros": bytes(64 << 20)}), "bomb.zip"))
    with pytest.raises(TooLarge):
        list(members(_zip({f"{number}": b"" for number in range(2_500)}), "many.zip"))


def test_damaged_members_are_named_with_their_error() -> None:
    data = bytearray(_zip({"a.txt": _TEXT * 50, "b.txt": b"good"}, zipfile.ZIP_STORED))
    place = data.index(_TEXT)
    data[place] ^= 0xFF
    first, second = members(bytes(data), "x.zip")
    assert first.name == "a.txt"
    assert first.error is not None
    assert second.data == b"good"


def test_edxml_metadata_goes_before_the_page(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.edxml").write_text(_EDXML.format(content=base64.b64encode(_TEXT).decode()), "utf-8")
    with Library.open(tmp_path / "library.db") as library:
        ingest([inbox], library, Settings(workers=1))
        assert [item.state for item in library.arrivals()] == ["accepted", "accepted"]
        (report,) = library.reports()
    assert report.letterhead.number == "15/BC-SM"
    assert report.letterhead.issued_on == "2024-12-05"
    assert report.letterhead.agency == "SỞ MẪU"
    assert report.letterhead.method == "derived"


def test_edxml_with_a_document_type_is_refused() -> None:
    with pytest.raises(Unreadable):
        list(members(b'<!DOCTYPE x [<!ENTITY a "b">]><edXML>&a;</edXML>', "x.edxml"))


def test_pdf_attachments_are_members() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.new_attachment("bao-cao.txt").set_data(_TEXT)
    buffer = io.BytesIO()
    document.save(buffer)
    assert [(item.name, item.data) for item in members(buffer.getvalue(), "x.pdf")] == [("bao-cao.txt", _TEXT)]
