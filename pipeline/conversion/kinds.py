"""Which old or odd word-processing format some bytes are, by what stands in them: names of files say little."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.conversion import flat_opc

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORKS = ("MatOST".encode("utf-16-le"), b"CHNKWKS")
_HEAD = 4_096
_DIRECTORY = 66_000
_BEFORE_ROOT = re.compile(rb"(?:\s|<\?[^>]{0,500}\?>|<!--.{0,2000}?-->){0,50}", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|title|div)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(wordDocument|document|package)\b")


class Kind(NamedTuple):
    """What LibreOffice is to expect (a file suffix) and what the report says (a media type)."""

    suffix: str
    media_type: str


DOC = Kind(".doc", "application/msword")
RTF = Kind(".rtf", "application/rtf")
ODT = Kind(".odt", "application/vnd.oasis.opendocument.text")
FODT = Kind(".fodt", "application/vnd.oasis.opendocument.text-flat-xml")
SXW = Kind(".sxw", "application/vnd.sun.xml.writer")
HTML = Kind(".html", "text/html")
WORD_XML = Kind(".xml", "application/vnd.ms-word.2003.xml")
FLAT_OPC = Kind(".xml", "application/vnd.ms-word.flat-opc+xml")
WORKS = Kind(".wps", "application/vnd.ms-works")
WORDPERFECT = Kind(".wpd", "application/vnd.wordperfect")
WORD_PRO = Kind(".lwp", "application/vnd.lotus-wordpro")
ALL = (DOC, RTF, ODT, FODT, SXW, HTML, WORD_XML, FLAT_OPC, WORKS, WORDPERFECT, WORD_PRO)

_BEGINNINGS = (
    (b"{\\rt", RTF),
    (b"\xdb\xa5", DOC),  # Word 2 for Windows
    (b"\xdc\xa5", DOC),  # Word 6, before OLE
    (b"\x9b\xa5", DOC),  # Word 1 for Windows
    (b"\x31\xbe\0\0", DOC),  # Word for DOS, Write
    (b"\xfe\x37\0", DOC),  # Word for Macintosh
    (b"\xffWPC", WORDPERFECT),
    (b"WordPro\0", WORD_PRO),
)
_PACKED = ((b"application/vnd.oasis.opendocument.text", ODT), (b"application/vnd.sun.xml.writer", SXW))


def kind_of(data: bytes) -> Kind | None:
    """The format, None for any other."""
    if data.startswith(OLE):
        if _WORD_STREAM in data or ENCRYPTED_PACKAGE in data:
            return DOC
        return WORKS if any(mark in data for mark in _WORKS) else None
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    return _marked_up(head.replace(b"\0", b"").lstrip(b"\xff\xfe"))


def _packed(data: bytes) -> Kind | None:
    """ODF and its ancestor: the type comes first, as ODF asks for, or only the manifest names it."""
    head = data[:256]
    if head[30:38] == b"mimetype":
        return next((kind for mark, kind in _PACKED if b"mimetype" + mark in head), None)
    if b"META-INF/manifest.xml" not in data[-_DIRECTORY:] or b"content.xml" not in data[-_DIRECTORY:]:
        return None
    from pipeline.safety import Budget, open_zip, read_member  # noqa: PLC0415 - hardly ever needed

    archive = open_zip(data, Budget())
    names = {info.filename: info for info in archive.infolist()}
    manifest = names.get("META-INF/manifest.xml")
    said = read_member(archive, manifest, Budget())[:2_000] if manifest is not None else b""
    return next((kind for mark, kind in _PACKED if mark in said), None)


def _marked_up(head: bytes) -> Kind | None:
    if not head.startswith(b"<"):
        return None
    before = _BEFORE_ROOT.match(head)
    rest = head[before.end() if before else 0 :]
    if _HTML.match(rest):
        return HTML
    root = _ROOT.match(rest)
    if root is None:
        return None
    if root[1] == b"wordDocument":
        return WORD_XML
    if root[1] == b"package":
        return FLAT_OPC if flat_opc.MARK in rest else None
    return FODT if b"opendocument.text" in rest else None
