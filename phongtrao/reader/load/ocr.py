"""Tesseract: a picture in; words out, with their places and how sure it is of each."""

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import groupby
from statistics import median
from unicodedata import normalize

from PIL import Image

from phongtrao.lib.text import nfc
from phongtrao.lib.text.marks import TONES
from phongtrao.reader.load.boxes import Box, Line, Run

Tell = Callable[[int, int], None]  # pages done, pages in all

DPI = 200  # of the pictures given to it: more is slower and no better
_LANGUAGE = "vie"
_SECONDS = 120  # for one page; a clean one takes one
_LEAST_SURE = 15.0  # per cent; below, specks were taken for letters
_NUMERAL = re.compile(r"[IVXHL]{2,5}[.,]")  # never sure of, and too regular for specks
_MARKED = frozenset(
    "âăêôơư"
)  # no syllable has one of them twice: “PHÂẦN” is one letter, seen twice
_WORD = "5"  # the level of a word in its table


def say_nothing(done: int, of: int) -> None:
    """For whoever does not want to hear of progress."""


@cache
def has_tesseract() -> bool:
    """Whether Tesseract is installed, with Vietnamese."""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)  # noqa: S607
    return _LANGUAGE.encode() in listed.stdout.split()


def recognise_words(image: Image.Image, *, layout: int = 3) -> list[Line]:
    """The printed lines of a grey picture; an empty list when it cannot be read in time.

    Places are in points from the lower left corner. ``layout`` is Tesseract's page segmentation.
    """
    asked = ["-l", _LANGUAGE, "--psm", str(layout), "-c", "tessedit_do_invert=0", "tsv"]
    rows = csv.DictReader(_run(image, asked).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == _WORD and is_word(row)]
    lines = (list(group) for _, group in groupby(words, key=_line_of))
    return [_make_line(line, image.height) for line in lines]


def find_turn(image: Image.Image) -> int:
    """By how many degrees the picture must be turned to the right to stand upright: 0, 90, …"""
    for line in _run(image, ["--psm", "0"]).splitlines():
        name, _, value = line.partition(":")
        if name == "Rotate":
            return int(value)
    return 0


def _run(image: Image.Image, options: list[str]) -> str:
    picture = BytesIO()
    image.save(picture, "PPM")
    command = ["tesseract", "-", "-", "--dpi", str(DPI), *options]
    # One thread each: several pages are read side by side.
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=picture.getvalue(),
            capture_output=True,
            env=alone,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def is_word(row: dict[str, str]) -> bool:
    """Whether a row of Tesseract's table is more than specks; a numeral is one however unsure."""
    text = (row["text"] or "").strip()
    return bool(text) and (float(row["conf"]) >= _LEAST_SURE or bool(_NUMERAL.fullmatch(text)))


def _line_of(row: dict[str, str]) -> tuple[str, str, str]:
    return row["block_num"], row["par_num"], row["line_num"]


def _make_line(rows: list[dict[str, str]], height: int) -> Line:
    """One printed line; its words get its height, as letters set in one size have."""
    boxes = [_box(row) for row in rows]
    upper = height - median(top for _, top, _, _ in boxes)
    lower = height - median(bottom for *_, bottom in boxes)
    return Line(
        tuple(
            Run(
                _points(left, lower, right, upper),
                readable(row["text"]),
                float(row["conf"]) / 100,
            )
            for row, (left, _, right, _) in zip(rows, boxes, strict=True)
        )
    )


def readable(text: str) -> str:
    """The word without what Tesseract mistakes whatever the page: look-alikes, a letter seen twice."""
    # The Icelandic letter looks the same, and Tesseract cannot tell.
    letters = nfc(text.strip()).replace("Ð", "Đ").replace("ð", "đ")
    pairs = zip(letters, (*letters[1:], ""), strict=True)
    return "".join(one for one, following in pairs if not _is_seen_twice(one, following))


def _is_seen_twice(one: str, following: str) -> bool:
    """Two letters that differ in their tone at most, both of a kind that does not double."""
    bare = _toneless(one)
    return bare in _MARKED and _toneless(following) == bare


def _toneless(letter: str) -> str:
    return nfc("".join(c for c in normalize("NFD", letter.lower()) if c not in TONES))


def _box(row: dict[str, str]) -> tuple[int, int, int, int]:
    left, top = int(row["left"]), int(row["top"])
    return left, top, left + int(row["width"]), top + int(row["height"])


def _points(*pixels: float) -> Box:
    return Box(*(pixel * 72 / DPI for pixel in pixels))
