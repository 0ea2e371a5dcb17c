"""Which of two records stays, and whose value is right where they differ."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.text import fold
from phongtrao.orgs.access import Pair
from phongtrao.orgs.models import Person
from phongtrao.orgs.queries.personal_data import said
from phongtrao.orgs.services import MERGED_FIELDS
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import Filter

FIRST, SECOND = "1", "2"


class TwinFilter(Filter):
    q = forms.CharField(label=gettext_lazy("Họ và tên"))
    khac = forms.BooleanField(label=gettext_lazy("Đã ghi là hai người khác nhau"), required=False)

    def narrow(self, rows: Any) -> Any:
        if q := self.cleaned_data["q"]:
            rows = rows.filter(search_text__contains=fold(q))
        return rows


class MergeForm(ConfirmForm):
    """``pair`` in the order of the page; a field the two agree on is not asked about."""

    stays = forms.ChoiceField(label=gettext_lazy("Hồ sơ được giữ"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, word=_("gộp"), **kwargs)
        self.pair = pair
        stays = self.fields["stays"]
        stays.choices = [(FIRST, _("Hồ sơ 1")), (SECOND, _("Hồ sơ 2"))]  # type: ignore[attr-defined]
        stays.initial = _fuller(pair)
        for name in MERGED_FIELDS:
            if getattr(pair.first, name) != getattr(pair.second, name):
                self.fields[name] = _which(name, pair)
        self.order_fields(["stays", *MERGED_FIELDS, "confirm"])

    def chosen(self) -> tuple[Person, Person, list[str]]:
        """(record that stays, record that goes, fields in which the one that goes is right)"""
        stay = self.cleaned_data["stays"]
        stays, goes = self.pair if stay == FIRST else reversed(self.pair)
        asked = (name for name in MERGED_FIELDS if name in self.fields)
        return stays, goes, [name for name in asked if self.cleaned_data[name] != stay]


def _fuller(pair: Pair) -> str:
    """A proposal: the record with an account, else with a code, else the first."""
    first, second = (bool(one.user_id) * 2 + bool(one.code) for one in pair)
    return SECOND if second > first else FIRST


def _which(name: str, pair: Pair) -> forms.ChoiceField:
    words = [said(person, name) for person in pair]
    return forms.ChoiceField(
        label=capfirst(str(Person._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]  # noqa: SLF001 -- documented
        choices=[(FIRST, words[0] or _("(để trống)")), (SECOND, words[1] or _("(để trống)"))],
        widget=forms.RadioSelect,
        initial=FIRST if getattr(pair.first, name) or not words[1] else SECOND,
    )
