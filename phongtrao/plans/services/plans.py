"""A plan's life: drafted by the office, published once, closed at its end."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.plans.access import plans as access
from phongtrao.plans.models import Movement, Plan, Task
from phongtrao.plans.queries.amendments import is_idle, offers_of
from phongtrao.plans.queries.plan_papers import is_for_paper, is_on_its_way
from phongtrao.plans.services.applying import apply_amendment
from phongtrao.plans.services.movements import MOST_LEVELS, clean
from phongtrao.plans.timings import when_of

S = Plan.Status
PLAN_TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.PUBLISHED}),
    S.PUBLISHED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.MERGED: frozenset(),  # see services.taking_effect
}
MOST_NAMED = 5  # a sentence with more than these is not read


@transaction.atomic
def draft_plan(plan: Plan, movements: Iterable[Movement] = (), *, by: AbstractBaseUser) -> Plan:
    """Begin a plan by hand; it may serve several movements."""
    access.can_create(by, plan.owner).enforce()
    _save(plan)
    plan.movements.set(movements)
    record(plan, "plans.plan_drafted", by=by)
    return plan


@transaction.atomic
def edit_plan(
    plan: Plan, fields: dict[str, Any], movements: Iterable[Movement], *, by: AbstractBaseUser
) -> Plan:
    access.can_edit(by, plan).enforce()
    lock_draft(plan)
    before, after = changes(plan, fields)
    for name, value in fields.items():
        setattr(plan, name, value)
    _save(plan)
    plan.movements.set(movements)
    record(plan, "plans.plan_edited", by=by, before=before, after=after)
    return plan


@transaction.atomic
def publish_plan(plan: Plan, *, by: AbstractBaseUser) -> Plan:
    """Put the plan in force; from here on its tasks stand and can be given to units.

    Of two officers who press at once the second is told that it is done. Refused while it belongs to
    no movement, or a task lacks its text, its lead or a readable time: BadInput says which. A plan whose
    paper is written here is published by the issue of that paper. An amendment takes effect at once
    (in a job where units have much work), or on its day.
    """
    access.can_publish(by, plan).enforce()
    _refuse_before_paper(plan)
    if said := hindrances_of(plan):
        raise BadInput(said[0])
    move(plan, S.PUBLISHED, PLAN_TRANSITIONS, published_at=timezone.now())
    record(plan, "plans.plan_published", by=by, tasks=plan.tasks.count())
    if plan.amends_id and plan.starts_on <= timezone.localdate():
        apply_amendment(plan, by=by)
    return plan


@transaction.atomic
def close_plan(plan: Plan, *, by: AbstractBaseUser) -> Plan:
    """End the plan: units report on it no more."""
    access.can_close(by, plan).enforce()
    move(plan, S.CLOSED, PLAN_TRANSITIONS)
    record(plan, "plans.plan_closed", by=by)
    return plan


def lock_draft(plan: Plan) -> None:
    """Keep the plan a draft until the end of the transaction; WrongState when it is none any more."""
    # A publication that is under way holds the row: we wait for it and then see its result.
    rows = Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk, status=S.DRAFT)
    if not rows.exists():
        raise WrongState(_("Kế hoạch vừa được ban hành nên không sửa được nữa. Hãy tải lại trang."))
    if is_on_its_way(plan):
        raise WrongState(_("Văn bản của kế hoạch vừa được trình ký. Hãy rút lại rồi sửa."))


def unfinished_tasks(plan: Plan) -> list[str]:
    """What keeps the plan from being published: one sentence a task, in its order.

    A task of an amendment that names only what changes says no more than that.
    """
    if plan.amending == Plan.Amending.PART:
        return []
    tasks = plan.tasks.standing().select_related("phase").prefetch_related("parties")
    return [f"{named(task)}: {fault}" for task in tasks if (fault := fault_of(task))]


def fault_of(task: Task) -> str:
    """What a task lacks, in words; empty when it can be published. Parties must be prefetched."""
    if not task.text.strip():
        return _("chưa có nội dung")
    # A part of a task is led by whoever leads the whole.
    if not task.part_of_id and not any(p.role == "lead" for p in task.parties.all()):
        return _("chưa có cơ quan chủ trì")
    try:
        when_of(task).rule()
    except BadInput:
        return _("thời gian “%s” không hợp với cách nói đã chọn") % task.timing_value
    return ""


def named(task: Task) -> str:
    """How a sentence calls a task: its number in its section, and its first words."""
    where = " ".join(part for part in (task.ordinal, Truncator(task.text).chars(50)) if part)
    return f"“{where}”" if where else _("nhiệm vụ thứ %s") % task.position


def hindrances_of(plan: Plan) -> list[str]:
    """What keeps the plan from being put in force, each with what to do."""
    found = [_homeless(plan), _unfinished(plan)]
    if plan.amends_id:
        found.append(_unready_amendment(plan))
    return [said for said in found if said]


def _homeless(plan: Plan) -> str:
    if plan.movements.exists():
        return ""
    return _(
        "Kế hoạch chưa thuộc phong trào nào. "
        "Hãy chọn ít nhất một phong trào ở “Sửa thông tin kế hoạch” rồi ban hành lại."
    )


def _unfinished(plan: Plan) -> str:
    faults = unfinished_tasks(plan)
    if not faults:
        return ""
    more = len(faults) - MOST_NAMED
    shown = "; ".join(faults[:MOST_NAMED])
    rest = _(" và %d nhiệm vụ khác") % more if more > 0 else ""
    return _("Chưa ban hành được: %(faults)s%(rest)s. Hãy bổ sung rồi ban hành lại.") % {
        "faults": shown,
        "rest": rest,
    }


def _unready_amendment(plan: Plan) -> str:
    offers = offers_of(plan)
    if is_idle(plan, offers):
        return _(
            "Bản sửa đổi chưa thay đổi gì so với kế hoạch đang thực hiện nên chưa ban hành được. "
            "Hãy sửa, thêm hoặc bỏ nhiệm vụ ở bản sửa đổi."
        )
    left = sum(offer.is_open for offer in offers)
    if not left:
        return ""
    return (
        _("Còn %d thay đổi chưa được xác nhận. Hãy xác nhận ở “Đối chiếu thay đổi” rồi ban hành.")
        % left
    )


def _refuse_before_paper(plan: Plan) -> None:
    if is_for_paper(plan):
        raise BadInput(
            _(
                "Kế hoạch này có văn bản lập trên hệ thống: nó được ban hành cùng lúc văn bản được cấp số. "
                "Hãy trình ký và cấp số cho văn bản."
            )
        )


def _save(plan: Plan) -> None:
    above, steps = plan.parent, 0
    while above is not None:
        if above.pk == plan.pk or steps == MOST_LEVELS:
            raise BadInput(_("Một kế hoạch không thể thực hiện chính nó. Hãy chọn lại."))
        above, steps = above.parent, steps + 1
    clean(plan)
    plan.save()
