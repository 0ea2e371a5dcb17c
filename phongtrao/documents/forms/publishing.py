"""Forms of papers open to everybody."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField
from phongtrao.documents.queries import search_documents
from phongtrao.web.tables import Filter


class PublicFilter(Filter):
    q = forms.CharField(label=_("Số, trích yếu hoặc cơ quan ban hành"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data["q"]
        return search_documents(rows, asked) if asked else rows


class UnpublishForm(forms.Form):
    reason = TextField(label=_("Lý do thôi công khai"), max_length=300)
