"""PDF files that lost their end (a download cut short, a copy not finished): a trailer of our own, so that the pages
before the cut can be read.

Both engines look for all objects when the table of places is wrong (ISO 32000-1, 7.5.4), but need a trailer to know
where the pages begin (7.5.5). Objects inside object streams (7.5.7) are written out, as their table is lost too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s{1,9}(\d{1,5})\s{1,9}obj\b")
_TYPE = re.compile(rb"/Type\s{0,9}/(Catalog|Pages|Page|ObjStm)\b")
_INSIDE = re.compile(rb"/(N|First)\s{1,9}(\d{1,7})\b")
_END = b"startxref\n0\n%%EOF\n%rebuilt\n"
_LOOK = 4_000
_MOST_OBJECTS, _MOST_PAGES = 500_000, 5_000
_MOST_PACKED = 32 << 20


def rebuilt(data: bytes) -> bytes | None:
    """``data`` with the objects and the trailer it lacks. None where no page is found, or only locked ones, and for
    what was rebuilt before."""
    if b"/Encrypt" in data or data.endswith(_END):
        return None
    found: dict[bytes, list[int]] = {b"Catalog": [], b"Pages": [], b"Page": []}
    loose = bytearray(b"\nendstream endobj\n")
    highest = 0
    for number, body, packed in _objects(data):
        highest = max(highest, number)
        kind = _TYPE.search(body)
        if kind is not None and kind[1] in found and (kind[1] != b"Pages" or b"/Parent" not in body):
            found[kind[1]].append(number)
        if packed:
            loose += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    if not found[b"Page"]:
        return None
    root = _root(found, highest, loose)
    return data + bytes(loose) + b"trailer\n<</Size %d/Root %d 0 R>>\n" % (highest + 9, root) + _END


def _root(found: dict[bytes, list[int]], highest: int, loose: bytearray) -> int:
    """Number of the catalog; a new one, and a new list of pages, where they are lost."""
    if found[b"Catalog"]:
        return found[b"Catalog"][-1]
    pages = found[b"Pages"][-1] if found[b"Pages"] else highest + 2
    if not found[b"Pages"]:
        kids = list(dict.fromkeys(found[b"Page"]))[:_MOST_PAGES]
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        loose += b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n" % (pages, len(kids), listed)
    loose += b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (highest + 1, pages)
    return highest + 1


def _objects(data: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """Number and beginning of each object in the file, and of each in its object streams (True, the whole object)."""
    left = _MOST_PACKED
    for count, match in enumerate(_OBJECT.finditer(data)):
        if count > _MOST_OBJECTS:
            return
        body = data[match.end() : match.end() + _LOOK].partition(b"endobj")[0].partition(b"stream")[0]
        yield int(match[1]), body, False
        kind = _TYPE.search(body)
        if kind is not None and kind[1] == b"ObjStm" and left > 0:
            start = match.end() + len(body) + len(b"stream")
            for number, inner in _packed(body, data[start : start + left], left):
                left -= len(inner)
                yield number, inner, True


def _packed(head: bytes, rest: bytes, most: int) -> Iterator[tuple[int, bytes]]:
    sizes = {match[1]: int(match[2]) for match in _INSIDE.finditer(head)}
    try:
        text = zlib.decompressobj().decompress(rest.lstrip(b"\r\n"), most)
    except zlib.error:
        return
    first = sizes.get(b"First", 0)
    words = text[:first].split()[: 2 * min(sizes.get(b"N", 0), _MOST_OBJECTS)]
    if not all(word.isdigit() and len(word) < 10 for word in words):
        return
    places = list(zip(map(int, words[::2]), map(int, words[1::2]), strict=False))
    for (number, place), following in zip(places, [*(p for _, p in places[1:]), len(text)], strict=False):
        yield number, text[first + place : first + following if following >= place else None]
