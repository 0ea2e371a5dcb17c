"""Input about who scores what."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, UploadField, WholeNumberField, offer
from phongtrao.councils.models import Member, RubricVersion
from phongtrao.councils.services.assignment import Order

MOST = 9


class RubricChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, version: Any) -> str:
        said = {"title": version.rubric.title, "n": version.number}
        return _("%(title)s, phiên bản %(n)d") % said


class OrderForm(forms.Form):
    rubric = RubricChoice(
        RubricVersion.objects.none(), label=gettext_lazy("Phiếu chấm"), empty_label=None
    )
    due_on = DayField(label=gettext_lazy("Hạn chấm"), required=False)

    def __init__(self, *args: Any, rubrics: QuerySet[RubricVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, rubric=rubrics)

    def order(self) -> Order:
        return Order(self.cleaned_data["rubric"], self.cleaned_data["due_on"])


class ShareForm(OrderForm):
    """Shared out by the program among these members."""

    members = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Chia cho"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Ai đang có ít phiếu thì nhận trước, đúng chuyên môn thì ưu tiên, ai có xung đột lợi ích thì không."
        ),
    )
    per_case = WholeNumberField(
        label=gettext_lazy("Số người chấm mỗi hồ sơ"), lowest=1, highest=MOST, initial=2
    )
    field_order = ("per_case", "members")

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, members=members)


class HandForm(OrderForm):
    """One case, these members."""

    members = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Giao cho"),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("members",)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, members=members)


class SheetForm(OrderForm):
    file = UploadField(
        label=gettext_lazy("Bảng phân công"),
        kinds=(".xlsx",),
        why=gettext_lazy(
            "Tải bảng về, ghi tên người chấm ở cột cuối, cách nhau bằng dấu chấm phẩy."
        ),
    )
    field_order = ("file",)
