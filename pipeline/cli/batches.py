"""Commands over many files: run, ingest, merge, export."""

from __future__ import annotations

import contextlib
import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli._terminal import progress, put, say
from pipeline.cli.reading import Ocr, OcrOption
from pipeline.errors import Unreadable
from pipeline.failpoints import reached

if TYPE_CHECKING:
    from pipeline.intake.batch import Summary
    from pipeline.library import Library

Folders = Annotated[list[Path], typer.Argument(help="Thư mục hoặc tệp cần đọc.")]
Out = Annotated[Path, typer.Option("--out", help="Thư mục ghi kết quả.")]
LibraryOption = Annotated[str, typer.Option("--library", help="Thư viện: tệp SQLite hoặc địa chỉ postgresql://...")]
ProfileOption = Annotated[
    Path | None, typer.Option("--profile", help="Thư mục hồ sơ của cơ quan (đơn vị, lịch, chỉ tiêu).")
]
PeriodOption = Annotated[
    str | None, typer.Option("--period", help="Kỳ báo cáo: 2017, 2017-Q1, 2017-06, 2017-H1, 2017-9M.")
]
Workers = Annotated[int, typer.Option("--workers", min=0, help="Số tiến trình đọc; 0 là theo số bộ xử lý.")]


def run(
    folders: Folders,
    out: Out,
    profile: ProfileOption = None,
    period: PeriodOption = None,
    library: Annotated[str | None, typer.Option("--library", help="Mặc định: OUT/library.db.")] = None,
    ocr: OcrOption = Ocr.auto,
    workers: Workers = 0,
) -> None:
    """Đọc mọi báo cáo, lưu vào thư viện, tổng hợp thành một báo cáo."""
    from pipeline.library import Library  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    with Library.open(library or out / "library.db") as opened:
        summary = _ingest(folders, opened, ocr, workers)
        _write_reports(opened, out / "reports")
        reached()
        _write_failures(opened, out / "failures.csv")
        reached()
        _merge(opened, profile, period, out)
        reached()
        failures = len(opened.failures())
    _tell(summary, failures, out)
    raise typer.Exit(1 if failures else 0)


def ingest(folders: Folders, library: LibraryOption, ocr: OcrOption = Ocr.auto, workers: Workers = 0) -> None:
    """Chỉ đọc báo cáo vào thư viện."""
    from pipeline.library import Library  # noqa: PLC0415

    with Library.open(library) as opened:
        summary = _ingest(folders, opened, ocr, workers)
        failures = len(opened.failures())
    _tell(summary, failures, None)
    raise typer.Exit(1 if failures else 0)


def merge(library: LibraryOption, out: Out, profile: ProfileOption = None, period: PeriodOption = None) -> None:
    """Tổng hợp các báo cáo trong thư viện."""
    from pipeline.library import Library  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    with Library.open(library) as opened:
        _merge(opened, profile, period, out)


def remind(
    library: LibraryOption,
    out: Annotated[Path, typer.Option("--out", help="Tệp DOCX cần ghi.")],
    profile: ProfileOption = None,
    period: PeriodOption = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Chỉ gửi đơn vị này (mã trong units.csv).")] = None,
) -> None:
    """Soạn công văn đôn đốc gửi các đơn vị còn thiếu báo cáo."""
    from pipeline.consolidating import consolidate  # noqa: PLC0415
    from pipeline.exporters import write_reminder  # noqa: PLC0415
    from pipeline.library import Library  # noqa: PLC0415

    with Library.open(library) as opened:
        written = write_reminder(consolidate(opened, profile, period), out, unit)
    put(f"Kết quả: {out}" if written else "Không đơn vị nào còn thiếu báo cáo.")


def export(
    library: LibraryOption,
    out: Annotated[Path, typer.Option("--out", help="Tệp cần ghi.")],
    kind: Annotated[str | None, typer.Option("--format", help="Định dạng; mặc định theo đuôi tệp.")] = None,
) -> None:
    """Xuất mọi số liệu đã đọc (JSON Lines, CSV, Parquet...)."""
    from pipeline.exporters import export, names  # noqa: PLC0415
    from pipeline.library import Library  # noqa: PLC0415

    try:
        with Library.open(library) as opened:
            export(opened.reports(), out, kind)
    except ValueError as error:
        known = ", ".join(names("facts"))
        raise Unreadable(str(error), reason="Không có định dạng này.", advice=f"Chọn một trong: {known}.") from error


def _ingest(folders: list[Path], library: Library, ocr: Ocr, workers: int) -> Summary:
    from pipeline.intake.batch import Settings, ingest  # noqa: PLC0415
    from pipeline.intake.discovery import find  # noqa: PLC0415

    for folder in folders:
        if not folder.exists():
            raise Unreadable(str(folder), reason=f"Không có thư mục “{folder}”.", advice="Kiểm tra đường dẫn.")
    total = sum(1 for _ in find(folders))
    with progress(total, "Đọc báo cáo") as advance:
        return ingest(folders, library, Settings(ocr=ocr.value, workers=workers), advance)


def _write_reports(library: Library, folder: Path) -> None:
    """One JSON a report, named by the file and its hash: two units may use the same file name."""
    folder.mkdir(exist_ok=True)
    for report in library.reports():
        name = f"{Path(report.source.filename).stem[:80]}-{report.report_id[:8]}.json"
        (folder / name).write_text(report.model_dump_json(indent=1) + "\n", "utf-8")


def _write_failures(library: Library, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["tệp", "trạng thái", "lý do", "cách xử lý", "chi tiết"])
        for item in library.failures():
            row = [item.path, item.state, item.reason, item.hint, item.detail]
            writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in row])


def _merge(library: Library, profile: Path | None, period: str | None, out: Path) -> None:
    from pipeline.consolidating import consolidate  # noqa: PLC0415
    from pipeline.exporters import exporters, names, write_reminder  # noqa: PLC0415

    result = consolidate(library, profile, period)
    _link_sources(library, out / "sources")
    for name in names("consolidation"):
        module = exporters()[name]
        module.export(result, out / f"consolidated{module.SUFFIX}")
    letter = out / "reminder.docx"
    if not write_reminder(result, letter):
        letter.unlink(missing_ok=True)  # of an earlier run, when someone still owed


def _link_sources(library: Library, folder: Path) -> None:
    """Originals under names that programs can open: links where the file system allows them, copies elsewhere."""
    from pipeline.consolidating import source_name  # noqa: PLC0415
    from pipeline.library.originals import FolderOriginals  # noqa: PLC0415

    folder.mkdir(exist_ok=True)
    for item in library.arrivals():
        target = folder / source_name(item.path, item.sha256)
        if not item.sha256 or item.state == "duplicate" or target.exists():
            continue
        if isinstance(library.originals, FolderOriginals):
            with contextlib.suppress(OSError):
                os.link(library.originals.place(item.sha256), target)
                continue
        target.write_bytes(library.original(item.sha256))


def _tell(summary: Summary, failures: int, out: Path | None) -> None:
    read = sum(summary.states.get(state, 0) for state in ("accepted", "partial"))
    put(f"Đã đọc {read} tệp, {summary.skipped} tệp đã có trong thư viện, {failures} tệp chưa đọc được.")
    if failures:
        say(
            "Danh sách tệp chưa đọc được, lý do và cách xử lý: "
            + (f"{out / 'failures.csv'}" if out else "failures.csv")
        )
    if out is not None:
        put(f"Kết quả: {out}")


COMMANDS = (run, ingest, merge, remind, export)
