"""Signature: authority (``KT. GIÁM ĐỐC``), position and name, of the first signer after the body and of all others.

A signature is a run of lines in capitals that begins with a formula (TM., KT., TL., TUQ., T/M, K/T) or a position, and a person's name
below it in the same column; ``(Đã ký)``, stamps and digital signature text between them are skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.layout.closing import RECIPIENTS, WALL, authority, closing
from extractors.layout.head import head_of
from extractors.layout.names import capital_name_span, name_span
from extractors.layout.paragraphs import Piece, proof
from extractors.layout.spelling import bare, is_rule, is_upper, one_line
from schemas.document import BlockKind
from schemas.letterhead import Signature

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()

_REACH = 40
"""A name stands within so many pieces below its position (a Nơi nhận list may lie between)."""
_LINE = 110


@dataclass(slots=True)
class Block:
    """Lines of one signature; offsets are those of the folded text."""

    authority: list[tuple[int, int, str]] = field(default_factory=list)
    position: list[tuple[int, int, str]] = field(default_factory=list)
    name: tuple[int, int, str] | None = None


def extract(doc: Doc) -> Signature:
    """The signature of ``doc``; ``others`` are further signers. Empty when nobody signs."""
    lines = closing(doc)
    start = _start(doc)
    blocks: list[Block] = []
    unsigned: list[Block] = []
    index = 0
    while index < len(lines):
        piece = lines[index]
        if piece.start < start or not _opens(piece):
            index += 1
            continue
        block, index = _block(lines, index)
        (blocks if block.name else unsigned).append(block)
    chosen = blocks or unsigned[-1:]
    signatures = _unique([_signature(doc, block) for block in chosen])
    if not signatures:
        return Signature()
    return signatures[0].model_copy(update={"others": tuple(signatures[1:])})


def _start(doc: Doc) -> int:
    """Signatures stand below the title and its subject."""
    head = head_of(doc)
    return head.rest[0].end if head.title is not None and head.rest else 0


def _opens(piece: Piece) -> bool:
    text = piece.text
    if len(text) > _LINE or piece.column == "left" or piece.para.kind == BlockKind.CELL and not is_upper(text):
        return False
    match = authority().match(bare(text))
    if match is None:
        return False
    if is_upper(text):
        return True
    return _mixed(text, match.end())


def _mixed(text: str, end: int) -> bool:
    """``Người báo cáo``, ``CHỦ TỊCH Nguyễn Văn A``: a position whose line holds nothing else but a name."""
    rest = text[end:].strip(" .:*")
    return not rest or (is_upper(text[:end]) and name_span(rest) is not None)


_NOTE = re.compile(
    r"[(\[]?\s?(?:da ky|ky ten|ky, |chu ky|ky va|dong dau|ky boi|ky so|nguoi ky|email|e-mail|co quan|thoi gian ky|ngay ky|signed|digitally|\d)"
)


def _block(lines: list[Piece], index: int) -> tuple[Block, int]:
    """The signature that opens at ``index``, and the index behind what was used of it."""
    block = Block()
    first = lines[index]
    used = index
    while used < len(lines):
        piece = lines[used]
        if piece.text == WALL:
            break
        if used > index and not _same_side(first, piece):
            used += 1
            if used - index > _REACH:
                break
            continue
        if used > index and not _heads(piece):
            break
        if _add(block, piece):
            return block, used + 1
        used += 1
        if used - index > 8 and first.column is None:
            break
    _find_name(block, lines, used, first)
    return block, used


def _same_side(first: Piece, piece: Piece) -> bool:
    return piece.column == first.column or (first.column == "right" and piece.column is None)


def _heads(piece: Piece) -> bool:
    """Tell whether a line goes on with the authority and position lines above it."""
    text = piece.text
    if len(text) > _LINE or is_rule(text) or RECIPIENTS.match(bare(text)):
        return False
    if is_upper(text):
        return _NOTE.match(bare(text)) is None and (len(text.split()) > 1 or len(text) > 3)
    match = authority().match(bare(text))
    return match is not None and _mixed(text, match.end())


def _add(block: Block, piece: Piece) -> bool:
    """Add a line to authority or position; True when it also held the name."""
    text = piece.text
    match = authority().match(bare(text))
    end = len(text)
    if match is not None and not is_upper(text):
        rest = name_span(text[match.end() :])
        if rest is not None:
            start, stop = piece.start + match.end() + rest[0], piece.start + match.end() + rest[1]
            block.name = (start, stop, text[match.end() + rest[0] : match.end() + rest[1]])
            end = match.end()
    for start, stop, formula in _split_line(text[:end]):
        line = (piece.start + start, piece.start + stop, one_line(text[start:stop]).strip(" *_:"))
        if formula or (not block.position and block.authority and not authority().match(bare(text[start:stop]))):
            block.authority.append(line)
        else:
            block.position.append(line)
    return block.name is not None


def _split_line(text: str) -> list[tuple[int, int, bool]]:
    """Parts of a line that holds several (``TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH``); True marks an authority."""
    folded = bare(text)
    parts: list[tuple[int, int, bool]] = []
    start = 0
    while start < len(text):
        match = authority().match(folded, start)
        formula = match is not None and match["formula"] is not None and match["formula"] != "q"
        body = match.end() if match is not None else start
        if formula:
            inner = authority().match(folded, body)
            body = inner.end() if inner is not None else body
        stop = len(text)
        if formula:
            for space in re.finditer(r"\s+", text[body:]):
                if authority().match(folded, body + space.end()):
                    stop = body + space.start()
                    break
        parts.append((start, len(text[:stop].rstrip()), formula))
        start = stop + len(text[stop:]) - len(text[stop:].lstrip())
    return parts


def _find_name(block: Block, lines: list[Piece], index: int, first: Piece) -> None:
    """Look below the position for the first line that is a person's name."""
    for piece in lines[index : index + _REACH]:
        if not _same_side(first, piece) and not (first.column == "right" and piece.column is None):
            continue
        text = piece.text
        if text == WALL:
            return
        if _NOTE.match(bare(text)) or is_rule(text):
            continue
        if text[0] in "-+*~•" or RECIPIENTS.match(bare(text)):
            if first.column is None or piece.column is None:
                tail = _tail_name(text)
                if tail is not None:
                    block.name = (piece.start + tail[0], piece.start + tail[1], text[tail[0] : tail[1]])
                    return
            continue
        span = name_span(text) or (capital_name_span(text) if _must_be_name(block, piece) else None)
        if span is not None:
            block.name = (piece.start + span[0], piece.start + span[1], one_line(text[span[0] : span[1]]))
            return
        if _opens(piece) or len(text) > _LINE:
            return


def _must_be_name(block: Block, piece: Piece) -> bool:
    return bool(block.position or block.authority) and authority().match(bare(piece.text)) is None


_AFTER_ITEM = re.compile(r"[.;)]\s{1,60}(?=[A-ZĐÀ-Ỹ])")


def _tail_name(text: str) -> tuple[int, int] | None:
    """A name at the end of the last Nơi nhận line (``- Lưu: VT.  Nguyễn Văn A``)."""
    for gap in _AFTER_ITEM.finditer(text):
        span = name_span(text[gap.end() :])
        if span is not None and len(text[gap.end() :].split()) >= 3:
            return gap.end() + span[0], gap.end() + span[1]
    return None


def _signature(doc: Doc, block: Block) -> Signature:
    evidence = []
    values: dict[str, str | None] = {"authority": None, "position": None, "name": None}
    for name, lines in (("authority", block.authority), ("position", block.position), ("name", [block.name])):
        found = [line for line in lines if line is not None]
        if found:
            values[name] = " ".join(text for _, _, text in found)
            evidence += [proof(doc, start, end, name) for start, end, _ in found]
    return Signature(**values, evidence=tuple(evidence))


def _unique(signatures: list[Signature]) -> list[Signature]:
    seen: set[str] = set()
    out = []
    for signature in signatures:
        key = bare(signature.name or "")
        if key not in seen:
            seen.add(key)
            out.append(signature)
    return out
