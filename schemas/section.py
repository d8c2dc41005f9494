"""The section tree of a report."""

from __future__ import annotations

from schemas.span import Fact


class Section(Fact):
    """A heading with what stands below it. ``start``/``end`` span the whole section, the evidence only its heading.

    ``kind`` is a code of ``extractors/data/sections.toml`` (``results``, ``assessment``, ``difficulties``,
    ``proposals``, ...).
    """

    label: str | None
    title: str
    level: int
    kind: str | None = None
    start: int
    end: int
    children: tuple[Section, ...] = ()
