"""The units as they were on any day: names, codes and places of that day."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest
from phongtrao.orgs.forms.days import UnitDayFilter
from phongtrao.orgs.models import UnitSpan
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}


def unit_page(span: UnitSpan) -> str:
    return reverse("orgs:unit", args=[span.unit_id])


def name_today(span: UnitSpan) -> str:
    return span.now_name or _("đã chấm dứt")  # type: ignore[attr-defined]  # units_on


def type_then(span: UnitSpan) -> str:
    """As the list of today's units says it: the type of the day, its kind while none is said."""
    return span.type.name if span.type else span.unit.get_kind_display()


UNITS_ON_DAY = Table(
    key="units-on-day",
    title=pgettext_lazy("many", "Đơn vị"),
    order="name",
    filter=UnitDayFilter,
    columns=(
        Column(
            "name", gettext_lazy("Tên khi ấy"), sort="unit__sort_key", value="name", card="title"
        ),
        Column("code", gettext_lazy("Mã định danh"), sort="code"),
        Column("kind", gettext_lazy("Loại"), value=type_then, sort="unit__kind"),
        Column("level", gettext_lazy("Cấp học"), value="level_name", sort="level"),
        Column("admin", gettext_lazy("Cấp trên hành chính"), value="admin_name"),
        Column("prof", gettext_lazy("Cấp trên chuyên môn"), value="prof_name"),
        Column("now", gettext_lazy("Nay là"), value=name_today),
    ),
    row_url=unit_page,
    empty=Empty(
        gettext_lazy("Không có đơn vị nào vào ngày này."),
        gettext_lazy("Hãy chọn ngày khác hoặc bỏ bớt bộ lọc."),
    ),
    file_name="don-vi-theo-ngay",
)


@require_GET
def units_on_day(request: SignedInRequest) -> HttpResponse:
    rows = UnitSpan.objects.select_related("unit", "type")
    table = UNITS_ON_DAY.of(rows, request.GET)
    form = table.form
    told = form.day() if isinstance(form, UnitDayFilter) and form.is_valid() else localdate()
    context = {**NAV, "day": told}
    part = "orgs/units_on_day_table.html"
    return respond(request, table, "orgs/units_on_day.html", context, part=part)
