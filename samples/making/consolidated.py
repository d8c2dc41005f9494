"""What merging the samples of a year must give: who reported, totals with every contribution, conflicts."""

from __future__ import annotations

from typing import Any

from samples.making.draft import Draft

DEADLINE = "12-15"


def expectations(
    year: int, units: Any, drafts: dict[str, Draft], replaced: Draft | None, damaged: tuple[str, ...]
) -> dict[str, Any]:
    """Expected result of the merge of ``year``; bounded values make the total a bound, damaged files give nothing."""
    used = {code: draft for code, draft in drafts.items() if code not in damaged}
    if replaced:
        used["SYT"] = replaced
    return {
        "year": year,
        "expected_units": [unit.code for unit in units],
        "missing": [unit.code for unit in units if unit.code not in drafts],
        "unreadable": list(damaged),
        "late": [code for code, draft in used.items() if (draft.issued_on or "") > f"{year}-{DEADLINE}"],
        "superseded": {"SYT": {"kept": f"{replaced.number}/BC-SYT", "replaced": f"{drafts['SYT'].number}/BC-SYT"}}
        if replaced
        else {},
        "totals": _totals(used),
        "conflicts": _conflicts(used),
    }


def _totals(used: dict[str, Draft]) -> dict[str, Any]:
    totals: dict[str, Any] = {}
    for unit, draft in used.items():
        for row in draft.gold_indicators:
            if not row["code"]:
                continue
            total = totals.setdefault(row["code"], {"value": 0, "of": 0, "bound": "exact", "contributions": {}})
            total["value"] += row["value"]
            total["of"] += row.get("of", 0)
            if row["bound"] != "exact":
                # "more than 250" and "about 350" together are only about right.
                total["bound"] = row["bound"] if total["bound"] in ("exact", row["bound"]) else "about"
            total["contributions"][unit] = {"value": row["value"], "bound": row["bound"]}
    return dict(sorted(totals.items()))


def _conflicts(used: dict[str, Draft]) -> list[dict[str, Any]]:
    """Decisions for which two units state different single counts of procedures."""
    stated: dict[str, dict[str, int]] = {}
    for unit, draft in used.items():
        whole = [row for row in draft.gold_counts if row["reference"] and row["fields"]]
        for row in whole:
            stated.setdefault(row["reference"], {})[unit] = row["procedures"]
    return [
        {"reference": reference, "procedures": values}
        for reference, values in sorted(stated.items())
        if len(set(values.values())) > 1
    ]
