"""What is done to the procedures of a count: the words of ``actions.toml`` in, behind or before it."""

from __future__ import annotations

import re
from functools import cache

from extractors.data import toml_rows
from extractors.quantity.mentions import Mention
from schemas.procedure import Action

_RIGHT_LIMIT = re.compile(r"[;:(]| (?:thuộc|về|của|theo|do|tại|trên|gồm)\b|\.\s|, (?=trong đó|đạt|chiếm|\d)")
_RIGHT_REACH = 120
_LEFT_REACH = 200
_WEAK_REACH = 80
# The verb right before another number governs that one; behind a comma only a participle still speaks of this one.
_GOVERNS_NEXT = re.compile(r"\s*:?\s*(?:(?:tổng số|được|thêm|ít nhất|khoảng|hơn|gần|trên) )*\d")
_AND_ALSO = re.compile(r"(?:,| và| hoặc|,? ?[-/])+ ?")
# Right before a number its verb governs it: ``gộp 4 thủ tục sửa đổi giấy phép`` amends nothing.
_RIGHT_BEFORE = re.compile(r"\s*:?\s*(?:(?:tổng số|được|thêm|ít nhất) ?)*")
_OBJECT = re.compile(
    r" (?!(?:thuộc|về|của|theo|do|tại|trên|trong|gồm|và|hoặc|cấp|lĩnh vực|ở|là|để|từ|đợt|năm)\b)[^\W\d_]"
)
# What is left, or was before, has nothing done to it: ``vẫn còn 432 thủ tục``, ``trước đó là 508 TTHC``.
_LEFT_OVER = re.compile(
    r"(?:còn(?<!\wcòn)(?<!xuống còn)(?<!xuống chỉ còn)(?: lại| giữ)?(?: là| có)?"
    r"|trước (?:đó|đây|kia)(?: là| có)?|giữ nguyên)"
    r"(?: (?:hơn|gần|khoảng|tổng số))? $"
)
_REST = re.compile(r"(?: hành chính)? còn (?:lại|hiệu lực)\b")
_OF_ALL = re.compile(r"tr(?:ên|ong) tổng(?: số)?(?: là)? $")
_PARTICIPLE = re.compile(r"(?:được|bị|mới|cần|phải)(?: (?:đề nghị|đề xuất))? ?$|^(?:được|bị|mới) ")
_LISTED_BEHIND = re.compile(r" (?:đã |đang )?được (?:công bố|công khai|niêm yết)(?! mới)(?:,? công khai)?")
_TOTAL = re.compile(
    r"(?<!% )(?:tổng số|tổng cộng)(?: (?:tthc|thủ tục)(?:(?!trong (?:số )?đó)[^.;:\d]){0,100}|:? ?(?:là |có |gồm )?)$"
)
_BULLET = re.compile(r"[\s,;.()+*:-]*(?:và|cùng|với|có|cấp \w+:?|\d{1,2}[.)])?[\s:+-]*")
_NEXT_ITEM = re.compile(r"[.;]\s*[-+*]\s*$|\bthành $|\bxuống(?: chỉ)?(?: còn)? $")
# ``cắt giảm 81 TTHC trong lĩnh vực A; 41 TTHC trong lĩnh vực B``
_LISTED = re.compile(r"[^;()\d]{0,160}; ?(?:và )?(?:lĩnh vực [^,;:()\d]{2,80}?(?::| là| có)? )?")
# ``công bố 07 TTHC lĩnh vực đất đai, 05 TTHC lĩnh vực môi trường``
_ENUMERATED = re.compile(
    r"(?: hành chính| nội bộ| cấp \w+)*(?: (?:trong |thuộc )?(?:các )?lĩnh vực [^,;.:()\d]{2,80})?(?:,| và|, và) "
)
_COORDINATED = re.compile(r"(?: hành chính| nội bộ| cấp (?:tỉnh|huyện|xã|trung ương))*(?:,| và|, và) ")
_LIST_MARK = re.compile(r"[ ]*[-+*•]")
_HEADING = re.compile(r"[\s\divx.)]*(?:tthc|thủ tục hành chính|danh mục)\b")


@cache
def _actions(weak: bool) -> tuple[tuple[Action, re.Pattern[str]], ...]:
    """Actions and the patterns of their words, for lower-case text."""
    rows = [row for row in toml_rows("actions") if row.get("weak", False) is weak]
    return tuple((row["action"], re.compile("|".join(row["patterns"]))) for row in rows)


@cache
def _any_action(*weak: bool) -> re.Pattern[str]:
    """Any word of the actions that are not weak, or are, or of both: one search where mostly nothing is found."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for kind in weak for _, pattern in _actions(kind)))


def read_action(lower: str, mention: Mention, before: Mention | None, mentions: list[Mention]) -> None:
    """Set the action of ``mention``: of its own noun, behind it, before it, of its whole, of the item before, of the
    line that leads it in."""
    first = max(mention.left[0], mention.start - _LEFT_REACH)
    if _OF_ALL.search(lower, max(first, mention.start - 20), mention.start):
        mention.action = "total"
        return
    left_over = _REST.match(lower, mention.end)
    left_over = left_over or _LEFT_OVER.search(lower, max(first, mention.start - 40), mention.start)
    if left_over:
        first = mention.start
    if _any_action(False, True).search(lower, first, min(mention.right[1], mention.right[0] + _RIGHT_REACH)):
        _read_near(lower, mention, first)
    if left_over:
        return
    if mention.action is None and mention.whole is not None and mentions[mention.whole].action != "total":
        mention.action = mentions[mention.whole].action
    if (
        mention.action is None
        and before is not None
        and before.action != "total"
        and before.sentence == mention.sentence
        and _continues(lower, mention, before)
    ):
        mention.action = before.action
    if mention.action is None:
        mention.action = _lead_in(lower, mention) or _heading_action(lower, mention) or _total_action(lower, mention)


def _read_near(lower: str, mention: Mention, first: int) -> None:
    if _any_action(False).search(lower, mention.start, mention.end):
        mention.action = _last_action(lower, mention.start, mention.end)
    if mention.action is not None:
        return
    right = _right_action(lower, mention)
    if right is not None:
        mention.action, mention.action_end = right
        return
    start, end = first, mention.start
    mention.action = _last_action(lower, start, end) or _last_action(
        lower, max(start, end - _WEAK_REACH), end, weak=True
    )


def share_actions(lower: str, mentions: list[Mention]) -> None:
    """Give what stands behind parts to their whole, and the participle behind a list of counts to all of them."""
    _outside_parentheses(lower, mentions)
    for index in range(len(mentions) - 2, -1, -1):
        mention, following = mentions[index], mentions[index + 1]
        if mention.action not in (None, "listed") or mention.sentence != following.sentence:
            continue
        # ``15 thủ tục cấp tỉnh, 04 thủ tục cấp xã được sửa đổi``
        said_behind = following.action_end > following.end and following.action not in (None, "listed")
        if said_behind and _COORDINATED.fullmatch(lower, mention.end, following.start):
            mention.action, mention.action_end = following.action, following.action_end


def _outside_parentheses(lower: str, mentions: list[Mention]) -> None:
    """``34 TTHC (29 TTHC cấp tỉnh, 05 TTHC cấp xã) ban hành mới``: what stands behind the parts is the whole's."""
    for mention in mentions:
        if mention.whole is None or mention.action_end <= mention.end:
            continue
        whole = mentions[mention.whole]
        if whole.action in (None, "listed") and ")" in lower[mention.end : mention.action_end]:
            whole.action = mention.action


def _continues(lower: str, mention: Mention, before: Mention) -> bool:
    """Whether nothing but the mark of a list, or the field of the one before, stands between the two."""
    start, end = mention.left
    if _BULLET.fullmatch(lower, start, end) or _NEXT_ITEM.search(lower[start:end]):
        return True
    return before.action_end <= before.end and (
        _ENUMERATED.fullmatch(lower, before.end, end) is not None
        or (before.left[0] < before.start and _LISTED.fullmatch(lower, before.end, end) is not None)
    )


def _right_action(lower: str, mention: Mention) -> tuple[Action, int] | None:
    start, end = mention.right
    last = min(end, start + _RIGHT_REACH)
    limit = _RIGHT_LIMIT.search(lower, start, last)
    last = limit.start() if limit else last
    found: list[tuple[int, int, Action]] = []
    for action, pattern in _actions(weak=False) if _any_action(False).search(lower, start, last) else ():
        match = pattern.search(lower, start, last)
        if match is not None:
            found.append((match.start(), match.end(), action))
    listed = _LISTED_BEHIND.match(lower, start, last)
    if listed is not None:
        found.append((listed.start(), listed.end(), "listed"))
    governed = bool(found) and _governed(lower, mention)
    for begin, stop, action in sorted(found):
        if _governs_next(lower, stop) or (governed and _OBJECT.match(lower, stop)):
            continue
        if (
            "," not in lower[start:begin]
            or _PARTICIPLE.search(lower[max(start, begin - 20) : begin])
            or (_PARTICIPLE.match(lower, begin))
        ):
            return action, stop
    return None


def _governs_next(lower: str, stop: int) -> bool:
    """Whether the verb that ends at ``stop``, or one joined to it, stands right before a number."""
    while (joint := _AND_ALSO.match(lower, stop)) is not None:
        verb = _any_action(False, True).match(lower, joint.end())
        if verb is None or verb.end() == stop:
            break
        stop = verb.end()
    return _GOVERNS_NEXT.match(lower, stop) is not None


def _governed(lower: str, mention: Mention) -> bool:
    """Whether a verb stands right before the number."""
    start = max(mention.left[0], mention.start - 40)
    verbs = (pattern.finditer(lower, start, mention.start) for _, pattern in _actions(weak=False))
    ends = [match.end() for found in verbs for match in found]
    return bool(ends) and _RIGHT_BEFORE.fullmatch(lower, max(ends), mention.start) is not None


def _last_action(lower: str, start: int, end: int, weak: bool = False) -> Action | None:
    """The action whose words end last in the last clause of ``[start, end)``."""
    clause = lower[
        max(start, lower.rfind(";", start, end) + 1, lower.rfind(". ", start, end) + 1, end - _LEFT_REACH) : end
    ]
    reached, best = 0, None
    for action, pattern in _actions(weak):
        for match in pattern.finditer(clause):
            if match.end() > reached:
                reached, best = match.end(), action
    return best


def _lead_in(lower: str, mention: Mention) -> Action | None:
    """A list item takes the action of the line that leads it in (``1. Sửa đổi, bổ sung:``)."""
    begin = mention.sentence[0]
    if not _LIST_MARK.match(lower, begin, begin + 6):
        return None
    for line in reversed(lower[max(0, begin - 600) : begin].split("\n")[-8:]):
        stripped = line.strip()
        if stripped.endswith(":"):
            return _last_action(stripped, 0, len(stripped)) or _last_action(stripped, 0, len(stripped), weak=True)
        if stripped and stripped[0] not in "-+*•":
            return None
    return None


def _total_action(lower: str, mention: Mention) -> Action | None:
    """``Tổng số thủ tục hành chính của tỉnh là 1.945 thủ tục``."""
    start, end = mention.left
    return "total" if _TOTAL.search(lower[max(start, end - _LEFT_REACH) : end]) else None


def _heading_action(lower: str, mention: Mention) -> Action | None:
    """``Danh mục thủ tục hành chính (19 TTHC)``."""
    heading = mention.parenthesised and _HEADING.match(lower, mention.sentence[0], mention.start)
    return "listed" if heading else None
