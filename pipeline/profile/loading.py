"""Read and check the files of a profile. Nothing stops at the first problem: a person wants the whole list."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from pipeline.errors import BaocaoError
from pipeline.profile import sheets
from pipeline.profile.catalogue import completed
from pipeline.profile.checking import one, text_of
from pipeline.profile.expressions import codes_of, problems_of
from schemas.org_unit import OrgUnit
from schemas.profile import Calendar, Department, IndicatorRule, Policy, Profile, ReportType, ValidationRule

FILES = ("department.toml", "units.csv", "calendar.toml", "indicators.toml", "rules.toml", "documents.csv")
M = TypeVar("M", bound=BaseModel)


class ProfileError(BaocaoError):
    """The profile cannot be used; ``problems`` name file, row and field."""

    reason = "Hồ sơ cấu hình của đơn vị có lỗi."
    advice = "Sửa các lỗi nêu trên rồi chạy lại; xem bằng lệnh: baocao profile check."

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems), reason="\n".join((self.reason, *self.problems)))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)


def read_profile(folder: Path | None, builtin: Path) -> tuple[Profile, list[str]]:
    """The profile and its problems; rows with problems are left out of the profile."""
    problems: list[str] = []
    if folder is not None and not folder.is_dir():
        return Profile(name=str(folder)), [f"{folder.name}: không phải là thư mục"]

    def toml(name: str) -> dict[str, Any]:
        return _toml(_source(folder, builtin, name), problems)

    head, calendar, indicators, rules = (toml(name) for name in FILES if name.endswith(".toml"))
    profile = Profile(
        name=str(head.get("name", folder.name if folder else "mặc định")),
        title=str(head.get("title", Profile.model_fields["title"].default)),
        verified=head.get("verified") is True,
        department=one(Department, head.get("department", {}), "department.toml", "[department]", problems)
        or Department(),
        units=tuple(sheets.units(_source(folder, builtin, "units.csv"), problems)),
        calendar=Calendar(
            basis="administrative_15_14" if calendar.get("basis") == "administrative_15_14" else "calendar",
            reports=tuple(_rows(ReportType, calendar, "report", "calendar.toml", problems)),
        ),
        indicators=tuple(_rows(IndicatorRule, completed(indicators), "indicator", "indicators.toml", problems)),
        documents=tuple(sheets.documents(_source(folder, builtin, "documents.csv"), problems)),
        rules=tuple(_rows(ValidationRule, rules, "rule", "rules.toml", problems)),
        policy=one(Policy, rules.get("policy", {}), "rules.toml", "[policy]", problems) or Policy(),
        builtin=folder is None,
    )
    if calendar.get("basis", "calendar") not in ("calendar", "administrative_15_14"):
        problems.append(
            f"calendar.toml: basis: giá trị {calendar['basis']!r} phải là calendar hoặc administrative_15_14"
        )
    problems += _cross_checks(profile)
    return profile, problems


def _source(folder: Path | None, builtin: Path, name: str) -> Path:
    own = folder / name if folder is not None else None
    return own if own is not None and own.exists() else builtin / name


def _toml(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(text_of(path, problems))
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path.name}: sai cú pháp TOML: {error}")
        return {}


def _rows(kind: type[M], data: dict[str, Any], name: str, file: str, problems: list[str]) -> Iterator[M]:
    rows = data.get(name, [])
    if not isinstance(rows, list):
        problems.append(f"{file}: {name}: phải viết là [[{name}]]")
        return
    for number, row in enumerate(rows, 1):
        found = one(kind, row, file, f"[[{name}]] thứ {number}", problems)
        if found is not None:
            yield found


def _cross_checks(profile: Profile) -> list[str]:
    problems = []
    units = {unit.code: unit for unit in profile.units}
    indicators = {rule.code for rule in profile.indicators}
    for file, codes in (
        ("units.csv", [unit.code for unit in profile.units]),
        ("indicators.toml", [rule.code for rule in profile.indicators]),
        ("rules.toml", [rule.id for rule in profile.rules]),
        ("calendar.toml", [report.code for report in profile.calendar.reports]),
    ):
        problems += [f"{file}: mã {code!r} xuất hiện {n} lần" for code, n in Counter(codes).items() if n > 1]
    for unit in profile.units:
        for field, target in [("parent", unit.parent), *(("successors", code) for code in unit.successors)]:
            if target and target not in units:
                problems.append(f"units.csv: đơn vị {unit.code!r}: {field}: không có đơn vị {target!r}")
        if unit.valid_from and unit.valid_to and unit.valid_from >= unit.valid_to:
            problems.append(f"units.csv: đơn vị {unit.code!r}: valid_to phải sau valid_from")
        if _in_circle(unit.code, units):
            problems.append(f"units.csv: đơn vị {unit.code!r}: parent: quan hệ cấp trên tạo thành vòng")
    for rule in profile.indicators:
        for field in ("numerator", "denominator", "part_of"):
            target = getattr(rule, field)
            if target and target not in indicators:
                problems.append(f"indicators.toml: chỉ tiêu {rule.code!r}: {field}: không có chỉ tiêu {target!r}")
        if bool(rule.numerator) != bool(rule.denominator):
            problems.append(f"indicators.toml: chỉ tiêu {rule.code!r}: numerator và denominator phải đi cùng nhau")
    for check in profile.rules:
        for field, text in (("left", check.left), ("right", check.right)):
            problems += [f"rules.toml: quy tắc {check.id!r}: {field}: {problem}" for problem in problems_of(text)]
            unknown = [code for code in codes_of(text) if code not in indicators]
            problems += [f"rules.toml: quy tắc {check.id!r}: {field}: không có chỉ tiêu {code!r}" for code in unknown]
    return problems


def _in_circle(code: str, units: dict[str, OrgUnit]) -> bool:
    seen, current = set(), units.get(code)
    while current is not None and current.parent:
        if current.code in seen:
            return True
        seen.add(current.code)
        current = units.get(current.parent)
    return False
