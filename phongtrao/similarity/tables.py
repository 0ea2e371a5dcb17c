"""Lists of this app, declared once."""

from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.similarity.forms.groups import GroupFilter
from phongtrao.similarity.models import TextGroup
from phongtrao.similarity.queries.thresholds import percent_of
from phongtrao.web.components import State
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


def _name(row: TextGroup) -> str:
    """The earliest title, for who may read it."""
    title: str = getattr(row, "title", "")
    return title or say("Nhóm %d") % row.pk


def _seen(row: TextGroup) -> State:
    return State(say("Đã xem"), "done") if row.seen_at else State(say("Chưa xem"), "due")


GROUPS = Table(
    key="groups",
    title=_("Nhóm trùng nội dung"),
    order="-size",
    filter=GroupFilter,
    columns=(
        Column("name", _("Văn bản nộp sớm nhất"), value=_name, card="title"),
        Column("size", _("Văn bản"), sort=("size", "share"), align="end"),
        Column("sources", _("Nguồn"), sort=("sources", "size"), align="end"),
        Column("units", _("Đơn vị"), sort=("units", "size"), align="end"),
        Column(
            "share",
            _("Trùng nhiều nhất (%)"),
            value=lambda row: percent_of(row.share),
            sort=("share", "size"),
            align="end",
        ),
        Column("first_day", _("Nộp sớm nhất"), sort=("first_day", "size"), align="end"),
        Column("last_day", _("Nộp muộn nhất"), sort=("last_day", "size"), align="end"),
        Column("seen", _("Tình trạng"), value=_seen, sort=("seen_at", "size")),
        Column("note", _("Nhận xét"), on_screen=False),
    ),
    row_url="similarity:group",
    empty=Empty(
        _("Chưa thấy nhóm nào."),
        _("Các nhóm được tìm mỗi đêm trong mọi văn bản của kho đối chiếu."),
    ),
    file_name="nhom-trung-noi-dung",
)
