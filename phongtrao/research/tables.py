"""Lists of research, declared once."""

from django.utils.translation import gettext_lazy as _

from phongtrao.research import catalogue
from phongtrao.research.forms.supports import SupportFilter
from phongtrao.research.forms.tasks import TaskFilter
from phongtrao.research.models import ResearchTask, Support
from phongtrao.research.queries.tasks import next_due
from phongtrao.research.states import light_state, state_of
from phongtrao.web.tables import Column, Empty, Table, roomy


def _fields(task: ResearchTask) -> str:
    labels = catalogue.field_labels()
    return ", ".join(labels.get(key, key) for key in task.fields)


TASKS = Table(
    key="tasks",
    title=_("Nhiệm vụ KH&CN"),
    order="-day",
    filter=TaskFilter,
    columns=(
        Column("title", _("Tên nhiệm vụ"), sort=("sort_key", "pk"), card="title", show=roomy),
        Column("code", _("Mã số"), sort=("code", "pk"), on_screen=False),
        Column("level", _("Cấp"), value="get_level_display", sort=("level", "pk")),
        Column("host", _("Chủ trì"), value="host.name", sort="host__sort_key"),
        Column("owner", _("Cơ quan quản lý"), value="owner.name", on_screen=False),
        Column("lead", _("Chủ nhiệm"), value="lead_name", on_screen=False),
        Column("fields", _("Lĩnh vực"), value=_fields, on_screen=False),
        Column(
            "orientation", _("Định hướng"), value="get_orientation_display", on_screen=False
        ),
        Column("money", _("Kinh phí (đồng)"), sort=("money", "pk"), align="end"),
        Column("day", _("Đề xuất ngày"), value="proposed_on", sort=("proposed_on", "pk"), on_screen=False),
        Column("state", _("Tình trạng"), value=state_of, sort=("status", "pk")),
        Column("rating", _("Xếp loại"), value="rating_label", on_screen=False),
        Column("accepted", _("Nghiệm thu ngày"), value="accepted_on", on_screen=False),
        Column("light", _("Tiến độ"), value=light_state),
        Column("due", _("Hạn gần nhất"), value=next_due, align="end"),
    ),
    row_url="research:task",
    empty=Empty(
        _("Chưa có nhiệm vụ KH&CN nào."),
        _("Đơn vị đề xuất nhiệm vụ; cơ quan quản lý xét chọn, ký hợp đồng, nghiệm thu tại đây."),
    ),
    file_name="nhiem-vu-khcn",
)  # fmt: skip


def outcome_of(support: Support) -> str:
    """What was asked and came of it, or what it was worth, as its kind asks."""
    said = support.activity.values
    told = [str(said[one.key]) for one in support.activity.kind.asked if said.get(one.key)]
    return "; ".join(told)


SUPPORTS = Table(
    key="supports",
    title=_("Hỗ trợ nhiệm vụ, tác giả"),
    order="-day",
    filter=SupportFilter,
    columns=(
        Column("what", _("Nội dung"), value="activity.title", sort=("activity__title", "pk"), card="title", show=roomy),
        Column("kind", _("Loại"), value="activity.kind.name", sort=("activity__kind", "pk")),
        Column("person", _("Tác giả"), value="person.full_name", sort=("person__sort_key", "pk")),
        Column("task", _("Nhiệm vụ KH&CN"), value="task.title", sort=("task__sort_key", "pk"), show=roomy),
        Column("unit", _("Đơn vị ghi"), value="activity.unit.name", sort=("activity__unit__sort_key", "pk")),
        Column("outcome", _("Kết quả"), value=outcome_of),
        Column("day", _("Ngày"), value="activity.starts_on", sort=("activity__starts_on", "pk"), align="end"),
    ),
    row_url="research:support",
    empty=Empty(
        _("Chưa có hỗ trợ nào được ghi cho nhiệm vụ, tác giả."),
        _("Ghi hoạt động loại “Đề nghị hỗ trợ” hoặc “Đã hỗ trợ”, rồi chọn ở đây hỗ trợ ấy cho ai."),
    ),
    file_name="ho-tro-nhiem-vu-tac-gia",
)  # fmt: skip
