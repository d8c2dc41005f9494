"""``python -m benchmarks.linear``: every extractor on adversarial text; doubled text must take doubled time.

Texts are made of what patterns of this field stumble over. 1 MB of the bare ones (digits, spaces, slashes, ``ngày``,
``số``) must take under 1 s per extractor; of the others, which are full of facts, only the growth is judged. The worst
texts of each extractor are shown; ``!`` marks one that breaks the promise.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from time import process_time
from typing import Any

import extractors
from extractors.text.folding import fold
from schemas.document import Block, BlockKind, Document

MEGABYTE = 1_000_000
UNITS = {
    "digits": "1",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "slashes": "/",
    "digit slash": "1/",
    "number heads": "1982/QĐ-",
    "numbers": "số 1982/QĐ-UBND ",
    "number list": "1982, ",
    "dots": "1.",
    "groups": "1.234.",
    "hyphens": "QĐ-UBND-",
    "ngày": "ngày ",
    "ngày with spaces": "ngày          ",
    "dates": "ngày 19/7/2017 ",
    "open dates": "ngày … tháng … ",
    "số": "số ",
    "Số:": "Số: ",
    "căn cứ": "Căn cứ Luật ",
    "Luật": "Luật Tổ chức ",
    "nêu trên": "Quyết định nêu trên ",
    "roman": "I. ",
    "headings": "1. Kết quả\n",
    "signatures": "KT. GIÁM ĐỐC\n",
    "Nơi nhận": "Nơi nhận:\n- ",
    "dashes": "- ",
    "thủ tục": "12 thủ tục ",
    "trong đó": "trong đó 5 thủ tục, ",
    "periods": "6 tháng đầu năm, ",
    "quý": "quý III và ",
    "hơn": "hơn ",
    "percent": "45/59 (76,27%) ",
    "capitals": "ỦY BAN NHÂN DÂN ",
    "one word": "a",
    "combining marks": "a\u0301",
    "brackets": "(",
    "quotes": "“",
    "lines": "\n",
    "tabs": "a\t",
}

BARE = (
    *("digits", "spaces", "no-break spaces", "slashes", "digit slash"),
    *("dots", "groups", "ngày", "ngày with spaces", "số"),
)
GROWTH = 3.0


def document_of(text: str) -> Document:
    """``text`` with one paragraph block per line, as the text reader gives it."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(line)))
        start += len(line) + 1
    return Document(text=text, blocks=tuple(blocks))


def spend(text: str) -> Iterator[tuple[str, float]]:
    """CPU seconds of folding, tokenizing and each extractor over ``text``."""
    document = document_of(text)
    start = process_time()
    folded = fold(text)
    yield "folding", process_time() - start
    nlp = extractors.load()
    start = process_time()
    doc: Any = nlp.make_doc(text)
    yield "tokenizer", process_time() - start
    doc._.document, doc._.folded = document, folded
    for name, component in nlp.pipeline:
        start = process_time()
        doc = component(doc)
        yield name, process_time() - start


def main() -> int:
    """Measure and write one line per extractor, worst text first; exit 1 when one is too slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linear")
    parser.add_argument("--size", type=int, default=MEGABYTE, help="characters of the longer text")
    parser.add_argument("--only", default="", help="only texts whose name contains this")
    parser.add_argument("--all", action="store_true", help="every text, not only the worst of each extractor")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows: dict[str, list[tuple[float, float, str]]] = {}
    for name, unit in UNITS.items():
        if options.only not in name:
            continue
        half = dict(spend((unit * (options.size // 2 // len(unit) + 1))[: options.size // 2]))
        for extractor, seconds in spend((unit * (options.size // len(unit) + 1))[: options.size]):
            rows.setdefault(extractor, []).append((seconds, seconds / max(half[extractor], 1e-4), name))
    slow = 0
    limit = options.size / MEGABYTE
    for extractor, found in rows.items():
        ranked = sorted(found, reverse=True)
        for seconds, growth, name in ranked if options.all else ranked[:3]:
            broken = seconds > limit if name in BARE else growth > GROWTH and seconds > 0.2 * limit
            slow += broken
            sys.stdout.write(f"{'!' if broken else ' '} {extractor:20}{seconds:8.2f} s  x{growth:<6.1f}{name}\n")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
