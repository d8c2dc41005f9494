"""Nơi nhận (ô 9b): the items of the list, without dash and final punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extractors.layout.closing import DASH, NOTE, RECIPIENTS, WALL, authority, closing
from extractors.layout.head import MOTTO
from extractors.layout.names import name_span, tail_name
from extractors.layout.own_number import own_number
from extractors.layout.paragraphs import Piece, proof
from extractors.layout.spelling import bare, is_rule, is_upper, one_line
from extractors.layout.words import bare_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()

_INNER = re.compile(r"(?P<mark>[;.](?:\s?\([^();]{2,30}\))?)\s{1,3}[-+•]\s{1,3}")
"""A mark that ends an item before the dash of the next; a purpose may stand behind it (``UBND tỉnh; (để báo cáo)``)."""
_PURPOSE = re.compile(r"\s?;\s?(?=\([^();]{2,30}\)$)")
_FINAL = " ;.,:*_|"
_MOST = 90
_ITEM = 400
_GROUP_LABEL = re.compile(r"[*+•]\s{0,3}[^:;]{2,40}\s?:")
"""``* Bản điện tử:`` names a group of recipients and is none."""
_JUNK = re.compile(r"(?<=[;.])\s{1,3}\S{1,2}$")
"""What recognition makes of the edge of a stamp or signature behind an item."""


def extract(doc: Doc) -> dict[str, Any]:
    """``recipients`` in order, and their ``evidence`` (field ``recipients[n]``)."""
    lines = closing(doc)
    start = next((i for i, piece in enumerate(lines) if _opens(piece)), None)
    if start is None:
        return {"recipients": (), "evidence": ()}
    recognised = doc._.document.text_origin != "native"
    items = _Items(lines[start], recognised).read(lines[start:])
    evidence = [proof(doc, begin, end, f"recipients[{n}]") for n, item in enumerate(items) for begin, end in item.spans]
    return {"recipients": tuple(item.text for item in items), "evidence": tuple(evidence)}


def _opens(piece: Piece) -> bool:
    match = RECIPIENTS.match(bare(piece.text))
    if match is None:
        return False
    rest = piece.text[match.end() :].strip()
    return not rest or match.group().rstrip().endswith(":") or DASH.match(rest) is not None


@dataclass(slots=True)
class Item:
    """A recipient; an item over several lines has a span for each."""

    spans: list[tuple[int, int]]
    text: str
    closed: bool


@dataclass(slots=True)
class _Items:
    """Reads the list line by line; ``dashed`` once an item with a dash was seen: then other lines go on with it.

    ``bare_ends``: no item ends with a mark, so that a line is an item of its own unless it plainly goes on.
    ``comma_ends``: items end with commas, as in lists of the Party.
    """

    first: Piece
    recognised: bool = False
    items: list[Item] = field(default_factory=list)
    dashed: bool = False
    bare_ends: bool = False
    comma_ends: bool = False

    def read(self, lines: list[Piece]) -> list[Item]:
        opening = RECIPIENTS.match(bare(self.first.text))
        assert opening is not None
        for begin, end in _split(self.first.text, opening.end()):
            self._add(self.first, begin, end)
        # An inline list ends with its line, like a dashed one: other lines only go on with an item that is not closed.
        self.dashed = self.dashed or bool(self.items)
        column = [piece for piece in lines[1:_MOST] if piece.column != "right"]
        self.comma_ends = _comma_ends(column)
        self.bare_ends = not self.dashed and not self.recognised and _bare_ends(column)
        for piece in lines[1:_MOST]:
            if piece.text == WALL or self._ends(piece):
                break
            if not self._foreign(piece):
                for begin, end in _split(piece.text, 0):
                    self._add(piece, begin, end)
        texts = [_PURPOSE.sub(" ", item.text.strip(_FINAL)) for item in self.items]
        return [Item(i.spans, text, i.closed) for i, text in zip(self.items, texts, strict=True) if text]

    def _ends(self, piece: Piece) -> bool:
        """What ends the list: an annex, another letterhead, text of the body, another table."""
        folded = bare(piece.text)
        if MOTTO.search(folded) or own_number(piece.text) is not None or len(piece.text) > _ITEM:
            return True
        if not self.items or DASH.match(piece.text):
            return False
        if folded.startswith(bare_words("annex")) and piece.column is None:
            return True
        moved = piece.para.table != self.first.para.table and piece.column == "left" and is_upper(piece.text)
        beyond = self.first.column == "left" and piece.column is None and self.items[-1].closed
        return moved or (beyond and name_span(piece.text) is None and authority().match(folded) is None)

    def _foreign(self, piece: Piece) -> bool:
        """Lines between the items that are none: signature, names, rules."""
        text = piece.text
        if piece.column == "right" or is_rule(text) or NOTE.match(bare(text)):
            return True
        if DASH.match(text):
            return False
        if self.first.column == "left" and piece.column == "left":
            return is_upper(text) and len(text) > 12
        if is_upper(text) or name_span(text) is not None:
            return True
        # A recipient may be a position too: ``Bộ trưởng (để b/c);``, ``Chủ tịch, các Phó Chủ tịch``.
        match = authority().match(bare(text))
        return match is not None and (match["formula"] is not None or not text[match.end() :].strip(" .:"))

    def _add(self, piece: Piece, begin: int, end: int) -> None:
        text = piece.text[begin:end]
        if not text.strip(_FINAL):
            return
        dash = DASH.match(text)
        start = begin + (dash.end() if dash else len(text) - len(text.lstrip()))
        signer = tail_name(piece.text) if piece.column is None and end == len(piece.text) else None
        if signer is not None:
            end = max(start, signer[0])
        if self.recognised:
            end = start + len(_JUNK.sub("", piece.text[start:end]))
        body = one_line(piece.text[start:end])
        if _GROUP_LABEL.fullmatch(text.strip()):
            return
        span = (piece.start + start, piece.start + start + len(piece.text[start:end].rstrip(_FINAL)))
        closed = body.endswith((";", "."))
        last = self.items[-1] if self.items else None
        if dash is None and self._lost_dash(last, piece, body):
            self.items.append(Item([span], body, closed))
        elif dash is None and last is not None and not last.closed:
            last.spans.append(span)
            last.text, last.closed = f"{last.text} {body}", closed
        elif dash is None and last is not None and piece is not self.first and (self.dashed or _noise(body)):
            return
        else:
            self.items.append(Item([span], body, closed))
            self.dashed = self.dashed or dash is not None

    def _lost_dash(self, last: Item | None, piece: Piece, body: str) -> bool:
        """Tell whether a line without dash is an item all the same."""
        if last is None or piece is self.first or not body[:1].isupper():
            return False
        if self.comma_ends:
            return last.text.endswith(",") and body.endswith((",", "."))
        if self.bare_ends:
            return _OPEN_END.search(bare(last.text)) is None
        return last.closed and body.endswith(";") and _SHORTEST_ITEM <= len(body) <= _SHORT_ITEM


_SHORTEST_ITEM, _SHORT_ITEM = 6, 60
_OPEN_END = re.compile(r"(?:[,:(&-]|\b(?:va|cac|cua|thuoc|tai|voi|cho))$")
"""What an item that goes on in the next line ends with."""


def _listed(lines: list[Piece]) -> list[str]:
    """Texts of the lines up to a signature."""
    items: list[str] = []
    for piece in lines:
        text = piece.text.rstrip()
        if piece.text == WALL or name_span(text) is not None or (is_upper(text) and DASH.match(text) is None):
            break
        items.append(text)
    return items


def _comma_ends(lines: list[Piece]) -> bool:
    """Tell whether the items of a list end with commas: two at least, and none with a semicolon."""
    items = _listed(lines)
    return sum(item.endswith(",") for item in items) > 1 and not any(item.endswith(";") for item in items)


def _bare_ends(lines: list[Piece]) -> bool:
    """Tell whether the items of a list end with nothing: two of them at least, and none with a mark but the last."""
    items = _listed(lines)
    return len(items) > 2 and not any(item.endswith((";", ",", ".")) for item in items[:-1])


def _split(text: str, offset: int) -> list[tuple[int, int]]:
    """Spans of the items on one line (``- Như trên; - Lưu: VT.``; ``Nơi nhận: Như trên; Lưu: VT.``)."""
    cuts = [match.end("mark") for match in _INNER.finditer(text, offset)]
    if not cuts and offset and DASH.match(text, offset) is None:
        cuts = [index + 1 for index in range(offset, len(text) - 1) if text[index] == ";"]
    return list(pairwise([offset, *cuts, len(text)]))


def _noise(body: str) -> bool:
    """A line below a finished list without dash: drafter's mark, page number, note."""
    return len(body) < 4 or body[0] in "(*" or body[0].isdigit()
