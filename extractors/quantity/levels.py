"""The levels of government that a count of procedures is said of: beside it, in its sentence, of its parts."""

from __future__ import annotations

import re

from extractors.quantity.level_words import level_places, level_words, within
from extractors.quantity.mentions import Mention
from schemas.procedure import Level

_SHORT_LEVELS = re.compile(
    r"(?:\(|cấp:? ?)((?:cấp )?(?:trung ương|tỉnh|huyện|xã)(?: ?(?:,|-|và|;) ?(?:cấp )?(?:tỉnh|huyện|xã)){1,3})"
)
_NEXT_LABEL = re.compile(
    r"[(,;]? ?(?:ở |tại |cho )?(?:ubnd )?cấp (?:tỉnh|huyện|xã|sở|bộ|trung ương):? ?"
    r"(?:có |là |gồm |thực hiện |giải quyết )?$"
)
_OWN_COMPETENCE = re.compile(r"thẩm quyền(?: giải quyết)? của (?:sở|ban|các sở)\b")
_OWNER = re.compile(r"(?:thẩm quyền|quản lý|chức năng|giải quyết|nhiệm vụ) của ")
_LINK = re.compile(
    r"(?:gồm|có|là|với|tổng|số|được|bị|mới|ban hành|sửa đổi|bổ sung|thay thế|bãi bỏ|và|ubnd|cấp|thực hiện|giải quyết"
    r"|(?:thấp|cao|nhiều|ít|lớn|nhỏ) nhất|[:(,;\s-])*"
)
# ``cấp xã thấp nhất là 29 thủ tục, cao nhất là 249 thủ tục``
_OTHER_END = re.compile(r"(?: hành chính)?,?(?: và)? (?:thấp|cao|nhiều|ít|lớn|nhỏ) nhất (?:là |có |với )?")
# ``hai thủ tục bao gồm: thủ tục A của cấp tỉnh và thủ tục B của cấp huyện``
_ONE_BY_ONE = re.compile(r"gồm(?: có)?: ")
_LEVEL_NAME = re.compile(r"(?:tỉnh|huyện|xã)\b")
# One of a list of counts that each say what they are about.
_OWN_MATTER = re.compile(r" (?:trong|về|thuộc|liên quan)\b[^;\d]{8,}; ?$")
_SENTENCE = re.compile(r"[.\n] ?(?!\d)")
_CLAUSE = re.compile(r"[.;]")
_AND = re.compile(r"\bvà\s*$")
_REACH = 140
_LIST_REACH = 500
_SHORT: dict[str, Level] = {"trung ương": "ministry", "tỉnh": "province", "huyện": "district", "xã": "commune"}
_ORDER: tuple[Level, ...] = ("province", "district", "commune", "ministry", "internal")


def near_levels(lower: str, mention: Mention, before: Mention | None) -> None:
    """Add the levels named right beside ``mention``, or that the count ``before`` shares with it as the other end."""
    if before is not None and before.sentence == mention.sentence and _OTHER_END.fullmatch(lower, *mention.left):
        mention.levels |= before.levels - {"internal"}
    left = lower[max(mention.left[0], mention.start - 90) : mention.start]
    listed = _ONE_BY_ONE.search(lower, mention.right[0], min(mention.right[1], mention.right[0] + 70))
    reach = mention.right[0] + (_LIST_REACH if listed else _REACH)
    right = lower[mention.right[0] : min(mention.right[1], reach)]
    if mention.right[1] < mention.sentence[1]:
        right = _NEXT_LABEL.sub("", right)
    right = _SENTENCE.split(right, maxsplit=1)[0]
    right_text = right[:80]
    short = _SHORT_LEVELS.search(right_text) or _SHORT_LEVELS.search(_CLAUSE.split(left[-60:])[-1])
    if short is not None:
        mention.levels |= {level for name, level in _SHORT.items() if name in short[1]}
        if short.string is right_text:
            mention.action_end = max(mention.action_end, mention.right[0] + short.end())
    behind = right.split(";")[0].split("(")[0]
    left = left.removesuffix("(")
    clause = left[max(left.rfind(";"), left.rfind(","), left.rfind("(")) + 1 :]
    for level, pattern in level_words(adjacent=True):
        match = pattern.search(behind)
        if match is not None:
            mention.levels.add(level)
            mention.action_end = max(mention.action_end, mention.right[0] + match.end())
        match = pattern.search(clause)
        if match is not None and _LINK.fullmatch(_LEVEL_NAME.sub("", clause[match.end() :])):
            mention.levels.add(level)


def far_levels(lower: str, mentions: list[Mention]) -> None:
    """Add the levels that the sentence names for its counts that have none yet; parts give theirs to the whole."""
    silent = [index for index, mention in enumerate(mentions) if not mention.levels - {"internal"}]
    windows = {index: _around(lower, mentions[index]) for index in silent}
    places = level_places(lower, [(head[0], tail[1]) for head, tail in windows.values()])
    for index, (head, tail) in windows.items():
        mention = mentions[index]
        mention.levels.update(level for level, spans in places if within(spans, tail) or within(spans, head))
        if index + 1 < len(mentions) and _shares(lower, mention, mentions[index + 1]):
            mention.levels |= mentions[index + 1].levels - {"internal"}
    said: dict[int, set[Level]] = {}
    for mention in mentions:
        said.setdefault(mention.sentence[0], set()).update(mention.levels)
    for mention in mentions:
        _own_level(lower, mention, said[mention.sentence[0]])
        mention.own_levels = bool(mention.levels - {"internal"})
    _wholes_and_parts(lower, mentions)


def _wholes_and_parts(lower: str, mentions: list[Mention]) -> None:
    """A whole has the levels of its parts, unless one belongs to someone of no level; a part of what is all of one
    level has that level."""
    for mention in mentions:
        if mention.whole is not None and not mention.levels - {"internal"}:
            levels = mentions[mention.whole].levels - {"internal"}
            if len(levels) == 1 and mentions[mention.whole].own_levels:
                mention.levels |= levels
    parts: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.whole is not None:
            parts.setdefault(mention.whole, []).append(mention)
    for index in sorted(parts, reverse=True):
        if not any(_owned_elsewhere(lower, part) for part in parts[index]):
            mentions[index].levels.update(*(part.levels for part in parts[index]))


def _owned_elsewhere(lower: str, mention: Mention) -> bool:
    """``4 TTHC thuộc thẩm quyền của Cảng vụ hàng không``."""
    return not mention.levels and _OWNER.search(lower, mention.end, mention.right[1]) is not None


def _around(lower: str, mention: Mention) -> tuple[tuple[int, int], tuple[int, int]]:
    """What may name the level: the words before, and all behind up to the end of the sentence.

    A count that says itself whose procedures they are, or what they are about, takes no level from the end of the
    sentence.
    """
    head = (max(mention.left[0], mention.start - 300), mention.start)
    end = min(mention.sentence[1], mention.end + 600)
    if mention.right[1] < mention.sentence[1] and (
        _OWNER.search(lower, mention.end, mention.right[1]) or _OWN_MATTER.match(lower, *mention.right)
    ):
        end = mention.right[1]
    return head, (mention.end, max(mention.end, end))


def _shares(lower: str, mention: Mention, following: Mention) -> bool:
    """``48 thủ tục về A và 10 thủ tục ở cấp tỉnh, cấp xã``: levels behind the last of two counts hold for both."""
    if following.sentence != mention.sentence or following.whole is not None or not following.levels:
        return False
    if len(following.levels - {"internal"}) < 2:
        return False
    return _AND.search(lower[max(mention.end, following.start - 6) : following.start]) is not None


def _own_level(lower: str, mention: Mention, said: set[Level]) -> None:
    """A sở's own procedures are the province's where the same sentence counts those of other levels apart."""
    if mention.levels or not said or "province" in said:
        return
    context = lower[max(mention.left[0], mention.start - 300) : min(mention.right[1], mention.end + 300)]
    if _OWN_COMPETENCE.search(context):
        mention.levels.add("province")


def ordered(levels: set[Level]) -> tuple[Level, ...]:
    """Levels in the order of the schema."""
    return tuple(level for level in _ORDER if level in levels)
