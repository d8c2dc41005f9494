"""How long keeping and searching take: ``python -m benchmarks.search [PARAGRAPHS]`` (100,000 by default).

Paragraphs are made of syllables with the frequencies of ordinary text (a few very common, most rare), so that hit
counts are like those of real reports. Prints CPU seconds of keeping, and the median milliseconds of each query.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pipeline.library import Kept, Library, cites, search
from schemas.document import Document
from schemas.letterhead import Issuer, Letterhead
from schemas.reference import DocumentType, Mention, Reference
from schemas.report import Report, Source

SYLLABLES = """
của và các được trong cho về với công tác thực hiện nhiệm vụ năm kế hoạch quyết định số cải cách hành chính sở
tỉnh đơn vị cơ quan thủ tục giải báo cáo kết quả triển khai bồi dưỡng nghiệp cán bộ viên chức đúng hạn hồ sơ
tiếp nhận trực tuyến dịch chuyển đổi tuyên truyền kiểm tra văn bản pháp luật xây dựng phát triển kinh tế xã
hội người dân doanh nghiệp hòa thuận lợi khó khăn kiến nghị
"""
ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
RIMES = "ao ăng âm en ếch iêu oai ong ôn ưng uyên ười ẩm ụng ọc ít ề ở"
QUERIES = (
    "bồi dưỡng nghiệp vụ",
    '"nghiệp vụ"',
    "boi duong nghiep vu",
    "quyet dinh",
    "của",
    '"khó khăn kiến nghị"',
    "198/QĐ-UBND",
    "không có chữ này",
)
PER_REPORT = 100


def paragraph(source: random.Random, words: list[str], weights: list[float]) -> str:
    """A made-up paragraph of 20 to 60 syllables."""
    return " ".join(source.choices(words, cum_weights=weights, k=source.randint(20, 60))).capitalize() + "."


def kept(number: int, source: random.Random, words: list[str], weights: list[float]) -> Kept:
    """A report of 100 paragraphs that cites one decision."""
    lines = [paragraph(source, words, weights) for _ in range(PER_REPORT)]
    cited = f"{1 + number % 300}/QĐ-UBND"
    lines[7] = f"Thực hiện Quyết định số {cited} ngày 19/7/2017. {lines[7]}"
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    start = text.index(cited)
    report = Report(
        report_id=digest,
        source=Source(filename=f"{number}.txt", media_type="text/plain", sha256=digest, size_bytes=len(text)),
        letterhead=Letterhead(number=f"{number}/BC-SNV", issued_on=f"20{10 + number % 15}-12-01"),
        issuer=Issuer(name=f"Đơn vị {number % 200}"),
        references=(
            Reference(
                number=cited,
                kind="individual",
                type=DocumentType(code="QĐ", name="Quyết định"),
                key=f"qd-ubnd/{number}/2017/?",
                mentions=(Mention(start=start, end=start + len(cited), quote=cited),),
            ),
        ),
    )
    return Kept.read(f"{number}.txt", report, Document(text=text))


def main() -> None:
    """Build a library, then ask it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    source = random.Random(7)
    rare = {onset + rime for onset in ONSETS.split() for rime in RIMES.split()}
    words = [*SYLLABLES.split(), *sorted(rare)]
    weights: list[float] = []
    for rank in range(len(words)):
        weights.append((weights[-1] if weights else 0.0) + 1 / (rank + 3))
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db") as library:
        start = time.process_time()
        items = [kept(number, source, words, weights) for number in range(count // PER_REPORT)]
        prepared = time.process_time()
        for first in range(0, len(items), 100):
            library.keep(items[first : first + 100])
        stored = time.process_time()
        size = sum(len(item.text or "") for item in items)
        disk = (Path(folder) / "library.db").stat().st_size
        pace = size / (stored - prepared) / 1e6
        sys.stdout.write(
            f"{count} paragraphs, {size / 1e6:.1f} M characters: made and prepared {prepared - start:.1f} s, "
            f"kept {stored - prepared:.1f} s CPU ({pace:.1f} M characters/s), {disk / 1e6:.0f} MB\n"
        )
        for query in QUERIES:
            times = []
            for _ in range(7):
                start = time.perf_counter()
                hits = search(library, query)
                times.append(time.perf_counter() - start)
            sys.stdout.write(f"search {query!r}: {statistics.median(times) * 1000:.1f} ms, {len(hits)} hits shown\n")
        for query in ("198/QĐ-UBND", "qd 15", "198"):
            start = time.perf_counter()
            found = cites(library, query)
            sys.stdout.write(f"cites {query!r}: {(time.perf_counter() - start) * 1000:.1f} ms, {len(found)} hits\n")


if __name__ == "__main__":
    main()
