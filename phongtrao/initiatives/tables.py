"""Lists of rounds and initiatives, declared once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.documents.forms.shipped import ShippedFilter
from phongtrao.documents.pages.shipped import owner_of
from phongtrao.initiatives.deadline import deadline_words
from phongtrao.initiatives.forms.filters import CameInFilter, OwnFilter, RoundFilter
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.pages.report_forms import form_state, rounds_words
from phongtrao.initiatives.reading import labels_of
from phongtrao.similarity.queries.thresholds import percent_of
from phongtrao.web.components import Due, State, StateKind
from phongtrao.web.tables import BulkAction, Column, Empty, Table, roomy

S = Initiative.Status
R = InitiativeRound.Status
KINDS: dict[str, StateKind] = {
    S.DRAFT: "neutral",
    S.SUBMITTED: "running",
    S.RETURNED: "late",
    S.VALID: "running",
    S.RECOGNISED: "done",
    S.REFUSED: "refused",
    S.WITHDRAWN: "neutral",
}
ROUND_KINDS: dict[str, StateKind] = {
    R.DRAFT: "neutral",
    R.OPEN: "running",
    R.JUDGING: "due",
    R.ENDED: "done",
}


def initiative_state(initiative: Initiative) -> State:
    return State(
        initiative.get_status_display(), KINDS[initiative.status], why=state_words(initiative)
    )


def state_words(initiative: Initiative) -> str:
    """What stands behind the state, and what comes next."""
    match initiative.status:
        case S.DRAFT:
            return deadline_words(initiative.round.closes_on)
        case S.SUBMITTED:
            due = check_day(initiative)
            return _("Nơi tổ chức kiểm tra hợp lệ trước ngày %s.") % f"{due:%d/%m/%Y}"
        case S.REFUSED:
            return _("Lý do: %s") % initiative.conclusion
    said = {
        S.RETURNED: _("Sửa các chỗ được nêu rồi nộp lại; đợt đã ngừng nhận vẫn nộp lại được."),
        S.VALID: _("Đang chờ hội đồng xét.")
        if initiative.case_id
        else _("Hồ sơ đủ điều kiện, chờ đưa ra hội đồng."),
        S.RECOGNISED: _("Hội đồng đã xét, sáng kiến được công nhận."),
    }
    return said.get(S(initiative.status), "")


def check_day(initiative: Initiative) -> Any:
    """The last day of the validity check: the round's number of days after it was handed in."""
    moment = initiative.submitted_at or timezone.now()
    days = timedelta(days=initiative.round.check_days)
    return timezone.localdate(moment + days)


def round_state(round_: InitiativeRound) -> State:
    why = deadline_words(round_.closes_on) if round_.status == R.OPEN else ""
    return State(round_.get_status_display(), ROUND_KINDS[round_.status], why=why)


def _check_due(initiative: Initiative) -> Due:
    return Due.of(check_day(initiative), closed=initiative.status != S.SUBMITTED)


def _round_due(round_: InitiativeRound) -> Due:
    return Due.of(round_.closes_on, closed=round_.status != R.OPEN)


def _own_due(initiative: Initiative) -> Due:
    return Due.of(initiative.round.closes_on, closed=initiative.status != S.DRAFT)


def _day(due: Due) -> Any:
    return due.day


def _theme(initiative: Any) -> str:
    return ", ".join(labels_of(initiative.round, "themes", [initiative.read_theme or ""]))


def _area(initiative: Any) -> str:
    return ", ".join(labels_of(initiative.round, "areas", [initiative.read_area or ""]))


OWN = Table(
    key="own-initiatives",
    title=gettext_lazy("Sáng kiến của tôi"),
    order="-saved",
    filter=OwnFilter,
    columns=(
        Column("title", gettext_lazy("Sáng kiến"), sort="sort_key", card="title"),
        Column(
            "round",
            gettext_lazy("Đợt xét"),
            value="round.title",
            sort="round__title",
            show=roomy,
        ),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("due", gettext_lazy("Hạn nộp"), value=_own_due, sort="round__closes_on", sheet=_day),
        Column("state", gettext_lazy("Tình trạng"), value=initiative_state, sort="status"),
        Column("saved", gettext_lazy("Lưu lúc"), value="saved_at", sort="saved_at"),
    ),
    row_url="initiatives:initiative",
    empty=Empty(
        gettext_lazy("Chưa có sáng kiến nào."),
        gettext_lazy("Chọn một đợt xét đang nhận hồ sơ ở trên rồi bắt đầu viết."),
    ),
    file_name="sang-kien-cua-toi",
)

ROUNDS = Table(
    key="initiative-rounds",
    title=gettext_lazy("Đợt xét sáng kiến"),
    order="-closes",
    filter=RoundFilter,
    columns=(
        Column("title", gettext_lazy("Đợt xét"), sort="title", card="title"),
        Column("owner", gettext_lazy("Đơn vị tổ chức"), value="owner.name", sort="owner__sort_key"),
        Column("level", gettext_lazy("Cấp xét"), value="get_level_display"),
        Column(
            "closes",
            gettext_lazy("Nhận đến hết ngày"),
            value=_round_due,
            sort=("closes_on", "pk"),
            sheet=_day,
        ),
        Column("state", gettext_lazy("Tình trạng"), value=round_state, sort="status"),
    ),
    row_url="initiatives:round",
    empty=Empty(
        gettext_lazy("Chưa có đợt xét nào."),
        gettext_lazy("Văn phòng hoặc thủ trưởng lập đợt xét; đợt đang nhận hồ sơ hiện ở đây."),
    ),
    file_name="dot-xet-sang-kien",
)

REPORT_FORMS = Table(
    key="report-forms",
    title=gettext_lazy("Mẫu báo cáo sáng kiến"),
    order="title",
    filter=ShippedFilter,
    columns=(
        Column("title", gettext_lazy("Mẫu báo cáo"), sort="title", card="title"),
        Column("owner", gettext_lazy("Của"), value=owner_of, sort="owner__sort_key"),
        Column("newest", gettext_lazy("Phiên bản"), sort="newest", align="end"),
        Column("rounds", gettext_lazy("Đợt xét đang dùng"), value=rounds_words),
        Column("state", gettext_lazy("Tình trạng"), value=form_state, sheet=str),
    ),
    row_url="initiatives:form",
    empty=Empty(
        gettext_lazy("Không có mẫu nào như vậy."),
        gettext_lazy("Mẫu báo cáo cho biết tác giả viết những phần nào. Hãy bỏ bớt bộ lọc."),
    ),
    file_name="mau-bao-cao",
)

CAME_IN = Table(
    key="came-in",
    title=gettext_lazy("Sáng kiến đã nộp"),
    order="submitted",
    filter=CameInFilter,
    columns=(
        Column(
            "title", gettext_lazy("Sáng kiến"), value="read_title", sort="read_title", card="title"
        ),
        Column("author", gettext_lazy("Tác giả chính"), value="first_author", sort="first_author"),
        Column(
            "unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key", show=roomy
        ),
        Column("theme", gettext_lazy("Chủ đề"), value=_theme, on_screen=False),
        Column("area", gettext_lazy("Lĩnh vực"), value=_area, sort="read_area"),
        Column("submitted", gettext_lazy("Nộp lúc"), value="submitted_at", sort="submitted_at"),
        Column(
            "check",
            gettext_lazy("Hạn kiểm tra"),
            value=_check_due,
            sort="check_due",
            sheet=_day,
            align="end",
        ),
        Column("state", gettext_lazy("Tình trạng"), value=initiative_state, sort="status"),
    ),
    row_url=lambda row: reverse("initiatives:initiative", args=[row.pk]),
    empty=Empty(
        gettext_lazy("Chưa có sáng kiến nào được nộp."),
        gettext_lazy("Bản đang viết là của riêng tác giả; hồ sơ nộp rồi hiện ở đây."),
    ),
    file_name="sang-kien-da-nop",
)


def _copied(initiative: Any) -> int | None:
    return None if initiative.copied is None else percent_of(initiative.copied)


def copied_words(initiative: Any) -> str:
    """What a clerk knows before accepting it unopened."""
    share = _copied(initiative)
    if share is None:
        return _("Chưa đối chiếu với văn bản khác.")
    return _("Trùng %d%% với văn bản khác.") % share if share else ""


def worst_first(initiatives: Iterable[Any]) -> list[Any]:
    """The most copied first, then what nobody has checked for it yet."""
    return sorted(
        initiatives, key=lambda one: (_copied(one) or 0, one.copied is None), reverse=True
    )


def _percent(share: int | None) -> str:
    return "" if share is None else f"{share}%"


COPIED = Column(
    "copied",
    gettext_lazy("Trùng"),
    value=_copied,
    sort="copied",
    show=_percent,
    align="end",
)


def came_in(
    round_: InitiativeRound, *, may_check: bool, may_accept: bool, may_send_up: bool
) -> Table:
    """``may_check``: with the share that agrees with other texts (rows of ``with_copied``);
    ``may_accept``, ``may_send_up``: with the act for many, where something waits for it."""
    columns = CAME_IN.columns
    if may_check:  # the field makes room on screen; the filter and the workbook have it
        columns = (
            *(replace(c, on_screen=c.on_screen and c.key != "area") for c in columns),
            COPIED,
        )
    acts = (
        (may_accept, gettext_lazy("Xác nhận hợp lệ"), "initiatives:round_accept", "checklist"),
        (may_send_up, gettext_lazy("Gửi lên đợt cấp trên"), "initiatives:round_send_up", "send"),
    )
    bulk = (BulkAction(said, url, icon, args=(round_.pk,)) for may, said, url, icon in acts if may)
    return replace(CAME_IN, columns=columns, bulk=tuple(bulk))
