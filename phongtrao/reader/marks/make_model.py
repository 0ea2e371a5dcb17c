"""Count the tables of packs/marks anew: ``python -m phongtrao.reader.marks.make_model FILE…``.

Words are counted in every file given (plans, guides, packs, the catalogue: texts of the project and
public documents), in lines with Vietnamese marks. For letters, pages of the plans among them (.txt and
.md) are printed by Typst, blurred and specked like a bad copy, and read by Tesseract with its English
alphabet: the very way by which the plans that come to us lost their marks.
"""

import io
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import typst
from PIL import Image, ImageChops, ImageFilter

from phongtrao.lib.text import is_syllable, looks_vietnamese, nfc, place_tone
from phongtrao.reader.marks.align import count_readings
from phongtrao.reader.marks.ngrams import NUMBER, STOP
from phongtrao.reader.marks.tables import FOLDER, write_letters, write_words

PLANS = (".txt", ".md")
_WORD = re.compile(r"[^\W\d_]+|\d+|[.;:!?()|]")
_MARKED = re.compile("[à-ỹđ]", re.IGNORECASE)
_MARKUP = re.compile(r"([\\#*_$<>@`~\[\]=\"'/-])")
_PAGE = (
    '#set page(paper:"a4",margin:2cm)\n#set par(justify:true)\n'
    '#set text(font:("{font}","Libertinus Serif"),size:{size}pt,lang:"vi",hyphenate:false)\n{text}'
)
_KEY = re.compile(r"^[\s{,-]*\"?\w+\"?:")  # of JSON and YAML: English, no text
_MOSTLY = 0.8
_WORDS_OF_A_PAGE = 330
_FONTS = ("Liberation Serif", "Libertinus Serif")
# As good as certain, but too rare in print to be counted: Đ at the head of a word in a worn typeface.
_KNOWN = {
    ("Đ", "P"): 25,
    ("Đ", "B"): 15,
    ("đ", "4"): 3,
    ("ố", "0"): 12,
    ("ố", "b"): 25,
    ("ở", "&"): 8,
}


def main(names: Sequence[str]) -> None:
    texts = {Path(name): nfc(Path(name).read_text(encoding="utf-8")) for name in names}
    texts[FOLDER / "phrases.txt"] = (FOLDER / "phrases.txt").read_text(encoding="utf-8")
    write_words(count_words(texts.items()))
    plans = [text for path, text in texts.items() if path.suffix in PLANS]
    readings = count_readings(copies(plans)) + Counter(_KNOWN)
    write_letters(readings)


def count_words(texts: Iterable[tuple[Path, str]]) -> Counter[tuple[str, str, str]]:
    """How often which three words stand side by side, numbers and ends of sentences as one each."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for path, text in texts:
        # a plan as text has a line break wherever its print had one
        lines = [" ".join(text.split())] if path.suffix == ".txt" else text.splitlines()
        for line in filter(_is_vietnamese, lines):
            words = [STOP, STOP, *map(_counted_as, _WORD.findall(_KEY.sub("", line))), STOP]
            counts.update((a, b, c) for (a, b), (_, c) in pairwise(pairwise(words)))
    return counts


def copies(plans: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pages of the plans, each as it was printed and as it was read from a bad copy."""
    chance = random.Random(4)  # noqa: S311 -- specks of dust
    for plan in plans:
        words = plan.split()
        for start in range(0, len(words), _WORDS_OF_A_PAGE):
            printed = " ".join(words[start : start + _WORDS_OF_A_PAGE])
            yield printed, _read(_copy(printed, chance))


def _is_vietnamese(line: str) -> bool:
    return bool(_MARKED.search(line)) and looks_vietnamese(line) >= _MOSTLY


def _counted_as(word: str) -> str:
    """Small letters and the usual place of the tone; a foreign word ends the run of known ones."""
    if word.isdigit():
        return NUMBER
    is_known = is_syllable(word) or sum(map(str.isupper, word)) > 1
    return place_tone(word.lower()) if is_known else STOP


def _copy(text: str, chance: random.Random) -> bytes:
    page = _PAGE.format(
        font=chance.choice(_FONTS),
        size=chance.choice((12, 13, 14)),
        text=_MARKUP.sub(r"\\\1", text),
    )
    png = typst.compile(page.encode(), format="png", ppi=chance.choice((150, 170, 200, 220)))
    image = Image.open(io.BytesIO(png)).convert("L")
    image = image.filter(ImageFilter.GaussianBlur(chance.choice((0.6, 0.9, 1.2))))
    specks = Image.effect_noise(image.size, chance.choice((4, 12, 25)))
    image = ImageChops.add(image, specks, 1, -128)
    if chance.random() < 0.5:  # noqa: PLR2004 -- every other copy is black and white
        threshold = chance.choice((110, 140, 165))
        image = image.point(lambda shade: 255 if shade > threshold else 0)
    out = io.BytesIO()
    image.save(out, "png")
    return out.getvalue()


def _read(image: bytes) -> str:
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "6"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603 -- a fixed command
        command, input=image, capture_output=True, env=environment, check=True
    )
    return done.stdout.decode()


if __name__ == "__main__":
    main(sys.argv[1:])
