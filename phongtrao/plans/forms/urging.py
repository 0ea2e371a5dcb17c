"""What to urge about, and in which words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, offer
from phongtrao.plans.queries.urging import Cause, CauseCount, said_of

WORDS = _("Hãy tiếp nhận, báo cáo tiến độ và nêu rõ khó khăn nếu có.")


class UrgeForm(forms.Form):
    viec = forms.MultipleChoiceField(
        label=_("Đôn đốc về việc gì"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Việc nào hôm nay đã được nhắc thì không nhắc lại, ai nhắc cũng vậy."),
        error_messages={"required": _("Hãy chọn ít nhất một loại việc.")},
    )
    loi = LongTextField(
        label=_("Lời nhắn"),
        rows=3,
        max_length=300,
        help_text=_("Đứng sau số việc của từng đơn vị, như thông báo mẫu bên dưới."),
    )

    def __init__(self, *args: Any, counts: list[CauseCount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viec=[(count.cause.value, said_of(count)) for count in counts])

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What is ticked now: chosen, or offered before anything is chosen."""
        if not self.is_bound:
            ticked = self.initial.get("viec", [])
        else:
            self.is_valid()
            ticked = self.cleaned_data.get("viec", [])
        return tuple(cause for cause in Cause if cause.value in ticked)

    @property
    def words(self) -> str:
        if not self.is_bound:
            return str(self.initial["loi"])
        self.is_valid()
        return str(self.cleaned_data.get("loi", ""))
