"""A population: kind × level × area of units on a line, as targets and rounds name it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Line, Unit, is_of_kinds, is_of_levels


class Populated(models.Model):
    """Kinds hold types too; nothing chosen: whoever stands there. S4-25, S4-26."""

    line = models.CharField(_("theo tuyến"), max_length=5, choices=Line.choices, default=Line.PROF)
    kinds = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, verbose_name=_("loại đơn vị")
    )
    levels = ArrayField(
        models.CharField(max_length=14), default=list, blank=True, verbose_name=_("cấp học")
    )
    areas = ArrayField(
        models.CharField(max_length=6, choices=Unit.Area.choices),
        default=list,
        blank=True,
        verbose_name=_("địa bàn"),
    )

    class Meta:
        abstract = True

    def population(self, prefix: str = "") -> Q:
        """Condition on units, wherever they stand. ``prefix`` is the way to the unit, as “unit__”."""
        condition = Q()
        if self.kinds:
            condition &= is_of_kinds(self.kinds, prefix)
        if self.levels:
            # Levels narrow what has one: centres and offices that were named have none.
            without = Q(**{f"{prefix}level": ""}) if self.kinds else Q(pk__in=[])
            condition &= is_of_levels(self.levels, prefix) | without
        if self.areas:
            condition &= Q(**{f"{prefix}area__in": self.areas})
        return condition

    def population_under(self, unit: Unit, prefix: str = "") -> Q:
        """The same, of the unit and what stands below it today on the line."""
        field = Line(self.line).path_field
        below = Q(**{f"{prefix}{field}__startswith": getattr(unit, field)})
        return below & self.population(prefix)
