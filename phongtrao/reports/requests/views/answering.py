"""A unit's answer: the list of what it owes, writing, handing in; the office reads and judges."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.fields import read_fields
from phongtrao.lib.errors import DomainError
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.queries.owed import with_standing
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.forms import AnswerForm, JudgeForm, PutOffForm
from phongtrao.reports.requests.pages import AnswerPage
from phongtrao.reports.requests.queries import fields_of
from phongtrao.reports.requests.services import answering as services
from phongtrao.reports.requests.services.handing import finish_writing
from phongtrao.reports.requests.tables import OWN_ANSWERS, answers_table, unit_rows
from phongtrao.web.acts import do
from phongtrao.web.tables import is_nothing_selected, respond, selected_rows

SUBMIT, FINISH, DETACH = "nop", "xong", "bo"  # buttons of the one form; any other keeps a draft
AS_READ = "as_read"  # which draft the page shows


def nav_of(user: AbstractBaseUser) -> dict[str, Any]:
    """Who asks others comes from the requests, who answers from what the unit owes."""
    return {"nav": "requests" if access.sees_requests(user) else "answers"}


@require_GET
def answer_list(request: SignedInRequest) -> HttpResponse:
    rows = with_standing(access.own_answers(request.user))
    # Whoever was given one to write finds it here; a list for nobody else.
    if not access.answers_requests(request.user) and not rows.exists():
        raise Http404
    table = OWN_ANSWERS.of(rows, request.GET)
    owed = rows.filter(status__in=RequestAnswer.Status.owed, request__status="sent").count()
    context = {"nav": "answers", "owed": owed}
    return respond(request, table, "reports/requests/answers.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_visible_answer(request.user, pk)
    return _page(request, answer, JudgeForm())


def _page(request: SignedInRequest, answer: RequestAnswer, form: JudgeForm) -> HttpResponse:
    page = AnswerPage.build(answer, request.user)
    context = nav_of(request.user) | {"page": page, "answer": answer, "form": form}
    return render_page(request, "reports/requests/answer.html", context)


# ------------------------------------------------------------------ the unit writes


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One form: whichever button is pressed, what is typed is kept."""
    answer = access.get_visible_answer(request.user, pk)
    if not (may := access.can_write(request.user, answer)):
        messages.error(request, may.reason)
        return redirect("reports:answer", pk=pk)
    boxes = read_fields(answer.request.fields)
    initial = AnswerForm.initial_of(boxes, answer.values)
    as_read = request.POST.get(AS_READ) or services.draft_mark(answer.values)
    form = AnswerForm(request.POST or None, request.FILES or None, boxes=boxes, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            said = _keep(request, answer, form)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            is_over = SUBMIT in request.POST or FINISH in request.POST
            return redirect("reports:answer" if is_over else "reports:answer_edit", pk)
    page = AnswerPage.build(answer, request.user)
    context = {"page": page, "answer": answer, "form": form, "as_read": as_read}
    context = nav_of(request.user) | context
    return render_page(request, "reports/requests/answer_edit.html", context)


@transaction.atomic
def _keep(request: SignedInRequest, answer: RequestAnswer, form: AnswerForm) -> str:
    """Together: what cannot be handed in is still the draft it was, and stays in the form."""
    user = request.user
    as_read = request.POST.get(AS_READ, "")
    services.save_answer(answer, form.given(), by=user, as_read=as_read)
    for key, file in form.uploads().items():
        services.attach_file(answer, key, file, by=user)
    if DETACH in request.POST:
        services.detach_file(answer, request.POST[DETACH], by=user)
        return _("Đã bỏ tệp khỏi báo cáo; tệp vẫn trong minh chứng của đơn vị.")
    if SUBMIT in request.POST:
        services.submit_answer(answer, by=user)
        return _("Đã nộp báo cáo.")
    if FINISH in request.POST:
        finish_writing(answer, by=user)
        return _("Đã gửi lại thủ trưởng để xem và nộp.")
    return _("Đã lưu bản nháp.")


@require_POST
def autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed so far, every few seconds; answers one line beside the buttons."""
    answer = access.get_visible_answer(request.user, pk)
    form = AnswerForm(request.POST, boxes=read_fields(answer.request.fields))
    said = _("Chưa lưu nháp: có ô chưa đúng.")
    as_read = request.POST.get(AS_READ, "")
    if form.is_valid():
        try:
            services.save_answer(answer, form.given(), by=request.user, as_read=as_read)
        except DomainError as error:
            said = str(error)
        else:
            said = _("Đã lưu nháp lúc %s.") % date_format(timezone.localtime(), "H:i")
            as_read = services.draft_mark(answer.values)
    context = {"said": said, "as_read": as_read}
    return render_page(request, "reports/requests/answer_saved.html", context)


@require_POST
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_visible_answer(request.user, pk)
    deed = partial(services.withdraw_answer, answer, by=request.user)
    to = reverse("reports:answer_edit", args=[pk])
    back = reverse("reports:answer", args=[pk])
    return do(request, deed, _("Đã rút báo cáo. Hãy sửa rồi nộp lại."), to, refused_to=back)


# ------------------------------------------------------------------ the office judges


@require_POST
@once
def judge(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_visible_answer(request.user, pk)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, answer, form)
    try:
        if "tra-lai" in request.POST:
            services.return_answer(answer, form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Đã trả lại báo cáo cho đơn vị."))
        else:
            services.accept_answer(answer, by=request.user)
            messages.success(request, _("Đã duyệt báo cáo."))
    except DomainError as error:
        add_refusal(form, error)
        return _page(request, answer, form)
    return redirect("reports:request", pk=answer.request_id)


@require_POST
def accept_selected(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those ticked, or all of the filter, as far as they wait for this very user."""
    found = access.get_visible_request(request.user, pk)
    insist(access.can_run(request.user, found))
    boxes = fields_of(found)
    table = answers_table(found, boxes, may_judge=True)
    waiting = access.answers_to_judge(request.user).filter(request=found)
    rows = unit_rows(found, boxes).filter(pk__in=waiting.order_by().values("pk"))
    given = {"communes": communes_under(found.owner)}
    ticked = selected_rows(table, rows, request.POST, given).values("pk")
    chosen = list(waiting.filter(pk__in=ticked))
    judged = services.accept_answers(chosen, by=request.user)
    if judged.accepted:
        messages.success(request, _("Đã duyệt %s báo cáo.") % judged.accepted)
    for sentence in judged.refused:
        messages.warning(request, sentence)
    if not chosen:
        nothing = _("Chưa chọn dòng nào. Hãy đánh dấu rồi bấm lại.")
        none_waits = _("Trong các dòng đã chọn không có báo cáo nào chờ bạn duyệt.")
        messages.warning(request, nothing if is_nothing_selected(request.POST) else none_waits)
    return redirect("reports:request", pk=pk)


@require_http_methods(["GET", "POST"])
@once
def put_off(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_visible_answer(request.user, pk)
    insist(access.can_put_off(request.user, answer))
    form = PutOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            services.put_off(answer, asked["due_on"], asked["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã gia hạn cho đơn vị."))
            return redirect("reports:answer", pk=pk)
    context = nav_of(request.user) | {"form": form, "answer": answer}
    return render_page(request, "reports/requests/put_off.html", context)
