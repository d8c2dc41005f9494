"""Old formats to DOCX: without network, whatever a document names; and what is not DOCX is known by its bytes."""

from __future__ import annotations

import io
import socket
import threading
import time
import zipfile
from collections.abc import Iterator

import pytest

from benchmarks.hostile.hazards._archive import archive
from benchmarks.hostile.hazards.words import document, package
from pipeline.conversion import kinds, office
from pipeline.errors import Unsupported
from pipeline.readers import read

_ODT = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("draw", "drawing"), ("style", "style"), ("manifest", "manifest"),
        ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

without_libreoffice = pytest.mark.skipif(office.unavailable() is not None, reason="no LibreOffice without network here")


def _packed(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _docx(place: str) -> bytes:
    """Everything external that a Word file can name: pictures, template, object, frame, chunk, field, font, link."""
    kinds_ = ("image", "attachedTemplate", "oleObject", "frame", "aFChunk", "subDocument", "hyperlink", "font", "video")
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_REL}/{kind}" Target="{place}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds_)
    )
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:link="r0"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:href="r0" src="{place}/vml"/>'
        "</v:shape></w:pict></w:r>"
    )
    field = (
        f'<w:fldSimple w:instr=" INCLUDEPICTURE &quot;{place}/field&quot; "><w:r><w:t>hình</w:t></w:r></w:fldSimple>'
    )
    body = f'<w:p><w:r><w:t>Kết quả năm 2024</w:t></w:r>{picture}{field}</w:p><w:altChunk r:id="r4"/>'
    whole = {item.name.decode(): item for item in package(document(body))}
    settings = f'<w:settings xmlns:w="{_W}" xmlns:r="{_REL}"><w:attachedTemplate r:id="r1"/></w:settings>'
    members = {name: zipfile.ZipFile(io.BytesIO(archive(list(whole.values())))).read(name).decode() for name in whole}
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    own = f'<Relationship Id="s" Type="{_REL}/settings" Target="settings.xml"/>'
    members |= {
        "word/_rels/document.xml.rels": f"{head}{links}{own}</Relationships>",
        "word/_rels/settings.xml.rels": f"{head}{links}</Relationships>",
        "word/settings.xml": settings,
    }
    return _packed(members)


def _odf(place: str) -> Iterator[bytes]:
    frame = f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{place}/a.png"/></draw:frame>'
    linked = f'<text:section text:name="s"><text:section-source xlink:href="{place}/part.odt"/></text:section>'
    body = f"<office:body><office:text><text:p>Kết quả năm 2024{frame}</text:p>{linked}</office:text></office:body>"
    manifest = f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    content = f"<office:document-content {_SPACES}>{body}</office:document-content>"
    yield _packed({"mimetype": _ODT, "META-INF/manifest.xml": manifest, "content.xml": content})
    yield f'<?xml version="1.0"?><office:document {_SPACES} office:mimetype="{_ODT}">{body}</office:document>'.encode()


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server on this machine, and what was asked of it."""
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            try:
                while True:
                    connection, _ = server.accept()
                    requests.append(connection.recv(100))
                    connection.close()
            except OSError:
                return

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", requests


@pytest.mark.enable_socket
def test_the_listener_hears(listener: tuple[str, list[bytes]]) -> None:
    place, requests = listener
    host, port = place.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        connection.recv(10)
    assert len(requests) == 1


@pytest.mark.enable_socket
@without_libreoffice
def test_no_document_makes_anything_connect(listener: tuple[str, list[bytes]]) -> None:
    place, requests = listener
    page = f"<html><head><link rel='stylesheet' href='{place}/a.css'><base href='{place}'></head><body><p>Kết quả năm 2024</p><img src='{place}/a.png'><iframe src='{place}/b'></iframe></body></html>"
    rtf = f'{{\\rtf1 Ket qua nam 2024 {{\\field{{\\*\\fldinst INCLUDEPICTURE "{place}/b.png"}}{{\\fldrslt x}}}}{{\\*\\template {place}/t.dot}}}}'
    for data in (page.encode(), rtf.encode(), *_odf(place), _docx(place)):
        document = read(data, "bao-cao.doc")
        assert "2024" in document.text
    office.converter().to_docx(_docx(place), ".docx")  # even if Word files went that way
    time.sleep(0.5)
    assert requests == []


def test_without_a_network_namespace_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "soffice", lambda: "/bin/true")
    monkeypatch.setattr(office, "network_namespace", lambda: None)
    with pytest.raises(Unsupported) as caught:
        office.Converter()
    assert "vùng mạng riêng" in caught.value.message


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"{\\rtf1 a}", kinds.RTF),
        (b"\xef\xbb\xbf <!-- Word --><HTML><body>", kinds.HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", kinds.HTML),
        ("<html><p>".encode("utf-16"), kinds.HTML),
        (b"<meta charset=utf-8><p>", kinds.HTML),
        (b"\xdb\xa5-\0", kinds.DOC),
        (b"\xffWPC\x10", kinds.WORDPERFECT),
        (b"WordPro\0", kinds.WORD_PRO),
        (kinds.OLE + bytes(600) + b"CHNKWKS", kinds.WORKS),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='x'>", kinds.WORD_XML),
        (b"<?xml version='1.0'?><pkg:package xmlns:pkg='%s'>" % b"http://schemas.microsoft.com/office/2006/xmlPackage", kinds.FLAT_OPC),
        (b"<office:document xmlns:office='x' office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>", None),
        (b"<?xml version='1.0'?><document>", None),
        (b"BAO CAO", None),
        (b"", None),
        (kinds.OLE + bytes(2000), None),
    ],
)  # fmt: skip
def test_formats_are_known_by_their_bytes(head: bytes, kind: kinds.Kind | None) -> None:
    assert kinds.kind_of(head) == kind
