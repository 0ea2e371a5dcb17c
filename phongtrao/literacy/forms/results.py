"""Results: typed, brought, confirmed, refused; numbers of learners."""

from collections import Counter
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import (
    DayField,
    LongTextField,
    TextField,
    UploadField,
    WholeNumberField,
    offer,
)
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.sheets import MAX_BYTES
from phongtrao.lib.text import fold
from phongtrao.literacy.models import Completion, SkillFramework, TargetGroup
from phongtrao.web.tables import ANY, Filter


class ImportForm(forms.Form):
    file = UploadField(
        label=_("Tệp"),
        kinds=(".xlsx", ".xls", ".ods", ".json"),
        limit=MAX_BYTES,
        why=_(
            "Bảng Excel theo mẫu, hoặc tệp JSON các bản ghi học tập (statement) của nền tảng khác."
        ),
    )
    framework = forms.ModelChoiceField(
        SkillFramework.objects.none(), label=_("Khung kỹ năng của các kết quả này")
    )

    def __init__(self, *args: Any, frameworks: QuerySet[SkillFramework], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, framework=frameworks)
        self.fields["framework"].initial = frameworks.first()


class ResultForm(forms.Form):
    """One result of somebody at work in one of one's units, written by hand."""

    code = TextField(label=_("Mã cán bộ"), max_length=40)
    framework = forms.ModelChoiceField(SkillFramework.objects.none(), label=_("Khung kỹ năng"))
    done_on = DayField(label=_("Hoàn thành ngày"))
    level = WholeNumberField(
        label=_("Mức"), lowest=1, highest=20, required=False, help_text=_("Nếu khung chia mức.")
    )
    reference = TextField(
        label=_("Nơi học, mã tham chiếu"),
        max_length=300,
        help_text=_("Căn cứ nào cho kết quả này: lớp học, giấy tờ, nền tảng."),
    )

    def __init__(self, *args: Any, frameworks: QuerySet[SkillFramework], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, framework=frameworks)
        self.fields["framework"].initial = frameworks.first()


class ConfirmResultsForm(forms.Form):
    decided_on = DayField(label=_("Ngày xác nhận"))
    document = forms.ModelChoiceField(
        OfficialDocument.objects.none(),
        label=_("Theo văn bản"),
        required=False,
        help_text=_("Văn bản đã ban hành của đơn vị. Cần có để in giấy chứng nhận."),
    )
    until = DayField(
        label=_("Có giá trị đến hết ngày"),
        required=False,
        help_text=_("Để trống: theo số tháng của bài kiểm tra."),
    )

    def __init__(self, *args: Any, units: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = OfficialDocument.objects.filter(
            issuer__in=units, status=OfficialDocument.Status.ISSUED
        )
        offer(self, document=rows.order_by("-issued_on", "-pk"))
        self.fields["decided_on"].initial = timezone.localdate()


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=300)


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Groups of one name, kept by several units, are told apart by their owner."""

    @cached_property
    def names(self) -> Counter[str]:
        return Counter(one.name for one in self.queryset or ())

    def label_from_instance(self, obj: TargetGroup) -> str:
        return f"{obj} ({obj.owner})" if self.names[obj.name] > 1 else str(obj)


class CountForm(forms.Form):
    group = GroupField(TargetGroup.objects.none(), label=_("Nhóm đối tượng"))
    framework = forms.ModelChoiceField(SkillFramework.objects.none(), label=_("Khung kỹ năng"))
    day = DayField(label=_("Tính đến ngày"))
    done = WholeNumberField(label=_("Số người đạt"), lowest=0, highest=10_000_000)
    whole = WholeNumberField(
        label=_("Tổng số người của nhóm"),
        lowest=0,
        highest=10_000_000,
        required=False,
        help_text=_("Để trống với học sinh: tổng số lấy từ số người học đã khai."),
    )
    reference = TextField(label=_("Nguồn số liệu"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        groups: QuerySet[TargetGroup],
        frameworks: QuerySet[SkillFramework],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, group=groups, framework=frameworks)
        self.fields["framework"].initial = frameworks.first()
        self.fields["day"].initial = timezone.localdate()

    def day_said(self) -> date:
        found: date = self.cleaned_data["day"]
        return found


class ResultFilter(Filter):
    q = TextField(label=_("Họ tên, đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[ANY, *Completion.Status.choices, ("expired", _("Hết hạn, hủy bỏ"))],
    )
    loai = forms.ChoiceField(label=_("Nguồn"), choices=[ANY, *Completion.Source.choices])

    def narrow(self, rows: QuerySet[Completion]) -> QuerySet[Completion]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(person__search_text__contains=words) | Q(unit__search_text__contains=words)
            )
        if asked["tinh_trang"] == "expired":
            rows = rows.filter(confirmation__ended_on__isnull=False)
        elif asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"], confirmation__ended_on=None)
        if asked["loai"]:
            rows = rows.filter(source=asked["loai"])
        return rows


class BoardFilter(forms.Form):
    """Which framework and group the board is about; what is not said is the first."""

    khung = forms.ModelChoiceField(
        SkillFramework.objects.none(), label=_("Khung kỹ năng"), required=False
    )
    nhom = GroupField(TargetGroup.objects.none(), label=_("Nhóm đối tượng"), required=False)
    ngay = DayField(label=_("Tính đến ngày"), required=False)

    def __init__(
        self,
        *args: Any,
        groups: QuerySet[TargetGroup],
        frameworks: QuerySet[SkillFramework],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, khung=frameworks, nhom=groups)

    def clean_ngay(self) -> date | None:
        day: date | None = self.cleaned_data["ngay"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Ngày chưa đến. Hãy chọn hôm nay hoặc trước đó."))
        return day
