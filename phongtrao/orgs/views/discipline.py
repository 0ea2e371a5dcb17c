"""Discipline of one person, or of one unit as a whole. Nothing is shown before a purpose is said; every showing is logged."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.discipline import CaseForm, CorrectCaseForm, WhyForm, values_of
from phongtrao.orgs.kinds import discipline_forms
from phongtrao.orgs.models import Discipline, Person, Unit
from phongtrao.orgs.queries import working_units
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.acts import Deed


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom the cases are against, and the addresses of their pages. Without a person: the unit itself."""

    person: Person | None
    unit: Unit
    nav: str
    page: str
    cases: str
    new: str

    @property
    def subject(self) -> Person | Unit:
        return self.person or self.unit


def _of_person(person: Person, unit: Unit) -> Whose:
    names = ("orgs:person", "orgs:person_discipline", "orgs:discipline_new")
    return Whose(person, unit, "people", *(reverse(name, args=[person.pk]) for name in names))


def _of_unit(unit: Unit) -> Whose:
    names = ("orgs:unit", "orgs:unit_discipline", "orgs:unit_discipline_new")
    return Whose(None, unit, "orgs", *(reverse(name, args=[unit.pk]) for name in names))


def _found_person(request: SignedInRequest, pk: int) -> Whose:
    person = access.get_person_for_discipline(request.user, pk)
    return _of_person(person, working_units(person)[0])


@require_http_methods(["GET", "POST"])
def person_discipline(request: SignedInRequest, pk: int) -> HttpResponse:
    context = _asked(request, _found_person(request, pk))
    return render_page(request, "orgs/discipline.html", context)


@require_http_methods(["GET", "POST"])
def unit_discipline(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit_for_discipline(request.user, pk)
    tabs = tabs_of(unit, request.user, "discipline")
    context = {**_asked(request, _of_unit(unit)), "unit": unit, "tabs": tabs}
    return render_page(request, "orgs/unit_discipline.html", context)


def _asked(request: SignedInRequest, whose: Whose) -> dict[str, Any]:
    """Ask what for; then show. Not kept anywhere: the next look says its purpose anew."""
    form = WhyForm(request.POST or None)
    cases = None
    if request.method == "POST" and form.is_valid():
        found = services.read_cases(whose.subject, by=request.user, why=form.why())
        cases = [(row, form_of(row)) for row in found]
    return {"nav": whose.nav, "whose": whose, "form": form, "cases": cases}


@require_http_methods(["GET", "POST"])
@once
def discipline_new(request: SignedInRequest, pk: int) -> HttpResponse:
    return _new(request, _found_person(request, pk))


@require_http_methods(["GET", "POST"])
@once
def unit_discipline_new(request: SignedInRequest, pk: int) -> HttpResponse:
    return _new(request, _of_unit(access.get_unit_for_discipline(request.user, pk)))


def _new(request: SignedInRequest, whose: Whose) -> HttpResponse:
    initial = {"since": localdate()}
    form = CaseForm(request.POST or None, is_of_unit=not whose.person, initial=initial)

    def deed() -> Discipline:
        return services.open_case(whose.person, whose.unit, form.case(), by=request.user)

    return _written(request, whose, form, deed)


@require_http_methods(["GET", "POST"])
@once
def discipline_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    row = access.get_discipline(request.user, pk)
    if request.method == "GET":  # the form shows what is kept: a read like any other
        services.read_cases(row.subject, by=request.user, why=_("Sửa hồ sơ kỷ luật"))
    whose = _of_person(row.person, row.unit) if row.person else _of_unit(row.unit)
    initial = {**values_of(row), "as_read": services.case_mark(row)}
    form = CorrectCaseForm(request.POST or None, is_of_unit=not row.person, initial=initial)

    def deed() -> Discipline:
        as_read = form.cleaned_data["as_read"]
        return services.correct_case(row, form.case(), by=request.user, as_read=as_read)

    return _written(request, whose, form, deed)


def _written(request: SignedInRequest, whose: Whose, form: CaseForm, deed: Deed) -> HttpResponse:
    """A refusal is said on the form, else back to the cases."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu hồ sơ kỷ luật."))
            return redirect(whose.cases)
    context = {"nav": whose.nav, "whose": whose, "form": form}
    return render_page(request, "orgs/discipline_form.html", context)


def form_of(row: Discipline) -> str:
    forms = discipline_forms()
    return forms[row.form].label if row.form in forms else _("Đang xem xét, chưa có quyết định")
