"""What screening asks for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.nominations.access.screening import IN_SIGHT
from phongtrao.nominations.models import AwardRound, Nomination
from phongtrao.nominations.parts import PARTS, PLACES
from phongtrao.plans.forms.movements import DocumentNumberField, read_as
from phongtrao.web.tables import ANY, Filter

N = Nomination.Status
SUBJECTS = [ANY, ("ca_nhan", _("Cá nhân")), ("tap_the", _("Tập thể"))]
OWN_PLACES = ("name", "form")


class ScreeningFilter(Filter):
    """Over ``access.screening.screened_nominations`` of one round."""

    first = ("q", "tinh_trang")
    q = TextField(label=_("Tên, đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *((k, v) for k, v in N.choices if k in IN_SIGHT)]
    )
    danh_hieu = forms.ChoiceField(label=_("Hình thức"))
    doi_tuong = forms.ChoiceField(label=_("Đối tượng"), choices=SUBJECTS)
    truc_tiep = forms.BooleanField(label=_("Chỉ tập thể nhỏ, người trực tiếp công tác"))
    muon = forms.BooleanField(label=_("Chỉ hồ sơ gửi muộn"))
    da_doi = forms.BooleanField(label=_("Chỉ đề nghị có dữ kiện đã đổi"))

    def __init__(self, *args: Any, round_: AwardRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_asked = round_.forms.select_related("honour")
        offer(self, danh_hieu=[ANY, *((str(one.pk), str(one)) for one in forms_asked)])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            named = Q(person__search_text__contains=words) | Q(name__icontains=asked["q"])
            rows = rows.filter(named | Q(unit__search_text__contains=words))
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["danh_hieu"]:
            rows = rows.filter(form=asked["danh_hieu"])
        if asked["doi_tuong"]:
            rows = rows.filter(person__isnull=asked["doi_tuong"] == "tap_the")
        for word, column in (("truc_tiep", "is_frontline"), ("muon", "submission__is_late"), ("da_doi", "is_flagged")):  # fmt: skip
            if asked[word]:
                rows = rows.filter(**{column: True})
        return rows


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=500)


class ReturnForm(forms.Form):
    """A box for each place; those of the round's checklist first."""

    words = LongTextField(
        label=_("Lời nhắn chung cho đơn vị"), rows=2, max_length=2_000, required=False
    )

    def __init__(self, *args: Any, found: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checklist = [key for key in PARTS if key in found.submission.round.checklist]
        for key in (*OWN_PLACES, *(checklist or PARTS)):
            self.fields[f"cho_{key}"] = TextField(label=PLACES[key], max_length=500, required=False)
        self.order_fields([name for name in self.fields if name != "words"])

    def places(self) -> dict[str, str]:
        said = self.cleaned_data
        return {name.removeprefix("cho_"): note for name, note in said.items() if name.startswith("cho_")}  # fmt: skip


class AskOthersForm(forms.Form):
    body = TextField(
        label=_("Cơ quan, tổ chức được hỏi"),
        max_length=200,
        help_text=_("Ví dụ: cơ quan thuế, công an, công đoàn, cấp ủy."),
    )
    on = DayField(label=_("Hỏi ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class OthersAnswerForm(forms.Form):
    agrees = forms.TypedChoiceField(
        label=_("Ý kiến"),
        choices=[("co", _("Đồng ý")), ("khong", _("Không đồng ý"))],
        coerce=lambda word: word == "co",
        widget=forms.RadioSelect,
    )
    words = LongTextField(label=_("Nội dung"), rows=3, max_length=5_000, required=False)
    on = DayField(label=_("Trả lời ngày"))
    document = DocumentNumberField(
        label=_("Văn bản trả lời"),
        required=False,
        help_text=_("Số, ký hiệu như đã ghi sổ văn bản; có thể để trống."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_as(self, user)
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("agrees") is False and not said.get("words"):
            self.add_error("words", _now("Không đồng ý thì phải ghi vì sao."))
        return said
