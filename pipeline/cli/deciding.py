"""Commands with which people decide: assign, resolve, approve, exclude; and the department's own profile."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli._terminal import put
from pipeline.errors import Unreadable

if TYPE_CHECKING:
    from schemas.submission import DecisionKind

LibraryOption = Annotated[str, typer.Option("--library", help="Thư viện: tệp SQLite hoặc địa chỉ postgresql://...")]
Reason = Annotated[str, typer.Option("--reason", help="Lý do; được ghi vào sổ và không xóa được.")]
By = Annotated[str, typer.Option("--by", help="Người quyết định; mặc định là tên đăng nhập.")]


class Stage(StrEnum):
    """Approval of a unit's report of a period, in this order."""

    draft = "draft"
    checked = "checked"
    accepted = "accepted"
    locked = "locked"


def assign(
    report: Annotated[str, typer.Argument(help="Mã báo cáo (report_id, có thể viết 8 ký tự đầu).")],
    unit: Annotated[str, typer.Argument(help="Mã đơn vị trong units.csv.")],
    library: LibraryOption,
    reason: Reason,
    by: By = "",
) -> None:
    """Gán báo cáo cho một đơn vị khi chương trình chưa xác định được."""
    _decide("assign", _report_id(library, report), unit, library, reason, by)


def resolve(
    conflict: Annotated[str, typer.Argument(help="Mã mâu thuẫn trong báo cáo tổng hợp.")],
    value: Annotated[str, typer.Argument(help="Số được chọn; để trống ('') là để ngỏ lại.")],
    library: LibraryOption,
    reason: Reason,
    by: By = "",
) -> None:
    """Ghi quyết định của người có thẩm quyền về một mâu thuẫn số liệu."""
    _decide("resolve", conflict, value, library, reason, by)


def approve(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    period: Annotated[str, typer.Argument(help="Kỳ báo cáo, ví dụ 2024 hoặc 2024-Q1.")],
    stage: Annotated[Stage, typer.Argument(help="Trạng thái: draft, checked, accepted, locked.")],
    library: LibraryOption,
    reason: Reason = "",
    by: By = "",
) -> None:
    """Chuyển trạng thái phê duyệt số liệu của một đơn vị trong một kỳ."""
    _decide("approve", f"{unit}@{period}", stage.value, library, reason, by)


def exclude(
    report: Annotated[str, typer.Argument(help="Mã báo cáo (report_id, có thể viết 8 ký tự đầu).")],
    library: LibraryOption,
    reason: Reason,
    by: By = "",
) -> None:
    """Không dùng một báo cáo khi tổng hợp (vẫn giữ trong thư viện)."""
    _decide("exclude", _report_id(library, report), "", library, reason, by)


def decisions(library: LibraryOption) -> None:
    """In sổ quyết định, theo thứ tự thời gian."""
    from pipeline.library import Library  # noqa: PLC0415
    from pipeline.library.decisions import decisions  # noqa: PLC0415

    with Library.open(library) as opened:
        for item in decisions(opened):
            put(f"{item.at} {item.by}: {item.kind} {item.target} {item.value} ({item.reason})")


def _report_id(library: str, prefix: str) -> str:
    from pipeline.library import Library  # noqa: PLC0415

    with Library.open(library) as opened:
        found = sorted({item.sha256 for item in opened.arrivals() if item.sha256.startswith(prefix)})
    if len(found) != 1:
        reason = f"Không có báo cáo “{prefix}”." if not found else f"“{prefix}” chỉ tới {len(found)} báo cáo."
        raise Unreadable(prefix, reason=reason, advice="Viết đủ report_id.")
    return found[0]


def _decide(kind: DecisionKind, target: str, value: str, library: str, reason: str, by: str) -> None:
    from pipeline.library import Library  # noqa: PLC0415
    from pipeline.library.decisions import record  # noqa: PLC0415
    from schemas.submission import Decision  # noqa: PLC0415

    now = datetime.now(UTC).isoformat(timespec="seconds")
    decision = Decision(kind=kind, target=target, value=value, reason=reason, by=by or getpass.getuser(), at=now)
    with Library.open(library) as opened:
        record(opened, decision)
    put(f"Đã ghi: {kind} {target} {value}".rstrip())


profile = typer.Typer(help="Hồ sơ của cơ quan: đơn vị, lịch, chỉ tiêu, quy tắc.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="Thư mục hồ sơ.")]


@profile.command("init")
def init_profile(folder: Folder) -> None:
    """Tạo thư mục hồ sơ từ mẫu có sẵn, để cơ quan sửa."""
    from pipeline.profile import init  # noqa: PLC0415

    for path in init(folder):
        put(str(path))


@profile.command("check")
def check_profile(folder: Folder) -> None:
    """Kiểm tra hồ sơ: mỗi lỗi nêu tệp, dòng, cột."""
    from pipeline.profile import check  # noqa: PLC0415

    problems = check(folder)
    for problem in problems:
        put(problem)
    if not problems:
        put("Hồ sơ hợp lệ.")
    raise typer.Exit(2 if problems else 0)


COMMANDS = (assign, resolve, approve, exclude, decisions)
GROUPS = {"profile": profile}
