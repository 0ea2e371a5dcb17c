"""Checks are asked for, run and kept: by the program for what was handed in, by authors for their drafts.

A check is claimed in one transaction and done in a second, so its state is seen while it runs; one whose
worker was killed is given back.
"""

import hashlib
import logging
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.lib.errors import BadInput, DomainError, WrongState
from phongtrao.similarity.engine import Passage, share_of
from phongtrao.similarity.engine.settings import VERSION
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import Check, Finding, IndexedText
from phongtrao.similarity.queries.checks import drafts_checked_today
from phongtrao.similarity.queries.common import newest_common
from phongtrao.similarity.services.checking import Asked, Copied, People, find_copies
from phongtrao.similarity.services.rewording import find_reworded

logger = logging.getLogger(__name__)
Stage = Check.Status
LOST_AFTER = timedelta(minutes=10)  # a check takes a second; its worker is gone
TRIES = 3


def note_checks() -> int:
    """A check for every text handed in that was read, or could not be, and has none; how many."""
    settled = (IndexedText.Status.DONE, IndexedText.Status.FAILED)
    count = 0
    for kind in KINDS.values():
        if not kind.is_checked:
            continue
        known = Check.objects.filter(kind=kind.key, number__isnull=False).values("number")
        texts = IndexedText.objects.filter(kind=kind.key, status__in=settled)
        new = texts.exclude(number__in=known).order_by("number").distinct("number")
        rows = [_check_of(one) for one in new]
        count += len(Check.objects.bulk_create(rows, ignore_conflicts=True))
    return count


def ask_again(check: Check, *, by: AbstractBaseUser) -> Check:
    """The same text against the index of today; the check before stays readable."""
    again = _check_of(check)
    again.asked_by_id = by.pk
    try:
        with transaction.atomic():
            again.save()
    except IntegrityError as error:  # the database allows one open check of a text
        raise WrongState(
            _("Văn bản này đang chờ đối chiếu. Kết quả hiện ra trong ít phút.")
        ) from error
    return again


def _check_of(text: IndexedText | Check) -> Check:
    return Check(
        kind=text.kind, thing=text.thing, number=text.number, day=text.day, moment=text.moment
    )


def run_waiting() -> int:
    """Run every check that waits, the oldest first; how many were tried."""
    _give_back()
    count = 0
    while (check := _claim()) is not None:
        run(check)
        count += 1
    return count


def _give_back() -> None:
    """Checks whose worker is gone wait again; one that killed its worker three times has failed."""
    running = Check.objects.filter(
        status=Stage.RUNNING, started_at__lt=timezone.now() - LOST_AFTER, number__isnull=False
    )
    running.filter(tries__gte=TRIES).update(
        status=Stage.FAILED, fault=_("Máy chủ ngắt giữa chừng.")
    )
    running.update(status=Stage.WAITING)


@transaction.atomic
def _claim() -> Check | None:
    """The next one, with a try counted before it is made."""
    waiting = Check.objects.filter(status=Stage.WAITING).select_for_update(skip_locked=True)
    check = waiting.order_by("pk").first()
    if check is not None:
        check.status, check.started_at = Stage.RUNNING, timezone.now()
        check.tries += 1
        check.save(update_fields=["status", "started_at", "tries"])
    return check


def run(check: Check) -> None:
    """Do a claimed check. What goes wrong is written down, and it is tried again at night."""
    kind, number = KINDS[check.kind], check.number or 0
    claimed = Check.objects.filter(pk=check.pk, status=Stage.RUNNING, started_at=check.started_at)
    try:
        words = kind.texts([number]).get(number)
        if words is None:
            raise BadInput(_("Văn bản không còn."))  # noqa: TRY301 -- told like any other fault
        with transaction.atomic():
            if claimed.select_for_update().exists():  # else it was given to another worker
                _write(check, words, kind.makers([number]).get(number, frozenset()))
    except Exception as fault:  # whatever a text is made of: the others go on
        logger.exception("%s cannot be checked", check)
        # Only our own sentences are fit to be read; the log has the rest.
        said = (
            str(fault)
            if isinstance(fault, DomainError)
            else _("Chương trình gặp lỗi khi đối chiếu.")
        )
        claimed.update(status=Stage.FAILED, fault=said[:300], finished_at=timezone.now())


def try_again() -> int:
    """The newest check of a text waits once more where it failed, unless that was the third time."""
    newer = Check.objects.filter(
        kind=OuterRef("kind"), number=OuterRef("number"), pk__gt=OuterRef("pk")
    )
    failed = Check.objects.filter(status=Stage.FAILED, tries__lt=TRIES, number__isnull=False)
    return failed.filter(~Exists(newer)).update(status=Stage.WAITING)


@transaction.atomic
def check_draft(
    kind: str, thing: int, words: str, *, makers: People, most: int, by: AbstractBaseUser
) -> Check:
    """One's own draft, at once; at most ``most`` a day, that nobody writes against the check."""
    User.objects.select_for_update().get(pk=by.pk)
    if drafts_checked_today(by) >= most:
        said = _("Hôm nay bạn đã đối chiếu bản thảo %d lần. Hãy đối chiếu tiếp vào ngày mai.")
        raise BadInput(said % most)
    if not words.strip():
        raise BadInput(_("Bản thảo chưa có phần văn nào để đối chiếu. Hãy viết rồi thử lại."))
    check = Check.objects.create(
        kind=kind, thing=thing, draft=mark_of(words), day=timezone.localdate(), asked_by_id=by.pk,
        status=Stage.RUNNING, started_at=timezone.now(),
    )  # fmt: skip
    _write(check, words, makers)
    return check


def mark_of(words: str) -> str:
    """Two drafts with the same mark have the same words."""
    return hashlib.sha256(words.encode()).hexdigest()


def _write(check: Check, words: str, makers: People) -> None:
    asked = Asked((check.kind, check.thing), makers, check.day, check.moment)
    document, copies = find_copies(words, asked)
    literal = [passage for one in copies for passage in one.overlap.passages]
    reworded = find_reworded(document, literal, asked)
    Finding.objects.filter(check_made=check).delete()
    Finding.objects.bulk_create(
        [_finding(check, one, is_weak=False) for one in copies]
        + [_finding(check, one, is_weak=True) for one in reworded]
    )
    check.share = share_of(document, _passages(copies, is_own=False))
    check.own_share = share_of(document, _passages(copies, is_own=True))
    check.syllables = int(document.counted.sum())
    check.against = IndexedText.objects.filter(status=IndexedText.Status.DONE).count()
    learned = newest_common()
    check.engine, check.fault = f"{VERSION}.{learned.pk if learned else 0}", ""
    check.status, check.finished_at = Stage.DONE, timezone.now()
    check.save()


def _finding(check: Check, found: Copied, *, is_weak: bool) -> Finding:
    return Finding(
        check_made=check,
        kind=found.source.kind,
        number=found.source.number,
        day=found.source.day,
        share=found.overlap.share,
        is_own=found.is_own,
        is_later=found.is_later,
        is_weak=is_weak,
        passages=[
            [p.start, p.end, p.source_start, p.source_end, round(p.likeness, 2)]
            for p in found.overlap.passages
        ],
    )


def _passages(copies: list[Copied], *, is_own: bool) -> list[Passage]:
    """Of works that were there before; what came later says nothing of this text."""
    counted = (one for one in copies if one.is_own == is_own and not one.is_later)
    return [passage for one in counted for passage in one.overlap.passages]
