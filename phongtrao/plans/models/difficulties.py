"""What stands in the way of a unit's work, and what an office answered to all. S2-31, S1-88, S0-58."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.assignments import Assignment
from phongtrao.plans.models.inside import HandOver
from phongtrao.plans.models.plans import Plan


class Difficulty(Stateful):
    """One difficulty (vướng mắc), from any unit, about a piece of its work or about nothing given out.

    ``desk`` is the unit whose people must answer now: the own head first where somebody of the unit
    raised it (``INSIDE``), then the office of the plan or the unit above, which may pass it further up.
    What left the unit has ``sent_at``, when it came to its desk; without that nobody outside reads it.
    """

    class Status(models.TextChoices):
        INSIDE = "inside", _("Chờ thủ trưởng")
        OPEN = "open", _("Chờ trả lời")
        ANSWERED = "answered", _("Đã trả lời")
        CLOSED = "closed", _("Đã giải quyết")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.OPEN
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="difficulties", verbose_name=_("đơn vị")
    )
    desk = models.ForeignKey(
        Unit, models.PROTECT, related_name="on_its_desk", verbose_name=_("nơi giải đáp")
    )
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, blank=True, related_name="difficulties"
    )
    handover = models.ForeignKey(
        HandOver, models.SET_NULL, null=True, blank=True, related_name="difficulties"
    )
    text = models.TextField(_("vướng mắc"))
    wish = models.TextField(_("đề nghị"), blank=True, default="")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("nêu lúc"))
    sent_at = models.DateTimeField(_("gửi lên lúc"), null=True, blank=True)
    past_desks = models.ManyToManyField(Unit, related_name="+", blank=True)
    passed_note = models.TextField(_("ý kiến khi chuyển"), blank=True, default="")
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    amendment = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="difficulties"
    )

    class Meta:
        verbose_name = _("vướng mắc")
        constraints = [
            models.CheckConstraint(
                name="plans_difficulty_answer_in_order",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("raised_at")),
            ),
            models.CheckConstraint(
                name="plans_difficulty_before_the_office_was_sent",
                condition=~Q(status="open") | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["assignment"], name="plans_difficulty_open", condition=~Q(status="closed")
            ),
            models.Index(
                fields=["desk"], name="plans_difficulty_desk", condition=~Q(status="closed")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def plan(self) -> Plan | None:
        """The plan it is about."""
        return self.assignment.task.plan if self.assignment else None

    @property
    def audit_home(self) -> str:
        return f"plans.inside:{self.unit_id}"


class CommonAnswer(models.Model):
    """A question and its answer, published by an office for all units (hỏi – đáp), in the office's words."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="common_answers")
    difficulty = models.OneToOneField(
        Difficulty, models.SET_NULL, null=True, blank=True, related_name="published"
    )
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="common_answers"
    )
    question = models.TextField(_("câu hỏi"))
    answer = models.TextField(_("trả lời"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("đăng lúc"))
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi, trả lời chung")

    def __str__(self) -> str:
        return self.question[:120]
