"""What both writers put around the body: letterhead lines, place and date, Nơi nhận and signature."""

from __future__ import annotations

from typing import Any

from samples.making.draft import Draft

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
Line = tuple[str, dict[str, Any]]


def head_lines(draft: Draft) -> list[Line]:
    """Left column of the letterhead: the parent agency upright, the agency bold."""
    lines: list[Line] = [(draft.parent, {})] if draft.parent else []
    return lines + [(line, {"bold": True}) for line in (draft.agency or "").split("\n")]


def place_date(draft: Draft) -> str:
    """``Minh Họa, ngày 05 tháng 12 năm 2024``; a blank day for a draft without a date."""
    if not draft.issued_on:
        return f"{draft.place}, ngày      tháng 12 năm {draft.year}"
    year, month, day = draft.issued_on.split("-")
    return f"{draft.place}, ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"


def closing_lines(draft: Draft) -> tuple[list[Line], list[Line]]:
    """Nơi nhận on the left, the signature on the right."""
    left: list[Line] = [("Nơi nhận:", {"bold": True, "italic": True, "size": 12, "align": "left"})]
    last = len(draft.recipients) - 1
    for index, name in enumerate(draft.recipients):
        left.append((f"- {name}{'.' if index == last else ';'}", {"size": 11, "align": "left"}))
    right: list[Line] = [(draft.authority, {"bold": True, "size": 14})] if draft.authority else []
    right.append((draft.position or "", {"bold": True, "size": 14}))
    right += [("", {})] * 3 + [(draft.signer or "", {"bold": True, "size": 14})]
    return left, right
