"""Somebody who came, and with what they went."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.forms.people import CODE, PersonField
from phongtrao.activities.models import ActivityKind, Attendee
from phongtrao.base.forms import MarkedForm, NumberField, TextField
from phongtrao.lib.text import fold
from phongtrao.web.tables import ANY, Filter


class ResultForm(MarkedForm):
    """What is asked of one, as the kind of activity asks it."""

    result = forms.ChoiceField(label=_("Kết quả"), choices=Attendee.Result.choices)
    score = NumberField(label=_("Điểm"), required=False, lowest=0, highest=100)
    certificate = TextField(label=_("Số chứng nhận"), max_length=60, required=False)

    def __init__(self, *args: Any, kind: ActivityKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.has_score:
            del self.fields["score"]
        if not kind.has_certificate:
            del self.fields["certificate"]


class AttendeeForm(ResultForm):
    field_order = ("person", "result", "score", "certificate")
    person = PersonField(label=CODE, max_length=40)


class AttendeeFilter(Filter):
    q = TextField(label=_("Họ tên, đơn vị"))
    dat = forms.ChoiceField(label=_("Kết quả"), choices=[ANY, *Attendee.Result.choices])

    def narrow(self, rows: QuerySet[Attendee]) -> QuerySet[Attendee]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(person__search_text__contains=words) | Q(unit__search_text__contains=words)
            )
        if asked["dat"]:
            rows = rows.filter(result=asked["dat"])
        return rows
