"""Word files whose ZIP directory is lost (cut short, damaged): the members that stand in the file, one by one.

Every member begins with a header of its own (APPNOTE.TXT 4.3.7), so the text before a cut can still be had.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.errors import Encrypted, TooLarge
from pipeline.safety import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM

_LOCAL = b"PK\x03\x04"
_HEAD = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_NEEDED = (".xml", ".rels")


def mended(data: bytes) -> tuple[bytes, bool] | None:
    """A new ZIP file of the members found, and whether all of them were whole. None where there is none.

    Only XML is kept; what else there was (pictures) stays as an empty member. Raises ``Encrypted``, ``TooLarge``.
    """
    whole = True
    buffer = io.BytesIO()
    seen: set[str] = set()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content, complete in _members(data):
            if name in seen:
                continue
            seen.add(name)
            whole = whole and complete
            archive.writestr(name, content)
    return (buffer.getvalue(), whole) if seen else None


def _members(data: bytes) -> Iterator[tuple[str, bytes, bool]]:
    left, place = MAX_UNPACKED, data.find(_LOCAL)
    for _ in range(MAX_MEMBERS):
        if place < 0 or place + _HEAD.size > len(data):
            return
        _, _, flags, method, _, _, _, packed, _, name_size, extra_size = _HEAD.unpack_from(data, place)
        start = place + _HEAD.size + name_size + extra_size
        name = data[place + _HEAD.size : place + _HEAD.size + name_size].decode("utf-8", "replace").replace("\\", "/")
        if flags & _ENCRYPTED:
            raise Encrypted(f"member {name!r} is encrypted")
        size = None if flags & _SIZES_FOLLOW and not packed else packed
        end = place + 4 if size is None else start + size
        if name.lower().endswith(_NEEDED):
            content, complete = _content(data, start, size, method, left)
            left -= len(content)
            yield name, content, complete
        elif name and not name.endswith("/"):
            yield name, b"", end <= len(data)
        following = data.find(_LOCAL, max(end, place + 4))
        place = following if following >= 0 else data.find(_LOCAL, place + 4)


def _content(data: bytes, start: int, size: int | None, method: int, left: int) -> tuple[bytes, bool]:
    """What a member holds, as far as it can be had, and whether that is all. ``size`` None: it says so only after."""
    packed = data[start : start + size] if size is not None else data[start:]
    if method == zipfile.ZIP_STORED:
        end = packed.find(b"PK") if size is None else size
        return packed[: end if end >= 0 else None], len(packed) >= end >= 0
    if method != zipfile.ZIP_DEFLATED:
        return b"", False
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    limit = min(left, max(RATIO_FROM, MAX_RATIO * len(packed)))
    found = bytearray()
    try:
        for place in range(0, len(packed), 4_096):  # in small steps: what came before the damage stays
            found += inflate.decompress(packed[place : place + 4_096], limit + 1 - len(found))
            if len(found) > limit:
                raise TooLarge("a member unpacks too far")
            if inflate.eof:
                break
    except zlib.error:
        return bytes(found), False
    return bytes(found), inflate.eof
