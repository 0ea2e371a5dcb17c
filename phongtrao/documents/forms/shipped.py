"""Making a shipped form one's own, whatever it is for: the list narrowed, the copy, what stands over it."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, offer
from phongtrao.base.search import with_words
from phongtrao.documents.services.shipped import Heading
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

SHIPPED, OWN, TO_CHECK = "shipped", "own", "check"


class ShippedFilter(Filter):
    first = ("q", "loai")
    q = TextField(label=gettext_lazy("Tìm theo tên"))
    loai = forms.ChoiceField(
        label=gettext_lazy("Mẫu"),
        choices=[
            ANY,
            (OWN, gettext_lazy("Của đơn vị")),
            (SHIPPED, gettext_lazy("Có sẵn")),
            (TO_CHECK, gettext_lazy("Cần kiểm tra")),
        ],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        words, asked = self.cleaned_data["q"], self.cleaned_data["loai"]
        if words:
            rows = with_words(rows, "title", words)
        narrowed = {
            SHIPPED: Q(owner=None),
            OWN: Q(owner__isnull=False),
            TO_CHECK: Q(needs_check=True),
        }
        return rows.filter(narrowed[asked]) if asked else rows


class CopyForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Của đơn vị"), empty_label=None
    )
    title = TextField(label=gettext_lazy("Tên mẫu"), max_length=200)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units)


class HeadingForm(forms.Form):
    title = TextField(label=gettext_lazy("Tên mẫu"), max_length=200)
    basis = TextField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Văn bản quy định hoặc thống nhất mẫu này."),
    )
    needs_check = forms.BooleanField(
        label=gettext_lazy("Còn cần kiểm tra với quy định của địa phương"), required=False
    )

    def heading(self) -> Heading:
        said = self.cleaned_data
        return Heading(said["title"], said["basis"], said["needs_check"])
