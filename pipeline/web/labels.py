"""Vietnamese words for the codes that pages show."""

from __future__ import annotations

SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Lưu ý"}
STATES = {
    "accepted": "Đã đọc",
    "partial": "Đọc được một phần",
    "duplicate": "Trùng",
    "superseded": "Đã thay thế",
    "needs_ocr": "Cần nhận dạng chữ",
    "unreadable": "Không đọc được",
    "unsupported": "Không hỗ trợ",
    "encrypted": "Có mật khẩu",
    "too_large": "Quá lớn",
    "timeout": "Quá thời gian",
    "crashed": "Đọc bị lỗi",
    "incomplete": "Chưa đầy đủ",
}
BOUNDS = {
    "exact": "",
    "more_than": "hơn ",
    "less_than": "dưới ",
    "about": "khoảng ",
    "at_least": "ít nhất ",
    "at_most": "nhiều nhất ",
}
VALUE_STATES = {"zero": "0", "not_arising": "không phát sinh", "blank": "để trống", "illegible": "không đọc được"}
ACTIONS = {
    "new": "mới",
    "amended": "sửa đổi, bổ sung",
    "replaced": "thay thế",
    "repealed": "bãi bỏ",
    "standardised": "chuẩn hóa",
    "listed": "danh mục",
    "simplified": "đơn giản hóa",
    "total": "tổng số",
}
FILES = {
    "consolidated.docx": "Báo cáo tổng hợp (Word)",
    "consolidated.xlsx": "Bảng tổng hợp (Excel)",
    "consolidated.json": "Dữ liệu tổng hợp (JSON)",
    "consolidated.edxml": "Gói trao đổi (edXML)",
    "failures.csv": "Tệp chưa đọc được (CSV)",
    "reminder.docx": "Công văn đôn đốc (Word)",
}
METHODS = {"read": "đọc trong văn bản", "derived": "suy ra"}


def day(iso: str | None) -> str:
    """``2017-07-19`` as ``19/07/2017``; less precise dates keep what they have."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def amount(value: float | None) -> str:
    """A number the Vietnamese way: ``1.234,5``."""
    if value is None:
        return ""
    written = f"{int(value):,}" if float(value).is_integer() else f"{round(value, 6):,}"
    return written.translate(str.maketrans(",.", ".,"))
