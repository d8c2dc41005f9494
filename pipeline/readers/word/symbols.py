"""Characters of symbol fonts (``w:sym``): Symbol, Wingdings and Wingdings 2 codes that stand in office documents."""

from __future__ import annotations

_SYMBOL = {
    0x2D: "−", 0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB7: "•", 0xB0: "°", 0xAE: "→",
    0xDE: "⇒", 0xA5: "∞",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x53: "Σ", 0x44: "Δ", 0x57: "Ω", 0xD6: "√",
    0xBB: "≈", 0xA8: "♦",
}  # fmt: skip
_WINGDINGS = {
    0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0xA8: "□", 0x6E: "■", 0xA7: "▪", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑",
    0xFD: "☒", 0x78: "☒",
    0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0x76: "❖", 0x6C: "●", 0xA1: "○", 0x9F: "•", 0x28: "☎", 0x2A: "✉", 0x46: "☞",
    0x22: "✂",
}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x98: "●"}


def symbol(font: str, code: str) -> str:
    """The Unicode character of a symbol font's code (hexadecimal, with or without F000); ``•`` for unknown symbols."""
    try:
        value = int(code, 16) if len(code) <= 6 else 0
    except ValueError:
        return ""
    low = value - 0xF000 if 0xF000 <= value <= 0xF0FF else value
    name = font.lower()
    if name.startswith("wingdings 2"):
        return _WINGDINGS2.get(low, "•")
    if name.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(low, "•")
    if name.startswith("symbol"):
        return _SYMBOL.get(low, chr(low) if 0x20 <= low < 0x7F and not chr(low).isalpha() else "•")
    if 0x20 <= low < 0xD800 or 0xE000 <= low <= 0xFFFD or 0x10000 <= low <= 0x10FFFF:
        return chr(low) if not 0xE000 <= low <= 0xF8FF else "•"
    return ""
