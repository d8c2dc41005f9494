"""ZIP files. Declared sizes are never trusted; a nested archive is a member like any other and has its turn under its
own row.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from pipeline.errors import BaocaoError
from pipeline.intake.containers import Member
from pipeline.safety import Budget, open_zip, read_member

_UTF8_FLAG = 0x800


IS_DOCUMENT = False


def bid(data: bytes, name: str) -> bool:
    """ZIP magic, but no office package (those are documents)."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return b"[Content_Types].xml" not in data and data[30:38] != b"mimetype"


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
