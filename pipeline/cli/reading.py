"""Commands over single files: extract, check, schema."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli._terminal import complain, put
from pipeline.errors import BaocaoError, Unreadable

if TYPE_CHECKING:
    from schemas.report import Report


class Ocr(StrEnum):
    """When scans are recognised."""

    auto = "auto"
    never = "never"
    force = "force"


Files = Annotated[list[str], typer.Argument(help="Tệp cần đọc; dấu - là dữ liệu từ stdin.")]
Pretty = Annotated[bool, typer.Option("--pretty", help="Xuống dòng, thụt lề.")]
OcrOption = Annotated[Ocr, typer.Option("--ocr", help="Nhận dạng bản quét: auto (khi cần), never, force.")]


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(str(error), reason="Không mở được tệp.", advice="Kiểm tra đường dẫn và quyền đọc.") from error


def _reports(names: list[str], ocr: Ocr) -> Iterator[tuple[str, Report | BaocaoError]]:
    """Reports in the order of ``names``, read in child processes: a file that kills its reader costs only itself."""
    from pipeline.intake.reading import Job, report_job  # noqa: PLC0415
    from pipeline.intake.workers import Pool  # noqa: PLC0415
    from schemas.report import Report  # noqa: PLC0415

    jobs: dict[int, Job] = {}
    ready: dict[int, Report | BaocaoError] = {}
    for number, name in enumerate(names):
        try:
            data = _bytes(name)
            jobs[number] = Job("stdin" if name == "-" else name, None, str(number), len(data), ocr.value, data)
        except BaocaoError as error:
            ready[number] = error
    following = 0
    pool: Pool[Job, bytes] = Pool(report_job, min(len(jobs), os.cpu_count() or 1))
    for done in pool.run(jobs.values()):
        report = Report.model_validate_json(done.result) if done.result is not None else done.error or Unreadable()
        ready[int(done.job.sha256)] = report
        while following in ready:
            yield names[following], ready.pop(following)
            following += 1
    for number in sorted(ready):
        yield names[number], ready[number]


def extract(files: Files, ocr: OcrOption = Ocr.auto, pretty: Pretty = False) -> None:
    """In JSON của một báo cáo, hoặc JSON Lines của nhiều báo cáo."""
    failed = False
    for name, report in _reports(files, ocr):
        if isinstance(report, BaocaoError):
            complain(report, name)
            failed = True
        else:
            put(report.model_dump_json(indent=2 if pretty else None))
    raise typer.Exit(1 if failed else 0)


def check(files: Files, ocr: OcrOption = Ocr.auto, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Kiểm tra báo cáo: in các phát hiện kèm dẫn chứng."""
    failed = False
    for name, report in _reports(files, ocr):
        if isinstance(report, BaocaoError):
            complain(report, name)
            failed = True
            continue
        for finding in report.findings:
            if as_json:
                put(finding.model_dump_json())
                continue
            put(f"{name}: {SEVERITIES[finding.severity]} [{finding.rule}] {finding.message}")
            for item in finding.evidence:
                place = f"trang {item.page}" if item.page else f"đoạn {item.block}"
                put(f"    “{item.quote}” ({place})")
    raise typer.Exit(1 if failed else 0)


SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Lưu ý"}


class Shape(StrEnum):
    """What a schema is asked of."""

    report = "report"
    consolidation = "consolidation"


def schema(of: Annotated[Shape, typer.Argument(help="report hoặc consolidation.")] = Shape.report) -> None:
    """In JSON Schema 2020-12 của báo cáo (schema_version 1.0) hoặc của kết quả tổng hợp."""
    import json  # noqa: PLC0415

    from schemas.consolidation import Consolidation  # noqa: PLC0415
    from schemas.report import Report  # noqa: PLC0415

    model = Report if of is Shape.report else Consolidation
    document: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    document |= model.model_json_schema(mode="serialization")
    put(json.dumps(document, ensure_ascii=False, indent=2))


COMMANDS = (extract, check, schema)
