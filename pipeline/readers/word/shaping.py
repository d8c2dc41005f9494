"""What was met in a paragraph, and what its properties say, to the paragraph as shown: look, side, automatic label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.readers.word.flow import Para
from pipeline.readers.word.numbering import Label, Numbering
from pipeline.readers.word.props import NOTHING, ParaProps, run_props
from pipeline.readers.word.runs import Doubt, Piece, Repairs, assemble
from pipeline.readers.word.styles import Look, Styles

_FAR = 3_900
"""Indent, in twips, from which a paragraph stands in the right half of the page."""
_WIDE = 30


@dataclass(slots=True)
class Shaper:
    """Styles, lists and repairs of one document."""

    styles: Styles
    numbering: Numbering
    repairs: Repairs
    mostly_unicode: Doubt = None

    def shaped(self, props: ParaProps, mark_element: Any, pieces: list[Piece]) -> Para:
        """The paragraph of these properties; counts its number. ``mark_element`` holds those of the paragraph mark."""
        full, is_contents = self.styles.full(props)
        para = Para(aside=is_contents, centered=full.align == "center")
        para.right = full.align in ("right", "end") or (full.indent or 0) >= _FAR or _leading_width(pieces) >= _WIDE
        if full.outline is not None and full.outline < 9:
            para.outline = full.outline + 1
        label = self._label(props)
        if label is None:
            assemble(para, pieces, self.repairs, self.mostly_unicode)
            return para
        mark = run_props(mark_element) if mark_element is not None else NOTHING
        if not mark.hidden:
            look = self.styles.look(props.style, label.run.over(mark))
            para.text = _label_text(label.text, look, self.repairs)
            para.label_end = len(para.text)
            para.text += label.separator
        assemble(para, pieces, self.repairs, self.mostly_unicode)
        if para.label_end is not None and para.text == para.text[: para.label_end] + label.separator:
            para.text = "" if label.is_bullet else para.text.rstrip()
            para.label_end = para.label_end if para.text else None
        return para

    def _label(self, props: ParaProps) -> Label | None:
        """The next number of the list that a paragraph or its style belongs to."""
        num_id, level = props.num_id, props.level
        if num_id is None:
            num_id, style_level, chain = self.styles.numbered_by(props.style)
            if num_id is not None and level is None:
                level = style_level if style_level is not None else self.numbering.level_of_style(num_id, chain)
        if num_id is None or num_id == "0":
            return None
        return self.numbering.label(num_id, level or 0)


def _leading_width(pieces: list[Piece]) -> int:
    """Columns of blank space in front of the text, a tab counted as eight."""
    if not pieces or not pieces[0][0][:1].isspace():
        return 0
    lead = "".join(text for text, _ in pieces[:6])
    return len(lead[: len(lead) - len(lead.lstrip())].expandtabs())


def _label_text(text: str, look: Look, repairs: Repairs) -> str:
    para = Para()
    assemble(para, [(text, look)], repairs)
    return para.text or text
