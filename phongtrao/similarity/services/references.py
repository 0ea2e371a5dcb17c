"""Reference texts come in by the file, the folder or the zip; go out of use, and back.

Each file is a transaction of its own: one that cannot be read keeps none of the others out, and a worker
that is killed goes on where it was. A job ends after a while and asks for another, so that thousands of files let
the work of others in between.
"""

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path, PurePath, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.content import FOR_PLANS
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import forget_file, open_file, store_file, store_made
from phongtrao.lib.errors import BadFile, BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.imports.packages import ENDING, Package, open_zip
from phongtrao.orgs.models import Unit
from phongtrao.reader import MAX_BYTES
from phongtrao.reader.words import read_words
from phongtrao.similarity.access.references import can_add
from phongtrao.similarity.models import IndexedText, ReferenceFile, ReferenceLoad, ReferenceText
from phongtrao.similarity.reference_kind import KEY
from phongtrao.similarity.tasks import load_references as job
from phongtrao.similarity.tasks import read_again
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

logger = logging.getLogger(__name__)
S = ReferenceFile.Status
ZIP = "application/zip"
SPAN = 20  # seconds after which a job leaves the rest to another; one more file may take a minute
KEPT = timedelta(days=30)  # what became of each file of a load
LONGEST_NAME, LONGEST_UPLOAD = 500, 200  # the second leaves room for a path inside a zip
Opener = Callable[[], "File[bytes]"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where they are from: words or a link; and their day, if it is known."""

    words: str
    dated: date | None = None


@transaction.atomic
def start_loading(
    uploads: Iterable["File[Any]"], origin: Origin, owner: Unit, *, by: AbstractBaseUser
) -> ReferenceLoad:
    """Keep the files until the job has read them. BadInput without any."""
    can_add(by, owner).enforce()
    with office_language():
        rows = [_row(upload, by) for upload in uploads]
        title = _("Đọc văn bản tham chiếu")
    if not rows:
        raise BadInput(_("Hãy chọn tệp, thư mục hoặc tệp nén."))
    work = start_work(title, by=by, total=len(rows))
    load = ReferenceLoad.objects.create(
        owner=owner, origin=origin.words, dated=origin.dated, made_by_id=by.pk, work=work
    )
    for row in rows:
        row.load = load
    ReferenceFile.objects.bulk_create(_distinct(rows))
    _go_on(load)
    return load


def _go_on(load: ReferenceLoad) -> None:
    """One job after the other: the lock is for one that was killed and is taken up again beside its next."""
    job.configure(lock=f"similarity.load.{load.pk}").defer(load_id=load.pk)


def _row(upload: "File[Any]", by: AbstractBaseUser) -> ReferenceFile:
    name = nfc(upload.name or "")[-LONGEST_UPLOAD:]
    try:
        if name.lower().endswith(ENDING):
            with open_zip(upload):
                return ReferenceFile(name=name, file=store_made(upload, ZIP, by=by))
        return ReferenceFile(name=name, file=store_file(upload, by=by, also=FOR_PLANS))
    except BadFile as error:
        return ReferenceFile(name=name, status=S.REFUSED, said=str(error))


def _distinct(rows: list[ReferenceFile]) -> list[ReferenceFile]:
    """Files of a folder come without it: two of one name get a number."""
    used: set[str] = set()
    for row in rows:
        row.name = _free(row.name, used)
    return rows


def _free(name: str, used: set[str]) -> str:
    """The name, or the first after it that is free: “a (2).txt”; its ending stays."""
    ending = PurePosixPath(name).suffix[-20:]
    stem = name.removesuffix(ending)
    marks = (f" ({number}){ending}" if number > 1 else ending for number in count(1))
    names = (stem[: LONGEST_NAME - len(mark)] + mark for mark in marks)
    free = next(one for one in names if one not in used)
    used.add(free)
    return free


# ------------------------------------------------------------------ the job


def load_references(load_id: int) -> None:
    """Read of what waits as much as one job may. Safe to run twice."""
    load = ReferenceLoad.objects.select_related("owner", "made_by", "work").get(pk=load_id)
    if load.work_id is None:
        return
    with running(load.work_id) as work:
        if not _take_all(load, work, time.monotonic() + SPAN):
            _go_on(load)
            return
        counts = {status: load.files.filter(status=status).count() for status in S}
        said = _("Thêm %(added)s văn bản, %(same)s đã có sẵn, %(refused)s tệp không đọc được.")
        words = {key.value: count for key, count in counts.items()}
        url = reverse("similarity:reference_load", args=[load.pk])
        finish(work, result_url=url, message=said % words)


def _take_all(load: ReferenceLoad, work: Work, until: float) -> bool:
    """Whether nothing is left; at least one file is read."""
    for row in load.files.filter(status=S.WAITING).select_related("file").order_by("pk"):
        row.load = load
        _take(row, work, until)
        if time.monotonic() >= until:
            return not load.files.filter(status=S.WAITING).exists()
    return True


def _take(row: ReferenceFile, work: Work, until: float) -> None:
    stored = row.file
    if stored is None:
        return
    if stored.media_type == ZIP:
        with _refusing(row):
            if _open(row, stored, work, until):
                row.status = S.OPENED
        if row.status == S.WAITING:
            return
        row.file = None
        row.save(update_fields=["status", "said", "file"])
    else:
        _read(row, lambda: open_file(stored))
    advance(work, work.done + 1)
    forget_file(stored)  # unless a text holds it now


def _open(row: ReferenceFile, stored: StoredFile, work: Work, until: float) -> bool:
    """Every file of a zip becomes a row; named in the same order each time, so that those read before are known.
    Whether nothing is left."""
    load = row.load
    with open_file(stored) as content, open_zip(content) as package:
        known = set(load.files.values_list("name", flat=True))
        used: set[str] = set()
        names = [(name, _free(f"{row.name}/{name}", used)) for name in sorted(package.files)]
        left = [(name, said) for name, said in names if said not in known]
        total = work.total + (len(names) if len(left) == len(names) else 0)
        for place, (name, said) in enumerate(left, start=1):
            part = ReferenceFile(load=load, name=said)
            _read(part, lambda name=name: _part(package, name))  # type: ignore[misc]
            advance(work, work.done + 1, total)
            if time.monotonic() >= until and place < len(left):
                return False
    return True


def _part(package: Package, name: str) -> "File[bytes]":
    if package.files[name].file_size > MAX_BYTES:
        said = _("Tệp lớn hơn %d MB. Hãy giảm dung lượng ảnh trong tệp.")
        raise BadFile(said % (MAX_BYTES // 1024**2))
    return package.read(name)


@transaction.atomic
def _read(row: ReferenceFile, opener: Opener) -> None:
    """Add the text, or say why not."""
    # Stored only with words: what is refused, a paper with a stamp of secrecy above all, leaves nothing.
    with _refusing(row), transaction.atomic(), opener() as content:
        words = _words(content, row.name)
        row.status, row.text = _add(row, words, content)
    if row.status == S.SAME and row.text:
        row.said = _("Nội dung giống hệt “%s” đã có trong kho.") % row.text
    row.file = None
    row.save()


@contextmanager
def _refusing(row: ReferenceFile) -> Iterator[None]:
    """What is wrong with a file is told with it; the others go on."""
    try:
        yield
    except BadFile as error:
        row.status, row.said = S.REFUSED, str(error)
    except Exception:  # what an error says may hold words of the text, and is for the log alone
        logger.exception("%s cannot be read", row)
        said = _("Tệp này chưa đọc được do lỗi của chương trình; quản trị xem nhật ký máy chủ.")
        row.status, row.said = S.REFUSED, said


def _words(content: "File[bytes]", name: str) -> str:
    with TemporaryDirectory(prefix="phongtrao-") as folder:
        path = Path(folder) / f"van-ban{PurePath(name).suffix.lower()}"
        with path.open("wb") as copy:
            shutil.copyfileobj(content, copy)
        return read_words(path)


def _add(row: ReferenceFile, words: str, content: "File[bytes]") -> tuple[S, ReferenceText]:
    load = row.load
    digest = hashlib.sha256(" ".join(fold(words).split()).encode()).hexdigest()
    known = ReferenceText.objects.filter(owner=load.owner, digest=digest).first()
    if known:
        return S.SAME, known
    name = PurePosixPath(row.name).name
    content.seek(0)
    upload = File(content, name=name)
    text = ReferenceText(
        owner=load.owner,
        title=PurePath(name).stem.replace("_", " ")[:400],
        origin=load.origin,
        dated=load.dated,
        file=store_file(upload, by=load.made_by, also=FOR_PLANS),
        words=words,
        digest=digest,
        added_by=load.made_by,
    )
    text.search_keys()
    text.full_clean()
    text.save()
    record(text, "similarity.reference_added", by=load.made_by, origin=load.origin)
    return S.ADDED, text


# ------------------------------------------------------------------ said anew, out of use, and back


@transaction.atomic
def edit_reference(
    text: ReferenceText, title: str, origin: Origin, *, by: AbstractBaseUser
) -> None:
    """Its words stay, so only the day it has in the index changes. Checks that were made keep what they found."""
    can_add(by, text.owner).enforce()
    text = (
        ReferenceText.objects.select_for_update(of=("self",))
        .select_related("owner")
        .get(pk=text.pk)
    )
    before = _said(text)
    text.title, text.origin, text.dated = title, origin.words, origin.dated
    text.search_keys()
    text.full_clean()
    text.save(update_fields=["title", "origin", "dated", "search_text", "sort_key"])
    day = text.dated or date.max
    IndexedText.objects.filter(kind=KEY, number=text.pk).update(day=day)
    if before != _said(text):
        record(text, "similarity.reference_edited", by=by, before=before, after=_said(text))


def _said(text: ReferenceText) -> dict[str, str]:
    dated = format_date(text.dated) if text.dated else ""
    return {"title": text.title, "origin": text.origin, "dated": dated}


@transaction.atomic
def take_out(text: ReferenceText, *, by: AbstractBaseUser) -> None:
    """Nothing is held against it any more; checks that were made keep what they found."""
    can_add(by, text.owner).enforce()
    rows = ReferenceText.objects.filter(pk=text.pk, out_since=None)
    if not rows.update(out_since=timezone.now()):
        raise WrongState
    IndexedText.objects.filter(kind=KEY, number=text.pk).update(status=IndexedText.Status.REPLACED)
    record(text, "similarity.reference_out", by=by)


@transaction.atomic
def take_back(text: ReferenceText, *, by: AbstractBaseUser) -> None:
    can_add(by, text.owner).enforce()
    rows = ReferenceText.objects.filter(pk=text.pk, out_since__isnull=False)
    if not rows.update(out_since=None):
        raise WrongState
    day = text.dated or date.max
    read_again.defer(kind=KEY, number=text.pk, day=day.isoformat())
    record(text, "similarity.reference_back", by=by)


@transaction.atomic
def forget_loads() -> None:
    """What became of each file is told for a month; what still waits then, its work being over, goes too."""
    before = timezone.now() - KEPT
    waiting = ReferenceFile.objects.filter(status=S.WAITING, load__made_at__lt=before)
    awaited = waiting.exclude(Q(load__work=None) | Q(load__work__ended_at__lt=before))
    old = ReferenceLoad.objects.filter(made_at__lt=before).exclude(pk__in=awaited.values("load"))
    left = list(StoredFile.objects.filter(pk__in=waiting.filter(load__in=old).values("file")))
    old.delete()
    for file in left:
        forget_file(file)
