"""Properties that a part repeats, cut out of its bytes and read once each.

Word writes the same ``pPr``, ``rPr`` and ``tcPr`` again for every paragraph, run and cell: half of the elements of a
usual part, of which a dozen differ. Each is replaced by an empty element with a number before the part is parsed. A
part with anything unusual (comments, processing instructions, tracked properties, prefixes declared inside) stays as
it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline import safety
from pipeline.errors import Unreadable
from pipeline.readers.word.names import P_PR, R_PR, TC_PR

MARK = "as-before"
"""Attribute of an element that stands for the properties of that number."""
_TOLD = MARK.encode()
_KINDS = ((P_PR, b"pPr", b"<w:sectPr"), (R_PR, b"rPr", None), (TC_PR, b"tcPr", b"<w:tcBorders"))
"""Element, its name, and what is looked for in the part itself and so must stay there."""


class Shared:
    """The cut-out properties of one part, by number."""

    def __init__(self, elements: dict[str, Any]) -> None:
        self._elements = elements
        self._read: dict[str, Any] = {}

    def whole(self, element: Any) -> Any:
        """The element that ``element`` stands for, or itself."""
        return self._elements.get(element.get(MARK), element) if element is not None else None

    def read(self, element: Any, reader: Callable[[Any], Any]) -> Any:
        """What ``reader`` finds in an element, or in the one that it stands for. One kind of element, one reader."""
        number = element.get(MARK)
        if number is None or number not in self._elements:
            return reader(element)
        known = self._read.get(number)
        if known is None:
            known = self._read[number] = reader(self.whole(element))
        return known


NOT_SHARED = Shared({})
"""For parts in which all properties stand where they belong."""


def parsed(data: bytes, name: str) -> tuple[Any, Shared] | None:
    """Root element of a part without its repeated properties, and these; None where the part must be parsed whole."""
    root = data.find(b"<w:")
    end = data.find(b">", root)
    if root < 0 or end < 0 or _unusual(data, root):
        return None
    cut, pieces, tags = data, list[bytes](), list[str]()
    for tag, local, kept in _KINDS:
        opening, closing = b"<w:%s>" % local, b"</w:%s>" % local
        first, *parts = cut.split(opening)
        result, known = [first], dict[bytes, bytes]()
        for part in parts:
            inner, closed, rest = part.partition(closing)
            if not closed:
                return None
            told = known.get(inner)
            if told is None:
                told = whole = opening + inner + closing
                if kept is None or kept not in inner:
                    told = b'<w:%s %s="%d"/>' % (local, _TOLD, len(tags))
                    pieces.append(whole)
                    tags.append(tag)
                known[inner] = told
            result += (told, rest)
        cut = b"".join(result)
    last = data.rfind(b"</")
    try:
        elements = list(safety.parse_xml(data[: end + 1] + b"".join(pieces) + data[last:], name))
        if [element.tag for element in elements] != tags:
            return None
        return safety.parse_xml(cut, name), Shared({str(number): element for number, element in enumerate(elements)})
    except Unreadable:
        return None


def _unusual(data: bytes, root: int) -> bool:
    """Whether the same bytes could mean something else in another place of the part."""
    return (
        (b"!" in data and b"<!" in data)
        or (b"?" in data[root:] and b"<?" in data[root:])
        or b"PrChange" in data
        or _TOLD in data
        or data.count(b"xmlns:w=") != 1
    )
