"""Style inheritance: document defaults, styles with ``basedOn``, toggle properties (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.legacy import Encoding, encoding_of
from pipeline.readers.word.names import P_PR, R_PR, VAL, W
from pipeline.readers.word.props import NOTHING, ParaProps, RunProps, para_props, run_props
from pipeline.readers.word.style_part import StylePart


class Look(NamedTuple):
    """How a run looks in the end."""

    bold: bool
    italic: bool
    caps: bool
    hidden: bool
    size: float | None
    encoding: Encoding | None
    """Legacy encoding that the run's font draws."""
    raised: bool


def _draws(borders: Any) -> bool:
    return borders is not None and any(edge.get(VAL) not in ("none", "nil", None) for edge in borders)


@dataclass(frozen=True, slots=True)
class Style:
    """One style, its ``basedOn`` chain merged in."""

    name: str
    run: RunProps
    para: ParaProps


class _Raw(NamedTuple):
    """One style as it stands in the file."""

    name: str
    based_on: str | None
    run: RunProps
    para: ParaProps
    bordered: bool


@dataclass(slots=True)
class Styles:
    """All styles of a document."""

    part: StylePart | None = None
    elements: dict[str, Any] = field(default_factory=dict)
    defaults: RunProps = NOTHING
    default_paragraph: str | None = None
    _raw: dict[str, _Raw] = field(default_factory=dict)
    _resolved: dict[str | None, Style] = field(default_factory=dict)
    _full: dict[ParaProps, tuple[ParaProps, bool]] = field(default_factory=dict)
    _numbered: dict[str | None, tuple[str | None, int | None, set[str]]] = field(default_factory=dict)
    _looks: dict[tuple[str | None, RunProps], Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Styles:
        """Index ``styles.xml`` (None: a document without styles); a style is read when it is first asked for."""
        styles = cls()
        for element in root if root is not None else ():
            if element.tag == W + "style":
                identity = element.get(W + "styleId")
                if identity is not None:
                    styles.elements[identity] = element
                    if element.get(W + "default") in ("1", "true", "on") and element.get(W + "type") == "paragraph":
                        styles.default_paragraph = identity
            elif element.tag == W + "docDefaults":
                styles._take_defaults(element)
        return styles

    @classmethod
    def of_pieces(cls, part: StylePart) -> Styles:
        """The same from a style part that was cut instead of parsed."""
        styles = cls(part=part, elements=dict(part.styles), default_paragraph=part.default_paragraph)
        element = part.element(part.defaults) if part.defaults else None
        if element is not None:
            styles._take_defaults(element)
        return styles

    def _take_defaults(self, element: Any) -> None:
        found = element.find(f"{W}rPrDefault/{R_PR}")
        self.defaults = run_props(found) if found is not None else NOTHING

    def _one(self, identity: str) -> _Raw:
        known = self._raw.get(identity)
        if known is None:
            element = self.elements[identity]
            if isinstance(element, bytes):
                element = self.part.style(element) if self.part else None
            known = self._raw[identity] = _read(element if element is not None else (), identity)
        return known

    def _chain(self, identity: str | None) -> Iterator[tuple[str, _Raw]]:
        """The style and those it is based on; circles are cut."""
        seen: set[str] = set()
        while identity is not None and identity in self.elements and identity not in seen and len(seen) < 30:
            seen.add(identity)
            own = self._one(identity)
            yield identity, own
            identity = own.based_on

    def style(self, identity: str | None) -> Style:
        """A style by id with its ``basedOn`` chain merged in; an empty one when there is none."""
        known = self._resolved.get(identity)
        if known is None:
            run, para, name = NOTHING, ParaProps(), ""
            for _, own in self._chain(identity):
                run, para, name = run.over(own.run), para.over(own.para._replace(style=None)), name or own.name
            known = self._resolved[identity] = Style(name, run, para)
        return known

    def paragraph(self, identity: str | None) -> Style:
        """The paragraph style of that id, the default one when it says none or an unknown one."""
        return self.style(identity if identity in self.elements else self.default_paragraph)

    def full(self, direct: ParaProps) -> tuple[ParaProps, bool]:
        """Paragraph properties with those of the style filled in, and whether the style is that of a table of
        contents."""
        known = self._full.get(direct)
        if known is None:
            style = self.paragraph(direct.style)
            known = self._full[direct] = (
                direct.over(style.para),
                style.name.lower().startswith(("toc ", "table of")),
            )
        return known

    def look(self, paragraph: str | None, direct: RunProps) -> Look:
        """Look of a run: direct properties win; toggles of paragraph and character style cancel each other."""
        key = (paragraph, direct)
        known = self._looks.get(key)
        if known is None:
            base, char = self.paragraph(paragraph).run, self.style(direct.style).run if direct.style else NOTHING
            toggles = [
                mine if mine is not None else bool(default) or bool(p) != bool(c)
                for mine, c, p, default in zip(direct[:4], char[:4], base[:4], self.defaults[:4], strict=True)
            ]
            rest = direct.over(char).over(base).over(self.defaults)
            encoding = encoding_of(rest.font) if rest.font else None
            bold, italic, caps, hidden = toggles
            known = self._looks[key] = Look(bold, italic, caps, hidden, rest.size, encoding, bool(rest.raised))
        return known

    def has_borders(self, identity: str | None) -> bool:
        """Tell whether a table style, or one it is based on, draws borders."""
        return any(own.bordered for _, own in self._chain(identity))

    def numbered_by(self, identity: str | None) -> tuple[str | None, int | None, set[str]]:
        """Numbering that a paragraph style brings: number id, level, and the styles of its chain (levels name
        styles)."""
        known = self._numbered.get(identity)
        if known is None:
            known = self._numbered[identity] = self._numbering(identity)
        return known

    def _numbering(self, identity: str | None) -> tuple[str | None, int | None, set[str]]:
        chain: set[str] = set()
        num_id: str | None = None
        level: int | None = None
        for name, own in self._chain(identity if identity in self.elements else self.default_paragraph):
            chain.add(name)
            level = own.para.level if level is None else level
            if own.para.num_id is not None:
                num_id = own.para.num_id
                break
        return num_id, level, chain


def _read(element: Any, identity: str) -> _Raw:
    name, based, run, para, bordered = identity, None, NOTHING, ParaProps(), False
    for child in element:
        if child.tag == W + "name":
            name = child.get(VAL) or identity
        elif child.tag == W + "basedOn":
            based = child.get(VAL)
        elif child.tag == R_PR:
            run = run_props(child)
        elif child.tag == P_PR:
            para = para_props(child)[0]
        elif child.tag == W + "tblPr":
            bordered = _draws(child.find(W + "tblBorders"))
    return _Raw(name, based, run, para, bordered)
