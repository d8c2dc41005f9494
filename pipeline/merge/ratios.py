"""Ratios over all units: numerators and denominators are added apart. Percentages alone are listed, never averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.merge import amounts
from pipeline.merge.amounts import Interval
from pipeline.merge.statements import Stated
from schemas.span import Evidence
from schemas.total import Amount, Contribution

_ALONE = "Chỉ có tỷ lệ phần trăm, không có tử số và mẫu số: không đưa vào tỷ lệ chung."
Pair = tuple[Interval, Interval, int, tuple[Evidence, ...]]


def ratio(
    said: Sequence[Contribution],
    own: Mapping[str, Sequence[Stated]],
    tops: Mapping[str, Contribution],
    bottoms: Mapping[str, Contribution],
) -> tuple[list[Contribution], Amount, str]:
    """Contributions, the ratio of all units, and a note.

    ``said`` are the percentages as stated, ``own`` the same places (they may carry "45/59"), ``tops`` and ``bottoms``
    what the units give for numerator and denominator.
    """
    pairs: dict[str, Pair] = {}
    for code, places in own.items():
        if (found := _from_fraction(places)) is not None:
            pairs[code] = found
    for code, top in tops.items():
        if (found := _from_parts(top, bottoms.get(code))) is not None:
            pairs[code] = found
    alone = {part.unit: part for part in reversed(said) if part.unit not in pairs}
    parts = [_contribution(code, pair) for code, pair in pairs.items()]
    parts += [part.model_copy(update={"state": "excluded", "reason": _ALONE}) for part in alone.values()]
    parts.sort(key=lambda part: part.unit or "")
    if not pairs:
        return parts, Amount(), "Không có đơn vị nào nêu đủ tử số và mẫu số."
    total = amounts.percentage(
        amounts.add(pairs[code][0] for code in sorted(pairs)), amounts.add(pairs[code][1] for code in sorted(pairs))
    )
    return parts, total, f"Không gồm {len(alone)} đơn vị chỉ báo cáo tỷ lệ phần trăm." if alone else ""


def _from_parts(top: Contribution, bottom: Contribution | None) -> Pair | None:
    above = amounts.of_amount(top.amount)
    if above is None:
        return None
    if bottom is not None and (below := amounts.of_amount(bottom.amount)) is not None:
        return above, below, top.report, (*top.evidence, *bottom.evidence)
    if top.denominator is not None and (below := amounts.interval(top.denominator)) is not None:
        return above, below, top.report, top.evidence
    return None


def _from_fraction(places: Sequence[Stated]) -> Pair | None:
    for place in places:
        fact = place.fact
        if fact.of is not None and fact.value is not None and fact.state == "value":
            above, below = amounts.interval(fact.value, None, fact.bound), amounts.interval(fact.of)
            if above is not None and below is not None:
                return above, below, place.report, fact.evidence
    return None


def _contribution(code: str, pair: Pair) -> Contribution:
    above, below, report, evidence = pair
    return Contribution(
        unit=code,
        report=report,
        amount=amounts.percentage(above, below),
        reason="Tính lại từ tử số và mẫu số.",
        numerator=amounts.plain(above.nominal),
        denominator=amounts.plain(below.nominal),
        evidence=evidence,
    )
