"""Indicators: amounts matched to the catalogue, and unmatched ones with their noun phrase.

Numbers of procedures and of their fields and levels belong to ``procedure_counts``; months and years of a period,
parts of a citation or a date are no amounts at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.quantity.absent import not_arising
from extractors.quantity.catalogue import code_of, entries_of, once
from extractors.quantity.cells import cells
from extractors.quantity.evidence import Source
from extractors.quantity.labels import context_of, label_of, phrase_of
from extractors.quantity.lexicon import lexicon
from extractors.quantity.scan import Quantity
from extractors.quantity.sentences import Sentences
from extractors.quantity.shares import stated_percent
from schemas.indicator import CellContext, Indicator
from schemas.quantity import Nature
from schemas.span import Repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractors.quantity.grid import Grid

REQUIRES: tuple[str, ...] = ("quantities", "sentences", "grids", "periods", "references")

_ELSEWHERE = ("procedure", "field", "level")
_BESIDE = re.compile(r"\s?\((?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng| )*")
_CLAUSE_END = re.compile(r"[.;,()]")


def extract(doc: Doc) -> tuple[Indicator, ...]:
    """Every amount of the running text that is not a count of procedures, then those of the data tables."""
    source, sentences, quantities = Source(doc), doc._.sentences, doc._.quantities
    taken = _Taken(doc, source)
    of_text = [*_of_text(source, sentences, quantities, taken), *_absent(source, taken)]
    of_text.sort(key=lambda indicator: indicator.evidence[0].start)
    return *of_text, *_of_tables(source, doc._.grids)


class _Taken:
    """Raw spans that other facts own: period expressions, citations, dates."""

    def __init__(self, doc: Doc, source: Source) -> None:
        self._source = source
        spans = [(e.start, e.end) for period in doc._.periods["periods"] for e in period.evidence]
        spans += [(m.start, m.end) for reference in doc._.references for m in reference.mentions]
        blocks = source.document.blocks
        cells = (blocks[n] for table in source.document.tables if not table.layout for n in table.cells)
        spans += [(block.start, block.end) for block in cells]
        self.spans = sorted(spans)

    def covers(self, place: tuple[int, int]) -> bool:
        """Whether the folded span ``place`` (the digits of an amount) lies in an owned span."""
        start, end = self._source.folded.raw_span(*place)
        index = bisect_right(self.spans, (start, 1 << 60)) - 1
        return index >= 0 and end <= self.spans[index][1]


def _of_text(
    source: Source, sentences: Sentences, quantities: tuple[Quantity, ...], taken: _Taken
) -> Iterator[Indicator]:
    previous, code = 0, None
    rates: set[tuple[int, str]] = set()
    counted = {sentences.at(item.start, item.end) for item in quantities if item.unit.kind == "procedure"}
    for item in quantities:
        kind = item.unit.kind
        if kind == "field" and sentences.at(item.start, item.end) not in counted:
            kind = "count"  # fields of nothing that is counted beside them
        if kind not in _ELSEWHERE and not taken.covers(item.number):
            begin = sentences.at(item.start, item.end)[0]
            found = _code(source.text, item, begin, previous, rates)
            if code and found and _BESIDE.fullmatch(source.text, previous, item.start) and not _rate_of(code, found):
                found = None
            if found and kind == "percent":
                found = None if (begin, found) in rates and found in once() else found
                rates.add((begin, found or ""))
            code = found
            yield _indicator(source, item, begin, code)
        else:
            code = None
        previous = item.end


def _absent(source: Source, taken: _Taken) -> Iterator[Indicator]:
    """``không phát sinh hồ sơ quá hạn``: no number, and no zero either.

    It has no code: merging takes what did not arise for a zero, which only a table says of a whole unit.
    """
    for start, end, label, unit in not_arising(source.text, source.lower):
        words = label if unit is None or label else phrase_of(source.text, unit)
        if words is None or (unit is not None and unit.kind in _ELSEWHERE) or taken.covers((start, end)):
            continue
        yield Indicator(
            code=None,
            label=words,
            value=None,
            unit=unit.text if unit is not None else None,
            state="not_arising",
            evidence=(source.evidence(start, end),),
        )


def _rate_of(count: str, rate: str) -> bool:
    """Whether ``rate`` may stand in brackets behind ``count``: ``quá hạn 108 hồ sơ (0,25%)`` is no rate in time."""
    group = count.rpartition(".")[0]
    return rate.rpartition(".")[0] != group or rate in (f"{count}_rate", f"{group}.rate")


def _indicator(source: Source, item: Quantity, begin: int, code: str | None) -> Indicator:
    text, unit = source.text, item.unit
    return Indicator(
        code=code,
        label=label_of(text, item),
        value=item.value,
        upper=item.upper,
        of=item.of,
        percent=stated_percent(text, item.end, ratio=True) if item.of is not None else None,
        unit=unit.text,
        bound=item.bound,
        nature=_nature(text[max(begin, item.start - 120) : item.start].lower().rpartition(";")[2]),
        state=item.state,
        confidence=item.confidence if unit.known else min(item.confidence, 0.8),
        repairs=_repairs(item) if unit.repaired is not None else (),
        evidence=(source.evidence(item.start, item.end),),
    )


def _code(text: str, item: Quantity, begin: int, previous: int, rates: set[tuple[int, str]]) -> str | None:
    """The code that the words since the amount before name; a percentage looks back over the whole sentence.

    Behind the rate of all stand those of its parts, of last year, or what it rose by: looking back finds a code once.
    """
    unit = item.unit
    if not entries_of(unit.text):
        return None
    code = code_of(unit.text, context_of(text, item, max(begin, previous)))
    if code is None and unit.kind == "percent":
        code = code_of(unit.text, context_of(text, item, begin))
        code = None if code is not None and (begin, code) in rates else code
    # A mean is no total of the catalogue.
    return None if code is not None and _is_mean(text[max(begin, item.start - 60) : item.number[0]].lower()) else code


def _is_mean(left: str) -> bool:
    for word in lexicon().mean:
        place = left.rfind(word)
        if place >= 0 and _CLAUSE_END.search(left, place) is None:
            return True
    return False


def _repairs(item: Quantity) -> tuple[Repair, ...]:
    before = item.unit.repaired
    return (Repair(before=before, after=item.unit.text, reason="marks"),) if before is not None else ()


def _of_tables(source: Source, grids: tuple[Grid, ...]) -> Iterator[Indicator]:
    for grid in grids:
        for cell in cells(grid):
            yield Indicator(
                code=code_of(cell.unit or "", f"{cell.row_header} {cell.column_header}"),
                label=cell.row_header or cell.column_header,
                value=cell.value,
                of=cell.of,
                unit=cell.unit,
                state=cell.state,
                source="table",
                cell_context=CellContext(
                    table=grid.index, row_header=cell.row_header, column_header=cell.column_header
                ),
                confidence=cell.confidence,
                evidence=(source.document.quote(*cell.span),),
            )


def _nature(clause: str) -> Nature | None:
    """What the words of the clause before an amount (lower case) say of its nature."""
    for nature, words in lexicon().natures:
        for word in words:
            if word in clause:
                return nature
    return None
