"""PDF files of the kinds that test suites of other readers collect: wrong tables and lengths, lost headers and ends,
odd encryption, forms and fonts that hold text in uncommon places. Most of them can be read.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from benchmarks.hostile.hazards import READ, REFUSED, Hazard
from benchmarks.hostile.hazards._objects import CATALOG, FONT, HELLO, page, pdf, simple, stream

_BOX = b"/MediaBox[0 0 595 842]"
_PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
_READ = frozenset({"accepted"})
_REST = frozenset({"accepted", "partial", "unreadable"})
_CUT = frozenset({"partial"})
_ENDED = READ | REFUSED


def hazards() -> Iterator[Hazard]:
    """All of them. Those that must be ``accepted`` hold the sentence of ``_objects.HELLO``."""
    yield from _ends()
    yield from _tables()
    yield from _objects()
    yield from _filters()
    yield from _contents()
    yield from _compressed()
    yield from _trees()
    yield from _locked()
    yield from _uncommon()


def _ends() -> Iterator[Hazard]:
    whole = simple()
    for name, before in (
        ("line", b"\r\n"), ("mark", b"\xef\xbb\xbf"), ("http", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"), ("nul", bytes(600)),
        ("printer", b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n"), ("900", b"x" * 900),
    ):  # fmt: skip
        yield Hazard(f"before-{name}.pdf", before + whole, _READ)
    for name, after in (
        ("nul", bytes(9_000)),
        ("line", b"\r\n" * 2_000),
        ("page", b"<html>" * 500),
        ("pdf", simple(b"BT ET")),
    ):
        yield Hazard(f"after-{name}.pdf", whole + after, _REST)
    body = whole[whole.index(b"1 0 obj") :]
    for name, head in (
        ("none", b""), ("no-version", b"%PDF-\n"), ("version-9", b"%PDF-9.9\n"), ("no-dash", b"%PDF\n"), ("adobe", b"%!PS-Adobe-3.0 PDF-1.4\n"),
        ("small", b"%pdf-1.4\n"), ("cut", b"DF-1.4\n"),
    ):  # fmt: skip
        yield Hazard(f"header-{name}.pdf", head + body, _READ)
    yield Hazard("no-eof.pdf", whole.replace(b"%%EOF", b""), _READ)
    yield Hazard("no-startxref.pdf", whole[: whole.rindex(b"startxref")], _READ)
    yield Hazard("no-trailer.pdf", whole[: whole.rindex(b"trailer")], _CUT)
    yield Hazard("line-ends-cr.pdf", whole.replace(b"\n", b"\r"), _REST)
    yield Hazard("line-ends-crlf.pdf", whole.replace(b"\n", b"\r\n"), _READ)
    yield Hazard("text-utf16.pdf", "BÁO CÁO\n\nKết quả công tác năm 2024\n".encode("utf-16"), _READ)
    yield Hazard("page-html.pdf", b"<!DOCTYPE html><html><body><p>404 Not Found</p></body></html>", _ENDED)
    yield Hazard("base64.pdf", b"JVBERi0xLjQK" * 50, _ENDED)


def _tables() -> Iterator[Hazard]:
    whole = simple()
    start = whole.rindex(b"xref\n0")
    for name, copy in (
        ("off-by-one", whole.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + 1))), ("zero", whole.replace(b"startxref\n%d" % start, b"startxref\n0")),
        ("negative", whole.replace(b"startxref\n%d" % start, b"startxref\n-5")), ("words", whole.replace(b"startxref\n%d" % start, b"startxref\nabc")),
        ("rows-short", whole.replace(b" 00000 n \n", b" 00000 n\n")), ("rows-shifted", whole.replace(b"\n00000000", b"\n00000001")), ("from-one", whole.replace(b"xref\n0 6", b"xref\n1 6")),
        ("count-less", whole.replace(b"xref\n0 6", b"xref\n0 3")), ("count-more", whole.replace(b"xref\n0 6", b"xref\n0 60")), ("all-free", whole.replace(b" 00000 n ", b" 00000 f ")),
        ("generation", whole.replace(b" 00000 n ", b" 00007 n ")), ("rubbish", whole.replace(b"xref\n0 6\n", b"xref\n\xff\xfe\0 6\n")),
    ):  # fmt: skip
        yield Hazard(f"table-{name}.pdf", copy, _READ)
    yield Hazard("table-cut.pdf", whole[: start + 30], _CUT)
    for name, trailer in (
        ("size-wrong", b"/Root 1 0 R/Size 2"), ("prev-wrong", b"/Root 1 0 R/Prev 99999999"), ("root-wrong", b"/Root 4 0 R"), ("root-direct", b"/Root<</Type/Catalog/Pages 2 0 R>>"),
        ("info-missing", b"/Root 1 0 R/Info 77 0 R"), ("id-odd", b"/Root 1 0 R/ID[(a)]"), ("hybrid", b"/Root 1 0 R/XRefStm 17"),
    ):  # fmt: skip
        yield Hazard(f"trailer-{name}.pdf", simple(trailer=trailer), _REST)


def _objects() -> Iterator[Hazard]:
    whole = simple()
    yield Hazard("no-endobj.pdf", whole.replace(b"endobj\n", b""), _READ)
    yield Hazard("no-endstream.pdf", whole.replace(b"\nendstream", b""), _REST)
    for name, length in (
        ("zero", b"0"),
        ("short", b"9"),
        ("long", b"900"),
        ("minus", b"-1"),
        ("none", b"null"),
        ("missing", b"77 0 R"),
        ("text", b"(12)"),
    ):
        body = b"<</Length " + length + b">>stream\n" + HELLO + b"\nendstream"
        yield Hazard(f"length-{name}.pdf", simple(body=body), _READ)
    yield Hazard("length-left-out.pdf", simple(body=b"<<>>stream\n" + HELLO + b"\nendstream"), _READ)
    yield Hazard(
        "stream-crlf.pdf", simple(body=b"<</Length %d>>stream\r\n" % len(HELLO) + HELLO + b"\r\nendstream"), _READ
    )


def _filters() -> Iterator[Hazard]:
    packed = zlib.compress(HELLO * 40, 9)
    for name, data in (
        ("cut", packed[:-9]),
        ("bad-checksum", packed[:-4] + b"\0\0\0\0"),
        ("bad-middle", packed[:40] + b"\xff" * 9 + packed[49:]),
        ("no-header", packed[2:]),
        ("rubbish-after", packed + b"\r\nabc"),
    ):
        body = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(data) + data + b"\nendstream"
        yield Hazard(f"flate-{name}.pdf", simple(body=body), READ)
    for name, filters, data in (
        ("short-names", b"/Fl", packed), ("ascii-hex", b"/ASCIIHexDecode", HELLO.hex().encode() + b">"), ("ascii-hex-open", b"/AHx", HELLO.hex().encode()),
        ("chain", b"[/ASCIIHexDecode/FlateDecode]", packed.hex().encode() + b">"), ("unknown", b"/OddDecode", HELLO), ("null", b"null", HELLO), ("empty", b"[]", HELLO),
    ):  # fmt: skip
        body = (
            b"<</Filter"
            + (b"" if filters.startswith((b"/", b"[")) else b" ")
            + filters
            + b"/Length %d>>stream\n" % len(data)
            + data
            + b"\nendstream"
        )
        yield Hazard(f"filter-{name}.pdf", simple(body=body), READ)


def _contents() -> Iterator[Hazard]:
    odd = HELLO.replace(b"BT", b"BT /Odd gs 1 2 3 odd BX nothing EX <<", 1)
    yield Hazard("operators-unknown.pdf", simple(odd), READ)
    yield Hazard("operators-unbalanced.pdf", simple(b"Q Q Q ET " + HELLO + b" Q q q BT"), _READ)
    yield Hazard(
        "contents-array.pdf",
        simple(
            b"BT /F 12 Tf 72 700 ", stream(b"Td (Ket qua cong tac nam 2024) Tj ET"), page=page(_BOX, b"[4 0 R 6 0 R]")
        ),
        _READ,
    )
    yield Hazard("contents-dead.pdf", simple(page=page(_BOX, b"[77 0 R 4 0 R null]")), _READ)
    yield Hazard("no-contents.pdf", simple(page=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"), READ)
    yield Hazard("inline-picture.pdf", simple(b"BI /W 2 /H 2 /BPC 8 /CS /G ID \x01\x02\x03\x04 EI " + HELLO), _READ)
    yield Hazard("inline-picture-open.pdf", simple(HELLO + b" BI /W 20000 /H 20000 /BPC 8 /CS /G ID abc"), _READ)


def _compressed() -> Iterator[Hazard]:
    """Objects in object streams, the table as a stream (PDF 1.5), sound and damaged."""
    yield Hazard("objects-packed.pdf", _packed(), _READ)
    whole = _packed()
    yield Hazard("objects-packed-cut.pdf", whole[: whole.rindex(b"7 0 obj")], _CUT)
    yield Hazard("objects-packed-first-wrong.pdf", _packed(first=b"/First 0"), _ENDED)
    yield Hazard("objects-packed-count-wrong.pdf", _packed(count=b"/N 99999"), _ENDED)
    yield Hazard("objects-packed-in-itself.pdf", _packed(extra=b"/Extends 6 0 R"), _ENDED)
    yield Hazard("objects-packed-widths.pdf", _packed(widths=b"/W[1 9 2]"), _ENDED)
    yield Hazard("objects-packed-no-widths.pdf", _packed(widths=b""), _ENDED)


def _packed(first: bytes = b"", count: bytes = b"/N 3", extra: bytes = b"", widths: bytes = b"/W[1 4 2]") -> bytes:
    inner = [CATALOG, _PAGES, page(_BOX)]
    places, body = [], b""
    for number, item in enumerate(inner, 1):
        places.append(b"%d %d" % (number, len(body)))
        body += item + b"\n"
    head = b" ".join(places) + b"\n"
    held = stream(head + body, b"/Type/ObjStm" + count + (first or b"/First %d" % len(head)) + extra, packed=True)
    out = bytearray(b"%PDF-1.5\n")
    offsets = {}
    for number, item in ((4, stream(HELLO)), (5, FONT), (6, held)):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    rows = b"\0" + bytes(6)
    rows += b"".join(b"\2" + (6).to_bytes(4, "big") + n.to_bytes(2, "big") for n in range(3))
    rows += b"".join(b"\1" + offsets[n].to_bytes(4, "big") + bytes(2) for n in (4, 5, 6))
    rows += b"\1" + len(out).to_bytes(4, "big") + bytes(2)
    table = stream(rows, b"/Type/XRef/Size 8/Root 1 0 R" + widths, packed=True)
    start = len(out)
    return bytes(out + b"7 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def _trees() -> Iterator[Hazard]:
    for name, options in (
        ("no-type", {"pages": b"<</Count 1/Kids[3 0 R]>>"}), ("no-count", {"pages": b"<</Type/Pages/Kids[3 0 R]>>"}), ("count-low", {"pages": b"<</Type/Pages/Count 0/Kids[3 0 R]>>"}),
        ("dead-kids", {"pages": b"<</Type/Pages/Count 3/Kids[77 0 R 3 0 R null]>>"}), ("page-twice", {"pages": b"<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>"}),
        ("kids-direct", {"pages": b"<</Type/Pages/Count 1/Kids[" + page(_BOX) + b"]>>"}), ("pages-is-page", {"catalog": b"<</Type/Catalog/Pages 3 0 R>>"}),
        ("no-parent", {"page": page(_BOX).replace(b"/Parent 2 0 R", b"")}), ("no-page-type", {"page": page(_BOX).replace(b"/Type/Page", b"")}),
        ("no-box", {"page": page(b"")}), ("box-inherited", {"page": page(b""), "pages": b"<</Type/Pages/Count 1/MediaBox[0 0 595 842]/Kids[3 0 R]>>"}),
        ("box-swapped", {"page": page(b"/MediaBox[595 842 0 0]")}), ("crop-outside", {"page": page(_BOX + b"/CropBox[9000 9000 9500 9500]")}), ("rotate-odd", {"page": page(_BOX + b"/Rotate 91")}),
        ("no-resources", {"page": b"<</Type/Page/Parent 2 0 R" + _BOX + b"/Contents 4 0 R>>"}), ("resources-inherited", {"page": b"<</Type/Page/Parent 2 0 R" + _BOX + b"/Contents 4 0 R>>", "pages": b"<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>"}),
    ):  # fmt: skip
        yield Hazard(f"tree-{name}.pdf", simple(**options), _REST)


def _locked() -> Iterator[Hazard]:
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    for strength in (40, 128):
        for user, states in (("", _READ), ("secret", frozenset({"encrypted"}))):
            buffer = io.BytesIO()
            lock = StandardEncryption(user, ownerPassword="owner", canCopy=0, canPrint=0, strength=strength)
            canvas = Canvas(buffer, encrypt=lock, invariant=True)
            canvas.drawString(72, 700, "Ket qua cong tac nam 2024")
            canvas.save()
            yield Hazard(f"locked-{strength}-{user or 'open'}.pdf", buffer.getvalue(), states)
    yield Hazard("locked-nothing.pdf", simple(trailer=b"/Root 1 0 R/Encrypt<<>>"), _ENDED)
    yield Hazard("locked-dead.pdf", simple(trailer=b"/Root 1 0 R/Encrypt 77 0 R"), _ENDED)


def _uncommon() -> Iterator[Hazard]:
    type3 = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 75/LastChar 75/Widths[9]/Encoding<</Differences[75/K]>>/CharProcs<</K 6 0 R>>>>"
    yield Hazard("type3.pdf", simple(HELLO, stream(b"9 0 d0 0 0 8 8 re f"), font=type3), READ)
    for name, font in (
        ("missing", b"null"), ("no-subtype", b"<</Type/Font/BaseFont/Helvetica>>"), ("odd-encoding", FONT[:-2] + b"/Encoding/OddEncoding>>"), ("tounicode-dead", FONT[:-2] + b"/ToUnicode 77 0 R>>"),
        ("truetype-dead", b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 77 0 R>>"), ("cmap-unknown", b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Odd-H/DescendantFonts[77 0 R]>>"),
    ):  # fmt: skip
        yield Hazard(f"font-{name}.pdf", simple(font=font), READ)
    held = page(_BOX).replace(b"<</Font", b"<</XObject<</X 6 0 R>>/Font")
    for name in (b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode", b"DCTDecode"):
        extra = (
            b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/" + name
        )
        picture = stream(bytes(range(256)) * 4, extra)
        yield Hazard(
            f"picture-{name.decode()}.pdf", simple(HELLO + b" q 500 0 0 90 0 0 cm /X Do Q", picture, page=held), READ
        )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>"
    yield Hazard("text-in-form.pdf", simple(b"/X Do", stream(HELLO, form), page=held), _READ)
    note = b"<</Type/Annot/Subtype/FreeText/Rect[72 690 400 720]/Contents(Ket qua cong tac nam 2024)/AP<</N 7 0 R>>>>"
    yield Hazard("text-in-note.pdf", simple(b"", note, stream(HELLO, form), page=page(_BOX + b"/Annots[6 0 R]")), READ)
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Ket qua cong tac nam 2024)/Rect[72 690 400 720]>>"
    catalog = CATALOG[:-2] + b"/AcroForm<</Fields[6 0 R]%s>>>>"
    yield Hazard("form-field.pdf", simple(b"", field, page=page(_BOX + b"/Annots[6 0 R]"), catalog=catalog % b""), READ)
    xfa = stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template>x</template></xdp:xdp>")
    yield Hazard("xfa-only.pdf", simple(b"", field, xfa, catalog=catalog % b"/XFA 7 0 R"), READ)
    yield Hazard(
        "layer-off.pdf",
        simple(
            b"/OC /L BDC " + HELLO + b" EMC",
            b"<</Type/OCG/Name(L)>>",
            catalog=CATALOG[:-2] + b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>",
            page=page(_BOX).replace(b"<</Font", b"<</Properties<</L 6 0 R>>/Font"),
        ),
        READ,
    )
    yield Hazard("invisible-text.pdf", simple(HELLO.replace(b"BT", b"BT 3 Tr")), READ)
    updated = simple()
    yield Hazard("updated-twice.pdf", updated + updated[updated.index(b"4 0 obj") :], READ)
    yield Hazard("linearised-cut.pdf", _linearised()[:900], _ENDED)
    yield Hazard("linearised.pdf", _linearised(), _READ)
    yield Hazard(
        "two-pages-one-broken.pdf",
        simple(
            HELLO,
            b"<</Type/Page/Parent 2 0 R/MediaBox 5/Contents 77 0 R>>",
            pages=b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>",
        ),
        READ,
    )


def _linearised() -> bytes:
    objects = [
        CATALOG,
        _PAGES,
        page(_BOX),
        stream(HELLO),
        FONT,
        b"<</Linearized 1/L 9999/H[700 200]/O 3/E 900/N 1/T 800>>",
    ]
    return pdf(objects)
