"""What is typed of an activity: the few things first, the rest behind “Chi tiết”."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models import (
    Activity,
    ActivityKind,
    Channel,
    KindField,
    Participation,
    Segment,
)
from phongtrao.activities.services.writing import Writing, written_mark
from phongtrao.activities.values import MOST_NUMBER, MOST_PEOPLE, write_value
from phongtrao.base.forms import (
    DayField,
    LongTextField,
    NumberField,
    TextField,
    WholeNumberField,
    offer,
)
from phongtrao.lib.text import fold
from phongtrao.orgs.forms.named_units import EACH_A_LINE, UnitsField
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.bearers import write_unit
from phongtrao.plans.models import Movement, Task
from phongtrao.web.tables import ANY, Filter

SEGMENT, OWN = "nguoi_", "o_"  # before the keys of segments and of a kind's own fields
MOST_PHOTOS = 10


class ManyPhotos(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Any number of photos; each is looked into by the service."""

    widget = ManyPhotos

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ARG002 -- of Django
        found = [one for one in data or [] if isinstance(one, UploadedFile)]
        if len(found) > MOST_PHOTOS:
            raise forms.ValidationError(_("Mỗi lần tối đa 10 ảnh. Hãy bỏ bớt."))
        return found


class AsReadField(forms.CharField):
    """The mark of what the page showed (``lib.marks``); no draft keeps it, a page read anew has its own."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput(attrs={"data-draft-skip": True}))


class ActivityForm(forms.Form):
    as_read = AsReadField()
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị ghi"), empty_label=None)
    title = TextField(label=_("Tên hoạt động"), max_length=300)
    starts_on = DayField(label=_("Ngày"))
    quantity = WholeNumberField(lowest=0, highest=1_000_000, initial=1, required=False)
    photos = PhotosField(
        label=_("Ảnh"),
        required=False,
        help_text=_("Chụp hoặc chọn ảnh; ảnh được thu nhỏ và bỏ thông tin vị trí."),
    )
    link = forms.URLField(
        label=_("Địa chỉ minh chứng"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    about = LongTextField(label=_("Kết quả"), rows=3, required=False)
    place = TextField(label=_("Địa điểm"), max_length=200, required=False)
    channel = forms.ChoiceField(
        label=_("Kênh"), choices=[("", _("Không rõ")), *Channel.choices], required=False
    )
    ends_on = DayField(label=_("Đến ngày"), required=False)
    task = forms.ModelChoiceField(Task.objects.none(), label=_("Thuộc nhiệm vụ"), required=False)
    movement = forms.ModelChoiceField(
        Movement.objects.none(), label=_("Thuộc phong trào"), required=False
    )
    others = UnitsField(label=_("Đơn vị cùng làm"), rows=2, required=False, help_text=EACH_A_LINE)

    def __init__(
        self,
        *args: Any,
        kind: ActivityKind,
        units: QuerySet[Unit],
        tasks: QuerySet[Task],
        movements: QuerySet[Movement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        offer(self, unit=units, task=tasks, movement=movements)
        for field in ("task", "movement"):
            self.fields[field].widget.attrs["class"] = "wide"
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
        self.fields["unit"].initial = units[0] if units else None
        self.fields["starts_on"].initial = timezone.localdate()
        self.fields["photos"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
        if kind.quantity:
            self.fields["quantity"].label = kind.quantity.capitalize()
        else:
            del self.fields["quantity"]
        for key, label in Segment.choices:
            self.fields[SEGMENT + key] = WholeNumberField(
                label=label, lowest=0, highest=MOST_PEOPLE, required=False
            )
        for one in kind.asked:
            self.fields[OWN + one.key] = field_for(one)

    @property
    def first(self) -> list[forms.BoundField]:
        """What a phone asks before anything else."""
        names = ["unit", "title", "starts_on", "quantity"]
        return [self[name] for name in names if name in self.fields and not self[name].is_hidden]

    @property
    def people(self) -> list[forms.BoundField]:
        return [self[SEGMENT + key] for key, _label in Segment.choices]

    @property
    def proofs(self) -> list[forms.BoundField]:
        return [self["photos"], self["link"]]

    @property
    def own(self) -> list[forms.BoundField]:
        return [self[OWN + one.key] for one in self.kind.asked]

    @property
    def rest(self) -> list[forms.BoundField]:
        names = ("about", "place", "channel", "ends_on", "task", "movement", "others")
        return [self[name] for name in names]

    @property
    def is_rest_wrong(self) -> bool:
        return any(field.errors for field in self.rest)

    def said(self) -> Writing:
        given = self.cleaned_data
        quantity = given.get("quantity")
        return Writing(
            kind=self.kind,
            title=given["title"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            place=given["place"],
            channel=given["channel"],
            about=given["about"],
            quantity=1 if quantity is None else int(quantity),
            audiences={key: given[SEGMENT + key] for key, _label in Segment.choices},
            values={one.key: _typed(given[OWN + one.key], one) for one in self.kind.asked},
            task=given["task"],
            movement=given["movement"],
            others=given["others"] or (),
        )


def field_for(asked: KindField) -> forms.Field:
    """The box of one of a kind's own fields."""
    match asked.kind:
        case "number":
            return NumberField(
                label=asked.label, required=asked.required, lowest=0, highest=MOST_NUMBER
            )
        case "date":
            return DayField(label=asked.label, required=asked.required)
        case "choice":
            choices = [("", _("Chưa chọn")), *((one, one) for one in asked.options)]
            return forms.ChoiceField(label=asked.label, choices=choices, required=asked.required)
    return TextField(label=asked.label, max_length=300, required=asked.required)


def _typed(value: Any, asked: KindField) -> str:
    """A clean value as the service reads it again."""
    field = field_for(asked)
    shown = field.prepare_value(value)
    return "" if shown is None else str(shown)


def given_by(activity: Activity) -> Mapping[str, Any]:
    """What the form of an activity begins with."""
    names = ("title", "starts_on", "quantity", "about", "place", "channel")
    given: dict[str, Any] = {name: getattr(activity, name) for name in names}
    given |= {"unit": activity.unit_id, "task": activity.task_id, "movement": activity.movement_id}
    if activity.ends_on != activity.starts_on:
        given["ends_on"] = activity.ends_on
    others = activity.parties.filter(brought_by=None).exclude(unit=activity.unit_id)
    given["others"] = "\n".join(
        write_unit(one.unit) for one in others.select_related("unit").order_by("pk")
    )
    given["as_read"] = written_mark(activity)
    given |= {SEGMENT + key: number for key, number in activity.audiences.items()}
    given |= {
        OWN + one.key: write_value(one, activity.values.get(one.key)) for one in activity.kind.asked
    }
    return given


class ReturnForm(forms.Form):
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=300)


class LineForm(forms.Form):
    """The line proposed for the progress report."""

    line = LongTextField(label=_("Dòng đưa vào báo cáo"), rows=3, max_length=1000)
    percent = WholeNumberField(label=_("Tiến độ của nhiệm vụ (%)"), lowest=0, highest=100)


class ActivityFilter(Filter):
    q = TextField(label=_("Tên hoạt động, địa điểm"))
    loai = forms.ModelChoiceField(ActivityKind.objects.all(), label=_("Loại"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Activity.Status.choices])
    don_vi = TextField(label=_("Đơn vị"))
    tu_ngay = DayField(label=_("Từ ngày"))
    den_ngay = DayField(label=_("Đến ngày"))
    # What the calendar of a unit counts; its numbers lead here.
    lich = forms.ModelChoiceField(
        Unit.objects.all(), label=_("Tính cho đơn vị"), widget=forms.HiddenInput
    )

    def narrow(self, rows: QuerySet[Activity]) -> QuerySet[Activity]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["don_vi"]:
            units = Unit.objects.filter(search_text__contains=fold(asked["don_vi"]))
            rows = rows.filter(pk__in=Activity.objects.filter(parties__unit__in=units).values("pk"))
        if asked["lich"]:
            agreed = Participation.objects.agreed().filter(unit=asked["lich"])
            rows = rows.filter(status__in=Activity.Status.counted, pk__in=agreed.values("activity"))
        if asked["tu_ngay"]:
            rows = rows.filter(starts_on__gte=asked["tu_ngay"])
        if asked["den_ngay"]:
            rows = rows.filter(starts_on__lte=asked["den_ngay"])
        return rows
