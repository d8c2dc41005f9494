"""Whose report is it? The letterhead says so, else what the body implies, else the document number, else the file name.

A name that fits several units, or none, is put on a list for a person; it is never guessed and never dropped. Without
a profile every agency that ever reported is a unit, so one that has stopped reporting is still expected.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from pipeline.merge.naming import is_local, loose_key, readable, slug, unit_key
from schemas.org_unit import Assignment, AssignmentMethod, OrgUnit
from schemas.profile import Profile
from schemas.report import Report
from schemas.submission import Arrival, Decision

_FUZZY_ENOUGH, _FUZZY_MARGIN = 92.0, 4.0


class UnitIndex:
    """Units by every form of their name that a report may show."""

    def __init__(self, units: Sequence[OrgUnit]) -> None:
        self.units = {unit.code: unit for unit in units}
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._loose: dict[str, set[str]] = defaultdict(set)
        self._symbols: dict[str, set[str]] = defaultdict(set)
        for unit in units:
            for name in (unit.name, *unit.aliases):
                self._exact[unit_key(name)].add(unit.code)
                self._loose[loose_key(name)].add(unit.code)
            if unit.symbol:
                self._symbols[unit.symbol.upper()].add(unit.code)

    def valid(self, codes: Iterable[str], start: str | None, end: str | None) -> tuple[str, ...]:
        """Those of ``codes`` that existed in the period, or all when none did."""
        found = sorted(codes)
        alive = tuple(code for code in found if self.units[code].valid_on(start, end))
        return alive or tuple(found)

    def by_name(self, name: str) -> tuple[set[str], float]:
        """Codes that ``name`` fits, and how sure that is."""
        if found := self._exact.get(unit_key(name)):
            return found, 1.0
        if found := self._loose.get(loose_key(name)):
            return found, 0.9
        near = process.extract(
            loose_key(name), self._loose.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_FUZZY_ENOUGH, limit=3
        )
        if not near:
            return set(), 0.0
        best = near[0][1]
        codes = {code for key, score, _ in near if score > best - _FUZZY_MARGIN for code in self._loose[key]}
        return codes, 0.7 * best / 100

    def by_symbol(self, symbol: str) -> set[str]:
        """Codes of units whose document symbol ends in theirs (``BC-SNV``)."""
        parts = symbol.upper().replace(".", "-").split("-")
        return next((self._symbols[part] for part in parts[1:] or parts if part in self._symbols), set())

    def by_filename(self, filename: str) -> set[str]:
        """Codes of units named in a path. The longest name that fits wins."""
        path = loose_key(filename.replace("/", " / ").replace("_", " ").replace("-", " ").replace(".", " "))
        padded = f" {path} "
        hits = {key: codes for key, codes in self._loose.items() if len(key) >= 4 and f" {key} " in padded}
        longest = max(map(len, hits), default=0)
        return {code for key, codes in hits.items() if len(key) == longest for code in codes}


def assign(
    reports: Sequence[Report], profile: Profile, decisions: Iterable[Decision], arrivals: Mapping[str, Arrival]
) -> tuple[tuple[OrgUnit, ...], list[Assignment]]:
    """The units (the profile's, or those met) and one assignment per report, in the order of ``reports``."""
    decided = {item.target: item.value for item in decisions if item.kind == "assign"}
    units = profile.units or _met(reports)
    index = UnitIndex(units)
    return units, [_assignment(report, index, decided, arrivals.get(report.report_id)) for report in reports]


def stated_name(report: Report) -> tuple[str | None, AssignmentMethod, float]:
    """The agency as the report gives it: letterhead first, then the derived issuer."""
    head = report.letterhead
    if head.agency and head.agency.strip():
        parent = head.parent_agency
        if parent and is_local(parent) and not is_local(head.agency):
            # Every district has a Phòng Nội vụ: only with its parent is the name a name.
            return f"{head.agency} {parent}", "letterhead", head.confidence
        return head.agency, "letterhead", head.confidence
    if report.issuer is not None:
        return report.issuer.name, "issuer", report.issuer.confidence
    return None, "none", 0.0


def _assignment(report: Report, index: UnitIndex, decided: Mapping[str, str], arrival: Arrival | None) -> Assignment:
    name, method, trust = stated_name(report)
    start, end = (report.period.start, report.period.end) if report.period else (None, None)
    common = {"report_id": report.report_id, "filename": report.source.filename, "name": name}
    chosen = decided.get(report.report_id) or (arrival.unit if arrival and arrival.unit else None)
    if chosen in index.units:
        return Assignment(**common, unit=chosen, method="decision", confidence=1.0, state="assigned")
    for codes, way, confidence in _attempts(report, index, name, method, trust):
        fits = index.valid(codes, start, end)
        if len(fits) == 1:
            return Assignment(**common, unit=fits[0], method=way, confidence=round(confidence, 3), state="assigned")
        if fits:
            return Assignment(
                **common, unit=None, method=way, confidence=round(confidence, 3), state="ambiguous", candidates=fits
            )
    return Assignment(**common, unit=None, method="none", confidence=0.0, state="unknown")


def _attempts(
    report: Report, index: UnitIndex, name: str | None, method: AssignmentMethod, trust: float
) -> Iterable[tuple[set[str], AssignmentMethod, float]]:
    if name:
        codes, confidence = index.by_name(name)
        yield codes, method, confidence * trust
    if method == "letterhead" and report.letterhead.agency:
        codes, confidence = index.by_name(report.letterhead.agency)
        yield codes, method, confidence * trust * 0.9
        if report.issuer is not None:
            codes, confidence = index.by_name(report.issuer.name)
            yield codes, "issuer", confidence * report.issuer.confidence
    if report.letterhead.symbol:
        yield index.by_symbol(report.letterhead.symbol), "symbol", 0.6
    yield index.by_filename(report.source.filename), "filename", 0.4


def _met(reports: Sequence[Report]) -> tuple[OrgUnit, ...]:
    """A unit for every agency named by a report; its name is the most frequent spelling that is not all capitals."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        name, _, _ = stated_name(report)
        if name is None:
            continue
        key = unit_key(name)
        shown = name
        if report.issuer is not None and unit_key(report.issuer.name) == key:
            shown = report.issuer.name
        spellings[key][readable(shown)] += 1
    slugs = Counter(slug(key) for key in spellings)
    units = []
    for key in sorted(spellings):
        code = slug(key)
        if slugs[code] > 1:  # names that differ by diacritics only
            code = f"{code}-{key.encode('utf-8').hex()[-6:]}"
        name = min(spellings[key].items(), key=lambda item: (-item[1], item[0]))[0]
        units.append(OrgUnit(code=code, name=name, listed=False))
    return tuple(sorted(units, key=lambda unit: unit.code))
