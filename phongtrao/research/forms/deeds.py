"""What each deed of a task asks for."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import (
    DayField,
    LongTextField,
    NumberField,
    TextField,
    WholeNumberField,
    offer,
)
from phongtrao.councils.models import Council
from phongtrao.research import catalogue
from phongtrao.research.models import TaskChange, TaskMember, TaskProduct, TaskReport


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=300)


class DayForm(forms.Form):
    day = DayField(label=_("Ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()


class MemberForm(forms.Form):
    person = TextField(
        label=_("Họ tên hoặc mã cán bộ"),
        max_length=120,
        help_text=_("Trùng tên thì ghi mã."),
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=TaskMember.Role.choices)
    since = DayField(label=_("Tham gia từ ngày"))
    work = TextField(label=_("Nội dung tham gia"), max_length=300, required=False)


class LeaveForm(ReasonForm):
    day = DayField(label=_("Thôi tham gia từ ngày"))
    field_order = ("day", "reason")


class SharesForm(forms.Form):
    """A field for each member; 100 in all is asked by the service."""

    def __init__(self, *args: Any, members: Iterable[TaskMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for member in members:
            label = f"{member.person} – {member.get_role_display()}"
            self.fields[f"share_{member.pk}"] = NumberField(
                label=label,
                lowest=0,
                highest=100,
                required=member.left_on is None,
                initial=member.share,
            )

    def shares(self) -> dict[int, Decimal | None]:
        return {
            int(name.removeprefix("share_")): value for name, value in self.cleaned_data.items()
        }


class BudgetForm(forms.Form):
    source = forms.ChoiceField(label=_("Nguồn"))
    year = WholeNumberField(label=_("Năm"), lowest=2000, highest=2100)
    amount = WholeNumberField(
        label=_("Số tiền (đồng)"),
        lowest=0,
        highest=999_999_999_999,
        help_text=_("Thay số đã ghi của nguồn và năm này; ghi 0 để bỏ."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, source=list(catalogue.sources().items()))


class ContractForm(forms.Form):
    number = TextField(label=_("Số"), max_length=60)
    signed_on = DayField(label=_("Ký ngày"))
    signers = LongTextField(
        label=_("Các bên ký"), rows=3, max_length=500, help_text=_("Mỗi bên một dòng.")
    )
    about = TextField(label=_("Nội dung chính"), max_length=500, required=False)


class FirstContractForm(ContractForm):
    starts_on = DayField(label=_("Thực hiện từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"))


class InstalmentForm(forms.Form):
    amount = WholeNumberField(label=_("Số tiền (đồng)"), lowest=1, highest=999_999_999_999)
    due_on = DayField(label=_("Dự kiến cấp ngày"), required=False)


class ReportForm(forms.Form):
    done = LongTextField(label=_("Việc đã làm trong kỳ"), rows=5)
    percent = WholeNumberField(label=_("Khối lượng hoàn thành (%)"), lowest=0, highest=100)
    pace = forms.ChoiceField(label=_("Tự đánh giá tiến độ"), choices=TaskReport.Pace.choices)
    spent = WholeNumberField(
        label=_("Đã chi (đồng)"), lowest=0, highest=999_999_999_999, required=False
    )
    next_work = LongTextField(label=_("Việc kỳ tới"), rows=3, required=False)
    trouble = LongTextField(label=_("Khó khăn, đề nghị"), rows=3, required=False)


class AnswerForm(forms.Form):
    """Yes or no, with words that a no needs."""

    verdict = forms.ChoiceField(label=_("Ý kiến"), widget=forms.RadioSelect)
    answer = LongTextField(label=_("Nội dung"), rows=3, max_length=300, required=False)

    def __init__(self, *args: Any, yes: Any, no: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, verdict=[("yes", yes), ("no", no)])


class ChangeForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=TaskChange.Kind.choices)
    words = LongTextField(label=_("Nội dung, lý do"), rows=4)
    until = DayField(label=_("Gia hạn đến hết ngày"), required=False, need=_("cần khi xin gia hạn"))


class VisitForm(forms.Form):
    day = DayField(label=_("Kiểm tra ngày"))
    team = TextField(label=_("Thành phần kiểm tra"), max_length=300)
    found = LongTextField(label=_("Nhận xét"), rows=4)
    asked = LongTextField(label=_("Kiến nghị"), rows=3, required=False)
    due_on = DayField(
        label=_("Khắc phục trước ngày"), required=False, need=_("cần khi có kiến nghị")
    )


class WordsForm(forms.Form):
    words = LongTextField(label=_("Kết quả khắc phục"), rows=4)


class ProductForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=TaskProduct.Kind.choices)
    title = TextField(label=_("Tên sản phẩm"), max_length=300)
    place = TextField(label=_("Nơi công bố, nơi lưu"), max_length=300, required=False)
    year = WholeNumberField(label=_("Năm"), lowest=2000, highest=2100)


class StopForm(ReasonForm):
    stopped_on = DayField(label=_("Dừng ngày"))
    is_violation = forms.BooleanField(label=_("Dừng do vi phạm"), required=False)
    to_return = WholeNumberField(
        label=_("Kinh phí phải nộp trả (đồng)"), lowest=0, highest=999_999_999_999, initial=0
    )


class CouncilForm(forms.Form):
    council = forms.ModelChoiceField(Council.objects.none(), label=_("Hội đồng"))

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, council=councils)
