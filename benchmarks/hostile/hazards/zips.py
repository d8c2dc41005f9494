"""Archives: bombs, lies, overlaps, nesting, odd names, damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.hostile.hazards import Hazard
from benchmarks.hostile.hazards._archive import MEGA, Entry, archive, entry, repeated

_TEXT = "BÁO CÁO\n\nKết quả công tác năm 2024\n".encode()
_BIG = frozenset({"too_large"})
_BAD = frozenset({"too_large", "unreadable"})
_OPENED = frozenset({"accepted"})


def hazards() -> Iterator[Hazard]:
    """All of them."""
    zeros = repeated("zeros.bin", bytes(MEGA), 1024)
    yield Hazard("bomb-honest.zip", archive([zeros]), _BIG)
    yield Hazard("bomb-lying-size.zip", archive([replace(zeros, size=1000)]), _OPENED | _BAD)
    yield Hazard("bomb-lying-crc.zip", archive([replace(zeros, size=1000, crc=0)]), _OPENED | _BAD)
    yield Hazard("bomb-overlap.zip", archive([replace(zeros, name=b"%d" % n) for n in range(50)], overlap=True), _BAD)
    text = entry("a.txt", _TEXT)
    yield Hazard(
        "overlap-small.zip", archive([replace(text, name=b"%d.txt" % n) for n in range(50)], overlap=True), _BAD
    )
    yield Hazard("many-60k.zip", archive([Entry(b"%d" % n, b"", 0, 0, 0) for n in range(60_000)]), _BAD)
    yield from _nested()
    yield from _odd(text)


def _nested() -> Iterator[Hazard]:
    inner = archive([entry("a.txt", _TEXT)])
    for depth in range(60):
        inner = archive([entry(f"{depth}.zip", inner)])
    yield Hazard("nest-60.zip", inner, _OPENED)
    for count, size, name in ((16, 300, "bombs-16"), (16, 30, "bombs-16-quiet")):
        head = bytes(range(256)) * 2048  # lowers the ratio of the quiet ones below any alarm
        bombs = [
            entry(f"{n}.zip", archive([repeated("z", bytes(MEGA), size, bytes([n]) + head)]), 1) for n in range(count)
        ]
        yield Hazard(f"{name}.zip", archive(bombs), _OPENED | _BIG)
    quine = archive([Entry(b"me.zip", b"PK\3\4", 4, 0, 0)])
    yield Hazard("inner-damaged.zip", quine, _OPENED)


def _odd(text: Entry) -> Iterator[Hazard]:
    names = (
        b"../../../etc/passwd",
        b"/abs.txt",
        b"C:\\x.txt",
        b"a\0b.txt",
        b"\xff\xfe.txt",
        b"x" * 60_000,
        b"a\nb.txt",
        b"",
    )
    yield Hazard("odd-names.zip", archive([replace(text, name=name, flags=0) for name in names]), _OPENED | _BAD)
    yield Hazard("same-names.zip", archive([text] * 20), _OPENED)
    yield Hazard("encrypted.zip", archive([replace(text, flags=0x801)]), _OPENED | {"encrypted"})
    yield Hazard("method-99.zip", archive([replace(text, method=99)]), _OPENED)
    yield Hazard("wrong-crc.zip", archive([replace(text, crc=1)]), _OPENED)
    yield Hazard("huge-declared.zip", archive([replace(text, size=0xFFFFFFFE, packed_size=0xFFFFFFFE)]), _BAD)
    yield Hazard("zip64-lie.zip", archive([replace(text, size=0xFFFFFFFF, packed_size=0xFFFFFFFF)]), _OPENED | _BAD)
    yield Hazard("folders-only.zip", archive([Entry(b"a/", b"", 0, 0, 0), Entry(b"a/b/", b"", 0, 0, 0)]), _OPENED)
    yield Hazard("empty.zip", archive([]), _OPENED)
    whole = archive([entry(f"{n}.txt", _TEXT * (n + 1)) for n in range(20)])
    for tenth in range(1, 10):
        yield Hazard(f"cut-{tenth}0.zip", whole[: len(whole) * tenth // 10], _OPENED | _BAD | {"unsupported"})
    yield Hazard("rubbish-before.zip", b"\0" * 5000 + whole)
    yield Hazard("rubbish-after.zip", whole + bytes(70_000), _OPENED | _BAD)
    yield Hazard("pk-only.zip", b"PK\3\4")
    yield Hazard("good-and-bad.zip", archive([text, Entry(b"bad.pdf", b"%PDF-1.4 x", 10, 0, 0), text]), _OPENED)
