"""What follows a citation: its date, its issuer and its subject (trích yếu), each with its span."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.citation.registry import words
from extractors.text.dates import DateExpression, date_at

Place = tuple[int, int]
_LEAD = re.compile(
    r"[ \n\f]{0,2}[¹²³⁰⁴-⁹*\"”’]{0,3}(?:\[\d{1,2}\])?[ \n]{0,2}"
    r"(?:\((?:[A-ZĐ][A-ZĐ\d]{0,5}|[^()\d\n]{0,20}[Kk]h(?:óa|oá)[ ][IVXLC]{1,6})\)[ \n]{0,2})?[,(]?[ \n]{0,2}"
    rf"(?:(?:(?:đã |được |đã được )?(?:{words('issued_verb')})[ \n])?)"
)
_DAY = re.compile(r"(?:vào )?[Nn]gày[ \n:]{1,3}")
_YEAR = re.compile(r"[ \n]?(?:[,(]?[ \n]?năm[ \n]{1,2}|\(|)(?P<year>(?:19|20)\d\d)(?![\w/]|[.,-]\d)\)?")
_OF = re.compile(r"[ \n]{0,2}\)?[,]?[ \n]{0,2}(?:do )?(?:của|của các)[ \n]{1,2}|[ \n]{0,2}do[ \n]{1,2}")
_WORD = r"[\w&.’-]{1,24}(?<![.])"
_NEXT = (
    rf"[ \n]{{1,2}}(?!(?:{words('issuer_stop')})(?!\w))"
    rf"(?!và[ \n](?:{words('issuer_stop')}|{words('cited_noun')})(?!\w))"
    rf"(?:thứ[ \n]năm(?!\w)|{_WORD})"
)
_COMMA_NAME = rf",[ \n](?=(?:{words('issuer_comma')})(?!\w)){_WORD}"
_DASH_NAME = rf"[ \n]-[ \n](?=[A-ZĐ]){_WORD}"
ISSUER = re.compile(rf"\w{_WORD}?(?:{_NEXT}|{_DASH_NAME}|{_COMMA_NAME}){{0,18}}")
_AGENCY_HEAD = re.compile(rf"(?!Bộ[ \n][Ll]uật)(?:{words('issuer_head')}|[A-ZĐ]{{2}})")
_SESSION = re.compile(
    rf"(?:,?[ \n](?:{words('session_word')})"
    r"(?:[ \n](?:thứ|lần|[IVXLC\d-]{1,9}|bất thường|hai|ba|năm|tư)(?!\w)){1,4}){1,3}"
)
_SUBJECT = re.compile(
    r"[ \n]{0,2}[),]?[ \n]{0,2}[-–]?[ \n]?(?P<lead>[“\"(]?(?:[Vv]/v:?|[Vv]ề việc|[Vv]ề)[ \n]{1,2})?"
    rf"(?P<verb>(?:{words('subject_verb')})(?!\w))?"
)
# A line break ends a subject only where something else starts: lines of one paragraph also end with a break.
_NEW_LINE = r"[-+*•]|\d{1,2}[.)]|[a-zđ]\)|[IVX]{1,4}\.|Căn cứ|Điều \d|Theo đề nghị|QUYẾT|[A-ZĐ]{3,} [A-ZĐ]{2,}"
# The first character is a set: a search jumps over letters.
_SUBJECT_END = re.compile(
    rf"[;\f.\n ,v](?:(?<=[;\f])|(?<=\.)(?=[\s”\"]|$)|(?<=\n)(?=[ \n]{{0,3}}(?:{_NEW_LINE}))"
    rf"|(?<=[ \n])(?:(?:{words('subject_tail')})(?!\w)|\((?:sau đây|gọi tắt|đã được|được))"
    rf"|(?<=,)[ \n](?:{words('subject_clause')})(?!\w)"
    rf"|(?P<purpose>(?<=[ \n])(?:{words('subject_purpose')})(?!\w))"
    rf"|(?:(?<=,)|(?<=v)à)[ \n](?:các )?(?:{words('cited_noun')})[ \n](?:liên tịch )?(?:số )?\d)"
)
_MEANS = re.compile(rf"(?:{words('subject_means')})$")
_LIMIT = 420
_BRACKET = re.compile(r"[()“”]")
_CLOSES = {")": "(", "”": "“"}


@dataclass(frozen=True, slots=True)
class Context:
    """What was read after a citation; every part may be missing. ``end`` is where reading stopped."""

    end: int
    date: DateExpression | None = None
    year: int | None = None
    year_place: Place | None = None
    issuer: Place | None = None
    subject: Place | None = None


def context_after(text: str, position: int) -> Context:
    """Read date, issuer and subject after a citation that ends at ``position``."""
    date = _date(text, position)
    year, place, end = None, None, date.end if date else position
    if date is None:
        found = _YEAR.match(text, position)
        if found is not None:
            year, place, end = int(found["year"]), found.span("year"), found.end()
    issuer = issuer_at(text, end)
    if issuer is not None:
        end = issuer[1]
        if date is None:
            date = _date(text, end)
            end = date.end if date else end
    session = _SESSION.match(text, end)
    subject = _subject(text, session.end() if session else end)
    return Context(end, date, year, place, issuer, subject)


def _date(text: str, position: int) -> DateExpression | None:
    lead = _LEAD.match(text, position)
    start = lead.end() if lead else position
    date = date_at(text, start)
    if date is not None:
        return date
    day = _DAY.match(text, start)
    return date_at(text, day.end()) if day is not None else None


def issuer_at(text: str, position: int) -> Place | None:
    """Span of the agency after ``của`` at ``position``."""
    of = _OF.match(text, position)
    if of is None or _AGENCY_HEAD.match(text, of.end()) is None:
        return None
    match = ISSUER.match(text, of.end())
    return match.span() if match is not None and match.end() - match.start() >= 2 else None


def _subject(text: str, position: int) -> Place | None:
    match = _SUBJECT.match(text, position)
    if match is None or (match["lead"] is None and match["verb"] is None):
        return None
    start = match.end("lead") if match["lead"] else match.start("verb")
    limit = min(len(text), start + _LIMIT)
    found = _SUBJECT_END.search(text, start, limit)
    while found is not None and found["purpose"] is not None and _means(text, found.start()):
        found = _SUBJECT_END.search(text, found.end(), limit)
    end = found.start() if found is not None else limit
    end = _balanced(text, start, end)
    while end > start and text[end - 1] in " \n,.:":
        end -= 1
    return (start, end) if end - start >= 8 else None


def _means(text: str, end: int) -> bool:
    """Whether what stands before ``end`` takes a purpose: ``thu hồi đất để ...``."""
    return _MEANS.search(text, max(0, end - 12), end) is not None


def _balanced(text: str, start: int, end: int) -> int:
    opened = {"(": 0, "“": 0}
    for bracket in _BRACKET.finditer(text, start, end):
        closes = _CLOSES.get(bracket.group())
        if closes is None:
            opened[bracket.group()] += 1
        elif opened[closes] == 0:
            return bracket.start()
        else:
            opened[closes] -= 1
    return end
