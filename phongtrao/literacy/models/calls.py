"""An office asks units of some sorts to say by a day how many of a group have done it. S1-34"""

from enum import nonmember

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.literacy.models.frameworks import SkillFramework, TargetGroup
from phongtrao.orgs.models import Unit


class CountCall(Stateful):
    """A unit has answered once it said a number of ``day`` or later, in whatever way."""

    class Status(models.TextChoices):
        OPEN = "open", _("Đang thu")
        ENDED = "ended", _("Đã kết thúc")
        over = nonmember(frozenset({"ended"}))

    status = models.CharField(
        _("tình trạng"), max_length=5, choices=Status.choices, default=Status.OPEN
    )
    framework = models.ForeignKey(
        SkillFramework, models.PROTECT, related_name="calls", verbose_name=_("khung kỹ năng")
    )
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="+", verbose_name=_("nhóm đối tượng")
    )
    kinds = ArrayField(models.CharField(max_length=12), verbose_name=_("loại đơn vị phải khai"))
    day = models.DateField(_("số tính đến ngày"))
    due_on = models.DateField(_("hạn khai"))

    class Meta:
        verbose_name = _("đợt khai số người đạt")
        ordering = ("-due_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "group"],
                condition=Q(status="open"),
                name="literacy_call_one_open",
                violation_error_message=_(
                    "Nhóm này đang có một đợt khai số. Hãy kết thúc đợt đó trước."
                ),
            ),
            models.CheckConstraint(
                name="literacy_call_due_later",
                condition=Q(due_on__gte=F("day")),
                violation_error_message=_("Hạn khai phải từ ngày tính số trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework}: {self.group}"


class OwedCountQuerySet(models.QuerySet["OwedCount"]):
    def owed(self) -> "OwedCountQuerySet":
        return self.filter(said_on=None, call__status=CountCall.Status.OPEN)


class OwedCount(models.Model):
    """What one unit owes a call; ``reminded_on``: of ``plans.services.owed``."""

    call = models.ForeignKey(CountCall, models.CASCADE, related_name="owed")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    due_on = models.DateField(_("hạn khai"))
    said_on = models.DateField(_("khai ngày"), null=True, blank=True)
    reminded_on = models.DateField(_("nhắc ngày"), null=True, blank=True)

    objects = OwedCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("số người đạt phải khai")
        constraints = [
            models.UniqueConstraint(fields=["call", "unit"], name="literacy_owed_once"),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="literacy_owed_due", condition=Q(said_on=None))
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.call}"
