"""Indicators: amounts matched to the catalogue, and unmatched ones with their noun phrase.

Numbers of procedures and of their fields and levels belong to ``procedure_counts``; months and years of a period,
parts of a citation or a date are no amounts at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.quantity.catalogue import code_of
from extractors.quantity.cells import cells
from extractors.quantity.evidence import evidence
from extractors.quantity.grid import grids
from extractors.quantity.labels import context_of, label_of
from extractors.quantity.scan import Quantity
from extractors.quantity.sentences import Sentences
from extractors.text.numbers import NUMERAL, parse_numeral
from schemas.indicator import CellContext, Indicator
from schemas.quantity import Nature
from schemas.span import Repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("quantities", "periods", "references")

_ELSEWHERE = ("procedure", "field", "level")
_STATED = re.compile(rf"[^.;\d%()]{{0,40}},? ?\(?(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng| )*(?P<percent>{NUMERAL}) ?%")
_MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^.;,()]{0,40}$", re.IGNORECASE)
_CUMULATIVE = re.compile(r"lũy kế|luỹ kế|cộng dồn|tính đến|đến nay|từ trước đến")
_STOCK = re.compile(r"hiện có|hiện nay|đang (?:hoạt động|quản lý|áp dụng)|còn lại")
_FLOW = re.compile(r"trong (?:kỳ|quý|tháng|năm|tuần)\b|phát sinh")


def extract(doc: Doc) -> tuple[Indicator, ...]:
    """Every amount of the running text that is not a count of procedures, then those of the data tables."""
    text: str = doc._.folded.text
    taken = _Taken(doc)
    found = [item for item in doc._.quantities if item.unit.kind not in _ELSEWHERE and not taken.covers(doc, item)]
    sentences = Sentences(text) if found else None
    ends = [0, *(item.end for item in doc._.quantities)]
    return tuple(_indicator(doc, text, item, sentences, ends) for item in found if sentences) + tuple(_of_tables(doc))


class _Taken:
    """Raw spans that other facts own: period expressions, citations, dates."""

    def __init__(self, doc: Doc) -> None:
        spans = [(e.start, e.end) for period in doc._.periods["periods"] for e in period.evidence]
        spans += [(m.start, m.end) for reference in doc._.references for m in reference.mentions]
        document = doc._.document
        spans += [
            (document.blocks[n].start, document.blocks[n].end)
            for table in document.tables
            if not table.layout
            for n in table.cells
        ]
        self.spans = sorted(spans)

    def covers(self, doc: Doc, item: Quantity) -> bool:
        """Whether the digits of ``item`` lie in an owned span."""
        start, end = doc._.folded.raw_span(*item.number)
        index = bisect_right(self.spans, (start, 1 << 60)) - 1
        return index >= 0 and end <= self.spans[index][1]


def _indicator(doc: Doc, text: str, item: Quantity, sentences: Sentences, ends: list[int]) -> Indicator:
    begin, _ = sentences.at(item.start, item.end)
    previous = ends[bisect_left(ends, item.start + 1) - 1]
    code = code_of(item.unit.text, context_of(text, item, max(begin, previous)))
    if code is None and item.unit.kind == "percent":
        code = code_of(item.unit.text, context_of(text, item, begin))
    if _MEAN.search(text, max(begin, item.start - 60), item.number[0]):
        code = None  # a mean is no total of the catalogue
    return Indicator(
        code=code,
        label=label_of(text, item),
        value=item.value,
        upper=item.upper,
        of=item.of,
        percent=_percent(text, item),
        unit=item.unit.text,
        bound=item.bound,
        nature=_nature(text[max(begin, item.start - 120) : item.start].lower().rpartition(";")[2]),
        state=item.state,
        confidence=item.confidence if item.unit.known else min(item.confidence, 0.8),
        repairs=_repairs(item),
        evidence=(evidence(doc, item.start, item.end),),
    )


def _repairs(item: Quantity) -> tuple[Repair, ...]:
    before = item.unit.repaired
    return (Repair(before=before, after=item.unit.text, reason="marks"),) if before is not None else ()


def _percent(text: str, item: Quantity) -> float | None:
    """The percentage stated right behind a ratio: ``45/59 đơn vị (đạt 76,27%)``."""
    match = _STATED.match(text, item.end) if item.of is not None else None
    numeral = parse_numeral(match["percent"], whole=False) if match else None
    return float(numeral.value) if numeral else None


def _of_tables(doc: Doc) -> Iterator[Indicator]:
    for grid in grids(doc._.document):
        for cell in cells(grid):
            label = cell.row_header or cell.column_header
            yield Indicator(
                code=code_of(cell.unit or "", f"{cell.row_header} {cell.column_header}"),
                label=label,
                value=cell.value,
                of=cell.of,
                unit=cell.unit,
                state=cell.state,
                source="table",
                cell_context=CellContext(
                    table=grid.index, row_header=cell.row_header, column_header=cell.column_header
                ),
                confidence=cell.confidence,
                evidence=(doc._.document.quote(*cell.span),),
            )


def _nature(before: str) -> Nature | None:
    if _CUMULATIVE.search(before):
        return "cumulative"
    if _STOCK.search(before):
        return "stock"
    return "flow" if _FLOW.search(before) else None
