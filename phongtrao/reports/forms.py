"""The form of a consolidated report: the period, and what stands on the paper besides the figures."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, offer
from phongtrao.base.search import with_words
from phongtrao.documents.forms.signing import SIGNING, SignedForm
from phongtrao.documents.models import Paper
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import Period, PeriodKind, containing
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.periods import read_period, school_year_start
from phongtrao.reports.access import other_versions
from phongtrao.reports.facts import Letter
from phongtrao.reports.models import PlanReport
from phongtrao.web.tables import ANY, Filter

NOT_LETTER = {"period", "movement", "recipients", "activities", "proposed_for"}
KINDS = (PeriodKind.CALENDAR_YEAR, PeriodKind.SCHOOL_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


def period_choices(today: date | None = None) -> list[tuple[str, str]]:
    """This and the previous period of each kind; school years begin as the settings say."""
    day = today or timezone.localdate()
    current = [containing(day, kind, starts=school_year_start()) for kind in KINDS]
    found = [period for now in current for period in (now, now.previous())]
    return [(period.key, period.label) for period in found]


class MovementField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One of the movements a plan serves; none: the whole plan. S1-01"""

    def __init__(self) -> None:
        super().__init__(
            label=_("Phong trào"),
            queryset=Movement.objects.none(),
            required=False,
            empty_label=_("Cả kế hoạch"),
            widget=forms.Select(attrs={"class": "form-select"}),
        )


class PeriodForm(forms.Form):
    """What the numbers on screen are about: a period (the calendar year unless asked), a movement."""

    ky = forms.ChoiceField(label=_("Kỳ báo cáo"), required=False)
    phong_trao = MovementField()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, ky=period_choices())
        offer_movements(self, "phong_trao", plan)

    def period(self) -> Period:
        chosen = self.cleaned_data["ky"] if self.is_valid() else ""
        return read_period(chosen or period_choices()[0][0])

    def movement(self) -> Movement | None:
        """Http404 for a movement that the plan does not serve."""
        if not self.is_valid() and "phong_trao" in self.errors:
            raise Http404
        found: Movement | None = self.cleaned_data.get("phong_trao")
        return found


def offer_movements(form: forms.Form, name: str, plan: Plan) -> None:
    """Choose among the plan's movements; with one there is nothing to split."""
    movements = plan.movements.order_by("title")
    if len(movements) > 1:
        offer(form, **{name: movements})
    else:
        del form.fields[name]


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: PlanReport) -> str:
        said = _("Phiên bản %(n)s, số liệu đến %(day)s, %(state)s")
        return said % {
            "n": obj.paper.version,
            "day": format_date(obj.as_of),
            "state": obj.paper.get_status_display().lower(),
        }


class CompareForm(forms.Form):
    """With which other version a report is compared: the one before it unless asked."""

    voi = VersionField(
        label=_("So với"),
        queryset=PlanReport.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self, *args: Any, report: PlanReport, user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.others = other_versions(user, report)
        field = self.fields["voi"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = self.others

    def other(self) -> PlanReport | None:
        """None when there is no other; Http404 for one that is no version of this report."""
        if not self.is_valid():
            raise Http404
        if chosen := self.cleaned_data["voi"]:
            return chosen  # type: ignore[no-any-return]  # of the queryset above
        earlier = self.others.filter(paper__version__lt=self.report.paper.version)
        found = earlier.first() or self.others.first()
        self.initial["voi"] = found
        return found


class LetterForm(SignedForm):
    """What stands on a report besides its figures."""

    symbol = TextField(
        label=_("Ký hiệu"), max_length=40, help_text=_("Sau số báo cáo, ví dụ BC-SGDĐT.")
    )
    recipients = LongTextField(
        label=_("Nơi nhận"),
        required=False,
        max_length=1_000,
        rows=3,
        help_text=_("Mỗi dòng một nơi nhận."),
    )
    filing = TextField(label=_("Lưu"), max_length=60, initial="VT", help_text=_("Ví dụ VT, VP."))
    field_order: tuple[str, ...] = ("symbol",)

    @staticmethod
    def initial_of(letter: Letter) -> dict[str, str]:
        names = ("symbol", *SIGNING, "filing")
        return {
            **{name: getattr(letter, name) for name in names},
            "recipients": "\n".join(letter.recipients),
        }

    def letter(self) -> Letter:
        asked = {k: v for k, v in self.cleaned_data.items() if k not in NOT_LETTER}
        lines = self.cleaned_data["recipients"].splitlines()
        return Letter(**asked, recipients=tuple(line.strip() for line in lines if line.strip()))


class DoneForm(LetterForm):
    """With what units did: proposed, kept as the writer leaves it."""

    activities = LongTextField(
        label=_("Kết quả từ hoạt động đã ghi"),
        required=False,
        max_length=30_000,  # nineteen kinds with two examples each, the longest titles
        rows=8,
        help_text=_(
            "Hệ thống đề xuất từ hoạt động đã xác nhận. Mỗi dòng là một ý của báo cáo: sửa, bỏ bớt;"
            " bỏ trống thì báo cáo không nêu."
        ),
    )
    field_order: tuple[str, ...] = ("activities", "symbol")

    def done(self) -> list[str]:
        lines = self.cleaned_data["activities"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class ReportForm(DoneForm):
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))
    movement = MovementField()
    # The period and movement that the lines of activities were proposed for: not said of another.
    proposed_for = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("period", "movement", "activities", "symbol")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, period=period_choices())
        offer_movements(self, "movement", plan)

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        before, now = (
            asked.get("proposed_for"),
            lines_of(asked.get("period"), asked.get("movement")),
        )
        if before and before != now and asked.get("activities") and "period" in asked:
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, not changed in place
            data["proposed_for"] = now
            self.data = data
            self.add_error(
                "activities",
                _(
                    "Các dòng này của kỳ hoặc phong trào khác. Hãy bấm “Đề xuất lại từ hoạt động”, hoặc sửa"
                    " các dòng rồi bấm “Lập báo cáo” lần nữa."
                ),
            )
        return asked


def lines_of(period: str | None, movement: Movement | None) -> str:
    """What lines of activities are about: “2026Q3:” of a whole plan, “2026Q3:7” of its movement 7."""
    return f"{period}:{movement.pk if movement else ''}"


class ReportFilter(Filter):
    q = forms.CharField(label=_("Tên báo cáo"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Paper.Status.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = with_words(rows, "paper__title", q)
        if status := self.cleaned_data["tinh_trang"]:
            rows = rows.filter(paper__status=status)
        return rows
