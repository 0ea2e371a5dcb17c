"""An indicator and its targets as they are typed."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import NumberField, TextField, WholeNumberField, offer, ticks
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import ACTIVITIES, Indicator, Split, Target
from phongtrao.indicators.services.defining import Links
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import kind_ticks, level_choices
from phongtrao.plans.models import Plan
from phongtrao.plans.periods import read_period
from phongtrao.web.tables import ANY, Filter

NAMES = (
    "code", "name", "measure", "direction", "rolling", "is_cumulative", "numerator", "denominator",
    "denominator_source", "counted_on", "splits", "baseline", "baseline_year", "lowest", "highest",
    "jump_percent", "is_external", "computed_from", "basis", "source", "needs_check",
)  # fmt: skip
SOURCES = [one for one in Indicator.Denominator.choices if one[0] != "computed"]
# What follows from how activities are counted.
SHAPED = ("rolling", "is_cumulative", "denominator_source", "splits", "is_external", "measure")
POPULATION = ("line", "kinds", "levels", "areas")


class IndicatorForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị đặt chỉ số"), queryset=Unit.objects.none(), empty_label=None
    )
    code = TextField(
        label=gettext_lazy("Mã"), max_length=30, help_text=gettext_lazy("Ví dụ CĐS-01.")
    )
    name = TextField(label=gettext_lazy("Tên chỉ số"), max_length=500)
    measure = TextField(
        label=gettext_lazy("Đơn vị tính"), max_length=40, help_text=gettext_lazy("Ví dụ %, người.")
    )
    direction = forms.ChoiceField(label=gettext_lazy("Chiều"), choices=Indicator.Direction.choices)
    rolling = forms.ChoiceField(
        label=gettext_lazy("Số của nhiều đơn vị gộp lại bằng cách"),
        choices=Indicator.Rolling.choices,
        help_text=gettext_lazy("Tỷ lệ thì lấy tổng tử số trên tổng mẫu số, không lấy trung bình."),
    )
    is_cumulative = forms.BooleanField(
        label=gettext_lazy("Lũy kế: số đã biết giữ nguyên đến khi có số mới"), required=False
    )
    numerator = TextField(
        label=gettext_lazy("Số liệu (tử số) là gì"),
        max_length=300,
        help_text=gettext_lazy("Đơn vị đọc câu này khi nhập."),
    )
    denominator = TextField(label=gettext_lazy("Mẫu số là gì"), max_length=300, required=False)
    denominator_source = forms.ChoiceField(
        label=gettext_lazy("Mẫu số lấy từ"),
        choices=[("", gettext_lazy("Không có mẫu số")), *SOURCES],
        required=False,
    )
    counted_on = TextField(
        label=gettext_lazy("Số người tính đến ngày"),
        max_length=5,
        required=False,
        help_text=gettext_lazy("Tháng-ngày, ví dụ 12-31. Bỏ trống: ngày cuối kỳ."),
    )
    splits = ticks(gettext_lazy("Tách theo"), Split.choices)
    baseline = NumberField(label=gettext_lazy("Giá trị gốc"), required=False)
    baseline_year = WholeNumberField(
        label=gettext_lazy("Năm gốc"), required=False, lowest=2000, highest=2100
    )
    lowest = NumberField(label=gettext_lazy("Giá trị nhỏ nhất"), required=False)
    highest = NumberField(label=gettext_lazy("Giá trị lớn nhất"), required=False)
    jump_percent = WholeNumberField(
        label=gettext_lazy("Hỏi lại khi khác năm trước quá (%)"), required=False, lowest=1
    )
    plans = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Thuộc kế hoạch"), queryset=Plan.objects.none(), required=False
    )
    is_external = forms.BooleanField(
        label=gettext_lazy("Chỉ số bên ngoài: văn phòng tự nhập giá trị hằng năm"), required=False
    )
    computed_from = forms.ChoiceField(
        label=gettext_lazy("Hệ thống tính từ nhiệm vụ, chỉ tiêu"),
        choices=[("", gettext_lazy("Không, thu từ đơn vị")), *Indicator.Computed.choices],
        required=False,
        help_text=gettext_lazy(
            "Hệ thống tính tỷ lệ phần trăm của từng đơn vị mỗi đêm, không ai nhập. Có chọn kế hoạch"
            " thì chỉ tính nhiệm vụ, chỉ tiêu của kế hoạch ấy."
        ),
    )
    basis = TextField(label=gettext_lazy("Căn cứ"), max_length=300, required=False)
    source = TextField(label=gettext_lazy("Nguồn số liệu"), max_length=500, required=False)
    needs_check = forms.BooleanField(label=gettext_lazy("Cần kiểm tra"), required=False)

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        indicator: Indicator | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        owners = access.owning_units(user)
        self.indicator = indicator
        if indicator:
            del self.fields["owner"]
            self.initial.update({name: getattr(indicator, name) for name in NAMES})
            if indicator.computed_from not in {"", *Indicator.Computed}:
                del self.fields["computed_from"]  # begun and ended elsewhere
            if indicator.computed_from == ACTIVITIES:
                for name in SHAPED:
                    del self.fields[name]
            self.initial["plans"] = list(indicator.plans.values_list("pk", flat=True))
        else:
            offer(self, owner=owners)
            self.initial.setdefault("owner", owners.first())
        mine = Q(owner__in=owners.order_by().values("pk"), orders_of=None)
        chosen = Q(indicators=indicator) if indicator else Q(pk__in=[])
        offer(self, plans=Plan.objects.filter(mine | chosen).distinct().order_by("-pk"))

    def said(self) -> dict[str, Any]:
        """Fields of the model by name."""
        asked = {name: self.cleaned_data[name] for name in NAMES if name in self.fields}
        for name in ("baseline_year", "jump_percent"):
            asked[name] = int(asked[name]) if asked[name] is not None else None
        return asked

    def links(self) -> Links:
        kept = list(self.indicator.tasks.all()) if self.indicator else []
        return Links(list(self.cleaned_data["plans"]), kept)


class PopulationForm(forms.Form):
    """Fields of ``Populated``; added to by targets and rounds."""

    kinds = ticks(gettext_lazy("Loại đơn vị"), kind_ticks, gettext_lazy("Không chọn: mọi loại."))
    levels = ticks(gettext_lazy("Cấp học"), level_choices, gettext_lazy("Không chọn: mọi cấp học."))
    areas = ticks(
        gettext_lazy("Địa bàn"), Unit.Area.choices, gettext_lazy("Không chọn: mọi địa bàn.")
    )

    def population(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kinds", "levels", "areas")}


class TargetForm(PopulationForm):
    field_order = ("unit", "year", "comparator", "value", "scope", "kinds", "levels", "areas")
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Chỉ tiêu của"), queryset=Unit.objects.none(), empty_label=None
    )
    year = WholeNumberField(label=gettext_lazy("Đến năm"), lowest=2000, highest=2100)
    comparator = forms.ChoiceField(
        label=gettext_lazy("So sánh"), choices=Target.Comparator.choices, initial=">="
    )
    value = NumberField(label=gettext_lazy("Mức"))
    scope = TextField(
        label=gettext_lazy("Đối tượng, như văn bản viết"), max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        target: Target | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if target:
            del self.fields["unit"]
            names = ("year", "comparator", "value", "scope", "kinds", "levels", "areas")
            self.initial.update({name: getattr(target, name) for name in names})
            return
        units = access.setting_units(user)
        offer(self, unit=units)
        self.initial.setdefault("unit", units.first())

    def said(self) -> dict[str, Any]:
        asked = self.cleaned_data
        said = {name: asked[name] for name in ("comparator", "value", "scope")}
        return {**said, "year": int(asked["year"]), "needs_check": False, **self.population()}


class LocaliseForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị nhận"), queryset=Unit.objects.none(), empty_label=None
    )
    value = NumberField(label=gettext_lazy("Mức của đơn vị"))

    def __init__(self, *args: Any, user: AbstractBaseUser, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = target.unit
        below = Q(admin_path__startswith=above.admin_path) | Q(
            prof_path__startswith=above.prof_path
        )
        offer(self, unit=access.setting_units(user).filter(below).exclude(pk=above.pk))
        self.initial.setdefault("value", target.value)


class ValueForm(forms.Form):
    """A value of an external index, or a correction of a number."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Của đơn vị"), queryset=Unit.objects.none(), empty_label=None
    )
    period = TextField(
        label=gettext_lazy("Kỳ"),
        max_length=21,
        help_text=gettext_lazy("Ví dụ 2025; năm học 2025-2026 là SY2025; quý là 2026Q1."),
    )
    n = NumberField(label=gettext_lazy("Giá trị"))
    note = TextField(
        label=gettext_lazy("Nguồn, ghi chú"),
        max_length=500,
        help_text=gettext_lazy("Số đã có mà nhập lại là đính chính: hãy ghi lý do."),
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        path = indicator.owner.admin_path
        steps = [int(step) for step in path.split("/") if step]
        units = Unit.objects.filter(Q(pk__in=steps) | Q(pk=indicator.owner_id))
        offer(self, unit=units.order_by("admin_path"))
        self.initial.setdefault("unit", indicator.owner_id)

    def clean_period(self) -> str:
        return read_key(self.cleaned_data["period"])


def read_key(words: str) -> str:
    """The key of a period, or the sentence why it is none."""
    try:
        return read_period(words).key
    except BadInput as error:
        raise forms.ValidationError(str(error)) from error


SOURCE = {
    "don-vi": Q(is_external=False, computed_from=""),
    "ngoai": Q(is_external=True),
    "tinh": ~Q(computed_from=""),
}


class IndicatorFilter(Filter):
    first = ("q", "nguon")
    q = TextField(label=gettext_lazy("Mã, tên chỉ số"))
    nguon = forms.ChoiceField(
        label=gettext_lazy("Thu từ"),
        choices=[
            ANY,
            ("don-vi", gettext_lazy("Đơn vị báo cáo")),
            ("ngoai", gettext_lazy("Chỉ số bên ngoài")),
            ("tinh", gettext_lazy("Hệ thống tính")),
        ],
    )
    kiem_tra = forms.ChoiceField(
        label=gettext_lazy("Kiểm tra"), choices=[ANY, ("can", gettext_lazy("Cần kiểm tra"))]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["nguon"]:
            rows = rows.filter(SOURCE[asked["nguon"]])
        if asked["kiem_tra"]:
            rows = rows.filter(needs_check=True)
        return rows


class TargetFilter(Filter):
    first = ("q", "nam")
    q = TextField(label=gettext_lazy("Chỉ số, đối tượng"))
    nam = WholeNumberField(label=gettext_lazy("Đến năm"), lowest=2000, highest=2100)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(indicator__search_text__contains=fold(asked["q"]))
        if asked["nam"]:
            rows = rows.filter(year=int(asked["nam"]))
        return rows
