"""A task at a unit: its answer, its reports, its progress."""

from enum import nonmember
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.base.workflow import Stateful
from phongtrao.documents.models import Evidence
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.tasks import Task, TaskParty


class Assignment(Stateful):
    class Mode(models.TextChoices):
        """S1-89: the Sở orders its own units and requests those of the communes."""

        ORDERED = "ordered", _("Giao")
        REQUESTED = "requested", _("Đề nghị")

    class Status(models.TextChoices):
        SENT = "sent", _("Chờ tiếp nhận")
        ACCEPTED = "accepted", _("Đã tiếp nhận")
        PROPOSED = "proposed", pgettext_lazy("state", "Đề xuất điều chỉnh")
        DECLINED = "declined", pgettext_lazy("state", "Từ chối")
        # Done once, elsewhere: its unit ended and the heir had the same work already, or its task was
        # merged into another that the unit had as well.
        JOINED = "joined", pgettext_lazy("state", "Gộp vào việc khác")
        # An amendment of the plan dropped the task, or no longer names the unit; ``reply`` says why.
        ENDED = "ended", pgettext_lazy("state", "Kết thúc do kế hoạch thay đổi")
        dropped = nonmember(
            frozenset({"declined", "joined", "ended"})
        )  # nobody's to do, counted nowhere

    class Progress(models.TextChoices):
        """Automatic: see queries.with_progress. Here only to be overridden, with a reason."""

        NOT_STARTED = "not_started", _("Chưa bắt đầu")
        ON_TIME = "on_time", _("Đúng hạn")
        DUE_SOON = "due_soon", _("Sắp đến hạn")
        LATE = "late", _("Quá hạn")
        STALE = "stale", _("Lâu chưa cập nhật")
        DONE = "done", _("Hoàn thành")
        DECLINED = "declined", _("Đã từ chối")  # follows the unit's answer; nobody judges it so
        JOINED = "joined", _("Đã gộp vào việc khác")  # follows a reorganisation or a merger

        ENDED = "ended", _("Đã kết thúc")  # follows an amendment, as above

        @classmethod
        def judged(cls) -> list[tuple[str, Any]]:
            """What a person may put in place of the automatic state."""
            followed = {cls.DECLINED, cls.JOINED, cls.ENDED}
            return [choice for choice in cls.choices if choice[0] not in followed]

    status = models.CharField(
        _("tiếp nhận"), max_length=10, choices=Status.choices, default=Status.SENT
    )
    # No index of their own: two below begin with them, and an issue writes 120,000 rows at once.
    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", db_index=False)
    mode = models.CharField(_("hình thức"), max_length=10, choices=Mode.choices)
    # What the plan has this unit do in the task, where it names it; others carry the task out. S2-05.
    part = models.CharField(
        _("vai trò"),
        max_length=11,
        choices=TaskParty.Role.choices,
        default=TaskParty.Role.LEAD,
    )
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    answer = models.TextField(_("trả lời của đơn vị"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)  # the first time; never unset

    # What the unit asks for while PROPOSED; agreed, the words become this unit's wording (S0-09).
    proposed_text = models.TextField(_("nội dung đề xuất"), blank=True, default="")
    proposed_due_on = models.DateField(_("hạn đề xuất"), null=True, blank=True)
    wording = models.TextField(_("nội dung điều chỉnh cho đơn vị"), blank=True, default="")
    reply = models.TextField(_("trả lời của văn phòng"), blank=True, default="")

    # Today's answers of the accepted reports; services keep them.
    percent = models.PositiveSmallIntegerField(_("tiến độ"), default=0)
    reported_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    # What the last report handed in says, judged or not: work that was reported on has been started.
    claimed_percent = models.PositiveSmallIntegerField(_("đơn vị báo"), default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)

    override = models.CharField(
        _("đánh giá lại"), max_length=12, choices=Progress.judged(), blank=True, default=""
    )
    override_reason = models.TextField(_("lý do đánh giá lại"), blank=True, default="")
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    # When the act that gave it out was done: the line of history of that act says the same moment.
    sent_at = models.DateTimeField(auto_now_add=True)
    # The last day on which the unit had a word about this work, by the clock or from the office.
    reminded_on = models.DateField(_("nhắc gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="plans_assignment_once"),
            models.CheckConstraint(name="plans_assignment_percent", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="plans_assignment_only_requests_declined",
                condition=~Q(status="declined") | Q(mode="requested"),
                violation_error_message=_(
                    "Nhiệm vụ được giao thì không từ chối; hãy đề xuất điều chỉnh."
                ),
            ),
            models.CheckConstraint(
                name="plans_assignment_override_reason",
                condition=Q(override="") | ~Q(override_reason=""),
                violation_error_message=_("Đánh giá lại phải có lý do."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status", "due_on"], name="plans_assignment_unit"),
            # The daily reminders ask for a few days among all open work.
            models.Index(
                fields=["due_on"], name="plans_assignment_open_due", condition=Q(done_on=None)
            ),
            models.Index(
                fields=["task"], name="plans_assignment_proposed", condition=Q(status="proposed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.text}"

    @property
    def audit_home(self) -> str:
        """Only a unit's own task is ever deleted with its work: where the task belonged."""
        return self.task.audit_home if self.task.local_to_id else ""

    @property
    def is_claiming(self) -> bool:
        """A report newer than the last accepted one waits for the office, or came back."""
        if self.claimed_at is None:
            return False
        return self.reported_at is None or self.claimed_at > self.reported_at

    @property
    def text(self) -> str:
        """What this unit has to do: the plan's words, or those agreed with the unit."""
        return self.wording or self.task.text


class ProgressReport(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Đã nộp")
        RETURNED = "returned", pgettext_lazy("state", "Trả lại")
        ACCEPTED = "accepted", _("Đã duyệt")

    status = models.CharField(
        _("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reports")
    period = models.CharField(_("kỳ báo cáo"), max_length=10)  # key of lib.periods.Period
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)
    done = models.TextField(_("việc đã làm"), blank=True, default="")
    obstacles = models.TextField(_("khó khăn"), blank=True, default="")
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="reports", verbose_name=_("minh chứng")
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True, default="")
    # One submission for two masters: the report of the twin work it was handed in together with.
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="twins"
    )

    class Meta:
        verbose_name = _("báo cáo tiến độ")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "period"],
                name="plans_report_once_a_period",
                violation_error_message=_("Kỳ này đã có báo cáo. Hãy mở báo cáo đó."),
            ),
            models.CheckConstraint(
                name="plans_report_percent",
                condition=Q(percent__lte=100),
                violation_error_message=_("Tiến độ là số từ 0 đến 100."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["status"], name="plans_report_waiting", condition=Q(status="submitted")
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.period}"
