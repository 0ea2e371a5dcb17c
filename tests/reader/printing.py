"""What an office makes of a Word file: a PDF, the text taken from it, a scan of its pages."""

import io
import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from ctypes import c_double
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdfium2 import raw

_DPI = 200
_MARGIN = 62  # points; page numbers stand in it
_PAGE_NUMBER = re.compile(r"\s*\d{1,3}\s*")


def print_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice prints them, all in one run."""
    return convert(files, "pdf", folder)


def convert(files: Sequence[Path], ending: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them in another format."""
    command = ["--convert-to", ending, "--outdir", str(folder), *map(str, files)]
    run_office(command, folder)
    return [folder / f"{path.stem}.{ending}" for path in files]


def print_locked(docx: Path, folder: Path, password: str) -> Path:
    """A PDF that asks for ``password``."""
    options = {
        "EncryptFile": {"type": "boolean", "value": "true"},
        "DocumentOpenPassword": {"type": "string", "value": password},
    }
    how = f"pdf:writer_pdf_Export:{json.dumps(options)}"
    run_office(["--convert-to", how, "--outdir", str(folder), str(docx)], folder)
    return folder / f"{docx.stem}.pdf"


def run_office(arguments: Sequence[str], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(shutil.which("soffice")), "--headless", profile, *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def extract_text(pdf: Path, path: Path) -> Path:
    """The text of ``pdf`` the way programs extract it: broken lines, flattened tables.

    An empty line follows a printed one, none follows where the next cell stands less than a line
    lower; a page ends without an empty line and without its number.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_page_text(document[number]) for number in range(len(document))]
    finally:
        document.close()
    path.write_text("\n ".join(pages) + "\n", encoding="utf-8")
    return path


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = ""
    above = None
    for base, height, line in _printed_lines(page):
        is_number = not _MARGIN < base < page.get_height() - _MARGIN
        if is_number and _PAGE_NUMBER.fullmatch(line):
            continue
        if above is not None:
            text += _break(above - base, height)
        text += line.strip()
        above = base
    return text + " "


def _break(drop: float, height: float) -> str:
    if abs(drop) < 0.2 * height:
        return " "
    if 0 < drop < 0.8 * height:
        return " \n"
    return " \n\n \n\n" if drop > 2.4 * height else " \n\n"


def _printed_lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, str]]:
    """(base line, height, text) in the order the program wrote them."""
    text_page = page.get_textpage()
    x, y = c_double(), c_double()
    box = raw.FS_RECTF()
    line, base, height = "", 0.0, 0.0
    for index in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index))
        if raw.FPDFText_IsGenerated(text_page.raw, index):
            line += " " if letter == " " else ""
            continue
        raw.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
        raw.FPDFText_GetLooseCharBox(text_page.raw, index, box)
        if line and abs(y.value - base) > 0.2 * height:
            yield base, height, line
            line = ""
        base, height = (base, height) if line else (y.value, 0.0)
        height = max(height, box.top - box.bottom)
        line += letter
    if line.strip():
        yield base, height, line


def scan_pages(pdf: Path, path: Path, *, seed: int = 0) -> Path:
    """A PDF of grey pictures of the pages: 200 dpi, a little askew, with the noise of a scanner."""
    chance = random.Random(seed)  # noqa: S311 -- noise, not a secret
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [scan_page(document[number], chance) for number in range(len(document))]
    finally:
        document.close()
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=_DPI)
    return path


def scan_page(page: pypdfium2.PdfPage, chance: random.Random) -> Image.Image:
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    angle = chance.uniform(-0.6, 0.6)
    askew = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    noisy = Image.blend(askew, noise(askew.size, chance), 0.12)
    packed = io.BytesIO()
    noisy.save(packed, "JPEG", quality=70)
    return Image.open(packed)


def noise(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Grey specks around 128, a standard deviation of 37; Pillow's own differ from run to run."""
    width, height = size
    first, second, third, fourth = (
        Image.frombytes("L", size, chance.randbytes(width * height)) for _ in range(4)
    )
    return Image.blend(Image.blend(first, second, 0.5), Image.blend(third, fourth, 0.5), 0.5)
