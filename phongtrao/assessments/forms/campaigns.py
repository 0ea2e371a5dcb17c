"""A campaign as its office fills it in; later days; the meeting of a cluster."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.assessments.access.sets import running_units
from phongtrao.assessments.access.verifiers import handed_to
from phongtrao.assessments.models import Assessment, Campaign, Edition
from phongtrao.base.forms import (
    DayField,
    LongTextField,
    TextField,
    UploadField,
    WholeNumberField,
    offer,
    ticks,
)
from phongtrao.base.search import with_words
from phongtrao.indicators.models import Indicator
from phongtrao.orgs.models import Cluster, Line, Unit
from phongtrao.orgs.queries.kinds import kind_ticks, level_choices
from phongtrao.web.tables import ANY, Filter

PLAIN = ("owner", "edition", "title", "year", "cluster", "line", "kinds", "levels")
MINE, NOBODYS = "cua_toi", "chua"
FED = ("indicator", "counted_from")
DAYS = ("as_of", "self_due", "verify_due")


class EditionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, edition: Edition) -> str:
        said = _("%(title)s · phiên bản %(number)s · %(owner)s")
        owner = edition.index_set.owner or _("có sẵn")
        return said % {"title": edition.index_set, "number": edition.number, "owner": owner}


class CampaignForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị tổ chức"), queryset=Unit.objects.none(), empty_label=None
    )
    edition = EditionChoice(
        label=gettext_lazy("Bộ chỉ số"), queryset=Edition.objects.none(), empty_label=None
    )
    title = TextField(label=gettext_lazy("Tên đợt"), max_length=200)
    year = WholeNumberField(
        label=gettext_lazy("Năm"),
        lowest=2000,
        highest=2100,
        help_text=gettext_lazy(
            "Năm học thì ghi năm kết thúc; cụm, khối thì ghi năm của thành viên."
        ),
    )
    cluster = forms.ModelChoiceField(
        label=gettext_lazy("Cụm, khối thi đua"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không: đánh giá các đơn vị bên dưới"),
        help_text=gettext_lazy("Chỉ chọn khi dùng bảng điểm của cụm, khối."),
    )
    line = forms.ChoiceField(label=gettext_lazy("Đơn vị bên dưới theo tuyến"), choices=Line.choices)
    kinds = ticks(gettext_lazy("Loại đơn vị"), (), gettext_lazy("Bỏ trống thì mọi loại."))
    levels = ticks(gettext_lazy("Cấp học"), (), gettext_lazy("Bỏ trống thì mọi cấp."))
    as_of = DayField(
        label=gettext_lazy("Đơn vị tính đến ngày"),
        help_text=gettext_lazy("Đơn vị, loại và cấp học lấy như của ngày này."),
    )
    self_due = DayField(
        label=gettext_lazy("Hạn tự đánh giá"),
        help_text=gettext_lazy("Lịch thường dùng: trước 31/5 (cần kiểm tra)."),
    )
    verify_due = DayField(
        label=gettext_lazy("Hạn thẩm định"),
        help_text=gettext_lazy("Lịch thường dùng: trước 20/6 (cần kiểm tra)."),
    )

    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Kết quả công bố là số liệu của chỉ số"),
        queryset=Indicator.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không tính vào chỉ số nào"),
        help_text=gettext_lazy("Ví dụ “đơn vị đạt mức 2 trở lên” của kế hoạch."),
    )
    counted_from = WholeNumberField(
        label=gettext_lazy("Tính là đạt từ mức thứ"), lowest=1, highest=12, initial=2
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, campaign: Campaign | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        owners = running_units(user)
        offer(
            self,
            owner=owners,
            edition=_editions(owners),
            cluster=Cluster.objects.filter(owner__in=owners).order_by("code"),
            kinds=kind_ticks(),
            levels=level_choices(),
            indicator=_yes_or_no(owners),
        )
        self.initial = {**self._kept(owners), **self.initial}

    def _kept(self, owners: QuerySet[Unit]) -> dict[str, Any]:
        if self.campaign:
            kept = {name: getattr(self.campaign, name) for name in (*PLAIN, *DAYS, *FED)}
            # Text, so that a choice is recognised.
            return kept | {"line": str(self.campaign.line)}
        today = timezone.localdate()
        return {"owner": owners.first(), "year": today.year, "line": Line.PROF, "as_of": today}

    def fill(self) -> Campaign:
        """The campaign as it would be kept; nothing is saved here."""
        campaign = self.campaign or Campaign()
        for name in (*PLAIN, *DAYS, "indicator"):
            setattr(campaign, name, self.cleaned_data[name])
        campaign.year = int(self.cleaned_data["year"])
        campaign.counted_from = int(self.cleaned_data["counted_from"])
        return campaign


def _yes_or_no(owners: QuerySet[Unit]) -> QuerySet[Indicator]:
    """Shares of units: each of them has it or not."""
    rows = Indicator.objects.filter(owner__in=owners, ended_on=None)
    shares = rows.filter(rolling=Indicator.Rolling.RATIO)
    return shares.filter(denominator_source=Indicator.Denominator.ONE).order_by("sort_key")


def _editions(owners: QuerySet[Unit]) -> QuerySet[Edition]:
    mine = Q(index_set__owner=None) | Q(index_set__owner__in=owners)
    rows = Edition.objects.filter(mine, status=Edition.Status.ISSUED)
    return rows.select_related("index_set__owner").order_by("index_set__title", "-number")


class ExtendForm(forms.Form):
    self_due = DayField(label=gettext_lazy("Hạn tự đánh giá"))
    verify_due = DayField(label=gettext_lazy("Hạn thẩm định"))


class PledgeForm(forms.Form):
    text = LongTextField(
        label=gettext_lazy("Nội dung giao ước"),
        rows=6,
        max_length=5_000,
        required=False,
        help_text=gettext_lazy("Chỉ tiêu, việc làm đơn vị đăng ký với cụm, khối trong năm."),
    )


class MeetingForm(forms.Form):
    met_on = DayField(label=gettext_lazy("Ngày họp"))
    minutes = UploadField(
        label=gettext_lazy("Biên bản họp"), kinds=(".pdf", ".docx"), required=False
    )

    def __init__(self, *args: Any, members: list[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            said = _("Số phiếu bầu cho %s") % member.unit
            self.fields[f"p-{member.pk}"] = WholeNumberField(
                label=said, lowest=0, initial=member.votes or 0
            )

    def votes(self) -> dict[int, int]:
        return {one.pk: int(self.cleaned_data[f"p-{one.pk}"] or 0) for one in self.members}


class CampaignFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tìm theo tên đợt"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Campaign.Status.choices]
    )
    nam = WholeNumberField(label=gettext_lazy("Năm"))

    def narrow(self, rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, "title", asked["q"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        return rows.filter(year=asked["nam"]) if asked["nam"] else rows


class UnitFilter(Filter):
    """Of the units of one campaign."""

    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tìm đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Assessment.Status.choices]
    )
    muc = forms.ChoiceField(label=gettext_lazy("Mức"), choices=[ANY])
    phan_cong = forms.ChoiceField(
        label=gettext_lazy("Người thẩm định"),
        choices=[ANY, (MINE, gettext_lazy("Của tôi")), (NOBODYS, gettext_lazy("Chưa giao ai"))],
    )

    def __init__(
        self, *args: Any, levels: list[tuple[str, str]], user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offer(self, muc=[ANY, *levels])

    def narrow(self, rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = with_words(rows, "unit__name", asked["q"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["phan_cong"] == MINE:
            rows = rows.filter(handed_to(self.user))
        if asked["phan_cong"] == NOBODYS:
            rows = rows.filter(verifier=None, checker=None)
        judged = rows.filter(status__in=Assessment.Status.judged)
        return judged.filter(level=asked["muc"]) if asked["muc"] else rows
