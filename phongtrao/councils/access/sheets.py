"""Who writes a score sheet, and who reads what was given.

A sheet is its member's alone until it is final. Who runs the council reads the sheets of a case, and so does
who has scored it; neither before an own sheet in that case is final, so that nobody scores by what others
gave. Who has a conflict of interest finds no sheet of the case at all, be it one's own.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.councils.access.councils import SETS_UP, can_run, visible_cases, visible_councils
from phongtrao.councils.models import Case, Conflict, Council, Member, ScoreSheet
from phongtrao.councils.queries.conflicts import without_own_conflicts
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import at_offices, has_role

LEADS = (Member.Role.CHAIR, Member.Role.VICE, Member.Role.SECRETARY)


def scores_daily(user: AbstractBaseUser) -> bool:
    """Whether scoring is everyday work of the user; others find it in their menu. No query."""
    return has_role(user, Role.COUNCIL)


def own_sheets(user: AbstractBaseUser) -> QuerySet[ScoreSheet]:
    """Given to the user to score, finished ones too, on whatever seat."""
    cases = without_own_conflicts(Case.objects.exclude(status=Case.Status.WITHDRAWN), user)
    mine = ScoreSheet.objects.living().filter(member__person__user=user.pk)
    return mine.filter(case__in=cases.values("pk")).select_related("case__council__unit")


def sheets_to_score(user: AbstractBaseUser) -> QuerySet[ScoreSheet]:
    """Those one can still fill in today."""
    return own_sheets(user).filter(
        case__status__in=Case.Status.undecided,
        case__council__status=Council.Status.ACTIVE,
        member__in=Member.objects.today().values("pk"),
        status__in=ScoreSheet.Status.unfinished,
    )


def get_own_sheet(user: AbstractBaseUser, pk: int) -> ScoreSheet:
    rows = own_sheets(user).select_related(
        "case__council__unit", "member__person", "rubric__rubric"
    )
    return get_object_or_404(rows, pk=pk)


def can_score(user: AbstractBaseUser, sheet: ScoreSheet) -> Answer:
    """Whether the sheet can be written now: by its member, who sits today, while the case is undecided."""
    if not own_sheets(user).filter(pk=sheet.pk).exists():
        return no(_("Chỉ người được phân công mới chấm phiếu này."))
    if timezone.localdate() not in sheet.member.days:
        return no(
            _("Bạn không còn là thành viên hội đồng vào ngày hôm nay nên không chấm được nữa.")
        )
    if sheet.case.council.status != Council.Status.ACTIVE:
        return no(_("Hội đồng chưa hoạt động hoặc đã kết thúc nhiệm kỳ."))
    if sheet.case.status not in Case.Status.undecided:
        return no(_("Hồ sơ đã có kết quả nên phiếu chấm không sửa được nữa."))
    return YES


def can_reopen(user: AbstractBaseUser, sheet: ScoreSheet) -> Answer:
    """Whether a final sheet can be taken up again: not while or after the council votes on the case."""
    if not (answer := can_score(user, sheet)):
        return answer
    if sheet.case.items.filter(status__in=("voting", "counted")).exists():
        return no(_("Hội đồng đã mở biểu quyết hồ sơ này nên phiếu chấm không mở lại được."))
    return YES


# ------------------------------------------------------------------ what was given


def run_councils(user: AbstractBaseUser) -> QuerySet[Council]:
    """Councils the user sets up or leads: what their members gave is gathered there."""
    offices = at_offices(user, SETS_UP, "unit__")
    seats = Member.objects.today().filter(person__user=user.pk, role__in=LEADS)
    return visible_councils(user).filter(offices | Q(pk__in=seats.values("council")))


def get_run_council(user: AbstractBaseUser, pk: int) -> Council:
    return get_object_or_404(run_councils(user), pk=pk)


def scored_cases(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases whose sheets the user may read: see the top of this module."""
    mine = ScoreSheet.objects.filter(case=OuterRef("pk"), member__person__user=user.pk)
    runs = Q(council__in=run_councils(user).values("pk"))
    return (
        visible_cases(user).filter(runs | Exists(mine.final())).exclude(Exists(mine.unfinished()))
    )


def listed_cases(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases of which the user may know how far the scoring is: those one runs, those one scores."""
    mine = ScoreSheet.objects.living().filter(case=OuterRef("pk"), member__person__user=user.pk)
    runs = Q(council__in=run_councils(user).values("pk"))
    return visible_cases(user).filter(runs | Exists(mine))


def get_listed_case(user: AbstractBaseUser, pk: int) -> Case:
    return get_object_or_404(listed_cases(user), pk=pk)


def can_invite(user: AbstractBaseUser, case: Case) -> Answer:
    """Whether the user may ask one more member to score: who runs the council, and may read the scores."""
    if not (answer := can_run(user, case.council)):
        return answer
    if case.status not in Case.Status.undecided:
        return no(_("Hồ sơ đã có kết quả nên không mời thêm phản biện."))
    if not scored_cases(user).filter(pk=case.pk).exists():
        return no(_("Bạn chưa chấm xong phiếu của mình với hồ sơ này. Hãy chấm xong trước."))
    if not ScoreSheet.objects.living().filter(case=case).exists():
        return no(_("Hồ sơ chưa giao ai chấm. Hãy phân công phản biện trước."))
    return YES


def members_to_invite(case: Case) -> QuerySet[Member]:
    """Who could score the case as well, the least burdened first, with ``open_sheets``."""
    standing = Conflict.objects.filter(case=case, status=Conflict.Status.STANDING)
    have = ScoreSheet.objects.living().filter(case=case)
    rows = Member.objects.today().filter(council=case.council).select_related("person")
    rows = rows.exclude(pk__in=standing.values("member")).exclude(pk__in=have.values("member"))
    open_sheets = Count("sheets", filter=Q(sheets__status__in=ScoreSheet.Status.unfinished))
    return rows.annotate(open_sheets=open_sheets).order_by("open_sheets", "person__sort_key", "pk")


def told_sheets(user: AbstractBaseUser) -> QuerySet[ScoreSheet]:
    """Sheets of whose history the user is told: one's own, and those one may read."""
    read = Q(case__in=scored_cases(user).values("pk"))
    return ScoreSheet.objects.filter(read | Q(pk__in=own_sheets(user).values("pk")))


def appointed_members(user: AbstractBaseUser) -> QuerySet[Member]:
    """Members whose record the user reads: of councils of the offices and heads who set them up."""
    rows = Member.objects.filter(at_offices(user, SETS_UP, "council__unit__"))
    return rows.select_related("person", "council__unit")


def get_appointed_member(user: AbstractBaseUser, pk: int) -> Member:
    return get_object_or_404(appointed_members(user), pk=pk)


def get_appointing_council(user: AbstractBaseUser, pk: int) -> Council:
    """A council of which the user appoints the members."""
    rows = visible_councils(user).filter(at_offices(user, SETS_UP, "unit__"))
    return get_object_or_404(rows, pk=pk)
