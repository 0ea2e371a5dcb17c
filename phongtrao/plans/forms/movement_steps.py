"""What a step of a movement asks; a unit's answer; the filter of the units; the words of urging."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField, offer
from phongtrao.documents.content import UPLOADS
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import movements as access
from phongtrao.plans.forms.movements import (
    DocumentNumberField,
    asked_kinds_field,
    asked_levels_field,
    read_as,
)
from phongtrao.plans.forms.units_below import UnitsBelowFilter
from phongtrao.plans.models import Movement, Phase
from phongtrao.plans.queries.movement_reviews import ReviewDay
from phongtrao.plans.queries.movement_units import Launch
from phongtrao.plans.services.movement_reviews import YearHeld
from phongtrao.plans.services.movement_steps import (
    TITLE_LENGTH,
    Asked,
    Launching,
    Review,
    name_of_answer,
)
from phongtrao.plans.services.movements import open_reviews
from phongtrao.web.tables import ANY

ACTIVE, QUIET = "co", "chua"


class LaunchForm(forms.Form):
    units_launch_by = DayField(
        label=_("Hạn các đơn vị phát động"),
        required=False,
        help_text=_(
            "Có hạn thì các đơn vị phải phát động nhận thông báo ngay và được theo dõi theo hạn này."
        ),
    )
    asked_kinds = asked_kinds_field()
    asked_levels = asked_levels_field()

    def __init__(self, *args: Any, movement: Movement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("units_launch_by", "asked_kinds", "asked_levels"):
            self.initial[name] = getattr(movement, name)

    def asked(self) -> Asked:
        return Asked(self.cleaned_data["asked_kinds"], self.cleaned_data["asked_levels"])


class ReviewForm(forms.Form):
    held_on = DayField(label=_("Ngày tổ chức"))
    phase = forms.ModelChoiceField(
        label=_("Giai đoạn được sơ kết, tổng kết"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("Sơ kết đột xuất, không theo giai đoạn"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    paper = DocumentNumberField(
        label=_("Báo cáo sơ kết, tổng kết"),
        required=False,
        help_text=_("Số, ký hiệu như đã ghi sổ văn bản; có thể để trống."),
    )
    lessons = LongTextField(
        label=_("Kết quả, bài học cho giai đoạn sau"), rows=4, required=False, max_length=5_000
    )

    def __init__(
        self, *args: Any, movement: Movement, user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        read_as(self, user)
        waiting = open_reviews(movement)
        offer(self, phase=movement.phases.filter(pk__in=[phase.pk for phase in waiting]))
        self.initial["held_on"] = timezone.localdate()
        self.initial["phase"] = waiting[0].pk if waiting else None

    def review(self) -> Review:
        return Review(**self.cleaned_data)


class YearForm(forms.Form):
    """The review of a year: which, when, its paper and lessons."""

    year = forms.TypedChoiceField(
        label=_("Năm"), coerce=int, widget=forms.Select(attrs={"class": "form-select"})
    )
    held_on = DayField(label=_("Ngày tổ chức"))
    paper = DocumentNumberField(
        label=_("Báo cáo sơ kết năm"),
        required=False,
        help_text=_("Số, ký hiệu như đã ghi sổ văn bản; có thể để trống."),
    )
    lessons = LongTextField(
        label=_("Kết quả, bài học cho năm sau"), rows=4, required=False, max_length=5_000
    )

    def __init__(
        self, *args: Any, waiting: list[ReviewDay], user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        read_as(self, user)
        years = [
            (row.year, f"{row.year} ({_('trước ngày')} {row.day:%d/%m/%Y})") for row in waiting
        ]
        offer(self, year=years)
        self.initial["year"] = waiting[0].year if waiting else None
        self.initial["held_on"] = timezone.localdate()

    def held(self) -> YearHeld:
        return YearHeld(**self.cleaned_data)


class AnswerForm(forms.Form):
    """A unit launches its own movement in answer to one above."""

    owner = forms.ModelChoiceField(
        label=_("Đơn vị phát động"),
        queryset=Unit.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    title = TextField(label=_("Tên phong trào của đơn vị"), max_length=TITLE_LENGTH)
    launched_on = DayField(label=_("Ngày phát động"))
    number = TextField(
        label=_("Số, ký hiệu văn bản phát động của đơn vị"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ 12/KH-THCSHS; để trống nếu chưa có văn bản."),
    )
    file = UploadField(
        label=_("Tệp văn bản phát động"),
        kinds=UPLOADS,
        required=False,
        why=_("Tệp được giữ làm văn bản của đơn vị, kèm số ở trên."),
    )
    goals = LongTextField(label=_("Mục tiêu của đơn vị"), rows=3, required=False, max_length=5_000)

    def __init__(
        self, *args: Any, movement: Movement, user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = access.answering_units(user, movement)
        offer(self, owner=units)
        unit = units.first()
        self.initial["owner"] = unit
        self.initial["title"] = name_of_answer(unit, movement) if unit else movement.title
        self.initial["launched_on"] = timezone.localdate()

    def launching(self) -> Launching:
        return Launching(**{k: v for k, v in self.cleaned_data.items() if k != "owner"})


class UnitFilter(UnitsBelowFilter):
    """Over units annotated by ``queries.movement_units``."""

    first = ("q", "phat_dong", "hoat_dong")
    phat_dong = forms.ChoiceField(
        label=_("Phát động"),
        choices=[ANY, *Launch.choices, ("chua", _("Chưa phát động, kể cả quá hạn"))],
    )
    hoat_dong = forms.ChoiceField(
        label=_("Hoạt động quý này"),
        choices=[ANY, (ACTIVE, _("Có hoạt động")), (QUIET, _("Chưa có hoạt động"))],
    )

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        rows, asked = super().narrow(rows), self.cleaned_data
        if asked["phat_dong"] == QUIET:
            rows = rows.filter(is_waited_for=True)
        elif asked["phat_dong"]:
            rows = rows.filter(launch=asked["phat_dong"])
        if asked["hoat_dong"]:
            rows = rows.filter(is_quiet=asked["hoat_dong"] == QUIET)
        return rows


class UrgeLaunchForm(forms.Form):
    loi = LongTextField(
        label=_("Lời nhắn"),
        rows=2,
        max_length=500,
        initial=_("Đề nghị đơn vị phát động và ghi vào hệ thống."),
    )
