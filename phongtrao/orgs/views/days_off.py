"""Days without work: everybody reads them year by year, the office of the Sở keeps them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.access import days_off as access
from phongtrao.orgs.forms.days_off import DaysOffForm
from phongtrao.orgs.models import YearOff
from phongtrao.orgs.services import days_off as services
from phongtrao.orgs.working_days import fixed_days
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}
SHOWN = 50  # clocks listed before saving; more are counted


def year_state(row: YearOff) -> State:
    if row.needs_check:
        return State(_("Cần kiểm tra"), "due")
    return State(_("Đã kiểm tra"), "done")


YEARS = Table(
    key="years_off",
    title=gettext_lazy("Lịch nghỉ lễ, Tết"),
    order="-year",
    columns=(
        Column("year", gettext_lazy("Năm"), value=str, sort="year", card="title"),
        Column("free", gettext_lazy("Ngày nghỉ"), value=lambda row: len(row.free), align="end"),
        Column("worked", gettext_lazy("Làm bù"), value=lambda row: len(row.worked), align="end"),
        Column("basis", gettext_lazy("Căn cứ")),
        Column("state", gettext_lazy("Tình trạng"), value=year_state, sort="needs_check"),
    ),
    row_url="orgs:year_off",
    empty=Empty(gettext_lazy("Chưa ghi lịch nghỉ của năm nào.")),
    file_name="lich-nghi",
)


@require_GET
def days_off(request: SignedInRequest) -> HttpResponse:
    context = {**NAV, "may": access.can_keep_days(request.user), "next_year": _next_year()}
    table = YEARS.of(YearOff.objects.all(), request.GET)
    return respond(request, table, "orgs/days_off.html", context)


@require_GET
def year_off(request: SignedInRequest, pk: int) -> HttpResponse:
    row = YearOff.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    fixed = [date(row.year, month, day) for month, day in fixed_days()]
    days = [(day, _("ngày lễ cố định")) for day in fixed]
    days += [(day, _("nghỉ")) for day in row.free] + [(day, _("làm bù")) for day in row.worked]
    said = [(f"{date_format(day, 'l')}, {date_format(day, 'd/m/Y')}", kind) for day, kind in sorted(days)]  # fmt: skip
    context = {**NAV, "row": row, "days": said, "state": year_state(row)}
    context["may"] = access.can_keep_days(request.user)
    return render_page(request, "orgs/year_off.html", context)


@require_http_methods(["GET", "POST"])
@once
def days_off_edit(request: SignedInRequest, year: int) -> HttpResponse:
    """First what would move is shown, then the same form saves it."""
    access.insist_on_keeper(request.user)
    if not services.EARLIEST <= year <= services.LATEST:
        raise Http404
    row = YearOff.objects.filter(year=year).first()
    form = DaysOffForm(request.POST or None, year=year, row=row)
    context: dict[str, Any] = {**NAV, "form": form, "year": year, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            if form.is_seen:
                made = services.save_days_off(form.days(), by=request.user)
                messages.success(request, _("Đã lưu lịch nghỉ năm %s.") % year)
                return redirect("orgs:year_off", made.pk)
            moved = services.moved_by(form.days(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            context |= {
                "form": form.shown(),
                "is_shown": True,
                "count": len(moved),
                "moved": moved[:SHOWN],
            }
    return render_page(request, "orgs/days_off_form.html", context)


def _next_year() -> int:
    """The first one from this year on that nobody has written down."""
    known = set(YearOff.objects.values_list("year", flat=True))
    return next(year for year in range(timezone.localdate().year, services.LATEST) if year not in known)  # fmt: skip
