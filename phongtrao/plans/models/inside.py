"""Inside a unit and around its work: what the head hands on, whose opinion is asked, what it costs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.assignments import Assignment, ProgressReport
from phongtrao.plans.models.tasks import Task


class HandOver(Stateful):
    """A part of a unit's work, handed to a person or a room (tổ, phòng) of the unit, by an inner day."""

    class Status(models.TextChoices):
        GIVEN = "given", _("Đang làm")
        REPORTED = "reported", _("Đã báo cáo")
        RETURNED = "returned", pgettext_lazy("state", "Trả lại")
        DONE = "done", _("Đã nhận kết quả")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.GIVEN
    )
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="handovers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handovers",
        verbose_name=_("người nhận"),
    )
    room = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tổ nhận")
    )
    note = models.TextField(_("phần việc, lời dặn"), blank=True, default="")
    due_on = models.DateField(_("hạn trong đơn vị"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("giao lúc"))

    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)
    done = models.TextField(_("việc đã làm"), blank=True, default="")
    evidence = models.ManyToManyField(
        Evidence, through="PartEvidence", blank=True, related_name="handovers"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True, default="")
    # Where the head took the result over: the source of what the unit's report says.
    taken_into = models.ForeignKey(
        ProgressReport, models.SET_NULL, null=True, blank=True, related_name="sources"
    )

    class Meta:
        verbose_name = _("phần việc giao trong đơn vị")
        constraints = [
            models.CheckConstraint(
                name="plans_handover_one_receiver",
                condition=Q(user__isnull=False, room=None) | Q(user=None, room__isnull=False),
                violation_error_message=_("Hãy chọn đúng một người hoặc một tổ, phòng."),
            ),
            models.CheckConstraint(
                name="plans_handover_percent",
                condition=Q(percent__lte=100),
                violation_error_message=_("Tiến độ là số từ 0 đến 100."),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "status"], name="plans_handover_user"),
            models.Index(fields=["assignment", "status"], name="plans_handover_work"),
        ]

    def __str__(self) -> str:
        return self.note[:120] or str(self.assignment)

    @property
    def audit_home(self) -> str:
        return f"plans.inside:{self.assignment.unit_id}"

    @property
    def receiver(self) -> str:
        """The person's or the room's name."""
        return str(self.user or self.room)

    @property
    def is_open(self) -> bool:
        return self.status != HandOver.Status.DONE


class PartEvidence(models.Model):
    """Evidence of the unit cited for a part. Who cites it need not be who stored it."""

    handover = models.ForeignKey(HandOver, models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "evidence"], name="plans_partevidence_once")
        ]

    def __str__(self) -> str:
        return str(self.evidence)


class ClaimedEvidence(models.Model):
    """Evidence that came with a claim still being written: the unit's own until a claim that cites it is
    handed in, also when it was taken off again. Decision 8."""

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.evidence)


class Consultation(models.Model):
    """An opinion asked of one person or room about a task, or about a unit's work on it; given once."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="consultations")
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, blank=True, related_name="consultations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("người được hỏi"),
    )
    room = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phòng, tổ")
    )
    question = models.TextField(_("nội dung xin ý kiến"))
    due_on = models.DateField(_("trả lời trước ngày"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("hỏi lúc"))
    opinion = models.TextField(_("ý kiến"), blank=True, default="")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(_("cho ý kiến lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("xin ý kiến")
        constraints = [
            models.CheckConstraint(
                name="plans_consultation_one_asked",
                condition=Q(user__isnull=False, room=None) | Q(user=None, room__isnull=False),
                violation_error_message=_("Mỗi lần hỏi một người hoặc một phòng, tổ."),
            ),
            models.CheckConstraint(
                name="plans_consultation_given_with_words",
                condition=Q(given_at=None) | ~Q(opinion=""),
                violation_error_message=_("Hãy ghi ý kiến trước khi gửi."),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:120]

    @property
    def audit_home(self) -> str:
        """The unit that asks about its work, or the plan about whose task is asked."""
        if self.assignment:
            return f"plans.inside:{self.assignment.unit_id}"
        return f"plans.asking:{self.task.plan_id}"

    @property
    def asked(self) -> str:
        """Who is asked: the person's or the room's name."""
        return str(self.user or self.room)


class BudgetLine(models.Model):
    """Money for a task: from which source, who pays, how much was planned and spent (đồng). S2-25, S4-18."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="budget")
    source = models.CharField(_("nguồn kinh phí"), max_length=200)
    payer = models.CharField(_("đơn vị chi trả"), max_length=200)
    # The unit the name means, where there is just one.
    payer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    planned = models.DecimalField(_("dự toán (đồng)"), max_digits=15, decimal_places=0)
    spent = models.DecimalField(_("đã chi (đồng)"), max_digits=15, decimal_places=0, default=0)
    paid_on = models.DateField(_("ngày chi"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("dòng kinh phí")
        constraints = [
            models.CheckConstraint(
                name="plans_budget_not_negative",
                condition=Q(planned__gte=0, spent__gte=0),
                violation_error_message=_("Số tiền không được nhỏ hơn 0."),
            ),
            models.CheckConstraint(
                name="plans_budget_paid_with_day",
                condition=Q(spent=0, paid_on=None) | Q(spent__gt=0, paid_on__isnull=False),
                violation_error_message=_(
                    "Đã chi thì phải có ngày chi; có ngày chi thì phải có số tiền đã chi."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.payer}"

    @property
    def audit_home(self) -> str:
        return f"plans.budget:{self.task.plan_id}"
