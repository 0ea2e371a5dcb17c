"""Lists of reference texts, declared once."""

from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.similarity.forms.references import ReferenceFilter
from phongtrao.similarity.models import ReferenceFile
from phongtrao.similarity.pages.references import state_of_file, state_of_reference
from phongtrao.web.tables import Column, Empty, Table

LONGEST = 80  # characters of a link on the list; its page has all

REFERENCES = Table(
    key="references",
    title=_("Văn bản tham chiếu"),
    order="-added_at",
    filter=ReferenceFilter,
    columns=(
        Column("title", _("Tên"), sort=("sort_key", "pk"), card="title"),
        Column(
            "origin",
            _("Lấy từ đâu"),
            sort=("origin", "pk"),
            show=lambda said: truncatechars(said, LONGEST),
        ),
        Column("dated", _("Ngày của văn bản"), sort=("dated", "pk"), align="end"),
        Column("owner", _("Kho của đơn vị"), value="owner.name", sort=("owner__sort_key", "pk")),
        Column("added_by", _("Người thêm"), value="added_by.full_name", on_screen=False),
        Column("added_at", _("Thêm lúc"), sort=("added_at", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=state_of_reference, sort=("out_since", "pk")),
    ),
    row_url="similarity:reference",
    empty=Empty(
        _("Kho chưa có văn bản nào."),
        _("Thêm báo cáo cũ, sách, bài trên mạng mà sáng kiến có thể chép lại."),
    ),
    file_name="van-ban-tham-chieu",
)


def _address(row: ReferenceFile) -> str:
    return reverse("similarity:reference", args=[row.text_id]) if row.text_id else ""


LOADED = Table(
    key="reference-files",
    title=_("Tệp đã tải lên"),
    order="-status",
    columns=(
        Column("name", _("Tệp"), sort=("name", "pk"), card="title"),
        Column("status", _("Kết quả"), value=state_of_file, sort=("status", "name", "pk")),
        Column("said", _("Vì sao")),
    ),
    row_url=_address,
    file_name="tep-tham-chieu",
)
