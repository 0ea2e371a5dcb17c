"""Who sees and who runs a council.

The office or head of its unit sets it up; from then on its secretary runs it as well. Its members see it.
Cases are seen by them all but for those who have a conflict of interest, whatever else they are.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.councils.models import Case, Council, Member
from phongtrao.councils.queries.conflicts import without_own_conflicts
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, grants_of, holds_at_office, unit_condition

SETS_UP = frozenset({Role.OFFICE, Role.HEAD})
SEES = SETS_UP | {Role.LEADER}


def seats_of(user: AbstractBaseUser) -> QuerySet[Member]:
    """Where the user sits today, in councils that work."""
    return Member.objects.today().filter(
        person__user=user.pk, council__status=Council.Status.ACTIVE
    )


def visible_councils(user: AbstractBaseUser) -> QuerySet[Council]:
    """Those of one's office; once they work those below where one inspects, and those one sat in."""
    inspected = unit_condition(grants_of(user, frozenset({Role.AUDITOR})), "unit__")
    mine = Q(members__person__user=user.pk)
    begun = ~Q(status=Council.Status.DRAFT)
    rows = Council.objects.filter(at_offices(user, SEES, "unit__") | begun & (inspected | mine))
    return rows.select_related("unit").distinct()


def get_visible_council(user: AbstractBaseUser, pk: int) -> Council:
    return get_object_or_404(visible_councils(user), pk=pk)


def can_set_up(user: AbstractBaseUser, unit: Unit) -> Answer:
    """Whether the user may set up a council of the unit, its members and rules."""
    if holds_at_office(user, unit, *SETS_UP):
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của %(unit)s được lập hội đồng.") % {"unit": unit})


def can_run(user: AbstractBaseUser, council: Council) -> Answer:
    """Whether the user may bring cases, assign, call sittings and print: its secretary, its unit's office."""
    if not council.is_working:
        return no(_("Hội đồng chưa hoạt động hoặc đã kết thúc nhiệm kỳ."))
    if holds_at_office(user, council.unit, Role.OFFICE) or is_secretary(user, council):
        return YES
    return no(_("Chỉ thư ký hội đồng hoặc văn phòng của %(unit)s làm được việc này.") % {"unit": council.unit})  # fmt: skip


def can_withdraw_case(user: AbstractBaseUser, case: Case) -> Answer:
    """Whoever runs the council takes a case out of it, while it is undecided; never with tied hands."""
    if not visible_cases(user).filter(pk=case.pk).exists():
        return no(_("Bạn không tham gia xét hồ sơ này."))
    if case.status not in Case.Status.undecided:
        return no(_("Hồ sơ đã có kết quả biểu quyết hoặc đã rút nên không rút được nữa."))
    return can_run(user, case.council)


def is_secretary(user: AbstractBaseUser, council: Council) -> bool:
    return seats_of(user).filter(council=council, role=Member.Role.SECRETARY).exists()


def visible_cases(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases of the councils one sees, without those in which one has a conflict of interest."""
    rows = Case.objects.filter(council__in=visible_councils(user).values("pk"))
    return without_own_conflicts(rows, user).select_related("council__unit")


def get_visible_case(user: AbstractBaseUser, pk: int) -> Case:
    return get_object_or_404(visible_cases(user), pk=pk)
