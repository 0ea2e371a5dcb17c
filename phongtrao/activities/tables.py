"""Lists of activities, declared once."""

from collections.abc import Callable

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.forms.activities import ActivityFilter
from phongtrao.activities.forms.people import RegisterFilter
from phongtrao.activities.models import Activity, RegisterEntry, Segment
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import BulkAction, Column, Empty, Table, roomy

S = Activity.Status
KINDS: dict[str, StateKind] = {
    S.DRAFT: "neutral",
    S.RECORDED: "running",
    S.CONFIRMED: "done",
    S.RETURNED: "refused",
    S.JOINED: "neutral",
}


def state_of(activity: Activity) -> State:
    return State(S(activity.status).label, KINDS[activity.status], why=activity.reason)


def people_of(segment: str) -> Callable[[Activity], int | None]:
    return lambda activity: activity.audiences.get(segment)


ACTIVITIES = Table(
    key="activities",
    title=_("Hoạt động"),
    order="-day",
    filter=ActivityFilter,
    columns=(
        Column("title", _("Tên hoạt động"), sort=("title", "pk"), card="title", show=roomy),
        Column("kind", _("Loại"), value="kind.name", sort=("kind__position", "pk")),
        Column("unit", _("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("day", _("Ngày"), value="starts_on", sort=("starts_on", "pk"), align="end"),
        Column("ends_on", _("Đến ngày"), on_screen=False),
        Column("place", _("Địa điểm"), on_screen=False),
        Column("channel", _("Kênh"), value="get_channel_display", on_screen=False),
        *(
            Column(key, label, value=people_of(key), on_screen=False)
            for key, label in Segment.choices
        ),
        Column("quantity", _("Số lượng"), sort=("quantity", "pk"), align="end", total=Sum("quantity")),
        Column("people", _("Số người"), sort=("people", "pk"), align="end", total=Sum("people")),
        Column("about", _("Kết quả"), on_screen=False),
        Column("state", _("Tình trạng"), value=state_of, sort=("status", "pk")),
    ),
    row_url="activities:activity",
    bulk=(
        BulkAction(
            _("Xác nhận"), "activities:confirm_many", icon="check", counted=_("Xác nhận %d hoạt động")
        ),
    ),
    empty=Empty(
        _("Chưa có hoạt động nào."),
        _("Đơn vị ghi việc mình đã làm, kèm ảnh, trong chưa đầy một phút; nhiều việc thì nhập từ Excel."),
    ),
    file_name="hoat-dong",
)  # fmt: skip

QUIET = Table(
    key="quiet",
    title=_("Trường chưa có hoạt động"),
    order="name",
    columns=(
        Column("name", _("Trường"), sort=("sort_key", "pk"), card="title", show=roomy),
        Column("code", _("Mã định danh"), sort=("code", "pk")),
        Column("last_on", _("Hoạt động gần nhất"), sort=("last_on", "pk"), align="end"),
    ),
    row_url="activities:unit_calendar",
    empty=Empty(_("Trường nào cũng đã có hoạt động trong quý này.")),
    file_name="truong-chua-co-hoat-dong",
)  # fmt: skip


def _standing(entry: RegisterEntry) -> State:
    return State(_("Đã ra"), "neutral") if entry.until else State(_("Đang có tên"), "done")


REGISTERS = Table(
    key="registers",
    title=_("Cốt cán, tuyên truyền viên, chuyên gia"),
    order="name",
    filter=RegisterFilter,
    columns=(
        Column("name", _("Họ và tên"), value="person.full_name", sort=("person__sort_key", "pk"), card="title"),
        Column("register", _("Danh sách"), value="get_register_display", sort=("register", "pk")),
        Column("unit", _("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("field", _("Lĩnh vực, phần việc"), sort=("field", "pk"), show=roomy),
        Column("since", _("Từ ngày"), sort=("since", "pk"), align="end"),
        Column("until", _("Đến hết ngày"), sort=("until", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=_standing, sort=("until", "pk")),
    ),
    row_url="activities:entry_end",
    empty=Empty(
        _("Chưa có ai trong danh sách."),
        _("Đơn vị đưa cán bộ cốt cán, tuyên truyền viên, chuyên gia vào danh sách, có ngày vào, ngày ra."),
    ),
    file_name="doi-ngu",
)  # fmt: skip

THEMES = Table(
    key="themes",
    title=_("Kế hoạch truyền thông"),
    order="-year",
    columns=(
        Column("title", _("Chủ đề"), sort=("title", "pk"), card="title", show=roomy),
        Column("year", _("Năm"), sort=("year", "pk"), grouped=False, align="end"),
        Column("channel", _("Kênh"), value="get_channel_display", sort=("channel", "pk")),
        Column("unit", _("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("planned", _("Dự kiến"), sort=("planned", "pk"), align="end", total=Sum("planned")),
        Column("done", _("Đã làm"), sort=("done", "pk"), align="end"),
        Column("guidance", _("Theo hướng dẫn"), value="guided_by", sort=("document__number", "guidance", "pk")),
    ),
    row_url="activities:theme_edit",
    empty=Empty(
        _("Chưa có chủ đề nào."),
        _("Ghi chủ đề, kênh và số sản phẩm dự kiến của năm; hoạt động truyền thông ghi sau tự đếm vào."),
    ),
    file_name="ke-hoach-truyen-thong",
)  # fmt: skip
