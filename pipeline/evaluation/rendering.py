"""An evaluation as plain text: a table of kinds, then every miss and false hit with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.evaluation import Evaluation
from pipeline.evaluation.matching import Score

_HEAD = f"{'kind':26}{'gold':>6}{'found':>7}{'P':>8}{'R':>8}{'F1':>8}{'F1~':>8}"


def render(evaluation: Evaluation, *, misses: bool = True) -> Iterator[str]:
    """Lines of the report; ``F1~`` counts overlapping values as hits."""
    for group, kinds in evaluation.totals().items():
        yield from ("", f"== {group}", _HEAD)
        yield from (_row(name, score) for name, score in sorted(kinds.items()))
    for name, kinds in sorted(evaluation.documents.items()) if misses else ():
        wrong = {kind: score for kind, score in sorted(kinds.items()) if score.misses or score.false_hits}
        yield from ("", f"-- {name}: {_whole(kinds)}")
        for kind, score in wrong.items():
            yield from _errors(kind, score)
    if misses and evaluation.sentences:
        yield from ("", "-- sentences.jsonl:")
        for kind, score in sorted(evaluation.sentences.items()):
            yield from _errors(kind, score)
    for name, reason in sorted(evaluation.skipped.items()):
        yield f"skipped {name}: {reason}"


def _row(name: str, score: Score) -> str:
    rates = (*score.rates(), score.rates(overlap=True)[2])
    shown = "".join(f"{'-' if rate is None else format(rate, '.3f'):>8}" for rate in rates)
    return f"{name:26}{score.gold:>6}{score.got:>7}{shown}"


def _whole(kinds: dict[str, Score]) -> str:
    """Precision, recall and F1 of one document over all kinds together, exact and overlapping."""
    total = sum(kinds.values(), Score())
    exact, wide = total.rates(), total.rates(overlap=True)
    words = ("P", "R", "F1", "P~", "R~", "F1~")
    return ", ".join(f"{w} {r:.3f}" for w, r in zip(words, (*exact, *wide), strict=True) if r is not None)


def _errors(kind: str, score: Score) -> Iterator[str]:
    yield from (f"  miss  {kind}: {shown}" for shown in score.misses)
    yield from (f"  false {kind}: {shown}" for shown in score.false_hits)


def changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What ``new`` gained and lost against ``old`` (both ``Evaluation.as_json()``): totals that moved, then errors."""
    for group, kinds in new["totals"].items():
        for kind, score in kinds.items():
            before = old["totals"].get(group, {}).get(kind, {}).get("f1")
            if before != score["f1"]:
                yield f"{group} {kind}: F1 {before} -> {score['f1']}"
    was, now = _error_set(old), _error_set(new)
    yield from (f"gained {error}" for error in sorted(was - now))
    yield from (f"lost   {error}" for error in sorted(now - was))


def _error_set(evaluation: dict[str, Any]) -> set[str]:
    groups = evaluation["documents"] | {"sentences": evaluation["totals"].get("sentences", {})}
    return {
        f"{name} {label} {kind}: {shown}"
        for name, kinds in groups.items()
        for kind, score in kinds.items()
        for label, key in (("miss", "misses"), ("false", "false_hits"))
        for shown in score[key]
    }
