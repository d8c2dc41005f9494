"""Merge many made-up reports and print time and peak memory: ``python benchmarks/merging.py [REPORTS] [INDICATORS]``.

The bar is 1,000 reports of 40 indicators in 5 seconds and 300 MB, memory counted above what the imports take.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.exporters import export
from pipeline.merge import merge
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.indicator import Indicator
from schemas.letterhead import Letterhead
from schemas.period import Period
from schemas.procedure import ProcedureCount
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source
from schemas.span import Evidence


def made(count: int, indicators: int, period: Period) -> Iterator[Report]:
    """``count`` reports of as many communes; values follow from the numbers of unit and indicator."""
    codes = [rule.code for rule in load().indicators if rule.over_units == "sum"][:indicators]
    codes += [f"x.{n}" for n in range(indicators - len(codes))]
    for unit in range(count):
        digest = hashlib.sha256(f"{unit}-{period.text}".encode()).hexdigest()
        yield Report(
            report_id=digest,
            source=Source(filename=f"xa-{unit}.docx", media_type="text/plain", sha256=digest, size_bytes=1),
            letterhead=Letterhead(agency=f"UBND XÃ SỐ {unit}", number=f"{unit + 1}/BC-UBND", issued_on="2017-12-20"),
            document_type=DocumentType(code="BC", name="Báo cáo"),
            subject=f"Kết quả công tác cải cách hành chính {period.text}",
            period=period,
            indicators=tuple(_fact(code, unit, number) for number, code in enumerate(codes)),
            references=tuple(_cited(unit, number) for number in range(5)),
            procedure_counts=(
                ProcedureCount(procedures=unit % 7, action="listed", levels=("commune",), evidence=(_at(9_000),)),
            ),
        )


def _at(start: int, text: str = "12 lớp") -> Evidence:
    return Evidence(start=start, end=start + len(text), quote=text, page=1, box=(0.0, 0.0, 10.0, 10.0), block=start)


def _fact(code: str, unit: int, number: int) -> Indicator:
    value = (unit * 31 + number * 17) % 97
    bound = "more_than" if (unit + number) % 50 == 0 else "exact"
    return Indicator(
        code=code, label=f"chỉ tiêu {number}", value=value, unit="lớp", bound=bound, evidence=(_at(number * 40),)
    )


def _cited(unit: int, number: int) -> Reference:
    place = Mention(start=5_000 + number, end=5_010 + number, quote=f"{number + 1}/QĐ-UBND", page=2)
    year = 2017 if unit % 3 else "?"
    return Reference(
        number=f"{number + 1}/QĐ-UBND",
        kind="individual",
        issued_on="2017-07-19",
        key=f"qd-ubnd/{number + 1}/{year}/quang-tri",
        mentions=(place,),
        evidence=(place,),
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int = 1_000, indicators: int = 40) -> None:
    """Print seconds and megabytes of the merge and of each export."""
    profile = load()
    before = _peak()
    reports = [*made(count, indicators, named("year", 2017))]
    held = _peak()
    start = time.perf_counter()
    result = merge(reports, profile)
    seconds = time.perf_counter() - start
    sys.stdout.write(f"merge: {count} reports x {indicators} indicators: {seconds:.2f} s, ")
    sys.stdout.write(f"{_peak() - before:.0f} MB above imports (of it {held - before:.0f} MB the reports)\n")
    with TemporaryDirectory() as folder:
        for name in ("json", "xlsx", "docx"):
            start = time.perf_counter()
            path = export(result, Path(folder) / f"consolidated.{name}")
            sys.stdout.write(f"{name}: {time.perf_counter() - start:.2f} s, {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
