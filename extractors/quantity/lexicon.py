"""Word lists of the number grammar, from ``extractors/data``: units, bounds and the words around digits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from extractors.data import toml_rows
from extractors.text.folding import search_key
from schemas.quantity import Bound, Nature


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``units`` maps a lower-case noun to its kind, ``joined`` to the groups it may be listed with.

    ``keys`` gives nouns of several syllables by their letters without marks (for scans); ``sizes`` says how many
    syllables the nouns have that begin with a syllable, longest first; ``bound_ends`` are the last words of ``before``.
    """

    units: dict[str, str]
    sizes: dict[str, tuple[int, ...]]
    keys: dict[str, str]
    joined: dict[str, frozenset[int]]
    before: dict[str, Bound]
    after: dict[str, Bound]
    bound_ends: tuple[str, ...]
    label: frozenset[str]
    soft_label: frozenset[str]
    exempt: frozenset[str]
    no_noun: frozenset[str]
    copula: frozenset[str]
    also_verb: frozenset[str]
    mostly_verb: frozenset[str]
    determiner: frozenset[str]
    rank: frozenset[str]
    before_clock: tuple[str, ...]
    filler: tuple[str, ...]
    no_filler: tuple[str, ...]
    clause: tuple[str, ...]
    mean: tuple[str, ...]
    natures: tuple[tuple[Nature, tuple[str, ...]], ...]


def _words(rows: tuple[dict[str, Any], ...], role: str) -> frozenset[str]:
    return frozenset(word for row in rows if row["role"] == role for word in row["words"])


def _ordered(rows: tuple[dict[str, Any], ...], role: str) -> tuple[str, ...]:
    return tuple(sorted(_words(rows, role)))


def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, frozenset[int]] = {}
    for number, row in enumerate(toml_rows("units")):
        if row["kind"] == "joined":
            for noun in (*row["nouns"], *row.get("tails", ())):
                groups[noun] = groups.get(noun, frozenset()) | {number}
    return groups


def _sizes(units: dict[str, str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for noun in units:
        syllables = noun.split()
        sizes.setdefault(syllables[0], set()).add(len(syllables))
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    units = {noun: str(row["kind"]) for row in reversed(toml_rows("units")) for noun in row["nouns"]}
    classifiers = {noun for row in toml_rows("units") if row["kind"] == "classifier" for noun in row["nouns"]}
    bounds = toml_rows("bounds")
    context = toml_rows("number_context")
    units |= dict.fromkeys(classifiers, "classifier")
    before = {word: cast(Bound, row["bound"]) for row in bounds for word in row["before"]}
    return Lexicon(
        units=units,
        sizes=_sizes(units),
        keys={search_key(noun): noun for noun in units if " " in noun},
        joined=_groups(),
        before=before,
        bound_ends=tuple({phrase.split()[-1] for phrase in before}),
        after={word: cast(Bound, row["bound"]) for row in bounds for word in row["after"]},
        label=_words(context, "label"),
        soft_label=_words(context, "soft_label"),
        exempt=_words(context, "exempt"),
        no_noun=_words(context, "no_noun"),
        copula=_words(context, "copula"),
        also_verb=_words(context, "also_verb"),
        mostly_verb=_words(context, "mostly_verb"),
        determiner=_words(context, "determiner"),
        rank=_words(context, "rank"),
        before_clock=_ordered(context, "before_clock"),
        filler=_ordered(context, "filler"),
        no_filler=_ordered(context, "no_filler"),
        clause=_ordered(context, "clause"),
        mean=_ordered(context, "mean"),
        natures=tuple((cast(Nature, row["nature"]), tuple(row["words"])) for row in toml_rows("natures")),
    )
