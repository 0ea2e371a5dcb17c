"""A legal regime: which stages a task goes through, with their forms, checklists and clocks. S0-27

Shipped in packs/research. A task keeps the very version it began under for life.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import InForce, Shipped, Version


class Regime(InForce, Shipped):
    valid_from = models.DateField(_("nhiệm vụ đề xuất từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta(Shipped.Meta):
        verbose_name = _("quy trình nhiệm vụ KH&CN")
        ordering = ["valid_from", "pk"]
        constraints = [
            *Shipped.Meta.constraints,
            models.CheckConstraint(
                name="research_regime_days",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
        ]


class RegimeVersion(Version):
    """``data`` is what ``stages.read_regime`` reads. Tasks proposed before ``applies_from`` keep the one before."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="versions", db_index=False)
    data = models.JSONField(default=dict)
    applies_from = models.DateField(_("cho nhiệm vụ đề xuất từ ngày"), null=True, blank=True)
    ground = models.CharField(_("căn cứ của thay đổi"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("phiên bản quy trình")
        ordering = ["regime", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "number"], name="research_regime_version")
        ]

    def __str__(self) -> str:
        return str(self.regime)
