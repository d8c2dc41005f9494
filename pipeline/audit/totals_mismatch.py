"""A total that is not the sum of its parts (rule N1): rows and columns of tables, procedure counts (``trong đó``).

Source: arithmetic; the forms of Thông tư 01/2020/TT-VPCP (``3=4+5+6``, ``7=8+9+10``, ``11=12+13``).
Severity: error; warning where parts of a text may be left out, and for scans.
Cleared by: correcting the total or a part.

A total row may add up all rows, the group rows (``I``, ``II``, ``A``) or the rows below them: it is wrong only if it is
none of these. Columns that cannot be added (rates, ranks, fields, years) are left alone, and so is a table most of
whose columns do not add up: then it is not built the way this rule believes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.audit._grid import Grid, formulas, grid
from pipeline.audit._procedures import procedure_totals
from pipeline.audit._wording import amount, quoted, shown
from pipeline.audit.data import toml_table
from schemas.document import Document
from schemas.finding import Finding, Severity
from schemas.report import Report
from schemas.span import Evidence

SEVERITY = "error"
RULE = "totals-mismatch"

_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_ITEM = re.compile(r"\d{1,3}[.)]?")
_SUB = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}\.?|[a-zđ][.)]|[-+]")
Wrong = tuple[str, tuple[Evidence, ...]]


def check(report: Report, document: Document) -> Iterator[Finding]:
    """Findings of procedure counts, then of each table by column and row."""
    sure: Severity = "error" if document.text_origin == "native" else "warning"
    for message, evidence, complete in procedure_totals(report, document):
        severity: Severity = sure if complete else "warning"
        yield Finding(rule=RULE, severity=severity, message=message, evidence=evidence)
    for table in document.tables:
        found = grid(document, table)
        if found is None:
            continue
        for message, proof in (*_total_rows(found, document), *_total_columns(found, document)):
            yield Finding(rule=RULE, severity=sure, message=message, evidence=proof)


def _total_rows(found: Grid, document: Document) -> list[Wrong]:
    body = range(found.header, found.rows)
    totals = [row for row in body if _is_total(found, row)]
    if len(totals) != 1:
        return []
    rows = [row for row in body if row != totals[0]]
    wrong: list[Wrong] = []
    checked = 0
    for col in range(1, found.cols):
        stated = found.value(totals[0], col)
        if stated is None or not found.at(totals[0], col) or not _is_additive(found, col, rows):
            continue
        sums = _possible_sums(found, col, rows)
        checked += 1
        if sums and stated not in sums:
            head = _header(found, col) or f"cột {col + 1}"
            message = (
                f"Dòng {shown(_row_name(found, totals[0]))}, cột {shown(head)}: ghi {amount(float(stated))}, "
                f"cộng các dòng được {amount(float(sums[0]))}."
            )
            wrong.append((message, (_cell(found, document, totals[0], col),)))
    return wrong if len(wrong) <= max(1, checked // 2) else []


def _possible_sums(found: Grid, col: int, rows: list[int]) -> list[Decimal]:
    """Sums that a total may state: groups, items, everything. Empty where there is too little to add."""
    levels: dict[int, list[Decimal]] = {}
    last = 9
    for row in rows:
        value = found.value(row, col)
        if value is None:
            continue
        last = _level(found, row, last)
        levels.setdefault(last, []).append(value)
    plain = [value for level, values in levels.items() if level < 3 for value in values]
    if len(plain) < 2:
        return []
    sums = [sum(values, Decimal(0)) for level, values in sorted(levels.items()) if level < 3]
    everything = [sum(plain, Decimal(0)), sum((sum(values, Decimal(0)) for values in levels.values()), Decimal(0))]
    return [*sums, *everything]


def _level(found: Grid, row: int, last: int) -> int:
    """0 for a group row, 1 for an item, 2 for an unnumbered row, 3 for a part of an item."""
    mark = found.at(row, 0)
    if _GROUP.fullmatch(mark):
        return 0
    if _ITEM.fullmatch(mark):
        return 1
    if _SUB.fullmatch(mark) or found.key(row, 1).startswith(("trong do", "- ", "+ ")):
        return 3
    return 3 if last == 3 and not mark else 2


def _is_total(found: Grid, row: int) -> bool:
    names, initials = _total_names()
    for col in range(min(2, found.cols)):
        first = found.at(row, col).lstrip(" .:;*")[:1].lower()
        if first in initials and found.key(row, col) in names:
            return True
    return False


@cache
def _total_names() -> tuple[frozenset[str], frozenset[str]]:
    """Names of total rows, and the letters that one may begin with: few cells need folding."""
    names = frozenset(toml_table("tables")["total_rows"])
    initials = {name[0] for name in names}
    return names, frozenset(initials | ({"đ"} if "d" in initials else set()))


def _row_name(found: Grid, row: int) -> str:
    return found.at(row, 0) if not found.at(row, 1) or found.value(row, 1) is not None else found.at(row, 1)


def _header(found: Grid, col: int) -> str:
    texts = [found.at(row, col) for row in range(found.header)]
    named = [text for text in texts if text and not text[0].isdigit() and not text.startswith("(")]
    return named[-1] if named else ""


@cache
def _words(name: str) -> re.Pattern[str]:
    words = sorted(toml_table("tables")[name], key=len, reverse=True)
    return re.compile(r"(?:^|[\s(])(?:" + "|".join(map(re.escape, words)) + r")(?=$|[\s).,;:])")


def _is_additive(found: Grid, col: int, rows: list[int]) -> bool:
    """Every cell is a number or empty, at least two say something, and no header word forbids adding."""
    for row in range(found.header):
        for place in range(col, -1, -1):
            block = found.cells.get((row, place))
            if block is not None:
                spans = place + block.col_span > col
                if spans and _words("not_additive").search(found.key(row, place)):
                    return False
                break
    values = [found.value(row, col) for row in rows]
    return None not in values and sum(bool(found.at(row, col)) for row in rows) >= 2


def _total_columns(found: Grid, document: Document) -> list[Wrong]:
    wrong: list[Wrong] = []
    checked = 0
    stated = dict.fromkeys((total, tuple(parts)) for total, parts in (*formulas(found), *_named_parts(found)))
    for total, parts in stated:
        for row in range(found.header, found.rows):
            written = found.value(row, total)
            right = _sum_of(found, row, parts)
            if written is None or right is None or not found.at(row, total):
                continue
            checked += 1
            if right != written:
                place = f"Dòng {shown(_row_name(found, row))}, cột {shown(_header(found, total))}"
                sums = f"ghi {amount(float(written))}, cộng các cột thành phần được {amount(float(right))}"
                wrong.append((f"{place}: {sums}.", (_cell(found, document, row, total),)))
    return wrong if len(wrong) <= max(1, checked // 2) else []


def _sum_of(found: Grid, row: int, parts: tuple[int, ...]) -> Decimal | None:
    """Sum of a row's parts; None where one is text or all are empty or zero."""
    values = [found.value(row, col) for col in parts]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) and any(known) else None


def _named_parts(found: Grid) -> list[tuple[int, list[int]]]:
    """Under one group header: a column ``Tổng số`` and others that are all of one list of parts."""
    table = toml_table("tables")
    stated = []
    for (row, col), block in found.cells.items():
        if row >= found.header - 1 or block.col_span < 3:
            continue
        names = [found.key(row + block.row_span, place) for place in range(col, col + block.col_span)]
        if names[0] not in table["total_columns"]:
            continue
        if any(set(names[1:]) <= set(group["names"]) for group in table["parts"]):
            stated.append((col, list(range(col + 1, col + block.col_span))))
    return stated


def _cell(found: Grid, document: Document, row: int, col: int) -> Evidence:
    block = found.cells[row, col]
    return quoted(document, block.start, block.end)
