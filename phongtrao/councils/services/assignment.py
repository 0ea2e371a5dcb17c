"""Giving cases to reviewers: by hand, shared out by the program, from a workbook; and taking it back at once."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.base.words import office_language
from phongtrao.councils.access.councils import can_run, visible_cases
from phongtrao.councils.models import Case, Council, Member, RubricVersion, ScoreSheet
from phongtrao.councils.queries.assignment import barred_pairs
from phongtrao.councils.queries.members import members_today
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify

Pair = tuple[int, int]  # keys of case and member


@dataclass(frozen=True, slots=True)
class Order:
    """By which rubric, until when, and why where it is out of the ordinary (a third reviewer)."""

    rubric: RubricVersion
    due_on: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """``at``: the moment all sheets of one assignment share; it names them for ``undo_assignment``."""

    at: datetime
    sheets: int


@transaction.atomic
def assign_sheets(
    council: Council, pairs: Collection[Pair], order: Order, *, by: AbstractBaseUser
) -> Assigned:
    """Give these cases to these members, all or none. Pairs that are there already stay as they are.

    Raises BadInput for a case or member that is none of this council's today, or a member with a conflict of
    interest. The lock on the council keeps two secretaries from giving the same case twice.
    """
    can_run(by, council).enforce()
    Council.objects.select_for_update().get(pk=council.pk)
    cases = _cases(council, {case for case, _member in pairs}, by)
    members = _members(council, {member for _case, member in pairs})
    find_conflicts(list(cases.values()), by=by)
    conflicted, given = barred_pairs(cases)
    if refused := sorted(conflicted & set(pairs)):
        _refuse(refused, cases, members)
    new = sorted(set(pairs) - given)
    at = timezone.now()
    ScoreSheet.objects.bulk_create(
        ScoreSheet(
            case_id=case,
            member_id=member,
            rubric=order.rubric,
            due_on=order.due_on,
            asked_because=order.because,
            assigned_by_id=by.pk,
            assigned_at=at,
        )
        for case, member in new
    )
    _record(new, cases, "councils.reviewers_assigned", by)
    _tell(new, members, council, order, at=at)
    return Assigned(at, len(new))


def _cases(council: Council, keys: set[int], by: AbstractBaseUser) -> dict[int, Case]:
    rows = visible_cases(by).filter(
        council=council, status__in=(Case.Status.OPEN, Case.Status.LISTED)
    )
    cases = {case.pk: case for case in rows.filter(pk__in=keys)}
    if keys - cases.keys():
        raise BadInput(_("Có hồ sơ không còn chờ xét ở hội đồng này. Hãy tải lại trang rồi phân công lại."))  # fmt: skip
    return cases


def _members(council: Council, keys: set[int]) -> dict[int, Member]:
    members = {one.pk: one for one in members_today(council).select_related("person__user")}
    if keys - members.keys():
        raise BadInput(_("Có người không còn là thành viên hội đồng. Hãy tải lại trang rồi phân công lại."))  # fmt: skip
    return members


def _refuse(pairs: list[Pair], cases: dict[int, Case], members: dict[int, Member]) -> None:
    said = _("%(member)s không tham gia xét “%(case)s” vì xung đột lợi ích.")
    raise BadInput(
        " ".join(said % {"member": members[member], "case": cases[case]} for case, member in pairs)
    )


def _record(
    pairs: Iterable[Pair], cases: dict[int, Case], action: str, by: AbstractBaseUser
) -> None:
    counts = Counter(case for case, _member in pairs)
    lines = [Line(cases[case], data={"members": number}) for case, number in sorted(counts.items())]
    record_many(lines, action, by=by)


def _tell(
    pairs: list[Pair], members: dict[int, Member], council: Council, order: Order, *, at: datetime
) -> None:
    """One notice a member, however many cases."""
    url = reverse("councils:cases", args=[council.pk])
    with office_language():
        until = _(", hạn %s") % format_date(order.due_on) if order.due_on else ""
        for member, number in Counter(member for _case, member in pairs).items():
            if user := members[member].person.user:
                text = _("Bạn được phân công chấm %(n)d hồ sơ của %(council)s%(until)s.") % {
                    "n": number,
                    "council": council,
                    "until": until,
                }
                notify(
                    [user], text, key=f"councils.assigned:{council.pk}:{at.isoformat()}", url=url
                )


@transaction.atomic
def undo_assignment(council: Council, at: datetime, *, by: AbstractBaseUser) -> int:
    """Take a whole assignment back while none of its sheets was begun; return how many there were."""
    can_run(by, council).enforce()
    rows = ScoreSheet.objects.filter(case__council=council, assigned_at=at).select_related("case")
    sheets = list(rows.select_for_update(of=("self",)))
    if any(sheet.status != ScoreSheet.Status.ASSIGNED for sheet in sheets):
        raise WrongState(_("Đã có người bắt đầu chấm nên không hoàn tác được cả lần phân công."))
    if not sheets:
        raise WrongState(_("Lần phân công này đã được hoàn tác."))
    cases = {sheet.case_id: sheet.case for sheet in sheets}
    _record(
        [(sheet.case_id, sheet.member_id) for sheet in sheets],
        cases,
        "councils.assignment_undone",
        by,
    )
    rows.filter(pk__in=[sheet.pk for sheet in sheets]).delete()
    return len(sheets)
