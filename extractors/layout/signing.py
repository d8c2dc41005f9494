"""Signature blocks among the pieces of a closing: lines of authority and position, and the name below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.closing import DASH, NOTE, RECIPIENTS, WALL, authority, closing, near_position, preparers
from extractors.layout.head import MOTTO
from extractors.layout.names import is_capital_name, loose_name_span, name_behind, name_span, tail_name
from extractors.layout.paragraphs import Piece
from extractors.layout.spelling import bare, is_rule, is_upper, one_line
from extractors.layout.words import any_written
from schemas.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINE = 110
_REACH = 14
"""A name stands within so many lines below its position."""


_HOLDER = re.compile(rf"(?:\s{any_written('holder')})?[\s.:*]{{0,5}}")
"""What may follow a position in small letters that signs: ``Thủ trưởng đơn vị``."""


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a signature; ``printed`` is what stood on the page where ``text`` repairs it."""

    start: int
    end: int
    text: str
    printed: str | None = None


@dataclass(slots=True)
class Block:
    """One signature; offsets are those of the folded text."""

    authority: list[Line] = field(default_factory=list)
    position: list[Line] = field(default_factory=list)
    name: Line | None = None

    @property
    def start(self) -> int:
        """Where the block begins."""
        return min(line.start for line in (*self.authority, *self.position, *([self.name] if self.name else [])))


def signed_blocks(doc: Doc, start: int) -> list[Block]:
    """Signatures below ``start``: those of heads before those of preparers, the right column before the left.

    A signature without name is given only where there is no other.
    """
    pieces = [piece for piece in closing(doc) if piece.start >= start]
    recognised = doc._.document.text_origin != "native"
    main, side = _sides(pieces)
    named: list[Block] = []
    unnamed: list[Block] = []
    for lines in (main, side):
        for block in _scan(lines, recognised, strict=True):
            (named if block.name else unnamed).append(block)
    if not named:
        half = start + (len(doc._.folded.text) - start) // 2
        for lines in (main, side):
            late = [piece for piece in lines if piece.start >= half]
            named += [block for block in _scan(late, recognised, strict=False) if block.name]
    if not named:
        alone = _lone_name(pieces)
        if alone is not None:
            named = [_merged(unnamed, alone)]
    return sorted(named, key=_prepares) if named else unnamed[-1:]


def _prepares(block: Block) -> bool:
    return bool(block.position) and bare(block.position[0].text).startswith(preparers())


def _sides(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Lines of the right column (or of the only one) without the Nơi nhận list, and lines of the left column."""
    main: list[Piece] = []
    side: list[Piece] = []
    listing = False
    for piece in pieces:
        folded = bare(piece.text[:60])
        if piece.text == WALL:
            listing = False
            main.append(piece)
            side.append(piece)
        elif RECIPIENTS.match(folded):
            listing = True
        elif piece.column == "left":
            if not listing:
                side.append(piece)
        elif DASH.match(piece.text) or (listing and piece.text.endswith(";")):
            tail = tail_name(piece.text)
            if tail is not None:
                begin, end = piece.start + tail[0], piece.start + tail[1]
                main.append(Piece(begin, end, piece.text[tail[0] : tail[1]], piece.para))
        else:
            main.append(piece)
    return main, side


def _scan(lines: list[Piece], recognised: bool, *, strict: bool) -> list[Block]:
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        if not _opens(lines[index], recognised, strict) and (strict or not _unknown(lines, index)):
            index += 1
            continue
        block = Block()
        while index < len(lines) and block.name is None and (_heads(lines[index], recognised) or not _any(block)):
            _add(block, lines[index], recognised)
            index += 1
        if block.name is None:
            index = _find_name(block, lines, index, recognised)
        blocks.append(block)
    return blocks


def _any(block: Block) -> bool:
    return bool(block.authority or block.position)


def _opens(piece: Piece, recognised: bool, strict: bool) -> bool:
    """Tell whether a signature begins with ``piece``; not ``strict``: also ``Người báo cáo`` and cells of tables."""
    text = piece.text
    if len(text) > _LINE or text == WALL:
        return False
    match = authority().match(bare(text))
    if match is None:
        return recognised and is_upper(text) and near_position(text) is not None
    if is_upper(text):
        return not strict or piece.para.kind != BlockKind.CELL
    if is_upper(text[: match.end()]):
        return name_behind(text) is not None
    return not strict and _HOLDER.fullmatch(text, match.end()) is not None


def _unknown(lines: list[Piece], index: int) -> bool:
    """A line in capitals right above a name, in the right column: a position that no data lists."""
    piece = lines[index]
    if piece.column != "right" or not piece.text.isupper() or not 3 < len(piece.text) <= _LINE // 2:
        return False
    following = next((line for line in lines[index + 1 : index + 4] if not NOTE.match(bare(line.text))), None)
    return following is not None and following.text != WALL and name_span(following.text) is not None


def _heads(piece: Piece, recognised: bool) -> bool:
    """Tell whether a line goes on with the authority and position lines above it."""
    text = piece.text
    if text == WALL or len(text) > _LINE or is_rule(text) or is_capital_name(text):
        return False
    folded = bare(text)
    if NOTE.match(folded) or MOTTO.search(folded):
        return False
    if is_upper(text):
        return len(text) > 3 and (text[0].isalpha() or not recognised)
    return authority().match(folded) is not None and name_behind(text) is not None


def _add(block: Block, piece: Piece, recognised: bool) -> None:
    """Add a line to authority or position; the name too where it stands on the same line."""
    text = piece.text
    end = len(text)
    behind = None if text.isupper() else name_behind(text)
    if behind is not None:
        end, begin, stop = behind
        block.name = _line(piece, begin, stop)
    for start, stop, formula in _parts(text[:end]):
        repaired = near_position(text[start:stop]) if recognised else None
        line = _line(piece, start, stop, repaired)
        known = repaired is not None or authority().match(bare(text[start:stop])) is not None
        goes_on = bool(block.authority) and block.authority[-1].text.endswith(",")
        if formula or (not block.position and block.authority and (goes_on or not known)):
            block.authority.append(line)
        else:
            block.position.append(line)


def _line(piece: Piece, start: int, end: int, repaired: str | None = None) -> Line:
    printed = one_line(piece.text[start:end]).strip(" *_:.")
    if repaired is not None and repaired != printed:
        return Line(piece.start + start, piece.start + end, repaired, printed)
    return Line(piece.start + start, piece.start + end, printed)


def _parts(text: str) -> list[tuple[int, int, bool]]:
    """Parts of a line that holds several (``TM. HỘI ĐỒNG KT. CHỦ TỊCH PHÓ CHỦ TỊCH``); True marks an authority."""
    folded = bare(text)
    parts: list[tuple[int, int, bool]] = []
    start = 0
    while start < len(text):
        match = authority().match(folded, start)
        formula = match is not None and match["formula"] not in {None, "q"}
        stop = len(text)
        if match is not None and formula:
            inner = authority().match(folded, match.end())
            stop = _next_part(folded, inner.end() if inner is not None else match.end())
        parts.append((start, len(text[:stop].rstrip()), formula))
        start = stop + len(text[stop:]) - len(text[stop:].lstrip())
    return parts


def _next_part(folded: str, body: int) -> int:
    """Where the next formula or position begins after ``body``.

    Behind a comma stands another office of the same person (``KT. BỘ TRƯỞNG, CHỦ NHIỆM VĂN PHÒNG CHÍNH PHỦ``).
    """
    for space in re.finditer(r"\s{1,40}", folded[body:]):
        at = body + space.start()
        if folded[at - 1] != "," and authority().match(folded, body + space.end()):
            return at
    return len(folded)


def _find_name(block: Block, lines: list[Piece], index: int, recognised: bool) -> int:
    """Look below the position for the name; returns the index behind what was used."""
    for offset, piece in enumerate(lines[index : index + _REACH]):
        text = piece.text
        folded = bare(text)
        if text == WALL or MOTTO.search(folded):
            return index + offset
        if NOTE.match(folded) or is_rule(text):
            continue
        span = name_span(text)
        if span is None and is_capital_name(text):
            span = (0, len(text))
        if span is None and recognised:
            span = loose_name_span(text)
        if span is not None:
            block.name = _line(piece, *span)
            return index + offset + 1
        if _opens(piece, recognised, True) or len(text) > _LINE:
            return index + offset
    return min(len(lines), index + _REACH)


def _lone_name(pieces: list[Piece]) -> Line | None:
    """A name in the closing without any position: beside or below Nơi nhận, the last one wins."""
    listed = next((i for i, piece in enumerate(pieces) if RECIPIENTS.match(bare(piece.text[:20]))), None)
    if listed is None:
        return None
    for piece in reversed(pieces[listed : listed + 60]):
        span = name_span(piece.text)
        if span is not None and piece.column != "left" and len(piece.text.split()) >= 3 and not DASH.match(piece.text):
            return _line(piece, *span)
    return None


def _merged(unnamed: list[Block], name: Line) -> Block:
    block = next((block for block in unnamed if 0 < name.start - block.start < 3_000), Block())
    block.name = name
    return block
