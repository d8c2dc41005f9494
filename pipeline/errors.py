"""The closed set of errors that a file can end in. Every error says, in Vietnamese, what happened and what to do."""

from __future__ import annotations

import errno
from typing import ClassVar, Literal

State = Literal[
    "accepted", "partial", "duplicate", "superseded", "unreadable", "unsupported", "encrypted", "too_large", "timeout",
    "needs_ocr", "incomplete", "crashed",
]  # fmt: skip


class BaocaoError(Exception):
    """Base of all errors an officer may see. ``detail`` is technical and goes to the log."""

    state: ClassVar[State] = "unreadable"
    reason: ClassVar[str] = "Không đọc được tệp."
    advice: ClassVar[str] = "Mở tệp bằng phần mềm gốc, lưu lại rồi gửi lại."

    def __init__(self, detail: str = "", *, reason: str | None = None, advice: str | None = None) -> None:
        super().__init__(detail or reason or self.reason)
        self.detail = detail
        self.message = reason or self.reason
        self.hint = advice or self.advice

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.detail, self.message, self.hint)


def _rebuild(kind: type[BaocaoError], detail: str, message: str, hint: str) -> BaocaoError:
    return kind(detail, reason=message, advice=hint)


class Unreadable(BaocaoError):
    """The file is damaged, or not what it claims to be."""

    reason = "Tệp bị hỏng hoặc không đúng định dạng."


class Unsupported(BaocaoError):
    """No reader bids for these bytes."""

    state = "unsupported"
    reason = "Định dạng tệp chưa được hỗ trợ."
    advice = "Chuyển tệp sang DOCX hoặc PDF rồi gửi lại."


class Encrypted(BaocaoError):
    """The file needs a password."""

    state = "encrypted"
    reason = "Tệp có mật khẩu."
    advice = "Đề nghị đơn vị gửi bản không đặt mật khẩu."


class TooLarge(BaocaoError):
    """A size, page, member or expansion limit was reached (zip bombs too)."""

    state = "too_large"
    reason = "Tệp vượt giới hạn kích thước cho phép."
    advice = "Tách tệp thành các phần nhỏ hơn, hoặc nén ảnh trong tệp rồi gửi lại."


class TimedOut(BaocaoError):
    """Reading took longer than allowed."""

    state = "timeout"
    reason = "Đọc tệp quá thời gian cho phép."
    advice = "Chạy lại riêng tệp này; nếu vẫn lỗi, lưu lại tệp dưới dạng PDF."


class NeedsOcr(BaocaoError):
    """A scan, and recognition is off or not installed."""

    state = "needs_ocr"
    reason = "Tệp là bản quét, không có lớp văn bản."
    advice = "Cài Tesseract với dữ liệu tiếng Việt (xem lệnh baocao doctor) rồi chạy lại với --ocr auto."


class Incomplete(BaocaoError):
    """Empty, all-NUL or half-copied file."""

    state = "incomplete"
    reason = "Tệp rỗng hoặc chưa được chép xong."
    advice = "Chép lại tệp đầy đủ rồi chạy lại."


class Crashed(BaocaoError):
    """The reading process died (out of memory, signal)."""

    state = "crashed"
    reason = "Chương trình đọc tệp dừng đột ngột."
    advice = "Lưu lại tệp dưới dạng PDF rồi chạy lại; báo cho người quản trị nếu vẫn lỗi."


class Forbidden(Unreadable):
    """The file holds what no report needs and only attacks use (a document type in XML). Never read in part."""

    reason = "Tệp chứa khai báo DOCTYPE trong XML, có thể gây hại nên không được đọc."
    advice = "Mở tệp bằng phần mềm gốc, lưu lại dưới dạng DOCX hoặc PDF rồi gửi lại."


class Stopped(BaocaoError):
    """The run itself cannot go on. No file's state: nothing is recorded, and the next run continues from here."""

    reason = "Không thể tiếp tục."
    advice = "Khắc phục rồi chạy lại; các tệp đã đọc không bị mất và không phải đọc lại."


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says when nothing more can be written."""


class StorageFull(Stopped):
    """No room left for the library, the originals, the results or temporary files."""

    reason = "Hết dung lượng lưu trữ."
    advice = "Giải phóng ổ đĩa rồi chạy lại; các tệp đã đọc không bị mất và không phải đọc lại."


class LibraryBusy(Stopped):
    """Another program has held the library for too long."""

    reason = "Thư viện đang bị chương trình khác khóa."
    advice = "Đợi chương trình kia kết thúc rồi chạy lại; các tệp đã đọc không bị mất."


class LibraryUnusable(Stopped):
    """The library cannot be opened or written: damaged, no database, no permission, server gone."""

    reason = "Không mở hoặc không ghi được thư viện."
    advice = "Kiểm tra đường dẫn, quyền ghi và máy chủ cơ sở dữ liệu; chạy baocao verify để kiểm tra thư viện."
