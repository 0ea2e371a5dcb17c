"""The paper by which creations are recognised: the draft it became, and the creations its annex names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import OfficialDocument, StoredFile, TemplateVersion
from phongtrao.orgs.models import Unit
from phongtrao.recognition.models.creations import Creation
from phongtrao.recognition.models.scopes import ScopeRecognition


class RecognitionDecision(models.Model):
    """Each printing is a version of the document; once that has its number, the creations have it too."""

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="recognition_decisions",
        verbose_name=_("cơ quan công nhận"),
    )
    scope = models.CharField(
        _("phạm vi ảnh hưởng"), max_length=10, choices=ScopeRecognition.Scope.choices
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Creation.Kind.choices)
    year = models.CharField(_("năm học, năm"), max_length=20)
    document = models.OneToOneField(
        OfficialDocument, models.PROTECT, related_name="recognition_decision"
    )
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)  # of recognition.decision_paper.DecisionFacts
    # The file made from them; another one is newer when somebody went on in Word.
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định công nhận")

    def __str__(self) -> str:
        return str(self.document)

    @property
    def is_issued(self) -> bool:
        return bool(self.document.status == OfficialDocument.Status.ISSUED)


class DecisionLine(models.Model):
    """One line of the annex; a recognition stands in one decision only."""

    decision = models.ForeignKey(RecognitionDecision, models.CASCADE, related_name="lines")
    recognition = models.OneToOneField(
        ScopeRecognition, models.PROTECT, related_name="decision_line"
    )

    class Meta:
        verbose_name = _("dòng danh sách công nhận")

    def __str__(self) -> str:
        return f"#{self.pk}"
