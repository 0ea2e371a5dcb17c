"""Which day, and which units of that day."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, offer
from phongtrao.orgs.forms.kinds import some_kind, some_level
from phongtrao.orgs.forms.units import upper_field
from phongtrao.orgs.models import Line, is_of_kinds, is_of_levels
from phongtrao.orgs.queries import tree_as_of, units_on, units_that_led
from phongtrao.web.tables import Filter


class ShownDayField(DayField):
    """Left empty it means the first value, and the box shows it."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data or initial


class UnitDayFilter(Filter):
    """The parts of the tree are those of the day, not of today."""

    first = ("ngay", "q", "loai")

    ngay = ShownDayField(
        label=_("Vào ngày"), help_text=_("Bỏ trống là hôm nay."), initial=timezone.localdate
    )
    q = forms.CharField(label=_("Tên hoặc mã khi ấy"))
    loai = forms.ChoiceField(label=_("Loại"), choices=some_kind)
    cap = forms.ChoiceField(label=_("Cấp học"), choices=some_level)
    duoi = upper_field(_("Dưới đơn vị"))
    tuyen = forms.ChoiceField(
        label=_("Theo tuyến"), choices=Line.choices, help_text=_("Đi cùng ô “Dưới đơn vị”.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, duoi=units_that_led())

    def day(self) -> date:
        said: date | None = self.cleaned_data["ngay"]
        return said or timezone.localdate()

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        rows = units_on(self.day(), rows)
        if said["q"]:
            rows = rows.filter(name__icontains=said["q"]) | rows.filter(code__istartswith=said["q"])
        if said["loai"]:
            rows = rows.filter(is_of_kinds([said["loai"]], "unit__"))
        if said["cap"]:
            rows = rows.filter(is_of_levels([said["cap"]]))
        if said["duoi"]:
            below = tree_as_of(self.day(), said["tuyen"] or Line.ADMIN, said["duoi"])
            rows = rows.filter(unit__in=set(below) - {said["duoi"].pk})
        return rows
