"""Who works on a task, and what each contributed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.councils.queries.people import find_person
from phongtrao.documents.access import insist
from phongtrao.orgs import access as orgs
from phongtrao.research.access.tasks import can_keep, get_task, visible_tasks
from phongtrao.research.forms.deeds import LeaveForm, MemberForm, SharesForm
from phongtrao.research.models import TaskMember
from phongtrao.research.services.people import Joining, add_member, end_membership, set_shares
from phongtrao.research.views.deeds import fill, of_task

R = TaskMember.Role


@require_http_methods(["GET", "POST"])
@once
def member_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_keep(request.user, task))
    has_lead = task.members.filter(role=R.LEAD, left_on=None).exists()
    given = {
        "since": task.starts_on or timezone.localdate(),
        "role": R.MEMBER if has_lead else R.LEAD,  # nothing is approved without one
    }
    form = MemberForm(request.POST or None, initial=given)

    def deed() -> TaskMember:
        given = form.cleaned_data
        person = find_person(given["person"], orgs.visible_people(request.user))
        said = Joining(person, given["role"], given["since"], given["work"])
        return add_member(task, said, by=request.user)

    lead = _("Tỷ lệ đóng góp được ghi khi nghiệm thu.")
    page = of_task(task, _("Thêm người thực hiện"), lead, _("Thêm"))
    return fill(request, form, deed, page=page, said=_("Đã thêm người thực hiện."))


@require_http_methods(["GET", "POST"])
@once
def member_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = TaskMember.objects.filter(task__in=visible_tasks(request.user).order_by().values("pk"))
    member = get_object_or_404(rows.select_related("task__owner", "task__host", "person"), pk=pk)
    insist(can_keep(request.user, member.task))
    form = LeaveForm(request.POST or None, initial={"day": timezone.localdate()})

    def deed() -> TaskMember:
        given = form.cleaned_data
        return end_membership(member, given["day"], given["reason"], by=request.user)

    lead = _("Việc đã làm đến ngày ấy vẫn được tính khi chốt tỷ lệ đóng góp.")
    page = of_task(member.task, _("%s thôi tham gia") % member.person, lead, _("Ghi"))
    return fill(request, form, deed, page=page, said=_("Đã ghi thôi tham gia."))


@require_http_methods(["GET", "POST"])
@once
def shares(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_keep(request.user, task))
    form = SharesForm(request.POST or None, members=task.members.select_related("person"))
    lead = _("Cộng lại đúng 100%. Khi hội đồng nghiệm thu xong, tỷ lệ được chốt và không đổi nữa.")
    page = of_task(task, _("Tỷ lệ đóng góp (%)"), lead, _("Ghi tỷ lệ"))

    def deed() -> None:
        set_shares(task, form.shares(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi tỷ lệ đóng góp."))
