"""The page on which an achievement report is written."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.report_forms import LONG, SHORT, Section, form_of, limits
from phongtrao.nominations.services.reports import on_record, propose_summary

LONGEST = 20_000


class ReportForm(forms.Form):
    """A box for each section, then the two summaries of the same text; nothing is needed to keep a draft."""

    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = form_of(nomination).sections
        # Never saved: what is on record stands there to be finished.
        report = (
            nomination.report if nomination.saved or nomination.report else on_record(nomination)
        )
        for one in self.sections:
            self.fields[one.key] = _field(one)
            self.initial[one.key] = report.get(one.key, "")
        most = limits()
        self.fields["summary"] = LongTextField(
            label=_("Tóm tắt nửa trang"),
            rows=9,
            max_length=most["summary"],
            required=False,
            help_text=_("Cùng một nội dung với báo cáo, nhiều nhất %d ký tự.") % most["summary"],
        )
        self.fields["brief"] = LongTextField(
            label=_("Trích ngang hai dòng"),
            rows=2,
            max_length=most["brief"],
            required=False,
            help_text=_("In ở danh sách, nhiều nhất %d ký tự.") % most["brief"],
        )
        self.initial.update(summary=nomination.summary, brief=nomination.brief)

    def parts(self) -> list[tuple[str, list[BoundField]]]:
        parts: list[tuple[str, list[BoundField]]] = []
        for one in self.sections:
            if one.part or not parts:
                parts.append((one.part, []))
            parts[-1][1].append(self[one.key])
        return parts

    def summaries(self) -> list[BoundField]:
        return [self["summary"], self["brief"]]

    def values(self) -> dict[str, str]:
        return dict(self.cleaned_data)

    def proposed(self, name: str) -> str:
        """Cut at sentences from what is written."""
        return propose_summary(self.sections, self.cleaned_data, limits()[name])


def _field(section: Section) -> forms.Field:
    said: dict[str, Any] = {"label": section.label, "required": False, "help_text": section.hint}
    if section.kind == SHORT:
        field: TextField = TextField(max_length=200, **said)
    else:
        field = LongTextField(rows=8 if section.kind == LONG else 4, max_length=LONGEST, **said)
    if section.is_required:
        field.need = _("cần khi gửi")
    return field
