from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.audit.sentences import SENTENCES
from phongtrao.base.forms import DayField
from phongtrao.base.search import with_words
from phongtrao.lib.text import fold, sort_key
from phongtrao.web.tables import Filter

Choices = list[tuple[str, str]]


def actions() -> Choices:
    named = sorted(
        ((action, str(sentence)) for action, sentence in SENTENCES.items()),
        key=lambda choice: sort_key(choice[1]),
    )
    return [("", str(_("Mọi việc"))), *named]


class EntryFilter(Filter):
    """By person, deed, subject and days."""

    first = ("nguoi", "viec")

    nguoi = forms.CharField(label=_("Người làm"))
    viec = forms.ChoiceField(label=_("Việc"), choices=actions)
    doi_tuong = forms.CharField(label=_("Đối tượng"))
    tu_ngay = DayField(label=_("Từ ngày"))
    den_ngay = DayField(label=_("Đến hết ngày"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["nguoi"]:
            name = fold(said["nguoi"])
            did = Q(actor__search_text__contains=name)
            rows = rows.filter(did | Q(acting_for__search_text__contains=name))
        if said["viec"]:
            rows = rows.filter(action=said["viec"])
        if said["doi_tuong"]:
            rows = with_words(rows, "subject_label", said["doi_tuong"])
        if said["tu_ngay"]:
            rows = rows.filter(at__date__gte=said["tu_ngay"])
        if said["den_ngay"]:
            rows = rows.filter(at__date__lte=said["den_ngay"])
        return rows
