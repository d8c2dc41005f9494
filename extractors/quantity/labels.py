"""What an amount is about: the noun phrase behind the number, or the subject before ``là``, ``đạt``, ``:``."""

from __future__ import annotations

import re

from extractors.quantity.lexicon import lexicon
from extractors.quantity.scan import Quantity
from extractors.quantity.units import Unit

_STOP = re.compile(
    r"[,;.:()\[\]=\n]|/(?=\d)|(?<=\s)(?:cho|ở|tại|trong|của|được|đã|bị|với|so|và|để|do|từ|đến|theo|là|có"
    r"|phải|khi|đạt|chiếm|tăng|giảm|thuộc|về|trên|qua|đang|sẽ|tham gia|tham dự|nhằm|gồm|bao gồm|trở|đều)"
    r"(?=\s|$)|(?<=\s)\d"
)
_CLAUSE = re.compile(r"[,;.:(\[\n](?:(?<=[(\[\n])|(?=\s|$))")
_LEAD = re.compile(r"(?:(?:và|tổng|đã|thì|với|có|cũng|đồng thời|các|là|hiện|riêng|còn)\s+|[-+*•]\s*)+", re.IGNORECASE)
_SHARE = ("tỷ lệ", "tỉ lệ", "Tỷ lệ", "Tỉ lệ")
_CONTEXT_STOP = re.compile(r"[;.:()\n]|,\s|\s\d")
_SPACES = " \n"
_MEASURED = ("percent", "money", "score", "measure")
_AFTER_PHRASE = 70
_BEFORE_PHRASE = 120


def label_of(text: str, item: Quantity) -> str:
    """The label of ``item``, one line, as the page has it."""
    phrase = phrase_of(text, item.unit, item.end)
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
    copula = lexicon().copula
    if words and (" ".join(words).lower() in copula or words[-1].lower() in copula):
        first = words[0] if " ".join(words).lower() in copula else words[-1]
        return len(left) - left.rfind(first)
    return 1 if left.endswith((":", "(")) else 0


def context_of(text: str, item: Quantity, begin: int) -> str:
    """The words around ``item`` that the catalogue is matched against: its clause on the left and its noun phrase."""
    left = text[max(begin, item.start - _BEFORE_PHRASE) : item.start]
    return left[left.rfind(";") + 1 :] + text[item.unit.start : item.end] + _tail(text, item)


def _tail(text: str, item: Quantity) -> str:
    following = text[item.end : item.end + _AFTER_PHRASE]
    stop = _CONTEXT_STOP.search(following)
    return following[: stop.start()] if stop else following


def phrase_of(text: str, unit: Unit, end: int = 0) -> str:
    """The noun phrase that ``unit`` begins, one line; what stands behind the amount (to ``end``) if that is a share."""
    start = end if unit.kind == "percent" else unit.start
    limit = min(len(text), max(start, unit.end) + _AFTER_PHRASE)
    stop = _STOP.search(text, unit.end if start < unit.end else start, limit)
    if stop is None:
        cut = text.rfind(" ", start, limit) if limit < len(text) else limit
        stop_at = max(cut, unit.end)
    else:
        stop_at = stop.start()
    return " ".join(text[start:stop_at].split())


def _subject(left: str, joint: int) -> str:
    left = left[: len(left) - joint].rstrip(" :")
    for _ in range(3):
        left = _without_filler(left)
        cut, after = _last_cut(left)
        subject = left[after:].strip()
        lead = _LEAD.match(subject)
        subject = subject[lead.end() :] if lead else subject
        if 3 <= len(subject) <= 90 and subject.lower() not in lexicon().copula:
            return subject
        left = left[:cut].rstrip()
    return ""


def _without_filler(left: str) -> str:
    """``left`` without the verb, the word for a share and the marks that join its end with the amount."""
    left = left.rstrip(_SPACES + "=")
    if left.endswith(_SHARE) and not left[-6:-5].isalnum():
        left = left[:-5]
    left = left.rstrip()
    for word in lexicon().filler:
        if left.endswith(word) and not left[-len(word) - 1 : -len(word)].isalnum():
            if not left.endswith(lexicon().no_filler):
                left = left[: -len(word)]
            break
    return left.rstrip(_SPACES + "([")


def _last_cut(left: str) -> tuple[int, int]:
    """Where the clause before the last one ends and the last one begins: a mark, or words like ``trong đó``."""
    cut, after = 0, 0
    for match in _CLAUSE.finditer(left):
        cut, after = match.span()
    for word in lexicon().clause:
        place = left.rfind(word, after)
        if place >= 0 and not left[place - 1 : place].isalnum():
            end = place + len(word) + left.startswith(",", place + len(word))
            if left[end : end + 1].isspace():
                cut, after = place, end
    return cut, after
