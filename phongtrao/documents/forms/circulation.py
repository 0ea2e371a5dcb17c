"""Forms and filters of recipient groups, of sending a paper, and of what comes in."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField, offer, ticks
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.forms.planned import LINES_HELP
from phongtrao.documents.models import (
    DocumentKind,
    Incoming,
    OfficialDocument,
    Purpose,
    RecipientGroup,
    RecipientLine,
)
from phongtrao.documents.queries.deliveries import ASKED, WAITING
from phongtrao.documents.queries.incoming import people_to_hand
from phongtrao.documents.queries.recipients import (
    Addressed,
    planned_lines,
    read_lines,
    resolve_group,
    resolve_lines,
    write_lines,
)
from phongtrao.documents.secrecy import Secrecy
from phongtrao.documents.services.receiving import Arrival
from phongtrao.documents.services.recipients import GroupData
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Cluster, Line, Unit
from phongtrao.orgs.queries import clusters_of, department_of, kind_ticks, level_choices
from phongtrao.web.tables import ANY, Filter

# ------------------------------------------------------------------ groups


class GroupForm(forms.Form):
    name = TextField(
        label=gettext_lazy("Tên nhóm"),
        max_length=200,
        help_text=gettext_lazy("Như in trong “Nơi nhận”, ví dụ: Các trường THCS."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Thường gửi"), choices=Purpose.choices, initial=Purpose.CARRY_OUT
    )
    kinds = ticks(
        gettext_lazy("Mọi đơn vị thuộc loại"),
        kind_ticks,
        gettext_lazy("Tính theo ngày gửi: đơn vị mới thành lập tự có trong nhóm."),
    )
    levels = ticks(gettext_lazy("Cấp học"), level_choices, gettext_lazy("Không chọn: mọi cấp học."))
    areas = ticks(
        gettext_lazy("Địa bàn"), Unit.Area.choices, gettext_lazy("Không chọn: mọi địa bàn.")
    )
    line = forms.ChoiceField(
        label=gettext_lazy("Theo tuyến"), choices=Line.choices, initial=Line.PROF
    )
    clusters = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Thành viên cụm, khối thi đua"),
        queryset=Cluster.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Thành viên của năm gửi: sang năm nhóm tự theo danh sách mới."),
    )
    members = LongTextField(
        label=gettext_lazy("Thêm từng nơi"),
        rows=5,
        required=False,
        help_text=gettext_lazy(
            "Mỗi dòng một nơi, giữ đúng thứ tự: tên hoặc mã đơn vị, họ tên người,"
            " hay tên nơi ngoài hệ thống."
        ),
    )

    def __init__(self, *args: Any, owner: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, clusters=clusters_of(department_of(owner)))

    def group_data(self, owner: Unit) -> GroupData:
        said = dict(self.cleaned_data)
        purpose = Purpose(said["purpose"])
        said["members"] = resolve_lines(read_lines(said["members"], purpose), owner)
        return GroupData(**said)


def group_initial(group: RecipientGroup) -> dict[str, Any]:
    names = ("name", "purpose", "kinds", "levels", "areas", "line")
    members = group.members.select_related("unit", "user")
    chosen = {"clusters": list(group.clusters.all())}
    words = "\n".join(m.user.full_name if m.user else str(m) for m in members)
    return {name: getattr(group, name) for name in names} | chosen | {"members": words}


# ------------------------------------------------------------------ sending


class DistributionForm(forms.Form):
    """Lives in the address, so that the preview can be reloaded and sent to a colleague."""

    them = LongTextField(
        label=gettext_lazy("Thêm nơi nhận"), rows=6, required=False, help_text=LINES_HELP
    )
    muc_dich = forms.ChoiceField(
        label=gettext_lazy("Dòng không ghi mục đích thì gửi"),
        choices=Purpose.choices,
        initial=Purpose.CARRY_OUT,
        required=False,
    )

    def __init__(self, *args: Any, owner: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.groups = list(RecipientGroup.objects.filter(owner=owner))
        for group in self.groups:
            self.fields[_key(group)] = _purpose_field(group)

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        chosen = any(asked.get(_key(group)) for group in self.groups)
        if not self.errors and not chosen and not read_lines(asked["them"], Purpose.KNOW):
            raise forms.ValidationError(
                _("Hãy chọn mục đích cho ít nhất một nhóm, hoặc ghi thêm nơi nhận.")
            )
        return asked

    @staticmethod
    def initial_of(document: OfficialDocument, groups: Sequence[RecipientGroup]) -> dict[str, str]:
        """What was planned while drafting, as these fields take it."""
        named = {fold(group.name): group for group in groups}
        chosen, typed = {}, []
        for line in planned_lines(document):
            group = named.get(fold(line.name))
            if group is None or _key(group) in chosen:
                typed.append(line)
            else:
                chosen[_key(group)] = line.purpose.value
        return chosen | {"them": write_lines(typed)}

    def group_fields(self) -> Iterator[forms.BoundField]:
        return (self[_key(group)] for group in self.groups)

    def lines(self) -> list[Addressed]:
        """Groups in the order of the office, then what was typed."""
        asked = self.cleaned_data
        chosen = [(group, asked[_key(group)]) for group in self.groups if asked[_key(group)]]
        purpose = Purpose(asked["muc_dich"] or Purpose.CARRY_OUT)
        typed = resolve_lines(read_lines(asked["them"], purpose), self.owner)
        return [resolve_group(group, said) for group, said in chosen] + typed


def _purpose_field(group: RecipientGroup) -> forms.ChoiceField:
    """What a group usually gets papers for comes first."""
    usual = Purpose(group.purpose)
    others = [purpose for purpose in Purpose if purpose is not usual]
    choices = [("", gettext_lazy("không gửi")), *((p.value, p.label) for p in (usual, *others))]
    return forms.ChoiceField(label=group.name, choices=choices, required=False)


def _key(group: RecipientGroup) -> str:
    return f"nhom{group.pk}"


# ------------------------------------------------------------------ who has it

STATES = {
    "chua-xac-nhan": (gettext_lazy("Chưa xác nhận"), WAITING),
    "chua-mo": (gettext_lazy("Chưa mở"), WAITING & Q(opened_at=None)),
    "da-mo": (gettext_lazy("Đã mở, chưa xác nhận"), WAITING & Q(opened_at__isnull=False)),
    "da-xac-nhan": (gettext_lazy("Đã xác nhận"), ASKED & Q(acknowledged_at__isnull=False)),
    "ngoai": (gettext_lazy("Ngoài hệ thống"), ~Q(outside="")),
    "gop": (gettext_lazy("Tính ở đơn vị kế thừa"), Q(is_joined=True)),
}


class DeliveryFilter(Filter):
    """Over the deliveries of one paper."""

    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tìm nơi nhận"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[ANY, *((key, label) for key, (label, _condition) in STATES.items())],
    )
    muc_dich = forms.ChoiceField(
        label=gettext_lazy("Mục đích"),
        choices=[ANY, *(choice for choice in Purpose.choices if choice[0] != Purpose.KEEP)],
    )
    dong = forms.ModelChoiceField(
        label=gettext_lazy("Dòng nơi nhận"),
        queryset=RecipientLine.objects.none(),
        empty_label=gettext_lazy("Mọi dòng"),
    )

    def __init__(self, *args: Any, document: OfficialDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = RecipientLine.objects.filter(document=document).order_by("position")
        self.fields["dong"].queryset = rows  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["tinh_trang"]:
            rows = rows.filter(STATES[asked["tinh_trang"]][1])
        if asked["muc_dich"]:
            rows = rows.filter(purpose=asked["muc_dich"])
        if asked["dong"]:
            rows = rows.filter(line=asked["dong"])
        if words := fold(asked["q"]):
            named = Q(unit__search_text__contains=words) | Q(user__search_text__contains=words)
            rows = rows.filter(named | Q(outside__icontains=asked["q"]))
        return rows


# ------------------------------------------------------------------ what comes in

# Word of the address → what it narrows the incoming papers by.
NARROWED = {
    "tinh_trang": "status",
    "loai": "kind",
    "nam": "year",
    "tu_ngay": "arrived_on__gte",
    "den_ngay": "arrived_on__lte",
}


class IncomingFilter(Filter):
    """Over the incoming papers of one unit."""

    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Số, trích yếu hoặc cơ quan gửi"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Incoming.Status.choices]
    )
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), choices=[ANY, *DocumentKind.choices]
    )
    nam = forms.IntegerField(label=gettext_lazy("Năm của sổ"), min_value=1900, max_value=2200)
    tu_ngay = DayField(label=gettext_lazy("Đến từ ngày"))
    den_ngay = DayField(label=gettext_lazy("Đến hết ngày"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        for name, field in NARROWED.items():
            if asked[name]:
                rows = rows.filter(**{field: asked[name]})
        return rows


class IncomingForm(forms.Form):
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Độ mật đóng trên văn bản"),
        choices=Secrecy.choices,
        required=False,
        help_text=gettext_lazy(
            "Văn bản có dấu mật không được đưa vào hệ thống. Bản quét là ảnh nên máy không đọc"
            " được dấu: hãy tự xem trước khi chọn tệp."
        ),
    )
    sender = TextField(label=gettext_lazy("Cơ quan gửi"), max_length=200)
    number = TextField(label=gettext_lazy("Số, ký hiệu"), max_length=60, required=False)
    issued_on = DayField(label=gettext_lazy("Ngày của văn bản"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=DocumentKind.choices)
    abstract = LongTextField(label=gettext_lazy("Trích yếu"), rows=3, max_length=2_000)
    arrived_on = DayField(label=gettext_lazy("Ngày đến"))
    file = UploadField(label=gettext_lazy("Tệp văn bản"), kinds=UPLOADS, required=False)

    def arrival(self) -> Arrival:
        return Arrival(**self.cleaned_data)


class HandForm(forms.Form):
    to = forms.ModelChoiceField(label=gettext_lazy("Chuyển cho"), queryset=User.objects.none())
    due_on = DayField(label=gettext_lazy("Hạn xử lý"), required=False)
    note = TextField(label=gettext_lazy("Nội dung chuyển"), max_length=500, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_to_hand(unit)  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda user: user.full_name  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    result = TextField(
        label=gettext_lazy("Kết quả xử lý"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Ví dụ: đã phổ biến tới giáo viên; đã trả lời bằng công văn số …"),
    )
