"""Input about the ratings of a year: the filter of the list, and the sheet of a whole unit."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.lib.periods import Period, PeriodKind, calendar_year, containing, school_year
from phongtrao.orgs.kinds import rating_levels
from phongtrao.orgs.models import Person, Unit, YearlyRating
from phongtrao.orgs.services import Decision, Given
from phongtrao.web.tables import ANY, Filter

YEARS_BACK = 7
NOT_RATED = "0"
MONTHS_BEFORE_RATING = timedelta(days=240)  # ratings are given at the end of May (DOMAIN.md)


def years_to_rate() -> list[Period]:
    """The school year of today and those before, each followed by the calendar year it began in."""
    now = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR).start.year
    this = timezone.localdate().year
    years = range(this, this - YEARS_BACK, -1)
    return [
        period
        for year in years
        for period in (school_year(year), calendar_year(year))
        if period.kind is PeriodKind.CALENDAR_YEAR or year <= now
    ]


def year_at_hand() -> Period:
    """The school year that is rated now: from May on the one that ends, before that the last one."""
    day = timezone.localdate() - MONTHS_BEFORE_RATING
    return containing(day, PeriodKind.SCHOOL_YEAR)


def year_choices() -> list[tuple[str, str]]:
    return [(period.key, period.label) for period in years_to_rate()]


def level_choices() -> list[tuple[str, str]]:
    named = [(str(level.level), level.name) for level in rating_levels().values()]
    return [*named, (NOT_RATED, gettext("Không thuộc diện xếp loại"))]


class RatingFilter(Filter):
    first = ("nam", "muc")

    nam = forms.ChoiceField(label=gettext_lazy("Năm"), choices=list)
    muc = forms.ChoiceField(label=gettext_lazy("Mức xếp loại"), choices=list)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, nam=[ANY, *year_choices()], muc=[ANY, *level_choices()])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["nam"]:
            rows = rows.filter(period=said["nam"])
        if said["muc"]:
            rows = rows.filter(level=None if said["muc"] == NOT_RATED else said["muc"])
        return rows


class YearForm(forms.Form):
    """Which year the sheet is for; stands in the address."""

    nam = forms.ChoiceField(label=gettext_lazy("Năm"), choices=list)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, nam=year_choices())


class SheetRow(NamedTuple):
    """One line of the sheet: a person, or None for the unit itself."""

    person: Person | None
    level: BoundField
    note: BoundField


class RatingSheet(forms.Form):
    """The ratings of a unit and its people for one year, each a level and a note. Empty: not yet."""

    decision = TextField(
        label=gettext_lazy("Số quyết định"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Ghi cho mọi dòng đã chọn mức; để trống thì mỗi dòng giữ số đã ghi."
        ),
    )
    decided_on = DayField(
        label=gettext_lazy("Ngày quyết định"),
        required=False,
        help_text=gettext_lazy("Để trống thì mỗi dòng giữ ngày đã ghi."),
    )

    def __init__(
        self,
        *args: Any,
        unit: Unit,
        people: Iterable[Person],
        standing: Mapping[int | None, YearlyRating],
        rates_unit: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.subjects: list[Person | None] = [*([None] if rates_unit else []), *people]
        choices = [("", gettext("Chưa ghi")), *level_choices()]
        rows = [standing.get(subject.pk if subject else None) for subject in self.subjects]
        for subject, row in zip(self.subjects, rows, strict=True):
            self._add(subject, choices, row)
        self._show_decision([row for row in rows if row])

    def _show_decision(self, rows: list[YearlyRating]) -> None:
        """What every rating on the sheet rests on; where they differ the boxes stay empty."""
        for name in ("decision", "decided_on"):
            said = {getattr(row, name) for row in rows}
            self.initial[name] = said.pop() if len(said) == 1 else None

    def _add(
        self, subject: Person | None, choices: list[tuple[str, str]], row: YearlyRating | None
    ) -> None:
        who = str(subject or self.unit)
        key = subject.pk if subject else 0
        level = "" if row is None else str(row.level or NOT_RATED)
        self.fields[f"level_{key}"] = forms.ChoiceField(
            label=gettext("Mức của %s") % who, choices=choices, required=False, initial=level
        )
        self.fields[f"note_{key}"] = TextField(
            label=gettext("Ghi chú của %s") % who,
            max_length=300,
            required=False,
            initial=row.note if row else "",
        )

    def rows(self) -> list[SheetRow]:
        keyed = [(subject, subject.pk if subject else 0) for subject in self.subjects]
        return [
            SheetRow(subject, self[f"level_{key}"], self[f"note_{key}"]) for subject, key in keyed
        ]

    def head(self) -> list[BoundField]:
        return [self["decision"], self["decided_on"]]

    def given(self) -> list[Given]:
        """What was filled in; what was left empty is left as it stands."""
        said = self.cleaned_data
        return [
            Given(self.unit, int(level) or None, subject, said[f"note_{key}"])
            for subject, key in ((one, one.pk if one else 0) for one in self.subjects)
            if (level := said[f"level_{key}"])
        ]

    def decided(self) -> Decision:
        return Decision(self.cleaned_data["decision"], self.cleaned_data["decided_on"])
