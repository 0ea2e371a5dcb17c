"""Bringing cases before a council; how a case moves."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.councils.kinds import KINDS
from phongtrao.councils.models import Case, Council
from phongtrao.lib.errors import WrongState

S = Case.Status
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.OPEN: frozenset({S.LISTED, S.WITHDRAWN}),
    S.LISTED: frozenset({S.OPEN, S.DECIDED, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.APPLIED, S.OPEN}),  # back: the dossier changed before it was applied
    S.APPLIED: frozenset(),
    S.WITHDRAWN: frozenset(),
}


@transaction.atomic
def open_case(council: Council, kind: str, title: str, *, by: AbstractBaseUser) -> Case:
    """Bring something before the council; the app above holds the case and says what it is about.

    That ``by`` may do so is asked by the app above. Raises WrongState when the council decides no such
    thing, or not now.
    """
    return open_cases(council, kind, [title], by=by)[0]


@transaction.atomic
def open_cases(
    council: Council, kind: str, titles: Sequence[str], *, by: AbstractBaseUser
) -> list[Case]:
    """The same for many at once, in the order of ``titles``; a fixed number of statements."""
    locked = Council.objects.select_for_update().get(pk=council.pk)  # numbers without gaps
    if not locked.is_working:
        raise WrongState(_("Hội đồng chưa hoạt động hoặc đã kết thúc nhiệm kỳ."))
    if kind not in locked.case_kinds:
        said = _("%(council)s không xét %(kind)s. Hãy chọn hội đồng khác.")
        raise WrongState(said % {"council": locked, "kind": str(KINDS[kind].label).lower()})
    last = locked.cases.aggregate(last=Max("number"))["last"] or 0
    cases = Case.objects.bulk_create(
        Case(council=locked, kind=kind, number=number, title=title)
        for number, title in enumerate(titles, start=last + 1)
    )
    record_many([Line(case) for case in cases], "councils.case_opened", by=by)
    return cases
