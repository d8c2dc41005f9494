"""Word processing files that are no DOCX in a sound ZIP: DOC (Word 1 to 2003, for DOS and Macintosh), RTF, ODT, HTML,
WordPerfect, Works... are converted to DOCX by LibreOffice, flat or damaged packages are made whole; the DOCX reader
reads the result.

Converted to DOCX and never to text: only there can deleted tracked text be told from what stands on the page.
"""

from __future__ import annotations

import io

import olefile

from pipeline.conversion import flat_opc, kinds
from pipeline.conversion.mending import mended
from pipeline.conversion.office import converter
from pipeline.errors import Encrypted, Unreadable
from pipeline.readers import ReadOptions, docx
from pipeline.readers.word.package import names_of
from pipeline.safety import CUT, Budget, open_zip, refuse_doctype, refuse_doctypes
from schemas.document import Document

MEDIA_TYPES = tuple(kind.media_type for kind in kinds.ALL)

_ZIP = b"PK\x03\x04"
_JUNK = 65_536
"""Bytes that may stand before a package (left by mail gateways and download pages)."""
_FIB_ENCRYPTED = 0x0100


def bid(data: bytes, name: str) -> int:
    """By magic bytes: ``.doc`` files are often RTF or HTML. Damaged packages that may hold Word text come last."""
    if kinds.kind_of(data) is not None:
        return 92
    if _ZIP not in data[:_JUNK] or data.startswith(kinds.OLE):
        return 0
    names = names_of(data)
    if names is None:
        return 62 if docx.bid(data, name) or b"word/document.xml" in data else 0
    plain = {item.replace("\\", "/").lstrip("/").lower() for item in names}
    return 85 if "word/document.xml" in plain else 0


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Convert or mend, and read. Warnings say that a damaged file may not be whole."""
    kind = kinds.kind_of(data)
    if kind is None:
        return _mended(data, name, options)
    if kind is kinds.FLAT_OPC:
        return docx.read(flat_opc.package_of(data), name, options)
    if data.startswith(kinds.OLE):
        _refuse_encrypted(data, kind)
    if data.startswith(_ZIP):  # LibreOffice would unpack anything
        refuse_doctypes(open_zip(data, Budget()))
    if kind in (kinds.FODT, kinds.WORD_XML):
        refuse_doctype(data, name)
    document = docx.read(converter().to_docx(data, kind.suffix), name, options)
    return document.model_copy(update={"media_type": kind.media_type})


def _mended(data: bytes, name: str, options: ReadOptions) -> Document:
    if names_of(data) is not None:  # sound, but for what stands before it
        return docx.read(data, name, options)
    found = mended(data)
    if found is None:
        raise Unreadable("no member of the package is left", reason=CUT)
    package, whole = found
    try:
        document = docx.read(package, name, options)
    except Unreadable as error:
        raise Unreadable(f"damaged zip: {error.detail}", reason=CUT) from error
    if whole and len(document.text) > 0:
        return document
    return document.model_copy(update={"warnings": (*document.warnings, "partial:damaged package")})


def _refuse_encrypted(data: bytes, kind: kinds.Kind) -> None:
    if kinds.ENCRYPTED_PACKAGE in data:
        raise Encrypted("EncryptedPackage")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if kind is not kinds.DOC:
                return
            if not container.exists("WordDocument"):
                raise Unreadable("no WordDocument stream")
            fib = container.openstream("WordDocument").read(12)
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:  # olefile on damaged containers
        raise Unreadable(f"OLE: {error}") from error
    if int.from_bytes(fib[10:12], "little") & _FIB_ENCRYPTED:
        raise Encrypted("FIB fEncrypted")
