"""Reports that keep their numbers: the facts of the day stand frozen in the paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Paper
from phongtrao.plans.models import Movement, Plan


class PlanReport(models.Model):
    """A consolidated progress report of a plan, as of a day, for a period."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="consolidations", verbose_name=_("kế hoạch")
    )
    # Of a plan that serves several movements: only what hangs on the contents of this one. S1-01
    movement = models.ForeignKey(
        Movement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consolidations",
        verbose_name=_("phong trào"),
    )
    period = models.CharField(_("kỳ báo cáo"), max_length=10)
    as_of = models.DateField(_("số liệu đến ngày"))
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="plan_report")

    class Meta:
        verbose_name = _("báo cáo tổng hợp")
        indexes = [models.Index(fields=["plan", "-as_of"], name="reports_plan_newest")]

    def __str__(self) -> str:
        return self.paper.title


class MovementReport(models.Model):
    """The cumulative report of a movement over its years, from its first day to ``as_of``. S0-18."""

    movement = models.ForeignKey(
        Movement, models.PROTECT, related_name="cumulations", verbose_name=_("phong trào")
    )
    as_of = models.DateField(_("số liệu đến ngày"))
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="movement_report")

    class Meta:
        verbose_name = _("báo cáo lũy kế của phong trào")
        indexes = [models.Index(fields=["movement", "-as_of"], name="reports_movement_newest")]

    def __str__(self) -> str:
        return self.paper.title
