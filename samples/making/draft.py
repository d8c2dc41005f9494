"""A report being written: every fact is recorded as gold when its words are made, so text and gold cannot part.

Contents call ``d.p(f"... {d.cite(...)} ... {d.n(12, 'văn bản')}")``; the methods return the words and keep the fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Numbering = Literal["auto", "typed", "bold"]
BOUND_WORDS = {
    "exact": "",
    "more_than": "hơn",
    "less_than": "dưới",
    "about": "gần",
    "at_least": "ít nhất",
    "at_most": "tối đa",
}
_TYPES = frozenset(("NQ", "QĐ", "CT", "TB", "HD", "CTr", "KH", "BC", "TTr", "NĐ", "TT", "TTLT", "KL"))
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Block:
    """``kind``: paragraph, bullet, heading, table, annex (a heading on a new page) or caption."""

    kind: str
    text: str = ""
    label: str = ""
    level: int = 0
    body: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Table:
    """Header rows and body rows; a header cell is ``text`` or ``(text, columns, rows)``; ``widths`` in millimetres."""

    header: tuple[tuple[Any, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass
class Draft:
    """One document: its letterhead, blocks, closing parts, and the gold that they give."""

    name: str
    year: int
    numbering: Numbering = "typed"
    scheme: str = "I.|1.|a)"
    letterhead_form: Literal["table", "tabs", "none"] = "table"
    parent: str | None = None
    agency: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = "Minh Họa"
    issued_on: str | None = None
    kind_title: str = "BÁO CÁO"
    subject: str = ""
    addressee: str = ""
    blocks: list[Block] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    authority: str | None = None
    position: str | None = None
    signer: str | None = None
    expected_findings: list[str] = field(default_factory=list)
    notes: str = ""
    gold_references: dict[tuple[str, str | None], dict[str, Any]] = field(default_factory=dict)
    gold_named: list[str] = field(default_factory=list)
    gold_counts: list[dict[str, Any]] = field(default_factory=list)
    gold_indicators: list[dict[str, Any]] = field(default_factory=list)
    gold_sections: list[list[str]] = field(default_factory=list)
    gold_tables: int = 0
    counters: list[int] = field(default_factory=lambda: [0] * 6)

    # --- words that are facts -------------------------------------------------------------------------------------
    def cite(self, label: str, number: str, on: str | None = None, how: str = "/") -> str:
        """A citation: ``label số number ngày ...``; ``how`` is the way the date is written, ``on`` its ISO date."""
        self._refer(number, on)
        return f"{label} {number}{date_tail(on, how)}" if label else f"{number}{date_tail(on, how)}"

    def cite_list(self, label: str, numbers: list[int], symbol: str, on: str) -> str:
        """A list that shares its symbol: ``label 12, 13, 14/QĐ-UBND ngày ...``."""
        for number in numbers:
            self._refer(f"{number}/{symbol}", on)
        return f"{label} {', '.join(map(str, numbers[:-1]))} và {numbers[-1]}/{symbol}{date_tail(on, '/')}"

    def _refer(self, number: str, on: str | None) -> None:
        for (known, date), row in self.gold_references.items():
            if known == number and (on is None or date is None or date == on):
                row["mentions"] += 1
                row["issued_on"] = row["issued_on"] or on
                return
        self.gold_references[number, on] = {"number": number, "issued_on": on, "type": type_of(number), "mentions": 1}

    def named(self, title: str) -> str:
        """A law cited by name."""
        if title not in self.gold_named:
            self.gold_named.append(title)
        return title

    def n(
        self, value: float, unit: str, code: str | None = None, bound: str = "exact", word: str = "", pad: bool = True
    ) -> str:
        """A quantity with its unit; ``code`` names the indicator, ``word`` replaces the usual word of the bound."""
        words = " ".join(
            part
            for part in (word or BOUND_WORDS[bound], figure(value, pad) + ("" if unit == "%" else f" {unit}"))
            if part
        )
        words += "%" if unit == "%" else ""
        self.gold_indicators.append({"value": value, "unit": unit, "bound": bound, "quote": words, "code": code})
        return words

    def ratio(self, part: int, whole: int, unit: str, code: str | None = None, percent: bool = True) -> str:
        """``45/59 nhiệm vụ (đạt 76,27%)``: the numerator is the value, the denominator ``of``."""
        words = f"{figure(part)}/{figure(whole)} {unit}"
        share = f" (đạt {figure(round(100 * part / whole, 2), False)}%)" if percent else ""
        row = {"value": part, "unit": unit, "bound": "exact", "quote": words, "code": code, "of": whole}
        self.gold_indicators.append(row)
        return words + share

    def procedures(
        self,
        count: int,
        words: str,
        *,
        fields: int | None = None,
        reference: str | None = None,
        action: str | None = None,
        levels: tuple[str, ...] = (),
    ) -> str:
        """A count of procedures; ``words`` holds ``{n}`` for the number and ``{f}`` for the number of fields."""
        text = words.format(n=figure(count), f=figure(fields or 0))
        row = {"procedures": count, "fields": fields, "reference": reference, "action": action, "levels": list(levels)}
        self.gold_counts.append(row | {"quote": text})
        return text

    # --- blocks ---------------------------------------------------------------------------------------------------
    def h(self, level: int, title: str, body: str = "") -> None:
        """A heading of ``level`` 1..3; with ``body`` it runs into its paragraph."""
        self.counters[level] += 1
        self.counters[level + 1 :] = [0] * (len(self.counters) - level - 1)
        label = "" if self.numbering == "bold" else self._label(level)
        self.gold_sections.append([label, title[:100]])
        self.blocks.append(Block("heading", title, label, level, body))

    def _label(self, level: int) -> str:
        pattern = self.scheme.split("|")[level - 1]
        count = self.counters[level]
        if pattern.startswith("I"):
            return _ROMAN[count] + pattern[1:]
        if pattern.startswith("a"):
            return "abcdđeghik"[count - 1] + pattern[1:]
        if pattern == "1.1.":
            return ".".join(str(n) for n in self.counters[level - 1 : level + 1]) + "."
        return f"{count}{pattern[1:]}"

    def p(self, text: str) -> None:
        """A paragraph."""
        self.blocks.append(Block("paragraph", text))

    def li(self, text: str) -> None:
        """A list item with a dash."""
        self.blocks.append(Block("bullet", text))

    def table(self, header: list[list[Any]], rows: list[list[str]], widths: list[float], caption: str = "") -> None:
        """A data table under an optional caption."""
        if caption:
            self.blocks.append(Block("caption", caption))
        self.gold_tables += 1
        shape = Table(tuple(map(tuple, header)), tuple(map(tuple, rows)), tuple(widths))
        self.blocks.append(Block("table", table=shape))

    def annex(self, label: str, title: str) -> None:
        """An annex on a new page: ``PHỤ LỤC`` and its title."""
        self.blocks.append(Block("annex", title, label))

    def sign(self, authority: str | None, position: str, name: str, *recipients: str) -> None:
        """Signature and Nơi nhận."""
        self.authority, self.position, self.signer = authority, position, name
        self.recipients = list(recipients)


def figure(value: float, pad: bool = True) -> str:
    """Vietnamese figures: ``1.234``, ``98,5``, ``08``."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.2f}".rstrip("0").replace(",", " ").replace(".", ",").replace(" ", ".")
    whole = int(value)
    return f"0{whole}" if pad and 0 < whole < 10 else f"{whole:,}".replace(",", ".")


def date_tail(on: str | None, how: str) -> str:
    """The date after a document number, in one of the usual ways; months 3 to 9 stand without a zero."""
    if on is None:
        return ""
    year, month, day = on.split("-")
    short = month if int(month) < 3 else str(int(month))
    forms = {
        "/": f" ngày {day}/{short}/{year}",
        ",": f", ngày {day}/{short}/{year}",
        "long": f" ngày {day} tháng {short} năm {year}",
        ".": f" ngày {day}.{month}.{year}",
        "-": f" ngày {day}-{month}-{year}",
        "()": f" ({day}/{short}/{year})",
    }
    return forms[how]


def type_of(number: str) -> str:
    """Type code of a number as its maker knows it: assembly and party numbers, types in the symbol, else a letter."""
    if "/QH" in number or "/UBTVQH" in number:
        return "Luật"
    head, _, rest = number.partition("/")
    if "-" in head:
        return head.split("-")[1]
    group = rest.split("/")[-1].split("-")[0]
    return group if group in _TYPES else "CV"
