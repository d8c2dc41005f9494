"""The closing of a document: signature lines and Nơi nhận, taken apart where they share lines."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from extractors.data import toml_rows
from extractors.layout.paragraphs import Para, Piece, paragraphs, pieces
from extractors.layout.spelling import UPPER, bare, is_upper, one_line
from extractors.layout.words import any_of
from schemas.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

RECIPIENTS = re.compile(r"[\s*_\"'.:]{0,4}n[oa0]?[il]\s{1,3}(?:nh[ao]n|gui)\s{0,3}[:.;]?")
DASH = re.compile(r"\s{0,3}[-+*~•▪‒·«»_=]\s{0,3}(?=\S)")
NOTE = re.compile(rf"[(\[]?\s?(?:{any_of('note')}|\d)")
"""Lines between position and name that are neither: notes and the text of digital signatures."""
WALL = "\u00b6"
"""Text of the piece that stands for a run of body paragraphs: nothing of a closing reaches across it."""
_LONGEST = 700
_SHORT = 130
_SKIPPED = frozenset({BlockKind.ASIDE, BlockKind.FOOTER, BlockKind.HEADER, BlockKind.FOOTNOTE})


@cache
def _positions() -> tuple[str, ...]:
    """Positions that a signer may hold, longest first."""
    return tuple(sorted({row["name"] for row in toml_rows("positions")}, key=lambda name: (-len(name), name)))


@cache
def preparers() -> tuple[str, ...]:
    """Beginnings, without marks, of positions that sign beside the head of a unit (người lập biểu)."""
    return tuple(sorted(bare(row["name"]) for row in toml_rows("positions") if row.get("preparer")))


@cache
def _formulas() -> tuple[str, ...]:
    """Abbreviations that begin a signing authority (TM., KT., ...), without marks and final dot, longest first."""
    names = {bare(row["name"]).rstrip(".") for row in toml_rows("signature_formulas")}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def authority() -> re.Pattern[str]:
    """A signing authority (``formula``) or a ``position`` at the start of a line, over text without marks."""
    formulas = "|".join(re.escape(word) for word in _formulas())
    names = dict.fromkeys(bare(name) for name in _positions())
    positions = "|".join(re.escape(name).replace("\\ ", r"\s{1,3}") for name in names)
    return re.compile(
        rf"(?:(?P<formula>{formulas})(?:\s{{0,2}}[.:,]\s{{0,3}}|\s{{1,2}})(?=[a-z])|(?P<position>(?:{positions}))(?![a-z]))"
    )


_LEAST = 0.86


@cache
def near_position(line: str) -> str | None:
    """The position in capitals that a recognised line must be (``GIẢÁM ĐÓC``: GIÁM ĐỐC); None where none is near."""
    folded = bare(one_line(line)).strip(" .:;,*")
    if not 4 < len(folded) < 40:
        return None
    best: tuple[float, str] = (_LEAST, "")
    for name in _positions():
        key = bare(name)
        if abs(len(key) - len(folded)) <= 2:
            ratio = SequenceMatcher(None, key, folded, autojunk=False).ratio()
            best = max(best, (ratio, name.upper()))
    return best[1] or None


def closing(doc: Doc) -> list[Piece]:
    """Pieces of all paragraphs that may belong to a closing, in order, with shared lines cut; computed once."""
    found: list[Piece] | None = doc.user_data.get("layout.closing")
    if found is None:
        found = _closing(doc)
        doc.user_data["layout.closing"] = found
    return found


_BEFORE, _BEHIND = 3, 120
"""A closing spans so many paragraphs before and behind the lines that tell it."""
_MOST = 4_000


def _closing(doc: Doc) -> list[Piece]:
    found: list[Piece] = []
    short: list[Para] = []
    for para in _around(paragraphs(doc), doc._.document.text_origin != "native"):
        if para.kind in _SKIPPED:
            continue
        if _may_close(para):
            short.append(para)
            continue
        found += pieces(doc, short)
        short.clear()
        if not found or found[-1].text != WALL:
            found.append(Piece(para.start, para.end, WALL, para))
    found += pieces(doc, short)
    return [part for piece in found for part in _cut(piece)]


def _around(paras: list[Para], recognised: bool) -> list[Para]:
    """Paragraphs near a line in capitals that signs, or near Nơi nhận; of very many, the first and the last."""
    near: list[Para] = []
    last = -1
    for index, para in enumerate(paras):
        if _tells(para, recognised):
            begin = max(last + 1, index - _BEFORE)
            last = max(last, min(len(paras) - 1, index + _BEHIND))
            near += paras[begin : last + 1]
            if len(near) > _MOST:
                break
    if len(near) <= _MOST:
        return near
    return near[: _MOST // 2] + paras[max(index, len(paras) - _MOST // 2) :]


_TELLING = re.compile(rf"[\s*_\"'.:]{{0,4}}(?:N[oơOƠ][iI]|[{UPPER}])")


def _tells(para: Para, recognised: bool) -> bool:
    telling = _TELLING.match(para.text)
    if telling is None:
        return False
    if len(para.text) > _SHORT:
        return telling.group()[-1] in "NIi" and RECIPIENTS.match(bare(para.text[:60])) is not None
    folded = bare(para.text[:60])
    if RECIPIENTS.match(folded) is not None or authority().match(folded) is not None or "noi nhan" in folded:
        return True
    return recognised and is_upper(para.text) and near_position(para.text) is not None


def _may_close(para: Para) -> bool:
    return para.column is not None or len(para.text) <= _SHORT or RECIPIENTS.match(bare(para.text[:20])) is not None


_TAIL = re.compile(rf"(?<=\S)\s{{1,40}}(?=(?:[{UPPER}/]{{1,12}}[.,]?\s{{0,3}}){{1,9}}$)")
_LETTERS = re.compile(rf"[{UPPER}]{{2}}")
_LOWERED = frozenset(f"{UPPER.lower().replace('a-z', 'abcdefghijklmnopqrstuvwxyz')}0123456789;:)")
"""Last characters of most lines: behind them ``_TAIL`` finds nothing."""


def _cut(piece: Piece) -> list[Piece]:
    """Split ``Nơi nhận: TL. CHỦ TỊCH`` and ``- Như trên; PHÓ GIÁM ĐỐC`` into their two columns."""
    text = piece.text
    if piece.column is not None or text[-1:] in _LOWERED or len(text) > _LONGEST or is_upper(text):
        return [piece]
    for tail in _TAIL.finditer(piece.text):
        rest = piece.text[tail.end() :]
        if _LETTERS.search(rest) and authority().match(bare(rest)):
            left = piece.text[: tail.start()]
            return [
                Piece(piece.start, piece.start + len(left), left, piece.para, "left", piece.gap),
                Piece(piece.start + tail.end(), piece.end, rest, piece.para, "right"),
            ]
    return [piece]
