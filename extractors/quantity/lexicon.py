"""Word lists of the number grammar, from ``extractors/data``: units, bounds and the words around digits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractors.data import toml_rows
from extractors.text.folding import search_key
from schemas.quantity import Bound


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``units`` maps a lower-case noun to its kind, ``joined`` to the groups it may be
    listed with; ``keys`` gives nouns of several syllables by their letters without marks (for scans)."""

    units: dict[str, str]
    keys: dict[str, str]
    joined: dict[str, frozenset[int]]
    before: dict[str, Bound]
    after: dict[str, Bound]
    label: frozenset[str]
    soft_label: frozenset[str]
    exempt: frozenset[str]
    no_noun: frozenset[str]
    copula: frozenset[str]
    delta: frozenset[str]


def _words(rows: tuple[dict[str, Any], ...], role: str) -> frozenset[str]:
    return frozenset(word for row in rows if row["role"] == role for word in row["words"])


def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, frozenset[int]] = {}
    for number, row in enumerate(toml_rows("units")):
        if row["kind"] == "joined":
            for noun in row["nouns"]:
                groups[noun] = groups.get(noun, frozenset()) | {number}
    return groups


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    units = {noun: str(row["kind"]) for row in reversed(toml_rows("units")) for noun in row["nouns"]}
    classifiers = {noun for row in toml_rows("units") if row["kind"] == "classifier" for noun in row["nouns"]}
    bounds = toml_rows("bounds")
    context = toml_rows("number_context")
    return Lexicon(
        units=units | dict.fromkeys(classifiers, "classifier"),
        keys={search_key(noun): noun for noun in units if " " in noun},
        joined=_groups(),
        before={word: cast(Bound, row["bound"]) for row in bounds for word in row["before"]},
        after={word: cast(Bound, row["bound"]) for row in bounds for word in row["after"]},
        label=_words(context, "label"),
        soft_label=_words(context, "soft_label"),
        exempt=_words(context, "exempt"),
        no_noun=_words(context, "no_noun"),
        copula=_words(context, "copula"),
        delta=_words(context, "delta"),
    )
