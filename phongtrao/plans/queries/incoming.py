"""What an incoming paper says, paragraph by paragraph."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from phongtrao.documents.content import usual_ending
from phongtrao.documents.models import Incoming
from phongtrao.documents.services import open_file
from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import TAKEN
from phongtrao.reader.dates import find_due
from phongtrao.reader.load import load_printed

SHORTEST = 25  # characters: below it a line orders nothing
MOST = 200  # paragraphs shown


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the paper with the day it names, if it names a whole one."""

    place: int
    text: str
    due_on: date | None


def passages_of(incoming: Incoming) -> list[Passage]:
    """Paragraphs long enough to order something; none for a scan or a paper without a file."""
    if incoming.file is None:
        return []
    ending = usual_ending(incoming.file.media_type)
    if TAKEN.get(f".{ending}") in ("office", "photo"):  # a page does not wait for other programs
        return []
    with TemporaryDirectory(prefix="phongtrao-") as folder, open_file(incoming.file) as stored:
        path = Path(folder) / f"van-ban.{ending}"
        with path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        try:
            blocks = load_printed(path).blocks
        except BadFile:
            return []
    texts = [" ".join(block.text.split()) for block in blocks]
    found = [
        Passage(place, text, _day_in(text))
        for place, text in enumerate(texts)
        if len(text) >= SHORTEST and not text.isupper()  # a heading
    ]
    return found[:MOST]


def _day_in(text: str) -> date | None:
    due = find_due(text)
    try:
        return date.fromisoformat(due.deadline) if due and due.deadline else None
    except ValueError:  # a month or a year, “--12-15”: no whole day
        return None
