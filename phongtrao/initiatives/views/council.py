"""A dossier as its council reads it: blind where the round says so; questions, answers, the conclusion."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access.councils import can_run
from phongtrao.councils.access.dossiers import readable_cases, reads_dossier
from phongtrao.councils.models import Case
from phongtrao.documents.access import insist
from phongtrao.documents.models import StoredFile
from phongtrao.initiatives.access.council import (
    can_answer_complaint,
    can_complain,
    get_judged,
    get_question,
)
from phongtrao.initiatives.access.initiatives import get_visible_initiative
from phongtrao.initiatives.blind import covered_file, redactor_of
from phongtrao.initiatives.forms.council import ComplaintAnswerForm, WordsForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.pages.dossiers import DossierPage
from phongtrao.initiatives.services.complaints import (
    answer_complaint,
    open_complaint,
    raise_complaint,
)
from phongtrao.initiatives.services.deciding import write_conclusion
from phongtrao.initiatives.services.questions import answer_question, ask_question
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import DomainError

COUNCIL: dict[str, Any] = {"nav": "councils"}


def _judged(request: SignedInRequest, pk: int) -> tuple[Initiative, Case]:
    initiative = get_judged(request.user, pk)
    return initiative, get_object_or_404(readable_cases(request.user), pk=pk)


@require_GET
def dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative, case = _judged(request, pk)
    page = DossierPage.build(initiative, case, request.user)
    context = COUNCIL | {"page": page, "case": case, "reading": page.reading}
    return render_page(request, "initiatives/dossier.html", context | {"initiative": initiative})


@require_GET
def dossier_file(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Of a blind dossier: the words of a file, with names covered."""
    initiative, case = _judged(request, pk)
    version = initiative.versions.order_by("-number")[0]
    files = version.data["files"]
    if not initiative.round.is_blind or not 1 <= number <= len(files):
        raise Http404
    stored = get_object_or_404(StoredFile, pk=files[number - 1]["file"])
    file = covered_file(redactor_of(initiative, version), _("Tệp %d") % number, stored)
    context = COUNCIL | {"case": case, "file": file}
    return render_page(request, "initiatives/dossier_file.html", context)


@require_http_methods(["GET", "POST"])
@once
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative, case = _judged(request, pk)
    form = WordsForm(request.POST or None, label=_("Câu hỏi cho tác giả"))
    deed = partial(ask_question, initiative, by=request.user)
    if is_done(request, form, deed, _("Đã gửi câu hỏi; tác giả không biết ai hỏi.")):
        return redirect("initiatives:dossier", pk=pk)
    words = {
        "heading": _("Hỏi tác giả"),
        "lead": _("Tác giả được báo ngay và không biết ai hỏi; câu trả lời hiện trong hồ sơ xét."),
        "action": _("Gửi câu hỏi"),
    }
    return _case_form(request, case, form, words)


@require_http_methods(["GET", "POST"])
@once
def conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative, case = _judged(request, pk)
    insist(can_run(request.user, case.council))
    first = {"words": initiative.conclusion}
    form = WordsForm(request.POST or None, label=_("Ý kiến gửi tác giả"), initial=first)
    deed = partial(write_conclusion, initiative, by=request.user)
    if is_done(request, form, deed, _("Đã lưu ý kiến; tác giả đọc được khi có kết quả.")):
        return redirect("initiatives:dossier", pk=pk)
    words = {
        "heading": _("Ý kiến của hội đồng"),
        "lead": _("Tác giả đọc ý kiến này khi có kết quả; đến lúc ấy vẫn sửa được."),
        "action": _("Lưu ý kiến"),
    }
    return _case_form(request, case, form, words)


@require_http_methods(["GET", "POST"])
@once
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """By an author from the initiative's page, by the secretary from the dossier."""
    question = get_question(request.user, pk)
    initiative = question.initiative
    form = WordsForm(request.POST or None, label=_("Câu trả lời"))
    back = _back_of(request, initiative)
    deed = partial(answer_question, question, by=request.user)
    if is_done(request, form, deed, _("Đã ghi câu trả lời; hội đồng đọc được ngay.")):
        return redirect(back)
    context = NAV | {"form": form, "heading": _("Trả lời câu hỏi"), "lead": question.words}
    context |= {"action": _("Gửi trả lời"), "back": back, "of": _("Hồ sơ sáng kiến")}
    return render_page(request, "initiatives/one_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def complain(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    insist(can_complain(request.user, initiative))
    form = WordsForm(request.POST or None, label=_("Nội dung kiến nghị"))
    deed = partial(raise_complaint, initiative, by=request.user)
    if is_done(request, form, deed, _("Đã gửi kiến nghị. Nơi tổ chức đợt xét sẽ trả lời.")):
        return redirect("initiatives:initiative", pk=pk)
    context = {"heading": _("Kiến nghị về kết quả xét"), "action": _("Gửi kiến nghị")}
    if initiative.conclusion:
        context["lead"] = _("Lý do không công nhận: %s") % initiative.conclusion
    return _own_form(request, initiative, form, context)


@require_http_methods(["GET", "POST"])
@once
def complaint_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    insist(can_answer_complaint(request.user, initiative))
    complaint = open_complaint(initiative)
    if complaint is None:
        messages.error(request, _("Không có kiến nghị nào chờ trả lời."))
        return redirect("initiatives:initiative", pk=pk)
    form = ComplaintAnswerForm(request.POST or None)

    def deed(words: str) -> object:
        right = form.finds_it_right
        return answer_complaint(initiative, words, is_right=right, by=request.user)

    if is_done(request, form, deed, _("Đã trả lời kiến nghị; tác giả được báo.")):
        return redirect("initiatives:initiative", pk=pk)
    context = {"heading": _("Trả lời kiến nghị"), "lead": complaint.words}
    context["action"] = _("Gửi trả lời")
    return _own_form(request, initiative, form, context)


# ------------------------------------------------------------------ pieces


def is_done(request: SignedInRequest, form: Form, deed: Callable[[str], object], said: str) -> bool:
    """Whether the one box was filled in and the service took it; a refusal stands on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        deed(form.cleaned_data["words"])
    except DomainError as error:
        add_refusal(form, error)
        return False
    messages.success(request, said)
    return True


def _case_form(
    request: SignedInRequest, case: Case, form: Form, words: dict[str, str]
) -> HttpResponse:
    back = reverse("initiatives:dossier", args=[case.pk])
    context = COUNCIL | words | {"form": form, "back": back, "case": case, "of": str(case)}
    return render_page(request, "initiatives/one_form.html", context)


def _own_form(
    request: SignedInRequest, initiative: Initiative, form: Form, context: dict[str, Any]
) -> HttpResponse:
    back = reverse("initiatives:initiative", args=[initiative.pk])
    shown = NAV | context | {"form": form, "back": back, "of": _("Hồ sơ sáng kiến")}
    return render_page(request, "initiatives/one_form.html", shown)


def _back_of(request: SignedInRequest, initiative: Initiative) -> str:
    if initiative.case and reads_dossier(request.user, initiative.case):
        return reverse("initiatives:dossier", args=[initiative.case_id])
    return reverse("initiatives:initiative", args=[initiative.pk])
