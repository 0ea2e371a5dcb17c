"""Input about clusters."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, UploadField, WholeNumberField, offer
from phongtrao.orgs.forms.named_units import EACH_A_LINE, NAME_OR_CODE, UnitField, UnitsField
from phongtrao.orgs.models import Basis, Cluster, ClusterSeat, Unit
from phongtrao.orgs.queries import write_unit
from phongtrao.orgs.services import ClusterData, Seat
from phongtrao.web.tables import ANY, Filter

Role = ClusterSeat.Role
FIRST_YEAR, LAST_YEAR = 2000, 2100


class ClusterFilter(Filter):
    first = ("q", "loai", "nam")
    q = TextField(label=gettext_lazy("Tên hoặc mã"))
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), choices=[ANY, *Cluster.Kind.choices])
    nam = WholeNumberField(
        label=gettext_lazy("Có thành viên năm"), lowest=FIRST_YEAR, highest=LAST_YEAR
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(Q(name__icontains=said["q"]) | Q(code__icontains=said["q"]))
        if said["loai"]:
            rows = rows.filter(kind=said["loai"])
        if said["nam"]:
            seats = ClusterSeat.objects.filter(year=int(said["nam"]))
            rows = rows.filter(pk__in=seats.values("cluster"))
        return rows


class ClusterForm(forms.Form):
    code = TextField(
        label=gettext_lazy("Mã"),
        max_length=20,
        help_text=gettext_lazy("Dùng khi nhập, xuất Excel, ví dụ CUM-THCS-1."),
    )
    name = TextField(label=gettext_lazy("Tên"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Là"), choices=Cluster.Kind.choices)
    basis = forms.ChoiceField(
        label=gettext_lazy("Thành viên tính"),
        choices=Basis.choices,
        help_text=gettext_lazy("Không đổi được sau khi cụm, khối đã có thành viên."),
    )

    def data_given(self) -> ClusterData:
        return ClusterData(**{name: self.cleaned_data[name] for name in ClusterData.__slots__})


class NewClusterForm(ClusterForm):
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Đơn vị tổ chức"), empty_label=None
    )
    field_order = ("owner", "code", "name")

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners)


class SeatsForm(forms.Form):
    """Members of one cluster in one year."""

    members = UnitsField(
        label=gettext_lazy("Thành viên"), rows=12, required=False, help_text=EACH_A_LINE
    )
    head = UnitField(label=gettext_lazy("Trưởng cụm, khối"), required=False, help_text=NAME_OR_CODE)
    deputies = UnitsField(
        label=gettext_lazy("Phó trưởng cụm, khối"), rows=2, required=False, help_text=EACH_A_LINE
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        members = set(said["members"])
        leading = [*([said["head"]] if said["head"] else []), *said["deputies"]]
        for unit in leading:
            if unit not in members:
                raise forms.ValidationError(
                    _("“%s” giữ vai trò trưởng, phó nhưng chưa có trong danh sách thành viên.")
                    % unit
                )
        if said["head"] in said["deputies"]:
            raise forms.ValidationError(_("Một đơn vị không thể vừa là trưởng vừa là phó."))
        return said

    def seats(self) -> list[Seat]:
        said = self.cleaned_data
        deputies = {unit.pk for unit in said["deputies"]}
        head = said["head"].pk if said["head"] else None
        return [Seat(unit.pk, _role(unit.pk, head, deputies)) for unit in said["members"]]


def seats_initial(seats: QuerySet[ClusterSeat]) -> dict[str, str]:
    """As the form takes them: with the code where there is one, since names may be borne twice."""
    said = [(seat.role, write_unit(seat.unit)) for seat in seats]
    return {
        "members": "\n".join(unit for _role_, unit in said),
        "head": next((unit for role, unit in said if role == Role.HEAD), ""),
        "deputies": "\n".join(unit for role, unit in said if role == Role.DEPUTY),
    }


class YearForm(forms.Form):
    """Which year; of a school year the one it begins in."""

    year = WholeNumberField(
        label=gettext_lazy("Năm"),
        lowest=FIRST_YEAR,
        highest=LAST_YEAR,
        help_text=gettext_lazy("Với năm học, ghi năm bắt đầu: 2025 là năm học 2025–2026."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", str(timezone.localdate().year))

    def year_given(self) -> int:
        return int(self.cleaned_data["year"])


class CopyForm(YearForm):
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Đơn vị tổ chức"), empty_label=None
    )
    field_order = ("owner", "year")

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners)


class ClusterSheetForm(CopyForm):
    basis = forms.ChoiceField(label=gettext_lazy("Cụm mới tính"), choices=Basis.choices)
    file = UploadField(label=gettext_lazy("Tệp Excel"), kinds=(".xlsx",))


def _role(unit: int, head: int | None, deputies: set[int]) -> str:
    if unit == head:
        return Role.HEAD
    return Role.DEPUTY if unit in deputies else Role.MEMBER
