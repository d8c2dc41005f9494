"""Text boxes: where their content is, and on which side of the page they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers._columns import Side
from pipeline.readers.word.names import ALTERNATE, CHOICE, FALLBACK, TXBX, WP
from pipeline.readers.word.props import number

_EMU_PER_POINT = 12_700
_MIDDLE = 225.0
"""Middle of the text area of an A4 page, in points from its left edge."""
_CSS = re.compile(r"(margin-left|width|left)\s{0,3}:\s{0,3}(-?\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, None: 1.0}


def contents(element: Any) -> Iterator[Any]:
    """The outermost ``txbxContent`` elements of a drawing or VML picture; of alternatives only the one that is
    shown."""
    stack = [element]
    while stack:
        current = stack.pop()
        if current.tag == TXBX:
            yield current
        elif current.tag == ALTERNATE:
            found = current.find(CHOICE)
            found = found if found is not None else current.find(FALLBACK)
            if found is not None:
                stack.append(found)
        elif len(current):
            stack.extend(reversed(current))


def side(content: Any) -> Side | None:
    """Half of the page a text box stands in, by its anchor; None when the anchor does not tell."""
    for ancestor in content.iterancestors():
        if ancestor.tag == WP + "anchor":
            return _by_anchor(ancestor)
        style = (
            ancestor.get("style") if isinstance(ancestor.tag, str) and ancestor.tag.startswith("{urn:schemas") else None
        )
        if style and "margin-left" in style:
            return _by_css(style)
    return None


def _by_anchor(anchor: Any) -> Side | None:
    position = anchor.find(WP + "positionH")
    if position is None:
        return None
    align = position.find(WP + "align")
    if align is not None:
        text = (align.text or "").strip()
        return "left" if text in ("left", "inside") else "right" if text in ("right", "outside") else None
    offset = position.find(WP + "posOffset")
    start = number((offset.text or "").strip(), -(10**9), 10**9) if offset is not None else None
    if start is None:
        return None
    extent = anchor.find(WP + "extent")
    width = number(extent.get("cx"), 0, 10**9) if extent is not None else 0
    return _half((start + (width or 0) / 2) / _EMU_PER_POINT, position.get("relativeFrom"))


def _by_css(style: str) -> Side | None:
    found = {name: float(value) * _UNITS.get(unit or None, 1.0) for name, value, unit in _CSS.findall(style)}
    return _half(found.get("margin-left", 0.0) + found.get("width", 0.0) / 2, None)


def _half(middle: float, relative_to: str | None) -> Side:
    if relative_to == "page":
        middle -= 85.0  # the left margin of an administrative document is 3 cm
    return "left" if middle < _MIDDLE else "right"
