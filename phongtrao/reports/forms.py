"""The form of a consolidated report: the period, and what stands on the paper besides the figures."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Paper
from phongtrao.lib.periods import (
    MonthDay,
    Period,
    PeriodKind,
    containing,
    parse_period,
)
from phongtrao.lib.text import fold
from phongtrao.reports.facts import Letter
from phongtrao.web.tables import Filter

KINDS = (PeriodKind.CALENDAR_YEAR, PeriodKind.SCHOOL_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


def period_choices(today: date | None = None) -> list[tuple[str, str]]:
    """This and the previous period of each kind; school years begin as the settings say."""
    day = today or timezone.localdate()
    starts = MonthDay(*settings.SCHOOL_YEAR_STARTS)
    current = [containing(day, kind, starts=starts) for kind in KINDS]
    found = [period for now in current for period in (now, now.previous())]
    return [(period.key, period.label) for period in found]


def read_period(key: str) -> Period:
    return parse_period(key, starts=MonthDay(*settings.SCHOOL_YEAR_STARTS))


class PeriodForm(forms.Form):
    """Which period the numbers on screen are about; the calendar year unless asked."""

    ky = forms.ChoiceField(label=_("Kỳ báo cáo"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ky"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = period_choices()

    def period(self) -> Period:
        chosen = self.cleaned_data["ky"] if self.is_valid() else ""
        return read_period(chosen or period_choices()[0][0])


class ReportForm(forms.Form):
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=40, help_text=_("Sau số báo cáo, ví dụ BC-SGDĐT.")
    )
    place = forms.CharField(label=_("Địa danh"), max_length=60, required=False)
    capacity = forms.CharField(
        label=_("Thẩm quyền ký"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ KT. GIÁM ĐỐC; để trống nếu người đứng đầu ký."),
    )
    position = forms.CharField(label=_("Chức vụ người ký"), max_length=60, required=False)
    signer = forms.CharField(label=_("Họ và tên người ký"), max_length=80, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một nơi nhận."),
    )
    filing = forms.CharField(
        label=_("Lưu"), max_length=60, initial="VT", help_text=_("Ví dụ VT, VP.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = period_choices()

    @staticmethod
    def initial_of(letter: Letter) -> dict[str, str]:
        names = ("symbol", "place", "capacity", "position", "signer", "filing")
        return {
            **{name: getattr(letter, name) for name in names},
            "recipients": "\n".join(letter.recipients),
        }

    def letter(self) -> Letter:
        asked = {k: v for k, v in self.cleaned_data.items() if k not in {"period", "recipients"}}
        lines = self.cleaned_data["recipients"].splitlines()
        return Letter(**asked, recipients=tuple(line.strip() for line in lines if line.strip()))


class ReportFilter(Filter):
    q = forms.CharField(label=_("Tên báo cáo"))
    status = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Tất cả")), *Paper.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            wanted = fold(q)
            # Few reports a year: folding them here spares a column.
            keep = [
                pk for pk, title in rows.values_list("pk", "paper__title") if wanted in fold(title)
            ]
            rows = rows.filter(pk__in=keep)
        if status := self.cleaned_data["status"]:
            rows = rows.filter(paper__status=status)
        return rows
