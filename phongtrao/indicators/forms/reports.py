"""A unit's numbers as fields: numerator, denominator where it types one, parts, a note, a file."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import NumberField, TextField, UploadField
from phongtrao.documents.content import UPLOADS
from phongtrao.indicators.queries.reports import Cell
from phongtrao.indicators.saying import before_words
from phongtrao.indicators.sheets import part_below

YES_NO = [("", "—"), ("1", gettext_lazy("Có")), ("0", gettext_lazy("Không"))]


class NumbersForm(forms.Form):
    """Names of fields: “n12”, “d12”, “note12”, “file12”, of a part “n12:gender:female”."""

    def __init__(self, *args: Any, cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = cells
        for cell in cells:
            self.fields.update(self._fields(cell))

    def _fields(self, cell: Cell) -> dict[str, forms.Field]:
        key = cell.key
        fields = {f"n{key}": self._numerator(cell)}
        if cell.is_typed_below:
            label = cell.indicator.denominator or gettext_lazy("Mẫu số")
            fields[f"d{key}"] = NumberField(label=label, required=False)
        for part, name in cell.names.items():
            fields[f"n{key}:{part}"] = NumberField(label=name, required=False)
            if cell.indicator.is_ratio:
                fields[f"d{key}:{part}"] = NumberField(label=part_below(name), required=False)
        note = TextField(label=gettext_lazy("Ghi chú"), required=False, max_length=500)
        file = UploadField(label=gettext_lazy("Minh chứng"), kinds=UPLOADS, required=False)
        return fields | {f"note{key}": note, f"file{key}": file}

    @staticmethod
    def _numerator(cell: Cell) -> forms.Field:
        label = cell.indicator.numerator
        if cell.indicator.is_yes_no:
            return forms.ChoiceField(label=label, choices=YES_NO, required=False)
        return NumberField(label=label, required=False)

    @staticmethod
    def initial_of(cells: Sequence[Cell]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for cell in cells:
            if cell.whole:
                n = cell.whole.n
                found[f"n{cell.key}"] = f"{n:.0f}" if cell.indicator.is_yes_no else n
                found[f"d{cell.key}"] = cell.whole.d
            found[f"note{cell.key}"] = cell.note
            for part, number in cell.parts.items():
                found |= {f"n{cell.key}:{part}": number.n, f"d{cell.key}:{part}": number.d}
        return found

    def values(self) -> dict[str, dict[str, Any]]:
        """In the shape of ``UnitReport.values``."""
        asked = self.cleaned_data
        found: dict[str, dict[str, Any]] = {}
        for cell in self.cells:
            key = cell.key
            found[key] = {
                "n": _said(asked.get(f"n{key}")),
                "d": _said(asked.get(f"d{key}")),
                "note": asked.get(f"note{key}") or "",
                "evidence": cell.evidence,
            }
            for part in cell.names:
                found[f"{key}:{part}"] = {
                    name: _said(asked.get(f"{name}{key}:{part}")) for name in ("n", "d")
                }
        return found

    def uploads(self) -> dict[int, "UploadedFile[Any]"]:
        """By key of the indicator."""
        files = {cell.indicator.pk: self.cleaned_data.get(f"file{cell.key}") for cell in self.cells}
        return {key: file for key, file in files.items() if isinstance(file, UploadedFile)}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Cell and fields together, for the page."""
        for cell in self.cells:
            key = cell.key
            yield {
                "cell": cell,
                "before": before_words(cell),
                "n": self[f"n{key}"],
                "d": self[f"d{key}"] if cell.is_typed_below else None,
                "parts": [
                    self[name]
                    for part in cell.names
                    for name in (f"n{key}:{part}", f"d{key}:{part}")
                    if name in self.fields
                ],
                "note": self[f"note{key}"],
                "file": self[f"file{key}"],
            }


def _said(value: Any) -> str | None:
    return None if value in {None, ""} else str(value)
