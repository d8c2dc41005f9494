"""What a page draws besides text: ruled lines from pdfium's path objects, images and curves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref, c_float, c_int, c_uint, sizeof
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.paging import calls
from pipeline.readers.paging.geometry import Rule
from pipeline.readers.paging.native import NativePage
from schemas.span import Box

THIN = 2.6
"""A filled rectangle up to so many points high or wide is a rule."""
MIN_RULE = 4.0
MAX_OBJECTS = 50_000
MAX_SEGMENTS = 4_000
MAX_RULES = 6_000
MAX_DEPTH = 3
MAX_PICTURES = 100
MAX_PLACE = 50_000.0
TOLERANCE = 3.0
"""Rules nearer than this are one (pdfplumber's default)."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a page draws besides text.

    Merged rules, the share of the page under images, the number of curves, the dots per inch of the largest image, and
    the boxes of the images.
    """

    rules: tuple[Rule, ...] = ()
    images: float = 0.0
    curves: int = 0
    dpi: float = 0.0
    pictures: tuple[Box, ...] = ()


def survey(page: NativePage) -> Survey:
    """Look through the page's objects. No rules are given where a drawing has too many lines to be a table."""
    found: list[Rule] = []
    images: list[tuple[Box, float]] = []
    curves = 0
    total = page.objects if page.objects >= 0 else pdfium.FPDFPage_CountObjects(page.raw_page)
    if 0 < total <= MAX_OBJECTS:
        for kind, item, matrix in _objects(partial(calls.page_object, page.raw_page), total, None, 0):
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                images.append(_image(item, page.shown(*_bounds(item, matrix))))
            elif len(found) <= MAX_RULES:
                straight, bent = _rules_of(item, matrix, page.shown)
                found += straight
                curves += bent
    kept = merged(found) if len(found) <= MAX_RULES else []
    share = _share([box for box, _ in images], page.width, page.height)
    largest = max(images, key=lambda image: _area(image[0]), default=None)
    boxes = tuple(box for box, _ in images[:MAX_PICTURES])
    return Survey(tuple(kept), share, curves, largest[1] if largest else 0.0, boxes)


def _image(item: Any, box: Box) -> tuple[Box, float]:
    """Box of an image and its dots per inch."""
    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, byref(width), byref(height))
    return box, 72.0 * (width.value * height.value / max(_area(box), 1.0)) ** 0.5


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _share(images: list[Box], width: float, height: float) -> float:
    """Share of the page under images; scanners often cut one page into many strips, so areas are added up."""
    area = sum(
        max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
        for x0, top, x1, bottom in images
    )
    return min(1.0, area / max(width * height, 1.0))


def _objects(
    get: Callable[[int], Any], total: int, matrix: Matrix | None, depth: int
) -> Iterator[tuple[int, Any, Matrix | None]]:
    """Kind, path or image object, and matrix of the form it stands in; also those inside form objects."""
    path, image, form = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
    kind_of = calls.kind_of_object
    for index in range(total):
        item = get(index)
        kind = kind_of(item)
        if kind in (path, image):
            yield kind, item, matrix
        elif kind == form and depth < MAX_DEPTH:
            inner = pdfium.FPDFFormObj_CountObjects(item)
            if 0 < inner <= MAX_OBJECTS:
                own = _product(_matrix(item), matrix)
                yield from _objects(partial(calls.form_object, item), inner, own, depth + 1)


def _bounds(item: Any, matrix: Matrix | None) -> Box:
    four = (c_float * 4)()
    calls.object_bounds(item, *(byref(four, i * sizeof(c_float)) for i in range(4)))
    left, bottom, right, top = four
    return _moved((left, bottom), (right, top), matrix)


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def _product(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _rules_of(
    item: Any, matrix: Matrix | None, shown: Callable[[float, float, float, float], Box]
) -> tuple[list[Rule], int]:
    """Rules of a path, and the number of its segments when it is no rule."""
    fill, stroke = c_int(), c_int()
    calls.draw_mode(item, byref(fill), byref(stroke))
    count = calls.count_segments(item)
    if not (fill.value or stroke.value) or count < 2 or count > MAX_SEGMENTS:
        return [], max(count, 0)
    if count <= 5:
        box = shown(*_bounds(item, matrix))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            return _rule(box), 0
        if count == 2:
            return [], 0
    found: list[Rule] = []
    for part in _outlines(item, count):
        found += _outline_rules(part, bool(stroke.value), _product(_matrix(item), matrix), shown)
    return found, 0 if found else count


def _rule(box: Box) -> list[Rule]:
    width, height = box[2] - box[0], box[3] - box[1]
    if not all(-MAX_PLACE < value < MAX_PLACE for value in box):
        return []
    if width >= height:
        return [Rule(True, (box[1] + box[3]) / 2, box[0], box[2])] if width >= MIN_RULE else []
    return [Rule(False, (box[0] + box[2]) / 2, box[1], box[3])] if height >= MIN_RULE else []


def _moved(p: Point, q: Point, matrix: Matrix | None) -> Box:
    if matrix is not None:
        a, b, c, d, e, f = matrix
        p = p[0] * a + p[1] * c + e, p[0] * b + p[1] * d + f
        q = q[0] * a + q[1] * c + e, q[0] * b + q[1] * d + f
    return min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])


def _outlines(item: Any, count: int) -> Iterator[list[Point]]:
    """Straight outlines of a path; one with a curve is left out. Closed outlines end where they began."""
    points: list[Point] = []
    straight = True
    x, y = c_float(), c_float()
    places = byref(x), byref(y)
    for index in range(count):
        segment = calls.path_segment(item, index)
        kind = calls.kind_of_segment(segment)
        calls.segment_point(segment, *places)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            straight = False
        points.append((x.value, y.value))
        if calls.closes(segment) and points[0] != points[-1]:
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _outline_rules(
    points: list[Point], stroked: bool, matrix: Matrix, shown: Callable[[float, float, float, float], Box]
) -> list[Rule]:
    boxes = [shown(*_moved(a, b, matrix)) for a, b in pairwise(points)]
    whole = (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    if min(whole[2] - whole[0], whole[3] - whole[1]) <= THIN:
        return _rule(whole)
    if not stroked:
        return []
    return [rule for box in boxes if min(box[2] - box[0], box[3] - box[1]) <= 1.0 for rule in _rule(box)]


def merged(found: list[Rule]) -> list[Rule]:
    """Rules snapped to one another and joined end to end (what ``pdfplumber.table.merge_edges`` does, on tuples)."""
    result: list[Rule] = []
    for across in (True, False):
        group: list[Rule] = []
        for rule in sorted((r for r in found if r.across is across), key=lambda r: r.at):
            if group and rule.at - group[-1].at > TOLERANCE:
                result += _joined(group)
                group = []
            group.append(rule)
        if group:
            result += _joined(group)
    return result


def _joined(group: list[Rule]) -> list[Rule]:
    at = sum(rule.at for rule in group) / len(group)
    joined: list[Rule] = []
    for rule in sorted(group, key=lambda r: r.start):
        if joined and rule.start <= joined[-1].end + TOLERANCE:
            if rule.end > joined[-1].end:
                joined[-1] = joined[-1]._replace(end=rule.end)
        else:
            joined.append(rule._replace(at=at))
    return joined
