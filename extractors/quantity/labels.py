"""What an amount is about: the noun phrase behind the number, or the subject before ``là``, ``đạt``, ``:``."""

from __future__ import annotations

import re

from extractors.quantity.lexicon import lexicon
from extractors.quantity.scan import Quantity

_STOP = re.compile(
    r"[,;.:()\[\]=\n]|/(?=\d)|(?<=\s)(?:cho|ở|tại|trong|của|được|đã|bị|với|so|và|để|do|từ|đến|theo|là|có"
    r"|phải|khi|đạt|chiếm|tăng|giảm|thuộc|về|trên|qua|đang|sẽ|tham gia|tham dự|nhằm|gồm|bao gồm|trở|đều)"
    r"(?=\s|$)|(?<=\s)\d"
)
_CLAUSE = re.compile(r"[,;.:](?=\s|$)|[(\[\n]|\b(?:đến nay|hiện nay|trong đó|đến hết năm|kết quả|tổng cộng),?(?=\s)")
_LEAD = re.compile(r"^(?:(?:và|tổng|đã|thì|với|có|cũng|đồng thời|các|là|hiện|riêng|còn)\s+|[-+*•]\s*)+", re.IGNORECASE)
_FILLER = re.compile(r"[\s(\[]*(?:\b(?:chiếm|đạt|với|có|tăng|(?<!cắt )giảm|bằng|ước)\b)?\s*(?:\b[Tt][ỷỉ] lệ\b)?[\s=]*$")
_CONTEXT_STOP = re.compile(r"[;.:()\n]|,\s|\s\d")
_MEASURED = ("percent", "money", "score", "measure")
_FILLER_REACH = 40
_AFTER_PHRASE = 70
_BEFORE_PHRASE = 120


def label_of(text: str, item: Quantity) -> str:
    """The label of ``item``, one line, as the page has it."""
    phrase = _phrase(text, item)
    bare = not phrase or phrase.lower() == item.unit.text.lower()
    left = text[max(0, item.start - _BEFORE_PHRASE) : item.start].rstrip()
    joint = _joint(left)
    if joint and (bare or item.unit.kind in _MEASURED):
        return _subject(left, joint) or phrase or item.unit.text
    if not bare:
        return phrase
    return (_subject(left, 0) if item.unit.kind in _MEASURED else "") or phrase or item.unit.text


def _joint(left: str) -> int:
    """How many characters at the end of ``left`` join a subject with the amount (``đạt``, ``là``, a colon)."""
    words = left.rsplit(None, 2)[-2:]
    size = next((n for n in (2, 1) if n <= len(words) and " ".join(words[-n:]).lower() in lexicon().copula), 0)
    if size:
        return len(left) - len(left[: left.rfind(words[-size])])
    return 1 if left.endswith((":", "(")) else 0


def context_of(text: str, item: Quantity, begin: int) -> str:
    """The words around ``item`` that the catalogue is matched against: its clause on the left and its noun phrase."""
    left = text[max(begin, item.start - _BEFORE_PHRASE) : item.start]
    return left[left.rfind(";") + 1 :] + text[item.unit.start : item.end] + _tail(text, item)


def _tail(text: str, item: Quantity) -> str:
    following = text[item.end : item.end + _AFTER_PHRASE]
    stop = _CONTEXT_STOP.search(following)
    return following[: stop.start()] if stop else following


def _phrase(text: str, item: Quantity) -> str:
    start = item.end if item.unit.kind == "percent" else item.unit.start
    limit = min(len(text), max(start, item.unit.end) + _AFTER_PHRASE)
    stop = _STOP.search(text, item.unit.end if start < item.unit.end else start, limit)
    if stop is None:
        cut = text.rfind(" ", start, limit) if limit < len(text) else limit
        stop_at = max(cut, item.unit.end)
    else:
        stop_at = stop.start()
    return " ".join(text[start:stop_at].split())


def _subject(left: str, joint: int) -> str:
    left = left[: len(left) - joint].rstrip(" :")
    for _ in range(3):
        left = left[:-_FILLER_REACH] + _FILLER.sub("", left[-_FILLER_REACH:])
        cuts = list(_CLAUSE.finditer(left))
        subject = _LEAD.sub("", left[cuts[-1].end() :].strip() if cuts else left.strip())
        if 3 <= len(subject) <= 90 and subject.lower() not in lexicon().copula:
            return subject
        left = left[: cuts[-1].start()].rstrip() if cuts else ""
    return ""
