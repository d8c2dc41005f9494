"""The grammar of document numbers: ``1982/QĐ-UBND``, ``30/2020/NĐ-CP``, ``63/2010/QH12``, ``30-NQ/TW``, ``62/CP``.

``NUMBER`` finds what may be one in folded text, ``assemble`` reads the match, ``read_number`` reads a string that is
one number. A number is digits with an optional letter, an optional year, and groups of capitals joined by ``-``, ``/``,
``.`` or ``&``. Page layout puts spaces and one line break around the separators; OCR and fonts change letters (see
``repairs``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.citation.registry import known_groups, restore_type, types_by_symbol, words
from extractors.citation.repairs import OCR_TYPES, digits, repair_group
from extractors.citation.symbols import kind_of, type_of
from extractors.text.folding import fold
from schemas.reference import ReferenceKind
from schemas.span import Repair

LOOKALIKES = "АВЕКМНОРСТХУІЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
UPPER = "A-ZĐƯƠÔÊÂĂ" + LOOKALIKES
# After a group: no letter, but raised footnote marks, and words glued to it when a space was lost (NĐ-CPngày).
_GROUP_END = r"(?![^\W_¹²³⁰⁴-⁹])|(?=ngày|của|về|và|năm|quy|ban)"
_GROUP = (
    rf"(?:(?:UBTV)?QH[ -]\d{{1,2}}(?!\d)|[{UPPER}][{UPPER}a-zđ0-9]{{0,24}}"
    rf"(?:[ \n]?&[ \n]?[{UPPER}][{UPPER}a-zđ]{{0,11}}){{0,2}}(?:{_GROUP_END}))"
)
# A hyphen at the end of a line may be printed again at the start of the next.
_SEPARATOR = r"(?:[ \n\f]{0,2}(?:-[ \n\f]{1,2}-|-)[ \n\f]{0,2}|[ \n\f]{0,4}/[ \n\f]{0,4})"
SYMBOL = rf"{_GROUP}(?:(?:{_SEPARATOR}|\.){_GROUP}){{0,11}}"
# The slash after a year may be lost or a space; five digits are a misprint that is kept as written.
_YEAR = (
    rf"(?P<year>\d{{4}}(?={_SEPARATOR}|[ ]?[A-ZĐ]{{2}})|(?:\d{{5}}|\d\d)(?={_SEPARATOR}))"
    rf"(?P<sep2>(?:{_SEPARATOR}|[ ])?)"
)
TAIL = (
    rf"(?P<sep>[ \n\f]{{0,4}}/[ \n\f]{{0,4}}|[ ]?-[ \n\f]{{0,2}}|\n-(?=[A-ZĐ][A-ZĐa-z]{{1,3}}/|CP(?!\w)))"
    rf"(?:{_YEAR})?(?P<symbol>{SYMBOL})"
)
NUMBER = re.compile(
    # The digit first and what may not stand before it behind: a search jumps from digit to digit. "số" may be glued.
    r"(?P<num>\d(?:(?<![\w/-].)|(?<=[ \n(][Ss]ố.))(?<!\d[.,].)(?<![A-Za-z0-9]\..)"
    rf"\d{{0,5}}(?:[a-zđ]{{0,3}}|[A-EĐ])){TAIL}"
)
_WHOLE = re.compile(rf"(?P<num>[\dlIiOo|]{{1,6}}(?:[a-zđ]{{0,3}}|[A-EĐ]))?{TAIL}")
# 82 TC/TCT, 60TC/TCT: the first separator is a space or missing (circulars before 1997).
_OLD_SYMBOL = rf"(?:{_GROUP}(?:{_SEPARATOR}{_GROUP}){{1,3}}|(?:{words('spaced_agency')})(?!\w))"
SPACED_TAIL = (
    rf"(?P<spaced>(?P<spaced_num>\d{{1,6}}(?:[a-z]|[A-C](?=[ ]))?)(?P<spaced_sep>[ ]?)"
    rf"(?P<spaced_year>)(?P<spaced_sep2>)(?P<spaced_symbol>{_OLD_SYMBOL}))"
)
_SPACED = re.compile(SPACED_TAIL.replace("spaced_", ""))
_PIECES = re.compile(rf"({_GROUP})({_SEPARATOR}|[ \n\f]{{0,2}}\.[ \n\f]{{0,2}})?")
_JOINT = frozenset(words("joint_type").split("|"))
_UNIT = re.compile(r"[A-ZĐ]\d{1,2}")
_LABEL = re.compile(r"^[^\w/]{0,4}(?:số|so)\b[ :.]{0,6}", re.IGNORECASE)
_BLANK = re.compile(r"^[ .…_\n-]{0,40}(?=[/-][ ]?(?:\d{4}/)?[A-ZĐ])")
_SINGLE_OLD = frozenset(words("hyphened_agency").split("|"))
_YEARS = range(1945, 2100)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One number. ``number`` is canonical, None where it is blank; ``symbol`` is what follows digits and year.

    ``type_code`` is of ``document_types.toml``, None for a công văn; ``year`` is the one written inside the number.
    """

    number: str | None
    symbol: str
    kind: ReferenceKind
    type_code: str | None = None
    year: int | None = None
    digits: str = ""
    repairs: tuple[Repair, ...] = ()
    length: int = 0
    """Characters of the match that belong to the number: what follows was not part of the symbol."""
    groups: int = 1
    """Groups of the symbol: a single one is a number only beside a label."""


def read_number(text: str) -> DocumentNumber | None:
    """Read a string that is one document number, with or without ``Số:``.

    Spaces, hyphens, look-alikes and blanks are repaired. Returns None for anything else. A blank
    number (``/BC-SNV``, ``Số: …/QĐ-UBND``) has ``number`` None.
    """
    folded = fold(text).text.strip(" \n*_")
    folded = _LABEL.sub("", folded).strip(" \n.;,:") if _LABEL.match(folded) else folded.strip(" \n;,:")
    blank = _BLANK.match(folded)
    if blank is not None:
        folded = folded[blank.end() :]
    match = _WHOLE.fullmatch(folded) or (None if blank else _SPACED.fullmatch(folded))
    if match is None or (match["num"] is None) != (blank is not None):
        return None
    found = assemble(match)
    return found if found is not None and found.length == len(folded) else None


def assemble(match: re.Match[str]) -> DocumentNumber | None:
    """Read a match of ``NUMBER``; None when its letters are no symbol (``12/Trung``)."""
    before = match["sep"].strip()
    symbol = _read_symbol(match["symbol"], before == "-")
    if symbol is None:
        return None
    number, repairs = _digits(match["num"])
    written_year = match["year"] or ""
    year = int(written_year) if written_year and int(written_year) in _YEARS else None
    separator = "-" if symbol.swapped else "/" if written_year else before
    middle = f"{written_year}/" if written_year else ""
    turned = symbol.swapped or not before
    kind = kind_of(symbol.text, year or (int(written_year) if len(written_year) == 5 else None), turned)
    code = type_of(symbol.text, turned)
    if match["sep2"] == " " and code is None and kind != "assembly":
        return None
    return DocumentNumber(
        number=f"{number}{separator}{middle}{symbol.text}" if match["num"] else None,
        symbol=symbol.text,
        kind=kind,
        type_code=code,
        year=year,
        digits=number,
        repairs=repairs + symbol.repairs,
        length=match.start("symbol") - match.start() + symbol.length,
        groups=symbol.groups,
    )


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A symbol as repaired; ``length`` characters of what was written and ``groups`` of it belong to it."""

    text: str
    swapped: bool
    length: int
    groups: int
    repairs: tuple[Repair, ...]


@lru_cache(maxsize=10_000)
def _read_symbol(raw: str, swapped: bool) -> _Symbol | None:
    """Read what follows the digits; every report cites the same few symbols over and over."""
    pieces, length = _symbol(raw, swapped)
    if not pieces:
        return None
    repairs: list[Repair] = []
    symbol = _join(pieces, swapped, repairs)
    if swapped and "/" not in symbol and symbol not in _SINGLE_OLD:
        symbol, swapped = _hyphenated(symbol, GROUPS.split(symbol)[0], repairs)
    return _Symbol(symbol, swapped, length, len(pieces), tuple(repairs))


GROUPS = re.compile(r"[-/.]")


def _digits(raw: str | None) -> tuple[str, tuple[Repair, ...]]:
    number = (raw or "").replace(".", "")
    if number and not number[0].isdigit():
        number = digits(number[0]) + number[1:]
    if len(number) > 1 and any(c in "lIiOo|" for c in number):
        number = digits(number)
    if number == (raw or ""):
        return number, ()
    return number, (Repair(before=raw or "", after=number, reason="ocr"),)


def _symbol(raw: str, swapped: bool) -> tuple[list[tuple[str, str]], int]:
    """Groups of the symbol with the separator before each, up to the first that is no group, and their length."""
    pieces: list[tuple[str, str]] = []
    separator, length = "", 0
    for piece in _PIECES.finditer(raw):
        group = piece[1].replace(" ", "").replace("\n", "").replace("-", "")
        if (
            piece.start() != length + len(separator)
            or not _is_group(group)
            or not _joins(pieces, separator, swapped, group)
        ):
            break
        pieces.append((separator.strip()[:1], group))
        length, separator = piece.end(1), piece[2] or ""
    return pieces, length


def _is_group(group: str) -> bool:
    upper = sum(c.isupper() for c in group)
    if _UNIT.fullmatch(group) is not None:
        return True
    if upper == len(group) or group in types_by_symbol() or group in known_groups() or group in OCR_TYPES:
        return True
    if len(group) in range(2, 5) and restore_type(group) is not None:
        return True
    lower = sum(c.islower() for c in group)
    return upper >= 2 and lower <= upper + 1


def _joins(pieces: list[tuple[str, str]], separator: str, swapped: bool, group: str) -> bool:
    """A separator with space on both sides joins only while no agency was read: it is also a dash of the sentence.

    Documents of several agencies go on with the next known one.
    """
    if not pieces or separator.strip() == separator or separator.strip() == "/" or separator.count("-") == 2:
        return True
    if pieces[0][1] in _JOINT and group in known_groups():
        return True
    one_sided = separator[0] == separator.strip() or separator[-1] == separator.strip()
    if one_sided and separator[0] not in "\n\f":
        return True
    return len(pieces) == 1 or (len(pieces) == 2 and swapped)


def _join(pieces: list[tuple[str, str]], swapped: bool, repairs: list[Repair]) -> str:
    symbol = ""
    for index, (separator, group) in enumerate(pieces):
        fixed, repair = repair_group(group, first=index == 0, swapped=swapped)
        if index == 0 and len(pieces) == 1:
            fixed, repair = _split_glued(fixed, repair)
        if repair is not None:
            repairs.append(repair)
        symbol += separator + fixed
    return symbol


def _split_glued(group: str, repair: Repair | None) -> tuple[str, Repair | None]:
    """``QĐUBND`` is a type and an agency whose hyphen was lost."""
    if group in known_groups() or group in types_by_symbol():
        return group, repair
    for length in range(min(4, len(group) - 2), 1, -1):
        head, tail = group[:length], group[length:]
        if head in types_by_symbol() and tail in known_groups() and head not in {"CT", "TC", "CĐ", "HĐ", "KH", "L"}:
            return f"{head}-{tail}", Repair(before=group, after=f"{head}-{tail}", reason="lost_hyphen")
    return group, repair


def _hyphenated(symbol: str, first: str, repairs: list[Repair]) -> tuple[str, bool]:
    """File-name spelling ``1982-QĐ-UBND``: the first separator was a slash; Party numbers have it second."""
    if first not in types_by_symbol() or "-" not in symbol:
        return symbol, True
    party = f"{first}/{symbol[len(first) + 1 :]}"
    if kind_of(party, None, True) == "party" and type_of(party, True) is not None:
        repairs.append(Repair(before=symbol, after=party, reason="separator"))
        return party, True
    repairs.append(Repair(before=f"-{symbol}", after=f"/{symbol}", reason="separator"))
    return symbol, False
