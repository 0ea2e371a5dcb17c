"""The part that filters of the units below have in common: by name, commune and level of schooling."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.forms.kinds import some_level
from phongtrao.orgs.models import Unit, is_of_levels
from phongtrao.web.tables import ANY, Filter


class UnitsBelowFilter(Filter):
    """Over units; ``communes``: those offered, the asker's."""

    q = TextField(label=_("Tên đơn vị"))
    xa = forms.ModelChoiceField(
        label=_("Xã, phường"), queryset=Unit.objects.none(), empty_label=ANY[1]
    )
    cap = forms.ChoiceField(label=_("Cấp học"), choices=some_level)

    def __init__(self, *args: Any, communes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, xa=communes)

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["cap"]:
            rows = rows.filter(is_of_levels([asked["cap"]]))
        if asked["xa"]:
            rows = rows.filter(admin_path__startswith=asked["xa"].admin_path)
        return rows
