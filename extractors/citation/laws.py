"""Citations of laws, codes, ordinances and the constitution by name, and names that stand beside a number."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractors.citation.context import context_after
from extractors.citation.describing import issued_on
from extractors.citation.labels import LAW_CODES, Labels, Noun
from extractors.citation.model import Citation
from extractors.citation.named import law_name
from extractors.citation.registry import words
from extractors.citation.relations import articles_before, relation_before
from extractors.citation.scanning import Hit

_TO_NUMBER = re.compile(r"[ \n]{0,2}(?:\(sửa đổi\)[ \n]{0,2})?[,(]?[ \n]{0,2}(?:luật )?(?:số|Số)?[ \n]?:?[ \n]{0,2}")
# "pháp luật", "KỶ LUẬT", a bill, a school or firm of law, a convention: before the noun these say that it names no law.
_NOT_A_LAW = re.compile(
    rf"(?:{words('law_preceded')}|(?<!\w)(?:{words('law_preceded_word')}))[ \n]$",
    re.IGNORECASE,
)


def find_laws(text: str, lowered: str, labels: Labels, hits: list[Hit]) -> tuple[list[Citation], dict[int, str]]:
    """Named citations, and titles of numbered ones by the start of their number (``Luật Nhà ở số 65/2014/QH13``)."""
    found: list[Citation] = []
    titles: dict[int, str] = {}
    starts = [hit.start for hit in hits]
    consumed = 0
    for noun in labels.nouns:
        if noun.code not in LAW_CODES or noun.start < consumed or (noun.capital is False and noun.code == "HP"):
            continue
        if not noun.capital and text.startswith("định", noun.start - 5):
            continue
        if _NOT_A_LAW.search(text, max(0, noun.start - 14), noun.start) is not None:
            continue
        name = law_name(text, noun)
        if name is None:
            continue
        consumed = name.end
        link = _TO_NUMBER.match(text, name.end)
        following = bisect_left(starts, link.end()) if link is not None else len(starts)
        if (
            link is not None
            and following < len(starts)
            and starts[following] == link.end()
            and hits[following].number.symbol
        ):
            titles[link.end()] = name.title
        else:
            found.append(_cited(text, lowered, noun, name.end, name.title, name.known))
    return found, titles


def _cited(text: str, lowered: str, noun: Noun, end: int, title: str, known: bool) -> Citation:
    after = context_after(text, end)
    value, derived = issued_on(after.date, after, None)
    return Citation(
        start=noun.start,
        end=end,
        kind="named",
        form="named",
        type_code=noun.code,
        title=title,
        issued_on=value,
        date_place=(after.date.start, after.date.end) if after.date and value else after.year_place,
        date_derived=derived,
        year=int(value[:4]) if value else None,
        relation=relation_before(lowered, noun.start),
        articles=articles_before(text, noun.start),
        confidence=1.0 if known or value else 0.9,
    )
