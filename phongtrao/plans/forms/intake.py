"""Forms of the intake: the upload, a fact of any section, splitting one, and publishing."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import (
    DayField,
    LongTextField,
    TextField,
    UploadField,
    WholeNumberField,
    offer,
)
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.access import movements
from phongtrao.plans.forms.plans import movements_to_serve, plans_above
from phongtrao.plans.forms.tasks import NamesField
from phongtrao.plans.intake.sections import Field, Section
from phongtrao.plans.intake.values import (
    partial_of,
    parts_of,
    read_amount,
    read_clock,
    read_partial,
    read_target_lines,
    say_partial,
    say_targets,
    time_fields,
)
from phongtrao.plans.models import Intake, Movement, Plan
from phongtrao.plans.queries.folded import Folded
from phongtrao.plans.queries.intake import issuer_elsewhere
from phongtrao.plans.services.intake_publish import Publication
from phongtrao.reader import MAX_BYTES
from phongtrao.web.tables import ANY, Filter

LONGEST, LONGEST_LINE = 20_000, 2_000
CHARACTERS_A_LINE = 70
ENDINGS = (".docx", ".pdf", ".txt")
ISSUING = (Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.OFFICE, Unit.Kind.COMMUNE)


class PlanFileField(UploadField):
    """The reader says what is wrong with a file better than its ending could."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kinds=ENDINGS, limit=MAX_BYTES, allow_empty_file=True, **kwargs)

    def _check(self, file: Any) -> None:
        """Everything is checked by ``take_in``, before anything is stored."""


class IntakeForm(forms.Form):
    file = PlanFileField(
        label=_("Tệp kế hoạch"),
        why=_("Kéo tệp vào đây hoặc bấm để chọn. PDF phải có chữ (không phải ảnh quét)."),
        max_length=255,
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị tiếp nhận"),
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text=_("Văn phòng của đơn vị này soát và ban hành kế hoạch."),
    )

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Schools do not take in plans here: only what the office itself stands for, and below.
        units = units_for(user)
        offer(self, unit=units)
        if units.count() == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = units.get().pk


def units_for(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which the user may take in and issue plans; schools issue none here."""
    return movements.owners_for(user).filter(kind__in=ISSUING).order_by("prof_path", "sort_key")


class IntakeFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Tên kế hoạch hoặc tên tệp"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Intake.Status.choices])

    def narrow(self, rows: QuerySet[Intake]) -> QuerySet[Intake]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.alias(said=Folded("title"), named=Folded("file__name"))
            words = fold(asked["q"])
            rows = rows.filter(Q(said__contains=words) | Q(named__contains=words))
        if asked["tinh_trang"]:
            return rows.filter(status=asked["tinh_trang"])
        # Put aside, they are only in the way.
        return rows.exclude(status=Intake.Status.DROPPED)


# ------------------------------------------------------------------ one fact


class WordsField(TextField):
    """A field typed as words and kept as ``read`` makes of them; BadInput is said at the field."""

    def __init__(self, read: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value))
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error


class TargetsField(LongTextField):
    """Targets, one a line; those nobody changed stay as the reader understood them."""

    known: tuple[Mapping[str, Any], ...] = ()

    def clean(self, value: Any) -> Any:
        return read_target_lines(super().clean(value).splitlines(), self.known)


class FactForm(forms.Form):
    """The fields of a section. ``value``: the fact, or empty for one that is added.

    For a section that is one record only the fields the fact has; adding asks for all of them.
    """

    def __init__(
        self, *args: Any, section: Section, value: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        self.value = dict(value or {})
        for field in section.fields:
            if section.is_record and self.value and field.name not in self.value:
                continue
            self.fields[field.name] = _form_field(field, self.value.get(field.name))
            if field.name in self.value:
                self.initial[field.name] = _initial(field, self.value[field.name])

    def fact_value(self) -> dict[str, Any]:
        """The cleaned fields in the shape of the schema; empty text is None."""
        found: dict[str, Any] = {}
        for field in self.section.fields:
            if field.name not in self.fields:
                continue
            cleaned = self.cleaned_data[field.name]
            if field.kind == "time":
                found |= self._time(cleaned)
            else:
                found[field.name] = _stored(field, cleaned)
        return found

    def values_added(self) -> list[dict[str, Any]]:
        """What to add: one item, or for a record a fact for each filled field."""
        value = self.fact_value()
        if not self.section.is_record:
            return [value]
        return [{name: said} for name, said in value.items() if said not in (None, "", [])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(
            value in (None, "", [], (), False) for value in cleaned.values()
        ):
            raise forms.ValidationError(_("Chưa nhập gì. Hãy nhập ít nhất một ô."))
        return cleaned

    def _time(self, words: str) -> dict[str, Any]:
        if words == (self.value.get("time") or ""):
            return {}
        return time_fields(words)


def _form_field(field: Field, value: Any) -> forms.Field:
    common: dict[str, Any] = {
        "label": field.label,
        "required": field.required,
        "help_text": field.help,
    }
    if field.kind in READERS:
        return WordsField(READERS[field.kind], max_length=LONGEST_LINE, **common)
    if field.kind in BUILDERS:
        return BUILDERS[field.kind](field, value, common)
    return TextField(max_length=LONGEST_LINE, **common)


def _long(_field: Field, value: Any, common: dict[str, Any]) -> forms.Field:
    rows = 3 if len(str(value or "")) < 3 * CHARACTERS_A_LINE else 7
    return LongTextField(rows=rows, max_length=LONGEST, **common)


def _names(_field: Field, value: Any, common: dict[str, Any]) -> forms.Field:
    return NamesField(rows=max(2, len(value or [])), **common)


def _choice(field: Field, _value: Any, common: dict[str, Any]) -> forms.Field:
    blank = [] if field.required else [("", "—")]
    return forms.ChoiceField(choices=[*blank, *field.choices], **common)


def _yes(_field: Field, _value: Any, common: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**common)


def _whole(_field: Field, _value: Any, common: dict[str, Any]) -> forms.Field:
    return WholeNumberField(lowest=1, highest=2200, **common)


def _targets(_field: Field, value: Any, common: dict[str, Any]) -> forms.Field:
    made = TargetsField(rows=max(3, len(value or [])), **common)
    made.known = tuple(value or ())
    return made


def _checked_time(words: str) -> str:
    time_fields(words)
    return words


BUILDERS: dict[str, Callable[[Field, Any, dict[str, Any]], forms.Field]] = {
    "text": _long,
    "names": _names,
    "choice": _choice,
    "yes": _yes,
    "whole": _whole,
    "targets": _targets,
}
READERS: dict[str, Callable[[str], Any]] = {
    "partial": read_partial,
    "parts": lambda words: parts_of(read_partial(words)),
    "clock": read_clock,
    "amount": read_amount,
    "time": _checked_time,
}


def _initial(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "names":
        return "\n".join(value)
    if field.kind == "targets":
        return "\n".join(say_targets(value))
    if field.kind == "partial":
        return say_partial(value)
    if field.kind == "parts":
        return say_partial(partial_of(value))
    return value


def _stored(field: Field, cleaned: Any) -> Any:
    if field.kind == "names":
        return list(cleaned)
    if field.kind == "whole":
        return int(cleaned) if cleaned is not None else None
    if field.kind in ("yes", "targets"):
        return cleaned
    return None if cleaned == "" and not field.required else cleaned


class SplitForm(forms.Form):
    text = LongTextField(
        label=_("Nội dung, mỗi mục một dòng"),
        rows=10,
        max_length=LONGEST,
        help_text=_(
            "Đặt con trỏ ở chỗ muốn tách rồi xuống dòng. Các ô khác được chép sang mỗi mục."
        ),
    )


# ------------------------------------------------------------------ publishing


class PublishForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=_("Đơn vị ban hành"), queryset=Unit.objects.none(), empty_label=None
    )
    line = forms.ChoiceField(
        label=_("Tuyến giao việc"),
        choices=Line.choices,
        initial=Line.PROF,
        help_text=_("Nhiệm vụ đi xuống các đơn vị theo tuyến này."),
    )
    starts_on = DayField(label=_("Thực hiện từ ngày"))
    ends_on = DayField(label=_("Đến ngày"), required=False)
    movements = forms.ModelMultipleChoiceField(
        label=_("Thuộc phong trào đã có"),
        queryset=Movement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Một kế hoạch có thể phục vụ nhiều phong trào."),
    )
    new_movement = TextField(
        label=_("Hoặc phát động phong trào mới"),
        required=False,
        max_length=300,
        help_text=_(
            "Tên phong trào. Mục đích, đối tượng, giai đoạn và nội dung đã soát được đưa vào phong trào."
        ),
    )
    parent = forms.ModelChoiceField(
        label=_("Thực hiện kế hoạch của cấp trên"), queryset=Plan.objects.none(), required=False
    )

    confirms_issuer = forms.BooleanField(
        label=_(
            "Tôi đã xem: văn bản do cơ quan khác ban hành, vẫn ban hành cho đơn vị chọn ở trên"
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        said: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """``said``: the document fields of the paper; who issued it is asked only where it differs."""
        super().__init__(*args, **kwargs)
        # A school's answer to a movement above is no home for a plan from above.
        self.owners = units_for(user)
        owners = list(self.owners)
        served = movements_to_serve(user, owners).filter(owner__kind__in=ISSUING)
        above = plans_above(user, owners)
        offer(
            self,
            owner=self.owners,
            movements=served.order_by("title"),
            parent=above.order_by("title"),
        )
        if not served.exists():
            del self.fields["movements"]
        owner = self._owner()
        self.issuer = issuer_elsewhere(said or {}, owner) if owner else ""
        if not self.issuer:
            del self.fields["confirms_issuer"]

    def _owner(self) -> Unit | None:
        """The unit that is chosen as the page stands."""
        asked = str(self["owner"].value() or "")
        return self.owners.filter(pk=int(asked)).first() if asked.isdecimal() else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Ngày kết thúc phải sau ngày bắt đầu."))
        if not cleaned.get("movements") and not cleaned.get("new_movement"):
            self.add_error(
                "new_movement",
                _(
                    "Kế hoạch phải thuộc ít nhất một phong trào. "
                    "Hãy chọn phong trào đã có hoặc ghi tên phong trào mới."
                ),
            )
        return cleaned

    def publication(self) -> Publication:
        asked = self.cleaned_data
        served = list(asked.get("movements") or [])
        return Publication(**{**asked, "movements": served})
