"""Commands that look after the installation and the library: doctor, verify, watch, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli._terminal import put, say
from pipeline.cli.reading import Ocr, OcrOption

LibraryOption = Annotated[str, typer.Option("--library", help="Thư viện: tệp SQLite hoặc địa chỉ postgresql://...")]


def doctor() -> None:
    """Kiểm tra máy: phần nào dùng được, phần nào tắt, vì sao, cài thế nào."""
    from pipeline.doctor import checks  # noqa: PLC0415

    missing = 0
    for check in checks():
        missing += not check.works
        put(
            f"[{'có' if check.works else '--'}] {check.name}: {check.state}"
            + (f" -> {check.advice}" if check.advice else "")
        )
    raise typer.Exit(1 if missing else 0)


_DISCREPANCIES = {
    "missing": "Mất tệp gốc",
    "altered": "Tệp gốc đã bị thay đổi",
    "orphan": "Tệp gốc chưa có dòng trong sổ (chạy lại lệnh run hoặc ingest)",
}


def verify(library: LibraryOption) -> None:
    """Đối chiếu sổ tiếp nhận với tệp gốc, hai chiều."""
    from pipeline.intake.verifying import verify  # noqa: PLC0415
    from pipeline.library import Library  # noqa: PLC0415

    with Library.open(library) as opened:
        found = list(verify(opened))
        total = len(opened.arrivals())
    for item in found:
        put(f"{_DISCREPANCIES[item.kind]}: {item.path or item.sha256}")
    put(f"{total} tệp trong sổ, {len(found)} sai lệch.")
    raise typer.Exit(1 if found else 0)


def watch(
    folder: Annotated[Path, typer.Argument(help="Thư mục theo dõi.", exists=True, file_okay=False)],
    library: LibraryOption,
    ocr: OcrOption = Ocr.auto,
    interval: Annotated[float, typer.Option("--interval", help="Số giây giữa hai lần quét.")] = 30.0,
    settle: Annotated[float, typer.Option("--settle", help="Số giây một tệp phải giữ nguyên trước khi đọc.")] = 5.0,
) -> None:
    """Theo dõi thư mục, đọc tệp mới; không di chuyển, không xóa tệp nào."""
    from pipeline.intake.batch import Settings  # noqa: PLC0415
    from pipeline.intake.watching import Watcher  # noqa: PLC0415
    from pipeline.library import Library  # noqa: PLC0415

    with Library.open(library) as opened:
        watcher = Watcher(folder, opened, Settings(ocr=ocr.value), settle)
        try:
            for summary in watcher.run(interval):
                if summary.states:
                    say(", ".join(f"{state}: {count}" for state, count in sorted(summary.states.items())))
        except KeyboardInterrupt:
            say("Dừng theo dõi.")


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Thư mục có các tệp gold JSON.", exists=True, file_okay=False)],
    against: Annotated[Path | None, typer.Option("--against", help="Kết quả JSON lần trước, để so sánh.")] = None,
    output: Annotated[Path | None, typer.Option("--json", help="Ghi kết quả JSON vào tệp này.")] = None,
    files: Annotated[Path | None, typer.Option("--files", help="Thư mục chứa các văn bản.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Chỉ in bảng tổng hợp.")] = False,
) -> None:
    """So kết quả trích xuất với gold: precision, recall, F1 theo loại và theo văn bản; liệt kê từng lỗi."""
    import json  # noqa: PLC0415

    from pipeline.evaluation import evaluate  # noqa: PLC0415
    from pipeline.evaluation.rendering import changes, render  # noqa: PLC0415

    evaluation = evaluate(gold, files=[files] if files else [])
    result = evaluation.as_json()
    lines = list(render(evaluation, misses=not quiet))
    if against is not None:
        lines += ["", *changes(json.loads(against.read_text("utf-8")), result)]
    put("\n".join(lines))
    if output is not None:
        output.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


COMMANDS = (doctor, verify, watch, evaluate)
