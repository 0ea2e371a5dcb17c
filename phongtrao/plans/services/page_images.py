"""Pictures of the pages of a plan that is taken in: drawn once, kept for some days, never public.

They lie under the hash of the file beside the stored files; who may see one is asked by the view.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.utils import timezone

from phongtrao.documents.content import PDF
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services import open_file
from phongtrao.plans.models import Intake
from phongtrao.reader.page_images import PageLook, draw_page, look_at_page

WIDTHS = (1_000, 2_000)  # pixels: to read, and enlarged
KEPT = timedelta(days=14)


def has_page_images(intake: Intake) -> bool:
    return intake.file.media_type == PDF


def look_at(intake: Intake, number: int, passage: list[str]) -> PageLook:
    """Size of the page and where the passage stands; BadFile where there is no such page."""
    with open_file(intake.file) as stream:
        return look_at_page(cast("BinaryIO", stream.file), number, passage)


def page_image(file: StoredFile, number: int, width: int) -> bytes:
    """The page as a JPEG, from the folder where it was drawn before; BadFile where there is none."""
    path = _folder() / f"{file.sha256}-{number}-{width}.jpg"
    if path.exists():
        return path.read_bytes()
    with open_file(file) as stream:
        drawn = draw_page(cast("BinaryIO", stream.file), number, width=width)
    _keep(path, drawn)
    return drawn


def sweep_page_images(*, now: datetime | None = None) -> int:
    """Delete pictures drawn longer ago than they are kept; return how many."""
    before = ((now or timezone.now()) - KEPT).timestamp()
    old = [path for path in _folder().glob("*.jpg") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _keep(path: Path, drawn: bytes) -> None:
    """Whole or not at all: two may draw the same page at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as made:
        made.write(drawn)
    os.replace(made.name, path)  # noqa: PTH105 -- one step, over whatever stands there


def _folder() -> Path:
    return Path(settings.PAGE_IMAGES_DIR)
