"""Section tree: numbered headings of every habit (Phần, Chương, Mục, Điều, I., 1., 1.1., a), A., (1)), else bold ones.

Labels are read as nested series over the whole document first; then each series decides whether its items are headings
(a title line, or the bold run at the start of a paragraph) or list items that are whole paragraphs. ``Điều n.`` is
always a section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.headings import Heading, headings
from extractors.layout.paragraphs import Proofs
from extractors.layout.section_kinds import kind_of
from schemas.section import Section

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ()


def extract(doc: Doc) -> tuple[Section, ...]:
    """The sections of ``doc`` as a tree; ``end`` of a section is the start of the next one on its level or above."""
    found = headings(doc)
    return _tree(Proofs(doc), found, 0, len(found))


def _tree(proofs: Proofs, found: list[Heading], first: int, last: int) -> tuple[Section, ...]:
    """Sections of ``found[first:last]``; iterative over siblings, recursive over levels (at most a dozen)."""
    sections = []
    index = first
    while index < last:
        heading = found[index]
        following = index + 1
        while following < last and found[following].level > heading.level:
            following += 1
        sections.append(_section(proofs, heading, _tree(proofs, found, index + 1, following)))
        index = following
    return tuple(sections)


def _section(proofs: Proofs, heading: Heading, children: tuple[Section, ...]) -> Section:
    start, end = proofs.folded.raw_span(heading.start, max(heading.end, heading.start + 1))
    return Section(
        label=heading.label,
        title=heading.title,
        level=heading.level,
        kind=kind_of(heading.title),
        start=start,
        end=end,
        children=children,
        evidence=(proofs(heading.start, heading.title_end),),
    )
