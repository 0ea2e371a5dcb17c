"""Which room (phòng) of a Sở looks after which levels and kinds of units. S1-81."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.constraints import References
from phongtrao.orgs.models.units import Unit


class Charge(models.Model):
    """A level, or a kind of units that follow no level; one of the two."""

    room = models.ForeignKey(
        Unit, models.PROTECT, related_name="charges", verbose_name=_("phòng phụ trách")
    )
    level = models.CharField(_("cấp học"), max_length=14, blank=True, default="")
    kind = models.CharField(_("loại đơn vị"), max_length=12, blank=True, default="")

    class Meta:
        verbose_name = _("phân công phụ trách")
        constraints = [
            models.UniqueConstraint(name="orgs_charge_once", fields=["room", "level", "kind"]),
            models.CheckConstraint(
                name="orgs_charge_of_one",
                condition=Q(level="", kind__gt="") | Q(level__gt="", kind=""),
            ),
            References(
                name="orgs_charge_level", field="level", to="orgs.SchoolLevel", to_field="code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room}: {self.level or self.kind}"
