"""Profiles: the built-in one works, an edited one is checked, and every error names file, row and field."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors.data import toml_rows
from pipeline.profile import ProfileError, check, init, load
from pipeline.profile.expressions import codes_of, evaluate, problems_of, terms


def test_the_builtin_profile_covers_the_catalogue_of_extraction() -> None:
    profile = load()
    rules = {rule.code: rule for rule in profile.indicators}
    for row in toml_rows("indicators"):
        assert rules[row["code"]].over_units == row["aggregate"], row["code"]
        assert rules[row["code"]].group
    assert profile.builtin and not profile.verified and not profile.units


def test_init_writes_a_folder_that_checks_and_loads_alike(tmp_path: Path) -> None:
    written = init(tmp_path / "p")
    assert {path.name for path in written} == {
        "department.toml",
        "units.csv",
        "calendar.toml",
        "indicators.toml",
        "rules.toml",
        "documents.csv",
    }
    assert check(tmp_path / "p") == []
    assert load(tmp_path / "p").indicators == load().indicators
    (tmp_path / "p" / "units.csv").write_text("code,name\nA,Sở A\n", "utf-8")
    assert init(tmp_path / "p") == []
    assert [unit.code for unit in load(tmp_path / "p").units] == ["A"]


def test_a_folder_may_hold_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text(
        '[[indicator]]\ncode = "1.8"\nrequired = true\n\n[[indicator]]\ncode = "own"\nname = "Chỉ tiêu riêng"\n',
        "utf-8",
    )
    rules = {rule.code: rule for rule in load(tmp_path).indicators}
    assert rules["1.8"].required and rules["1.8"].name == "Sáng kiến CCHC"
    assert rules["own"].over_units == "sum" and len(rules) == len(load().indicators) + 1


def test_units_with_lists_dates_and_answers(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "\ufeffcode,name,aliases,valid_to,successors,reports\nA,Sở A,SA; Sở A cũ,2025-07-01,B,có\nB,Sở B,,,,0\n",
        "utf-8",
    )
    first, second = load(tmp_path).units
    assert first.aliases == ("SA", "Sở A cũ") and first.successors == ("B",) and first.reports and not second.reports
    assert first.valid_on("2025-01-01", "2026-01-01") and not first.valid_on("2025-07-01", None)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("units.csv", "code,name\nA,Sở A\nA,Sở A\n", "units.csv: mã 'A' xuất hiện 2 lần"),
        ("units.csv", "code,name,parent\nA,Sở A,X\n", "units.csv: đơn vị 'A': parent: không có đơn vị 'X'"),
        ("units.csv", "code,name,parent\nA,Sở A,B\nB,Sở B,A\n", "units.csv: đơn vị 'A': parent: quan hệ cấp trên tạo thành vòng"),
        ("units.csv", "code,name,valid_from\nA,Sở A,1/7/2025\n", "units.csv: dòng 2: valid_from: '1/7/2025' không phải ngày dạng NĂM-THÁNG-NGÀY"),
        ("units.csv", "code,name,reports\nA,Sở A,maybe\n", "units.csv: dòng 2: reports: 'maybe' phải là 1 (có) hoặc 0 (không)"),
        ("units.csv", "code,name\nA,Sở A,thừa\n", "units.csv: dòng 2: thừa ô"),
        ("units.csv", "code,name\n,Sở A\n", "units.csv: dòng 2: code: thiếu trường bắt buộc"),
        ("units.csv", "code,nam\nA,Sở A\n", "units.csv: dòng 1: cột 'nam' không có trong mẫu"),
        ("calendar.toml", 'basis = "x"\n', "calendar.toml: basis"),
        ("calendar.toml", "basis = \n", "calendar.toml: sai cú pháp TOML"),
        ("calendar.toml", '[[report]]\ncode = "c"\nname = "n"\ndue_days = "15"\nperiods = ["tuần"]\n', "calendar.toml: [[report]] thứ 1: periods.0: giá trị phải là một trong"),
        ("indicators.toml", '[[indicator]]\ncode = "x"\n', "indicators.toml: [[indicator]] thứ 59: name: thiếu trường bắt buộc"),
        ("indicators.toml", '[[indicator]]\ncode = "x"\nname = "n"\nover_units = "mean"\n', "over_units: giá trị phải là một trong"),
        ("indicators.toml", '[[indicator]]\ncode = "x"\nname = "n"\npart_of = "y"\n', "indicators.toml: chỉ tiêu 'x': part_of: không có chỉ tiêu 'y'"),
        ("indicators.toml", '[[indicator]]\ncode = "x"\nname = "n"\nnumerator = "1.8"\n', "numerator và denominator phải đi cùng nhau"),
        ("indicators.toml", 'indicator = "x"\n', "indicators.toml: indicator: phải viết là [[indicator]]"),
        ("rules.toml", '[[rule]]\nid = "r"\nleft = "[1.8"\noperator = "<="\nright = "[zz]"\ninstruction = "i"\n', "rules.toml: quy tắc 'r': left:"),
        ("rules.toml", '[[rule]]\nid = "r"\nleft = "[1.8]"\noperator = "<="\nright = "[zz]"\ninstruction = "i"\n', "rules.toml: quy tắc 'r': right: không có chỉ tiêu 'zz'"),
        ("rules.toml", "[policy]\nnear_identical = \"cao\"\n", "rules.toml: [policy]: near_identical"),
        ("department.toml", "[department]\nten = \"SỞ\"\n", "department.toml: [department]: ten: tên trường không có trong mẫu"),
    ],
)  # fmt: skip
def test_problems_name_file_row_and_field(tmp_path: Path, name: str, content: str, expected: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    found = check(tmp_path)
    assert any(expected in problem for problem in found), found
    with pytest.raises(ProfileError) as caught:
        load(tmp_path)
    assert expected in caught.value.message and caught.value.problems == tuple(found)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name,parent\nA,Sở A,X\n,B,\n", "utf-8")
    (tmp_path / "calendar.toml").write_bytes(b"basis = \xff\n")
    assert len(check(tmp_path)) == 3
    assert "không phải UTF-8" in check(tmp_path)[0]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert check(tmp_path / "không có") == ["không có: không phải là thư mục"]


def test_expressions() -> None:
    assert terms("[1.3.2] + [1.3.3] - 2") == [(1, "1.3.2"), (1, "1.3.3"), (-1, Decimal(2))]
    assert codes_of("[a] + [b]") == ["a", "b"]
    assert evaluate("[a] - [b] + 1.5", {"a": Decimal(5), "b": Decimal(2)}.get) == Decimal("4.5")
    assert evaluate("[a] + [c]", {"a": Decimal(5)}.get) is None
    for wrong in ("", "[a] [b]", "[a] * 2", "1 2", "[a", "(1)"):
        assert problems_of(wrong) and codes_of(wrong) == []
