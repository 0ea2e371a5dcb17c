"""A rule asked of a whole population on a day: how many, who, and the numbers it was decided from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models.rules import RuleSetVersion
from phongtrao.orgs.models import Unit


class Evaluation(models.Model):
    """Kept as it was found. ``numbers`` are the prepared columns (lib.rules.population), so that another
    threshold is decided without asking again; ``found``: met, near, undecided, not met, asked."""

    version = models.ForeignKey(
        RuleSetVersion, models.PROTECT, related_name="evaluations", db_index=False
    )
    rule = models.CharField(_("tiêu chuẩn"), max_length=60)  # its key in the set
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="evaluations", verbose_name=_("của đơn vị")
    )
    kind = models.CharField(_("đối tượng"), max_length=8)  # lib.facts.Subject
    whom = models.JSONField(default=dict)  # of awards.populations.Whom
    on = models.DateField(_("tính đến ngày"))
    year = models.PositiveSmallIntegerField(_("năm xét"))
    first = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    last = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    calendar = models.CharField(max_length=6, default="year")
    clause = models.JSONField(default=dict)  # as it was asked, with the rules it names spelled out
    complete = models.JSONField(default=dict)  # {name of a fact: since when its register is whole}
    found = models.JSONField(default=dict)
    numbers = models.BinaryField(default=bytes, editable=False)
    # Under a transition clause: the older text, how many meet it, who meets it and not the newer.
    older = models.JSONField(default=dict)
    # Asked by somebody who keeps the discipline of all of them, and read by such only.
    with_discipline = models.BooleanField(_("có xét kỷ luật"), default=False, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("tính lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần xét theo tiêu chuẩn")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["office", "-asked_at"], name="awards_evaluation_office")]

    def __str__(self) -> str:
        return f"{self.rule} {self.on:%d/%m/%Y}"
