"""Input about what is kept of people."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField
from phongtrao.orgs.services.personal_data import LONGEST
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import Filter


class RetentionForm(forms.Form):
    months = forms.IntegerField(
        label=gettext_lazy("Lưu sau khi thôi việc (tháng)"),
        min_value=0,
        max_value=LONGEST,
        required=False,
        help_text=gettext_lazy("Để trống: lưu đến khi người đó đề nghị xóa."),
    )


class ReasonForm(forms.Form):
    why = TextField(
        label=gettext_lazy("Lý do lấy dữ liệu"),
        max_length=200,
        help_text=gettext_lazy("Người này thấy lý do trong hồ sơ của mình."),
    )


class ErasePersonForm(ConfirmForm):
    why = LongTextField(
        label=gettext_lazy("Căn cứ xóa"),
        max_length=300,
        rows=2,
        help_text=gettext_lazy(
            "Như đề nghị của người đó, ngày nhận. Không ghi tên hay số giấy tờ."
        ),
    )
    field_order = ("why", "confirm")


class ReadFilter(Filter):
    first = ("tu_ngay",)

    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        since = self.cleaned_data["tu_ngay"]
        return rows.filter(at__date__gte=since) if since else rows
