"""``python -m benchmarks.speed`` (``make bench``): how fast one core reads reports, beside what plain libraries need.

All tools read the same files in one process on one core, in turns (paired rounds); figures are medians of CPU time.
``baocao`` reads, extracts, audits and stores. Ratios hold from machine to machine, absolute times do not.
"""

# ruff: noqa: PLC0415 - each tool imports its own library, so that the memory of one is not that of all

from __future__ import annotations

import argparse
import cProfile
import io
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

Tool = Callable[[Path], object]


def baocao(path: Path) -> object:
    """Read, extract and audit; the rows for the library are ready afterwards."""
    from pipeline.library import Kept
    from pipeline.reporting import report_and_document

    report, document = report_and_document(path.read_bytes(), path.name)
    return Kept.read(path.name, report, document)


def baocao_read(path: Path) -> object:
    """The reader alone."""
    from pipeline.readers import read

    return read(path.read_bytes(), path.name).detach()


def pdfium(path: Path) -> object:
    """pypdfium2, bare text of every page: the practical limit."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
    document.close()
    return texts


def pdfplumber_text(path: Path) -> object:
    """pdfplumber, extract_text of every page."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [page.extract_text() for page in document.pages]


def lxml_text(path: Path) -> object:
    """lxml, parse the main part and walk its text elements."""
    from lxml import etree

    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return [element.text for element in root.iter(name)]


def python_docx_text(path: Path) -> object:
    """python-docx, text of paragraphs and table cells."""
    import docx

    document = docx.Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


PDF_TOOLS: dict[str, Tool] = {
    "pdfium, bare text": pdfium,
    "baocao, reading only": baocao_read,
    "baocao, read+extract+audit+store": baocao,
    "pdfplumber, extract_text": pdfplumber_text,
}
DOCX_TOOLS: dict[str, Tool] = {
    "lxml, parse and walk": lxml_text,
    "baocao, reading only": baocao_read,
    "baocao, read+extract+audit+store": baocao,
    "python-docx": python_docx_text,
}


def spend(tool: Tool, paths: list[Path], folder: Path) -> float:
    """CPU seconds that ``tool`` needs for all ``paths``; baocao stores them in a new library in one transaction."""
    shelf = Path(tempfile.mkdtemp(dir=folder))  # goes with ``folder``: to delete it is no work of the tool
    start = process_time()
    results = [tool(path) for path in paths]
    if tool is baocao:
        from pipeline.library import Library

        with Library.open(shelf / "library.db") as library:
            library.keep(results, {result.sha256: path for result, path in zip(results, paths, strict=True)})  # type: ignore[attr-defined, arg-type]
    return process_time() - start


def medians(tools: dict[str, Tool], paths: list[Path], rounds: int, folder: Path) -> dict[str, float]:
    """Median CPU seconds of each tool over ``rounds`` rounds, after one round that warms caches and imports."""
    from pipeline.intake.reading import warm_up

    warm_up()  # as every worker of a batch does before its first file
    times: dict[str, list[float]] = {name: [] for name in tools}
    for round_number in range(rounds + 1):
        for name, tool in tools.items():
            spent = spend(tool, paths, folder)
            if round_number:
                times[name].append(spent)
    return {name: statistics.median(spent) for name, spent in times.items()}


def peak_memory(form: str, tool: str, folder: Path) -> int:
    """Peak resident memory, in megabytes, of a fresh process that runs one tool over the files once."""
    command = [sys.executable, "-m", "benchmarks.speed", "--once", form, tool, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) // 1024


def once(form: str, tool: str, folder: str) -> str:
    """Run one tool once over ``folder`` and give this process's peak memory in kilobytes."""
    tools = PDF_TOOLS if form == "pdf" else DOCX_TOOLS
    spend(tools[tool], sorted(Path(folder).glob(f"*.{form}")), Path(folder))
    # getrusage would give the parent's peak where that was higher: it survives fork and exec.
    status = Path("/proc/self/status").read_text()
    return next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))


def lines(form: str, tools: dict[str, Tool], paths: list[Path], rounds: int, folder: Path, memory: bool) -> list[str]:
    """The table of one format; the first tool is the unit of the ratios."""
    pages = 11 * len(paths)
    result = [f"{form}: {len(paths)} files, about {pages} pages, {rounds} rounds"]
    result.append(f"{'tool':36}{'ms/file':>10}{'pages/s':>10}{'ratio':>8}{'MB peak':>9}")
    spent = medians(tools, paths, rounds, folder)
    unit = next(iter(spent.values()))
    for name, seconds in spent.items():
        peak = str(peak_memory(form, name, folder)) if memory else "-"
        row = f"{name:36}{1000 * seconds / len(paths):>10.1f}{pages / seconds:>10.0f}{seconds / unit:>8.2f}{peak:>9}"
        result.append(row)
    return [*result, ""]


def profile(paths: list[Path], count: int) -> str:
    """Where baocao spends its time: the ``count`` functions with most time of their own."""
    baocao(paths[0])
    profiler = cProfile.Profile()
    profiler.enable()
    for path in paths:
        baocao(path)
    profiler.disable()
    target = io.StringIO()
    pstats.Stats(profiler, stream=target).sort_stats("tottime").print_stats(count)
    return target.getvalue()


def main() -> None:
    """Make the corpus in a temporary folder and write the tables to stdout."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("--copies", type=int, default=30, help="reports in each format")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-memory", action="store_true", help="skip the memory runs")
    parser.add_argument("--profile", type=int, metavar="N", help="show the N hottest functions instead")
    parser.add_argument("--once", nargs=3, metavar=("FORM", "TOOL", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.once:
        sys.stdout.write(once(*options.once) + "\n")
        return
    from benchmarks.corpus import make

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdfs, words = make(folder, options.copies)
        if options.profile:
            sys.stdout.write(profile(pdfs, options.profile) + profile(words, options.profile))
            return
        for form, tools, paths in (("pdf", PDF_TOOLS, pdfs), ("docx", DOCX_TOOLS, words)):
            table = lines(form, tools, paths, options.rounds, folder, not options.no_memory)
            sys.stdout.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
