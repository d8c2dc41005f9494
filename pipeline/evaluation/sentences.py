"""Gold sentences (``sentences.jsonl``): counts, indicators, periods and references of single sentences, and traps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors import extract
from pipeline.evaluation.matching import Item, Place, Score, compare
from pipeline.evaluation.texts import squeeze, unit_key
from pipeline.readers import read
from schemas.report import Extraction
from schemas.span import Fact

Gold = dict[str, Any]
KINDS = ("procedure_counts", "indicators", "periods", "references")
Sides = tuple[list[Item], list[Item]]


def sentence_scores(path: Path) -> dict[str, Score]:
    """Score of each kind over all sentences of ``path``; ``traps`` counts what was found where nothing is."""
    total: dict[str, Score] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            for name, score in _scores(json.loads(line)):
                total[name] = total.get(name, Score()) + score
    return total


def _scores(gold: Gold) -> Iterator[tuple[str, Score]]:
    found = extract(read(gold["text"].encode(), f"{gold['id']}.txt"))
    where = f"  {gold['id']}: {gold['text']}"
    trap = not any(gold[kind] for kind in KINDS)
    for name, sides in zip(KINDS, (_counts, _indicators, _periods, _references), strict=True):
        expected, got = sides(gold, found)
        yield name, _judge(expected, got, where)
        if trap and got:
            yield "traps", Score(got=len(got), false_hits=tuple(f"{name} {item.shown}{where}" for item in got))
    for detail in ("action", "levels"):
        yield f"procedure_counts.{detail}", _judge(*_details(gold, found, detail), where)


def _judge(expected: list[Item], got: list[Item], where: str) -> Score:
    score = compare(expected, got, _near)
    return Score(
        score.gold,
        score.got,
        score.exact,
        score.overlap,
        tuple(miss + where for miss in score.misses),
        tuple(hit + where for hit in score.false_hits),
    )


def _near(gold: Item, got: Item) -> bool:
    if gold.place is None or got.place is None:
        return bool(gold.words) and gold.words == got.words
    return gold.place[0] < got.place[1] and got.place[0] < gold.place[1]


def _quoted(gold: Gold, quote: str) -> Place | None:
    start = gold["text"].find(quote)
    return (start, start + len(quote)) if start >= 0 else None


def _place(fact: Fact) -> Place | None:
    return (fact.evidence[0].start, fact.evidence[0].end) if fact.evidence else None


def _item(place: Place | None, *values: Any) -> Item:
    return Item(values, " ".join(str(value) for value in values), "", place)


def _counts(gold: Gold, found: Extraction) -> Sides:
    expected = [
        _item(_quoted(gold, c["quote"]), c["procedures"], c["fields"], c["reference"]) for c in gold["procedure_counts"]
    ]
    return expected, [_item(_place(c), c.procedures, c.fields, c.reference) for c in found.procedure_counts]


def _details(gold: Gold, found: Extraction, name: str) -> Sides:
    """Action or levels, judged apart so that a wrong action does not hide a right number."""
    expected = [_item(_quoted(gold, c["quote"]), c["procedures"], _plain(c[name])) for c in gold["procedure_counts"]]
    return expected, [_item(_place(c), c.procedures, _plain(getattr(c, name))) for c in found.procedure_counts]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else tuple(sorted(value))


def _indicators(gold: Gold, found: Extraction) -> Sides:
    expected = [
        _item(_quoted(gold, i["quote"]), i["value"], unit_key(i["unit"]), i["bound"], i.get("of"))
        for i in gold["indicators"]
    ]
    return expected, [_item(_place(i), i.value, unit_key(i.unit), i.bound, i.of) for i in found.indicators]


def _periods(gold: Gold, found: Extraction) -> Sides:
    expected = [_item(_quoted(gold, p["quote"]), p["kind"], p["start"], p["end"]) for p in gold["periods"]]
    return expected, [_item(_place(p), p.kind, p.start, p.end) for p in found.periods]


def _references(gold: Gold, found: Extraction) -> Sides:
    numbers = dict.fromkeys(r.number for r in found.references if r.number and not r.number.isdigit())
    expected = [Item(number, number, squeeze(number)) for number in gold["references"]]
    return expected, [Item(number, number, squeeze(number)) for number in numbers]
