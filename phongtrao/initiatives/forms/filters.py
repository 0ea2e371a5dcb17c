"""What lists of rounds and initiatives are narrowed by."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, offer
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.lib.text import fold
from phongtrao.web.tables import ANY, Filter

S = Initiative.Status
READ = [choice for choice in S.choices if choice[0] in S.read]


class RoundFilter(Filter):
    q = TextField(label=gettext_lazy("Tên đợt xét"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *InitiativeRound.Status.choices]
    )
    cap = forms.ChoiceField(
        label=gettext_lazy("Cấp xét"), choices=[ANY, *InitiativeRound.Level.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(title__icontains=asked["q"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["cap"]:
            rows = rows.filter(level=asked["cap"])
        return rows


class OwnFilter(Filter):
    q = TextField(label=gettext_lazy("Tên sáng kiến"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Initiative.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        return rows


class CameInFilter(Filter):
    """Over ``handed_in_rows`` of one round. Words are sought in what was handed in, not in drafts."""

    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tên sáng kiến, tác giả, đơn vị"))
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=[ANY, *READ])
    chu_de = forms.ChoiceField(label=gettext_lazy("Chủ đề"))
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))

    def __init__(self, *args: Any, round_: InitiativeRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, items in (("chu_de", round_.themes), ("linh_vuc", round_.areas)):
            offer(self, **{name: [ANY, *((item["key"], item["label"]) for item in items)]})

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(
                Q(read_title__icontains=asked["q"])
                | Q(first_author__icontains=asked["q"])
                | Q(unit__search_text__contains=fold(asked["q"]))
            )
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["chu_de"]:
            rows = rows.filter(read_theme=asked["chu_de"])
        if asked["linh_vuc"]:
            rows = rows.filter(read_area=asked["linh_vuc"])
        return rows
