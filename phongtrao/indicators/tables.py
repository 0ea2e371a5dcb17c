"""Lists of indicators, targets, rounds and reports: declared once."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.indicators.forms.definitions import IndicatorFilter, TargetFilter
from phongtrao.indicators.forms.rounds import RoundFilter
from phongtrao.indicators.models import CollectionRound, Indicator, Target, UnitReport
from phongtrao.lib.numbers import with_measure
from phongtrao.plans.forms.owed import OwedFilter, StandingFilter
from phongtrao.plans.pages.owed import DUE, OWN_DUE, OWN_UNIT, SUBMITTED, UNIT, standing_state
from phongtrao.plans.periods import period_label
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import BulkAction, Column, Empty, Table

S = CollectionRound.Status
ROUND_KINDS: dict[str, StateKind] = {S.DRAFT: "neutral", S.OPEN: "running", S.CLOSED: "done"}


def round_state(round_: CollectionRound) -> State:
    return State(round_.get_status_display(), ROUND_KINDS[round_.status])


def report_state(report: Any) -> State:
    """Of a report with ``standing``, its round loaded, and why it stands so."""
    if report.status in UnitReport.Status.owed and not report.round.is_open:
        return State(_("Đã chốt, không có số liệu"), "neutral")
    return standing_state(report, _("Hạn %s đã qua mà số liệu chưa nộp."))


def indicator_state(indicator: Indicator) -> State | str:
    if indicator.ended_on:
        return State(_("Thôi dùng"), "neutral")
    return State(_("Cần kiểm tra"), "due") if indicator.needs_check else ""


def target_words(target: Target) -> str:
    """“trên 95%”"""
    value = with_measure(target.value, target.indicator.measure)
    return f"{target.get_comparator_display()} {value}"


INDICATORS = Table(
    key="indicators",
    title=gettext_lazy("Chỉ số"),
    order="code",
    filter=IndicatorFilter,
    columns=(
        Column("code", gettext_lazy("Mã"), sort=("sort_key", "pk")),
        Column("name", gettext_lazy("Chỉ số"), sort="name", card="title"),
        Column("measure", gettext_lazy("Đơn vị tính")),
        Column("rolling", gettext_lazy("Cách gộp"), value=lambda row: row.get_rolling_display()),
        Column("owner", gettext_lazy("Đơn vị đặt"), value="owner.name", sort="owner__sort_key"),
        Column("goals", gettext_lazy("Chỉ tiêu"), sort="goals", align="end"),
        Column("state", gettext_lazy("Ghi chú"), value=indicator_state),
    ),
    row_url="indicators:indicator",
    empty=Empty(
        gettext_lazy("Chưa có chỉ số nào."),
        gettext_lazy(
            "Lập chỉ số, nhận chỉ tiêu của một kế hoạch, hoặc lấy từ gói có sẵn, rồi mở đợt thu số liệu."
        ),
    ),
    file_name="chi-so",
)

TARGETS = Table(
    key="targets",
    title=gettext_lazy("Chỉ tiêu"),
    order="year",
    filter=TargetFilter,
    columns=(
        Column(
            "indicator",
            gettext_lazy("Chỉ số"),
            value="indicator.name",
            sort="indicator__sort_key",
            card="title",
        ),
        Column("scope", gettext_lazy("Đối tượng")),
        Column("year", gettext_lazy("Đến năm"), sort=("year", "pk"), align="end", grouped=False),
        Column("level", gettext_lazy("Mức"), value=target_words, align="end"),
        Column("unit", gettext_lazy("Của đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column(
            "check",
            gettext_lazy("Ghi chú"),
            value=lambda row: State(_("Cần kiểm tra"), "due") if row.needs_check else "",
        ),
    ),
    row_url="indicators:target",
    empty=Empty(
        gettext_lazy("Chưa có chỉ tiêu nào."),
        gettext_lazy("Chỉ tiêu nói một chỉ số phải đạt mức nào, đến năm nào, ở đơn vị nào."),
    ),
    file_name="chi-tieu",
)

ROUNDS = Table(
    key="rounds",
    title=gettext_lazy("Đợt thu số liệu"),
    order="-due",
    filter=RoundFilter,
    columns=(
        Column("title", gettext_lazy("Đợt"), card="title", sort="title"),
        Column("period", gettext_lazy("Kỳ"), value=lambda row: period_label(row.period)),
        Column("owner", gettext_lazy("Đơn vị thu"), value="owner.name", sort="owner__sort_key"),
        Column("due", gettext_lazy("Hạn nộp"), value="due_on", sort=("due_on", "pk"), align="end"),
        Column("handed", gettext_lazy("Đã nộp"), sort="handed", align="end"),
        Column("accepted", gettext_lazy("Đã duyệt"), sort="accepted", align="end"),
        Column("asked", gettext_lazy("Đơn vị"), sort="asked", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=round_state, sort="status"),
    ),
    row_url="indicators:round",
    empty=Empty(
        gettext_lazy("Chưa có đợt thu số liệu nào."),
        gettext_lazy("Mở đợt để các đơn vị nhập số liệu của những chỉ số đã chọn cho một kỳ."),
    ),
    file_name="dot-thu-so-lieu",
)

OWN_REPORTS = Table(
    key="own-reports",
    title=gettext_lazy("Số liệu phải nộp"),
    order="due",
    filter=StandingFilter,
    columns=(
        Column(
            "title", gettext_lazy("Đợt"), value="round.title", sort="round__title", card="title"
        ),
        OWN_UNIT,
        Column("owner", gettext_lazy("Nơi thu"), value="round.owner.name"),
        OWN_DUE,
        Column("state", gettext_lazy("Tình trạng"), value=report_state),
    ),
    row_url="indicators:report",
    empty=Empty(
        gettext_lazy("Đơn vị chưa phải nộp số liệu nào."),
        gettext_lazy("Khi cấp trên mở đợt thu số liệu, đợt ấy hiện ở đây với hạn nộp."),
    ),
    file_name="so-lieu-phai-nop",
)


def reports_table(round_: CollectionRound, *, may_judge: bool) -> Table:
    """The board of a round: units and how they stand."""
    accept = BulkAction(
        gettext_lazy("Duyệt"),
        "indicators:round_accept",
        icon="check",
        counted=gettext_lazy("Duyệt %d đơn vị"),
        args=(round_.pk,),
    )
    return Table(
        key="round-units",
        title=round_.title,
        order="unit",
        filter=OwedFilter,
        columns=(
            UNIT,
            Column("state", gettext_lazy("Tình trạng"), value=report_state),
            Column("numbers", gettext_lazy("Chỉ số đã nộp"), sort="numbers", align="end"),
            Column("noted", gettext_lazy("Có ghi chú"), sort="noted", align="end"),
            DUE,
            SUBMITTED,
        ),
        row_url=lambda row: reverse("indicators:report", args=[row.pk]),
        bulk=(accept,) if may_judge else (),
        empty=Empty(
            gettext_lazy("Đợt chưa mở cho đơn vị nào."),
            gettext_lazy("Mở đợt: mỗi đơn vị thuộc đối tượng có một dòng, kèm tình trạng nộp."),
        ),
        file_name="bang-theo-doi-so-lieu",
    )
