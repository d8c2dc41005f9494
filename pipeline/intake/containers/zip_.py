"""ZIP files. Declared sizes are never trusted; a nested archive is a member like any other and has its turn under its
own row.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from pipeline.errors import BaocaoError
from pipeline.intake.containers import Member
from pipeline.readers.word.package import names_of
from pipeline.safety import Budget, open_zip, read_member

_UTF8_FLAG = 0x800
_HEAD = 65_536
_PACKAGES = {"[content_types].xml", "word/document.xml"}
_ODF = {"content.xml", "meta-inf/manifest.xml"}


IS_DOCUMENT = False


def bid(data: bytes, name: str) -> bool:
    """A ZIP file that is no office package (those are documents). Its own directory tells: the marks of a package may
    stand anywhere in an archive of packages."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or data[30:38] == b"mimetype":
        return False
    names = names_of(data)
    if names is None:
        return not any(mark in data[:_HEAD] for mark in (b"[Content_Types].xml", b"word/document.xml", b"word/_rels"))
    lowered = {item.replace("\\", "/").lstrip("/").lower() for item in names}
    return not (lowered & _PACKAGES or lowered >= _ODF)


def open_(data: bytes, budget: Budget) -> Iterator[Member]:
    """All members in the order of the archive; a damaged or locked one carries its error instead of its bytes."""
    archive = open_zip(data, budget, duplicates=True)
    for entry in archive.infolist():
        if entry.filename.endswith("/"):
            continue
        try:
            yield Member(_name(entry), read_member(archive, entry, budget))
        except BaocaoError as error:
            if error.state == "too_large":
                raise
            yield Member(_name(entry), b"", error=error)


def _name(entry: zipfile.ZipInfo) -> str:
    """Names written by Windows tools are often UTF-8 without the flag that says so."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return entry.filename
