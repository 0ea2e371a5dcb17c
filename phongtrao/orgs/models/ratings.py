"""How a person or a unit did in a year, as decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.lib.periods import parse_period
from phongtrao.orgs.models.people import Person
from phongtrao.orgs.models.units import Unit


class YearlyRating(models.Model):
    """One of four levels for a school or calendar year; names are in packs/people/rating_levels.yaml.

    ``person`` empty: the rating is the unit's own. A person's stays with the unit it was given in,
    whatever becomes of that unit. ``level`` empty: not subject to rating that year, ``note`` says why.
    """

    LOWEST, HIGHEST = 1, 4

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ratings", verbose_name=_("đơn vị"))
    person = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="ratings",
        verbose_name=_("người"),
    )
    period = models.CharField(_("năm"), max_length=6)  # key of lib.periods: “2026”, “SY2025”
    # Last day of the period, kept because facts are asked by day.
    ends_on = models.DateField(editable=False)
    level = models.PositiveSmallIntegerField(_("mức xếp loại"), null=True, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    PERSON_PATH = "person"
    PERSONAL: ClassVar[Declared] = {
        "level": Kept(Care.PERSONAL, _("xét danh hiệu, hình thức khen thưởng")),
        "decision": Kept(Care.PERSONAL, _("tìm lại quyết định xếp loại")),
        "note": Kept(Care.PERSONAL, _("lý do không thuộc diện xếp loại")),
    }

    class Meta:
        verbose_name = _("xếp loại hằng năm")
        indexes = [models.Index(fields=["unit", "period"], name="orgs_rating_unit_year")]
        constraints = [
            models.UniqueConstraint(
                name="orgs_rating_once_a_year",
                fields=["person", "period"],
                condition=Q(person__isnull=False),
                violation_error_message=_("Người này đã được xếp loại của năm ấy."),
            ),
            models.UniqueConstraint(
                name="orgs_rating_unit_once_a_year",
                fields=["unit", "period"],
                condition=Q(person=None),
                violation_error_message=_("Đơn vị này đã được xếp loại của năm ấy."),
            ),
            models.CheckConstraint(
                name="orgs_rating_level", condition=Q(level=None) | Q(level__range=(1, 4))
            ),
            models.CheckConstraint(
                name="orgs_rating_or_reason",
                condition=Q(level__isnull=False) | ~Q(note=""),
                violation_error_message=_("Hãy ghi lý do không thuộc diện xếp loại."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit} {self.period}: {self.level}"

    def keep_end(self) -> None:
        """``ends_on`` follows the period; whoever sets the period calls this."""
        self.ends_on = parse_period(self.period).end
