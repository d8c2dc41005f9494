"""Find the numbers of documents in a text, with the label of each and the members of lists that share a symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from extractors.citation.grammar import LOOKALIKES, NUMBER, SPACED_TAIL, TAIL, DocumentNumber, assemble
from extractors.citation.labels import LAW_CODES, Labels, Noun
from extractors.citation.registry import document_kinds, known_groups, words
from extractors.citation.symbols import GROUP_SEPARATOR
from extractors.citation.traps import is_foreign_symbol, is_trap

Form = Literal["full", "list", "bare"]
_CONNECTOR = re.compile(
    r"[ \n]{0,2}[\"”*¹²³⁰⁴-⁹]{0,2}(?:[ \n,(]{1,3}(?:ký[ \n]|ban hành[ \n])?ngày[ \n][^,;()\n]{3,24}\)?)?[ \n]{0,2}"
    r"(?:[,;]|và|hoặc|&|-|đến|[,;][ \n]?và)[ \n]{0,2}(?:các[ \n])?(?:số[ \n]?:?[ \n]?)?"
)
_TIGHT = re.compile(r"[^\d]{1,20}")
_LEFT_MEMBERS = re.compile(
    r"(?:(?:[Ss]ố|SỐ)[ \n]?:?[ \n]{0,2}|(?P<bare>[a-zđỉịáôư][ \n])|[A-ZĐ]\d{0,2}[,;][ \n](?=\d{1,6}/(?:19|20)))"
    r"(?P<members>(?:\d{1,6}[a-z]?(?:/(?:19|20)\d\d)?[ \n]?(?:,|;|và|&|đến|đến số)[ \n]?(?:số[ \n]?)?){1,20})$"
)
_MEMBER = re.compile(r"(\d{1,6}[a-z]?)(/(?:19|20)\d\d)?")
_MAY_BE_LIST = re.compile(r"(?:[,;&àn]|(?:[,;&]|và|đến)[ \n]?số(?=[ \n]))[ \n]?$")
_AFTER_LABEL = re.compile(
    r"(?=[ \n]{0,2}(?:[\dlIiOo]|\(?[Ss][ốỐoôổ]))"
    r"[ \n]{0,2}(?P<numero>\(?(?:số|Số|SỐ|so|sô|sổ)[ \n]?[:.]?[ \n]{0,2})?(?:"
    rf"(?P<loose>(?P<num>(?:\d{{1,3}}\.\d{{3}}|[\dlIiOo][\dlIiOo|]{{0,5}})[a-z]?){TAIL})"
    rf"|{SPACED_TAIL}"
    r"|(?P<lower>\d{1,6}/(?:\d{4}/)?[a-zđ]{1,5}-[a-zđ]{2,6}(?:-[a-zđ]{1,6})?)(?!\w)"
    r"|(?P<digits>\d{1,6}[a-zđ]?)(?:/(?P<inner>(?:19|20)\d\d))?(?![\w/]|[.,:-]\d|-[A-ZĐ]))"
)
# Types that are cited by digits alone: after "số", and without it ("Nghị quyết 18", "Thông tư 54/2017", "Đề án 06").
_BARE_CODES = frozenset(words("bare_type").split("|"))
_SHORT_CODES = frozenset(words("short_type").split("|"))
# What may not stand before the first letter is looked at behind it: a search jumps from capital to capital.
_SHORT_NOUN = "|".join(rf"{code[0]}(?<![\w/-]{code[0]}){code[1:]}" for code in words("short_label").split("|"))
_SHORT_LABEL = re.compile(
    rf"(?P<code>{_SHORT_NOUN})[ \n](?:số[ ]?:?[ ]?)?(?P<digits>\d{{1,4}}[a-z]?)(?:/(?P<inner>(?:19|20)\d\d))?"
    r"(?![\w/]|[.,:-]\d|-[A-ZĐ])"
)
# Agencies that make up a whole symbol (62/CP), those of them that mean nothing else, and types that stand last.
_ALONE = frozenset(words("spaced_agency").split("|"))
_UNMISTAKABLE = frozenset(words("unmistakable_agency").split("|"))
_TURNED = frozenset(words("turned_type").split("|"))
_ALWAYS_CODES = frozenset(words("always_type").split("|"))
_YEAR_CODES = frozenset(words("year_type").split("|"))
_AFTER_BARE = re.compile(rf"[ \n]?(?:$|[,;.:)\"”\n(]|(?:{words('bare_next')})(?!\w))")
_NOT_BARE = re.compile(
    rf"[ \n](?:năm(?![ \n](?:19|20)\d\d(?![ ]?[-–]))|ngày(?![ \n]\d)|%|(?:{words('bare_counted')})(?!\w))"
)
_SAY_DATED = re.compile(r"[ \n,(]{1,3}(?:ký[ \n])?ngày[ \n]")
_LETTER_HEAD = re.compile(rf"^(?:{words('letter_head')}|S[A-ZĐ]|B[A-ZĐ]|[{LOOKALIKES}])")


@dataclass(frozen=True, slots=True)
class Hit:
    """A number in the text. Hits with the same ``chain`` stand in one list, ``tight`` ones without a date between."""

    start: int
    end: int
    number: DocumentNumber
    noun: Noun | None
    form: Form
    chain: int
    tight: bool = False


def find_numbers(text: str, low: str, labels: Labels) -> list[Hit]:
    """All numbers of documents in folded ``text``, whose lower-case copy is ``low``, in order."""
    hits: list[Hit] = []
    vetoed = -1
    for match in NUMBER.finditer(text):
        number = assemble(match)
        if number is None or is_foreign_symbol(number.symbol):
            continue
        start, end = match.start(), match.start() + number.length
        direct = labels.direct(start)
        previous = hits[-1] if hits else None
        chained = previous is not None and _chained(text, previous.end, start)
        if is_trap(text, low, start, match["num"], match["sep2"] == " ") or (
            direct is None and vetoed >= 0 and _chained(text, vetoed, start)
        ):
            vetoed = end
            continue
        noun = direct or (previous.noun if chained and previous else None) or labels.loose(start)
        if not _acceptable(text, number, noun, chained or labels.has_numero(start), end):
            continue
        chain = previous.chain if chained and previous and direct is None else start
        members = _left_members(text, start, number, noun, chain)
        hits += members
        tight = bool(members) or (
            chain != start and previous is not None and _TIGHT.fullmatch(text, previous.end, start) is not None
        )
        hits.append(Hit(start, end, number, noun, "list" if chain != start or members else "full", chain, tight))
    return _with_labelled(text, labels, hits)


def _chained(text: str, end: int, start: int) -> bool:
    return start - end <= 48 and _CONNECTOR.fullmatch(text, end, start) is not None


def _acceptable(text: str, number: DocumentNumber, noun: Noun | None, numero: bool, end: int) -> bool:
    if number.type_code in {"SY", "TrS", "SL"} and (noun is None or noun.code != "SắcL"):
        return False
    first = GROUP_SEPARATOR.split(number.symbol)[0]
    if number.kind == "assembly":
        return number.groups > 1 or number.year is not None
    if noun is not None or number.groups == 1:
        return noun is not None or (numero and first in _ALONE) or first in _UNMISTAKABLE
    if number.type_code is not None:
        return numero or number.kind in {"normative", "individual", "joint", "consolidated", "party"}
    known = first in known_groups() or _LETTER_HEAD.match(first) is not None
    known = known or GROUP_SEPARATOR.split(number.symbol)[-1] in _TURNED
    known = known or (numero and any(group in known_groups() for group in GROUP_SEPARATOR.split(number.symbol)))
    return known or (numero and _SAY_DATED.match(text, end) is not None)


def _left_members(text: str, start: int, number: DocumentNumber, noun: Noun | None, chain: int) -> list[Hit]:
    """Numbers before the last one of ``số 1982, 1984/QĐ-UBND``, which share its symbol."""
    if _MAY_BE_LIST.search(text, max(0, start - 8), start) is None:
        return []
    found = _LEFT_MEMBERS.search(text, max(0, start - 160), start)
    if found is None or (found["bare"] and noun is None):
        return []
    hits: list[Hit] = []
    for member in _MEMBER.finditer(text, found.start("members"), found.end("members")):
        if member[2] is None or (number.year is not None and number.kind != "individual"):
            canonical = f"{member[1]}{member[2] or ''}{(number.number or '')[len(number.digits) :]}"
            if member[2]:
                canonical = f"{member[1]}{member[2]}/{number.symbol}"
            year = int(member[2][1:]) if member[2] else number.year
            sibling = replace(number, number=canonical, digits=member[1], year=year, repairs=())
            hits.append(Hit(member.start(), member.end(), sibling, noun, "list", chain, tight=bool(hits)))
    return hits


def _with_labelled(text: str, labels: Labels, hits: list[Hit]) -> list[Hit]:
    """Add what only a label makes a number: OCR slips, spaced old forms, lower case, bare digits."""
    taken = sorted((hit.start, hit.end) for hit in hits)
    added: list[Hit] = []
    index = 0
    for noun in labels.nouns:
        match = _AFTER_LABEL.match(text, noun.end)
        if match is None:
            continue
        start = (
            match.end("numero") if match["numero"] else match.start() + len(match.group()) - len(match.group().lstrip())
        )
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] <= start:
            continue
        hit = _labelled(text, noun, match, start)
        if hit is not None:
            added.append(hit)
    starts = {start for start, _ in taken}
    added += [hit for hit in _abbreviated(text) if hit.start not in starts]
    return sorted(hits + added, key=lambda hit: hit.start) if added else hits


def _abbreviated(text: str) -> list[Hit]:
    """Digits and year after an abbreviated noun: ``TT 03/2021``, ``NĐ 61``."""
    found = []
    for match in _SHORT_LABEL.finditer(text):
        year = int(match["inner"]) if match["inner"] else None
        if year is None and match["code"] not in _ALWAYS_CODES:
            continue
        kind = document_kinds()[match["code"]]
        noun = Noun(match.start(), match.end("code"), kind, True)
        shown = f"{match['digits']}/{year}" if year else match["digits"]
        number = DocumentNumber(shown, "", "partial", kind.code, year, match["digits"], length=len(shown))
        found.append(Hit(match.start("digits"), match.end(), number, noun, "bare", match.start("digits")))
    return found


def _labelled(text: str, noun: Noun, match: re.Match[str], start: int) -> Hit | None:
    if match["digits"] is not None:
        return _bare(text, noun, match, start)
    if match["lower"] is not None:
        again = NUMBER.match(match["lower"].upper())
        number = assemble(again) if again else None
        number = replace(number, length=len(match["lower"])) if number else None
    elif match["spaced"] is not None:
        number = _again(_SPACED_AGAIN, text, start)
    else:
        number = _again(_LOOSE_AGAIN, text, start)
    if number is None or is_foreign_symbol(number.symbol):
        return None
    if number.groups == 1 and number.kind != "assembly" and match["loose"] is None and number.symbol not in _ALONE:
        return None
    return Hit(start, start + number.length, number, noun, "full", start)


_SPACED_AGAIN = re.compile(SPACED_TAIL.replace("(?P<spaced>", "(?:").replace("spaced_", ""))
_LOOSE_AGAIN = re.compile(rf"(?P<num>(?:\d{{1,3}}\.\d{{3}}|[\dlIiOo][\dlIiOo|]{{0,5}})[a-z]?){TAIL}")


def _bare(text: str, noun: Noun, match: re.Match[str], start: int) -> Hit | None:
    raw = match["digits"]
    code = noun.code
    if (code in LAW_CODES and match["inner"] is None) or _NOT_BARE.match(text, match.end()) is not None:
        return None
    year = int(match["inner"]) if match["inner"] else None
    if match["numero"] is None:
        if not _called(text, noun, match):
            return None
    elif (code not in (_YEAR_CODES if year else _BARE_CODES) and code is not None) or (
        code is None and _SAY_DATED.match(text, match.end()) is None
    ):
        return None
    shown = f"{raw}/{year}" if year else raw
    number = DocumentNumber(shown, "", "partial", code, year, raw, length=len(shown))
    return Hit(start, match.end(), number, noun, "bare", start)


def _called(text: str, noun: Noun, match: re.Match[str]) -> bool:
    """Whether digits directly after a noun, without ``số``, are what a document is called by."""
    if match["inner"] is not None:
        return noun.code in _YEAR_CODES
    raw = match["digits"]
    if noun.code not in _SHORT_CODES or not noun.capital or (raw[:2] in {"19", "20"} and len(raw) == 4):
        return False
    return noun.code in _ALWAYS_CODES or _AFTER_BARE.match(text, match.end()) is not None


def _again(pattern: re.Pattern[str], text: str, start: int) -> DocumentNumber | None:
    match = pattern.match(text, start)
    return assemble(match) if match is not None else None
