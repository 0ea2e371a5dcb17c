"""What is typed about calls, registrations and pledges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Honour, Registration, RegistrationCall
from phongtrao.awards.services.registration_calls import Changed
from phongtrao.base.forms import (
    DayField,
    LongTextField,
    MarkedForm,
    TextField,
    UploadField,
    offer,
    ticks,
)
from phongtrao.documents.content import UPLOADS
from phongtrao.lib.periods import Period, PeriodKind, calendar_year, containing
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.queries import kind_ticks
from phongtrao.web.tables import ANY, Filter

DONE, OWED, LATE = "da-xac-nhan", "chua-xac-nhan", "qua-han"


def years_to_register() -> list[Period]:
    """School and calendar years that run, and the next ones."""
    school = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR)
    year = calendar_year(timezone.localdate().year)
    return [school, school.next(), year, year.next()]


class CallForm(forms.Form):
    office = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Đơn vị tổ chức"), empty_label=None
    )
    title = TextField(label=_("Tên đợt đăng ký"), max_length=200)
    period = forms.ChoiceField(label=_("Đăng ký cho"))
    opens_on = DayField(label=_("Từ ngày"))
    closes_on = DayField(
        label=_("Đến hết ngày"),
        help_text=_("Sau ngày này, ghi hay sửa đăng ký phải nêu lý do."),
    )
    kinds = ticks(_("Loại đơn vị đăng ký"), kind_ticks)
    text = LongTextField(label=_("Hướng dẫn"), rows=5, max_length=5_000, required=False)
    is_required = forms.BooleanField(
        label=_("Chỉ xét danh hiệu đã đăng ký"),
        required=False,
        help_text=_("Cuối năm, danh hiệu chưa đăng ký thì không được đề nghị trong phạm vi đợt này."),
    )  # fmt: skip

    def __init__(self, *args: Any, offices: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, office=offices, period=[(one.key, one.label) for one in years_to_register()])
        self.fields["kinds"].required = True

    def call(self) -> RegistrationCall:
        return RegistrationCall(**self.cleaned_data)


class ChangeCallForm(forms.Form):
    title = TextField(label=_("Tên đợt đăng ký"), max_length=200)
    closes_on = DayField(label=_("Đến hết ngày"))
    text = LongTextField(label=_("Hướng dẫn"), rows=5, max_length=5_000, required=False)
    is_required = forms.BooleanField(label=_("Chỉ xét danh hiệu đã đăng ký"), required=False)

    def changed(self) -> Changed:
        return Changed(**self.cleaned_data)


class RegisterForm(MarkedForm):
    """``is_closed``: the day has passed, so a reason is asked for."""

    honours = forms.ModelMultipleChoiceField(
        Honour.objects.none(),
        label=_("Danh hiệu đăng ký"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn được nhiều danh hiệu."),
    )
    actions = LongTextField(
        label=_("Việc làm cụ thể"),
        rows=6,
        max_length=2_000,
        help_text=_("Ví dụ: một sáng kiến được công nhận; tỷ lệ học sinh giỏi; chuyên đề sẽ báo cáo."),
    )  # fmt: skip
    reason = LongTextField(
        label=_("Lý do ghi sau hạn"),
        rows=2,
        max_length=300,
        help_text=_("Được lưu trong lịch sử của đăng ký."),
    )

    def __init__(
        self, *args: Any, honours: QuerySet[Honour], is_closed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, honours=honours)
        if not is_closed:
            del self.fields["reason"]


class WithdrawForm(forms.Form):
    reason = LongTextField(label=_("Lý do rút"), rows=3, max_length=300)


class ReturnForm(forms.Form):
    remark = LongTextField(
        label=_("Phải sửa gì"),
        rows=3,
        max_length=300,
        help_text=_("Người đăng ký nhận thông báo kèm ý kiến này; chưa sửa thì đăng ký chưa được tính."),
    )  # fmt: skip


class SheetRow(NamedTuple):
    person: Person
    titles: BoundField
    actions: BoundField


class PeopleSheet(forms.Form):
    """All people of a unit in one table; a line without titles is left as it is."""

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        honours: Sequence[Honour],
        standing: Mapping[int, tuple[Sequence[int], str]],
        is_closed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.by_key = list(people), {str(one.pk): one for one in honours}
        choices = [(str(one.pk), one.title) for one in honours]
        for person in self.people:
            keys, actions = standing.get(person.pk, ((), ""))
            label = say("Danh hiệu của %s") % person
            titles = ticks(label, choices)
            titles.initial = [str(key) for key in keys]
            self.fields[f"t{person.pk}"] = titles
            self.fields[f"v{person.pk}"] = LongTextField(
                label=say("Việc làm cụ thể của %s") % person,
                rows=2,
                max_length=2_000,
                required=False,
                initial=actions,
            )
        if is_closed:
            self.fields["reason"] = LongTextField(
                label=say("Lý do ghi sau hạn"), rows=2, max_length=300
            )

    @property
    def rows(self) -> list[SheetRow]:
        return [
            SheetRow(person, self[f"t{person.pk}"], self[f"v{person.pk}"]) for person in self.people
        ]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        for person in self.people:
            titles, actions = asked.get(f"t{person.pk}"), asked.get(f"v{person.pk}")
            if titles and not actions:
                self.add_error(f"v{person.pk}", say("Hãy ghi việc làm cụ thể."))
        return asked

    def said(self) -> list[tuple[Person, list[Honour], str]]:
        """Of those with titles."""
        asked = self.cleaned_data
        return [
            (person, [self.by_key[key] for key in asked[f"t{person.pk}"]], asked[f"v{person.pk}"])
            for person in self.people
            if asked[f"t{person.pk}"]
        ]


class RegistrationFilter(Filter):
    """``honours``: those that can be registered at the unit."""

    q = TextField(label=_("Họ tên"))
    danh_hieu = forms.ModelChoiceField(
        Honour.objects.none(), label=_("Danh hiệu"), empty_label=_("Tất cả")
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *Registration.Status.choices]
    )

    def __init__(self, *args: Any, honours: QuerySet[Honour], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, danh_hieu=honours)

    def narrow(self, rows: QuerySet[Registration]) -> QuerySet[Registration]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(person__search_text__contains=fold(asked["q"]))
        if asked["danh_hieu"]:
            rows = rows.filter(titles__honour=asked["danh_hieu"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        return rows


class CalledFilter(Filter):
    first = ("q", "tinh_trang")

    q = TextField(label=_("Tên đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[
            ANY,
            (DONE, _("Đã xác nhận")),
            (OWED, _("Chưa xác nhận")),
            (LATE, _("Quá hạn, chưa xác nhận")),
        ],
    )

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(said_on__isnull=asked["tinh_trang"] != DONE)
        if asked["tinh_trang"] == LATE:
            rows = rows.filter(due_on__lt=timezone.localdate())
        return rows


class PledgeForm(MarkedForm):
    contents = LongTextField(label=_("Nội dung giao ước"), rows=8, max_length=10_000)
    targets = LongTextField(label=_("Chỉ tiêu"), rows=5, max_length=10_000, required=False)
    signed_on = DayField(label=_("Ký ngày"), required=False)
    members = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Thành viên đã ký"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = UploadField(
        label=_("Bản chụp có chữ ký"),
        kinds=UPLOADS,
        required=False,
        why=_("Vào kho minh chứng của đơn vị bạn ghi thay."),
    )

    def __init__(self, *args: Any, members: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, members=members)
