"""The decision that announces a count of procedures: the nearest governing citation of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors.quantity.evidence import Source
from extractors.quantity.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A citation that only gives the reason (``Thực hiện Quyết định ..., Sở đã công bố ...``) announces nothing.
_REASON = re.compile(
    r"(?:(?:^|[.;\n]\s?|[-+]\s?)(?:[Tt]hực hiện|[Tt]riển khai(?: thực hiện)?|[Cc]ăn cứ|[Tt]rên cơ sở)"
    r"|\b(?:[Vv]iệc|[Kk]ết quả|[Tt]iếp tục|[Nn]hằm) (?:thực hiện|triển khai)|\b[Tt]heo tinh thần)\b[^.;\n]{0,80}$"
)
# ``vào Bộ thủ tục được công bố kèm theo Quyết định ...``: it is the set that was announced, not the count.
_ANOTHER_SET = re.compile(r"\b(?:vào|trong|thuộc) (?:bộ|danh mục) (?:thủ tục|tthc)\b", re.IGNORECASE)
# ``Nghị định sửa đổi, bổ sung Nghị định số 6``: the decree that is amended announces nothing.
_AMENDED = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?: một số điều của| các| một số)? "
    r"(?:(?:nghị định|nghị quyết|quyết định|thông tư(?: liên tịch)?|chỉ thị|kế hoạch) (?:số )?)?$",
    re.IGNORECASE,
)
# ``66 TTHC cần thực hiện phương án đơn giản hóa theo Nghị quyết 71``: what the resolution plans, not what it announces.
_PLANNED = re.compile(r"\bthực hiện (?:các )?phương án\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(r",\s(?:[^,;.]{2,90}\s)?(?:đã|đang|hiện|tiến hành|có)\s")
_LINK = re.compile(r"\b(?:theo|tại|bởi|kèm theo|được công bố|ban hành)\b[^.;]{0,60}$", re.IGNORECASE)
_REACH = 400


class Announcing:
    """Citations of one document by place (raw offsets)."""

    def __init__(self, doc: Doc, source: Source) -> None:
        self._folded = source.folded
        self._raw = source.document.text
        self._citations = sorted(
            (item.start, item.end, reference.number)
            for reference in doc._.references
            if reference.number is not None
            for item in reference.mentions
        )
        self._starts = [start for start, _, _ in self._citations]

    def number_for(self, mention: Mention) -> str | None:
        """Canonical number of the document that announces ``mention``, None where none is said."""
        begin, start = self._folded.raw_span(mention.sentence[0], mention.start)
        end = self._folded.raw_span(mention.end, mention.sentence[1])[1]
        place = bisect_left(self._starts, start)
        if place and self._starts[place - 1] >= begin and self._governs(begin, *self._citations[place - 1][:2], start):
            return str(self._citations[place - 1][2])
        if place < len(self._starts) and self._starts[place] < end:
            between = self._raw[max(start, self._starts[place] - _REACH) : self._starts[place]]
            linked = _LINK.search(between[-90:]) is not None and not _elsewhere(between)
            return str(self._citations[place][2]) if linked else None
        return None

    def _governs(self, begin: int, start: int, stop: int, number_start: int) -> bool:
        reason = _REASON.search(self._raw[max(begin, start - 120) : start])
        return reason is None or _NEW_CLAUSE.search(self._raw[stop : min(number_start, stop + _REACH)]) is None


def _elsewhere(between: str) -> bool:
    """Whether the words before a citation make it that of another set, of a document that is amended, of a plan."""
    return any(words.search(between) is not None for words in (_ANOTHER_SET, _AMENDED, _PLANNED))
