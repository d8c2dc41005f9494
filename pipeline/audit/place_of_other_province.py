"""The place in the letterhead is another province than the issuer's own (rule L11).

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4 (the place is where the issuing agency has its seat);
``extractors/data/provinces.csv``. Severity: info, ``basis`` ``unverified_registry``.
Cleared by: writing the place where the agency sits.

Judged are agencies of a province only (sở, văn phòng, ủy ban nhân dân tỉnh): districts and communes may be called like
a province (huyện Quảng Ninh of Quảng Bình). Provinces that were merged into one another are the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.citation.keys import province_in
from extractors.data import csv_rows
from extractors.text.folding import search_key, tone_key
from pipeline.audit._wording import of_field, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report

SEVERITY = "info"
RULE = "place-of-other-province"


def check(report: Report, document: Document) -> Iterator[Finding]:
    """At most one finding."""
    del document
    head = report.letterhead
    if not head.place or not head.agency or not _is_provincial(head.agency):
        return
    home = _regions().get(tone_key(province_in(head.parent_agency or "") or province_in(head.agency) or ""))
    there = _regions().get(tone_key(head.place))
    evidence = of_field(head.evidence, "place") or head.evidence
    if home is not None and there is not None and not home & there and evidence:
        yield Finding(
            rule=RULE,
            severity=SEVERITY,
            message=f"Địa danh ghi {shown(head.place)} nhưng cơ quan ban hành là {shown(head.agency)} "
            f"({shown(head.parent_agency or head.agency)}); đề nghị kiểm tra.",
            evidence=evidence[:1],
            basis="unverified_registry",
        )


def _is_provincial(agency: str) -> bool:
    return search_key(agency).startswith(tuple(toml_table("places")["provincial"]))


@cache
def _regions() -> dict[str, frozenset[str]]:
    """Slugs that a province's name stands for: its own, and that of the province it went into."""
    found: dict[str, frozenset[str]] = {}
    for row in csv_rows("provinces"):
        names = [row["name"], *row["aliases"].split(";")]
        slugs = frozenset(filter(None, (row["slug"], row["successor"])))
        found.update({tone_key(name): slugs for name in names if name})
    return found
