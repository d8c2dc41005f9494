"""What one place (a run, a paragraph, a style) says about looks: ``rPr`` and ``pPr`` elements to values."""

from __future__ import annotations

from typing import Any, NamedTuple

from pipeline.readers.word.names import R_PR, SECT_PR, VAL, W, on


class RunProps(NamedTuple):
    """Properties that one place says about a run; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    raised: bool | None = None
    style: str | None = None

    def over(self, base: RunProps) -> RunProps:
        """These properties, ``base`` where they say nothing."""
        merged: list[Any] = [mine if mine is not None else theirs for mine, theirs in zip(self, base, strict=True)]
        return RunProps(*merged)


class ParaProps(NamedTuple):
    """Properties of a paragraph; None where nothing is said. ``outline`` is 0..8 (9: body text)."""

    style: str | None = None
    align: str | None = None
    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    indent: int | None = None
    page_break: bool | None = None
    joined: bool | None = None
    """A drop capital: the letter stands in a paragraph of its own before the one it begins."""

    def over(self, base: ParaProps) -> ParaProps:
        """These properties, ``base`` where they say nothing."""
        merged: list[Any] = [mine if mine is not None else theirs for mine, theirs in zip(self, base, strict=True)]
        return ParaProps(*merged)


NOTHING = RunProps()
_B, _I, _CAPS, _SMALL, _VANISH, _SZ = (W + name for name in ("b", "i", "caps", "smallCaps", "vanish", "sz"))
_FONTS, _RSTYLE, _VERT = W + "rFonts", W + "rStyle", W + "vertAlign"
_HANSI, _ASCII, _HTHEME, _ATHEME = W + "hAnsi", W + "ascii", W + "hAnsiTheme", W + "asciiTheme"
_PSTYLE, _JC, _NUM, _OUTLINE, _IND = (W + name for name in ("pStyle", "jc", "numPr", "outlineLvl", "ind"))
_BREAK, _FRAME = W + "pageBreakBefore", W + "framePr"
_READ = frozenset((_B, _I, _CAPS, _SMALL, _VANISH, _SZ, _FONTS, _RSTYLE, _VERT))


def number(value: str | None, low: int, high: int) -> int | None:
    """A whole number within bounds, None otherwise (files hold anything)."""
    if value is None or len(value) > 12:
        return None
    try:
        found = int(float(value))
    except (ValueError, OverflowError):
        return None
    return found if low <= found <= high else None


def run_props(element: Any) -> RunProps:
    """What an ``rPr`` element says. A theme font counts as a font with an empty name: it is never a legacy font."""
    bold = italic = caps = hidden = size = font = raised = style = None
    for child in element:
        tag = child.tag
        if tag not in _READ:
            continue
        if tag == _FONTS:
            themed = child.get(_HTHEME) or child.get(_ATHEME)
            font = "" if themed else child.get(_HANSI) or child.get(_ASCII) or font
        elif tag == _SZ:
            half = number(child.get(VAL), 2, 400)
            size = half / 2 if half else size
        elif tag == _B:
            bold = on(child)
        elif tag == _I:
            italic = on(child)
        elif tag in (_CAPS, _SMALL):
            caps = on(child) or bool(caps)
        elif tag == _VANISH:
            hidden = on(child)
        elif tag == _RSTYLE:
            style = child.get(VAL)
        elif tag == _VERT:
            raised = child.get(VAL) == "superscript"
    return RunProps(bold, italic, caps, hidden, size, font, raised, style)


def _list_of(element: Any) -> tuple[str | None, int | None]:
    """List id and level that a ``numPr`` names."""
    num_id, level = None, None
    for item in element:
        if item.tag == W + "numId":
            num_id = item.get(VAL)
        elif item.tag == W + "ilvl":
            level = number(item.get(VAL), 0, 8)
    return num_id, level


def para_props(element: Any) -> tuple[ParaProps, Any, Any]:
    """What a ``pPr`` element says, and its ``rPr`` (the paragraph mark) and ``sectPr`` elements."""
    mark = section = None
    style = align = num_id = level = outline = indent = page_break = joined = None
    for child in element:
        tag = child.tag
        if tag == _PSTYLE:
            style = child.get(VAL)
        elif tag == _JC:
            align = child.get(VAL)
        elif tag == _NUM:
            num_id, level = _list_of(child)
        elif tag == _OUTLINE:
            outline = number(child.get(VAL), 0, 9)
        elif tag == _IND:
            indent = number(child.get(W + "left") or child.get(W + "start"), -40_000, 40_000)
        elif tag == _BREAK:
            page_break = on(child)
        elif tag == R_PR:
            mark = child
        elif tag == _FRAME:
            joined = child.get(W + "dropCap") in ("drop", "margin") or None
        elif tag == SECT_PR:
            section = child
    return ParaProps(style, align, num_id, level, outline, indent, page_break, joined), mark, section
