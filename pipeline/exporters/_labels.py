"""Vietnamese names of the codes that stand in a consolidation."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.merge.wording import describe
from schemas.consolidation import Conflict, Consolidation
from schemas.submission import ReportUse
from schemas.total import Amount, ProcedureTotal

UNIT_STATES = {
    "received": "Đã nhận",
    "partial": "Nhận chưa đủ",
    "late": "Nhận muộn",
    "wrong_period": "Sai kỳ báo cáo",
    "unreadable": "Không đọc được",
    "superseded": "Đã bị thay thế",
    "missing": "Chưa gửi",
}
USE_STATES = {
    "used": "Được tổng hợp",
    "superseded": "Đã bị thay thế",
    "duplicate": "Trùng",
    "other_period": "Kỳ khác",
    "unassigned": "Chưa rõ đơn vị",
    "not_a_report": "Không tổng hợp",
}
CONTRIBUTIONS = {
    "counted": "Tính vào tổng",
    "disputed": "Chưa thống nhất",
    "part_of_parent": "Đã nằm trong số cấp trên",
    "excluded": "Không tính",
    "same_as_other": "Trùng nội dung",
    "no_value": "Không có số",
}
STATED = {
    "value": "",
    "zero": "ghi 0",
    "not_arising": "không phát sinh",
    "blank": "để trống",
    "illegible": "không đọc được",
}
RULES = {
    "sum": "Cộng các đơn vị",
    "recompute": "Tính lại từ tử số, mẫu số",
    "last": "Cộng số mới nhất",
    "union": "Hợp, không cộng",
    "none": "Không cộng",
}
CONFLICTS = {"equal": "Giống nhau", "consistent": "Không mâu thuẫn", "inconsistent": "Mâu thuẫn"}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"}
APPROVALS = {"draft": "Dự thảo", "checked": "Đã kiểm tra", "accepted": "Đã duyệt", "locked": "Đã khóa"}
ACTIONS = {
    "new": "Ban hành mới",
    "amended": "Sửa đổi, bổ sung",
    "replaced": "Thay thế",
    "repealed": "Bãi bỏ",
    "standardised": "Chuẩn hóa",
    "listed": "Công bố danh mục",
    "simplified": "Đơn giản hóa",
    "total": "Tổng số",
    None: "Số thủ tục nêu trong báo cáo",
}
LEVELS = {
    "ministry": "bộ, ngành",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "internal": "nội bộ",
}
RELATIONS = {
    "pursuant_to": "căn cứ",
    "implements": "thực hiện",
    "issues": "ban hành",
    "refers": "dẫn chiếu",
    "amends": "sửa đổi",
    "supersedes": "thay thế",
    "repeals": "bãi bỏ",
    "guides": "hướng dẫn",
}


class Names:
    """Names of units and reports of one consolidation."""

    def __init__(self, source: Consolidation) -> None:
        self._units = {unit.code: unit.name for unit in source.units}
        self._reports = source.reports

    def unit(self, code: str | None) -> str:
        """Name of a unit; the code itself when it is not in the tree."""
        return self._units.get(code, code) if code else "(chưa rõ đơn vị)"

    def units(self, codes: Iterable[str]) -> str:
        """Names separated by semicolons."""
        return "; ".join(self.unit(code) for code in codes)

    def report(self, index: int) -> ReportUse:
        """The report that a contribution's index means."""
        return self._reports[index]


def levels(total: ProcedureTotal) -> str:
    """Levels of a procedure total in words."""
    return ", ".join(LEVELS[level] for level in total.levels) or "không nêu cấp"


def shown(amount: Amount, unit: str | None = None) -> str:
    """An amount in words, ``-`` where there is none."""
    return describe(amount, unit)


def open_conflicts(source: Consolidation) -> list[Conflict]:
    """Contradictions that still wait for a person."""
    return [item for item in source.conflicts if item.nature == "inconsistent" and item.resolution is None]
