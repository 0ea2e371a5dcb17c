"""Lists of rounds and nominations, declared once."""

from collections.abc import Callable
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.numbers import format_number
from phongtrao.lib.periods import parse_period
from phongtrao.nominations.forms.quotas import QuotaFilter, SentFilter
from phongtrao.nominations.forms.rounds import RoundFilter
from phongtrao.nominations.models import AwardRound, Nomination, Submission
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, roomy

R, S, N = AwardRound.Status, Submission.Status, Nomination.Status
OF_ROUND = {R.DRAFT: "neutral", R.OPEN: "running", R.CLOSED: "due", R.ENDED: "done"}
OF_SUBMISSION = {
    S.WRITING: "neutral",
    S.SENT: "running",
    S.RETURNED: "due",
    S.TAKEN: "done",
    S.JOINED: "neutral",
}
OF_NOMINATION = {
    N.DRAFT: "neutral",
    N.SENT: "running",
    N.RETURNED: "due",
    N.ACCEPTED: "running",
    N.PASSED: "running",
    N.AWARDED: "done",
    N.REFUSED: "refused",
    N.FAILED: "refused",
    N.WITHDRAWN: "neutral",
    N.REVOKED: "refused",
}


def round_state(found: AwardRound) -> State:
    return State(found.get_status_display(), OF_ROUND[R(found.status)])  # type: ignore[arg-type]  # its own kinds


def submission_state(found: Submission) -> State:
    return State(found.get_status_display(), OF_SUBMISSION[S(found.status)])  # type: ignore[arg-type]  # its own kinds


def nomination_state(found: Nomination) -> State:
    return State(found.get_status_display(), OF_NOMINATION[N(found.status)], why=found.end_reason)  # type: ignore[arg-type]  # its own kinds


def year_of(found: AwardRound) -> str:
    return parse_period(found.period).label


ROUNDS = Table(
    key="award_rounds",
    title=_("Đợt khen thưởng"),
    order="-due",
    filter=RoundFilter,
    columns=(
        Column("title", _("Đợt"), sort=("title", "pk"), card="title", show=roomy),
        Column("owner", _("Đơn vị tổ chức"), value="owner.name", sort=("owner__sort_key", "pk"), show=roomy),
        Column("occasion", _("Dịp"), value=AwardRound.get_occasion_display, sort=("occasion", "pk")),
        Column("year", _("Năm"), value=year_of, sort=("period", "pk")),
        Column("due", _("Hạn gửi"), value="due_at", sort=("due_at", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=round_state, sort=("status", "pk")),
    ),
    row_url="nominations:round",
    empty=Empty(
        _("Chưa có đợt khen thưởng nào."),
        _("Đợt khen thưởng nhận hồ sơ của các đơn vị, từ đề nghị đến quyết định và bằng, giấy khen."),
    ),
    file_name="dot-khen-thuong",
)  # fmt: skip


def unit_state(unit: Any) -> State:
    """``with_submissions``"""
    if not unit.sent_status:
        return State(_("Chưa lập"))
    status = S(unit.sent_status)
    return State(status.label, OF_SUBMISSION[status])  # type: ignore[arg-type]  # its own kinds


def page_of_unit(unit: Any) -> str:
    """What is still being written is read by its unit alone."""
    if unit.sent_status in ("", S.WRITING):
        return ""
    return reverse("nominations:submission", args=[unit.sent_pk])


def late_words(unit: Any) -> State | str:
    return State(_("Gửi muộn"), "late") if unit.sent_late else ""


def used(category: str) -> Callable[[Any], str]:
    """“3/5”: taken of how many; the count alone where none are set."""

    def words(unit: Any) -> str:
        taken, most = getattr(unit, f"taken_{category}"), getattr(unit, f"most_{category}")
        return (
            format_number(taken)
            if most is None
            else f"{format_number(taken)}/{format_number(most)}"
        )

    return words


UNITS = Table(
    key="round_units",
    title=_("Các đơn vị"),
    order="unit",
    filter=SentFilter,
    columns=(
        Column("unit", _("Đơn vị"), value="name", sort=("sort_key", "pk"), card="title", show=roomy),
        Column("state", _("Tình trạng"), value=unit_state, sort=("sent_status", "sort_key")),
        Column("sent", _("Gửi lúc"), value="sent_on", sort=("sent_on", "sort_key"), align="end"),
        Column("late", _("Muộn"), value=late_words),
        Column("people", _("Cá nhân"), value=used("people"), align="end"),
        Column("units", _("Tập thể"), value=used("units"), align="end"),
    ),
    row_url=page_of_unit,
    empty=Empty(_("Chưa có đơn vị nào."), _("Đơn vị có chỉ tiêu, hoặc đã lập hồ sơ, hiện ở đây.")),
    file_name="don-vi-dot-khen-thuong",
)  # fmt: skip


def number_box(category: str, label: Any) -> Callable[[Any], SafeString]:
    """The number of a unit as a box of the form “quotas” below the table."""

    def box(unit: Any) -> SafeString:
        most = getattr(unit, f"most_{category}")
        return format_html(
            '<input class="form-control" form="quotas" inputmode="numeric" autocomplete="off" size="5"'
            ' name="{}-{}" value="{}" aria-label="{}">',
            category,
            unit.pk,
            "" if most is None else most,
            f"{label}, {unit.name}",
        )

    return box


def same(unit: Any) -> Any:
    return unit


QUOTAS = Table(
    key="round_quotas",
    title=_("Chỉ tiêu"),
    order="unit",
    filter=QuotaFilter,
    columns=(
        Column("unit", _("Đơn vị"), value="name", sort=("sort_key", "pk"), card="title", show=roomy),
        Column("people", _("Cá nhân"), value=same, show=number_box("people", _("Cá nhân")), in_export=False),
        Column("most_people", _("Cá nhân"), on_screen=False),
        Column("taken_people", _("Cá nhân đã đề nghị"), sort=("taken_people", "sort_key"), align="end", total=Sum("taken_people")),
        Column("units", _("Tập thể"), value=same, show=number_box("units", _("Tập thể")), in_export=False),
        Column("most_units", _("Tập thể"), on_screen=False),
        Column("taken_units", _("Tập thể đã đề nghị"), sort=("taken_units", "sort_key"), align="end", total=Sum("taken_units")),
    ),
    empty=Empty(_("Không có đơn vị nào bên dưới.")),
    file_name="chi-tieu-khen-thuong",
)  # fmt: skip
