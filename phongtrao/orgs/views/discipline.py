"""Discipline of one person. Nothing is shown before a purpose is said; every showing is logged."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.discipline import CaseForm, WhyForm, values_of
from phongtrao.orgs.kinds import discipline_forms
from phongtrao.orgs.models import Discipline
from phongtrao.orgs.queries import working_units

NAV = {"nav": "people"}


@require_http_methods(["GET", "POST"])
def person_discipline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask what for; then show. Not kept anywhere: the next look says its purpose anew."""
    person = access.get_person_for_discipline(request.user, pk)
    form = WhyForm(request.POST or None)
    cases = None
    if request.method == "POST" and form.is_valid():
        found = services.read_cases(person, by=request.user, why=form.why())
        cases = [(row, form_of(row)) for row in found]
    context = {**NAV, "person": person, "form": form, "cases": cases}
    return render_page(request, "orgs/discipline.html", context)


@require_http_methods(["GET", "POST"])
@once
def discipline_new(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.get_person_for_discipline(request.user, pk)
    units = working_units(person)
    form = CaseForm(request.POST or None, initial={"since": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.open_case(person, units[0], form.case(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi hồ sơ kỷ luật."))
            return redirect("orgs:person_discipline", pk=pk)
    context = {**NAV, "person": person, "form": form, "unit": units[0]}
    return render_page(request, "orgs/discipline_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def discipline_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    row = access.get_discipline(request.user, pk)
    if request.method == "GET":  # the form shows what is kept: a read like any other
        services.read_cases(row.person, by=request.user, why=_("Sửa hồ sơ kỷ luật"))
    form = CaseForm(request.POST or None, initial=values_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_case(row, form.case(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã sửa hồ sơ kỷ luật."))
            return redirect("orgs:person_discipline", pk=row.person_id)
    context = {**NAV, "person": row.person, "form": form, "unit": row.unit}
    return render_page(request, "orgs/discipline_form.html", context)


def form_of(row: Discipline) -> str:
    forms = discipline_forms()
    return forms[row.form].name if row.form in forms else _("Đang xem xét, chưa có quyết định")
