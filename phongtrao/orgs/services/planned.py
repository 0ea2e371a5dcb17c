"""Orders that wait: brought in a workbook until somebody says yes, or decided for a day to come.

The job of the day may run twice, and late: an order is carried out by whoever moves it from waiting,
in one transaction. What no longer fits changes nothing; the office is told why.
"""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify
from phongtrao.orgs import access, tasks
from phongtrao.orgs.acting import as_chosen, works_in_own_name
from phongtrao.orgs.forest import read_steps, write_steps
from phongtrao.orgs.models import Grant, PlannedAct, Unit
from phongtrao.orgs.services.reorganisations import Order, preview_reorganisation, reorganise
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

S = PlannedAct.Status
TRANSITIONS = {
    S.DRAFT: frozenset({S.WAITING, S.WITHDRAWN}),
    S.WAITING: frozenset({S.DONE, S.REFUSED, S.WITHDRAWN}),
    S.REFUSED: frozenset({S.WAITING, S.WITHDRAWN}),
    S.DONE: frozenset[S](),
    S.WITHDRAWN: frozenset[S](),
}


@transaction.atomic
def plan_reorganisation(order: Order, *, by: AbstractBaseUser) -> PlannedAct:
    """Keep an order for its day, tried on the units of today. Raises as ``reorganise``."""
    if order.on <= timezone.localdate():
        raise BadInput(_("Chỉ hẹn quyết định có hiệu lực sau hôm nay. Hãy thực hiện ngay."))
    planned = _keep(order, S.WAITING, by, summary=preview_reorganisation(order, by=by))
    record(planned, "orgs.act_planned", by=by)
    return planned


@transaction.atomic
def draft_reorganisation(order: Order, *, by: AbstractBaseUser) -> Work:
    """Keep an order brought in a workbook and try it in a job, whose page is the work's."""
    access.can_reorganise(by, []).enforce()
    planned = _keep(order, S.DRAFT, by)
    record(planned, "orgs.act_drafted", by=by)
    with office_language():
        title = _("Xem trước: %s") % order.title
    work = start_work(title[:300], by=by, total=len(order.steps))
    tasks.preview_draft.defer(work_id=work.pk, planned_id=planned.pk)
    return work


def preview_draft(work_id: int, planned_id: int) -> None:
    """The job's side of ``draft_reorganisation``; safe to run twice."""
    planned = PlannedAct.objects.select_related("made_by").get(pk=planned_id)
    with running(work_id) as work:
        advance(work, 0, message=_("Đang thử trên các đơn vị hiện có."))
        summary = preview_reorganisation(order_of(planned), by=_maker(planned))
        PlannedAct.objects.filter(pk=planned.pk).update(summary=summary)
        finish(work, result_url=_page(planned), message=_("Đã xem trước, chưa có gì thay đổi."))


@transaction.atomic
def confirm_planned(planned: PlannedAct, *, by: AbstractBaseUser) -> Work | None:
    """Say yes to a draft, or try a refused order again. What is due is carried out in a job."""
    can_confirm(by, planned).enforce()
    move(planned, S.WAITING, TRANSITIONS, reason="")
    record(planned, "orgs.act_planned", by=by)
    if planned.on > timezone.localdate():
        return None
    with office_language():
        title = _("Thực hiện: %s") % planned.title
    work = start_work(title[:300], by=by, total=1)
    tasks.carry_out_planned.defer(planned_id=planned.pk, work_id=work.pk)
    return work


@transaction.atomic
def withdraw_planned(planned: PlannedAct, *, by: AbstractBaseUser) -> PlannedAct:
    can_withdraw(by, planned).enforce()
    move(planned, S.WITHDRAWN, TRANSITIONS)
    record(planned, "orgs.act_withdrawn", by=by)
    return planned


def can_confirm(by: AbstractBaseUser, planned: PlannedAct) -> Answer:
    return access.can_decide_planned(by, planned, {S.DRAFT, S.REFUSED})


def can_withdraw(by: AbstractBaseUser, planned: PlannedAct) -> Answer:
    return access.can_decide_planned(by, planned, {S.DRAFT, S.WAITING, S.REFUSED})


# ------------------------------------------------------------------ the day
def due_acts(day: date) -> list[int]:
    """Orders whose day has come, in the order in which they take effect."""
    waiting = PlannedAct.objects.filter(status=S.WAITING, on__lte=day)
    return list(waiting.order_by("on", "pk").values_list("pk", flat=True))


def carry_out_due(day: date) -> None:
    """Every order that is due, each in its own transaction; raises ExceptionGroup after the last.

    What breaks in one must not hold back the decisions of others: it stays waiting, and the failed
    job says so every hour.
    """
    broken = []
    for pk in due_acts(day):
        try:
            carry_out_planned(pk)
        except Exception as error:  # noqa: BLE001 -- raised together when the others are done
            broken.append(error)
    if broken:
        raise ExceptionGroup("planned acts that could not be carried out", broken)


def carry_out_under_work(planned_id: int, work_id: int) -> None:
    with running(work_id) as work:
        planned = carry_out_planned(planned_id)
        finish(work, result_url=_page(planned), message=planned.get_status_display())


@transaction.atomic
def carry_out_planned(planned_id: int) -> PlannedAct:
    """Carry out a waiting order; a second run finds it done. A refusal is kept with its reason."""
    planned = PlannedAct.objects.select_for_update(of=("self",)).get(pk=planned_id)
    if planned.status != S.WAITING or planned.on > timezone.localdate():
        return planned
    try:
        with transaction.atomic():
            act = reorganise(order_of(planned), by=_maker(planned))
            connection.check_constraints()  # the deferred ones too, while it can be taken back
    except (DomainError, ValidationError, IntegrityError, DataError) as error:
        move(planned, S.REFUSED, TRANSITIONS, reason=_sentence_of(error)[:500])
        record(planned, "orgs.act_refused", by=None)
        _tell_refused(planned)
    else:
        move(planned, S.DONE, TRANSITIONS, act=act, summary=act.trace["summary"])
        record(planned, "orgs.act_carried_out", by=None)
    return planned


def _sentence_of(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, DatabaseError):  # its text is the database's, for nobody to read
        with office_language():
            return _(
                "Quyết định không còn khớp với dữ liệu hiện có của các đơn vị."
                " Hãy rút và lập lại quyết định."
            )
    return str(error)


def _tell_refused(planned: PlannedAct) -> None:
    """Who planned it, and the office and administrators of the Sở."""
    roles = Grant.objects.today().filter(role__in=(Role.OFFICE, Role.ADMIN))
    keepers = roles.filter(unit__kind__in=Unit.Kind.top).values("user")
    users = get_user_model().objects.filter(Q(pk__in=keepers) | Q(pk=planned.made_by_id))
    with office_language():
        text = _("Không thực hiện được quyết định hẹn ngày %(day)s “%(title)s”: %(reason)s") % {
            "day": format_date(planned.on),
            "title": planned.title,
            "reason": planned.reason,
        }
    notify(users, text, key=f"planned_act:{planned.pk}", url=_page(planned))


# ------------------------------------------------------------------ keeping
def order_of(planned: PlannedAct) -> Order:
    return Order(
        planned.title,
        planned.on,
        read_steps(planned.order["steps"]),
        planned.decision,
        planned.decided_on,
        dict(planned.order["posts"]),
    )


def _maker(planned: PlannedAct) -> User | None:
    by = planned.made_by
    return as_chosen(by, in_own_name=planned.in_own_name) if by else None


def _keep(order: Order, status: S, by: AbstractBaseUser, **more: Any) -> PlannedAct:
    planned = PlannedAct(
        status=status,
        title=order.title,
        decision=order.decision,
        decided_on=order.decided_on,
        on=order.on,
        order={"steps": write_steps(order.steps), "posts": [*map(list, order.posts.items())]},
        made_by_id=by.pk,
        in_own_name=works_in_own_name(by),
        **more,
    )
    planned.clean_fields(exclude=["summary"])
    planned.save()
    return planned


def _page(planned: PlannedAct) -> str:
    return reverse("orgs:planned_act", args=[planned.pk])
