"""Lists of what numbers come to, declared once."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.indicators.models import Difference
from phongtrao.plans.periods import period_label
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table


def _state(row: Difference) -> State:
    if row.mended_at:
        return State(say("Đã tính lại"), "done")
    return State(say("Chờ xem"), "due")


def _deed(row: Difference) -> SafeString | str:
    """The button of a row; the page's own hidden form is what it sends."""
    if row.mended_at:
        return ""
    return format_html(
        '<button class="btn" type="submit" form="mend" formaction="{}">{}</button>',
        reverse("totals:mend", args=[row.pk]),
        say("Tính lại từ số liệu gốc"),
    )


DIFFERENCES = Table(
    key="differences",
    title=_("Số tổng hợp lệch"),
    order="-found_at",
    columns=(
        Column("unit", _("Đơn vị"), value="unit.name", sort="unit__sort_key", card="title"),
        Column("period", _("Kỳ số liệu"), value=lambda row: period_label(row.period)),
        Column("found_at", _("Phát hiện lúc"), sort=("found_at", "pk")),
        Column("state", _("Tình trạng"), value=_state, sort=("mended_at", "pk")),
        Column("mended_by", _("Người tính lại"), value=lambda row: row.mended_by or ""),
        Column("deed", _("Thao tác"), value=_deed, in_export=False),
    ),
    empty=Empty(
        _("Không có số nào lệch."),
        _("Mỗi đêm, số tổng hợp của từng đơn vị được so lại với số liệu gốc."),
    ),
    file_name="so-tong-hop-lech",
)
