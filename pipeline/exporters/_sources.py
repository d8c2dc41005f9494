"""Every place a number of the consolidation came from, in one numbered list that the workbook and the document both
link to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.exporters._labels import ACTIONS, CONTRIBUTIONS, STATED, levels
from schemas.consolidation import Consolidation
from schemas.span import Evidence
from schemas.total import Amount, Comparison, Contribution, Total


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One contribution, or one mention of a document. ``owner`` is the id of the total or reference it belongs to."""

    owner: str
    subject: str
    measure: str | None
    unit: str | None
    report: int
    amount: Amount | None
    state: str
    note: str
    evidence: tuple[Evidence, ...]

    @property
    def page(self) -> int | None:
        """Page of the first quote."""
        return self.evidence[0].page if self.evidence else None

    @property
    def place(self) -> str:
        """Page, or where a file has no pages the paragraph or the table cell, counted from 1."""
        return place_of(self.evidence[0]) if self.evidence else ""

    @property
    def quote(self) -> str:
        """The quotes of all places, the same one once."""
        return " | ".join(dict.fromkeys(" ".join(item.quote.split()) for item in self.evidence))


def place_of(item: Evidence) -> str:
    """Page of a quote; its cell or paragraph where the file has no pages."""
    if item.page is not None:
        return f"trang {item.page}"
    if item.cell is not None:
        return f"hàng {item.cell[0] + 1}, cột {item.cell[1] + 1}"
    return f"đoạn {item.block + 1}" if item.block is not None else ""


def source_rows(source: Consolidation, *, mentions: bool) -> list[SourceRow]:
    """Rows of all totals, then (with ``mentions``) of all references; rows of one owner stand together."""
    rows = list(_of_totals(source))
    return [*rows, *_of_references(source)] if mentions else rows


def first_rows(rows: list[SourceRow]) -> dict[str, int]:
    """Index of the first row of each owner."""
    found: dict[str, int] = {}
    for index, row in enumerate(rows):
        found.setdefault(row.owner, index)
    return found


def _of_totals(source: Consolidation) -> Iterator[SourceRow]:
    for total in (*source.indicators, *source.quantities):
        yield from _of_total(total, total.id, "", total.contributions)
        for then in total.comparisons:
            yield from _of_total(total, earlier(total, then), f", {then.label}", then.contributions)
    for count in source.procedures:
        for item in count.contributions:
            fields = f"{item.fields} lĩnh vực (không cộng)" if item.fields is not None else ""
            yield SourceRow(
                owner=count.id,
                subject=f"TTHC: {ACTIONS[count.action]}, {levels(count)}",
                measure="TTHC",
                unit=item.unit,
                report=item.report,
                amount=item.amount,
                state=CONTRIBUTIONS[item.state],
                note="; ".join(text for text in (item.reference or "", fields, item.reason) if text),
                evidence=item.evidence,
            )


def _of_total(total: Total, owner: str, when: str, parts: tuple[Contribution, ...]) -> Iterator[SourceRow]:
    for part in parts:
        note = "; ".join(text for text in (STATED[part.stated], part.reason) if text)
        if part.denominator is not None:
            top = part.numerator if part.numerator is not None else part.amount.value
            note = f"{note} ({top}/{part.denominator})".strip()
        yield SourceRow(
            owner=owner,
            subject=(f"{total.code} {total.label}" if total.code else total.label) + when,
            measure=total.unit,
            unit=part.unit,
            report=part.report,
            amount=part.amount,
            state=CONTRIBUTIONS[part.state],
            note=note,
            evidence=part.evidence,
        )


def earlier(total: Total, item: Comparison) -> str:
    """Owner of the sources of a total of another period."""
    return f"{total.id}@{item.basis}"


def _of_references(source: Consolidation) -> Iterator[SourceRow]:
    for ref in source.references:
        for mention in ref.mentions:
            yield SourceRow(
                owner=ref.id,
                subject=f"Văn bản {ref.number or ref.title or ref.subject or ''}".strip(),
                measure=None,
                unit=mention.unit,
                report=mention.report,
                amount=None,
                state="Viện dẫn",
                note="",
                evidence=(mention.evidence,),
            )
