"""The paper by which a plan drafted here is issued: what it was printed from, and the draft it became."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import OfficialDocument, StoredFile, TemplateVersion
from phongtrao.plans.models.plans import Plan


class PlanPaper(models.Model):
    """A plan has one; each printing is a version of the document. ``Plan.document`` follows at the issue."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="paper")
    document = models.OneToOneField(OfficialDocument, models.PROTECT, related_name="plan_paper")
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="plan_papers")
    facts = models.JSONField(default=dict)  # of plans.paper.PlanPaperFacts
    # The file made from them; another one is newer when somebody went on in Word.
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="plan_papers")

    class Meta:
        verbose_name = _("văn bản của kế hoạch")

    def __str__(self) -> str:
        return str(self.document)
