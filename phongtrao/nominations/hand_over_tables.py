"""Lists of what went to authorities above, declared once."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.nominations.models import HandOver
from phongtrao.nominations.tables import nomination_state
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, roomy


def hand_over_state(found: HandOver) -> State:
    """``decided`` is counted by whoever asks."""
    if getattr(found, "decided", 0):
        return State(_("Đã có quyết định"), "done")
    return State(_("Đã nhận"), "running") if found.received_on else State(_("Chờ biên nhận"), "due")


HAND_OVERS = Table(
    key="hand-overs",
    title=gettext_lazy("Hồ sơ đã trình cấp trên"),
    order="-handed",
    columns=(
        Column("to", gettext_lazy("Nơi nhận"), sort=("to", "pk"), card="title", show=roomy),
        Column("honour", gettext_lazy("Hình thức"), value="honour.title", sort=("honour__rank", "pk")),
        Column("round", gettext_lazy("Đợt"), value="round.title", sort=("round__title", "pk"), show=roomy),
        Column("count", gettext_lazy("Số hồ sơ"), sort=("count", "pk"), align="end"),
        Column("handed", gettext_lazy("Gửi ngày"), value="handed_on", sort=("handed_on", "pk"), align="end"),
        Column("received", gettext_lazy("Nhận ngày"), value="received_on", sort=("received_on", "pk"), align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=hand_over_state),
    ),
    row_url="nominations:hand_over",
    empty=Empty(
        gettext_lazy("Chưa trình hồ sơ nào."),
        gettext_lazy("Hình thức do cấp trên quyết định, sau khi hội đồng thông qua, chờ trình ở trên."),
    ),
    file_name="ho-so-trinh-cap-tren",
)  # fmt: skip

HANDED = Table(
    key="handed-nominations",
    title=gettext_lazy("Danh sách đề nghị"),
    order="name",
    columns=(
        Column("name", gettext_lazy("Họ và tên, tập thể"), value="name", sort=("name", "pk"), card="title"),
        Column("job", gettext_lazy("Chức vụ")),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort=("unit__sort_key", "pk")),
        Column("state", gettext_lazy("Tình trạng"), value=nomination_state, sort=("status", "pk")),
    ),
    row_url="nominations:nomination",
    file_name="danh-sach-de-nghi",
)  # fmt: skip
