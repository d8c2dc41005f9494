"""Names of WordprocessingML (ECMA-376 transitional; strict namespaces are mapped onto these when a part is parsed)."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"

VAL = W + "val"
P, TBL, TR, TC, RUN, SDT, SDT_CONTENT = (W + name for name in ("p", "tbl", "tr", "tc", "r", "sdt", "sdtContent"))
P_PR, R_PR, TBL_PR, TR_PR, TC_PR, SECT_PR = (W + name for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"))
TEXT, TXBX = W + "t", W + "txbxContent"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP[1:-1].encode()),
)

WRAPPERS = frozenset(
    W + name for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "hyperlink", "sdtContent", "rt",
    "rubyBase")
)  # fmt: skip
"""Elements whose children stand in the text as if the element were not there."""


_OFF = frozenset(("0", "false", "off", "none"))


def on(element: object) -> bool:
    """Value of an on/off property element (``w:val`` left out means on)."""
    return element.get(VAL) not in _OFF  # type: ignore[attr-defined]
