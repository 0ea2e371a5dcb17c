"""A round and what is done with it, as typed."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField, offer
from phongtrao.base.search import with_words
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.forms.definitions import PopulationForm
from phongtrao.indicators.models import COLLECTED, CollectionRound, Indicator
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.periods import period_label, report_periods
from phongtrao.web.tables import ANY, Filter

URGING = gettext_lazy("Hãy nhập và nộp số liệu trên hệ thống, vướng mắc thì gọi văn phòng.")
WORDS = ("title", "period", "due_on", "basis", "guide", "line")


class IndicatorTicks(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.name}"


class RoundForm(PopulationForm):
    field_order = ("owner", "title", "period", "due_on", "indicators", "kinds", "levels", "areas")
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị thu"), queryset=Unit.objects.none(), empty_label=None
    )
    title = TextField(
        label=gettext_lazy("Tên đợt"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Số liệu chuyển đổi số năm 2026."),
    )
    period = forms.ChoiceField(label=gettext_lazy("Kỳ số liệu"))
    due_on = DayField(label=gettext_lazy("Hạn nộp"))
    indicators = IndicatorTicks(
        label=gettext_lazy("Chỉ số"),
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    line = forms.ChoiceField(
        label=gettext_lazy("Theo tuyến"),
        choices=Line.choices,
        widget=forms.RadioSelect,
        initial=Line.PROF,
    )
    basis = TextField(label=gettext_lazy("Căn cứ"), required=False, max_length=300)
    guide = LongTextField(label=gettext_lazy("Hướng dẫn"), required=False, max_length=5_000, rows=3)

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        round_: CollectionRound | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        owners = access.owning_units(user)
        periods = [(p.key, p.label) for p in report_periods(timezone.localdate())]
        known = Q(owner__in=owners.order_by().values("pk"))
        if round_:
            known = Q(owner=round_.owner_id) | Q(rounds=round_)
            del self.fields["owner"]
            names = (*WORDS, "kinds", "levels", "areas")
            kept = {name: getattr(round_, name) for name in names}
            kept["indicators"] = list(round_.indicators.values_list("pk", flat=True))
            self.initial = {**kept, **self.initial}  # of a copy: what moves on
            period = self.initial["period"]
            if period not in dict(periods):
                periods.insert(0, (period, period_label(period)))
        else:
            offer(self, owner=owners)
            self.initial.setdefault("owner", owners.first())
        asked = Indicator.objects.filter(known, COLLECTED).distinct()
        offer(self, period=periods, indicators=asked.order_by("sort_key", "pk"))

    def said(self) -> dict[str, Any]:
        asked = {name: self.cleaned_data[name] for name in WORDS}
        return asked | self.population()


class CloseForm(forms.Form):
    note = TextField(
        label=gettext_lazy("Lý do chốt khi còn đơn vị thiếu"), max_length=500, required=False
    )


class ExceptionForm(forms.Form):
    unit = forms.ModelChoiceField(label=gettext_lazy("Đơn vị"), queryset=Unit.objects.none())
    until = DayField(label=gettext_lazy("Được nộp đến hết ngày"))
    reason = TextField(label=gettext_lazy("Lý do"), max_length=300)

    def __init__(self, *args: Any, round_: CollectionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = round_.reports.exclude(status="accepted").values("unit")
        offer(self, unit=Unit.objects.filter(pk__in=missing).order_by("sort_key", "pk"))


class JudgeForm(forms.Form):
    as_read = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = LongTextField(
        label=gettext_lazy("Lời với đơn vị"),
        required=False,
        rows=2,
        max_length=1_000,
        help_text=gettext_lazy(
            "Trả lại thì ghi cần sửa gì; duyệt khi đơn vị dưới còn thiếu thì ghi lý do chốt."
        ),
    )


class RoundFilter(Filter):
    q = TextField(label=gettext_lazy("Tên đợt"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *CollectionRound.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = with_words(rows, "title", q)
        if status := self.cleaned_data["tinh_trang"]:
            rows = rows.filter(status=status)
        return rows
