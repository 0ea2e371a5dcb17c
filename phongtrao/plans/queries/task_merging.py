"""Two tasks of a plan that say the same: which are near, what merging them moves, what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.plans.models import Assignment, ProgressReport, Task
from phongtrao.plans.resemblance import rank

DROPPED = Assignment.Status.dropped
NEAREST = 5
# Share of words in common below which a task is no proposal: two that differ share about a third.
FARTHEST = 0.3


@dataclass(frozen=True, slots=True)
class Near:
    """A task of the same plan; ``percent``: how much of the words the two share, 0..100."""

    task: Task
    percent: int


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """Units by what they have to do: the task that stays alone, the one that goes alone, both."""

    stays: int
    goes: int
    both: int

    @property
    def after(self) -> int:
        return self.stays + self.goes + self.both


def mergeable_with(task: Task) -> QuerySet[Task]:
    """The other tasks of the plan that are in force."""
    rows = Task.objects.standing().filter(plan=task.plan_id).exclude(pk=task.pk)
    return rows.order_by("position", "pk")


def near_tasks(task: Task, among: Sequence[Task]) -> list[Near]:
    """Those whose words come near, at most five, the nearest first."""
    tasks = {other.pk: other for other in among}
    matches = rank(task.text, {key: other.text for key, other in tasks.items()})
    near = [match for match in matches[:NEAREST] if match.share >= FARTHEST]
    return [Near(tasks[match.key], match.percent) for match in near]


def count_units(goes: Task, stays: Task) -> UnitCounts:
    """Work that was declined, joined or ended is nobody's. Two queries."""
    going = _live(goes).annotate(has_both=Exists(_live(stays).filter(unit=OuterRef("unit"))))
    found = going.aggregate(
        goes=Count("pk", filter=Q(has_both=False)), both=Count("pk", filter=Q(has_both=True))
    )
    return UnitCounts(_live(stays).count() - found["both"], found["goes"], found["both"])


def hindrances(goes: Task, stays: Task) -> list[str]:
    """Why the two cannot be merged now; each sentence says what to do first. Two queries."""
    found = []
    if goes.pk == stays.pk or goes.plan_id != stays.plan_id:
        found.append(_("Hãy chọn một nhiệm vụ khác của cùng kế hoạch."))
    if stays.part_of_id == goes.pk:
        found.append(
            _("“%s” là một phần của nhiệm vụ này. Hãy mở nhiệm vụ đó và gộp vào nhiệm vụ này.")
            % stays.text[:80]
        )
    if left := _left_there(goes, stays):
        words = ngettext(
            "%(n)d đơn vị đã thôi việc được giữ nhưng còn làm việc được gộp. Hãy gộp theo chiều ngược lại.",
            "%(n)d đơn vị đã thôi việc được giữ nhưng còn làm việc được gộp. Hãy gộp theo chiều ngược lại.",
            left,
        )
        found.append(words % {"n": left})
    if waiting := waiting_twice(goes, stays):
        words = ngettext(
            "%(n)d báo cáo của đơn vị làm cả hai việc đang chờ duyệt. Hãy duyệt hoặc trả lại trước khi gộp.",
            "%(n)d báo cáo của đơn vị làm cả hai việc đang chờ duyệt. Hãy duyệt hoặc trả lại trước khi gộp.",
            waiting,
        )
        found.append(words % {"n": waiting})
    return found


def joined_into(work: Assignment) -> QuerySet[Assignment]:
    """The unit's work that was joined into this one when their tasks were merged."""
    rows = Assignment.objects.filter(unit=work.unit_id, task__merged_into=work.task_id)
    rows = rows.filter(status=Assignment.Status.JOINED)
    return rows.select_related("task").annotate(written=Count("reports")).order_by("pk")


def _live(task: Task) -> QuerySet[Assignment]:
    return Assignment.objects.filter(task=task).exclude(status__in=DROPPED)


def _left_there(goes: Task, stays: Task) -> int:
    """A unit has a task once: what it declined there is in the way of the work it goes on with."""
    left = Assignment.objects.filter(task=stays, status__in=DROPPED, unit=OuterRef("unit"))
    return _live(goes).filter(Exists(left)).count()


def waiting_twice(goes: Task, stays: Task) -> int:
    there = Assignment.objects.filter(task=stays, unit=OuterRef("assignment__unit"))
    rows = ProgressReport.objects.filter(Exists(there), assignment__task=goes)
    return rows.filter(status=ProgressReport.Status.SUBMITTED).count()
