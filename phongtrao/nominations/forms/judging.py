"""Which council is to decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import offer
from phongtrao.councils.models import Council


class CouncilForm(forms.Form):
    council = forms.ModelChoiceField(Council.objects.none(), label=_("Hội đồng"), empty_label=None)

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, council=councils)
