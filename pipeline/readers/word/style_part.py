"""Finds the styles in a style part without parsing it whole.

Generated files carry hundreds of kilobytes of styles of which a document uses five; cutting them out of the bytes
costs a tenth of
parsing them. Anything unusual (comments, CDATA, another prefix, escaped ids) gives None, and the part is parsed as a
whole.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline import safety
from pipeline.errors import Unreadable

_OPEN, _CLOSE = b"<w:style ", b"</w:style>"
_DEFAULTS, _DEFAULTS_END = b"<w:docDefaults>", b"</w:docDefaults>"
_ID = re.compile(rb'w:styleId="([^"&]{1,255})"')
_DEFAULT = re.compile(rb'w:default="(?:1|true|on)"')


class StylePart:
    """The pieces of one style part: ``styles`` maps ids to bytes without the end tag."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.styles: dict[str, bytes] = {}
        self.default_paragraph: str | None = None
        self.defaults: bytes | None = None

    def style(self, piece: bytes) -> Any:
        """The style of a piece; None when it is broken."""
        return self.element(piece + _CLOSE)

    def element(self, piece: bytes) -> Any:
        """The element of a piece; None when it is broken."""
        try:
            return safety.parse_xml(self.head + piece + b"</w:styles>", "style")[0]
        except (Unreadable, IndexError):
            return None


def pieces(data: bytes) -> StylePart | None:
    """Cut a style part; None when it has to be parsed as a whole."""
    start = data.find(b"<w:styles")
    end = data.find(b">", start)
    if start < 0 or end < 0 or (b"!" in data and b"<!" in data) or data[:4_096].startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    part = StylePart(data[start : end + 1])
    *closed, rest = data[end:].split(_CLOSE)
    for piece in closed:
        opening = piece.find(_OPEN)
        tag_end = piece.find(b">", opening)
        tag = piece[opening:tag_end]
        found = _ID.search(tag)
        if opening < 0 or tag_end < 0 or tag.endswith(b"/") or found is None:
            return None
        identity = found.group(1).decode("utf-8", "replace")
        part.styles[identity] = piece[opening:]
        if b"w:default" in tag and b'w:type="paragraph"' in tag and _DEFAULT.search(tag):
            part.default_paragraph = identity
    if _OPEN in rest:
        return None
    begin = data.find(_DEFAULTS, end)
    finish = data.find(_DEFAULTS_END, begin)
    if 0 <= begin < finish:
        part.defaults = data[begin : finish + len(_DEFAULTS_END)]
    return part
