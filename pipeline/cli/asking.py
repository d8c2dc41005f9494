"""Commands that ask the library: cites, search."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli._terminal import put, say

Query = Annotated[str, typer.Argument(help="Số, ký hiệu văn bản hoặc từ cần tìm.")]
LibraryOption = Annotated[Path, typer.Option("--library", help="Tệp library.db, hoặc thư mục kết quả có tệp ấy.")]
Unit = Annotated[str | None, typer.Option("--unit", help="Chỉ tìm trong báo cáo của đơn vị này.")]
PeriodOption = Annotated[str | None, typer.Option("--period", help="Chỉ tìm trong kỳ này (2017, 2017-Q1...).")]
Type = Annotated[str | None, typer.Option("--type", help="Loại văn bản (QĐ, KH, CV...).")]
Json = Annotated[bool, typer.Option("--json", help="In JSON Lines.")]

_DEFAULT = Path("out/library.db")


def cites(
    query: Query,
    library: LibraryOption = _DEFAULT,
    unit: Unit = None,
    period: PeriodOption = None,
    kind: Type = None,
    as_json: Json = False,
) -> None:
    """Ai viện dẫn văn bản này: đơn vị, báo cáo, ngày, câu, trang."""
    from pipeline.library import Library, cites  # noqa: PLC0415

    with Library.open(_file(library)) as opened:
        hits = cites(opened, query, unit=unit, period=period, type=kind)
    for hit in hits:
        if as_json:
            put(json.dumps(dataclasses.asdict(hit), ensure_ascii=False))
            continue
        dated = f" ngày {_day(hit.issued_on)}" if hit.issued_on else ""
        put(_who(hit.unit, hit.path, hit.page))
        put(f"    {hit.number or hit.title or ''}{dated} ({hit.issuer or 'chưa rõ nơi ban hành'})")
        put(f"    “{_marked(hit.sentence, ((hit.mark_start, hit.mark_end),))}”")
    say(f"{len(hits)} lượt viện dẫn.")


def search(
    query: Query,
    library: LibraryOption = _DEFAULT,
    unit: Unit = None,
    period: PeriodOption = None,
    kind: Type = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Số kết quả nhiều nhất.")] = 50,
    as_json: Json = False,
) -> None:
    """Tìm trong toàn văn các báo cáo, gõ có dấu hay không dấu đều được."""
    from pipeline.library import Library, search  # noqa: PLC0415

    with Library.open(_file(library)) as opened:
        hits = search(opened, query, unit=unit, period=period, type=kind, limit=limit)
    for hit in hits:
        if as_json:
            put(json.dumps(dataclasses.asdict(hit), ensure_ascii=False))
        else:
            put(f"{_who(hit.unit, hit.path, hit.page)}\n    “{_marked(hit.text, hit.marks)}”")
    say(f"{len(hits)} kết quả.")


def _file(path: Path) -> Path:
    path = path / "library.db" if path.is_dir() else path
    if not path.exists():
        raise typer.BadParameter(f"Không có thư viện “{path}”. Chạy baocao run trước, hoặc chỉ ra bằng --library.")
    return path


def _who(unit: str | None, path: str, page: int | None) -> str:
    return f"{unit or 'Chưa rõ đơn vị'} - {path}" + (f", trang {page}" if page else "")


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    pieces, position = [], 0
    for start, end in marks:
        pieces += [text[position:start], "»", text[start:end], "«"]
        position = end
    return "".join([*pieces, text[position:]])


COMMANDS = (cites, search)
