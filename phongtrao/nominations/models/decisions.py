"""The decision and what follows it: who is named, certificates, money; what goes to an authority above."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Award, Honour
from phongtrao.base.personal import Care, Declared, Kept
from phongtrao.documents.models import (
    Certificate,
    OfficialDocument,
    StoredFile,
    TemplateVersion,
)
from phongtrao.nominations.models.nominations import Nomination
from phongtrao.nominations.models.rounds import AwardRound
from phongtrao.orgs.models import Unit


class AwardDecision(models.Model):
    """Each printing is a version of the document; once that has its number, the register has its awards."""

    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="decisions")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="award_decisions", verbose_name=_("cơ quan quyết định")
    )
    document = models.OneToOneField(OfficialDocument, models.PROTECT, related_name="award_decision")
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)  # of nominations.decision_paper
    # The file made from them; another one is newer when somebody went on in Word.
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    PERSONAL: ClassVar[Declared] = {
        "facts": Kept(Care.PUBLIC, _("quyết định khen thưởng giữ suốt đời")),
    }

    class Meta:
        verbose_name = _("quyết định khen thưởng")

    def __str__(self) -> str:
        return str(self.document)

    @property
    def is_issued(self) -> bool:
        return bool(self.document.status == OfficialDocument.Status.ISSUED)


class DecisionLine(models.Model):
    """One line of the annex; ``position`` is the number in the golden book (số sổ vàng)."""

    decision = models.ForeignKey(AwardDecision, models.CASCADE, related_name="lines")
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="decision_line")
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("dòng danh sách khen thưởng")
        ordering = ["decision", "position", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class AwardCertificate(models.Model):
    """The certificate of an award. It may be replaced by another: ``Certificate.replaced_by`` leads on."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="certificates")
    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="award_of")

    class Meta:
        verbose_name = _("bằng, giấy của khen thưởng")

    def __str__(self) -> str:
        return f"#{self.pk}"


class BaseSalary(models.Model):
    """Lương cơ sở, đồng a month, from a day on; award money is multiples of it."""

    since = models.DateField(_("từ ngày"), unique=True)
    amount = models.PositiveIntegerField(_("lương cơ sở (đồng)"))
    # The sum each is given is rounded up to a multiple of this.
    rounding = models.PositiveIntegerField(_("làm tròn lên đến (đồng)"), default=10_000)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    class Meta:
        verbose_name = _("lương cơ sở")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                name="nominations_base_salary_rounding",
                condition=Q(rounding__gt=0),
                violation_error_message=_("Số làm tròn phải lớn hơn 0; không làm tròn thì ghi 1."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} ({self.since:%d/%m/%Y})"


class HandOver(models.Model):
    """What a round hands to an authority outside the program: the package, its receipt, the decision there."""

    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="hand_overs")
    to = models.CharField(_("nơi nhận"), max_length=200)
    honour = models.ForeignKey(
        Honour, models.PROTECT, related_name="+", verbose_name=_("hình thức")
    )
    nominations = models.ManyToManyField(Nomination, related_name="hand_overs")
    package = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    handed_on = models.DateField(_("gửi ngày"))
    receipt = models.CharField(_("số biên nhận"), max_length=60, blank=True, default="")
    received_on = models.DateField(_("nhận ngày"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bàn giao hồ sơ lên trên")
        ordering = ["-handed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.to} {self.handed_on:%d/%m/%Y}"


class HandOverNote(models.Model):
    """A question of the authority above, our answer, its decision."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Yêu cầu bổ sung")
        ANSWER = "answer", _("Trả lời")
        DECISION = "decision", _("Quyết định của cấp trên")

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="notes")
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    on = models.DateField(_("ngày"))
    words = models.TextField(_("nội dung"))
    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("trao đổi về hồ sơ đã bàn giao")
        ordering = ["hand_over", "on", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
