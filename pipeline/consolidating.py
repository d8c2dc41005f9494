"""From a library to a consolidation: load the profile, choose the period, merge with the decisions people made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pipeline.errors import Unreadable
from pipeline.library import READ, Library
from pipeline.library.decisions import decisions
from pipeline.merge import merge
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.consolidation import Consolidation
from schemas.period import Period
from schemas.submission import Arrival

_PERIOD = re.compile(r"(\d{4})(?:-(?:(Q)([1-4])|(H)([12])|(9M)|(\d{2})))?", re.IGNORECASE)


def consolidate(library: Library, profile: Path | None, period: str | None) -> Consolidation:
    """Merge all reports of ``library`` for ``period`` (None: the one most reports speak of)."""
    reports = list(library.reports())
    texts = {report.report_id: library.text(report.report_id) or "" for report in reports}
    wanted = parse_period(period) if period else None
    return merge(reports, load(profile), wanted, arrivals(library), decisions(library), texts=texts)


def parse_period(text: str) -> Period:
    """``2024``, ``2024-Q1``, ``2024-H1``, ``2024-9M`` or ``2024-06`` as a period."""
    match = _PERIOD.fullmatch(text.strip())
    month = int(match[7]) if match and match[7] else None
    if match is None or (month is not None and not 1 <= month <= 12):
        advice = "Viết 2024 (năm), 2024-Q1 (quý), 2024-H1 (nửa năm), 2024-9M (9 tháng) hoặc 2024-06 (tháng)."
        raise Unreadable(text, reason=f"Không hiểu kỳ báo cáo “{text}”.", advice=advice)
    year = int(match[1])
    if match[2]:
        return named("quarter", year, int(match[3]))
    if match[4]:
        return named("half", year, int(match[5]))
    if month is not None:
        return named("month", year, month)
    kind: Literal["nine_months", "year"] = "nine_months" if match[6] else "year"
    return named(kind, year)


def arrivals(library: Library) -> list[Arrival]:
    """What came in, as the merge wants it. Duplicates are one report and come once."""
    return [
        Arrival(
            filename=item.path,
            report_id=item.sha256 if item.state in READ else None,
            state=item.state,
            reason=item.reason,
            location=f"sources/{source_name(item.path, item.sha256)}" if item.sha256 else None,
        )
        for item in library.arrivals()
        if item.state != "duplicate"
    ]


def source_name(path: str, sha256: str) -> str:
    """File name under which an original can be opened beside the outputs: unique, with the suffix programs go by."""
    return f"{sha256[:8]}-{Path(path.rsplit('!/', 1)[-1]).name[-100:]}"
