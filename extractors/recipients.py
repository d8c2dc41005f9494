"""Nơi nhận (ô 9b): the items of the list, without dash and final punctuation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractors.layout.closing import RECIPIENTS, WALL, authority, closing
from extractors.layout.names import name_span
from extractors.layout.paragraphs import Piece, proof
from extractors.layout.spelling import bare, is_rule, is_upper, one_line

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()

_DASH = re.compile(r"\s{0,3}[-+*~•▪‒·]\s{0,3}")
_INNER = re.compile(r"[;.]\s{1,3}[-+•]\s{1,3}")
_FINAL = " ;.,:*_"
_MOST = 80
_ITEM = 400


def extract(doc: Doc) -> dict[str, Any]:
    """``recipients`` in order, and their ``evidence`` (field ``recipients[n]``)."""
    lines = closing(doc)
    start = next((i for i, piece in enumerate(lines) if _opens(piece)), None)
    if start is None:
        return {"recipients": (), "evidence": ()}
    items = _items(lines, start)
    evidence = [
        proof(doc, begin, end, f"recipients[{n}]") for n, (spans, _) in enumerate(items) for begin, end in spans
    ]
    return {"recipients": tuple(text for _, text in items), "evidence": tuple(evidence)}


def _opens(piece: Piece) -> bool:
    match = RECIPIENTS.match(bare(piece.text))
    if match is None:
        return False
    rest = piece.text[match.end() :].strip()
    return not rest or match.group().rstrip().endswith(":") or _DASH.match(rest) is not None


Item = tuple[list[tuple[int, int]], str]


def _items(lines: list[Piece], start: int) -> list[Item]:
    items: list[Item] = []
    first = lines[start]
    opening = RECIPIENTS.match(bare(first.text))
    assert opening is not None
    closed = True
    for index, piece in enumerate(lines[start : start + _MOST]):
        if piece.text == WALL:
            break
        if index and (piece.column == "right" or _foreign(first, piece)):
            if _ends(piece, items):
                break
            continue
        offset = opening.end() if index == 0 else 0
        for begin, end in _split(piece.text, offset):
            closed = _add(items, piece, begin, end, closed)
        if index and items and not items[-1][1]:
            items.pop()
    return [(spans, text.strip(_FINAL)) for spans, text in items if text.strip(_FINAL)]


def _foreign(first: Piece, piece: Piece) -> bool:
    """Lines between or below the items that are none: signature, names, rules, headings of an annex."""
    text = piece.text
    if is_rule(text) or len(text) > _ITEM:
        return True
    if _DASH.match(text):
        return False
    if first.column == "left":
        return piece.column != "left"
    return is_upper(text) or authority().match(bare(text)) is not None or name_span(text) is not None


def _ends(piece: Piece, items: list[Item]) -> bool:
    """What ends the list: text of the body's size, or an annex."""
    return bool(items) and (
        len(piece.text) > _ITEM or bare(piece.text).startswith(("phu luc", "danh muc", "phan ", "bieu ", "mau "))
    )


def _split(text: str, offset: int) -> list[tuple[int, int]]:
    """Spans of the items on one line (``- Như trên; - Lưu: VT.``)."""
    spans = []
    begin = offset
    for match in _INNER.finditer(text, offset):
        spans.append((begin, match.start() + 1))
        begin = match.start() + 1
    spans.append((begin, len(text)))
    return spans


def _add(items: list[Item], piece: Piece, begin: int, end: int, closed: bool) -> bool:
    """Add ``piece.text[begin:end]`` as a new item or to the last one; returns whether the item is closed by punctuation."""
    text = piece.text[begin:end]
    content = text.strip()
    if not content.strip(_FINAL):
        return closed
    dash = _DASH.match(text)
    start = begin + (dash.end() if dash else len(text) - len(text.lstrip()))
    body = one_line(piece.text[start:end])
    stop = piece.start + start + len(piece.text[start:end].rstrip(_FINAL))
    if dash is None and items and not closed:
        spans, before = items[-1]
        items[-1] = ([*spans, (piece.start + start, stop)], f"{before} {body}")
    elif dash is None and items and _noise(body):
        return closed
    else:
        items.append(([(piece.start + start, stop)], body))
    return body.rstrip().endswith((";", "."))


def _noise(body: str) -> bool:
    """A line below a finished list without dash: drafter's mark, page number, note."""
    return len(body) < 4 or body[0] in "(*" or body[0].isdigit()
