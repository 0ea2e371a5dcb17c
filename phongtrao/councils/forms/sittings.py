"""What is typed for a sitting: when and where, which cases, who is there."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField, offer
from phongtrao.councils.forms.all_or_some import ALL, CHOSEN, MOST_OFFERED, AllOrSomeForm
from phongtrao.councils.models import Case, Member, Presence, Sitting
from phongtrao.councils.services.sittings import Call, Seen
from phongtrao.web.tables import ANY, Filter

K = Presence.Kind
ROLL_KINDS = [(kind.value, kind.label) for kind in (K.PRESENT, K.WROTE, K.ABSENT)]


class SittingFilter(Filter):
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[ANY, *Sitting.Status.choices],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        status = self.cleaned_data["tinh_trang"]
        return rows.filter(status=status) if status else rows


class CallForm(forms.Form):
    day = DayField(label=gettext_lazy("Ngày họp"))
    hour = forms.TimeField(
        label=gettext_lazy("Giờ họp"),
        input_formats=["%H:%M", "%Hh%M", "%Hh"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00"}),
        help_text=gettext_lazy("Ví dụ 08:00."),
    )
    place = TextField(label=gettext_lazy("Địa điểm"), max_length=200, required=False)

    def call(self) -> Call:
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        moment = datetime.combine(day, hour or time(8))
        return Call(timezone.make_aware(moment), self.cleaned_data["place"])

    @staticmethod
    def initial_of(sitting: Sitting) -> dict[str, Any]:
        when = timezone.localtime(sitting.starts_at)
        return {"day": when.date(), "hour": when.time(), "place": sitting.place}


class CasesForm(AllOrSomeForm):
    """Which of the waiting cases come on the agenda, in the order of the list."""

    ticked_field = "cases"
    both = gettext_lazy("Đã đánh dấu %d hồ sơ nhưng đang chọn tất cả. Hãy chọn một trong hai cách.")
    which = forms.ChoiceField(
        label=gettext_lazy("Hồ sơ đưa ra phiên họp"), widget=forms.RadioSelect, initial=ALL
    )
    cases = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chọn từng hồ sơ"),
        queryset=Case.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, waiting: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting.order_by("number")
        self.number = number = waiting.count()
        if not number:
            offer(self, which=[(ALL, _("Chưa có hồ sơ nào chờ xét; thêm vào chương trình sau"))])
            del self.fields["cases"]
            return
        everything = _("Tất cả %d hồ sơ đang chờ xét") % number
        offer(self, which=[(ALL, everything), (CHOSEN, _("Chỉ các hồ sơ đánh dấu dưới đây"))])
        shown = list(self.waiting.values_list("pk", flat=True)[:MOST_OFFERED])
        offer(self, cases=Case.objects.filter(pk__in=shown).order_by("number"))

    def chosen(self) -> list[Case]:
        if self.cleaned_data["which"] == ALL:
            return list(self.waiting)
        return list(self.cleaned_data["cases"])


class NewSittingForm(CasesForm, CallForm):
    field_order = ("day", "hour", "place", "which", "cases")


class RollForm(forms.Form):
    """A row for each seat: there, absent with the reason, or in writing."""

    def __init__(self, *args: Any, seats: list[Presence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        is_new = all(seat.kind == Presence.Kind.ABSENT for seat in seats)
        for seat in seats:
            who = f"{seat.member} – {seat.member.get_role_display()}"
            self.fields[f"kind_{seat.member_id}"] = forms.ChoiceField(
                label=who,
                choices=ROLL_KINDS,
                widget=forms.RadioSelect,
                initial=Presence.Kind.PRESENT if is_new else seat.kind,
            )
            self.fields[f"reason_{seat.member_id}"] = TextField(
                label=_("Lý do vắng"),
                required=False,
                max_length=200,
                initial=seat.reason,
                widget=forms.TextInput({"class": "form-control"}),
            )

    def rows(self) -> list[tuple[Presence, Any, Any]]:
        return [
            (seat, self[f"kind_{seat.member_id}"], self[f"reason_{seat.member_id}"])
            for seat in self.seats
        ]

    def roll(self) -> dict[int, Seen]:
        found = self.cleaned_data
        return {
            seat.member_id: Seen(found[f"kind_{seat.member_id}"], found[f"reason_{seat.member_id}"])
            for seat in self.seats
        }


class ChairForm(forms.Form):
    member = forms.ModelChoiceField(
        label=gettext_lazy("Người chủ trì"), queryset=Member.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, there: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, member=there)


class CourseForm(forms.Form):
    note = LongTextField(
        label=gettext_lazy("Diễn biến phiên họp"),
        required=False,
        max_length=20_000,
        rows=12,
        help_text=gettext_lazy("In trong biên bản: nội dung thảo luận, ý kiến của thành viên."),
    )


class ReasonForm(forms.Form):
    reason = TextField(label=gettext_lazy("Lý do"), max_length=200)
