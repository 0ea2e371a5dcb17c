"""Which contents and duties of a plan that was read become tasks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from phongtrao.plans.forms.tasks import NamesField
from phongtrao.plans.intake.sections import ORDER, SECTIONS, TASK_SOURCES
from phongtrao.plans.intake.values import title_of
from phongtrao.plans.models import IntakeFact
from phongtrao.reader import find_time

WHOLE = "ca"  # the choice that stands for every item of its section


class SourcesField(forms.MultipleChoiceField):
    """Items of one section; of all sections together one at least is needed."""

    need = gettext_lazy("ít nhất một mục ở trang này")


class DraftTasksForm(forms.Form):
    """A list to tick for each section; what has a deadline in its sentence is ticked already."""

    leads = NamesField(
        label=gettext_lazy("Cơ quan chủ trì của mục chưa ghi ai"),
        rows=2,
        required=False,
        help_text=gettext_lazy(
            "Mỗi dòng một cơ quan. Để trống thì bổ sung ở từng nhiệm vụ trước khi ban hành."
        ),
    )

    def __init__(self, *args: Any, facts: Iterable[IntakeFact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, list[IntakeFact]] = {}
        for fact in facts:
            self.rows.setdefault(fact.section, []).append(fact)
        for section in sorted(self.rows, key=ORDER.__getitem__):
            self.fields[section] = _field(section, self.rows[section])
        self.order_fields([*self.rows, "leads"])

    def chosen(self) -> list[int]:
        """Primary keys of the ticked facts."""
        found: list[int] = []
        for section, rows in self.rows.items():
            ticked = set(self.cleaned_data[section])
            found += [fact.pk for fact in rows if WHOLE in ticked or str(fact.pk) in ticked]
        return found


def _field(section: str, rows: list[IntakeFact]) -> forms.Field:
    choices = [(str(fact.pk), _said(fact)) for fact in rows]
    if len(rows) > 1:
        whole = ngettext("Cả %d mục của phần này", "Cả %d mục của phần này", len(rows))
        choices.insert(0, (WHOLE, whole % len(rows)))
    return SourcesField(
        label=str(SECTIONS[section].label),
        required=False,
        choices=choices,
        initial=[str(fact.pk) for fact in rows if find_time(fact.value.get("text") or "")],
        widget=forms.CheckboxSelectMultiple,
    )


def _said(fact: IntakeFact) -> str:
    text = title_of(SECTIONS[fact.section], fact.value)
    who = fact.value.get(TASK_SOURCES.get(fact.section, "")) or ""
    return f"{who}: {text}" if who else text
