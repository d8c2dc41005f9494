"""Put the citations of one document together: one reference per cited document, with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.citation.model import Citation
from extractors.citation.registry import ascii_key, slug

_DIGITS = re.compile(r"(\d+)([a-z]*)")


@dataclass(slots=True)
class Group:
    """Citations of one document, in order of the text; the most precise date and the year of all are kept at hand."""

    citations: list[Citation] = field(default_factory=list)
    issued_on: str | None = None
    inner_year: int | None = None

    @property
    def head(self) -> Citation:
        """The first citation."""
        return self.citations[0]

    @property
    def year(self) -> int | None:
        """Year of the date, else of the number."""
        return int(self.issued_on[:4]) if self.issued_on is not None else self.inner_year

    def add(self, citation: Citation) -> None:
        """Take in one more citation."""
        self.citations.append(citation)
        if citation.issued_on is not None and len(citation.issued_on) > len(self.issued_on or ""):
            self.issued_on = citation.issued_on
        if self.inner_year is None:
            self.inner_year = citation.year


def identity(citation: Citation) -> tuple[str, ...]:
    """What citations of one document have in common, dates aside."""
    number = citation.number
    if number is not None and (citation.title is None or number.symbol):
        return (
            "number",
            ascii_key(number.symbol) if number.symbol else f"?{citation.type_code}",
            plain_digits(number.digits),
        )
    if citation.title is not None:
        return ("title", slug(citation.title))
    return ("subject", citation.type_code or "?", slug(citation.said) if citation.said else str(citation.start))


def plain_digits(digits: str) -> str:
    """``04`` and ``4`` are one number, ``30c`` is another than ``30``."""
    match = _DIGITS.match(digits)
    return f"{int(match[1])}{match[2]}" if match else digits


def compatible(group: Group, citation: Citation) -> bool:
    """Whether nothing written at ``citation`` contradicts the group: inner year and date agree or are missing."""
    inner, other = _inner(group.head), _inner(citation)
    if inner and other and inner != other:
        return False
    mine, theirs = group.issued_on, citation.issued_on
    if mine and theirs and not mine.startswith(theirs) and not theirs.startswith(mine):
        return False
    if (inner or other) and not (inner and other):
        years = {group.year, citation.year} - {None}
        return len(years) < 2
    return True


def _inner(citation: Citation) -> str:
    number = citation.number
    if number is None or number.number is None:
        return ""
    if not number.symbol:
        return str(number.year) if number.year else ""
    return number.number[len(number.digits) : len(number.number) - len(number.symbol)].strip("/-")


def merge(citations: Iterable[Citation]) -> list[Group]:
    """Groups in order of their first mention; a bare number joins the only numbered document that fits."""
    groups: list[Group] = []
    index: dict[tuple[str, ...], list[Group]] = {}
    bare: list[Citation] = []
    for citation in sorted(citations, key=lambda item: item.start):
        if citation.form == "bare":
            bare.append(citation)
            continue
        _add(citation, groups, index)
    by_type: dict[tuple[str | None, str], list[Group]] = {}
    for group in groups:
        if group.head.number is not None and group.head.number.symbol:
            by_type.setdefault((group.head.type_code, plain_digits(group.head.number.digits)), []).append(group)
    for citation in bare:
        digits = plain_digits(citation.number.digits) if citation.number is not None else ""
        fitting = [group for group in by_type.get((citation.type_code, digits), ()) if compatible(group, citation)]
        if len(fitting) == 1:
            fitting[0].add(citation)
        else:
            _add(citation, groups, index)
    _join_names(groups)
    for group in groups:
        group.citations.sort(key=lambda item: item.start)
    return sorted(groups, key=lambda group: group.head.start)


def _join_names(groups: list[Group]) -> None:
    """A law cited by name alone is the numbered one of that name, if one is cited and no date contradicts."""
    numbered = {
        slug(item.title): group
        for group in groups
        for item in group.citations
        if item.title and item.number is not None
    }
    joined: list[Group] = []
    for group in [group for group in groups if group.head.kind == "named"]:
        target = numbered.get(slug(group.head.title or ""))
        if target is not None and all(compatible(target, item) for item in group.citations):
            for item in group.citations:
                target.add(item)
            joined.append(group)
    groups[:] = [group for group in groups if all(group is not other for other in joined)]


def _add(citation: Citation, groups: list[Group], index: dict[tuple[str, ...], list[Group]]) -> None:
    same = index.setdefault(identity(citation), [])
    for group in reversed(same):
        if compatible(group, citation):
            group.add(citation)
            return
    group = Group()
    group.add(citation)
    same.append(group)
    groups.append(group)
