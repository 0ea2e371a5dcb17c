"""A unit hands its answer on to a person inside, by an inner day, and gets the written draft back.

The same way as its other work (plans.services.handovers), over the one draft an answer has: whoever
writes fills in the boxes, the head reads and hands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.plans.queries.people import people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.handovers import check_inner_day, check_person
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests import access


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, by which inner day, and what is to be minded."""

    writer: User
    due_on: date
    note: str = ""


@transaction.atomic
def hand_on(answer: RequestAnswer, writing: Writing, *, by: AbstractBaseUser) -> RequestAnswer:
    """Give the draft to a person of the unit, or give it again with what is missing."""
    locked = _locked(answer)
    access.can_hand_on(by, locked).enforce()
    check_person(writing.writer, locked.unit)
    check_inner_day(writing.due_on, locked.due_on)
    former, before = locked.writer, _handed(locked)
    said = {
        "writer": writing.writer,
        "writer_due_on": writing.due_on,
        "writer_note": nfc(writing.note).strip(),
        "written_at": None,
    }
    _write(locked, said)
    record(locked, "reports.answer_handed_on", by=by, before=before, after=_handed(locked))
    if former and former != writing.writer:
        moved = gettext_lazy(
            "Báo cáo %(title)s đã được giao người khác viết; bạn không cần viết nữa."
        )
        _tell_former(former, locked, moved, "moved")
    told = gettext_lazy("Bạn được giao viết báo cáo %(title)s, hạn %(due)s. %(note)s")
    _tell([writing.writer], locked, told, "handed_on")
    return locked


@transaction.atomic
def finish_writing(answer: RequestAnswer, *, by: AbstractBaseUser) -> RequestAnswer:
    """The writer gives the draft back; from here on the head mends it and hands it in."""
    locked = _locked(answer)
    access.can_finish_writing(by, locked).enforce()
    _write(locked, {"written_at": timezone.now()})
    record(locked, "reports.answer_written", by=by)
    told = gettext_lazy("%(who)s đã viết xong báo cáo %(title)s. Hãy xem lại rồi nộp.")
    heads = [user for user in people_at(locked.unit) if user.pk != by.pk]
    _tell(heads, locked, told, "written")
    return locked


@transaction.atomic
def take_back(answer: RequestAnswer, *, by: AbstractBaseUser) -> RequestAnswer:
    """The head writes on; what was written so far stays in the draft."""
    locked = _locked(answer)
    access.can_take_back(by, locked).enforce()
    writer, before = locked.writer, _handed(locked)
    _write(locked, {"writer": None, "writer_due_on": None, "writer_note": "", "written_at": None})
    record(locked, "reports.answer_taken_back", by=by, before=before)
    if writer:
        told = gettext_lazy("Thủ trưởng đã lấy lại báo cáo %(title)s để tự viết tiếp.")
        _tell_former(writer, locked, told, "taken_back")
    return locked


# ------------------------------------------------------------------ parts


def _locked(answer: RequestAnswer) -> RequestAnswer:
    """Nobody hands it in, or on, at the same moment."""
    rows = RequestAnswer.objects.select_for_update(of=("self",))
    return rows.select_related("request__owner", "unit", "writer").get(pk=answer.pk)


def _write(answer: RequestAnswer, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(answer, name, value)
    answer.full_clean()
    answer.save(update_fields=list(said))


def _handed(answer: RequestAnswer) -> dict[str, object]:
    """Who writes, by when and how, for history; nothing while it is with nobody."""
    if answer.writer is None:
        return {}
    due_on, note = answer.writer_due_on, answer.writer_note
    return {"to": str(answer.writer), "due_on": due_on, "note": note}


def _tell(to: Iterable[User], answer: RequestAnswer, sentence: Promise, event: str) -> None:
    day = answer.writer_due_on
    with office_language():
        text = str(sentence) % {
            "title": quoted(answer.request.title),
            "due": date_format(day, "d/m/Y") if day else "",
            "note": answer.writer_note,
            "who": answer.writer,
        }
    url = reverse("reports:answer", args=[answer.pk])
    notify(to, text.strip(), key=_key(answer, event), url=url)


def _tell_former(writer: User, answer: RequestAnswer, sentence: Promise, event: str) -> None:
    """Who writes no more does not see the answer any more: no address."""
    with office_language():
        text = str(sentence) % {"title": quoted(answer.request.title)}
    notify([writer], text, key=_key(answer, event))


def _key(answer: RequestAnswer, event: str) -> str:
    return f"reports.answer:{answer.pk}:{event}:{timezone.now().isoformat()}"
