"""What a report says around a number of procedures: action, levels, fields, whole and part, announcing decision.

A *mention* is one number of procedures in folded text. Its left window runs from the mention before it (or the start of
its sentence), its right window up to the mention behind it (or the end of the sentence).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extractors.data import toml_rows
from extractors.quantity.level_words import level_places, level_words, within
from extractors.quantity.scan import Quantity
from schemas.procedure import Action, Level
from schemas.quantity import Bound, State

_NOUN_TAIL = re.compile(
    r"(?:,? (?:nhóm )?thủ tục hành chính)?(?: hành chính)?(?: \((?:TTHC|thủ tục hành chính)\))?(?: "
    r"(?P<internal>nội bộ))?",
    re.IGNORECASE,
)
_RIGHT_LIMIT = re.compile(r"[;:(]| (?:thuộc|về|của|theo|do|tại|trên|gồm)\b|\.\s|, (?=trong đó|đạt|chiếm|\d)")
_PART = re.compile(r"trong đó|cụ thể:|^[^;]{0,40}\b(?:bao )?gồm(?: có)?:? ?(?:cấp \w+:? ?)?$", re.IGNORECASE)
_BULLET = re.compile(r"[\s,;.()+*:-]*(?:và|cùng|với|có|cấp \w+:?|\d{1,2}[.)])?[\s:+-]*")
_NEXT_ITEM = re.compile(r"[.;]\s*[-+*]\s*$|\bthành $")
_SHORT_LEVELS = re.compile(
    r"(?:\(|cấp:? ?)((?:cấp )?(?:trung ương|tỉnh|huyện|xã)(?: ?(?:,|-|và|;) ?(?:cấp )?(?:tỉnh|huyện|xã)){1,3})",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r"[(,;]? ?(?:ở |tại )?cấp (?:tỉnh|huyện|xã|sở|bộ|trung ương):? ?(?:có |là |gồm )?$", re.IGNORECASE
)
_OWN_COMPETENCE = re.compile(r"thẩm quyền(?: giải quyết)? của (?:sở|ban|các sở)\b", re.IGNORECASE)
_LINK = re.compile(
    r"(?:gồm|có|là|với|tổng|số|được|bị|mới|ban hành|sửa đổi|bổ sung|thay thế|bãi bỏ|và|UBND|cấp|[:(,;\s-])*",
    re.IGNORECASE,
)
_FIELD_NAMES = re.compile(
    r"(?:trong |thuộc )?(?:các )?lĩnh vực:? (?!của|này|trên|quản lý của)([^;.()\n]{2,90}?)(?= thuộc| của"
    r"| được| thực hiện| trên| áp dụng| do |[;.()\n]|, |$)",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"(?: hành chính| nội bộ| cấp (?:tỉnh|huyện|xã|trung ương))*(?:,| và|, và) ", re.IGNORECASE)
_AND = re.compile(r"\bvà\s*$")
_SHORT: dict[str, Level] = {"trung ương": "ministry", "tỉnh": "province", "huyện": "district", "xã": "commune"}
_ORDER: tuple[Level, ...] = ("province", "district", "commune", "ministry", "internal")


@dataclass(slots=True)
class Mention:
    """One count under construction; offsets are folded."""

    start: int
    end: int
    value: int | None
    bound: Bound = "exact"
    state: State = "value"
    confidence: float = 1.0
    parenthesised: bool = False
    sentence: tuple[int, int] = (0, 0)
    left: tuple[int, int] = (0, 0)
    right: tuple[int, int] = (0, 0)
    action: Action | None = None
    action_end: int = 0
    levels: set[Level] = field(default_factory=set)
    fields: int | None = None
    field_names: tuple[str, ...] = ()
    whole: int | None = None


@cache
def _actions() -> tuple[tuple[Action, bool, re.Pattern[str]], ...]:
    rows = toml_rows("actions")
    return tuple(
        (row["action"], row.get("weak", False), re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in rows
    )


def describe(text: str, mentions: list[Mention], quantities: Iterable[Quantity]) -> None:
    """Fill in what the text says of each mention (they are in order and know their sentences)."""
    fields = [item for item in quantities if item.unit.kind == "field"]
    places = [item.start for item in fields]
    for index, mention in enumerate(mentions):
        before = mentions[index - 1] if index else None
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        _windows(text, mention, before, after)
        _whole(text, mentions, index)
        _action(text, mention, before, mentions)
        _near_levels(text, mention)
        _fields(text, mention, fields[bisect_left(places, mention.left[0]) : bisect_left(places, mention.right[1])])
    _outside_parentheses(text, mentions)
    _shared_actions(text, mentions)
    _far_levels(text, mentions)
    _parts_of_wholes(mentions)


def _windows(text: str, mention: Mention, before: Mention | None, after: Mention | None) -> None:
    first, last = mention.sentence
    if before is not None and before.sentence == mention.sentence:
        first = max(first, before.end, before.action_end)
    if after is not None and after.sentence == mention.sentence:
        last = min(last, after.start)
    mention.left, mention.right = (first, mention.start), (mention.end, max(last, mention.end))
    tail = _NOUN_TAIL.match(text, mention.end, mention.right[1])
    if tail is not None:
        if tail["internal"]:
            mention.levels.add("internal")
        mention.right = (tail.end(), mention.right[1])


def _whole(text: str, mentions: list[Mention], index: int) -> None:
    mention = mentions[index]
    if index == 0 or mentions[index - 1].sentence != mention.sentence:
        return
    before = mentions[index - 1]
    between = text[before.end : mention.start]
    opened = between.count("(") > between.count(")")
    whole = None
    if opened or _PART.search(between):
        whole = index - 1
    elif before.whole is not None and (
        text[mentions[before.whole].end : mention.start].count("(") == 0 or between.count(")") == 0
    ):
        whole = before.whole
    if whole is not None and _holds(mentions[whole].value, mention.value):
        mention.whole = whole


def _holds(whole: int | None, part: int | None) -> bool:
    return whole is not None and part is not None and part <= whole


def _action(text: str, mention: Mention, before: Mention | None, mentions: list[Mention]) -> None:
    own = _last_action(text[mention.start : mention.end], weak=False)
    if own is not None:
        mention.action = own
        return
    right = _right_action(text, mention)
    if right is not None:
        mention.action, mention.action_end = right
        return
    left = text[mention.left[0] : mention.left[1]]
    mention.action = _last_action(left, weak=False) or _last_action(left[-80:], weak=True)
    if mention.action is None and mention.whole is not None:
        mention.action = mentions[mention.whole].action
    if (
        mention.action is None
        and before is not None
        and before.sentence == mention.sentence
        and (_BULLET.fullmatch(left) or _NEXT_ITEM.search(left))
    ):
        mention.action = before.action
    if mention.action is None:
        mention.action = _lead_in(text, mention) or _heading_action(text, mention)


def _outside_parentheses(text: str, mentions: list[Mention]) -> None:
    """``34 TTHC (29 TTHC cấp tỉnh, 05 TTHC cấp xã) ban hành mới``: what stands behind the parts is the whole's."""
    for mention in mentions:
        if mention.whole is None or mention.action_end <= mention.end:
            continue
        whole = mentions[mention.whole]
        if whole.action in (None, "listed") and ")" in text[mention.end : mention.action_end]:
            whole.action = mention.action


def _shared_actions(text: str, mentions: list[Mention]) -> None:
    """``15 thủ tục cấp tỉnh, 04 thủ tục cấp xã được sửa đổi``: the participle behind the last count holds for both."""
    for index in range(len(mentions) - 2, -1, -1):
        mention, following = mentions[index], mentions[index + 1]
        if mention.action not in (None, "listed") or mention.sentence != following.sentence:
            continue
        said_behind = following.action_end > following.end and following.action not in (None, "listed")
        if said_behind and _COORDINATED.fullmatch(text, mention.end, following.start):
            mention.action, mention.action_end = following.action, following.action_end


def _right_action(text: str, mention: Mention) -> tuple[Action, int] | None:
    start, end = mention.right
    limit = _RIGHT_LIMIT.search(text, start, min(end, start + 120))
    last = limit.start() if limit else min(end, start + 120)
    found = [
        (match.start(), match.end(), action)
        for action, weak, pattern in _actions()
        if not weak
        for match in [pattern.search(text, start, last)]
        if match is not None
    ]
    for _begin, stop, action in sorted(found):
        # The verb right before the next number governs that one.
        if not re.fullmatch(r"\s*:?\s*(?:tổng số |được |thêm )?", text[stop:end]):
            return action, stop
        if end == mention.sentence[1]:
            return action, stop
    return None


def _last_action(left: str, weak: bool) -> Action | None:
    best: tuple[int, Action] | None = None
    clause = left[max(left.rfind(";"), left.rfind(". ")) + 1 :][-200:]
    for action, is_weak, pattern in _actions():
        if is_weak is weak:
            for match in pattern.finditer(clause):
                if best is None or match.end() > best[0]:
                    best = (match.end(), action)
    return best[1] if best else None


def _lead_in(text: str, mention: Mention) -> Action | None:
    """A list item takes the action of the line that leads it in (``1. Sửa đổi, bổ sung:``)."""
    begin = mention.sentence[0]
    if not re.match(r"[ ]*[-+*•]", text[begin : begin + 6]):
        return None
    for line in reversed(text[max(0, begin - 600) : begin].split("\n")[-8:]):
        stripped = line.strip()
        if stripped.endswith(":"):
            return _last_action(stripped, weak=False) or _last_action(stripped, weak=True)
        if stripped and stripped[0] not in "-+*•":
            return None
    return None


def _heading_action(text: str, mention: Mention) -> Action | None:
    line = text[mention.sentence[0] : mention.start]
    return (
        "listed"
        if mention.parenthesised
        and re.match(r"[\s\dIVX.)]*(?:TTHC|thủ tục hành chính|danh mục)\b", line, re.IGNORECASE)
        else None
    )


def _near_levels(text: str, mention: Mention) -> None:
    left = text[max(mention.left[0], mention.start - 90) : mention.start]
    right = text[mention.right[0] : mention.right[1]]
    right = _NEXT_LABEL.sub("", right[:140]) if mention.right[1] < mention.sentence[1] else right[:140]
    right_text = right[:80]
    short = _SHORT_LEVELS.search(right_text) or _SHORT_LEVELS.search(re.split(r"[.;]", left[-60:])[-1])
    if short is not None:
        mention.levels |= {level for name, level in _SHORT.items() if name in short[1].lower()}
        if short.string is right_text:
            mention.action_end = max(mention.action_end, mention.right[0] + short.end())
    for level, pattern in level_words(adjacent=True):
        match = pattern.search(right.split(";")[0].split("(")[0])
        if match is not None:
            mention.levels.add(level)
            mention.action_end = max(mention.action_end, mention.right[0] + match.end())
    left = left.removesuffix("(")
    clause = left[max(left.rfind(";"), left.rfind(","), left.rfind("(")) + 1 :]
    for level, pattern in level_words(adjacent=True):
        match = pattern.search(clause)
        if match is not None and _LINK.fullmatch(_without_levels(clause[match.end() :])):
            mention.levels.add(level)


def _without_levels(text: str) -> str:
    return re.sub(r"(?:tỉnh|huyện|xã)\b", "", text)


def _fields(text: str, mention: Mention, fields: list[Quantity]) -> None:
    behind = [item for item in fields if mention.end <= item.start < mention.right[1]]
    before = [item for item in fields if item.end <= mention.start <= item.end + 25]
    for item in behind[:1] or before[-1:]:
        mention.fields = int(item.value)
    names = _FIELD_NAMES.search(text, mention.right[0], mention.right[1])
    if names is not None:
        mention.field_names = (" ".join(names[1].split()),)


def _far_levels(text: str, mentions: list[Mention]) -> None:
    silent = [index for index, mention in enumerate(mentions) if not mention.levels - {"internal"}]
    windows = {index: _around(mentions[index]) for index in silent}
    places = level_places(text, [(head[0], tail[1]) for head, tail in windows.values()])
    for index, (head, tail) in windows.items():
        mention = mentions[index]
        mention.levels.update(level for level, spans in places if within(spans, tail) or within(spans, head))
        if index + 1 < len(mentions) and _shares(text, mention, mentions[index + 1]):
            mention.levels |= mentions[index + 1].levels - {"internal"}
    said: dict[int, set[Level]] = {}
    for mention in mentions:
        said.setdefault(mention.sentence[0], set()).update(mention.levels)
    for mention in mentions:
        _own_level(text, mention, said[mention.sentence[0]])


def _around(mention: Mention) -> tuple[tuple[int, int], tuple[int, int]]:
    head = (max(mention.left[0], mention.start - 300), mention.start)
    return head, (mention.end, max(mention.end, min(mention.sentence[1], mention.end + 600)))


def _shares(text: str, mention: Mention, following: Mention) -> bool:
    """``48 thủ tục về A và 10 thủ tục ở cấp tỉnh, cấp xã``: levels behind the last of two counts hold for both."""
    if following.sentence != mention.sentence or following.whole is not None:
        return False
    return len(following.levels - {"internal"}) > 1 and bool(_AND.search(text[mention.end : following.start][-6:]))


def _own_level(text: str, mention: Mention, said: set[Level]) -> None:
    """A sở's own procedures are the province's where the same sentence counts those of other levels apart."""
    context = text[max(mention.left[0], mention.start - 300) : min(mention.right[1], mention.end + 300)]
    if not mention.levels and said and "province" not in said and _OWN_COMPETENCE.search(context):
        mention.levels.add("province")


def _parts_of_wholes(mentions: list[Mention]) -> None:
    """A whole has the levels of its parts, unless it says its own and no part says any."""
    for mention in mentions:
        if mention.whole is not None:
            mentions[mention.whole].levels |= mention.levels


def ordered(levels: set[Level]) -> tuple[Level, ...]:
    """Levels in the order of the schema."""
    return tuple(level for level in _ORDER if level in levels)
