"""What an inspector found (nhận xét, kiến nghị kiểm tra): written once, seen and answered. S1-13, S2-28."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.assignments import Assignment, ProgressReport
from phongtrao.plans.models.tasks import Task


class Finding(Stateful):
    """On a task of a plan it speaks to who issued it; on a unit's work, or a report of it, to the unit.

    What the inspection of a unit recommends is on no task: it speaks to ``unit`` itself.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Chờ trả lời")
        ANSWERED = "answered", _("Đã trả lời")
        CLOSED = "closed", _("Đã kết thúc")

    class Kind(models.TextChoices):
        REMARK = "remark", _("Nhận xét")
        DEMAND = "demand", _("Kiến nghị")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.OPEN
    )
    kind = models.CharField(_("loại"), max_length=6, choices=Kind.choices, default=Kind.REMARK)
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="findings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="findings")
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, blank=True, related_name="findings"
    )
    report = models.ForeignKey(
        ProgressReport, models.CASCADE, null=True, blank=True, related_name="findings"
    )
    text = models.TextField(_("nội dung"))
    due_on = models.DateField(_("trả lời trước ngày"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("ghi lúc"))
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="findings", verbose_name=_("minh chứng")
    )
    back_reason = models.TextField(_("lý do yêu cầu làm tiếp"), blank=True, default="")
    reminded_on = models.DateField(_("nhắc ngày"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("nhận xét, kiến nghị kiểm tra")
        constraints = [
            models.CheckConstraint(
                name="plans_finding_task_or_unit",
                condition=Q(task__isnull=False, unit=None)
                | Q(task=None, assignment=None, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_finding_report_of_work",
                condition=Q(report=None) | Q(assignment__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_finding_answer_said",
                condition=Q(answered_at=None) | ~Q(answer=""),
                violation_error_message=_("Đã trả lời thì phải có lời trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def addressee(self) -> Unit:
        """Who answers: the unit it is about or whose work it is, else who issued the plan."""
        if self.assignment:
            return self.assignment.unit
        # One of both: the constraint says so.
        return self.task.plan.owner if self.task else self.unit  # type: ignore[return-value]
