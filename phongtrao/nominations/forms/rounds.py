"""A round as its office fills it in; one of its forms; a later hour; what the list is narrowed by."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, LongTextField, TextField, WholeNumberField, offer, ticks
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.periods import PeriodKind, calendar_year, containing, parse_period
from phongtrao.nominations.access.rounds import (
    guidance_for,
    receivers_for,
    rounds_above,
    running_owners,
)
from phongtrao.nominations.models import AwardRound
from phongtrao.nominations.parts import PARTS, USUAL
from phongtrao.nominations.queries.asking import launched_by
from phongtrao.orgs.models import Unit
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.models import Movement
from phongtrao.web.tables import ANY, Filter

PLAIN = (
    "owner", "title", "occasion", "period", "movement", "launched", "guidance", "note", "receiver", "above",
    "opens_on", "needs_registration", "checklist",
)  # fmt: skip
NUMBERS = ("first_year", "last_year", "notice_days")
NEWEST = 200  # papers offered as guidance
END_OF_DAY = time(23, 59)


class HourField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"placeholder": "17:00"})
        super().__init__(input_formats=["%H:%M", "%Hh%M", "%Hh"], widget=widget, **kwargs)


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, paper: OfficialDocument) -> str:
        return f"{paper} – {Truncator(paper.abstract).chars(100)}"


class AboveChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, found: AwardRound) -> str:
        return f"{found.title} · {found.owner}"


class RoundDraftForm(forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị tổ chức"), empty_label=None)
    title = TextField(
        label=_("Tên đợt"),
        max_length=300,
        help_text=_("Ví dụ: Khen thưởng năm học 2026-2027."),
    )
    occasion = forms.ChoiceField(
        label=_("Dịp"),
        choices=AwardRound.Occasion.choices,
        help_text=_(
            "Danh hiệu, hình thức thường xét dịp này được điền sẵn; thêm, bớt sau khi lưu."
        ),
    )
    period = forms.ChoiceField(label=_("Năm học, năm xét"))
    movement = forms.ModelChoiceField(
        Movement.objects.none(),
        label=_("Phong trào"),
        required=False,
        empty_label=_("Không theo phong trào nào"),
    )
    launched = forms.ChoiceField(
        label=_("Cấp phát động phong trào"),
        required=False,
        choices=[("", _("Theo đơn vị phát động")), *AwardRound.Launched.choices],
        help_text=_("Phong trào hưởng ứng cấp trên tính theo cấp trên (cần kiểm tra)."),
    )
    first_year = WholeNumberField(
        label=_("Xét thành tích từ năm"),
        required=False,
        lowest=1990,
        highest=2100,
        help_text=_("Chỉ ghi khi tiêu chuẩn xét nhiều năm, ví dụ 2020 đến 2025."),
    )
    last_year = WholeNumberField(label=_("Đến năm"), required=False, lowest=1990, highest=2100)
    guidance = PaperChoice(
        OfficialDocument.objects.none(),
        label=_("Văn bản hướng dẫn"),
        required=False,
        empty_label=_("Chưa có văn bản"),
        help_text=_("Đợt sơ kết, tổng kết phải có mới mở được."),
    )
    note = LongTextField(label=_("Hướng dẫn thêm"), required=False, rows=4, max_length=10_000)
    receiver = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Người nhận hồ sơ"),
        required=False,
        empty_label=_("Văn phòng của đơn vị tổ chức"),
    )
    opens_on = DayField(label=_("Nhận hồ sơ từ ngày"))
    due_on = DayField(label=_("Hạn gửi, ngày"))
    due_hour = HourField(
        label=_("Hạn gửi, giờ"),
        required=False,
        help_text=_("Bỏ trống thì đến 23:59. Hồ sơ gửi sau giờ này được ghi là muộn."),
    )
    notice_days = WholeNumberField(
        label=_("Số ngày làm việc công khai lấy ý kiến"), lowest=0, highest=60, initial=5
    )
    needs_registration = forms.BooleanField(
        label=_("Chỉ xét người, tập thể đã đăng ký thi đua từ đầu năm"), required=False
    )
    checklist = ticks(
        _("Thành phần hồ sơ"),
        [(key, part.label) for key, part in PARTS.items()],
        _("Bộ, tỉnh quy định riêng thì chọn theo đó (NĐ 152/2025/NĐ-CP, điều 6)."),
    )
    above = AboveChoice(
        AwardRound.objects.none(),
        label=_("Gửi tiếp lên đợt của cấp trên"),
        required=False,
        empty_label=_("Không gửi tiếp trong hệ thống"),
        help_text=_("Dành cho hình thức ngoài thẩm quyền của đơn vị."),
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, found: AwardRound | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        owners = running_owners(user)
        running = Movement.objects.exclude(status=Movement.Status.DRAFT)
        movements = visible_movements(user).filter(pk__in=running).select_related("parent__owner")
        offer(
            self,
            owner=owners,
            period=_years(found.period if found else ""),
            movement=movements.order_by("-starts_on", "pk"),
            guidance=_newest(guidance_for(user), found),
            receiver=receivers_for(user),
            above=rounds_above(user),
        )
        self.initial = {**self._kept(owners), **self.initial}
        if found:
            del self.fields["owner"]

    def _kept(self, owners: QuerySet[Unit]) -> dict[str, Any]:
        found = self.found
        if found is None:
            today = timezone.localdate()
            year = containing(today, PeriodKind.SCHOOL_YEAR).key
            kept = {"owner": owners.first(), "opens_on": today, "checklist": USUAL, "period": year}
            return kept | {"occasion": AwardRound.Occasion.YEARLY}
        kept = {name: getattr(found, name) for name in (*PLAIN, *NUMBERS)}
        for name in ("guidance", "movement", "receiver", "above"):
            kept[name] = getattr(found, f"{name}_id")
        due = timezone.localtime(found.due_at)
        return kept | {"due_on": due.date(), "due_hour": due.time()}

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        if asked.get("first_year") and not asked.get("last_year"):
            self.add_error("last_year", _("Hãy ghi cả năm cuối."))
        return asked

    def fill(self) -> AwardRound:
        """As it is to be kept; not saved."""
        asked = self.cleaned_data
        found = self.found or AwardRound()
        for name in PLAIN:
            if name in asked:
                setattr(found, name, asked[name])
        for name in NUMBERS:
            setattr(found, name, int(asked[name]) if asked[name] is not None else None)
        found.launched = asked["launched"] or launched_by(found.movement)
        found.due_at = moment(asked["due_on"], asked["due_hour"])
        return found


class ExtendForm(forms.Form):
    due_on = DayField(label=_("Hạn mới, ngày"))
    due_hour = HourField(
        label=_("Hạn mới, giờ"), required=False, help_text=_("Bỏ trống thì đến 23:59.")
    )
    reason = LongTextField(label=_("Lý do gia hạn"), rows=2, max_length=300)

    def due_at(self) -> datetime:
        return moment(self.cleaned_data["due_on"], self.cleaned_data["due_hour"])


class PraiseForm(forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị khen"), empty_label=None)

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = running_owners(user)
        offer(self, owner=owners)
        self.initial.setdefault("owner", owners.first())


class RoundFilter(Filter):
    first = ("q", "dip", "tinh_trang")

    q = forms.CharField(label=_("Tên đợt"))
    dip = forms.ChoiceField(label=_("Dịp"), choices=[ANY, *AwardRound.Occasion.choices])
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *AwardRound.Status.choices])
    nam = forms.ChoiceField(label=_("Năm"))

    def __init__(self, *args: Any, years: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, nam=[ANY, *((key, parse_period(key).label) for key in years)])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(title__icontains=asked["q"])
        for name, field in (("dip", "occasion"), ("tinh_trang", "status"), ("nam", "period")):
            if asked[name]:
                rows = rows.filter(**{field: asked[name]})
        return rows


def moment(day: Any, hour: time | None) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour or END_OF_DAY))


def _newest(
    rows: QuerySet[OfficialDocument], found: AwardRound | None
) -> QuerySet[OfficialDocument]:
    """Those of the last years, and the one that is chosen."""
    keys = list(rows.values_list("pk", flat=True)[:NEWEST])
    if found and found.guidance_id:
        keys.append(found.guidance_id)
    return OfficialDocument.objects.filter(pk__in=keys).order_by("-issued_on", "-pk")


def _years(kept: str) -> list[tuple[str, str]]:
    """Last, this and next school year, then calendar years."""
    today = timezone.localdate()
    found = {}
    for now in (containing(today, PeriodKind.SCHOOL_YEAR), calendar_year(today.year)):
        for period in (now, now.previous(), now.next()):
            found[period.key] = period.label
    if kept:
        found.setdefault(kept, parse_period(kept).label)
    return list(found.items())
