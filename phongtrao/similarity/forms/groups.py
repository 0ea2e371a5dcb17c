"""What groups are narrowed by, and what somebody says of one."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.similarity.models import GroupMember
from phongtrao.web.tables import ANY, Filter

SIZES = [
    ANY,
    *((str(size), gettext_lazy("Từ %d văn bản") % size) for size in (3, 5, 10, 30)),
]
SEEN = [ANY, ("chua", gettext_lazy("Chưa xem")), ("da", gettext_lazy("Đã xem"))]


class GroupFilter(Filter):
    first = ("don_vi", "tinh_trang")
    don_vi = TextField(label=gettext_lazy("Đơn vị có văn bản"))
    nam = forms.ChoiceField(label=gettext_lazy("Năm nộp"))
    quy_mo = forms.ChoiceField(label=gettext_lazy("Quy mô"), choices=SIZES)
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=SEEN)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, nam=[ANY, *((str(year), str(year)) for year in years)])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        members = GroupMember.objects.filter(group=OuterRef("pk"), is_source=False)
        if asked["don_vi"]:
            words = fold(asked["don_vi"])
            rows = rows.filter(Exists(members.filter(unit__search_text__contains=words)))
        if asked["nam"]:
            rows = rows.filter(Exists(members.filter(day__year=int(asked["nam"]))))
        if asked["quy_mo"]:
            rows = rows.filter(size__gte=int(asked["quy_mo"]))
        if asked["tinh_trang"]:
            rows = rows.filter(seen_at__isnull=asked["tinh_trang"] == "chua")
        return rows


class NoteForm(forms.Form):
    note = LongTextField(
        label=gettext_lazy("Nhận xét"),
        required=False,
        rows=3,
        max_length=1000,
        help_text=gettext_lazy(
            "Ví dụ: mẫu chung của cụm trường; đã trao đổi với hai đơn vị. Chỉ người cùng xem được nhóm đọc."
        ),
    )
