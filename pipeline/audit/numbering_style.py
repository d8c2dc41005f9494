"""Small faults in how a number is written (rule D9): no leading zero below 10, spaces around ``/`` or ``-``, a dash.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3.
Severity: info. Cleared by: ``05/BC-SNV`` instead of ``5/BC-SNV``, ``15/QĐ-UBND`` instead of ``15 / QĐ – UBND``.

One finding for all numbers with the same fault. A line break inside a number is the page's, not the writer's; scans are
not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit._wording import of_field, shown
from schemas.document import Document
from schemas.finding import Finding
from schemas.report import Report
from schemas.span import Evidence

SEVERITY = "info"
RULE = "numbering-style"

_SPACE = "[ \u00a0\u2009\u202f]"
_FAULTS = (
    (re.compile(r"(?<!\d)[1-9](?=[/-]\d{0,4}/?[^\W\d_])"), "số dưới 10 phải thêm số 0 ở trước"),
    (re.compile(f"{_SPACE}[/\u2013\u2014-]|[/\u2013\u2014-]{_SPACE}"), "không để khoảng trắng cạnh dấu '/' và '-'"),
    (re.compile("[\u2010-\u2015\u2212]"), "dùng dấu gạch nối '-' trong ký hiệu"),
    (re.compile("[\u00d0\u0189]"), "chữ Đ phải là chữ cái tiếng Việt"),
)
_SUSPECT = re.compile("\\A[1-9][/-]|[ \u00a0\u2009\u202f\u2010-\u2015\u2212\u00d0\u0189]|[^0-9][1-9][/-]")
"""What every fault has: numbers without it need no second look."""
_SHOWN = 20
_DIGIT = re.compile(r"\d")


def check(report: Report, document: Document) -> Iterator[Finding]:
    """A finding for each fault, with the numbers that have it."""
    if document.text_origin != "native":
        return
    own = of_field(report.letterhead.evidence, "number")[:1]
    numbered = [item for item in report.references if item.number]
    cited = [mention for item in numbered for mention in item.mentions if mention.form == "full"]
    numbers: list[Evidence] = [*own, *cited]
    bare = [(item, _bare(item.quote)) for item in numbers]
    suspects = [(item, text) for item, text in bare if _SUSPECT.search(text)]
    for pattern, advice in _FAULTS if suspects else ():
        wrong = [item for item, text in suspects if pattern.search(text)]
        if wrong:
            first = ", ".join(list(dict.fromkeys(shown(item.quote) for item in wrong))[:3])
            more = f" và {len(wrong) - 3} chỗ khác" if len(wrong) > 3 else ""
            yield Finding(
                rule=RULE,
                severity=SEVERITY,
                message=f"Cách ghi số, ký hiệu: {advice} ({first}{more}).",
                evidence=tuple(wrong[:_SHOWN]),
            )


def _bare(quote: str) -> str:
    """The number without "Số:" before it."""
    found = _DIGIT.search(quote)
    return quote[found.start() :] if found else ""
