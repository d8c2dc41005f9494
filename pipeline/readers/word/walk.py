"""The walk over a Word part: everything a person sees, once, in order.

Deleted and moved-away text, field codes, hidden text, fallback twins of drawings and page-number fields are left out;
insertions,
content controls, hyperlinks, field results and text boxes are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import TooLarge
from pipeline.readers.word import boxes, symbols
from pipeline.readers.word.fields import Fields, is_page_number
from pipeline.readers.word.flow import Box, Item, Para
from pipeline.readers.word.grid import grid_of
from pipeline.readers.word.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    P_PR,
    R_PR,
    RUN,
    SDT,
    SDT_CONTENT,
    SECT_PR,
    TBL,
    TEXT,
    VAL,
    WRAPPERS,
    M,
    P,
    W,
)  # fmt: skip
from pipeline.readers.word.props import NOTHING, ParaProps, para_props, run_props
from pipeline.readers.word.runs import Piece
from pipeline.readers.word.shaping import Shaper
from pipeline.readers.word.shared import NOT_SHARED, Shared
from pipeline.readers.word.styles import Styles

MAX_PARAGRAPHS = 300_000
MAX_NESTING = 24
_TAB, _BR, _CR, _FLD, _INSTR, _SYM = (W + name for name in ("tab", "br", "cr", "fldChar", "instrText", "sym"))
_NO_BREAK, _SOFT, _RENDERED = W + "noBreakHyphen", W + "softHyphen", W + "lastRenderedPageBreak"
_TABS, _MARKS = (_TAB, W + "ptab"), frozenset((_RENDERED, _BR, _CR, _FLD, _INSTR))
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object", ALTERNATE))
_NOTE_MARKS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_FLD_SIMPLE, _RUBY, _TYPE = W + "fldSimple", W + "ruby", W + "type"
_GONE = (W + "del", W + "moveFrom")
_NO_PROPS: tuple[ParaProps, Any, Any, bool] = (ParaProps(), None, None, False)
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Walker:
    """State that goes on from paragraph to paragraph of all parts: counters, fields, page, notes met."""

    shaper: Shaper
    shared: Shared = NOT_SHARED
    """Properties cut out of the part that is walked over."""
    page: int | None = None
    paragraphs: int = 0
    notes: dict[tuple[str, str], None] = field(default_factory=dict)
    """Notes referred to, as ``(footnote | endnote, id)`` in order."""
    sections: list[Any] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    alt_chunks: int = 0
    _fresh_page: bool = False
    _carried: list[Piece] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)
    _depth: int = 0
    _has_text: bool = False
    _first_page: int | None = None

    @property
    def styles(self) -> Styles:
        """Styles of the document."""
        return self.shaper.styles

    def blocks(self, container: Any, aside: bool = False) -> list[Item]:
        """Paragraphs and tables of a body, cell, text box, note, header or content control."""
        items: list[Item] = []
        if self._depth > MAX_NESTING:
            raise TooLarge(f"nested deeper than {MAX_NESTING}")
        self._depth += 1
        for child in container:
            tag = child.tag
            if tag == P:
                self._paragraph(child, items, aside)
            elif tag == TBL:
                items.append(grid_of(child, self))
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    items += self.blocks(content, aside or _is_contents(child))
            elif tag in WRAPPERS:
                items += self.blocks(child, aside)
            elif tag == ALTERNATE:
                chosen = choice(child)
                if chosen is not None:
                    items += self.blocks(chosen, aside)
            elif tag == SECT_PR:
                self.sections.append(child)
            elif tag == W + "altChunk":
                self.alt_chunks += 1
        self._depth -= 1
        return items

    def _paragraph(self, element: Any, items: list[Item], aside: bool) -> None:
        self.paragraphs += 1
        if self.paragraphs > MAX_PARAGRAPHS:
            raise TooLarge(f"more than {MAX_PARAGRAPHS} paragraphs")
        props, mark, section, deleted_mark = _NO_PROPS
        if len(element) and (first := element[0]).tag == P_PR:
            props, mark, section, deleted_mark = self.shared.read(first, self._properties)
            if section is not None:
                self.sections.append(section)
        outer, self._boxes = self._boxes, []
        pieces, self._carried = self._carried, []
        if props.page_break:
            self._turn_page(explicit=True)
        self._has_text, self._first_page = bool(pieces), self.page
        was_contents = self.fields.in_contents()
        self._inline(element, props.style, pieces)
        self.fields.end_paragraph()
        if deleted_mark or props.joined:
            self._carried, boxes_met, self._boxes = pieces, self._boxes, outer
            if boxes_met:
                items.append(Para(boxes=boxes_met, page=self._first_page))
            return
        para = self.shaper.shaped(props, mark, pieces)
        para.page = self._first_page
        para.aside = para.aside or aside or was_contents
        para.boxes, self._boxes = self._boxes, outer
        if para.text or para.boxes:
            items.append(para)

    def _properties(self, element: Any) -> tuple[ParaProps, Any, Any, bool]:
        """What a ``pPr`` says, its paragraph mark, its section, and whether the mark is deleted."""
        props, mark, section = para_props(element)
        mark = self.shared.whole(mark)
        deleted = mark is not None and any(child.tag in _GONE for child in mark[:2])  # these come first
        return props, mark, section, deleted

    def _inline(self, container: Any, style: str | None, pieces: list[Piece]) -> None:
        for child in container:
            tag = child.tag
            if tag == RUN:
                self._run(child, style, pieces)
            elif tag in WRAPPERS:
                self._inline(child, style, pieces)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None and child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                    self._inline(content, style, pieces)
            elif tag == _FLD_SIMPLE:
                if not is_page_number(child.get(W + "instr") or ""):
                    self._inline(child, style, pieces)
            elif tag == ALTERNATE:
                chosen = choice(child)
                if chosen is not None:
                    self._inline(chosen, style, pieces)
            elif tag in (M + "oMath", M + "oMathPara"):
                text = "".join(part.text or "" for part in child.iter(M + "t"))
                pieces.append((text, self.shaper.styles.look(style, NOTHING)))

    def _run(self, run: Any, style: str | None, pieces: list[Piece]) -> None:
        direct = NOTHING
        parts: list[str] = []
        for child in run:
            tag = child.tag
            if tag == R_PR:
                direct = self.shared.read(child, run_props)
            elif tag == TEXT:
                if not self.fields.muted:
                    text = child.text or ""
                    parts.append(
                        text.replace("\n", " ") if child.get(_PRESERVE) == "preserve" else text.strip(" \t\r\n")
                    )
            elif tag in _MARKS:
                self._mark(child, tag, parts)
            elif not self.fields.muted:
                self._special(child, tag, parts, style, pieces)
        if parts:
            text = "".join(parts)
            look = self.shaper.styles.look(style, direct)
            if text and not look.hidden:
                pieces.append((text, look))
                if not self._has_text and text.strip():
                    self._text_seen()

    def _mark(self, child: Any, tag: str, parts: list[str]) -> None:
        """Breaks and the parts of a field: they count even where the text is muted."""
        if tag == _RENDERED:
            self._turn_page(explicit=False, text="".join(parts))
        elif tag == _FLD:
            self.fields.mark(child.get(W + "fldCharType"))
        elif tag == _INSTR:
            self.fields.code(child.text or "")
        else:
            if child.get(_TYPE) == "page":
                self._turn_page(explicit=True, text="".join(parts))
            parts.append("" if self.fields.muted else "\n")

    def _special(self, child: Any, tag: str, parts: list[str], style: str | None, pieces: list[Piece]) -> None:
        if tag in _TABS:
            parts.append("\t")
        elif tag == _NO_BREAK:
            parts.append("-")
        elif tag == _SOFT:  # nothing in Unicode text, but the letter ư in TCVN3 fonts: decoding comes later
            parts.append("\u00ad")
        elif tag == _SYM:
            parts.append(symbols.symbol(child.get(W + "font") or "", child.get(W + "char") or ""))
        elif tag in _DRAWINGS:
            self._drawing(child, style, pieces)
        elif tag in _NOTE_MARKS:
            self.notes[_NOTE_MARKS[tag], child.get(W + "id") or ""] = None
        elif tag == _RUBY:
            base = child.find(W + "rubyBase")
            if base is not None:
                self._inline(base, style, pieces)

    def _drawing(self, element: Any, style: str | None, pieces: list[Piece]) -> None:
        if element.tag == ALTERNATE:
            chosen = choice(element)
            for child in chosen if chosen is not None else ():
                if child.tag in _DRAWINGS:
                    self._drawing(child, style, pieces)
                elif child.tag == TEXT:
                    pieces.append((child.text or "", self.shaper.styles.look(style, NOTHING)))
            return
        for content in boxes.contents(element):
            kept = self.fields, self._carried, self._has_text, self._first_page
            self.fields, self._carried = Fields(), []
            items = self.blocks(content)
            self.fields, self._carried, self._has_text, self._first_page = kept
            if items:
                self._boxes.append(Box(items, boxes.side(content)))

    def _turn_page(self, *, explicit: bool, text: str = "") -> None:
        if self.page is None:
            return
        if text.strip() and not self._has_text:
            self._text_seen()
        if not explicit and self._fresh_page:  # Word marks its own break again behind an explicit one
            self._fresh_page = False
            return
        self.page += 1
        self._fresh_page = explicit
        if not self._has_text:
            self._first_page = self.page

    def _text_seen(self) -> None:
        self._has_text, self._fresh_page, self._first_page = True, False, self.page


def choice(alternate: Any) -> Any:
    """The branch of an ``mc:AlternateContent`` to read: the first choice, the fallback when there is none."""
    found = alternate.find(CHOICE)
    return found if found is not None else alternate.find(FALLBACK)


def _is_contents(sdt: Any) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in (gallery.get(VAL) or "").lower()
