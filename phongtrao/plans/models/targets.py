"""A target (chỉ tiêu) as a plan written here says it, and the target above it takes up. S0-53.

Of a plan that was taken in, targets are confirmed facts of its intake; here stand those of plans written
on screen. Both hold the same value, in the reader's schema, until the app of indicators adopts them.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.plans.models.intake import IntakeFact
from phongtrao.plans.models.plans import Plan


class PlanTarget(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    position = models.PositiveIntegerField(default=0)
    value = models.JSONField(default=dict)  # an item of “indicators”: ordinal, name, targets
    derived_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="derived"
    )
    derived_from_fact = models.ForeignKey(
        IntakeFact, models.SET_NULL, null=True, blank=True, related_name="derived_targets"
    )

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plans_target_one_origin",
                condition=Q(derived_from=None) | Q(derived_from_fact=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.value.get("name", ""))
