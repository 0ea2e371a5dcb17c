"""Ratings of a unit and its people: the list, and the sheet on which a whole year is written."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.lib.periods import Period, parse_period
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.forms.ratings import RatingFilter, RatingSheet, YearForm, year_at_hand
from phongtrao.orgs.kinds import levels_unchecked, rating_levels
from phongtrao.orgs.models import Unit, YearlyRating
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.tables import Column, Empty, Table, respond


def level_of(row: YearlyRating) -> str:
    return rating_levels()[row.level].name if row.level else _("Không thuộc diện xếp loại")


def year_of(row: YearlyRating) -> str:
    return parse_period(row.period).label


RATINGS = Table(
    key="ratings",
    title=gettext_lazy("Xếp loại hằng năm"),
    order="-year",
    filter=RatingFilter,
    columns=(
        Column(
            "name",
            gettext_lazy("Họ và tên"),
            value="person.full_name",
            sort="person__sort_key",
            card="title",
        ),
        Column("code", gettext_lazy("Mã"), value="person.code", card="hide"),
        Column("year", gettext_lazy("Năm"), value=year_of, sort="ends_on"),
        Column("level", gettext_lazy("Mức xếp loại"), value=level_of, sort="level"),
        Column("decision", gettext_lazy("Số quyết định")),
        Column("decided", gettext_lazy("Ngày quyết định"), value="decided_on", align="end"),
        Column("note", gettext_lazy("Ghi chú"), card="hide"),
    ),
    row_url=lambda row: reverse("orgs:person", args=[row.person_id]),
    empty=Empty(
        gettext_lazy("Chưa ghi xếp loại của ai."),
        gettext_lazy("Ghi cả đơn vị trên một bảng, theo quyết định xếp loại của từng năm."),
    ),
    file_name="xep-loai",
)


@require_GET
def unit_ratings(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit_with_people(request.user, pk)
    own = [(row, year_of(row), level_of(row)) for row in queries.own_ratings(unit)]
    context = {
        "unchecked": levels_unchecked(),
        "nav": "orgs",
        "unit": unit,
        "own": own,
        "may_rate": access.can_rate_people(request.user, unit),
        "tabs": tabs_of(unit, request.user, "ratings"),
    }
    table = RATINGS.of(queries.ratings_at(unit), request.GET)
    return respond(request, table, "orgs/unit_ratings.html", context)


@require_http_methods(["GET", "POST"])
@once
def rating_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody who held a post in the unit that year, each with a level."""
    unit = access.get_unit_to_rate(request.user, pk)
    years = YearForm(request.GET or None)
    period = parse_period(years.cleaned_data["nam"]) if years.is_valid() else year_at_hand()
    form = RatingSheet(request.POST or None, **_sheet(request, unit, period))
    if request.method == "POST" and form.is_valid():
        try:
            written = services.rate(period, form.given(), form.decided(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said_of(written))
            return redirect(f"{reverse('orgs:unit_ratings', args=[pk])}?nam={period.key}")
    context = {"nav": "orgs", "unit": unit, "form": form, "period": period}
    context["unchecked"] = levels_unchecked()
    return render_page(
        request, "orgs/rating_sheet.html", {**context, "years": YearForm({"nam": period.key})}
    )


def _sheet(request: SignedInRequest, unit: Unit, period: Period) -> dict[str, Any]:
    people = queries.people_to_rate(unit, period)
    return {
        "unit": unit,
        "people": people if access.can_rate_people(request.user, unit) else (),
        "standing": queries.ratings_of_year(unit, period),
        "rates_unit": bool(access.can_rate_unit(request.user, unit)),
    }


def said_of(written: services.Written) -> str:
    said = _("Đã ghi %(new)d xếp loại mới, sửa %(changed)d; %(same)d giữ nguyên.")
    return said % {"new": written.new, "changed": written.changed, "same": written.same}
