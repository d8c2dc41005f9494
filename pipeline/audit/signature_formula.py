"""The formula before the signer's position does not fit the position (rule L10).

Source: Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7: ``TM.`` for a collective, ``KT.`` a deputy for the
head, ``TL.`` by order, ``TUQ.`` by authorisation, ``Q.`` acting. Severity: warning. Cleared by: ``KT.`` over a deputy's
position, ``TM.`` over the name of a collective.

Positions are listed in ``pipeline/audit/data/positions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.text.folding import search_key
from pipeline.audit._wording import first_words, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding
from schemas.letterhead import Signature
from schemas.report import Report

SEVERITY = "warning"
RULE = "signature-formula"

_FORMULA = re.compile(r"\b(tm|t/m|kt|k/t|tl|t/l|tuq|q)\b[./ ]{0,3}")


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each signer whose formula and position disagree."""
    for signer in (report.signature, *report.signature.others):
        message = _wrong(signer)
        if message:
            proof = signer.evidence or report.signature.evidence or (first_words(document),)
            yield Finding(rule=RULE, severity=SEVERITY, message=message, evidence=proof)


def _wrong(signer: Signature) -> str | None:
    authority, position = search_key(signer.authority or ""), search_key(signer.position or "")
    formulas = {match[1].replace("/", "") for match in _FORMULA.finditer(authority)}
    heads = toml_table("positions")["heads"]
    deputy = _is_deputy(position)
    if "kt" in formulas and position and not deputy:
        return (
            f"Thể thức ký {shown(signer.authority or '')} phải đi với chức vụ cấp phó, "
            f"văn bản ghi {shown(signer.position or '')}."
        )
    if not formulas and deputy and not any(word in position for word in toml_table("positions")["in_charge"]):
        return f"Cấp phó ký thay phải ghi 'KT.' và chức vụ người đứng đầu trước {shown(signer.position or '')}."
    if "tm" in formulas:
        collective = _FORMULA.sub("", authority.split("kt.")[0]).strip(" ./")
        if collective in heads:
            return f"'TM.' chỉ dùng khi ký thay mặt tập thể, văn bản ghi {shown(signer.authority or '')}."
    return None


def _is_deputy(position: str) -> bool:
    if position.startswith(("pho ", "q. pho", "quyen pho")) or position == "pho":
        return True
    deputies = [name for names in toml_table("positions")["deputies"].values() for name in names]
    return any(position.startswith(name) for name in deputies)
