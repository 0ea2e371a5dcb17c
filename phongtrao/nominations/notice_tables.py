"""Public lists, and one of them: name, unit, form, short achievement, nothing else."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from phongtrao.nominations.models import PublicNotice
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, roomy


def notice_state(found: PublicNotice) -> State:
    today = timezone.localdate()
    if today < found.from_on:
        return State(_now("Chưa đến ngày"), "neutral")
    if today > found.until_on:
        return State(_now("Đã hết hạn"), "done")
    return State(_now("Đang công khai"), "running")


def _number(found: Any) -> int:
    number: int = found.number
    return number


NOTICES = Table(
    key="notices",
    title=_("Danh sách công khai"),
    order="-from",
    columns=(
        Column("round", _("Đợt khen thưởng"), value="round.title", sort=("round__title", "pk"), card="title", show=roomy),
        Column("owner", _("Đơn vị tổ chức"), value="round.owner.name", sort=("round__owner__sort_key", "pk"), show=roomy),
        Column("from", _("Từ ngày"), value="from_on", sort=("from_on", "pk"), align="end"),
        Column("until", _("Đến hết ngày"), value="until_on", sort=("until_on", "pk"), align="end"),
        Column("number", _("Số đề nghị"), value=_number, sort=("number", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=notice_state),
    ),
    row_url="nominations:notice",
    empty=Empty(
        _("Hiện không có danh sách nào được công khai."),
        _("Danh sách đề nghị khen thưởng hiện ở đây trong những ngày công khai, trước khi hội đồng xét."),
    ),
    file_name="cong-khai-khen-thuong",
)  # fmt: skip

LISTED = Table(
    key="listed",
    title=_("Danh sách đề nghị khen thưởng"),
    order="form",
    columns=(
        Column("name", _("Được đề nghị"), sort=("name", "pk"), card="title", show=roomy),
        Column("unit", _("Đơn vị"), value="unit.name", sort=("unit__sort_key", "pk"), show=roomy),
        Column("form", _("Hình thức"), value="form.honour.title", sort=("form__position", "position", "pk"), show=roomy),
        Column("achievement", _("Thành tích"), show=roomy),
    ),
    empty=Empty(_("Danh sách này không còn đề nghị nào.")),
    file_name="danh-sach-cong-khai",
)  # fmt: skip
