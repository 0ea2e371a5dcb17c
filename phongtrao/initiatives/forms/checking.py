"""The check of a dossier: points ticked, or what is to be mended and where."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField
from phongtrao.documents.fields import read_fields
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.checking import Place


class CheckForm(forms.Form):
    """``diem_…``: a point of the checklist; ``sua_…``: what is asked at a box of the report."""

    reason = LongTextField(
        label=gettext_lazy("Ý kiến khi trả lại"),
        required=False,
        need=gettext_lazy("cần khi trả lại"),
        rows=3,
        max_length=2_000,
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = initiative.round.checklist
        self.boxes = read_fields(initiative.round.form.fields)
        for point in self.points:
            field = forms.BooleanField(label=point["label"], required=False)
            self.fields[f"diem_{point['key']}"] = field
        for box in self.boxes:
            label = _("Cần sửa ở “%s”") % box.label
            self.fields[f"sua_{box.key}"] = LongTextField(
                label=label, required=False, rows=2, max_length=500
            )

    def point_fields(self) -> list[BoundField]:
        return [self[f"diem_{point['key']}"] for point in self.points]

    def place_of(self, key: str) -> BoundField:
        return self[f"sua_{key}"]

    def answers(self) -> dict[str, bool]:
        asked = self.cleaned_data
        return {point["key"]: asked[f"diem_{point['key']}"] for point in self.points}

    def places(self) -> list[Place]:
        asked = self.cleaned_data
        return [
            Place(box.key, words)
            for box in self.boxes
            if (words := asked[f"sua_{box.key}"].strip())
        ]
