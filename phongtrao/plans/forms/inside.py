"""Forms of opinions asked, and the filter of a block."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, need_one_of, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Task
from phongtrao.plans.queries.folded import Folded
from phongtrao.plans.services.consultations import Asking
from phongtrao.web.tables import Filter

LATE = "qua-han"  # as it stands in addresses


class BlockFilter(Filter):
    """Over tasks in one's charge, with ``late``."""

    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm trong nhiệm vụ"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Tất cả")), (LATE, _("Có việc quá hạn"))]
    )

    def narrow(self, rows: QuerySet[Task, Any]) -> QuerySet[Task, Any]:
        if words := self.cleaned_data["q"]:
            rows = rows.alias(said=Folded("text")).filter(said__contains=fold(words))
        if self.cleaned_data["tinh_trang"]:
            rows = rows.filter(Q(late__gt=0))
        return rows


class AskForm(forms.Form):
    rooms = forms.ModelMultipleChoiceField(
        label=_("Hỏi phòng, tổ"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = LongTextField(
        label=_("Hỏi người"),
        required=False,
        rows=2,
        help_text=_(
            "Mỗi dòng một tên đăng nhập, hoặc họ tên đầy đủ nếu không trùng ai; kể cả chuyên gia ngoài đơn vị."
        ),
    )
    question = LongTextField(label=_("Nội dung xin ý kiến"), rows=4)
    due_on = DayField(label=_("Trả lời trước ngày"))

    def __init__(self, *args: Any, rooms: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rooms:
            offer(self, rooms=rooms)
        else:
            del self.fields["rooms"]
        need_one_of(self, "rooms", "people")

    def asking(self) -> Asking:
        data = self.cleaned_data
        names = tuple(line.strip() for line in data["people"].splitlines() if line.strip())
        return Asking(data["question"], data["due_on"], names, tuple(data.get("rooms", ())))


class OpinionForm(forms.Form):
    opinion = LongTextField(
        label=_("Ý kiến"), rows=6, help_text=_("Ý kiến chỉ gửi một lần; gửi rồi không sửa được.")
    )
