"""A round from its draft to its end. S0-49 … S0-52 S3-44"""

from datetime import datetime, time

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.models import RuleSetVersion
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import calendar_year, parse_period
from phongtrao.nominations.access.rounds import RUNS, can_found, can_run, is_open_to_change
from phongtrao.nominations.models import AwardRound, Quota, RoundForm
from phongtrao.nominations.parts import USUAL
from phongtrao.nominations.queries.asking import keys_above, law_of, may_ask, usual_forms
from phongtrao.nominations.queries.decisions import still_open
from phongtrao.nominations.services.locking import lock_round
from phongtrao.nominations.services.urging import tell_asked
from phongtrao.nominations.states import ROUND
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import holds_at_office
from phongtrao.plans.years import later_title, move_day

S, O = AwardRound.Status, AwardRound.Occasion  # noqa: E741 -- two words
NEED_GUIDANCE = frozenset({O.INTERIM, O.FINAL})
# The movement's reviews, the round above, the paper of guidance are of one year: chosen anew.
KEPT = (
    "owner", "occasion", "movement", "launched", "note", "receiver", "notice_days", "needs_registration",
    "checklist",
)  # fmt: skip
OF_FORM = ("honour", "route", "rule", "unit_rule", "voting", "report", "position")


@transaction.atomic
def draft_round(found: AwardRound, *, by: AbstractBaseUser) -> AwardRound:
    """Save a new round with the usual forms of its occasion, or what was changed on one not open yet."""
    can_found(by, found.owner).enforce()
    is_new = found.pk is None
    if not is_new:
        lock_draft(found)
    _check(found)
    found.full_clean()
    found.save()
    if is_new:
        for place, form in enumerate(usual_forms(found)):
            form.position = place
            form.save()
    record(found, "nominations.round_made" if is_new else "nominations.round_changed", by=by)
    return found


@transaction.atomic
def drop_round(found: AwardRound, *, by: AbstractBaseUser) -> None:
    """A draft nobody has seen, with its forms and quotas."""
    can_run(by, found).enforce()
    lock_draft(found)
    record(found, "nominations.round_dropped", by=by)
    found.delete()


@transaction.atomic
def open_round(found: AwardRound, *, by: AbstractBaseUser) -> AwardRound:
    """From now on units choose and hand in. What the law or the occasion lacks is named and refuses it."""
    can_run(by, found).enforce()
    if found.occasion in NEED_GUIDANCE and found.guidance_id is None:
        said = _("Đợt %s mở theo văn bản hướng dẫn. Hãy sửa đợt và chọn văn bản ấy.")
        raise BadInput(said % found.get_occasion_display().lower())
    if found.due_at <= timezone.now():
        raise BadInput(_("Hạn gửi đã qua. Hãy sửa đợt và đặt hạn mới."))
    forms = list(found.forms.select_related("honour__owner", "round__owner", "round__movement"))
    if not forms:
        raise BadInput(_("Đợt chưa có danh hiệu, hình thức nào. Hãy thêm rồi mở."))
    law = law_of(found)
    for form in forms:
        may_ask(form, law).enforce()
    move(found, S.OPEN, ROUND)
    record(found, "nominations.round_opened", by=by)
    if found.occasion != O.SUDDEN:
        tell_asked(found, _("Mở nhận hồ sơ khen thưởng: %(round)s. Hạn gửi: %(due)s."), "opened")
    return found


@transaction.atomic
def close_round(found: AwardRound, *, by: AbstractBaseUser) -> AwardRound:
    """Nothing new comes in; what was returned may still come back."""
    can_run(by, found).enforce()
    move(found, S.CLOSED, ROUND)
    record(found, "nominations.round_closed", by=by)
    return found


@transaction.atomic
def reopen_round(found: AwardRound, *, by: AbstractBaseUser) -> AwardRound:
    """For who comes late, and is marked so. For all: extend it."""
    can_run(by, found).enforce()
    if found.status != S.CLOSED:
        raise WrongState(_("Chỉ đợt đã khóa nhận mới mở lại được."))
    move(found, S.OPEN, ROUND)
    record(found, "nominations.round_opened", by=by)
    return found


@transaction.atomic
def extend_round(
    found: AwardRound, due_at: datetime, reason: str, *, by: AbstractBaseUser
) -> AwardRound:
    """A later hour for everybody; one that was closed takes in again."""
    can_run(by, found).enforce()
    found = lock_round(found.pk)
    if found.status not in S.running:
        raise WrongState(_("Đợt chưa mở hoặc đã kết thúc nên không gia hạn được."))
    if due_at <= max(found.due_at, timezone.now()):
        raise BadInput(_("Hạn mới phải sau hạn cũ và chưa qua."))
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do gia hạn để các đơn vị cùng biết."))
    before = {"due_at": found.due_at.isoformat()}
    if found.status == S.CLOSED:
        move(found, S.OPEN, ROUND, due_at=due_at)
    else:
        AwardRound.objects.filter(pk=found.pk).update(due_at=due_at)
        found.refresh_from_db()
    found.submissions.filter(first_sent_at__lte=due_at).update(is_late=False)
    after = {"due_at": due_at.isoformat(), "reason": reason.strip()}
    record(found, "nominations.round_extended", by=by, before=before, after=after)
    tell_asked(found, _("Gia hạn gửi hồ sơ khen thưởng: %(round)s. Hạn mới: %(due)s."), f"{due_at}")
    return found


@transaction.atomic
def end_round(found: AwardRound, *, by: AbstractBaseUser) -> AwardRound:
    """Everything handed in has its answer; what has none is counted and refuses the end."""
    can_run(by, found).enforce()
    lock_round(found.pk)
    if open_ones := still_open(found):
        said = _("Còn đề nghị chưa có kết quả: %s. Hãy xong từng đề nghị rồi kết thúc.")
        raise WrongState(said % open_ones)
    move(found, S.ENDED, ROUND, ended_on=timezone.localdate())
    record(found, "nominations.round_ended", by=by)
    return found


@transaction.atomic
def copy_round(found: AwardRound, *, by: AbstractBaseUser) -> AwardRound:
    """Next year's draft: words, forms by the newest rules, quotas of units that stand; days a year on."""
    can_run(by, found).enforce()
    if found.status == S.DRAFT:
        raise BadInput(_("Đợt này chưa mở. Hãy sửa chính đợt này."))
    copy = AwardRound(**{name: getattr(found, name) for name in KEPT})
    period = parse_period(found.period)
    copy.period = period.next().key
    copy.title = later_title(found.title, (period.start.year, period.start.year + 1))
    copy.first_year, copy.last_year = found.first_year, found.last_year
    copy.opens_on = move_day(found.opens_on, 1)
    due = timezone.localtime(found.due_at)
    moved = datetime.combine(move_day(due.date(), 1), due.time())
    copy.due_at = timezone.make_aware(moved)
    copy.full_clean()
    copy.save()
    for form in found.forms.select_related("rules"):
        kept = {name: getattr(form, name) for name in OF_FORM}
        rules = (
            form.rules and RuleSetVersion.objects.filter(rule_set=form.rules.rule_set_id).first()
        )
        RoundForm.objects.create(round=copy, rules=rules, **kept)
    standing = found.quotas.filter(unit__closed_on=None)
    Quota.objects.bulk_create(
        [Quota(round=copy, unit_id=q.unit_id, category=q.category, most=q.most) for q in standing],
        batch_size=2_000,
    )
    record(copy, "nominations.round_made", by=by, copied_from=found.pk)
    return copy


@transaction.atomic
def open_praise(unit: Unit, *, by: AbstractBaseUser) -> AwardRound:
    """The unit's round of prompt praise of this year, open: the one there is, or a new one. S0-49"""
    can_found(by, unit).enforce()
    Unit.objects.select_for_update().get(pk=unit.pk)  # two at once find one round
    today = timezone.localdate()
    period = calendar_year(today.year)
    rows = AwardRound.objects.filter(owner=unit, occasion=O.SUDDEN, status=S.OPEN)
    found = rows.filter(period=period.key).order_by("pk").first()
    if found:
        return found
    found = AwardRound(
        owner=unit,
        occasion=O.SUDDEN,
        title=_("Khen kịp thời năm %d") % today.year,
        period=period.key,
        opens_on=today,
        due_at=timezone.make_aware(datetime.combine(period.end, time(23, 59))),
        notice_days=0,
        checklist=[*USUAL],
    )
    return open_round(draft_round(found, by=by), by=by)


def lock_draft(found: AwardRound) -> None:
    """Held till the end of the transaction, so that nobody opens what is being changed. WrongState else."""
    kept = lock_round(found.pk)
    if not (answer := is_open_to_change(kept)):
        raise WrongState(answer.reason)


def _check(found: AwardRound) -> None:
    owner, above = found.owner, found.above
    if timezone.localdate(found.due_at) < found.opens_on:
        raise BadInput(_("Hạn gửi phải từ ngày bắt đầu nhận hồ sơ trở đi."))
    if above and (above.status != S.OPEN or above.owner_id not in keys_above(owner) - {owner.pk}):
        raise BadInput(_("Chỉ gửi tiếp lên một đợt đang nhận hồ sơ của cấp trên. Hãy chọn lại."))
    if found.receiver and not holds_at_office(found.receiver, owner, *RUNS):
        said = _("Người nhận hồ sơ phải là văn phòng hoặc thủ trưởng của %s. Hãy chọn lại.")
        raise BadInput(said % owner)
    if found.movement_id is None:
        found.launched = ""
    elif not found.launched:
        raise BadInput(_("Hãy chọn cấp phát động phong trào: mức khen cao nhất tùy theo đó."))
