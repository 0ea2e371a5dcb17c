"""A plan as it stood from a day on: frozen when an amendment took effect, and never written again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import OfficialDocument
from phongtrao.plans.models.plans import Plan


class PlanVersion(models.Model):
    """The first is frozen when the first amendment takes effect; each amendment adds the next.

    The running plan keeps its tasks, so that what hangs on them stays; the words they had stand here.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    amendment = models.OneToOneField(
        Plan, models.PROTECT, null=True, blank=True, related_name="version_made"
    )
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="plan_versions"
    )
    effective_from = models.DateField(_("có hiệu lực từ"))
    made_at = models.DateTimeField(auto_now_add=True)
    tasks = models.JSONField(default=list)  # of plans.task_words.TaskWords, in order

    class Meta:
        verbose_name = _("phiên bản kế hoạch")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_once"),
        ]

    def __str__(self) -> str:
        return _("Phiên bản %(number)d") % {"number": self.number}
