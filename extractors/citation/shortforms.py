"""Short forms: ``Quyết định nêu trên``, ``(sau đây gọi là Kế hoạch tuyên truyền)``.

A short form is resolved to exactly one antecedent or not at all. An unresolved document noun of the same type in
between is a barrier; a list of several documents right before is ambiguous; plural forms are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache

from extractors.citation.labels import Noun
from extractors.citation.merging import Group
from extractors.citation.model import Citation
from extractors.data import toml_rows

_REACH = 2_000
_LIST_GAP = 60
# Each alias is looked for in the rest of the text.
_MAX_ALIASES = 100


@cache
def _pattern(code: str) -> re.Pattern[str]:
    row = next(row for row in toml_rows("short_forms") if row["code"] == code)
    return re.compile("|".join(row["patterns"]), re.IGNORECASE if code in {"draft", "plural"} else 0)


def resolve_short_forms(text: str, nouns: tuple[Noun, ...], groups: list[Group], taken: set[int]) -> None:
    """Add short forms as mentions to the groups they stand for; ``taken`` are the starts of nouns that are labels."""
    places = sorted(
        ((citation, group) for group in groups for citation in group.citations), key=lambda place: place[0].start
    )
    if not places:
        return
    starts = [citation.start for citation, _ in places]
    barriers: dict[str | None, int] = {}
    for noun in nouns:
        if noun.start in taken or _pattern("self").match(text, noun.end):
            continue
        above = _pattern("above").match(text, noun.end)
        if above is None:
            if noun.capital:
                barriers[noun.code] = noun.start
            continue
        vague = noun.kind is None and above.group().strip() in {"trên", "đó", "trên đây"}
        if vague or _pattern("draft").search(text, max(0, noun.start - 10), noun.start) is not None:
            continue
        if _pattern("plural").search(text, max(0, noun.start - 8), noun.start) is None:
            found = _antecedent(noun, places, bisect_right(starts, noun.start - 1), barriers)
            if found is not None:
                found.add(_mention(found, noun.start, above.end()))
    _resolve_aliases(text, nouns, places, starts)


def _mention(group: Group, start: int, end: int) -> Citation:
    head = group.head
    return replace(
        head, start=start, end=end, form="short", relation=None, articles=(), repairs=(), confidence=0.7,
        issued_on=None, date_place=None, issuer=None, subject=None, label=None, conflict=False,
    )  # fmt: skip


def _antecedent(
    noun: Noun, places: list[tuple[Citation, Group]], count: int, barriers: dict[str | None, int]
) -> Group | None:
    """The group among the first ``count`` citations that ``noun`` stands for."""
    for index in range(count - 1, -1, -1):
        citation, group = places[index]
        if noun.start - citation.end > _REACH:
            return None
        if noun.code is not None and citation.type_code != noun.code:
            continue
        if barriers.get(noun.code, -1) > citation.end:
            return None
        beside = places[index - 1] if index else None
        several = beside is not None and beside[1] is not group and citation.start - beside[0].end <= _LIST_GAP
        same_kind = beside is not None and (noun.code is None or beside[0].type_code == noun.code)
        return None if several and same_kind else group
    return None


def _resolve_aliases(
    text: str, nouns: tuple[Noun, ...], places: list[tuple[Citation, Group]], starts: list[int]
) -> None:
    known = {(noun.start): noun for noun in nouns if noun.capital}
    seen: set[str] = set()
    for match in _pattern("called").finditer(text):
        alias = match["alias"].strip()
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.start("alias") not in known or " " not in alias or any(c.isdigit() for c in alias):
            continue
        if alias.lower() == text[known[match.start("alias")].start : known[match.start("alias")].end].lower():
            continue
        citation, group = places[index]
        if match.start() - citation.end > 400 or alias in seen or len(seen) >= _MAX_ALIASES:
            continue
        seen.add(alias)
        for found in re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)").finditer(text, match.end()):
            group.add(_mention(group, *found.span()))
