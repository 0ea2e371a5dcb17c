"""Lists of activities, declared once."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.forms.activities import ActivityFilter
from phongtrao.activities.models import Activity
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
