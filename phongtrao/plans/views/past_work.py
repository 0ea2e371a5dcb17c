"""Work of a unit together with its predecessors: the total, and which of them did what."""

from django.db.models import Sum
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import lineage
from phongtrao.orgs.tabs import tabs_of
from phongtrao.plans.access import assignments as access
from phongtrao.plans.forms.past_work import PastWorkFilter
from phongtrao.plans.queries.past_work import done_by_year, done_within
from phongtrao.web.tables import Column, Empty, Table, respond

PAST_WORK = Table(
    key="past-work",
    title=gettext_lazy("Kết quả kể cả tiền thân"),
    order="opened",
    filter=PastWorkFilter,
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("opened", gettext_lazy("Từ ngày"), value="opened_on", sort="opened_on", align="end"),
        Column("closed", gettext_lazy("Chấm dứt"), value="closed_on", sort="closed_on", align="end"),
        Column("done", gettext_lazy("Việc hoàn thành"), sort="done", align="end", total=Sum("done")),
        Column("in_time", gettext_lazy("Đúng hạn"), sort="in_time", align="end", total=Sum("in_time")),
        Column("open", gettext_lazy("Đang làm"), sort="open", align="end", total=Sum("open")),
    ),
    row_url="plans:unit_work",
    empty=Empty(
        gettext_lazy("Chưa có đơn vị nào."),
        gettext_lazy("Đơn vị và các đơn vị tiền thân sẽ hiện ở đây."),
    ),
    file_name="ket-qua-ke-ca-tien-than",
)  # fmt: skip


@require_GET
def past_work(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    line = lineage(unit)
    seen = access.visible_assignments(request.user).filter(unit__in=line)
    rows = Unit.objects.filter(pk__in=line)
    table = PAST_WORK.of(rows, request.GET, {"seen": seen})
    span = PastWorkFilter(request.GET, seen=seen).span()
    years = done_by_year(line, span)
    here = seen.filter(pk__in=done_within(line, span).values("pk")).count()
    context = {
        "nav": "orgs",
        "unit": unit,
        "tabs": tabs_of(unit, request.user, "work"),
        "years": years,
        "whole": sum(n for _year, n in years),
        "beyond": sum(n for _year, n in years) - here,
        "former": len(line) - 1,
    }
    return respond(request, table, "plans/past_work.html", context)
