"""Document numbers as people type them, taken apart for comparison.

``1982/QĐ-UBND``, ``1982/qd-ubnd``, ``1982 qd ubnd`` and ``01982/QĐUBND`` are the same; a year is optional
(``02/2017/TT-VPCP`` = ``2/TT-VPCP``). Party numbers (``30-NQ/TW``) come apart the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.text.folding import search_key

_NUMBER = re.compile(r"(?<![a-z0-9])(?P<value>\d{1,9})(?P<suffix>[a-z]{0,2})(?![a-z0-9])")
_YEAR = re.compile(r"\s{0,3}[/\s-]\s{0,3}(?P<year>(?:19|20)\d\d)(?![a-z0-9])")
_DATE = re.compile(
    r"\s{0,3}[,(]?\s{0,3}(?:ban hanh |ky )?(?:ngay )?"
    r"(?P<day>\d{1,2})(?:\s?[/.-]\s?| thang )(?P<month>\d{1,2})(?:\s?[/.-]\s?| nam )(?P<year>(?:19|20)\d\d)\)?"
)
_BARE_YEAR = re.compile(r"\s{0,3}[,(]?\s{0,3}(?:ban hanh )?nam (?P<year>(?:19|20)\d\d)\)?")
_DIGIT = re.compile(r"\d")
_SYMBOL = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A number apart: ``label`` are the folded words before it, ``symbol`` the letters after it without separators."""

    value: int
    suffix: str = ""
    year: int | None = None
    symbol: str = ""
    label: str = ""
    issued_on: str | None = None


def number_key(text: str) -> NumberKey | None:
    """Take apart a canonical number or what a person typed; None where no number stands in it. Linear time."""
    key = search_key(text)
    found = _NUMBER.search(key)
    if found is None:
        return None
    label, rest = key[: found.start()], key[found.end() :]
    issued_on = None
    written = _DIGIT.search(rest) is not None  # canonical numbers rarely hold more digits
    dated = _DATE.search(rest) if written else None
    named = _BARE_YEAR.search(rest) if written else None
    if dated is not None:
        issued_on = f"{dated['year']}-{int(dated['month']):02}-{int(dated['day']):02}"
        rest = rest[: dated.start()]
    elif named is not None:
        issued_on = named["year"]
        rest = rest[: named.start()]
    year = _YEAR.match(rest)
    if year is not None:
        rest = rest[year.end() :]
    return NumberKey(
        int(found["value"]),
        found["suffix"],
        int(year["year"]) if year else None,
        "".join(_SYMBOL.findall(rest)),
        " ".join(word for word in _SYMBOL.findall(label) if word != "so"),
        issued_on,
    )
