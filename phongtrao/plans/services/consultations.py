"""Asking a person, a room or an outside expert's account for an opinion; given once. S2-27."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import inside as access
from phongtrao.plans.models import Assignment, Consultation, Task
from phongtrao.plans.queries.consultations import rooms_to_ask
from phongtrao.plans.queries.inside import people_of_room
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movements import clean


@dataclass(frozen=True, slots=True)
class Asking:
    """``people``: user names, or full names that only one active account bears."""

    question: str
    due_on: date
    people: tuple[str, ...] = ()
    rooms: tuple[Unit, ...] = ()


@transaction.atomic
def ask_about_task(task: Task, asking: Asking, *, by: AbstractBaseUser) -> list[Consultation]:
    """The plan's office asks: one consultation for each person and room, so that it shows who has not."""
    access.can_ask_about_task(by, task).enforce()
    return _ask(task, None, asking, by)


@transaction.atomic
def ask_about_work(work: Assignment, asking: Asking, *, by: AbstractBaseUser) -> list[Consultation]:
    """A unit asks about its own work."""
    access.can_ask_about_work(by, work).enforce()
    return _ask(work.task, work, asking, by)


@transaction.atomic
def give_opinion(consultation: Consultation, opinion: str, *, by: AbstractBaseUser) -> Consultation:
    """Answer, once: of two members of a room the second is told that it is done."""
    access.can_give_opinion(by, consultation).enforce()
    if not opinion.strip():
        raise BadInput(_("Hãy ghi ý kiến trước khi gửi."))
    rows = Consultation.objects.filter(pk=consultation.pk, given_at=None)
    given = {"opinion": opinion.strip(), "given_by": by.pk, "given_at": timezone.now()}
    if not rows.update(**given):
        raise WrongState(_("Người khác vừa gửi ý kiến. Hãy tải lại trang."))
    consultation.refresh_from_db()
    after = {"opinion": consultation.opinion}
    record(consultation, "plans.opinion_given", by=by, after=after)
    with office_language():
        said = {"who": consultation.asked, "task": quoted(consultation.task.text)}
        text = _("%(who)s đã cho ý kiến: %(task)s.") % said
    _notify([consultation.asked_by], consultation, text, "given")
    return consultation


def _ask(
    task: Task, work: Assignment | None, asking: Asking, by: AbstractBaseUser
) -> list[Consultation]:
    people = _people_named(asking.people)
    _check(task, work, asking, people)
    asked: list[dict[str, User] | dict[str, Unit]] = [{"user": user} for user in people]
    asked += [{"room": room} for room in asking.rooms]
    return [_ask_one(task, work, asking, one, by=by) for one in asked]


def _ask_one(
    task: Task,
    work: Assignment | None,
    asking: Asking,
    one: dict[str, User] | dict[str, Unit],
    *,
    by: AbstractBaseUser,
) -> Consultation:
    made = Consultation(
        task=task,
        assignment=work,
        question=asking.question.strip(),
        due_on=asking.due_on,
        asked_by_id=by.pk,
        asked_at=timezone.now(),
        **one,
    )
    clean(made)
    made.save()
    record(made, "plans.opinion_asked", by=by, after={"to": made.asked, "due_on": made.due_on})
    with office_language():
        said = {"due": date_format(made.due_on, "d/m/Y"), "task": quoted(task.text)}
        text = _("Xin ý kiến của bạn trước ngày %(due)s: %(task)s.") % said
    to = people_of_room(made.room) if made.room else [made.user] if made.user else []
    _notify(to, made, text, "asked")
    return made


def _check(task: Task, work: Assignment | None, asking: Asking, people: Sequence[User]) -> None:
    if not people and not asking.rooms:
        raise BadInput(_("Hãy chọn ít nhất một người hoặc một phòng, tổ để hỏi."))
    if asking.due_on < timezone.localdate():
        raise BadInput(_("Ngày trả lời đã qua. Hãy chọn một ngày từ hôm nay."))
    allowed = rooms_to_ask(work.unit if work else task.plan.owner)
    chosen = {room.pk for room in asking.rooms}
    if allowed.filter(pk__in=chosen).count() != len(chosen):
        raise BadInput(_("Có phòng, tổ không thuộc đơn vị hỏi. Hãy chọn lại."))


def _people_named(names: Iterable[str]) -> list[User]:
    found: dict[int, User] = {}
    for name in names:
        user = User.objects.filter(username__iexact=name, is_active=True).first()
        if user is None:
            same = list(User.objects.filter(is_active=True, full_name=name)[:2])
            user = same[0] if len(same) == 1 else None
        if user is None:
            raise BadInput(
                _("Không có đúng một tài khoản “%s”. Hãy ghi tên đăng nhập của người đó.") % name
            )
        found[user.pk] = user
    return list(found.values())


def _notify(to: Iterable[User], consultation: Consultation, text: str, event: str) -> None:
    url = reverse("plans:consultation", args=[consultation.pk])
    notify(to, text, key=f"plans.consultation:{consultation.pk}:{event}", url=url)
