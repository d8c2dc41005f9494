"""The document's own number line (ô 3): ``Số: 15/QĐ-BNV``, ``Số 29-CT/TU``, ``Số:      /BC-SNV`` of a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.citation.grammar import read_number
from extractors.layout.spelling import bare
from schemas.span import Repair

_LABEL = re.compile(r"(?:(?:bo )?luat |phap lenh )?(?:so|s6|sô)\s{0,3}[:.;!]?\s{0,3}(?=[^a-z]|$)")
_BLANK = r"[\s.…_·]{0,80}"
_SEGMENT = r"[A-ZĐĂÂÊÔƠƯ][\w&]{0,24}"
_NUMBER = re.compile(
    rf"""(?P<blank>{_BLANK})
    (?P<digits>\d{{1,6}}[a-zA-Z]?)?{_BLANK}
    (?:(?P<sep>[/-])\s{{0,3}}(?:(?P<year>(?:19|20)\d\d)\s{{0,2}}/\s{{0,2}})?
       (?P<symbol>{_SEGMENT}(?:\s?[-/.]\s?(?=[A-ZĐĂÂÊÔƠƯ\d]|[a-z]{{1,4}}\b){"[A-ZĐĂÂÊÔƠƯa-z0-9]"}[\w&]{{0,24}}){{0,6}}))?""",
    re.VERBOSE,
)
_ODD = re.compile(rf"[^\s/-]{{1,8}}{_BLANK}(?P<sep>[/-])\s{{0,3}}(?P<symbol>{_SEGMENT}(?:\s?[-/]\s?{_SEGMENT}){{1,4}})")
_LONGEST = 40
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """``number`` is None where digits are blank or unreadable; ``blank`` tells the first from the second.

    Offsets are those of the line: ``start``/``end`` of number and symbol together.
    """

    number: str | None
    symbol: str | None
    start: int
    end: int
    blank: bool
    repairs: tuple[Repair, ...] = ()


def own_number(line: str) -> OwnNumber | None:
    """Read a line that begins with ``Số``; None when it is no number line."""
    label = _LABEL.match(bare(line))
    if label is None:
        return _without_label(line)
    match = _NUMBER.match(line, label.end())
    if match is not None and match["digits"] and not match["symbol"]:
        return _spaced(line, label.end()) or _read(match)
    if match is not None and match["symbol"]:
        return _read(match)
    odd = _ODD.match(line, label.end())
    if odd is not None:
        return OwnNumber(None, _canonical(odd["symbol"]), odd.start(), odd.end(), blank=False)
    if not line[label.end() :].strip(" .…_/-"):
        return OwnNumber(None, None, label.start(), label.end(), blank=True)
    return None


def _canonical(text: str) -> str:
    return _SPACES.sub("", text)


def _tidied(found: OwnNumber, written: str) -> OwnNumber:
    """The same number in canonical spelling, with the repairs that took, where the number grammar knows its symbol."""
    known = read_number(written)
    if known is None:
        return found
    return replace(found, number=known.number, symbol=known.symbol, repairs=known.repairs)


_BARE_NUMBER = re.compile(rf"{_BLANK}(?:\d{{1,5}}\s?)?/\s?{_SEGMENT}(?:\s?[-/.]\s?{_SEGMENT}){{1,4}}[\s.]{{0,3}}")


def _without_label(line: str) -> OwnNumber | None:
    """A line that is nothing but a number (``114/BC-KCN``, ``/BC-KCN``): its ``Số`` was lost."""
    if len(line) > _LONGEST or _BARE_NUMBER.fullmatch(line) is None:
        return None
    known = read_number(line)
    if known is None:
        return None
    start = len(line) - len(line.lstrip(" .…_·"))
    return OwnNumber(known.number, known.symbol, start, len(line.rstrip(" .")), False, known.repairs)


def _spaced(line: str, start: int) -> OwnNumber | None:
    """``12 BC/ABC``: the first separator is a space, or missing."""
    written = line[start:].strip(" .:")
    known = read_number(written) if len(written) < _LONGEST else None
    if known is None or known.number is None:
        return None
    begin = line.index(written, start)
    return OwnNumber(known.number, known.symbol, begin, begin + len(written), False, known.repairs)


def _read(match: re.Match[str]) -> OwnNumber:
    digits, symbol = match["digits"], match["symbol"]
    symbol = _canonical(symbol) if symbol else None
    start = match.start("digits") if digits else match.start("sep")
    end = match.end("symbol") if symbol else match.end("digits")
    number = None
    if digits and symbol:
        year = f"{match['year']}/" if match["year"] else ""
        number = f"{digits}{match['sep']}{year}{symbol}"
    elif digits:
        number = digits
    found = OwnNumber(number, symbol, start, end, blank=not digits)
    return _tidied(found, match.string[start:end]) if symbol else found
