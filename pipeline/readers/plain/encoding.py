"""Bytes of a text file to a string: byte order marks, UTF-16 without one, UTF-8, Vietnamese code pages and legacy
fonts."""

from __future__ import annotations

import codecs
import unicodedata

from pipeline import legacy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4_096


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding. Never raises: bytes that fit nothing are replaced one by one."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data, error.start):
            return data.decode("utf-8", "replace"), "utf-8"
    return _single_byte(data)


def _single_byte(data: bytes) -> tuple[str, str]:
    """The reading that gives the largest share of Vietnamese syllables; Windows code page 1258 when nothing does
    better."""
    readings = {"cp1258": unicodedata.normalize("NFC", data.decode("cp1258", "replace"))}
    plain = data.decode("latin-1")
    readings |= {name: legacy.decode(plain, name) for name in ("tcvn3", "vni", "viscii")}
    shares = {}
    for name, text in readings.items():
        valid, words = legacy.valid_share(text[:200_000])
        shares[name] = valid / words if words else 0.0
    best = max(readings, key=lambda name: (shares[name], name == "cp1258"))
    return readings[best], best


def from_legacy(text: str, repairs: legacy.Repairs) -> str:
    """Legacy text that was saved as if it were Unicode (or VIQR) decoded, on strong evidence only; the rest
    repaired."""
    encoding = legacy.guess(text)
    if encoding is not None:
        words = len(text.split())
        text = legacy.decode(text, encoding)
        repairs[encoding, "Unicode", f"{encoding}: {words} chữ"] += 1
    return legacy.repaired(text, repairs)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly all bytes of one parity are 0, 1 or 0x1E (Latin and Vietnamese letters)."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(0) * 2 > len(high) and sum(high.count(byte) for byte in (0, 1, 3, 0x1E, 0x20)) > 0.95 * len(high):
            return name
    return None


def _is_nearly_utf8(data: bytes, first_error: int) -> bool:
    """A cut or slightly damaged UTF-8 file: many good multi-byte letters for each bad byte."""
    if first_error >= len(data) - 4 and not data[:first_error].isascii():
        return True
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(1 for c in text[:100_000] if c > "\x7f" and c != "\ufffd") > 10 * min(bad, 100_000)
