"""Of whom a rule is asked, and when; other numbers tried on it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.awards.populations import Whom
from phongtrao.awards.queries.questions import Question
from phongtrao.base.forms import DayField, NumberField, offer, ticks
from phongtrao.lib.facts import Subject
from phongtrao.lib.numbers import format_number
from phongtrao.lib.rules import Clause, Occasion, Rule, say_clause, thresholds
from phongtrao.orgs.models import Unit

CALENDARS = [("year", _("Năm (01/01–31/12)")), ("school", _("Năm học"))]
MOST, PLACES = 1_000_000, 4  # of a number that is tried
YEARS = 20  # that can be chosen
SUBJECTS = [("person", _("Cá nhân")), ("unit", _("Tập thể"))]


class AskForm(forms.Form):
    office = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Xét ở"),
        empty_label=None,
        help_text=_("Đơn vị này và mọi đơn vị trực thuộc."),
    )
    subject = forms.ChoiceField(label=_("Đối tượng"), choices=SUBJECTS)
    kinds = ticks(_("Loại đơn vị"), [], _("Không chọn: mọi loại đơn vị."))
    on = DayField(label=_("Tính đến ngày"), help_text=_("Ngày cơ quan có thẩm quyền nhận hồ sơ."))
    calendar = forms.ChoiceField(label=_("Tính theo"), choices=CALENDARS)
    year = forms.ChoiceField(
        label=_("Năm xét"), help_text=_("Năm học ghi bằng năm bắt đầu: 2025 là năm học 2025–2026.")
    )
    first = forms.ChoiceField(label=_("Giai đoạn từ năm"), required=False)
    last = forms.ChoiceField(
        label=_("đến năm"),
        required=False,
        help_text=_("Giai đoạn của phong trào, nếu tiêu chuẩn có hỏi."),
    )

    def __init__(self, *args: Any, rule: Rule, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("Không có"))
        offer(self, office=units, year=_years(), first=[none, *_years()], last=[none, *_years()])
        self.fields["kinds"].choices = _kinds()  # type: ignore[attr-defined]  # of ticks
        if rule.subject is not None:
            self.fields["subject"].initial = rule.subject.value
            self.fields["subject"].widget = forms.HiddenInput()

    @staticmethod
    def first_values(found: RuleSet) -> Mapping[str, Any]:
        """Today, or the last day on which the set holds."""
        today = min(timezone.localdate(), found.valid_to or date.max)
        period = {"first": str(today.year - 4), "last": str(today.year)}
        return {"on": today, "year": str(today.year - 1), "calendar": "year", **period}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("Năm cuối phải từ năm đầu trở đi."))
        if bool(first) != bool(last):
            self.add_error("last", _("Ghi cả năm đầu và năm cuối của giai đoạn."))
        return said

    @classmethod
    def usual(cls, version: RuleSetVersion, key: str, rule: Rule, office: Unit) -> Question:
        """What the form asks where nobody changes it."""
        said = cls.first_values(version.rule_set)
        period = (int(said["first"]), int(said["last"]))
        whom = Whom(rule.subject or Subject.PERSON, office, said["on"])
        occasion = Occasion(said["on"], int(said["year"]), period, said["calendar"])
        return Question(version, key, whom, occasion)

    def question(self, version: RuleSetVersion, key: str) -> Question:
        said = self.cleaned_data
        period = (int(said["first"]), int(said["last"])) if said.get("first") else None
        occasion = Occasion(said["on"], int(said["year"]), period, said["calendar"])
        kinds = tuple(said["kinds"])
        whom = Whom(Subject(said["subject"]), said["office"], said["on"], kinds)
        return Question(version, key, whom, occasion)


class TransitionForm(forms.Form):
    older = forms.ModelChoiceField(
        RuleSet.objects.none(), label=_("Thay bộ"), required=False, empty_label=_("Không có")
    )
    until = DayField(
        label=_("Bộ cũ còn dùng cho hồ sơ nhận đến hết ngày"),
        required=False,
        help_text=_("Theo điều khoản chuyển tiếp: đến ngày ấy, văn bản nào lợi hơn thì dùng. Để trống cả hai: không có điều khoản này."),
    )  # fmt: skip

    def __init__(self, *args: Any, sets: QuerySet[RuleSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, older=sets)


class TryForm(forms.Form):
    """A box for every number of a rule; what is as it was is not tried."""

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = thresholds(clause)
        for one in self.numbers:
            field = NumberField(
                label=say_clause(one.clause), required=False, lowest=0, highest=MOST
            )
            field.widget.attrs["placeholder"] = format_number(float(one.value))
            self.fields[f"n{one.place}"] = field

    def tried(self) -> dict[int, Fraction]:
        if not self.is_valid():
            return {}
        said = {one: self.cleaned_data.get(f"n{one.place}") for one in self.numbers}
        numbers = {
            one: Fraction(str(round(value, PLACES)))
            for one, value in said.items()
            if value is not None
        }
        return {one.place: number for one, number in numbers.items() if number != one.value}


def _years() -> list[tuple[str, str]]:
    newest = timezone.localdate().year
    return [(str(year), str(year)) for year in range(newest, newest - YEARS, -1)]


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.value, kind.label) for kind in Unit.Kind if kind not in Unit.Kind.silent]
