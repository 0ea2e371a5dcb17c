"""The office asks the units below for plans of their own that carry a plan out. S0-16, S1-82."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.plans.models.movements import launching_kinds
from phongtrao.plans.models.plans import Plan


class OwnPlanCall(models.Model):
    """Which of the units that have work of the plan issue one of their own, and by when."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="own_plan_call")
    due_on = models.DateField(_("hạn ban hành kế hoạch của đơn vị"))
    # Kinds of units and, for those that have one, levels (none: all), as a movement asks for its launch.
    asked_kinds = ArrayField(
        models.CharField(max_length=12),
        default=launching_kinds,
        verbose_name=_("loại đơn vị phải ban hành"),
    )
    asked_levels = ArrayField(
        models.CharField(max_length=14),
        default=list,
        blank=True,
        verbose_name=_("cấp học phải ban hành"),
    )

    class Meta:
        verbose_name = _("yêu cầu ban hành kế hoạch của đơn vị")

    def __str__(self) -> str:
        return str(self.plan)
