"""Write the samples anew: ``python -m samples.make``. Every run gives the same bytes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from samples.making import agencies, departments, localities, seed
from samples.making.consolidated import expectations
from samples.making.draft import Draft
from samples.making.gold import gold_of, write_json
from samples.making.pdf import write_pdf
from samples.making.word import write_docx

HERE = Path(__file__).parent
YEARS = (2023, 2024)


@dataclass(frozen=True)
class Unit:
    """One unit of the made-up province: code, name, contents and form of its report."""

    code: str
    name: str
    write: Callable[[int], Draft]
    form: str
    page_numbers: str = "top"


UNITS = (
    Unit("STP", "Sở Tư pháp", departments.justice, "docx"),
    Unit("STC", "Sở Tài chính", departments.finance, "pdf"),
    Unit("STTTT", "Sở Thông tin và Truyền thông", departments.communications, "docx"),
    Unit("SYT", "Sở Y tế", departments.health, "pdf", "bottom"),
    Unit("SGDĐT", "Sở Giáo dục và Đào tạo", departments.education, "docx"),
    Unit("SXD", "Sở Xây dựng", agencies.construction, "pdf", "none"),
    Unit("SNNPTNT", "Sở Nông nghiệp và Phát triển nông thôn", agencies.agriculture, "docx"),
    Unit("VPUBND", "Văn phòng UBND tỉnh", agencies.office, "pdf"),
    Unit("SLĐTBXH", "Sở Lao động - Thương binh và Xã hội", agencies.labour, "docx"),
    Unit("KKT", "Ban Quản lý Khu kinh tế", agencies.zone, "docx"),
    Unit("HUYEN-A", "UBND huyện A", localities.district_a, "docx"),
    Unit("THI-XA-B", "UBND thị xã B", localities.town_b, "pdf", "none"),
    Unit("THANH-PHO-C", "UBND thành phố C", localities.city_c, "docx"),
    Unit("HUYEN-D", "UBND huyện D", localities.district_d, "pdf"),
)
MISSING = {2024: ("SXD",)}
DAMAGED = {2024: ("HUYEN-D",)}


def main(target: Path = HERE) -> None:
    """Write ``reports`` and ``gold`` below ``target``."""
    for folder in ("reports", "gold"):
        shutil.rmtree(target / folder, ignore_errors=True)
    for year in YEARS:
        drafts = {unit.code: unit.write(year) for unit in UNITS if unit.code not in MISSING.get(year, ())}
        for unit in UNITS:
            if unit.code in drafts:
                _write(target, drafts[unit.code], unit, damaged=unit.code in DAMAGED.get(year, ()))
        replaced = None
        if year == 2024:
            unit = next(unit for unit in UNITS if unit.code == "SYT")
            replaced = departments.health(year, corrected=True)
            _write(target, replaced, unit)
        write_json(
            target / "gold" / f"consolidated-{year}.json",
            expectations(year, UNITS, drafts, replaced, DAMAGED.get(year, ())),
        )
    _write_seed(target)


def _write(target: Path, draft: Draft, unit: Unit, *, damaged: bool = False) -> None:
    name = f"{draft.year}/{draft.name}.{unit.form}"
    data = write_docx(draft) if unit.form == "docx" else write_pdf(draft, page_numbers=unit.page_numbers)
    if damaged:
        # Cut in transmission: the page tree at the end of the file is gone.
        data = data[: len(data) * 2 // 5]
    path = target / "reports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if not damaged:
        digest = hashlib.sha256(data).hexdigest()
        kind = "docx" if unit.form == "docx" else "pdf_text"
        write_json(target / "gold" / f"{name}.json", gold_of(draft, name, kind, digest))


def _write_seed(target: Path) -> None:
    folder = target / "reports" / "2017"
    folder.mkdir(parents=True, exist_ok=True)
    for form, data in (("txt", seed.SOURCE.read_bytes()), ("docx", seed.seed_docx()), ("pdf", seed.seed_pdf())):
        (folder / f"so-noi-vu.{form}").write_bytes(data)
        kind = {"txt": "txt", "docx": "docx", "pdf": "pdf_text"}[form]
        digest = hashlib.sha256(data).hexdigest()
        write_json(
            target / "gold" / "2017" / f"so-noi-vu.{form}.json", seed.seed_gold(f"2017/so-noi-vu.{form}", kind, digest)
        )


if __name__ == "__main__":
    main()
