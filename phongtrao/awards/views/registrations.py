"""Registrations: one's own, those of a unit and its people, one of them; confirmed by the head, withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.awards.access import registrations as access
from phongtrao.awards.forms.registrations import PeopleSheet, RegisterForm, ReturnForm, WithdrawForm
from phongtrao.awards.models import Registration
from phongtrao.awards.pages.registrations import MyRegistrations, UnitPage, last_year_of
from phongtrao.awards.queries.registrations import (
    closed_on,
    mark_of_registrations,
    posts_at,
    titles_by_registration,
    unit_of,
)
from phongtrao.awards.registration_tables import OF_UNIT, name_of, state_of, unit_page
from phongtrao.awards.services import registrations as services
from phongtrao.awards.services.registrations import Said, refuse_period
from phongtrao.awards.views.pieces import NAV, fill, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import Period, parse_period
from phongtrao.orgs.imports.access import can_import
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.tabs import tabs_of as unit_tabs
from phongtrao.web.acts import do, done
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond

S = Registration.Status
ON_A_SHEET = 25


@require_GET
def my_registrations(request: SignedInRequest) -> HttpResponse:
    context = NAV | {
        "page": MyRegistrations.build(request.user),
        "tabs": tabs_of("registration_calls", request.user),
    }
    return render_page(request, "awards/my_registrations.html", context)


@require_http_methods(["GET", "POST"])
@once
def register_self(request: SignedInRequest, period: str) -> HttpResponse:
    person = access.own_person(request.user)
    unit = unit_of(person) if person else None
    if person is None or unit is None:
        raise Http404
    back = reverse("awards:my_registrations")
    title = _("Tôi đăng ký: %s") % _year(period).label.lower()
    return _register(request, (unit, person), period, DeedPage(title, "", _("Lưu đăng ký"), back))


@require_http_methods(["GET", "POST"])
@once
def register_unit(request: SignedInRequest, pk: int, period: str) -> HttpResponse:
    """Of the collective."""
    unit = access.get_unit_written(request.user, pk)
    title = _("Tập thể đăng ký: %s") % _year(period).label.lower()
    page = DeedPage(title, "", _("Lưu đăng ký"), unit_page(unit.pk, period))
    return _register(request, (unit, None), period, page)


@require_http_methods(["GET", "POST"])
@once
def registration_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """At the unit where the person works now."""
    found = access.get_registration(request.user, pk)
    unit = (unit_of(found.person) if found.person else None) or found.unit
    insist(access.can_register(request.user, unit, found.person))
    title = _("Sửa đăng ký: %s") % name_of(found)
    page = DeedPage(title, _year(found.period).label, _("Lưu đăng ký"), _address(found))
    return _register(request, (unit, found.person), found.period, page)


def _register(
    request: SignedInRequest, whose: tuple[Unit, Person | None], period: str, page: DeedPage
) -> HttpResponse:
    """New, or what stands for that year; what was registered last year is offered once (“?chep=1”)."""
    unit, person = whose
    rows = Registration.objects.filter(period=period, person=person)
    standing = (rows if person else rows.filter(unit=unit)).first()
    copied = None if standing else last_year_of(person or unit, period)
    shown = standing or (copied if "chep" in request.GET else None)
    titles = titles_by_registration([shown])[shown.pk] if shown else []
    form = RegisterForm(
        request.POST or None,
        honours=access.titles_offered(unit, is_person=person is not None),
        is_closed=closed_on(unit, period) is not None,
        initial={
            "honours": [one.pk for one in titles],
            "actions": shown.actions if shown else "",
            "as_read": mark_of_registrations([standing]) if standing else "",
        },
    )

    def deed() -> Registration:
        asked = form.cleaned_data
        said = (list(asked["honours"]), asked["actions"], person, asked.get("reason", ""))
        return services.register(Said(unit, period, *said, asked["as_read"]), by=request.user)

    if made := done(request, form, deed):
        is_sure = made.status == S.CONFIRMED
        said = (
            _("Đã ghi đăng ký.")
            if is_sure
            else _("Đã ghi; thủ trưởng xác nhận thì đăng ký được tính.")
        )
        messages.success(request, said)
        return redirect(page.back)
    context = NAV | {
        "form": form,
        "page": page,
        "unit": unit,
        "may_copy": copied is not None and shown is None,
    }
    return render_page(request, "awards/register_form.html", context)


@require_GET
def registration(request: SignedInRequest, pk: int) -> HttpResponse:
    user, found = request.user, access.get_registration(request.user, pk)
    facts = [
        (_("Đơn vị"), found.unit.name),
        (_("Đăng ký cho"), parse_period(found.period).label),
        (_("Danh hiệu"), "; ".join(map(str, titles_by_registration([found])[found.pk]))),
        (_("Việc làm cụ thể"), found.actions),
        (_("Đăng ký ngày"), found.registered_on),
        (_("Người ghi"), found.registered_by and found.registered_by.full_name),
        (_("Người xác nhận"), found.confirmed_by and found.confirmed_by.full_name),
        (_("Lý do thay đổi sau hạn"), found.late_reason),
        (_("Thủ trưởng trả lại, yêu cầu sửa"), found.remark),
    ]
    context: dict[str, Any] = NAV | {
        "registration": found,
        "name": name_of(found),
        "state": state_of(found),
        "facts": [(label, value) for label, value in facts if value],
        "may_change": access.can_register(user, found.unit, found.person),
        "reads_unit": access.writes_for(user, found.unit),
        "unit_url": unit_page(found.unit_id, found.period),
        "is_withdrawn": found.status == S.WITHDRAWN,
        "may_return": access.can_return(user, found),
        "may_drop_return": access.can_drop_return(user, found),
    }
    return render_page(request, "awards/registration.html", context)


@require_http_methods(["GET", "POST"])
@once
def registration_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_registration(request.user, pk)
    insist(access.can_register(request.user, found.unit, found.person))
    form = WithdrawForm(request.POST or None)
    lead = _("Đăng ký này không còn được tính. Lịch sử giữ lý do; sau này đăng ký lại được.")
    page = DeedPage(_("Rút đăng ký: %s") % name_of(found), lead, _("Rút đăng ký"), _address(found))

    def deed() -> object:
        return services.withdraw_registration(found, form.cleaned_data["reason"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã rút đăng ký."))


@require_http_methods(["GET", "POST"])
@once
def registration_return(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_registration(request.user, pk)
    insist(access.can_return(request.user, found))
    form = ReturnForm(request.POST or None)
    lead = _("Đăng ký chờ người ghi sửa lại, và chưa được tính. Trả nhầm thì bỏ việc trả lại được.")
    page = DeedPage(_("Trả lại đăng ký: %s") % name_of(found), lead, _("Trả lại"), _address(found))

    def deed() -> object:
        return services.return_registration(found, form.cleaned_data["remark"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã trả lại đăng ký."))


@require_POST
def registration_return_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_registration(request.user, pk)
    insist(access.can_confirm(request.user, found.unit))
    said = _("Đã bỏ việc trả lại. Đăng ký chờ xác nhận như trước.")
    return do(request, lambda: services.drop_return(found, by=request.user), said, _address(found))


# ------------------------------------------------------------------ a unit and its people


@require_GET
def unit_registrations(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tab of a unit's page: one year at a time, “?nam=”."""
    user, unit = request.user, access.get_unit_read(request.user, pk)
    page = UnitPage.build(unit, request.GET.get("nam", ""), user)
    context: dict[str, Any] = {
        "nav": "orgs",
        "unit": unit,
        "page": page,
        "tabs": unit_tabs(unit, user, "registrations"),
        "may_import": page.may_write and can_import(user, "registered"),
        "wide": True,
    }
    given = {"honours": access.titles_known(unit)}
    table = OF_UNIT.of(page.rows.prefetch_related("titles__honour"), request.GET, given)
    return respond(request, table, "awards/unit_registrations.html", context)


@require_http_methods(["GET", "POST"])
@once
def register_people(request: SignedInRequest, pk: int, period: str) -> HttpResponse:
    """Everybody at the unit in one table, so many at a time; what was said last year is offered."""
    unit = access.get_unit_written(request.user, pk)
    year = _year(period)
    people = [post.person for post in posts_at(unit)]
    part = Paginator(people, ON_A_SHEET).get_page(request.GET.get("trang"))
    form = PeopleSheet(
        request.POST or None,
        people=part.object_list,
        honours=list(access.titles_offered(unit, is_person=True)),
        standing=_known(list(part.object_list), period, is_copied="chep" in request.GET),
        is_closed=closed_on(unit, period) is not None,
    )

    def deed() -> int:
        reason = form.cleaned_data.get("reason", "")
        said = [Said(unit, period, titles, actions, one, reason) for one, titles, actions in form.said()]  # fmt: skip
        return services.register_many(said, by=request.user)

    if written := done(request, form, deed):
        told = ngettext("Đã ghi %d người.", "Đã ghi %d người.", written)
        messages.success(request, told % written)
        here = reverse("awards:register_people", args=[unit.pk, period])
        return redirect(f"{here}?trang={part.next_page_number()}" if part.has_next() else unit_page(unit.pk, period))  # fmt: skip
    context = {"nav": "orgs", "unit": unit, "year": year, "form": form, "part": part}
    return render_page(request, "awards/people_sheet.html", context)


def _known(people: list[Person], period: str, *, is_copied: bool) -> dict[int, tuple[list[int], str]]:  # fmt: skip
    """Of each what stands; else, where asked for, what was registered for the year before."""
    before = parse_period(period).previous().key
    years = [before, period] if is_copied else [period]
    rows = Registration.objects.standing().filter(person__in=people, period__in=years)
    found = sorted(rows, key=lambda one: years.index(one.period))
    titles = titles_by_registration(found)
    return {
        one.person_id or 0: ([honour.pk for honour in titles[one.pk]], one.actions) for one in found
    }


@require_http_methods(["GET", "POST"])
@once
def registrations_confirm(request: SignedInRequest, pk: int, period: str) -> HttpResponse:
    """What waits is read first; then the head stands by all of it."""
    unit = access.get_unit_read(request.user, pk)
    insist(access.can_confirm(request.user, unit))
    back = unit_page(unit.pk, period)
    if request.method == "POST":
        mark = request.POST.get("as_read", "")

        def deed() -> object:
            return services.confirm_registrations(unit, period, by=request.user, as_read=mark)

        here = reverse("awards:registrations_confirm", args=[unit.pk, period])
        return do(request, deed, _("Đã xác nhận đăng ký của đơn vị."), back, refused_to=here)
    page = UnitPage.build(unit, period, request.user)
    waiting = list(page.rows.filter(status=S.WAITING).prefetch_related("titles__honour"))
    context = {
        "nav": "orgs",
        "unit": unit,
        "page": page,
        "waiting": waiting,
        "as_read": mark_of_registrations(waiting),
        "back": back,
    }
    return render_page(request, "awards/registrations_confirm.html", context)


def _year(period: str) -> Period:
    """404 for what is no year one registers for."""
    try:
        return refuse_period(period)
    except BadInput:
        raise Http404 from None


def _address(found: Registration) -> str:
    return reverse("awards:registration", args=[found.pk])
