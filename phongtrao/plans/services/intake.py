"""Taking in a plan: the file comes in, a job reads it, a second reading keeps what people decided."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.content import FOR_PLANS, usual_ending
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services import forget_file, open_file, store_bytes, store_file
from phongtrao.documents.services.checking import check_signatures
from phongtrao.documents.services.files import clean_name
from phongtrao.lib.errors import DomainError
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans import tasks as jobs
from phongtrao.plans.access import intake as access
from phongtrao.plans.intake.matching import Trace, match_facts
from phongtrao.plans.intake.rules import with_rule
from phongtrao.plans.intake.twins import find_leads
from phongtrao.plans.intake.values import text_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import earlier_intakes
from phongtrao.plans.services.defects import check_text_of
from phongtrao.plans.services.intake_numbers import doubt_near_number
from phongtrao.reader import Fact, Reading, glance, read_plan
from phongtrao.reader.plan import UNKNOWN
from phongtrao.reader.stamps import SecretPaper
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

S = Intake.Status
TRANSITIONS: Transitions[S] = {
    S.READING: frozenset({S.REVIEW, S.FAILED, S.DROPPED}),
    S.REVIEW: frozenset({S.READING, S.PUBLISHED, S.DROPPED}),
    S.FAILED: frozenset({S.READING, S.DROPPED}),
    S.PUBLISHED: frozenset(),
    S.DROPPED: frozenset(),
}
LONGEST_TITLE = 240


@dataclass(frozen=True, slots=True)
class TakenIn:
    """``is_new``: false when the same file had been taken in before; then that intake."""

    intake: Intake
    is_new: bool


@transaction.atomic
def take_in(upload: "File[Any]", unit: Unit, *, by: AbstractBaseUser) -> TakenIn:
    """Store the file and have a job read it; the same file again gives the earlier intake.

    BadFile, with nothing stored, for whatever cannot be read as a plan.
    """
    access.can_take_in_for(by, unit).enforce()
    with _on_disk(upload, clean_name(upload.name or "")) as path:
        glance(path)
    file = store_file(upload, by=by, also=FOR_PLANS)
    if earlier := earlier_intakes(file, access.visible_intakes(by)).first():
        return TakenIn(earlier, is_new=False)
    intake = Intake.objects.create(file=file, unit=unit, uploaded_by_id=by.pk)
    record(intake, "plans.intake_started", by=by, after={"file": file.name})
    _start_reading(intake, by)
    return TakenIn(intake, is_new=True)


@transaction.atomic
def reread_intake(intake: Intake, *, by: AbstractBaseUser) -> Intake:
    """Have the file read again; whatever a person confirmed, edited, added or dropped stays."""
    access.can_reread(by, intake).enforce()
    move(intake, S.READING, TRANSITIONS, error="")
    record(intake, "plans.intake_reread", by=by)
    _start_reading(intake, by)
    return intake


@transaction.atomic
def drop_intake(intake: Intake, *, by: AbstractBaseUser) -> Intake:
    """Put the intake aside; its file stays stored, and the same file may be taken in anew."""
    access.can_drop(by, intake).enforce()
    move(intake, S.DROPPED, TRANSITIONS)
    record(intake, "plans.intake_dropped", by=by)
    return intake


def read_intake(intake_id: int, work_id: int) -> None:
    """The job's side: read the stored file, write its facts. Safe to run twice."""
    with running(work_id) as work:
        intake = Intake.objects.select_related("file", "uploaded_by", "unit").get(pk=intake_id)
        if intake.status != S.READING:
            return
        try:
            with _on_disk_again(intake.file) as path:
                reading = read_plan(path, partial(_tell, work))
        except DomainError as error:
            _give_up(intake, str(error))
            if isinstance(error, SecretPaper):
                _forget_paper(intake, str(error))
            raise
        with transaction.atomic():
            check_signatures(intake.file)
            _write(intake, reading)
            finish(work, result_url=_url(intake), message=_said(reading))


# ------------------------------------------------------------------ the file on disk


@contextmanager
def _on_disk(upload: "File[Any]", name: str) -> Iterator[Path]:
    """The reader wants a path that ends as the name does; nothing of it stays."""
    with TemporaryDirectory(prefix="phongtrao-") as folder:
        path = Path(folder) / f"ke-hoach{Path(name).suffix}"
        upload.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(upload, copy)
        upload.seek(0)
        yield path


@contextmanager
def _on_disk_again(file: StoredFile) -> Iterator[Path]:
    # The same content may first have been stored under a name with another ending.
    ending = usual_ending(file.media_type)
    with open_file(file) as stored, _on_disk(stored, f"x.{ending}") as path:
        yield path


# ------------------------------------------------------------------ starting and ending


def _start_reading(intake: Intake, by: AbstractBaseUser) -> None:
    with office_language():
        title = _("Đọc kế hoạch “%s”") % Truncator(str(intake)).chars(LONGEST_TITLE)
    intake.work = start_work(title, by=by, total=1)
    intake.save(update_fields=["work"])
    jobs.read_intake.defer(intake_id=intake.pk, work_id=intake.work.pk)


def _give_up(intake: Intake, sentence: str) -> None:
    """A file that once could be read goes back to its review; a new one has failed."""
    has_facts = intake.facts.exists()
    with transaction.atomic():
        move(intake, S.REVIEW if has_facts else S.FAILED, TRANSITIONS, error=sentence)
        record(intake, "plans.intake_failed", by=None, reason=sentence)


@transaction.atomic
def _forget_paper(intake: Intake, sentence: str) -> None:
    """A stamp that only the recognised page has shown: in place of the file stands the sentence."""
    paper = intake.file
    intake.file = store_bytes(sentence.encode(), "tep-da-xoa.txt", by=None)
    intake.save(update_fields=["file"])
    forget_file(paper)


def _url(intake: Intake) -> str:
    return reverse("plans:intake", args=[intake.pk])


def _tell(work: Work, done: int, total: int) -> None:
    advance(work, done, total, _("Đang nhận dạng trang %d/%d") % (done, total))


def _said(reading: Reading) -> str:
    return _("Đã đọc được %d mục. Hãy soát từng mục trước khi ban hành.") % len(reading.facts)


# ------------------------------------------------------------------ facts of a reading


def _write(intake: Intake, reading: Reading) -> None:
    title = reading.plan["document"].get("title") or ""
    if title == UNKNOWN:
        title = ""  # the name of the file says more
    kept = _write_facts(intake, reading.facts)
    doubt_near_number(intake)
    move(
        intake,
        S.REVIEW,
        TRANSITIONS,
        title=title or intake.title,
        blocks=[asdict(block) for block in reading.blocks],
        warnings=list(reading.warnings),
        abbreviations=[asdict(one) for one in reading.abbreviations],
    )
    record(intake, "plans.intake_read", by=None, facts=len(reading.facts), kept=kept)
    check_text_of(intake)
    key = f"intake:{intake.pk}:{intake.work_id}:read"
    text = _("Đã đọc xong kế hoạch “%s”, chờ bạn soát.") % Truncator(str(intake)).chars(120)
    notify([intake.uploaded_by], text, key=key, url=_url(intake))


def _write_facts(intake: Intake, fresh: Sequence[Fact]) -> int:
    """Replace what nobody has touched; return how many stayed because somebody had."""
    every = list(intake.facts.select_for_update().order_by("position", "pk"))
    kept = [fact for fact in every if is_touched(fact)]
    intake.facts.exclude(pk__in=[fact.pk for fact in kept]).delete()
    matched = match_facts([_trace(f) for f in kept], [_trace_of(f) for f in fresh])
    rows: list[IntakeFact] = []
    for place, fact in enumerate(fresh):
        row = kept[matched[place]] if place in matched else _new_fact(intake, fact)
        _place_at(row, fact)
        rows.append(row)
    read = list(rows)
    found = {id(row) for row in rows}
    for lonely in (row for row in kept if id(row) not in found):
        rows.insert(_place_for(lonely, rows), lonely)
    _save(rows)
    _let_ride(read, find_leads(fresh))
    return len(kept)


def is_touched(fact: IntakeFact) -> bool:
    """Whether a person has decided anything about it: confirmed, edited, added, dropped."""
    return (
        fact.state != IntakeFact.State.PENDING
        or fact.origin == IntakeFact.Origin.ADDED
        or fact.value != fact.value_read
    )


def _trace(fact: IntakeFact) -> Trace:
    return Trace(fact.section, text_of(fact.value_read or fact.value), fact.passage)


def _trace_of(fact: Fact) -> Trace:
    return Trace(fact.section, text_of(fact.value), fact.source.text)


def _new_fact(intake: Intake, fact: Fact) -> IntakeFact:
    value = with_rule(fact.section, fact.value)
    return IntakeFact(
        intake=intake,
        section=fact.section,
        value=value,
        value_read=value,
        confidence=fact.confidence,
        doubt=fact.doubt,
    )


def _place_at(row: IntakeFact, fact: Fact) -> None:
    source = fact.source
    row.first_block, row.last_block = source.first_block, source.last_block
    row.page, row.line, row.passage = source.page, source.line, source.text


def _let_ride(rows: Sequence[IntakeFact], leads: Mapping[int, int]) -> None:
    """Facts of one sentence go together from now on; the lead asks what any of them asks."""
    for place, row in enumerate(rows):
        row.rides_with = lead = rows[leads[place]] if place in leads else None
        if lead and row.confidence < lead.confidence:
            lead.confidence, lead.doubt = row.confidence, row.doubt
    IntakeFact.objects.bulk_update(rows, ["rides_with", "confidence", "doubt"])


def _place_for(fact: IntakeFact, rows: list[IntakeFact]) -> int:
    """After the last of its section that stands before it in the text; else at the end."""
    same = [(place, row) for place, row in enumerate(rows) if row.section == fact.section]
    before = [place for place, row in same if (row.first_block or 0) <= (fact.first_block or 0)]
    if before:
        return before[-1] + 1
    return same[0][0] if same else len(rows)


def _save(rows: list[IntakeFact]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    names = ["position", "first_block", "last_block", "page", "line", "passage"]
    IntakeFact.objects.bulk_update([row for row in rows if row.pk], names)
    IntakeFact.objects.bulk_create([row for row in rows if not row.pk])
