"""What goes before a council, and who of it reads the dossier."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.councils.access.dossiers import readable_cases
from phongtrao.councils.access.sheets import run_councils
from phongtrao.councils.models import Case, Council
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.access.screening import can_judge, still_here
from phongtrao.nominations.models import CASE_KIND, Nomination
from phongtrao.nominations.queries.notices import Standing

N = Nomination.Status


def councils_for(user: AbstractBaseUser) -> QuerySet[Council]:
    """That work today and decide about awards."""
    rows = run_councils(user).filter(status=Council.Status.ACTIVE, case_kinds__contains=[CASE_KIND])
    return rows.filter(ends_on__gte=timezone.localdate()).order_by("-starts_on", "pk")


def can_bring(user: AbstractBaseUser, found: Nomination, standing: Standing) -> Answer:
    """``submission.round`` is loaded."""
    if not (answer := can_judge(user, found)):
        return answer
    if found.status != N.ACCEPTED:
        return no(_("Chỉ đưa ra hội đồng đề nghị đã được chấp nhận, chưa xét."))
    if not (answer := still_here(found)):
        return answer
    if found.case_id:
        return no(_("Đề nghị này đang ở hội đồng."))
    if why := standing.why_not_over(found.submission.round.notice_days):
        return no(why)
    return YES


def get_judged(user: AbstractBaseUser, case: int) -> tuple[Nomination, Case]:
    """Of a case whose dossier the user reads; 404 for all others, the nominated too."""
    found = get_object_or_404(readable_cases(user), pk=case)
    told = ("form__honour", "person", "unit", "submission__unit", "submission__round__owner")
    return get_object_or_404(Nomination.objects.select_related(*told), case=found), found
