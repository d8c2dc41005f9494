"""Gold values against extracted values: one-to-one matching, counts, precision, recall and F1."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One value. ``exact`` decides a hit; ``words`` is what overlap compares; ``place`` is its span, where known."""

    exact: Hashable
    shown: str
    words: str = ""
    place: Place | None = None


Near = Callable[[Item, Item], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind in one document: values expected (``gold``), values found (``got``), hits of both sorts.

    ``got`` equals ``exact`` where the gold is incomplete on purpose, so that only recall is judged.
    """

    gold: int = 0
    got: int = 0
    exact: int = 0
    overlap: int = 0
    misses: tuple[str, ...] = ()
    false_hits: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.got + other.got,
            self.exact + other.exact,
            self.overlap + other.overlap,
            self.misses + other.misses,
            self.false_hits + other.false_hits,
        )

    def rates(self, overlap: bool = False) -> tuple[float | None, float | None, float | None]:
        """Precision, recall and F1; None where nothing was found, expected, or either."""
        hits = self.overlap if overlap else self.exact
        precision = hits / self.got if self.got else None
        recall = hits / self.gold if self.gold else None
        total = self.gold + self.got
        return precision, recall, 2 * hits / total if total else None

    def as_json(self) -> dict[str, object]:
        """Counts and rates, four decimals."""

        def four(values: Iterable[float | None]) -> list[float | None]:
            return [None if value is None else round(value, 4) for value in values]

        precision, recall, f1 = four(self.rates())
        wide = four(self.rates(overlap=True))
        return {
            "gold": self.gold, "got": self.got, "exact": self.exact, "overlap": self.overlap,
            "precision": precision, "recall": recall, "f1": f1,
            "overlap_precision": wide[0], "overlap_recall": wide[1], "overlap_f1": wide[2],
            "misses": list(self.misses), "false_hits": list(self.false_hits),
        }  # fmt: skip


def _pairs(left: Sequence[Item], right: Sequence[Item], near: Near) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs in gold order; of several candidates the one at the same place is taken."""
    taken: set[int] = set()
    pairs = []
    for index, gold in enumerate(left):
        fitting = [j for j, got in enumerate(right) if j not in taken and near(gold, got)]
        if fitting:
            best = min(fitting, key=lambda j: (not _touch(gold.place, right[j].place), j))
            taken.add(best)
            pairs.append((index, best))
    return pairs


def _touch(left: Place | None, right: Place | None) -> bool:
    return left is not None and right is not None and left[0] < right[1] and right[0] < left[1]


def equal(gold: Item, got: Item) -> bool:
    """The rule of an exact hit."""
    return gold.exact == got.exact


def compare(
    gold: Sequence[Item],
    got: Sequence[Item],
    near: Near,
    *,
    neutral: Sequence[Item] = (),
    recall_only: bool = False,
) -> Score:
    """Score ``got`` against ``gold``. ``neutral`` items do not count; ``recall_only`` judges no extra value."""
    exact = _pairs(gold, got, equal)
    used_gold = {i for i, _ in exact}
    used_got = {j for _, j in exact}
    rest_gold = [item for i, item in enumerate(gold) if i not in used_gold]
    rest_got = [item for j, item in enumerate(got) if j not in used_got]
    loose = _pairs(rest_gold, rest_got, near)
    loose_got = {j for _, j in loose}
    left_over = [item for j, item in enumerate(rest_got) if j not in loose_got]
    doubtful = {j for _, j in _pairs(neutral, left_over, lambda a, b: equal(a, b) or near(a, b))}
    false_hits = [] if recall_only else [item for j, item in enumerate(left_over) if j not in doubtful]
    wrong = [(rest_gold[i], rest_got[j]) for i, j in loose]
    near_gold = {i for i, _ in loose}
    misses = [f"{a.shown}  [found: {b.shown}]" for a, b in wrong]
    misses += [item.shown for i, item in enumerate(rest_gold) if i not in near_gold]
    found = len(exact) + len(loose) + len(false_hits)
    return Score(
        gold=len(gold),
        got=len(exact) if recall_only else found,
        exact=len(exact),
        overlap=len(exact) if recall_only else len(exact) + len(loose),
        misses=tuple(misses),
        false_hits=tuple(item.shown for item in false_hits),
    )
