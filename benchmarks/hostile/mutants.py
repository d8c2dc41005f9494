"""``python -m benchmarks.hostile.mutants SOURCE TARGET``: damaged copies of real files, the same each time."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path


def mutants(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    """``count`` damaged copies: bytes changed, cut short, pieces taken out, doubled or moved."""
    chance = random.Random(seed)
    for number in range(count):
        copy = bytearray(data)
        start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        kind = number % 5
        if kind == 0:
            for _ in range(chance.choice((1, 8, 64, 512))):
                copy[chance.randrange(len(copy))] = chance.randrange(256)
        elif kind == 1:
            del copy[start:]
        elif kind == 2:
            del copy[start : min(end, start + 5_000)]
        elif kind == 3:
            copy[start:start] = data[start : min(end, start + 50_000)]
        else:
            copy[start : start + 2_000] = bytes(min(2_000, len(copy) - start))
        yield bytes(copy)


def write(sources: Path, target: Path, each: int, seed: int = 42) -> int:
    """Write ``each`` mutants of every file below ``sources``; how many there are."""
    target.mkdir(parents=True, exist_ok=True)
    made = 0
    files = sorted(path for path in sources.rglob("*") if path.is_file())
    for place, path in enumerate(files):
        data = path.read_bytes()
        for number, copy in enumerate(mutants(data, seed + place, each) if data else ()):
            (target / f"{place:04}-{number:02}-{path.name}").write_bytes(copy)
            made += 1
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile.mutants")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--each", type=int, default=5)
    options = parser.parse_args()
    write(options.source, options.target, options.each)
