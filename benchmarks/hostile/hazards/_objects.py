"""PDF files written object by object."""

from __future__ import annotations

import zlib

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F 12 Tf 72 700 Td (Ket qua cong tac nam 2024) Tj ET"


def stream(data: bytes, extra: bytes = b"", packed: bool = False) -> bytes:
    """A stream object."""
    body, filters = (zlib.compress(data, 9), b"/Filter/FlateDecode") if packed else (data, b"")
    return b"<<" + extra + filters + b"/Length %d>>stream\n" % len(body) + body + b"\nendstream"


def page(extra: bytes = b"", contents: bytes = b"4 0 R", font: bytes = b"5 0 R") -> bytes:
    """A page of the common kind; ``extra`` goes before its own entries."""
    return (
        b"<</Type/Page/Parent 2 0 R" + extra + b"/Resources<</Font<</F " + font + b">>>>/Contents " + contents + b">>"
    )


def pdf(objects: list[bytes], *, table: bool = True, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file of numbered objects, with its table of places or without."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    if table:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d" % (len(places) + 1) + trailer + b">>\n"
    return bytes(out + (b"startxref\n%d\n" % start if table else b"") + b"%%EOF\n")


def simple(contents: bytes = HELLO, *more: bytes, box: bytes = b"/MediaBox[0 0 595 842]", **options: bytes) -> bytes:
    """One page; ``more`` are objects from number 6 on. ``pages``, ``catalog``, ``font``, ``body`` replace objects."""
    return pdf(
        [
            options.get("catalog", CATALOG),
            options.get("pages", b"<</Type/Pages/Count 1/Kids[3 0 R]>>"),
            options.get("page", page(box)),
            options.get("body", stream(contents, packed=len(contents) > 2000)),
            options.get("font", FONT),
            *more,
        ],
        trailer=options.get("trailer", b"/Root 1 0 R"),
    )
