"""Lists of this app, declared once."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.web.tables import Column, Empty, Table

THRESHOLDS = Table(
    key="thresholds",
    title=_("Đơn vị bên dưới đặt ngưỡng riêng"),
    order="owner",
    columns=(
        Column("owner", _("Đơn vị"), value="owner.name", sort="owner__sort_key", card="title"),
        Column("look", _("Xem lại từ (%)"), sort=("look", "owner__sort_key"), align="end"),
        Column("ask", _("Hỏi tác giả từ (%)"), sort=("ask", "owner__sort_key"), align="end"),
        Column(
            "refuse",
            _("Đề nghị không xét từ (%)"),
            sort=("refuse", "owner__sort_key"),
            align="end",
        ),
        Column("drafts_a_day", _("Tự đối chiếu mỗi ngày"), align="end"),
        Column("holds_from", _("Từ ngày"), sort=("holds_from", "owner__sort_key"), align="end"),
    ),
    row_url=lambda row: reverse("similarity:thresholds_of", args=[row.owner_id]),
    empty=Empty(_("Chưa có đơn vị bên dưới nào đặt ngưỡng riêng.")),
    file_name="nguong-doi-chieu",
)
