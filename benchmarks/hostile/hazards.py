"""Hand-made hazards: bombs, loops, cuts, lies and traps for each format that the batch takes in, a few kilobytes each.

``write(folder)`` makes them, the same bytes every time. Nothing here is an exploit: each file asks for more time,
memory or trust than a reader should give.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _docx(body: str, head: str = "", more: dict[str, bytes] | None = None) -> bytes:
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELATIONS.encode()}
    return _zip(parts | {"word/document.xml": document.encode()} | (more or {}))


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _pdf(*objects: str, streams: dict[int, bytes] | None = None) -> bytes:
    """A PDF of numbered objects (the first is the catalog), with a right cross-reference table."""
    target = io.BytesIO()
    target.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(target.tell())
        stream = (streams or {}).get(number)
        body = content.encode() if stream is None else content.encode() + b"\nstream\n" + stream + b"\nendstream"
        target.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = target.tell()
    target.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    target.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    target.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode())
    return target.getvalue()


_CATALOG, _PAGES = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _page(contents: str = "4 0 R", box: str = "0 0 595 842", resources: str = "<< >>") -> str:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {contents} /Resources {resources} >>"


def _drawn(stream: bytes, resources: str = "<< >>", *more: str, filters: str = "") -> bytes:
    length = f"<< /Length {len(stream)} {filters} >>"
    return _pdf(_CATALOG, _PAGES, _page(resources=resources), length, *more, streams={4: stream})


def _wide_font() -> bytes:
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    cid = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /W [0 2000000000 500] >>"
    )
    return _drawn(b"BT /F1 12 Tf 72 700 Td <00410042> Tj ET", "<< /Font << /F1 5 0 R >> >>", font, cid)


def _nested(depth: int) -> bytes:
    data = b"the end"
    for level in range(depth):
        data = _zip({f"level{level}.zip": data})
    return data


def _overlapping() -> bytes:
    """Two directory entries with one name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for data in (b"first", b"second"):
            archive.writestr(zipfile.ZipInfo("same.txt", (1980, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


_ENTITY = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
    f'<!ENTITY {chr(c + 1)} "{f"&{chr(c)};" * 10}">' for c in range(ord("b"), ord("k"))
)
_EXTERNAL = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

HAZARDS: dict[str, Callable[[], bytes]] = {
    "empty.docx": lambda: b"",
    "nul.pdf": lambda: b"\0" * 4096,
    "random.pdf": lambda: b"%PDF-1.7\n" + bytes((i * 7919) % 251 for i in range(5000)),
    "text-named.pdf": "BÁO CÁO\nKết quả năm 2024\n".encode,
    "pdf-named.docx": lambda: _drawn(b"BT ET"),
    "cut.docx": lambda: _docx(_paragraph("a"))[:200],
    "no-document.docx": lambda: _zip({"[Content_Types].xml": _TYPES.encode()}),
    "bomb.docx": lambda: _docx(_paragraph(" " * 300_000_000)),
    "many-paragraphs.docx": lambda: _docx("<w:p/>" * 2_000_000),
    "grid-span.docx": lambda: _docx(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "nested-tables.docx": lambda: _docx("<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000),
    "deep-xml.docx": lambda: _docx("<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000),
    "entities.docx": lambda: _docx(_paragraph("&k;"), _ENTITY + "]>"),
    "external-entity.docx": lambda: _docx(_paragraph("&x;"), _EXTERNAL),
    "duplicate-names.zip": _overlapping,
    "nested-60.zip": lambda: _nested(60),
    "many-members.zip": lambda: _zip({f"{i}.txt": b"x" for i in range(20_000)}),
    "climbing.zip": lambda: _zip({"../../outside.txt": b"BAO CAO", "/root.txt": b"BAO CAO"}),
    "bomb.zip": lambda: _zip({"zeros.txt": b"0" * 400_000_000}),
    "endless-pages.pdf": lambda: _pdf(_CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 1000000000 >>"),
    "no-pages.pdf": lambda: _pdf("<< /Type /Catalog >>"),
    "huge-page.pdf": lambda: _pdf(_CATALOG, _PAGES, _page(box="0 0 1e9 1e9"), "<< /Length 0 >>", streams={4: b""}),
    "wide-font.pdf": _wide_font,
    "open-brackets.pdf": lambda: _drawn(b"(" * 1_000_000),
    "many-lines.pdf": lambda: _drawn(b"0 0 m 9 9 l S\n" * 300_000),
    "double-flate.pdf": lambda: _drawn(
        zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9), filters="/Filter [/FlateDecode /FlateDecode]"
    ),
    "self-form.pdf": lambda: _pdf(
        _CATALOG, _PAGES, _page(resources="<< /XObject << /X 5 0 R >> >>"), "<< /Length 5 >>",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 /Resources << /XObject << /X 5 0 R >> >> >>",
        streams={4: b"/X Do", 5: b"/X Do"},
    ),
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000 + b"}" * 200_000 + b"}",
    "ole-stub.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
    "not-utf-8.txt": lambda: "Báo cáo".encode("cp1258", "replace") + bytes(range(128, 256)),
    "utf-16.txt": lambda: "BÁO CÁO\nKết quả năm 2024".encode("utf-16"),
    "one-line.txt": lambda: b"1" * 2_000_000,
    "spaces.txt": lambda: b"a" + b" " * 1_000_000 + b"b",
    "numbers.txt": lambda: "số 1982/QĐ-".encode() * 80_000,
    "endless-mail.eml": lambda: b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 200_000,
}  # fmt: skip


def write(folder: Path) -> list[Path]:
    """Write all hazards into ``folder``, with a link, a pipe and a name that is not UTF-8 where the system has them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, make in HAZARDS.items():
        path = folder / name
        path.write_bytes(make())
        written.append(path)
    link, pipe = folder / "link.txt", folder / "pipe.txt"
    if not link.is_symlink():
        link.symlink_to("/etc/hostname")
    if not pipe.exists():
        os.mkfifo(pipe)
    odd = os.fsencode(folder) + b"/name-\xff.txt"
    Path(os.fsdecode(odd)).write_bytes(b"BAO CAO")
    return [*written, link, pipe, Path(os.fsdecode(odd))]
