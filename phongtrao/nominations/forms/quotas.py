"""Quotas for many units at once, and what the tables of a round's units are narrowed by."""

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import WholeNumberField, need_one_of, offer, ticks
from phongtrao.lib.text import fold
from phongtrao.nominations.models import Quota, Submission
from phongtrao.orgs.forms.kinds import some_kind
from phongtrao.orgs.models import is_of_kinds
from phongtrao.orgs.queries.kinds import kind_ticks, level_choices
from phongtrao.web.tables import ANY, Filter

S = Submission.Status
MOST = 10_000
NOT_BEGUN, NOT_SENT, LATE = "chua_lap", "chua_gui", "muon"


class AllotForm(forms.Form):
    kinds = ticks(_("Loại đơn vị"), (), _("Bỏ trống thì mọi đơn vị bên dưới."))
    levels = ticks(_("Cấp học"), (), _("Bỏ trống thì mọi cấp."))
    people = WholeNumberField(
        label=_("Cá nhân, mỗi đơn vị"), required=False, lowest=0, highest=MOST
    )
    units = WholeNumberField(label=_("Tập thể, mỗi đơn vị"), required=False, lowest=0, highest=MOST)
    keeps = forms.BooleanField(
        label=_("Giữ nguyên số của đơn vị đã có chỉ tiêu"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kinds=kind_ticks(), levels=level_choices())
        need_one_of(self, "people", "units")

    def most(self) -> dict[str, int]:
        asked = {key: self.cleaned_data[key] for key in Quota.Category.values}
        return {key: int(number) for key, number in asked.items() if number is not None}


class QuotaFilter(Filter):
    first = ("q", "loai", "chi_tieu")

    q = forms.CharField(label=_("Tên hoặc mã"))
    loai = forms.ChoiceField(label=_("Loại"), choices=some_kind)
    chi_tieu = forms.ChoiceField(
        label=_("Chỉ tiêu"),
        choices=[
            ANY,
            ("co", _("Có chỉ tiêu")),
            ("khong", _("Không có")),
            ("het", _("Đã dùng hết")),
        ],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        rows = rows.filter(search_text__contains=fold(asked["q"])) if asked["q"] else rows
        rows = rows.filter(is_of_kinds([asked["loai"]])) if asked["loai"] else rows
        none = Q(most_people=None, most_units=None)
        if asked["chi_tieu"] == "khong":
            return rows.filter(none)
        if asked["chi_tieu"] == "co":
            return rows.exclude(none)
        if asked["chi_tieu"] == "het":
            used = Q(taken_people__gte=F("most_people"), most_people__gt=0)
            return rows.filter(used | Q(taken_units__gte=F("most_units"), most_units__gt=0))
        return rows


class SentFilter(Filter):
    first = ("q", "tinh_trang")

    q = forms.CharField(label=_("Tên hoặc mã"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[
            ANY,
            (NOT_SENT, _("Chưa gửi")),
            (NOT_BEGUN, _("Chưa lập")),
            *S.choices,
            (LATE, _("Gửi muộn")),
        ],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        q, state = self.cleaned_data["q"], self.cleaned_data["tinh_trang"]
        rows = rows.filter(search_text__contains=fold(q)) if q else rows
        if state == NOT_SENT:
            return rows.exclude(sent_status__in=(S.SENT, S.TAKEN))
        if state == NOT_BEGUN:
            return rows.filter(sent_status="")
        if state == LATE:
            return rows.filter(sent_late=True)
        return rows.filter(sent_status=state) if state else rows
