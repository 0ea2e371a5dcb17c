"""Choosing what an incoming paper asks of the unit."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField
from phongtrao.lib.numbers import format_date
from phongtrao.plans.queries.incoming import Passage
from phongtrao.plans.services.incoming import Order


class OrdersForm(forms.Form):
    doan = forms.MultipleChoiceField(
        label=gettext_lazy("Đoạn nào của văn bản là việc của đơn vị?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Mỗi đoạn được chọn thành một nhiệm vụ, giữ nguyên lời văn bản."),
    )
    viec = LongTextField(
        label=gettext_lazy("Việc khác, mỗi dòng một việc"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Khi văn bản là bản quét, hoặc muốn nói gọn hơn văn bản."),
    )
    han = DayField(
        label=gettext_lazy("Hạn"),
        required=False,
        help_text=gettext_lazy("Cho những việc mà chính đoạn văn không nói ngày."),
    )

    def __init__(self, *args: Any, passages: list[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passages = {str(passage.place): passage for passage in passages}
        field = self.fields["doan"]
        field.choices = [(key, _said(p)) for key, p in self.passages.items()]  # type: ignore[attr-defined]
        if not passages:
            del self.fields["doan"]

    def orders(self) -> list[Order]:
        asked = self.cleaned_data
        chosen = [self.passages[key] for key in asked.get("doan", ())]
        typed = [line.strip() for line in asked["viec"].splitlines() if line.strip()]
        return [
            *(Order(p.text, p.due_on or asked["han"], passage=p.text) for p in chosen),
            *(Order(text, asked["han"]) for text in typed),
        ]


def _said(passage: Passage) -> str:
    if passage.due_on is None:
        return passage.text
    said = _("hạn %s") % format_date(passage.due_on)
    return format_html('{} <span class="tick-more">{}</span>', passage.text, said)
