"""Steps of a movement's life, each with its consequences before the deed; a unit's answer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.base.workflow import can_move
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import movements as access
from phongtrao.plans.forms.movement_steps import AnswerForm, LaunchForm, ReviewForm, YearForm
from phongtrao.plans.models import Movement
from phongtrao.plans.pages.movement_steps import StepPage, closing_question
from phongtrao.plans.queries.movement_reviews import open_years
from phongtrao.plans.services import movement_steps as services
from phongtrao.plans.services.movement_reviews import review_year
from phongtrao.plans.services.movements import MOVEMENT_TRANSITIONS, move_movement
from phongtrao.web.acts import confirm

NAV = {"nav": "movements"}
S = Movement.Status


@require_http_methods(["GET", "POST"])
@once
def movement_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the step does, in numbers, and what it asks; then the deed."""
    found = access.get_visible(request.user, pk)
    insist(access.can_move(request.user, found))
    asked = request.GET.get("to") or request.POST.get("to", "")
    refused = _refusal(found, asked)
    if refused:
        messages.error(request, refused)
        return redirect("plans:movement", pk=pk)
    to = S(asked)
    if to == S.CLOSED:
        said = _("Phong trào đã kết thúc.")
        return confirm(
            request,
            closing_question(found),
            lambda: move_movement(found, S.CLOSED, by=request.user),
            said,
        )
    return _step(request, found, to)


@require_http_methods(["GET", "POST"])
@once
def movement_year(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the review of a year."""
    found = access.get_visible(request.user, pk)
    insist(access.can_review_year(request.user, found))
    waiting = open_years(found, timezone.localdate())
    if not waiting:
        messages.info(request, _("Không còn năm nào chờ ghi sơ kết."))
        return redirect("plans:movement", pk=pk)
    form = YearForm(request.POST or None, waiting=waiting, user=request.user)
    if form.is_valid():
        try:
            made = review_year(found, form.held(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi sơ kết năm %s.") % made.year)
            return redirect("plans:movement", pk=pk)
    context = NAV | {"movement": found, "form": form}
    return render_page(request, "plans/movement_year.html", context)


@require_http_methods(["GET", "POST"])
@once
def movement_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit launches its own movement in answer to this one."""
    found = access.get_visible(request.user, pk)
    insist(access.can_answer(request.user, found))
    form = AnswerForm(
        request.POST or None, request.FILES or None, movement=found, user=request.user
    )
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        try:
            made = services.answer_movement(found, owner, form.launching(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã phát động “%s” ở đơn vị.") % made)
            return redirect("plans:movement", pk=made.pk)
    context = NAV | {"movement": found, "form": form}
    return render_page(request, "plans/movement_answer.html", context)


def _refusal(found: Movement, asked: str) -> str:
    if asked not in S.values:
        return _("Không có bước này. Hãy tải lại trang.")
    return can_move(found, S(asked), MOVEMENT_TRANSITIONS).reason


def _step(request: SignedInRequest, found: Movement, to: Movement.Status) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = _form(found, to, posted, request.user)
    if posted is not None and form.is_valid():
        try:
            _deed(found, to, form, request)()
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = _("Phong trào chuyển sang “%(status)s”.") % {"status": to.label}
            messages.success(request, said)
            return redirect("plans:movement", pk=found.pk)
    page = StepPage.build(found, to)
    back = reverse("plans:movement", args=[found.pk])
    context = NAV | {"movement": found, "page": page, "form": form, "back": back}
    return render_page(request, "plans/movement_step.html", context)


def _form(found: Movement, to: Movement.Status, posted: Any, user: AbstractBaseUser) -> forms.Form:
    if to == S.LAUNCHED:
        return LaunchForm(posted, movement=found)
    if to in (S.INTERIM, S.FINAL):
        return ReviewForm(posted, movement=found, user=user)
    return forms.Form(posted)


def _deed(
    found: Movement, to: Movement.Status, form: forms.Form, request: SignedInRequest
) -> Callable[[], Movement]:
    by = request.user
    if isinstance(form, LaunchForm):
        day, asked = form.cleaned_data["units_launch_by"], form.asked()
        return lambda: services.launch_movement(found, day, asked=asked, by=by)
    if isinstance(form, ReviewForm):
        return lambda: services.review_movement(found, to, form.review(), by=by)
    return lambda: move_movement(found, to, by=by)
