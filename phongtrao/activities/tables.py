"""Lists of activities, declared once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.forms.activities import ActivityFilter
from phongtrao.activities.forms.attendees import AttendeeFilter
from phongtrao.activities.forms.people import RegisterFilter
from phongtrao.activities.models import (
    Activity,
    ActivityKind,
    Participation,
    RegisterEntry,
    Segment,
)
from phongtrao.activities.sheets import LABELS, ONLY_OUT, OwnColumn, own_columns, write_others
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.bearers import write_unit
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
        Column("title", LABELS["title"], sort=("title", "pk"), card="title", show=roomy),
        Column("kind", LABELS["kind"], value="kind.name", sort=("kind__position", "pk")),
        # By its code as well in the workbook: namesakes come in again.
        Column("unit", LABELS["unit"], show=str, sheet=write_unit, sort="unit__sort_key"),
        Column("day", LABELS["starts_on"], value="starts_on", sort=("starts_on", "pk"), align="end"),
        Column("ends_on", LABELS["ends_on"], on_screen=False),
        Column("place", LABELS["place"], on_screen=False),
        Column("channel", LABELS["channel"], value="get_channel_display", on_screen=False),
        *(
            Column(key, label, value=people_of(key), on_screen=False)
            for key, label in Segment.choices
        ),
        Column("quantity", LABELS["quantity"], sort=("quantity", "pk"), align="end", total=Sum("quantity")),
        Column("people", ONLY_OUT["people"], sort=("people", "pk"), align="end", total=Sum("people")),
        Column("about", LABELS["about"], on_screen=False),
        Column("state", ONLY_OUT["state"], value=state_of, sort=("status", "pk")),
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


def table_to_export(shown: Table, rows: QuerySet[Activity]) -> Table:
    """The list as its workbook has it: who did it together, and the own fields of the kinds among the rows."""
    kinds = ActivityKind.objects.filter(pk__in=rows.order_by().values("kind"))
    more = (
        Column("others", LABELS["others"], value=_others_of),
        *(Column(one.key, one.label, value=_cells_of(one)) for one in own_columns(kinds)),
    )
    return replace(shown, columns=shown.columns + more)


def with_others(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Units a unit named itself; what came in with a twin is in the twin's own row."""
    named = Participation.objects.filter(brought_by=None).exclude(unit=F("activity__unit"))
    units = named.select_related("unit").order_by("pk")
    return rows.prefetch_related(Prefetch("parties", units, to_attr="others"))


def _others_of(activity: Any) -> str:
    return write_others(one.unit for one in activity.others)


def _cells_of(own: OwnColumn) -> Callable[[Activity], Any]:
    return lambda activity: own.cell(activity.kind_id, activity.values)


def _unit(unit: Unit) -> SafeString:
    return roomy(unit.name)


ATTENDEES = Table(
    key="attendees",
    title=_("Người dự"),
    order="name",
    filter=AttendeeFilter,
    columns=(
        Column("name", _("Họ và tên"), value="person.full_name", sort=("person__sort_key", "pk"), card="title"),
        Column("code", _("Mã cán bộ"), value="person.code", on_screen=False),
        Column("unit", _("Đơn vị"), show=_unit, sheet=write_unit, sort=("unit__sort_key", "pk")),
        Column("result", _("Kết quả"), value="get_result_display", sort=("result", "pk")),
        Column("score", _("Điểm"), sort=("score", "pk"), align="end"),
        Column("certificate", _("Số chứng nhận"), sort=("certificate", "pk")),
    ),
    row_url="activities:attendee",
    empty=Empty(
        _("Chưa có ai trong danh sách."),
        _("Nhập danh sách người dự từ Excel theo mã cán bộ, hoặc họ tên và đơn vị; thêm từng người cũng được."),
    ),
    file_name="nguoi-du",
)  # fmt: skip


def attendees_of(kind: ActivityKind, *, may_list: bool) -> Table:
    """The columns the kind asks; a row leads on for who may change it."""
    left = {"score": kind.has_score, "certificate": kind.has_certificate}
    shown = tuple(one for one in ATTENDEES.columns if left.get(one.key, True))
    if may_list:
        return replace(ATTENDEES, columns=shown)
    return replace(ATTENDEES, columns=shown, row_url="", empty=Empty(ATTENDEES.empty.title))


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
        Column("code", _("Mã cán bộ"), value="person.code", on_screen=False),
        Column("register", _("Danh sách"), value="get_register_display", sort=("register", "pk")),
        Column("unit", _("Đơn vị"), show=str, sheet=write_unit, sort="unit__sort_key"),
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
