"""Forms of the intake: the upload, a fact of any section, splitting one, and publishing."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import (
    LongTextField,
    MarkedForm,
    TextField,
    UploadField,
    WholeNumberField,
    offer,
)
from phongtrao.lib.errors import BadInput
from phongtrao.lib.plan_files import endings
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import movements
from phongtrao.plans.forms.tasks import NamesField
from phongtrao.plans.intake.rules import has_readings
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
from phongtrao.plans.models import Intake
from phongtrao.plans.queries.folded import Folded
from phongtrao.reader import MAX_BYTES
from phongtrao.web.tables import ANY, Filter

LONGEST, LONGEST_LINE = 20_000, 2_000
CHARACTERS_A_LINE = 70
ISSUING = (Unit.Kind.PROVINCE, Unit.Kind.DEPARTMENT, Unit.Kind.OFFICE, Unit.Kind.COMMUNE)


class PlanFileField(UploadField):
    """The reader says what is wrong with a file better than its ending could."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kinds=endings(), limit=MAX_BYTES, allow_empty_file=True, **kwargs)

    def _check(self, file: Any) -> None:
        """Everything is checked by ``take_in``, before anything is stored."""


class IntakeForm(forms.Form):
    file = PlanFileField(
        label=_("Tệp kế hoạch"),
        why=_("Kéo tệp vào đây hoặc bấm để chọn: Word, PDF, bản quét hoặc ảnh chụp một trang."),
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


class FactForm(MarkedForm):
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
            if field.name == "reading" and not has_readings(self.value):
                continue  # one condition can be read in one way only
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
            cleaned[name] in (None, "", [], (), False) for name in cleaned if name != "as_read"
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


class SplitForm(MarkedForm):
    text = LongTextField(
        label=_("Nội dung, mỗi mục một dòng"),
        rows=10,
        max_length=LONGEST,
        help_text=_(
            "Đặt con trỏ ở chỗ muốn tách rồi xuống dòng. Các ô khác được chép sang mỗi mục."
        ),
    )
