"""A later day for everybody a request asks, in one act. S2-23"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.http import addresses_of
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.services.assignments import quoted
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.queries import to_put_off


@transaction.atomic
def put_off_request(
    request: ReportRequest, due_on: date, reason: str, *, by: AbstractBaseUser
) -> int:
    """Give all units a later day, with the reason; each of them is told. Returns how many units.

    A unit that was given a still later day of its own keeps it, and what was accepted is left alone.
    """
    locked = ReportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    access.can_run(by, locked).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do gia hạn."))
    if due_on <= max(locked.due_on, timezone.localdate()):
        raise BadInput(_("Hạn mới phải sau hôm nay và sau hạn cũ. Hãy chọn ngày khác."))
    before = {"due_on": locked.due_on}
    locked.due_on = due_on
    locked.full_clean()
    locked.save(update_fields=["due_on"])
    found = to_put_off(locked, due_on).select_related("request", "unit", "writer")
    rows = list(found.select_for_update(of=("self",)))
    changed = RequestAnswer.objects.filter(pk__in=[row.pk for row in rows])
    changed.update(due_on=due_on, put_off_reason=said, reminded_on=None)
    after = {"due_on": due_on, "reason": said}
    record(locked, "reports.request_put_off", by=by, before=before, after=after, units=len(rows))
    lines = (Line(row, {"due_on": row.due_on}, after) for row in rows)
    record_many(lines, "reports.answer_put_off", by=by)
    _tell_units(locked, rows, said)
    request.refresh_from_db()
    return len(rows)


def _tell_units(request: ReportRequest, rows: Sequence[RequestAnswer], reason: str) -> None:
    """Two queries for any number of units."""
    people = people_by_unit(row.unit_id for row in rows)
    address = addresses_of("reports:answer")
    with office_language():
        words = _("Báo cáo %(title)s được gia hạn đến %(due)s cho mọi đơn vị: %(reason)s") % {
            "title": quoted(request.title),
            "due": date_format(request.due_on, "d/m/Y"),
            "reason": reason,
        }
    notify_many(
        Notice(
            to=user,
            key=f"reports.put_off:{row.pk}:{request.due_on}",
            text=words,
            url=address(row.pk),
        )
        for row in rows
        for user in _told(row, people)
    )


def _told(answer: RequestAnswer, people: Mapping[int, list[User]]) -> list[User]:
    """Those who act for the unit, and whoever is still writing for it."""
    heads = people.get(answer.unit_id, [])
    writer = None if answer.written_at else answer.writer
    return heads if writer is None or writer in heads else [*heads, writer]
