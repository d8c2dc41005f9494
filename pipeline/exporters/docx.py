"""The consolidation as an official report (Nghị định 30/2020/NĐ-CP).

Every number leads to its sources in Phụ lục II.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.exporters._sources import source_rows
from pipeline.exporters.official import frame
from pipeline.exporters.official.anchors import Anchors
from pipeline.exporters.official.annexes import write_annexes
from pipeline.exporters.official.body import closing, opening, write_body
from pipeline.exporters.official.charts import report_charts
from pipeline.exporters.official.package import Package
from pipeline.merge.periods import label
from schemas.consolidation import Consolidation

NAME, SUFFIX, SCOPE = "docx", ".docx", "consolidation"


def export(source: Consolidation, path: Path) -> None:
    """Write ``source`` to ``path``."""
    rows = source_rows(source, mentions=False)
    anchors = Anchors(rows)
    department = source.department
    package = Package(f"Báo cáo {source.title} {label(source.period)}", department.name)
    package.add(frame.letterhead(department, f"BC-{department.symbol}"))
    package.add(frame.title("BÁO CÁO", f"{source.title} {label(source.period)}"))
    package.add(frame.addressees(department.addressees))
    package.add(opening(source))
    write_body(package, source, anchors, report_charts(source))
    package.add(closing(source))
    package.add(frame.signature(department, department.recipients))
    package.end_section(first=True)
    write_annexes(package, source, rows, anchors)
    package.save(path)
