"""ZIP files written field by field, so that every field can lie."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

MEGA = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One member: ``packed`` as it stands in the file; None of ``size`` and ``crc`` is checked here."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0x800
    packed_size: int | None = None


def entry(name: str, data: bytes, level: int = 6) -> Entry:
    """An honest deflated member."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Entry(name.encode(), packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def repeated(name: str, unit: bytes, times: int, head: bytes = b"", tail: bytes = b"") -> Entry:
    """``head + unit * times + tail``, deflated without ever holding it: full flushes make every block the same."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    last = packer.compress(tail) + packer.flush()
    size = len(head) + times * len(unit) + len(tail)
    return Entry(name.encode(), first + block * times + last, size, zlib.crc32(tail, crc))


def archive(entries: list[Entry], *, overlap: bool = False) -> bytes:
    """A ZIP file. ``overlap``: all directory entries point at the first member."""
    body, directory = bytearray(), bytearray()
    for item in entries:
        place = 0 if overlap else len(body)
        size = len(item.packed) if item.packed_size is None else item.packed_size
        fields = (item.flags, item.method, 0, 33, item.crc, size, item.size, len(item.name))
        if not overlap or not body:
            body += b"PK\3\4" + struct.pack("<5H3L2H", 20, *fields, 0) + item.name + item.packed
        directory += b"PK\1\2" + struct.pack("<6H3L5H2L", 20, 20, *fields, 0, 0, 0, 0, 0, place) + item.name
    count = min(len(entries), 0xFFFF)
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)
