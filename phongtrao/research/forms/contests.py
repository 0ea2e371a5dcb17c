"""A contest of students, its projects, prizes and names; what the lists are narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models import Activity
from phongtrao.base.forms import (
    DayField,
    TextField,
    UploadField,
    WholeNumberField,
    field_of,
    offer,
    ticks,
)
from phongtrao.indicators.models import COLLECTED, Indicator
from phongtrao.lib.periods import calendar_year, parse_period, school_year
from phongtrao.lib.sheets import MAX_BYTES
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Learner, Unit
from phongtrao.research import catalogue
from phongtrao.research.contest_sheets import MOST, fields_of
from phongtrao.research.models import Contest, ContestFeed, ContestProject
from phongtrao.research.services.contests import IDEA, ContestData
from phongtrao.web.tables import ANY, Filter

YEARS_BACK = 6
# What a unit of a kind usually holds; others their own.
LEVELS: dict[str, str] = {
    Unit.Kind.PROVINCE: Contest.Level.PROVINCE,
    Unit.Kind.DEPARTMENT: Contest.Level.PROVINCE,
    Unit.Kind.COMMUNE: Contest.Level.COMMUNE,
}
PRIZED, UNPRIZED = "co", "khong"


def year_choices(today: date, known: str = "") -> list[tuple[str, str]]:
    """The next, this and some before, as school years and as calendar years; and ``known``, however old."""
    years = range(today.year + 1, today.year - YEARS_BACK, -1)
    periods = [one for year in years for one in (school_year(year), calendar_year(year))]
    found = {one.key: one.label for one in periods}
    return list((found | ({known: parse_period(known).label} if known else {})).items())


class ContestForm(forms.Form):
    owner = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Đơn vị ghi kết quả"),
        empty_label=None,
        help_text=_("Trường thuộc đơn vị này ghi được dự án của mình."),
    )
    name = TextField(label=_("Tên cuộc thi"), max_length=300)
    level = forms.ChoiceField(label=_("Cấp"), choices=Contest.Level.choices)
    year = forms.ChoiceField(label=_("Năm học, năm"))
    held_on = DayField(
        label=_("Công bố kết quả ngày"), help_text=_("Từ ngày này mới ghi giải được.")
    )
    organiser = TextField(label=_("Cơ quan tổ chức"), max_length=200)
    fields_said = ticks(_("Lĩnh vực dự thi"), [], _("Không chọn là mọi lĩnh vực của danh mục."))

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        offer(
            self,
            owner=owners,
            year=year_choices(today, self.get_initial_for_field(self.fields["year"], "year") or ""),
        )
        labels = list(catalogue.contest_fields().items())
        field_of(self, "fields_said", forms.MultipleChoiceField).choices = labels
        first = owners.first()
        self.fields["owner"].initial = first
        self.fields["level"].initial = LEVELS.get(first.kind) if first else None
        self.fields["organiser"].initial = first.name if first else ""
        self.fields["year"].initial = school_year(today.year - (today.month < 8)).key  # noqa: PLR2004 -- August

    def said(self) -> ContestData:
        given = self.cleaned_data
        names = ("name", "level", "year", "held_on", "organiser")
        fields = tuple(given["fields_said"])
        return ContestData(fields=fields, **{name: given[name] for name in names})


class ProjectForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Trường"), empty_label=None)
    title = TextField(label=_("Tên dự án"), max_length=300)
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    students = WholeNumberField(
        label=_("Số học sinh"),
        lowest=1,
        highest=MOST,
        help_text=_("Chỉ ghi số. Tên học sinh ghi sau, khi đã có sự đồng ý."),
    )
    teacher = TextField(
        label=_("Giáo viên hướng dẫn"),
        max_length=120,
        required=False,
        help_text=_(
            "Họ tên người của trường, hoặc mã cán bộ. Trùng tên hay người nơi khác thì ghi mã."
        ),
    )
    idea = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Từ ý tưởng"),
        required=False,
        empty_label=_("Không từ ý tưởng đã ghi"),
    )

    def __init__(
        self,
        *args: Any,
        contest: Contest,
        units: QuerySet[Unit],
        activities: QuerySet[Activity],
        idea: Activity | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ideas = activities.filter(kind__key=IDEA, unit__in=units.order_by().values("pk"))
        # Not read by who edits, a draft of the school: it stays as it is.
        self.hidden = idea if idea and not ideas.filter(pk=idea.pk).exists() else None
        offer(
            self,
            unit=units,
            field=list(fields_of(contest).items()),
            idea=ideas.order_by("-starts_on", "-pk"),
        )
        if self.hidden:
            del self.fields["idea"]


class PrizeForm(forms.Form):
    prize = forms.ChoiceField(label=_("Giải"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prizes = [(one.key, one.label) for one in catalogue.prizes()]
        offer(self, prize=[("", _("Không có giải")), *prizes])


class LearnersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Learner) -> str:
        return f"{obj.full_name} ({obj.purpose_note})"


class NamesForm(forms.Form):
    learners = LearnersField(
        Learner.objects.none(),
        label=_("Học sinh đã có sự đồng ý"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tên chỉ ghi ở mục Người học của trường, kèm mục đích và sự đồng ý; hết hạn lưu thì mất ở đây."
        ),
    )

    def __init__(self, *args: Any, learners: QuerySet[Learner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, learners=learners.order_by("full_name", "pk"))


class ResultsForm(forms.Form):
    file = UploadField(label=_("Bảng"), kinds=(".xlsx", ".xls", ".ods"), limit=MAX_BYTES)
    is_trial = forms.BooleanField(label=_("Chỉ kiểm tra, chưa ghi"), required=False)


class ContestFeedForm(forms.Form):
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Chỉ số"),
        help_text=_("Chỉ số là số lượng, cộng từ các đơn vị, chưa có nguồn khác."),
    )
    counted = forms.ChoiceField(label=_("Đếm"), choices=ContestFeed.Counted.choices)
    level = forms.ChoiceField(label=_("Của cuộc thi"), choices=Contest.Level.choices)

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = owners.order_by().values("pk")
        rows = Indicator.objects.filter(COLLECTED, owner__in=keys, rolling=Indicator.Rolling.SUM)
        offer(self, indicator=rows.order_by("sort_key", "pk"))


class ContestFilter(Filter):
    q = TextField(label=_("Tên, cơ quan tổ chức"))
    cap = forms.ChoiceField(label=_("Cấp"), choices=[ANY, *Contest.Level.choices])
    nam = TextField(label=_("Năm công bố"), max_length=4)

    def narrow(self, rows: QuerySet[Contest]) -> QuerySet[Contest]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["cap"]:
            rows = rows.filter(level=asked["cap"])
        if asked["nam"]:
            year = asked["nam"]
            known = year.isdecimal() and int(year)
            rows = rows.filter(held_on__year=known) if known else rows.none()
        return rows


class ProjectFilter(Filter):
    q = TextField(label=_("Tên dự án, trường"))
    linh_vuc = forms.ChoiceField(label=_("Lĩnh vực"), choices=[ANY])
    giai = forms.ChoiceField(label=_("Giải"), choices=[ANY])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prizes = [(one.key, one.label) for one in catalogue.prizes()]
        some = [(PRIZED, _("Có giải")), (UNPRIZED, _("Không có giải"))]
        offer(
            self,
            linh_vuc=[ANY, *catalogue.contest_fields().items()],
            giai=[ANY, *some, *prizes],
        )

    def narrow(self, rows: QuerySet[ContestProject]) -> QuerySet[ContestProject]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(search_text__contains=words) | rows.filter(
                unit__search_text__contains=words
            )
        if asked["linh_vuc"]:
            rows = rows.filter(field=asked["linh_vuc"])
        if prize := asked["giai"]:
            none = {PRIZED: False, UNPRIZED: True}.get(prize)
            rows = rows.filter(prize=prize) if none is None else rows.filter(rank__isnull=none)
        return rows
