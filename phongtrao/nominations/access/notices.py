"""Who reads a public list, who says something against it, and who answers. Who said it is told to nobody else."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.access.rounds import ASKS, READS, RUNS
from phongtrao.nominations.access.screening import can_judge
from phongtrao.nominations.models import Nomination, Objection, PublicNotice
from phongtrao.nominations.queries.notices import Standing, stood_in
from phongtrao.orgs.scope import at_offices, holds_at_office, units_above

N = Nomination.Status
ANSWERS = "nomination__submission__round__owner"


def running(prefix: str = "") -> Q:
    today = timezone.localdate()
    return Q(**{f"{prefix}from_on__lte": today, f"{prefix}until_on__gte": today})


def visible_notices(user: AbstractBaseUser) -> QuerySet[PublicNotice]:
    """While it runs, everybody of the unit that holds the round and of those below; its office always."""
    everybody = Q(round__owner__in=units_above(user)) & running()
    told = everybody | at_offices(user, READS, "round__owner__")
    return PublicNotice.objects.filter(told).select_related("round__owner")


def get_notice(user: AbstractBaseUser, pk: int) -> PublicNotice:
    return get_object_or_404(visible_notices(user), pk=pk)


def listed_nominations(notice: PublicNotice) -> QuerySet[Nomination]:
    """What was taken out meanwhile, or is something else now, no longer stands in the list."""
    rows = notice.nominations.exclude(status__in={N.REFUSED, N.WITHDRAWN, N.RETURNED, N.DRAFT})
    changed = [
        one.pk for one in rows.only("name", "form", "achievement") if not stood_in(notice, one)
    ]
    rows = rows.exclude(pk__in=changed)
    return rows.select_related("form__honour", "unit").order_by("form__position", "position", "pk")


def get_listed(user: AbstractBaseUser, pk: int) -> Nomination:
    """One line of a list that runs today; 404 for all others."""
    shown = visible_notices(user).filter(running(), nominations=pk)
    told = ("form__honour", "person", "unit", "submission__round__owner")
    rows = Nomination.objects.filter(status=N.ACCEPTED).select_related(*told)
    found = get_object_or_404(rows, pk=pk)
    if not any(stood_in(notice, found) for notice in shown):
        raise Http404
    return found


def can_publish(user: AbstractBaseUser, found: Nomination, standing: Standing) -> Answer:
    if not (answer := can_judge(user, found)):
        return answer
    if found.status != N.ACCEPTED:
        return no(_("Chỉ công khai đề nghị đã được chấp nhận, chưa xét."))
    if found.case_id or standing.until:
        return no(_("Đề nghị này đã được công khai."))
    return YES


def can_object(user: AbstractBaseUser, found: Nomination) -> Answer:
    """``found``: of ``get_listed``."""
    if found.person and found.person.user_id == user.pk:
        return no(_("Bạn là người được đề nghị. Muốn thôi, hãy nhờ đơn vị rút đề nghị."))
    mine = found.objections.filter(made_by=user.pk, status=Objection.Status.OPEN)
    if mine.filter(about=Objection.About.NOTICE).exists():
        return no(_("Ý kiến trước của bạn đang chờ trả lời."))
    return YES


def can_complain(user: AbstractBaseUser, found: Nomination) -> Answer:
    """About the result: by the unit that asked, and by the nominated."""
    is_own = found.person and found.person.user_id == user.pk
    if not is_own and not holds_at_office(user, found.submission.unit, *ASKS):
        return no(_("Chỉ đơn vị đề nghị và người được đề nghị khiếu nại kết quả."))
    if found.status not in {N.REFUSED, N.FAILED}:
        return no(_("Chỉ khiếu nại khi đề nghị không được đưa vào xét hoặc không được thông qua."))
    if found.objections.filter(about=Objection.About.RESULT, status=Objection.Status.OPEN).exists():
        return no(_("Đã có khiếu nại đang chờ trả lời."))
    return YES


def answered_by(user: AbstractBaseUser) -> Q:
    """Objections one answers: of rounds one runs, but never about oneself."""
    return at_offices(user, RUNS, f"{ANSWERS}__") & ~Q(nomination__person__user=user.pk)


def visible_objections(user: AbstractBaseUser) -> QuerySet[Objection]:
    """By whoever answers, and by whoever said it."""
    rows = Objection.objects.filter(answered_by(user) | Q(made_by=user.pk))
    told = ("made_by", "answered_by", "nomination__form__honour", "nomination__person")
    return rows.select_related(*told, f"{ANSWERS}", "nomination__submission__unit")


def get_objection(user: AbstractBaseUser, pk: int) -> Objection:
    return get_object_or_404(visible_objections(user), pk=pk)


def can_take_back(user: AbstractBaseUser, said: Objection) -> Answer:
    if said.made_by_id != user.pk:
        return no(_("Chỉ người gửi ý kiến rút được ý kiến."))
    if said.status == Objection.Status.WITHDRAWN:
        return no(_("Ý kiến này đã được rút."))
    if said.status != Objection.Status.OPEN:
        return no(_("Ý kiến này đã được trả lời, không rút được nữa."))
    return YES


def can_answer(user: AbstractBaseUser, said: Objection) -> Answer:
    found = said.nomination
    owner = found.submission.round.owner
    if not holds_at_office(user, owner, *RUNS):
        return no(_("Chỉ văn phòng hoặc thủ trưởng của %s trả lời ý kiến này.") % owner)
    if said.made_by_id == user.pk or (found.person and found.person.user_id == user.pk):
        return no(_("Bạn không trả lời ý kiến của mình hoặc về mình. Hãy để người khác trả lời."))
    if said.status == Objection.Status.WITHDRAWN:
        return no(_("Ý kiến này đã được người gửi rút, không cần trả lời."))
    if said.status != Objection.Status.OPEN:
        return no(_("Ý kiến này đã được trả lời. Hãy tải lại trang."))
    return YES
