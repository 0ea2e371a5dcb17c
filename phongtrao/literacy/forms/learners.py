"""A result of a learner whose name is kept."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, WholeNumberField, offer
from phongtrao.literacy.models import FrameworkVersion, LearnerResult
from phongtrao.literacy.models.learners import PURPOSES
from phongtrao.orgs.models import Learner


class LearnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """With what the name is kept for: who writes sees the purpose again."""

    def label_from_instance(self, obj: Learner) -> str:
        return f"{obj.full_name} ({obj.purpose_note})"


class LearnerResultForm(forms.Form):
    learner = LearnerField(
        Learner.objects.none(),
        label=_("Người học được ghi tên"),
        help_text=_("Tên chỉ ghi ở mục Người học của đơn vị, kèm mục đích và sự đồng ý."),
    )
    version = forms.ModelChoiceField(FrameworkVersion.objects.none(), label=_("Khung kỹ năng"))
    level = WholeNumberField(
        label=_("Mức"), lowest=1, highest=20, required=False, help_text=_("Nếu khung chia mức.")
    )
    done_on = DayField(label=_("Hoàn thành ngày"))
    reference = TextField(
        label=_("Nơi học, mã tham chiếu"),
        max_length=300,
        help_text=_("Căn cứ nào cho kết quả này: lớp học, giấy tờ, nền tảng."),
    )

    def __init__(
        self,
        *args: Any,
        learners: QuerySet[Learner],
        versions: QuerySet[FrameworkVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        living = learners.filter(keep_until__gte=timezone.localdate(), purpose__in=PURPOSES)
        offer(self, learner=living.order_by("full_name", "pk"), version=versions)
        self.fields["version"].initial = versions.first()

    def result(self) -> LearnerResult:
        said = self.cleaned_data
        level = said["level"]
        return LearnerResult(**said | {"level": None if level is None else int(level)})
