"""Movements: the filter of their list, the form, and the lines of its phases."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField, offer, ticks
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.periods import PartialDate
from phongtrao.lib.text import document_number, fold
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import kind_ticks, level_choices
from phongtrao.plans.access import movements as access
from phongtrao.plans.models import Movement
from phongtrao.plans.queries.above import own_or_above
from phongtrao.plans.queries.folded import Folded
from phongtrao.plans.services.movements import PhaseLine, write_outline
from phongtrao.web.tables import ANY, Filter

ASKED_KINDS = (Unit.Kind.OFFICE, Unit.Kind.COMMUNE, Unit.Kind.SCHOOL, Unit.Kind.CENTRE)
SPARE_PHASES = 2  # empty lines to fill in, for pages without JavaScript


class MovementFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tên phong trào"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Movement.Status.choices]
    )
    don_vi = TextField(label=gettext_lazy("Đơn vị phát động"))

    def narrow(self, rows: QuerySet[Movement]) -> QuerySet[Movement]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.alias(said=Folded("title")).filter(said__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["don_vi"]:
            rows = rows.filter(owner__search_text__contains=fold(asked["don_vi"]))
        return rows


class DocumentNumberField(TextField):
    """A number as printed; cleans to the issued document of the register, or None.

    Only among papers its reader may see (``read_as``): a number typed tells nobody what others have.
    """

    reader: AbstractBaseUser | None = None

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if not number:
            return None
        rows = visible_documents(self.reader) if self.reader else OfficialDocument.objects.none()
        found = rows.filter(
            number_key=document_number(number), status=OfficialDocument.Status.ISSUED
        )
        document = found.order_by("is_cited_only", "-issued_on").first()
        if document is None:
            raise forms.ValidationError(
                _("Sổ văn bản chưa có “%s”. Hãy ghi sổ văn bản trước rồi nhập lại số.") % number
            )
        return document


def read_as(form: forms.BaseForm, user: AbstractBaseUser) -> None:
    """Let the form's fields of document numbers look where the user may."""
    for field in form.fields.values():
        if isinstance(field, DocumentNumberField):
            field.reader = user


class YearlyDayField(TextField):
    """A day of every year as “15/12”; cleans to “--12-15”, as lib.periods writes it."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("--"):
            month, day = value[2:].split("-")
            return f"{day}/{month}"
        return value

    def clean(self, value: Any) -> str:
        said = super().clean(value)
        if not said:
            return ""
        day, _slash, month = said.partition("/")
        try:
            return str(PartialDate(month=int(month), day=int(day)))
        except ValueError:
            words = _("“%s” không phải ngày và tháng. Hãy nhập như 15/12.")
            raise forms.ValidationError(words % said) from None


def asked_kinds_field() -> forms.MultipleChoiceField:
    return ticks(
        gettext_lazy("Đơn vị phải phát động"),
        partial(kind_ticks, ASKED_KINDS),
        gettext_lazy("Chỉ các đơn vị này được tính khi đếm đã phát động hay chưa."),
    )


def asked_levels_field() -> forms.MultipleChoiceField:
    return ticks(
        gettext_lazy("Chỉ các cấp học"),
        level_choices,
        gettext_lazy("Không chọn cấp nào: mọi cấp học. Xã, phường không theo cấp học."),
    )


class MovementForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    starts_on = DayField(label=gettext_lazy("Bắt đầu"))
    ends_on = DayField(label=gettext_lazy("Kết thúc"), required=False)
    launched_by = DocumentNumberField(
        label=gettext_lazy("Văn bản phát động"),
        required=False,
        help_text=gettext_lazy("Số, ký hiệu như in trên văn bản, ví dụ 206/KH-UBND."),
    )
    units_launch_by = DayField(
        label=gettext_lazy("Hạn các đơn vị phát động"),
        required=False,
        help_text=gettext_lazy("Đơn vị chưa phát động sau ngày này được tính là quá hạn."),
    )
    asked_kinds = asked_kinds_field()
    asked_levels = asked_levels_field()
    yearly_review = YearlyDayField(
        label=gettext_lazy("Sơ kết hằng năm trước ngày"),
        required=False,
        help_text=gettext_lazy("Ngày và tháng, ví dụ 15/12."),
    )
    contents = LongTextField(
        label=gettext_lazy("Nội dung thi đua"),
        rows=8,
        required=False,
        help_text=gettext_lazy(
            "Mỗi dòng một nội dung; đặt dấu “-” ở đầu dòng cho nội dung cấp dưới, “--” cho cấp dưới nữa."
        ),
    )

    class Meta:
        model = Movement
        fields = (
            "owner",
            "title",
            "parent",
            "launched_by",
            "starts_on",
            "ends_on",
            "units_launch_by",
            "asked_kinds",
            "asked_levels",
            "yearly_review",
            "goals",
            "subjects",
        )
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "goals": forms.Textarea(attrs={"rows": 4}),
            "subjects": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_as(self, user)
        movement = self.instance
        owners: list[Unit] = [movement.owner] if movement.pk else []
        if movement.pk:
            del self.fields["owner"]  # a movement stays with whoever launched it
            self.initial["contents"] = write_outline(movement.contents.all())
            self.initial["launched_by"] = movement.launched_by and movement.launched_by.number
        else:
            offered = access.owners_for(user)
            offer(self, owner=offered)
            owners = list(offered)
            self.initial.setdefault("owner", offered.first())
        offer(self, parent=self._above(user, owners))

    def _above(self, user: AbstractBaseUser, owners: list[Unit]) -> QuerySet[Movement]:
        """Of its own unit and of those above, and the one that was chosen before."""
        open_ones = ~Q(status=Movement.Status.CLOSED) & own_or_above(owners)
        rows = access.visible_movements(user).filter(open_ones | Q(pk=self.instance.parent_id))
        return rows.exclude(pk=self.instance.pk).order_by("title")

    def movement_fields(self) -> dict[str, Any]:
        """What the service writes, without the contents."""
        return {k: v for k, v in self.cleaned_data.items() if k != "contents"}

    def _post_clean(self) -> None:
        """Nothing is put on the instance here: the service writes it, with history."""


class PhaseForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = TextField(label=gettext_lazy("Giai đoạn"), max_length=120)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến ngày"))
    review_on = DayField(label=gettext_lazy("Ngày sơ kết, tổng kết"), required=False)
    milestone = LongTextField(label=gettext_lazy("Việc chính"), rows=2, required=False)

    def line(self) -> PhaseLine:
        return PhaseLine(**{k: v for k, v in self.cleaned_data.items() if k != "DELETE"})


PhaseFormSet = forms.formset_factory(PhaseForm, extra=SPARE_PHASES, can_delete=True, max_num=20)


def phase_formset(data: Any, movement: Movement | None) -> "forms.BaseFormSet[PhaseForm]":
    names = ("pk", "name", "starts_on", "ends_on", "review_on", "milestone")
    initial = list(movement.phases.values(*names)) if movement else []
    return PhaseFormSet(data, initial=initial, prefix="giai-doan")


def phase_lines(formset: "forms.BaseFormSet[PhaseForm]") -> list[PhaseLine]:
    """The lines that are filled in and not struck out."""
    return [
        form.line()
        for form in formset
        if form.cleaned_data and not form.cleaned_data.get("DELETE") and form.cleaned_data["name"]
    ]
