"""Input about units."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.forms.codes import CodeField
from phongtrao.orgs.forms.kinds import no_or_some_level, some_kind, some_level
from phongtrao.orgs.models import (
    Cluster,
    Line,
    Unit,
    is_in_clusters,
    is_of_kinds,
    is_of_levels,
)
from phongtrao.orgs.queries import is_in_no_cluster, type_choices, upper_units
from phongtrao.orgs.services import UnitFacts
from phongtrao.web.tables import ANY, Filter


def upper_field(label: Any, **more: Any) -> "forms.ModelChoiceField[Unit]":
    """A choice among units that have others below them; asked for only when it is shown."""
    field = forms.ModelChoiceField(Unit.objects.none(), label=label, required=False, **more)
    field.widget.attrs["data-search"] = ""
    return field


NO_CLUSTER = "chua"


def some_cluster() -> list[Any]:
    clusters = [(str(row.pk), row.name) for row in Cluster.objects.order_by("name", "pk")]
    return [ANY, *clusters, (NO_CLUSTER, gettext_lazy("Trường, trung tâm chưa ở cụm, khối"))]


class UnitFilter(Filter):
    first = ("q", "loai", "cap")

    q = forms.CharField(label=gettext_lazy("Tên hoặc mã"))
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), choices=some_kind)
    cap = forms.ChoiceField(label=gettext_lazy("Cấp học"), choices=some_level)
    dia_ban = forms.ChoiceField(label=gettext_lazy("Địa bàn"), choices=[ANY, *Unit.Area.choices])
    cum = forms.ChoiceField(label=gettext_lazy("Cụm, khối năm nay"), choices=some_cluster)
    duoi = upper_field(gettext_lazy("Dưới đơn vị"))
    tuyen = forms.ChoiceField(
        label=gettext_lazy("Theo tuyến"),
        choices=Line.choices,
        help_text=gettext_lazy("Đi cùng ô “Dưới đơn vị”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, duoi=upper_units())

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(search_text__contains=fold(said["q"]))
        if said["loai"]:
            rows = rows.filter(is_of_kinds([said["loai"]]))
        if said["cap"]:
            rows = rows.filter(is_of_levels([said["cap"]]))
        if said["dia_ban"]:
            rows = rows.filter(area=said["dia_ban"])
        if said["cum"] == NO_CLUSTER:
            rows = rows.filter(is_in_no_cluster())
        elif said["cum"]:
            rows = rows.filter(is_in_clusters([int(said["cum"])]))
        if said["duoi"]:
            field = Line(said["tuyen"] or Line.ADMIN).path_field
            rows = rows.filter(**{f"{field}__startswith": getattr(said["duoi"], field)})
            rows = rows.exclude(pk=said["duoi"].pk)
        return rows


NO_TYPE = ("", gettext_lazy("Chưa ghi"))


class UnitFactsForm(forms.Form):
    short_name = TextField(label=gettext_lazy("Tên ngắn"), max_length=80, required=False)
    code = CodeField(label=gettext_lazy("Mã định danh"))
    type_id = forms.ChoiceField(
        label=gettext_lazy("Loại hình"),
        required=False,
        help_text=gettext_lazy("Danh mục loại hình do quản trị viên giữ."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp học"), choices=no_or_some_level, required=False
    )
    area = forms.ChoiceField(label=gettext_lazy("Địa bàn"), choices=Unit.Area.choices)

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, type_id=[NO_TYPE, *type_choices(kind)])

    def facts(self) -> UnitFacts:
        said = self.cleaned_data
        return UnitFacts(
            said["short_name"],
            said["code"] or None,
            said["level"],
            said["area"],
            said["type_id"] or None,
        )


class EditUnitForm(UnitFactsForm):
    """Asks since when: what changed begins on a day, what was typed wrongly never held."""

    CHANGE, MISTAKE = "change", "mistake"
    how = forms.ChoiceField(
        label=gettext_lazy("Mã, loại hình, cấp học ghi lại vì"),
        choices=[
            (CHANGE, gettext_lazy("Đơn vị thay đổi từ một ngày; những ngày trước giữ như cũ")),
            (MISTAKE, gettext_lazy("Trước đây ghi nhầm; sửa cả những ngày trước")),
        ],
        initial=CHANGE,
        widget=forms.RadioSelect,
    )
    on = DayField(
        label=gettext_lazy("Thay đổi từ ngày"),
        required=False,
        initial=timezone.localdate,
        help_text=gettext_lazy("Bỏ trống là hôm nay. Nếu chỉ điền chỗ còn trống thì tính từ đầu."),
    )

    def is_mistake(self) -> bool:
        return bool(self.cleaned_data["how"] == self.MISTAKE)


class NewUnitForm(UnitFactsForm):
    name = TextField(label=gettext_lazy("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Unit.Kind.choices)
    opened_on = DayField(label=gettext_lazy("Thành lập ngày"))
    admin_parent = upper_field(gettext_lazy("Cấp trên hành chính"))
    prof_parent = upper_field(gettext_lazy("Cấp trên chuyên môn"))
    field_order = ("name", "kind", "opened_on", "admin_parent", "prof_parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, admin_parent=upper_units(), prof_parent=upper_units())

    def unit(self) -> Unit:
        said, facts = self.cleaned_data, self.facts()
        return Unit(
            kind=said["kind"],
            opened_on=said["opened_on"],
            short_name=facts.short_name,
            code=facts.code,
            level=facts.level,
            area=facts.area,
            type_id=facts.type_id,
        )
