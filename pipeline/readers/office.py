"""DOC, RTF, ODT and HTML-in-disguise: converted to DOCX by LibreOffice, then read by the DOCX reader.

Converted to DOCX and never to text: only there can deleted tracked text be told from what stands on the page.
"""

from __future__ import annotations

import io

import olefile

from pipeline.conversion.office import converter
from pipeline.errors import Encrypted, Unreadable
from pipeline.readers import ReadOptions, docx
from pipeline.safety import Budget, open_zip, refuse_doctypes
from schemas.document import Document

MEDIA_TYPES = ("application/msword", "application/rtf", "application/vnd.oasis.opendocument.text", "text/html")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FIB_ENCRYPTED = 0x0100


def _kind(data: bytes) -> tuple[str, str] | None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_OLE) and (_WORD_STREAM in data or _ENCRYPTED_STREAM in data):
        return ".doc", MEDIA_TYPES[0]
    if head.startswith(b"{\\rt"):
        return ".rtf", MEDIA_TYPES[1]
    if data.startswith(b"PK\x03\x04") and _ODT in data[:256]:
        return ".odt", MEDIA_TYPES[2]
    if head[:15].lower().startswith((b"<html", b"<!doctype html")):
        return ".html", MEDIA_TYPES[3]
    return None


def bid(data: bytes, name: str) -> int:
    """By magic bytes only: ``.doc`` files are often RTF or HTML."""
    return 92 if _kind(data) is not None else 0


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Convert and read. Warnings say that the text went through a converter."""
    kind = _kind(data)
    assert kind is not None
    suffix, media_type = kind
    if suffix == ".doc":
        _refuse_encrypted(data)
    if suffix == ".odt":  # LibreOffice would unpack anything
        refuse_doctypes(open_zip(data, Budget()))
    document = docx.read(converter().to_docx(data, suffix), name, options)
    return document.model_copy(update={"media_type": media_type})


def _refuse_encrypted(data: bytes) -> None:
    if _ENCRYPTED_STREAM in data:
        raise Encrypted("EncryptedPackage")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if not container.exists("WordDocument"):
                raise Unreadable("no WordDocument stream")
            fib = container.openstream("WordDocument").read(12)
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:  # olefile on damaged containers
        raise Unreadable(f"OLE: {error}") from error
    if int.from_bytes(fib[10:12], "little") & _FIB_ENCRYPTED:
        raise Encrypted("FIB fEncrypted")
