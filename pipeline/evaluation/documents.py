"""The gold of one document against its report, kind by kind (conventions: samples/README.md, "Gold")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.evaluation.matching import Item, Score, compare
from pipeline.evaluation.sections import section_scores
from pipeline.evaluation.texts import LocatedText, similar, squeeze, unit_key
from schemas.report import Extraction, Report
from schemas.span import Fact

Gold = dict[str, Any]
_LETTER = re.compile(r"[^\W\d_]")


def scores(gold: Gold, report: Extraction, text: LocatedText) -> dict[str, Score]:
    """Score of every kind that the gold file speaks about."""
    result = {}
    for name, read, words in _SCALARS:
        if name in gold:
            score = _scalar(gold, report, name, read, words)
            result[name] = _placed(score, [gold[name] or ""], text) if words or name == "number" else score
    result["period"] = _period(gold, report, text) if "period" in gold else Score()
    result |= _references(gold, report, text)
    result |= _signature(gold, report, text)
    result |= section_scores(gold, report)
    if "procedure_counts" in gold:
        result["procedure_counts"] = _procedure_counts(gold, report, text)
    if "indicators" in gold:
        result["indicators"] = _indicators(gold, report, text)
        result["indicator_codes"] = _indicator_codes(gold, report)
    if "recipients" in gold:
        result["recipients"] = _phrases(gold["recipients"], report.recipients, text)
    if gold.get("tables") is not None:
        result["tables"] = _count(gold["tables"], len(report.tables), "tables")
    if "expected_findings" in gold and isinstance(report, Report):
        result["findings"] = compare(
            [Item(rule, rule) for rule in gold["expected_findings"]],
            [Item(finding.rule, finding.rule) for finding in report.findings],
            lambda _a, _b: False,
            recall_only=True,
        )
    return {name: score for name, score in result.items() if score.gold or score.got}


def _alike(gold: Item, got: Item) -> bool:
    return similar(gold.words, got.words)


_SCALARS: tuple[tuple[str, Callable[[Extraction], str | None], bool], ...] = (
    ("document_type", lambda r: r.document_type.code if r.document_type else None, False),
    ("number", lambda r: r.letterhead.number, False),
    ("symbol", lambda r: r.letterhead.symbol, False),
    ("issued_on", lambda r: r.letterhead.issued_on, False),
    ("place", lambda r: r.letterhead.place, True),
    ("parent_agency", lambda r: r.letterhead.parent_agency, True),
    ("agency", lambda r: r.letterhead.agency, True),
    ("subject", lambda r: r.subject, True),
    ("issuer", lambda r: r.issuer.name if r.issuer else None, True),
)


def _one(value: str | None, words: bool) -> list[Item]:
    return [Item(squeeze(value) if words else value, value, squeeze(value))] if value else []


def _placed(score: Score, expected: list[str], text: LocatedText) -> Score:
    """``score`` with the sentence of each expected value beside its miss; a value that is not in the text says so."""
    shown = {value: text.sentence(text.find(value)) for value in expected}
    misses = tuple(f"{miss}: {shown.get(miss.split('  [found: ')[0], '')}".rstrip(": ") for miss in score.misses)
    return replace(score, misses=misses)


def _scalar(gold: Gold, report: Extraction, name: str, read: Callable[[Extraction], str | None], words: bool) -> Score:
    return compare(_one(gold[name], words), _one(read(report), words), _alike)


def _phrases(expected: list[str], got: Sequence[str], text: LocatedText) -> Score:
    """Lists of words: recipients, named laws."""
    items = [[Item(squeeze(value), value, squeeze(value)) for value in side] for side in (expected, got)]
    return _placed(compare(items[0], items[1], _alike), expected, text)


def _count(gold: int, got: int, name: str) -> Score:
    hits = min(gold, got)
    missing = (f"{gold} {name}, found {got}",) if got < gold else ()
    extra = (f"{gold} {name}, found {got}",) if got > gold else ()
    return Score(gold, got, hits, hits, missing, extra)


def _period(gold: Gold, report: Extraction, text: LocatedText) -> Score:
    expected = gold["period"]
    got = report.period
    return compare(
        [Item((expected["kind"], expected["start"], expected["end"]), str(expected))] if expected else [],
        [Item((got.kind, got.start, got.end), f"{got.kind} {got.start} {got.end}: {_context(got, text)}")]
        if got
        else [],
        lambda a, b: a.exact[1:] == b.exact[1:],  # type: ignore[index]
    )


def _context(fact: Fact, text: LocatedText) -> str:
    first = fact.evidence[0] if fact.evidence else None
    return text.sentence((first.start, first.end)) if first else "(derived)"


def _references(gold: Gold, report: Extraction, text: LocatedText) -> Iterator[tuple[str, Score]]:
    expected = gold.get("references")
    if expected is None:
        return
    canonical = {row.get("alt") or row["number"]: row["number"] for row in expected}
    numbers = {row["number"] for row in expected}
    got: Counter[str] = Counter()
    dates: dict[tuple[str, str], str] = {}
    places: dict[str, str] = {}
    for reference in report.references:
        number = canonical.get(reference.number or "", reference.number)
        # A bare number ("Quyết định số 1982") is a partial reference: the gold lists only full numbers.
        if number is None or (number not in numbers and not _LETTER.search(number)):
            continue
        got[number] += max(1, len(reference.mentions))
        places.setdefault(number, _mention_context(reference, text))
        if reference.issued_on:
            dates[number, reference.issued_on] = f"{number} {reference.issued_on}: {places[number]}"
    wanted = dict.fromkeys(row["number"] for row in expected)
    yield (
        "references",
        compare(
            [Item(n, f"{n}: {text.sentence(text.find(n))}", squeeze(n)) for n in wanted],
            [Item(n, f"{n}: {places[n]}", squeeze(n)) for n in got],
            lambda a, b: a.words == b.words,
        ),
    )
    yield (
        "reference_dates",
        compare(
            [
                Item((row["number"], row["issued_on"]), f"{row['number']} {row['issued_on']}")
                for row in expected
                if row["issued_on"]
            ],
            [Item(key, shown) for key, shown in dates.items() if key[0] in numbers],
            lambda a, b: a.exact[0] == b.exact[0],  # type: ignore[index]
        ),
    )
    yield "mentions", _mentions(expected, got)
    yield "named_references", _named(gold, report, text)


def _mention_context(reference: Any, text: LocatedText) -> str:
    first = reference.mentions[0] if reference.mentions else None
    return text.sentence((first.start, first.end)) if first else "(derived)"


def _mentions(expected: list[Gold], got: Counter[str]) -> Score:
    counts: Counter[str] = Counter()
    for row in expected:
        counts[row["number"]] += row.get("mentions") or 1
    hits = sum(min(count, got[number]) for number, count in counts.items())
    misses = tuple(f"{n}: {c} mentions, found {got[n]}" for n, c in counts.items() if got[n] < c)
    extra = tuple(f"{n}: {counts[n]} mentions, found {c}" for n, c in got.items() if c > counts[n])
    return Score(sum(counts.values()), sum(got.values()), hits, hits, misses, extra)


def _named(gold: Gold, report: Extraction, text: LocatedText) -> Score:
    named = [r.title for r in report.references if r.number is None and r.kind == "named" and r.title]
    return _phrases(gold.get("named_references", []), named, text)


def _signature(gold: Gold, report: Extraction, text: LocatedText) -> Iterator[tuple[str, Score]]:
    expected = gold.get("signature")
    if expected is None:
        return
    for name in ("authority", "position", "name"):
        value = getattr(report.signature, name)
        score = compare(_one(expected[name], True), _one(value, True), _alike)
        yield f"signature.{name}", _placed(score, [expected[name] or ""], text)


def _in_text(fact: Fact) -> bool:
    return not fact.evidence or fact.evidence[0].cell is None


def _place(fact: Fact) -> tuple[int, int] | None:
    return (fact.evidence[0].start, fact.evidence[0].end) if fact.evidence else None


def _procedure_counts(gold: Gold, report: Extraction, text: LocatedText) -> Score:
    expected = []
    for row in gold["procedure_counts"]:
        values = (row["procedures"], row.get("fields"), row.get("reference"))
        expected.append(Item(values, f"{values} ({row['quote']})", place=text.find(row["quote"])))
    got = []
    for count in report.procedure_counts:
        values = (count.procedures, count.fields, count.reference)
        if _in_text(count):
            got.append(Item(values, f"{values}: {_context(count, text)}", place=_place(count)))
    return compare(expected, got, _same_first)


def _same_first(gold: Item, got: Item) -> bool:
    return bool(gold.exact[0] == got.exact[0])  # type: ignore[index]


def _indicators(gold: Gold, report: Extraction, text: LocatedText) -> Score:
    """Recall only: the gold lists the clearest quantities. Counts of procedures and fields answer for their units."""
    got = []
    for found in report.indicators:
        values = (found.value, unit_key(found.unit), found.bound)
        if _in_text(found):
            got.append(Item(values, f"{found.value} {found.unit} {found.bound}", place=_place(found)))
    for count in report.procedure_counts:
        for unit in ("thủ tục", "TTHC", "thủ tục hành chính"):
            got.append(
                Item((count.procedures, unit_key(unit), count.bound), f"{count.procedures}", place=_place(count))
            )
        got.append(Item((count.fields, unit_key("lĩnh vực"), "exact"), f"{count.fields}", place=_place(count)))
    expected = []
    for row in gold["indicators"]:
        values = (row["value"], unit_key(row["unit"]), row["bound"])
        shown = f"{row['value']} {row['unit']} {row['bound']} ({row['quote']})"
        expected.append(Item(values, shown, place=text.find(row["quote"])))
    return compare(expected, got, _same_first, recall_only=True)


def _indicator_codes(gold: Gold, report: Extraction) -> Score:
    """Recall of catalogue codes, for gold that names them."""
    coded = [row for row in gold["indicators"] if row.get("code")]
    expected = [Item((row["value"], row["code"]), f"{row['value']} {row['code']} ({row['quote']})") for row in coded]
    got = [Item((found.value, found.code), f"{found.value} {found.code}") for found in report.indicators]
    return compare(expected, got, _same_first, recall_only=True)
