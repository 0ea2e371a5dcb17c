"""What units answer to a changed plan, and how the office chases those who have not."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify
from phongtrao.plans.access import amending as access
from phongtrao.plans.models import ChangeAnswer, Plan
from phongtrao.plans.queries.people import office_of, people_at, recipients
from phongtrao.plans.services.assignments import quoted

S = ChangeAnswer.Status
ANSWERS: Transitions[S] = {
    S.WAITING: frozenset({S.KNOWN, S.PROPOSED}),
    S.KNOWN: frozenset(),
    S.PROPOSED: frozenset({S.SETTLED}),
    S.SETTLED: frozenset({S.KNOWN, S.PROPOSED}),
}


@transaction.atomic
def acknowledge_changes(answer: ChangeAnswer, *, by: AbstractBaseUser) -> ChangeAnswer:
    """“Đã nắm”: the unit knows what changed for it. Work to be accepted anew is accepted apart."""
    access.can_answer(by, answer).enforce()
    move(answer, S.KNOWN, ANSWERS, answered_by=by.pk, answered_at=timezone.now())
    record(answer, "plans.changes_known", by=by)
    return answer


@transaction.atomic
def propose_on_changes(answer: ChangeAnswer, words: str, *, by: AbstractBaseUser) -> ChangeAnswer:
    """The unit asks for something else; the office is told and answers."""
    access.can_answer(by, answer).enforce()
    words = words.strip()
    if not words:
        raise BadInput(_("Hãy ghi đơn vị đề xuất gì và vì sao."))
    said = {"words": words, "answered_by": by.pk, "answered_at": timezone.now()}
    move(answer, S.PROPOSED, ANSWERS, **said)
    record(answer, "plans.changes_proposed", by=by, after={"words": words})
    with office_language():
        text = _("%(unit)s đề xuất về thay đổi của kế hoạch %(plan)s.") % _named(answer)
    key = f"plans.changes_proposed:{answer.pk}:{timezone.now().isoformat()}"
    notify(office_of(answer.amendment.owner), text, key=key, url=_page(answer))
    return answer


@transaction.atomic
def settle_proposal(answer: ChangeAnswer, reply: str, *, by: AbstractBaseUser) -> ChangeAnswer:
    """The office answers a proposal; the unit is told, and may still say that it knows."""
    access.can_settle(by, answer).enforce()
    reply = reply.strip()
    if not reply:
        raise BadInput(_("Hãy ghi câu trả lời cho đơn vị."))
    move(answer, S.SETTLED, ANSWERS, reply=reply)
    record(answer, "plans.changes_settled", by=by, after={"reply": reply})
    with office_language():
        text = _("Văn phòng trả lời đề xuất của %(unit)s về kế hoạch %(plan)s.") % _named(answer)
    key = f"plans.changes_settled:{answer.pk}:{timezone.now().isoformat()}"
    notify(people_at(answer.unit), text, key=key, url=_page(answer))
    return answer


@transaction.atomic
def settle_proposals(answers: Iterable[ChangeAnswer], reply: str, *, by: AbstractBaseUser) -> int:
    """One reply to several units, in the history and with the notice of each; returns how many."""
    waiting = [answer for answer in answers if answer.status == S.PROPOSED]
    if not waiting:
        raise WrongState(_("Không còn đề xuất nào chờ trả lời trong các đơn vị đã chọn."))
    for answer in waiting:
        settle_proposal(answer, reply, by=by)
    return len(waiting)


@transaction.atomic
def urge_answers(amendment: Plan, *, by: AbstractBaseUser) -> int:
    """Press the units that have not answered; none of them twice a day. Returns how many were told."""
    access.can_urge_answers(by, amendment).enforce()
    today = timezone.localdate()
    rows = amendment.change_answers.select_for_update().filter(status=S.WAITING)
    slow = dict(rows.exclude(urged_on=today).values_list("unit", "pk"))
    if not slow:
        raise WrongState(
            _("Không còn đơn vị nào để đôn đốc: đã trả lời, hoặc hôm nay đã nhắc rồi.")
        )
    with office_language():
        text = _("Văn phòng đôn đốc: hãy trả lời thay đổi của kế hoạch %s.") % quoted(
            amendment.amends.title if amendment.amends else amendment.title
        )
    notices = [
        Notice(
            to_id=user,
            key=f"plans.changes_urged:{amendment.pk}:{unit}:{today}",
            text=text,
            url=reverse("plans:unit_changes", args=[slow[unit]]),
        )
        for unit, user in recipients(slow)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=2_000)
    amendment.change_answers.filter(pk__in=slow.values()).update(urged_on=today)
    record(amendment, "plans.changes_urged", by=by, units=len(slow))
    return len(slow)


def _named(answer: ChangeAnswer) -> dict[str, str]:
    plan = answer.amendment.amends or answer.amendment
    return {"unit": str(answer.unit), "plan": quoted(plan.title)}


def _page(answer: ChangeAnswer) -> str:
    return reverse("plans:unit_changes", args=[answer.pk])
