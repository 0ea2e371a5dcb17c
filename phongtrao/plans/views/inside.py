"""Opinions asked."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access import inside as access
from phongtrao.plans.access import tasks as task_access
from phongtrao.plans.forms.inside import (
    AskForm,
    OpinionForm,
)
from phongtrao.plans.pages.inside import ConsultationPage
from phongtrao.plans.queries.consultations import rooms_to_ask
from phongtrao.plans.services import consultations
from phongtrao.plans.views.inside_form import FormPage, fill
from phongtrao.web.acts import do


@require_http_methods(["GET", "POST"])
@once
def ask_about_task(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    insist(access.can_ask_about_task(request.user, task))
    form = AskForm(request.POST or None, rooms=rooms_to_ask(task.plan.owner))
    page = FormPage(
        form,
        heading=_("Xin ý kiến"),
        lead=task.text,
        button=_("Gửi xin ý kiến"),
        back=reverse("plans:task", args=[pk]),
        above=str(task),
    )
    return fill(
        request,
        page,
        lambda: consultations.ask_about_task(task, form.asking(), by=request.user),
        _("Đã gửi xin ý kiến."),
    )


@require_http_methods(["GET", "POST"])
@once
def ask_about_work(request: SignedInRequest, pk: int) -> HttpResponse:
    work = work_access.get_visible(request.user, pk)
    insist(access.can_ask_about_work(request.user, work))
    form = AskForm(request.POST or None, rooms=rooms_to_ask(work.unit))
    page = FormPage(
        form,
        heading=_("Xin ý kiến"),
        lead=work.text,
        button=_("Gửi xin ý kiến"),
        back=reverse("plans:assignment", args=[pk]),
        above=work.text,
    )
    return fill(
        request,
        page,
        lambda: consultations.ask_about_work(work, form.asking(), by=request.user),
        _("Đã gửi xin ý kiến."),
    )


@require_http_methods(["GET", "POST"])
@once
def consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_consultation(request.user, pk)
    page = ConsultationPage.build(found, request.user)
    if request.method != "POST":
        context = {"page": page, "form": OpinionForm()}
        return render_page(request, "plans/consultation.html", context)
    form = OpinionForm(request.POST)
    opinion = form.cleaned_data["opinion"] if form.is_valid() else ""
    deed = partial(consultations.give_opinion, found, opinion, by=request.user)
    return do(request, deed, _("Đã gửi ý kiến."), reverse("plans:consultation", args=[pk]))
