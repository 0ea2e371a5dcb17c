from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField
from phongtrao.lib.text import fold
from phongtrao.notifications.models import Mail
from phongtrao.web.tables import ANY, Filter


class NoticeFilter(Filter):
    """Unread unless one asks for all."""

    first = ("xem",)

    xem = forms.ChoiceField(
        label=_("Xem"), choices=[("", _("Chưa đọc")), ("tat-ca", _("Cả những điều đã đọc"))]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if self.cleaned_data["xem"] else rows.filter(read_at=None)


class MailFilter(Filter):
    first = ("q", "tinh_trang")

    q = forms.CharField(label=_("Người nhận"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Mail.Status.choices])
    tu_ngay = DayField(label=_("Từ ngày"))
    den_ngay = DayField(label=_("Đến hết ngày"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(to__search_text__contains=fold(said["q"]))
        if said["tinh_trang"]:
            rows = rows.filter(status=said["tinh_trang"])
        if said["tu_ngay"]:
            rows = rows.filter(day__gte=said["tu_ngay"])
        if said["den_ngay"]:
            rows = rows.filter(day__lte=said["den_ngay"])
        return rows
