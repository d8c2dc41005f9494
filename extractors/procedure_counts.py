"""Counts of administrative procedures: ``59 thủ tục của 08 lĩnh vực``, ``TTHC mới: không phát sinh``.

A total and its parts are separate counts; a part points to its whole. Percentages of procedures are indicators, and
so are dossiers (``hồ sơ thủ tục hành chính``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.quantity.announcing import Announcing
from extractors.quantity.counts import describe
from extractors.quantity.evidence import Source
from extractors.quantity.levels import ordered
from extractors.quantity.lexicon import lexicon
from extractors.quantity.mentions import Mention, join_continued
from extractors.quantity.scan import Quantity
from extractors.quantity.sentences import Sentences
from extractors.quantity.shares import stated_percent
from extractors.text.numbers import parse_numeral
from schemas.procedure import ProcedureCount
from schemas.quantity import Bound

if TYPE_CHECKING:
    from spacy.tokens import Doc

REQUIRES: tuple[str, ...] = ("quantities", "sentences", "references")

_NOUNS = ("tthc", "hủ tục hành chính")
_STATED = re.compile(
    r"(?:tthc|hủ tục hành chính)(?P<what>[^\n.;:\d]{0,60})(?::| là:?) ?(?:(?P<value>\d{1,3}(?:\.\d{3})+"
    r"|\d{1,6})(?:/(?!(?:19|20)\d\d(?!\d))(?P<of>\d{1,3}(?:\.\d{3})+|\d{1,6}))?"
    r"(?=[ ]*(?:[;.,)\n]|\((?:đạt |chiếm )?[\d.,]+ ?%|$))(?![.,/-]\d)"
    r"|(?P<none>không(?: phát sinh| có)?)(?=[ ]*(?:[;.,\n]|$)))"
)
_VALUE = r"(?P<value>\d{1,3}(?:\.\d{3})+|\d{1,5})(?=[ ]?(?:[,.](?!\d)|[;)]|và\b|$))"
_BARE = re.compile(
    r"(?:ban hành mới|mới ban hành|s[ửừữứ]a đ[ổốỗồô]i,? b[ổốỗồô] sung|sửa đổi|thay thế|bãi bỏ|công bố mới"
    r"|cắt giảm|đơn giản hóa|đơn giản hoá"
    r"|cấp (?:tỉnh|huyện|xã|sở|bộ|trung ương)|lĩnh vực [^,;.:()\d]{2,60} (?=là|có))(?::| ?là| ?có)?[ ]"
    rf"(?P<stated>(?:(?P<bound>hơn|gần|khoảng|trên)[ ])?{_VALUE})"
)
_BEFORE_ACTION = re.compile(
    r"(?:,| và) (?P<value>\d{1,4})(?= (?:được |bị )?(?:sửa đổi|thay thế|bãi bỏ|ban hành mới|mới ban hành)(?!\w))"
)
_NOT_ARISING = re.compile(r"không phát sinh (?:(?:các|số) )?(?:tthc|thủ tục(?: hành chính)?)\b(?! (?:hồ sơ|trên|tại))")
# ``thủ tục hành chính gồm: 1. Cấp giấy phép``: the number is the label of a list item.
_LIST_FOLLOWS = re.compile(r"(?:gồm|sau|cụ thể|sau đây)\s?$")


def extract(doc: Doc) -> tuple[ProcedureCount, ...]:
    """Every count of procedures in the running text, in reading order."""
    source = Source(doc)
    quantities: tuple[Quantity, ...] = doc._.quantities
    sentences: Sentences = doc._.sentences
    mentions = [
        _mention(source.lower, sentences, item)
        for item in quantities
        if item.unit.kind == "procedure" and isinstance(item.value, int)
    ]
    mentions += _stated(source.lower, sentences)
    mentions += _not_arising(source.lower, sentences)
    mentions += _bare(source.lower, list(mentions))
    mentions = _distinct(mentions)
    if not mentions:
        return ()
    join_continued(source.lower, mentions)
    describe(source.text, source.lower, mentions, quantities)
    announcing = Announcing(doc, source)
    return tuple(_count(source, announcing, mention) for mention in mentions)


def _mention(lower: str, sentences: Sentences, item: Quantity) -> Mention:
    value = int(item.value)
    return Mention(
        item.start,
        item.end,
        value,
        of=item.of if isinstance(item.of, int) else None,
        percent=stated_percent(lower, item.end, ratio=item.of is not None),
        bound=item.bound,
        state="zero" if value == 0 else "value",
        confidence=item.confidence,
        parenthesised=item.parenthesised,
        sentence=sentences.at(item.start, item.end),
    )


def _stated(lower: str, sentences: Sentences) -> Iterator[Mention]:
    """``TTHC: 59`` and ``TTHC mới: không phát sinh``."""
    for match in _tried(lower):
        if _LIST_FOLLOWS.search(match["what"]) is not None:
            continue
        sentence = sentences.at(match.start(), match.end())
        if match["none"] is None:
            numeral = parse_numeral(match["value"])
            if numeral is not None:
                yield Mention(
                    *match.span(),
                    int(numeral.value),
                    of=_whole_of(match["of"], numeral.value),
                    percent=stated_percent(lower, match.end(), ratio=match["of"] is not None),
                    state="zero" if numeral.value == 0 else "value",
                    sentence=sentence,
                )
        elif "phát sinh" in match["none"]:
            yield Mention(*match.span(), None, state="not_arising", sentence=sentence)
        else:
            yield Mention(*match.span(), 0, state="zero", sentence=sentence)


def _not_arising(lower: str, sentences: Sentences) -> Iterator[Mention]:
    """``Trong kỳ không phát sinh TTHC mới ban hành``."""
    for place in _occurrences(lower, "phát sinh"):
        match = _NOT_ARISING.match(lower, max(0, lower.rfind("không", max(0, place - 10), place)))
        if match is not None:
            yield Mention(*match.span(), None, state="not_arising", sentence=sentences.at(*match.span()))


def _tried(lower: str) -> Iterator[re.Match[str]]:
    """Matches of the statement where its noun stands: two plain searches are faster than one for either noun."""
    places = sorted(place for noun in _NOUNS for place in _occurrences(lower, noun))
    reached = 0
    for place in places:
        match = _STATED.match(lower, place) if place >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _occurrences(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _bare(lower: str, mentions: list[Mention]) -> Iterator[Mention]:
    """``ban hành mới 08 thủ tục, sửa đổi bổ sung 01 và bãi bỏ 02``: numbers that share the noun of another one."""
    for begin, end in sorted({mention.sentence for mention in mentions}):
        for match in _BARE.finditer(lower, begin, end):
            bound = lexicon().before[match["bound"]] if match["bound"] else "exact"
            yield _numbered(match, match.span("stated"), (begin, end), bound)
        for match in _BEFORE_ACTION.finditer(lower, begin, end):
            yield _numbered(match, match.span("value"), (begin, end))


def _numbered(
    match: re.Match[str], span: tuple[int, int], sentence: tuple[int, int], bound: Bound = "exact"
) -> Mention:
    return Mention(*span, int(match["value"].replace(".", "")), bound=bound, confidence=0.9, sentence=sentence)


def _whole_of(written: str | None, part: float) -> int | None:
    """The number that ``part`` is taken of (``153/178``), None where none is written or it is smaller."""
    numeral = parse_numeral(written) if written else None
    return int(numeral.value) if numeral is not None and numeral.value >= part else None


def _distinct(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.start, -item.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _count(source: Source, announcing: Announcing, mention: Mention) -> ProcedureCount:
    return ProcedureCount(
        procedures=mention.value,
        of=mention.of,
        percent=mention.percent,
        fields=mention.fields,
        field_names=mention.field_names,
        reference=announcing.number_for(mention),
        levels=ordered(mention.levels),
        action=mention.action,
        bound=mention.bound,
        state=mention.state,
        part_of=mention.whole,
        confidence=mention.confidence,
        evidence=(source.evidence(mention.start, mention.end),),
    )
