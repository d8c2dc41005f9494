"""Checks before anything is unpacked or parsed: zip bombs, odd archives, XML with a document type.

Declared sizes are only believed when they are too large; members are read as streams under a cap. Nested archives
share one
``Budget`` so that sixteen small bombs in an innocent archive are still one bomb.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.errors import Encrypted, Forbidden, TooLarge, Unreadable

MAX_UNPACKED = 256 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_DEPTH = 3
MAX_RATIO = 200
RATIO_FROM = 4 * 1024 * 1024
"""The ratio is only judged above this unpacked size: short repetitive parts compress well honestly."""
MAX_XML = 48 * 1024 * 1024
"""A tree takes some ten times the memory of its text."""
_CHUNK = 1 << 20
_HALF = re.compile(rb"&#(?:[xX]0{0,9}[dD][89a-fA-F][0-9a-fA-F]{2}|0{0,9}5(?:529[6-9]|5[3-9]\d\d|[67]\d{3}));")
_ASIDE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_FIRST, _PEEK = 1_024, 64
_HEAD = struct.Struct("<4s5H3L2H")
_ENCRYPTED_FLAG = 0x1
_DIRECTORY_END = 22 + 65_535
CUT = "Tệp bị cắt cụt (có thể chưa được chép xong)."
_COPY_AGAIN = "Chép lại tệp đầy đủ rồi chạy lại."


@dataclass(slots=True)
class Budget:
    """What one top-level file may still unpack, nested archives included."""

    unpacked: int = MAX_UNPACKED
    members: int = MAX_MEMBERS
    depth: int = MAX_DEPTH

    def nested(self) -> Budget:
        """Go one archive deeper; the same object, so that the rest is shared. Call ``leave`` afterwards."""
        if self.depth <= 0:
            raise TooLarge("archives nested too deeply")
        self.depth -= 1
        return self

    def leave(self) -> None:
        """Come back from a nested archive."""
        self.depth += 1


def open_zip(data: bytes, budget: Budget, *, duplicates: bool = False) -> zipfile.ZipFile:
    """Open an archive in memory after the preflight: members, declared sizes, ratio, duplicate names, overlaps.

    Raises ``TooLarge`` for what would unpack too far and ``Unreadable`` for what is no sound archive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        if b"PK\x05\x06" not in data[-_DIRECTORY_END:]:
            raise Unreadable("zip without its directory", reason=CUT, advice=_COPY_AGAIN) from error
        raise Unreadable(f"not a readable zip: {error}") from error
    budget.members -= len(infos)
    if budget.members < 0:
        raise TooLarge(f"more than {MAX_MEMBERS} members")
    if sum(info.file_size for info in infos) > budget.unpacked:
        raise TooLarge("declared sizes over the limit")
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise TooLarge(f"compression ratio of {info.filename!r}")
    if not duplicates and len({info.filename.lower() for info in infos}) < len(infos):
        raise Unreadable("duplicate member names")
    _refuse_overlaps(infos)
    return archive


def _refuse_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    """Members that share bytes are the trick of the denser bombs."""
    end = -1
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Unreadable("overlapping members")
        end = info.header_offset + 30 + info.compress_size


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of one member, charged to ``budget``. Raises ``Encrypted``, ``TooLarge`` or ``Unreadable``."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise Encrypted(f"member {info.filename!r} is encrypted")
    limit = min(budget.unpacked, max(RATIO_FROM, MAX_RATIO * info.compress_size))
    try:
        data = _inflated(archive, info, limit)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        raise Unreadable(f"member {info.filename!r}: {error}") from error
    if len(data) > limit:
        raise TooLarge(f"member {info.filename!r} unpacks too far")
    budget.unpacked -= len(data)
    return data


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """At most ``limit + 1`` bytes. Members of archives in memory are cut out directly: opening streams costs ten times
    more."""
    stream = archive.fp
    if info.compress_type == zipfile.ZIP_DEFLATED and isinstance(stream, io.BytesIO):
        with stream.getbuffer() as view:
            head = bytes(view[info.header_offset : info.header_offset + _HEAD.size])
            if len(head) < _HEAD.size or not head.startswith(b"PK\3\4"):
                raise zipfile.BadZipFile("no local header")
            name, extra = _HEAD.unpack(head)[-2:]
            start = info.header_offset + _HEAD.size + name + extra
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            with view[start : start + info.compress_size] as packed:
                data = inflate.decompress(packed, limit + 1)
        if len(data) <= limit and (not inflate.eof or zlib.crc32(data) != info.CRC):
            raise zipfile.BadZipFile("cut short or bad checksum")
        return data
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as member:
        while size <= limit and (chunk := member.read(_CHUNK)):
            size += len(chunk)
            parts.append(chunk)
    return b"".join(parts)


def xml_parser(*, recover: bool = False) -> etree.XMLParser:
    """A parser that fetches nothing, expands no entities and keeps libxml2's depth and size limits."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_comments=True,
        remove_pis=True, collect_ids=False,
    )  # fmt: skip


def refuse_doctypes(archive: zipfile.ZipFile) -> None:
    """Raise ``Forbidden`` where an XML part of an office package has a document type, however it is packed, coded or
    named. Only what stands before the root element is looked at: nowhere else can a document type stand."""
    for info in archive.infolist():
        if not info.flag_bits & _ENCRYPTED_FLAG and info.file_size:
            named = info.filename.lower().endswith((".xml", ".rels"))
            _refuse_in(archive, info, named)


def refuse_doctype(data: bytes, name: str) -> None:
    """Raise ``Forbidden`` where an XML file has a document type before its root element."""
    size = _FIRST
    while not _past_prolog(data[:size], name) and size < len(data):
        size *= 8


def _refuse_in(archive: zipfile.ZipFile, info: zipfile.ZipInfo, named: bool) -> None:
    size = _FIRST if named else _PEEK
    while True:
        head = _head_of(archive, info, size)
        if not named and not head.lstrip(_BLANKS).startswith(b"<"):
            return  # a picture
        if _past_prolog(head, info.filename) or len(head) < size:
            return
        named, size = True, size * 8
        if size > MAX_XML:
            raise Forbidden(f"{info.filename!r}: no root element in the first {MAX_XML} bytes")


def _past_prolog(head: bytes, name: str) -> bool:
    """Whether the root element begins in ``head``. Raises ``Forbidden`` when a document type does."""
    text = head.replace(b"\0", b"").lstrip(_BLANKS)  # of UTF-16 too
    place = 0
    while (match := _ASIDE.match(text, place)) is not None:
        place = match.end()
    if text[place : place + 9].upper() == b"<!DOCTYPE":
        raise Forbidden(f"{name!r}: DOCTYPE")
    rest = text[place : place + 9]
    return (
        bool(rest) and not (len(rest) < 9 and b"<!DOCTYPE".startswith(rest)) and not rest.startswith((b"<!--", b"<?"))
    )


def _head_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    """At most ``size`` bytes of the beginning of a member; nothing for one that cannot be opened."""
    stream = archive.fp
    if not isinstance(stream, io.BytesIO) or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        try:
            with archive.open(info) as member:
                return member.read(size)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
            return b""
    with stream.getbuffer() as view:
        head = bytes(view[info.header_offset : info.header_offset + _HEAD.size])
        if len(head) < _HEAD.size:
            return b""
        start = info.header_offset + sum(_HEAD.unpack(head)[-2:], _HEAD.size)
        if info.compress_type == zipfile.ZIP_STORED:
            return bytes(view[start : start + min(size, info.compress_size)])
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(bytes(view[start : start + 2 * size]), size)
        except zlib.error:
            return b""


def parse_xml(data: bytes, name: str, *, recover: bool = False) -> Any:
    """The root element of an XML part. A DOCTYPE raises ``Forbidden``, broken XML ``Unreadable``."""
    if len(data) > MAX_XML:
        raise TooLarge(f"{name}: {len(data)} bytes of XML")
    if b"<!DOCTYPE" in data[:65_536]:
        raise Forbidden(f"{name}: DOCTYPE")
    if recover:  # a reference to half a character comes through recovery as bytes that are no text
        data = _HALF.sub("\ufffd".encode(), data)
    try:
        root = etree.fromstring(data, xml_parser(recover=recover))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(f"{name}: {error}") from error
    tree: Any = root.getroottree() if root is not None else None
    if tree is None:
        raise Unreadable(f"{name}: no element")
    if tree.docinfo.doctype:
        raise Forbidden(f"{name}: DOCTYPE")
    return root
