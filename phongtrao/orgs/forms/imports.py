"""Input of the import wizard: a workbook, then what its columns tell."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField, UploadField, offer, ticks
from phongtrao.orgs.imports.fields import Field
from phongtrao.orgs.imports.packages import ENDING, LARGEST, SHEETS
from phongtrao.orgs.imports.shapes import Choice
from phongtrao.orgs.models import ImportNote, Unit
from phongtrao.web.tables import ANY, Filter

COLUMN, CONSTANT = "cot_", "chung_"
SKIP = ("", gettext_lazy("(không nhập)"))


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Danh sách"))
    office = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Nhập thay đơn vị"),
        help_text=gettext_lazy("Cách ghép cột được nhớ cho đơn vị này."),
    )
    file = UploadField(
        label=gettext_lazy("Tệp Excel, hoặc tệp nén có bảng Excel và các tệp kèm theo"),
        kinds=(*SHEETS, ENDING),
        limit=LARGEST,
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[tuple[str, Any]],
        offices: Sequence[Unit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pks = [unit.pk for unit in offices]
        offer(self, kind=list(kinds), office=Unit.objects.filter(pk__in=pks))
        if len(offices) == 1:
            self.fields["office"].initial = offices[0].pk
            self.fields["office"].widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """A choice for each column of the sheet, and values that hold where no column tells them."""

    def __init__(
        self,
        *args: Any,
        labels: Sequence[str],
        samples: Sequence[str],
        sheets: Sequence[str],
        fields: Mapping[str, Field],
        choice: Choice,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {sheet["name"]: sheet["line"] for sheet in choice.sheets}
        self._add_sheets(sheets)
        keys = {place: key for key, place in choice.columns.items()}
        choices = [SKIP, *((key, str(field.label)) for key, field in fields.items())]
        for place, label in enumerate(labels):
            if label:
                self.fields[f"{COLUMN}{place}"] = forms.ChoiceField(
                    label=label,
                    choices=choices,
                    required=False,
                    initial=keys.get(place, ""),
                    help_text=samples[place],
                )
        for key, field in fields.items():
            if field.constant:
                self.fields[f"{CONSTANT}{key}"] = TextField(
                    label=field.label,
                    required=False,
                    max_length=200,
                    initial=choice.constants.get(key, ""),
                    help_text=field.help,
                )

    def _add_sheets(self, sheets: Sequence[str]) -> None:
        if len(sheets) > 1:
            names = [(name, name) for name in sheets]
            self.fields["sheets"] = ticks(_("Trang tính"), names)
            self.fields["sheets"].initial = list(self.lines)

    def columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(COLUMN)]

    def constants(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(CONSTANT)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen: dict[str, str] = {}
        for name, key in list(said.items()):  # a refused column leaves it
            if name.startswith(COLUMN) and key:
                if key in chosen:
                    first = self.fields[chosen[key]].label
                    self.add_error(name, _("Cột “%s” đã được ghép như vậy. Hãy chọn lại.") % first)
                chosen.setdefault(key, name)
        return said

    def choice(self) -> Choice:
        said = self.cleaned_data
        line = next(iter(self.lines.values()))
        names = said.get("sheets") or list(self.lines)
        return Choice(
            sheets=[{"name": name, "line": self.lines.get(name, line)} for name in names],
            columns={
                key: int(name.removeprefix(COLUMN))
                for name, key in said.items()
                if name.startswith(COLUMN) and key
            },
            constants={
                name.removeprefix(CONSTANT): text
                for name, text in said.items()
                if name.startswith(CONSTANT) and text
            },
        )


class NoteFilter(Filter):
    first = ("loai",)

    loai = forms.ChoiceField(
        label=gettext_lazy("Hiện"), choices=[ANY, *ImportNote.Kind.choices], required=False
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        kind = self.cleaned_data["loai"]
        return rows.filter(kind=kind) if kind else rows
