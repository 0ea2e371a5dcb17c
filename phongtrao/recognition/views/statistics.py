"""Statistics of the library: a table, its picture, its workbook."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib import sheets
from phongtrao.lib.numbers import format_number
from phongtrao.recognition.access import reads_library, visible_assets, visible_creations
from phongtrao.recognition.forms.filters import StatisticsFilter
from phongtrao.recognition.queries.statistics import DIMENSIONS, Dimension, Line, lines_of
from phongtrao.recognition.views.deeds import NAV
from phongtrao.recognition.views.library import tabs_of
from phongtrao.web.charts import Bar, Chart, bar_chart, picture_of
from phongtrao.web.tables import EXPORT, xlsx_response

FIRST = "linh_vuc"
SHOWN = 100  # lines on the page; the workbook has all
DRAWN = 20


@dataclass(frozen=True, slots=True)
class Statistics:
    form: StatisticsFilter
    dimension: Dimension
    lines: list[Line]

    @classmethod
    def build(cls, request: SignedInRequest) -> "Statistics":
        """As the address asks. Only what everybody finds in the library is counted."""
        if not reads_library(request.user):
            raise Http404
        seen = visible_creations(request.user).filter(is_listed=True)
        form = StatisticsFilter(request.GET, seen=seen)
        dimension = DIMENSIONS.get(request.GET.get("theo", ""), DIMENSIONS[FIRST])
        rows = form.narrow(seen) if form.is_valid() else seen.none()
        return cls(form, dimension, lines_of(rows, dimension, visible_assets(request.user)))

    @property
    def title(self) -> str:
        by = str(self.dimension.label)
        return _("Công trình theo: %s") % (by[:1].lower() + by[1:])

    def chart(self) -> Chart:
        bars = [
            Bar(line.label, line.creations, format_number(line.creations))
            for line in self.lines[:DRAWN]
        ]
        return bar_chart(self.title, bars)

    def rows(self) -> list[tuple[Line, str]]:
        """Each with the address of what it counts, where the library can be asked for it."""
        return [(line, self._address(line)) for line in self.lines[:SHOWN]]

    def _address(self, line: Line) -> str:
        if not (self.dimension.word and line.key):
            return ""
        kept = {
            name: self.form.cleaned_data.get(name, "") for name in ("nam", "loai", "cap", "don_vi")
        }
        asked = {name: value for name, value in kept.items() if value}
        return f"{reverse('recognition:library')}?{urlencode({**asked, self.dimension.word: line.key})}"


@require_GET
def statistics(request: SignedInRequest) -> HttpResponse:
    found = Statistics.build(request)
    if request.GET.get(EXPORT) == "xlsx":
        return xlsx_response(_workbook(found), "thong-ke-kho-sang-kien")
    query = request.GET.copy()
    query.pop(EXPORT, None)
    context = NAV | {
        "tabs": tabs_of("statistics", request.user),
        "found": found,
        "rows": found.rows(),
        "chart": found.chart(),
        "query": query.urlencode(),
    }
    return render_page(request, "recognition/statistics.html", context)


@require_GET
def picture(request: SignedInRequest) -> HttpResponse:
    """The chart alone, to be put into a report."""
    found = Statistics.build(request)
    return picture_of(request.GET, found.chart(), "thong-ke-kho-sang-kien")


def _workbook(found: Statistics) -> bytes:
    columns = [
        sheets.Column("label", str(found.dimension.label)),
        sheets.Column("creations", _("Công trình")),
        sheets.Column("authors", _("Số tác giả")),
        sheets.Column("wide", _("Từ cấp tỉnh trở lên")),
        sheets.Column("used", _("Đơn vị khác áp dụng")),
        sheets.Column("filed", _("Có đơn, văn bằng sở hữu trí tuệ")),
    ]
    rows = ([getattr(line, column.key) for column in columns] for line in found.lines)
    content = sheets.SheetContent(found.title, columns, rows)
    return sheets.write_workbook([content], title=found.title)
