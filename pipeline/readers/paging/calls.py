"""The functions of pdfium that are asked for every line and object of a page, without conversion of their arguments.

pypdfium2 declares the type of every argument, and ctypes then checks and converts each one: that takes longer than most
of these functions need. The same functions without argument types take what is passed as it is, in a third of the
time. So pass only handles that pdfium gave, results of ``byref``, ctypes values and ints that fit a C int: anything
else goes wrong without an error.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_double, c_int, c_uint, c_ulong, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium


def _bare(function: Any, result: Any) -> Callable[..., Any]:
    """``function`` with no argument types."""
    address = cast(function, c_void_p).value
    assert address is not None
    return CFUNCTYPE(result)(address)


count_rects = _bare(pdfium.FPDFText_CountRects, c_int)
get_rect = _bare(pdfium.FPDFText_GetRect, c_int)
char_origin = _bare(pdfium.FPDFText_GetCharOrigin, c_int)
loose_char_box = _bare(pdfium.FPDFText_GetLooseCharBox, c_int)
font_size = _bare(pdfium.FPDFText_GetFontSize, c_double)
char_matrix = _bare(pdfium.FPDFText_GetMatrix, c_int)
font_info = _bare(pdfium.FPDFText_GetFontInfo, c_ulong)
font_weight = _bare(pdfium.FPDFText_GetFontWeight, c_int)
letter_code = _bare(pdfium.FPDFText_GetUnicode, c_uint)

page_object = _bare(pdfium.FPDFPage_GetObject, pdfium.FPDF_PAGEOBJECT)
form_object = _bare(pdfium.FPDFFormObj_GetObject, pdfium.FPDF_PAGEOBJECT)
kind_of_object = _bare(pdfium.FPDFPageObj_GetType, c_int)
object_bounds = _bare(pdfium.FPDFPageObj_GetBounds, c_int)
draw_mode = _bare(pdfium.FPDFPath_GetDrawMode, c_int)
count_segments = _bare(pdfium.FPDFPath_CountSegments, c_int)
path_segment = _bare(pdfium.FPDFPath_GetPathSegment, pdfium.FPDF_PATHSEGMENT)
kind_of_segment = _bare(pdfium.FPDFPathSegment_GetType, c_int)
segment_point = _bare(pdfium.FPDFPathSegment_GetPoint, c_int)
closes = _bare(pdfium.FPDFPathSegment_GetClose, c_int)
