"""Conflicts of interest: found again whenever people change, declared, pinned, denied with a reason.

Every line of history is the case's own: whoever has a conflict in it does not read it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.councils.access.conflicts import can_deny, can_pin
from phongtrao.councils.access.councils import can_run
from phongtrao.councils.kinds import parties_of
from phongtrao.councils.models import Case, Conflict, Council, Member
from phongtrao.councils.queries.conflicts import Found, find_for
from phongtrao.councils.services.voiding import void_lapsed
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState

Ground, S = Conflict.Ground, Conflict.Status


@transaction.atomic
def find_conflicts(cases: Sequence[Case], *, by: AbstractBaseUser | None) -> int:
    """Look for conflicts of today's members in these cases anew; return how many changed.

    The app above calls it once a new case has its parties, and when these change; here it runs when
    members come and before cases are assigned. What was denied stays denied; what was found and no longer
    holds goes; what people said stays. The number of queries depends on that of councils only.
    """
    waiting = sorted(
        (case for case in cases if case.status in Case.Status.waiting),
        key=lambda one: one.council_id,
    )
    found = sum(
        _find_in(council, list(mine), by)
        for council, mine in groupby(waiting, key=lambda one: one.council_id)
    )
    void_lapsed(Case.objects.filter(pk__in=[case.pk for case in waiting]), by=by)
    return found


def find_in_council(council: Council, *, by: AbstractBaseUser) -> None:
    """The same for all waiting cases of a council, asked by who runs it. What was found is not told: of
    some cases the one who asks may know nothing.
    """
    can_run(by, council).enforce()
    find_conflicts(list(council.cases.filter(status__in=Case.Status.waiting)), by=by)


def _find_in(council_id: int, cases: list[Case], by: AbstractBaseUser | None) -> int:
    council = Council.objects.select_related("composition", "unit").get(pk=council_id)
    found = find_for(council, parties_of(cases))
    rows = Conflict.objects.filter(case__in=cases).exclude(ground__in=Ground.said)
    known = {Found(row.case_id, row.member_id, row.ground): row for row in rows}
    new = sorted(found - known.keys(), key=lambda one: (one.case, one.member, one.ground))
    Conflict.objects.bulk_create(
        (
            Conflict(
                case_id=one.case,
                member_id=one.member,
                ground=one.ground,
                set_by_id=by.pk if by else None,
            )
            for one in new
        ),
        ignore_conflicts=True,
    )
    gone = [row for one, row in known.items() if one not in found and row.status == S.STANDING]
    Conflict.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _tell_cases(cases, (one.case for one in new), "councils.conflicts_found", by)
    _tell_cases(cases, (row.case_id for row in gone), "councils.conflicts_gone", by)
    return len(new) + len(gone)


def _tell_cases(
    cases: list[Case], touched: Iterable[int], action: str, by: AbstractBaseUser | None
) -> None:
    """One line a case, with the number only: who it is stands in the rows."""
    counts: dict[int, int] = {}
    for key in touched:
        counts[key] = counts.get(key, 0) + 1
    lines = [Line(case, data={"members": counts[case.pk]}) for case in cases if case.pk in counts]
    record_many(lines, action, by=by)


@transaction.atomic
def declare_conflict(case: Case, words: str, *, by: AbstractBaseUser) -> Conflict:
    """A member says that they keep away; from then on the case is out of their sight."""
    member = Member.objects.today().filter(council=case.council_id, person__user=by.pk).first()
    if member is None:
        raise NotAllowed(_("Chỉ thành viên của hội đồng khai xung đột lợi ích của mình."))
    return _set(case, member, Ground.DECLARED, words, by=by)


@transaction.atomic
def pin_conflict(case: Case, member: Member, words: str, *, by: AbstractBaseUser) -> Conflict:
    """The secretary or the office notes a conflict that nobody declared."""
    can_pin(by, case).enforce()
    if member.council_id != case.council_id:
        raise BadInput(_("Người này không phải là thành viên của hội đồng xét hồ sơ này."))
    return _set(case, member, Ground.PINNED, words, by=by)


def _set(case: Case, member: Member, ground: str, words: str, *, by: AbstractBaseUser) -> Conflict:
    if case.status not in Case.Status.waiting:
        raise WrongState(_("Hồ sơ đã xét xong hoặc đã rút nên không ghi thêm xung đột lợi ích."))
    if not words.strip():
        raise BadInput(_("Hãy ghi rõ xung đột lợi ích là gì."))
    conflict, _is_new = Conflict.objects.update_or_create(
        case=case,
        member=member,
        ground=ground,
        defaults={"status": S.STANDING, "note": words, "set_by_id": by.pk},
    )
    action = (
        "councils.conflict_declared" if ground == Ground.DECLARED else "councils.conflict_pinned"
    )
    record(case, action, by=by, member=member.audit_label)
    void_lapsed(Case.objects.filter(pk=case.pk), by=by)
    return conflict


@transaction.atomic
def deny_conflict(conflict: Conflict, reason: str, *, by: AbstractBaseUser) -> Conflict:
    """Let the member take part all the same, for a reason that is kept. Never by the member."""
    can_deny(by, conflict).enforce()
    if not reason.strip():
        raise BadInput(_("Cho tham gia xét thì phải ghi lý do."))
    return _turn(conflict, S.DENIED, reason, "councils.conflict_denied", by=by)


@transaction.atomic
def restore_conflict(conflict: Conflict, *, by: AbstractBaseUser) -> Conflict:
    """Take a denial back: the member keeps away again."""
    can_deny(by, conflict).enforce()
    return _turn(conflict, S.STANDING, "", "councils.conflict_restored", by=by)


def _turn(
    conflict: Conflict, to: Conflict.Status, note: str, action: str, *, by: AbstractBaseUser
) -> Conflict:
    """Not ``move``: a conflict has two sides, not a way. The condition decides who was first."""
    rows = Conflict.objects.filter(pk=conflict.pk).exclude(status=to)
    if not rows.update(status=to, note=note, set_by_id=by.pk):
        raise WrongState(_("Người khác vừa xử lý xung đột này. Hãy tải lại trang."))
    conflict.refresh_from_db()
    void_lapsed(Case.objects.filter(pk=conflict.case_id), by=by)
    record(conflict.case, action, by=by, member=conflict.member.audit_label)
    return conflict
