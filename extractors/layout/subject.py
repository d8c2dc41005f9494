"""The lines of the subject (trích yếu): below the title (ô 5a), or behind the ``V/v`` of a công văn (ô 5b)."""

from __future__ import annotations

import re

from extractors.layout.head import MOTTO, PLACE_DATE, Head
from extractors.layout.kinds import type_name
from extractors.layout.own_number import own_number
from extractors.layout.paragraphs import Piece
from extractors.layout.spelling import bare, is_rule, is_upper
from extractors.layout.words import any_of

Line = tuple[int, int, str]
"""Start, end and text of a line."""
_LONGEST = 600
_LINE = 200
_SEPARATORS = " :.-–_*"
_AUTHOR = re.compile(rf"cua\s{{1,2}}{any_of('author')}\b")
_ABOUT = re.compile(r"(?:ve|v/v)\b")
_STOP = re.compile(
    rf"can cu\b|{any_of('subject_end')}|phan\s{{1,2}}(?:thu|[ivx\d])|chuong\s{{1,2}}[ivx\d]|dieu\s{{1,2}}\d"
    r"|(?!v\s?/\s?v)[ivx]{1,4}\s?[.)/-]\s?\S|\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)]\s?\D|a[.)]\s"
    rf"|\({any_of('subject_end_bracket')}"
)
_OPENING = re.compile(rf"{any_of('sentence')}|ngay\s{{1,2}}\d|nam \d{{4}}, ")


def subject_lines(head: Head) -> list[Line]:
    """Lines of the subject below (or beside) the title; none where there is no title."""
    if head.title is None:
        return []
    first = head.rest[0]
    lines: list[Line] = []
    inline = first.text[head.title.end :].strip(_SEPARATORS)
    below = head.rest[1].text if len(head.rest) > 1 else ""
    if inline and _AUTHOR.match(bare(inline)) and _ABOUT.match(bare(below)):
        inline = ""
    if inline:
        start = first.start + first.text.index(inline, head.title.end)
        lines.append((start, start + len(inline), inline))
    model: Piece | None = first if inline else None
    for index, piece in enumerate(head.rest[1:40], 1):
        if is_rule(piece.text):
            if lines:
                break
            continue
        following = head.rest[index + 1] if index + 1 < len(head.rest) else None
        by_author = _AUTHOR.match(bare(piece.text)) is not None and not lines
        if by_author and (is_upper(piece.text) or (following and _ABOUT.match(bare(following.text)))):
            continue
        if piece.column is not None and not lines and PLACE_DATE.search(bare(piece.text)):
            continue
        if not _goes_on(head, lines, model, piece, following):
            break
        model = model or piece
        text = piece.text.rstrip(" *_")
        opening = _REGARDING.match(bare(text)) if not lines else None
        begin = opening.end() if opening else 0
        if begin and text[:begin].lstrip().startswith("(") and text.endswith(")"):
            text = text[:-1]
        lines.append((piece.start + begin, piece.start + len(text), text[begin:]))
    return lines


_BRACKETED = re.compile(r"\([^()]{4,}\)")
"""The period in brackets ends a subject."""


def _goes_on(head: Head, lines: list[Line], model: Piece | None, piece: Piece, following: Piece | None) -> bool:
    """Tell whether ``piece`` belongs to the subject whose first line is ``model``."""
    folded = bare(piece.text)
    if _STOP.match(folded) or len(piece.text) > _LONGEST:
        return False
    capitals = bool(lines) and piece.gap <= 1 and is_upper(piece.text) and is_upper(lines[-1][2])
    opens = _OPENING.match(folded) is not None and not capitals
    plain = head.has_layout and not (piece.para.bold or piece.para.centered) and _is_set(head.rest[0])
    ended = piece.text.rstrip().endswith((":", ".", ";"))
    if model is None:
        return not (ended and not piece.para.bold and (opens or plain))
    if _is_authority(lines, piece, following) or _BRACKETED.fullmatch(lines[-1][2]):
        return False
    if piece.para is model.para:
        return True
    if head.has_layout and (model.para.bold or model.para.centered):
        return _set_alike(model, piece) and not _heads_body(lines, piece)
    apart = (piece.gap > 1 and not piece.text.startswith("(")) or (
        plain and not capitals and not piece.text[:1].islower()
    )
    sentence = len(piece.text) > _LINE or piece.text.rstrip().endswith((":", ";"))
    return not apart and not sentence and (not opens or lines[-1][2][-1] in ",-")


def _is_set(piece: Piece) -> bool:
    return piece.para.bold or piece.para.centered


def _heads_body(lines: list[Line], piece: Piece) -> bool:
    """``**Công tác chỉ đạo**`` a blank line below the subject: a heading, set like it."""
    return piece.gap > 1 and piece.text[:1].isupper() and not is_upper(piece.text) and lines[-1][2][-1] not in ",-"


def _set_alike(model: Piece, piece: Piece) -> bool:
    """Lines of a subject are set alike: bold, or centred; the period in brackets below it may differ."""
    if piece.para.bold != model.para.bold:
        return piece.text.startswith("(") and piece.para.centered
    return piece.para.centered == model.para.centered or piece.para.bold


_HEADS = re.compile(rf"(?:pho )?{any_of('authority')}")


def _is_authority(lines: list[Line], piece: Piece, following: Piece | None) -> bool:
    """``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH``: the authority line of a decision, in capitals, above its Căn cứ."""
    if not is_upper(piece.text) or not lines:
        return False
    if not is_upper(lines[0][2]):
        return True
    if not _HEADS.match(bare(piece.text)):
        return False
    return piece.gap > 1 or (following is not None and _STOP.match(bare(following.text)) is not None)


_REGARDING = re.compile(r"[\s\"“(]{0,3}v\s?[/.]?\s?v\s{0,2}[:.]?\s{1,3}|v/v|(?=ve viec\s)")


def regarding_lines(head: Head) -> list[Line]:
    """Lines of the ``V/v`` subject of a công văn, in the left column."""
    pieces = head.pieces + head.rest[:3]
    for index, piece in enumerate(pieces):
        opening = _REGARDING.match(bare(piece.text))
        if opening is None:
            continue
        text = piece.text[opening.end() :].strip(" :*_")
        start = piece.start + piece.text.index(text, opening.end()) if text else piece.end
        lines = [(start, start + len(text), text)] if text else []
        for following in pieces[index + 1 : index + 15]:
            folded = bare(following.text)
            if following.column == "right" or MOTTO.search(folded):
                continue
            if _ends_regarding(following, folded):
                break
            written = following.text.lstrip(" :") if not lines else following.text
            lines.append((following.end - len(written), following.end, written.rstrip(" *_")))
        return lines
    return []


_ABBREVIATION = re.compile(r"[^\W\d_]{2,6}[.;]?")
"""A word in capitals that was wrapped to a line of its own (``chính sách thuế`` above ``GTGT``)."""


def _ends_regarding(piece: Piece, folded: str) -> bool:
    text = piece.text
    return bool(
        is_rule(text) or _STOP.match(folded) or PLACE_DATE.search(folded) or own_number(text) is not None
        or type_name(text) is not None or (is_upper(text) and not _ABBREVIATION.fullmatch(text)) or len(text) > 150
        or (piece.column is None and piece.gap > 1)
    )  # fmt: skip
