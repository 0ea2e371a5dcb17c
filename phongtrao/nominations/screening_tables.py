"""What was handed in for a round, as whoever runs it goes through it. S0-12 S0-56"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.numbers import format_date
from phongtrao.lib.rules import Outcome
from phongtrao.nominations.forms.screening import ScreeningFilter
from phongtrao.nominations.models import AwardRound, Nomination
from phongtrao.nominations.tables import nomination_state
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import BulkAction, Column, Empty, Table, roomy

KINDS: dict[str, StateKind] = {"met": "done", "not_met": "refused", "undecidable": "due"}


def verdict_state(found: Nomination) -> State | None:
    """What the rule said when it was last asked; nothing where the form has none."""
    said = found.verdict.get("outcome", "")
    if said not in KINDS:
        return None
    return State(Outcome(said).label, KINDS[said])


def _notes(found: Any) -> State | None:
    """What to look at before deciding, in one cell."""
    said = []
    if found.is_flagged:
        said.append(_now("dữ kiện đã đổi"))
    if found.submission.is_late:
        said.append(_now("gửi muộn"))
    if found.open_marks:
        said.append(_now("%d chỗ cần bổ sung") % found.open_marks)
    if found.objected:
        said.append(_now("%d ý kiến chờ trả lời") % found.objected)
    if found.notice_until and found.status == Nomination.Status.ACCEPTED:
        said.append(_now("công khai đến hết %s") % format_date(found.notice_until))
    if not said:
        return None
    words = "; ".join(said)
    is_due = found.open_marks or found.objected or found.submission.is_late
    kind: StateKind = "late" if found.is_flagged else "due" if is_due else "neutral"
    return State(words[0].upper() + words[1:], kind)


def _state(found: Any) -> State:
    """With what became of it in the round above."""
    state = nomination_state(found)
    if found.goes_on_as is None:
        return state
    above = nomination_state(found.goes_on_as)
    return State(_now("Ở đợt trên: %s") % str(above).lower(), above.kind, why=above.why)


SCREENED = Table(
    key="screened",
    title=_("Đề nghị đã gửi"),
    order="first",
    filter=ScreeningFilter,
    columns=(
        Column("name", _("Được đề nghị"), sort=("name", "pk"), card="title", show=roomy),
        Column("unit", _("Đơn vị"), value="unit.name", sort=("unit__sort_key", "pk")),
        Column("form", _("Hình thức"), value="form.honour.title", sort=("form__position", "pk")),
        Column("first", _("Ưu tiên"), value="is_frontline", sort=("behind", "form__position", "submission__unit__sort_key", "position", "pk")),
        Column("verdict", _("Tiêu chuẩn"), value=verdict_state),
        Column("notes", _("Lưu ý"), value=_notes),
        Column("state", _("Tình trạng"), value=_state, sort=("status", "pk")),
        Column("notice", _("Công khai đến hết"), value="notice_until", on_screen=False),
        Column("late", _("Gửi muộn"), value="submission.is_late", on_screen=False),
        Column("marks", _("Chỗ cần bổ sung"), value="open_marks", on_screen=False),
        Column("flagged", _("Dữ kiện đã đổi"), value="is_flagged", on_screen=False),
        Column("asked_by", _("Đơn vị đề nghị"), value="submission.unit.name", on_screen=False),
        Column("achievement", _("Thành tích"), on_screen=False),
    ),
    row_url="nominations:nomination",
    empty=Empty(
        _("Chưa có đề nghị nào được gửi."),
        _("Đề nghị hiện ở đây khi đơn vị gửi hồ sơ."),
    ),
    file_name="de-nghi-khen-thuong",
)  # fmt: skip

ACTS = (
    (_("Chấp nhận"), "nominations:accept_selected", "checklist"),
    (_("Công khai"), "nominations:publish_selected", "eye"),
    (_("Đưa ra hội đồng"), "nominations:bring_selected", "users"),
)
UP = (_("Gửi lên đợt cấp trên"), "nominations:send_selected_up", "send")


def screened_table(found: AwardRound) -> Table:
    acts = (*ACTS, *([UP] if found.above_id else []))
    bulk = (BulkAction(label, url, icon, args=(found.pk,)) for label, url, icon in acts)
    return replace(SCREENED, bulk=tuple(bulk) if found.status in found.Status.running else ())
