"""A round of collection (đợt thu số liệu) and what each unit hands in of it.

What a unit is still writing stands in ``UnitReport.values`` and nobody above reads it; handing in writes
``Measurement`` rows, the only thing that is shown, and once accepted counted.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.indicators.models.definitions import Indicator
from phongtrao.indicators.models.populations import Populated
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Owed


class CollectionRound(Populated, Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        OPEN = "open", _("Đang thu số liệu")
        CLOSED = "closed", _("Đã chốt")

    status = models.CharField(
        _("tình trạng"), max_length=6, choices=Status.choices, default=Status.DRAFT
    )
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="collection_rounds", verbose_name=_("đơn vị thu")
    )
    title = models.CharField(_("tên đợt"), max_length=200)
    period = models.CharField(_("kỳ số liệu"), max_length=21)
    due_on = models.DateField(_("hạn nộp"))
    guide = models.TextField(_("hướng dẫn"), blank=True, default="")
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    indicators = models.ManyToManyField(
        Indicator, related_name="rounds", blank=True, verbose_name=_("chỉ số")
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Why it was closed although some are missing; who, is said by their reports: never accepted.
    closing_note = models.CharField(_("lý do chốt khi còn thiếu"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("đợt thu số liệu")
        indexes = [models.Index(fields=["owner", "-due_on"], name="indicators_round_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class UnitReportQuerySet(models.QuerySet["UnitReport"]):
    def owed(self) -> "UnitReportQuerySet":
        """Still to be handed in, while the round is open."""
        is_open = Q(round__status=CollectionRound.Status.OPEN)
        return self.filter(is_open, status__in=UnitReport.Status.owed)


class UnitReport(Owed):
    """What one unit hands in of a round."""

    round = models.ForeignKey(CollectionRound, models.CASCADE, related_name="reports")
    # “pk of the indicator”, or “pk:part” → {"n": …, "d": …, "note": …, "evidence": pk}: the draft.
    values = models.JSONField(default=dict, blank=True)
    # Of a unit with others of the round below it: closed by the office although some are missing.
    missing_note = models.CharField(
        _("lý do chốt khi đơn vị dưới còn thiếu"), max_length=300, blank=True, default=""
    )

    objects = UnitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo số liệu")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="indicators_report_once"),
            models.CheckConstraint(
                name="indicators_report_has_moment",
                condition=Q(status__in=("open", "accepted")) | Q(submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status"], name="indicators_report_unit"),
            models.Index(
                fields=["due_on"],
                name="indicators_report_owed",
                condition=Q(status__in=("open", "returned")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} – {self.unit}"


class LockException(models.Model):
    """A unit may hand in, until a day, to a round that is closed; the reason stays."""

    round = models.ForeignKey(CollectionRound, models.CASCADE, related_name="exceptions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    until = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ngoại lệ mở khóa kỳ số liệu")
        indexes = [models.Index(fields=["round", "unit"], name="indicators_exception")]

    def __str__(self) -> str:
        return f"{self.round} – {self.unit}"


class RoundLook(models.Model):
    """When somebody last looked at a round: what changed since is marked."""

    round = models.ForeignKey(CollectionRound, models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="indicators_look_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
