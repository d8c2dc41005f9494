"""The catalogue that extraction uses, as the base of every profile.

A profile's rows add to it or replace parts of it.
"""

from __future__ import annotations

from typing import Any

from extractors.data import toml_rows


def completed(indicators: dict[str, Any]) -> dict[str, Any]:
    """``indicators.toml`` as read, its rows completed from the catalogue, the catalogue's other rows added; catalogue
    order first.
    """
    own = indicators.get("indicator", [])
    if not isinstance(own, list) or not all(isinstance(row, dict) for row in own):
        return indicators
    groups = indicators.get("groups", {})
    base = {row["code"]: _from_catalogue(row) for row in toml_rows("indicators")}
    rows = {code: dict(row) for code, row in base.items()}
    extra = []
    seen: set[Any] = set()
    for row in own:
        code = row.get("code")
        if code in base and code not in seen:
            rows[code] |= row
        else:
            extra.append(dict(row))
        seen.add(code)
    every = [*rows.values(), *extra]
    for row in every:
        number = str(row.get("code", "")).partition(".")[0]
        if isinstance(groups, dict) and number in groups:
            row.setdefault("group", groups[number])
    return {**indicators, "indicator": every}


def _from_catalogue(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"],
        "unit": row["units"][0] if row["units"] else None,
        "over_units": row["aggregate"],
        "source": row["source"],
        "verified": row["verified"],
    }
