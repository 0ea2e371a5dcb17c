"""What a public notice, an objection and its answer ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, offer
from phongtrao.nominations.models import Objection
from phongtrao.nominations.services.notices import OF_ABOUT, Outcome

WORDS = {
    (Objection.About.NOTICE, Outcome.REJECTED): _("Không có cơ sở"),
    (Objection.About.NOTICE, Outcome.OUT): _("Có cơ sở: không đưa đề nghị này vào xét"),
    (Objection.About.NOTICE, Outcome.KEPT): _("Có cơ sở, nhưng vẫn xét vì lý do ghi dưới đây"),
    (Objection.About.RESULT, Outcome.REJECTED): _("Giữ kết quả"),
    (Objection.About.RESULT, Outcome.REOPENED): _("Khiếu nại đúng: xét lại đề nghị"),
}


class NoticeForm(forms.Form):
    from_on = DayField(label=_("Công khai từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = timezone.localdate()


class WordsForm(forms.Form):
    words = LongTextField(label=_("Nội dung"), rows=5, max_length=5_000)


class AnswerForm(forms.Form):
    outcome = forms.TypedChoiceField(label=_("Kết luận"), coerce=Outcome, widget=forms.RadioSelect)
    words = LongTextField(
        label=_("Câu trả lời"),
        rows=4,
        max_length=5_000,
        help_text=_("Người có ý kiến đọc được. Khi không đưa vào xét, đơn vị cũng đọc được: đừng ghi tên người có ý kiến."),
    )  # fmt: skip

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = Objection.About(about)
        offer(self, outcome=[(one.value, WORDS[kind, one]) for one in OF_ABOUT[kind]])
