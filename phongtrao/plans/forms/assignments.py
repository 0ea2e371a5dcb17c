"""Forms of a unit's work: its answers, the office's, and tasks of the unit's own."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, need_one_of, offer
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.services.assignments import LocalTask, Proposal


class ProposalForm(forms.Form):
    due_on = DayField(
        label=_("Hạn đề xuất"), required=False, help_text=_("Bỏ trống nếu giữ hạn đang có.")
    )
    text = LongTextField(
        label=_("Nội dung đề xuất"),
        required=False,
        rows=3,
        help_text=_("Bỏ trống nếu giữ nội dung đang có."),
    )
    reason = LongTextField(
        label=_("Lý do"), rows=3, help_text=_("Văn phòng dựa vào lý do này để trả lời.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need_one_of(self, "due_on", "text")

    def proposal(self) -> Proposal:
        data = self.cleaned_data
        return Proposal(data["reason"], data["text"], data["due_on"])


class DeclineForm(forms.Form):
    reason = LongTextField(
        label=_("Lý do từ chối"), rows=3, help_text=_("Văn phòng đọc được lý do này.")
    )


class ReplyForm(forms.Form):
    AGREE, KEEP = "dong-y", "giu-nguyen"
    decision = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[(AGREE, _("Đồng ý điều chỉnh")), (KEEP, _("Giữ nguyên nhiệm vụ"))],
        widget=forms.RadioSelect,
    )
    reply = LongTextField(
        label=_("Lời trả lời"),
        required=False,
        rows=3,
        help_text=_("Bắt buộc khi giữ nguyên, để đơn vị biết vì sao."),
    )

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["decision"] == self.AGREE)


class OverrideForm(forms.Form):
    state = forms.ChoiceField(label=_("Tình trạng"), choices=Assignment.Progress.judged())
    reason = LongTextField(
        label=_("Lý do"), rows=3, help_text=_("Mọi người xem nhiệm vụ đều đọc được lý do.")
    )


class LocalTaskForm(forms.Form):
    plan = forms.ModelChoiceField(
        label=_("Thuộc kế hoạch"), queryset=Plan.objects.none(), empty_label=_("Chọn kế hoạch")
    )
    text = LongTextField(label=_("Nhiệm vụ, giải pháp"), rows=3)
    due_on = DayField(label=_("Hạn"), required=False, help_text=_("Bỏ trống nếu làm thường xuyên."))
    deliverable = TextField(label=_("Kết quả"), required=False, max_length=300)
    reason = LongTextField(
        label=_("Vì sao phù hợp với đơn vị"),
        rows=2,
        help_text=_("Nhiệm vụ riêng gắn với điều kiện của đơn vị."),
    )

    def __init__(self, *args: Any, plans: QuerySet[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, plan=plans)
        if not self.is_bound and len(plans) == 1:
            self.fields["plan"].initial = plans[0]

    def local_task(self) -> LocalTask:
        data = self.cleaned_data
        return LocalTask(data["text"], data["reason"], data["due_on"], data["deliverable"])
