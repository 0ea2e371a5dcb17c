"""Lists of inspections and programmes, declared once."""

from django.utils.translation import gettext_lazy as _

from phongtrao.activities.forms.inspections import InspectionFilter
from phongtrao.activities.models import Programme
from phongtrao.activities.pages.inspection import month_of, state_of
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, roomy


def programme_state(programme: Programme) -> State:
    is_issued = programme.status == Programme.Status.ISSUED
    return State(Programme.Status(programme.status).label, "done" if is_issued else "neutral")


COLUMNS = (
    Column("unit", _("Đơn vị"), value="unit.name", sort="unit__sort_key", card="title", show=roomy),
    Column("kind", _("Hình thức"), value="get_kind_display", sort=("kind", "pk")),
    Column("month", _("Dự kiến"), value=month_of, sort=("planned_by", "pk"), align="end"),
    Column("day", _("Ngày kiểm tra"), sort=("day", "pk"), align="end"),
    Column("head", _("Trưởng đoàn"), sort=("head", "pk")),
    Column("number", _("Quyết định"), on_screen=False),
    Column("open_count", _("Kiến nghị còn mở"), sort=("open_count", "pk"), align="end"),
    Column("state", _("Tình trạng"), value=state_of, sort=("status", "pk")),
)
INSPECTIONS = Table(
    key="inspections",
    title=_("Cuộc kiểm tra"),
    order="-day",
    filter=InspectionFilter,
    columns=COLUMNS,
    row_url="activities:inspection",
    empty=Empty(
        _("Chưa có cuộc kiểm tra nào."),
        _("Văn phòng chọn đơn vị vào chương trình năm, hoặc thêm cuộc kiểm tra đột xuất."),
    ),
    file_name="kiem-tra-don-vi",
)
CHOSEN = Table(
    key="chosen",
    title=_("Đơn vị trong chương trình"),
    order="month",
    filter=InspectionFilter,
    # Why is for who plans: the list above is read by the inspected unit as well.
    columns=(*COLUMNS, Column("why", _("Lý do chọn"), on_screen=False)),
    row_url="activities:inspection",
    empty=Empty(
        _("Chương trình chưa có đơn vị nào."),
        _("Bấm “Chọn đơn vị” để xem đơn vị nào chậm, im lặng hay báo cao hơn thực tế."),
    ),
    file_name="chuong-trinh-kiem-tra",
)
PROGRAMMES = Table(
    key="programmes",
    title=_("Chương trình kiểm tra"),
    order="-year",
    columns=(
        Column("year", _("Năm"), sort=("year", "pk"), grouped=False, card="title"),
        Column("owner", _("Cơ quan kiểm tra"), value="owner.name", sort="owner__sort_key", show=roomy),
        Column("units", _("Số đơn vị"), sort=("units", "pk"), align="end"),
        Column("done", _("Đã kiểm tra"), sort=("done", "pk"), align="end"),
        Column("number", _("Văn bản"), sort=("number", "pk")),
        Column("issued_on", _("Ban hành ngày"), sort=("issued_on", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=programme_state, sort=("status", "pk")),
    ),
    row_url="activities:programme",
    empty=Empty(
        _("Chưa có chương trình kiểm tra nào."),
        _("Mỗi năm một chương trình: chọn đơn vị theo rủi ro, rồi ban hành kèm số văn bản."),
    ),
    file_name="chuong-trinh-kiem-tra-nam",
)  # fmt: skip
