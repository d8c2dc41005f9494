"""Old formats, mail, packets, pictures and plain text; names that lie and names that break lists."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from benchmarks.hostile.hazards import READ, REFUSED, Hazard
from benchmarks.hostile.hazards._archive import MEGA, Entry, archive, entry, repeated
from benchmarks.hostile.hazards._objects import simple
from benchmarks.hostile.hazards.words import docx

_TEXT = "BÁO CÁO\n\nKết quả công tác năm 2024\n"
_DONE = frozenset({"accepted"})
_BAD = frozenset({"too_large", "unreadable", "unsupported"})
_ENDED = READ | REFUSED
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = "application/vnd.oasis.opendocument.text"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def hazards() -> Iterator[Hazard]:
    """All of them."""
    yield from _rtf()
    yield from _odt()
    yield from _ole()
    yield from _mail()
    yield from _pictures()
    yield from _text()
    yield from _disguised()
    yield from _names()


def _rtf() -> Iterator[Hazard]:
    yield Hazard("groups-1m.rtf", b"{\\rtf1 " + b"{" * MEGA, _ENDED, slow=True)
    yield Hazard("bin-lies.rtf", b"{\\rtf1 a\\bin2000000000 b}", _ENDED)
    yield Hazard("unicode-odd.rtf", b"{\\rtf1 \\u-65536? \\u55296? \\u0? \\uc999999999 x}", _ENDED)
    yield Hazard("cut.rtf", b"{\\rtf1\\ansi {\\fonttbl{\\f0 Times", _ENDED)
    yield Hazard("paragraphs-200k.rtf", b"{\\rtf1 " + b"a\\par " * 200_000 + b"}", _ENDED, slow=True)
    yield Hazard(
        "cells-5000.rtf", b"{\\rtf1 \\trowd" + b"\\cellx100" * 5000 + b"a\\cell" * 5000 + b"\\row}", _ENDED, slow=True
    )
    yield Hazard("picture-lies.rtf", b"{\\rtf1 {\\pict\\pngblip\\picw2000000000\\pich2000000000 89504e47}}", _ENDED)
    yield Hazard("zeros.rtf", b"{\\rtf1" + bytes(100_000), _ENDED)
    yield Hazard("empty.rtf", b"{\\rtf}", _ENDED)


def _odt() -> Iterator[Hazard]:
    kind = Entry(b"mimetype", _ODT.encode(), len(_ODT), zlib.crc32(_ODT.encode()), 0)
    manifest = entry(
        "META-INF/manifest.xml",
        f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{_ODT}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'.encode(),
    )
    head = f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
    tail = "</office:text></office:body></office:document-content>"
    good = f"{head}<text:p>Kết quả công tác năm 2024</text:p>{tail}"
    yield Hazard(
        "bomb.odt",
        archive([kind, manifest, repeated("content.xml", b" " * MEGA, 1024, head.encode(), tail.encode())]),
        frozenset({"too_large"}),
    )
    yield Hazard(
        "spaces.odt",
        archive(
            [
                kind,
                manifest,
                entry("content.xml", f'{head}<text:p>a<text:s text:c="2000000000"/>b</text:p>{tail}'.encode()),
            ]
        ),
        _ENDED,
        slow=True,
    )
    cells = '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
    yield Hazard(
        "repeated-cells.odt",
        archive([kind, manifest, entry("content.xml", f"{head}{cells}{tail}".encode())]),
        _ENDED,
        slow=True,
    )
    entity = f"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>{good}"
    yield Hazard(
        "doctype.odt", archive([kind, manifest, entry("content.xml", entity.encode())]), frozenset({"unreadable"})
    )
    whole = archive([kind, manifest, entry("content.xml", good.encode())])
    yield Hazard("good.odt", whole)
    yield Hazard("cut.odt", whole[: len(whole) // 2], _ENDED)
    yield Hazard("no-content.odt", archive([kind, manifest]), _ENDED)


def _ole() -> Iterator[Hazard]:
    header = bytearray(_OLE + bytes(504))
    header[24:32] = struct.pack("<4H", 0x3E, 3, 0xFFFE, 9)
    header[32:34] = struct.pack("<H", 6)
    header[44:76] = struct.pack("<8L", 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header[76:] = struct.pack("<L", 1) + b"\xff" * 432
    word = "WordDocument".encode("utf-16-le")
    message = "__properties_version1.0".encode("utf-16-le")
    for name, mark in (("doc", word), ("msg", message)):
        loop = bytes(header) + struct.pack("<128L", *([0] * 128)) + mark.ljust(64, b"\0") + bytes(1000)
        yield Hazard(f"fat-loop.{name}", loop, _ENDED)
        yield Hazard(f"only-mark.{name}", _OLE + bytes(504) + mark + bytes(5000), _ENDED)
        yield Hazard(f"noise.{name}", _OLE + mark + bytes((n * n * 31 + n * 7) & 255 for n in range(20_000)), _ENDED)
    yield Hazard("ole-empty.doc", _OLE, _ENDED)


def _mail() -> Iterator[Hazard]:
    head = b"From: a@example.vn\r\nTo: b@example.vn\r\nMIME-Version: 1.0\r\n"
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(2000))
    yield Hazard("multipart-2000-deep.eml", head + deep + b"\r\nx", _ENDED)
    inner = head + b"\r\nx"
    for n in range(40):
        inner = (
            head
            + b'Content-Type: multipart/mixed; boundary="c%d"\r\n\r\n--c%d\r\nContent-Type: message/rfc822\r\n\r\n'
            % (n, n)
            + inner
            + b"\r\n--c%d--\r\n" % n
        )
    yield Hazard("mail-in-mail-40.eml", inner, _ENDED)
    yield Hazard("headers-50k.eml", head + b"X-A: b\r\n" * 50_000 + b"\r\nx", _ENDED)
    yield Hazard("header-one-mb.eml", head + b"Subject: " + b"a " * (MEGA // 2) + b"\r\n\r\nx", _ENDED)
    yield Hazard("charset-odd.eml", head + b"Content-Type: text/plain; charset=x-odd\r\n\r\n\xff\xfe\x00", _ENDED)
    yield Hazard("encoded-words.eml", head + b"Subject: " + b"=?utf-8?b?//8=?= " * 5000 + b"\r\n\r\nx", _ENDED)
    part = b'--b\r\nContent-Disposition: attachment; filename="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    yield Hazard(
        "base64-rubbish.eml",
        head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part + b"!!!!\xff" * 500 + b"\r\n--b--",
        _ENDED,
    )
    yield Hazard(
        "attachments-5000.eml",
        head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + (part + b"QUJD\r\n") * 5000 + b"--b--",
        _ENDED,
    )
    name = b"filename*0*=utf-8''%FF; filename*1*=%00; filename=\"../../x\""
    yield Hazard(
        "names-odd.eml",
        head
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + part.replace(b'filename="a.pdf"', name)
        + b"QUJD\r\n--b--",
        _ENDED,
    )
    packet = '<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">{}</edXML>'
    attachment = "<Attachment><ContentTransferEncoded>{}</ContentTransferEncoded></Attachment>"
    yield Hazard("rubbish.edxml", packet.format(attachment.format("%%%")).encode(), frozenset({"unreadable"}) | _DONE)
    yield Hazard("nothing.edxml", packet.format("").encode(), _ENDED)
    yield Hazard(
        "doctype.edxml",
        ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + packet.format("&a;")).encode(),
        frozenset({"unreadable"}),
    )
    yield Hazard("attachments-5000.edxml", packet.format(attachment.format("QUJD") * 5000).encode(), _ENDED)
    yield Hazard("cut.edxml", packet.format(attachment.format("QUJD")).encode()[:-30], frozenset({"unreadable"}))


def _pictures() -> Iterator[Hazard]:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    def png(width: int, height: int, data: bytes) -> bytes:
        head = chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0))
        return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")

    yield Hazard("pixels-60000.png", png(60_000, 60_000, bytes(50 * MEGA)), _ENDED)
    yield Hazard("pixels-2e9.png", png(2_000_000_000, 2_000_000_000, bytes(100)), _ENDED)
    yield Hazard("short.png", png(2000, 2000, bytes(100)), _ENDED)
    yield Hazard(
        "cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03", _ENDED
    )
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + struct.pack("<2H2L", 256, 4, 1, 2**31) * 2 + struct.pack("<L", 8)
    yield Hazard("loop.tif", tiff, _ENDED)
    yield Hazard("odd.gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00" + bytes(50), _ENDED)


def _text() -> Iterator[Hazard]:
    yield Hazard("nul-inside.txt", _TEXT.encode() + b"a\0b\0c" * 50, _ENDED)
    yield Hazard("surrogates.txt", _TEXT.encode() + b"\xed\xa0\x80\xed\xbf\xbf" * 50, _DONE)
    yield Hazard("line-1mb.txt", ("một hai ba " * 100_000).encode(), _DONE)
    for name, unit in (
        ("digits", "1234567890"),
        ("spaces", " "),
        ("slashes", "12/34-"),
        ("number", "số "),
        ("day", "ngày "),
        ("brackets", "(["),
        ("pipes", "|"),
        ("dates", "ngày 01 tháng 01 năm 2024 "),
    ):
        yield Hazard(f"flood-{name}.txt", ("x" + unit * (MEGA // len(unit))).encode(), _DONE | {"timeout"})
    yield Hazard("lines-1m.txt", b"a\n" * 1_000_000, _DONE | {"timeout", "too_large"}, slow=True)
    yield Hazard("text-30mb.txt", (_TEXT * 600_000).encode(), _DONE | {"timeout", "too_large"}, slow=True)
    yield Hazard("utf16-odd.txt", _TEXT.encode("utf-16") + b"a", _DONE)
    yield Hazard("utf16-mark-only.txt", b"\xff\xfe", _ENDED)
    yield Hazard("utf16-surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 500, _ENDED)
    yield Hazard("utf32.txt", _TEXT.encode("utf-32"), _ENDED)
    yield Hazard("latin1.txt", "Kết quả".encode() + b"\xe9\xe8\x80\x9f" * 40, _ENDED)
    yield Hazard("bidi.txt", ("\u202e\u200b\u2066" * 500 + _TEXT).encode(), _DONE)
    yield Hazard("combining.txt", ("a" + "\u0301" * 50_000 + _TEXT).encode(), _DONE)
    yield Hazard("huge-numbers.txt", ("Có " + "9" * 5000 + " lượt, 1e400 và 99/99/99999.\n").encode() * 20, _DONE)
    yield Hazard("zeros.txt", bytes(5000), frozenset({"incomplete"}))
    yield Hazard("empty.txt", b"", frozenset({"incomplete"}))
    yield Hazard("escape.txt", b"\x1b[31m" * 100 + _TEXT.encode(), _DONE)


def _disguised() -> Iterator[Hazard]:
    word, pdf = docx("<w:p><w:r><w:t>Kết quả công tác năm 2024</w:t></w:r></w:p>"), simple()
    page = f"<html><body><p>{_TEXT}</p></body></html>".encode()
    for name, data, states in (
        ("pdf.docx", pdf, _DONE), ("word.pdf", word, _DONE), ("text.pdf", _TEXT.encode(), _DONE), ("zip.docx", archive([entry("a.txt", b"a")]), _DONE | _BAD),
        ("page.doc", page, _ENDED), ("rtf.doc", b"{\\rtf1 Ket qua}", _ENDED), ("word.doc", word, _DONE), ("word.zip", word, _DONE), ("no-extension", word, _DONE),
        ("program.exe", b"MZ" + bytes(range(256)) * 20, _BAD), ("a.gz", b"\x1f\x8b\x08" + bytes(500), _BAD), ("a.rar", b"Rar!\x1a\x07\x01" + bytes(500), _BAD),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(500), _BAD), ("random.bin", bytes((n * n * 167 + n) & 255 for n in range(9000)), _BAD),
        ("sheet.xlsx", archive([entry("[Content_Types].xml", b"<Types/>"), entry("xl/workbook.xml", b"<workbook/>")]), _BAD),
        ("sheet.docx", archive([entry("[Content_Types].xml", b"<Types/>"), entry("xl/workbook.xml", b"<workbook/>")]), _BAD),
        ("xml.xml", b"<?xml version='1.0'?><a/>", _ENDED), ("script.html", b"<html><script>while(1){}</script>" + page, _ENDED), ("svg.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", _ENDED),
    ):  # fmt: skip
        yield Hazard(f"disguised-{name}", data, states)


def _names() -> Iterator[Hazard]:
    for number, name in enumerate((
        "dòng\nmới.txt", b"kh\xf4ng ph\xe3i utf8.txt", "-rf.txt", "=cmd()|'x'.txt", "x" * 250 + ".txt", "\u202etxt.fdp", " .txt", "a\tb\r.txt", "“ngoặc”.txt", "%s%n{0}.txt",
        "báo cáo.txt", "ba\u0301o ca\u0301o.txt", "CON.txt", "a..txt.", "\U0001f600.txt",
    )):  # fmt: skip
        yield Hazard(name, f"{_TEXT}\nTệp {number}\n".encode(), _DONE)
