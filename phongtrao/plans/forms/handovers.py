"""Forms of work handed on inside a unit: to whom, what was done, with which evidence."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, LongTextField, WholeNumberField, need_one_of, offer
from phongtrao.orgs.models import Unit
from phongtrao.orgs.working_days import after_working_days
from phongtrao.plans.forms.reports import WAYS, EvidenceForm
from phongtrao.plans.models import Assignment, HandOver
from phongtrao.plans.queries.inside import people_of, rooms_with_people
from phongtrao.plans.services.handovers import Handing
from phongtrao.web.tables import Filter

DAYS_TO_DO_IT = 3  # working days offered where the work has no day to come


class HandOverForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Người nhận"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không chọn"),
        help_text=_("Người có tài khoản và đang làm việc ở đơn vị."),
    )
    room = forms.ModelChoiceField(
        label=_("Hoặc tổ, phòng nhận"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không chọn"),
        help_text=_("Mọi người trong tổ, phòng đều thấy và báo cáo được."),
    )
    due_on = DayField(
        label=_("Hạn trong đơn vị"),
        help_text=_(
            "Không sau hạn của nhiệm vụ, để còn kịp tổng hợp và nộp. "
            "Nhiệm vụ đã quá hạn thì chọn một ngày từ hôm nay."
        ),
    )
    note = LongTextField(
        label=_("Phần việc, lời dặn"),
        required=False,
        rows=3,
        help_text=_("Nhiều người cùng làm thì ghi rõ phần của từng người."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=people_of(unit), room=rooms_with_people(unit))
        need_one_of(self, "person", "room")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and bool(found.get("person")) == bool(found.get("room")):
            raise forms.ValidationError(_("Hãy chọn đúng một người hoặc một tổ, phòng."))
        return found

    def handing(self) -> Handing:
        data = self.cleaned_data
        return Handing(data["due_on"], data["person"], data["room"], data["note"])


def initial_of(assignment: Assignment, handover: HandOver | None = None) -> dict[str, Any]:
    """What the form starts with; a hand-over passed on keeps its words, and its day while that is to come."""
    today = timezone.localdate()
    day = handover.due_on if handover else assignment.due_on
    if day is None or day < today:
        day = after_working_days(today, DAYS_TO_DO_IT)
    return {"due_on": day, "note": handover.note if handover else ""}


class PartForm(forms.Form):
    percent = WholeNumberField(
        label=_("Tiến độ (%)"), lowest=0, highest=100, help_text=_("Số từ 0 đến 100.")
    )
    done = LongTextField(
        label=_("Việc đã làm"),
        required=False,
        need=_("cần khi gửi"),
        rows=5,
        help_text=_("Thủ trưởng đưa lời này vào báo cáo của đơn vị, có ghi tên bạn."),
    )

    @classmethod
    def of(cls, handover: HandOver) -> "PartForm":
        return cls(initial={"percent": handover.percent, "done": handover.done})


class PartEvidenceForm(EvidenceForm):
    """A file or an address; what the unit has already is chosen by those who write its report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("existing", None)
        need_one_of(self, *WAYS)


class ReturnPartForm(forms.Form):
    reason = LongTextField(
        label=_("Lý do trả lại"),
        required=False,
        need=_("cần khi trả lại"),
        rows=3,
        help_text=_("Chỉ ghi khi trả lại: nói rõ cần sửa hoặc bổ sung gì."),
    )


class HandedFilter(Filter):
    """Over what is handed to a person."""

    first = ("tinh_trang",)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Tất cả")), *HandOver.Status.choices]
    )

    def narrow(self, rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
        if status := self.cleaned_data["tinh_trang"]:
            rows = rows.filter(status=status)
        return rows
