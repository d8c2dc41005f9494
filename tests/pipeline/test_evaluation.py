"""The measure itself: counts, neutral and overlapping values, levels of headings, and a whole run on the samples."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation import evaluate
from pipeline.evaluation.__main__ import main
from pipeline.evaluation.documents import scores
from pipeline.evaluation.matching import Item, Score, compare
from pipeline.evaluation.rendering import changes, render
from pipeline.evaluation.sections import levels
from pipeline.evaluation.texts import LocatedText, similar, squeeze
from schemas.document import Document
from schemas.letterhead import Letterhead
from schemas.reference import Mention, Reference
from schemas.report import Extraction
from schemas.section import Section


def _items(*values: str) -> list[Item]:
    return [Item(value, value, value) for value in values]


def _near(gold: Item, got: Item) -> bool:
    return gold.words[0] == got.words[0]


def test_exact_and_overlapping_hits_are_counted_apart() -> None:
    score = compare(_items("a1", "b1", "c1"), _items("a1", "b2", "d1"), _near)
    assert (score.gold, score.got, score.exact, score.overlap) == (3, 3, 1, 2)
    assert score.misses == ("b1  [found: b2]", "c1")
    assert score.false_hits == ("d1",)
    precision, recall, f1 = score.rates()
    assert precision == recall == f1 == pytest.approx(1 / 3)


def test_repeated_values_match_one_to_one() -> None:
    score = compare(_items("a", "a"), _items("a"), _near)
    assert (score.exact, score.misses) == (1, ("a",))


def test_neutral_values_are_neither_hit_nor_miss() -> None:
    score = compare(_items("a"), _items("a", "z"), _near, neutral=_items("z"))
    assert score.rates() == (1.0, 1.0, 1.0)


def test_recall_only_does_not_judge_extra_values() -> None:
    score = compare(_items("a", "b"), _items("a", "x", "y"), _near, recall_only=True)
    assert score.rates() == (1.0, 0.5, pytest.approx(2 / 3))
    assert score.false_hits == ()


def test_nothing_expected_and_nothing_found_has_no_rate() -> None:
    assert Score().rates() == (None, None, None)
    assert (Score(1, 2, 1, 1) + Score(1, 0, 0, 0)).rates() == (0.5, 0.5, 0.5)


def test_words_compare_whatever_their_marks_case_and_spaces() -> None:
    assert squeeze("SỞ  Tư-pháp.") == squeeze("sở tư pháp") == "sotuphap"
    assert similar(squeeze("Kết quả thực hiện"), squeeze("Kết quả thực hiện nhiệm vụ"))
    assert not similar(squeeze("Khó khăn"), squeeze("Kiến nghị"))


def test_a_quote_is_found_over_a_line_break() -> None:
    text = LocatedText(Document(text="Sở đã mở 3 lớp\nbồi dưỡng. Hết."))
    place = text.find("3 lớp bồi dưỡng")
    assert place == (9, 24)
    assert text.sentence((9, 14)) == "Sở đã mở 3 lớp"
    assert text.find("không có") is None


def test_levels_follow_from_the_numbering_styles() -> None:
    labels = ["Phần I", "I.", "1.", "a)", "b)", "2.", "2.1.", "II.", "1.", "Phần II"]
    assert levels([[label, ""] for label in labels]) == [1, 2, 3, 4, 4, 3, 4, 2, 3, 1]


def _mention(text: str) -> Mention:
    return Mention(start=0, end=len(text), quote=text)


def _reference(number: str, on: str | None, mentions: int) -> Reference:
    places = tuple(_mention(number) for _ in range(mentions))
    return Reference(number=number, kind="individual", issued_on=on, key=number, mentions=places)


GOLD: dict[str, Any] = {
    "document_type": "BC",
    "number": "12/BC-SNV",
    "references": [
        {"number": "1/QĐ-UBND", "issued_on": "2024-01-02", "type": "QĐ", "mentions": 2},
        {"number": "2/QĐ-UBND", "issued_on": None, "type": "QĐ", "mentions": 1},
        {"number": "3/SGDDT-VP", "alt": "3/SGDĐT-VP", "issued_on": None, "type": "CV", "mentions": 1},
    ],
    "sections": [["I.", "KẾT QUẢ"], ["1.", "Chỉ đạo"]],
    "sections_doubtful": [["a)", "Về thời gian"]],
    "recipients": ["Như trên"],
    "tables": 1,
}


def _scores(extraction: Extraction) -> dict[str, Score]:
    return scores(GOLD, extraction, LocatedText(Document(text="1/QĐ-UBND")))


def test_references_dates_and_mentions_are_judged_apart() -> None:
    found = (
        _reference("1/QĐ-UBND", "2024-01-03", 1),
        _reference("3/SGDĐT-VP", None, 1),
        _reference("9/QĐ-UBND", None, 1),
    )
    judged = _scores(Extraction(references=(*found, _reference("1982", None, 1))))
    assert (judged["references"].exact, len(judged["references"].misses)) == (2, 1)
    assert len(judged["references"].false_hits) == 1, "a bare number is not judged, an unknown one is"
    assert judged["reference_dates"].exact == 0 and judged["reference_dates"].overlap == 1
    assert (judged["mentions"].gold, judged["mentions"].got, judged["mentions"].exact) == (4, 3, 2)


def test_a_doubtful_heading_and_an_unnumbered_one_do_no_harm() -> None:
    def section(label: str | None, title: str, *children: Section) -> Section:
        return Section(label=label, title=title, level=1, start=0, end=1, children=children)

    tree = (section("I", "Kết quả", section("1.", "Chỉ đạo:"), section("a)", "Về thời gian")), section(None, "Ghi chú"))
    judged = _scores(Extraction(sections=tree))
    assert judged["sections"].rates() == (1.0, 1.0, 1.0)
    assert judged["sections_top"].rates() == (1.0, 1.0, 1.0)


def test_absent_values_are_misses_and_wrong_ones_false_hits() -> None:
    judged = _scores(Extraction(letterhead=Letterhead(number="13/BC-SNV")))
    assert (judged["number"].gold, judged["number"].got, judged["number"].exact) == (1, 1, 0)
    assert judged["document_type"].misses == ("BC",)
    assert judged["tables"].misses == ("1 tables, found 0",)


def _gold_folder(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_text(text, "utf-8")
    gold = {"file": "a.txt", "kind": "txt", "references": GOLD["references"][:1]}
    (folder / "a.json").write_text(json.dumps(gold), "utf-8")
    (folder / "b.json").write_text(json.dumps(gold | {"file": "gone.txt"}), "utf-8")
    sentence = {"id": "s1", "text": "Không có gì để tính.", "procedure_counts": [], "indicators": [], "periods": []}
    (folder / "sentences.jsonl").write_text(json.dumps(sentence | {"references": ["1/QĐ-UBND"]}) + "\n", "utf-8")
    return folder


def test_a_run_reads_documents_and_sentences_and_says_what_it_skipped(tmp_path: Path) -> None:
    evaluation = evaluate(_gold_folder(tmp_path, "Căn cứ Quyết định số 1/QĐ-UBND ngày 02/01/2024 của UBND tỉnh."))
    assert set(evaluation.documents) == {"a.txt"}
    assert evaluation.skipped == {"gone.txt": "document not found"}
    totals = evaluation.totals()
    assert totals["born_digital"]["references"].gold == 1
    assert totals["sentences"]["references"].misses == ("1/QĐ-UBND  s1: Không có gì để tính.",)
    shown = "\n".join(render(evaluation))
    assert "skipped gone.txt" in shown and "s1: Không có gì để tính." in shown
    json.dumps(evaluation.as_json(), allow_nan=False)


def test_changes_show_what_was_gained_and_lost(tmp_path: Path) -> None:
    folder = _gold_folder(tmp_path, "Không viện dẫn văn bản nào.")
    before = evaluate(folder).as_json()
    (folder / "a.txt").write_text("Căn cứ Quyết định số 1/QĐ-UBND ngày 02/01/2024.", "utf-8")
    after = evaluate(folder).as_json()
    assert list(changes(before, before)) == []
    gained = list(changes(before, after))
    assert "gained a.txt miss references: 1/QĐ-UBND: (not found in the text)" in gained
    assert "born_digital references: F1 0.0 -> 1.0" in gained
    assert any(line.startswith("lost   a.txt miss references") for line in changes(after, before))


def test_the_module_runs_as_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _gold_folder(tmp_path, "Căn cứ Quyết định số 1/QĐ-UBND ngày 02/01/2024 của UBND tỉnh.")
    result = tmp_path / "result" / "now.txt"
    result.parent.mkdir()
    monkeypatch.setattr(sys, "argv", ["evaluation", str(folder), "--json", str(result), "--brief"])
    main()
    assert "born_digital" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["evaluation", str(folder), "--against", str(result)])
    main()
    assert "gained" not in capsys.readouterr().out
    assert json.loads(result.read_text("utf-8"))["documents"]["a.txt"]["references"]["f1"] == 1.0
