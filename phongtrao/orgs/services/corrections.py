"""Asking for a correction of one's record, and answering."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.services import notify
from phongtrao.orgs import access
from phongtrao.orgs.models import Correction, Grant, Person, Post, Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, covers

S = Correction.Status
TRANSITIONS: Transitions[Correction.Status] = {
    S.ASKED: frozenset({S.FIXED, S.DECLINED, S.WITHDRAWN}),
    S.FIXED: frozenset(),
    S.DECLINED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
MOST_OPEN = 20  # more than that is a talk, not a form


@transaction.atomic
def ask_correction(person: Person, about: str, text: str, *, by: AbstractBaseUser) -> Correction:
    """``about``: the words of the record; ``text``: what should stand there. Tells the unit."""
    access.can_ask_correction(by, person).enforce()
    if person.corrections.filter(status=S.ASKED).count() >= MOST_OPEN:
        raise BadInput(_("Bạn đang có nhiều đề nghị chờ trả lời. Hãy chờ đơn vị trả lời đã."))
    made = Correction(person=person, unit=_keeper(person), about=about[:300], text=text)
    made.full_clean()
    made.save()
    record(made, "orgs.correction_asked", by=by)
    _tell_unit(made, by)
    return made


@transaction.atomic
def answer_correction(
    correction: Correction, *, is_fixed: bool, answer: str, by: AbstractBaseUser
) -> Correction:
    """The record was put right, or stays as it is with the reason; the person is told."""
    access.can_answer_correction(by, correction).enforce()
    if not is_fixed and not answer:
        raise BadInput(_("Hãy ghi lý do giữ nguyên để người đề nghị biết."))
    if is_fixed and not answer and not access.can_keep_person(by, correction.person):
        raise BadInput(_("Hãy ghi đã sửa gì, ở đâu, để người đề nghị biết."))
    to = S.FIXED if is_fixed else S.DECLINED
    said = {"answer": answer, "answered_by": by, "answered_at": timezone.now()}
    move(correction, to, TRANSITIONS, **said)
    record(correction, "orgs.correction_answered", by=by, status=to.value)
    if correction.person.user:
        with office_language():
            text = _("%(unit)s đã trả lời đề nghị sửa hồ sơ của bạn: %(state)s") % {
                "unit": correction.unit,
                "state": to.label,
            }
        notify(
            [correction.person.user], text, key=_key(correction, "answered"), url=_url(correction)
        )
    return correction


@transaction.atomic
def withdraw_correction(correction: Correction, *, by: AbstractBaseUser) -> Correction:
    access.can_withdraw_correction(by, correction).enforce()
    move(correction, S.WITHDRAWN, TRANSITIONS)
    record(correction, "orgs.correction_withdrawn", by=by)
    return correction


def _keeper(person: Person) -> Unit:
    """The unit of the post the person holds, else of the last one; the longest held where there are several."""
    posts = Post.objects.filter(person=person).select_related("unit").order_by("days")
    post = posts.not_over().first() or posts.last()
    if post is None:
        raise WrongState(_("Bạn chưa thuộc đơn vị nào. Hãy hỏi quản trị viên."))
    return post.unit


def _tell_unit(correction: Correction, by: AbstractBaseUser) -> None:
    """Whoever acts for the unit today, and whoever may put the record right."""
    here = Grant.objects.today().filter(unit=correction.unit, role__in=ACTS_FOR_UNIT)
    told = {*here.values_list("user", flat=True), *_who_may_fix(correction.unit)}
    readers = User.objects.filter(is_active=True, pk__in=told - {by.pk})
    with office_language():
        text = _("%s đề nghị sửa hồ sơ") % correction.person
    notify(readers, text, key=_key(correction, "asked"), url=_url(correction))


def _who_may_fix(unit: Unit) -> list[int]:
    """Accounts whose business the people of the unit are; administrators where nobody else's."""
    above = {int(step) for step in f"{unit.admin_path}{unit.prof_path}".split("/") if step}
    grants = Grant.objects.today().filter(unit__in=above, role__in=access.KEEPS_PEOPLE)
    held = [g for g in grants.select_related("unit").with_levels() if covers(g, unit)]
    personnel = [grant.user_id for grant in held if grant.role == Role.PERSONNEL]
    return personnel or [grant.user_id for grant in held]


def _key(correction: Correction, event: str) -> str:
    return f"correction:{correction.pk}:{event}"


def _url(correction: Correction) -> str:
    return reverse("orgs:correction", args=[correction.pk])
