"""The filter of the board."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.forms.kinds import some_level
from phongtrao.orgs.models import Unit, is_of_levels
from phongtrao.plans.forms.tasks import within
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries.board import filter_states
from phongtrao.web.tables import ANY, Filter


class BoardFilter(Filter):
    """Over the assignments of a plan. With a state only units that have such work are shown."""

    first = ("xa", "cap", "tinh_trang", "gop")
    q = TextField(label=_("Tên đơn vị"))
    xa = forms.ModelChoiceField(
        label=_("Xã, phường"), queryset=Unit.objects.none(), empty_label=ANY[1]
    )
    cap = forms.ChoiceField(label=_("Cấp học"), choices=some_level)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *Assignment.Progress.choices]
    )
    gop = forms.BooleanField(label=_("Gộp theo xã, phường"))

    def __init__(self, *args: Any, communes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, xa=communes)

    def narrow(self, rows: QuerySet[Assignment, Any]) -> QuerySet[Assignment, Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["q"]))
        if asked["cap"]:
            rows = rows.filter(is_of_levels([asked["cap"]], "unit__"))
        rows = rows.filter(within(asked["xa"]))
        if asked["tinh_trang"]:
            units = filter_states(rows, asked["tinh_trang"]).order_by().values("unit")
            rows = rows.filter(unit__in=units)
        return rows
