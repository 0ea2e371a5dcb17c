"""A round from its draft to its end."""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import move
from phongtrao.initiatives.access.rounds import can_run
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.queries.kinds import basic_level_choices

S = InitiativeRound.Status
ROUND_TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.OPEN}),
    S.OPEN: frozenset({S.JUDGING, S.DRAFT}),  # back while nobody has begun to write
    S.JUDGING: frozenset({S.OPEN, S.ENDED}),
    S.ENDED: frozenset(),
}


@transaction.atomic
def draft_round(round_: InitiativeRound, *, by: AbstractBaseUser) -> InitiativeRound:
    """Save a new round, or what was changed on one that is not open yet."""
    can_run(by, round_.owner).enforce()
    if round_.status != S.DRAFT:
        raise WrongState(_("Đợt xét đã mở. Chỉ gia hạn được, không sửa các mục khác."))
    _check_form(round_)
    _check_levels(round_)
    is_new = round_.pk is None
    if is_new:
        round_.created_by_id = by.pk
    round_.full_clean()
    round_.save()
    record(round_, "initiatives.round_drafted" if is_new else "initiatives.round_edited", by=by)
    return round_


@transaction.atomic
def open_round(round_: InitiativeRound, *, by: AbstractBaseUser) -> InitiativeRound:
    """From now on authors write and, from its first day, hand in."""
    can_run(by, round_.owner).enforce()
    if not round_.form.fields:
        raise BadInput(_("Mẫu báo cáo của đợt xét chưa có ô nào. Hãy chọn mẫu khác."))
    move(round_, S.OPEN, ROUND_TRANSITIONS)
    record(round_, "initiatives.round_opened", by=by)
    return round_


@transaction.atomic
def close_round(round_: InitiativeRound, *, by: AbstractBaseUser) -> InitiativeRound:
    """No new ones come in; drafts stay with their authors, returned ones may still come back."""
    can_run(by, round_.owner).enforce()
    move(round_, S.JUDGING, ROUND_TRANSITIONS)
    record(round_, "initiatives.round_closed", by=by)
    return round_


@transaction.atomic
def extend_round(
    round_: InitiativeRound, closes_on: date, reason: str, *, by: AbstractBaseUser
) -> InitiativeRound:
    """A later last day, for everybody; one that had closed takes in again."""
    can_run(by, round_.owner).enforce()
    if round_.status not in S.running:
        raise WrongState(_("Đợt xét chưa mở hoặc đã kết thúc nên không gia hạn được."))
    if closes_on <= round_.closes_on or closes_on < timezone.localdate():
        said = _("Ngày mới phải sau ngày %s và không ở quá khứ.")
        raise BadInput(said % f"{round_.closes_on:%d/%m/%Y}")
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do gia hạn để các tác giả cùng biết."))
    before = {"closes_on": round_.closes_on}
    if round_.status == S.JUDGING:
        move(round_, S.OPEN, ROUND_TRANSITIONS, closes_on=closes_on)
    else:
        InitiativeRound.objects.filter(pk=round_.pk).update(closes_on=closes_on)
        round_.refresh_from_db()
    after = {"closes_on": closes_on, "reason": reason.strip()}
    record(round_, "initiatives.round_extended", by=by, before=before, after=after)
    return round_


@transaction.atomic
def end_round(round_: InitiativeRound, *, by: AbstractBaseUser) -> InitiativeRound:
    """Everything handed in has its answer; what is still open is named and refuses the end."""
    can_run(by, round_.owner).enforce()
    waiting = round_.initiatives.filter(status__in=(Initiative.Status.SUBMITTED, Initiative.Status.VALID)).count()  # fmt: skip
    if waiting:
        raise WrongState(
            _("Còn %d sáng kiến chưa có kết quả. Hãy xét xong rồi kết thúc đợt.") % waiting
        )
    move(round_, S.ENDED, ROUND_TRANSITIONS)
    record(round_, "initiatives.round_ended", by=by)
    return round_


def _check_form(round_: InitiativeRound) -> None:
    """Issued, and shipped or of the unit that holds the round: those who run it can change it."""
    form = round_.form.form
    if round_.form.is_draft:
        said = _("Mẫu báo cáo “%s” chưa ban hành. Hãy ban hành mẫu rồi chọn.")
        raise BadInput(said % form)
    if form.owner_id not in (None, round_.owner_id):
        said = _(
            "Mẫu báo cáo “%(form)s” là của %(unit)s. Hãy chọn mẫu có sẵn, hoặc mẫu của %(own)s."
        )
        raise BadInput(said % {"form": form, "unit": form.owner, "own": round_.owner})


def _check_levels(round_: InitiativeRound) -> None:
    """Themes are bound to basic levels that there are: “Tiểu học và trung học cơ sở” is both of its own."""
    known = {code for code, _name in basic_level_choices()}
    for theme in round_.themes:
        if {*theme.get("levels", ())} - known:
            said = _("Chủ đề “%s” gắn với cấp học không có trong danh sách. Hãy chọn lại cấp học.")
            raise BadInput(said % theme["label"])
