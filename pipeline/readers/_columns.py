"""Two-column rows of Vietnamese administrative documents: letterhead, and signature beside ``Nơi nhận``.

Word tables, tabs and runs of spaces all place the same two columns; readers ask here what they are looking at.
"""

from __future__ import annotations

import re
from typing import Literal

Side = Literal["left", "right"]

MOTTO = re.compile(
    r"CỘNG\s{0,3}H(?:OÀ|ÒA|oà|òa)\s{1,3}XÃ\s{1,3}HỘI|Cộng h(?:oà|òa) xã hội|CHỦ NGHĨA VIỆT NAM"
    r"|ĐẢNG\s{1,3}CỘNG\s{1,3}SẢN\s{1,3}VIỆT\s{1,3}NAM"
    r"|Độc\s{1,3}lập\s{0,4}[-–—]?\s{0,4}Tự\s{1,3}do|ĐỘC\s{1,3}LẬP\s{0,4}[-–—]?\s{0,4}TỰ\s{1,3}DO"
)
NUMBER_LINE = re.compile(r"(?m)^[\s*_]{0,8}S[ốỐ]\s{0,4}[:.]?[\s*_]{0,40}(?:[\d./…_]|-?[A-ZĐ]{2})")
PLACE_DATE = re.compile(r"[Nn]gày[\s.…_]{0,30}\d{0,2}[\s.…_]{0,30}tháng[\s.…_]{0,30}\d{0,2}[\s.…_]{0,30}năm")
RECIPIENTS = re.compile(
    r"(?m)^[\s*_]{0,8}(?:N[ơƠ][iI]\s{1,3}[nN][hH][ậẬ][nN]|N[ơƠ][iI]\s{1,3}[gG][ửỬ][iI]|Nơi nh[aâ]n)\s{0,3}:?"
)
BEHALF = re.compile(
    r"(?m)^[\s*_]{0,8}(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ)(?:[.:/]\s{0,3}|\s{1,3})|Q\s{0,2}\.\s{0,3})(?=[A-ZĐÀ-Ỹ]{2})"
)
_OFFICES = "GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|TRƯỞNG|(?:BỘ|THỨ|CỤC|VỤ|HIỆU|VIỆN|THỦ) TRƯỞNG|BÍ THƯ|NGƯỜI"
OFFICE = re.compile(rf"(?m)^[\s*_]{{0,8}}(?:PHÓ |QUYỀN )?(?:TỔNG )?(?:{_OFFICES})")
TITLE = re.compile(
    r"(?m)^[\s*_#]{0,8}(?:B ?Á ?O {1,2}C ?Á ?O|QUYẾT ĐỊNH|TỜ TRÌNH|KẾ HOẠCH|THÔNG BÁO|CÔNG ĐIỆN|CHỈ THỊ"
    r"|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ"
    r"|CHƯƠNG TRÌNH|HƯỚNG DẪN|BIÊN BẢN|GIẤY MỜI|ĐỀ ÁN|PHƯƠNG ÁN|QUY CHẾ|QUY ĐỊNH|Kính gửi)"
)
AFTER_SIGNATURE = re.compile(
    r"\s{0,8}(?:P[hH][ụỤ] [lL][ụỤ][cC]|D[aA][nN][hH] [mM][ụỤ][cC]|B[iI][ểỂ][uU] |M[ẫẪ][uU] |\(Kèm theo|\(Ban hành kèm)"
)
"""What follows a signature: an annex."""
_GAP = re.compile(r"[ \u00a0]{0,40}\t[ \u00a0\t]{0,80}|[ \u00a0]{3,200}")
LETTERHEAD_LINES = 18
"""The letterhead stands within so many non-blank lines."""


def is_letterhead(text: str) -> bool:
    """Tell whether ``text`` (a row, a table) holds a part that only a letterhead has."""
    return MOTTO.search(text) is not None or (
        NUMBER_LINE.search(text) is not None and PLACE_DATE.search(text) is not None
    )


def is_signature(text: str) -> bool:
    """Tell whether ``text`` holds ``Nơi nhận`` or a signing authority (``TM.``, ``KT.``...) at the start of a line."""
    return RECIPIENTS.search(text) is not None or BEHALF.search(text) is not None


def is_signing(text: str) -> bool:
    """Tell whether ``text`` begins like a signature: an authority or an office in capitals (weak outside a two-column
    row)."""
    return BEHALF.match(text) is not None or OFFICE.match(text) is not None


def halves(line: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Spans of the left and right part of a line split by a tab or by three or more spaces; None when it has not
    exactly two.

    Leading and trailing space is ignored; a gap after a ``Số:`` with a blank number is not a column.
    """
    if "\t" not in line and "   " not in line and "\u00a0" not in line:
        return None
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    gaps = [gap for gap in _GAP.finditer(line, start, end) if gap.start() > start and gap.end() < end]
    gaps = [gap for gap in gaps if not _inside_part(line, gap)]
    if not gaps:
        return None
    widest = max(gaps, key=lambda gap: (gap.group().count("\t") * 8 + len(gap.group()), -gap.start()))
    return (start, widest.start()), (widest.end(), end)


_OPEN_LEFT = re.compile(r"(?:[Ss]ố\s{0,3}:?|[Nn]gày|tháng|năm|[/,])\s{0,3}$")
_OPEN_RIGHT = re.compile(r"/|tháng|năm|[,.;:)]")
_PLACE = re.compile(r"[^,\d]{2,40},\s{0,5}ngày")


def _inside_part(line: str, gap: re.Match[str]) -> bool:
    """Blank numbers and days (``Số:      /BC-SNV``, ``ngày     tháng``) are gaps too, but inside one column."""
    if _OPEN_RIGHT.match(line, gap.end()):
        return True
    return _OPEN_LEFT.search(line, max(0, gap.start() - 12), gap.start()) is not None and not _PLACE.match(
        line, gap.end()
    )
