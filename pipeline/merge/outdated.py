"""Documents that the units cite although another one had taken their place (documents.csv of the profile)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.merge.wording import day
from schemas.consolidation import MergedReference, MergeFinding
from schemas.period import Period
from schemas.profile import ReplacedDocument


def mark_outdated(
    references: Sequence[MergedReference], documents: Sequence[ReplacedDocument], target: Period | None
) -> tuple[list[MergedReference], list[MergeFinding]]:
    """``references`` with what replaced them before the period ended, and a finding for each.

    A document that was replaced after the period is no finding: it was in force then.
    """
    known = {document.number: document for document in documents}
    marked, findings = [], []
    for ref in references:
        document = known.get(ref.number or "")
        if document is None or not _same_date(ref, document) or not _before(document, target):
            marked.append(ref)
            continue
        marked.append(ref.model_copy(update={"superseded_by": document.replaced_by}))
        since = f" từ ngày {day(document.replaced_from)}" if document.replaced_from else ""
        doubt = "" if document.verified else " (dữ liệu chưa xác minh)"
        mention = ref.mentions[0]
        findings.append(
            MergeFinding(
                rule="cited-superseded",
                severity="warning" if document.verified else "info",
                message=f"{ref.number} đã được thay thế bởi {document.replaced_by}{since}{doubt};"
                f" {len(ref.units)} đơn vị còn viện dẫn.",
                unit=mention.unit,
                report=mention.report,
                evidence=(mention.evidence,),
            )
        )
    return marked, findings


def _same_date(ref: MergedReference, document: ReplacedDocument) -> bool:
    return ref.issued_on is None or document.issued_on is None or document.issued_on.startswith(ref.issued_on)


def _before(document: ReplacedDocument, target: Period | None) -> bool:
    if document.replaced_from is None or target is None or target.end is None:
        return False
    return document.replaced_from < target.end
