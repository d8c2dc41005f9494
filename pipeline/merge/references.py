"""Documents cited by all units, each once.

``1982/QĐ-UBND`` exists in every province and every year: two citations are one document only when their keys agree in
every known part. A citation that lacks a part joins the one document it can be, and stays alone when it could be
several.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.text.folding import search_key
from pipeline.merge.disputes import dispute
from pipeline.merge.filing import Filed
from pipeline.merge.wording import day
from schemas.consolidation import Conflict, ConflictKind, MergedMention, MergedReference, Side
from schemas.reference import Reference
from schemas.span import Evidence
from schemas.submission import Decision

UNKNOWN = "?"
_SAME_SUBJECT = 60.0


@dataclass(frozen=True, slots=True)
class _Cited:
    reference: Reference
    unit: str | None
    report: int


def merge_references(
    filed: Iterable[Filed], decisions: Mapping[str, Decision]
) -> tuple[list[MergedReference], dict[tuple[int, str], str], list[Conflict]]:
    """Merged references, the id of the document that (report, number) means, and disagreements on date and subject."""
    cited = [_Cited(ref, item.unit, item.index) for item in filed for ref in item.report.references]
    groups, ambiguous = _grouped(cited)
    merged: list[MergedReference] = []
    numbers: dict[tuple[int, str], str] = {}
    conflicts: list[Conflict] = []
    for name, members in sorted(groups.items()):
        item = _merged(name, members, name in ambiguous)
        merged.append(item)
        conflicts += _disagreements(item, members, decisions)
        for member in members:
            if member.reference.number is not None:
                numbers.setdefault((member.report, member.reference.number), item.id)
    merged.sort(key=lambda ref: (-len(ref.units), -len(ref.mentions), ref.key, ref.id))
    return merged, numbers, conflicts


def _grouped(cited: Sequence[_Cited]) -> tuple[dict[str, list[_Cited]], set[str]]:
    """Groups by key; names of groups that could belong to several others."""
    groups: dict[str, list[_Cited]] = defaultdict(list)
    for item in cited:
        groups[_name(item)].append(item)
    full = [name for name in groups if _parts(name) is not None and UNKNOWN not in (_parts(name) or ())]
    index: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in full:
        symbol, number, *_ = _parts(name) or ("", "")
        index[symbol, number].append(name)
    ambiguous: set[str] = set()
    target: dict[str, str] = {}
    for name in sorted(groups):
        parts = _parts(name)
        if parts is None or UNKNOWN not in parts:
            continue
        symbol, number = parts[0], parts[1]
        pool = index[symbol, number] if symbol != UNKNOWN else [n for n in full if (_parts(n) or ("", ""))[1] == number]
        fits = [other for other in pool if _compatible(parts, _parts(other) or ())]
        if len(fits) == 1:
            target[name] = fits[0]
        elif fits:
            ambiguous.add(name)
    for name, other in target.items():
        groups[other] += groups.pop(name)
    return groups, ambiguous


def _name(item: _Cited) -> str:
    """Name of the group an item starts in.

    What is not fully known is only shared where the date agrees, else kept per report.
    """
    ref = item.reference
    parts = _parts(ref.key)
    if ref.number is None or parts is None:
        words = search_key(ref.title or ref.subject or "")
        kind = ref.type.code if ref.type else ""
        if ref.title:
            return f"named:{kind}:{words}:{ref.issued_on or ''}"
        return (
            f"unnumbered:{kind}:{search_key(ref.issuer or '')}:{words}"
            if words
            else f"unnumbered:{item.report}:{_place(ref)}"
        )
    if UNKNOWN not in parts:
        return ref.key
    if ref.issued_on is not None and len(ref.issued_on) == 10:
        return f"{ref.key}#{ref.issued_on}"
    return f"{ref.key}#{item.report}"


def _place(ref: Reference) -> int:
    return ref.mentions[0].start if ref.mentions else 0


def _parts(name: str) -> tuple[str, ...] | None:
    """Symbol, number, year, scope of a key; None for named and unnumbered documents."""
    if name.startswith(("named:", "unnumbered:")):
        return None
    parts = tuple(name.partition("#")[0].split("/"))
    return parts if len(parts) == 4 else None


def _compatible(partial: Sequence[str], whole: Sequence[str]) -> bool:
    return len(partial) == len(whole) and all(a in (UNKNOWN, b) for a, b in zip(partial, whole, strict=True))


def _merged(name: str, members: Sequence[_Cited], ambiguous: bool) -> MergedReference:
    refs = [member.reference for member in members]
    dates = _ranked(ref.issued_on for ref in refs)
    subjects = _ranked(ref.subject for ref in refs)
    best = max(refs, key=lambda ref: (ref.number is not None, -ref.key.count(UNKNOWN), ref.confidence, ref.key))
    mentions = [
        MergedMention.model_construct(unit=member.unit, report=member.report, evidence=_plain(mention))
        for member in members
        for mention in member.reference.mentions
    ]
    mentions.sort(key=lambda mention: (mention.report, mention.evidence.start))
    return MergedReference(
        id="v-" + hashlib.sha256(name.encode()).hexdigest()[:10],
        key=best.key,
        number=_ranked(ref.number for ref in refs)[0] if any(ref.number for ref in refs) else None,
        type=next((ref.type for ref in sorted(refs, key=lambda r: -r.confidence) if ref.type is not None), None),
        title=next(iter(_ranked(ref.title for ref in refs)), None),
        issued_on=dates[0] if dates else None,
        issuer=next(iter(_ranked(ref.issuer for ref in refs)), None),
        subject=max(subjects, key=lambda text: (len(text), text)) if subjects else None,
        relations=tuple(sorted({ref.relation for ref in refs})),
        spellings=tuple(sorted({ref.number for ref in refs if ref.number is not None})),
        dates=tuple(dates),
        units=tuple(sorted({member.unit for member in members if member.unit is not None})),
        mentions=tuple(mentions),
        ambiguous=ambiguous,
    )


def _plain(mention: Evidence) -> Evidence:
    """A mention as bare evidence: merged references keep what a reader needs to find it."""
    return Evidence.model_construct(
        start=mention.start,
        end=mention.end,
        quote=mention.quote,
        page=mention.page,
        box=mention.box,
        block=mention.block,
        cell=mention.cell,
        field=mention.field,
    )


def _ranked(values: Iterable[str | None]) -> list[str]:
    """Known values, the most frequent first, complete dates before short ones of equal count."""
    counts = Counter(value for value in values if value)
    return sorted(counts, key=lambda value: (-counts[value], -len(value), value))


def _disagreements(
    merged: MergedReference, members: Sequence[_Cited], decisions: Mapping[str, Decision]
) -> list[Conflict]:
    label = merged.number or merged.title or "Văn bản"
    found = []
    by_date = _first_by([m for m in members if m.reference.issued_on], lambda ref: ref.issued_on or "")
    if any(not _same_date(a, b) for a in by_date for b in by_date):
        found.append(_conflict("reference_date", f"Ngày ban hành {label}", by_date, merged, decisions))
    by_subject = _first_by([m for m in members if m.reference.subject], lambda ref: search_key(ref.subject or ""))
    longest = max(by_subject, key=len, default="")
    apart = [text for text in by_subject if fuzz.partial_token_set_ratio(text, longest) < _SAME_SUBJECT]
    if apart:
        sides = {text: by_subject[text] for text in (longest, *apart)}
        found.append(_conflict("reference_subject", f"Trích yếu {label}", sides, merged, decisions))
    return found


def _first_by(members: Sequence[_Cited], key: object) -> dict[str, _Cited]:
    assert callable(key)
    result: dict[str, _Cited] = {}
    for member in sorted(members, key=lambda m: (m.report, _place(m.reference))):
        result.setdefault(key(member.reference), member)
    return result


def _same_date(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


def _conflict(
    kind: ConflictKind,
    subject: str,
    sides: Mapping[str, _Cited],
    merged: MergedReference,
    decisions: Mapping[str, Decision],
) -> Conflict:
    shown = [
        Side(
            unit=member.unit,
            report=member.report,
            value=day(member.reference.issued_on) if kind == "reference_date" else (member.reference.subject or ""),
            evidence=tuple(_plain(m) for m in member.reference.mentions[:1]),
        )
        for member in sides.values()
    ]
    return dispute(kind, "inconsistent", subject, shown, owner=(merged.id,), decisions=decisions)
