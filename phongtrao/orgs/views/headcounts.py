"""How many work and learn in a unit on a day, why, and declaring it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.forms.headcounts import DayForm, NumbersForm
from phongtrao.orgs.models import Unit
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.tables import Column, Empty, Table, respond

HEADCOUNTS = Table(
    key="headcounts",
    title=gettext_lazy("Số đã khai"),
    order="-day",
    columns=(
        Column("day", gettext_lazy("Tính đến ngày"), sort="day", card="title"),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("staff", gettext_lazy("Số người"), sort="staff", align="end"),
        Column("frontline", gettext_lazy("Trực tiếp làm chuyên môn"), align="end"),
        Column("learners", gettext_lazy("Số người học"), align="end"),
        Column("counted", gettext_lazy("Đếm từ vị trí"), value="counted_staff", align="end"),
        Column("reason", gettext_lazy("Lý do khác")),
        Column("by", gettext_lazy("Người khai"), value="declared_by.full_name", on_screen=False),
    ),
    empty=Empty(
        gettext_lazy("Chưa khai lần nào."),
        gettext_lazy(
            "Số người được đếm từ vị trí công tác; khai khi thực tế khác, và khai số người học."
        ),
    ),
    file_name="so-nguoi",
)


@require_GET
def unit_numbers(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit_with_people(request.user, pk)
    asked = DayForm(request.GET or None)
    day = asked.day(localdate())
    shares = queries.shares(unit, day)
    context = {
        "nav": "orgs",
        "unit": unit,
        "day": day,
        "days": asked
        if asked.is_bound and not asked.is_valid()
        else DayForm(initial={"ngay": day}),
        "shares": shares,
        "total": queries.total_of(shares),
        "may_declare": access.can_declare(request.user, unit),
        "tabs": tabs_of(unit, request.user, "numbers"),
    }
    table = HEADCOUNTS.of(queries.headcounts_of(unit), request.GET)
    return respond(request, table, "orgs/unit_numbers.html", context)


@require_http_methods(["GET", "POST"])
@once
def numbers_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit_to_declare(request.user, pk)
    form = NumbersForm(request.POST or None, initial=_proposed(unit))
    if request.method == "POST" and form.is_valid():
        said = [form.numbers(unit)]
        try:
            services.declare_headcounts(form.cleaned_data["day"], said, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã khai số người của đơn vị."))
            return redirect("orgs:unit_numbers", pk=pk)
    return render_page(
        request, "orgs/numbers_form.html", {"nav": "orgs", "form": form, "unit": unit}
    )


def _proposed(unit: Unit) -> dict[str, object]:
    """What the posts say today, and the learners declared last."""
    today = localdate()
    counted = queries.count_posts([unit.pk], today)[unit.pk]
    last = queries.declared_by_day([unit.pk], today).get(unit.pk)
    learners = last.learners if last else None
    return {
        "day": today,
        "staff": counted.staff,
        "frontline": counted.frontline,
        "learners": learners,
    }
