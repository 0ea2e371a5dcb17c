"""Input about cases of a council and who keeps away from them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, offer
from phongtrao.councils.models import Case, Member
from phongtrao.web.tables import ANY, Filter

UNASSIGNED = "chua-phan-cong"


class CaseFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Nội dung"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Case.Status.choices]
    )
    phan_cong = forms.ChoiceField(
        label=gettext_lazy("Phân công chấm"),
        choices=[ANY, (UNASSIGNED, gettext_lazy("Chưa phân công ai"))],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(title__icontains=said["q"])
        if said["tinh_trang"]:
            rows = rows.filter(status=said["tinh_trang"])
        if said["phan_cong"]:
            rows = rows.filter(given=0, status__in=Case.Status.waiting)
        return rows


class DeclareForm(forms.Form):
    words = TextField(
        label=gettext_lazy("Xung đột lợi ích là gì"),
        max_length=300,
        help_text=gettext_lazy(
            "Sau khi khai, bạn không còn thấy hồ sơ này, cả số liệu và kết quả của nó."
        ),
    )


class PinForm(forms.Form):
    member = forms.ModelChoiceField(
        Member.objects.none(), label=gettext_lazy("Thành viên"), empty_label=None
    )
    words = TextField(label=gettext_lazy("Xung đột lợi ích là gì"), max_length=300)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, member=members)


class WithdrawForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Lý do rút"),
        max_length=300,
        help_text=gettext_lazy(
            "Thành viên được giao chấm và tác giả đọc được. Hồ sơ che tên thì đừng ghi tên tác giả ở đây."
        ),
    )


class DenyForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Vì sao vẫn cho tham gia xét"),
        max_length=300,
        help_text=gettext_lazy("Lý do được ghi vào lịch sử của hồ sơ."),
    )
