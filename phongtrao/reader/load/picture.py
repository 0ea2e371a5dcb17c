"""Pictures of pages made straight, and the rules of tables found in them. Pillow, nothing more.

Straight lines are found without looking at a pixel from Python: the picture is squeezed fourfold
along one direction, where only a line stays dark, and the dark runs are searched for in its bytes.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import radians, tan

from PIL import Image, ImageFilter

from phongtrao.reader.load.ocr import DPI
from phongtrao.reader.load.rules import Rule, Rules, join_rules

_POINT = 72 / DPI  # of a pixel
_SQUEEZE = 4
_DARK_RUN = b"\xff" * 10  # squeezed pixels, 5 mm: longer than the upright of a letter
_SOLID = 0.6  # of the squeezed pixels dark: a line, also where noise has bitten into it
_DARK = 0.72  # of the brightness of the paper
_SMALL = 4  # how much lower the picture the skew is measured on
_STRIPS = 64  # and so narrow: all that a line of print shows of its skew
_COARSE = [step / 2 for step in range(-6, 7)]  # degrees
_FINE = [step / 10 for step in range(-4, 5)]
_STRAIGHT = 0.15  # degrees; less leaves rules whole, and unturned letters are sharper


def straighten(image: Image.Image) -> Image.Image:
    """The picture turned by the few degrees it lay askew on the glass."""
    angle = _skew(_ink(image.reduce(_SMALL)))
    if abs(angle) < _STRAIGHT:
        return image
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper_of(image))


def despeckle(image: Image.Image) -> Image.Image:
    """The picture without its single dots."""
    return image.filter(ImageFilter.MedianFilter(3))


def find_rules_drawn(image: Image.Image) -> Rules:
    """The straight lines of a straightened page, in points from its lower left corner."""
    ink = _ink(image)
    level = list(_runs(ink.reduce((_SQUEEZE, 1))))
    upright = list(_runs(ink.reduce((1, _SQUEEZE)).transpose(Image.Transpose.TRANSPOSE)))
    high = image.height
    return join_rules(
        (Rule((high - row) * _POINT, left * _POINT, right * _POINT) for row, left, right in level),
        (
            Rule(row * _POINT, (high - low) * _POINT, (high - top) * _POINT)
            for row, top, low in upright
        ),
    )


def _runs(squeezed: Image.Image) -> Iterator[tuple[int, int, int]]:
    """(row, start, end) of the long dark runs, in pixels of the whole picture."""
    solid = squeezed.point([0 if value < _SOLID * 255 else 255 for value in range(256)])
    width = solid.width + 1  # a light column at the end of a row: no run goes on in the next
    data = solid.crop((0, 0, width, solid.height)).tobytes()
    start = data.find(_DARK_RUN)
    while start >= 0:
        end = data.find(b"\0", start)
        row, left = divmod(start, width)
        yield row, left * _SQUEEZE, (left + end - start) * _SQUEEZE
        start = data.find(_DARK_RUN, end)


def _ink(image: Image.Image) -> Image.Image:
    """White where the paper is dark."""
    limit = _DARK * paper_of(image)
    return image.point([255 if value < limit else 0 for value in range(256)])


def paper_of(image: Image.Image) -> int:
    """The brightness there is most of."""
    counts = image.histogram()
    return max(range(len(counts)), key=counts.__getitem__)


def _skew(ink: Image.Image) -> float:
    strips = ink.resize((_STRIPS, ink.height), Image.Resampling.BOX)
    stretch = ink.width / _STRIPS

    def sharpness(angle: float) -> int:
        return _stripes(strips, tan(radians(angle)) * stretch)

    coarse = max(_COARSE, key=sharpness)
    return max((coarse + step for step in _FINE), key=sharpness)


def _stripes(strips: Image.Image, slope: float) -> int:
    """How sharply printed lines and the white between them change when each strip is moved up or
    down by ``slope`` more than the one before."""
    shear = (1, 0, 0, slope, 1, -slope * strips.width / 2)
    moved = strips.transform(strips.size, Image.Transform.AFFINE, shear)
    rows = moved.resize((1, strips.height), Image.Resampling.BOX).tobytes()
    return sum((below - above) ** 2 for above, below in pairwise(rows))
