"""Calls to register: the list, one with its units and shares; opened, changed, urged, cancelled."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access import registrations as access
from phongtrao.awards.forms.registrations import CallForm, ChangeCallForm
from phongtrao.awards.models import CalledUnit, RegistrationCall
from phongtrao.awards.queries.registrations import shares_of, units_called, year_at_hand
from phongtrao.awards.registration_tables import CALLS, call_state, called_table, unit_page
from phongtrao.awards.services import registration_calls as services
from phongtrao.awards.views.pieces import NAV, fill, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.numbers import format_number
from phongtrao.lib.periods import parse_period
from phongtrao.orgs.queries import kind_words
from phongtrao.plans.forms.owed import UrgeForm
from phongtrao.plans.queries.owed import to_urge
from phongtrao.plans.services.urging import Urged
from phongtrao.web.acts import Question, confirm, done
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond

URGING = gettext_lazy("Đề nghị hoàn thành đăng ký và thủ trưởng xác nhận.")
MOST_SHOWN = 50  # units named before urging
CANCELLED = RegistrationCall.Status.CANCELLED


@require_GET
def registration_calls(request: SignedInRequest) -> HttpResponse:
    """Who oversees nothing registers for oneself."""
    user = request.user
    if not access.oversees_calls(user):
        return redirect("awards:my_registrations")
    context: dict[str, Any] = NAV | {
        "tabs": tabs_of("registration_calls", user),
        "may_call": access.calling_offices(user).exists(),
        "units": access.written_units(user),
        "wide": True,
    }
    table = CALLS.of(access.visible_calls(user), request.GET)
    return respond(request, table, "awards/calls.html", context)


@require_GET
def registration_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of the units one reads: who has answered and who not, what was registered."""
    user, found = request.user, access.get_call(request.user, pk)
    rows = access.called_units(user, units_called(found))
    asked = rows.count()
    answered = rows.filter(said_on__isnull=False).count()
    context: dict[str, Any] = NAV | {
        "call": found,
        "state": call_state(found),
        "year": parse_period(found.period).label,
        "kinds": ", ".join(kind_words(found.kinds)),
        "asked": asked,
        "answered": answered,
        "shares": shares_of(rows, found.period) if asked else [],
        "may_run": found.status != CANCELLED and access.can_call(user, found.office),
        "is_closed": found.closes_on < timezone.localdate(),
        "wide": True,
    }
    table = called_table(found.period).of(rows, request.GET)
    return respond(request, table, "awards/call.html", context)


@require_http_methods(["GET", "POST"])
@once
def call_new(request: SignedInRequest) -> HttpResponse:
    offices = access.calling_offices(request.user)
    if not offices.exists():
        raise Http404
    year = year_at_hand()
    initial = {
        "period": year.key,
        "opens_on": timezone.localdate(),
        "title": _("Đăng ký thi đua %s") % year.label.lower(),
    }
    form = CallForm(request.POST or None, offices=offices, initial=initial)
    lead = _("Mỗi đơn vị thuộc loại đã chọn được báo một lần khi mở, rồi được nhắc theo hạn cho đến khi thủ trưởng xác nhận.")  # fmt: skip
    page = DeedPage(_("Mở đợt đăng ký thi đua"), lead, _("Mở đợt"), reverse("awards:registration_calls"))  # fmt: skip

    def deed() -> RegistrationCall:
        call = form.call()
        services.open_call(call, by=request.user)
        return call

    said = _("Đã mở đợt đăng ký và báo các đơn vị.")
    return fill(request, form, deed, page=page, said=said, to=_address)


@require_http_methods(["GET", "POST"])
@once
def call_change(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    names = ("title", "text", "closes_on", "is_required")
    form = ChangeCallForm(request.POST or None, initial={name: getattr(found, name) for name in names})  # fmt: skip
    lead = _("Năm và loại đơn vị không đổi được. Hạn mới áp dụng cho mọi đơn vị của đợt.")
    page = DeedPage(_("Sửa đợt đăng ký"), lead, _("Lưu"), _address(found))

    def deed() -> object:
        return services.change_call(found, form.changed(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã sửa đợt đăng ký."))


@require_http_methods(["GET", "POST"])
@once
def call_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    owing = CalledUnit.objects.owed().filter(call=found).count()
    question = Question(
        title=_("Hủy “%s”?") % found,
        warning=_("Không đơn vị nào còn phải đăng ký hay được nhắc theo đợt này. Đăng ký đã ghi giữ nguyên."),
        consequences=[(owing, _("đơn vị chưa xác nhận"))],
        word=_("hủy đợt"),
        action=_("Hủy đợt đăng ký"),
        back=_address(found),
        nav=NAV["nav"],
    )  # fmt: skip
    deed = partial(services.cancel_call, found, by=request.user)
    return confirm(request, question, deed, _("Đã hủy đợt đăng ký."))


@require_http_methods(["GET", "POST"])
@once
def call_urge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom first; nobody hears of the same twice a day."""
    found = _run(request, pk)
    form = UrgeForm(request.POST or None, initial={"words": URGING})

    def deed() -> Urged:
        asked = form.cleaned_data
        late_only = asked["late_only"]
        return services.urge_call(found, asked["words"], late_only=late_only, by=request.user)

    if urged := done(request, form, deed):
        messages.success(request, _("Đã đôn đốc %s đơn vị.") % format_number(urged.units))
        return redirect(_address(found))
    rows = CalledUnit.objects.owed().filter(call=found).select_related("call", "unit")
    pressed = to_urge(rows.order_by("unit__sort_key", "pk"), timezone.localdate())
    example = services.CALLED.urging(pressed.told[0], str(URGING)) if pressed.told else ""
    context = NAV | {
        "call": found,
        "form": form,
        "pressed": pressed,
        "example": example,
        "most": MOST_SHOWN,
    }
    return render_page(request, "awards/call_urge.html", context)


@require_GET
def called(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where notices lead: the registrations of that unit in that year."""
    found = access.get_called(request.user, pk)
    return redirect(unit_page(found.unit_id, found.call.period))


def _run(request: SignedInRequest, pk: int) -> RegistrationCall:
    found = access.get_call(request.user, pk)
    insist(access.can_call(request.user, found.office))
    if found.status == CANCELLED:
        raise Http404
    return found


def _address(call: RegistrationCall) -> str:
    return reverse("awards:registration_call", args=[call.pk])
