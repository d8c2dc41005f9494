"""PDF files: tables that amplify, streams that explode, loops, floods, odd boxes, damage."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from benchmarks.hostile.hazards import READ, REFUSED, Hazard
from benchmarks.hostile.hazards._archive import MEGA
from benchmarks.hostile.hazards._objects import CATALOG, FONT, HELLO, page, pdf, simple, stream

_BAD = frozenset({"too_large", "unreadable"})
_DONE = frozenset({"accepted"})
_ENDED = READ | REFUSED


def hazards() -> Iterator[Hazard]:
    """All of them."""
    yield from _fonts()
    yield from _streams()
    yield from _floods()
    yield from _trees()
    yield from _boxes()
    yield from _images()
    yield from _damaged()


def _fonts() -> Iterator[Hazard]:
    cid = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
    child = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>%s>>"
    text = b"BT /F 12 Tf 72 700 Td <00410042> Tj ET"
    yield Hazard("widths-2e9.pdf", simple(text, child % b"/W[0 2000000000 500]", font=cid % b""), _ENDED)
    yield Hazard(
        "widths-long.pdf", simple(text, child % (b"/W[0[" + b"500 " * 500_000 + b"]]"), font=cid % b""), _ENDED
    )
    for name, inside in (
        ("tounicode-range", b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
        ("tounicode-many", b"100 beginbfrange " + b"<0000> <FFFF> <0041> " * 5_000 + b"endbfrange"),
        ("tounicode-long", b"1 beginbfchar <0041> <" + b"0041" * 200_000 + b"> endbfchar"),
    ):
        font = cid % b"/ToUnicode 7 0 R"
        yield Hazard(f"{name}.pdf", simple(text, child % b"", stream(inside), font=font), _ENDED)
    yield Hazard(
        "font-first-char.pdf",
        simple(font=FONT[:-2] + b"/FirstChar -2000000000/LastChar 2000000000/Widths[1]>>"),
        _ENDED,
    )
    type3 = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[1]/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    yield Hazard(
        "type3-in-itself.pdf", simple(b"BT /F 1 Tf (A) Tj ET", stream(b"BT /F 1 Tf (AA) Tj ET"), font=type3), _ENDED
    )
    yield Hazard("font-is-page.pdf", simple(page=page(b"/MediaBox[0 0 595 842]", font=b"3 0 R")), _ENDED)


def _streams() -> Iterator[Hazard]:
    zeros = _zeros(1024)
    double = zlib.compress(zeros, 9)
    once = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(zeros) + zeros + b"\nendstream"
    twice = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(double) + double + b"\nendstream"
    yield Hazard("flate-1gb.pdf", simple(body=once), _ENDED, slow=True)
    yield Hazard("flate-twice.pdf", simple(body=twice), _ENDED, slow=True)
    many = b"<</Filter[" + b"/FlateDecode" * 50_000 + b"]/Length 4>>stream\nabcd\nendstream"
    yield Hazard("filters-50k.pdf", simple(body=many), _ENDED)
    predictor = (
        b"<</Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000/Colors 200>>/Length 20>>stream\n"
        + zlib.compress(bytes(20))
        + b"\nendstream"
    )
    yield Hazard("predictor.pdf", simple(body=predictor), _ENDED)
    yield Hazard("length-lies.pdf", simple(body=b"<</Length 2000000000>>stream\n" + HELLO + b"\nendstream"), _ENDED)
    yield Hazard("length-in-itself.pdf", simple(body=b"<</Length 4 0 R>>stream\n" + HELLO + b"\nendstream"), _ENDED)
    for name in (
        b"JBIG2Decode",
        b"JPXDecode",
        b"DCTDecode",
        b"CCITTFaxDecode",
        b"LZWDecode",
        b"RunLengthDecode",
        b"Crypt",
    ):
        body = b"<</Filter/" + name + b"/Length 400>>stream\n" + bytes(range(200)) * 2 + b"\nendstream"
        yield Hazard(f"filter-{name.decode()}.pdf", simple(body=body), _ENDED)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    held = page(b"/MediaBox[0 0 595 842]").replace(b"<</Font", b"<</XObject<</X 6 0 R>>/Font")
    yield Hazard("form-in-itself.pdf", simple(b"/X Do", stream(b"/X Do /X Do", form), page=held), _ENDED)
    chain = [stream(b"/X Do " * 20, form.replace(b"6 0 R", b"%d 0 R" % (n + 7))) for n in range(12)]
    yield Hazard("forms-20-to-the-12.pdf", simple(b"/X Do", *chain, stream(HELLO, form), page=held), _ENDED, slow=True)


def _zeros(megas: int) -> bytes:
    packer = zlib.compressobj(9)
    first = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * MEGA) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * megas  # without the end: readers take what they got


def _floods() -> Iterator[Hazard]:
    yield Hazard("parentheses-1mb.pdf", simple(b"(" * MEGA), _ENDED)
    yield Hazard("parentheses-raw.pdf", b"%PDF-1.4\n" + b"(" * MEGA, _BAD)
    yield Hazard(
        "lines-300k.pdf",
        simple(b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, n % 590, n % 830) for n in range(300_000))),
        _ENDED,
        slow=True,
    )
    grid = b"".join(b"0 %d m 595 %d l S %d 0 m %d 842 l S\n" % (n, n, n, n) for n in range(1, 595)) * 3
    yield Hazard("grid-of-lines.pdf", simple(grid + HELLO), _ENDED, slow=True)
    yield Hazard(
        "glyphs-200k.pdf", simple(b"BT /F 12 Tf 72 700 Td " + b"(A) Tj 0 0 Td " * 200_000 + b"ET"), _ENDED, slow=True
    )
    yield Hazard(
        "glyphs-scattered.pdf",
        simple(
            b"BT /F 2 Tf "
            + b"".join(b"1 0 0 1 %d %d Tm (a1) Tj " % (n * 7919 % 595, n * 104_729 % 842) for n in range(60_000))
            + b"ET"
        ),
        _ENDED,
        slow=True,
    )
    yield Hazard(
        "rectangles-100k.pdf",
        simple(b"".join(b"%d %d 3 3 re f\n" % (n * 7919 % 595, n * 104_729 % 842) for n in range(100_000)) + HELLO),
        _ENDED,
        slow=True,
    )
    yield Hazard(
        "rotated-text.pdf",
        simple(
            b"BT /F 9 Tf "
            + b"".join(b"%d 1 -1 %d %d %d Tm (abc) Tj " % (n % 5, n % 3, n % 595, n % 842) for n in range(20_000))
            + b"ET"
        ),
        _ENDED,
    )
    yield Hazard("saves-1m.pdf", simple(b"q " * MEGA + HELLO), _ENDED)
    yield Hazard("arrays-1m.pdf", simple(b"[" * MEGA + HELLO), _ENDED)
    yield Hazard("arrays-in-page.pdf", simple(box=b"/MediaBox" + b"[" * 200_000), _ENDED)
    yield Hazard("names-100k.pdf", simple(b"".join(b"/n%d gs " % n for n in range(100_000)) + HELLO), _ENDED)
    yield Hazard("line-one-mb.pdf", simple(b"BT /F 12 Tf 72 700 Td (" + b"so 1/2 " * 150_000 + b") Tj ET"), _ENDED)
    yield Hazard("curves-1m.pdf", simple(b"0 0 m " + b"1 2 3 4 5 6 c " * 300_000 + b"S " + HELLO), _ENDED)


def _trees() -> Iterator[Hazard]:
    box = b"/MediaBox[0 0 595 842]"
    yield Hazard("tree-loop.pdf", simple(pages=b"<</Type/Pages/Count 1/Kids[2 0 R]>>"), _ENDED)
    yield Hazard(
        "tree-wide-loop.pdf", simple(pages=b"<</Type/Pages/Count 999999/Kids[" + b"2 0 R " * 1000 + b"]>>"), _ENDED
    )
    yield Hazard("tree-parent-loop.pdf", simple(page=b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"), _ENDED)
    kids = [b"<</Type/Pages/Parent %d 0 R/Count 1/Kids[%d 0 R]>>" % (n - 1, n + 1) for n in range(6, 3006)]
    deep = b"<</Type/Pages/Count 1/Kids[6 0 R]>>"
    yield Hazard("tree-3000-deep.pdf", simple(HELLO, *kids, page(box), pages=deep), _ENDED)
    yield Hazard("count-1000000.pdf", simple(pages=b"<</Type/Pages/Count 1000000/Kids[3 0 R]>>"), _ENDED)
    yield Hazard("count-negative.pdf", simple(pages=b"<</Type/Pages/Count -1/Kids[3 0 R]>>"), _ENDED)
    yield Hazard("count-2e9.pdf", simple(pages=b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>"), _ENDED)
    yield Hazard("count-zero.pdf", simple(pages=b"<</Type/Pages/Count 0/Kids[3 0 R]>>"), _ENDED)
    yield Hazard("no-pages.pdf", simple(pages=b"<</Type/Pages/Count 0/Kids[]>>"), READ | _BAD)
    yield Hazard(
        "same-page-4000.pdf",
        simple(pages=b"<</Type/Pages/Count 4000/Kids[" + b"3 0 R " * 4000 + b"]>>"),
        _ENDED,
        slow=True,
    )
    yield Hazard(
        "same-page-20000.pdf",
        simple(pages=b"<</Type/Pages/Count 20000/Kids[" + b"3 0 R " * 20_000 + b"]>>"),
        frozenset({"too_large"}),
    )
    yield Hazard("no-catalog.pdf", simple(catalog=b"<</Type/Odd>>"), _ENDED)
    yield Hazard("catalog-is-number.pdf", simple(catalog=b"42"), _ENDED)
    yield Hazard("root-missing.pdf", simple(trailer=b""), _ENDED)
    yield Hazard("info-loop.pdf", simple(trailer=b"/Root 1 0 R/Info 1 0 R/Prev 0"), _ENDED)
    previous = simple()
    place = previous.rindex(b"xref\n0")
    yield Hazard("prev-loop.pdf", previous.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % place), _ENDED)
    attached = CATALOG[:-2] + b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>"
    spec = b"<</Type/Filespec/F(a.bin)/UF(a.bin)/EF<</F 7 0 R>>>>"
    zeros = _zeros(600)
    bomb = b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(zeros) + zeros + b"\nendstream"
    yield Hazard("attached-bomb.pdf", simple(HELLO, spec, bomb, catalog=attached), _ENDED, slow=True)
    yield Hazard("attached-nothing.pdf", simple(HELLO, spec, catalog=attached), _ENDED)
    script = CATALOG[:-2] + b"/OpenAction<</S/JavaScript/JS(while(1);)>>>>"
    yield Hazard("script.pdf", simple(catalog=script), _DONE)


def _boxes() -> Iterator[Hazard]:
    for name, box in (
        ("huge", b"[0 0 1e30 1e30]"), ("nan", b"[0 0 NaN inf]"), ("1e400", b"[0 0 1e400 1e400]"), ("zero", b"[0 0 0 0]"),
        ("negative", b"[595 842 0 0]"), ("short", b"[0 0 595]"), ("text", b"(A4)"), ("offset", b"[-1e7 -1e7 -9999000 -9999000]"),
        ("2e9", b"[0 0 2000000000 2000000000]"), ("none", b"null"),
    ):  # fmt: skip
        yield Hazard(f"box-{name}.pdf", simple(box=b"/MediaBox" + box), _ENDED)
    yield Hazard("user-unit.pdf", simple(box=b"/MediaBox[0 0 595 842]/UserUnit 1e9"), _ENDED)
    yield Hazard("rotate-45.pdf", simple(box=b"/MediaBox[0 0 595 842]/Rotate 45"), _DONE)
    for name, matrix in (
        ("zero", b"0 0 0 0 0 0"),
        ("huge", b"1e30 0 0 1e30 0 0"),
        ("odd", b"NaN inf -inf 1 2 3"),
        ("far", b"1 0 0 1 1e9 1e9"),
    ):
        contents = b"BT /F 12 Tf " + matrix + b" Tm (Ket qua cong tac) Tj ET " + matrix + b" cm " + HELLO
        yield Hazard(f"matrix-{name}.pdf", simple(contents), _ENDED)
    yield Hazard("font-size-1e9.pdf", simple(b"BT /F 1000000000 Tf 72 700 Td (abc) Tj ET " + HELLO), _ENDED)
    yield Hazard("font-size-minus.pdf", simple(b"BT /F -12 Tf 72 700 Td (abc) Tj /F 0 Tf (d) Tj ET"), _ENDED)


def _images() -> Iterator[Hazard]:
    held = page(b"/MediaBox[0 0 595 842]").replace(b"<</Font", b"<</XObject<</X 6 0 R>>/Font")
    for name, extra in (
        ("pixels-100k", b"/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8"),
        ("pixels-2e9", b"/Width 2000000000/Height 2000000000/ColorSpace/DeviceGray/BitsPerComponent 1"),
        ("pixels-negative", b"/Width -5/Height 0/ColorSpace/DeviceGray/BitsPerComponent 99"),
        ("mask-loop", b"/Width 5/Height 5/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 6 0 R"),
    ):
        picture = stream(bytes(3000), b"/Type/XObject/Subtype/Image" + extra, packed=True)
        yield Hazard(f"image-{name}.pdf", simple(b"q 595 0 0 842 0 0 cm /X Do Q", picture, page=held), _ENDED)


def _damaged() -> Iterator[Hazard]:
    whole = pdf(
        [
            CATALOG,
            b"<</Type/Pages/Count 3/Kids[3 0 R 6 0 R 7 0 R]>>",
            *[page(b"/MediaBox[0 0 595 842]"), stream(HELLO * 40), FONT],
            *[page(b"/MediaBox[0 0 595 842]")] * 2,
        ]
    )
    for tenth in range(1, 10):
        yield Hazard(f"cut-{tenth}0.pdf", whole[: len(whole) * tenth // 10], _ENDED)
    yield Hazard(
        "no-xref.pdf",
        pdf(
            [CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page(b"/MediaBox[0 0 595 842]"), stream(HELLO), FONT],
            table=False,
        ),
        READ,
    )
    yield Hazard("header-only.pdf", b"%PDF-1.7\n", _BAD)
    yield Hazard("header-and-nul.pdf", b"%PDF-1.7\n" + bytes(100_000), _BAD)
    yield Hazard("rubbish-before.pdf", b"\r\n<rubbish>\n" * 20 + simple(), _ENDED)
    yield Hazard("xref-lies.pdf", simple().replace(b"startxref\n", b"startxref\n9999"), READ)
    yield Hazard("xref-2e9.pdf", simple().replace(b"xref\n0 6", b"xref\n0 2000000000"), _ENDED)
    yield Hazard("password.pdf", _locked("secret"), frozenset({"encrypted"}))
    yield Hazard("owner-password.pdf", _locked(""), _DONE)
    yield Hazard("unknown-encryption.pdf", simple(trailer=b"/Root 1 0 R/Encrypt<</Filter/Odd/V 9/R 9>>"), _ENDED)


def _locked(password: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128), invariant=True)
    canvas.drawString(72, 700, "Ket qua cong tac nam 2024")
    canvas.save()
    return buffer.getvalue()
