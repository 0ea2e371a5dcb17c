"""A complaint and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField

RIGHT, WRONG = "dung", "khong"


class ObjectionForm(forms.Form):
    words = LongTextField(
        label=_("Nội dung khiếu nại"),
        rows=6,
        max_length=5_000,
        help_text=_("Nêu điều không đúng và căn cứ: trùng với công trình nào, số liệu nào sai."),
    )


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[(RIGHT, _("Khiếu nại đúng")), (WRONG, _("Khiếu nại không đúng"))],
        widget=forms.RadioSelect,
    )
    answer = LongTextField(label=_("Trả lời"), rows=6, max_length=5_000)
