"""One award as it is written down; what the register is narrowed by; why an award ends."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Award, Honour
from phongtrao.awards.services.completeness import FACTS
from phongtrao.awards.services.register import Given
from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField, offer
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import PeriodKind, calendar_year, parse_period, school_year
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.ratings import period as read_year
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

R = Award.Route
PEOPLE, UNITS = "ca-nhan", "tap-the"
SHOWN_YEARS = 12
ROUTES = [(key, label) for key, label in R.choices if key != R.YEARLY]


class HonourField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One that is no longer given says until when it was."""

    def label_from_instance(self, obj: Honour) -> str:
        if obj.valid_to is None:
            return str(obj)
        return say("%(honour)s (đến hết %(day)s)") % {"honour": obj, "day": format_date(obj.valid_to)}  # fmt: skip


class AwardForm(forms.Form):
    """``is_person``: of somebody, at the unit where they worked then; else of the unit itself."""

    person = TextField(
        label=_("Người được khen"),
        max_length=120,
        help_text=_("Họ tên như trong danh sách cán bộ, hoặc mã cán bộ."),
    )
    unit = TextField(label=_("Đơn vị"), max_length=220, help_text=_("Tên hoặc mã, như trong năm được khen."))  # fmt: skip
    honour = HonourField(Honour.objects.none(), label=_("Danh hiệu, hình thức"))
    period = TextField(
        label=_("Năm"),
        max_length=30,
        help_text=_("Năm học hoặc năm của thành tích, ví dụ 2025-2026 hoặc 2025."),
    )
    decision = TextField(label=_("Số quyết định"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = TextField(label=_("Cơ quan, người quyết định"), max_length=200)
    route = forms.ChoiceField(
        label=_("Loại khen thưởng"),
        choices=ROUTES,
        required=False,
        help_text=_(
            "Cho hình thức khen thưởng và cờ thi đua theo phong trào; danh hiệu khác xét hằng năm."
        ),
    )
    reason = LongTextField(label=_("Thành tích"), rows=3, max_length=500, required=False)
    file = UploadField(
        label=_("Bản chụp quyết định, bằng"),
        kinds=UPLOADS,
        required=False,
        why=_("Vào kho minh chứng của đơn vị; người đối chiếu xem ở đây."),
    )

    def __init__(
        self, *args: Any, honours: QuerySet[Honour], is_person: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whose = Q(for_people=True) if is_person else Q(for_units=True)
        offer(self, honour=honours.filter(whose).order_by("-kind", "-rank", "pk"))
        if not is_person:
            del self.fields["person"]

    def clean_period(self) -> str:
        try:
            return read_year(self.cleaned_data["period"])
        except BadInput as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        honour, day = asked.get("honour"), asked.get("decided_on")
        if honour and day and not Honour.objects.in_force(day).filter(pk=honour.pk).exists():
            said = say("Danh hiệu, hình thức này không có hiệu lực vào ngày quyết định. Hãy chọn cái của ngày ấy.")  # fmt: skip
            self.add_error("honour", said)
        return asked

    @staticmethod
    def initial_of(award: Award) -> dict[str, Any]:
        names = ("honour", "decision", "decided_on", "decided_by", "route", "reason")
        known = {name: getattr(award, name) for name in names}
        person = award.person
        return known | {
            "person": person and (person.code or person.full_name),
            "unit": award.unit.code or award.unit.name,
            "period": written_year(award.period),
        }

    def given(self, unit: Unit, person: Any) -> Given:
        asked = self.cleaned_data
        names = ("honour", "period", "decision", "decided_on", "decided_by", "route", "reason")
        return Given(unit=unit, person=person, **{name: asked[name] for name in names})


def written_year(key: str) -> str:
    """As it is typed: “2025-2026” or “2025”."""
    year = parse_period(key)
    if year.kind == PeriodKind.SCHOOL_YEAR:
        return f"{year.start.year}-{year.start.year + 1}"
    return str(year.start.year)


class PaperForm(forms.Form):
    """``papers``: registered ones of the number and day of the decision."""

    paper = forms.ChoiceField(label=_("Văn bản"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, papers: list[OfficialDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.pk), f"{one} – {one.abstract}") for one in papers]
        offer(self, paper=names)
        if len(names) == 1:
            self.initial.setdefault("paper", names[0][0])


class EndForm(forms.Form):
    decision = TextField(label=_("Số quyết định thu hồi"), max_length=60)
    revoked_on = DayField(label=_("Ngày quyết định thu hồi"))
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=300)


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Không đúng ở chỗ nào"), rows=3, max_length=300)


class CompleteForm(forms.Form):
    office = forms.ModelChoiceField(Unit.objects.none(), label=_("Sổ của"), empty_label=None)
    fact = forms.ChoiceField(label=_("Mục của sổ"), choices=FACTS)
    since = DayField(
        label=_("Đầy đủ từ ngày"),
        required=False,
        help_text=_("Từ ngày này mọi quyết định khen thưởng đều đã vào sổ. Để trống: thôi nói."),
    )

    def __init__(self, *args: Any, offices: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, office=offices)


def _years() -> list[tuple[str, Any]]:
    this = timezone.localdate().year
    found: list[tuple[str, Any]] = [ANY]
    for year in range(this, this - SHOWN_YEARS, -1):
        found += [(one.key, one.label) for one in (school_year(year), calendar_year(year))]
    return found


class AwardFilter(Filter):
    """``honours``: those offered to whoever looks."""

    q = TextField(label=_("Họ tên, đơn vị, số quyết định"))
    danh_hieu = forms.ModelChoiceField(
        Honour.objects.none(), label=_("Danh hiệu, hình thức"), empty_label=_("Tất cả")
    )
    nam = forms.ChoiceField(label=_("Năm học, năm"), choices=lazy(_years, list)())
    don_vi = TextField(label=_("Đơn vị"))
    doi_tuong = forms.ChoiceField(
        label=_("Khen ai"), choices=[ANY, (PEOPLE, _("Cá nhân")), (UNITS, _("Tập thể"))]
    )
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Award.Status.choices])
    loai = forms.ChoiceField(label=_("Loại khen thưởng"), choices=[ANY, *R.choices])

    def __init__(self, *args: Any, honours: QuerySet[Honour], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, danh_hieu=honours.order_by("-kind", "-rank", "pk"))

    def narrow(self, rows: QuerySet[Award]) -> QuerySet[Award]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(person__search_text__contains=words)
                | Q(unit__search_text__contains=words)
                | Q(decision__icontains=asked["q"])
            )
        if asked["don_vi"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["don_vi"]))
        for name, field in (("danh_hieu", "honour"), ("nam", "period"), ("tinh_trang", "status"), ("loai", "route")):  # fmt: skip
            if asked[name]:
                rows = rows.filter(**{field: asked[name]})
        if asked["doi_tuong"]:
            rows = rows.filter(person__isnull=asked["doi_tuong"] == UNITS)
        return rows
