"""``python -m pipeline.evaluation GOLD_DIR``: the evaluation before the command line is wired."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pipeline.evaluation import evaluate
from pipeline.evaluation.rendering import changes, render


def main() -> None:
    """Evaluate a folder of gold files and write the result to stdout."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluation")
    parser.add_argument("gold_dir", type=Path)
    parser.add_argument("--files", type=Path, action="append", default=[], help="further folders with the documents")
    parser.add_argument("--json", type=Path, help="write the result as JSON")
    parser.add_argument("--against", type=Path, help="an earlier JSON result: show what was gained and lost")
    parser.add_argument("--ocr", choices=("auto", "never", "force"), default="auto")
    parser.add_argument("--only", default="", help="only files whose name contains this (sentences.jsonl too)")
    parser.add_argument("--brief", action="store_true", help="tables only")
    options = parser.parse_args()
    evaluation = evaluate(options.gold_dir, files=options.files, ocr=options.ocr, only=options.only)
    result = evaluation.as_json()
    lines = list(render(evaluation, misses=not options.brief))
    if options.against:
        lines += ["", *changes(json.loads(options.against.read_text("utf-8")), result)]
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
