"""A pledge (giao ước thi đua): what the members of a cluster promise each other for a year."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Evidence
from phongtrao.orgs.models import Cluster, Unit


class Pledge(models.Model):
    """One of a cluster and year; ``members``: who has signed."""

    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="pledges", verbose_name=_("cụm, khối thi đua")
    )
    year = models.PositiveSmallIntegerField(_("năm"))  # as ClusterSeat says it
    contents = models.TextField(_("nội dung giao ước"), max_length=10_000)
    targets = models.TextField(_("chỉ tiêu"), max_length=10_000, blank=True, default="")
    signed_on = models.DateField(_("ký ngày"), null=True, blank=True)
    members: Any = models.ManyToManyField(
        Unit, related_name="+", blank=True, verbose_name=_("thành viên đã ký")
    )
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("bản chụp"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("giao ước thi đua")
        ordering = ["-year", "cluster"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year"],
                name="awards_pledge_once",
                violation_error_message=_("Cụm, khối đã có giao ước của năm này. Hãy sửa giao ước ấy."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.cluster} {self.year}"
