"""One unit's assessment: the list of one's own, reading, writing, verifying, objections."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.assessments.access import assessments as access
from phongtrao.assessments.forms.campaigns import PledgeForm
from phongtrao.assessments.forms.scores import (
    AnswersForm,
    FindingsForm,
    ObjectForm,
    ReplyForm,
    ReturnForm,
    initial_answers,
    initial_findings,
)
from phongtrao.assessments.known import Known, fits, known_of
from phongtrao.assessments.models import Assessment, Objection, ScoreProof
from phongtrao.assessments.pages.assessments import AssessmentPage
from phongtrao.assessments.services import clusters
from phongtrao.assessments.services import verifying as found_services
from phongtrao.assessments.services import writing as services
from phongtrao.assessments.tables import OWN
from phongtrao.assessments.views.shared import NAV, tabs_of
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.tables import respond

SUBMIT, DETACH, FINISH, NEXT = "nop", "bo", "xong", "tiep"


@require_GET
def own_list(request: SignedInRequest) -> HttpResponse:
    context = NAV | {"tabs": tabs_of(request.user, "own_list")}
    rows = access.own_assessments(request.user).prefetch_related("campaign__edition__criteria")
    return respond(request, OWN.of(rows, request.GET), "assessments/list.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_assessment(request.user, pk)
    page = AssessmentPage.build(found, request.user)
    return render_page(request, "assessments/assessment.html", NAV | {"page": page, "assessment": found})  # fmt: skip


# ------------------------------------------------------------------ the unit writes


@require_http_methods(["GET", "POST"])
@once
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    """One form: whichever button is pressed, what is typed is kept."""
    found = access.get_own_assessment(request.user, pk)
    if not (may := access.can_write(request.user, found)):
        messages.error(request, may.reason)
        return redirect("assessments:assessment", pk)
    known = known_of(found)
    form = AnswersForm(
        request.POST or None,
        request.FILES or None,
        leaves=found.campaign.edition.leaves,
        initial=_begun(found, known),
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = _keep(request, found, form)
        except services.Faulty as error:
            form.add_faults(error.faults)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            is_over = SUBMIT in request.POST
            return redirect("assessments:assessment" if is_over else "assessments:write", pk)
    page = AssessmentPage.build(found, request.user, form, known)
    context = NAV | {"page": page, "form": form, "assessment": found}
    context["as_read"] = request.POST.get("as_read") or services.own_mark(found)
    return render_page(request, "assessments/write.html", context)


def _begun(found: Assessment, known: dict[int, Known]) -> dict[str, Any]:
    """As it was saved; what the system knows fills in what nobody has answered yet."""
    initial = initial_answers(found.scores.all())
    for criterion in found.campaign.edition.leaves:
        name = f"d-{criterion.pk}"
        if initial.get(name) is None:
            initial[name] = fits(criterion, known.get(criterion.pk))
    return initial


@transaction.atomic
def _keep(request: SignedInRequest, found: Assessment, form: AnswersForm) -> str:
    """Together: what cannot be handed in stays in the form as it was typed."""
    user, as_read = request.user, request.POST.get("as_read", "")
    services.save_answers(found, form.given(), by=user, as_read=as_read)
    for criterion, file in form.uploads():
        services.attach_proof(found, criterion, file=file, by=user)
    if asked := request.POST.get(DETACH):
        proofs = ScoreProof.objects.filter(score__assessment=found).select_related(
            "score__assessment", "score__criterion", "evidence"
        )
        key = int(asked) if asked.isdecimal() else 0
        services.detach_proof(get_object_or_404(proofs, pk=key), by=user)
        return _("Đã bỏ minh chứng khỏi tiêu chí; tệp vẫn trong minh chứng của đơn vị.")
    if SUBMIT in request.POST:
        services.submit_assessment(found, by=user)
        return _("Đã nộp bản tự đánh giá. Nơi thẩm định đã được báo.")
    return _("Đã lưu bản tự đánh giá.")


@require_POST
def autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed so far, every few seconds; answers one line beside the buttons."""
    found = access.get_own_assessment(request.user, pk)
    form = AnswersForm(request.POST, leaves=found.campaign.edition.leaves)
    said, as_read = _("Chưa lưu: có ô chưa đúng."), request.POST.get("as_read", "")
    if form.is_valid():
        try:
            services.save_answers(found, form.given(), by=request.user, as_read=as_read)
        except DomainError as error:
            said = str(error)
        else:
            said = _("Đã lưu lúc %s.") % date_format(timezone.localtime(), "H:i")
            as_read = services.own_mark(found)
    return render_page(request, "assessments/saved.html", {"said": said, "as_read": as_read})


@require_POST
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_assessment(request.user, pk)
    deed = partial(services.withdraw_assessment, found, by=request.user)
    to, back = (reverse(f"assessments:{name}", args=[pk]) for name in ("write", "assessment"))
    return do(request, deed, _("Đã rút bản tự đánh giá. Hãy sửa rồi nộp lại."), to, refused_to=back)


@require_http_methods(["GET", "POST"])
@once
def pledge(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_assessment(request.user, pk)
    form = PledgeForm(request.POST or None, initial={"text": found.pledge})
    if request.method == "POST" and form.is_valid():
        try:
            clusters.pledge(found, form.cleaned_data["text"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi giao ước thi đua."))
            return redirect("assessments:assessment", pk)
    words = {"heading": _("Giao ước thi đua"), "action": _("Lưu giao ước"), "assessment": found}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form})


# ------------------------------------------------------------------ verification


@require_http_methods(["GET", "POST"])
@once
def verify(request: SignedInRequest, pk: int) -> HttpResponse:
    """Beside the self score; “save and next” opens the one that has waited longest."""
    found = access.get_visible_assessment(request.user, pk)
    if not (may := access.can_verify(request.user, found)):
        messages.error(request, may.reason)
        return redirect("assessments:assessment", pk)
    form = FindingsForm(
        request.POST or None,
        leaves=found.campaign.edition.leaves,
        initial=initial_findings(found.scores.all()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = _keep_found(request, found, form)
        except services.Faulty as error:
            form.add_faults(error.faults)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect(_after(request, found))
    page = AssessmentPage.build(found, request.user, form)
    context = NAV | {"page": page, "form": form, "assessment": found, "wide": True}
    context |= {"waiting": access.to_verify(request.user).count()}
    context["as_read"] = request.POST.get("as_read") or found_services.found_mark(found)
    return render_page(request, "assessments/verify.html", context)


@transaction.atomic
def _keep_found(request: SignedInRequest, found: Assessment, form: FindingsForm) -> str:
    user, as_read = request.user, request.POST.get("as_read", "")
    found_services.save_findings(found, form.found(), by=user, as_read=as_read)
    if FINISH in request.POST or NEXT in request.POST:
        found_services.finish_verification(found, by=user)
        return _("Đã thẩm định xong “%s”.") % found.unit
    return _("Đã lưu phần thẩm định.")


def _after(request: SignedInRequest, found: Assessment) -> str:
    if NEXT in request.POST:
        if following := access.next_to_verify(request.user, found.campaign_id):
            return reverse("assessments:verify", args=[following])
        return reverse("assessments:campaign", args=[found.campaign_id])
    name = "assessment" if FINISH in request.POST else "verify"
    return reverse(f"assessments:{name}", args=[found.pk])


@require_http_methods(["GET", "POST"])
@once
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_assessment(request.user, pk)
    insist(access.can_verify(request.user, found))
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            found_services.return_assessment(found, reason, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã trả lại cho đơn vị bổ sung."))
            return redirect("assessments:campaign", found.campaign_id)
    words = {"heading": _("Trả lại để bổ sung"), "action": _("Trả lại"), "assessment": found}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form})


# ------------------------------------------------------------------ objections


@require_http_methods(["GET", "POST"])
@once
def object_to(request: SignedInRequest, pk: int, criterion: int) -> HttpResponse:
    found = access.get_own_assessment(request.user, pk)
    about = get_object_or_404(found.campaign.edition.criteria.filter(is_leaf=True), pk=criterion)
    insist(access.can_object(request.user, found))
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found_services.object_to(found, about, form.cleaned_data["text"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã gửi ý kiến. Nơi thẩm định sẽ trả lời."))
            return redirect("assessments:assessment", pk)
    words: dict[str, Any] = {"heading": _("Ý kiến về kết quả thẩm định"), "lead": str(about)}
    words |= {"action": _("Gửi ý kiến"), "assessment": found}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form})


@require_http_methods(["GET", "POST"])
@once
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Objection.objects.select_related("criterion")
    objection = get_object_or_404(
        rows.filter(assessment__in=access.visible_assessments(request.user).values("pk")), pk=pk
    )
    found = access.get_visible_assessment(request.user, objection.assessment_id)
    objection.assessment = found
    insist(access.can_reply(request.user, objection))
    form = ReplyForm(request.POST or None, criterion=objection.criterion)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            found_services.answer_objection(objection, answer, form.value(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã trả lời ý kiến của đơn vị."))
            return redirect("assessments:assessment", found.pk)
    words: dict[str, Any] = {
        "heading": _("Trả lời ý kiến"),
        "lead": f"{objection.criterion}: {objection.text}",
    }
    words |= {"action": _("Trả lời"), "assessment": found}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form})
