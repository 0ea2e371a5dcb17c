"""The straight lines drawn on a page: rules of tables, drawn as strokes or as thin rectangles."""

from collections.abc import Iterable, Iterator
from ctypes import byref, c_float
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from phongtrao.reader.load.boxes import Box

_THIN = 3.0  # points; a thicker bar is a shade, not a rule
_SHORTEST = 4.0  # points
_FEW_SEGMENTS = 6  # a line has 2, a rectangle 5; with more, each segment is looked at
_APART = 2.0  # points: rules closer than this are one
_FORM_DEPTH = 3


class Rule(NamedTuple):
    """A line at ``place`` (its x when it is upright, else its y), from ``start`` to ``end``."""

    place: float
    start: float
    end: float


class Rules(NamedTuple):
    """The level and the upright lines of a page, each sorted, pieces of one line joined."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def find_rules(page: pypdfium2.PdfPage, quarters: int = 0) -> Rules:
    """The lines of a page that was turned so many quarters for reading."""
    return sort_rules(box.turned(quarters) for box in _boxes(page))


def sort_rules(boxes: Iterable[Box]) -> Rules:
    """Thin boxes as rules; the others are left out."""
    level, upright = [], []
    for left, bottom, right, top in boxes:
        if top - bottom <= _THIN and right - left >= _SHORTEST:
            level.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= _THIN and top - bottom >= _SHORTEST:
            upright.append(Rule((left + right) / 2, bottom, top))
    return join_rules(level, upright)


def join_rules(level: Iterable[Rule], upright: Iterable[Rule]) -> Rules:
    """Lines in any order and in pieces, as the rules of one page."""
    return Rules(tuple(_joined(level)), tuple(_joined(upright)))


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Pieces on one line joined, also where one is a hair beside the other."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.place - groups[-1][0].place < _APART:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        place = sum(rule.place for rule in group) / len(group)
        pieces = sorted(rule[1:] for rule in group)
        start, end = pieces[0]
        for left, right in pieces[1:]:
            if left > end + _APART:
                yield Rule(place, start, end)
                start, end = left, right
            end = max(end, right)
        yield Rule(place, start, end)


def _boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    count = raw.FPDFPage_CountObjects(page.raw)
    things = [raw.FPDFPage_GetObject(page.raw, number) for number in range(count)]
    kinds = [raw.FPDFPageObj_GetType(thing) for thing in things]
    if raw.FPDF_PAGEOBJ_FORM in kinds:  # a part drawn from elsewhere, with a place of its own
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_FORM_DEPTH):
            yield Box(*thing.get_bounds())
        return
    for thing, kind in zip(things, kinds, strict=True):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _boxes_of(thing)


def _boxes_of(path: Any) -> Iterator[Box]:
    count = raw.FPDFPath_CountSegments(path)
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(path, byref(left), byref(bottom), byref(right), byref(top))
    whole = Box(left.value, bottom.value, right.value, top.value)
    if min(whole.right - whole.left, whole.height) <= _THIN:
        yield whole
    elif count >= _FEW_SEGMENTS or _is_stroked(path):
        yield from _segments(path, count)


def _is_stroked(path: Any) -> bool:
    fill, stroke = raw.FPDF_FILLMODE_NONE, raw.FPDF_BOOL(0)
    mode = type(stroke)(fill)
    raw.FPDFPath_GetDrawMode(path, byref(mode), byref(stroke))
    return bool(stroke.value)


def _segments(path: Any, count: int) -> Iterator[Box]:
    """The straight segments of a path; a closed one comes back to where it began."""
    x, y = c_float(), c_float()
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    begin = before = None
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or before is None:
            begin = before = here
            continue
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield _box_between(before, here)
        before = here
        if begin is not None and raw.FPDFPathSegment_GetClose(segment):
            yield _box_between(here, begin)


def _box_between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x1, y1), (x2, y2) = one, other
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
