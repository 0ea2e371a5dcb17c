"""What goes on with the heir when a unit ends: work that is not done, plans and movements in life."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs import ending
from phongtrao.orgs.ending import Hold
from phongtrao.orgs.reorganisation import Carrier, register
from phongtrao.plans.models import (
    Assignment,
    CommonAnswer,
    Consultation,
    Difficulty,
    Finding,
    HandOver,
    Movement,
    Plan,
    Task,
)


def plug_reorganisation() -> None:
    """Plans before the work that hangs on them."""
    register(Carrier("plans.plan.owner", _("kế hoạch chưa kết thúc"), living_plans, field="owner"))
    register(
        Carrier("plans.plan.orders", _("sổ việc từ văn bản đến"), orders, "owner", ("orders_of",))
    )
    register(Carrier("plans.task.local_to", _("việc tự đặt"), own_tasks, field="local_to"))
    register(
        Carrier(
            "plans.assignment.unit",
            _("việc đang làm"),
            open_work,
            same=("task",),
            left={"status": Assignment.Status.JOINED},
        )
    )
    register(
        Carrier("plans.movement.owner", _("phong trào chưa kết thúc"), living_movements, "owner")
    )
    register(Carrier("plans.finding.unit", _("kiến nghị kiểm tra chưa xong"), open_findings))
    register(Carrier("plans.difficulty.unit", _("vướng mắc đã nêu, chưa giải quyết"), unsettled))
    register(Carrier("plans.difficulty.desk", _("vướng mắc chờ đơn vị trả lời"), on_desks, "desk"))
    register(
        Carrier("plans.commonanswer.owner", _("hỏi – đáp chung"), common_answers, field="owner")
    )
    ending.register(Hold("plans.handover", _("phần việc chưa xong"), open_parts, field="room"))
    ending.register(
        Hold("plans.consultation", _("ý kiến chưa trả lời"), open_questions, field="room")
    )


def open_findings() -> QuerySet[Finding]:
    return Finding.objects.exclude(status=Finding.Status.CLOSED)


def open_parts() -> QuerySet[HandOver]:
    return HandOver.objects.exclude(status=HandOver.Status.DONE)


def unsettled() -> QuerySet[Difficulty]:
    return Difficulty.objects.exclude(status=Difficulty.Status.CLOSED)


def on_desks() -> QuerySet[Difficulty]:
    """Of others: what a unit raised and has not sent up lies with its head."""
    return Difficulty.objects.filter(status=Difficulty.Status.OPEN)


def common_answers() -> QuerySet[CommonAnswer]:
    return CommonAnswer.objects.all()


def open_questions() -> QuerySet[Consultation]:
    return Consultation.objects.filter(given_at=None)


def open_work() -> QuerySet[Assignment]:
    """Not done, in plans in force; what was declined is over.

    Orders of incoming papers stay where their plan stays: with a unit that ended, whose heir has one.
    """
    in_force = Assignment.objects.filter(task__plan__status=Plan.Status.PUBLISHED, done_on=None)
    left = in_force.filter(task__plan__in=orders().exclude(owner__closed_on=None))
    return in_force.exclude(status__in=Assignment.Status.dropped).exclude(pk__in=left.values("pk"))


def own_tasks() -> QuerySet[Task]:
    """Tasks a unit set itself, as far as they are not done."""
    return Task.objects.filter(local_to__isnull=False, assignments__in=open_work().values("pk"))


def living_plans() -> QuerySet[Plan]:
    return Plan.objects.exclude(status=Plan.Status.CLOSED).filter(orders_of=None)


def orders() -> QuerySet[Plan]:
    """The plans of a year that hold a unit's orders from incoming papers; a unit has one a year."""
    return Plan.objects.filter(orders_of__isnull=False)


def living_movements() -> QuerySet[Movement]:
    return Movement.objects.exclude(status=Movement.Status.CLOSED)
