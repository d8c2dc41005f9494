"""``python -m benchmarks.hostile FOLDER``: one line per file and the totals; exit 1 when a promise does not hold.

With ``--make`` the hand-made hazards are written to the folder first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

from benchmarks.hostile.hazards import write
from benchmarks.hostile.running import lines, processes_with, run


def main() -> int:
    """Run the batch in a process of its own, so that what it leaves behind can be counted, and write the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=0, help="0: one per processor")
    parser.add_argument("--ocr", choices=("auto", "never", "force"), default="never")
    parser.add_argument("--make", action="store_true", help="write the hand-made hazards to the folder first")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        result = run(options.folder, options.workers, options.ocr)
        sys.stdout.write("\n".join(lines(result)) + "\n")
        return 1 if result.broken() else 0
    if options.make:
        write(options.folder)
    marker = f"HOSTILE={uuid.uuid4().hex}"
    name, _, value = marker.partition("=")
    command = [
        sys.executable,
        "-m",
        "benchmarks.hostile",
        "--inside",
        *(word for word in sys.argv[1:] if word != "--make"),
    ]
    code = subprocess.run(command, env=os.environ | {name: value}, check=False).returncode
    deadline = time.monotonic() + 5  # helpers of multiprocessing end when they see that their parent is gone
    while (left := processes_with(marker)) and time.monotonic() < deadline:
        time.sleep(0.1)
    sys.stdout.write(f"{left} processes left\n")
    return 1 if left or code else 0


if __name__ == "__main__":
    sys.exit(main())
