"""A department's own facts.

Who reports, when, on what. Written by the user as a folder of TOML and CSV (see ``pipeline.profile``).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.org_unit import OrgUnit
from schemas.period import PeriodKind
from schemas.span import Model

UnitRule = Literal["sum", "recompute", "last", "union", "none"]
TimeRule = Literal["sum", "recompute", "last", "union", "none"]
Operator = Literal["==", "<=", ">=", "<", ">", "!="]
Missing = Literal["skip_if_any", "skip_if_all", "zero"]
Importance = Literal["high", "medium", "low"]


class Department(Model):
    """Letterhead and signature block of the consolidated report. Dots stand where a person has to write."""

    name: str = "SỞ NỘI VỤ"
    parent: str = "UBND TỈNH ……"
    place: str = "……"
    symbol: str = "SNV"
    authority: str | None = None
    position: str = "GIÁM ĐỐC"
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class ReportType(Model):
    """A report that units owe.

    ``subjects`` are words of its title, any of which is enough; none means every report is of this type.

    ``due_days`` counts from the day after the period (0); None means no deadline is known. ``units`` and
    ``unit_kinds`` say who owes it; both empty means everybody.
    """

    code: str
    name: str
    subjects: tuple[str, ...] = ()
    periods: tuple[PeriodKind, ...] = ()
    due_days: int | None = None
    units: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False


class Calendar(Model):
    """``basis`` is the cut-off rule of a named period: 15th to 14th (Nghị định 09/2019/NĐ-CP) or calendar."""

    basis: Literal["calendar", "administrative_15_14"] = "calendar"
    reports: tuple[ReportType, ...] = ()


class IndicatorRule(Model):
    """How one indicator is put together.

    ``numerator`` and ``denominator`` are codes of a ratio; ``part_of`` is the code of its whole.
    """

    code: str
    name: str
    unit: str | None = None
    over_units: UnitRule = "sum"
    over_time: TimeRule = "sum"
    numerator: str | None = None
    denominator: str | None = None
    part_of: str | None = None
    add_columns: bool = False
    """Several columns of one table that give this indicator are its parts (``trước hạn`` and ``đúng hạn``)."""
    required: bool = False
    patterns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    group: str | None = None
    source: str = ""
    verified: bool = False


class ReplacedDocument(Model):
    """A document that another one took the place of, from ``replaced_from`` (ISO date) on. Numbers are canonical."""

    number: str
    issued_on: str | None = None
    replaced_by: str
    replaced_from: str | None = None
    source: str = ""
    verified: bool = False


class ValidationRule(Model):
    """``left operator right`` over indicator codes in brackets.

    ``[1.3.2] + [1.3.3] <= [1.3.1]``. ``instruction`` is Vietnamese.
    """

    id: str
    left: str
    operator: Operator
    right: str
    instruction: str
    importance: Importance = "medium"
    missing: Missing = "skip_if_any"
    scope: Literal["unit", "total", "both"] = "unit"


class Policy(Model):
    """Thresholds and word lists of the merge, read from ``[policy]`` of rules.toml.

    Word lists are compared without diacritics.
    """

    total_rows: tuple[str, ...] = ()
    other_period_columns: tuple[str, ...] = ()
    other_unit_columns: tuple[str, ...] = ()
    closing_words: tuple[str, ...] = ()
    section_titles: dict[str, str] = Field(default_factory=dict)
    near_identical: float = 92.0
    outlier_z: float = 3.5
    outlier_history: int = 4
    outlier_factor: float = 10.0
    same_subject: float = 75.0


class Profile(Model):
    """Everything a department may set.

    ``verified`` is False while any of it still waits for a person's confirmation.
    """

    name: str
    title: str = "Kết quả công tác cải cách hành chính"
    department: Department = Department()
    units: tuple[OrgUnit, ...] = ()
    calendar: Calendar = Calendar()
    indicators: tuple[IndicatorRule, ...] = ()
    rules: tuple[ValidationRule, ...] = ()
    documents: tuple[ReplacedDocument, ...] = ()
    policy: Policy = Policy()
    builtin: bool = False
    verified: bool = False
