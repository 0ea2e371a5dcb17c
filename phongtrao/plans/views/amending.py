"""An amendment on its way: begun, paired with the running plan, withdrawn."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import amending as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.forms.amending import AmendForm, ChangeForm
from phongtrao.plans.models import Plan, TaskChange
from phongtrao.plans.pages.amending import PairingPage
from phongtrao.plans.queries.amendments import Offer, offers_of, tasks_in_words
from phongtrao.plans.services import amending as services
from phongtrao.web.acts import Question, confirm, do

NAV = {"nav": "plans"}


@require_http_methods(["GET", "POST"])
@once
def plan_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    if not (answer := access.can_amend(request.user, plan)):
        insist(access.can_follow(request.user, plan))
        messages.error(request, answer.reason)
        return redirect("plans:plan", pk=pk)
    initial = {
        "title": _("Sửa đổi, bổ sung %s") % plan.title,
        "starts_on": timezone.localdate(),
    }
    form = AmendForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = services.begin_amendment(plan, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _begun(made))
            return redirect("plans:plan", pk=made.pk)
    return render_page(request, "plans/plan_amend.html", NAV | {"form": form, "plan": plan})


@require_http_methods(["GET", "POST"])
@once
def plan_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The pairing; posted, everything that waits is confirmed as offered."""
    amendment = access.get_amendment(request.user, pk)
    insist(access.can_follow(request.user, amendment))
    if request.method == "POST":
        here = reverse("plans:plan_changes", args=[pk])
        deed = partial(services.confirm_offered, amendment, by=request.user)
        return do(request, deed, _("Đã xác nhận các thay đổi như đề nghị."), here)
    context = NAV | {"plan": amendment, "page": PairingPage.build(amendment, request.user)}
    return render_page(request, "plans/plan_changes.html", context)


@require_http_methods(["GET", "POST"])
@once
def plan_change(request: SignedInRequest, pk: int, task: int, draft: int) -> HttpResponse:
    """One change, named by the task of the running plan and that of the amendment; 0 for none."""
    amendment = access.get_amendment(request.user, pk)
    insist(access.can_pair(request.user, amendment))
    offer = _offer(amendment, task, draft)
    old = tasks_in_words(amendment.amends or amendment)
    form = ChangeForm(request.POST or None, offer=offer, old=old, new=tasks_in_words(amendment))
    if form.is_valid():
        try:
            services.confirm_change(amendment, form.decision(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã xác nhận thay đổi."))
            return redirect("plans:plan_changes", pk=pk)
    context = NAV | {"plan": amendment, "offer": offer, "form": form}
    return render_page(request, "plans/plan_change.html", context)


@require_POST
@once
def plan_change_reopen(request: SignedInRequest, pk: int, task: int, draft: int) -> HttpResponse:
    amendment = access.get_amendment(request.user, pk)
    insist(access.can_pair(request.user, amendment))
    change = _offer(amendment, task, draft).change
    if change is None:
        raise Http404
    deed = partial(_reopen, change, amendment, request)
    said = _("Thay đổi trở lại như máy đề nghị.")
    return do(request, deed, said, reverse("plans:plan_changes", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def plan_amendment_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    amendment = access.get_amendment(request.user, pk)
    insist(access.can_follow(request.user, amendment))
    back = reverse("plans:plan", args=[pk])
    if not (answer := access.can_withdraw(request.user, amendment)):
        messages.error(request, answer.reason)
        return redirect(back)
    question = Question(
        title=_("Bỏ bản sửa đổi “%s”?") % amendment,
        warning=_("Kế hoạch đang thực hiện giữ nguyên; các nhiệm vụ đã soạn trong bản này mất."),
        consequences=[(amendment.tasks.count(), _("nhiệm vụ của bản sửa đổi bị xóa"))],
        word=_("bỏ"),
        action=_("Bỏ bản sửa đổi"),
        back=back,
        nav="plans",
    )
    deed = partial(services.withdraw_amendment, amendment, by=request.user)
    to = reverse("plans:plan", args=[amendment.amends_id])
    return confirm(request, question, deed, _("Đã bỏ bản sửa đổi."), to=to)


def _begun(made: Plan) -> str:
    if made.amending == Plan.Amending.WHOLE:
        return _("Đã chép đủ nhiệm vụ. Hãy sửa, thêm, bỏ rồi đối chiếu thay đổi.")
    return _("Đã lập bản sửa đổi. Hãy thêm các nhiệm vụ được sửa đổi, bổ sung, bãi bỏ.")


def _offer(amendment: Plan, task: int, draft: int) -> Offer:
    key = f"{task}-{draft}"
    found = next((offer for offer in offers_of(amendment) if offer.key == key), None)
    if found is None:
        raise Http404
    return found


def _reopen(change: TaskChange, amendment: Plan, request: SignedInRequest) -> None:
    change.amendment = amendment
    services.reopen_change(change, by=request.user)
