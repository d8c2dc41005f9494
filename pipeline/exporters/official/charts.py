"""Charts for the report, drawn by matplotlib (optional extra ``charts``); without it the report has none.

SVG for the web, PNG for DOCX; fixed metadata and hash salt, so the same numbers give the same bytes.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, Literal

from pipeline.exporters._labels import UNIT_STATES, Names
from pipeline.merge.wording import number
from schemas.consolidation import Consolidation
from schemas.total import Number, Total

_FONTS = ("Times New Roman", "Tinos", "Liberation Serif")
_OWN_FONT = "DejaVu Serif"  # comes with matplotlib and has all Vietnamese letters
_COLORS = {
    "received": "#548235",
    "partial": "#BF9000",
    "late": "#ED7D31",
    "wrong_period": "#A5A5A5",
    "unreadable": "#7F7F7F",
    "superseded": "#595959",
    "missing": "#C00000",
}
_MOST_CHARTS, _MOST_UNITS = 3, 30
Format = Literal["png", "svg"]


def available() -> bool:
    """Whether charts can be drawn here."""
    return find_spec("matplotlib") is not None


def report_charts(source: Consolidation, form: Format = "png") -> list[tuple[str, bytes]]:
    """Caption and image of each chart of the report; empty when matplotlib is not installed."""
    if not available():
        return []
    found = []
    counts: Counter[str] = Counter(row.state for row in source.status)
    if counts:
        rows = [(UNIT_STATES[state], counts[state], _COLORS[state]) for state in UNIT_STATES if counts[state]]
        found.append(("Tình trạng gửi báo cáo (số đơn vị)", _bars(rows, form)))
    names = Names(source)
    for total in _told_by_most(source):
        caption = f"{total.label} theo đơn vị" + (f" ({total.unit})" if total.unit else "")
        found.append((caption, _bars([(name, value, "#2E75B6") for name, value in _values(total, names)], form)))
    return found


def _told_by_most(source: Consolidation) -> list[Total]:
    def told(total: Total) -> int:
        return sum(part.state == "counted" for part in total.contributions)

    fitting = [total for total in source.indicators if total.rule == "sum" and told(total) >= 3]
    order = {total.id: position for position, total in enumerate(fitting)}
    return sorted(fitting, key=lambda total: (-told(total), order[total.id]))[:_MOST_CHARTS]


def _values(total: Total, names: Names) -> list[tuple[str, Number]]:
    values = [
        (names.unit(part.unit), part.amount.value)
        for part in total.contributions
        if part.state == "counted" and part.amount.value is not None and part.amount.upper is None
    ]
    return sorted(values, key=lambda item: (-item[1], item[0]))[:_MOST_UNITS]


def _bars(rows: Sequence[tuple[str, Number, str]], form: Format) -> bytes:
    import matplotlib  # noqa: PLC0415 - optional and slow to import
    from matplotlib import font_manager  # noqa: PLC0415
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    installed = set(font_manager.get_font_names())
    family = next((name for name in _FONTS if name in installed), _OWN_FONT)
    settings: dict[Any, Any] = {
        "font.family": family,
        "svg.hashsalt": "baocao",
        "svg.fonttype": "none",
        "font.size": 10,
    }
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(6.3, 0.6 + 0.27 * len(rows)), dpi=200, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        drawn = axes.barh(
            [row[0] for row in rows], [row[1] for row in rows], color=[row[2] for row in rows], height=0.62
        )
        axes.bar_label(drawn, labels=[number(row[1]) for row in rows], padding=3)
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.tick_params(bottom=False, labelbottom=False, left=False)
        image = io.BytesIO()
        quiet: dict[str, Any] = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(image, format=form, metadata=quiet)
    return image.getvalue()
