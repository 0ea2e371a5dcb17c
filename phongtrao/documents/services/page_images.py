"""Pictures of the pages of a paper: drawn once, kept for some days, never public.

They lie beside the stored files under the hash of what is printed; who may see one is asked by the view.
A Word file is printed by LibreOffice in a job first. The folder is all there is to know of that:
``KEY.docx`` waits for the job, ``KEY.pdf`` is what it made, ``KEY.failed`` that it gave up.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.utils import timezone

from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import open_file
from phongtrao.documents.tasks import print_pages_job
from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import find_office
from phongtrao.reader.load.office import print_word
from phongtrao.reader.page_images import draw_page, page_sizes

WIDTHS = (1_000, 2_000)  # pixels: to read, and enlarged
KEPT = timedelta(days=14)
ASKED_AGAIN = timedelta(minutes=10)  # after a job that was lost, or gave up on a busy machine


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed: the same ``key`` gives the same pages. Only who may read it is given one."""

    key: str
    media_type: str
    open: Callable[[], BinaryIO]

    @classmethod
    def of_file(cls, file: StoredFile) -> "Printed":
        return cls(file.sha256, file.media_type, partial(_open_stored, file))

    @classmethod
    def of_word(cls, content: bytes) -> "Printed":
        """Of a .docx just filled: by what is in it, as each filling packs it at another time."""
        digest = hashlib.sha256()
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for name in sorted(packed.namelist()):
                digest.update(hashlib.sha256(name.encode()).digest())
                digest.update(hashlib.sha256(packed.read(name)).digest())
        return cls(digest.hexdigest(), WORD, partial(BytesIO, content))


class State(Enum):
    READY = "ready"
    MAKING = "making"
    FAILED = "failed"
    NO_OFFICE = "no office"
    NO_PAGES = "no pages"  # a sheet, a picture: nothing that is printed in pages


def state_of(printed: Printed) -> State:
    if printed.media_type == PDF or _place(printed.key, "pdf").exists():
        return State.READY
    if printed.media_type != WORD:
        return State.NO_PAGES
    if find_office() is None:
        return State.NO_OFFICE
    return State.FAILED if _is_young(_place(printed.key, "failed")) else State.MAKING


def ask_for_pages(printed: Printed) -> State:
    """The state; what can be made and is not yet is left to a job, once however many ask."""
    state = state_of(printed)
    waiting = _place(printed.key, "docx")
    if state is State.MAKING and not _is_young(waiting):
        with printed.open() as stream:
            _keep(waiting, stream.read())
        print_pages_job.defer(key=printed.key)
    return state


def print_pages(key: str) -> None:
    """The job. Safe to run twice: what is printed is not printed again."""
    waiting, made = _place(key, "docx"), _place(key, "pdf")
    if not waiting.exists():
        return
    try:
        if not made.exists():
            _keep(made, print_word(waiting.read_bytes()))
    except BadFile:
        _keep(_place(key, "failed"), b"")
    waiting.unlink(missing_ok=True)


def sizes_of_pages(printed: Printed) -> list[tuple[float, float]]:
    """Width and height of each page in points; BadFile where there is none."""
    with _open_pdf(printed) as stream:
        return page_sizes(stream)


def page_image(printed: Printed, number: int, width: int) -> bytes:
    """The page as a JPEG, from the folder where it was drawn before; BadFile where there is none."""
    path = _folder() / f"{printed.key}-{number}-{width}.jpg"
    if path.exists():
        return path.read_bytes()
    with _open_pdf(printed) as stream:
        drawn = draw_page(stream, number, width=width)
    _keep(path, drawn)
    return drawn


def sweep_page_images(*, now: datetime | None = None) -> int:
    """Delete what was drawn or printed longer ago than it is kept; return how many."""
    before = ((now or timezone.now()) - KEPT).timestamp()
    old = [path for path in _folder().glob("*.*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _open_stored(file: StoredFile) -> BinaryIO:
    return cast("BinaryIO", open_file(file).file)


def _open_pdf(printed: Printed) -> BinaryIO:
    if printed.media_type == PDF:
        return printed.open()
    path = _place(printed.key, "pdf")
    if not path.exists():
        raise BadFile
    return path.open("rb")


def _is_young(path: Path) -> bool:
    since = (timezone.now() - ASKED_AGAIN).timestamp()
    return path.exists() and path.stat().st_mtime >= since


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: two may make the same at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as made:
        made.write(content)
    os.replace(made.name, path)  # noqa: PTH105 -- one step, over whatever stands there


def _place(key: str, ending: str) -> Path:
    return _folder() / f"{key}.{ending}"


def _folder() -> Path:
    return Path(settings.PAGE_IMAGES_DIR)
