"""Which criterion of the new edition each old one's scores go to: its code, typed or chosen from one shared list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from phongtrao.assessments.models import Criterion, Edition
from phongtrao.assessments.services.moving import Step
from phongtrao.base.forms import TextField

CODE = "c-"


@dataclass(frozen=True, slots=True)
class Line:
    step: Step
    field: BoundField

    @property
    def is_renamed(self) -> bool:
        """The same code may say something else now: then both wordings are shown."""
        return self.step.new is not None and self.step.new.title != self.step.old.title


class MoveForm(forms.Form):
    """An empty box: the scores of that criterion are dropped. ``read``: the edition whose criteria were shown."""

    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))

    def __init__(self, *args: Any, steps: Sequence[Step], edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps
        self.by_code = {one.code: one for one in edition.leaves}
        for step in steps:
            self.fields[f"{CODE}{step.old.pk}"] = TextField(
                label=step.old.code, required=False, initial=step.new.code if step.new else ""
            )

    def clean(self) -> dict[str, Any]:
        taken: dict[str, str] = {}
        for step in self.steps:
            name = f"{CODE}{step.old.pk}"
            code = self.cleaned_data.get(name, "")
            if code and code not in self.by_code:
                self.add_error(name, _("Phiên bản mới không có tiêu chí “%s”.") % code)
            elif code and code in taken:
                said = _("Tiêu chí %(code)s đã nhận điểm của tiêu chí %(old)s.")
                self.add_error(name, said % {"code": code, "old": taken[code]})
            elif code:
                taken[code] = step.old.code
        return self.cleaned_data

    def pairs(self) -> dict[int, int]:
        chosen = ((step.old.pk, self._chosen(step)) for step in self.steps)
        return {old: new.pk for old, new in chosen if new}

    def lines(self) -> list[Line]:
        return [Line(step, self[f"{CODE}{step.old.pk}"]) for step in self.steps]

    @property
    def faults(self) -> list[tuple[BoundField, str]]:
        return [(field, str(error)) for field in self for error in field.errors]

    def _chosen(self, step: Step) -> Criterion | None:
        return self.by_code.get(self.cleaned_data[f"{CODE}{step.old.pk}"])
