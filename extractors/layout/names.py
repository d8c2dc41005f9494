"""Names of persons as signers write them: two to six capitalised syllables, after an academic or military title."""

from __future__ import annotations

import re

from extractors.layout.labels import label_of

_TITLE = re.compile(
    r"(?:(?:P?GS\.?\s{0,2}-?\s{0,2})?(?:TS|ThS|Th\.S|Ths|BSCKI{1,2}|BS|BsCKI{1,2}|Bs|CN|CKI{1,2}|CK\s?[12]|KS|Ks|DS|Ds|LS|NGƯT|TTƯT|NSƯT|GS|PGS|Dr|ĐD|KTS)\b"
    r"\.?(?:\s{0,2}[.,/-]?\s{0,2}(?:KHCN|YHCT|CKI{1,2}|CK\s?[12]|II?)\b\.?)?[\s.,]{0,3}){1,3}"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy|uý)[\s.:]{1,3}|(?:Luật sư|Bác sĩ|Tiến sĩ|Thạc sĩ|Kỹ sư|Đồng chí|Ông|Bà)[\s.:]{1,3}"
)
_SYLLABLE = r"[A-ZĐÀ-ỸƠƯĂÂÊÔ][a-zđà-ỹơưăâêô'’]{0,7}(?:-[A-ZĐÀ-Ỹ]?[a-zđà-ỹ]{1,7})?"
_NAME = re.compile(rf"(?:{_SYLLABLE})(?:\s{{1,3}}{_SYLLABLE}){{1,5}}")
_CAPITALS = re.compile(r"[A-ZĐÀ-ỸƠƯĂÂÊÔ]{1,8}(?:\s{1,3}[A-ZĐÀ-ỸƠƯĂÂÊÔ]{1,8}){1,5}")


def name_span(text: str) -> tuple[int, int] | None:
    """Span of the name in a line that holds nothing else (titles before it are left out); None when it is no name."""
    if label_of(text) is not None:
        return None
    end = len(text.rstrip(" .;,*_"))
    start = len(text) - len(text.lstrip(" *_.:"))
    title = _TITLE.match(text, start)
    for begin in (title.end(), start) if title else (start,):
        if begin < end and (_NAME.fullmatch(text, begin, end) or (title and _CAPITALS.fullmatch(text, begin, end))):
            return begin, end
    return None


def capital_name_span(text: str) -> tuple[int, int] | None:
    """Like ``name_span`` for names written in capitals, which look like positions: only where a name must stand."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip(" .;,"))
    return (start, end) if _CAPITALS.fullmatch(text, start, end) else None
