"""The paper of a plan drafted here: its words, each printing, and parting from it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.forms import groups_of, planned_initial
from phongtrao.documents.models import RecipientGroup
from phongtrao.documents.written import USUAL_FILING
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import plans as access
from phongtrao.plans.forms.plan_papers import SAID, PlanPaperForm
from phongtrao.plans.models import Plan, PlanPaper
from phongtrao.plans.pages.plan_words import usual_wording
from phongtrao.plans.queries.plan_papers import paper_of
from phongtrao.plans.services import plan_papers as services
from phongtrao.web.acts import Question, confirm

NAV = {"nav": "plans"}


@require_http_methods(["GET", "POST"])
@once
def plan_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the words and print: the first time the draft begins, later a new version."""
    found = access.get_visible(request.user, pk)
    insist(access.can_print(request.user, found))
    paper, groups = paper_of(found), groups_of([found.owner])
    initial = _kept(paper, groups) if paper else _usual(found, request)
    form = PlanPaperForm(request.POST or None, groups=groups, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.print_plan(found, form.wording(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã lập văn bản của kế hoạch. Hãy đọc lại tệp rồi trình ký.")
            )
            return redirect("documents:outgoing", pk=made.document_id)
    context = NAV | {
        "form": form,
        "plan": found,
        "paper": paper,
        "is_uploaded": bool(paper and paper.document.file_id != paper.file_id),
        "tasks": found.tasks.standing().count(),
    }
    return render_page(request, "plans/plan_paper.html", context)


@require_http_methods(["GET", "POST"])
@once
def plan_paper_release(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_edit(request.user, found))
    back = reverse("plans:plan", args=[pk])
    if paper_of(found) is None:
        messages.error(request, _("Kế hoạch chưa có văn bản lập trên hệ thống."))
        return redirect(back)
    question = Question(
        title=_("Tách văn bản khỏi kế hoạch?"),
        warning=_(
            "Dự thảo vẫn nằm trong “Văn bản đi” nhưng khi cấp số không còn ban hành kế hoạch này; "
            "kế hoạch được ban hành bằng nút “Ban hành”."
        ),
        word=_("tách"),
        action=_("Tách văn bản"),
        back=back,
        nav="plans",
    )
    deed = partial(services.release_paper, found, by=request.user)
    return confirm(request, question, deed, _("Đã tách văn bản khỏi kế hoạch."))


def _kept(paper: PlanPaper, groups: list[RecipientGroup]) -> dict[str, Any]:
    letter = paper.facts["letter"]
    said = {name: paper.facts.get(name, letter.get(name, "")) for name in SAID}
    said["bases"] = letter["text"]
    return said | planned_initial(paper.document.planned_recipients, groups)


def _usual(found: Plan, request: SignedInRequest) -> dict[str, Any]:
    return {"recipients": f"Lưu: {USUAL_FILING}"} | usual_wording(found, request.user)
