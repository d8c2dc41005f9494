"""The head of a document: the pieces above its title, and the title itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.data import toml_rows
from extractors.layout.kinds import TypeName, near_type, type_name
from extractors.layout.paragraphs import Piece, paragraphs, pieces
from extractors.layout.spelling import APART, LOWER, UPPER, bare, is_upper
from extractors.layout.words import any_of
from schemas.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARAGRAPHS = 60
"""The title stands within so many paragraphs; ô 1-5 of a letterhead are some 12."""
_LONG = 400
MOTTO = re.compile(
    r"cong\s{0,3}hoa\s{0,3}xa\s{0,3}hoi(?:\s{0,3}chu\s{0,3}nghia)?(?:\s{0,3}viet\s{0,3}nam)?"
    r"|(?:chu\s{1,3}nghia\s{1,3})viet\s{1,3}nam"
    r"|dang\s{1,3}cong\s{1,3}san\s{1,3}viet\s{1,3}nam"
    r"|doc\s{0,3}lap[\s.,~_=*-]{0,8}tu\s{0,3}do(?:[\s.,~_=*-]{0,8}hanh\s{0,3}phuc)?"
)
PLACE_DATE = re.compile(
    r"ngay(?P<day>[^a-z\n]{0,16}|.{0,4})\s?thang(?P<month>[^a-z\n]{0,12}|.{1,5})\s?nam(?P<year>\s{0,4}[\d.,…]{2,8}\b|\s{0,3}(?=\W|$))"
    r"|ngay(?P<short>\s{0,3}[\d.…_]{1,4}\s{0,2}[/.-]\s{0,2}[\d.…_]{1,4}\s{0,2}[/.-]\s{0,2}\d{4})"
)
BODY = re.compile(
    rf"(?:{any_of('body')}|phan\s|chuong\s|dieu\s\d"
    r"|[ivx]{1,4}\s?[.)/-]\s|\d{1,2}\s?[.)]\s?\D)"
)
RECEIVED = re.compile(r"(?:cong van )?den\b|so den\b|ngay den\b")


@dataclass(frozen=True, slots=True)
class Head:
    """``pieces`` above the title (above the body where there is none); ``rest`` from the title on, some lines far."""

    pieces: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    title: TypeName | None
    has_layout: bool


def head_of(doc: Doc) -> Head:
    """The head of ``doc``; computed once a document."""
    found: Head | None = doc.user_data.get("layout.head")
    if found is None:
        found = _head(doc)
        doc.user_data["layout.head"] = found
    return found


def _head(doc: Doc) -> Head:
    paras = [p for p in paragraphs(doc)[: 2 * _PARAGRAPHS] if p.kind not in _BESIDE]
    if not any(MOTTO.search(bare(p.text[:_LONG])) for p in paras[:_PARAGRAPHS]):
        running = [p for p in paragraphs(doc)[: 2 * _PARAGRAPHS] if p.kind == BlockKind.HEADER]
        if any(MOTTO.search(bare(p.text[:_LONG])) for p in running):
            paras = running + paras
    lines = _split(_rejoined(_closed_up(pieces(doc, paras[:_PARAGRAPHS])), doc._.folded.text))
    title = _title_index(lines)
    if title is not None:
        title = _below_letterhead(lines, title)
    named = type_name(lines[title].text) if title is not None else None
    if title is None and doc._.document.text_origin != "native":
        title, named = next(
            ((i, near) for i, piece in enumerate(lines) if (near := near_type(piece.text))), (None, None)
        )
    layout = any(p.bold or p.centered for p in paras)
    if title is not None:
        return Head(tuple(lines[:title]), tuple(lines[title:]), named, layout)
    body = next((i for i, piece in enumerate(lines) if _is_body(piece)), len(lines))
    return Head(tuple(lines[:body]), tuple(lines[body:]), None, layout)


_BESIDE = frozenset({BlockKind.ASIDE, BlockKind.FOOTNOTE, BlockKind.HEADER, BlockKind.FOOTER})


def _closed_up(lines: list[Piece]) -> list[Piece]:
    """Join a title in letters set apart that was read as two columns (``B Á O`` | ``C Á O``)."""
    out: list[Piece] = []
    for piece in lines:
        before = out[-1] if out else None
        if before is not None and piece.gap == 0 and APART.match(before.text) and APART.match(piece.text):
            text = f"{before.text}  {piece.text}"
            if type_name(text) is not None:
                out[-1] = Piece(before.start, piece.end, text, before.para, None, before.gap)
                continue
        out.append(piece)
    return out


_FULL_MOTTO = "cong hoa xa hoi chu nghia viet nam"
_LABEL_ALONE = re.compile(r"so\s{0,2}[:.]?")
_NUMBER_ALONE = re.compile(rf"(?:\d{{1,6}}[a-z]?\s?)?[/-]\s?(?:\d{{4}}\s?/\s?)?[{UPPER}]")
_PLACE_ALONE = re.compile(rf"(?:[{UPPER}][{LOWER}]{{1,7}}(?: - | |$)){{1,4}}|[{UPPER}][^\d:;]{{1,30}},")
_DATE_BEHIND = re.compile(rf"(?:phố )?(?:[{UPPER}][{LOWER}]{{1,7}} ?){{0,3}},? ?ngày\s")


def _rejoined(lines: list[Piece], text: str) -> list[Piece]:
    """Join what a wrapped line broke within number, motto or date (``Hà`` above ``Nội, ngày ...``), as in web pages."""
    out: list[Piece] = []
    for piece in lines:
        before = out[-1] if out else None
        adjacent = before is not None and before.column is piece.column is None and piece.gap == 1
        if before is not None and adjacent and _broken(before.text, piece.text):
            joined = text[before.start : piece.end].replace("\n", " ")
            out[-1] = Piece(before.start, piece.end, joined, before.para, None, before.gap)
        else:
            out.append(piece)
    return out


def _broken(above: str, below: str) -> bool:
    if len(above) > 40 or len(below) > _LONG:
        return False
    folded = bare(above)
    if _LABEL_ALONE.fullmatch(folded):
        return _NUMBER_ALONE.match(below) is not None
    if _FULL_MOTTO.startswith(f"{folded} "):
        return _FULL_MOTTO.startswith(f"{folded} {bare(below)}")
    if folded in _cut_heads() and f"{folded} {bare(below)}".startswith(_agency_heads()):
        return True
    return _PLACE_ALONE.fullmatch(above) is not None and _DATE_BEHIND.match(below) is not None


@cache
def _agency_heads() -> tuple[str, ...]:
    """Beginnings of agency names of several words, without marks (``ỦY`` alone on a line goes on with ``BAN``)."""
    return tuple(sorted(bare(row["name"]) for row in toml_rows("agency_heads") if " " in row["name"]))


@cache
def _cut_heads() -> frozenset[str]:
    """What stands of such a beginning above a line end (``vien``, ``vien kiem`` of ``vien kiem sat``)."""
    words = [head.split() for head in _agency_heads()]
    return frozenset(" ".join(parts[:count]) for parts in words for count in range(1, len(parts)))


def _is_body(piece: Piece) -> bool:
    return piece.para.column != "right" and (BODY.match(bare(piece.text[:30])) is not None or len(piece.text) > _LONG)


def _title_index(lines: list[Piece]) -> int | None:
    """Index of the title: the first line that names a document type above the body."""
    later: int | None = None
    for index, piece in enumerate(lines):
        found = type_name(piece.text) if len(piece.text) <= _LONG else None
        if found is not None and (piece.column is None or (found.alone and is_upper(piece.text))):
            formal = is_upper(piece.text[: found.end])
            if formal or piece.para.bold or piece.para.centered:
                return index
            later = index if later is None else later
        if _is_body(piece):
            break
    return later


_PRE_TITLE = 12


def _below_letterhead(lines: list[Piece], title: int) -> int:
    """The title below the letterhead, where a web page has the title above it too."""
    for index in range(title + 1, min(title + _PRE_TITLE, len(lines))):
        if MOTTO.search(bare(lines[index].text[:_LONG])):
            below = _title_index(lines[index:])
            return title if below is None else index + below
        if _is_body(lines[index]):
            break
    return title


def _split(lines: list[Piece]) -> list[Piece]:
    """Cut lines in which the right column of the letterhead follows the left one on the same line."""
    out: list[Piece] = []
    for piece in lines:
        if piece.para.column is not None or len(piece.text) > _LONG:
            out.append(piece)
            continue
        cut = _right_column(piece.text)
        if cut is None or not piece.text[:cut].strip(" -_*.|"):
            out.append(piece if cut is None else _part(piece, 0, len(piece.text), "right"))
            continue
        out += [_part(piece, 0, cut, "left"), *_right_parts(piece, cut)]
    return out


def _right_parts(piece: Piece, cut: int) -> list[Piece]:
    """The right column from ``cut``; where both lines of it are on one line, the left column goes on between them.

    ``UBND HUYỆN A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM PHÒNG NỘI VỤ Độc lập - Tự do - Hạnh phúc``
    """
    mottos = list(MOTTO.finditer(bare(piece.text), cut))
    if len(mottos) != 2 or not piece.text[mottos[0].end() : mottos[1].start()].strip(" -_*.|"):
        return [_part(piece, cut, len(piece.text), "right")]
    first, second = mottos
    between = _part(piece, first.end(), second.start(), "left")
    return [_part(piece, cut, first.end(), "right"), between, _part(piece, second.start(), len(piece.text), "right")]


def _part(piece: Piece, start: int, end: int, side: str) -> Piece:
    text = piece.text[start:end]
    content = text.strip(" *_|")
    start += text.index(content[0]) if content else 0
    begin = piece.start + start
    return Piece(begin, begin + len(content), content, piece.para, "left" if side == "left" else "right", piece.gap)


_WORD = rf"[{UPPER}][{LOWER}'’]{{1,7}}"
_PLACE = re.compile(
    rf"(?:(?:T[PpXxTt]\.\s?|[Tt]hành phố\s|[Tt]ỉnh\s)?{_WORD}(?:(?:\s{{1,3}}|\s?-\s?){_WORD}){{0,5}}|TP ?HCM)$"
)


_WHOLE = re.compile(rf"[{UPPER}][^\d/:;,]{{0,44}},\s{{0,4}}")


def place_of(text: str, date_start: int) -> tuple[int, int]:
    """Span of the place name right before a date at ``date_start`` (empty when there is none)."""
    before = text[:date_start]
    end = len(before.rstrip(" ,.;:"))
    if _WHOLE.fullmatch(before) and MOTTO.search(bare(before)) is None:
        return 0, end
    for start in range(max(0, end - 45), end):
        if (start == 0 or not before[start - 1].isalnum()) and _PLACE.match(before[start:end]) is not None:
            return start, end
    return end, end


def _right_column(text: str) -> int | None:
    """Offset in a letterhead line where what belongs to the right column begins; None where nothing does."""
    folded = bare(text)
    motto = MOTTO.search(folded)
    if motto is not None and (motto.start() == 0 or len(folded) < 140):
        return motto.start()
    date = PLACE_DATE.search(folded)
    if date is not None and len(folded) < 140 and (date.end() > len(folded) - 6):
        start, end = place_of(text, date.start())
        return start if end > start else date.start()
    return None
